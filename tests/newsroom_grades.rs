//! The grades that a newsroom gives outlets in its own file, and what goes by them.

use std::sync::Arc;

use pressgate::lexicon::Outlets;
use pressgate::policy::Policy;
use pressgate::review::ArticleReview;

mod judging;

fn review(page: &str, outlets: &str) -> ArticleReview {
    let mut policy = Policy::clone(&judging::news());
    policy.outlets = Some(Arc::new(Outlets::shipped().extended(outlets).unwrap()));
    judging::review(page, "a.md", None, Some("en"), &policy)
}

fn message<'r>(review: &'r ArticleReview, rule: &str) -> Option<&'r str> {
    review.findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.message.as_str())
}

fn page(label: &str) -> String {
    format!(
        "# Bridge opens\n\nThe bridge reopened on 3 May, [the county said](https://county.example/b).\n\n## How this article was \
         made\n\nIt draws on Tier 1 outlets.\n\n## Sources\n\n1. https://county.example/b {label}\n"
    )
}

fn tier(tier: &str) -> String {
    format!("[[outlet]]\nname = 'County Herald'\ndomains = ['county.example']\ntier = '{tier}'\n")
}

#[test]
fn the_newsroom_s_grade_takes_the_place_of_the_page_s_label() {
    let told = review(&page("Tier 1"), &tier("Tier 3"));
    let told = message(&told, "source-grade-mismatch").unwrap();
    assert!(told.contains("“Tier 1”") && told.contains("the newsroom's file: Tier 3"), "{told}");
    assert_eq!(message(&review(&page("Secondary"), &tier("Tier 1")), "source-grade-mismatch"), None);
    let by_page = review(&page("Secondary"), "outlet = []");
    assert!(message(&by_page, "source-grade-mismatch").unwrap().contains("labels of the page: Secondary"));
}

#[test]
fn a_page_without_labels_is_held_against_the_newsroom_s_grades() {
    assert!(message(&review(&page(""), &tier("Tier 2")), "source-grade-mismatch").is_some());
    assert_eq!(message(&review(&page(""), &tier("none")), "source-grade-mismatch"), None);
}

#[test]
fn claims_on_an_outlet_of_low_grade_alone_are_told() {
    let told = review(&page("Tier 1"), &tier("Tier 3"));
    let told = message(&told, "low-tier-source").unwrap();
    assert!(told.contains("County Herald alone, which the newsroom grades “Tier 3”"), "{told}");
    assert_eq!(message(&review(&page("Tier 1"), &tier("Tier 2")), "low-tier-source"), None);
}

#[test]
fn the_sources_show_both_grades() {
    let told = review(&page("Tier 1"), &tier("Tier 3"));
    assert_eq!(told.sources[0].tier.as_deref(), Some("Tier 1"));
    assert_eq!(told.sources[0].newsroom_tier.as_deref(), Some("Tier 3"));
}
