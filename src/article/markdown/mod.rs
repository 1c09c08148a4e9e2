//! Markdown, as newsrooms keep it: front matter, footnotes, embedded HTML, shortcodes, MDX.

mod apparatus;
mod blocks;
mod inline;
mod mask;
mod tag;

use super::{Article, Format, front_matter, values};

/// Reads a Markdown file. Total: whatever the parser takes for text is text.
pub(super) fn read(text: &str) -> Article {
    let mut article = Article::new(Format::Markdown);
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if let Some(found) = front_matter::read(text) {
        values::describe(&found.table, text, &mut article);
        article.notes.extend(found.note);
        start = found.end;
    }
    let masked = mask::mask(text, start);
    let numbers = apparatus::numbered_list(&masked);
    let origins = blocks::walk(&masked, &numbers, &mut article);
    apparatus::arrange(&mut article, &origins);
    article
}
