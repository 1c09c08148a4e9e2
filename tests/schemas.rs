//! The JSON documents keep the shapes that their readers were promised.

use std::fs;
use std::path::Path;

/// Compares a committed schema with the one that the types give now. An outdated one is written anew, so that the
/// change can be looked at and committed.
fn holds(name: &str, schema: &schemars::Schema) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    let now = serde_json::to_string_pretty(schema).unwrap() + "\n";
    if fs::read_to_string(&path).unwrap_or_default() != now {
        fs::write(&path, now).unwrap();
        panic!("schemas/{name} was out of date and has been written anew: look at the change and commit it");
    }
}

#[test]
fn the_schema_of_an_analysis_is_the_committed_one() {
    holds("analysis-v1.json", &pressgate::report::analysis_json::schema());
}

#[test]
fn the_schema_of_a_review_is_the_committed_one() {
    holds("review-v1.json", &pressgate::report::json::schema());
}
