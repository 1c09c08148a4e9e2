//! What a text must hold before a regular expression can match it.
//!
//! Every match of `\\btodo\\b|\\[(?:name|date)\\]` holds `todo`, `[name]` or `[date]`. Looking for such strings costs much
//! less than compiling the expression, and less than running it, above all over text that is not ASCII.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_syntax::hir::{Class, Hir, HirKind};

/// More strings than this say too little to be worth the search.
const STRINGS: usize = 256;

/// Ends and beginnings are joined up to so many strings.
const JOINED: usize = 32;

/// Characters that are no ASCII letters but fold to one: a match by `(?i)` may hold them instead.
const FOLDING: [&str; 2] = ["\u{17f}", "\u{212a}"];

/// The strings of which every match holds one, capitals aside.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// `None` where nothing is known: every text passes.
    strings: Option<AhoCorasick>,
}

impl Gate {
    pub fn new(expression: &str) -> Gate {
        let strings = regex_syntax::parse(expression).ok().and_then(|hir| Strings::of(&hir).held());
        // A single letter stands in every text.
        let telling = strings.filter(|all| worth(all) > 1);
        let build = |all: Vec<String>| {
            let all = all.iter().map(String::as_str).chain(FOLDING);
            AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(true).build(all).ok()
        };
        Gate { strings: telling.and_then(build) }
    }

    /// Whether the expression can match anywhere in a text; where it cannot, this says no most of the time.
    pub fn may_pass(&self, text: &str) -> bool {
        self.strings.as_ref().is_none_or(|strings| strings.is_match(text))
    }
}

/// What is known of the matches of an expression. Letters are small ones.
#[derive(Default)]
struct Strings {
    /// All of them, where they are few.
    exact: Option<Vec<String>>,
    /// Every match holds one of these.
    inner: Option<Vec<String>>,
}

impl Strings {
    fn of(hir: &Hir) -> Strings {
        let exact = |all: Vec<String>| Strings { exact: Some(all), inner: None };
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => exact(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => exact(vec![text.to_ascii_lowercase()]),
                Err(_) => Strings::default(),
            },
            HirKind::Class(Class::Unicode(class)) => {
                let few = class.iter().map(|r| r.len()).sum::<usize>() <= 4;
                let chars = class.iter().filter(|_| few).flat_map(|r| r.start()..=r.end());
                let mut all: Vec<String> = chars.map(|c| folded(c).to_string()).collect();
                all.sort_unstable();
                all.dedup();
                if few { exact(all) } else { Strings::default() }
            }
            HirKind::Class(Class::Bytes(_)) => Strings::default(),
            HirKind::Capture(capture) => Strings::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                let sub = Strings::of(&repetition.sub);
                match (repetition.min, repetition.max, sub.exact) {
                    (0, Some(1), Some(mut all)) => {
                        all.push(String::new());
                        exact(all)
                    }
                    (0, ..) => Strings::default(),
                    (_, _, all) => Strings { exact: None, inner: sub.inner.or(all) },
                }
            }
            HirKind::Concat(parts) => Strings::in_a_row(parts),
            HirKind::Alternation(parts) => {
                let mut all = Strings { exact: Some(Vec::new()), inner: Some(Vec::new()) };
                for part in parts.iter().map(Strings::of) {
                    let held = part.held();
                    all.exact = all.exact.zip(part.exact).map(|(all, more)| [all, more].concat());
                    all.inner = all.inner.zip(held).map(|(all, more)| [all, more].concat());
                }
                all.exact = all.exact.filter(|all| all.len() <= STRINGS);
                all.inner = all.inner.filter(|all| all.len() <= STRINGS);
                all
            }
        }
    }

    /// Every end of what came before with every beginning of what comes after, as long as they are known.
    fn in_a_row(parts: &[Hir]) -> Strings {
        let mut whole = true;
        let mut run = vec![String::new()];
        let mut best: Option<Vec<String>> = None;
        let mut offer = |strings: Option<Vec<String>>| {
            best = [best.take(), strings].into_iter().flatten().max_by_key(|all| worth(all));
        };
        for part in parts.iter().map(Strings::of) {
            match part.exact {
                Some(next) if next.len() * run.len() <= JOINED => {
                    run = run.iter().flat_map(|a| next.iter().map(move |b| format!("{a}{b}"))).collect();
                }
                next => {
                    whole = false;
                    offer(part.inner);
                    offer(Some(std::mem::replace(&mut run, next.unwrap_or_else(|| vec![String::new()]))));
                }
            }
        }
        if whole {
            return Strings { exact: Some(run), inner: None };
        }
        offer(Some(run));
        Strings { exact: None, inner: best }
    }

    /// Strings of which every match holds one; none of them empty.
    fn held(&self) -> Option<Vec<String>> {
        self.inner.as_ref().or(self.exact.as_ref()).filter(|all| worth(all) > 0).cloned()
    }
}

/// How seldom the most common of the strings stands in prose: long ones and those with brackets and signs do so least.
fn worth(strings: &[String]) -> usize {
    let worth =
        |s: &String| s.len() + if s.bytes().any(|b| b.is_ascii_punctuation() && !b",.'-".contains(&b)) { 8 } else { 0 };
    strings.iter().map(worth).min().unwrap_or(0)
}

fn folded(c: char) -> char {
    match c {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    fn held(expression: &str) -> Vec<String> {
        let mut all = Strings::of(&regex_syntax::parse(expression).unwrap()).held().unwrap_or_default();
        all.sort();
        all
    }

    #[test]
    fn every_match_holds_one_of_them() {
        assert_eq!(held(r"\bTODO\b|(?i:lorem ipsum)"), ["lorem ipsum", "todo"]);
        assert_eq!(held(r"\[(?:your|dein) [\p{L} ]{2,30}\]"), ["[dein ", "[your "]);
        assert_eq!(held(r"(?i)one \w+ at a time"), [" at a time"]);
        assert_eq!(held(r"\?{3,}"), ["?"]);
        assert_eq!(held(r"(?:a|)b?"), Vec::<String>::new());
        assert_eq!(held(r"\w+"), Vec::<String>::new());
    }

    #[test]
    fn ordinary_prose_passes_no_gate_of_the_rules_on_leftovers() {
        for rule in ["placeholder-left-in", "chat-residue", "template-slot-left-in"] {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/publication_readiness");
            let text = std::fs::read_to_string(format!("{folder}/{rule}.toml")).unwrap();
            let file: toml::Table = text.parse().unwrap();
            let expressions = match &file["parameters"]["match"] {
                toml::Value::Table(table) => table.values().cloned().collect(),
                one => vec![one.clone()],
            };
            for expression in expressions {
                let gate = Gate::new(expression.as_str().unwrap());
                assert!(!gate.may_pass("The report on the city names two bridges, the mayor added."), "{rule}");
            }
        }
    }

    #[test]
    fn whatever_an_expression_matches_passes_its_gate() {
        let texts =
            ["Todo", "a TODO b", "[Your Name]", "ONE day AT A TIME", "lorem ip\u{17f}um", "\u{212a}ey", "???", "Größe"];
        for expression in [
            r"(?i)todo",
            r"(?i)\[your \w+\]",
            r"(?i)one \w+ at a time",
            "(?i)ipsum",
            "(?i)key",
            r"\?{3,}",
            "(?i)GRÖSSE|größe",
        ] {
            let (regex, gate) = (Regex::new(expression).unwrap(), Gate::new(expression));
            for text in texts.iter().filter(|text| regex.is_match(text)) {
                assert!(gate.may_pass(text), "{expression} matches {text:?}");
            }
            assert!(!gate.may_pass("The council closed the bridge."), "{expression}");
        }
    }
}
