//! `repetition.sentence` and `repetition.paragraph`: what is told twice.
//!
//! Sentences, or paragraphs, are compared by their runs of three words, quotations left out: one repeats another where at
//! least `containment` percent of the runs of the shorter one stand in the other (Broder, On the resemblance and
//! containment of documents, 1997). Those of fewer than `min_words` words, and those of lists, are not asked. A sentence that
//! stands but for some words inside a longer one (half as long again) needs [`WITHIN`] words: a few words of a said-clause are
//! no repetition. Lines that
//! are no statements (labels, questions over answers) and sentences that are quotation for the most part are left alone.
//! One hit for each repetition, at the later one, the earlier related as `first`. Facts: `words` (the later one).

use std::collections::HashMap;
use std::ops::Range;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Place};
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{HashedMap, hash_of_three};

/// How many sentences one run of words is remembered for: a run that stands everywhere says nothing.
const REMEMBERED: usize = 4;

/// So many words a sentence needs to be a repetition inside a longer one.
const WITHIN: usize = 8;

#[derive(Debug)]
struct Repeated {
    of: Whole,
    min_words: usize,
    containment: usize,
}

/// What is compared.
#[derive(Clone, Copy, Debug)]
enum Whole {
    Sentences,
    Paragraphs,
}

/// Builds `repetition.sentence` with its parameters `min_words` and `containment` (percent).
pub fn sentence(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    build(node, faults, Whole::Sentences, 5, 80)
}

/// Builds `repetition.paragraph` with its parameters `min_words` and `containment` (percent).
pub fn paragraph(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    build(node, faults, Whole::Paragraphs, 25, 90)
}

fn build(node: &Node, faults: &mut Faults, of: Whole, min_words: i64, containment: i64) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_words = fields.integer("min_words", 3..=1000, min_words);
    let containment = fields.integer("containment", 1..=100, containment);
    fields.finish();
    let number = |n| usize::try_from(n).unwrap_or(5);
    Box::new(Repeated { of, min_words: number(min_words), containment: number(containment) })
}

/// A sentence or a paragraph: where it is, its tokens among those of its block.
struct Unit {
    place: Place,
    tokens: Range<usize>,
    subject: Subject,
}

impl Whole {
    /// Those of the body. Items of a list are alike by design.
    fn units(self, a: &Analysis) -> Vec<Unit> {
        let prose = |block: usize| a.article.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Paragraph);
        match self {
            Whole::Sentences => {
                let states = |s: &crate::analysis::Sentence| prose(s.place.block) && is_statement(a.text(s.place));
                let prose = a.sentences.iter().enumerate().filter(|(_, s)| states(s));
                let unit = |(i, s): (usize, &crate::analysis::Sentence)| Unit {
                    place: s.place,
                    tokens: s.tokens.clone(),
                    subject: Subject::Sentence(i),
                };
                prose.map(unit).collect()
            }
            Whole::Paragraphs => {
                let body = a.article.part(Part::Body).filter(|(i, _)| prose(*i));
                let unit = |(i, block): (usize, &crate::article::Block)| Unit {
                    place: Place::new(i, 0..block.words().len()),
                    tokens: 0..a.tokens.get(i).map_or(0, Vec::len),
                    subject: Subject::Page,
                };
                body.map(unit).collect()
            }
        }
    }
}

/// Whether a sentence ends as statements end: not a label, a heading or a question.
fn is_statement(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '“' | '’' | '»' | '«' | ')' | ']');
    text.trim_end_matches(closing).ends_with(['.', '!', '…', '。', ';'])
}

/// The first units that have a run.
#[derive(Default)]
struct Places {
    units: [usize; REMEMBERED],
    known: usize,
}

impl Places {
    fn all(&self) -> &[usize] {
        self.units.get(..self.known).unwrap_or_default()
    }

    fn add(&mut self, unit: usize) {
        if self.all().last() != Some(&unit)
            && let Some(free) = self.units.get_mut(self.known)
        {
            *free = unit;
            self.known += 1;
        }
    }
}

impl Detect for Repeated {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let units = self.of.units(analysis);
        if units.len() < 2 {
            return Outcome::not_applicable("fewer than two sentences");
        }
        let mut seen: HashedMap<Places> = HashedMap::default();
        let mut lengths = Vec::with_capacity(units.len());
        let mut hits = Vec::new();
        for (i, unit) in units.iter().enumerate() {
            let runs = self.runs(analysis, unit);
            lengths.push(runs.len());
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for run in &runs {
                for earlier in seen.get(run).map(Places::all).unwrap_or_default() {
                    *shared.entry(*earlier).or_default() += 1;
                }
            }
            let repeats = |(earlier, n): &(usize, usize)| {
                let other = lengths.get(*earlier).copied().unwrap_or(0);
                let (shorter, longer) = (runs.len().min(other), runs.len().max(other));
                let alike = longer * 2 <= shorter * 3 || shorter + 2 >= WITHIN || *n >= shorter;
                shorter > 0 && alike && n * 100 >= shorter * self.containment
            };
            let earlier = shared.into_iter().filter(|pair| repeats(pair)).map(|(earlier, _)| earlier).min();
            if let Some(first) = earlier.and_then(|e| units.get(e)) {
                let hit = Hit::new(unit.place).about(unit.subject);
                hits.push(hit.text("words", analysis.text(unit.place)).related(first.place, "first"));
            }
            for run in runs {
                seen.entry(run).or_default().add(i);
            }
        }
        Outcome::hits(hits)
    }
}

impl Repeated {
    /// The runs of three of the author's own words.
    fn runs(&self, analysis: &Analysis, unit: &Unit) -> Vec<u64> {
        let (block, range) = (unit.place.block, unit.tokens.clone());
        let guarded = analysis.protected.get(block).and_then(|p| p.get(range.clone())).unwrap_or_default();
        let tokens = analysis.tokens.get(block).and_then(|t| t.get(range)).unwrap_or_default();
        let all = tokens.iter().filter(|t| t.is_word()).count();
        let own = tokens.iter().zip(guarded);
        let words: Vec<u64> = own.filter(|(t, g)| t.is_word() && !**g).map(|(t, _)| t.hash).collect();
        if words.len() < self.min_words || words.len() * 2 < all {
            return Vec::new();
        }
        words.windows(3).map(|w| hash_of_three([w[0], w[1], w[2]])).collect()
    }
}
