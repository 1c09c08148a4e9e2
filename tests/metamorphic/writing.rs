//! The same words in other bytes: forms of letters, line ends, a byte order mark, quotation marks, spaces.

use unicode_normalization::UnicodeNormalization;

use crate::bench::{fixtures, less, seen};

/// The pages on which a change of bytes is tried, as `(name, text)`.
fn pages() -> impl Iterator<Item = (String, String)> {
    // In JSON, quotation marks and line ends are syntax or escapes.
    fixtures().into_iter().filter(|(name, _)| !name.ends_with(".json"))
}

/// Holds that a change leaves rules, messages and evidence as they are.
#[track_caller]
fn same_findings(change: impl Fn(&str, &str) -> String) {
    same_findings_but("", change);
}

/// Holds the same of every rule but the one that asks for what is changed.
#[track_caller]
fn same_findings_but(rule: &str, change: impl Fn(&str, &str) -> String) {
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        let changed = change(&name, &text);
        let evidence = |text: &str| {
            let all = seen(&name, text).evidence().into_iter();
            all.filter(|told| told.split(' ').next() != Some(rule)).collect::<Vec<_>>()
        };
        let (before, after) = (evidence(&text), evidence(&changed));
        let (gone, new) = (less(before.clone(), &after), less(after, &before));
        if !gone.is_empty() || !new.is_empty() {
            wrong.push(format!("{name}\n  - {}\n  + {}", gone.join("\n  - "), new.join("\n  + ")));
        }
    }
    assert!(wrong.is_empty(), "{} pages differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn decomposed_letters_change_nothing() {
    same_findings(|_, text| text.nfd().collect());
}

#[test]
fn line_ends_of_another_system_change_nothing() {
    same_findings(|_, text| text.replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    same_findings(|_, text| format!("\u{feff}{text}"));
}

/// Changes the prose of a page: front matter, tags, scripts and code stay as they are.
fn in_prose(name: &str, text: &str, change: impl Fn(&str) -> String) -> String {
    let fence = ["---\n", "+++\n"].into_iter().find(|fence| name.ends_with(".md") && text.starts_with(fence));
    let after_fence = fence.and_then(|fence| Some(4 + text[4..].find(&format!("\n{fence}"))? + 5));
    let (head, body) = text.split_at(after_fence.unwrap_or(0));
    let mut out = head.to_owned();
    let mut rest = body;
    while let Some(at) = rest.find(['<', '`']) {
        let (prose, markup) = rest.split_at(at);
        let close = match markup.as_bytes()[0] {
            b'`' => markup[1..].find('`').map(|end| end + 2),
            _ if markup.starts_with("<script") => markup.find("</script>"),
            _ => markup.find('>').map(|end| end + 1),
        };
        let (kept, next) = markup.split_at(close.unwrap_or(markup.len()));
        out += &change(prose);
        out += kept;
        rest = next;
    }
    out + &change(rest)
}

#[test]
fn straight_quotation_marks_for_curly_ones_change_nothing() {
    same_findings_but("mixed-quotation-marks", |name, text| {
        in_prose(name, text, |prose| prose.replace(['“', '”', '„'], "\"").replace(['‘', '’', '‚'], "'"))
    });
}

#[test]
fn curly_quotation_marks_for_straight_ones_change_nothing() {
    same_findings_but("mixed-quotation-marks", |name, text| {
        in_prose(name, text, |prose| {
            let mut out = String::new();
            for c in prose.chars() {
                let opens =
                    out.chars().next_back().is_none_or(|before| before.is_whitespace() || "([“‘—–".contains(before));
                out.push(match c {
                    '"' if opens => '“',
                    '"' => '”',
                    '\'' if opens => '‘',
                    '\'' => '’',
                    c => c,
                });
            }
            out
        })
    });
}

#[test]
fn no_break_spaces_change_nothing() {
    same_findings(|name, text| {
        in_prose(name, text, |prose| {
            let letters: Vec<char> = prose.chars().collect();
            let space = |i: usize| letters[i] == ' ' && i > 0 && letters[i - 1].is_alphanumeric();
            let inside = |i: usize| space(i) && letters.get(i + 1).is_some_and(|next| next.is_alphanumeric());
            (0..letters.len()).map(|i| if inside(i) { '\u{a0}' } else { letters[i] }).collect()
        })
    });
}
