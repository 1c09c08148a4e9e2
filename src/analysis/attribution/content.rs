//! How far the words reach that a source is said to have said.

use std::ops::Range;

use super::super::CueKind;
use super::super::noun_phrase::{opens_circumstance, right};
use super::super::word_class::{Act, Class, Cue};
use super::Telling;
use super::finder::{Finder, Found};

impl Finder<'_> {
    /// The content of `X said …` and of `…, X said`.
    pub(super) fn content_of_left(&self, source: &Range<usize>, end: usize, cue: Cue) -> Vec<Range<usize>> {
        let w = self.words;
        let before = source.start.checked_sub(1).filter(|b| *b >= self.low);
        let mut parenthetic =
            before.is_some_and(|b| matches!(w.class(b), Class::Comma | Class::QuoteMark | Class::Break));
        if w.german && before.is_some_and(|b| w.word(b).eq_ignore_ascii_case("wie")) {
            // `wie X mitteilte`, in front or behind
            let wie = source.start - 1;
            let mut content = vec![self.low..wie, end..self.high];
            content.retain(|r| self.has_words(r));
            return content;
        }
        let after = self.after(end, end);
        if parenthetic {
            let pre = self.before(source.start);
            if self.ends_with_cue(end) {
                return vec![pre];
            }
            let quoted = before
                .is_some_and(|b| w.class(b) == Class::QuoteMark || b > self.low && w.class(b - 1) == Class::QuoteMark);
            let goes_on = w.class(end) == Class::Comma;
            parenthetic = goes_on && cue.act == Act::Speech || quoted && self.opens_quote(after.start);
            if parenthetic || quoted && goes_on {
                return vec![pre, after];
            }
            if quoted {
                return vec![pre];
            }
        }
        vec![after]
    }

    /// The content of `“…”, said X` and of `erklärte X, …`.
    pub(super) fn content_of_right(
        &self,
        source: &Range<usize>,
        start: usize,
        behind_content: bool,
    ) -> Vec<Range<usize>> {
        let after = self.after(source.end, source.end);
        if !behind_content {
            return vec![after];
        }
        let mut content = vec![self.before(start)];
        if (source.end..self.high.min(source.end + 3)).any(|i| self.opens_quote(i)) {
            content.push(after);
        }
        content
    }

    /// Whether a quotation of somebody's words begins at a token.
    pub(super) fn opens_quote(&self, at: usize) -> bool {
        self.words.class(at) == Class::QuoteMark && self.words.quoted.get(at + 1).copied().unwrap_or(false)
    }

    /// The content before `end`: the quotation that ends there with the words before it in its clause, else all of it.
    pub(super) fn before(&self, end: usize) -> Range<usize> {
        self.low..end
    }

    /// Whether nothing of content follows a cue: `…, X said on Monday in a statement.`
    pub(super) fn ends_with_cue(&self, end: usize) -> bool {
        let w = self.words;
        let mut at = end;
        while at < self.high {
            match w.class(at) {
                Class::Adv | Class::Time | Class::Stop | Class::CloseBracket => at += 1,
                Class::Prep if opens_circumstance(w, at) => at = self.after_circumstance(at),
                Class::QuoteMark if at + 1 >= self.high => at += 1,
                // `…, X said after a meeting of the council on the plan.`
                Class::Prep | Class::Comp if !w.german && self.high - at <= 14 && is_occasion(w.word(at)) => {
                    let ends = |i: usize| {
                        matches!(
                            w.class(i),
                            Class::Comma | Class::Comp | Class::Cue(_) | Class::Aux | Class::Pron | Class::QuoteMark
                        )
                    };
                    return !(at + 1..self.high).any(ends);
                }
                Class::Prep | Class::Name | Class::Open | Class::Det if self.high - at <= 6 => {
                    return !(at..self.high)
                        .any(|i| matches!(w.class(i), Class::Comma | Class::Comp | Class::Cue(_) | Class::Aux));
                }
                _ => return false,
            }
        }
        true
    }

    pub(super) fn after_circumstance(&self, at: usize) -> usize {
        let w = self.words;
        let mut end = at + 1;
        while end < self.high
            && matches!(
                w.class(end),
                Class::Det | Class::Open | Class::Name | Class::Time | Class::Number | Class::Cue(_)
            )
        {
            end += 1;
            if w.class(end - 1) == Class::Time || w.tagged(end - 1, "medium") {
                break;
            }
        }
        end
    }

    /// Whether a clause follows: that, a quotation, a comma, a colon.
    pub(super) fn takes_clause(&self, at: usize) -> bool {
        matches!(self.words.class(at), Class::Comp | Class::Comma | Class::Colon) || self.opens_quote(at)
    }

    /// The content behind a cue or source: circumstances and whoever is told are passed over.
    pub(super) fn after(&self, cue_end: usize, from: usize) -> Range<usize> {
        let w = self.words;
        let mut at = from;
        if cue_end > 0
            && w.tagged(cue_end - 1, "addressee")
            && !self.takes_clause(at)
            && let Some(told) = right(w, at, self.high)
            && (told.end < self.high)
        {
            // `asked the council to wait`: the council is told, to wait is the content.
            at = (at + 1..told.end).find(|i| !w.german && w.word(*i) == "to").unwrap_or(told.end);
        }
        loop {
            match w.class(at) {
                Class::Adv | Class::Time if at < self.high => at += 1,
                Class::Prep if at < self.high && opens_circumstance(w, at) => at = self.after_circumstance(at),
                _ => break,
            }
        }
        // `said in the hall that …`
        if matches!(w.class(at), Class::Prep | Class::Name | Class::Det | Class::Open | Class::Verb | Class::Aux) {
            let window = at..self.high.min(at + if w.german { 24 } else { 12 });
            let opens = window.clone().find(|i| {
                self.opens_quote(*i)
                    || w.class(*i) == Class::Colon
                    || w.german && w.class(*i) == Class::Comma
                    || !w.german && self.is_setting(at) && w.word(*i) == "that"
            });
            let introduced = opens.filter(|i| w.german || w.class(*i) == Class::Colon || w.class(at) == Class::Prep);
            at = introduced.unwrap_or(at);
        }
        let start = at.min(self.high);
        start..self.content_end(start, cue_end.checked_sub(1).and_then(|i| w.cue(i)))
    }

    /// The content ends at a further cue that the same source is the subject of: `, adding that`, `and said`.
    pub(super) fn content_end(&self, start: usize, cue: Option<Cue>) -> usize {
        let w = self.words;
        let speech = cue.is_none_or(|c| c.act == Act::Speech && c.kind == CueKind::Neutral);
        for at in start..self.high {
            if w.quoted.get(at).copied().unwrap_or(false) {
                continue;
            }
            if w.class(at) == Class::Break && w.word(at) == ";" {
                return at;
            }
            let next_cue = w.cue(at + 1).filter(|c| matches!(c.act, Act::Speech | Act::Naming));
            if w.class(at) == Class::Comma
                && (w.class(at + 1) == Class::According || next_cue.is_some() && w.word(at + 1).ends_with("ing"))
            {
                return at;
            }
            if !w.german && at > start && (self.next_act(at, speech) || !speech && self.own_clause(at)) {
                return at;
            }
        }
        self.high
    }

    /// Whether a preposition opens words about where or to whom something was said: `in the hall that …`, but not `to
    /// raise a tax that …`.
    fn is_setting(&self, at: usize) -> bool {
        let w = self.words;
        let told = || matches!(w.class(at + 1), Class::Name | Class::Det) || w.voice_noun(at + 1) == "group";
        w.class(at) == Class::Prep && (w.word(at) != "to" || told())
    }

    /// Whether the source's next act begins at a conjunction: `said it was late and promised to come`.
    fn next_act(&self, at: usize, speech: bool) -> bool {
        let w = self.words;
        if w.class(at) != Class::Conj {
            return false;
        }
        let mut verb = at + 1;
        while verb < self.high && verb < at + 4 && matches!(w.class(verb), Class::Aux | Class::Adv) {
            verb += 1;
        }
        let finite = verb > at + 1 || w.word(verb).ends_with("ed") || ["said", "told", "wrote"].contains(&w.word(verb));
        (matches!(w.class(verb), Class::Cue(_)) || !speech && w.class(verb) == Class::Verb) && finite
    }

    /// Whether a comma or dash begins a clause in which the article speaks again: `, but`, `, while`.
    fn own_clause(&self, at: usize) -> bool {
        let w = self.words;
        let dash = w.class(at) == Class::Break && w.word(at) != ";";
        let turns = ["but", "while", "although", "though", "whereas"];
        let next = w.class(at + 1);
        let subject = || matches!(w.class(at + 2), Class::Pron | Class::Det | Class::Name | Class::Aux);
        let clause = matches!(next, Class::Comp) || turns.contains(&w.word(at + 1)) || next == Class::Conj && subject();
        w.class(at) == Class::Comma && clause || dash
    }

    /// What an attribution makes of its sentence. A mere object (`announced a goal`) is no claim, and neither is what
    /// somebody wants. Quoted words, and clauses that somebody plainly says, are told as the source's own words.
    pub(super) fn telling(&self, found: &Found) -> Telling {
        let w = self.words;
        let mut inside = found.content.iter().flat_map(Range::clone);
        let quoted = inside.clone().any(|i| w.quoted.get(i).copied().unwrap_or(false));
        let opens = found.content.last().is_some_and(|r| matches!(w.word(r.start), "that" | "dass"));
        let according = matches!(w.class(found.cue.start), Class::According | Class::Verdict);
        let matter = quoted
            || according
            || match found.act {
                Act::Stance | Act::Naming | Act::Quoting => false,
                Act::Thought => opens || w.german && inside.any(|i| w.class(i) == Class::Comp),
                Act::Speech if matches!(found.kind, CueKind::Factive | CueKind::Accusing) => opens,
                Act::Speech => {
                    opens || w.german || found.plain || inside.any(|i| matches!(w.class(i), Class::Aux | Class::Verb))
                }
            };
        // `did not reply to a request`, `was known as “the boss”`: nobody's words are told.
        let denied = !w.german && !opens && !quoted && self.is_denied(&found.cue);
        let nobody = !w.german && !opens && found.source.is_none();
        match (found.act, matter) {
            (Act::Stance, _) | (_, false) => Telling::Nothing,
            _ if denied => Telling::Nothing,
            _ if !nobody && (quoted || found.plain || w.german) => Telling::Words,
            _ => Telling::Matter,
        }
    }

    /// Whether a verb group denies: `did not say`, `has never told`.
    fn is_denied(&self, cue: &Range<usize>) -> bool {
        cue.clone().any(|i| {
            let word = self.words.word(i);
            ["not", "never", "cannot"].contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
        })
    }
}

/// Whether a word opens words about the occasion on which something was said.
fn is_occasion(word: &str) -> bool {
    ["after", "before", "during", "following", "amid", "at", "in", "outside", "via", "through"].contains(&word)
}
