//! What a text must hold before a regular expression can match it, read from the expression alone.
//!
//! Every match of `\\b(?:poll|survey)\\b.{0,80}\\d (?:%|percent)` holds `poll` or `survey`, and it holds `%` or `percent`.
//! Looking for such strings costs much less than compiling the expression, and less than running it, above all over text
//! that is not ASCII.
//!
//! `build.rs` reads the shipped expressions with this file, and the program those of editors: nothing of the crate is used.

use std::borrow::Cow;

use regex_syntax::hir::{Class, Hir, HirKind};

/// More strings than this say too little to be worth the search.
const STRINGS: usize = 256;

/// Ends and beginnings are joined up to so many strings.
const JOINED: usize = 32;

/// A repeated string is looked for up to so many times in a row.
const REPEATED: usize = 4;

/// Of all that a match needs, so much is looked for.
const LOOKED_FOR: usize = 4;

/// Strings of which a match holds one. Letters are small ones: capitals do not count.
pub type OneOf = Cow<'static, [Cow<'static, str>]>;

/// One alternative of an expression.
#[derive(Clone, Debug)]
pub struct Part {
    pub source: Cow<'static, str>,
    /// What every match holds, all of it.
    pub needs: Cow<'static, [OneOf]>,
}

/// The alternatives of an expression: together, each tried where the one before it does not match, they find what it
/// finds. `None` where it cannot be read.
pub fn parts(source: &str) -> Option<Vec<Part>> {
    let hir = regex_syntax::parse(source).ok()?;
    let properties = hir.properties();
    // Groups are counted over the whole expression, and an empty match hides those of later alternatives.
    let apart = properties.explicit_captures_len() == 0 && properties.minimum_len() > Some(0);
    Some(match alternatives(&hir).filter(|_| apart) {
        Some(parts) => parts.iter().map(|part| Part::new(part.to_string(), part)).collect(),
        None => vec![Part::new(source.to_owned(), &hir)],
    })
}

/// The alternatives of an expression that is made of several, or of one beginning for all of them: `\\b(?:a|b)` is
/// `\\ba|\\bb`, for the beginning matches in one way only.
fn alternatives(hir: &Hir) -> Option<Vec<Hir>> {
    match hir.kind() {
        HirKind::Alternation(parts) => Some(parts.clone()),
        HirKind::Concat(row) => {
            let (last, beginning) = row.split_last()?;
            let one_way =
                |part: &Hir| matches!(part.kind(), HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_));
            let HirKind::Alternation(ends) = last.kind() else { return None };
            let joined = |end: &Hir| Hir::concat(beginning.iter().chain([end]).cloned().collect());
            beginning.iter().all(one_way).then(|| ends.iter().map(joined).collect())
        }
        _ => None,
    }
}

impl Part {
    fn new(source: String, hir: &Hir) -> Part {
        let mut needs = Strings::of(hir).all();
        // A single letter stands in every text.
        needs.retain(|strings| worth(strings) > 1);
        needs.sort_by_key(|strings| std::cmp::Reverse(worth(strings)));
        needs.truncate(LOOKED_FOR);
        let one_of = |strings: Vec<String>| strings.into_iter().map(Cow::Owned).collect();
        Part { source: source.into(), needs: needs.into_iter().map(one_of).collect() }
    }
}

/// What is known of the matches of an expression. Letters are small ones.
#[derive(Default)]
struct Strings {
    /// All of them, where they are few.
    exact: Option<Vec<String>>,
    /// Every match holds one of each of these.
    inner: Vec<Vec<String>>,
}

impl Strings {
    fn of(hir: &Hir) -> Strings {
        let exact = |all: Vec<String>| Strings { exact: Some(all), inner: Vec::new() };
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
                match (repetition.min, repetition.max, &sub.exact) {
                    (0, Some(1), Some(all)) => exact(all.iter().cloned().chain([String::new()]).collect()),
                    (0, ..) => Strings::default(),
                    (2.., _, Some(all)) if all.len() == 1 => {
                        let times = usize::try_from(repetition.min).unwrap_or(REPEATED).min(REPEATED);
                        Strings { exact: None, inner: vec![all.iter().map(|one| one.repeat(times)).collect()] }
                    }
                    _ => Strings { exact: None, inner: sub.all() },
                }
            }
            HirKind::Concat(parts) => Strings::in_a_row(parts),
            HirKind::Alternation(parts) => {
                let parts: Vec<Strings> = parts.iter().map(Strings::of).collect();
                let either = |all: Option<Vec<Vec<String>>>| all.map(|a| a.concat()).filter(|a| a.len() <= STRINGS);
                let exact = either(parts.iter().map(|part| part.exact.clone()).collect());
                // One string of each alternative's best: what else the alternatives need is left out.
                let inner = either(parts.into_iter().map(Strings::best).collect());
                Strings { inner: inner.into_iter().filter(|_| exact.is_none()).collect(), exact }
            }
        }
    }

    /// Every end of what came before with every beginning of what comes after, as long as they are known.
    fn in_a_row(parts: &[Hir]) -> Strings {
        let mut whole = true;
        let mut run = vec![String::new()];
        let mut inner = Vec::new();
        for part in parts.iter().map(Strings::of) {
            match part.exact {
                Some(next) if next.len() * run.len() <= JOINED => {
                    run = run.iter().flat_map(|a| next.iter().map(move |b| format!("{a}{b}"))).collect();
                }
                next => {
                    whole = false;
                    inner.extend(part.inner);
                    inner.push(std::mem::replace(&mut run, next.unwrap_or_else(|| vec![String::new()])));
                }
            }
        }
        if whole {
            return Strings { exact: Some(run), inner: Vec::new() };
        }
        inner.push(run);
        Strings { exact: None, inner }
    }

    /// Everything that a match holds; no string is empty.
    fn all(self) -> Vec<Vec<String>> {
        self.inner.into_iter().chain(self.exact).filter(|strings| worth(strings) > 0).collect()
    }

    /// The strings that say most.
    fn best(self) -> Option<Vec<String>> {
        self.all().into_iter().max_by_key(|strings| worth(strings))
    }
}

/// How seldom the most common of the strings stands in prose: long ones and those with brackets and signs do so least.
fn worth(strings: &[String]) -> usize {
    let worth = |s: &String| match s.len() {
        0 => 0,
        long => long + if s.bytes().any(|b| b.is_ascii_punctuation() && !b",.'-".contains(&b)) { 8 } else { 0 },
    };
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
    use super::*;

    fn needs(expression: &str) -> Vec<Vec<String>> {
        let [part] = parts(expression).unwrap().try_into().unwrap();
        let sorted = |one_of: &OneOf| {
            let mut all: Vec<String> = one_of.iter().map(|s| s.to_string()).collect();
            all.sort();
            all
        };
        part.needs.iter().map(sorted).collect()
    }

    #[test]
    fn every_match_holds_all_that_is_needed() {
        assert_eq!(needs(r"(?:\bTODO\b|(?i:lorem ipsum))!?"), [["lorem ipsum", "lorem ipsum!", "todo", "todo!"]]);
        assert_eq!(needs(r"\[(?:your|dein) [\p{L} ]{2,30}\]"), [vec!["[dein ", "[your "], vec!["]"]]);
        assert_eq!(
            needs(r"(?i)\w+ at a time or (?:two|three)\w+ more"),
            [vec![" at a time or three", " at a time or two"], vec![" more"]]
        );
        assert_eq!(needs(r"\?{3,}"), [["???"]]);
        assert_eq!(needs(r"(?:a|)b?"), Vec::<Vec<String>>::new());
        assert_eq!(needs(r"\w+"), Vec::<Vec<String>>::new());
    }

    fn sources(expression: &str) -> Vec<String> {
        parts(expression).unwrap().iter().map(|part| part.source.to_string()).collect()
    }

    #[test]
    fn an_expression_is_taken_apart_where_that_changes_nothing() {
        assert_eq!(sources(r"ab+|c"), ["(?:ab+)", "c"].map(|s| regex_syntax::parse(s).unwrap().to_string()));
        assert_eq!(sources(r"\bab|\bac+").len(), 2, "one beginning, two ends");
        assert_eq!(sources(r"a+(?:b|c+)"), [r"a+(?:b|c+)"], "the beginning matches in many ways");
        assert_eq!(sources(r"(a)|b+"), [r"(a)|b+"], "groups are counted");
        assert_eq!(sources(r"a*|b+"), [r"a*|b+"], "an empty match hides what follows");
        assert!(parts("(").is_none());
    }
}
