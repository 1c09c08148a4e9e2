//! Whether a cue form is a verb, a noun or an attribute, and the verb group that it heads.

use super::super::noun_phrase::{ends_clause, left, right};
use super::super::word_class::{Act, Class, Cue};
use super::finder::{Finder, Found};

impl Finder<'_> {
    /// Whether a cue form is a noun or an attribute here: `the claims`, `his report`, `the reported losses`.
    pub(super) fn is_noun(&self, at: usize, cue: Cue) -> bool {
        let w = self.words;
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else { return false };
        let token = w.tokens.get(before);
        if token.is_some_and(|t| t.possessive > 0) {
            return true;
        }
        let word = w.word(at);
        let base_or_s = w.german || w.may_be_noun(at);
        // `a stream called Ash Brook`, `300 pledged delegates`
        let names = cue.act == Act::Naming && w.class(before) == Class::Open && !w.is_person(before);
        let named = matches!(w.class(at + cue.len), Class::Name | Class::QuoteMark);
        let attribute = w.class(before) == Class::Number && w.class(at + cue.len) == Class::Open;
        if !w.german && word.ends_with("ed") && (names && named || attribute) {
            return true;
        }
        match w.class(before) {
            // `the claims`; but `most say`, `another says`, `one in three said`
            Class::Det => w.german || w.may_be_noun(at) || !cue.plain && self.is_article(before),
            Class::Prep if !w.german => !word.ends_with("ing"),
            Class::Open if !w.german && self.closes_quotation(at) => false,
            Class::Open if !w.german && base_or_s => {
                let det = before.checked_sub(1).filter(|b| *b >= self.low).map(|b| w.class(b));
                let noun_after =
                    matches!(w.class(at + cue.len), Class::Prep | Class::Stop | Class::Verb | Class::Aux | Class::Conj);
                noun_after && w.tagged(at, "cue_noun")
                    || noun_after && det == Some(Class::Det) && !self.takes_clause(at + cue.len)
            }
            Class::Cue(_) if base_or_s && !w.german => true,
            _ => false,
        }
    }

    /// Whether a determiner cannot stand for a noun: `the`, `her`; not `most`, `another`.
    fn is_article(&self, at: usize) -> bool {
        let word = self.words.word(at).to_lowercase();
        ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "whose", "every", "no"]
            .contains(&word.as_str())
    }

    /// Whether an English cue form fits the words around it as a verb: `critics say`, `the mayor says`, `, saying`.
    pub(super) fn agrees(&self, at: usize, cue: Cue) -> bool {
        let w = self.words;
        let word = w.word(at);
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else {
            return word.ends_with("ed") || word.ends_with("ing") || word.eq_ignore_ascii_case("said");
        };
        if word.ends_with("ing") {
            let after_name = matches!(w.class(before), Class::Name)
                && (self.low..before).rev().take(4).any(|i| w.class(i) == Class::Prep || w.class(i) == Class::Comma);
            // `donors supporting the campaign`
            let object = matches!(w.class(at + cue.len), Class::Det | Class::Name | Class::Pron)
                || matches!(w.word(at + cue.len), "that" | "for");
            return after_name
                || object && w.class(before) == Class::Open
                || matches!(
                    w.class(before),
                    Class::Comma
                        | Class::Conj
                        | Class::Prep
                        | Class::Aux
                        | Class::Adv
                        | Class::Comp
                        | Class::QuoteMark
                        | Class::Break
                );
        }
        // Past forms are taken for verbs; is_noun has sorted out the attributes.
        if !w.may_be_noun(at) || self.closes_quotation(at) {
            return true;
        }
        let next = at + cue.len;
        let object = self.takes_clause(next)
            || w.word(next) == "to"
            || matches!(w.class(next), Class::Det | Class::Pron | Class::Name | Class::Number | Class::Adv)
            || w.word(next).ends_with("ing");
        let verb_next = matches!(w.class(next), Class::Cue(_) | Class::Verb | Class::Aux | Class::Rel);
        let plural = w.word(before).ends_with('s')
            || ["people", "police", "media", "men", "women", "many", "some", "percent"].contains(&w.word(before));
        let third = word.ends_with('s') && !word.ends_with("ss");
        match w.class(before) {
            Class::Name => !verb_next && (third || plural || self.joined(before)),
            Class::Open | Class::Cue(_) | Class::Number | Class::CloseBracket | Class::Time => {
                object && (third || plural) || third && self.is_document_shown(at)
            }
            _ => true,
        }
    }

    /// Whether a cue ends its sentence and has nothing but its subject between itself and a quotation: `“…,” the memo read.`
    fn closes_quotation(&self, at: usize) -> bool {
        let w = self.words;
        let ends = at + 1 >= self.high || ends_clause(w.class(at + 1));
        let noun = at > self.low && matches!(w.class(at - 1), Class::Open | Class::Name);
        let subject = left(w, self.low, at).filter(|s| ends && noun && s.start > self.low);
        subject.is_some_and(|s| w.class(s.start - 1) == Class::QuoteMark)
    }

    /// Whether a document stands before a verb form like `shows`: `a study of the dyke shows`.
    fn is_document_shown(&self, at: usize) -> bool {
        let subject = left(self.words, self.low, at);
        subject.is_some_and(|mut phrase| phrase.any(|i| self.words.voice_noun(i) == "document"))
    }

    /// Whether a name is the last of several joined by and: `Lind and Holm`.
    fn joined(&self, at: usize) -> bool {
        let low = self.low.max(at.saturating_sub(4));
        (low..at)
            .rev()
            .take_while(|i| matches!(self.words.class(*i), Class::Name | Class::Conj))
            .any(|i| self.words.class(i) == Class::Conj)
    }

    /// The start of the verb group whose head is at `at`: `has repeatedly said`.
    pub(super) fn with_auxiliaries(&self, at: usize) -> usize {
        if self.words.german {
            return at;
        }
        let mut start = at;
        while start > self.low {
            match self.words.class(start - 1) {
                Class::Aux | Class::Adv => start -= 1,
                // `they both said`
                Class::Det
                    if start >= self.low + 2
                        && ["both", "all", "each"].contains(&self.words.word(start - 1))
                        && matches!(
                            self.words.class(start - 2),
                            Class::Name | Class::Open | Class::Pron | Class::Aux
                        ) =>
                {
                    start -= 1;
                }
                // `the mayor on Tuesday evening said`, `the mill this month said`
                Class::Time => {
                    let low = self.low.max(start.saturating_sub(5));
                    let opener = (low..start).rev().find(|i| self.words.class(*i) != Class::Time);
                    match opener.filter(|i| *i > self.low) {
                        Some(i) if matches!(self.words.class(i), Class::Prep) => start = i,
                        Some(i) if self.words.word(i) == "this" => start = i,
                        Some(i) if matches!(self.words.class(i), Class::Name | Class::Open) => start = i + 1,
                        _ => break,
                    }
                }
                Class::Prep if self.words.word(start - 1) == "to" => start -= 1,
                // `officials there said`
                Class::Comp
                    if self.words.word(start - 1) == "there"
                        && start >= self.low + 2
                        && matches!(self.words.class(start - 2), Class::Name | Class::Open) =>
                {
                    start -= 1;
                }
                _ => break,
            }
        }
        start
    }

    pub(super) fn is_passive(&self, start: usize, at: usize) -> bool {
        if self.words.german {
            return false;
        }
        let be = ["is", "are", "was", "were", "been", "be", "being", "gets", "got"];
        let word = self.words.word(at);
        !word.ends_with("ing") && (start..at).any(|i| be.contains(&self.words.word(i)))
    }

    /// `a plan endorsed by the council`: what the agent holds something of is the noun phrase before.
    pub(super) fn participle(&self, start: usize, end: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        if w.german || w.word(end) != "by" || !w.word(end - 1).ends_with("ed") && !w.word(end - 1).ends_with('n') {
            return None;
        }
        let before = start.checked_sub(1).filter(|b| *b >= self.low)?;
        let noun_end = if w.class(before) == Class::Comma { before } else { start };
        let content = left(w, self.low, noun_end)?;
        let source = right(w, end + 1, self.high)?;
        let content = vec![content];
        Some(Found { source: Some(source), cue: start..end, content, kind: cue.kind, act: cue.act, plain: cue.plain })
    }

    /// `Asked whether it was safe, …`: nobody is said to have asked; the question ends at the comma.
    pub(super) fn asked(&self, at: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        if w.german || at != self.low || !w.word(at).ends_with("ed") || !w.tagged(at, "addressee") {
            return None;
        }
        let end = at + cue.len;
        let comma = (end..self.high).find(|i| w.class(*i) == Class::Comma)?;
        let question = end..comma;
        self.has_words(&question).then_some(Found {
            source: None,
            cue: at..end,
            content: vec![question],
            kind: cue.kind,
            act: cue.act,
            plain: cue.plain,
        })
    }

    /// `was accused by X of …`, `is expected to …`: the subject and what follows are the content.
    pub(super) fn passive(&self, start: usize, end: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        let by = (end..self.high.min(end + 4)).find(|i| w.word(*i) == "by");
        let source = by.and_then(|by| right(w, by + 1, self.high));
        let from = source.as_ref().map_or(end, |s| s.end);
        let mut content = vec![self.clause_start(start)..start, self.after(from, from)];
        content.retain(|r| self.has_words(r));
        Some(Found { source, cue: start..end, content, kind: cue.kind, act: cue.act, plain: cue.plain })
    }
}
