//! What a CMS says of an article, under the names that [`values::describe`] knows.

use super::super::values::{self, Named, Value};
use super::super::{Format, Sites, read_text};
use super::balanced::has_markup;
use super::{find, node};
use crate::text::{MappedText, Span};

/// Where each fact stands in some CMS. A dot leads into a table.
const PATHS: &[(&str, &[&str])] = &[
    // Arc ANS, IPTC ninjs.
    ("title", &["headlines.basic", "headlines"]),
    ("dek", &["subheadlines.basic", "description.basic", "descriptions", "customexcerpt", "descriptiontext"]),
    // Arc ANS, WordPress, Ghost.
    ("authors", &["credits.by", "embedded.author", "authors", "primaryauthor"]),
    ("published", &["displaydate", "firstpublishdate", "publishdate"]),
    ("updated", &["lastupdateddate"]),
];
/// Where the facts stand in IPTC ninjs.
const NINJS: &[(&str, &[&str])] =
    &[("title", &["headline"]), ("published", &["published", "firstcreated"]), ("updated", &["versioncreated"])];
/// Where they stand around the article: Contentful.
const OUTER: &[(&str, &[&str])] = &[
    ("published", &["sys.firstpublishedat", "sys.publishedat"]),
    ("updated", &["sys.updatedat"]),
    ("locale", &["sys.locale"]),
];

/// The facts that a table says of its article, and of those that stand around it the ones that belong to it.
pub(super) fn described(table: &[Named], outer: Option<&[Named]>) -> Vec<Named> {
    let mut facts = Vec::new();
    let mut gather = |paths: &[(&str, &[&str])], table: &[Named]| {
        for (name, paths) in paths {
            let found = paths.iter().find_map(|path| follow(table, path));
            facts.extend(found.map(|(key_span, value)| Named { key: (*name).to_owned(), key_span, value }));
        }
    };
    if values::find(table, &["versioncreated", "firstcreated"]).is_some() {
        gather(NINJS, table);
    }
    gather(PATHS, table);
    let own = table.iter().filter(|named| !holds_body(named));
    let own: Vec<Named> = own.map(|named| Named { value: one_language(&named.value), ..named.clone() }).collect();
    if let Some(outer) = outer {
        gather(OUTER, outer);
    }
    facts.extend(own);
    facts.retain(|named| !is_reference(named));
    facts.iter_mut().for_each(shown);
    facts
}

fn holds_body(named: &Named) -> bool {
    let key: String = super::names::plain(&named.key);
    find::BODY.contains(&key.as_str()) || matches!(key.as_str(), "blocks" | "contentelements" | "root")
}

/// The value at the end of a path, and the place of the last key. Of a list of versions of a text, the main one.
fn follow(table: &[Named], path: &str) -> Option<(Span, Value)> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let found = values::find(table, &[first])?;
    let span = table.iter().find(|named| std::ptr::eq(&named.value, found)).map(|n| n.key_span).unwrap_or_default();
    match (found, rest) {
        (Value::Table(inner), Some(rest)) => follow(inner, rest),
        (_, Some(_)) => None,
        (Value::List(list), None) if path.starts_with("headlines") || path.starts_with("descriptions") => {
            let role =
                |version: &&[Named]| values::find_text(version, &["role"]).is_some_and(|r| r.as_str().contains("main"));
            let main = node::tables(list).find(role).or_else(|| node::tables(list).next())?;
            Some((span, Value::Text(values::find_text(main, &["value"])?.clone())))
        }
        (Value::Text(text), None) if text.as_str().trim().is_empty() => None,
        (Value::List(list), None) if list.is_empty() => None,
        (value, None) => Some((span, value.clone())),
    }
}

/// The first of the languages in which a field is said.
fn one_language(value: &Value) -> Value {
    match value {
        Value::Table(table) if !table.is_empty() && table.iter().all(|named| find::is_language(&named.key)) => {
            table.first().map_or_else(|| value.clone(), |first| first.value.clone())
        }
        _ => value.clone(),
    }
}

/// Whether an author is given by a number or id that leads elsewhere.
fn is_reference(named: &Named) -> bool {
    let about = matches!(super::names::plain(&named.key).as_str(), "author" | "authors" | "creator" | "by");
    let id = |text: &str| text.contains(|c: char| c.is_ascii_digit()) && !text.trim().contains(char::is_whitespace);
    about && matches!(&named.value, Value::Text(text) if id(text.as_str()))
}

/// Undoes the mark-up that a CMS leaves in titles and excerpts.
fn shown(named: &mut Named) {
    const TEXTS: &[&str] = &[
        "title",
        "headline",
        "dek",
        "subtitle",
        "standfirst",
        "subhead",
        "subheading",
        "summary",
        "description",
        "lead",
        "teaser",
        "excerpt",
    ];
    if !TEXTS.contains(&super::names::plain(&named.key).as_str()) {
        return;
    }
    let Some(words) = named.value.text().filter(|words| has_markup(words.as_str())) else { return };
    let article = read_text(words.as_str(), Format::Html, &Sites::default()).through(words);
    let mut plain = MappedText::new();
    for block in &article.blocks {
        if !plain.is_empty() {
            let end = plain.span(plain.len() - 1..plain.len()).end;
            plain.push_for(" ", Span::new(end, end));
        }
        plain.append(&block.text);
    }
    if !plain.is_empty() {
        named.value = Value::Text(plain);
    }
}
