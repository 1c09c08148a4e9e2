//! Waivers: findings that a named person sets aside, with a reason and an end.
//!
//! A waiver lifts the gate and what readiness derives from open findings, and no other score.

use jiff::civil::Date;

use super::{Finding, SetAside, Status};
use crate::policy::Waiver;

/// Rules whose findings two people must set aside together: what they find cannot stand by an oversight of one.
const TWO_NAMES: [&str; 3] = ["altered-quotation", "chat-residue", "figure-contradicts-excerpt"];

/// Sets a finding aside where a waiver covers it on the day `as_of`.
pub fn apply(waivers: &[Waiver], as_of: Date, finding: &mut Finding) {
    if let Some(waiver) = waivers.iter().find(|waiver| covers(waiver, as_of, finding)) {
        finding.status = Status::Waived;
        let by = match &waiver.second {
            Some(second) => format!("{}, {second}", waiver.by),
            None => waiver.by.clone(),
        };
        finding.set_aside = Some(SetAside { by, reason: waiver.reason.clone(), until: waiver.until });
    }
}

fn covers(waiver: &Waiver, as_of: Date, finding: &Finding) -> bool {
    waiver.rule == finding.rule
        && as_of <= waiver.until
        && waiver.fingerprint.as_ref().is_none_or(|print| finding.fingerprint.starts_with(print.as_str()))
        && (waiver.second.is_some() || !TWO_NAMES.contains(&waiver.rule.as_str()))
}
