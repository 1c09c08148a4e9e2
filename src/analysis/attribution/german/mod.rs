//! What German sentences have of their own: verbs that stand second or last and in two parts, sources in phrases
//! (`laut X`, `so X`), and the Konjunktiv.

mod clause;
mod mood;
mod nominal;
mod noun;
mod phrase;
mod subject;
mod verb;

use super::super::noun_phrase::ends_clause;
use super::super::word_class::Class;
use super::finder::{Finder, Found};
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
            for at in clause.tokens.clone().filter(|i| !self.is_quoted(*i)) {
                let found = match self.words.class(at) {
                    Class::According | Class::Verdict | Class::Prep | Class::Adv => {
                        self.phrase_source(&clauses, of, at)
                    }
                    _ => None,
                };
                let found = found
                    .or_else(|| self.verb(&clauses, of, at, all.get(before..).and_then(<[Found]>::last)))
                    .or_else(|| self.noun(&clauses, of, at))
                    .or_else(|| self.reception(at));
                all.extend(found.filter(|f| !f.content.is_empty()));
            }
        }
        self.share_out(&mut all);
        all.retain(|f| !f.content.is_empty());
        all
    }

    /// The tokens around one that no mark and no beginning of a further clause parts from it.
    pub(super) fn german_clause(&self, at: usize) -> Range<usize> {
        let w = self.words;
        let start = self.clause_start(at).max(at.saturating_sub(REACH));
        let high = self.high.min(at + REACH);
        start..(at..high).find(|i| ends_clause(w.class(*i))).unwrap_or(high)
    }
}
