//! Whether what an expression needs stands in an article, and in one of its texts.

use super::needs::OneOf;
use crate::analysis::Analysis;
use crate::article::Target;

/// In texts of more bytes nothing is looked for: they hold most strings.
const LONGEST: usize = 1 << 14;

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
    pub folding: bool,
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

/// Whether an expression with these needs can match in one of the texts; where it cannot, this says no most of the time.
pub(super) fn may_stand(needs: &[OneOf], grams: &Grams) -> bool {
    grams.folding || needs.iter().all(|one_of| one_of.iter().any(|string| grams.may_hold(string)))
}

/// One text, to be asked for the needs of several expressions.
pub(super) struct Lowered {
    /// With small letters for ASCII capitals; `None` where everything may stand.
    text: Option<String>,
}

impl Lowered {
    /// `folding`: whether it may hold a character that folds to an ASCII letter.
    pub fn of(text: &str, folding: bool) -> Lowered {
        let asked = text.len() <= LONGEST && !folding;
        Lowered { text: asked.then(|| text.to_ascii_lowercase()) }
    }

    /// Whether an expression with these needs can match in the text.
    pub fn may_match(&self, needs: &[OneOf]) -> bool {
        let Some(text) = &self.text else { return true };
        needs.iter().all(|one_of| one_of.iter().any(|string| text.contains(&**string)))
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::super::needs::parts;
    use super::*;

    fn passes(expression: &str, text: &str) -> bool {
        let grams = Grams::over([text].into_iter());
        let lowered = Lowered::of(text, grams.folding);
        let parts = parts(expression).unwrap();
        let passed = |parts: &[super::super::needs::Part]| parts.iter().any(|part| lowered.may_match(&part.needs));
        assert!(!passed(&parts) || parts.iter().any(|part| may_stand(&part.needs, &grams)), "{expression}: {text:?}");
        passed(&parts)
    }

    #[test]
    fn what_an_expression_matches_holds_what_it_needs() {
        let texts =
            ["Todo", "a TODO b", "[Your Name]", "ONE day AT A TIME", "lorem ip\u{17f}um", "\u{212a}ey", "???", "Größe"];
        for expression in [
            r"(?i)todo",
            r"(?i)\[your \w+\]",
            r"(?i)one \w+ at a time",
            r"(?i)\bone \w+ at a time|\btodo",
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
        for expression in
            ["(?i)todo", r"\bTK\b", r"(?i)one \w+ at a time", r"\[(?:name|date)\]", r"council\b.*\bagreed"]
        {
            assert!(!passes(expression, "The council closed the bridge."), "{expression}");
        }
        assert!(passes(r"\w+", "The council closed the bridge."));
        assert!(passes(r"council\b.*\bclosed", "The council closed the bridge."));
    }
}
