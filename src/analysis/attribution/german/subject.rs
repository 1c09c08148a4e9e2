//! Who is the subject of a German verb: before it, behind it, or the word that begins its clause.

use std::ops::Range;

use super::super::super::noun_phrase::right_with_attribute;
use super::super::super::word_class::Class;
use super::super::finder::Finder;
use super::clause::{Clause, Kind, Mood};
use super::verb::Bracket;

/// The subject of a verb, by its place.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    Left(Range<usize>),
    Right(Range<usize>),
    /// Right behind the verb, which stands behind what is said: `…, sagte X`.
    Behind(Range<usize>),
    /// That of the verb before.
    Before(Range<usize>),
    /// Of a passive.
    Agent(Range<usize>),
}

impl Subject {
    pub(super) fn tokens(self) -> Range<usize> {
        match self {
            Subject::Left(r) | Subject::Right(r) | Subject::Behind(r) | Subject::Before(r) | Subject::Agent(r) => r,
        }
    }
}

impl Finder<'_> {
    /// The subject of the verb of clause `of`.
    pub(super) fn subject_of(&self, clauses: &[Clause], of: usize, bracket: &Bracket) -> Option<Subject> {
        let clause = clauses.get(of)?;
        let w = self.words;
        let bare = |i: &usize| !self.is_quoted(*i) && !matches!(w.class(*i), Class::QuoteMark | Class::Conj);
        let first = clause.tokens.clone().find(bare)?;
        match clause.kind {
            Kind::Sub => self.first_phrase(first + 1, bracket.head).map(Subject::Left),
            Kind::Relative => self.of_relative(clauses, of, first, bracket.head),
            _ if first == bracket.finite => self.behind_or_apposition(clauses, of, bracket, first),
            _ => match self.of_main(first, clause, bracket)? {
                Subject::Right(phrase) => Some(Subject::Right(self.with_apposition(clauses, of, phrase))),
                subject => Some(subject),
            },
        }
    }

    /// The first phrase between two tokens, small words and phrases with a preposition passed over.
    pub(super) fn first_phrase(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut at = from;
        while at < to {
            match w.class(at) {
                Class::Adv | Class::Aux | Class::Time | Class::QuoteMark | Class::Conj => at += 1,
                Class::Prep => match right_with_attribute(w, at, to) {
                    Some(phrase) => return Some(phrase),
                    None => at = self.phrase(at + 1, to).map_or(at + 1, |p| p.end),
                },
                _ => match self.phrase(at, to) {
                    Some(phrase) => return Some(phrase),
                    None => at += 1,
                },
            }
        }
        None
    }

    /// `…, der betonte, …`: the noun before with its pronoun, but for an object: `…, den X kritisiert`.
    fn of_relative(&self, clauses: &[Clause], of: usize, first: usize, head: usize) -> Option<Subject> {
        let w = self.words;
        let nominative = ["der", "die", "das", "welche", "welcher", "welches"].contains(&w.word(first));
        let other = self.first_phrase(first + 1, head).filter(|p| {
            let definite =
                matches!(w.word(p.start), "der" | "die" | "das" | "er" | "sie") || w.class(p.start) == Class::Name;
            !nominative || definite && w.word(first) != "der"
        });
        if let Some(other) = other {
            return Some(Subject::Left(other));
        }
        let before = of.checked_sub(1).and_then(|b| clauses.get(b))?;
        let near = |p: &Range<usize>| p.end + 1 >= before.tokens.end;
        let antecedent = before.tokens.clone().find_map(|i| self.phrase(i, before.tokens.end).filter(near));
        nominative.then(|| Subject::Left(antecedent.map_or(first, |p| p.start)..first + 1))
    }

    /// `…, sagte X` against `X, Bürgermeister von Y, sagte …`.
    fn behind_or_apposition(&self, clauses: &[Clause], of: usize, bracket: &Bracket, first: usize) -> Option<Subject> {
        let clause = clauses.get(of)?;
        let w = self.words;
        let inverted = self.behind_verb(first + 1, clause.tokens.end).map(|p| self.with_apposition(clauses, of, p));
        let direct = inverted.as_ref().is_some_and(|p| !(first + 1..p.start).any(|i| w.class(i) == Class::Prep));
        let before = clauses.get(..of).unwrap_or_default();
        let only_pieces = !before.is_empty()
            && before.iter().all(|c| {
                matches!(c.kind, Kind::Piece | Kind::Relative) && !c.tokens.clone().any(|i| self.is_quoted(i))
            });
        let closes = |s: &Range<usize>| {
            s.end >= clause.tokens.end || matches!(w.class(s.end), Class::Prep | Class::Adv | Class::Time)
        };
        let alone = direct && inverted.as_ref().is_some_and(closes) && self.complement(clauses, of).is_none();
        let nominal = before.first().is_some_and(|c| {
            let start = c.tokens.clone().find(|i| !matches!(w.class(*i), Class::Adv | Class::Conj));
            start.is_some_and(|s| matches!(w.class(s), Class::Det | Class::Name | Class::Open | Class::Number))
        });
        if only_pieces
            && nominal
            && !alone
            && let Some(piece) = before.first()
        {
            let start = piece
                .tokens
                .clone()
                .find(|i| !matches!(w.class(*i), Class::Adv | Class::Conj))
                .unwrap_or(piece.tokens.start);
            let named = self.phrase(start, piece.tokens.end).is_some();
            if named && bracket.finite == first {
                return Some(Subject::Left(start..clause.tokens.start.saturating_sub(1).max(start + 1)));
            }
        }
        // `Nachdem er gekommen war, forderte X …`: what stands in front is no content.
        let told = |c: &Clause| {
            c.mood == Mood::Reported
                || matches!(c.kind, Kind::Main | Kind::VerbFirst)
                || c.tokens.clone().any(|i| self.is_quoted(i))
                || ["dass", "Dass", "daß", "ob", "Ob"].contains(&w.word(c.tokens.start))
        };
        let first_clause = before.is_empty() && first > clause.tokens.start;
        let behind = first_clause || alone && only_pieces || before.iter().any(told);
        inverted.map(if behind { Subject::Behind } else { Subject::Right })
    }

    /// A source with the apposition that the next clause is: `sagte Ada Lind, Bürgermeisterin von Arden, …`.
    pub(super) fn with_apposition(&self, clauses: &[Clause], of: usize, source: Range<usize>) -> Range<usize> {
        let (Some(clause), Some(next)) = (clauses.get(of), clauses.get(of + 1)) else { return source };
        let first = next.tokens.start;
        let opens = matches!(self.words.class(first), Class::Det | Class::Name)
            && self.words.class(first.wrapping_sub(1)) == Class::Comma;
        let whole = self.phrase(first, next.tokens.end).is_some_and(|p| p.end + 4 >= next.tokens.end);
        let apposition = source.end == clause.tokens.end && next.kind == Kind::Piece && opens && whole;
        if apposition && !self.is_quoted(first) { source.start..next.tokens.end } else { source }
    }

    /// The phrase behind a verb, adverbs between passed over.
    fn behind_verb(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut at = from;
        while at < to && matches!(w.class(at), Class::Adv | Class::Time) || matches!(w.word(at), "sich" | "nicht") {
            at += 1;
        }
        if w.class(at) == Class::Prep {
            return right_with_attribute(w, at, to).or_else(|| self.first_phrase(at, to));
        }
        self.phrase(at, to)
    }

    /// `X forderte …`, `Am Montag forderte X …`, `Eine Steuer forderte X`.
    fn of_main(&self, first: usize, clause: &Clause, bracket: &Bracket) -> Option<Subject> {
        let w = self.words;
        let start = (first..bracket.finite).find(|i| !matches!(w.class(*i), Class::Adv | Class::Conj)).unwrap_or(first);
        let behind = || {
            self.behind_verb(bracket.finite + 1, clause.tokens.end)
                .filter(|p| p.end <= bracket.head || bracket.head == bracket.finite)
        };
        let pronoun = ["er", "man", "wir", "ich"].contains(&w.word(bracket.finite + 1));
        let accusative = ["den", "einen", "diesen", "keinen", "seinen", "ihren", "dem"]
            .contains(&w.word(start).to_lowercase().as_str())
            && w.class(start) == Class::Det
            || matches!(w.word(start), "Das" | "Dies" | "Dieses" | "das" | "dies") && start + 1 == bracket.finite;
        let circumstance = matches!(w.class(start), Class::Prep | Class::Time | Class::Aux | Class::Comp);
        if circumstance && let Some(phrase) = right_with_attribute(w, start, bracket.finite) {
            return Some(Subject::Left(phrase));
        }
        // `Ähnlich äußerte sich der Minister`
        let reflexive = w.word(bracket.finite + 1) == "sich"
            && w.class(bracket.finite + 2) == Class::Det
            && start + 1 == bracket.finite;
        if reflexive || pronoun || accusative || circumstance || start >= bracket.finite {
            return behind().map(Subject::Right);
        }
        match self.phrase(start, bracket.finite) {
            Some(phrase) => Some(Subject::Left(phrase)),
            None => {
                behind().map(Subject::Right).or_else(|| self.first_phrase(start, bracket.finite).map(Subject::Left))
            }
        }
    }
}
