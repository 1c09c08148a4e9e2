//! JSON as a CMS or webhook sends it: title, names, dates, sources and their full texts, and a body: a string in HTML, Markdown or plain text, or
//! a document of blocks.
//!
//! The way through: [`find`] finds the table that holds the article and its body, [`shape`] tells which block format the
//! body is in, one module for each family writes its blocks on a [`sheet`], and [`describe`] gathers what the table says of
//! the article.

mod ans;
mod balanced;
mod cards;
mod describe;
mod editor_js;
mod find;
mod mobiledoc;
mod names;
mod node;
mod portable_text;
mod shape;
mod sheet;
mod source_texts;
mod sources;
mod tree;

use super::values::{self, Value};
use super::{Article, Format, Note, Sites, json};
use crate::text::{MappedText, Span};
use find::Body;
use sheet::Sheet;

/// Reads an article in JSON. Total: what is no JSON, or has no body, gives an article without one and a note.
pub(super) fn read(text: &str) -> Article {
    let mut article = Article::new(Format::Json);
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text[bom..]) {
        let message = format!("This is no valid JSON: {error}.");
        article.notes.push(Note { message, span: Some(line_column(text, error.line(), error.column())) });
        return article;
    }
    let parsed = json::parse(text);
    if parsed.too_deep.is_some() {
        let message = "Values of the JSON that nest more than 64 deep were left out.".to_owned();
        article.notes.push(Note { message, span: parsed.too_deep });
    }
    let Some(root) = parsed.value else { return article };
    let found = find::article(&root);
    let table = match (&found, &root) {
        (Some(found), _) => found.table,
        (None, Value::Table(table)) => table.as_slice(),
        _ => &[],
    };
    let facts = describe::described(table, found.as_ref().and_then(|f| f.outer));
    let sources = sources::listed(table);
    article.texts = source_texts::brought(table, &root);
    let found = found.map(|found| (found.notes, Written::new(found.body)));
    // A document may have millions of values, and reading it takes memory of its own.
    drop(root);
    values::describe(&facts, text, &mut article);
    match found {
        Some((notes, written)) => {
            article.notes.extend(notes);
            written.read(&mut article);
        }
        None => {
            let message = format!(
                "The JSON has no article: an object with one of the keys {} was looked for, at the top or under {}, \
                 and a document of blocks.",
                find::BODY.join(", "),
                find::WRAPPERS.join(", ")
            );
            article.notes.push(Note { message, span: None });
        }
    }
    sources::read(&sources, &mut article);
    article
}

/// A body that is ready to be read.
enum Written {
    Words(MappedText, Format),
    Blocks(Sheet),
}

impl Written {
    /// Writes the blocks of a body on a sheet.
    fn new(body: Body<'_>) -> Written {
        match body {
            Body::Words(words, format) => Written::Words(words, format),
            Body::Blocks(kind, value) => {
                let mut sheet = Sheet::default();
                shape::write(kind, &value, &mut sheet);
                Written::Blocks(sheet)
            }
        }
    }

    /// Reads the body into the article.
    fn read(self, article: &mut Article) {
        let what = match self {
            Written::Words(words, format) => {
                article.absorb(super::read_text(words.as_str(), format, &Sites::default()).through(&words));
                "The body has no words."
            }
            Written::Blocks(sheet) => {
                sheet.finish(article);
                "The body is a document of blocks, and none of them has words."
            }
        };
        if article.is_empty() {
            article.notes.push(Note { message: what.to_owned(), span: None });
        }
    }
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
