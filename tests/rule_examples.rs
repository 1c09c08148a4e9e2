//! Every shipped rule does what its own examples show: each bad one gives exactly one finding, at the marked place, and
//! each good one gives none.

use pressgate::review::failures;

mod judging;

#[test]
fn bad_examples_fire_once_at_the_marked_place_and_good_ones_are_silent() {
    let policy = judging::news();
    let mut wrong = Vec::new();
    for rule in policy.rules.iter().filter(|rule| rule.severity.is_some()) {
        for failure in failures(&rule.id, &policy) {
            let found = failure.found.join("\n    ");
            wrong.push(format!("{} example {}: {}\n    {found}", rule.id, failure.example, failure.sentence));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n\n{}", wrong.len(), wrong.join("\n"));
}
