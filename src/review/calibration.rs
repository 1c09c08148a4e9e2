//! Costs and minima from a newsroom's own decisions: drafts that it accepted and drafts that it rejected.
//!
//! A rule's cost is multiplied by one of a few factors, one rule at a time, as long as that sorts the drafts better. How
//! well they are sorted is the area under the ROC curve (AUC): the share of all pairs of an accepted and a rejected draft
//! in which the accepted one has the higher mean of points, ties counting half (Hanley and McNeil 1982). Then each
//! minimum is moved while that raises Youden's J: the share of rejected drafts that are blocked less the share of accepted
//! ones. Everything is counted in whole numbers and in the order of the drafts' hashes: the same drafts give the same
//! proposal.

use std::collections::{BTreeMap, BTreeSet};

use super::score::FULL;
use super::{ArticleReview, Verdict};
use crate::policy::{Cost, Criterion, Policy};

/// What costs are multiplied by, in quarters.
const FACTORS: [u32; 7] = [0, 2, 4, 6, 8, 12, 16];
/// The present cost, in quarters.
const PRESENT: u32 = 4;
/// A change of a cost must sort so many ten-thousandths better: a smaller gain is chance.
const LEAST_GAIN: u32 = 25;
/// A rule is left alone that costs something in fewer drafts.
const FEWEST: usize = 10;
/// A change of a minimum must raise J by so many ten-thousandths.
const LEAST_MOVE: i64 = 100;
/// Parts that the drafts are split into, each of which is held out once.
const PARTS: usize = 5;
/// How often all rules are gone through.
const ROUNDS: usize = 4;
/// The least common multiple of 1 to 12, the numbers of criteria that may be scored: means stay whole.
const COMMON: u64 = 27_720;

/// A draft with the newsroom's decision, judged by the policy that is to be calibrated.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub accepted: bool,
    pub review: ArticleReview,
}

/// How the gates decide drafts of which the newsroom's own decision is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    pub accepted_passed: usize,
    pub accepted_blocked: usize,
    pub rejected_passed: usize,
    pub rejected_blocked: usize,
}

/// What calibration proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// By rule, the factor in quarters: only rules whose cost is to change.
    pub factors: BTreeMap<String, u32>,
    /// Only minima that are to change.
    pub minima: BTreeMap<Criterion, u8>,
    /// How well the mean of points sorts the drafts, in ten-thousandths: now, with the proposal, and on drafts that the
    /// proposal was made without (each fifth in turn).
    pub auc: u32,
    pub proposed_auc: u32,
    pub held_out_auc: u32,
}

/// Why nothing can be proposed: so many drafts of each kind are there, and so many are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    pub accepted: usize,
    pub rejected: usize,
    pub needed: usize,
}

/// Proposes costs and minima.
///
/// # Errors
/// Where there are fewer than ten drafts of either kind.
pub fn propose(drafts: &[Labelled], policy: &Policy) -> Result<Proposal, TooFew> {
    let accepted = drafts.iter().filter(|draft| draft.accepted).count();
    let rejected = drafts.len() - accepted;
    if accepted.min(rejected) < FEWEST {
        return Err(TooFew { accepted, rejected, needed: FEWEST });
    }
    let mut order: Vec<&Labelled> = drafts.iter().collect();
    order.sort_by(|a, b| (&a.review.draft, &a.review.path).cmp(&(&b.review.draft, &b.review.path)));
    let rules: Vec<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
    let drafts: Vec<Draft> = order.iter().map(|draft| Draft::new(draft, &rules)).collect();
    let present = vec![PRESENT; rules.len()];
    let all: Vec<&Draft> = drafts.iter().collect();
    let factors = sort_better(&all, &present);

    let mut held_out = 0;
    for part in 0..PARTS {
        let (out, rest): (Vec<_>, Vec<_>) = drafts.iter().enumerate().partition(|(i, _)| i % PARTS == part);
        let rest: Vec<&Draft> = rest.into_iter().map(|(_, draft)| draft).collect();
        let out: Vec<&Draft> = out.into_iter().map(|(_, draft)| draft).collect();
        held_out += auc(&out, &sort_better(&rest, &present));
    }
    let minima: BTreeMap<Criterion, u8> = policy.criteria.iter().map(|(c, policy)| (*c, policy.minimum)).collect();
    let moved = move_minima(&all, &factors, &minima);
    Ok(Proposal {
        auc: auc(&all, &present),
        proposed_auc: auc(&all, &factors),
        held_out_auc: held_out / u32::try_from(PARTS).unwrap_or(1),
        factors: rules
            .iter()
            .zip(&factors)
            .filter(|(_, f)| **f != PRESENT)
            .map(|(r, f)| ((*r).to_owned(), *f))
            .collect(),
        minima: moved.into_iter().filter(|(criterion, minimum)| minima.get(criterion) != Some(minimum)).collect(),
    })
}

impl Proposal {
    /// The policy with the proposed costs and minima.
    pub fn applied(&self, policy: &Policy) -> Policy {
        let mut policy = policy.clone();
        for rule in &mut policy.rules {
            if let Some(factor) = self.factors.get(&rule.id) {
                rule.cost = times(&rule.cost, *factor);
            }
        }
        for (criterion, minimum) in &self.minima {
            if let Some(policy) = policy.criteria.get_mut(criterion) {
                policy.minimum = *minimum;
            }
        }
        policy
    }
}

/// A cost times a factor in quarters, in steps of five points.
fn times(cost: &Cost, factor: u32) -> Cost {
    let times = |points: u32| (points * factor / 4 + 2) / 5 * 5;
    match cost {
        Cost::Each { each, cap } => Cost::Each { each: times(*each), cap: times(*cap) },
        Cost::Steps { rows, beyond, unit } => {
            let rows = rows.iter().map(|row| crate::policy::Step { limit: row.limit, cost: times(row.cost) }).collect();
            Cost::Steps { rows, beyond: times(*beyond), unit: *unit }
        }
    }
}

/// How the verdicts of reviews compare with the newsroom's decisions.
pub fn confusion(drafts: &[Labelled]) -> Confusion {
    let mut table = Confusion::default();
    for draft in drafts {
        let passed = draft.review.verdict == Verdict::Approved;
        *match (draft.accepted, passed) {
            (true, true) => &mut table.accepted_passed,
            (true, false) => &mut table.accepted_blocked,
            (false, true) => &mut table.rejected_passed,
            (false, false) => &mut table.rejected_blocked,
        } += 1;
    }
    table
}

/// A draft, as far as its points depend on costs.
struct Draft {
    accepted: bool,
    /// What blocks it whatever the costs are: open errors.
    has_errors: bool,
    criteria: Vec<Scored>,
}

/// A criterion that was scored.
struct Scored {
    criterion: Criterion,
    /// Indexes of rules with what each costs now.
    charges: Vec<(usize, u32)>,
    /// What readiness loses for open findings.
    open: u32,
    ceiling: u8,
}

impl Draft {
    fn new(draft: &Labelled, rules: &[&str]) -> Draft {
        let criterion = |review: &super::CriterionReview| {
            let mut scored = Scored {
                criterion: review.criterion,
                charges: Vec::new(),
                open: 0,
                ceiling: review.ceiling.as_ref().map_or(5, |(_, score)| *score),
            };
            for charge in &review.because {
                match rules.binary_search(&charge.rule.as_str()) {
                    Ok(rule) => scored.charges.push((rule, charge.cost)),
                    Err(_) if charge.rule != "criterion-below-minimum" => scored.open += charge.cost,
                    Err(_) => {}
                }
            }
            review.score.is_some().then_some(scored)
        };
        let is_id = |id: &String| Criterion::ALL.iter().any(|criterion| criterion.id() == id);
        Draft {
            accepted: draft.accepted,
            has_errors: draft.review.gates.iter().any(|gate| !gate.blocking.iter().all(is_id)),
            criteria: draft.review.criteria.iter().filter_map(criterion).collect(),
        }
    }

    /// The mean of the points times [`COMMON`]. Readiness without what it loses for criteria below their minima, so that
    /// costs and minima are found apart.
    fn mean(&self, factors: &[u32]) -> u64 {
        let points: u64 = self.criteria.iter().map(|scored| u64::from(scored.points(factors))).sum();
        points * COMMON / (self.criteria.len() as u64).max(1)
    }

    fn is_blocked(&self, factors: &[u32], minima: &BTreeMap<Criterion, u8>) -> bool {
        let below = |scored: &&Scored| {
            let score = u8::try_from((scored.points(factors) + 50) / 100).unwrap_or(5).clamp(1, 5).min(scored.ceiling);
            minima.get(&scored.criterion).is_some_and(|minimum| score < *minimum)
        };
        // Readiness loses a point for each criterion below its minimum, which blocks by itself.
        self.has_errors || self.criteria.iter().any(|scored| below(&scored))
    }
}

impl Scored {
    fn points(&self, factors: &[u32]) -> u32 {
        let cost = |(rule, cost): &(usize, u32)| cost * factors.get(*rule).unwrap_or(&PRESENT) / PRESENT;
        FULL.saturating_sub(self.open + self.charges.iter().map(cost).sum::<u32>())
    }
}

/// The area under the ROC curve in ten-thousandths.
fn auc(drafts: &[&Draft], factors: &[u32]) -> u32 {
    let mut means: Vec<(u64, bool)> = drafts.iter().map(|draft| (draft.mean(factors), draft.accepted)).collect();
    means.sort_unstable();
    let accepted = means.iter().filter(|(_, accepted)| *accepted).count() as u64;
    let rejected = means.len() as u64 - accepted;
    let (mut below, mut twice) = (0, 0);
    for tie in means.chunk_by(|a, b| a.0 == b.0) {
        let good = tie.iter().filter(|(_, accepted)| *accepted).count() as u64;
        let bad = tie.len() as u64 - good;
        twice += good * (2 * below + bad);
        below += bad;
    }
    u32::try_from((twice * 10_000 / 2).checked_div(accepted * rejected).unwrap_or(0)).unwrap_or(10_000)
}

/// Factors that sort better, found one rule at a time, the rule that gains most first.
fn sort_better(drafts: &[&Draft], present: &[u32]) -> Vec<u32> {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for draft in drafts {
        let charged: BTreeSet<usize> =
            draft.criteria.iter().flat_map(|scored| scored.charges.iter().filter(|c| c.1 > 0).map(|c| c.0)).collect();
        charged.into_iter().for_each(|rule| *seen.entry(rule).or_default() += 1);
    }
    let rules: Vec<usize> = seen.into_iter().filter(|(_, drafts)| *drafts >= FEWEST).map(|(rule, _)| rule).collect();
    let mut factors = present.to_vec();
    let mut best = auc(drafts, &factors);
    for _ in 0..ROUNDS * rules.len() {
        let mut gain: Option<(u32, usize, u32)> = None;
        for &rule in &rules {
            let Some(&now) = factors.get(rule) else { continue };
            for factor in FACTORS.into_iter().filter(|factor| *factor != now) {
                let tried = auc(drafts, &with(&factors, rule, factor));
                if tried > gain.map_or(best, |(auc, ..)| auc) {
                    gain = Some((tried, rule, factor));
                }
            }
        }
        let Some((auc, rule, factor)) = gain.filter(|(auc, ..)| *auc >= best + LEAST_GAIN) else { break };
        factors = with(&factors, rule, factor);
        best = auc;
    }
    factors
}

fn with(factors: &[u32], rule: usize, factor: u32) -> Vec<u32> {
    let mut factors = factors.to_vec();
    if let Some(own) = factors.get_mut(rule) {
        *own = factor;
    }
    factors
}

/// Youden's J in ten-thousandths.
fn youden(drafts: &[&Draft], factors: &[u32], minima: &BTreeMap<Criterion, u8>) -> i64 {
    let share = |accepted: bool| {
        let own: Vec<_> = drafts.iter().filter(|draft| draft.accepted == accepted).collect();
        let blocked = own.iter().filter(|draft| draft.is_blocked(factors, minima)).count();
        i64::try_from(blocked * 10_000 / own.len().max(1)).unwrap_or(0)
    };
    share(false) - share(true)
}

/// Minima by which the gates agree better with the newsroom's decisions, found one criterion at a time. Readiness is left
/// alone: it follows from the others.
fn move_minima(drafts: &[&Draft], factors: &[u32], minima: &BTreeMap<Criterion, u8>) -> BTreeMap<Criterion, u8> {
    let mut minima = minima.clone();
    let mut best = youden(drafts, factors, &minima);
    for _ in 0..Criterion::ALL.len() {
        let mut gain: Option<(i64, Criterion, u8)> = None;
        for criterion in Criterion::ALL.into_iter().filter(|c| *c != Criterion::PublicationReadiness) {
            for minimum in 1..=5 {
                let mut tried = minima.clone();
                tried.insert(criterion, minimum);
                let j = youden(drafts, factors, &tried);
                if j > gain.map_or(best, |(j, ..)| j) {
                    gain = Some((j, criterion, minimum));
                }
            }
        }
        let Some((j, criterion, minimum)) = gain.filter(|(j, ..)| *j >= best + LEAST_MOVE) else { break };
        minima.insert(criterion, minimum);
        best = j;
    }
    minima
}

#[cfg(test)]
mod tests {
    use super::super::tests::{each, hits, policy, review, rule};
    use super::*;
    use crate::policy::Severity;

    /// Drafts of which the rejected ones have what `told` finds; every second one has what `noise` finds.
    fn drafts() -> (Policy, Vec<Labelled>) {
        let told = |found: bool| {
            let places: &[(usize, usize)] = if found { &[(0, 3)] } else { &[] };
            rule("told-fault", Criterion::Attribution, Severity::Note, each(20, 20), hits(places))
        };
        let noise = |found: bool| {
            let places: &[(usize, usize)] = if found { &[(4, 9)] } else { &[] };
            rule("mere-noise", Criterion::Attribution, Severity::Note, each(100, 100), hits(places))
        };
        let drafts = (0..60).map(|i| {
            let mut review = review(&policy(vec![told(i % 3 == 0), noise(i % 2 == 0)]));
            review.draft = format!("{i:03}");
            Labelled { accepted: i % 3 != 0, review }
        });
        (policy(vec![told(true), noise(true)]), drafts.collect())
    }

    #[test]
    fn what_tells_drafts_apart_costs_more_than_what_does_not() {
        let (policy, drafts) = drafts();
        let proposal = propose(&drafts, &policy).unwrap();
        let factor = |rule: &str| proposal.factors.get(rule).copied().unwrap_or(PRESENT);
        assert!(factor("told-fault") > factor("mere-noise") || factor("mere-noise") == 0, "{proposal:?}");
        assert!(proposal.proposed_auc > proposal.auc && proposal.proposed_auc == 10_000, "{proposal:?}");
        assert_eq!(proposal, propose(&drafts.iter().rev().cloned().collect::<Vec<_>>(), &policy).unwrap());
        let applied = proposal.applied(&policy);
        let noise = applied.rules.iter().find(|rule| rule.id == "mere-noise").unwrap();
        assert_eq!(noise.cost, times(&each(100, 100), factor("mere-noise")));
    }

    #[test]
    fn too_few_drafts_give_no_proposal() {
        let (policy, drafts) = drafts();
        assert_eq!(propose(&drafts[..12], &policy), Err(TooFew { accepted: 8, rejected: 4, needed: 10 }));
    }

    #[test]
    fn the_area_counts_ties_half() {
        let draft = |accepted, cost| Draft {
            accepted,
            has_errors: false,
            criteria: vec![Scored { criterion: Criterion::Attribution, charges: vec![(0, cost)], open: 0, ceiling: 5 }],
        };
        let drafts = [draft(true, 0), draft(true, 50), draft(false, 50), draft(false, 100)];
        assert_eq!(auc(&drafts.iter().collect::<Vec<_>>(), &[PRESENT]), 8750);
    }
}
