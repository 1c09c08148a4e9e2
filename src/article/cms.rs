//! JSON as a CMS or webhook sends it: title, names, dates, sources, and a body in HTML, Markdown or plain text.

use super::values::{self, Named, Value};
use super::{Article, Block, BlockKind, Entry, Format, Note, Part, detect, entry, json};
use crate::text::{MappedText, Span};

const BODY: &[&str] =
    &["body", "content", "text", "articlebody", "html", "markdown", "bodyhtml", "contenthtml", "bodymarkdown"];
const CONTENT_TYPE: &[&str] = &["contenttype", "bodytype", "mimetype", "format", "type"];
/// What an article may be wrapped in.
const WRAPPERS: &[&str] = &["article", "data", "post", "item", "story", "payload"];
const SOURCES: &[&str] = &["sources", "references", "quellen", "citations", "bibliography"];

/// Reads an article in JSON. Total: what is no JSON, or has no body, gives an article without one and a note.
pub(super) fn read(text: &str) -> Article {
    let mut article = Article::new(Format::Json);
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text[bom..]) {
        let message = format!("This is no valid JSON: {error}.");
        article.notes.push(Note { message, span: Some(line_column(text, error.line(), error.column())) });
        return article;
    }
    let root = json::parse(text);
    let table = match &root {
        Some(Value::Table(table)) => unwrapped(table),
        _ => &[],
    };
    values::describe(table, text, &mut article);
    match body(table) {
        Some((words, format)) => article.absorb(super::read_text(words.as_str(), format).through(&words)),
        None => {
            let message = format!(
                "The JSON has no article: an object with one of the keys {} was looked for, at the top or under {}.",
                BODY.join(", "),
                WRAPPERS.join(", ")
            );
            article.notes.push(Note { message, span: None });
        }
    }
    if let Some(Value::List(list)) = values::find(table, SOURCES) {
        for (number, source) in (1..).zip(list) {
            source_entry(source, number, &mut article);
        }
    }
    article
}

/// The table that holds the article: this one, or one inside it.
fn unwrapped(table: &[Named]) -> &[Named] {
    if body(table).is_some() {
        return table;
    }
    let inner = WRAPPERS.iter().filter_map(|name| match values::find(table, &[name]) {
        Some(Value::Table(inner)) => Some(inner.as_slice()),
        _ => None,
    });
    inner.into_iter().find(|inner| body(inner).is_some()).unwrap_or(table)
}

/// The words of the body and what they are written in.
fn body(table: &[Named]) -> Option<(MappedText, Format)> {
    BODY.iter().find_map(|key| {
        let value = values::find(table, &[key])?;
        let words = body_words(value)?;
        let named = match value {
            Value::Table(inner) => content_type(inner),
            _ => None,
        };
        let by_key = || match *key {
            "html" | "bodyhtml" | "contenthtml" => Some(Format::Html),
            "markdown" | "bodymarkdown" => Some(Format::Markdown),
            _ => None,
        };
        let format = named.or_else(by_key).or_else(|| content_type(table)).unwrap_or_else(|| {
            Some(detect::by_content(words.as_str())).filter(|f| *f != Format::Json).unwrap_or(Format::Text)
        });
        Some((words, format))
    })
}

/// A string, a table that wraps one, or a list of paragraphs.
fn body_words(value: &Value) -> Option<MappedText> {
    let Value::List(list) = value else {
        return match value {
            Value::Table(table) => {
                values::find_text(table, &["value", "rendered", "content", "text", "html", "markdown"])
            }
            _ => value.text(),
        }
        .cloned();
    };
    let mut all = MappedText::new();
    for part in list.iter().filter_map(Value::text) {
        if !all.is_empty() {
            let end = all.span(all.len() - 1..all.len()).end;
            all.push_for("\n\n", Span::new(end, part.whole().start.max(end)));
        }
        all.append(part);
    }
    (!all.is_empty()).then_some(all)
}

fn content_type(table: &[Named]) -> Option<Format> {
    CONTENT_TYPE.iter().find_map(|key| {
        let said = values::find_text(table, &[key])?.as_str().to_lowercase();
        if said.contains("html") {
            Some(Format::Html)
        } else if said.contains("markdown") || matches!(said.as_str(), "md" | "mdx") {
            Some(Format::Markdown)
        } else if matches!(said.as_str(), "text" | "plain" | "plaintext" | "text/plain") {
            Some(Format::Text)
        } else {
            None
        }
    })
}

/// One entry of the list of sources, with a block for its words.
fn source_entry(source: &Value, number: usize, article: &mut Article) {
    let (words, place) = match source {
        Value::Text(words) => (words.folded(), words.whole()),
        Value::Table(table) => source_words(table),
        Value::List(_) => return,
    };
    if words.is_empty() {
        return;
    }
    let parts = entry::parse(words.as_str());
    let said = |names: &[&str]| match source {
        Value::Table(table) => values::find_text(table, names).map(|t| t.as_str().trim().to_owned()),
        _ => None,
    };
    let url = said(&["url", "link", "href", "address"]).or(parts.url);
    let domain = said(&["domain", "site", "host"]).or(parts.domain).filter(|_| url.is_none());
    article.entries.push(Entry {
        label: said(&["label", "id", "number"]).or(parts.label).or_else(|| Some(number.to_string())),
        block: article.blocks.len(),
        range: 0..words.len(),
        span: place,
        url,
        domain,
        grade: said(&["grade", "tier"]).or(parts.grade),
        words: parts.words,
        list: "sources".to_owned(),
        listed: true,
    });
    article.blocks.push(Block::new(BlockKind::ListItem, Part::SourceList, words));
}

/// The words of a source that is a table, in the order in which a list prints them, and the range that they cover.
fn source_words(table: &[Named]) -> (MappedText, Span) {
    let keys: [&[&str]; 6] = [
        &["author", "authors", "creator"],
        &["title", "name", "headline"],
        &["outlet", "publisher", "publication", "site"],
        &["date", "published", "publishedat"],
        &["url", "link", "href", "address", "domain"],
        &["grade", "tier"],
    ];
    let mut words = MappedText::new();
    for text in keys.iter().filter_map(|names| values::find_text(table, names)) {
        if !words.is_empty() {
            let end = words.span(words.len() - 1..words.len()).end;
            words.push_for(" ", Span::new(end, end));
        }
        words.append(&text.folded());
    }
    let place = words.whole();
    (words, place)
}

/// The place that serde_json calls line and column (bytes, from 1; 0 before the first).
fn line_column(text: &str, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8))
}
