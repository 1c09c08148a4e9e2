//! Who says what: cues, their sources and the words given to them.
//!
//! The roles are those of Pareti, *PARC 3.0* (LREC 2016): source, cue, content. Found by word lists and the order of
//! words: `X said that …`, `…, X said`, `said X`, `according to X`, `X told Y`; `laut X`, `X zufolge`, `so X`, `wie X
//! mitteilte`, and sentences in the Konjunktiv that go on from one of them.

mod reception;

use std::ops::Range;

use super::noun_phrase::{
    before_apposition, ends_clause, left, opens_circumstance, right, right_with_attribute, with_attribute,
};
use super::word_class::{Act, Class, Cue, Lists, Words};
use super::{Analysis, Attribution, AttributionKind, CueKind, Place, QuotationKind};
use crate::lexicon::Lexicons;

/// A sentence is read in stretches of so many tokens, so that one without end costs no more than many short ones.
const WINDOW: usize = 400;

/// An attribution in tokens of one block.
struct Found {
    source: Option<Range<usize>>,
    cue: Range<usize>,
    content: Vec<Range<usize>>,
    kind: CueKind,
    act: Act,
}

/// Finds the attributions of the body's sentences, in order, and marks the sentences that they cover and the
/// quotations that they explain. Voices are given to them later.
pub(super) fn attribute(analysis: &mut Analysis, lexicons: &Lexicons) {
    let lists = Lists::of(&analysis.language, lexicons);
    let mut attributions: Vec<Attribution> = Vec::new();
    let mut attributed = vec![false; analysis.sentences.len()];
    let mut of_quotation: Vec<Option<usize>> = vec![None; analysis.quotations.len()];
    let mut words: Option<(usize, Words)> = None;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let block = sentence.place.block;
        if words.as_ref().is_none_or(|(b, _)| *b != block) {
            words = Some((block, Words::of(analysis, block, &lists)));
        }
        let Some((_, words)) = &words else { continue };
        let finder = Finder { words, low: sentence.tokens.start, high: sentence.tokens.end };
        let first = attributions.len();
        let windows = (finder.low..finder.high).step_by(WINDOW);
        let windows = windows.map(|low| Finder { words, low, high: finder.high.min(low + WINDOW) });
        for found in windows.flat_map(|window| window.all()) {
            let places = |r: &Range<usize>| finder.place(block, r);
            let content: Vec<Place> = found.content.iter().filter_map(places).collect();
            let content: Vec<Place> = content.into_iter().map(|p| with_whole_quotation(analysis, p)).collect();
            let source: Vec<Place> = found.source.iter().filter_map(places).collect();
            let cue: Vec<Place> = finder.place(block, &found.cue).into_iter().collect();
            let apart = |p: &Place| !source.iter().chain(&cue).any(|q| q.overlaps(*p));
            if content.is_empty() || !content.iter().all(apart) {
                continue;
            }
            if finder.says_something(&found) {
                attributed[index] = true;
                mark_sentences(analysis, &content, &mut attributed);
            }
            // Quoted sentences before this one that turn out to belong to it.
            let part = |l: &Attribution| l.content.iter().all(|c| content.iter().any(|d| d.contains(*c)));
            while attributions.last().is_some_and(|l| l.cue.is_empty() && part(l)) {
                attributions.pop();
            }
            attributions.push(Attribution {
                kind: AttributionKind::Indirect,
                source,
                cue,
                content,
                voice: None,
                cue_kind: found.kind,
                sentence: index,
            });
        }
        if attributions.len() == first {
            goes_on(analysis, index, &finder, &mut attributions, &mut attributed);
        }
    }
    for (i, attribution) in attributions.iter_mut().enumerate() {
        // Quoted words that nobody is said to have said stay without a speaker.
        let somebody = !attribution.source.is_empty() || !attribution.cue.is_empty();
        attribution.kind = kind_of(analysis, &attribution.content, somebody.then_some(i), &mut of_quotation);
    }
    for (sentence, attributed) in analysis.sentences.iter_mut().zip(attributed) {
        sentence.attributed = attributed;
    }
    for (quotation, attribution) in analysis.quotations.iter_mut().zip(of_quotation) {
        quotation.attribution = attribution;
    }
    analysis.attributions = attributions;
}

/// A content that holds the beginning or end of a quotation holds all of it, though it runs over several sentences.
fn with_whole_quotation(analysis: &Analysis, place: Place) -> Place {
    let quotations = &analysis.quotations;
    let from = quotations.partition_point(|q| (q.place.block, q.place.start) < (place.block, place.start));
    let mut whole = place;
    // Of nested quotations the outer one comes first.
    let before = quotations.get(from.saturating_sub(3)..from).unwrap_or_default();
    let after = quotations.iter().skip(from).take_while(|q| q.place.block == place.block && q.place.start < place.end);
    for q in before.iter().chain(after) {
        let speech = q.kind == QuotationKind::Speech && q.depth == 0 && q.place.overlaps(place);
        if speech && (q.place.start < place.start || q.place.end > place.end) {
            whole.start = whole.start.min(q.place.start);
            whole.end = whole.end.max(q.place.end);
        }
    }
    whole
}

/// Marks every sentence at least half of which is content.
fn mark_sentences(analysis: &Analysis, places: &[Place], attributed: &mut [bool]) {
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let from = analysis.sentences.partition_point(|s| (s.place.block, s.place.end) <= (place.block, place.start));
        let inside = analysis.sentences.iter().enumerate().skip(from);
        for (i, sentence) in inside.take_while(|(_, s)| s.place.overlaps(*place)) {
            shared.push((i, sentence.place.end.min(place.end) - sentence.place.start.max(place.start)));
        }
    }
    shared.sort_unstable();
    for group in shared.chunk_by(|a, b| a.0 == b.0) {
        let bytes: usize = group.iter().map(|(_, bytes)| bytes).sum();
        if let Some((i, sentence)) = group.first().and_then(|(i, _)| Some((*i, analysis.sentences.get(*i)?)))
            && 2 * bytes >= sentence.place.end - sentence.place.start
            && let Some(flag) = attributed.get_mut(i)
        {
            *flag = true;
        }
    }
}

/// A sentence without a cue that still speaks for the last source: quoted words, or the Konjunktiv of German reports.
fn goes_on(analysis: &Analysis, index: usize, finder: &Finder, out: &mut Vec<Attribution>, attributed: &mut [bool]) {
    let Some(sentence) = analysis.sentences.get(index) else { return };
    let block = sentence.place.block;
    let quotations = &analysis.quotations;
    let from = quotations.partition_point(|q| (q.place.block, q.place.end) <= (block, sentence.place.start));
    let own =
        |q: &&super::Quotation| q.kind == QuotationKind::Speech && q.depth == 0 && q.place.overlaps(sentence.place);
    let quotation = quotations.iter().skip(from).take(4).find(own).filter(|q| q.words > 3);
    let last = out.last().filter(|a| a.sentence + 2 > index || a.content.iter().any(|c| c.overlaps(sentence.place)));
    let inside = |a: &Attribution, place: Place| a.source.iter().any(|s| s.overlaps(place));
    let near = |a: &&Attribution| a.content.first().is_some_and(|c| c.block + 1 >= block);
    if let Some(q) = quotation {
        attributed[index] = true;
        if out.last().is_some_and(|a| a.content.iter().any(|c| c.contains(q.place))) {
            return;
        }
        let source = out.last().filter(near).filter(|a| !inside(a, q.place)).map(|a| (a.source.clone(), a.cue_kind));
        let (source, cue_kind) = source.unwrap_or((Vec::new(), CueKind::Neutral));
        let content = vec![q.place];
        let (cue, voice, kind) = (Vec::new(), None, AttributionKind::Direct);
        out.push(Attribution { kind, source, cue, content, voice, cue_kind, sentence: index });
    } else if finder.words.german
        && finder.in_konjunktiv()
        && let Some(last) = last.filter(|a| a.content.first().is_some_and(|c| c.block == block))
    {
        let place = finder.place(block, &(finder.low..finder.high));
        let Some(place) = place.filter(|p| !inside(last, *p)) else { return };
        attributed[index] = true;
        let (source, cue_kind) = (last.source.clone(), last.cue_kind);
        let (cue, voice, kind) = (Vec::new(), None, AttributionKind::Indirect);
        out.push(Attribution { kind, source, cue, content: vec![place], voice, cue_kind, sentence: index });
    }
}

/// Direct where the content is quoted words, mixed where it holds some, else indirect.
fn kind_of(analysis: &Analysis, content: &[Place], own: Option<usize>, of: &mut [Option<usize>]) -> AttributionKind {
    let mut quoted = 0;
    let mut all = 0;
    for place in content {
        all += place.end - place.start;
        let quotations = &analysis.quotations;
        let from = quotations.partition_point(|q| (q.place.block, q.place.start) < (place.block, place.start));
        for (i, q) in quotations.iter().enumerate().skip(from).take_while(|(_, q)| q.place.overlaps(*place)) {
            if let Some(slot) = of.get_mut(i) {
                *slot = slot.or(own);
            }
            if q.kind == QuotationKind::Speech && q.depth == 0 {
                quoted += q.place.end.min(place.end) - q.place.start;
            }
        }
    }
    if quoted == 0 {
        AttributionKind::Indirect
    } else if quoted * 10 >= all * 9 {
        AttributionKind::Direct
    } else {
        AttributionKind::Mixed
    }
}

/// Finds the attributions of one sentence: its tokens from `low` to `high`.
struct Finder<'a> {
    words: &'a Words<'a>,
    low: usize,
    high: usize,
}

/// Where the subject of a cue stands.
enum Subject {
    Left(Range<usize>),
    /// Behind the cue, which stands right behind the content where the flag is set.
    Right(Range<usize>, bool),
    /// That of the cue before.
    Same,
}

impl Finder<'_> {
    fn all(&self) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        let mut at = self.low;
        while at < self.high {
            if self.words.quoted.get(at).copied().unwrap_or(false) {
                at += 1;
                continue;
            }
            let (found, next) = match self.words.class(at) {
                Class::According => self.according(at),
                Class::Verdict => (self.verdict(at), at + 1),
                Class::Cue(cue) => (self.cue(at, cue, &all), at + cue.len.max(1)),
                _ => (self.german_so(at).or_else(|| self.reception(at)), at + 1),
            };
            all.extend(found);
            at = next.max(at + 1);
        }
        self.share_out(&mut all);
        all
    }

    /// Bytes of a range of tokens, marks at its ends trimmed but for quotation marks and brackets.
    fn place(&self, block: usize, range: &Range<usize>) -> Option<Place> {
        let mut range = range.clone();
        let loose = |class| matches!(class, Class::Comma | Class::Stop | Class::Colon | Class::Break);
        while range.start < range.end && loose(self.words.class(range.start)) {
            range.start += 1;
        }
        while range.start < range.end && loose(self.words.class(range.end - 1)) {
            range.end -= 1;
        }
        let (first, last) = self.words.tokens.get(range.clone()).and_then(|t| t.first().zip(t.last()))?;
        Some(Place::new(block, first.start..last.end))
    }

    /// `according to X`, `laut X`: the rest of the sentence is the content.
    fn according(&self, at: usize) -> (Option<Found>, usize) {
        let mut end = at;
        while end < self.high && self.words.class(end) == Class::According {
            end += 1;
        }
        let Some(source) = right(self.words, end, self.high) else { return (None, end) };
        let mut content = vec![self.low..at, source.end..self.high];
        content.retain(|r| self.has_words(r));
        // At the start of a sentence the content follows; inside, only what stands on the same side of a comma.
        if content.len() == 2 && self.words.class(source.end) == Class::Comma {
            content.truncate(1);
        }
        let next = source.end;
        let found = Found { source: Some(source), cue: at..end, content, kind: CueKind::Neutral, act: Act::Speech };
        (Some(found), next)
    }

    /// `X zufolge`.
    fn verdict(&self, at: usize) -> Option<Found> {
        let source = left(self.words, self.low, at)?;
        let mut content = vec![self.low..source.start, at + 1..self.high];
        content.retain(|r| self.has_words(r));
        Some(Found { source: Some(source), cue: at..at + 1, content, kind: CueKind::Neutral, act: Act::Speech })
    }

    /// `…, so X.`: German for `according to X`, behind a comma or quotation mark.
    fn german_so(&self, at: usize) -> Option<Found> {
        let behind =
            at > self.low && matches!(self.words.class(at - 1), Class::Comma | Class::QuoteMark | Class::Break);
        if !self.words.german || !behind || self.words.word(at) != "so" {
            return None;
        }
        let source = right(self.words, at + 1, self.high)?;
        let mut content = vec![self.low..at, source.end..self.high];
        content.retain(|r| self.has_words(r));
        Some(Found { source: Some(source), cue: at..at + 1, content, kind: CueKind::Neutral, act: Act::Speech })
    }

    fn cue(&self, at: usize, cue: Cue, before: &[Found]) -> Option<Found> {
        if self.is_noun(at, cue) || !self.words.german && !self.agrees(at, cue) {
            return self.cue_noun(at, cue);
        }
        let end = at + cue.len;
        let start = self.with_auxiliaries(at);
        let passive = self.is_passive(start, at);
        if passive {
            return self.passive(start, end, cue);
        }
        if let Some(found) = self.german_passive(at, cue) {
            return Some(found);
        }
        let (source, content) = match self.subject(start, at, end)? {
            Subject::Left(source) => {
                let content = self.content_of_left(&source, end, cue);
                (Some(source), content)
            }
            Subject::Right(source, behind_content) => {
                let content = self.content_of_right(&source, start, behind_content);
                (Some(source), content)
            }
            Subject::Same => {
                let source = before.last().and_then(|f| f.source.clone()).or_else(|| self.first_subject(start))?;
                (Some(source), vec![self.after(end, end)])
            }
        };
        let mut content = content;
        content.retain(|r| self.has_words(r));
        (!content.is_empty()).then_some(Found { source, cue: start..end, content, kind: cue.kind, act: cue.act })
    }

    /// Whether a cue form is a noun or an attribute here: `the claims`, `his report`, `the reported losses`.
    fn is_noun(&self, at: usize, cue: Cue) -> bool {
        let w = self.words;
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else { return false };
        let token = w.tokens.get(before);
        if token.is_some_and(|t| t.possessive > 0) {
            return true;
        }
        let word = w.word(at);
        let base_or_s = is_base(word) && !word.ends_with("ing");
        match w.class(before) {
            Class::Det => true,
            Class::Prep if !w.german => !word.ends_with("ing"),
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

    /// Whether an English cue form fits the words around it as a verb: `critics say`, `the mayor says`, `, saying`.
    fn agrees(&self, at: usize, cue: Cue) -> bool {
        let w = self.words;
        let word = w.word(at);
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else {
            return word.ends_with("ed") || word.ends_with("ing") || word.eq_ignore_ascii_case("said");
        };
        if word.ends_with("ing") {
            let after_name = matches!(w.class(before), Class::Name)
                && (self.low..before).rev().take(4).any(|i| w.class(i) == Class::Prep || w.class(i) == Class::Comma);
            return after_name
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
        let base = w.tagged(at, "cue_noun") || w.tagged(at, "medium") || is_base(word);
        if !base {
            return true;
        }
        let next = w.class(at + cue.len);
        let verb_next = matches!(next, Class::Cue(_) | Class::Verb | Class::Aux | Class::Rel)
            || next == Class::Comma && w.class(at + cue.len + 1) == Class::Rel;
        let compound = matches!(w.class(before), Class::Open | Class::Name | Class::Cue(_));
        let plural = w.word(before).ends_with('s')
            || ["people", "police", "media", "men", "women", "many", "some"].contains(&w.word(before));
        if word.ends_with('s') && word != "discuss" {
            !(compound && (verb_next || plural && !self.takes_clause(at + cue.len)))
        } else {
            !compound || plural && !verb_next
        }
    }

    /// `X’s claim that …`: the noun is the cue.
    fn cue_noun(&self, at: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        let end = at + 1;
        if !w.tagged(at, "cue_noun") || w.class(end) != Class::Comp || !matches!(w.word(end), "that" | "dass") {
            return None;
        }
        let owner = left(w, self.low, at)?;
        let possessive = (owner.start..owner.end).rfind(|i| w.tokens.get(*i).is_some_and(|t| t.possessive > 0));
        let source = possessive.map(|p| owner.start..p + 1);
        let content = vec![self.after(end, end)];
        Some(Found { source, cue: at..end, content, kind: cue.kind, act: cue.act })
    }

    /// The start of the verb group whose head is at `at`: `has repeatedly said`.
    fn with_auxiliaries(&self, at: usize) -> usize {
        if self.words.german {
            return at;
        }
        let mut start = at;
        while start > self.low {
            match self.words.class(start - 1) {
                Class::Aux | Class::Adv => start -= 1,
                // `the mayor on Tuesday said`
                Class::Time if start >= self.low + 2 && self.words.class(start - 2) == Class::Prep => start -= 2,
                Class::Prep if self.words.word(start - 1) == "to" => start -= 1,
                _ => break,
            }
        }
        start
    }

    fn is_passive(&self, start: usize, at: usize) -> bool {
        if self.words.german {
            return false;
        }
        let be = ["is", "are", "was", "were", "been", "be", "being", "gets", "got"];
        let word = self.words.word(at);
        !word.ends_with("ing") && (start..at).any(|i| be.contains(&self.words.word(i)))
    }

    /// `was accused by X of …`; without a source only where somebody is accused or something expected.
    fn passive(&self, start: usize, end: usize, cue: Cue) -> Option<Found> {
        let w = self.words;
        let by = (end..self.high.min(end + 4)).find(|i| w.word(*i) == "by");
        let source = by.and_then(|by| right(w, by + 1, self.high));
        if source.is_none() && cue.kind != CueKind::Accusing && cue.act != Act::Thought {
            return None;
        }
        let from = source.as_ref().map_or(end, |s| s.end);
        let mut content = vec![self.clause_start(start)..start, self.after(from, from)];
        content.retain(|r| self.has_words(r));
        Some(Found { source, cue: start..end, content, kind: cue.kind, act: cue.act })
    }

    /// The first token of the clause that ends at `end`.
    fn clause_start(&self, end: usize) -> usize {
        let starts = |i: &usize| ends_clause(self.words.class(*i)) || self.words.class(*i) == Class::Comp;
        (self.low..end).rev().find(starts).map_or(self.low, |i| i + 1)
    }

    fn subject(&self, start: usize, at: usize, end: usize) -> Option<Subject> {
        let w = self.words;
        if w.german {
            return self.german_subject(at, end);
        }
        let Some(before) = start.checked_sub(1).filter(|b| *b >= self.low) else {
            return self.inverted(end, false);
        };
        let ing = w.word(at).ends_with("ing");
        match w.class(before) {
            Class::Conj => Some(Subject::Same),
            Class::Rel => {
                let comma = usize::from(before > self.low && w.class(before - 1) == Class::Comma);
                let source = left(w, self.low, before - comma).map_or(before..start, |s| s.start..start);
                Some(Subject::Left(source))
            }
            Class::Comma | Class::QuoteMark | Class::Break if ing => Some(Subject::Same),
            Class::Comma | Class::QuoteMark | Class::Break => {
                let quoted_before =
                    w.class(before) == Class::QuoteMark || before > self.low && w.class(before - 1) == Class::QuoteMark;
                if quoted_before && let Some(subject) = self.inverted(end, true) {
                    return Some(subject);
                }
                if w.class(before) == Class::Comma {
                    if self.stands_alone(end)
                        && let Some(subject) = self.inverted(end, true)
                    {
                        return Some(subject);
                    }
                    return before_apposition(w, self.low, before).map(Subject::Left);
                }
                None
            }
            Class::Prep if ing => Some(Subject::Same),
            Class::Prep | Class::Comp | Class::Colon | Class::Stop => None,
            _ => left(w, self.low, start).map(Subject::Left),
        }
    }

    /// The first noun phrase of the sentence that ends before token `end`, words of time and place before it passed over.
    fn first_subject(&self, end: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut at = self.low;
        if matches!(w.class(at), Class::Prep | Class::Comp | Class::Adv | Class::Conj) {
            let comma = (at..end.min(at + 16)).find(|i| w.class(*i) == Class::Comma);
            at = comma.map_or(at, |c| c) + 1;
        }
        let phrase = right(w, at, end)?;
        // Small words of the open classes behind a name are its verb.
        let verb = (phrase.start + 1..phrase.end)
            .find(|i| w.class(*i) == Class::Open && (w.class(i - 1) == Class::Name || w.word(*i).ends_with("ed")));
        let phrase = phrase.start..verb.unwrap_or(phrase.end);
        let somebody = phrase.len() <= 3 || phrase.clone().any(|i| w.class(i) == Class::Name);
        Some(phrase).filter(|_| somebody)
    }

    /// `said X`: the source behind the cue.
    fn inverted(&self, end: usize, behind_content: bool) -> Option<Subject> {
        if let Some(source) = right_with_attribute(self.words, end, self.high) {
            return Some(Subject::Right(source, behind_content));
        }
        let starts = matches!(self.words.class(end), Class::Name | Class::Det | Class::Pron | Class::Open);
        right(self.words, end, self.high).filter(|_| starts).map(|source| Subject::Right(source, behind_content))
    }

    /// Whether a noun phrase and nothing else follows up to the end of the sentence or a comma: `…, said the mayor.`
    fn stands_alone(&self, end: usize) -> bool {
        let Some(phrase) = right(self.words, end, self.high) else { return false };
        let name = self.words.class(phrase.start) == Class::Name || self.words.class(phrase.start) == Class::Det;
        name && (phrase.end >= self.high || ends_clause(self.words.class(phrase.end)))
    }

    /// German verbs stand second: the subject is before them where the sentence begins with it, else behind them.
    fn german_subject(&self, at: usize, end: usize) -> Option<Subject> {
        let w = self.words;
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.low) else {
            return self.inverted(end, false);
        };
        if matches!(w.class(before), Class::Conj) {
            return Some(Subject::Same);
        }
        if matches!(w.class(before), Class::QuoteMark) || w.class(before) == Class::Break {
            return self.inverted(end, true);
        }
        // `hat der Rat erklärt`, `wie der Rat mitteilte`: the verb ends the clause.
        if w.class(before) == Class::Comma {
            if let Some(source) = before_apposition(w, self.low, before)
                && source.start == self.low
                && self.continues_clause(end)
            {
                return Some(Subject::Left(source));
            }
            return self.inverted(end, true);
        }
        let phrase = self.german_left(at);
        match phrase {
            Some(phrase) => Some(Subject::Left(phrase)),
            None => self.inverted(end, false),
        }
    }

    /// Whether what follows the verb is its own content: a comma, a colon, dass.
    fn continues_clause(&self, end: usize) -> bool {
        (end..self.high.min(end + 6)).any(|i| matches!(self.words.class(i), Class::Comma | Class::Colon))
    }

    /// The noun phrase nearest to the left of a German verb that is no object of a preposition and no time.
    fn german_left(&self, at: usize) -> Option<Range<usize>> {
        let w = self.words;
        let mut end = at;
        let mut best = None;
        for _ in 0..6 {
            while end > self.low
                && matches!(w.class(end - 1), Class::Adv | Class::Aux | Class::Open | Class::Time | Class::Verdict)
            {
                end -= 1;
            }
            let phrase = left(w, self.low, end)?;
            let before = phrase.start.checked_sub(1).filter(|b| *b >= self.low);
            let after_prep = before.is_some_and(|b| w.class(b) == Class::Prep);
            if !after_prep {
                best = Some(phrase);
                break;
            }
            if let Some(start) = with_attribute(w, self.low, &phrase) {
                best = Some(start..phrase.end);
                break;
            }
            end = before?;
        }
        best
    }

    /// The content of `X said …` and of `…, X said`.
    fn content_of_left(&self, source: &Range<usize>, end: usize, cue: Cue) -> Vec<Range<usize>> {
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
    fn content_of_right(&self, source: &Range<usize>, start: usize, behind_content: bool) -> Vec<Range<usize>> {
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
    fn opens_quote(&self, at: usize) -> bool {
        self.words.class(at) == Class::QuoteMark && self.words.quoted.get(at + 1).copied().unwrap_or(false)
    }

    /// The content before `end`: the quotation that ends there with the words before it in its clause, else all of it.
    fn before(&self, end: usize) -> Range<usize> {
        self.low..end
    }

    /// Whether nothing of content follows a cue: `…, X said on Monday in a statement.`
    fn ends_with_cue(&self, end: usize) -> bool {
        let w = self.words;
        let mut at = end;
        while at < self.high {
            match w.class(at) {
                Class::Adv | Class::Time | Class::Stop | Class::CloseBracket => at += 1,
                Class::Prep if opens_circumstance(w, at) => at = self.after_circumstance(at),
                Class::QuoteMark if at + 1 >= self.high => at += 1,
                Class::Prep | Class::Name | Class::Open | Class::Det if self.high - at <= 6 => {
                    return !(at..self.high)
                        .any(|i| matches!(w.class(i), Class::Comma | Class::Comp | Class::Cue(_) | Class::Aux));
                }
                _ => return false,
            }
        }
        true
    }

    fn after_circumstance(&self, at: usize) -> usize {
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
    fn takes_clause(&self, at: usize) -> bool {
        matches!(self.words.class(at), Class::Comp | Class::Comma | Class::Colon) || self.opens_quote(at)
    }

    /// The content behind a cue or source: circumstances and whoever is told are passed over.
    fn after(&self, cue_end: usize, from: usize) -> Range<usize> {
        let w = self.words;
        let mut at = from;
        if cue_end > 0
            && w.tagged(cue_end - 1, "addressee")
            && !self.takes_clause(at)
            && let Some(told) = right(w, at, self.high)
            && (told.end < self.high)
        {
            at = told.end;
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
                    || !w.german && w.class(at) == Class::Prep && w.word(*i) == "that"
            });
            let introduced = opens.filter(|i| w.german || w.class(*i) == Class::Colon || w.class(at) == Class::Prep);
            at = introduced.unwrap_or(at);
        }
        let start = at.min(self.high);
        start..self.content_end(start)
    }

    /// The content ends at a further cue that the same source is the subject of: `, adding that`, `and said`.
    fn content_end(&self, start: usize) -> usize {
        let w = self.words;
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
            if w.class(at) == Class::Conj
                && at > start + 2
                && next_cue.is_some()
                && !w.german
                && w.word(at + 1).ends_with("ed")
            {
                return at;
            }
        }
        self.high
    }

    /// Whether the content is said, written or thought: a clause or quoted words, not a mere object (`announced a goal`)
    /// and not what somebody wants.
    fn says_something(&self, found: &Found) -> bool {
        let w = self.words;
        let mut inside = found.content.iter().flat_map(Range::clone);
        let quoted = found.content.iter().flat_map(Range::clone).any(|i| w.quoted.get(i).copied().unwrap_or(false));
        let opens = found.content.last().is_some_and(|r| matches!(w.word(r.start), "that" | "dass"));
        match found.act {
            Act::Stance => false,
            Act::Naming => quoted,
            Act::Thought => quoted || opens || w.german && inside.any(|i| w.class(i) == Class::Comp),
            Act::Speech if matches!(found.kind, CueKind::Factive | CueKind::Accusing) => quoted || opens,
            Act::Speech => {
                quoted
                    || opens
                    || w.german
                    || inside.any(|i| matches!(w.class(i), Class::Aux | Class::Verb))
                    || self.is_saying(&found.cue)
            }
        }
    }

    /// Whether the head of a cue says no more than that something is said.
    fn is_saying(&self, cue: &Range<usize>) -> bool {
        let head = cue.end.checked_sub(1).map(|i| self.words.word(i)).unwrap_or_default();
        ["said", "says", "say", "saying", "told", "tells", "tell", "telling", "added", "adds", "adding", "to"]
            .contains(&head)
    }

    fn has_words(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.words.tokens.get(i).is_some_and(|t| t.is_word()))
    }

    /// Contents must not hold another attribution's source and cue where that one is only set in: cut them out.
    fn share_out(&self, all: &mut [Found]) {
        for found in all.iter_mut() {
            let own: Vec<Range<usize>> = found.source.iter().cloned().chain([found.cue.clone()]).collect();
            let mut pieces = Vec::new();
            for content in &found.content {
                let mut rest = vec![content.clone()];
                for cut in &own {
                    rest = rest.into_iter().flat_map(|r| without(r, cut)).collect();
                }
                pieces.extend(rest);
            }
            pieces.retain(|r| self.has_words(r));
            found.content = pieces;
        }
    }

    /// Whether a finite verb of the sentence stands in the Konjunktiv of reported speech.
    fn in_konjunktiv(&self) -> bool {
        const FORMS: [&str; 22] = [
            "sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge", "gebe", "gehe",
            "komme", "bleibe", "liege", "stehe", "lasse", "mache", "würden", "hätten", "wären", "könnten",
        ];
        (self.low..self.high).any(|i| FORMS.contains(&self.words.word(i)))
    }
}

/// Whether a word may be the base form of a verb, or that with an s: not a past form that the lists know.
fn is_base(word: &str) -> bool {
    const PAST: [&str; 22] = [
        "said",
        "told",
        "wrote",
        "written",
        "thought",
        "felt",
        "shown",
        "found",
        "knew",
        "known",
        "understood",
        "saw",
        "seen",
        "sought",
        "swore",
        "spoke",
        "held",
        "meant",
        "proven",
        "foresaw",
        "learnt",
        "chose",
    ];
    !word.ends_with("ed") && !PAST.contains(&word)
}

/// What is left of a range when another is taken out.
fn without(range: Range<usize>, cut: &Range<usize>) -> Vec<Range<usize>> {
    if cut.end <= range.start || range.end <= cut.start {
        return vec![range];
    }
    let mut left = vec![range.start..cut.start.max(range.start), cut.end.min(range.end)..range.end];
    left.retain(|r| !r.is_empty());
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample;
    use super::*;

    /// Source, cue and content of every attribution.
    fn found(text: &str) -> Vec<(String, String, String)> {
        let analysis = sample::analysis(text);
        let words = |places: &[Place]| places.iter().map(|p| analysis.text(*p)).collect::<Vec<_>>().join(" … ");
        analysis.attributions.iter().map(|a| (words(&a.source), words(&a.cue), words(&a.content))).collect()
    }

    fn one(text: &str, source: &str, cue: &str, content: &str) {
        let expected = vec![(source.to_owned(), cue.to_owned(), content.to_owned())];
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn english_reports_are_taken_apart() {
        one("The mayor said that the dyke was safe.", "The mayor", "said", "that the dyke was safe");
        one("The dyke was safe, Ada Lind said on Monday.", "Ada Lind", "said", "The dyke was safe");
        one("“We saw it coming,” said Ada Lind.", "Ada Lind", "said", "“We saw it coming,”");
        one(
            "According to the port authority, the dyke was safe.",
            "the port authority",
            "According to",
            "the dyke was safe",
        );
        one(
            "The dyke was safe, according to the port authority.",
            "the port authority",
            "according to",
            "The dyke was safe",
        );
        one(
            "A council spokesman told reporters that the dyke was safe.",
            "A council spokesman",
            "told",
            "that the dyke was safe",
        );
        one("Critics have warned that the dyke could break.", "Critics", "have warned", "that the dyke could break");
        one(
            "Ada Lind, the mayor of Aldermoor, said the dyke was safe.",
            "Ada Lind, the mayor of Aldermoor",
            "said",
            "the dyke was safe",
        );
        one(
            "“We saw it,” said Ada Lind, “but we were late.”",
            "Ada Lind",
            "said",
            "“We saw it,” … “but we were late.”",
        );
        one(
            "Lind was accused by residents of hiding the report.",
            "residents",
            "was accused",
            "Lind … of hiding the report",
        );
        one(
            "The harbour opened the mayor’s claim that all was well to doubt.",
            "the mayor’s",
            "claim",
            "that all was well to doubt",
        );
    }

    #[test]
    fn german_reports_are_taken_apart() {
        let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
        de("Die Bürgermeisterin sagte, der Deich sei sicher.", "Die Bürgermeisterin", "sagte", "der Deich sei sicher");
        de("Laut Hafenbehörde ist der Deich sicher.", "Hafenbehörde", "Laut", "ist der Deich sicher");
        de("Der Hafenbehörde zufolge ist der Deich sicher.", "Der Hafenbehörde", "zufolge", "ist der Deich sicher");
        de("Der Deich sei sicher, sagte Ada Lind.", "Ada Lind", "sagte", "Der Deich sei sicher");
        de("„Wir haben es kommen sehen“, so Ada Lind.", "Ada Lind", "so", "„Wir haben es kommen sehen“");
        de("Wie die Polizei mitteilte, wurde niemand verletzt.", "die Polizei", "mitteilte", "wurde niemand verletzt");
    }

    #[test]
    fn nouns_are_no_cues() {
        assert_eq!(found("The report was long. His claims about the state were long."), []);
        assert_eq!(found("They blocked a video calling service."), []);
    }

    #[test]
    fn a_report_goes_on_in_the_konjunktiv() {
        let analysis =
            sample::analysis("Language: de\nDer Minister sagte, das Geld reiche. Die Schulen seien bereit. Es regnet.");
        let flags: Vec<_> = analysis.sentences.iter().map(|s| s.attributed).collect();
        assert_eq!(flags, [true, true, false]);
        assert_eq!(analysis.attributions[0].voice, analysis.attributions[1].voice);
    }

    #[test]
    fn a_quotation_of_several_sentences_is_one_content() {
        let analysis = sample::analysis("“We saw it coming. We were late,” Ada Lind said. It rained.");
        assert!(analysis.sentences.iter().take(2).all(|s| s.attributed && s.identified));
        assert_eq!(analysis.attributions.len(), 1);
        assert_eq!(analysis.quotations[0].attribution, Some(0));
        assert_eq!(analysis.attributions[0].kind, AttributionKind::Direct);
    }

    #[test]
    fn a_report_that_is_cited_is_no_verb() {
        let text = "The dyke is safe, according to ";
        one(
            &format!("{text}the county’s annual report."),
            "the county’s annual report",
            "according to",
            "The dyke is safe",
        );
        one(&format!("{text}the town survey."), "the town survey", "according to", "The dyke is safe");
        one(&format!("{text}a harbour study."), "a harbour study", "according to", "The dyke is safe");
        one("Officials report that the dyke is safe.", "Officials", "report", "that the dyke is safe");
        one("They report that the dyke is safe.", "They", "report", "that the dyke is safe");
    }

    #[test]
    fn sources_may_be_familiar_with_a_matter() {
        let text = "The engineers have been quiet, ";
        let rest = "The engineers have been quiet";
        one(&format!("{text}sources familiar with the plan said."), "sources familiar with the plan", "said", rest);
        one(&format!("{text}two people close to the talks said."), "two people close to the talks", "said", rest);
        one(&format!("{text}a person briefed on the talks said."), "a person briefed on the talks", "said", rest);
        let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
        let source = "mit der Sache vertraute Personen";
        de("Der Deich sei alt, sagten mit der Sache vertraute Personen.", source, "sagten", "Der Deich sei alt");
        let source = "Mit der Sache vertraute Personen";
        de("Mit der Sache vertraute Personen sagten, der Deich sei alt.", source, "sagten", "der Deich sei alt");
        let source = "mit dem Vorgang vertraute Personen";
        de(
            "Wie mit dem Vorgang vertraute Personen berichten, ist der Deich alt.",
            source,
            "berichten",
            "ist der Deich alt",
        );
    }

    #[test]
    fn criticism_comes_from_somebody() {
        one("The dyke drew criticism from residents.", "residents", "drew criticism", "The dyke");
        one("The plan has faced sharp criticism from farmers.", "farmers", "has faced sharp criticism", "The plan");
        one("The plan was met with criticism by farmers.", "farmers", "was met with criticism", "The plan");
        one(
            "The mayor came under fire from tenants and local shopkeepers.",
            "tenants and local shopkeepers",
            "came under fire",
            "The mayor",
        );
        one(
            "The dyke drew criticism from an odd side: sailors and coastal farmers, who need it.",
            "sailors and coastal farmers, who need it",
            "drew criticism",
            "The dyke",
        );
        let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
        de("Der Plan stieß bei Anwohnern auf Kritik.", "Anwohnern", "stieß", "Der Plan … auf Kritik");
        de("Kritik kam von der Feuerwehr.", "der Feuerwehr", "kam", "Kritik");
        de("Der Plan wurde von Anwohnern kritisiert.", "Anwohnern", "kritisiert", "Der Plan");
        assert_eq!(found("The mayor drew a map. Criticism from the past was forgotten."), []);
    }

    #[test]
    fn a_new_paragraph_carries_over_to_a_person_only() {
        let speaker = |text: &str| {
            let analysis = sample::analysis(text);
            let attribution = analysis.quotations[0].attribution?;
            let voice = analysis.attributions[attribution].voice?;
            Some(analysis.voices[voice].name.clone())
        };
        let quotation = "“It is the finest dyke that we have ever built.”";
        assert_eq!(speaker(&format!("Experts said the dyke was safe.\n{quotation}")), None);
        assert_eq!(speaker(&format!("The dyke is old, sources close to the port said.\n{quotation}")), None);
        assert_eq!(speaker(&format!("Ada Lind said the dyke was safe.\n{quotation}")).as_deref(), Some("Ada Lind"));
        let pronoun = format!("Ada Lind built it. Ada Lind said so. She said that it was safe.\n{quotation}");
        assert_eq!(speaker(&pronoun).as_deref(), Some("Ada Lind"));
        assert_eq!(speaker(&format!("Experts said the dyke was safe. {quotation}")).as_deref(), Some("Experts"));
    }

    #[test]
    fn a_sentence_without_end_takes_no_time() {
        let text = "the mayor said “no” and Ada Lind told him, ".repeat(5_000);
        assert!(sample::analysis(&text).attributions.len() > 1000);
    }

    proptest! {
        #[test]
        fn any_text_gives_places_that_stand_apart(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "said", "Ada", "Lind", "“", "”", "\"", ",", ".", "the", "mayor", "according to", "that", "was", "by",
                    "accused", "laut", "zufolge", "so", "sagte", "wie", "(", ")", ":", "é", "„", "“.", "told", "who", "and",
                    "saying", "’s", "’", "claim", "of", "on Monday", "\n", "er", "sei", ";", "–", "Dr.", "12",
                ]),
                0..60,
            ),
            german: bool,
        ) {
            let head = if german { "Language: de\n" } else { "Language: en\n" };
            let analysis = sample::analysis(&format!("{head}{}", words.join(" ")));
            for a in &analysis.attributions {
                let places: Vec<Place> = a.source.iter().chain(&a.cue).chain(&a.content).copied().collect();
                for p in &places {
                    prop_assert!(!analysis.text(*p).is_empty());
                }
                for c in &a.content {
                    prop_assert!(!a.source.iter().chain(&a.cue).any(|p| p.overlaps(*c)));
                }
                for s in &a.source {
                    prop_assert!(!a.cue.iter().any(|p| p.overlaps(*s)));
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(text: String, german: bool) {
            let head = if german { "Language: de\n" } else { "" };
            sample::analysis(&format!("{head}{text}"));
        }
    }
}
