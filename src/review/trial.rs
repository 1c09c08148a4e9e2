//! Whether a rule does what its own examples show: each bad one gives exactly one finding of it, at the marked place, and
//! each good one gives none.

use jiff::civil::{Date, date};

use super::{ArticleReview, Case, Tongue, judge};
use crate::analysis::analyse;
use crate::article::{self, Format};
use crate::lexicon::Lexicons;
use crate::policy::{Example, Policy, Rule, Severity};
use crate::text::Source;

/// The day on which examples are judged.
pub const DAY: Date = date(2026, 2, 12);

/// How an example of a rule fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The number of the example, from 1.
    pub example: usize,
    /// A sentence: what is wrong.
    pub sentence: String,
    /// What was found in the example, a line for each: places, what else was found, why the rule was not asked.
    pub found: Vec<String>,
}

/// Judges the examples of the rule `id` by a policy, in which a rule that is switched off is asked all the same. No failure:
/// every example holds.
pub fn failures(id: &str, policy: &Policy) -> Vec<Failure> {
    let mut policy = policy.clone();
    let Some(rule) = policy.rules.iter_mut().find(|rule| rule.id == id) else { return Vec::new() };
    rule.severity.get_or_insert(Severity::Note);
    let rule = rule.clone();
    let numbered = (1..).zip(&rule.examples);
    numbered.flat_map(|(number, example)| one(&rule, number, example, &policy)).collect()
}

fn one(rule: &Rule, number: usize, example: &Example, policy: &Policy) -> Vec<Failure> {
    let mut failures = Vec::new();
    let mut fail = |sentence: String, text: &str, review: &ArticleReview| {
        failures.push(Failure { example: number, sentence, found: told(rule, text, review) });
    };
    // The policy has refused examples without marks.
    let (bad, marked) = example.marked().unwrap_or_else(|| (example.bad.clone(), 0..example.bad.len()));
    let words = bad.get(marked.clone()).unwrap_or_default();
    let reviewed = review(&bad, example, policy);
    let spans: Vec<_> = reviewed.findings.iter().filter(|f| f.rule == rule.id).map(|f| f.span).collect();
    match spans.as_slice() {
        [span] if span.start <= marked.start && marked.end <= span.end => {}
        [span] if marked.start <= span.start && span.end <= marked.end => {}
        [_] => fail(format!("the finding in the bad text does not stand at “{words}”."), &bad, &reviewed),
        [] => fail(format!("nothing is found in the bad text; “{words}” is meant."), &bad, &reviewed),
        many => fail(format!("{} findings in the bad text, where one is needed.", many.len()), &bad, &reviewed),
    }
    // Words of the article may have braces of their own.
    let plain =
        |f: &&super::Finding| !bad.get(f.span.start..f.span.end).is_some_and(|words| words.contains(['{', '}']));
    let own = reviewed.findings.iter().filter(|f| f.rule == rule.id);
    if let Some(left) = own.filter(plain).find(|f| f.message.contains(['{', '}'])) {
        fail(format!("the message leaves a placeholder: {}", left.message), &bad, &reviewed);
    }
    let reviewed = review(&example.good, example, policy);
    if reviewed.findings.iter().any(|finding| finding.rule == rule.id) {
        fail("the rule finds something in the good text.".to_owned(), &example.good, &reviewed);
    }
    failures
}

fn review(text: &str, example: &Example, policy: &Policy) -> ArticleReview {
    let source = Source::utf8("example", text);
    let format = match example.format.as_str() {
        "html" => Format::Html,
        "text" => Format::Text,
        "json" => Format::Json,
        _ => Format::Markdown,
    };
    let mut article = article::read(&source, Some(format));
    if let Some(language) = &example.language {
        article.declared_language = Some(language.clone());
    }
    let lexicons = Lexicons::shipped();
    // The policy has refused outlets that cannot be read; one that contradicts the newsroom's registry leaves it as it is.
    let outlets = example.outlets.as_deref().and_then(|text| policy.outlets().extended(text).ok());
    let analysis = analyse(article, lexicons, outlets.as_ref().unwrap_or(policy.outlets()));
    judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of: DAY, tongue: Tongue::English })
}

/// What the rule found, why it found nothing, and what else was found.
fn told(rule: &Rule, text: &str, review: &ArticleReview) -> Vec<String> {
    let (own, others): (Vec<_>, Vec<_>) = review.findings.iter().partition(|finding| finding.rule == rule.id);
    let place = |finding: &&super::Finding| {
        let words = text.get(finding.span.start..finding.span.end).unwrap_or_default();
        format!("found in line {}: “{words}”: {}", finding.line, finding.message)
    };
    let mut told: Vec<String> = own.iter().map(place).collect();
    let skipped = review.skipped.iter().find(|skipped| skipped.rule == rule.id);
    told.extend(skipped.map(|skipped| format!("the rule was not asked: {}", skipped.reason)));
    if !others.is_empty() {
        let mut others: Vec<&str> = others.iter().map(|finding| finding.rule.as_str()).collect();
        others.dedup();
        told.push(format!("other findings: {}", others.join(", ")));
    }
    told
}
