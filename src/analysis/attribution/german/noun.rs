//! Nouns of saying that a clause hangs on: `die Forderung von X, …`, `seine Kritik, dass …`, `X ist der Ansicht, …`.

use super::super::super::CueKind;
use super::super::super::word_class::{Act, Class};
use super::super::finder::{Finder, Found};
use super::clause::{Clause, Kind};
use super::one_piece;

impl Finder<'_> {
    /// The attribution of the noun at a token of clause `of`, where a clause with what is said follows.
    pub(super) fn noun(&self, clauses: &[Clause], of: usize, at: usize) -> Option<Found> {
        let w = self.words;
        if !w.tagged(at, "cue_noun") || self.is_quoted(at) {
            return None;
        }
        let clause = clauses.get(of)?;
        let complement = self.complement(clauses, of)?;
        let owner_start = if w.class(at + 1) == Class::Prep { at + 2 } else { at + 1 };
        let has_owner = w.class(at + 1) == Class::Det || ["von", "vom", "aus"].contains(&w.word(at + 1));
        let owner = has_owner.then(|| self.phrase(owner_start, clause.tokens.end)).flatten();
        let end = owner.as_ref().map_or(at + 1, |o| o.end);
        // Nothing but the verb stands between the noun and its clause.
        let close = clause.tokens.end.saturating_sub(end) <= 2;
        if !close || complement > of + 1 {
            return None;
        }
        let before = at.checked_sub(1).filter(|b| *b >= clause.tokens.start);
        let possessive = before
            .filter(|b| ["seine", "seiner", "seinen", "ihre", "ihrer", "ihren", "Seine", "Ihre"].contains(&w.word(*b)));
        let source = owner.or_else(|| possessive.map(|b| b..b + 1)).or_else(|| {
            let finite = clause.tokens.clone().find(|i| self.is_finite(*i) && !self.is_quoted(*i))?;
            let start = clause.tokens.clone().find(|i| !matches!(w.class(*i), Class::Adv | Class::Conj))?;
            let left = self.phrase(start, finite).filter(|p| p.end <= at && p.end + 3 >= finite);
            left.or_else(|| self.phrase(finite + 1, at).filter(|p| p.end < at))
        });
        let (first, last) = (clauses.get(complement)?, clauses.get(self.ends(clauses, complement))?);
        if clause.kind == Kind::Piece && source.is_none() {
            return None;
        }
        let content = one_piece(first.tokens.start..last.tokens.end);
        Some(Found { source, cue: at..at + 1, content, kind: CueKind::Neutral, act: Act::Speech, plain: false })
    }
}
