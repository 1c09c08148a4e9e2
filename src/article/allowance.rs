//! Waivers that stand in the article: which rule is allowed to find something, why, who says so and until when.
//!
//! Two places have them: a comment, for the block that comes next (or the one that it stands in),
//!
//! ```text
//! <!-- pressgate: allow naked-url: the address is the story, by A. Editor, until 2026-03-01 -->
//! ```
//!
//! and `pressgate: {allow: [...]}` in front matter or JSON, for the whole article. What is left out is found by the
//! review: here nothing is judged.

use jiff::civil::Date;

use super::values::{self, Named, Value};
use super::{Article, Block, Format};
use crate::text::Span;

/// One rule that an article allows to find something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// The id of the rule, as it is written; empty where none is named.
    pub rule: String,
    /// Why; empty where nothing is said. The same is true of the names.
    pub reason: String,
    pub by: String,
    /// A second name, for the rules that need one.
    pub second: String,
    /// The last day on which it counts; `None` where there is none that can be read.
    pub until: Option<Date>,
    /// A fingerprint, or its beginning, of the one finding that is meant; empty: every one of the rule.
    pub fingerprint: String,
    /// Where it stands.
    pub span: Span,
    /// Where it counts; `None`: in the whole article.
    pub scope: Option<Span>,
}

/// What a comment that speaks to the program begins with.
const ADDRESS: &str = "pressgate:";
/// How comments open and close: in HTML and Markdown, and in MDX.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("{/*", "*/}")];

/// So many comments of one text are read.
const MOST: usize = 1000;

/// Finds the comments of a text from which `article` was read, and adds what they allow.
pub(super) fn find(text: &str, format: Format, article: &mut Article) {
    if format == Format::Text {
        return;
    }
    let comments: Vec<_> = text.match_indices(ADDRESS).filter_map(|(at, _)| comment(text, at)).take(MOST).collect();
    if comments.is_empty() {
        return;
    }
    let blocks = article.blocks.iter().filter(|block| !block.text.is_empty());
    let mut blocks: Vec<(Span, &Block)> = blocks.map(|block| (block.text.whole(), block)).collect();
    blocks.sort_by_key(|(span, _)| *span);
    let mut found = Vec::new();
    for (comment, words) in comments {
        let next = blocks.partition_point(|(span, _)| span.start <= comment.start);
        let around = next.checked_sub(1).and_then(|at| blocks.get(at)).filter(|(span, _)| span.end > comment.start);
        if around.is_some_and(|(_, block)| shows(block, comment)) {
            continue;
        }
        // Up to the block after the one that is meant, so that mark-up at its end belongs to it.
        let (start, after) = around.map_or((comment.end, next + 1), |(span, _)| (span.start, next));
        let end = blocks.get(after).map_or(text.len(), |(span, _)| span.start);
        let scope = Some(Span::new(start, end.max(start)));
        found.extend(inline(words).into_iter().map(|one| Allowance { span: comment, scope, ..one }));
    }
    article.allowances.extend(found);
}

/// Whether readers see the comment: in a block with code.
fn shows(block: &Block, comment: Span) -> bool {
    let mut opens = COMMENTS.iter().flat_map(|(open, _)| block.words().match_indices(open));
    opens.any(|(at, open)| block.text.span(at..at + open.len()).start == comment.start)
}

/// The comment whose words begin at `at`, and what it says after the address.
fn comment(text: &str, at: usize) -> Option<(Span, &str)> {
    let before = text.get(..at)?.trim_end();
    let (open, close) = COMMENTS.into_iter().find(|(open, _)| before.ends_with(open))?;
    let rest = text.get(at + ADDRESS.len()..)?;
    let words = &rest[..rest.find(close)?];
    let end = at + ADDRESS.len() + words.len() + close.len();
    Some((Span::new(before.len() - open.len(), end), words))
}

/// What the words of a comment allow: one allowance for each rule. Of words that allow nothing, one without a rule.
fn inline(words: &str) -> Vec<Allowance> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let allowed = words.strip_prefix("allow ").unwrap_or_default();
    let (rules, said) = allowed.split_once(':').unwrap_or((allowed, ""));
    let said = said.trim();
    let mut one = Allowance::default();
    let until = clause(said, "until");
    let by = clause(said, "by");
    let reason = [&until, &by].into_iter().flatten().map(|(at, _)| *at).min().unwrap_or(said.len());
    said.get(..reason).unwrap_or_default().trim_end_matches([',', ' ']).clone_into(&mut one.reason);
    one.until = until.and_then(|(_, day)| day.parse().ok());
    if let Some((_, names)) = by {
        let (first, second) =
            [" and ", " und ", " & "].into_iter().find_map(|and| names.split_once(and)).unwrap_or((names, ""));
        (one.by, one.second) = (first.trim().to_owned(), second.trim().to_owned());
    }
    let mut ids: Vec<&str> = rules.split([',', ' ']).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        ids.push("");
    }
    ids.into_iter().map(|id| Allowance { rule: id.to_owned(), ..one.clone() }).collect()
}

/// Where the clause `, by …` or `, until …` begins, and what it says: up to the next comma, which names may not have.
fn clause<'t>(said: &'t str, word: &str) -> Option<(usize, &'t str)> {
    let starts = said.match_indices(word).map(|(at, _)| at);
    let is_clause = |at: &usize| {
        let (before, after) = said.split_at(*at);
        (before.is_empty() || before.trim_end().ends_with(',') && before.ends_with(' '))
            && after[word.len()..].starts_with(' ')
    };
    let at = starts.filter(is_clause).last()?;
    let rest = said[at + word.len()..].trim_start();
    Some((at, rest.split(',').next().unwrap_or(rest).trim()))
}

/// What the table of front matter or JSON allows under the key `pressgate`.
pub(super) fn describe(table: &[Named], article: &mut Article) {
    let Some(Value::Table(ours)) = values::find(table, &["pressgate"]) else { return };
    let entries = match values::find(ours, &["allow", "waivers"]) {
        Some(Value::List(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => return,
    };
    for entry in entries {
        match entry {
            Value::Text(words) => {
                let found = inline(&format!("allow {}", words.as_str()));
                article.allowances.extend(found.into_iter().map(|one| Allowance { span: words.whole(), ..one }));
            }
            Value::Table(table) => article.allowances.push(keyed(table)),
            Value::List(_) => {}
        }
    }
}

/// An entry with a key for each part, as in `pressgate.toml`.
fn keyed(table: &[Named]) -> Allowance {
    let text =
        |names: &[&str]| values::find_text(table, names).map(|t| t.as_str().trim().to_owned()).unwrap_or_default();
    let places = table.iter().map(|named| named.key_span);
    Allowance {
        rule: text(&["allow", "rule"]),
        reason: text(&["reason"]),
        by: text(&["by"]),
        second: text(&["second"]),
        until: text(&["until"]).parse().ok(),
        fingerprint: text(&["fingerprint"]).trim_end_matches(['.', '…']).to_owned(),
        span: places.reduce(Span::cover).unwrap_or_default(),
        scope: None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::read;
    use crate::text::Source;

    fn allowances(path: &str, text: &str) -> Vec<Allowance> {
        read(&Source::utf8(path, text), None).allowances
    }

    #[test]
    fn a_comment_says_rule_reason_name_and_day_for_the_next_block() {
        let text = "First block.\n\n<!-- pressgate: allow naked-url: it is the story, by A. Editor and B. Editor, until 2026-03-01 -->\n\
                    Second https://a.example block.\n\nThird block.\n";
        let [one] = &allowances("a.md", text)[..] else { panic!("one") };
        assert_eq!((one.rule.as_str(), one.reason.as_str()), ("naked-url", "it is the story"));
        assert_eq!((one.by.as_str(), one.second.as_str()), ("A. Editor", "B. Editor"));
        assert_eq!(one.until, Some(date(2026, 3, 1)));
        let scope = one.scope.unwrap();
        assert_eq!(text[scope.start..scope.end].trim(), "Second https://a.example block.");
        assert!(text[one.span.start..one.span.end].starts_with("<!--") && text[..one.span.end].ends_with("-->"));
    }

    #[test]
    fn clauses_come_in_any_order_and_a_reason_may_have_commas() {
        let [a, b] = &inline("allow a-b, c-d: kept, as agreed by all, until 2026-03-01, by A. Editor")[..] else {
            panic!("two")
        };
        assert_eq!((a.rule.as_str(), b.rule.as_str()), ("a-b", "c-d"));
        assert_eq!(
            (a.reason.as_str(), a.by.as_str(), a.until),
            ("kept, as agreed by all", "A. Editor", Some(date(2026, 3, 1)))
        );
    }

    #[test]
    fn what_is_left_out_stays_empty() {
        let [one] = &inline("allow a-b")[..] else { panic!("one") };
        assert_eq!(*one, Allowance { rule: "a-b".to_owned(), ..Allowance::default() });
        let [one] = &inline("allow a-b: by A. Editor, until soon")[..] else { panic!("one") };
        assert_eq!((one.reason.as_str(), one.by.as_str(), one.until), ("", "A. Editor", None));
        let [one] = &inline("ignore everything")[..] else { panic!("one") };
        assert_eq!(one.rule, "");
    }

    #[test]
    fn html_and_json_bodies_have_comments_too_and_code_shows_them() {
        let html = "<article><p>First one.</p><!-- pressgate: allow a-b: why, by A. Editor, until 2026-03-01 --><p>Second one.</p></article>";
        let [one] = &allowances("a.html", html)[..] else { panic!("one") };
        assert!(html[one.scope.unwrap().start..].starts_with("<p>Second"));
        let json = format!("{{\"title\": \"T\", \"html\": {}}}", serde_json::to_string(html).unwrap());
        let [one] = &allowances("a.json", &json)[..] else { panic!("one") };
        assert!(json[one.scope.unwrap().start..].starts_with("<p>Second"));
        assert_eq!(
            allowances(
                "a.md",
                "Text.\n\n```\n<!-- pressgate: allow a-b -->\n```\n\nSo `<!-- pressgate: allow a-b -->`.\n"
            ),
            []
        );
    }

    #[test]
    fn front_matter_and_json_allow_for_the_whole_article() {
        let text = "---\ntitle: T\npressgate:\n  allow:\n    - rule: a-b\n      reason: why\n      by: A. Editor\n      until: 2026-03-01\n    \
                    - \"c-d: why, by A. Editor, until 2026-03-01\"\n---\n\nText.\n";
        let [a, b] = &allowances("a.md", text)[..] else { panic!("two") };
        for (one, rule) in [(a, "a-b"), (b, "c-d")] {
            assert_eq!((one.rule.as_str(), one.reason.as_str(), one.by.as_str()), (rule, "why", "A. Editor"));
            assert_eq!((one.until, one.scope), (Some(date(2026, 3, 1)), None));
            assert!(text[one.span.start..one.span.end].contains(rule));
        }
        let json = "{\"title\": \"T\", \"body\": \"Text.\", \"pressgate\": {\"allow\": \"a-b: why, by A. Editor, until 2026-03-01\"}}";
        assert_eq!(allowances("a.json", json).len(), 1);
    }
}
