//! `source_identity.status` and `source_identity.state_media`: what the registry of outlets says of those that the
//! article leans on.
//!
//! * `source_identity.status`: an outlet that the newsroom's registry blocks or marks with caution, and that the article
//!   cites, lists or gives as a source. One hit for each outlet, at its first place, the others related. `status` says
//!   which (`blocked`, `caution`); an outlet without a status is never told. Facts: `name`, `status` (terms `blocked`,
//!   `caution`), `blocked` (1 or 0, for conditions), `count` (places).
//! * `source_identity.tier`: claims for which nothing is cited but outlets that the newsroom's registry grades as rank
//!   `from_rank` or lower (`Tier 3`). One hit for each such outlet, at the first claim, the others related. Facts: `name`,
//!   `tier`, `count` (claims).
//! * `source_identity.state_media`: an outlet with one of the `flags` in the registry, given as the source of a claim in
//!   the body, while no sentence that names it says up to there what it is. `labels` is an expression for each language
//!   that finds such a word. One hit for each outlet. Facts: `name`, `sentence`.

use std::collections::BTreeMap;

use super::expression::Expression;
use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Outlet, Place, grade_rank};
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Status;

/// Builds `source_identity.status`, which takes no parameters.
pub fn status(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Status)
}

impl Detect for Status {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        if a.outlets.iter().all(|o| o.status.is_none()) {
            return Outcome::not_applicable("the registry says nothing against any outlet of the page");
        }
        let mut hits = Vec::new();
        for (i, outlet) in a.outlets.iter().enumerate() {
            let Some(status) = outlet.status.as_deref() else { continue };
            let places = leans(a, i, outlet);
            let Some((first, rest)) = places.split_first() else { continue };
            let blocked = status == "blocked";
            let hit = Hit::new(*first)
                .about(Subject::Outlet(i))
                .text("name", outlet.name.as_str())
                .fact("status", Fact::Terms(vec![if blocked { "blocked" } else { "caution" }]))
                .count("blocked", usize::from(blocked))
                .count("count", places.len());
            hits.push(rest.iter().fold(hit, |hit, at| hit.related(*at, "place")));
        }
        hits.sort_by_key(|h| (h.at.place, h.at.span));
        Outcome::hits(hits)
    }
}

/// Where the article leans on an outlet: its citations, the words that give it as a source, its entries.
fn leans(a: &Analysis, index: usize, outlet: &Outlet) -> Vec<Evidence> {
    let of_outlet = |source: usize| a.sources.get(source).is_some_and(|s| s.outlet == Some(index));
    let cited = a.citations.iter().filter(|c| c.source.is_some_and(of_outlet));
    let cited = cited.map(|c| Evidence { place: c.place, span: Some(c.span) });
    let named = outlet.mentions.iter().filter(|m| m.as_source && m.part == Part::Body).map(|m| Evidence::from(m.place));
    let listed = a.sources.iter().filter(|s| s.outlet == Some(index)).flat_map(|s| s.entries.iter());
    let listed = listed.filter_map(|e| a.article.entries.get(*e));
    let listed = listed.map(|e| Evidence { place: Place::new(e.block, e.range.clone()), span: Some(e.span) });
    let mut places: Vec<Evidence> = cited.chain(named).chain(listed).collect();
    places.sort_by_key(|e| (e.place, e.span));
    places
}

#[derive(Debug)]
struct LowTier {
    from_rank: u8,
}

/// Builds `source_identity.tier` with its parameter `from_rank`.
pub fn tier(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let from_rank = fields.integer("from_rank", 1..=9, 3);
    fields.finish();
    Box::new(LowTier { from_rank: u8::try_from(from_rank).unwrap_or(3) })
}

impl Detect for LowTier {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        if a.outlets.iter().all(|outlet| outlet.tier.as_deref().and_then(grade_rank).is_none()) {
            return Outcome::not_applicable("the newsroom grades no outlet of the page");
        }
        let is_low = |outlet: usize| {
            let rank = a.outlets.get(outlet).and_then(|outlet| grade_rank(outlet.tier.as_deref()?));
            rank.is_some_and(|rank| rank >= self.from_rank)
        };
        let mut places: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for (_, sentence) in a.claims() {
            let cited = sentence.citations.iter().filter_map(|at| a.sources.get(a.citations.get(*at)?.source?));
            let outlets: Vec<Option<usize>> = cited.map(|source| source.outlet).collect();
            if let Some(Some(first)) = outlets.first()
                && outlets.iter().all(|outlet| outlet.is_some_and(is_low))
            {
                places.entry(*first).or_default().push(sentence.place);
            }
        }
        let mut hits = Vec::new();
        for (at, places) in places {
            let (Some(outlet), Some((first, rest))) = (a.outlets.get(at), places.split_first()) else { continue };
            let hit = Hit::new(*first).about(Subject::Outlet(at)).text("name", outlet.name.as_str());
            let hit = hit.text("tier", outlet.tier.as_deref().unwrap_or_default()).count("count", places.len());
            hits.push(rest.iter().fold(hit, |hit, place| hit.related(*place, "")));
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct StateMedia {
    flags: Vec<String>,
    labels: Option<Expression>,
}

/// Builds `source_identity.state_media` with its parameters `flags` and `labels`.
pub fn state_media(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let flags = fields.texts("flags").into_iter().map(str::to_owned).collect();
    let labels = fields.required("labels").map(|node| Expression::read(node, fields.faults()));
    fields.finish();
    Box::new(StateMedia { flags, labels })
}

impl Detect for StateMedia {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(labels) = self.labels.as_ref().filter(|l| l.speaks(cx)) else {
            return Outcome::not_applicable("no expression for this language");
        };
        if !a.outlets.iter().any(|o| o.flags.iter().any(|flag| self.flags.contains(flag))) {
            return Outcome::not_applicable("no such outlet is given as a source");
        }
        let search = labels.over(cx);
        let mut asked = false;
        let mut hits = Vec::new();
        for (i, outlet) in a.outlets.iter().enumerate() {
            if !outlet.flags.iter().any(|flag| self.flags.contains(flag)) {
                continue;
            }
            let mut labelled = false;
            for mention in &outlet.mentions {
                if mention.part == Part::Transparency {
                    continue;
                }
                let around = surroundings(a, mention.place);
                labelled |= !search.find(a.text(around), 0).is_empty();
                if mention.part != Part::Body || !mention.as_source {
                    continue;
                }
                asked = true;
                if !labelled {
                    let hit = Hit::new(mention.place).about(Subject::Outlet(i)).text("name", outlet.name.as_str());
                    hits.push(hit.text("sentence", a.text(around)));
                }
                break;
            }
        }
        hits.sort_by_key(|h| h.at.place);
        if asked { Outcome::hits(hits) } else { Outcome::not_applicable("no such outlet is given as a source") }
    }
}

/// The sentence around a place, else its block.
fn surroundings(a: &Analysis, place: Place) -> Place {
    let sentence = a.sentence_at(place.block, place.start).and_then(|i| a.sentences.get(i));
    let whole = || Place::new(place.block, 0..a.article.blocks.get(place.block).map_or(0, |b| b.words().len()));
    sentence.map_or_else(whole, |s| s.place)
}
