//! Named values with their places: what front matter and a CMS's JSON have in common, and what an article takes from
//! them.

use super::{Article, Block, BlockKind, Field, Part, Timestamp, allowance, byline, news_date};
use crate::text::{MappedText, Span};

/// A value of YAML, TOML or JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A string without its quotation marks, or a number, date or truth value as it is written.
    Text(MappedText),
    List(Vec<Value>),
    Table(Vec<Named>),
}

/// One entry of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Value,
}

const TITLE: &[&str] = &["title", "headline"];
const DEK: &[&str] =
    &["dek", "subtitle", "standfirst", "subhead", "subheading", "summary", "description", "lead", "teaser", "excerpt"];
const AUTHORS: &[&str] = &["authors", "author", "byline", "by", "creator", "autor", "autoren"];
const PUBLISHED: &[&str] =
    &["published", "publishedat", "datepublished", "publishdate", "pubdate", "publicationdate", "date"];
const UPDATED: &[&str] = &["updated", "updatedat", "datemodified", "modified", "modifiedat", "lastmod", "lastupdated"];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "locale"];
const ADDRESS: &[&str] = &["canonicalurl", "canonical", "url", "permalink", "link"];
const STORY_TYPE: &[&str] = &["storytype", "articletype", "type", "kind", "genre"];

/// What each kind of story is called.
const STORY_TYPES: &[(&str, &[&str])] = &[
    ("news", &["news", "news story", "hard news", "nachricht", "meldung", "bericht"]),
    ("analysis", &["analysis", "news analysis", "explainer", "analyse", "hintergrund"]),
    (
        "opinion",
        &["opinion", "op-ed", "editorial", "comment", "commentary", "column", "meinung", "kommentar", "leitartikel"],
    ),
    ("interview", &["interview", "q&a", "gespräch"]),
    ("feature", &["feature", "longread", "reportage", "portrait", "porträt"]),
    ("brief", &["brief", "news brief", "in brief", "kurzmeldung"]),
];

impl Value {
    /// The value with every place taken through the map of the text that it counted in: JSON inside a JSON string.
    pub(super) fn through(self, outer: &MappedText) -> Value {
        match self {
            Value::Text(text) => Value::Text(text.through(outer)),
            Value::List(list) => Value::List(list.into_iter().map(|value| value.through(outer)).collect()),
            Value::Table(table) => {
                let placed = |named: Named| Named {
                    key_span: outer.span(named.key_span.start..named.key_span.end),
                    value: named.value.through(outer),
                    key: named.key,
                };
                Value::Table(table.into_iter().map(placed).collect())
            }
        }
    }

    /// The text, where the value is one that is not empty, or a table that wraps one (`{"rendered": "…"}`).
    pub(super) fn text(&self) -> Option<&MappedText> {
        match self {
            Value::Text(text) => Some(text).filter(|t| !t.as_str().trim().is_empty()),
            Value::Table(table) => {
                find(table, &["rendered", "name", "value", "text", "content", "title"]).and_then(|v| match v {
                    Value::Text(text) => Some(text).filter(|t| !t.as_str().trim().is_empty()),
                    _ => None,
                })
            }
            Value::List(_) => None,
        }
    }
}

/// The value of the first of `names` that the table has. Letter case, hyphens and underscores make no difference.
pub(super) fn find<'v>(table: &'v [Named], names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| table.iter().find(|n| is_called(&n.key, name))).map(|n| &n.value)
}

/// The text of the first of `names` that has one.
pub(super) fn find_text<'v>(table: &'v [Named], names: &[&str]) -> Option<&'v MappedText> {
    names.iter().find_map(|name| table.iter().find(|n| is_called(&n.key, name)).and_then(|n| n.value.text()))
}

/// Whether a key has this name in lower case without hyphens and underscores: `publishDate`, `publish_date`.
fn is_called(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase);
    letters.eq(name.chars())
}

/// Takes title, dek, authors, dates, language, address, kind of story and AI labels from a table into an article that
/// has no blocks yet. `source` is the file that the places count in.
pub(super) fn describe(table: &[Named], source: &str, article: &mut Article) {
    if let Some(title) = find_text(table, TITLE) {
        let words = shown(title);
        article.title = Some(place(article, Part::Title, words));
    }
    if let Some(dek) = find_text(table, DEK) {
        let words = shown(dek);
        article.dek = Some(place(article, Part::Dek, words));
    }
    article.authors = AUTHORS.iter().find_map(|name| authors(find(table, &[name])?)).unwrap_or_default();
    article.published = find_text(table, PUBLISHED).map(timestamp);
    article.updated = find_text(table, UPDATED).map(timestamp);
    article.declared_language = find_text(table, LANGUAGE).map(|t| t.as_str().trim().replace('_', "-"));
    article.url = find_text(table, ADDRESS).map(|t| t.as_str().trim().to_owned()).filter(|u| u.contains("://"));
    article.story_type = STORY_TYPE.iter().find_map(|name| story_type(find_text(table, &[name])?.as_str()));
    allowance::describe(table, article);
    article.ai_signals.extend(table.iter().filter_map(|named| ai_signal(named, source)));
}

/// The words of a value as a reader sees them: white space folded, and the mark-up that a CMS leaves in titles undone.
fn shown(text: &MappedText) -> MappedText {
    text.folded()
}

/// Adds the block that holds a title or dek, and gives the field.
fn place(article: &mut Article, part: Part, words: MappedText) -> Field {
    let field = Field { text: words.as_str().to_owned(), span: Some(words.whole()) };
    let mut block = Block::new(BlockKind::Paragraph, part, words);
    if part == Part::Title {
        (block.kind, block.level) = (BlockKind::Heading, 1);
    }
    article.blocks.push(block);
    field
}

/// The names of a string, a list of strings, or a list of tables with a name.
fn authors(value: &Value) -> Option<Vec<Field>> {
    let names: Vec<Field> = match value {
        Value::List(list) => list.iter().filter_map(Value::text).flat_map(byline::names).collect(),
        _ => byline::names(value.text()?),
    };
    (!names.is_empty()).then_some(names)
}

fn timestamp(text: &MappedText) -> Timestamp {
    let text = text.trimmed();
    Timestamp { value: news_date::parse(text.as_str()), span: Some(text.whole()), text: text.as_str().to_owned() }
}

fn story_type(words: &str) -> Option<String> {
    let words = words.trim().to_lowercase().replace('_', " ");
    STORY_TYPES.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(kind, _)| (*kind).to_owned())
}

/// `ai_generated: true`, `ai: {model: …}`, `generated_by: …`.
fn ai_signal(named: &Named, source: &str) -> Option<Field> {
    let key = &named.key;
    let word = |w: &str| w.eq_ignore_ascii_case("ai") || w.eq_ignore_ascii_case("ki");
    let camel =
        ["ai", "ki"].iter().any(|w| key.strip_prefix(w).is_some_and(|r| r.starts_with(|c: char| c.is_uppercase())))
            || key.ends_with("AI")
            || key.ends_with("KI");
    let said = camel || key.split(['_', '-', ' ']).any(word) || is_called(key, "generatedby");
    let at = said.then(|| affirmed(&named.value)).flatten()?;
    let span = named.key_span.cover(at);
    let text = source.get(span.start..span.end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Field { text, span: Some(span) })
}

/// Where the value says yes, or names something.
fn affirmed(value: &Value) -> Option<Span> {
    match value {
        Value::Text(text) => {
            let no = ["false", "no", "none", "null", "nein", "keine", "off", "0", "~", ""];
            let words = text.as_str().trim().to_lowercase();
            (!no.contains(&words.as_str())).then(|| text.whole())
        }
        Value::List(list) => list.iter().find_map(affirmed),
        Value::Table(table) => table.iter().find_map(|n| affirmed(&n.value)),
    }
}
