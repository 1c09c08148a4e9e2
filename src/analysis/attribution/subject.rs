//! Where the source of a cue stands: before it, behind it, or with the cue before.

use std::ops::Range;

use super::super::CueKind;
use super::super::noun_phrase::{before_apposition, ends_clause, left, right, right_with_attribute};
use super::super::word_class::{Act, Class, Cue};
use super::finder::Finder;

/// Where the subject of a cue stands.
pub(super) enum Subject {
    Left(Range<usize>),
    /// Behind the cue, which stands right behind the content where the flag is set.
    Right(Range<usize>, bool),
    /// That of the cue before.
    Same,
}

impl Subject {
    /// The source, if it has one of its own, and whether it stands behind the content.
    pub(super) fn parts(self) -> (Option<Range<usize>>, bool) {
        match self {
            Subject::Left(source) => (Some(source), false),
            Subject::Right(source, behind) => (Some(source), behind),
            Subject::Same => (None, false),
        }
    }
}

impl Finder<'_> {
    pub(super) fn subject(&self, start: usize, at: usize, end: usize) -> Option<Subject> {
        let w = self.words;
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.low) else {
            return self.inverted(end, false);
        };
        let ing = w.word(at).ends_with("ing");
        // `a firm dedicated to promoting`: who does it is the subject of the verb before.
        if w.word(start) == "to" && start < at {
            return Some(Subject::Same);
        }
        match w.class(before) {
            Class::Conj => Some(Subject::Same),
            Class::Comp if w.word(before) == "that" && self.is_relative(before) => {
                let source = left(w, self.low, before).map_or(before..start, |s| s.start..start);
                Some(Subject::Left(source))
            }
            Class::Rel => {
                let comma = usize::from(before > self.low && w.class(before - 1) == Class::Comma);
                let source = left(w, self.low, before - comma).map_or(before..start, |s| s.start..start);
                Some(Subject::Left(source))
            }
            Class::Comma | Class::QuoteMark | Class::Break if ing => Some(Subject::Same),
            Class::Comma | Class::QuoteMark | Class::Break => {
                let quoted_before =
                    w.class(before) == Class::QuoteMark || before > self.low && w.class(before - 1) == Class::QuoteMark;
                if quoted_before && let Some(subject) = self.inverted(end, true) {
                    return Some(subject);
                }
                if let Some(open) = self.parenthesis(before) {
                    return left(w, self.low, open).map(Subject::Left);
                }
                if w.class(before) == Class::Comma {
                    if self.may_follow(start, at)
                        && self.stands_alone(end)
                        && let Some(subject) = self.inverted(end, true)
                    {
                        return Some(subject);
                    }
                    return before_apposition(w, self.low, before).map(Subject::Left);
                }
                None
            }
            Class::Prep if ing => Some(Subject::Same),
            Class::Prep | Class::Comp | Class::Colon | Class::Stop => None,
            _ => left(w, self.low, start).map(Subject::Left),
        }
    }

    /// Whether `that` stands for the noun before it.
    fn is_relative(&self, that: usize) -> bool {
        that > self.low && matches!(self.words.class(that - 1), Class::Open | Class::Name)
    }

    /// Where words set in between subject and verb begin that end at the comma or dash at `close`: `Lind, though,
    /// said`, `insiders – and some outside the party – said`.
    fn parenthesis(&self, close: usize) -> Option<usize> {
        let w = self.words;
        let dash = w.class(close) == Class::Break && w.word(close) != ";";
        let low = self.low.max(close.saturating_sub(if dash { 25 } else { 4 }));
        let end = (low..close).rev().find(|i| w.class(*i) != w.class(close))?;
        let open = (low..end).rev().find(|i| w.class(*i) == w.class(close))?;
        let open = (low..open).rev().find(|i| w.class(*i) != w.class(close)).map_or(open, |i| i + 1);
        let adverbs = |i: usize| {
            matches!(w.class(i), Class::Adv | Class::Comp | Class::Time | Class::Prep)
                || ["example", "instance", "turn", "course", "part"].contains(&w.word(i))
        };
        (open > self.low && open + 1 < close && (dash || (open + 1..close).all(adverbs))).then_some(open)
    }

    /// The first noun phrase of the sentence that ends before token `end`, words of time and place before it passed over.
    pub(super) fn first_subject(&self, end: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut at = self.low;
        if w.class(at) == Class::Conj && !w.german {
            at += 1;
        }
        if matches!(w.class(at), Class::Prep | Class::Comp | Class::Adv | Class::Conj) {
            let comma = (at..end.min(at + 16)).find(|i| w.class(*i) == Class::Comma);
            at = comma.map_or(at, |c| c) + 1;
        }
        let phrase = right(w, at, end)?;
        // Small words of the open classes behind a name are its verb.
        let verb = (phrase.start + 1..phrase.end)
            .find(|i| w.class(*i) == Class::Open && (w.class(i - 1) == Class::Name || w.word(*i).ends_with("ed")));
        let phrase = phrase.start..verb.unwrap_or(phrase.end);
        let somebody = phrase.len() <= 3 || phrase.clone().any(|i| w.class(i) == Class::Name);
        Some(phrase).filter(|_| somebody)
    }

    /// `said X`: the source behind the cue.
    pub(super) fn inverted(&self, end: usize, behind_content: bool) -> Option<Subject> {
        if let Some(source) = right_with_attribute(self.words, end, self.high) {
            return Some(Subject::Right(source, behind_content));
        }
        let starts = matches!(self.words.class(end), Class::Name | Class::Det | Class::Pron | Class::Open);
        right(self.words, end, self.high).filter(|_| starts).map(|source| Subject::Right(source, behind_content))
    }

    /// Whether the subject of a cue may stand behind it: that of a plain word of saying without auxiliaries.
    fn may_follow(&self, start: usize, at: usize) -> bool {
        let plain =
            |c: Cue| c.act == Act::Speech && matches!(c.kind, CueKind::Neutral | CueKind::Judging | CueKind::Factive);
        let told = self.words.tagged(at, "addressee") && !self.words.word(at).starts_with("ask");
        start == at && !told && self.words.cue(at).is_some_and(plain)
    }

    /// Whether a noun phrase and nothing else follows up to the end of the sentence or a comma: `…, said the mayor.`
    pub(super) fn stands_alone(&self, end: usize) -> bool {
        let Some(phrase) = right(self.words, end, self.high) else { return false };
        let starts = matches!(self.words.class(phrase.start), Class::Name | Class::Det | Class::Open | Class::Pron);
        starts && (phrase.end >= self.high || ends_clause(self.words.class(phrase.end)))
    }

    /// The first token of the clause that ends at `end`.
    pub(super) fn clause_start(&self, end: usize) -> usize {
        let starts = |i: &usize| ends_clause(self.words.class(*i)) || self.words.class(*i) == Class::Comp;
        (self.low..end).rev().find(starts).map_or(self.low, |i| i + 1)
    }
}
