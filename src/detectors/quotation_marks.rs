//! `typography.quotes`: straight and curly quotation marks in one text.
//!
//! Double and single marks are counted apart, apostrophes and the signs of inches and minutes not at all. One hit for the
//! article: at the sentence with the first mark of the rarer kind, the marks related. Parameter: `min`, how many of the rarer kind are a
//! fault. Facts: `count` (of the rarer kind), `whole` (all), `rarer` (terms `straight`, `curly`).

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::Place;
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Quotes {
    min: usize,
}

/// Builds `typography.quotes` with its parameter `min`.
pub fn quotes(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min = usize::try_from(fields.integer("min", 1..=1000, 2)).unwrap_or(2);
    fields.finish();
    Box::new(Quotes { min })
}

/// A quotation mark: whether it is curly, and whether it is double.
struct Mark {
    place: Place,
    curly: bool,
    double: bool,
}

impl Detect for Quotes {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let mut marks = Vec::new();
        for (i, block) in cx.analysis.article.blocks.iter().enumerate() {
            let own = matches!(block.part, Part::Title | Part::Dek | Part::Body);
            if own && !matches!(block.kind, BlockKind::Code | BlockKind::Quote) {
                marks.extend(marks_of(i, block.words()));
            }
        }
        if marks.is_empty() {
            return Outcome::not_applicable("no quotation marks");
        }
        let hits = [true, false].into_iter().filter_map(|double| self.mixed(cx, &marks, double));
        let mut hits: Vec<Hit> = hits.collect();
        hits.sort_by_key(|h| h.at.place);
        Outcome::hits(hits)
    }
}

impl Quotes {
    fn mixed(&self, cx: &Context<'_>, marks: &[Mark], double: bool) -> Option<Hit> {
        let (curly, straight): (Vec<&Mark>, Vec<&Mark>) =
            marks.iter().filter(|m| m.double == double).partition(|m| m.curly);
        let whole = curly.len() + straight.len();
        let (rarer, term) = if curly.len() < straight.len() { (curly, "curly") } else { (straight, "straight") };
        let first = rarer.first()?.place;
        if rarer.len() < self.min {
            return None;
        }
        let sentence = cx.analysis.sentence_at(first.block, first.start).and_then(|i| cx.analysis.sentences.get(i));
        let hit = Hit::new(sentence.map_or(first, |s| s.place)).count("count", rarer.len()).count("whole", whole);
        let hit = hit.fact("rarer", Fact::Terms(vec![term]));
        Some(rarer.iter().fold(hit, |hit, mark| hit.related(mark.place, "")))
    }
}

fn marks_of(block: usize, text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, c) in text.char_indices() {
        let (curly, double) = match c {
            '"' => (false, true),
            '“' | '”' | '„' | '‟' => (true, true),
            // A curly closing mark is also the apostrophe: the opening one tells.
            '‘' | '‚' => (true, false),
            '\'' => (false, false),
            _ => continue,
        };
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
        if !curly && before.is_some_and(char::is_numeric) {
            continue;
        }
        // A straight single mark counts where it opens: elsewhere it may be an apostrophe.
        let opens = before.is_none_or(|b| b.is_whitespace() || "([{\"“„—–".contains(b))
            && after.is_some_and(char::is_uppercase);
        if !double && !opens {
            continue;
        }
        marks.push(Mark { place: Place::new(block, at..at + c.len_utf8()), curly, double });
    }
    marks
}
