//! Where in a JSON document the article is, and what its body is.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::values::{self, Named, Value};
use super::super::{Format, Note, detect, json};
use super::node;
use super::shape::{self, Kind};
use crate::text::{MappedText, Span};

/// Fields that hold the body of an article.
pub(super) const BODY: &[&str] = &[
    "body",
    "content",
    "text",
    "articlebody",
    "html",
    "markdown",
    "bodyhtml",
    "bodyxhtml",
    "contenthtml",
    "bodymarkdown",
    "lexical",
    "mobiledoc",
    "bodies",
    "richtext",
    "portabletext",
    "bodytext",
];
/// What an article may be wrapped in.
pub(super) const WRAPPERS: &[&str] = &[
    "article",
    "data",
    "attributes",
    "post",
    "posts",
    "item",
    "items",
    "story",
    "payload",
    "fields",
    "entry",
    "entries",
    "docs",
    "doc",
    "document",
    "result",
    "content",
    "body",
    "newsitem",
];
const CONTENT_TYPE: &[&str] = &["contenttype", "bodytype", "mimetype", "format", "type"];
/// Fields of a body that hold its words.
const INNER: &[&str] = &["value", "rendered", "content", "document", "doc", "json", "text", "html", "markdown", "raw"];
/// Wrappers nest no deeper than this.
const DEEPEST: usize = 5;
/// So many entries of a list are asked for an article.
const LOOKED_AT: usize = 100;

/// The article in a JSON document.
pub(super) struct Found<'v> {
    /// What says title, names and dates.
    pub(super) table: &'v [Named],
    /// What it stands in.
    pub(super) outer: Option<&'v [Named]>,
    pub(super) body: Body<'v>,
    pub(super) notes: Vec<Note>,
}

/// The body of an article.
pub(super) enum Body<'v> {
    Words(MappedText, Format),
    Blocks(Kind, Cow<'v, Value>),
}

/// Finds the article: in this value, or in what it wraps.
pub(super) fn article(root: &Value) -> Option<Found<'_>> {
    let mut notes = Vec::new();
    let (table, outer, body) = inside(root, None, 0, &mut notes)?;
    // A field may have been looked at in more than one way.
    let mut said = HashSet::new();
    notes.retain(|note: &Note| said.insert(note.message.clone()));
    Some(Found { table, outer, body, notes })
}

type Place<'v> = (&'v [Named], Option<&'v [Named]>, Body<'v>);

fn inside<'v>(value: &'v Value, outer: Option<&'v [Named]>, depth: usize, notes: &mut Vec<Note>) -> Option<Place<'v>> {
    match value {
        Value::Table(table) => {
            if let Some(kind) = shape::tell(value) {
                return Some((table, outer, Body::Blocks(kind, Cow::Borrowed(value))));
            }
            if let Some(body) = body(table, notes) {
                return Some((table, outer, body));
            }
            if depth < DEEPEST {
                let wrapped = WRAPPERS.iter().filter_map(|name| values::find(table, &[name]));
                for inner in wrapped {
                    let inner = one_language(inner, notes);
                    // Blocks say nothing of title and names, but for those of a whole story.
                    if let Some(kind) = shape::tell(inner).filter(|kind| *kind != Kind::Ans) {
                        return Some((table, outer, Body::Blocks(kind, Cow::Borrowed(inner))));
                    }
                    if let Some(found) = inside(inner, Some(table), depth + 1, notes) {
                        return Some(found);
                    }
                }
            }
            blocks(table, notes).map(|body| (table.as_slice(), outer, body))
        }
        Value::List(list) => {
            if let Some(kind) = shape::tell(value) {
                return Some((&[], outer, Body::Blocks(kind, Cow::Borrowed(value))));
            }
            if depth >= DEEPEST {
                return None;
            }
            let tables = || list.iter().filter(|value| matches!(value, Value::Table(_))).take(LOOKED_AT);
            let found = tables().find_map(|entry| inside(entry, outer, depth + 1, notes))?;
            let others = tables().filter(|entry| inside(entry, outer, depth + 1, &mut Vec::new()).is_some()).count();
            if others > 1 {
                let message = "The JSON holds a list of articles; the first one was read.".to_owned();
                notes.push(Note { message, span: None });
            }
            Some(found)
        }
        Value::Text(_) => None,
    }
}

/// A field of any name that holds a document of blocks.
fn blocks<'v>(table: &'v [Named], notes: &mut Vec<Note>) -> Option<Body<'v>> {
    let mut found = table.iter().filter_map(|named| {
        let value = one_language(&named.value, notes);
        Some((named, Body::Blocks(shape::tell(value)?, Cow::Borrowed(value))))
    });
    let (_, body) = found.next()?;
    let others: Vec<(&str, Span)> = found.map(|(named, _)| (named.key.as_str(), named.key_span)).collect();
    if let Some((name, span)) = others.first() {
        let name: String = name.chars().take(40).collect();
        let message = format!("More than one field holds a document of blocks; `{name}` was left out.");
        notes.push(Note { message, span: Some(*span) });
    }
    Some(body)
}

/// The body that a table has.
fn body<'v>(table: &'v [Named], notes: &mut Vec<Note>) -> Option<Body<'v>> {
    BODY.iter().find_map(|key| {
        let value = one_language(values::find(table, &[key])?, notes);
        let inner = match value {
            Value::Table(inner) => inner.as_slice(),
            _ => version(value).unwrap_or_default(),
        };
        let said = || [inner, table].into_iter().find_map(|t| content_type(t).and_then(|said| shape::named(&said)));
        if let Some(kind) = shape::tell(value) {
            return Some(Body::Blocks(kind, Cow::Borrowed(value)));
        }
        for value in INNER.iter().filter_map(|name| values::find(inner, &[name])) {
            if let Some(kind) = shape::tell(value).or_else(|| said().filter(|_| !matches!(value, Value::Text(_)))) {
                return Some(Body::Blocks(kind, Cow::Borrowed(value)));
            }
        }
        let words = match version(value) {
            Some(version) => values::find_text(version, &["value"]).cloned(),
            None => body_words(value),
        };
        if let Some(words) = &words
            && let Some(body) = in_string(words, key, said(), notes)
        {
            return Some(body);
        }
        if let Some(kind) = said().filter(|_| words.is_none() && !matches!(value, Value::Text(_))) {
            return Some(Body::Blocks(kind, Cow::Borrowed(value)));
        }
        let words = words?;
        let by_key = || match *key {
            "html" | "bodyhtml" | "contenthtml" | "bodyxhtml" => Some(Format::Html),
            "markdown" | "bodymarkdown" => Some(Format::Markdown),
            _ => None,
        };
        let format = words_format(inner).or_else(by_key).or_else(|| words_format(table)).unwrap_or_else(|| {
            Some(detect::by_content(words.as_str())).filter(|f| *f != Format::Json).unwrap_or(Format::Text)
        });
        Some(Body::Words(words, format))
    })
}

/// A document of blocks that is the text of a string.
fn in_string(words: &MappedText, key: &str, said: Option<Kind>, notes: &mut Vec<Note>) -> Option<Body<'static>> {
    let text = words.as_str();
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let meant = said.or(match key {
        "lexical" => Some(Kind::Tree),
        "mobiledoc" => Some(Kind::Mobiledoc),
        _ => None,
    });
    match (serde_json::from_str::<serde::de::IgnoredAny>(text), meant) {
        (Ok(_), _) => {}
        (Err(error), Some(_)) => {
            let message = format!("The string `{key}` is no valid JSON: {error}. What could be read of it was read.");
            notes.push(Note { message, span: Some(words.whole()) });
        }
        (Err(_), None) => return None,
    }
    let parsed = json::parse(text);
    let value = parsed.value?;
    let kind = shape::tell(&value).or(meant)?;
    if let Some(span) = parsed.too_deep {
        let message = format!("Values of the JSON in `{key}` that nest more than 64 deep were left out.");
        notes.push(Note { message, span: Some(words.span(span.start..span.end)) });
    }
    Some(Body::Blocks(kind, Cow::Owned(value.through(words))))
}

/// The value in one language, where a field holds one for each.
fn one_language<'v>(value: &'v Value, notes: &mut Vec<Note>) -> &'v Value {
    let Value::Table(table) = value else { return value };
    let Some(first) = table.first().filter(|_| table.iter().all(|named| is_language(&named.key))) else { return value };
    if table.len() > 1 {
        let message = format!("The article stands here in {} languages; `{}` was read.", table.len(), first.key);
        notes.push(Note { message, span: Some(first.key_span) });
    }
    &first.value
}

/// Whether a key is the code of a language: `en-US`, `de`.
pub(super) fn is_language(key: &str) -> bool {
    const SHORT: &[&str] = &[
        "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "nn", "fi", "cs", "sk", "hu", "ro", "el",
        "tr", "uk", "ru", "ar", "he", "zh", "ja", "ko",
    ];
    let (language, region) = key.split_once(['-', '_']).unwrap_or((key, ""));
    SHORT.contains(&language)
        && (region.is_empty() || region.len() <= 8 && region.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A string, a table that wraps one, or a list of paragraphs.
fn body_words(value: &Value) -> Option<MappedText> {
    let Value::List(list) = value else {
        return match value {
            Value::Table(table) => values::find_text(table, INNER),
            _ => value.text(),
        }
        .cloned();
    };
    let mut all = MappedText::new();
    for part in list.iter().filter_map(Value::text) {
        if !all.is_empty() {
            let end = all.span(all.len() - 1..all.len()).end;
            all.push_for("\n\n", Span::new(end, part.whole().start.max(end)));
        }
        all.append(part);
    }
    (!all.is_empty()).then_some(all)
}

/// Of a list of versions of one text, each with its content type (IPTC ninjs): the one in HTML, else the first.
fn version(value: &Value) -> Option<&[Named]> {
    let Value::List(list) = value else { return None };
    let versions = || node::tables(list).filter(|version| values::find_text(version, &["value"]).is_some());
    versions().find(|version| words_format(version) == Some(Format::Html)).or_else(|| versions().next())
}

/// What a table says its text is written in, in lower case.
fn content_type(table: &[Named]) -> Option<String> {
    CONTENT_TYPE.iter().find_map(|key| {
        let said = values::find_text(table, &[key])?.as_str().to_lowercase();
        (words_in(&said).is_some() || shape::named(&said).is_some()).then_some(said)
    })
}

fn words_format(table: &[Named]) -> Option<Format> {
    content_type(table).and_then(|said| words_in(&said))
}

fn words_in(said: &str) -> Option<Format> {
    if said.contains("html") {
        Some(Format::Html)
    } else if said.contains("markdown") || matches!(said, "md" | "mdx") {
        Some(Format::Markdown)
    } else if matches!(said, "text" | "plain" | "plaintext" | "text/plain") {
        Some(Format::Text)
    } else if said.contains("wordpress") || said.contains("gutenberg") {
        Some(Format::Html)
    } else {
        None
    }
}
