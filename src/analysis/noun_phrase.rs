//! The noun phrase to the left or right of a cue: who is said to have said it.
//!
//! No parser: a phrase is grown word by word over determiners, adjectives, nouns, names and the prepositions between
//! them, until a word of another class ends it. Each step looks at most [`LONGEST`] tokens far.

use std::ops::Range;

use super::word_class::{Class, Words};

/// The longest phrase, in tokens.
const LONGEST: usize = 40;

/// The phrase that ends right before token `end`, not reaching before `low`.
pub(super) fn left(words: &Words, low: usize, end: usize) -> Option<Range<usize>> {
    let low = low.max(end.saturating_sub(LONGEST));
    let mut start = end;
    while start > low {
        let at = start - 1;
        let before = at.checked_sub(1).filter(|b| *b >= low);
        let noun_before = before
            .is_some_and(|b| matches!(words.class(b), Class::Name | Class::Open | Class::CloseBracket))
            || matches!(words.word(at), "of" | "in" | "but")
                && before.is_some_and(|b| matches!(words.class(b), Class::Det | Class::Number));
        match words.class(at) {
            Class::Name | Class::Number => start = at,
            // English nouns; German adjectives before a noun.
            Class::Open | Class::Cue(_) if !words.german || start < end => start = at,
            // `a source close to her`
            Class::Det if start == end && words.word(at) == "her" && before.is_some_and(|b| words.word(b) == "to") => {
                start = at;
            }
            Class::Det => {
                start = at;
                let german_genitive = words.german && before.is_some_and(|b| words.class(b) == Class::Name);
                let after_prep = before.is_some_and(|b| words.class(b) == Class::Prep)
                    && at >= low + 2
                    && matches!(words.class(at - 2), Class::Name | Class::Open | Class::Det | Class::Number);
                if !german_genitive && !after_prep {
                    break;
                }
            }
            // `people close to the talks`, but not `it seemed strange to the mayor`.
            Class::Prep if start < end && noun_before && (words.word(at) != "to" || joins_by_to(words, at)) => {
                start = at;
            }
            Class::Conj if start < end && noun_before && begins_clause(words, low, at) => start = at,
            Class::CloseBracket => match opening(words, low, at) {
                Some(open) => start = open,
                None => break,
            },
            // Names in quotation marks; not what somebody said: `“It is late,” Lind said`.
            Class::QuoteMark if !closes_speech(words, low, at) => match opening_quote(words, low, at) {
                Some(open) => start = open,
                None => break,
            },
            // `the experts I interviewed`
            Class::Verb
                if start == end
                    && !words.german
                    && words.word(at).ends_with("ed")
                    && before.is_some_and(|b| matches!(words.class(b), Class::Open | Class::Name)) =>
            {
                start = at;
            }
            Class::Verb
                if start == end
                    && !words.german
                    && before.is_some_and(|b| {
                        words.class(b) == Class::Pron && b > low && words.class(b - 1) == Class::Open
                    }) =>
            {
                start = at - 1;
            }
            Class::Pron if start == end => {
                start = at;
                // `a source close to him`
                let prep = before.filter(|b| *b > low && words.class(*b) == Class::Prep);
                let close = |b: usize| words.word(b) == "to" && words.word(b - 1) == "close";
                // `one of them`
                let part = |b: usize| words.word(b) == "of" && words.class(b - 1) == Class::Det;
                if prep.is_none_or(|b| !close(b) && !part(b)) {
                    break;
                }
            }
            _ => break,
        }
    }
    // A phrase cannot begin with what joins it to the words before.
    while start < end && matches!(words.class(start), Class::Conj | Class::Prep) {
        start += 1;
    }
    let has_head = (start..end).any(|i| {
        matches!(words.class(i), Class::Name | Class::Open | Class::Pron | Class::Det | Class::Cue(_))
            || !words.german && words.class(i) == Class::Number
    });
    (start < end && has_head).then_some(start..end)
}

/// The phrase that begins at token `start`, with appositions, not reaching beyond `high`.
pub(super) fn right(words: &Words, start: usize, high: usize) -> Option<Range<usize>> {
    let high = high.min(start + LONGEST);
    let mut at = start;
    while at < high {
        let starts = at == start;
        match words.class(at) {
            // `laut Plan 460 Millionen Euro`: a German number counts what follows it.
            Class::Number if words.german && !starts => break,
            Class::Name | Class::Open | Class::Number | Class::Det => at += 1,
            Class::Cue(_) if !starts && words.is_document(at) => at += 1,
            Class::Pron if starts => {
                at += 1;
                break;
            }
            Class::Prep if !starts && !opens_circumstance(words, at) && noun_follows(words, at + 1) => at += 1,
            Class::Conj
                if !starts
                    && matches!(words.class(at + 1), Class::Name | Class::Det)
                    && noun_follows(words, at + 1) =>
            {
                at += 1
            }
            Class::OpenBracket if !starts => {
                match (at..high.min(at + 12)).find(|i| words.class(*i) == Class::CloseBracket) {
                    Some(close) => at = close + 1,
                    None => break,
                }
            }
            Class::QuoteMark if !words.quoted.get(at + 1).copied().unwrap_or(true) => {
                match (at + 1..high.min(at + 9)).find(|i| words.class(*i) == Class::QuoteMark) {
                    Some(close) => at = close + 1,
                    None => break,
                }
            }
            Class::Comma if !starts => match apposition(words, at, high) {
                Some(end) => {
                    at = end;
                    break;
                }
                None => break,
            },
            Class::Rel if !starts => {
                at = (at..high).find(|i| ends_clause(words.class(*i))).unwrap_or(high);
                break;
            }
            _ => break,
        }
    }
    let has_head =
        (start..at).any(|i| matches!(words.class(i), Class::Name | Class::Open | Class::Pron) || words.is_document(i));
    (at > start && has_head).then_some(start..at)
}

/// Where a German phrase begins whose noun an adjective with words of its own stands before, if the phrase that
/// [`left`] found behind a preposition is one: `mit der Sache vertraute Personen`.
pub(super) fn with_attribute(words: &Words, low: usize, phrase: &Range<usize>) -> Option<usize> {
    let prep = phrase.start.checked_sub(1).filter(|p| *p >= low && words.class(*p) == Class::Prep)?;
    let between = |i: usize| words.class(i - 1) == Class::Name && words.class(i + 1) == Class::Name;
    let attribute =
        (phrase.start + 1..phrase.end.saturating_sub(1)).any(|i| words.class(i) == Class::Open && between(i));
    let article = prep.checked_sub(1).filter(|d| *d >= low && words.class(*d) == Class::Det);
    attribute.then_some(article.unwrap_or(prep))
}

/// The same phrase where it begins at token `start`.
pub(super) fn right_with_attribute(words: &Words, start: usize, high: usize) -> Option<Range<usize>> {
    if !words.german || words.class(start) != Class::Prep {
        return None;
    }
    let phrase = right(words, start + 1, high)?;
    with_attribute(words, start, &phrase).map(|start| start..phrase.end)
}

/// The phrase before a comma at `comma` whose apposition ends there: `Ada Lind, the mayor of Aldermoor,`.
pub(super) fn before_apposition(words: &Words, low: usize, comma: usize) -> Option<Range<usize>> {
    let low = low.max(comma.saturating_sub(LONGEST));
    let mut best: Option<Range<usize>> = None;
    for at in (low..comma).rev() {
        match words.class(at) {
            Class::Comma => {
                let inner = words.class(at + 1);
                let participle =
                    || !words.german && matches!(words.word(at + 1), w if w.ends_with("ed") || w.ends_with("ing"));
                let opens =
                    matches!(inner, Class::Det | Class::Open | Class::Rel | Class::Name | Class::Number | Class::Prep)
                        || matches!(inner, Class::Cue(_) | Class::Verb) && participle();
                let Some(phrase) = left(words, low, at).filter(|_| opens) else { continue };
                let named = words.class(phrase.end - 1) == Class::Name;
                let clause_start = phrase.start == low || ends_clause(words.class(phrase.start - 1));
                if named && clause_start || best.is_none() {
                    best = Some(phrase.start..comma);
                }
            }
            // `Ada Lind of the college who was not involved in the study, said`
            Class::Rel if !words.german && best.is_none() && matches!(words.word(at), "who" | "which") => {
                best = left(words, low, at).map(|phrase| phrase.start..comma);
            }
            Class::QuoteMark if !closes_speech(words, low, at) => {}
            Class::Stop | Class::QuoteMark | Class::Colon => break,
            _ => {}
        }
    }
    best
}

/// Where an apposition that begins at the comma `at` ends: before the next comma, or at the end of the clause.
fn apposition(words: &Words, at: usize, high: usize) -> Option<usize> {
    let next = words.class(at + 1);
    let opens = matches!(next, Class::Det | Class::Number | Class::Rel)
        || next == Class::Open && !words.word(at + 1).ends_with("ing")
        || words.german && next == Class::Name;
    if !opens {
        return None;
    }
    let end = (at + 1..high).find(|i| ends_clause(words.class(*i)))?;
    // With a verb of its own it is a clause.
    let clause = next != Class::Rel && (at + 1..end).any(|i| matches!(words.class(i), Class::Aux | Class::Verb));
    (end > at + 1 && !clause).then_some(end)
}

/// Whether a preposition opens words about when or how something was said: `on Monday`, `in a statement`.
pub(super) fn opens_circumstance(words: &Words, at: usize) -> bool {
    const OF_THE_MATTER: [&str; 11] =
        ["of", "about", "against", "to", "for", "from", "von", "vom", "über", "gegen", "für"];
    if OF_THE_MATTER.contains(&words.word(at)) {
        return false;
    }
    (at + 1..at + 5)
        .take_while(|i| {
            matches!(
                words.class(*i),
                Class::Time | Class::Det | Class::Open | Class::Name | Class::Number | Class::Cue(_)
            )
        })
        .any(|i| words.class(i) == Class::Time || words.tagged(i, "medium"))
}

/// Whether `to` stands inside a noun phrase: `close to`, `ambassador to Arden`, `an aide to the mayor`.
fn joins_by_to(words: &Words, at: usize) -> bool {
    let names = words.class(at - 1) == Class::Name && words.class(at + 1) == Class::Name;
    words.word(at - 1) == "close" || !words.german && (names || !words.voice_noun(at - 1).is_empty())
}

/// Whether the quotation mark at a token, or the marks right before it, end somebody's words.
fn closes_speech(words: &Words, low: usize, at: usize) -> bool {
    let inside = (low..at).rev().find(|i| words.class(*i) != Class::QuoteMark);
    inside.is_none_or(|i| words.quoted.get(i).copied().unwrap_or(true))
}

fn noun_follows(words: &Words, at: usize) -> bool {
    let gerund = !words.german && words.class(at) == Class::Open && words.word(at).ends_with("ing");
    !gerund && matches!(words.class(at), Class::Name | Class::Open | Class::Det | Class::Number | Class::QuoteMark)
}

/// Marks at which a clause may end.
pub(super) fn ends_clause(class: Class) -> bool {
    matches!(class, Class::Comma | Class::Stop | Class::QuoteMark | Class::Colon | Class::Break)
}

/// Whether nothing but a noun phrase stands between the start of the clause and the conjunction at `at`.
fn begins_clause(words: &Words, low: usize, at: usize) -> bool {
    for i in (low..at).rev() {
        match words.class(i) {
            Class::Name | Class::Open | Class::Det | Class::Prep | Class::Number | Class::Conj => {}
            class => return ends_clause(class),
        }
    }
    true
}

fn opening(words: &Words, low: usize, close: usize) -> Option<usize> {
    (low.max(close.saturating_sub(12))..close).rev().find(|i| words.class(*i) == Class::OpenBracket)
}

fn opening_quote(words: &Words, low: usize, close: usize) -> Option<usize> {
    (low.max(close.saturating_sub(8))..close).rev().find(|i| words.class(*i) == Class::QuoteMark)
}
