//! Regular expressions of rules.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

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

/// An expression taken apart into its alternatives, each compiled when the article may match it: most articles hold none
/// of the strings that a rule looks for, and one that holds the string of one alternative pays for that one alone.
#[derive(Clone, Debug)]
pub(super) struct Lazy {
    source: String,
    alternatives: OnceLock<Vec<Alternative>>,
}

#[derive(Clone, Debug)]
struct Alternative {
    source: String,
    gate: Gate,
    compiled: OnceLock<Option<Regex>>,
}

impl Alternative {
    fn new(source: String, hir: &Hir) -> Alternative {
        Alternative { source, gate: Gate::of(hir), compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }
}

impl Lazy {
    pub(super) fn new(source: &str) -> Lazy {
        Lazy { source: source.to_owned(), alternatives: OnceLock::new() }
    }

    fn alternatives(&self) -> &[Alternative] {
        self.alternatives.get_or_init(|| {
            // A test compiles every shipped expression, and `read` every other one.
            let Ok(hir) = regex_syntax::parse(&self.source) else { return Vec::new() };
            let properties = hir.properties();
            // Groups are counted over the whole expression, and an empty match hides those of later alternatives.
            let apart = properties.explicit_captures_len() == 0 && properties.minimum_len() > Some(0);
            match hir.kind() {
                HirKind::Alternation(parts) if apart => {
                    parts.iter().map(|part| Alternative::new(part.to_string(), part)).collect()
                }
                _ => vec![Alternative::new(self.source.clone(), &hir)],
            }
        })
    }

    /// The alternatives that the article may match.
    pub(super) fn over(&self, cx: &Context<'_>) -> Search<'_> {
        let passed = self.alternatives().iter().filter(|a| a.gate.may_pass(cx.grams()));
        Search { alternatives: passed.filter_map(Alternative::regex).collect() }
    }

    /// How many groups it has; `None` where it cannot be read.
    fn groups(&self) -> Option<usize> {
        Some(regex_syntax::parse(&self.source).ok()?.properties().explicit_captures_len())
    }
}

/// An expression laid over one article.
#[derive(Default)]
pub(super) struct Search<'e> {
    alternatives: Vec<&'e Regex>,
}

impl Search<'_> {
    /// The bytes of every match in `text`, a text of the article, from left to right: of the group `capture`, or of the
    /// whole match where that group took no part. Matches do not overlap; at one place the first alternative that matches
    /// is taken.
    pub fn find(&self, text: &str, capture: usize) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = match (self.alternatives.as_slice(), capture) {
            ([], _) => return Vec::new(),
            ([one], 0) => one.find_iter(text).map(|m| m.range()).collect(),
            ([one], _) => {
                let group = |c: Captures<'_>| c.get(capture).or_else(|| c.get(0)).map(|m| m.range());
                one.captures_iter(text).filter_map(group).collect()
            }
            (several, _) => merged(several, text),
        };
        found.retain(|r| !r.is_empty());
        found
    }
}

/// What the alternation of these expressions, none of which matches the empty text, finds in `text`.
fn merged(alternatives: &[&Regex], text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut next: Vec<Option<Range<usize>>> = vec![Some(0..0); alternatives.len()];
    let mut found = Vec::new();
    loop {
        // What began before the end of the last match is looked for again behind it.
        for (next, regex) in next.iter_mut().zip(alternatives.iter()) {
            if next.as_ref().is_some_and(|m| m.start < at || m.is_empty()) {
                *next = regex.find_at(text, at).map(|m| m.range());
            }
        }
        let Some(first) = next.iter().flatten().min_by_key(|m| m.start) else { return found };
        at = first.end;
        found.push(first.clone());
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

    /// Lays it over the article, in the article's language.
    pub fn over(&self, cx: &Context<'_>) -> Search<'_> {
        self.own(cx).map(|lazy| lazy.over(cx)).unwrap_or_default()
    }

    /// How many groups it has: the fewest over its languages. `None` where one cannot be read.
    pub fn groups(&self) -> Option<usize> {
        self.by_language.values().map(Lazy::groups).min().flatten()
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
