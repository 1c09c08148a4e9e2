//! The clauses of a German sentence: what its marks part, how each begins, and in which mood its verb stands.

use std::ops::Range;

use super::super::super::word_class::Class;
use super::super::finder::Finder;

/// How a clause is built, as far as its first words and its verb tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The verb stands second.
    Main,
    /// The verb stands first: the clause before is a part of this one.
    VerbFirst,
    /// `dass`, `weil`, `ob`: a subordinate clause.
    Sub,
    /// A relative clause.
    Relative,
    /// No verb but an infinitive with `zu`.
    Infinitive,
    /// No verb: an apposition, a piece of a list.
    Piece,
}

/// What the verb of a clause shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// Konjunktiv I: somebody else's words.
    Reported,
    /// A form that stands for it at times.
    Doubtful,
    /// The indicative, as far as is known.
    Plain,
}

/// A stretch of a sentence between two marks that part clauses.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) tokens: Range<usize>,
    pub(super) kind: Kind,
    pub(super) mood: Mood,
}

impl Finder<'_> {
    /// The clauses of the sentence in order. Quoted words part nothing.
    pub(super) fn clauses(&self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let mut start = self.low;
        for at in self.low..=self.high {
            if at < self.high && (self.is_quoted(at) || !self.parts(at)) {
                continue;
            }
            let stop = |i: &usize| self.words.class(*i) != Class::Stop;
            let end = (start..at).rfind(stop).map_or(start, |last| last + 1);
            if self.has_words(&(start..end)) {
                let mut clause = self.clause(start..end);
                // `nachdem X, der Y ist, gegangen war`: the end of a clause that another interrupts.
                let interrupted =
                    clauses.last().is_some_and(|c: &Clause| matches!(c.kind, Kind::Relative | Kind::Infinitive));
                if clause.kind == Kind::Main && interrupted && clause.tokens.len() > 1 && self.is_finite(end - 1) {
                    clause.kind = Kind::Sub;
                }
                clauses.push(clause);
            }
            start = at + 1;
        }
        clauses
    }

    pub(in super::super) fn is_quoted(&self, at: usize) -> bool {
        self.words.quoted.get(at).copied().unwrap_or(false)
    }

    /// Whether a mark parts clauses: not the slash of `Lind/Brandt`.
    fn parts(&self, at: usize) -> bool {
        let w = self.words;
        match w.class(at) {
            Class::Comma => !self.in_brackets(at),
            Class::Colon => true,
            // Not the full stop of `am 2. Mai`.
            Class::Stop => w.word(at) != ".",
            Class::Break => {
                let token = |i: usize| w.tokens.get(i);
                let joins = token(at).is_some_and(|t| {
                    token(at.wrapping_sub(1)).is_some_and(|b| b.end == t.start)
                        && token(at + 1).is_some_and(|n| n.start == t.end)
                });
                !joins
            }
            _ => false,
        }
    }

    /// Whether a token stands in round or square brackets that opened not long before.
    pub(super) fn in_brackets(&self, at: usize) -> bool {
        let from = self.low.max(at.saturating_sub(24));
        let bracket = |i: &usize| matches!(self.words.class(*i), Class::OpenBracket | Class::CloseBracket);
        (from..at).rfind(bracket).is_some_and(|i| self.words.class(i) == Class::OpenBracket)
    }

    fn clause(&self, tokens: Range<usize>) -> Clause {
        let mood = self.mood_of(&tokens);
        Clause { kind: self.kind_of(&tokens), mood, tokens }
    }

    fn kind_of(&self, tokens: &Range<usize>) -> Kind {
        let w = self.words;
        let skipped = |i: &usize| !matches!(w.class(*i), Class::Conj | Class::QuoteMark);
        let first = tokens.clone().find(skipped).unwrap_or(tokens.start);
        let finite = (first..tokens.end).find(|i| !self.is_quoted(*i) && self.is_finite(*i));
        let last = tokens.end - 1;
        let infinitive = |i: usize| w.word(i.wrapping_sub(1)) == "zu" && w.word(i).ends_with('n');
        if w.class(first) != Class::Comp
            && first < last
            && (infinitive(last) || infinitive(last - 1))
            && finite.is_none_or(|f| f + 2 > last)
        {
            return Kind::Infinitive;
        }
        // `Als Grund gab er an, …` is no clause with `als`.
        let second = finite.is_some_and(|f| f < last && !self.is_finite(last));
        if matches!(w.word(first), "als" | "Als" | "Wie" | "So") && second && w.class(first + 1) == Class::Name {
            return Kind::Main;
        }
        if w.class(first) == Class::Comp || w.class(first) == Class::Adv && w.class(first + 1) == Class::Comp {
            return Kind::Sub;
        }
        let pronoun = if w.class(first) == Class::Prep { first + 1 } else { first };
        let relative = w.class(pronoun) == Class::Rel
            || ["der", "die", "das", "dem", "den", "dessen", "deren", "denen"].contains(&w.word(pronoun));
        let verb_last = finite.is_some_and(|f| f >= last) || finite.is_none() && w.class(last) == Class::Open;
        let two_verbs = finite.is_some_and(|f| f + 1 == last && self.is_finite(last));
        if relative && first > self.low && (verb_last || two_verbs) {
            return Kind::Relative;
        }
        match finite {
            Some(at) if at == first => Kind::VerbFirst,
            Some(_) => Kind::Main,
            None if self.is_infinitive(tokens) => Kind::Infinitive,
            None => Kind::Piece,
        }
    }

    /// Whether a word may be a finite verb.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        let w = self.words;
        match w.class(at) {
            Class::Aux => !["nicht", "sich", "worden", "geworden", "gewesen"].contains(&w.word(at)),
            Class::Verb => true,
            Class::Cue(_) => !w.word(at).starts_with("ge") && !self.is_adjective(at),
            Class::Open => !w.mood(at).is_empty() || self.ends_like_verb(at),
            _ => !w.mood(at).is_empty(),
        }
    }

    /// Whether a small word that no list knows has the ending of a finite verb and no noun behind it that it could belong
    /// to.
    fn ends_like_verb(&self, at: usize) -> bool {
        let word = self.words.word(at);
        let ending = word.ends_with("te") || word.ends_with("ten") || word.ends_with('t') && !word.ends_with("st");
        let participle = word.starts_with("ge") || word.ends_with("mt") || word.ends_with("cht");
        let before = at.checked_sub(1).filter(|b| *b >= self.low).map(|b| self.words.class(b));
        let attribute = matches!(before, Some(Class::Det | Class::Prep)) || self.is_adjective(at);
        word.len() > 4 && ending && !participle && !attribute
    }

    /// `zu zahlen`, `auszuzahlen`.
    fn is_infinitive(&self, tokens: &Range<usize>) -> bool {
        let word = |i: usize| self.words.word(i);
        tokens.clone().any(|i| {
            word(i) == "zu" && word(i + 1).ends_with('n') && word(i + 1).starts_with(char::is_lowercase)
                || word(i).starts_with(char::is_lowercase)
                    && word(i).ends_with('n')
                    && word(i).find("zu").is_some_and(|z| z > 1)
        })
    }
}
