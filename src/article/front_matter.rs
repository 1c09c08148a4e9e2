//! Front matter: YAML between `---` lines or TOML between `+++` lines at the top of a Markdown file.

use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use toml::de::{DeTable, DeValue};

use super::Note;
use super::values::{Named, Value};
use crate::text::{MappedText, Span};

/// Front matter that was found.
pub(super) struct FrontMatter {
    pub(super) table: Vec<Named>,
    /// Where the text after it begins.
    pub(super) end: usize,
    /// What is wrong with it.
    pub(super) note: Option<Note>,
}

/// The front matter of a Markdown file. `None` where there is none: a first line of three hyphens may also be a rule.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let fence = ["---", "+++"].into_iter().find(|f| text[bom..].starts_with(f))?;
    let (inner, end) = match fenced(text, bom, fence) {
        Some(found) => found,
        None => {
            let named = text[bom..]
                .lines()
                .nth(1)
                .is_some_and(|l| l.contains([':', '=']) && !l.contains(' ') || l.contains(": ") || l.contains(" = "));
            let message =
                format!("The front matter that begins with {fence} is never closed: put a line of {fence} after it.");
            let note = Note { message, span: Some(Span::new(bom, bom + 3)) };
            return named.then(|| FrontMatter { table: Vec::new(), end: bom, note: Some(note) });
        }
    };
    let (table, note) = if fence == "---" { yaml(text, inner)? } else { toml(text, inner) };
    Some(FrontMatter { table, end, note })
}

/// The range between the fences, and where the line of the second one ends.
fn fenced(text: &str, start: usize, fence: &str) -> Option<(Range<usize>, usize)> {
    let mut at = start;
    let mut inner = None;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        let words = line.trim_end();
        match inner {
            None if words == fence => inner = Some(end),
            None => return None,
            Some(begin) if words == fence || fence == "---" && words == "..." => return Some((begin..at, end)),
            Some(_) => {}
        }
        at = end;
    }
    None
}

/// `None` where the text between the rules is no mapping.
fn yaml(text: &str, inner: Range<usize>) -> Option<(Vec<Named>, Option<Note>)> {
    let yaml = &text[inner.clone()];
    if yaml.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Some((Vec::new(), None));
    }
    match serde_saphyr::from_str::<Spanned<Yaml>>(yaml) {
        Ok(Spanned { value: Yaml::Table(entries), .. }) => {
            Some((entries.into_iter().filter_map(|e| e.place(text, inner.start)).collect(), None))
        }
        Ok(_) => None,
        Err(error) => {
            let line = error.location().map_or(1, |l| usize::try_from(l.line()).unwrap_or(1)).max(1);
            let said = error.without_snippet().to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            Some((Vec::new(), Some(broken("YAML", said, line_span(text, &inner, line)))))
        }
    }
}

fn toml(text: &str, inner: Range<usize>) -> (Vec<Named>, Option<Note>) {
    match DeTable::parse(&text[inner.clone()]) {
        Ok(table) => (toml_table(table.get_ref(), text, inner.start), None),
        Err(error) => {
            let at = error.span().map_or(inner.start, |s| inner.start + s.start);
            let line = text[inner.start..at.min(inner.end)].matches('\n').count() + 1;
            (Vec::new(), Some(broken("TOML", error.message().trim(), line_span(text, &inner, line))))
        }
    }
}

fn broken(language: &str, said: &str, span: Span) -> Note {
    let said = said.replace('\n', "; ");
    Note { message: format!("The front matter is no valid {language} and was left out: {said}."), span: Some(span) }
}

/// The words of line `line` (from 1) of a part of the text.
fn line_span(text: &str, inner: &Range<usize>, line: usize) -> Span {
    let mut at = inner.start;
    for (i, words) in text[inner.clone()].split_inclusive('\n').enumerate() {
        if i + 1 == line {
            return Span::new(at, at + words.trim_end().len());
        }
        at += words.len();
    }
    Span::new(inner.end, inner.end)
}

fn toml_table(table: &DeTable<'_>, text: &str, start: usize) -> Vec<Named> {
    let mut named: Vec<Named> = table
        .iter()
        .map(|(key, value)| Named {
            key: key.get_ref().to_string(),
            key_span: shift(key.span(), start),
            value: toml_value(value.get_ref(), shift(value.span(), start), text, start),
        })
        .collect();
    named.sort_by_key(|n| n.key_span);
    named
}

/// The parser bounds how deep values nest.
fn toml_value(value: &DeValue<'_>, span: Span, text: &str, start: usize) -> Value {
    match value {
        DeValue::Array(list) => {
            Value::List(list.iter().map(|v| toml_value(v.get_ref(), shift(v.span(), start), text, start)).collect())
        }
        DeValue::Table(table) => Value::Table(toml_table(table, text, start)),
        DeValue::String(words) => Value::Text(scalar(text, span, words)),
        _ => Value::Text(scalar(text, span, text.get(span.start..span.end).unwrap_or_default())),
    }
}

fn shift(range: Range<usize>, start: usize) -> Span {
    Span::new(start + range.start, start + range.end)
}

/// A string, placed inside its quotation marks: character by character, or as a whole where its characters cannot be
/// told apart in the file.
fn scalar(text: &str, span: Span, words: &str) -> MappedText {
    let raw = text.get(span.start..span.end).unwrap_or_default();
    let (mut start, mut inner, mut quoted_by) = (span.start, raw, "");
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(rest) = raw.strip_prefix(quote).and_then(|r| r.strip_suffix(quote)) {
            (start, inner, quoted_by) = (start + quote.len(), rest, quote);
            break;
        }
    }
    start += inner.len() - inner.trim_start().len();
    let inner = inner.trim();
    let words = words.trim();
    aligned(words, inner, start, quoted_by).unwrap_or_else(|| {
        let mut out = MappedText::new();
        out.push_for(words, Span::new(start, start + inner.len()));
        out
    })
}

/// Walks through a string and what the file has for it, side by side: an escape stands for one character, a run of white
/// space for another one. `None` where the two do not fit.
fn aligned(words: &str, raw: &str, start: usize, quoted_by: &str) -> Option<MappedText> {
    let mut out = MappedText::new();
    let (mut word, mut at) = (0, 0);
    while word < words.len() {
        let (left, rest) = (words.get(word..)?, raw.get(at..)?);
        let c = left.chars().next()?;
        let plain = left.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b && !b"\\'\r\n".contains(a)).count();
        let plain = (0..=plain).rev().find(|n| left.is_char_boundary(*n) && rest.is_char_boundary(*n))?;
        if plain > 0 {
            out.push(left.get(..plain)?, start + at);
            (word, at) = (word + plain, at + plain);
            continue;
        }
        let blank = |text: &str| text.len() - text.trim_start().len();
        let (len, stands_for) = if rest.starts_with('\\') && quoted_by.starts_with('"') {
            (c.len_utf8(), escape_len(rest)?)
        } else if rest.starts_with("''") && quoted_by == "'" && c == '\'' {
            (1, 2)
        } else if rest.starts_with(char::is_whitespace) && c.is_whitespace() {
            (blank(left), blank(rest))
        } else if rest.starts_with(c) {
            (c.len_utf8(), c.len_utf8())
        } else {
            return None;
        };
        out.push_for(left.get(..len)?, Span::new(start + at, start + at + stands_for));
        (word, at) = (word + len, at + stands_for);
    }
    (at == raw.len()).then_some(out)
}

/// The length of the escape that a text begins with: `\"`, `\x7f`, `\u00e4`, `\U0001f600`.
fn escape_len(text: &str) -> Option<usize> {
    let letter = text.chars().nth(1)?;
    let len = match letter {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        _ => 1 + letter.len_utf8(),
    };
    text.is_char_boundary(len).then_some(len)
}

/// A YAML value; the deserializer bounds how deep values nest.
enum Yaml {
    /// A string with its escapes undone.
    Text(String),
    /// A number or truth value, to be taken as it is written.
    Bare,
    Nothing,
    List(Vec<Spanned<Yaml>>),
    Table(Vec<YamlEntry>),
}

struct YamlEntry(Spanned<String>, Spanned<Yaml>);

impl YamlEntry {
    fn place(self, text: &str, start: usize) -> Option<Named> {
        let key_span = yaml_span(&self.0, start)?;
        Some(Named { key: self.0.value, key_span, value: placed(self.1, text, start)? })
    }
}

/// Where a value stands in the file; for an alias, where its anchor does.
fn yaml_span<T>(value: &Spanned<T>, start: usize) -> Option<Span> {
    let span = value.defined.span();
    let at = start + usize::try_from(span.byte_offset()?).ok()?;
    Some(Span::new(at, at + usize::try_from(span.byte_len()?).ok()?))
}

fn placed(value: Spanned<Yaml>, text: &str, start: usize) -> Option<Value> {
    let span = yaml_span(&value, start);
    match value.value {
        Yaml::Text(words) => Some(Value::Text(scalar(text, span?, &words))),
        Yaml::Bare => {
            let span = span?;
            Some(Value::Text(scalar(text, span, text.get(span.start..span.end)?)))
        }
        Yaml::Nothing => None,
        Yaml::List(list) => Some(Value::List(list.into_iter().filter_map(|v| placed(v, text, start)).collect())),
        Yaml::Table(table) => Some(Value::Table(table.into_iter().filter_map(|e| e.place(text, start)).collect())),
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Yaml, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, words: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(words.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Yaml, E> {
        Ok(Yaml::Bare)
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Nothing)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Yaml, A::Error> {
        let mut table = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            table.push(YamlEntry(key, value));
        }
        Ok(Yaml::Table(table))
    }
}
