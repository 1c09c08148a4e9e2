//! `calendar.*`: days and dates.
//!
//! * `calendar.ambiguous`: a bare weekday that may mean two days: the day of publication or a week before. Facts:
//!   `weekday` (as written), `first`, `second` (ISO dates).
//! * `calendar.mismatch`: a weekday beside a date that falls on another one. Facts: `weekday` (as written), `date`
//!   (ISO), `actual` (terms `monday` … `sunday`).

use jiff::civil::{Date, Weekday};

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::DatePrecision;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Ambiguous;

/// Builds `calendar.ambiguous`, which takes no parameters.
pub fn ambiguous(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Ambiguous)
}

impl Detect for Ambiguous {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.published.is_none() {
            return Outcome::not_applicable("no date of publication");
        }
        let weekdays = analysis.dates.iter().filter(|d| d.weekday.is_some() && !d.quoted);
        let hits = weekdays.filter(|d| d.precision == DatePrecision::Weekday).filter_map(|d| {
            let [first, second, ..] = d.readings.as_slice() else { return None };
            let hit = Hit::new(d.place).text("weekday", analysis.text(d.place));
            Some(hit.text("first", first.to_string()).text("second", second.to_string()))
        });
        Outcome::hits(hits.collect())
    }
}

#[derive(Debug)]
struct Mismatch;

/// Builds `calendar.mismatch`, which takes no parameters.
pub fn mismatch(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Mismatch)
}

impl Detect for Mismatch {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let mut asked = false;
        let mut hits = Vec::new();
        for mention in analysis.dates.iter().filter(|d| d.precision == DatePrecision::Day && !d.quoted) {
            let date = mention.value.as_ref().and_then(|v| v.parse::<Date>().ok());
            let (Some(weekday), Some(date)) = (mention.weekday, date) else { continue };
            asked = true;
            let actual = date.weekday();
            if i8::try_from(weekday) == Ok(actual.to_monday_one_offset()) {
                continue;
            }
            let hit = Hit::new(mention.place).text("weekday", analysis.text(mention.place));
            hits.push(hit.text("date", date.to_string()).fact("actual", Fact::Terms(vec![term(actual)])));
        }
        if asked { Outcome::hits(hits) } else { Outcome::not_applicable("no weekday stands beside a date") }
    }
}

fn term(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}
