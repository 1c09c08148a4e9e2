//! `excerpt_support.*`: the excerpts of cited sources against the claims that cite them.
//!
//! * `excerpt_support.load`: one excerpt that stands for more than `max_claims` different claims; one hit for each
//!   card, where it first stands, further places related. Facts: `name` (its domain), `count` (claims), `limit`.

use std::collections::BTreeSet;

use super::{Context, Detect, Evidence, Hit, Outcome, Subject};
use crate::article::Target;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Load {
    max_claims: usize,
}

/// Builds `excerpt_support.load` with its parameter `max_claims`.
pub fn load(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_claims = fields.integer("max_claims", 1..=1000, 4);
    fields.finish();
    Box::new(Load { max_claims: usize::try_from(max_claims).unwrap_or(4) })
}

impl Detect for Load {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        if article.cards.is_empty() {
            return Outcome::not_applicable("no source has an excerpt");
        }
        // For each card: its citations, and the claims that they stand for.
        let mut cards = vec![(Vec::new(), BTreeSet::<&usize>::new()); article.cards.len()];
        for citation in &cx.analysis.citations {
            let Some(Target::Card(card)) = article.markers.get(citation.marker).map(|m| &m.target) else { continue };
            let Some((citations, claims)) = cards.get_mut(*card) else { continue };
            citations.push(citation);
            let is_claim = |i: &&usize| cx.analysis.sentences.get(**i).is_some_and(|s| s.claim.is_some());
            claims.extend(citation.sentences.iter().filter(is_claim));
        }
        let mut hits = Vec::new();
        for ((citations, claims), card) in cards.iter().zip(&article.cards) {
            if claims.len() <= self.max_claims {
                continue;
            }
            let mut places = citations.iter().map(|c| Evidence { place: c.place, span: Some(c.span) });
            let Some(first) = places.next() else { continue };
            let source = citations.first().and_then(|c| c.source);
            let hit = Hit::new(first)
                .about(source.map_or(Subject::Page, Subject::Source))
                .text("name", card.domain.as_str())
                .count("count", claims.len())
                .count("limit", self.max_claims);
            hits.push(places.fold(hit, |hit, at| hit.related(at, "")));
        }
        Outcome::hits(hits)
    }
}
