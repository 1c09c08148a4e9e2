//! What holds for the shipped registry of outlets, read as the file that it is, and for its document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use pressgate::lexicon::Outlets;
use pressgate::policy::{Files, Options, Policies};
use serde::Deserialize;

const KINDS: [&str; 12] = [
    "wire",
    "newspaper",
    "broadcaster",
    "magazine",
    "journal",
    "fact_checker",
    "encyclopaedia",
    "preprint",
    "press_release",
    "social",
    "aggregator",
    "government",
];

#[derive(Deserialize)]
struct Registry {
    outlet: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    domains: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    kind: String,
    country: String,
    #[serde(rename = "group")]
    _group: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    from: String,
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn entries() -> Vec<Entry> {
    toml::from_str::<Registry>(&text("rules/outlets.toml")).unwrap().outlet
}

#[test]
fn the_registry_has_outlets_of_many_countries() {
    let entries = entries();
    let countries: BTreeSet<&str> = entries.iter().map(|e| e.country.as_str()).collect();
    assert!(entries.len() >= 430, "{}", entries.len());
    assert!(countries.len() >= 60, "{}", countries.len());
}

#[test]
fn every_entry_has_its_facts_and_says_where_they_come_from() {
    for e in entries() {
        assert!(!e.name.is_empty() && !e.domains.is_empty(), "{}", e.name);
        assert!(KINDS.contains(&e.kind.as_str()), "{}: {}", e.name, e.kind);
        assert!(e.country.len() == 2 && e.country.bytes().all(|b| b.is_ascii_uppercase()), "{}: {}", e.name, e.country);
        assert!(e.flags.iter().all(|f| ["state_media", "public_media"].contains(&f.as_str())), "{}", e.name);
        assert!(["imprint", "statute", "ifcn"].contains(&e.from.as_str()), "{}: {}", e.name, e.from);
        assert!(e.flags.is_empty() || e.from == "statute", "{}: a flag rests on a statute", e.name);
        assert!(e.from != "ifcn" || e.kind == "fact_checker", "{}: the register is one of fact-checkers", e.name);
    }
}

/// A domain is one that somebody registered, or lies below one. `gov.uk` and its like are public suffixes themselves,
/// under which a state's bodies stand.
#[test]
fn every_domain_is_one_and_stands_once() {
    let mut seen = BTreeSet::new();
    for e in entries() {
        for domain in &e.domains {
            assert_eq!(*domain, domain.to_lowercase());
            assert!(!domain.starts_with("www."), "{domain}: subdomains fold in by themselves");
            let known = psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known());
            let registered = psl::domain(domain.as_bytes()).is_some();
            assert!(known && (registered || e.kind == "government"), "{}: {domain}", e.name);
            assert!(seen.insert(domain.clone()), "{domain} stands twice");
        }
    }
}

#[test]
fn every_domain_leads_to_its_entry() {
    let outlets = Outlets::shipped();
    for e in entries() {
        for domain in &e.domains {
            for host in [domain.clone(), format!("www.{domain}")] {
                let found = outlets.resolve(&host).and_then(|at| outlets.get(at)).unwrap();
                assert_eq!((&found.name, &found.kind), (&e.name, &e.kind), "{host}");
                assert_eq!((&found.domains, &found.flags), (&e.domains, &e.flags), "{host}");
            }
        }
    }
}

#[test]
fn no_name_means_two_outlets() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for e in entries() {
        let own: BTreeSet<&String> = [&e.name].into_iter().chain(&e.aliases).chain(&e.ambiguous).collect();
        for name in own {
            if let Some(other) = owners.insert(name.clone(), e.name.clone()) {
                panic!("{name} means {other} and {} ({})", e.name, e.domains[0]);
            }
        }
    }
}

/// The table of kinds in the document, and what the registry has.
#[test]
fn the_document_counts_no_more_than_there_are() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for e in entries() {
        *counts.entry(e.kind).or_default() += 1;
    }
    let document = text("docs/outlets.md");
    for kind in KINDS {
        let row = document.lines().find_map(|l| l.strip_prefix(&format!("| `{kind}` | "))).unwrap();
        let told: usize = row.split(' ').next().unwrap().parse().unwrap();
        assert!(told <= counts[kind], "{kind}: {told} told, {} there", counts[kind]);
    }
}

/// The files that the document shows, indented by four and headed by their names.
struct Shown;

impl Files for Shown {
    fn read(&self, path: &Path) -> io::Result<String> {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let document = text("docs/outlets.md");
        let shown = document.split_once(&format!("    # {name}\n")).ok_or(io::ErrorKind::NotFound)?.1;
        let shown = shown.lines().take_while(|l| l.is_empty() || l.starts_with("    "));
        Ok(shown.map(str::trim_start).take_while(|l| !l.ends_with(".toml")).collect::<Vec<_>>().join("\n"))
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

#[test]
fn the_example_of_the_document_works() {
    let mut policies = Policies::new(&Shown, Options { folder: PathBuf::from("/newsroom"), ..Options::default() });
    let policy = policies.policy(Path::new("article.md"));
    let faults = policies.finish(&[PathBuf::from("article.md")]);
    assert!(!faults.any_error(), "{faults:?}");
    let known = |host| policy.outlets().resolve(host).and_then(|at| policy.outlets().get(at)).unwrap();
    assert_eq!((known("reuters.com").name.as_str(), known("reuters.com").kind.as_str()), ("Reuters", "wire"));
    assert_eq!(known("reuters.com").tier.as_deref(), Some("Tier 1"));
    assert_eq!(known("www.tribune.example").name, "Harbour Tribune");
    assert_eq!(known("tribune.example").status.as_deref(), Some("caution"));
}
