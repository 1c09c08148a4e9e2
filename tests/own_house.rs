//! Links to the newsroom's own pages lean on nobody.

use pressgate::policy::Policy;

mod judging;

const ARTICLE: &str = "# Yard closes

The lease of the yard runs out in June, [the council said on Monday](https://tribune.example/a). The yard opened in 1951,
[the owner told us](https://tribune.example/b). It cost 3 million dollars, [the county wrote](https://county.example/c).
Eleven people work there, [she told us in May](https://tribune.example/d). The land is worth 2 million dollars,
[a report found](https://tribune.example/e).
";

fn rules(own_domains: &[&str]) -> Vec<String> {
    let mut policy = Policy::clone(&judging::news());
    policy.desk.own_domains = own_domains.iter().map(|domain| (*domain).to_owned()).collect();
    let review = judging::review(ARTICLE, "yard.md", None, Some("en"), &policy);
    review.findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn an_outlet_that_carries_the_story_is_told() {
    assert!(rules(&[]).contains(&"dominant-source".to_owned()));
}

#[test]
fn the_newsrooms_own_pages_carry_nothing() {
    assert!(!rules(&["tribune.example"]).contains(&"dominant-source".to_owned()));
}
