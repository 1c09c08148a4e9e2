//! `typography.unclean`: characters that no reader can see or that a wrong decoding left.
//!
//! Looks at title, dek, byline and body, quotations included, code left out. One hit for each word with such a character.
//! Joiners and variation selectors inside emoji and scripts that need them, soft hyphens and no-break spaces are no fault;
//! nor are decomposed letters, which readers see as their composed twins. Facts: `words` (the word, the invisible left
//! out), `code` (`U+200B`), `kind` (terms `invisible`, `control`, `direction`, `garbled`).

use memchr::memchr2;
use unicode_normalization::char::compose;

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::Place;
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Unclean;

/// Builds `typography.unclean`, which takes no parameters.
pub fn unclean(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Unclean)
}

impl Detect for Unclean {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let mut hits = Vec::new();
        for (i, block) in cx.analysis.article.blocks.iter().enumerate() {
            let own = matches!(block.part, Part::Title | Part::Dek | Part::Byline | Part::Body);
            if own && block.kind != BlockKind::Code && may_be_unclean(block.words()) {
                hits.extend(faults_of(i, block.words()));
            }
        }
        Outcome::hits(hits)
    }
}

/// Whether a text has a control character, or the first bytes of one that [`kind`] looks at. Quotation marks and dashes,
/// which most texts have, are none of them.
fn may_be_unclean(text: &str) -> bool {
    text.bytes().zip(text.bytes().skip(1).chain([0])).zip(text.bytes().skip(2).chain([0, 0])).any(|((a, b), c)| match a
    {
        0xe2 => b == 0x80 && !(0x90..=0xa9).contains(&c) || b == 0x81,
        0x7f | 0xc2 | 0xc3 | 0xcc | 0xef => true,
        _ => a < 0x20,
    })
}

fn faults_of(block: usize, text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut upto = 0;
    for (at, c) in text.char_indices() {
        let Some(kind) = kind(c, text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default()) else {
            continue;
        };
        if at < upto {
            continue;
        }
        let start = text.get(..at).and_then(|t| t.rfind(' ')).map_or(0, |space| space + 1);
        let end = memchr2(b' ', b'\n', text.as_bytes().get(at..).unwrap_or_default()).map_or(text.len(), |n| at + n);
        upto = end;
        let place = Place::new(block, start..end);
        let word: String =
            text.get(start..end).unwrap_or_default().chars().filter(|c| !is_invisible(*c)).take(40).collect();
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let sign = before.and_then(|before| compose(before, c)).unwrap_or(c);
        let hit = Hit::new(place).text("words", word).text("code", format!("U+{:04X}", u32::from(sign)));
        hits.push(hit.fact("kind", Fact::Terms(vec![kind])));
    }
    hits
}

/// What is wrong with a character between the text before it and the text that it begins, if anything.
fn kind(c: char, before: &str, rest: &str) -> Option<&'static str> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("direction"),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => {
            // At the edge of a block it is an editor's cursor mark and touches no word.
            let inside = before.chars().next_back().is_some_and(char::is_alphanumeric)
                && rest.chars().nth(1).is_some_and(char::is_alphanumeric);
            inside.then_some("invisible")
        }
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' => Some("control"),
        '\u{fffd}' => Some("garbled"),
        // UTF-8 read as Windows-1252: a lead byte as a letter, its trail byte as a sign.
        'Ã' | 'Â' | 'â' => garbled(c, rest).then_some("garbled"),
        '\u{302}' | '\u{303}' => {
            let lead = compose(before.chars().next_back()?, c)?;
            garbled(lead, rest).then_some("garbled")
        }
        _ => None,
    }
}

/// Whether a lead byte that was read as a letter is followed by a trail byte that was read as a sign; the text begins with
/// the letter, or with its accent.
fn garbled(lead: char, rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match (lead, chars.next(), chars.next()) {
        ('Ã', Some(trail), _) => "¤¶¼Ÿ©¨¡³º±§«®„–œ€".contains(trail),
        ('Â', Some(trail), _) => "§°±²³´µ·»«©®£".contains(trail),
        ('â', Some('€'), Some(trail)) => "™˜œ\u{9d}“”¦¢\u{a0}\u{9c}".contains(trail),
        _ => false,
    }
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Fact> {
        faults_of(0, text).into_iter().filter_map(|hit| hit.facts.get("kind").cloned()).collect()
    }

    #[test]
    fn each_word_is_told_once_by_what_is_wrong_with_it() {
        assert_eq!(kinds("the har\u{200b}bo\u{200b}ur"), [Fact::Terms(vec!["invisible"])]);
        assert_eq!(kinds("der FlÃ¤chenplan"), [Fact::Terms(vec!["garbled"])]);
        assert_eq!(kinds("the mayorâ€™s"), [Fact::Terms(vec!["garbled"])]);
        assert_eq!(kinds("a\u{202e}b"), [Fact::Terms(vec!["direction"])]);
    }

    #[test]
    fn what_a_script_or_an_emoji_needs_is_clean() {
        for text in [
            "SÃO PAULO",
            "Âge d’or",
            "château",
            "👩\u{200d}🚒",
            "10\u{a0}km",
            "Donau\u{ad}ufer",
            "\u{feff}The",
            "a \u{200b}",
        ] {
            assert_eq!(kinds(text), [], "{text:?}");
        }
    }
}
