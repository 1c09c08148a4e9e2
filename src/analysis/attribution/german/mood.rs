//! The Konjunktiv of reported speech: it marks somebody's words wherever it stands, with or without a cue beside it.
//!
//! Konjunktiv I in the third person has hardly another use in news than to report (Duden, *Die Grammatik*, on indirect
//! speech). Its plural forms and those of weak verbs are the same as the indicative; Konjunktiv II then stands for
//! them, but alone it is no sign.

use std::ops::Range;

use super::super::super::word_class::Class;
use super::super::super::{Analysis, Attribution, AttributionKind, CueKind, Place};
use super::super::finder::Finder;
use super::super::{Telling, mark_sentences};
use super::clause::{Clause, Kind, Mood};

impl Finder<'_> {
    /// The mood of the verbs in a clause, quoted ones aside.
    pub(super) fn mood_of(&self, tokens: &Range<usize>) -> Mood {
        let mut mood = Mood::Plain;
        for at in tokens.clone().filter(|i| !self.is_quoted(*i)) {
            match self.mood_at(tokens, at) {
                Mood::Reported => return Mood::Reported,
                Mood::Doubtful => mood = Mood::Doubtful,
                Mood::Plain => {}
            }
        }
        mood
    }

    fn mood_at(&self, clause: &Range<usize>, at: usize) -> Mood {
        let w = self.words;
        match w.mood(at) {
            "strong" if self.is_report_form(clause, at) => Mood::Reported,
            "weak" => Mood::Doubtful,
            _ => Mood::Plain,
        }
    }

    /// Whether a form of the Konjunktiv I is one here: no adjective before a noun, no first person, no comparison
    /// (`als habe`), no set phrase (`es sei denn`).
    fn is_report_form(&self, clause: &Range<usize>, at: usize) -> bool {
        let w = self.words;
        let before = at.checked_sub(1).filter(|b| *b >= self.low);
        let aux = w.class(at) == Class::Aux;
        let noun_behind = w.class(at + 1) == Class::Name
            && before.is_none_or(|b| {
                matches!(w.class(b), Class::Prep | Class::Conj | Class::Comma | Class::Comp | Class::Aux)
            });
        let attribute = !aux && (noun_behind || before.is_some_and(|b| w.class(b) == Class::Det));
        let first_person = clause.clone().any(|i| matches!(w.word(i), "ich" | "Ich"));
        let likened = before.is_some_and(|b| w.word(b) == "als")
            || clause.clone().any(|i| w.word(i) == "als" && matches!(w.word(i + 1), "ob" | "wenn"));
        let set = w.word(at) == "sei" && matches!((w.word(at + 1), w.word(at + 2)), ("denn", _) | ("es", "durch"));
        !attribute && !first_person && !likened && !set
    }

    /// The stretches of the sentence that its mood shows to be reported. With `goes_on`, the sentence follows a report
    /// and the forms that may stand for the Konjunktiv I do so.
    pub(in super::super) fn reported_mood(&self, goes_on: bool) -> Vec<Range<usize>> {
        let clauses = self.clauses();
        let reported =
            |c: &Clause| c.mood == Mood::Reported || goes_on && c.mood == Mood::Doubtful && c.tokens.start == self.low;
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while let Some(clause) = clauses.get(at) {
            if !reported(clause) {
                at += 1;
                continue;
            }
            let from = self.begins(&clauses, at);
            let to = self.ends(&clauses, at);
            let (Some(first), Some(last)) = (clauses.get(from), clauses.get(to)) else { break };
            found.push(first.tokens.start..last.tokens.end);
            at = to + 1;
        }
        found
    }

    /// Whether another sentence of the block has a form of the Konjunktiv of reports.
    fn is_reported(&self, sentence: &Range<usize>) -> bool {
        let other = Finder { words: self.words, low: sentence.start, high: sentence.end };
        other.mood_of(sentence) == Mood::Reported
    }

    /// The first clause of the report that holds clause `at`: what is set in front of its verb belongs to it.
    fn begins(&self, clauses: &[Clause], at: usize) -> usize {
        let kind = |i: usize| clauses.get(i).map(|c| c.kind);
        let mut from = at;
        while from > 0 {
            let before = kind(from - 1);
            let fronted = kind(from) == Some(Kind::VerbFirst);
            let in_front = matches!(before, Some(Kind::Sub | Kind::Relative | Kind::Infinitive | Kind::Piece));
            if !(fronted || from < at) || !in_front {
                break;
            }
            from -= 1;
        }
        // `Egal, ob er komme, …`
        let few = clauses.get(from).is_some_and(|c| c.tokens.start <= self.low + 3);
        if few && (0..from).all(|i| kind(i) == Some(Kind::Piece)) { 0 } else { from }
    }

    /// The last clause of the report: before one that says who said it, or the article's own next statement.
    pub(super) fn ends(&self, clauses: &[Clause], at: usize) -> usize {
        let mut to = at;
        for (i, clause) in clauses.iter().enumerate().skip(at + 1) {
            let first = clause.tokens.start;
            let plain = clause.mood == Mood::Plain;
            let resumes = plain && clause.kind == Kind::VerbFirst && !fronts(clauses, at, i);
            let own = plain && clause.kind == Kind::Main && self.words.class(first) == Class::Conj;
            let who = match self.words.word(first) {
                "so" => clause.kind == Kind::Piece,
                "wie" => clause.tokens.clone().any(|t| matches!(self.words.class(t), Class::Cue(_))),
                _ => false,
            };
            if resumes || own || who {
                break;
            }
            to = i;
        }
        to
    }
}

/// Whether the clause before `i`, inside the report that begins at `at`, stands in front of its verb: `wenn es regne,
/// kommt er nicht`.
fn fronts(clauses: &[Clause], at: usize, i: usize) -> bool {
    i > at + 1 && clauses.get(i - 1).is_some_and(|c| c.kind == Kind::Sub)
        || i == at + 1 && clauses.get(at).is_some_and(|c| c.kind == Kind::Sub && c.mood != Mood::Reported)
}

/// Adds what the mood of a sentence gives to somebody and no cue has: to the sentence's own subject where it stands
/// before the report, else to whoever spoke last. `first` is the first attribution of this sentence in `out`.
pub(in super::super) fn report_goes_on(
    analysis: &Analysis,
    index: usize,
    finder: &Finder,
    first: usize,
    out: &mut Vec<Attribution>,
    telling: &mut [Telling],
) {
    points_back(analysis, index, finder, first, out, telling);
    let Some(sentence) = analysis.sentences.get(index) else { return };
    let block = sentence.place.block;
    let before = index.checked_sub(1);
    let follows = before.is_some_and(|b| {
        let told = telling.get(b).is_some_and(|t| *t != Telling::Nothing);
        told && analysis.sentences.get(b).is_some_and(|s| s.place.block == block && finder.is_reported(&s.tokens))
    });
    for tokens in finder.reported_mood(follows) {
        let Some(place) = finder.place(block, &tokens) else { continue };
        let taken = |a: &Attribution| a.content.iter().chain(&a.source).chain(&a.cue).any(|p| p.overlaps(place));
        if out.iter().skip(first).any(taken) {
            continue;
        }
        let own = (tokens.start > finder.low).then(|| finder.first_subject(tokens.start)).flatten();
        let own = own.and_then(|s| finder.place(block, &s)).filter(|p| !p.overlaps(place));
        let near = |a: &&Attribution| a.content.iter().any(|c| c.block + 1 >= block) && !taken(a);
        let last = out.last().filter(near);
        let cue_kind = last.map_or(CueKind::Neutral, |a| a.cue_kind);
        let source = own.map(|p| vec![p]).or_else(|| last.map(|a| a.source.clone())).unwrap_or_default();
        let (cue, voice, kind) = (Vec::new(), None, AttributionKind::Indirect);
        mark_sentences(analysis, None, &[place], Telling::Words, telling);
        out.push(Attribution { kind, source, cue, content: vec![place], voice, cue_kind, sentence: index });
    }
}

/// `Das teilte X mit.`: what X said is the text before, back to the start of the paragraph or to somebody else's words.
fn points_back(
    analysis: &Analysis,
    index: usize,
    finder: &Finder,
    first: usize,
    out: &mut [Attribution],
    telling: &mut [Telling],
) {
    let pronoun = finder.low;
    let w = finder.words;
    let deictic = matches!(w.word(pronoun), "Das" | "Dies" | "Dieses");
    let Some(attribution) = out.get_mut(first).filter(|a| deictic && a.cue_kind == CueKind::Neutral) else { return };
    let only = attribution.content.iter().all(|c| finder.place(c.block, &(pronoun..pronoun + 1)) == Some(*c));
    let Some(block) = analysis.sentences.get(index).map(|s| s.place.block) else { return };
    if !only {
        return;
    }
    let own = |i: &usize| {
        telling.get(*i) == Some(&Telling::Nothing) && analysis.sentences.get(*i).is_some_and(|s| s.place.block == block)
    };
    let start = (0..index).rev().take_while(own).last();
    let Some((from, to)) = start.and_then(|s| analysis.sentences.get(s)).zip(analysis.sentences.get(index.max(1) - 1))
    else {
        return;
    };
    let place = Place::new(block, from.place.start..to.place.end);
    attribution.content.insert(0, place);
    mark_sentences(analysis, None, &[place], Telling::Words, telling);
}
