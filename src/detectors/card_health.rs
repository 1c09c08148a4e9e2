//! `page_health.truncated` and `page_health.edge`: excerpts that are cut, and cards whose edges the reader had to guess.
//!
//! * `page_health.truncated`: an excerpt ends in an ellipsis, or inside a quotation. One hit for each card. Facts: `name`,
//!   `words` (the end of the excerpt).
//! * `page_health.edge`: a card whose start or end was guessed. Facts: `name`.

use super::{Context, Detect, Evidence, Hit, Outcome};
use crate::analysis::Place;
use crate::article::Card;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// So many characters of a cut quotation are shown.
const SHOWN: usize = 60;

#[derive(Debug)]
struct Truncated;

/// Builds `page_health.truncated`, which takes no parameters.
pub fn truncated(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Truncated)
}

/// Where the words begin that are cut off: the last opening mark that is never closed, or the last word before an
/// ellipsis. Bytes of the excerpt.
fn cut(excerpt: &str) -> Option<usize> {
    let end = excerpt.trim_end().trim_end_matches(['.', ' ']);
    if excerpt.trim_end().ends_with("...") || end.ends_with('…') {
        let words = end.trim_end_matches(['…', '.', ' ', '[']);
        return Some(words.rfind(' ').map_or(0, |at| at + 1));
    }
    let mut open = None;
    for (at, mark) in excerpt.char_indices() {
        open = match (mark, open) {
            ('"', Some((_, '"'))) | ('”', Some((_, '“'))) | ('“' | '”', Some((_, '„'))) | ('»', Some((_, '«'))) => {
                None
            }
            ('"' | '“' | '„' | '«', None) => Some((at, mark)),
            (_, open) => open,
        };
    }
    open.map(|(at, _)| at)
}

impl Detect for Truncated {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        if article.cards.is_empty() {
            return Outcome::not_applicable("no source has an excerpt");
        }
        let hit = |card: &Card| {
            let block = *card.blocks.last()?;
            let text = article.blocks.get(block)?.words();
            let start = cut(text)?;
            let len = text.get(start..)?.char_indices().nth(SHOWN).map_or(text.len() - start, |(at, _)| at);
            let place = Place::new(block, start..start + len);
            let words = cx.analysis.text(place).to_owned();
            Some(Hit::new(place).text("name", card.domain.as_str()).text("words", words))
        };
        Outcome::hits(article.cards.iter().filter_map(hit).collect())
    }
}

#[derive(Debug)]
struct Edge;

/// Builds `page_health.edge`, which takes no parameters.
pub fn edge(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Edge)
}

impl Detect for Edge {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let hit = |card: &Card| {
            let block = *card.blocks.first()?;
            let words = cx.analysis.article.blocks.get(block)?.words().len();
            let at = Evidence { place: Place::new(block, 0..words), span: card.spans.first().copied() };
            Some(Hit::new(at).text("name", card.domain.as_str()))
        };
        let cards = cx.analysis.article.cards.iter().filter(|card| card.uncertain);
        Outcome::hits(cards.filter_map(hit).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_an_ellipsis_or_an_open_quotation() {
        assert_eq!(cut("The bridge is open."), None);
        assert_eq!(cut("“Open,” she said, “at last.”"), None);
        let from = |excerpt: &'static str| cut(excerpt).and_then(|at| excerpt.get(at..));
        assert_eq!(from("The bridge is open and…"), Some("and…"));
        assert_eq!(from("She called it a \"lovely old bridge."), Some("\"lovely old bridge."));
        assert_eq!(from("Er nannte sie „schön“ und „alt"), Some("„alt"));
    }
}
