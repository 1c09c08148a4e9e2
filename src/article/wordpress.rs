//! WordPress blocks whose words stand in their comment alone: `<!-- wp:acme/box {"text": "…"} /-->`. A theme makes HTML of
//! them when the page is shown; what they would say is not known here.

use std::collections::BTreeSet;

use super::values::Value;
use super::{Article, Note, json};
use crate::text::Span;

/// What such a comment begins and ends with.
const OPEN: &str = "<!-- wp:";
const CLOSE: &str = "/-->";

/// Notes the blocks of `text` that hold words and no HTML.
pub(super) fn find(text: &str, article: &mut Article) {
    let mut named = BTreeSet::new();
    let mut first = None;
    for (at, _) in text.match_indices(OPEN) {
        let rest = text.get(at + OPEN.len()..).unwrap_or_default();
        let rest = rest.split(OPEN).next().unwrap_or_default();
        let Some(comment) = rest.find("-->").and_then(|end| rest.get(..end + 3)) else { continue };
        let Some(block) = comment.strip_suffix(CLOSE) else { continue };
        let name = block.split([' ', '{']).next().unwrap_or_default();
        let fields = block.find('{').and_then(|from| json::parse(block.get(from..)?).value);
        if fields.is_some_and(|fields| has_words(&fields)) {
            named.insert(name.chars().take(40).collect::<String>());
            first.get_or_insert(Span::new(at, at + OPEN.len() + comment.len()));
        }
    }
    if !named.is_empty() {
        let names: Vec<String> = named.into_iter().take(8).collect();
        let message = format!("WordPress blocks that hold words and no HTML were left out: {}.", names.join(", "));
        article.notes.push(Note { message, span: first });
    }
}

/// Whether a value holds a text of several words.
fn has_words(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.as_str().split_whitespace().count() > 2,
        Value::List(list) => list.iter().any(has_words),
        Value::Table(table) => table.iter().any(|named| has_words(&named.value)),
    }
}

#[cfg(test)]
mod tests {
    use crate::article::read;
    use crate::text::Source;

    #[test]
    fn a_block_with_words_and_no_html_is_noted() {
        let text = "<!-- wp:paragraph -->\n<p>It broke.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:spacer {\"height\":\"20px\"} /-->\n\
                    <!-- wp:acme/box {\"text\":\"It was old and worn.\"} /-->";
        let article = read(&Source::utf8("-", text), None);
        let [note] = &article.notes[..] else { panic!("{:?}", article.notes) };
        assert!(note.message.contains("acme/box") && !note.message.contains("spacer"), "{}", note.message);
        assert!(note.span.is_some_and(|s| text[s.start..s.end].starts_with("<!-- wp:acme")));
    }
}
