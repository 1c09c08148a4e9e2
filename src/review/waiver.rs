//! Waivers: findings that a named person sets aside, with a reason and an end. They stand in `pressgate.toml` and in the
//! article itself.
//!
//! A waiver lifts the gate and what readiness derives from open findings, and no other score.

use jiff::civil::Date;

use super::{Case, Finding, SetAside, Status, WaiverLine};
use crate::detectors::{Fate, WaiverState};
use crate::policy::Waiver;
use crate::settings::Origin;
use crate::text::Span;

/// The waivers of one article, and what has become of them.
pub struct Waivers<'c> {
    all: Vec<One<'c>>,
    as_of: Date,
}

/// One waiver.
struct One<'c> {
    state: WaiverState,
    second: &'c str,
    reason: &'c str,
    fingerprint: &'c str,
    /// Where it counts; `None`: in the whole article.
    scope: Option<Span>,
    /// The file that it stands in, where that is not the article.
    origin: Option<&'c Origin>,
    /// Findings that it covers, or would cover if its last day were not past.
    covers: usize,
}

impl<'c> Waivers<'c> {
    /// Those that are meant for the article.
    pub fn of(case: &Case<'c>) -> Waivers<'c> {
        let written = case.analysis.article.allowances.iter().map(|written| {
            let known = case.policy.rules.binary_search_by(|rule| rule.id.as_str().cmp(&written.rule)).is_ok();
            let lacks = [
                ("rule", written.rule.is_empty()),
                ("reason", written.reason.is_empty()),
                ("name", written.by.is_empty()),
                ("second_name", written.second.is_empty() && Waiver::needs_two_names(&written.rule)),
                ("date", written.until.is_none()),
            ];
            let lacks: Vec<&str> = lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(part, _)| part).collect();
            let state = WaiverState {
                rule: written.rule.clone(),
                known,
                by: written.by.clone(),
                until: written.until,
                span: Some(written.span),
                fate: if lacks.is_empty() { Fate::Unused } else { Fate::Incomplete },
                lacks,
            };
            let (second, reason, fingerprint) = (&written.second, &written.reason, &written.fingerprint);
            One { state, second, reason, fingerprint, scope: written.scope, origin: None, covers: 0 }
        });
        let configured = case.policy.waivers.iter().map(|waiver| One {
            state: WaiverState {
                rule: waiver.rule.clone(),
                known: true,
                by: waiver.by.clone(),
                until: Some(waiver.until),
                span: None,
                // Of one that is meant for many articles it is no fault of this one that nothing was found in it.
                fate: if waiver.is_for_named_articles { Fate::Unused } else { Fate::Used },
                lacks: Vec::new(),
            },
            second: waiver.second.as_deref().unwrap_or_default(),
            reason: &waiver.reason,
            fingerprint: waiver.fingerprint.as_deref().unwrap_or_default(),
            scope: None,
            origin: Some(&waiver.origin),
            covers: 0,
        });
        Waivers { all: written.chain(configured).collect(), as_of: case.as_of }
    }

    /// Sets a finding aside where a waiver covers it on the day of the check.
    pub fn apply(&mut self, finding: &mut Finding) {
        let as_of = self.as_of;
        for one in &mut self.all {
            if !one.covers(finding) {
                continue;
            }
            let Some(until) = one.state.until else { continue };
            one.covers += 1;
            if until < as_of {
                one.state.fate = Fate::Expired;
                continue;
            }
            one.state.fate = Fate::Used;
            finding.status = Status::Waived;
            finding.set_aside.get_or_insert_with(|| SetAside { by: one.by(), reason: one.reason.to_owned(), until });
        }
    }

    /// What has become of them, when every finding has been looked at.
    pub fn states(&self) -> Vec<WaiverState> {
        let state = |one: &One<'_>| {
            // What stands in the article is told when its day is past, whatever it covered.
            let past = one.state.fate == Fate::Unused
                && one.origin.is_none()
                && one.state.until.is_some_and(|until| until < self.as_of);
            WaiverState { fate: if past { Fate::Expired } else { one.state.fate }, ..one.state.clone() }
        };
        self.all.iter().map(state).collect()
    }

    /// The list of them for readers: each that stands in the article, and each from elsewhere that covers a finding of it
    /// or names it.
    pub fn lines(&self) -> Vec<WaiverLine> {
        let line = |(one, state): (&One<'_>, WaiverState)| {
            let concerns = one.covers > 0 || state.fate != Fate::Used;
            concerns.then(|| WaiverLine {
                rule: state.rule,
                by: one.by(),
                reason: one.reason.to_owned(),
                until: state.until,
                fate: state.fate,
                covers: one.covers,
                span: state.span,
                origin: one.origin.cloned(),
            })
        };
        self.all.iter().zip(self.states()).filter_map(line).collect()
    }
}

impl One<'_> {
    fn covers(&self, finding: &Finding) -> bool {
        self.state.rule == finding.rule
            && self.state.fate != Fate::Incomplete
            && finding.fingerprint.starts_with(self.fingerprint)
            && self.scope.is_none_or(|scope| scope.contains(finding.span))
    }

    fn by(&self) -> String {
        if self.second.is_empty() { self.state.by.clone() } else { format!("{}, {}", self.state.by, self.second) }
    }
}
