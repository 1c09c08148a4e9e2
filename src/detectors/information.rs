//! `information`: a short sentence that tells nothing new.
//!
//! A body sentence of at most `max_words` words, and of more than `transition` words, without figure, date, quotation
//! or question, whose names and content stems all stand in the sentences before it. The words of a stock phrase (list
//! `formula-phrases`) carry nothing. Facts: `words`.

use std::collections::BTreeSet;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Sentence, content_stems};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{HashedSet, Token};

#[derive(Debug)]
struct Information {
    max_words: usize,
    transition: usize,
}

/// Builds `information` with its parameters `max_words` and `transition`.
pub fn build(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_words = fields.integer("max_words", 1..=100, 12);
    let transition = fields.integer("transition", 0..=100, 4);
    fields.finish();
    let number = |n| usize::try_from(n).unwrap_or(0);
    Box::new(Information { max_words: number(max_words), transition: number(transition) })
}

impl Detect for Information {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let Some(phrases) = cx.list("formula-phrases") else {
            return Outcome::not_applicable("no list of stock phrases for this language");
        };
        let figures = analysis.figures.iter().filter_map(|f| f.sentence);
        let telling: BTreeSet<usize> = figures.chain(analysis.dates.iter().filter_map(|d| d.sentence)).collect();
        let may_be_empty = |(i, sentence): (usize, &Sentence)| {
            let guarded = analysis.protected.get(sentence.place.block);
            let guarded = guarded.and_then(|p| p.get(sentence.tokens.clone())).unwrap_or_default();
            let short = (self.transition + 1..=self.max_words).contains(&sentence.words);
            let plain = short && !sentence.question && !guarded.iter().any(|g| *g);
            plain && i > 0 && !sentence.reported && !telling.contains(&i)
        };
        let asked: Vec<bool> = analysis.sentences.iter().enumerate().map(may_be_empty).collect();
        // What stands behind the last one that is asked need not be read.
        let end = asked.iter().rposition(|asked| *asked).map_or(0, |last| last + 1);
        let mut known = HashedSet::default();
        let mut hits = Vec::new();
        for (i, (sentence, asked)) in analysis.sentences.iter().zip(asked).enumerate().take(end) {
            let text = analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
            let tokens = analysis.tokens_of(sentence);
            if asked {
                let mut own: Vec<Token> = Vec::new();
                let mut from = 0;
                for phrase in phrases.find(text, tokens) {
                    own.extend(tokens.get(from..phrase.tokens.start).unwrap_or_default());
                    from = phrase.tokens.end;
                }
                own.extend(tokens.get(from..).unwrap_or_default());
                let stems = content_stems(text, &own, &analysis.language);
                if stems.iter().all(|stem| known.contains(stem)) {
                    let hit = Hit::new(sentence.place).about(Subject::Sentence(i));
                    hits.push(hit.text("words", analysis.text(sentence.place)));
                }
            }
            known.extend(content_stems(text, tokens, &analysis.language));
        }
        Outcome::hits(hits)
    }
}
