//! What a page says of itself in JSON-LD (schema.org): headline, authors, dates, genre.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::dom::{Dom, Kind};
use super::entities;
use crate::text::Span;

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub text: String,
    pub span: Option<Span>,
}

/// How many authors of one article are read.
const MOST_AUTHORS: usize = 50;

/// What the JSON-LD of a page says of its article.
#[derive(Default)]
pub(super) struct Facts {
    pub headline: Option<Said>,
    pub description: Option<Said>,
    /// Persons, and authors of no stated kind.
    pub authors: Vec<Said>,
    /// Organisations that are named as authors.
    pub organisations: Vec<Said>,
    /// What authors are called beside their names: `AI agent`.
    pub author_notes: Vec<Said>,
    pub published: Option<Said>,
    pub modified: Option<Said>,
    pub publisher: Option<String>,
    /// `articleSection`, `genre`, and the type itself: `OpinionNewsArticle`.
    pub genres: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The IPTC's `digitalSourceType`: made by a camera, a person, a trained algorithm.
    pub source_type: Option<Said>,
    /// Whether the article is one of news.
    pub news: bool,
    /// Whether an object of an article type was found.
    found: bool,
}

/// Reads every script of type `application/ld+json`.
pub(super) fn read(dom: &Dom<'_>) -> Facts {
    let mut facts = Facts::default();
    let mut pages = Facts::default();
    let scripts = scripts(dom);
    let named = named(&scripts);
    for (script, value) in &scripts {
        // Objects of the graph, in order; an article may stand inside a page or a list.
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => {
                    if is_article(object) {
                        if !facts.found {
                            facts.take(object, &named, script);
                        }
                        continue;
                    }
                    if is_page(object) && !pages.found {
                        pages.take(object, &named, script);
                    }
                    let inner = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
                    open.extend(inner.iter().rev().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }
    facts.published = facts.published.or(pages.published);
    facts.modified = facts.modified.or(pages.modified);
    facts.language = facts.language.or(pages.language);
    facts
}

/// The scripts of a page that can be read.
fn scripts<'a>(dom: &Dom<'a>) -> Vec<(Script<'a>, Value)> {
    let mut scripts = Vec::new();
    for at in 0..dom.nodes.len() {
        if dom.name(at) != "script" || !dom.attr(at, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
        {
            continue;
        }
        let Some(Kind::Text(text, _)) = dom.nodes.get(at + 1).filter(|_| dom.nodes[at].end > at + 1).map(|n| &n.kind)
        else {
            continue;
        };
        let place = dom.nodes[at + 1].span;
        let script = Script { raw: dom.source.get(place.start..place.end).unwrap_or_default(), start: place.start };
        scripts.extend(parse(text).map(|value| (script, value)));
    }
    scripts
}

/// The objects that have an `@id` and a name, by the `@id`: others point to them, from any place of any script.
type Named<'v> = HashMap<&'v str, &'v Value>;

fn named<'v>(scripts: &'v [(Script<'_>, Value)]) -> Named<'v> {
    let mut named = HashMap::new();
    let mut open: Vec<&Value> = scripts.iter().map(|(_, value)| value).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                if let Some(id) = object.get("@id").and_then(Value::as_str)
                    && object.contains_key("name")
                {
                    named.entry(id).or_insert(value);
                }
                open.extend(object.values());
            }
            _ => {}
        }
    }
    named
}

/// The raw text of a script and where it starts.
struct Script<'a> {
    raw: &'a str,
    start: usize,
}

impl Script<'_> {
    /// A string value with its place, where the script has it as a literal.
    fn said(&self, value: &str) -> Said {
        let text = entities::plain(value);
        let literal = serde_json::to_string(value).unwrap_or_default();
        let escaped = literal.replace('/', "\\/");
        let found = [&literal, &escaped].into_iter().find_map(|l| self.raw.find(l.as_str()).map(|at| (at, l.len())));
        let span = match found {
            Some((at, len)) if len >= 2 => Some(Span::new(self.start + at + 1, self.start + at + len - 1)),
            _ => self.search(value),
        };
        Said { text, span }
    }

    /// The first string literal that decodes to `value`, however it is escaped.
    fn search(&self, value: &str) -> Option<Span> {
        let mut at = 0;
        while let Some(open) = self.raw.get(at..)?.find('"') {
            let start = at + open + 1;
            let mut end = start;
            let bytes = self.raw.as_bytes();
            while *bytes.get(end)? != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let literal = self.raw.get(start - 1..=end)?;
            if serde_json::from_str::<String>(literal).is_ok_and(|v| v == value) {
                return Some(Span::new(self.start + start, self.start + end));
            }
            at = end + 1;
        }
        None
    }
}

/// The value of a script. Many pages have raw line ends in strings, or wrap the value in comments.
fn parse(text: &str) -> Option<Value> {
    let trimmed = text.trim().trim_end_matches(';').trim();
    serde_json::from_str(trimmed).ok().or_else(|| {
        let from = trimmed.find(['{', '['])?;
        let to = trimmed.rfind(['}', ']'])?;
        let clean: String = trimmed.get(from..=to)?.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok()
    })
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let value = object.get("@type");
    let one = value.and_then(Value::as_str);
    let many = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many)
}

fn is_article(object: &Map<String, Value>) -> bool {
    types(object).any(|t| {
        let t = t.rsplit('/').next().unwrap_or(t);
        t.ends_with("Article")
            || t.ends_with("Posting") && t != "JobPosting"
            || matches!(t, "Report" | "Review" | "Recipe")
    })
}

/// An organisation, or what else is no person. One that is called both, as the plug-ins of blogs do, is a person.
fn is_organisation(object: &Map<String, Value>) -> bool {
    let is = |what: &str| types(object).any(|t| t.ends_with(what));
    (is("Organization") || is("WebSite")) && !is("Person")
}

fn is_page(object: &Map<String, Value>) -> bool {
    types(object).any(|t| t.ends_with("Page") || t == "VideoObject")
}

impl Facts {
    fn take(&mut self, object: &Map<String, Value>, named: &Named<'_>, script: &Script<'_>) {
        self.found = true;
        self.news = types(object).any(|t| t.ends_with("NewsArticle"));
        let text = |key: &str| object.get(key).and_then(first_text).map(str::trim).filter(|t| !t.is_empty());
        self.headline = text("headline").or(text("name")).map(|t| script.said(t));
        self.description = text("description").map(|t| script.said(t));
        self.published = text("datePublished").or(text("dateCreated")).map(|t| script.said(t));
        self.modified = text("dateModified").map(|t| script.said(t));
        self.language = text("inLanguage").map(str::to_owned);
        self.url = text("url").or(text("mainEntityOfPage")).map(str::to_owned);
        self.source_type = text("digitalSourceType").map(|t| script.said(t));
        self.publisher = object.get("publisher").and_then(name_of).map(str::to_owned);
        self.genres.extend(types(object).map(str::to_owned));
        for key in ["genre", "articleSection"] {
            let value = object.get(key);
            self.genres.extend(value.and_then(Value::as_str).map(str::to_owned));
            let many = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            self.genres.extend(many.map(str::to_owned));
        }
        for key in ["author", "creator"] {
            if self.authors.is_empty() {
                self.take_authors(object.get(key), named, script);
            }
        }
    }

    fn take_authors(&mut self, value: Option<&Value>, named: &Named<'_>, script: &Script<'_>) {
        let Some(value) = value else { return };
        let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for author in all.iter().take(MOST_AUTHORS) {
            let by_id = author.get("@id").and_then(Value::as_str).filter(|_| author.get("name").is_none());
            let author = by_id.and_then(|id| named.get(id)).copied().unwrap_or(author);
            if author.as_object().is_some_and(is_organisation) {
                self.organisations.extend(name_of(author).map(|name| script.said(name)));
                continue;
            }
            if let Some(name) = name_of(author) {
                self.authors.push(script.said(name));
            }
            if let Some(many) = author.get("name").and_then(Value::as_array) {
                self.authors
                    .extend(many.iter().take(MOST_AUTHORS).skip(1).filter_map(Value::as_str).map(|n| script.said(n)));
            }
            let notes = ["description", "jobTitle"].iter().filter_map(|k| author.get(*k)?.as_str());
            self.author_notes.extend(notes.map(|n| script.said(n)));
        }
    }
}

fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.first()?.as_str(),
        Value::Object(object) => object.get("@id")?.as_str(),
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.first()?.get("name")?.as_str(),
        _ => first_text(value.get("name")?),
    }
}
