//! A newsroom's own rules, written in TOML: they are loaded with its settings, their examples hold, and they judge.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use pressgate::analysis::{Analysis, analyse};
use pressgate::article::{Format, read};
use pressgate::lexicon::{Lexicons, Outlets};
use pressgate::policy::{Files, Options, Policies, Policy};
use pressgate::review::{Case, Finding, Tongue, failures, judge};
use pressgate::text::Source;

const HOUSE: [&str; 2] = ["inflated-say-verb", "mixed-mail-spelling"];

struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }
}

fn article() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/config/house/article.md")
}

fn policy() -> Arc<Policy> {
    let options = Options { folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")), ..Options::default() };
    let mut policies = Policies::new(&Disk, options);
    let policy = policies.policy(&article());
    let faults: Vec<String> = policies.finish(&[article()]).iter().map(|f| f.message.clone()).collect();
    assert_eq!(faults, [""; 0]);
    policy
}

fn findings(policy: &Policy, text: &str, language: Option<&str>) -> Vec<Finding> {
    let source = Source::utf8("a.md", text);
    let mut article = read(&source, Some(Format::Markdown));
    article.declared_language = language.map(str::to_owned).or(article.declared_language);
    let analysis: Analysis = analyse(article, Lexicons::shipped(), Outlets::shipped());
    let as_of = "2026-03-05".parse().unwrap();
    let lexicons = Lexicons::shipped();
    judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of, tongue: Tongue::English }).findings
}

#[test]
fn an_article_below_the_settings_is_judged_by_them() {
    let found = findings(&policy(), &fs::read_to_string(article()).unwrap(), None);
    let of = |rule: &str| found.iter().filter(|f| f.rule == rule).map(|f| f.message.as_str()).collect::<Vec<_>>();
    assert_eq!(of("inflated-say-verb"), ["“opined”: our style book prefers “say”."]);
    assert_eq!(of("mixed-mail-spelling"), ["“email” here, “e-mail” elsewhere."]);
}

#[test]
fn the_examples_of_a_house_rule_hold() {
    let policy = policy();
    for id in HOUSE {
        let rule = policy.rules.iter().find(|rule| rule.id == id).unwrap();
        assert_eq!(rule.examples.len(), 2, "{id}");
        assert_eq!(failures(id, &policy), []);
    }
}
