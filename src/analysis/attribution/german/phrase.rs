//! Sources that a phrase names: `laut X`, `nach Angaben von X`, `X zufolge`, `ihrer Meinung nach`, `so X`, `wie X
//! mitteilte`.

use std::ops::Range;

use super::super::super::CueKind;
use super::super::super::noun_phrase::left;
use super::super::super::word_class::{Act, Class};
use super::super::finder::{Finder, Found, without};
use super::clause::{Clause, Kind, Mood};
use super::one_piece;

impl Finder<'_> {
    /// The source that a phrase at a token of clause `of` names, with all that it is the source of.
    pub(super) fn phrase_source(&self, clauses: &[Clause], of: usize, at: usize) -> Option<Found> {
        let w = self.words;
        let clause = clauses.get(of)?;
        let (source, cue) = match w.class(at) {
            Class::According => {
                let end = at + 1;
                let named = self.phrase(end, clause.tokens.end).filter(|p| w.class(p.start) != Class::Pron);
                // `laut dpa`
                let small = || {
                    (w.class(end) == Class::Open && w.class(end + 1) != Class::Name && w.class(end + 1) != Class::Open)
                        .then_some(end..end + 1)
                };
                (named.or_else(small)?, at..end)
            }
            Class::Verdict => (self.before_verdict(clause, at)?, at..at + 1),
            Class::Prep if matches!(w.word(at), "nach" | "Nach" | "aus" | "Aus" | "gemäß" | "Gemäß") => {
                self.by_report(clause, at)?
            }
            Class::Adv if w.word(at).eq_ignore_ascii_case("demnach") && clause.mood != Mood::Reported => {
                let content = self.around(clauses, of, &(at..at + 1));
                return Some(Found {
                    source: None,
                    cue: at..at + 1,
                    content,
                    kind: CueKind::Neutral,
                    act: Act::Speech,
                    plain: false,
                });
            }
            Class::Comp if w.word(at) == "wonach" => {
                let before = of.checked_sub(1).and_then(|b| clauses.get(b))?;
                let whole = |i: usize| self.phrase(i, before.tokens.end).filter(|p| p.end == before.tokens.end);
                let source = before.tokens.clone().find_map(whole);
                let content = one_piece(at + 1..clauses.get(self.ends(clauses, of))?.tokens.end);
                return Some(Found {
                    source,
                    cue: at..at + 1,
                    content,
                    kind: CueKind::Neutral,
                    act: Act::Speech,
                    plain: false,
                });
            }
            _ => return None,
        };
        let all = source.start.min(cue.start)..source.end.max(cue.end);
        let content = self.around(clauses, of, &all);
        let found =
            Found { source: Some(source), cue, content, kind: CueKind::Neutral, act: Act::Speech, plain: false };
        (!found.content.is_empty()).then_some(found)
    }

    fn before_verdict(&self, clause: &Clause, at: usize) -> Option<Range<usize>> {
        let starts = (clause.tokens.start.max(at.saturating_sub(16))..at)
            .filter(|i| matches!(self.words.class(*i), Class::Det | Class::Name | Class::Open | Class::Pron));
        let whole = |start: usize| self.phrase(start, at).filter(|p| p.end == at);
        starts.into_iter().find_map(whole).or_else(|| left(self.words, clause.tokens.start, at))
    }

    /// `nach Angaben von X`, `nach Polizeiangaben`, `aus Sicht der Anwohner`, `ihrer Meinung nach`.
    fn by_report(&self, clause: &Clause, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        let w = self.words;
        let low = clause.tokens.start;
        let after = w.word(at).eq_ignore_ascii_case("nach");
        if after
            && at > low
            && w.is_report_noun(at - 1)
            && !matches!(w.word(at - 1), "Wunsch" | "Willen" | "Bericht" | "Vorstellung")
        {
            let source = self.before_verdict(clause, at)?;
            return Some((source, at..at + 1));
        }
        let before_noun = |i: &usize| {
            matches!(w.class(*i), Class::Det | Class::Open | Class::Number | Class::Cue(_))
                || w.class(*i) == Class::Name && !w.is_report_noun(*i)
        };
        let noun = (at + 1..clause.tokens.end.min(at + 7)).find(|i| !before_noun(i))?;
        if !w.is_report_noun(noun) || w.word(at).eq_ignore_ascii_case("aus") && !w.word(noun).ends_with("icht") {
            return None;
        }
        let by = if ["von", "vom"].contains(&w.word(noun + 1)) { noun + 2 } else { noun + 1 };
        let owner =
            matches!(w.class(noun + 1), Class::Det | Class::Prep).then(|| self.phrase(by, clause.tokens.end)).flatten();
        let owner = owner.filter(|_| {
            by > noun + 1
                || ["der", "des", "einer", "eines", "ihrer", "seiner", "seines", "ihres", "mehrerer"]
                    .contains(&w.word(noun + 1))
        });
        match owner {
            None if w.word(at).eq_ignore_ascii_case("aus") => None,
            Some(owner) => Some((owner, at..by)),
            None => Some((at + 1..noun + 1, at..at + 1)),
        }
    }

    /// What a phrase inside clause `of` speaks for: the clause with what hangs on it, or the whole of a main clause.
    pub(super) fn around(&self, clauses: &[Clause], of: usize, cut: &Range<usize>) -> Vec<Range<usize>> {
        let kind = |i: usize| clauses.get(i).map(|c| c.kind);
        let own = clauses.get(of).map(|c| without(c.tokens.clone(), cut)).unwrap_or_default();
        let piece = kind(of) == Some(Kind::Piece) && own.iter().map(Range::len).sum::<usize>() > 1;
        let dependent = of > 0 && (piece || matches!(kind(of), Some(Kind::Sub | Kind::Relative | Kind::Infinitive)));
        let mut from = of;
        let mut to = of;
        if !dependent {
            while from > 0 && (kind(from) != Some(Kind::Main) || !self.is_statement(clauses, from - 1)) {
                from -= 1;
            }
        }
        for i in of + 1..clauses.len() {
            let hangs = matches!(kind(i), Some(Kind::Sub | Kind::Relative | Kind::Infinitive | Kind::Piece));
            let own = clauses.get(i).is_some_and(|c| {
                self.words.class(c.tokens.start) == Class::Conj && self.words.word(c.tokens.start) != "denn"
                    || self.words.word(c.tokens.start.saturating_sub(1)) == ";"
            });
            if dependent && !hangs || !dependent && kind(i) == Some(Kind::Main) && own {
                break;
            }
            to = i;
        }
        let (Some(first), Some(last)) = (clauses.get(from), clauses.get(to)) else { return Vec::new() };
        let mut content = without(first.tokens.start..last.tokens.end, cut);
        content.retain(|r| self.has_words(r));
        content
    }

    /// Whether a clause stands on its own: what precedes it is another statement.
    fn is_statement(&self, clauses: &[Clause], of: usize) -> bool {
        clauses.get(of).is_some_and(|c| matches!(c.kind, Kind::Main | Kind::VerbFirst | Kind::Relative | Kind::Sub))
    }

    /// `…, so X` and `…, wie X mitteilte`: a clause that only says who says the rest of the sentence.
    pub(super) fn aside(&self, clauses: &[Clause], of: usize) -> Option<Found> {
        let w = self.words;
        let clause = clauses.get(of)?;
        let first = clause.tokens.clone().find(|i| w.class(*i) != Class::QuoteMark && !self.is_quoted(*i))?;
        let (source, cue, kind) = match w.word(first) {
            "so" if first > self.low && clause.mood != Mood::Reported => {
                let mut start = first + 1;
                while w.class(start) == Class::Adv || w.class(start) == Class::Time {
                    start += 1;
                }
                let source = self.phrase(start, clause.tokens.end)?;
                let verb = (source.end..clause.tokens.end).any(|i| self.is_finite(i));
                let dass = w.class(start) == Class::Comp;
                if verb || dass || clause.kind != Kind::Piece {
                    return None;
                }
                (Some(self.with_apposition(clauses, of, source)), first..first + 1, CueKind::Neutral)
            }
            "wie" | "Wie" => {
                let said = (first + 1..clause.tokens.end).rev().find(|i| {
                    w.cue(*i).is_some() || ["hervorgeht", "heißt", "hieß", "bekannt"].contains(&w.word(*i))
                })?;
                // `wie berichtet`, `wie aus dem Bericht hervorgeht`
                let from = if matches!(w.word(first + 1), "aus" | "in" | "im" | "bei") { first + 2 } else { first + 1 };
                let source = self.first_phrase(from, said).filter(|p| p.start < said && w.word(p.start) != "es");
                let kind = w.cue(said).map_or(CueKind::Neutral, |c| c.kind);
                if source.is_none() && of > 0 && w.word(first + 1) != "es" && said > first + 1 {
                    return None;
                }
                (source, said..said + 1, kind)
            }
            _ => return None,
        };
        let before = clauses.iter().take(of).map(|c| c.tokens.start).min();
        let mut content = Vec::new();
        if let Some(start) = before {
            content.push(start..clause.tokens.start);
        } else if clause.tokens.start < first {
            content.push(clause.tokens.start..first);
        }
        content.push(source.as_ref().map_or(0, |s: &Range<usize>| s.end).max(clause.tokens.end)..self.high);
        content.retain(|r| self.has_words(r));
        (!content.is_empty()).then_some(Found { source, cue, content, kind, act: Act::Speech, plain: false })
    }
}
