//! A newsroom's own settings, from files: a profile, a house rule, outlets, overrides and waivers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use pressgate::policy::{Cost, Criterion, Files, Options, Policies, Policy, explain};
use pressgate::settings::Faults;
use proptest::prelude::*;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/config").join(name)
}

fn policy(newsroom: &str, article: &str) -> (Arc<Policy>, Faults) {
    let mut policies = Policies::new(&Disk, Options { folder: folder(newsroom), ..Options::default() });
    let policy = policies.policy(Path::new(article));
    (policy, policies.finish(&[PathBuf::from(article)]))
}

#[test]
fn a_newsroom_has_its_own_profile_rule_outlets_and_waiver() {
    let (policy, faults) = policy("metro", "2026/council-minutes.md");
    assert!(!faults.any_error(), "{faults:?}");
    assert_eq!(policy.profile, "metro");
    assert!(policy.desk.paragraph_scope);
    assert_eq!(policy.criteria[&Criterion::PerspectiveDiversity].minimum, 2);
    let rule = policy.rules.iter().find(|rule| rule.id == "inflated-say-verb").expect("the house rule is there");
    assert_eq!(rule.cost, Cost::Each { each: 10, cap: 15 });
    assert!(policy.outlets().resolve("metro-courier.example").is_some(), "its registry is read");
    assert_eq!(policy.waivers.len(), 1);
    assert_eq!(policy.waivers[0].by, "A. Editor");
}

#[test]
fn an_override_takes_another_profile_and_switches_a_rule_off() {
    let (policy, faults) = policy("metro", "opinion/bridge.md");
    assert!(!faults.any_error(), "{faults:?}");
    assert_eq!(policy.profile, "analysis");
    assert_eq!(policy.criteria[&Criterion::AnalyticalValue].minimum, 4);
    assert_eq!(policy.criteria[&Criterion::PerspectiveDiversity].minimum, 2, "the newsroom's own minimum stays");
    let rule = policy.rules.iter().find(|rule| rule.id == "inflated-say-verb").expect("the house rule is there");
    assert_eq!(rule.severity, None);
}

#[test]
fn the_origin_of_each_value_can_be_told() {
    let mut policies = Policies::new(&Disk, Options { folder: folder("metro"), ..Options::default() });
    let text = explain(&policies.effective(Path::new("a.md")));
    let line =
        |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}\n{text}"));
    assert!(line("criteria.perspective_diversity.minimum").ends_with("# metro.toml:8"));
    assert!(line("rules.inflated-say-verb.cost.each").ends_with("# metro.toml:11"));
    assert!(line("rules.inflated-say-verb.cost.cap").ends_with("# house/inflated-say-verb.toml:8"));
    assert!(line("criteria.attribution.minimum").contains("# news (shipped):"));
}

#[test]
fn a_faulty_file_is_refused_with_all_its_faults() {
    let (_, faults) = policy("faulty", "a.md");
    let lines: Vec<usize> = faults.iter().filter(|fault| !fault.warning).map(|fault| fault.origin.line()).collect();
    for line in [3, 6, 7, 10, 11, 13] {
        assert!(lines.contains(&line), "line {line} is at fault: {faults:?}");
    }
}

/// Two files in memory: a `pressgate.toml` and a house rule.
struct Two(String, String);

impl Files for Two {
    fn read(&self, path: &Path) -> io::Result<String> {
        match path.to_str() {
            Some("/desk/pressgate.toml") => Ok(self.0.clone()),
            Some("/desk/house/a-rule.toml") => Ok(self.1.clone()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        if folder == Path::new("/desk/house") {
            return Ok(vec![PathBuf::from("/desk/house/a-rule.toml")]);
        }
        Err(io::ErrorKind::NotADirectory.into())
    }
}

/// A text of settings with one line put in the place of another, or cut anywhere.
fn damaged(text: String) -> impl Strategy<Value = String> {
    let lines = text.lines().count();
    let end = text.chars().count();
    (0..lines, 0..lines, "\\PC{0,12}", 0..end, any::<bool>()).prop_map(move |(from, to, noise, cut, whole)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[to] = lines[from].clone() + &noise;
        let text = lines.join("\n");
        if whole { text } else { text.chars().take(cut).collect() }
    })
}

fn read(path: &str) -> String {
    fs::read_to_string(folder("metro").join(path)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_settings_bring_the_program_down(
        config in damaged(read("pressgate.toml") + &read("metro.toml")),
        rule in damaged(read("house/inflated-say-verb.toml")),
        noise in "\\PC*",
    ) {
        for files in [Two(config.clone(), rule), Two(config, noise.clone()), Two(noise, String::new())] {
            let mut policies = Policies::new(&files, Options { folder: PathBuf::from("/desk"), ..Options::default() });
            policies.policy(Path::new("2026/council-minutes.md"));
            policies.effective(Path::new("opinion/a.md"));
            policies.finish(&[PathBuf::from(".")]);
        }
    }
}
