//! Rules as Markdown: `docs/rules/`, a page for each and the list of all. A test holds the committed pages to the rules.

use std::fmt::Write as _;

use super::rule_page::{counting, decision, severity};
use crate::policy::{Criterion, Rule, Words, references};

/// The page of one rule.
pub fn page(rule: &Rule) -> String {
    let mut out = format!("# {}\n\n{}.\n", rule.id, rule.title);
    if let Some(decision) = decision(rule) {
        let _ = write!(out, "\n{decision}\n");
    }
    let _ = writeln!(out, "\n## How it counts\n");
    for line in counting(rule) {
        let _ = writeln!(out, "* {line}");
    }
    for (language, head) in [("en", "What it says"), ("de", "What it says in German")] {
        if let Some(words) = rule.words.get(language) {
            let _ = write!(out, "\n## {head}\n\n{}", told(words));
        }
    }
    for (i, example) in rule.examples.iter().enumerate() {
        let _ = write!(out, "\n## Example {}\n\nA finding, between `<<` and `>>`:\n\n{}", i + 1, block(&example.bad));
        let _ = write!(out, "\nNone:\n\n{}", block(&example.good));
    }
    if !rule.references.is_empty() {
        let _ = writeln!(out, "\n## Where it comes from\n");
        for key in &rule.references {
            let known = references().get(key);
            let title = known.map_or(key.as_str(), |reference| reference.title.as_str());
            match known.and_then(|reference| reference.address.as_deref()) {
                Some(address) => drop(writeln!(out, "* {title}: <{address}>")),
                None => drop(writeln!(out, "* {title}")),
            }
        }
    }
    out
}

/// Message, reason and help, a line each.
fn told(words: &Words) -> String {
    let parts = [words.message.as_str(), &words.why, &words.help];
    parts
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| format!("> {text}\n>\n"))
        .collect::<String>()
        .trim_end_matches(">\n")
        .to_owned()
}

/// A text as it is, indented: fences may stand in it.
fn block(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_end().lines().map(line).collect()
}

/// The list of all, by criterion; `rules` in the order of their ids.
pub fn list(rules: &[&Rule]) -> String {
    let mut out = format!(
        "# Rules\n\nThe {} rules that come with pressgate, by criterion. Each page is made from the rule's own file below `rules/`, with severity and cost as in the profile `news`.\n",
        rules.len()
    );
    for criterion in Criterion::ALL.into_iter().map(Some).chain([None]) {
        let own: Vec<&&Rule> = rules.iter().filter(|rule| rule.criterion == criterion).collect();
        if own.is_empty() {
            continue;
        }
        let name = criterion.map_or("page_health", Criterion::id);
        let _ = write!(out, "\n## {name}\n\n| rule | severity | finds |\n|---|---|---|\n");
        for rule in own {
            let _ = writeln!(out, "| [{id}]({id}.md) | {} | {} |", severity(rule.severity), rule.title, id = rule.id);
        }
    }
    out
}
