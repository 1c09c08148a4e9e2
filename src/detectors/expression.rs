//! Regular expressions of rules.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, RegexBuilder};

use super::Context;
use super::grams::{Lowered, may_stand};
use super::needs::{self, Part};
use crate::settings::{Fault, Faults, Node, Value};

// What `build.rs` read in the shipped rules: every expression, sorted, and its alternatives.
include!(concat!(env!("OUT_DIR"), "/expressions.rs"));

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

/// An expression taken apart into its alternatives, each compiled when a text holds what it needs: most articles hold none
/// of the strings that a rule looks for, and one that holds the string of one alternative pays for that one alone.
#[derive(Clone, Debug)]
pub(super) struct Lazy {
    source: String,
    alternatives: OnceLock<Vec<Alternative>>,
}

#[derive(Clone, Debug)]
struct Alternative {
    part: Part,
    compiled: OnceLock<Option<Regex>>,
}

impl Alternative {
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.part.source).ok()).as_ref()
    }
}

impl Lazy {
    pub(super) fn new(source: &str) -> Lazy {
        Lazy { source: source.to_owned(), alternatives: OnceLock::new() }
    }

    fn alternatives(&self) -> &[Alternative] {
        self.alternatives.get_or_init(|| {
            // A test compiles every shipped expression, and `read` every other one.
            let parts = shipped(&self.source).or_else(|| needs::parts(&self.source)).unwrap_or_default();
            parts.into_iter().map(|part| Alternative { part, compiled: OnceLock::new() }).collect()
        })
    }

    /// The alternatives that the article may match.
    pub(super) fn over(&self, cx: &Context<'_>) -> Search<'_> {
        let grams = cx.grams();
        let alternatives = self.alternatives().iter().filter(|a| may_stand(&a.part.needs, grams)).collect();
        Search { alternatives, folding: grams.folding }
    }

    /// How many groups it has; `None` where it cannot be read.
    fn groups(&self) -> Option<usize> {
        Some(regex_syntax::parse(&self.source).ok()?.properties().explicit_captures_len())
    }
}

/// The alternatives of an expression that comes with the program.
fn shipped(source: &str) -> Option<Vec<Part>> {
    let at = EXPRESSIONS.binary_search_by_key(&source, |(known, _)| known).ok()?;
    EXPRESSIONS.get(at).map(|(_, parts)| parts.to_vec())
}

/// An expression laid over one article.
#[derive(Default)]
pub(super) struct Search<'e> {
    alternatives: Vec<&'e Alternative>,
    /// Whether the article holds characters that fold to ASCII letters.
    folding: bool,
}

impl Search<'_> {
    /// The bytes of every match in `text`, a text of the article, from left to right: of the group `capture`, or of the
    /// whole match where that group took no part. Matches do not overlap; at one place the first alternative that matches
    /// is taken.
    pub fn find(&self, text: &str, capture: usize) -> Vec<Range<usize>> {
        if self.alternatives.is_empty() {
            return Vec::new();
        }
        let lowered = Lowered::of(text, self.folding);
        let alternatives = self.alternatives.iter().filter(|a| lowered.may_match(&a.part.needs));
        let alternatives: Vec<&Regex> = alternatives.filter_map(|a| a.regex()).collect();
        let mut found: Vec<Range<usize>> = match (alternatives.as_slice(), capture) {
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
            if !is_shipped(node) {
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

/// Whether a value comes with the program, where a test has looked at it.
pub(super) fn is_shipped(node: &Node) -> bool {
    node.origin.file.shipped && !cfg!(test)
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
