//! `page_health.waiver`: waivers that do nothing for the article. These run after all others, when it is known which
//! findings each waiver covers.
//!
//! `state` says which: `unused` (nothing that it could cover was found), `expired` (its last day is past: what it
//! covered is open again), `incomplete` (something is missing that every waiver needs: it does not count). Facts: `rule`,
//! `by`, `until`, `lacks` (terms `rule`, `reason`, `name`, `second_name`, `date`), `count` of them, and `unknown`, 1
//! where there is no such rule.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::page_health::start_of_page;
use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Turn};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::Span;

/// What has become of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It covers findings.
    Used,
    /// Nothing that it could cover was found.
    Unused,
    /// Its last day is past.
    Expired,
    /// Something is missing that every waiver needs.
    Incomplete,
}

/// A waiver, as far as the rules on waivers look at it.
#[derive(Clone, Debug)]
pub struct WaiverState {
    /// As it is written; empty where none is named.
    pub rule: String,
    /// Whether there is such a rule.
    pub known: bool,
    pub by: String,
    pub until: Option<Date>,
    /// Where it stands in the article; `None`: in a `pressgate.toml`.
    pub span: Option<Span>,
    pub fate: Fate,
    /// What is missing: keys of the terms above.
    pub lacks: Vec<&'static str>,
}

#[derive(Debug)]
struct Waivers {
    fate: Fate,
}

/// Builds `page_health.waiver` with its parameter `state`.
pub fn build(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let states = [("unused", Fate::Unused), ("expired", Fate::Expired), ("incomplete", Fate::Incomplete)];
    fields.required("state");
    let fate = fields.choice("state", &states).unwrap_or(Fate::Unused);
    fields.finish();
    Box::new(Waivers { fate })
}

impl Detect for Waivers {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let place = start_of_page(cx);
        let hits = cx.waivers.iter().filter(|waiver| waiver.fate == self.fate).map(|waiver| {
            let until = waiver.until.map_or_else(String::new, |day| day.to_string());
            Hit::new(Evidence { place, span: waiver.span })
                .text("rule", waiver.rule.as_str())
                .text("by", waiver.by.as_str())
                .text("until", until)
                .count("count", waiver.lacks.len())
                .count("unknown", usize::from(!waiver.known))
                .fact("lacks", Fact::Terms(waiver.lacks.clone()))
        });
        Outcome::hits(hits.collect())
    }

    fn turn(&self) -> Turn {
        Turn::Waivers
    }
}
