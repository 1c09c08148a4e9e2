//! `source_identity.*`: how many sources there really are, and of what grade.
//!
//! * `source_identity.duplicate`: one document under several addresses, one hit at each spelling after the first. Addresses
//!   that lead to places of one document (they differ behind `#` alone) and those of a front page are no second source.
//!   Facts: `name`, `url` (this spelling), `first` (the first one), `count` (spellings).
//! * `source_identity.grade`: the grade that the prose gives the sources ("Tier 1 outlets") against the labels of
//!   lists and cards. One hit for the article: at the first such place, the others related. Facts: `claimed`,
//!   `labels` (the grades that stand in lists and cards, or that the newsroom's registry gives instead), `newsroom` (1
//!   where it does), `count` (labels), `places`.

use std::collections::BTreeSet;

use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Subject};
use crate::analysis::{GradeWord, Place, SourceDocument};
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::Span;

#[derive(Debug)]
struct Duplicate;

/// Builds `source_identity.duplicate`, which takes no parameters.
pub fn duplicate(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Duplicate)
}

impl Detect for Duplicate {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.sources.is_empty() {
            return Outcome::not_applicable("no sources");
        }
        // Where each spelling stands: a citation or an entry begins with the same byte or holds it.
        let mut places: Vec<(Span, Place)> = analysis.citations.iter().map(|c| (c.span, c.place)).collect();
        places.extend(analysis.article.entries.iter().map(|e| (e.span, Place::new(e.block, e.range.clone()))));
        places.sort();
        let place_of = |span: Span| {
            let upto = places.partition_point(|(s, _)| s.start <= span.start);
            places[..upto].iter().rev().take(4).find(|(s, _)| s.contains(span)).map(|(_, place)| *place)
        };
        let mut hits = Vec::new();
        // The pages of one's own house are linked in many forms; they are no sources.
        let own = cx.own_outlet();
        let foreign = |source: &&SourceDocument| own.is_none() || source.outlet != own;
        for (i, source) in analysis.sources.iter().enumerate().filter(|(_, source)| foreign(source)) {
            let Some(((first, first_span), others)) = source.spellings.split_first() else { continue };
            for (url, span) in others {
                if is_front_page(url) || document(url) == document(first) {
                    continue;
                }
                let Some(place) = place_of(*span) else { continue };
                let mut hit = Hit::new(Evidence { place, span: Some(*span) })
                    .about(Subject::Source(i))
                    .text("name", source.name.as_str())
                    .text("url", url.as_str())
                    .text("first", first.as_str())
                    .count("count", source.spellings.len());
                if let Some(place) = place_of(*first_span) {
                    hit = hit.related(Evidence { place, span: Some(*first_span) }, "first");
                }
                hits.push(hit);
            }
        }
        hits.sort_by_key(|h| h.at.span);
        Outcome::hits(hits)
    }
}

/// An address without the place in the document that it leads to.
fn document(url: &str) -> &str {
    url.split_once('#').map_or(url, |(document, _)| document)
}

/// Whether an address is that of a site and of no document in it.
fn is_front_page(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = document(after_scheme).split_once('/').map_or("", |(_, path)| path);
    path.is_empty() || path.starts_with("index.") && !path.contains('/')
}

#[derive(Debug)]
struct Grade;

/// Builds `source_identity.grade`, which takes no parameters.
pub fn grade(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Grade)
}

impl Detect for Grade {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let is_label = |g: &&GradeWord| matches!(g.part, Part::SourceList | Part::SourceCard);
        let labels: Vec<&GradeWord> = cx.analysis.grades.iter().filter(is_label).collect();
        let prose: Vec<&GradeWord> = cx.analysis.grades.iter().filter(|g| !is_label(g)).collect();
        if labels.is_empty() || prose.is_empty() {
            return Outcome::not_applicable("no grade in the prose, or none of the sources");
        }
        let ranks: BTreeSet<u8> = labels.iter().map(|g| g.rank).collect();
        let mut wrong = prose.iter().filter(|g| !ranks.contains(&g.rank)).peekable();
        let Some(first) = wrong.next() else { return Outcome::hits(Vec::new()) };
        let shown: BTreeSet<&str> = labels.iter().map(|g| g.grade.as_str()).collect();
        let hit = wrong.fold(Hit::new(first.place), |hit, g| hit.related(g.place, "claim"));
        let places = hit.related.len() + 1;
        let hit = hit
            .text("claimed", first.grade.as_str())
            .fact("labels", Fact::List(shown.into_iter().map(str::to_owned).collect()))
            .count("count", labels.len())
            .count("newsroom", usize::from(labels.iter().any(|g| g.by_newsroom)))
            .count("places", places);
        Outcome::hits(vec![hit])
    }
}
