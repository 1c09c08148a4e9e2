//! Plain text: paragraphs and headings without mark-up, numbered marks, source lists, bare addresses.

use super::page_blocks::{Page, assemble};
use super::{Article, copied_page, page_parts, paragraphs};

/// Reads a text without mark-up. One that a browser copied from a published page is read as such.
pub(crate) fn read(text: &str) -> Article {
    if let Some(article) = copied_page::read(text) {
        return article;
    }
    let paragraphs = paragraphs::split(text);
    let roles = page_parts::roles(&paragraphs, 0);
    assemble(&Page { text, paragraphs, roles, cards: Vec::new() })
}
