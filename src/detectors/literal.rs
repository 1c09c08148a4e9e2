//! What a text must hold before a regular expression can match it.
//!
//! Every match of `\\btodo\\b|\\[(?:name|date)\\]` holds `todo`, `[name]` or `[date]`. Looking for such strings costs much
//! less than compiling the expression, and less than running it, above all over text that is not ASCII.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::analysis::Analysis;
use crate::article::Target;

/// More strings than this say too little to be worth the search.
const STRINGS: usize = 256;

/// Ends and beginnings are joined up to so many strings.
const JOINED: usize = 32;

/// A repeated string is looked for up to so many times in a row.
const REPEATED: usize = 4;

/// Characters that are no ASCII letters but fold to one: a match by `(?i)` may hold them instead.
const FOLDING: [char; 2] = ['\u{17f}', '\u{212a}'];

/// Which runs of two and of four bytes stand in the texts of an article, ASCII capitals as small letters: what is needed to
/// say that a string does not stand there. A signature file in the sense of Harrison, "Implementation of the substring test
/// by hashing", CACM 14(12), 1971.
#[derive(Debug)]
pub(super) struct Grams {
    /// One bit for each pair of bytes, and one for each byte, at the place of the pair of NUL and it.
    pairs: Table,
    /// One bit for some hash of each run of four bytes.
    fours: Table,
    /// Whether one of [`FOLDING`] stands in a text.
    folding: bool,
}

/// One bit for each number below 65,536.
type Table = Box<[u64; 1024]>;

impl Grams {
    /// Those of every text that a rule can look at: the blocks and the addresses.
    pub fn of(analysis: &Analysis) -> Grams {
        let article = &analysis.article;
        let blocks = article.blocks.iter().map(|b| b.words());
        let linked = article.markers.iter().filter_map(|m| match &m.target {
            Target::Url(url) => Some(url.as_str()),
            _ => None,
        });
        let listed = article.entries.iter().filter_map(|e| e.url.as_deref());
        Grams::over(blocks.chain(linked).chain(listed))
    }

    fn over<'a>(texts: impl Iterator<Item = &'a str>) -> Grams {
        let mut grams = Grams { pairs: Box::new([0; 1024]), fours: Box::new([0; 1024]), folding: false };
        for text in texts {
            grams.folding |= !text.is_ascii() && text.contains(FOLDING);
            let mut gram = 0;
            for byte in text.bytes() {
                gram = extended(gram, byte);
                set(&mut grams.pairs, gram & 0xff);
                set(&mut grams.pairs, pair(gram));
                set(&mut grams.fours, four(gram));
            }
        }
        grams
    }

    /// Whether a string of small letters may stand in one of the texts.
    fn may_hold(&self, string: &str) -> bool {
        match string.len() {
            0 => true,
            1 => runs(string).all(|gram| has(&self.pairs, gram & 0xff)),
            2 | 3 => runs(string).skip(1).all(|gram| has(&self.pairs, pair(gram))),
            _ => runs(string).skip(3).all(|gram| has(&self.fours, four(gram))),
        }
    }
}

/// At every byte of a text: it and the three before it, the last one lowest; ASCII capitals as small letters.
fn runs(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.bytes().scan(0, |run, byte| {
        *run = extended(*run, byte);
        Some(*run)
    })
}

#[inline]
fn extended(run: u32, byte: u8) -> u32 {
    run << 8 | u32::from(byte.to_ascii_lowercase())
}

fn pair(run: u32) -> u32 {
    run & 0xffff
}

fn four(run: u32) -> u32 {
    // Fibonacci hashing: the upper bits of the product depend on all bytes.
    run.wrapping_mul(0x9e37_79b1) >> 16
}

#[inline]
fn set(table: &mut Table, number: u32) {
    table[(number >> 6) as usize % 1024] |= 1 << (number & 63);
}

#[inline]
fn has(table: &Table, number: u32) -> bool {
    table[(number >> 6) as usize % 1024] & 1 << (number & 63) != 0
}

/// The strings of which every match of an expression holds one, capitals aside.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// `None` where nothing is known: every article passes.
    strings: Option<Vec<String>>,
}

impl Gate {
    pub fn of(hir: &Hir) -> Gate {
        // A single letter stands in every text.
        Gate { strings: Strings::of(hir).held().filter(|all| worth(all) > 1) }
    }

    /// Whether the expression can match in one of the texts; where it cannot, this says no most of the time.
    pub fn may_pass(&self, grams: &Grams) -> bool {
        grams.folding || self.strings.as_ref().is_none_or(|all| all.iter().any(|string| grams.may_hold(string)))
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
                    (2.., _, Some(all)) if all.len() == 1 => {
                        let times = usize::try_from(repetition.min).unwrap_or(REPEATED).min(REPEATED);
                        Strings { exact: None, inner: Some(all.iter().map(|one| one.repeat(times)).collect()) }
                    }
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
        assert_eq!(held(r"\?{3,}"), ["???"]);
        assert_eq!(held(r"(?:a|)b?"), Vec::<String>::new());
        assert_eq!(held(r"\w+"), Vec::<String>::new());
    }

    fn passes(expression: &str, text: &str) -> bool {
        Gate::of(&regex_syntax::parse(expression).unwrap()).may_pass(&Grams::over([text].into_iter()))
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
            "T",
            "TO",
        ] {
            let regex = Regex::new(expression).unwrap();
            for text in texts.iter().filter(|text| regex.is_match(text)) {
                assert!(passes(expression, text), "{expression} matches {text:?}");
            }
        }
    }

    #[test]
    fn what_a_text_does_not_hold_lets_nothing_pass() {
        for expression in ["(?i)todo", r"\bTK\b", r"(?i)one \w+ at a time", r"\[(?:name|date)\]"] {
            assert!(!passes(expression, "The council closed the bridge."), "{expression}");
        }
        assert!(passes(r"\w+", "The council closed the bridge."));
    }
}
