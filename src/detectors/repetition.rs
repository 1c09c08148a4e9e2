//! `repetition.sentence`: a sentence that is told twice.
//!
//! Sentences are compared by their runs of three words, quotations left out: one repeats another where at least
//! `containment` percent of the runs of the shorter one stand in the other (Broder, On the resemblance and containment
//! of documents, 1997). Sentences of fewer than `min_words` words, and those of lists, are not asked. One hit for each repetition, at the
//! later sentence. Facts: `words` (the later sentence).

use std::collections::HashMap;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::Sentence;
use crate::article::BlockKind;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{HashedMap, hash_of_three};

/// How many sentences one run of words is remembered for: a run that stands everywhere says nothing.
const REMEMBERED: usize = 4;

#[derive(Debug)]
struct Repeated {
    min_words: usize,
    containment: usize,
}

/// Builds `repetition.sentence` with its parameters `min_words` and `containment` (percent).
pub fn sentence(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_words = fields.integer("min_words", 3..=100, 5);
    let containment = fields.integer("containment", 1..=100, 80);
    fields.finish();
    let number = |n| usize::try_from(n).unwrap_or(5);
    Box::new(Repeated { min_words: number(min_words), containment: number(containment) })
}

/// The first sentences that have a run.
#[derive(Default)]
struct Places {
    sentences: [usize; REMEMBERED],
    known: usize,
}

impl Places {
    fn all(&self) -> &[usize] {
        self.sentences.get(..self.known).unwrap_or_default()
    }

    fn add(&mut self, sentence: usize) {
        if self.all().last() != Some(&sentence)
            && let Some(free) = self.sentences.get_mut(self.known)
        {
            *free = sentence;
            self.known += 1;
        }
    }
}

impl Detect for Repeated {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.sentences.len() < 2 {
            return Outcome::not_applicable("fewer than two sentences");
        }
        let runs_of = |sentence: &Sentence| -> Vec<u64> {
            let guarded = analysis.protected.get(sentence.place.block);
            let guarded = guarded.and_then(|p| p.get(sentence.tokens.clone())).unwrap_or_default();
            let own = analysis.tokens_of(sentence).iter().zip(guarded);
            let words: Vec<u64> = own.filter(|(t, g)| t.is_word() && !**g).map(|(t, _)| t.hash).collect();
            if words.len() < self.min_words {
                Vec::new()
            } else {
                words.windows(3).map(|w| hash_of_three([w[0], w[1], w[2]])).collect()
            }
        };
        let mut seen: HashedMap<Places> = HashedMap::default();
        let mut lengths = Vec::with_capacity(analysis.sentences.len());
        let mut hits = Vec::new();
        for (i, sentence) in analysis.sentences.iter().enumerate() {
            // Items of a list are alike by design.
            let block = analysis.article.blocks.get(sentence.place.block);
            let prose = block.is_some_and(|b| b.kind == BlockKind::Paragraph);
            let runs = if prose { runs_of(sentence) } else { Vec::new() };
            lengths.push(runs.len());
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for run in &runs {
                for earlier in seen.get(run).map(Places::all).unwrap_or_default() {
                    *shared.entry(*earlier).or_default() += 1;
                }
            }
            let repeats = |(earlier, n): &(usize, usize)| {
                let shorter = runs.len().min(lengths.get(*earlier).copied().unwrap_or(0));
                shorter > 0 && n * 100 >= shorter * self.containment
            };
            let earlier = shared.into_iter().filter(|pair| repeats(pair)).map(|(earlier, _)| earlier).min();
            if let Some(first) = earlier.and_then(|e| analysis.sentences.get(e)) {
                let hit = Hit::new(sentence.place).about(Subject::Sentence(i));
                hits.push(hit.text("words", analysis.text(sentence.place)).related(first.place, "first"));
            }
            for run in runs {
                seen.entry(run).or_default().add(i);
            }
        }
        Outcome::hits(hits)
    }
}
