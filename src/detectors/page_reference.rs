//! `marker_target.reference`: a pointer to a part of the page that the page lacks.
//!
//! `pointer` is an expression that finds a word for a part and its number (“see table 2”). The page has the part where another
//! block begins with the last two words of what was found (“Table 2: …”, “Table 2”). A sentence that cites a source may point into the source
//! and is left alone. Facts: `words`.

use super::expression::Expression;
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{CitationState, Place};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::fold;

#[derive(Debug)]
struct Reference {
    pointer: Option<Expression>,
}

/// Builds `marker_target.reference` with its parameter `pointer`.
pub fn reference(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let pointer = fields.required("pointer").map(|node| Expression::read(node, fields.faults()));
    fields.finish();
    Box::new(Reference { pointer })
}

impl Detect for Reference {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(pointer) = self.pointer.as_ref().filter(|e| e.speaks(cx)).map(|e| e.over(cx)) else {
            return Outcome::not_applicable("no expression for this language");
        };
        let mut hits = Vec::new();
        for (i, sentence) in a.sentences.iter().enumerate().filter(|(_, s)| s.state != CitationState::Cited) {
            let block = sentence.place.block;
            for range in pointer.find(a.text(sentence.place), 0) {
                let place = Place::new(block, sentence.place.start + range.start..sentence.place.start + range.end);
                let words = fold(a.text(place)).into_owned();
                let mut last = words.split_whitespace().rev();
                let (Some(number), Some(part)) = (last.next(), last.next()) else { continue };
                let begins = |text: &str| {
                    let text = fold(text).into_owned();
                    let rest = text.strip_prefix(part).map(str::trim_start).and_then(|rest| rest.strip_prefix(number));
                    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
                };
                let blocks = a.article.blocks.iter().enumerate().filter(|(other, _)| *other != block);
                if !blocks.into_iter().any(|(_, b)| begins(b.words())) {
                    hits.push(Hit::new(place).about(Subject::Sentence(i)).text("words", a.text(place)));
                }
            }
        }
        Outcome::hits(hits)
    }
}
