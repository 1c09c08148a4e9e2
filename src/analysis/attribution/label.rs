//! Interviews and talks set down as a script: `ADA LIND: It was late.`

use std::collections::HashMap;
use std::ops::Range;

use super::super::word_class::{Act, Class};
use super::super::{Analysis, CueKind};
use super::finder::{Finder, Found};
use crate::article::Part;
use crate::text::{Case, Token};

/// The longest label, in words.
const LONGEST: usize = 4;

/// The labels that begin two blocks of the body at least, with how often they do.
pub(super) fn speakers(analysis: &Analysis) -> HashMap<&str, usize> {
    let mut times = HashMap::new();
    for (index, block) in analysis.article.part(Part::Body) {
        let Some(tokens) = analysis.tokens.get(index) else { continue };
        if let Some(label) = label_of(block.words(), tokens).and_then(|r| block.words().get(r)) {
            *times.entry(label).or_insert(0) += 1;
        }
    }
    times.retain(|_, n| *n > 1);
    times
}

/// The bytes of the words in capitals before a colon at the start of a block.
fn label_of(text: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let colon = tokens.iter().take(LONGEST + 1).position(|t| text.get(t.range()) == Some(":"))?;
    let words = tokens.get(..colon)?;
    let (first, last) = words.first().zip(words.last())?;
    words.iter().all(|t| t.is_word() && t.case != Case::Lower).then_some(first.start..last.end)
}

impl Finder<'_> {
    /// The label of a speaker at the start of a block, with everything behind it up to the block's end: one that comes
    /// again, or that stands before a quotation.
    pub(super) fn label(&self, speakers: &HashMap<&str, usize>) -> Option<Found> {
        let w = self.words;
        if self.low != 0 {
            return None;
        }
        let label = label_of(w.text, w.tokens)?;
        let colon = w.tokens.partition_point(|t| t.end <= label.end);
        let speaks = w.text.get(label).is_some_and(|l| speakers.contains_key(l)) || self.opens_quote(colon + 1);
        let content = colon + 1..w.tokens.len();
        (w.class(colon) == Class::Colon && speaks && self.has_words(&content)).then(|| Found {
            source: Some(0..colon),
            cue: colon..colon + 1,
            content: vec![content],
            kind: CueKind::Neutral,
            act: Act::Speech,
            plain: true,
        })
    }
}
