//! `review_ledger.*`: the record of editorial reviews that a page prints about itself.
//!
//! * `review_ledger.sums`: its counts agree with what it shows. Approved, rejected and pending reviews are as many as
//!   the feedback items; a gate error goes with a rejection; a printed number of feedback items or gate errors is the
//!   number that stands there. One hit for the record, the other places related. Facts: `verdicts`, `items`,
//!   `reasons` (terms `verdicts`, `rejection`, `feedback`, `gate_errors`).

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::Place;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Sums;

/// Builds `review_ledger.sums`, which takes no parameters.
pub fn sums(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Sums)
}

impl Detect for Sums {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(ledger) = &cx.analysis.ledger else {
            return Outcome::not_applicable("no record of reviews");
        };
        let printed = [ledger.approved, ledger.rejected, ledger.pending];
        let verdicts: u32 = printed.iter().flatten().map(|(n, _)| n).sum();
        let count_place = printed.iter().flatten().map(|(_, place)| *place).reduce(|a, b| {
            if a.block == b.block { Place::new(a.block, a.start.min(b.start)..a.end.max(b.end)) } else { a }
        });
        let mut reasons: Vec<(&'static str, Option<Place>)> = Vec::new();
        if count_place.is_some() && !ledger.items.is_empty() && verdicts as usize != ledger.items.len() {
            reasons.push(("verdicts", count_place));
        }
        let blocked = ledger.items.iter().find_map(|i| i.gate_errors.filter(|(n, _)| *n > 0));
        if let (Some((_, place)), Some((0, _))) = (blocked, ledger.rejected) {
            reasons.push(("rejection", Some(place)));
        }
        if let Some((printed, place)) = ledger.feedback
            && !ledger.items.is_empty()
            && printed as usize != ledger.items.len()
        {
            reasons.push(("feedback", Some(place)));
        }
        for item in &ledger.items {
            let blocking = item.lines.iter().filter(|l| l.blocking).count();
            if let Some((printed, place)) = item.gate_errors
                && printed as usize != blocking
            {
                reasons.push(("gate_errors", Some(place)));
            }
        }
        let all = count_place.into_iter().chain(reasons.iter().filter_map(|(_, place)| *place));
        let mut places: Vec<Place> = all.chain(ledger.label).collect();
        places.dedup();
        let Some((first, others)) = places.split_first().filter(|_| !reasons.is_empty()) else {
            return Outcome::hits(Vec::new());
        };
        let mut terms: Vec<&'static str> = reasons.iter().map(|(reason, _)| *reason).collect();
        terms.dedup();
        let hit = Hit::new(*first)
            .count("verdicts", verdicts as usize)
            .count("items", ledger.items.len())
            .fact("reasons", Fact::Terms(terms));
        let others = others.iter().filter(|p| Some(**p) != ledger.label && **p != *first);
        Outcome::hits(vec![others.fold(hit, |hit, place| hit.related(*place, ""))])
    }
}
