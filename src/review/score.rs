//! Points and scores. Whole numbers only; every point that is lost is traced to findings.

use std::collections::BTreeMap;

use super::findings::Asked;
use super::{Charge, CriterionReview, Finding, State};
use crate::policy::{Cost, Criterion, CriterionPolicy, Policy, Rule, Severity, StepUnit};

/// What a criterion starts with.
pub(super) const FULL: u32 = 500;

/// Scores every criterion, in the order of [`Criterion::ALL`]. `words`: the words of the body.
pub fn score(policy: &Policy, asked: &[Asked<'_>], findings: &[Finding], words: usize) -> Vec<CriterionReview> {
    let by_rule = by_rule(findings);
    let of = |criterion| asked.iter().filter(move |asked| asked.rule.criterion == Some(criterion));
    let own = |criterion: Criterion| of(criterion).filter_map(|asked| charge(asked, &by_rule, words));
    let mut reviews: Vec<CriterionReview> = Vec::new();
    // Readiness is derived from the others: it comes last and is put in its place.
    let others = Criterion::ALL.into_iter().filter(|c| *c != Criterion::PublicationReadiness);
    for criterion in others.chain([Criterion::PublicationReadiness]) {
        let mut charges: Vec<Charge> = own(criterion).collect();
        if criterion == Criterion::PublicationReadiness {
            charges.extend(derived(&reviews, findings));
            charges.sort_by(|a, b| a.rule.cmp(&b.rule));
        }
        let applicable = u32::try_from(of(criterion).count()).unwrap_or(u32::MAX);
        let ceiling = of(criterion)
            .filter_map(|asked| Some((asked.rule, asked.rule.ceiling?)))
            .filter(|(rule, _)| by_rule.get(rule.id.as_str()).is_some_and(|all| !all.is_empty()))
            .min_by_key(|(_, ceiling)| *ceiling)
            .map(|(rule, ceiling)| (rule.id.clone(), ceiling));
        reviews.push(settle(criterion, policy.criteria.get(&criterion), applicable, charges, ceiling));
    }
    reviews.sort_by_key(|review| Criterion::ALL.iter().position(|c| *c == review.criterion));
    reviews
}

/// The findings of each rule that cost something: those that follow from another do not. Waived ones do.
fn by_rule(findings: &[Finding]) -> BTreeMap<&str, Vec<usize>> {
    let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, finding) in findings.iter().enumerate().filter(|(_, f)| f.caused_by.is_none()) {
        by_rule.entry(&finding.rule).or_default().push(i);
    }
    by_rule
}

/// What a rule costs, before anything is held at the points that are left.
fn charge(asked: &Asked<'_>, by_rule: &BTreeMap<&str, Vec<usize>>, words: usize) -> Option<Charge> {
    let rule: &Rule = asked.rule;
    let findings = by_rule.get(rule.id.as_str())?.clone();
    let count = findings.len();
    let cost = match &rule.cost {
        Cost::Each { each, cap } => u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(*each).min(*cap),
        Cost::Steps { rows, beyond, unit } => {
            let (part, whole, scale) = match (unit, asked.share) {
                (StepUnit::Percent, Some(share)) => (share.part, share.whole, 100),
                (StepUnit::PerThousandWords, Some(share)) => (share.part, share.whole, 1000),
                (StepUnit::PerThousandWords, None) => (count, words, 1000),
                // Without a share there is nothing to find in the table.
                (StepUnit::Percent, None) => (0, 1, 100),
            };
            let passes = |limit: u32| part as u128 * scale <= u128::from(limit) * whole as u128;
            rows.iter().find(|row| passes(row.limit)).map_or(*beyond, |row| row.cost)
        }
    };
    Some(Charge { rule: rule.id.clone(), findings, cost })
}

/// What readiness loses for the criteria of its gate and for the open findings of the page. A consequence of another
/// finding is not counted beside it.
fn derived(reviews: &[CriterionReview], findings: &[Finding]) -> Vec<Charge> {
    let gate = Criterion::PublicationReadiness.gate();
    let below = reviews.iter().filter(|r| r.state == State::Below && r.criterion.gate() == gate).count();
    let open = |severity| {
        let counts =
            |f: &Finding| f.is_open() && f.severity == severity && f.caused_by.is_none() && f.criterion.is_some();
        findings.iter().enumerate().filter(|(_, f)| counts(f)).map(|(i, _)| i).collect::<Vec<usize>>()
    };
    let cost = |count: usize, each: u32| u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(each);
    let (errors, warnings) = (open(Severity::Error), open(Severity::Warning));
    let charges = [
        ("criterion-below-minimum", cost(below, 100), Vec::new()),
        ("open-errors", cost(errors.len(), 25).min(100), errors),
        ("open-warnings", cost(warnings.len(), 5).min(100), warnings),
    ];
    let charges = charges.into_iter().filter(|(_, cost, _)| *cost > 0);
    charges.map(|(rule, cost, findings)| Charge { rule: rule.to_owned(), findings, cost }).collect()
}

/// Takes the charges from the full points and compares with the minimum.
fn settle(
    criterion: Criterion,
    policy: Option<&CriterionPolicy>,
    applicable: u32,
    mut because: Vec<Charge>,
    ceiling: Option<(String, u8)>,
) -> CriterionReview {
    let minimum = policy.map_or(1, |p| p.minimum);
    if policy.is_some_and(|p| applicable < p.min_applicable) {
        let (score, points, because, ceiling) = (None, None, Vec::new(), None);
        return CriterionReview {
            criterion,
            score,
            points,
            minimum,
            state: State::NotScored,
            because,
            ceiling,
            applicable,
        };
    }
    let mut points = FULL;
    for charge in &mut because {
        charge.cost = charge.cost.min(points);
        points -= charge.cost;
    }
    let earned = u8::try_from((points + 50) / 100).unwrap_or(5).clamp(1, 5);
    let ceiling = ceiling.filter(|(_, limit)| *limit < earned);
    let score = ceiling.as_ref().map_or(earned, |(_, limit)| *limit);
    let state = match score.cmp(&minimum) {
        std::cmp::Ordering::Less => State::Below,
        std::cmp::Ordering::Equal => State::Borderline,
        std::cmp::Ordering::Greater => State::Clear,
    };
    let (score, points) = (Some(score), Some(points));
    CriterionReview { criterion, score, points, minimum, state, because, ceiling, applicable }
}
