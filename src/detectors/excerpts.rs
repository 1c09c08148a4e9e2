//! The excerpts that a page shows of its sources, made ready to be compared with what cites them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Context;
use crate::analysis::{Amount, Analysis, Sentence, amounts, content_stems};
use crate::article::Target;
use crate::text::{Token, tokenize};

/// An excerpt with the title of its source.
pub(super) struct Excerpt {
    /// Title and excerpt.
    pub text: String,
    pub tokens: Vec<Token>,
    /// Hashes of its content words, sorted.
    pub stems: Vec<u64>,
    pub amounts: Vec<Amount>,
    /// Whether it is in the language of the article: else nothing is known of what it says.
    pub readable: bool,
}

impl Excerpt {
    /// Its sentences, the title one of them, as ranges of its tokens.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let words = |t: &Token| self.text.get(t.range()).unwrap_or_default();
        let gap = |i: usize| {
            let (before, after) = (self.tokens.get(i.checked_sub(1)?)?, self.tokens.get(i)?);
            self.text.get(before.end..after.start)
        };
        // A stop ends a sentence also where a closing mark stands behind it; so does the end of the title.
        let ends = |i: &usize| {
            let before = self.tokens.iter().take(*i).rev().find(|t| !matches!(words(t), "\"" | "”" | "“" | "’" | "»"));
            let gap = gap(*i).unwrap_or_default();
            gap.contains('\n') || (!gap.is_empty() && before.is_some_and(|t| matches!(words(t), "." | "!" | "?")))
        };
        let mut start = 0;
        let ends = (1..self.tokens.len()).filter(ends).chain([self.tokens.len()]);
        ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
    }
}

/// One for each card of the article.
pub(super) struct Excerpts {
    all: Vec<Excerpt>,
}

/// Of so many words of an excerpt, one at least is a word of grammar in the article's language.
const ONE_IN: usize = 8;

/// Excerpts that something cites, each with the index of its card.
pub(super) type Cited<'a> = Vec<(usize, &'a Excerpt)>;

impl Excerpts {
    pub fn of(cx: &Context<'_>) -> Excerpts {
        let language = &cx.analysis.language;
        let grammar = cx.list("stop-words");
        let all = cx.analysis.article.cards.iter().map(|card| {
            let text = format!("{}\n{}", card.title, card.excerpt);
            let tokens = tokenize(&text);
            let words = tokens.iter().filter(|token| token.is_word()).count();
            let known = tokens.iter().filter(|token| grammar.is_some_and(|list| list.has(&text, token))).count();
            Excerpt {
                stems: content_stems(&text, &tokens, language),
                amounts: amounts(&text, &tokens, language, cx.lexicons),
                readable: !card.excerpt.is_empty() && known * ONE_IN >= words,
                text,
                tokens,
            }
        });
        Excerpts { all: all.collect() }
    }

    /// Whether there is one to compare with.
    pub fn is_empty(&self) -> bool {
        !self.all.iter().any(|excerpt| excerpt.readable)
    }

    /// The excerpt of a card, where it can be read.
    pub fn get(&self, card: usize) -> Option<&Excerpt> {
        self.all.get(card).filter(|excerpt| excerpt.readable)
    }

    /// Every excerpt that can be read, with its card.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Excerpt)> {
        self.all.iter().enumerate().filter(|(_, excerpt)| excerpt.readable)
    }

    /// The excerpts that a sentence cites. `None`: it cites none, or also a source of which nothing can be read.
    pub fn cited(&self, analysis: &Analysis, sentence: &Sentence) -> Option<Cited<'_>> {
        let mut cards: BTreeSet<usize> = BTreeSet::new();
        for citation in sentence.citations.iter().filter_map(|i| analysis.citations.get(*i)) {
            let own = match analysis.article.markers.get(citation.marker).map(|marker| &marker.target) {
                Some(Target::Card(card)) => vec![*card],
                _ => citation.source.and_then(|i| analysis.sources.get(i)).map(|s| s.cards.clone()).unwrap_or_default(),
            };
            if citation.source.is_some() && own.is_empty() {
                return None;
            }
            cards.extend(own);
        }
        let read: Option<Vec<_>> = cards.into_iter().map(|card| Some((card, self.get(card)?))).collect();
        read.filter(|read| !read.is_empty())
    }
}

/// How many of the first are among the second; both sorted.
pub(super) fn shared(some: &[u64], others: &[u64]) -> usize {
    some.iter().filter(|stem| others.binary_search(stem).is_ok()).count()
}
