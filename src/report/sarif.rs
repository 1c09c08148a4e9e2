//! SARIF 2.1.0, for code scanning and editors.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::policy::Severity;
use crate::review::{Finding, Review, Reviewed, Status};
use crate::text::{Coordinates, Source, Span};

/// The log: indented JSON with a line break at the end.
///
/// # Errors
/// Never in practice: every value can be said in JSON.
pub fn write(review: &Review) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&log(review)).map(|text| text + "\n")
}

fn log(review: &Review) -> Value {
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in review.judged().flat_map(|article| &article.review.findings) {
        rules.entry(&finding.rule).or_insert(finding);
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, id)| (*id, i)).collect();
    let results = review.judged().flat_map(|article| {
        let index = &index;
        article.review.findings.iter().map(move |finding| result(article, finding, index.get(finding.rule.as_str())))
    });
    let unread = review.articles.iter().filter_map(|article| article.as_ref().err());
    let notices: Vec<Value> = unread
        .map(|input| {
            json!({
                "level": "error",
                "message": { "text": input.sentence },
                "locations": [named(place(&input.path), input.item.as_deref())],
            })
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "pressgate",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|finding| rule(finding)).collect::<Vec<Value>>(),
            }},
            "language": review.tongue.code(),
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": notices.is_empty(), "toolExecutionNotifications": notices }],
            "artifacts": artifacts(review),
            "results": results.collect::<Vec<Value>>(),
            "properties": { "profile": review.profile(), "ruleset": review.ruleset(), "asOf": review.as_of.to_string() },
        }],
    })
}

/// A rule, in the words of its first finding.
fn rule(finding: &Finding) -> Value {
    let help = finding.help.as_deref().unwrap_or(&finding.why);
    json!({
        "id": finding.rule,
        "shortDescription": { "text": finding.title },
        "fullDescription": { "text": if finding.why.is_empty() { &finding.title } else { &finding.why } },
        "help": { "text": if help.is_empty() { &finding.title } else { help } },
        "properties": { "tags": [finding.criterion.map_or("page_health", |c| c.id())] },
    })
}

/// The files, each once.
fn artifacts(review: &Review) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    review.judged().filter(|article| seen.insert(article.review.path.as_str())).map(artifact).collect()
}

fn artifact(article: &Reviewed) -> Value {
    let location = json!({ "uri": uri(&article.review.path) });
    // The hash of a text that was taken out of the file is none of the file's.
    if article.source.coordinates() == Coordinates::Extracted {
        return json!({ "location": location });
    }
    let hash = article.review.draft.trim_start_matches("sha256:");
    json!({ "location": location, "hashes": { "sha-256": hash } })
}

fn result(article: &Reviewed, finding: &Finding, rule: Option<&usize>) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let path = &article.review.path;
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level,
        "message": { "text": finding.message },
        "locations": [location(path, &article.source, finding.span)],
        "partialFingerprints": { "pressgate/v1": finding.fingerprint },
        "baselineState": if finding.status == Status::Known { "unchanged" } else { "new" },
    });
    let Some(fields) = result.as_object_mut() else { return result };
    if let Some(index) = rule {
        fields.insert("ruleIndex".to_owned(), json!(index));
    }
    if !finding.related.is_empty() {
        let places = finding.related.iter().enumerate().map(|(i, related)| {
            let mut place = location(path, &article.source, related.span);
            if let Some(fields) = place.as_object_mut() {
                fields.insert("id".to_owned(), json!(i + 1));
                if !related.message.is_empty() {
                    fields.insert("message".to_owned(), json!({ "text": related.message }));
                }
            }
            place
        });
        fields.insert("relatedLocations".to_owned(), places.collect());
    }
    if let Some(aside) = &finding.set_aside {
        let why = format!("{} ({}, {})", aside.reason, aside.by, aside.until);
        fields.insert("suppressions".to_owned(), json!([{ "kind": "external", "justification": why }]));
    }
    result
}

fn location(path: &str, source: &Source, span: Span) -> Value {
    let (line, column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end);
    let mut region = json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    // Offsets into a file that was decoded would not count the bytes on disk.
    if let (Coordinates::File, Some(fields)) = (source.coordinates(), region.as_object_mut()) {
        fields.insert("byteOffset".to_owned(), json!(span.start));
        fields.insert("byteLength".to_owned(), json!(span.len()));
    }
    let mut location = place(path);
    // The lines of a text that was taken out of the file are none of the file's.
    if let (false, Some(fields)) =
        (source.coordinates() == Coordinates::Extracted, location["physicalLocation"].as_object_mut())
    {
        fields.insert("region".to_owned(), region);
    }
    named(location, source.item())
}

/// A file.
fn place(path: &str) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } })
}

/// A place in an entry of a feed or archive.
fn named(mut location: Value, item: Option<&str>) -> Value {
    if let (Some(item), Some(fields)) = (item, location.as_object_mut()) {
        fields.insert("logicalLocations".to_owned(), json!([{ "name": item }]));
    }
    location
}

/// A path as a URI reference (RFC 3986), absolute paths as `file:`.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("drafts/über uns: 1.md"), "drafts/%C3%BCber%20uns%3A%201.md");
        assert_eq!(uri("/srv/a.md"), "file:///srv/a.md");
    }
}
