//! The text of a published page as a browser copies it, with citation cards glued into the sentences, marks that were
//! lost, a box on how the article was made, a source list with grades and a record of reviews.
//!
//! Parts come first: the labels tell where the article ends, and the source list gives the domains by which cards are
//! found. Then the cards are taken out and the stops put back; only what is left is the article.

use super::labels::{self, Opens};
use super::page_blocks::{Page, assemble};
use super::page_parts::{self, Role};
use super::paragraphs::{self, Paragraph};
use super::{Article, cards, entry};

/// Reads a copied page; `None` where the text has neither a card nor a source list whose lines are number, domain and
/// grade in one: then it is plain text.
pub(super) fn read(text: &str) -> Option<Article> {
    let paragraphs = paragraphs::single_lines(text);
    let list = source_list(&paragraphs);
    let last_anchor = cards::last_anchor(text, &list.domains);
    if last_anchor.is_none() && !list.glued {
        return None;
    }
    let roles = page_parts::roles(&paragraphs, last_anchor.unwrap_or(0));
    // Cards stand in the article; words of its apparatus that look like one are words.
    let end = roles.iter().rposition(|role| *role == Role::Body).and_then(|i| paragraphs.get(i));
    let end = end.map_or(0, |last| last.text.whole().end);
    let cards = cards::find(&text[..end], &list.domains);
    Some(assemble(&Page { text, paragraphs, roles, cards }))
}

/// What a copied source list gives before the article is read.
#[derive(Default)]
struct SourceList {
    domains: Vec<String>,
    /// Whether a line has number, domain and grade without a separator.
    glued: bool,
}

fn source_list(paragraphs: &[Paragraph]) -> SourceList {
    let mut list = SourceList::default();
    let mut inside = false;
    for paragraph in paragraphs {
        let words = paragraph.text.as_str();
        if let Some(label) = labels::of_line(words) {
            inside = label.opens == Opens::Sources;
        } else if inside {
            let parts = entry::parse(words);
            list.glued |=
                parts.label.is_some() && parts.grade.is_some() && parts.domain.is_some() && !words.contains(' ');
            let host = parts.url.as_deref().and_then(host);
            list.domains.extend(parts.domain.or(host));
        }
    }
    list
}

/// The host of an address as it is written.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().filter(|host| host.contains('.'))?;
    Some(host.to_lowercase())
}
