//! The noun phrase of a German source: article, adjectives, nouns, genitive, `von …`.
//!
//! German nouns have capitals, so that a phrase can be read from left to right: what has none and is no adjective ends
//! it. Each phrase is at most [`LONGEST`] tokens long.

use std::ops::Range;

use super::super::super::word_class::Class;
use super::super::finder::Finder;

/// The longest phrase, in tokens.
const LONGEST: usize = 30;

impl Finder<'_> {
    /// The phrase that begins at token `start` and does not reach beyond `high`, with genitives, phrases with `von` and
    /// what `und` joins to it.
    pub(super) fn phrase(&self, start: usize, high: usize) -> Option<Range<usize>> {
        let high = high.min(start + LONGEST).min(self.high);
        let mut end = self.simple_phrase(start, high)?;
        if matches!(self.words.class(start), Class::Pron) {
            return Some(start..end);
        }
        while end < high {
            let w = self.words;
            let further = match w.class(end) {
                Class::Det if is_genitive(w.word(end)) => self.simple_phrase(end, high),
                Class::Prep if ["von", "vom"].contains(&w.word(end)) => self.simple_phrase(end + 1, high),
                // Whom somebody speaks for, where somebody works.
                Class::Prep
                    if ["für", "aus", "beim", "im", "bei"].contains(&w.word(end)) && self.is_office(end - 1) =>
                {
                    self.simple_phrase(end + 1, high)
                }
                Class::Conj if ["und", "sowie", "oder"].contains(&w.word(end)) => {
                    self.simple_phrase(end + 1, high).filter(|e| *e > end + 1 && w.class(end + 1) != Class::Pron)
                }
                Class::Break if w.word(end) == "/" => self.simple_phrase(end + 1, high),
                Class::OpenBracket => {
                    (end..high.min(end + 9)).find(|i| w.class(*i) == Class::CloseBracket).map(|close| close + 1)
                }
                _ => None,
            };
            match further.filter(|e| *e > end) {
                Some(further) => end = further,
                None => break,
            }
        }
        Some(start..end)
    }

    /// Whether a noun is one for an office or a spokesperson, which `für` and `im` may follow.
    fn is_office(&self, at: usize) -> bool {
        ["title", "spokesperson", "group", "one"].contains(&self.words.voice_noun(at))
    }

    /// Article, adjectives, nouns: one past the last token.
    fn simple_phrase(&self, start: usize, high: usize) -> Option<usize> {
        let w = self.words;
        let mut at = start;
        if w.class(at) == Class::Pron && at < high {
            return Some(at + 1);
        }
        while at < high && (matches!(w.class(at), Class::Det | Class::Number)) {
            at += 1;
        }
        // `die in dem Bündnis vereinten Gruppen`: a phrase with a preposition before the adjective.
        if w.class(at) == Class::Prep && (at > start || w.word(at).starts_with(char::is_lowercase)) {
            let adjective =
                (at + 1..high.min(at + 10)).find(|i| self.is_adjective(*i) && w.class(i - 1) == Class::Name)?;
            let plain =
                |i: usize| matches!(w.class(i), Class::Det | Class::Open | Class::Name | Class::Number | Class::Prep);
            if !(at..adjective).all(plain) || w.class(adjective + 1) != Class::Name {
                return None;
            }
            at = adjective;
        }
        // `das finanziell schwache Land`
        if w.class(at) == Class::Open && self.is_adjective(at + 1) && at > start {
            at += 1;
        }
        while at < high
            && (self.is_adjective(at) || w.class(at) == Class::Conj && at > start && self.is_adjective(at + 1))
        {
            at += 1;
        }
        let head = at;
        while at < high {
            match w.class(at) {
                Class::Name => at += 1,
                // `Artikel 5`, but not `der Bauverwaltung 21,4 Millionen Euro`.
                Class::Number if at > head && w.class(at + 1) != Class::Name => at += 1,
                // A name in quotation marks.
                Class::QuoteMark if !self.is_quoted(at + 1) => {
                    match (at + 1..high.min(at + 12)).find(|i| w.class(*i) == Class::QuoteMark) {
                        Some(close) => at = close + 1,
                        None => break,
                    }
                }
                // `Frank-Walter von …`, `Ursula von der …`
                Class::Prep if at > head && ["von", "van", "de"].contains(&w.word(at)) && self.is_first_name(at) => {
                    at += 1
                }
                Class::Open
                    if ["van", "de", "bin", "al", "el", "di", "da"].contains(&w.word(at))
                        && w.class(at + 1) == Class::Name =>
                {
                    at += 1
                }
                _ => break,
            }
        }
        // `die beiden`, `viele`: an article or adjective alone.
        let alone = at == head && head > start && w.class(start) == Class::Det;
        (at > head || alone).then_some(at)
    }

    /// Whether what stands before a `von` may be a first name: `Ursula von der …`.
    fn is_first_name(&self, at: usize) -> bool {
        self.words.class(at - 1) == Class::Name
            && self.words.voice_noun(at - 1).is_empty()
            && self.words.word(at + 1) == "der"
    }

    /// Whether a small word may be an adjective before a noun, by its ending and by what stands behind it.
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        let w = self.words;
        let word = w.word(at);
        let open = matches!(w.class(at), Class::Open | Class::Cue(_)) && word.starts_with(char::is_lowercase);
        let ending = ["e", "en", "er", "es", "em"].iter().any(|e| word.ends_with(e));
        let next = |i: usize| {
            matches!(
                w.class(i),
                Class::Name | Class::Open | Class::Cue(_) | Class::Conj | Class::QuoteMark | Class::Number
            )
        };
        open && (ending && next(at + 1) || w.class(at + 1) == Class::Name && word.ends_with("er"))
    }
}

fn is_genitive(word: &str) -> bool {
    const FORMS: [&str; 14] = [
        "des", "der", "eines", "einer", "seines", "seiner", "ihres", "ihrer", "dieses", "dieser", "beider", "mehrerer",
        "aller", "unserer",
    ];
    FORMS.contains(&word)
}
