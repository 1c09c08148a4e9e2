//! `marker_target.reference`: a pointer to a part of the page that the page lacks.
//!
//! `pointer` is an expression that finds a word for a part and its number (“see table 2”). The page has the part where another
//! block begins with the last two words of what was found (“Table 2: …”, “Table 2”). A sentence that cites a source may point into the source
//! and is left alone. Facts: `words`.

use std::collections::BTreeMap;

use super::expression::Expression;
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, CitationState, Place};
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
        let mut parts = None;
        let mut hits = Vec::new();
        for (i, sentence) in a.sentences.iter().enumerate().filter(|(_, s)| s.state != CitationState::Cited) {
            let block = sentence.place.block;
            for range in pointer.find(a.text(sentence.place), 0) {
                let place = Place::new(block, sentence.place.start + range.start..sentence.place.start + range.end);
                let words = fold(a.text(place)).into_owned();
                let mut last = words.split_whitespace().rev();
                let (Some(number), Some(part)) = (last.next(), last.next()) else { continue };
                let parts = parts.get_or_insert_with(|| numbered_parts(a));
                let begins = parts.get(&(part.to_owned(), number.to_owned()));
                if begins.is_none_or(|blocks| blocks.iter().all(|other| *other == block)) {
                    hits.push(Hit::new(place).about(Subject::Sentence(i)).text("words", a.text(place)));
                }
            }
        }
        Outcome::hits(hits)
    }
}

/// The blocks that begin with a word and a number, by both, folded: two of each at most.
fn numbered_parts(a: &Analysis) -> BTreeMap<(String, String), Vec<usize>> {
    let mut parts: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (i, block) in a.article.blocks.iter().enumerate() {
        let mut words = block.words().split_whitespace();
        let (Some(part), Some(number)) = (words.next(), words.next()) else { continue };
        let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let Some(number) = number.get(..digits).filter(|digits| !digits.is_empty()) else { continue };
        let blocks = parts.entry((fold(part).into_owned(), number.to_owned())).or_default();
        if blocks.len() < 2 {
            blocks.push(i);
        }
    }
    parts
}
