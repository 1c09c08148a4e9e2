//! Gates: what blocks, and the verdict that follows.

use std::collections::BTreeSet;

use super::{CriterionReview, Finding, GateReview, State};
use crate::policy::{Gate, NotScored, Policy, Severity};

/// Asks each gate, in the order of [`Gate::ALL`].
pub fn gates(policy: &Policy, criteria: &[CriterionReview], findings: &[Finding]) -> Vec<GateReview> {
    Gate::ALL.into_iter().map(|gate| one(gate, policy, criteria, findings)).collect()
}

fn one(gate: Gate, policy: &Policy, criteria: &[CriterionReview], findings: &[Finding]) -> GateReview {
    let errors: BTreeSet<&str> = findings
        .iter()
        .filter(|f| f.is_open() && f.severity == Severity::Error && f.criterion.is_some_and(|c| c.gate() == gate))
        .map(|f| f.rule.as_str())
        .filter(|_| policy.block_on_error)
        .collect();
    let blocks = |review: &&CriterionReview| match review.state {
        State::Below => policy.block_below_minimum,
        State::NotScored => {
            policy.not_scored == NotScored::Block && policy.criteria.get(&review.criterion).is_some_and(|c| c.required)
        }
        State::Borderline | State::Clear => false,
    };
    let below = criteria.iter().filter(|r| r.criterion.gate() == gate).filter(blocks).map(|r| r.criterion.id());
    let blocking: Vec<String> = errors.into_iter().chain(below).map(str::to_owned).collect();
    GateReview { gate, passed: blocking.is_empty(), blocking }
}
