//! What holds of any input, tried on damaged fixtures; the fuzz targets look further for the same (`fuzz/README.md`).

mod holds;
mod judging;

use std::sync::{Arc, LazyLock};

use pressgate::article::Format;
use pressgate::policy::Policy;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Every article of the fixtures.
static ARTICLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let files = ["fixtures/articles", "fixtures/cms", "fixtures/feeds", "fixtures/rules"].map(judging::below);
    files.into_iter().flatten().map(|(_, text)| text.into_bytes()).collect()
});

/// A fixture with a stretch of another one in the place of one of its own: mark-up that never closes, quotations that
/// run into tags, halves of characters.
fn spliced() -> impl Strategy<Value = Vec<u8>> {
    let fixture = || (0..ARTICLES.len()).prop_map(|i| ARTICLES[i].as_slice());
    (fixture(), fixture(), any::<[prop::sample::Index; 4]>()).prop_map(|(text, other, [a, b, c, d])| {
        let range = |len: usize, a: prop::sample::Index, b: prop::sample::Index| {
            let (a, b) = (a.index(len + 1), b.index(len + 1));
            a.min(b)..a.max(b)
        };
        let mut bytes = text.to_vec();
        bytes.splice(range(text.len(), a, b), other[range(other.len(), c, d)].iter().copied());
        bytes
    })
}

/// Every article of the fixtures that is JSON.
static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let files = judging::below("fixtures/cms").into_iter();
    files.filter_map(|(_, text)| serde_json::from_str(&text).ok()).collect()
});

/// A JSON document with values in the place of others, strings of JSON included: wrong types, blocks of one format in
/// another one, fields that are not there.
fn regrafted() -> impl Strategy<Value = Value> {
    let graft = (0..DOCUMENTS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6u8);
    (0..DOCUMENTS.len(), prop::collection::vec(graft, 1..8)).prop_map(|(i, grafts)| {
        let mut document = unpacked(DOCUMENTS[i].clone());
        for (j, from, to, kind) in grafts {
            let other = unpacked(DOCUMENTS[j].clone());
            let paths = paths(&other);
            let taken = other.pointer(&paths[from.index(paths.len())]).cloned();
            let new = match kind {
                0 => Value::Null,
                1 => Value::from(-7),
                2 => taken.map_or(Value::Null, |value| Value::String(value.to_string())),
                _ => taken.unwrap_or_default(),
            };
            let paths = self::paths(&document);
            if let Some(place) = document.pointer_mut(&paths[to.index(paths.len())]) {
                *place = new;
            }
        }
        document
    })
}

/// The document with the JSON in its strings as values, so that it can be changed too.
fn unpacked(mut document: Value) -> Value {
    for path in paths(&document) {
        let Some(value) = document.pointer_mut(&path) else { continue };
        let inner =
            value.as_str().filter(|text| text.starts_with('{')).and_then(|text| serde_json::from_str(text).ok());
        if let Some(inner) = inner {
            *value = inner;
        }
    }
    document
}

/// The pointers of all values.
fn paths(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![(String::new(), document)];
    while let Some((path, value)) = todo.pop() {
        match value {
            Value::Object(entries) => todo.extend(entries.iter().map(|(key, value)| (format!("{path}/{key}"), value))),
            Value::Array(list) => todo.extend(list.iter().enumerate().map(|(i, value)| (format!("{path}/{i}"), value))),
            _ => {}
        }
        found.push(path);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_go_the_whole_way_with_every_place_in_the_file(bytes in spliced()) {
        static NEWS: LazyLock<Arc<Policy>> = LazyLock::new(judging::news);
        holds::whole(&bytes, &NEWS);
    }

    #[test]
    fn any_text_is_read_in_any_format(bytes in spliced()) {
        let text = String::from_utf8_lossy(&bytes);
        for format in [Format::Html, Format::Markdown, Format::Text, Format::Json] {
            holds::read(&text, format);
        }
    }

    #[test]
    fn any_document_of_blocks_is_read_or_noted(document in regrafted()) {
        for text in [document.to_string(), json!({ "title": "T", "lexical": document.to_string() }).to_string()] {
            let article = holds::read(&text, Format::Json);
            prop_assert!(!article.is_empty() || !article.notes.is_empty(), "{}", text);
        }
    }
}
