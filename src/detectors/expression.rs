//! Regular expressions of rules.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use super::Context;
use super::literal::Gate;
use crate::settings::{Fault, Faults, Node, Value};

/// Largest compiled expression, in bytes.
const LARGEST: usize = 2 << 20;

/// The key of the expression for every language that has none of its own.
const ANY: &str = "any";

/// A regular expression (crate `regex`: linear time, no look-around), one for all languages or one for each.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    /// By language, or [`ANY`].
    by_language: BTreeMap<String, Lazy>,
}

/// Compiled when a text may match: most articles have none of the strings that a rule looks for, and do not pay for
/// it.
#[derive(Clone, Debug)]
pub(super) struct Lazy {
    source: String,
    gate: OnceLock<Gate>,
    compiled: OnceLock<Option<Regex>>,
}

impl Lazy {
    pub(super) fn new(source: &str) -> Lazy {
        Lazy { source: source.to_owned(), gate: OnceLock::new(), compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }

    /// The expression, where `text` may match it.
    pub(super) fn regex_for(&self, text: &str) -> Option<&Regex> {
        self.gate.get_or_init(|| Gate::new(&self.source)).may_pass(text).then(|| self.regex())?
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(LARGEST).build()
}

impl Expression {
    /// Reads a text, or a table of texts by language. An expression of an editor is compiled at once, so that its
    /// faults are told with their place; those that come with the program are held by a test.
    pub fn read(node: &Node, faults: &mut Faults) -> Expression {
        let mut by_language = BTreeMap::new();
        let mut add = |language: &str, node: &Node| {
            let Some(source) = node.text() else {
                let message = format!("A regular expression is a text, this is {}.", node.value.kind());
                faults.push(Fault::new(node.origin.clone(), message));
                return;
            };
            let lazy = Lazy::new(source);
            if !node.origin.file.shipped || cfg!(test) {
                check(node, source, faults);
            }
            by_language.insert(language.to_owned(), lazy);
        };
        match &node.value {
            Value::Table(table) => table.iter().for_each(|(language, _, node)| add(language, node)),
            _ => add(ANY, node),
        }
        Expression { by_language }
    }

    fn own(&self, cx: &Context<'_>) -> Option<&Lazy> {
        self.by_language.get(cx.analysis.language.code()).or_else(|| self.by_language.get(ANY))
    }

    /// Whether there is one for the language of the article.
    pub fn speaks(&self, cx: &Context<'_>) -> bool {
        self.own(cx).is_some()
    }

    /// Where it matches in `text`: the bytes of the group `capture`, of the whole match where the group took no part.
    pub fn find(&self, cx: &Context<'_>, text: &str, capture: usize) -> Vec<Range<usize>> {
        let Some(regex) = self.own(cx).and_then(|lazy| lazy.regex_for(text)) else { return Vec::new() };
        if capture == 0 {
            return regex.find_iter(text).map(|m| m.range()).filter(|r| !r.is_empty()).collect();
        }
        let ranges = regex.captures_iter(text).filter_map(|c| c.get(capture).or_else(|| c.get(0)).map(|m| m.range()));
        ranges.filter(|r| !r.is_empty()).collect()
    }

    /// How many groups it has: the fewest over its languages. `None` where one cannot be compiled.
    pub fn groups(&self) -> Option<usize> {
        self.by_language.values().map(|lazy| lazy.regex().map(|r| r.captures_len() - 1)).min().flatten()
    }
}

fn check(node: &Node, source: &str, faults: &mut Faults) {
    let Err(error) = compile(source) else { return };
    let fault = match error {
        regex::Error::CompiledTooBig(_) => {
            Fault::new(node.origin.clone(), "This regular expression is too large when compiled.")
                .help("Shorten its alternatives or lower its repeat counts.")
        }
        error => {
            // The last line of the crate's message says what is wrong; the lines before it draw an arrow.
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Fault::new(node.origin.clone(), format!("This regular expression cannot be read: {last}."))
                .help("Look-around and back-references do not exist here; `not_match` says what excuses a match.")
        }
    };
    faults.push(fault);
}
