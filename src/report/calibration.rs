//! What calibration proposes, as TOML for a `pressgate.toml`; figures stand in comments.

use std::fmt::Write as _;

use crate::policy::{Cost, Policy, StepUnit};
use crate::review::{Confusion, Proposal};

/// The proposal, and how the gates decide the drafts before and after.
pub fn write(proposal: &Proposal, policy: &Policy, before: Confusion, after: Confusion) -> String {
    let mut out = String::new();
    let accepted = before.accepted_passed + before.accepted_blocked;
    let rejected = before.rejected_passed + before.rejected_blocked;
    let _ = writeln!(out, "# From {accepted} accepted and {rejected} rejected drafts.");
    let _ = writeln!(
        out,
        "# Pairs in which the accepted draft has more points (AUC): {} now, {} with these settings,",
        share(proposal.auc),
        share(proposal.proposed_auc)
    );
    let _ = writeln!(out, "# {} on drafts that took no part in finding them.", share(proposal.held_out_auc));
    let _ = writeln!(out, "#\n#               now               with these settings");
    let _ = writeln!(out, "#               passed  blocked   passed  blocked");
    let row = |name: &str, [a, b, c, d]: [usize; 4]| format!("# {name}  {a:>8} {b:>8} {c:>8} {d:>8}\n");
    out += &row(
        "accepted",
        [before.accepted_passed, before.accepted_blocked, after.accepted_passed, after.accepted_blocked],
    );
    out += &row(
        "rejected",
        [before.rejected_passed, before.rejected_blocked, after.rejected_passed, after.rejected_blocked],
    );
    if proposal.factors.is_empty() && proposal.minima.is_empty() {
        return out + "\n# No change would sort these drafts better.\n";
    }
    let proposed = proposal.applied(policy);
    if !proposal.minima.is_empty() {
        out += "\n[criteria]\n";
        for (criterion, minimum) in &proposal.minima {
            let now = policy.criteria.get(criterion).map_or(0, |criterion| criterion.minimum);
            let _ = writeln!(out, "{} = {{ minimum = {minimum} }} # now {now}", criterion.id());
        }
    }
    if !proposal.factors.is_empty() {
        out += "\n[rules]\n";
        for rule in proposed.rules.iter().filter(|rule| proposal.factors.contains_key(&rule.id)) {
            let now = policy.rules.iter().find(|own| own.id == rule.id).map(|own| cost(&own.cost)).unwrap_or_default();
            let _ = writeln!(out, "{} = {{ cost = {} }} # now {now}", rule.id, cost(&rule.cost));
        }
    }
    out
}

/// `0.731`.
fn share(ten_thousandths: u32) -> String {
    format!("{}.{:03}", (ten_thousandths + 5) / 10_000, (ten_thousandths + 5) / 10 % 1000)
}

fn cost(cost: &Cost) -> String {
    match cost {
        Cost::Each { each, cap } => format!("{{ each = {each}, cap = {cap} }}"),
        Cost::Steps { rows, beyond, unit } => {
            let rows: Vec<String> = rows.iter().map(|row| format!("[{}, {}]", row.limit, row.cost)).collect();
            let unit = match unit {
                StepUnit::Percent => "",
                StepUnit::PerThousandWords => ", unit = \"per_thousand_words\"",
            };
            format!("{{ steps = [{}], beyond = {beyond}{unit} }}", rows.join(", "))
        }
    }
}
