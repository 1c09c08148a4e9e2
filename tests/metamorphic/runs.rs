//! The same articles in another run: threads, order, other articles, other folders; and blocks in another order.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::bench::{fixture, seen};
use crate::story::{Piece, english, german};

const PAGES: [&str; 4] = [
    "fixtures/articles/copied-page-en.txt",
    "fixtures/articles/copied-page-de.txt",
    "fixtures/articles/markdown-en.md",
    "fixtures/pages/harbour-dues.html",
];

/// The review of a run as JSON, as the program prints it.
fn check(folder: &Path, paths: &[&str], threads: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pressgate"))
        .args(["check", "--as-of", "2026-06-01", "--format", "json"])
        .args(paths)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The articles of a run, each as JSON, by path.
fn articles(review: &str) -> Vec<(String, String)> {
    let review: Value = serde_json::from_str(review).unwrap();
    let articles = review["articles"].as_array().unwrap().iter();
    let mut all: Vec<(String, String)> =
        articles.map(|a| (a["path"].as_str().unwrap().to_owned(), a.to_string())).collect();
    all.sort();
    all
}

#[test]
fn a_second_run_and_any_number_of_threads_give_the_same_bytes() {
    let first = check(root(), &PAGES, "1");
    assert_eq!(first, check(root(), &PAGES, "1"));
    assert_eq!(first, check(root(), &PAGES, "16"));
}

#[test]
fn another_order_of_arguments_gives_the_same_reviews() {
    let mut turned = PAGES;
    turned.reverse();
    assert_eq!(articles(&check(root(), &PAGES, "2")), articles(&check(root(), &turned, "2")));
}

#[test]
fn another_folder_and_another_article_beside_it_change_no_review() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("metamorphic-runs");
    fs::create_dir_all(&folder).unwrap();
    let name = "copied-page-en.txt";
    fs::write(folder.join(name), fixture("articles/copied-page-en.txt")).unwrap();
    fs::write(folder.join("story.md"), english().markdown()).unwrap();
    let here = articles(&check(&root().join("fixtures/articles"), &[name], "2"));
    let there = articles(&check(&folder, &[name, "story.md"], "2"));
    assert_eq!(here[0], there[0]);
}

#[test]
fn a_block_that_moves_under_its_heading_keeps_its_fingerprints() {
    for story in [english(), german()] {
        let moved = story.with(|body| {
            let heading = body.iter().position(|piece| matches!(piece, Piece::Heading(_))).unwrap();
            body.swap(heading + 1, heading + 3);
        });
        let (before, after) = (seen("a.md", &story.markdown()), seen("a.md", &moved.markdown()));
        // A finding on several places stands at the first of them, and a move may make that another one.
        let prints = |seen: &crate::bench::Seen| {
            let whole = ["uncited-claim", "long-uncited-run", "unnamed-voices-dominate"];
            let found =
                seen.review.findings.iter().filter(|f| f.related.is_empty() && !whole.contains(&f.rule.as_str()));
            let mut prints: Vec<(String, String)> = found.map(|f| (f.rule.clone(), f.fingerprint.clone())).collect();
            prints.sort();
            prints
        };
        assert!(prints(&before).len() > 3, "{:#?}", before.findings());
        assert_eq!(prints(&before), prints(&after));
    }
}
