//! What others say of something, told from its side: `the plan drew criticism from residents`, `der Plan stieß bei
//! Anwohnern auf Kritik`. The source stands behind a preposition, what it
//! speaks of is the content.

use std::ops::Range;

use super::super::CueKind;
use super::super::noun_phrase::{ends_clause, right};
use super::super::word_class::{Act, Class};
use super::finder::{Finder, Found, without};

impl Finder<'_> {
    /// The attribution of a noun like `criticism` at a token.
    pub(super) fn reception(&self, at: usize) -> Option<Found> {
        let kind = match self.words.reaction(at) {
            "judging" => CueKind::Judging,
            "neutral" => CueKind::Neutral,
            _ => return None,
        };
        if self.words.german { self.german_reception(at, kind) } else { self.english_reception(at, kind) }
    }

    fn english_reception(&self, at: usize, kind: CueKind) -> Option<Found> {
        let w = self.words;
        let between =
            |i: usize| matches!(w.class(i), Class::Open | Class::Adv | Class::Det | Class::Prep | Class::Conj);
        let verb =
            (self.low.max(at.saturating_sub(5))..at).rev().find(|i| w.reaction(*i) == "draws" || !between(*i))?;
        let prep = (at + 1..self.high.min(at + 3)).find(|i| ["from", "by", "among"].contains(&w.word(*i)))?;
        if w.reaction(verb) != "draws" {
            return None;
        }
        let mut source = right(w, prep + 1, self.high)?;
        // `from an unexpected quarter: troops`
        if w.class(source.end) == Class::Colon
            && let Some(named) = right(w, source.end + 1, self.high)
        {
            source = named;
        }
        // `troops and military bloggers`: behind a source of criticism a second one, not a verb.
        if w.class(source.end) == Class::Conj
            && let Some(second) = right(w, source.end + 1, self.high)
            && (second.end >= self.high || ends_clause(w.class(second.end)))
            && !w.word(second.start).ends_with("ed")
        {
            source.end = second.end;
        }
        let start = self.with_auxiliaries(verb);
        let before = self.clause_start(start)..start;
        let content = if self.has_words(&before) { before } else { source.end..self.high };
        self.received(source, start..at + 1, vec![content], kind)
    }

    fn german_reception(&self, at: usize, kind: CueKind) -> Option<Found> {
        let w = self.words;
        let clause = self.german_clause(at);
        let verb = clause.clone().find(|i| w.reaction(*i) == "draws")?;
        let is_prep = |i: &usize| ["bei", "beim", "von", "vom", "seitens", "vonseiten", "unter"].contains(&w.word(*i));
        let behind = (verb + 1..clause.end).find(is_prep);
        let prep = behind.or_else(|| (clause.start..at).filter(|_| verb > at).rfind(is_prep))?;
        // What stands between the source and the noun belongs to the noun: `auf scharfe`.
        let to =
            if prep < at { (prep + 1..at).rfind(|i| w.class(*i) == Class::Prep).unwrap_or(at) } else { clause.end };
        let mut source = right(w, prep + 1, to)?;
        while source.len() > 1 && prep < at && w.class(source.end - 1) == Class::Open {
            source.end -= 1;
        }
        let rest = without(clause, &(verb..verb + 1)).into_iter();
        let content = rest.flat_map(|r| without(r, &(prep..source.end))).collect();
        self.received(source, verb..verb + 1, content, kind)
    }

    /// That something meets with criticism is no claim of the critics: the sentence stays the article's own.
    pub(super) fn received(
        &self,
        source: Range<usize>,
        cue: Range<usize>,
        mut content: Vec<Range<usize>>,
        kind: CueKind,
    ) -> Option<Found> {
        content.retain(|r| self.has_words(r));
        let found = Found { source: Some(source), cue, content, kind, act: Act::Stance, plain: false };
        (!found.content.is_empty()).then_some(found)
    }
}
