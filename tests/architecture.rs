//! The modules use each other in one direction only (see ARCHITECTURE.md).

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with those it may use. What a module may use is written out, so that a new edge is a visible change.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("shipped", &[]),
    ("settings", &["shipped"]),
    ("lexicon", &["text", "settings", "shipped"]),
    ("unpack", &["text"]),
    ("article", &["text"]),
    ("analysis", &["text", "article", "lexicon"]),
    ("detectors", &["text", "article", "analysis", "lexicon", "settings"]),
    ("policy", &["text", "article", "analysis", "detectors", "lexicon", "settings", "shipped"]),
    ("review", &["text", "article", "analysis", "detectors", "lexicon", "policy", "settings"]),
    ("report", &["text", "article", "analysis", "lexicon", "policy", "review", "settings"]),
    ("cli", &["text", "article", "analysis", "lexicon", "policy", "review", "report", "settings", "unpack"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The top-level modules that a file's `crate::` paths name.
fn uses(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| {
        line.match_indices("crate::").map(move |(at, word)| {
            let rest = &line[at + word.len()..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
    })
}

#[test]
fn dependencies_between_modules_run_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in &files {
        let inner = file.strip_prefix(&source).unwrap();
        let module = inner.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if module == "main" || module == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: the module {module} has no place in the order yet", inner.display()));
            continue;
        };
        let code = fs::read_to_string(file).unwrap();
        for used in uses(&code).filter(|used| MAY_USE.iter().any(|(name, _)| name == used)) {
            seen += 1;
            if used != module && !allowed.contains(&used) {
                wrong.push(format!("{}: {module} must not use {used}", inner.display()));
            }
        }
    }
    assert!(seen > 50, "the test reads the use lines: {seen} found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
