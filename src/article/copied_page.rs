//! The text of a published page as a browser copies it, with citation cards glued into the sentences, marks that were
//! lost, a box on how the article was made, a source list with grades and a record of reviews.
//!
//! Parts come first: the labels tell where the article ends, and the source list gives the domains by which cards are
//! found. Then the cards are taken out and the stops put back; only what is left is the article.

use super::labels::{self, Opens};
use super::page_blocks::{Page, assemble};
use super::paragraphs::{self, Paragraph};
use super::{Article, cards, entry, page_parts};

/// Reads a copied page; `None` where the text has nothing that only a copied page has: a card, a glued source list, a
/// transparency box, a record of reviews.
pub(super) fn read(text: &str) -> Option<Article> {
    let paragraphs = paragraphs::single_lines(text);
    let listed = listed_domains(&paragraphs);
    let last_anchor = cards::last_anchor(text, &listed);
    if last_anchor.is_none() && listed.is_empty() && !page_parts::has_box_or_review(&paragraphs) {
        return None;
    }
    let roles = page_parts::roles(&paragraphs, last_anchor.unwrap_or(0));
    // Cards stand in the article; words of its apparatus that look like one are words.
    let apparatus = roles.iter().position(|r| matches!(r, page_parts::Role::Label(_) | page_parts::Role::Under(_)));
    let end = apparatus.and_then(|i| paragraphs.get(i)).map_or(text.len(), |p| p.opened);
    let cards = cards::find(&text[..end], &listed);
    Some(assemble(&Page { text, paragraphs, roles, cards }))
}

/// The domains of a source list in which number, domain and grade stand without a separator.
fn listed_domains(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut domains = Vec::new();
    let mut in_list = false;
    for paragraph in paragraphs {
        let words = paragraph.text.as_str();
        if let Some(label) = labels::of_line(words) {
            in_list = label.opens == Opens::Sources;
        } else if in_list {
            let parts = entry::parse(words);
            domains.extend(parts.domain.filter(|_| parts.label.is_some() && parts.grade.is_some()));
        }
    }
    domains
}
