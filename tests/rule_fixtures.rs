//! Every rule over every fixture: `fail.*` of a rule's own folder fires, `pass.*` is silent, and a snapshot shows where
//! else it fires, so that a new rule cannot make noise unseen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use pressgate::lexicon::Outlets;
use pressgate::policy::Policy;

mod judging;

/// The fixtures that are articles: settings and transcripts are for other tests.
const FOLDERS: [&str; 3] = ["fixtures/articles", "fixtures/pages", "fixtures/rules"];

/// The newsroom's registry beside a fixture, where there is one.
fn registry(fixture: &str) -> Option<Arc<Outlets>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture).with_file_name("outlets.toml");
    let text = std::fs::read_to_string(path).ok()?;
    Some(Arc::new(Outlets::shipped().extended(&text).unwrap()))
}

/// Each fixture with the lines at which each rule fires in it.
fn fired() -> Vec<(String, BTreeMap<String, Vec<String>>)> {
    let policy = judging::news();
    let files = FOLDERS.into_iter().flat_map(judging::below).filter(|(name, _)| !name.ends_with(".toml"));
    let fired = files.map(|(name, text)| {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut policy = Policy::clone(&policy);
        policy.outlets = registry(&name).or(policy.outlets);
        for finding in judging::review(&text, &name, None, None, &policy).findings {
            lines.entry(finding.rule).or_default().push(finding.line.to_string());
        }
        (name, lines)
    });
    fired.collect()
}

#[test]
fn a_rule_fires_in_its_failing_fixture_and_is_silent_in_its_passing_one() {
    let mut wrong = Vec::new();
    for (name, lines) in fired() {
        let own = name.strip_prefix("fixtures/rules/").and_then(|rest| rest.split_once('/'));
        let Some((id, file)) = own else { continue };
        match (file.starts_with("fail."), lines.contains_key(id)) {
            (true, false) => wrong.push(format!("{name}: {id} does not fire")),
            (false, true) if file.starts_with("pass.") => wrong.push(format!("{name}: {id} fires")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_over_every_fixture() {
    let mut snapshot = String::new();
    for (name, rules) in fired() {
        let _ = writeln!(snapshot, "{name}");
        for (rule, lines) in rules {
            let _ = writeln!(snapshot, "  {rule}: {}", lines.join(" "));
        }
    }
    insta::assert_snapshot!(snapshot);
}
