//! Citation marks in running text without mark-up: `[1]`, superscript digits, bare addresses, `(Miller, 2024)` and the
//! space that a lost mark leaves before a stop.

use std::collections::HashSet;
use std::ops::Range;

use super::{Style, Target, address, entry};

/// A citation mark in a paragraph.
#[derive(Debug)]
pub(super) struct Inline {
    /// Bytes of the paragraph's text. A link's words stay in the text; all other marks are taken out.
    pub(super) range: Range<usize>,
    pub(super) style: Style,
    pub(super) target: Target,
}

/// Every mark in a paragraph but lost ones, in the order of their starts. `surnames` are the words of the page's source
/// list in small letters: an author-date mark needs an author who stands there.
pub(super) fn find(text: &str, surnames: &HashSet<String>) -> Vec<Inline> {
    let mut found = addresses(text);
    let links: Vec<Range<usize>> = found.iter().map(|i| i.range.clone()).collect();
    let mut other = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '[' => other.extend(numbered(text, at)),
            '(' if !surnames.is_empty() => other.extend(author_date(text, at, surnames)),
            _ if entry::is_superscript(c) => other.extend(superscript(text, at)),
            _ => {}
        }
    }
    // An address may hold brackets of its own.
    let inside = |at: usize| links.get(links.partition_point(|l| l.end <= at)).is_some_and(|l| l.start <= at);
    found.extend(other.into_iter().filter(|i| !inside(i.range.start)));
    found.sort_by_key(|i| i.range.start);
    found
}

/// Bare addresses.
fn addresses(text: &str) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(range) = address::next_url(text, from) {
        from = range.end;
        let target = Target::Url(text[range.clone()].to_owned());
        found.push(Inline { range, style: Style::Link, target });
    }
    found
}

/// `[1]`, `[2, 3]`, `[4–6]` at the bracket: one mark for each number, all with the place of the whole.
fn numbered(text: &str, at: usize) -> Vec<Inline> {
    let inner = &text[at + 1..];
    let Some(len) = inner.bytes().take(40).position(|b| b == b']') else { return Vec::new() };
    let (inner, behind) = (&inner[..len], &inner[len + 1..]);
    // `[1](…)` is a link in Markdown, `[1]:` its definition.
    if behind.starts_with(['(', ':']) {
        return Vec::new();
    }
    let mut labels: Vec<u32> = Vec::new();
    for part in inner.split([',', ';']) {
        let number = |n: &str| n.trim().parse::<u32>().ok().filter(|n| n.to_string().len() <= 3 && *n > 0);
        let (first, last) = part.split_once(['–', '-']).unwrap_or((part, part));
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last && last - first < 20 => labels.extend(first..=last),
            _ => return Vec::new(),
        }
    }
    let mark = |label: u32| Inline {
        range: at..at + len + 2,
        style: Style::Numbered,
        target: Target::Label(label.to_string()),
    };
    labels.into_iter().map(mark).collect()
}

/// A run of superscript digits behind a word or a mark, not behind a unit (`km²`), a symbol (`R²`) or a number.
fn superscript(text: &str, at: usize) -> Option<Inline> {
    let before = &text[..at];
    let last = before.chars().next_back()?;
    let fits = if last.is_alphabetic() {
        before.chars().rev().take_while(|c| c.is_alphabetic()).take(3).count() == 3
    } else {
        ".,;:!?\"”“’»«)]".contains(last)
    };
    if !fits {
        return None;
    }
    let digits = &text[at..];
    let digits = &digits[..digits.find(|c| !entry::is_superscript(c)).unwrap_or(digits.len())];
    let target = Target::Label(entry::plain_digits(digits));
    Some(Inline { range: at..at + digits.len(), style: Style::Numbered, target })
}

/// `(Miller, 2024)`, `(Miller & Rao 2024; Lind 2019)` at the parenthesis, where the source list has the names.
fn author_date(text: &str, at: usize, surnames: &HashSet<String>) -> Vec<Inline> {
    let inner = &text[at + 1..];
    let Some(len) = inner.bytes().take(160).position(|b| b == b')') else { return Vec::new() };
    let inner = &inner[..len];
    let mut found = Vec::new();
    for part in inner.split(';') {
        let words: Vec<&str> = part.split([' ', ',', '\u{a0}']).filter(|w| !w.is_empty()).collect();
        let year = |w: &&str| {
            let digits = w.trim_end_matches(|c: char| c.is_ascii_lowercase());
            digits.len() == 4 && w.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let author = words.first().is_some_and(|w| w.starts_with(char::is_uppercase));
        let listed = words.first().is_some_and(|w| surnames.contains(&w.to_lowercase()));
        if !(author && listed && words.iter().skip(1).any(year)) {
            return Vec::new();
        }
        let target = Target::AuthorDate(part.trim().to_owned());
        found.push(Inline { range: at..at + len + 2, style: Style::AuthorDate, target });
    }
    found
}

/// The spaces that lost marks left: before `.`, `,`, `;`, `!` or `?` that a space or the end follows. Where `french` says
/// that the page sets spaces before its high marks, only `.` and `,` count.
pub(super) fn lost(text: &str, french: bool) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut code = false;
    for (at, c) in text.char_indices() {
        code ^= c == '`';
        if c != ' ' || code {
            continue;
        }
        let before = text[..at].chars().next_back();
        let mut behind = text[at + 1..].chars();
        let (Some(before), Some(mark)) = (before, behind.next()) else { continue };
        let after_word = before.is_alphanumeric() || "\"”“’»«›‹)]%°€$£…".contains(before);
        let counts = matches!(mark, '.' | ',') || !french && matches!(mark, ';' | '!' | '?');
        let rest = behind.as_str();
        // ` . . .` is an ellipsis.
        let dots = mark == '.' && rest.trim_start_matches(' ').starts_with('.');
        if after_word && counts && !dots && (rest.is_empty() || rest.starts_with([' ', '\n', '\u{a0}'])) {
            found.push(Inline { range: at..at + 1, style: Style::Empty, target: Target::Nowhere });
        }
    }
    found
}

/// Whether a text sets spaces before its high marks, as French does.
pub(super) fn is_french_spaced(text: &str) -> bool {
    text.contains("« ") || text.contains(" :") && !text.contains(" ://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<(&str, Target)> {
        let names = ["miller", "rao"].map(str::to_owned).into();
        find(text, &names).into_iter().map(|i| (&text[i.range], i.target)).collect()
    }

    fn label(label: &str) -> Target {
        Target::Label(label.to_owned())
    }

    #[test]
    fn numbers_in_brackets() {
        assert_eq!(
            marks("It fell [1]. Then [2, 4–5]."),
            [("[1]", label("1")), ("[2, 4–5]", label("2")), ("[2, 4–5]", label("4")), ("[2, 4–5]", label("5"))]
        );
        assert_eq!(marks("In [2024], [sic], [a1], [], [1](x) and [9-2]"), []);
    }

    #[test]
    fn superscripts_but_not_units() {
        assert_eq!(marks("It fell.¹² The board said² so"), [("¹²", label("12")), ("²", label("2"))]);
        assert_eq!(marks("20 km², 5 m³, 3 MW/km², R² and 10³"), []);
    }

    #[test]
    fn authors_and_years_need_an_entry() {
        let target = |t: &str| Target::AuthorDate(t.to_owned());
        assert_eq!(marks("It rose (Miller, 2024)."), [("(Miller, 2024)", target("Miller, 2024"))]);
        assert_eq!(marks("It rose (Miller & Rao 2024a; Rao 2019)").len(), 2);
        assert_eq!(marks("It rose (Lind, 2024), in May (Miller Street)"), []);
    }

    #[test]
    fn lost_marks_and_what_looks_like_them() {
        let lost = |t: &str| lost(t, false).len();
        assert_eq!(lost("It fell . He said \"no\" , and left ."), 3);
        assert_eq!(lost("It rose by .5 points ... and . . . then a .txt file; `cp x . ` ran."), 0);
        assert_eq!(super::lost("Vraiment ? Oui !", true).len(), 0);
    }
}
