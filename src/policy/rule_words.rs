//! The words of a rule in every language it has, and its examples.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Example, Words, template};
use crate::lexicon::Outlets;
use crate::settings::{Fault, Faults, Fields, Node};

/// Languages are named by two letters (ISO 639-1).
pub(super) fn is_language(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())
}

/// Takes `[message]`, `[why]`, `[help]`, `[summary]`, `[related.<language>]` and `[terms.<language>]` from a rule.
pub(super) fn read(fields: &mut Fields<'_>) -> BTreeMap<String, Words> {
    let mut words: BTreeMap<String, Words> = BTreeMap::new();
    for key in ["message", "why", "help"] {
        if fields.required(key).is_none() {
            continue;
        }
        let mut english = false;
        for (language, text) in texts(fields, key) {
            english |= language == "en";
            let words = words.entry(language).or_default();
            match key {
                "message" => words.message = text,
                "why" => words.why = text,
                _ => words.help = text,
            }
        }
        if !english && let Some(node) = fields.node(key) {
            let fault = Fault::new(node.origin.clone(), format!("`{key}` has no English text."));
            fields
                .faults()
                .push(fault.help(format!("Add `en = \"…\"` to `[{key}]`: every other language falls back on it.")));
        }
    }
    for (language, text) in texts(fields, "summary") {
        words.entry(language).or_default().summary = Some(text);
    }
    for (language, text) in by_language(fields, "related") {
        words.entry(language).or_default().related = text;
    }
    for (language, text) in by_language(fields, "terms") {
        words.entry(language).or_default().terms = text;
    }
    // What a language leaves out is said in English.
    if let Some(english) = words.get("en").cloned() {
        for words in words.values_mut() {
            for (text, fallback) in [
                (&mut words.message, &english.message),
                (&mut words.why, &english.why),
                (&mut words.help, &english.help),
            ] {
                if text.is_empty() {
                    text.clone_from(fallback);
                }
            }
        }
    }
    words
}

/// A table of templates by language.
fn texts(fields: &mut Fields<'_>, key: &'static str) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (language, origin, node) in fields.entries(key) {
        if !is_language(language) {
            let fault = Fault::new(origin, format!("`{language}` is no language: two small letters are needed."));
            fields.faults().push(fault.help("As in `en`, `de`, `fr` (ISO 639-1)."));
        } else if let Some(text) = template(node, fields.faults()) {
            texts.push((language.to_owned(), text));
        }
    }
    texts
}

/// A table by language of tables of templates.
fn by_language(fields: &mut Fields<'_>, key: &'static str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut languages = Vec::new();
    for (language, origin, node) in fields.entries(key) {
        let faults = fields.faults();
        let Some(table) = node.table().filter(|_| is_language(language)) else {
            let message = format!("`{key}` needs a table for each language, as in `[{key}.en]`.");
            faults.push(Fault::new(origin, message));
            continue;
        };
        let entry = |(key, _, node): (&str, _, &Node)| Some((key.to_owned(), template(node, faults)?));
        languages.push((language.to_owned(), table.iter().filter_map(entry).collect()));
    }
    languages
}

fn template(node: &Node, faults: &mut Faults) -> Option<String> {
    let Some(text) = node.text().filter(|text| !text.is_empty()) else {
        faults.push(Fault::new(node.origin.clone(), format!("A text is needed, this is {}.", node.value.kind())));
        return None;
    };
    if let Err(message) = template::pieces(text) {
        faults.push(Fault::new(node.origin.clone(), message));
    }
    Some(text.to_owned())
}

/// Takes `[[example]]` from a rule.
pub(super) fn examples(fields: &mut Fields<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for node in fields.list("example") {
        let mut example = Fields::of(node, "key of an example", fields.faults());
        let bad = example.required_text("bad").to_owned();
        let good = example.required_text("good").to_owned();
        let formats = [("markdown", "markdown"), ("html", "html"), ("text", "text"), ("json", "json")];
        let format = example.choice("format", &formats).unwrap_or("markdown").to_owned();
        let language = example.text("language").map(str::to_owned);
        let outlets = example.text("outlets").map(str::to_owned);
        let unread = outlets.as_ref().and_then(|text| Outlets::default().extended(text).err()).unwrap_or_default();
        for fault in unread {
            let message = format!("The outlets of the example cannot be read: {}", fault.message);
            example.faults().push(Fault::new(node.origin.clone(), message));
        }
        example.finish();
        let example = Example { bad, good, format, language, outlets };
        if !example.bad.is_empty() && example.marked().is_none() {
            let fault = Fault::new(node.origin.clone(), "The bad example does not mark where the finding must stand.");
            fields.faults().push(fault.help("Put `<<` before the place and `>>` behind it."));
        }
        examples.push(example);
    }
    examples
}

impl Example {
    /// The bad example without its marks, and the bytes between them. `None` where it has no marks.
    pub fn marked(&self) -> Option<(String, Range<usize>)> {
        let (before, rest) = self.bad.split_once("<<")?;
        // Of `</b>>>` the last two are the mark.
        let end = rest.find(">>")?;
        let end = end + rest.get(end..)?.bytes().take_while(|b| *b == b'>').count() - 2;
        let (inside, after) = (rest.get(..end)?, rest.get(end + 2..)?);
        Some((format!("{before}{inside}{after}"), before.len()..before.len() + inside.len()))
    }
}
