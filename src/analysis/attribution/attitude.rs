//! What somebody holds, said without a verb of saying: adjectives (`is confident that`) and nouns (`the mayor’s claim
//! that`, `her refusal to`, `calls by residents for`).

use std::ops::Range;

use super::super::CueKind;
use super::super::noun_phrase::{left, right};
use super::super::word_class::{Act, Class};
use super::finder::{Finder, Found};

impl Finder<'_> {
    /// Whether an adjective of opinion or feeling stands at a token, with its verb before and its matter behind it.
    pub(super) fn is_attitude(&self, at: usize) -> bool {
        let w = self.words;
        let opens = |i: usize| matches!(w.class(i), Class::Comp | Class::Prep) && w.word(i) != "by";
        let next = if w.class(at + 1) == Class::Time { at + 2 } else { at + 1 };
        !w.german && w.is_feeling(at) && opens(next) && self.copula(at).is_some()
    }

    /// `Lind is confident that …`.
    pub(super) fn attitude(&self, at: usize) -> Option<Found> {
        let verb = self.copula(at)?;
        let start = self.with_auxiliaries(verb);
        let (source, _) = self.subject(start, verb, verb + 1)?.parts();
        let content = vec![self.after(at + 1, at + 1)];
        self.held(source, start..at + 1, content, CueKind::Neutral, Act::Stance)
    }

    /// The verb that joins an adjective to its subject: `is`, `sounded`, `remains`, with adverbs between.
    fn copula(&self, at: usize) -> Option<usize> {
        let w = self.words;
        let low = self.low.max(at.saturating_sub(4));
        let verb = (low..at).rev().find(|i| w.class(*i) != Class::Adv)?;
        let joins = w.class(verb) == Class::Aux || w.tagged(verb, "copula");
        joins.then_some(verb)
    }

    /// The attribution of a noun at a token that is no form of a cue: `criticism`, `refusal`.
    pub(super) fn held_noun(&self, at: usize) -> Option<Found> {
        let w = self.words;
        if w.german || !matches!(w.class(at), Class::Open | Class::Name) {
            return None;
        }
        self.cue_noun(at, CueKind::Neutral, Act::Stance)
    }

    /// `X’s claim that …`, `her promise to …`, `criticism by X of …`: the noun is the cue.
    pub(super) fn cue_noun(&self, at: usize, kind: CueKind, act: Act) -> Option<Found> {
        let w = self.words;
        let end = at + 1;
        if !w.tagged(at, "cue_noun") {
            return None;
        }
        let clause = w.class(end) == Class::Comp && matches!(w.word(end), "that" | "dass");
        let by = (end..self.high.min(end + 1)).find(|i| !w.german && matches!(w.word(*i), "by" | "from" | "among"));
        let agent = by.and_then(|by| right(w, by + 1, self.high));
        let owner = left(w, self.low, at);
        let owned = owner.as_ref().and_then(|owner| self.possessor(owner));
        let matter =
            !w.german && ["to", "of", "for", "about", "on", "over", "against", "toward"].contains(&w.word(end));
        let from = agent.as_ref().map_or(end, |a| a.end);
        let opens = |i: usize| matches!(w.class(i), Class::Comp | Class::Prep);
        if !clause && agent.is_some() && !opens(from) {
            return None;
        }
        let source = owned.or(agent);
        if !clause && w.word(end) != "about" && (source.is_none() || !matter && by.is_none()) {
            return None;
        }
        let act = if clause { act } else { Act::Stance };
        let mut content = self.after(from, from);
        // `her refusal to close the dyke | was noticed`
        if !clause {
            let verb = |i: &usize| matches!(w.class(*i), Class::Aux | Class::Verb);
            content.end = content.clone().skip(2).find(verb).unwrap_or(content.end);
        }
        self.held(source, at..end, vec![content], kind, act)
    }

    /// Who a noun phrase belongs to: `the mayor’s` of `the mayor’s old`, `her` of `her repeated`.
    fn possessor(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        let w = self.words;
        let possessive = |i: &usize| w.tokens.get(*i).is_some_and(|t| t.possessive > 0);
        let name = phrase.clone().rfind(possessive).map(|i| phrase.start..i + 1);
        let pronoun =
            |i: &usize| ["his", "her", "their", "its", "our", "my"].contains(&w.word(*i).to_lowercase().as_str());
        name.or_else(|| phrase.clone().rfind(pronoun).map(|i| i..i + 1))
    }

    fn held(
        &self,
        source: Option<Range<usize>>,
        cue: Range<usize>,
        mut content: Vec<Range<usize>>,
        kind: CueKind,
        act: Act,
    ) -> Option<Found> {
        content.retain(|r| self.has_words(r));
        (!content.is_empty()).then_some(Found { source, cue, content, kind, act, plain: false })
    }
}
