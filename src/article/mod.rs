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
mod furniture;
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
mod site;
mod source_text;
mod values;
mod wordpress;

pub(crate) use address::next_url;
pub(crate) use address::registrable;
pub use allowance::Allowance;
pub use detect::detect;
pub use model::*;
pub use pointer::{Pointer, pointers};
pub use site::{Css, Selectors, Sites};
pub use source_text::SourceText;

use crate::text::{Coordinates, MappedText, Source};

/// Reads an article of the given format, or of the one that [`detect()`] finds. Total: any input gives an article, with
/// notes on what was unsure. What was taken out of a Word document, a feed or an archive is HTML.
pub fn read(source: &Source, from: Option<Format>) -> Article {
    read_with(source, from, &Sites::default())
}

/// The same; the pages of `sites` hold their parts where these say.
pub fn read_with(source: &Source, from: Option<Format>, sites: &Sites) -> Article {
    let format = match source.coordinates() {
        Coordinates::Extracted => Format::Html,
        _ => from.unwrap_or_else(|| detect(source.path(), source.text())),
    };
    let mut article = match format {
        Format::Json => cms::read(source.text()),
        _ => read_text(source.text(), format, sites),
    };
    if source.start() > 0 {
        article = article.through(&MappedText::verbatim(source.text(), source.start()));
    }
    article.format = format;
    article.coordinates = source.coordinates();
    let notes = source.notes().iter().map(|message| Note { message: message.clone(), span: None });
    article.notes.splice(0..0, notes);
    article
}

/// Reads a text that is no JSON.
fn read_text(text: &str, format: Format, sites: &Sites) -> Article {
    let mut article = match format {
        Format::Html => html::read(text, sites),
        Format::Text => plain::read(text),
        Format::Markdown | Format::Json => markdown::read(text),
    };
    allowance::find(text, format, &mut article);
    if format == Format::Html {
        wordpress::find(text, &mut article);
    }
    article
}
