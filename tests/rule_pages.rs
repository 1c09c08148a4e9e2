//! `docs/rules/` says what the rules say: a page for each, and the list of all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pressgate::policy::Rule;
use pressgate::report::rule_document;

mod judging;

/// The pages as they should be, by the name of their file.
fn pages() -> BTreeMap<String, String> {
    let policy = judging::news();
    let rules: Vec<&Rule> = policy.rules.iter().collect();
    let mut pages: BTreeMap<String, String> =
        rules.iter().map(|rule| (format!("{}.md", rule.id), rule_document::page(rule))).collect();
    pages.insert("README.md".to_owned(), rule_document::list(&rules));
    pages
}

/// Compares the committed pages with those that the rules give. Outdated ones are written anew, so that the change can be
/// looked at and committed.
#[test]
fn the_committed_pages_are_those_of_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    fs::create_dir_all(&folder).unwrap();
    let pages = pages();
    let mut changed = Vec::new();
    for (name, page) in &pages {
        let path = folder.join(name);
        if fs::read_to_string(&path).unwrap_or_default() != *page {
            fs::write(&path, page).unwrap();
            changed.push(name.clone());
        }
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !pages.contains_key(&name) {
            fs::remove_file(folder.join(&name)).unwrap();
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "docs/rules was out of date; look at the change and commit it: {}", changed.join(", "));
}
