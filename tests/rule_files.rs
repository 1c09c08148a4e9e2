//! What holds for every rule that comes with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use pressgate::policy::{Criterion, Files, Options, Piece, Policies, Policy, Rule, pieces};

/// No files but the shipped ones.
struct Nothing;

impl Files for Nothing {
    fn read(&self, _: &Path) -> io::Result<String> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn policy(profile: &str) -> std::sync::Arc<Policy> {
    let options = Options { profile: Some(profile.to_owned()), ..Options::default() };
    let mut policies = Policies::new(&Nothing, options);
    let policy = policies.policy(Path::new("/article.md"));
    let faults = policies.finish(&[]);
    let told: Vec<String> =
        faults.iter().map(|f| format!("{}:{}: {}", f.origin.file.name, f.origin.line(), f.message)).collect();
    assert!(told.is_empty(), "profile {profile}:\n{}", told.join("\n"));
    policy
}

/// Every rule as its file says it, by id, with the folder that it stands in.
fn files() -> BTreeMap<String, (String, toml::Table)> {
    let mut files = BTreeMap::new();
    let folders = Criterion::ALL.map(Criterion::id).into_iter().chain(["page_health"]);
    for folder in folders {
        let Ok(entries) = fs::read_dir(root().join("rules").join(folder)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            files.insert(id, (folder.to_owned(), table));
        }
    }
    assert!(files.len() > 40, "the rules stand in rules/: {} found", files.len());
    files
}

/// All places that fall short, so that one run tells everything.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_and_profile_loads_without_a_fault() {
    for profile in ["brief", "news", "analysis", "live"] {
        let policy = policy(profile);
        let loaded: BTreeSet<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
        let files = files();
        let there: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(loaded, there, "every file below rules/ is a rule of the program");
    }
}

#[test]
fn a_rule_is_named_as_its_file_and_stands_in_the_folder_of_its_criterion() {
    for (id, (folder, table)) in files() {
        assert_eq!(table["id"].as_str(), Some(id.as_str()), "{folder}/{id}.toml");
        assert_eq!(table["criterion"].as_str(), Some(folder.as_str()), "{folder}/{id}.toml");
        assert!(table.contains_key("since"), "{id} says since when it is there");
        assert!(table.contains_key("references"), "{id} names what it goes back to, if only `house`");
    }
}

#[test]
fn names_keep_the_law() {
    let lawful = |id: &str| {
        let words: Vec<&str> = id.split('-').collect();
        (2..=5).contains(&words.len())
            && words[0] != "check"
            && words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let wrong: Vec<String> = files().into_keys().filter(|id| !lawful(id)).collect();
    none(&wrong);
}

#[test]
fn rules_name_only_rules_that_are_there() {
    let files = files();
    let mut wrong = Vec::new();
    for (id, (folder, table)) in &files {
        for key in ["supersedes", "caused_by"] {
            let others = table.get(key).and_then(|list| list.as_array()).cloned().unwrap_or_default();
            for other in others.iter().filter_map(|other| other.as_str()) {
                match files.get(other) {
                    None => wrong.push(format!("{id}: {key} names {other}, which is no rule")),
                    Some((criterion, _)) if key == "supersedes" && criterion != folder => {
                        wrong.push(format!("{id}: supersedes {other}, which counts for {criterion}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    for entry in fs::read_dir(root().join("rules/profiles")).unwrap() {
        let path = entry.unwrap().path();
        let table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let rules = table.get("rules").and_then(|rules| rules.as_table()).cloned().unwrap_or_default();
        let strangers = rules.keys().filter(|id| !files.contains_key(*id));
        wrong.extend(strangers.map(|id| format!("{}: {id} is no rule", path.display())));
        let criteria = table.get("criteria").and_then(|criteria| criteria.as_table()).cloned().unwrap_or_default();
        for floor in criteria.values().filter_map(|criterion| criterion.get("floor")?.get("rule")?.as_str()) {
            if !files.contains_key(floor) {
                wrong.push(format!("{}: the floor {floor} is no rule", path.display()));
            }
        }
    }
    none(&wrong);
}

/// The placeholders of a template, a choice counted as its count.
fn placeholders(template: &str) -> BTreeSet<String> {
    let pieces = pieces(template).unwrap_or_else(|error| panic!("{template}: {error}"));
    let name = |piece| match piece {
        Piece::Text(_) => None,
        Piece::Value(name) | Piece::Choice { count: name, .. } => Some(str::to_owned(name)),
    };
    pieces.into_iter().filter_map(name).collect()
}

#[test]
fn both_languages_say_everything_with_the_same_values() {
    let mut wrong = Vec::new();
    for (id, (_, table)) in files() {
        let text = |key: &str, language: &str| Some(table.get(key)?.get(language)?.as_str()?.to_owned());
        for key in ["message", "why", "help", "summary"] {
            match (text(key, "en"), text(key, "de")) {
                (Some(en), Some(de)) if placeholders(&en) == placeholders(&de) => {}
                (Some(_), Some(_)) => wrong.push(format!("{id}: [{key}] has other placeholders in German")),
                (None, None) if key == "summary" => {}
                _ => wrong.push(format!("{id}: [{key}] lacks a language")),
            }
        }
        for key in ["related", "terms"] {
            let entries = |language: &str| -> BTreeMap<String, BTreeSet<String>> {
                let table = table.get(key).and_then(|table| table.get(language)?.as_table());
                let entry =
                    |(name, text): (&String, &toml::Value)| (name.clone(), placeholders(text.as_str().unwrap()));
                table.map(|table| table.iter().map(entry).collect()).unwrap_or_default()
            };
            if entries("en") != entries("de") {
                wrong.push(format!("{id}: [{key}.en] and [{key}.de] do not say the same"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn no_message_accuses() {
    let banned = ["ai-written", "fake", "false", "biased", "unlawful", "ki-geschrieben", "gefälscht", "rechtswidrig"];
    let mut wrong = Vec::new();
    for rule in &policy("news").rules {
        for (language, words) in &rule.words {
            let texts = [&words.message, &words.why, &words.help].map(|text| text.to_lowercase());
            for word in banned {
                let said = |text: &String| text.split(|c: char| !c.is_alphabetic() && c != '-').any(|w| w == word);
                if texts.iter().any(said) {
                    wrong.push(format!("{} ({language}) says {word:?}", rule.id));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn words_of_rules_are_whole_sentences_with_the_quotation_marks_of_their_language() {
    let mut wrong = Vec::new();
    for (id, (_, table)) in files() {
        for key in ["message", "why", "help", "summary", "related", "terms"] {
            for (language, marks) in [("en", ['“', '”']), ("de", ['„', '“'])] {
                let Some(words) = table.get(key).and_then(|words| words.get(language)) else { continue };
                let texts: Vec<&str> = match words {
                    toml::Value::Table(table) => table.iter().filter_map(|(_, text)| text.as_str()).collect(),
                    words => words.as_str().into_iter().collect(),
                };
                for text in texts {
                    let count = |mark: char| text.matches(mark).count();
                    let strange = ['"', '„', '“', '”'].into_iter().any(|c| !marks.contains(&c) && text.contains(c));
                    if strange || count(marks[0]) != count(marks[1]) {
                        wrong.push(format!("{id}: [{key}] {language} has other quotation marks: {text}"));
                    }
                    // What a word list says of a phrase (`{because}`) is a sentence itself.
                    let is_sentence = text.ends_with('.') || text == "{because}";
                    if ["message", "why", "help"].contains(&key) && !is_sentence {
                        wrong.push(format!("{id}: [{key}] {language} does not end with a full stop: {text}"));
                    }
                }
            }
        }
    }
    none(&wrong);
}

/// Whether one of a rule's examples is in German.
fn is_german(rule: &Rule) -> bool {
    let marks = ["ä", "ö", "ü", "ß", " der ", " die ", " das ", " und ", " ist ", "Der ", "Die ", "Das "];
    let in_german = |bad: &str| marks.iter().any(|mark| bad.contains(mark));
    rule.examples.iter().any(|example| example.language.as_deref() == Some("de") || in_german(&example.bad))
}

#[test]
fn every_rule_is_shown_by_examples_in_each_language_it_has_words_for() {
    let mut wrong = Vec::new();
    for rule in &policy("news").rules {
        if rule.examples.len() < 2 {
            wrong.push(format!("{} has {} of two examples", rule.id, rule.examples.len()));
        }
        let lists = rule.languages.as_ref().is_some_and(|languages| languages.iter().any(|language| language == "de"));
        if lists && !is_german(rule) {
            wrong.push(format!("{} has no German example", rule.id));
        }
        for example in rule.examples.iter().filter(|example| example.good.contains("<<")) {
            wrong.push(format!("{}: a good example has marks: {}", rule.id, example.good));
        }
    }
    none(&wrong);
}

#[test]
fn every_rule_has_a_fixture_that_fails_and_one_that_passes() {
    let mut wrong = Vec::new();
    for id in files().into_keys() {
        let folder = root().join("fixtures/rules").join(&id);
        let names: Vec<String> = fs::read_dir(&folder)
            .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
            .unwrap_or_default();
        for kind in ["fail.", "pass."] {
            if !names.iter().any(|name| name.starts_with(kind)) {
                wrong.push(format!("fixtures/rules/{id}/{kind}* is missing"));
            }
        }
    }
    none(&wrong);
}
