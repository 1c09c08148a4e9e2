//! How many origins the cited outlets have: outlets that pass on the same words are one. Also `source_identity.echo`.
//!
//! Two outlets echo each other where their excerpts share a run of twelve words or a quotation of somebody, or where both
//! pass on one statement: a sentence of each credits somebody who speaks for a body, and the two have a name and
//! [`STATED`] content words in common.
//!
//! * `source_identity.echo`: a pair of cited outlets that do; at the second one's first card, the first one's related.
//!   Facts: `name`, `other`, `words` (what they share), `count` (words).

use std::collections::BTreeMap;
use std::ops::Range;

use super::alignment::{WordsOf, nearest, runs};
use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Evidence, Hit, Outcome};
use crate::analysis::{Place, content_stems};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, tokenize};

/// So many consecutive words are a copy, whoever wrote them first.
const RUN: usize = 12;
/// A quotation that two excerpts share has so many words at least.
const QUOTED: usize = 5;
/// Two wordings of a quotation are one where so many percent of the words agree.
const NEAR: usize = 80;

/// So many content words, a name among them, make two sentences that credit a spokesperson one statement.
const STATED: usize = 4;

/// What two excerpts share: words of the first.
fn shares(cx: &Context<'_>, a: &Excerpt, b: &Excerpt) -> Option<String> {
    let (words, others) = (&a.words, &b.words);
    let text = |run: Range<usize>| {
        let first = a.tokens.get(*words.tokens.get(run.start)?)?;
        let last = a.tokens.get(*words.tokens.get(run.end.checked_sub(1)?)?)?;
        a.text.get(first.start..last.end).map(str::to_owned)
    };
    if let Some(run) = runs(&words.hashes, others, RUN).into_iter().next() {
        return text(run);
    }
    let quoted = quotations(&a.text).into_iter().find(|quotation| {
        let tokens = tokenize(quotation);
        let own = WordsOf::new(&tokens);
        own.len() >= QUOTED && nearest(&own.hashes, others).is_some_and(|near| near.is_at_least(NEAR))
    });
    quoted.map(str::to_owned).or_else(|| {
        let theirs = statements(cx, b);
        let is_theirs = |own: &Statement| theirs.iter().any(|other| own.is(other));
        let own = statements(cx, a).into_iter().find(is_theirs)?;
        a.text.get(own.range).map(str::to_owned)
    })
}

/// A sentence of an excerpt that credits somebody who speaks for a body.
struct Statement {
    range: Range<usize>,
    /// Hashes of its content words without the speaker, sorted.
    stems: Vec<u64>,
    /// Those of its names: capitalised words but the first.
    names: Vec<u64>,
}

impl Statement {
    /// Whether two sentences give the same statement.
    fn is(&self, other: &Statement) -> bool {
        shared(&self.names, &other.names) > 0 && shared(&self.stems, &other.stems) >= STATED
    }
}

fn statements(cx: &Context<'_>, excerpt: &Excerpt) -> Vec<Statement> {
    let Some(nouns) = cx.list("voice-nouns") else { return Vec::new() };
    let language = &cx.analysis.language;
    let text = excerpt.text.as_str();
    let mut found = Vec::new();
    for sentence in excerpt.sentences.iter().cloned() {
        let tokens = excerpt.tokens.get(sentence).unwrap_or_default();
        let speaks = |i: &usize| nouns.at(text, tokens, *i).is_some_and(|m| m.entry.tag() == "spokesperson");
        let Some(speaker) = (0..tokens.len()).find(speaks) else { continue };
        let said: Vec<Token> = tokens.iter().enumerate().filter(|(i, _)| *i != speaker).map(|(_, t)| *t).collect();
        let named: Vec<Token> = said.iter().skip(1).filter(|t| t.case != Case::Lower).copied().collect();
        let range = tokens.first().map_or(0, |t| t.start)..tokens.last().map_or(0, |t| t.end);
        let stems = |tokens: &[Token]| content_stems(text, tokens, language);
        found.push(Statement { range, stems: stems(&said), names: stems(&named) });
    }
    found
}

/// The words between quotation marks; a quotation that is cut off runs to the end.
fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        let closes =
            |open: char| matches!((open, mark), ('"', '"') | ('“', '”') | ('„', '“' | '”') | ('«', '»') | ('‘', '’'));
        match open {
            Some((start, by)) if closes(by) => {
                // An apostrophe inside a word closes nothing.
                let inside = mark == '’' && text[at + mark.len_utf8()..].starts_with(char::is_alphabetic);
                if !inside {
                    found.extend(text.get(start..at));
                    open = None;
                }
            }
            None if matches!(mark, '"' | '“' | '„' | '«' | '‘') => open = Some((at + mark.len_utf8(), mark)),
            _ => {}
        }
    }
    found.extend(open.and_then(|(start, _)| text.get(start..)));
    found
}

/// An echo between two domains.
pub(super) struct Echo {
    pub cards: (usize, usize),
    pub words: String,
}

/// Every pair of cited domains that echo each other, in the order of their cards.
pub(super) fn echoes(cx: &Context<'_>) -> Vec<Echo> {
    let cards = &cx.analysis.article.cards;
    let domain = |card: usize| cards.get(card).map(|card| card.domain.as_str()).unwrap_or_default();
    let mut pairs: BTreeMap<(&str, &str), Echo> = BTreeMap::new();
    let all: Vec<(usize, &Excerpt)> = cx.excerpts().on_page().take(MOST).collect();
    for (at, (later, excerpt)) in all.iter().enumerate() {
        for (earlier, other) in all.iter().take(at) {
            let key = (domain(*earlier), domain(*later));
            if key.0 == key.1 || pairs.contains_key(&key) || pairs.contains_key(&(key.1, key.0)) {
                continue;
            }
            if let Some(words) = shares(cx, excerpt, other) {
                pairs.insert(key, Echo { cards: (*earlier, *later), words });
            }
        }
    }
    let mut echoes: Vec<Echo> = pairs.into_values().collect();
    echoes.sort_by_key(|echo| (echo.cards.1, echo.cards.0));
    echoes
}

/// So many excerpts are compared with each other.
const MOST: usize = 100;

/// The number of origins of the cited outlets: outlets of one group, and outlets that echo each other, are one.
pub(super) fn origins(cx: &Context<'_>) -> usize {
    let outlets: Vec<_> = cx.analysis.outlets.iter().filter(|outlet| outlet.cited > 0).collect();
    let mut root: Vec<usize> = (0..outlets.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (from, to) = (root.get(a).copied().unwrap_or(a), root.get(b).copied().unwrap_or(b));
        root.iter_mut().filter(|own| **own == from).for_each(|own| *own = to);
    };
    for (i, outlet) in outlets.iter().enumerate() {
        let same = outlets.iter().take(i).position(|other| outlet.group.is_some() && other.group == outlet.group);
        if let Some(other) = same {
            join(i, other);
        }
    }
    for echo in echoes(cx) {
        let of = |card: usize| {
            let domain = &cx.analysis.article.cards.get(card)?.domain;
            outlets.iter().position(|outlet| outlet.domain == *domain)
        };
        if let (Some(a), Some(b)) = (of(echo.cards.0), of(echo.cards.1)) {
            join(a, b);
        }
    }
    root.sort_unstable();
    root.dedup();
    root.len()
}

#[derive(Debug)]
struct Echoed;

/// Builds `source_identity.echo`, which takes no parameters.
pub fn echo(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Echoed)
}

impl Detect for Echoed {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let cards = &cx.analysis.article.cards;
        let at = |card: usize| {
            let card = cards.get(card)?;
            let block = *card.blocks.last()?;
            let words = cx.analysis.article.blocks.get(block)?.words().len();
            Some(Evidence { place: Place::new(block, 0..words), span: card.spans.first().copied() })
        };
        let domain = |card: usize| cards.get(card).map(|card| card.domain.clone()).unwrap_or_default();
        let hit = |echo: Echo| {
            let hit = Hit::new(at(echo.cards.1)?).related(at(echo.cards.0)?, "");
            let hit = hit.text("name", domain(echo.cards.1)).text("other", domain(echo.cards.0));
            let count = echo.words.split_whitespace().count();
            Some(hit.text("words", echo.words).count("count", count))
        };
        Outcome::hits(echoes(cx).into_iter().filter_map(hit).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_of_an_excerpt_are_found_also_where_they_are_cut() {
        assert_eq!(quotations("He said: “It’s over,” and “go"), ["It’s over,", "go"]);
        assert_eq!(quotations("Er sagte: „Es reicht.“"), ["Es reicht."]);
        assert_eq!(quotations("It called the ‘Elm’s end’ fair"), ["Elm’s end"]);
    }
}
