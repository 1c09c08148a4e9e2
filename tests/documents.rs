//! What the program prints for other programs has the shape that it promises.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the program on the shipped articles, with nothing of this machine's environment.
fn pressgate(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pressgate"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .output()
        .unwrap()
}

fn check(form: &str) -> String {
    let output = pressgate(&["check", "--as-of", "2026-02-20", "--format", form, "fixtures/articles", "nowhere.md"]);
    assert_eq!(output.status.code(), Some(2), "an input that is not there is never passed over");
    String::from_utf8(output.stdout).unwrap()
}

fn assert_valid(schema: &str, document: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_review_holds_against_its_schema_and_adds_up() {
    let review: Value = serde_json::from_str(&check("json")).unwrap();
    assert_valid("schemas/review-v1.json", &review);
    let articles = review["articles"].as_array().unwrap();
    assert!(articles.len() > 2);
    for criterion in articles.iter().flat_map(|a| a["criteria"].as_array().unwrap()) {
        if let Some(points) = criterion["points"].as_u64() {
            let cost: u64 = criterion["because"].as_array().unwrap().iter().map(|c| c["cost"].as_u64().unwrap()).sum();
            assert_eq!(500 - cost, points, "{criterion}");
        }
    }
    assert!(articles.last().unwrap()["error"].as_str().unwrap().contains("no such file"));
}

#[test]
fn every_line_of_an_analysis_holds_against_its_schema() {
    let output = pressgate(&["analyze", "--format", "json", "fixtures/articles", "nowhere.md"]);
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.lines().count() > 2);
    for line in lines.lines() {
        assert_valid("schemas/analysis-v1.json", &serde_json::from_str(line).unwrap());
    }
}

#[test]
fn sarif_holds_against_the_published_schema() {
    let log: Value = serde_json::from_str(&check("sarif")).unwrap();
    assert_valid("tests/data/sarif-schema-2.1.0.json", &log);
    assert!(!log["runs"][0]["results"].as_array().unwrap().is_empty());
}

#[test]
fn a_workflow_gets_at_most_ten_annotations_of_a_grade() {
    let lines = check("github");
    let of = |grade: &str| lines.lines().filter(|line| line.starts_with(grade)).count();
    assert!((1..=10).contains(&of("::error ")), "{lines}");
    assert!(of("::warning ") <= 10);
    assert_eq!(of("::notice "), 1);
}

#[test]
fn the_same_bytes_come_out_whatever_else_is_checked_with_an_article() {
    let alone = pressgate(&["check", "--as-of", "2026-02-20", "--format", "json", "fixtures/articles/markdown-en.md"]);
    let alone: Value = serde_json::from_slice(&alone.stdout).unwrap();
    let all: Value = serde_json::from_str(&check("json")).unwrap();
    let article = &alone["articles"][0];
    assert!(all["articles"].as_array().unwrap().contains(article));
}
