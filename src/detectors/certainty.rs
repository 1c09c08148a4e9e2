//! `certainty.rising`: does an article end surer than it began?
//!
//! The list `certainty-rungs` of the article's language ranks words by how sure they make what a sentence says: `attempt`,
//! `possible`, `likely`, `certain`, `final`, one rung each. The article begins on the highest rung of its title, else of its
//! dek, else of its first sentence. A hit is the first sentence of the last `paragraphs` paragraphs that stands `rise` rungs
//! or more above it, speaks of the same event (`shared` content words of title, dek and first sentence), is the author's own and
//! cites nothing. An article of fewer than three times as many paragraphs has no ending of its own. Facts: `words`, `first`
//! (the words that it began with, related as `first`).

use std::ops::Range;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, CitationState, Place, Sentence, content_stems};
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
        let whole = |block: usize| 0..a.tokens.get(block).map_or(0, Vec::len);
        let mut openings: Vec<Stretch> = heads.map(|(i, _)| Stretch { block: i, tokens: whole(i) }).collect();
        openings.push(Stretch::of(lede));
        let Some((rung, first)) = openings.iter().find_map(|stretch| stretch.highest(a, list)) else {
            return Outcome::not_applicable("title and lede say nothing of how sure they are");
        };
        let mut event: Vec<u64> = openings.iter().flat_map(|stretch| stretch.stems(a)).collect();
        event.sort_unstable();
        let ending = paragraphs.get(last).copied().unwrap_or_default();
        let own = a.sentences.iter().enumerate().filter(|(_, s)| s.place.block >= ending);
        let own = own.filter(|(_, s)| !s.reported && !s.question && s.state != CitationState::Cited);
        let hit = own.into_iter().find_map(|(i, sentence)| {
            let stretch = Stretch::of(sentence);
            let (reached, words) = stretch.highest(a, list)?;
            let common = stretch.stems(a).iter().filter(|stem| event.binary_search(stem).is_ok()).count();
            (reached >= rung + self.rise && common >= self.shared).then(|| {
                let hit = Hit::new(words).about(Subject::Sentence(i)).text("words", a.text(words));
                hit.text("first", a.text(first)).related(first, "first")
            })
        });
        Outcome::hits(hit.into_iter().collect())
    }
}

/// A stretch of tokens of a block.
struct Stretch {
    block: usize,
    tokens: Range<usize>,
}

impl Stretch {
    fn of(sentence: &Sentence) -> Stretch {
        Stretch { block: sentence.place.block, tokens: sentence.tokens.clone() }
    }

    /// The highest rung that its words reach, and the words that reach it.
    fn highest(&self, a: &Analysis, list: &WordList) -> Option<(usize, Place)> {
        let (text, tokens) = self.own(a);
        let mut best: Option<(usize, Place)> = None;
        for found in list.find(text, &tokens) {
            let Some(rung) = RUNGS.iter().position(|tag| *tag == found.entry.tag()) else { continue };
            let (first, last) = (tokens.get(found.tokens.start)?, tokens.get(found.tokens.end - 1)?);
            if best.is_none_or(|(highest, _)| rung > highest) {
                best = Some((rung, Place::new(self.block, first.start..last.end)));
            }
        }
        best
    }

    /// Its content words.
    fn stems(&self, a: &Analysis) -> Vec<u64> {
        let (text, tokens) = self.own(a);
        content_stems(text, &tokens, &a.language)
    }

    /// The text of its block, and the author's own words in it.
    fn own<'a>(&self, a: &'a Analysis) -> (&'a str, Vec<Token>) {
        let text = a.article.blocks.get(self.block).map(|b| b.words()).unwrap_or_default();
        let tokens = a.tokens.get(self.block).and_then(|t| t.get(self.tokens.clone())).unwrap_or_default();
        let guarded = a.protected.get(self.block).and_then(|g| g.get(self.tokens.clone())).unwrap_or_default();
        (text, tokens.iter().zip(guarded).filter(|(_, g)| !**g).map(|(t, _)| *t).collect())
    }
}
