//! The words of a finding: a rule's template with the facts of a hit.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Tongue;
use crate::detectors::Fact;
use crate::policy::{Piece, pieces};

/// So many characters of the article are told in one message.
const LONGEST: usize = 400;

/// Puts facts into a template. A placeholder without a fact stays as it is, so that it can be seen.
pub fn render(
    template: &str,
    facts: &BTreeMap<&'static str, Fact>,
    terms: &BTreeMap<String, String>,
    tongue: Tongue,
) -> String {
    // The policy has parsed every template; one that came around it is shown as it is.
    let Ok(pieces) = pieces(template) else { return template.to_owned() };
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value(name) => match facts.get(name) {
                Some(fact) => out.push_str(&value(fact, terms, tongue)),
                None => drop(write!(out, "{{{name}}}")),
            },
            Piece::Choice { count, one, many } => {
                let is_one = match facts.get(count) {
                    Some(Fact::Count(n)) => *n == 1,
                    Some(Fact::List(list)) => list.len() == 1,
                    Some(Fact::Terms(keys)) => keys.len() == 1,
                    _ => false,
                };
                // What is chosen holds no choice itself: this goes one step down and no further.
                out.push_str(&render(if is_one { one } else { many }, facts, terms, tongue));
            }
        }
    }
    out
}

fn value(fact: &Fact, terms: &BTreeMap<String, String>, tongue: Tongue) -> String {
    match fact {
        Fact::Text(text) => shortened(text),
        Fact::Count(count) => count.to_string(),
        Fact::PerMille(share) => {
            let (sign, share) = (if *share < 0 { "-" } else { "" }, share.unsigned_abs());
            // The space does not break (SI brochure, 5.4.3).
            format!("{sign}{}{}{}\u{a0}%", share / 10, tongue.pick('.', ','), share % 10)
        }
        Fact::List(list) => join(list.iter().map(String::as_str), tongue),
        Fact::Terms(keys) => join(keys.iter().map(|key| terms.get(*key).map_or(*key, String::as_str)), tongue),
    }
}

/// `a`, `a and b`, `a, b and c`.
/// At most [`LONGEST`] characters of a quoted text: a sentence or a heading may be megabytes long.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

fn join<'a>(items: impl Iterator<Item = &'a str>, tongue: Tongue) -> String {
    let items: Vec<&str> = items.collect();
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} {} {last}", first.join(", "), tongue.pick("and", "und")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(template: &str, tongue: Tongue) -> String {
        let facts = BTreeMap::from([
            ("name", Fact::Text("Elm Courier".into())),
            ("share", Fact::PerMille(381)),
            ("n", Fact::Count(1)),
            ("missing", Fact::Terms(vec!["address", "author"])),
            ("outlets", Fact::List(vec!["A".into(), "B".into(), "C".into()])),
        ]);
        let terms = BTreeMap::from([("address".to_owned(), "Adresse".to_owned())]);
        render(template, &facts, &terms, tongue)
    }

    #[test]
    fn facts_are_said_in_the_manner_of_the_language() {
        assert_eq!(said("{name}: {share}, {outlets}.", Tongue::English), "Elm Courier: 38.1\u{a0}%, A, B and C.");
        assert_eq!(
            said("{share}, {outlets}, {missing}", Tongue::German),
            "38,1\u{a0}%, A, B und C, Adresse und author"
        );
    }

    #[test]
    fn an_endless_quotation_is_cut() {
        let facts = BTreeMap::from([("words", Fact::Text("ä".repeat(1_000_000)))]);
        let message = render("“{words}”", &facts, &BTreeMap::new(), Tongue::English);
        assert_eq!(message.chars().count(), LONGEST + 3);
        assert!(message.ends_with("ä…”"));
    }

    #[test]
    fn a_choice_goes_by_the_count() {
        assert_eq!(
            said("{n|1 marker of {name}|{n} markers}, {missing|a|b}", Tongue::English),
            "1 marker of Elm Courier, b"
        );
    }

    #[test]
    fn a_fact_that_is_not_there_can_be_seen() {
        assert_eq!(said("{nothing} of it", Tongue::English), "{nothing} of it");
    }
}
