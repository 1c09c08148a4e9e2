//! Markdown, as newsrooms keep it: front matter, footnotes, embedded HTML, shortcodes, MDX.

mod blocks;
mod inline;
mod mask;
mod tag;

use std::collections::BTreeSet;

use super::{Article, Format};

/// Reads a Markdown file. Total: whatever the parser takes for text is text.
pub(super) fn read(text: &str) -> Article {
    let mut article = Article::new(Format::Markdown);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let masked = mask::mask(text, start);
    let numbers = BTreeSet::new();
    blocks::walk(&masked, &numbers, &mut article);
    article
}
