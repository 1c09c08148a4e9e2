//! Judging with rules whose hits are given.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::analysis::{Place, analyse};
use crate::article;
use crate::detectors::{Context, Desk, Detect, Hit, Outcome, Share};
use crate::lexicon::Outlets;
use crate::policy::{
    Cost, Criterion, CriterionPolicy, Gate, Need, NotScored, Rule, Severity, Step, StepUnit, Waiver, Words,
};
use crate::settings::{File, Origin};

const ARTICLE: &str = "# Ferry\n\nThe ferry sank. It was old. Nobody was hurt.\n\n## Causes\n\nThe ferry sank.\n";

/// A detector that finds the same things in every article: places in the article's second block, the first paragraph.
#[derive(Debug)]
struct Given(Outcome);

impl Detect for Given {
    fn detect(&self, _: &Context<'_>) -> Outcome {
        self.0.clone()
    }
}

pub(crate) fn hits(places: &[(usize, usize)]) -> Outcome {
    Outcome::hits(places.iter().map(|(start, end)| Hit::new(Place::new(1, *start..*end))).collect())
}

fn shared(places: &[(usize, usize)], part: usize, whole: usize) -> Outcome {
    let Outcome::Found { hits, .. } = hits(places) else { unreachable!() };
    Outcome::Found { hits, share: Some(Share { part, whole }) }
}

fn origin() -> Origin {
    Origin { file: File::new("test", ""), span: 0..0 }
}

pub(crate) fn rule(id: &str, criterion: Criterion, severity: Severity, cost: Cost, found: Outcome) -> Rule {
    let words = Words { message: format!("{id}."), ..Words::default() };
    Rule {
        id: id.to_owned(),
        title: id.to_owned(),
        criterion: Some(criterion),
        severity: Some(severity),
        cost,
        ceiling: None,
        supersedes: vec![],
        caused_by: vec![],
        needs: vec![],
        languages: None,
        raise: vec![],
        since: "0.1.0".to_owned(),
        fix: "none".to_owned(),
        references: vec![],
        detector_name: "given".to_owned(),
        detector: Arc::new(Given(found)),
        words: BTreeMap::from([("en".to_owned(), words)]),
        examples: vec![],
        origin: origin(),
    }
}

pub(crate) fn each(each: u32, cap: u32) -> Cost {
    Cost::Each { each, cap }
}

pub(crate) fn policy(mut rules: Vec<Rule>) -> Policy {
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let criterion = |minimum| CriterionPolicy { minimum, min_applicable: 0, required: true, floor: None };
    let minimum = |c| if c == Criterion::PublicationReadiness { 4 } else { 3 };
    Policy {
        profile: "news".to_owned(),
        rules,
        criteria: Criterion::ALL.into_iter().map(|c| (c, criterion(minimum(c)))).collect(),
        desk: Desk {
            citations_required: false,
            paragraph_scope: false,
            story_type: None,
            subject_outlets: vec![],
            own_domains: vec![],
        },
        block_on_error: true,
        block_below_minimum: true,
        not_scored: NotScored::Warn,
        language: None,
        sites: crate::article::Sites::default(),
        source_files: crate::policy::SourceFiles::default(),
        waivers: vec![],
        outlets: None,
        ruleset: "sha256:0".to_owned(),
    }
}

fn judged(text: &str, policy: &Policy) -> ArticleReview {
    let source = Source::utf8("a.md", text);
    let analysis = analyse(article::read(&source, None), Lexicons::shipped(), Outlets::shipped());
    let (lexicons, as_of, tongue) = (Lexicons::shipped(), date(2026, 2, 12), Tongue::English);
    judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of, tongue })
}

pub(crate) fn review(policy: &Policy) -> ArticleReview {
    judged(ARTICLE, policy)
}

fn of(review: &ArticleReview, criterion: Criterion) -> &CriterionReview {
    review.criteria.iter().find(|c| c.criterion == criterion).unwrap()
}

const ATT: Criterion = Criterion::Attribution;
const RDY: Criterion = Criterion::PublicationReadiness;

#[test]
fn a_cost_for_each_stops_at_its_cap() {
    let found = hits(&[(0, 3), (4, 9), (10, 14)]);
    let review = review(&policy(vec![rule("a-b", ATT, Severity::Note, each(45, 100), found)]));
    assert_eq!(of(&review, ATT).points, Some(400));
    assert_eq!(of(&review, ATT).because[0].cost, 100);
    assert_eq!(of(&review, ATT).because[0].findings, [0, 1, 2]);
}

#[test]
fn points_stop_at_nothing_and_the_cost_that_crosses_it_is_charged_for_what_is_left() {
    let one = |id| rule(id, ATT, Severity::Note, each(200, 200), hits(&[(0, 3)]));
    let review = review(&policy(vec![one("c-c"), one("a-a"), one("d-d"), one("b-b")]));
    let attribution = of(&review, ATT);
    let costs: Vec<(&str, u32)> = attribution.because.iter().map(|c| (c.rule.as_str(), c.cost)).collect();
    assert_eq!(costs, [("a-a", 200), ("b-b", 200), ("c-c", 100), ("d-d", 0)]);
    assert_eq!((attribution.points, attribution.score), (Some(0), Some(1)));
}

#[test]
fn points_are_rounded_half_up_to_a_score() {
    for (cost, score) in
        [(0, 5), (50, 5), (51, 4), (150, 4), (151, 3), (250, 3), (251, 2), (350, 2), (351, 1), (500, 1)]
    {
        let review = review(&policy(vec![rule("a-b", ATT, Severity::Note, each(cost, cost), hits(&[(0, 3)]))]));
        assert_eq!(of(&review, ATT).score, Some(score), "500 - {cost}");
    }
}

#[test]
fn steps_are_tested_without_rounding() {
    let rows = vec![Step { limit: 0, cost: 0 }, Step { limit: 10, cost: 50 }, Step { limit: 25, cost: 100 }];
    let steps = Cost::Steps { rows, beyond: 150, unit: StepUnit::Percent };
    for (part, whole, cost) in [(1, 10, 50), (101, 1000, 100), (1, 4, 100), (251, 1000, 150)] {
        let found = shared(&[(0, 3)], part, whole);
        let review = review(&policy(vec![rule("a-b", ATT, Severity::Note, steps.clone(), found)]));
        assert_eq!(of(&review, ATT).points, Some(500 - cost), "{part} of {whole}");
    }
}

#[test]
fn nothing_found_costs_nothing_and_nothing_asked_is_not_scored() {
    let mut policy = policy(vec![
        rule("a-b", ATT, Severity::Error, each(50, 50), hits(&[])),
        rule("c-d", ATT, Severity::Error, each(50, 50), Outcome::not_applicable("no voices")),
    ]);
    assert_eq!(of(&review(&policy), ATT).points, Some(500));
    policy.criteria.get_mut(&ATT).unwrap().min_applicable = 2;
    let review = review(&policy);
    assert_eq!(of(&review, ATT).state, State::NotScored);
    assert_eq!((of(&review, ATT).score, of(&review, ATT).points), (None, None));
    assert_eq!(review.skipped[0].reason, "no voices");
}

#[test]
fn a_stronger_rule_replaces_the_weaker_place_by_place() {
    let mut strong = rule("a-b", ATT, Severity::Error, each(50, 50), hits(&[(0, 14)]));
    strong.supersedes = vec!["c-d".to_owned()];
    let weak = rule("c-d", ATT, Severity::Note, each(20, 100), hits(&[(4, 9), (16, 18)]));
    let review = review(&policy(vec![strong, weak]));
    let rules: Vec<&str> = review.findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["a-b", "c-d"]);
    assert_eq!(of(&review, ATT).points, Some(430));
}

#[test]
fn a_rule_of_another_criterion_replaces_nothing() {
    let mut strong = rule("a-b", Criterion::Transparency, Severity::Error, each(50, 50), hits(&[(0, 14)]));
    strong.supersedes = vec!["c-d".to_owned()];
    let weak = rule("c-d", ATT, Severity::Note, each(20, 100), hits(&[(4, 9)]));
    assert_eq!(review(&policy(vec![strong, weak])).findings.len(), 2);
}

#[test]
fn a_consequence_is_shown_and_costs_nothing() {
    let cause = rule("c-d", Criterion::CitationIntegrity, Severity::Error, each(50, 50), hits(&[(4, 9)]));
    let mut consequence = rule("a-b", ATT, Severity::Warning, each(50, 50), hits(&[(0, 14), (16, 18)]));
    consequence.caused_by = vec!["c-d".to_owned()];
    let review = review(&policy(vec![cause, consequence]));
    assert_eq!(review.findings[0].caused_by, Some(1));
    assert_eq!(review.findings[2].caused_by, None);
    assert_eq!(of(&review, ATT).points, Some(450));
    assert_eq!(of(&review, RDY).points, Some(500 - 25 - 5));
}

#[test]
fn readiness_is_derived_from_its_gate_and_from_open_findings() {
    let depth = rule("d-d", Criterion::DepthAndContext, Severity::Note, each(300, 300), hits(&[(0, 3)]));
    let sources = rule("s-s", Criterion::SourceQuality, Severity::Note, each(300, 300), hits(&[(0, 3)]));
    let errors = rule("e-e", ATT, Severity::Error, each(1, 1), hits(&[(0, 3), (4, 9), (10, 14), (16, 18), (19, 22)]));
    let review = review(&policy(vec![depth, sources, errors]));
    let readiness = of(&review, RDY);
    let costs: Vec<(&str, u32)> = readiness.because.iter().map(|c| (c.rule.as_str(), c.cost)).collect();
    assert_eq!(costs, [("criterion-below-minimum", 100), ("open-errors", 100)]);
    assert_eq!((readiness.points, readiness.state), (Some(300), State::Below));
    let blocking: Vec<&[String]> = review.gates.iter().map(|g| g.blocking.as_slice()).collect();
    assert_eq!(blocking[0], ["depth_and_context", "publication_readiness"]);
    assert_eq!(blocking[1], ["e-e", "source_quality"]);
    assert_eq!(review.verdict, Verdict::Rejected);
}

#[test]
fn a_ceiling_holds_the_score_down_and_says_so() {
    let mut capped = rule("a-b", ATT, Severity::Note, each(10, 10), hits(&[(0, 3)]));
    capped.ceiling = Some(2);
    let review = review(&policy(vec![capped]));
    assert_eq!(of(&review, ATT).score, Some(2));
    assert_eq!(of(&review, ATT).points, Some(490));
    assert_eq!(of(&review, ATT).ceiling, Some(("a-b".to_owned(), 2)));
}

#[test]
fn equal_to_the_minimum_is_borderline_and_does_not_block() {
    let review = review(&policy(vec![rule("a-b", ATT, Severity::Note, each(200, 200), hits(&[(0, 3)]))]));
    assert_eq!(of(&review, ATT).state, State::Borderline);
    assert_eq!(review.verdict, Verdict::Approved);
}

fn waiver(until: Date) -> Waiver {
    let (by, reason) = ("A. Editor".to_owned(), "kept on purpose".to_owned());
    Waiver {
        rule: "a-b".to_owned(),
        fingerprint: None,
        by,
        second: None,
        reason,
        until,
        is_for_named_articles: false,
        origin: origin(),
    }
}

#[test]
fn a_waiver_lifts_the_gate_and_readiness_and_no_other_score() {
    let mut policy = policy(vec![rule("a-b", ATT, Severity::Error, each(40, 40), hits(&[(0, 3)]))]);
    let before = review(&policy);
    policy.waivers = vec![waiver(date(2026, 2, 12))];
    let after = review(&policy);
    assert_eq!((before.verdict, after.verdict), (Verdict::Rejected, Verdict::Approved));
    assert_eq!(of(&before, ATT), of(&after, ATT));
    assert_eq!((of(&before, RDY).points, of(&after, RDY).points), (Some(475), Some(500)));
    assert_eq!(after.findings[0].status, Status::Waived);
    policy.waivers = vec![waiver(date(2026, 2, 11))];
    assert_eq!(review(&policy).verdict, Verdict::Rejected, "a waiver ends with its day");
}

#[test]
fn a_waiver_by_fingerprint_covers_that_finding_only() {
    let mut policy = policy(vec![rule("a-b", ATT, Severity::Error, each(40, 80), hits(&[(0, 3), (16, 18)]))]);
    let print = review(&policy).findings[1].fingerprint[..8].to_owned();
    policy.waivers = vec![Waiver { fingerprint: Some(print), ..waiver(date(2026, 3, 1)) }];
    let status: Vec<Status> = review(&policy).findings.iter().map(|f| f.status).collect();
    assert_eq!(status, [Status::New, Status::Waived]);
}

#[test]
fn a_fingerprint_survives_a_move_and_dies_with_a_change_of_wording() {
    let policy = policy(vec![rule("a-b", ATT, Severity::Note, each(1, 1), hits(&[(0, 3)]))]);
    let print = |text: &str| judged(text, &policy).findings[0].fingerprint.clone();
    let here = print(ARTICLE);
    assert_eq!(here, print(&ARTICLE.replace("# Ferry\n\n", "# Ferry\n\n\n\n")));
    assert_eq!(here, print(&ARTICLE.replace("Nobody was hurt.", "All were saved.")));
    assert_ne!(here, print(&ARTICLE.replace("The ferry sank. It", "The ferry went down. It")));
}

#[test]
fn equal_findings_of_a_sentence_have_fingerprints_of_their_own() {
    let review = review(&policy(vec![rule("a-b", ATT, Severity::Note, each(1, 1), hits(&[(0, 3), (4, 9)]))]));
    assert_ne!(review.findings[0].fingerprint, review.findings[1].fingerprint);
}

#[test]
fn a_rule_without_words_for_the_language_or_without_what_it_needs_is_skipped_and_says_so() {
    let mut foreign = rule("a-b", ATT, Severity::Error, each(1, 1), hits(&[(0, 3)]));
    foreign.languages = Some(vec!["fr".to_owned()]);
    let mut needy = rule("c-d", ATT, Severity::Error, each(1, 1), hits(&[(0, 3)]));
    needy.needs = vec![Need::SourceList];
    let mut off = rule("e-f", ATT, Severity::Error, each(1, 1), hits(&[(0, 3)]));
    off.severity = None;
    let review = review(&policy(vec![foreign, needy, off]));
    assert!(review.findings.is_empty());
    let reasons: Vec<&str> = review.skipped.iter().map(|s| s.reason.as_str()).collect();
    assert!(reasons[0].starts_with("missing-language-pack"), "{reasons:?}");
    assert_eq!(reasons[1..], ["no source list", "switched off"]);
    assert_eq!(of(&review, ATT).applicable, 0);
}

#[test]
fn beyond_the_floor_of_a_criterion_a_rule_finds_errors() {
    let mut policy = policy(vec![rule("a-b", ATT, Severity::Note, each(1, 1), shared(&[(0, 3)], 7, 10))]);
    policy.criteria.get_mut(&ATT).unwrap().floor = Some(("a-b".to_owned(), 60));
    assert_eq!(review(&policy).findings[0].severity, Severity::Error);
    policy.criteria.get_mut(&ATT).unwrap().floor = Some(("a-b".to_owned(), 70));
    assert_eq!(review(&policy).findings[0].severity, Severity::Note);
}

#[test]
fn the_newsroom_decides_what_blocks() {
    let mut policy = policy(vec![rule("a-b", ATT, Severity::Error, each(400, 400), hits(&[(0, 3)]))]);
    policy.block_on_error = false;
    assert_eq!(review(&policy).gates[1].blocking, ["attribution"]);
    policy.block_below_minimum = false;
    let lenient = review(&policy);
    assert!(lenient.gates.iter().all(|gate| gate.passed && Gate::ALL.contains(&gate.gate)));
    policy.not_scored = NotScored::Block;
    policy.criteria.get_mut(&Criterion::Transparency).unwrap().min_applicable = 1;
    assert_eq!(review(&policy).gates[1].blocking, ["transparency"]);
}
