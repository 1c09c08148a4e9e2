//! Blocks with fields instead of children: HTML and Markdown, code, pictures, boxes, and blocks that are not known.

use super::super::values::{self, Named, Value};
use super::names::Card;
use super::sheet::Sheet;
use super::{node, shape};
use crate::text::MappedText;

/// Fields that hold the words of a block.
const WORDS: &[&str] = &[
    "heading",
    "header",
    "title",
    "subheader",
    "subheading",
    "text",
    "callouttext",
    "message",
    "quote",
    "html",
    "richtext",
    "content",
    "body",
    "description",
    "caption",
];
/// Fields in which the words of a box that is left out are looked for.
const ELSEWHERE: &[&str] = &["title", "description", "metadata", "text", "buttontext", "content", "html", "heading"];

/// Writes a block of a kind that is known.
pub(super) fn write(card: Card, kind: &str, table: &[Named], sheet: &mut Sheet) {
    match card {
        Card::Html => {
            if let Some(html) = node::attribute(table, &["html", "content", "code", "value", "innerhtml", "text"]) {
                sheet.html(html);
            }
        }
        Card::Markdown => {
            if let Some(words) = node::attribute(table, &["markdown", "content", "text", "value"]) {
                sheet.markdown(words);
            }
        }
        Card::Code => {
            if let Some(code) = node::attribute(table, &["code", "content", "text", "value"]) {
                sheet.element("pre", |sheet| sheet.text(code));
            }
            caption(table, sheet);
        }
        Card::Picture => sheet.element("figure", |sheet| picture(table, sheet)),
        Card::Words => {
            paragraphs(table, sheet);
        }
        Card::Elsewhere => {
            let holds = |value: &Value| match value {
                Value::Text(text) => has_words(text.as_str()),
                Value::Table(inner) => inner.iter().any(|n| n.value.text().is_some_and(|t| has_words(t.as_str()))),
                Value::List(list) => !list.is_empty(),
            };
            if ELSEWHERE.iter().filter_map(|name| node::field(table, &[name])).any(holds) {
                sheet.left_out(kind);
            }
        }
    }
}

/// Writes the words of a block that is not known.
pub(super) fn unknown(kind: &str, table: &[Named], sheet: &mut Sheet) {
    let read = paragraphs(table, sheet);
    sheet.unknown(kind, read);
}

/// The words of a block that should have children and has none.
pub(super) fn own_words(table: &[Named], sheet: &mut Sheet) {
    if let Some(words) = node::attribute(table, &["text", "content", "html", "value"]) {
        sheet.words(words);
    }
}

/// Writes the fields that hold words, each as a paragraph or as the blocks that it holds. Whether there were any.
fn paragraphs(table: &[Named], sheet: &mut Sheet) -> bool {
    let mut read = false;
    for value in WORDS.iter().filter_map(|name| node::field(table, &[name])) {
        match value {
            Value::Text(words) if has_words(words.as_str()) => {
                sheet.element("p", |sheet| sheet.words(words));
                read = true;
            }
            Value::Text(_) => {}
            _ => {
                if let Some(kind) = shape::tell(value) {
                    shape::write(kind, value, sheet);
                    read = true;
                }
            }
        }
    }
    read
}

/// A picture's description and caption.
fn picture(table: &[Named], sheet: &mut Sheet) {
    let several = node::field(table, &["images"]).and_then(|value| match value {
        Value::List(list) => Some(list.as_slice()),
        _ => None,
    });
    match several {
        Some(list) => node::tables(list).for_each(|one| one_picture(one, sheet)),
        None => one_picture(table, sheet),
    }
    caption(table, sheet);
}

/// A picture's description, or where it comes from.
pub(super) fn one_picture(table: &[Named], sheet: &mut Sheet) {
    let alt = node::attribute(table, &["alt", "alttext", "altdescription"]);
    let source = node::attribute(table, &["src", "url"]);
    if let Some(place) = alt.or(source) {
        sheet.picture(alt, place.whole());
    }
}

/// A caption, which is text, HTML or blocks.
pub(super) fn caption(table: &[Named], sheet: &mut Sheet) {
    let credit = node::attribute(table, &["credit"]);
    match node::field(table, &["caption"]) {
        Some(Value::Text(words)) => sheet.element("figcaption", |sheet| sheet.words(words)),
        Some(value) => {
            if let Some(kind) = shape::tell(value) {
                sheet.element("figcaption", |sheet| shape::write(kind, value, sheet));
            } else if let Some(words) = value.text() {
                sheet.element("figcaption", |sheet| sheet.words(words));
            }
        }
        None => {}
    }
    if let Some(credit) = credit {
        sheet.element("figcaption", |sheet| sheet.words(credit));
    }
}

/// Whether a text is more than an identifier, a name of a style or an address.
fn has_words(text: &str) -> bool {
    text.trim().contains(char::is_whitespace) && text.chars().any(char::is_alphabetic)
}

/// The texts of a table's fields, in the order of `names`.
pub(super) fn texts<'v>(table: &'v [Named], names: &'v [&str]) -> impl Iterator<Item = &'v MappedText> {
    names.iter().filter_map(|name| values::find_text(table, &[name]))
}
