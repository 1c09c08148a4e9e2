//! `marker_target.*`: do citation markers lead somewhere?
//!
//! * `marker_target.empty`: a marker that lost its target, one hit each. The share is empty markers in pairs of
//!   sentence and source, an empty marker being a pair of its own, so that a second copy of a card dilutes nothing.
//!   Facts: `words` (the words before the marker), `count`, `whole` (markers), `share` (per mille).
//! * `marker_target.undefined`: a footnote or number without a definition, one hit for each label. Facts: `label`.

use std::collections::BTreeSet;

use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Share, Subject};
use crate::analysis::{Analysis, Citation, Place};
use crate::article::{Style, Target};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// Words before a marker that are shown with it.
const SHOWN_WORDS: usize = 3;

#[derive(Debug)]
struct Empty;

/// Builds `marker_target.empty`, which takes no parameters.
pub fn empty(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Empty)
}

impl Detect for Empty {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let markers = analysis.citations.len();
        if markers == 0 {
            return Outcome::not_applicable("no citation markers");
        }
        let empty: Vec<(usize, &Citation)> =
            analysis.citations.iter().enumerate().filter(|(_, c)| c.style == Style::Empty).collect();
        let mut pairs = BTreeSet::new();
        for citation in analysis.citations.iter().filter(|c| c.style != Style::Empty) {
            match citation.sentences.first() {
                Some(sentence) => pairs.insert((Some(*sentence), citation.source)),
                None => pairs.insert((None, citation.source)),
            };
        }
        let share = Share { part: empty.len(), whole: empty.len() + pairs.len() };
        let of_markers = Share { part: empty.len(), whole: markers };
        let hits = empty.iter().map(|&(i, citation)| {
            let at = beside(analysis, citation);
            let words = analysis.text(at.place).trim_end_matches(['.', ',', ';', '!', '?', ' ']);
            Hit::new(at)
                .about(Subject::Citation(i))
                .text("words", words)
                .count("count", empty.len())
                .count("whole", markers)
                .fact("share", Fact::PerMille(of_markers.per_mille()))
        });
        Outcome::Found { hits: hits.collect(), share: Some(share) }
    }
}

/// The words before a marker and the stop after it, so that the place can be seen.
fn beside(analysis: &Analysis, citation: &Citation) -> Evidence {
    let block = citation.place.block;
    let at = citation.place.start;
    let tokens = analysis.tokens.get(block).map(Vec::as_slice).unwrap_or_default();
    let after = tokens.partition_point(|t| t.end <= at);
    let sentence_start = match citation.sentences.first().and_then(|i| analysis.sentences.get(*i)) {
        Some(sentence) => sentence.place.start,
        None => 0,
    };
    let words = tokens[..after].iter().rev().filter(|t| t.is_word() && t.start >= sentence_start);
    let start = words.take(SHOWN_WORDS).last().map_or(at, |t| t.start);
    let words = analysis.article.blocks.get(block).map(|b| b.words()).unwrap_or_default();
    let stop = words.get(at..).and_then(|rest| rest.chars().next()).filter(|c| ".,;!?".contains(*c));
    let place = Place::new(block, start..at + stop.map_or(0, char::len_utf8));
    Evidence { place, span: Some(analysis.span(place).cover(citation.span)) }
}

#[derive(Debug)]
struct Undefined;

/// Builds `marker_target.undefined`, which takes no parameters.
pub fn undefined(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Undefined)
}

impl Detect for Undefined {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let label = |c: &Citation| match article.markers.get(c.marker).map(|m| &m.target) {
            Some(Target::Label(label)) => Some(label.clone()),
            _ => None,
        };
        let labelled: Vec<_> =
            cx.analysis.citations.iter().enumerate().filter_map(|(i, c)| label(c).map(|l| (i, c, l))).collect();
        if labelled.is_empty() {
            return Outcome::not_applicable("no footnotes and no numbered markers");
        }
        let mut told = BTreeSet::new();
        let mut hits = Vec::new();
        for (i, citation, label) in labelled {
            if citation.undefined && told.insert(label.clone()) {
                let at = Evidence { place: citation.place, span: Some(citation.span) };
                hits.push(Hit::new(at).about(Subject::Citation(i)).text("label", label));
            }
        }
        Outcome::hits(hits)
    }
}
