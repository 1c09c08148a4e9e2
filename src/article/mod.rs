//! What is on the page: readers for every kind of input, each of which gives an [`Article`].
//!
//! Reading is total: any input gives an article and notes. What the article says is the business of
//! [`analysis`](crate::analysis).

mod address;
mod allowance;
mod byline;
mod card_edges;
mod cards;
mod cms;
mod copied_page;
mod detect;
mod entry;
mod front_matter;
mod html;
mod inline_marks;
mod json;
pub(crate) mod labels;
mod markdown;
mod model;
mod news_date;
mod page_blocks;
mod page_parts;
mod paragraphs;
mod pieces;
mod plain;
mod pointer;
mod values;
mod wordpress;

pub(crate) use address::next_url;
pub(crate) use address::registrable;
pub use allowance::Allowance;
pub use detect::detect;
pub use model::*;
pub use pointer::{Pointer, pointers};

use crate::text::Source;

/// Reads an article of the given format, or of the one that [`detect()`] finds. Total: any input gives an article, with
/// notes on what was unsure.
pub fn read(source: &Source, from: Option<Format>) -> Article {
    let format = from.unwrap_or_else(|| detect(source.path(), source.text()));
    let mut article = match format {
        Format::Json => cms::read(source.text()),
        _ => read_text(source.text(), format),
    };
    article.format = format;
    article.coordinates = source.coordinates();
    if let Some(note) = source.note() {
        article.notes.insert(0, Note { message: note.to_owned(), span: None });
    }
    article
}

/// Reads a text that is no JSON.
fn read_text(text: &str, format: Format) -> Article {
    let mut article = match format {
        Format::Html => html::read(text),
        Format::Text => plain::read(text),
        Format::Markdown | Format::Json => markdown::read(text),
    };
    allowance::find(text, format, &mut article);
    if format == Format::Html {
        wordpress::find(text, &mut article);
    }
    article
}
