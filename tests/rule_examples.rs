//! Every rule does what its own examples show: each bad one gives exactly one finding, at the marked place, and each
//! good one gives none.

use std::fmt::Write as _;

use pressgate::article::Format;
use pressgate::policy::{Example, Rule};
use pressgate::review::ArticleReview;

mod judging;

fn format(example: &Example) -> Format {
    match example.format.as_str() {
        "html" => Format::Html,
        "text" => Format::Text,
        "json" => Format::Json,
        _ => Format::Markdown,
    }
}

/// What the rule found, and why it found nothing, with the text that it was asked of.
fn told(rule: &Rule, text: &str, review: &ArticleReview) -> String {
    let mut told = String::new();
    let mut others = Vec::new();
    for finding in &review.findings {
        if finding.rule == rule.id {
            let place = text.get(finding.span.start..finding.span.end).unwrap_or("?");
            let _ = writeln!(told, "    found at {}:{} {place:?}: {}", finding.line, finding.column, finding.message);
        } else {
            others.push(finding.rule.as_str());
        }
    }
    if let Some(skipped) = review.skipped.iter().find(|skipped| skipped.rule == rule.id) {
        let _ = writeln!(told, "    not asked: {}", skipped.reason);
    }
    let _ =
        writeln!(told, "    other findings: {}", if others.is_empty() { "none".to_owned() } else { others.join(", ") });
    for line in text.lines() {
        let _ = writeln!(told, "    | {line}");
    }
    told
}

#[test]
fn bad_examples_fire_once_at_the_marked_place_and_good_ones_are_silent() {
    let policy = judging::news();
    let mut wrong = Vec::new();
    for rule in policy.rules.iter().filter(|rule| rule.severity.is_some()) {
        for (number, example) in rule.examples.iter().enumerate() {
            let review =
                |text| judging::review(text, "example", Some(format(example)), example.language.as_deref(), &policy);
            let title = format!("{} example {}", rule.id, number + 1);
            let (bad, marked) = example.marked().unwrap_or_else(|| panic!("{title} has no marks"));
            let reviewed = review(&bad);
            let spans: Vec<_> = reviewed.findings.iter().filter(|f| f.rule == rule.id).map(|f| f.span).collect();
            let stands = |start: usize, end: usize| {
                (start <= marked.start && marked.end <= end) || (marked.start <= start && end <= marked.end)
            };
            match spans.as_slice() {
                [span] if stands(span.start, span.end) => {}
                [_] => wrong.push(format!(
                    "{title}: the finding does not stand at {:?}\n{}",
                    bad.get(marked.clone()).unwrap_or_default(),
                    told(rule, &bad, &reviewed)
                )),
                spans => wrong.push(format!(
                    "{title}: {} findings in the bad text, one is needed\n{}",
                    spans.len(),
                    told(rule, &bad, &reviewed)
                )),
            }
            let reviewed = review(&example.good);
            if reviewed.findings.iter().any(|finding| finding.rule == rule.id) {
                wrong.push(format!("{title}: the good text is not silent\n{}", told(rule, &example.good, &reviewed)));
            }
            if let Some(finding) = reviewed.findings.iter().find(|finding| finding.message.contains(['{', '}'])) {
                wrong.push(format!("{title}: {} leaves a placeholder: {}", finding.rule, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n\n{}", wrong.len(), wrong.join("\n"));
}
