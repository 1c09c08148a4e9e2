//! `quotation_frame.*`: who is quoted, and do the marks close?
//!
//! * `quotation_frame.speaker`: a quotation of at least `min_words` words that nobody in the sentence, its neighbours in
//!   the paragraph or the quotation that it goes on from is said to have said. It fills its paragraph: where the author says
//!   something around it, whose words they are stands there in one way or another, and words in marks may be names and
//!   terms. A named person who speaks at the end of the paragraph before is its speaker, and a colon there says whose words
//!   follow. One whose mark is never closed is left to `quotation_frame.balance`. Facts: `words`, `count`.
//! * `quotation_frame.citation`: a quotation of at least `min_words` words with a speaker, in a sentence without a
//!   citation that leads to a source, where at least `min_cited` percent of such quotations have one: a page of own
//!   interviews cites none. Facts: `words`, `count`.
//! * `quotation_frame.balance`: a quotation mark without its partner in the paragraph; a quotation that is reopened in
//!   the next paragraph needs none. Facts: `mark`.

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, CitationState, Place, Quotation, QuotationKind, VoiceKind};
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// The share of a paragraph's words that a quotation has that fills it, in percent.
const FILLS: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    Speaker,
    Citation,
}

#[derive(Debug)]
struct Frame {
    lacks: Lacks,
    min_words: usize,
    /// The share of quotations with a citation below which a page does not cite its quotations, in percent.
    min_cited: usize,
}

fn frame(lacks: Lacks, node: &Node, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let number = |n| usize::try_from(n).unwrap_or(0);
    let min_words = number(fields.integer("min_words", 1..=100, 4));
    let min_cited = if lacks == Lacks::Citation { number(fields.integer("min_cited", 0..=100, 50)) } else { 0 };
    fields.finish();
    Box::new(Frame { lacks, min_words, min_cited })
}

/// Builds `quotation_frame.speaker` with its parameter `min_words`.
pub fn speaker(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    frame(Lacks::Speaker, node, faults)
}

/// Builds `quotation_frame.citation` with its parameters `min_words` and `min_cited`.
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
        let is_given = |q: &Quotation| {
            let attribution = q.attribution.and_then(|i| analysis.attributions.get(i));
            attribution.is_some_and(|a| !a.source.is_empty() || a.voice.is_some())
        };
        let has_speaker =
            |q: &Quotation| is_given(q) || q.first_piece.and_then(|i| analysis.quotations.get(i)).is_some_and(is_given);
        let state = |q: &Quotation| q.sentence.and_then(|i| analysis.sentences.get(i)).map(|s| s.state);
        if self.lacks == Lacks::Citation && cx.cites_by_links() {
            return Outcome::not_applicable("the page cites by links and names whom it asked");
        }
        if self.lacks == Lacks::Citation {
            let spoken = quotations.iter().filter(|(_, q)| has_speaker(q));
            let cited = spoken.clone().filter(|(_, q)| state(q) == Some(CitationState::Cited)).count();
            if cited * 100 < spoken.count() * self.min_cited {
                return Outcome::not_applicable("the page does not cite its quotations");
            }
        }
        let is_faulty = |q: &Quotation| match self.lacks {
            Lacks::Speaker => {
                q.closed
                    && !is_introduced(analysis, q)
                    && !has_speaker(q)
                    && q.first_piece.is_none()
                    && fills_paragraph(analysis, q)
                    && !has_neighbour(analysis, q)
            }
            Lacks::Citation => has_speaker(q) && state(q) != Some(CitationState::Cited),
        };
        let hits = quotations.into_iter().filter(|(_, q)| is_faulty(q)).map(|(i, q)| {
            let hit = Hit::new(q.place).about(Subject::Quotation(i));
            hit.text("words", analysis.text(q.inner)).count("count", q.words)
        });
        Outcome::hits(hits.collect())
    }
}

/// Whether the block before a quotation ends in a colon: it says whose words follow.
fn is_introduced(analysis: &Analysis, quotation: &Quotation) -> bool {
    let before = quotation.place.block.checked_sub(1).and_then(|i| analysis.article.blocks.get(i));
    before.is_some_and(|block| block.words().trim_end().ends_with(':'))
}

/// Whether a quotation is its paragraph, but for a few words.
fn fills_paragraph(analysis: &Analysis, quotation: &Quotation) -> bool {
    let tokens = analysis.tokens.get(quotation.place.block).map(Vec::as_slice).unwrap_or_default();
    let words = tokens.iter().filter(|t| t.is_word()).count();
    quotation.words * 100 >= words * FILLS
}

/// Whether somebody speaks in the sentence of a quotation, in the one before or after it in the paragraph, or, by name, at the
/// end of the paragraph before.
fn has_neighbour(analysis: &Analysis, quotation: &Quotation) -> bool {
    let Some(at) = quotation.sentence else { return false };
    let block = |i: usize| analysis.sentences.get(i).map(|s| s.place.block);
    let from = analysis.attributions.partition_point(|a| a.sentence + 1 < at);
    let mut beside = analysis.attributions[from..].iter().take_while(|a| a.sentence <= at + 1);
    beside.any(|a| {
        let voice = a.voice.and_then(|v| analysis.voices.get(v));
        let person = || voice.is_some_and(|v| v.named && v.kind == VoiceKind::Person);
        let near = block(a.sentence) == block(at) || a.sentence < at && person();
        near && voice.is_some()
    })
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
        let mut unopened = None;
        for (i, quotation) in analysis.quotations.iter().enumerate() {
            if quotation.closed || !own(quotation.place) || goes_on(&analysis.quotations, i) {
                continue;
            }
            let start = quotation.place.start;
            if start == quotation.inner.start {
                // Behind a mark that faces the wrong way the next one seems to close nothing, too.
                if unopened.replace(quotation.place.block) == Some(quotation.place.block) {
                    continue;
                }
                hits.extend(never_opened(analysis, quotation).map(|hit| hit.about(Subject::Quotation(i))));
                continue;
            }
            let mark = analysis.text(Place::new(quotation.place.block, start..quotation.inner.start.max(start)));
            let end =
                quotation.inner.start + analysis.text(quotation.inner).split_whitespace().next().map_or(0, str::len);
            let at = Place::new(quotation.place.block, start..end.max(start));
            hits.push(Hit::new(at).about(Subject::Quotation(i)).text("mark", mark).count("opened", 1));
        }
        Outcome::hits(hits)
    }
}

/// A mark that closes what nothing opened, with the word before it.
fn never_opened(analysis: &Analysis, quotation: &Quotation) -> Option<Hit> {
    let block = quotation.place.block;
    let text = analysis.article.blocks.get(block).map(|b| b.words())?;
    let mark = text.get(quotation.place.start..)?.chars().next().filter(|c| !c.is_alphanumeric())?;
    let before = text.get(..quotation.place.start)?.trim_end();
    let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = quotation.place.start + mark.len_utf8();
    Some(Hit::new(Place::new(block, word..end)).text("mark", mark.to_string()).count("opened", 0))
}

/// Whether a later paragraph reopens the quotation.
fn goes_on(quotations: &[Quotation], i: usize) -> bool {
    let first = quotations.get(i).and_then(|q| q.first_piece).unwrap_or(i);
    quotations[i + 1..]
        .iter()
        .take_while(|q| q.depth > 0 || q.first_piece.is_some())
        .any(|q| q.first_piece == Some(first))
}
