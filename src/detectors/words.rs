//! The words that a rule looks for: a list of the lexicons by its name, or entries in the rule itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Context;
use crate::lexicon::{Entry, Lexicons, WordList};
use crate::settings::{Fault, Faults, Fields, Node, Value};

/// An entry with this tag is never reported; it keeps a shorter entry from matching inside it ("law enforcement").
pub(super) const SKIP: &str = "skip";

/// Words of one or several languages.
#[derive(Clone, Debug)]
pub(super) enum Words {
    /// The list of this name in the language of the article.
    Named(String),
    ByLanguage(BTreeMap<String, Listed>),
}

/// The words of one language.
#[derive(Clone, Debug)]
pub(super) enum Listed {
    Named(String),
    Inline(WordList),
}

impl Words {
    /// Reads `"name"`, or `{ en = "name", de = [{ form = … }, "a phrase"] }`. `case`: capitals count in every entry
    /// that stands in the rule.
    pub fn read(node: &Node, case: bool, lexicons: &Lexicons, faults: &mut Faults) -> Words {
        match &node.value {
            Value::Text(name) => {
                let known: Vec<&str> = lexicons.languages().flat_map(|l| lexicons.names(l)).collect();
                check_name(node, name, &known, faults);
                Words::Named(name.to_string())
            }
            Value::Table(table) => {
                let lists = table
                    .iter()
                    .map(|(language, _, node)| (language.to_owned(), listed(language, node, case, lexicons, faults)));
                Words::ByLanguage(lists.collect())
            }
            other => {
                let message = format!(
                    "Words are the name of a list or a table by language (`words.en = […]`), this is {}.",
                    other.kind()
                );
                faults.push(Fault::new(node.origin.clone(), message));
                Words::ByLanguage(BTreeMap::new())
            }
        }
    }

    /// Reads a list's name or entries as the words of one language.
    pub fn of_language(language: &str, node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Words {
        let listed = listed(language, node, false, lexicons, faults);
        Words::ByLanguage(BTreeMap::from([(language.to_owned(), listed)]))
    }

    /// The words for the language of the article, where there are any.
    pub fn list<'a>(&'a self, cx: &'a Context<'_>) -> Option<&'a WordList> {
        match self {
            Words::Named(name) => cx.list(name),
            Words::ByLanguage(lists) => match lists.get(cx.analysis.language.code())? {
                Listed::Named(name) => cx.list(name),
                Listed::Inline(list) => Some(list),
            },
        }
    }
}

fn listed(language: &str, node: &Node, case: bool, lexicons: &Lexicons, faults: &mut Faults) -> Listed {
    let Value::Text(name) = &node.value else {
        return Listed::Inline(WordList::new(language, entries(node, case, faults)));
    };
    check_name(node, name, &lexicons.names(language).collect::<Vec<_>>(), faults);
    Listed::Named(name.to_string())
}

/// Tells a name that no list has.
pub(super) fn check_name(node: &Node, name: &str, known: &[&str], faults: &mut Faults) {
    if !known.contains(&name) {
        faults.push(Fault::unknown(node.origin.clone(), "word list", name, known.iter().copied()));
    }
}

/// Reads a list of entries; a bare text is a phrase.
fn entries(node: &Node, case: bool, faults: &mut Faults) -> Vec<Entry> {
    let Value::List(items) = &node.value else {
        let message = format!("Words of a language are a list or the name of one, this is {}.", node.value.kind());
        faults.push(Fault::new(node.origin.clone(), message));
        return Vec::new();
    };
    if items.is_empty() {
        faults.push(Fault::new(node.origin.clone(), "This list of words is empty."));
    }
    let read = |item: &Node| match &item.value {
        Value::Text(words) => Entry { phrase: Some(words.clone()), case, ..Entry::EMPTY },
        _ => entry(item, case, faults),
    };
    items.iter().map(read).collect()
}

fn entry(node: &Node, case: bool, faults: &mut Faults) -> Entry {
    let mut fields = Fields::of(node, "key of a word", faults);
    let text = |fields: &mut Fields<'_>, key| fields.text(key).map(|text| Cow::Owned(text.to_owned()));
    let entry = Entry {
        form: text(&mut fields, "form"),
        lemma: text(&mut fields, "lemma"),
        phrase: text(&mut fields, "phrase"),
        forms: fields.texts("forms").into_iter().map(|form| Cow::Owned(form.to_owned())).collect(),
        because: text(&mut fields, "because"),
        prefer: text(&mut fields, "prefer"),
        tag: text(&mut fields, "tag"),
        case: fields.bool("case", case),
    };
    fields.finish();
    let given = [&entry.form, &entry.lemma, &entry.phrase].into_iter().flatten().count();
    if given != 1 {
        let fault = Fault::new(node.origin.clone(), "A word needs exactly one of `form`, `lemma` and `phrase`.");
        faults.push(
            fault.help("`form`: just this form; `lemma`: all its regular forms; `phrase`: several words in a row."),
        );
    }
    entry
}
