//! What German sentences have of their own: verbs that stand second or last, `so X`, passives, the Konjunktiv.

use std::ops::Range;

use super::super::CueKind;
use super::super::noun_phrase::{before_apposition, ends_clause, left, right, with_attribute};
use super::super::word_class::{Act, Class, Cue};
use super::finder::{Finder, Found};
use super::subject::Subject;

/// How far a clause may reach to either side of a word, in tokens.
const REACH: usize = 16;

impl Finder<'_> {
    /// `…, so X.`: German for `according to X`, behind a comma or quotation mark.
    pub(super) fn german_so(&self, at: usize) -> Option<Found> {
        let behind =
            at > self.low && matches!(self.words.class(at - 1), Class::Comma | Class::QuoteMark | Class::Break);
        if !self.words.german || !behind || self.words.word(at) != "so" {
            return None;
        }
        let source = right(self.words, at + 1, self.high)?;
        let mut content = vec![self.low..at, source.end..self.high];
        content.retain(|r| self.has_words(r));
        Some(Found {
            source: Some(source),
            cue: at..at + 1,
            content,
            kind: CueKind::Neutral,
            act: Act::Speech,
            plain: false,
        })
    }

    /// German verbs stand second: the subject is before them where the sentence begins with it, else behind them.
    pub(super) fn german_subject(&self, at: usize, end: usize) -> Option<Subject> {
        let w = self.words;
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else {
            return self.inverted(end, false);
        };
        if matches!(w.class(before), Class::Conj) {
            return Some(Subject::Same);
        }
        if matches!(w.class(before), Class::QuoteMark) || w.class(before) == Class::Break {
            return self.inverted(end, true);
        }
        // `hat der Rat erklärt`, `wie der Rat mitteilte`: the verb ends the clause.
        if w.class(before) == Class::Comma {
            if let Some(source) = before_apposition(w, self.low, before)
                && source.start == self.low
                && self.continues_clause(end)
            {
                return Some(Subject::Left(source));
            }
            return self.inverted(end, true);
        }
        let phrase = self.german_left(at);
        match phrase {
            Some(phrase) => Some(Subject::Left(phrase)),
            None => self.inverted(end, false),
        }
    }

    /// Whether what follows the verb is its own content: a comma, a colon, dass.
    pub(super) fn continues_clause(&self, end: usize) -> bool {
        (end..self.high.min(end + 6)).any(|i| matches!(self.words.class(i), Class::Comma | Class::Colon))
    }

    /// The noun phrase nearest to the left of a German verb that is no object of a preposition and no time.
    pub(super) fn german_left(&self, at: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut end = at;
        let mut best = None;
        for _ in 0..6 {
            while end > self.low
                && matches!(w.class(end - 1), Class::Adv | Class::Aux | Class::Open | Class::Time | Class::Verdict)
            {
                end -= 1;
            }
            let phrase = left(w, self.low, end)?;
            let before = phrase.start.checked_sub(1).filter(|b| *b >= self.low);
            let after_prep = before.is_some_and(|b| w.class(b) == Class::Prep);
            if !after_prep {
                best = Some(phrase);
                break;
            }
            if let Some(start) = with_attribute(w, self.low, &phrase) {
                best = Some(start..phrase.end);
                break;
            }
            end = before?;
        }
        best
    }

    /// Whether a finite verb of the sentence stands in the Konjunktiv of reported speech.
    pub(super) fn in_konjunktiv(&self) -> bool {
        const FORMS: [&str; 22] = [
            "sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge", "gebe", "gehe",
            "komme", "bleibe", "liege", "stehe", "lasse", "mache", "würden", "hätten", "wären", "könnten",
        ];
        (self.low..self.high).any(|i| FORMS.contains(&self.words.word(i)))
    }

    /// `wurde von X kritisiert`, `weil er von X kritisiert wurde`.
    pub(super) fn german_passive(&self, at: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        if !w.german || cue.kind == CueKind::Neutral {
            return None;
        }
        let clause = self.german_clause(at);
        let by = (clause.start..at).rfind(|i| ["von", "vom", "durch"].contains(&w.word(*i)))?;
        let is_passive = |i: &usize| ["wird", "werden", "wurde", "wurden", "worden", "würde"].contains(&w.word(*i));
        let auxiliary = clause.clone().filter(|i| *i < by || *i > at).find(is_passive)?;
        let source = right(w, by + 1, at)?;
        let start = clause.start;
        let content = vec![start..auxiliary.min(by), auxiliary + 1..by];
        self.received(source, at..at + cue.len, content, cue.kind)
    }

    /// The tokens around one that no mark and no beginning of a further clause parts from it.
    pub(super) fn german_clause(&self, at: usize) -> Range<usize> {
        let w = self.words;
        let start = self.clause_start(at).max(at.saturating_sub(REACH));
        let high = self.high.min(at + REACH);
        start..(at..high).find(|i| ends_clause(w.class(*i))).unwrap_or(high)
    }
}
