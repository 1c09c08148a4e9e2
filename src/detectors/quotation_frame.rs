//! `quotation_frame.*`: who is quoted, and do the marks close?
//!
//! * `quotation_frame.speaker`: a quotation of at least `min_words` words that nobody in the sentence, its neighbours
//!   or the quotation that it goes on from is said to have said. Facts: `words`, `count`.
//! * `quotation_frame.citation`: a quotation of at least `min_words` words with a speaker, in a sentence without a
//!   citation that leads to a source. Facts: `words`, `count`.
//! * `quotation_frame.balance`: a quotation mark without its partner in the paragraph; a quotation that is reopened in
//!   the next paragraph needs none. Facts: `mark`.

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{CitationState, Place, Quotation, QuotationKind};
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    Speaker,
    Citation,
}

#[derive(Debug)]
struct Frame {
    lacks: Lacks,
    min_words: usize,
}

fn frame(lacks: Lacks, node: &Node, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_words = fields.integer("min_words", 1..=100, 4);
    fields.finish();
    Box::new(Frame { lacks, min_words: usize::try_from(min_words).unwrap_or(4) })
}

/// Builds `quotation_frame.speaker` with its parameter `min_words`.
pub fn speaker(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    frame(Lacks::Speaker, node, faults)
}

/// Builds `quotation_frame.citation` with its parameter `min_words`.
pub fn citation(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    frame(Lacks::Citation, node, faults)
}

impl Detect for Frame {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let in_prose = |q: &Quotation| {
            let block = analysis.article.blocks.get(q.place.block);
            block.is_some_and(|b| b.part == Part::Body && matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem))
        };
        let counts =
            |q: &Quotation| q.depth == 0 && q.kind == QuotationKind::Speech && q.words >= self.min_words && in_prose(q);
        let quotations: Vec<(usize, &Quotation)> =
            analysis.quotations.iter().enumerate().filter(|(_, q)| counts(q)).collect();
        if quotations.is_empty() {
            return Outcome::not_applicable("no quotations of that length");
        }
        let has_speaker = |q: &Quotation| {
            let first = q.first_piece.and_then(|i| analysis.quotations.get(i));
            q.attribution.is_some() || first.is_some_and(|f| f.attribution.is_some())
        };
        let state = |q: &Quotation| q.sentence.and_then(|i| analysis.sentences.get(i)).map(|s| s.state);
        let is_faulty = |q: &Quotation| match self.lacks {
            Lacks::Speaker => !has_speaker(q) && q.first_piece.is_none(),
            Lacks::Citation => has_speaker(q) && state(q) != Some(CitationState::Cited),
        };
        let hits = quotations.into_iter().filter(|(_, q)| is_faulty(q)).map(|(i, q)| {
            let hit = Hit::new(q.place).about(Subject::Quotation(i));
            hit.text("words", analysis.text(q.inner)).count("count", q.words)
        });
        Outcome::hits(hits.collect())
    }
}

#[derive(Debug)]
struct Balance;

/// Builds `quotation_frame.balance`, which takes no parameters.
pub fn balance(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Balance)
}

impl Detect for Balance {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let own = |place: Place| {
            let block = analysis.article.blocks.get(place.block);
            block.is_some_and(|b| matches!(b.part, Part::Title | Part::Dek | Part::Body) && b.kind != BlockKind::Code)
        };
        let mut hits = Vec::new();
        for (i, quotation) in analysis.quotations.iter().enumerate() {
            if quotation.closed || !own(quotation.place) || goes_on(&analysis.quotations, i) {
                continue;
            }
            let start = quotation.place.start;
            let mark = analysis.text(Place::new(quotation.place.block, start..quotation.inner.start.max(start)));
            let end =
                quotation.inner.start + analysis.text(quotation.inner).split_whitespace().next().map_or(0, str::len);
            let at = Place::new(quotation.place.block, start..end.max(start));
            hits.push(Hit::new(at).about(Subject::Quotation(i)).text("mark", mark));
        }
        Outcome::hits(hits)
    }
}

/// Whether a later paragraph reopens the quotation.
fn goes_on(quotations: &[Quotation], i: usize) -> bool {
    let first = quotations.get(i).and_then(|q| q.first_piece).unwrap_or(i);
    quotations[i + 1..]
        .iter()
        .take_while(|q| q.depth > 0 || q.first_piece.is_some())
        .any(|q| q.first_piece == Some(first))
}
