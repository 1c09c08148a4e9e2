//! `certainty.rising`: does an article end surer than it began?
//!
//! The list `certainty-rungs` of the article's language ranks words by how sure they make what a sentence says: `attempt`,
//! `possible`, `likely`, `certain`, `final`, one rung each. The article begins on the highest rung of its title, else of its
//! dek, else of its first sentence. A hit is the first sentence of the last `paragraphs` paragraphs that stands `rise` rungs
//! or more above it, speaks of the same event (`shared` content words of title, dek and first sentence), is the author's own and
//! cites nothing. An article of fewer than three times as many paragraphs has no ending of its own. Facts: `words`, `first`
//! (the words that it began with, related as `first`).

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, CitationState, Place, content_stems};
use crate::article::{BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::Token;

/// The tags of the list, from unsure to sure.
const RUNGS: [&str; 5] = ["attempt", "possible", "likely", "certain", "final"];

#[derive(Debug)]
struct Rising {
    paragraphs: usize,
    rise: usize,
    shared: usize,
}

/// Builds `certainty.rising` with its parameters `paragraphs`, `rise` and `shared`.
pub fn rising(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let paragraphs = fields.integer("paragraphs", 1..=20, 3);
    let rise = fields.integer("rise", 1..=4, 3);
    let shared = fields.integer("shared", 1..=20, 2);
    fields.finish();
    let number = |n| usize::try_from(n).unwrap_or(1);
    Box::new(Rising { paragraphs: number(paragraphs), rise: number(rise), shared: number(shared) })
}

impl Detect for Rising {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(list) = cx.list("certainty-rungs") else {
            return Outcome::not_applicable("no words for this language");
        };
        let blocks = a.article.blocks.iter().enumerate();
        let body = blocks.filter(|(_, b)| b.part == Part::Body && b.kind == BlockKind::Paragraph);
        let paragraphs: Vec<usize> = body.map(|(i, _)| i).collect();
        let Some(last) = paragraphs.len().checked_sub(self.paragraphs).filter(|n| *n >= 2 * self.paragraphs) else {
            return Outcome::not_applicable("the article is too short to have an ending");
        };
        let Some(lede) = a.sentences.first() else { return Outcome::not_applicable("no sentences") };
        let heads = [Part::Title, Part::Dek].into_iter().filter_map(|part| a.article.part(part).next());
        let mut openings: Vec<Place> = heads.map(|(i, b)| Place::new(i, 0..b.words().len())).collect();
        openings.push(lede.place);
        let Some((rung, first)) = openings.iter().find_map(|place| highest(a, list, *place)) else {
            return Outcome::not_applicable("title and lede say nothing of how sure they are");
        };
        let mut event: Vec<u64> = openings.iter().flat_map(|place| stems(a, *place)).collect();
        event.sort_unstable();
        let ending = paragraphs.get(last).copied().unwrap_or_default();
        let own = a.sentences.iter().enumerate().filter(|(_, s)| s.place.block >= ending);
        let own = own.filter(|(_, s)| !s.reported && !s.question && s.state != CitationState::Cited);
        let hit = own.into_iter().find_map(|(i, sentence)| {
            let (reached, words) = highest(a, list, sentence.place)?;
            let common = stems(a, sentence.place).iter().filter(|stem| event.binary_search(stem).is_ok()).count();
            (reached >= rung + self.rise && common >= self.shared).then(|| {
                let hit = Hit::new(words).about(Subject::Sentence(i)).text("words", a.text(words));
                hit.text("first", a.text(first)).related(first, "first")
            })
        });
        Outcome::hits(hit.into_iter().collect())
    }
}

/// The highest rung that the words at a place reach, and the words that reach it.
fn highest(a: &Analysis, list: &WordList, place: Place) -> Option<(usize, Place)> {
    let (text, tokens) = at(a, place);
    let mut best: Option<(usize, Place)> = None;
    for found in list.find(text, &tokens) {
        let Some(rung) = RUNGS.iter().position(|tag| *tag == found.entry.tag()) else { continue };
        let (first, last) = (tokens.get(found.tokens.start)?, tokens.get(found.tokens.end - 1)?);
        if best.is_none_or(|(highest, _)| rung > highest) {
            best = Some((rung, Place::new(place.block, first.start..last.end)));
        }
    }
    best
}

/// The content words at a place.
fn stems(a: &Analysis, place: Place) -> Vec<u64> {
    let (text, tokens) = at(a, place);
    content_stems(text, &tokens, &a.language)
}

/// The text of the block at a place, and the author's own words in it.
fn at(a: &Analysis, place: Place) -> (&str, Vec<Token>) {
    let text = a.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
    let tokens = a.tokens.get(place.block).map(Vec::as_slice).unwrap_or_default();
    let guarded = a.protected.get(place.block).map(Vec::as_slice).unwrap_or_default();
    let own = tokens.iter().zip(guarded).filter(|(t, g)| !**g && place.start <= t.start && t.end <= place.end);
    (text, own.map(|(t, _)| *t).collect())
}
