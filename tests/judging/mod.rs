//! Judges texts by the shipped policy, for the tests of the rules.

#![allow(dead_code, reason = "not every test that shares this file needs all of it")]

use std::path::{Path, PathBuf};
use std::{fs, io};

use pressgate::analysis::analyse;
use pressgate::article::{self, Format};
use pressgate::lexicon::Lexicons;
use pressgate::policy::{Files, Options, Policies, Policy};
use pressgate::review::{ArticleReview, Case, Tongue, judge};
use pressgate::text::Source;

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

/// The shipped profile `news`.
pub fn news() -> std::sync::Arc<Policy> {
    let mut policies = Policies::new(&Nothing, Options::default());
    let policy = policies.policy(Path::new("/article.md"));
    assert!(policies.finish(&[]).is_empty(), "the shipped files have no faults");
    policy
}

/// The review of a text, on a day that stays the same.
pub fn review(
    text: &str,
    name: &str,
    format: Option<Format>,
    language: Option<&str>,
    policy: &Policy,
) -> ArticleReview {
    let source = Source::decode(name, text.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut article = article::read(&source, format);
    if let Some(language) = language {
        article.declared_language = Some(language.to_owned());
    }
    let lexicons = Lexicons::shipped();
    let analysis = analyse(article, lexicons, policy.outlets());
    let as_of = jiff::civil::date(2026, 2, 12);
    judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of, tongue: Tongue::English })
}

/// Every file below a folder of the project, sorted by path, which starts at the project.
pub fn below(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, text));
            }
        }
    }
    files.sort();
    files
}
