//! The list of sources of an article in JSON.

use super::super::values::{self, Named, Value};
use super::super::{Article, Block, BlockKind, Entry, Part, entry};
use crate::text::{MappedText, Span};

const SOURCES: &[&str] = &["sources", "references", "quellen", "citations", "bibliography"];

/// The sources that the table lists.
pub(super) fn listed(table: &[Named]) -> Vec<Value> {
    match values::find(table, SOURCES) {
        Some(Value::List(list)) => list.clone(),
        _ => Vec::new(),
    }
}

/// Adds sources to the article, each with a block for its words.
pub(super) fn read(sources: &[Value], article: &mut Article) {
    for (number, source) in (1..).zip(sources) {
        source_entry(source, number, article);
    }
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
