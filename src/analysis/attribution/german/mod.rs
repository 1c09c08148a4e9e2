//! What German sentences have of their own: verbs that stand second or last and in two parts, sources in phrases
//! (`laut X`, `so X`), and the Konjunktiv.

mod clause;
mod mood;
mod nominal;
mod noun;
mod phrase;
mod subject;
#[cfg(test)]
mod tests;
mod verb;

use super::super::Place;
use super::super::noun_phrase::ends_clause;
use super::super::word_class::Class;
use super::finder::{Finder, Found};
use clause::Kind;
use std::ops::Range;

pub(super) use mood::report_goes_on;

/// How far a clause may reach to either side of a word, in tokens.
const REACH: usize = 16;

impl Finder<'_> {
    /// The attributions of a German sentence, clause by clause.
    pub(super) fn german(&self) -> Vec<Found> {
        let clauses = self.clauses();
        let mut all: Vec<Found> = Vec::new();
        for (of, clause) in clauses.iter().enumerate() {
            if let Some(found) = self.aside(&clauses, of) {
                all.push(found);
                continue;
            }
            let before = all.len();
            for at in clause.tokens.clone().filter(|i| !self.is_quoted(*i) && !self.in_brackets(*i)) {
                let found = match self.words.class(at) {
                    Class::According | Class::Verdict | Class::Prep | Class::Adv | Class::Comp => {
                        self.phrase_source(&clauses, of, at)
                    }
                    _ => None,
                };
                let found = found
                    .or_else(|| self.verb(&clauses, of, at, all.get(before..).and_then(<[Found]>::last)))
                    .or_else(|| self.noun(&clauses, of, at))
                    .or_else(|| self.reception(at));
                let apart = |f: &Found| f.source.as_ref().is_none_or(|s| s.end <= f.cue.start || f.cue.end <= s.start);
                all.extend(found.filter(|f| !f.content.is_empty() && apart(f)));
            }
        }
        self.share_out(&mut all);
        for found in &mut all {
            found.content.retain(|r| self.has_substance(r));
        }
        all.retain(|f| !f.content.is_empty());
        all
    }

    /// Whether a piece of content holds more than what belongs to the verb: `sich`, `haben`, `nun`.
    fn has_substance(&self, range: &Range<usize>) -> bool {
        let empty = |i: usize| matches!(self.words.class(i), Class::Aux | Class::Adv | Class::Conj | Class::Comma);
        range.clone().any(|i| !empty(i) && self.has_words(&(i..i + 1)))
    }

    /// Who is the subject of a German sentence that leads to quoted words with no verb of saying: `Lind fuhr fort: „…“`,
    /// `Ada Lind: „…“`.
    pub(super) fn speaker_beside(&self, block: usize, quotation: Place) -> Option<Place> {
        if !self.words.german {
            return None;
        }
        let quote = (self.low..self.high).find(|i| self.is_quoted(*i)).map(|i| i - 1).filter(|i| *i > self.low)?;
        let colon = matches!(self.words.class(quote - 1), Class::Colon);
        let before = Finder { words: self.words, low: self.low, high: quote };
        let clause = before.clauses().into_iter().rev().find(|c| matches!(c.kind, Kind::Main | Kind::Piece))?;
        let start = clause.tokens.clone().find(|i| !matches!(self.words.class(*i), Class::Adv | Class::Conj))?;
        let finite = clause.tokens.clone().find(|i| self.is_finite(*i));
        let fronted = matches!(self.words.class(start), Class::Prep | Class::Time | Class::Comp);
        let source = match finite {
            Some(finite) if fronted => before.first_phrase(finite + 1, clause.tokens.end),
            _ => self.phrase(start, clause.tokens.end),
        };
        let place = source.filter(|_| colon).and_then(|s| self.place(block, &s))?;
        (!place.overlaps(quotation)).then_some(place)
    }

    /// The tokens around one that no mark and no beginning of a further clause parts from it.
    pub(super) fn german_clause(&self, at: usize) -> Range<usize> {
        let w = self.words;
        let start = self.clause_start(at).max(at.saturating_sub(REACH));
        let high = self.high.min(at + REACH);
        start..(at..high).find(|i| ends_clause(w.class(*i))).unwrap_or(high)
    }
}

/// A content of one piece.
fn one_piece(range: Range<usize>) -> Vec<Range<usize>> {
    Vec::from_iter(Some(range))
}
