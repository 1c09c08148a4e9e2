//! `ratio`: a part of a whole that is too large.
//!
//! Parameters: `num` and `den` (measures), `min_den` (a smaller whole says nothing), `max_percent` (a share over this is
//! reported; 0 where it is not given).
//!
//! One hit for the article: at the largest of what was counted (the longest sentence), else at the first, with the others
//! as related places. Facts: `count`, `whole`, `share`, `limit` (percent), `match` (the words at the place), `name` and
//! `concentration` (of a `largest(…)`: whose it is, and the sum of the squared shares of all, the Herfindahl index).

use super::cue::words_at;
use super::measure::Measure;
use super::tally::Tally;
use super::{Context, Detect, Fact, Hit, Outcome, Share, Subject};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Ratio {
    num: Option<Measure>,
    den: Option<Measure>,
    min_den: usize,
    max_percent: u32,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `ratio`", faults);
    let num = fields.required("num").and_then(|node| measure(node, fields.faults()));
    let den = fields.required("den").and_then(|node| measure(node, fields.faults()));
    let min_den = usize::try_from(fields.integer("min_den", 1..=100_000, 1)).unwrap_or(1);
    let max_percent = u32::try_from(fields.integer("max_percent", 0..=100, 0)).unwrap_or(0);
    fields.finish();
    Box::new(Ratio { num, den, min_den, max_percent })
}

fn measure(node: &Node, faults: &mut Faults) -> Option<Measure> {
    let mut fields = Fields::of(node, "filter of the measure", faults);
    let measure = Measure::take(&mut fields)?;
    fields.finish();
    Some(measure)
}

impl Detect for Ratio {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let (Some(num), Some(den)) = (&self.num, &self.den) else { return Outcome::not_applicable("nothing to count") };
        let noun = den.noun();
        let (num, den) = match (num.tally(cx), den.tally(cx)) {
            (Ok(num), Ok(den)) => (num, den),
            (Err(reason), _) | (_, Err(reason)) => return Outcome::not_applicable(reason),
        };
        if den.count < self.min_den {
            return Outcome::NotApplicable(few(den.count, noun, self.min_den));
        }
        let share = Share { part: num.count, whole: den.count };
        if share.is_at_most_percent(self.max_percent) {
            return Outcome::Found { hits: Vec::new(), share: Some(share) };
        }
        let (at, subject, related) = shown(cx, &num);
        let hit = Hit::new(at)
            .about(subject)
            .count("count", share.part)
            .count("whole", share.whole)
            .fact("share", Fact::PerMille(share.per_mille()))
            .count("limit", usize::try_from(self.max_percent).unwrap_or(0))
            .text("match", words_at(cx, at.place))
            .text("name", num.name.clone().unwrap_or_default())
            .fact("concentration", Fact::PerMille(concentration(&num.spread)));
        let hit = related.into_iter().fold(hit, |hit, at| hit.related(at, ""));
        Outcome::Found { hits: vec![hit], share: Some(share) }
    }
}

/// Why too small a whole says nothing.
pub(super) fn few(count: usize, noun: &str, least: usize) -> String {
    format!("fewer than {least} {noun} to judge by ({count})")
}

/// Where a count is shown: the largest item, its subject, and the other places.
pub(super) fn shown(cx: &Context<'_>, tally: &Tally) -> (super::Evidence, Subject, Vec<super::Evidence>) {
    let Some(most) = tally.largest() else { return (super::scope::page_place(cx.analysis), Subject::Page, Vec::new()) };
    let mut at = (super::scope::page_place(cx.analysis), Subject::Page);
    let mut related = Vec::new();
    for (i, item) in tally.items.iter().enumerate() {
        if i == most {
            at = (item.at, item.subject);
        } else {
            related.push(item.at);
        }
    }
    (at.0, at.1, related)
}

/// The Herfindahl index in thousandths, rounded half up.
fn concentration(counts: &[usize]) -> i64 {
    let whole: u128 = counts.iter().map(|n| *n as u128).sum();
    if whole == 0 {
        return 0;
    }
    let squares: u128 = counts.iter().map(|n| (*n as u128) * (*n as u128)).sum();
    i64::try_from((squares * 2000 + whole * whole) / (whole * whole * 2)).unwrap_or(0)
}
