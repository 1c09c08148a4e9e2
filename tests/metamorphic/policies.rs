//! Other settings for the same page.

use std::collections::BTreeSet;

use pressgate::policy::Criterion;
use pressgate::review::{Finding, State, Status};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bench::{fixture, moved, policy, seen, seen_by};

const PAGES: [&str; 5] = [
    "articles/copied-page-en.txt",
    "articles/copied-page-de.txt",
    "articles/markdown-en.md",
    "articles/markdown-de.md",
    "articles/plain-en.txt",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_rule_switched_off_takes_its_findings_and_no_points(name in select(&PAGES[..]), which: Index) {
        let text = fixture(name);
        let before = seen(name, &text);
        let rules: Vec<String> = before.review.findings.iter().map(|f| f.rule.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let rule = &rules[which.index(rules.len())];
        let after = seen_by(name, &text, &policy(&format!("[rules]\n{rule} = {{ severity = 'off' }}\n")));
        prop_assert_eq!(after.of(rule).count(), 0);
        for (criterion, (was, is)) in moved(&before, &after) {
            prop_assert!(is.is_none() || is >= was, "{} without {rule}: {was:?} {is:?}", criterion.id());
        }
        let gone = after.missing(&before);
        // What follows from its findings goes with them.
        let follows = |f: &Finding| f.caused_by.is_some_and(|cause| before.review.findings[cause].rule == *rule);
        let own = before.review.findings.iter().filter(|f| f.rule == *rule || follows(f)).count();
        prop_assert_eq!(gone.len(), own, "{}: {:#?}", rule, gone);
    }

    #[test]
    fn a_lower_minimum_moves_states_only(name in select(&PAGES[..]), which in 0..12_usize, minimum in 1..5_u8) {
        let criterion = Criterion::ALL[which];
        let text = fixture(name);
        let before = seen(name, &text);
        let was = before.review.criteria.iter().find(|c| c.criterion == criterion).unwrap();
        prop_assume!(minimum < was.minimum);
        let after = seen_by(name, &text, &policy(&format!("[criteria]\n{} = {{ minimum = {minimum} }}\n", criterion.id())));
        let is = after.review.criteria.iter().find(|c| c.criterion == criterion).unwrap();
        prop_assert_eq!(was.points, is.points);
        let rank = |state: State| match state {
            State::NotScored => 3,
            State::Below => 0,
            State::Borderline => 1,
            State::Clear => 2,
        };
        prop_assert!(rank(is.state) >= rank(was.state));
        // Readiness counts the criteria below their minimum.
        for (other, (was, is)) in moved(&before, &after) {
            prop_assert!(other == Criterion::PublicationReadiness && is > was, "{}: {was:?} {is:?}", other.id());
        }
        prop_assert_eq!(before.findings(), after.findings());
    }

    #[test]
    fn a_waiver_lifts_gates_and_readiness_and_no_other_score(name in select(&PAGES[..]), which: Index) {
        let text = fixture(name);
        let before = seen(name, &text);
        let waived = &before.review.findings[which.index(before.review.findings.len())];
        prop_assume!(waived.criterion.is_some());
        let waiver = format!(
            "[[waivers]]\nallow = '{}'\npaths = ['**']\nfingerprint = '{}'\nby = 'A. Editor'\nreason = 'kept on purpose'\nuntil = 2026-12-31\n",
            waived.rule, waived.fingerprint,
        );
        let after = seen_by(name, &text, &policy(&waiver));
        let set_aside = after.review.findings.iter().filter(|f| f.status == Status::Waived).count();
        prop_assert_eq!(set_aside, 1);
        for (criterion, (was, is)) in moved(&before, &after) {
            prop_assert!(criterion == Criterion::PublicationReadiness && is > was, "{}: {was:?} {is:?}", criterion.id());
        }
        for (was, is) in before.review.gates.iter().zip(&after.review.gates) {
            prop_assert!(is.passed || !was.passed);
        }
    }

    #[test]
    fn a_waiver_in_the_article_lifts_what_the_next_block_has_and_costs_nothing(name in select(&PAGES[2..4]), which: Index) {
        let text = fixture(name);
        let before = seen(name, &text);
        let waived = &before.review.findings[which.index(before.review.findings.len())];
        let line = text[..waived.span.start].rfind('\n').map_or(0, |end| end + 1);
        prop_assume!(waived.criterion.is_some() && text[..line].ends_with("\n\n"));
        let comment = format!("<!-- pressgate: allow {}: kept on purpose, by A. Editor, until 2026-12-31 -->\n\n", waived.rule);
        let after = seen(name, &format!("{}{comment}{}", &text[..line], &text[line..]));
        prop_assert_eq!(before.findings(), after.findings());
        let block_end = text[line..].find("\n\n").map_or(text.len(), |end| line + end);
        for (was, is) in before.review.findings.iter().zip(&after.review.findings) {
            let covered = was.rule == waived.rule && (line..block_end).contains(&was.span.start) && was.span.end <= block_end;
            prop_assert_eq!(is.status == Status::Waived, covered, "{} at line {}", is.rule, is.line);
        }
        for (criterion, (was, is)) in moved(&before, &after) {
            prop_assert!(criterion == Criterion::PublicationReadiness && is > was, "{}: {was:?} {is:?}", criterion.id());
        }
        // Without the fault, the waiver itself is one.
        let mended = format!("{}{comment}Nobody was hurt.\n{}", &text[..line], &text[block_end..]);
        prop_assert_eq!(seen(name, &mended).of("unused-waiver").count(), 1);
    }
}
