//! Who says what: cues, their sources and the words given to them.
//!
//! The roles are those of Pareti, *PARC 3.0* (LREC 2016): source, cue, content. Found by word lists and the order of
//! words: `X said that …`, `…, X said`, `said X`, `according to X`, `X told Y`; `laut X`, `X zufolge`, `so X`, `wie X
//! mitteilte`, and sentences in the Konjunktiv that go on from one of them.

mod attitude;
mod content;
mod finder;
mod german;
mod label;
mod reception;
mod subject;
#[cfg(test)]
mod tests;
mod verb;

use std::ops::Range;

use finder::Finder;

use super::word_class::{Lists, Words};
use super::{Analysis, Attribution, AttributionKind, CueKind, Place, QuotationKind};
use crate::lexicon::Lexicons;

/// A sentence is read in stretches of so many tokens, so that one without end costs no more than many short ones.
const WINDOW: usize = 400;

/// How a sentence stands to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analysis) enum Telling {
    /// It has none, or only somebody's stance.
    Nothing,
    /// Its matter comes from a source.
    Matter,
    /// Its words are told as a source's own.
    Words,
}

/// Finds the attributions of the body's sentences, in order, and marks the sentences that they cover and the
/// quotations that they explain. Voices are given to them later.
pub(super) fn attribute(analysis: &mut Analysis, lexicons: &Lexicons) {
    let lists = Lists::of(&analysis.language, lexicons);
    let mut attributions: Vec<Attribution> = Vec::new();
    let mut telling = vec![Telling::Nothing; analysis.sentences.len()];
    let mut of_quotation: Vec<Option<usize>> = vec![None; analysis.quotations.len()];
    let mut words: Option<(usize, Words)> = None;
    let speakers = label::speakers(analysis);
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
        let label = finder.label(&speakers);
        for found in label.into_iter().chain(windows.flat_map(|window| window.all())) {
            let places = |r: &Range<usize>| finder.place(block, r);
            let content: Vec<Place> = found.content.iter().filter_map(places).collect();
            let content: Vec<Place> = content.into_iter().map(|p| with_whole_quotation(analysis, p)).collect();
            let source: Vec<Place> = found.source.iter().filter_map(places).collect();
            let cue: Vec<Place> = finder.place(block, &found.cue).into_iter().collect();
            let apart = |p: &Place| !source.iter().chain(&cue).any(|q| q.overlaps(*p));
            if content.is_empty() || !content.iter().all(apart) {
                continue;
            }
            mark_sentences(analysis, Some(index), &content, finder.telling(&found), &mut telling);
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
        if attributions.len() == first
            && let Some(found) = finder.tag_line()
            && let Some(quotation) = quotation_before(analysis, sentence.place)
        {
            let source: Vec<Place> = found.source.iter().filter_map(|r| finder.place(block, r)).collect();
            let cue: Vec<Place> = finder.place(block, &found.cue).into_iter().collect();
            let content = vec![quotation];
            mark_sentences(analysis, Some(index), &content, Telling::Words, &mut telling);
            while attributions
                .last()
                .is_some_and(|l| l.cue.is_empty() && l.content.iter().all(|c| quotation.contains(*c)))
            {
                attributions.pop();
            }
            let (kind, cue_kind) = (AttributionKind::Direct, found.kind);
            attributions.push(Attribution { kind, source, cue, content, voice: None, cue_kind, sentence: index });
        }
        if attributions.len() == first {
            goes_on(analysis, index, &finder, &mut attributions, &mut telling);
        }
        if words.german {
            german::report_goes_on(analysis, index, &finder, first, &mut attributions, &mut telling);
        }
    }
    for (i, attribution) in attributions.iter_mut().enumerate() {
        // Quoted words that nobody is said to have said stay without a speaker.
        let somebody = !attribution.source.is_empty() || !attribution.cue.is_empty();
        attribution.kind = kind_of(analysis, &attribution.content, somebody.then_some(i), &mut of_quotation);
    }
    for (sentence, telling) in analysis.sentences.iter_mut().zip(telling) {
        sentence.attributed = telling == Telling::Words;
        sentence.reported = telling != Telling::Nothing;
    }
    for (quotation, attribution) in analysis.quotations.iter_mut().zip(of_quotation) {
        quotation.attribution = attribution;
    }
    analysis.attributions = attributions;
}

/// The quotation that ends right before a place, with nothing but white space between: `“Why?” | Ada Lind asked.`
fn quotation_before(analysis: &Analysis, place: Place) -> Option<Place> {
    let quotations = &analysis.quotations;
    let from = quotations.partition_point(|q| (q.place.block, q.place.start) < (place.block, place.start));
    let near = quotations.get(from.saturating_sub(4)..from)?;
    let last =
        near.iter().rev().find(|q| q.depth == 0 && q.place.block == place.block && q.place.end <= place.start)?;
    let between = analysis.article.blocks.get(place.block)?.words().get(last.place.end..place.start)?;
    between.trim().is_empty().then_some(last.place)
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

/// Marks the sentence of a cue, and every sentence at least half of which is content.
fn mark_sentences(analysis: &Analysis, own: Option<usize>, places: &[Place], telling: Telling, of: &mut [Telling]) {
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let from = analysis.sentences.partition_point(|s| (s.place.block, s.place.end) <= (place.block, place.start));
        let inside = analysis.sentences.iter().enumerate().skip(from);
        for (i, sentence) in inside.take_while(|(_, s)| s.place.overlaps(*place)) {
            shared.push((i, sentence.place.shared(*place)));
        }
    }
    shared.sort_unstable();
    let mut mark = |i: usize| {
        if let Some(slot) = of.get_mut(i) {
            *slot = (*slot).max(telling);
        }
    };
    own.into_iter().for_each(&mut mark);
    for group in shared.chunk_by(|a, b| a.0 == b.0) {
        let bytes: usize = group.iter().map(|(_, bytes)| bytes).sum();
        if let Some((i, sentence)) = group.first().and_then(|(i, _)| Some((*i, analysis.sentences.get(*i)?)))
            && 2 * bytes >= sentence.place.end - sentence.place.start
        {
            mark(i);
        }
    }
}

/// A sentence without a cue that still speaks for the last source: quoted words.
fn goes_on(analysis: &Analysis, index: usize, finder: &Finder, out: &mut Vec<Attribution>, of: &mut [Telling]) {
    let Some(sentence) = analysis.sentences.get(index) else { return };
    let block = sentence.place.block;
    let quotations = &analysis.quotations;
    let from = quotations.partition_point(|q| (q.place.block, q.place.end) <= (block, sentence.place.start));
    let own =
        |q: &&super::Quotation| q.kind == QuotationKind::Speech && q.depth == 0 && q.place.overlaps(sentence.place);
    let pieces: Vec<&super::Quotation> = quotations.iter().skip(from).take(4).filter(own).collect();
    let quotation = pieces.first();
    let inside = |a: &Attribution, place: Place| a.source.iter().any(|s| s.overlaps(place));
    let near = |a: &&Attribution| a.content.first().is_some_and(|c| c.block + 1 >= block);
    if let Some(q) = quotation {
        if q.words > 3 {
            // Without a cue, a few quoted words leave the sentence the author's.
            let quoted: usize = pieces.iter().map(|q| q.place.shared(sentence.place)).sum();
            let whole = sentence.place.end - sentence.place.start;
            let telling = if 2 * quoted >= whole { Telling::Words } else { Telling::Matter };
            of[index] = of[index].max(telling);
        }
        if out.last().is_some_and(|a| a.content.iter().any(|c| c.contains(q.place))) {
            return;
        }
        if let Some(speech) = interrupted_speech(analysis, index, q.place, out) {
            speech.content.push(q.place);
            of[index] = Telling::Words;
            return;
        }
        if q.words <= 3 {
            return;
        }
        let own = finder.speaker_beside(block, q.place).map(|p| (vec![p], CueKind::Neutral));
        let last = out.last().filter(near).filter(|a| !inside(a, q.place)).map(|a| (a.source.clone(), a.cue_kind));
        let source = own.or(last);
        let (source, cue_kind) = source.unwrap_or((Vec::new(), CueKind::Neutral));
        let content = vec![q.place];
        let (cue, voice, kind) = (Vec::new(), None, AttributionKind::Direct);
        out.push(Attribution { kind, source, cue, content, voice, cue_kind, sentence: index });
    }
}

/// The attribution whose quoted words go on in the quotation at `place`: `“A,” she said. “B.”` is one speech of two
/// pieces, where the sentence before, in the same block, is the speaker's too.
fn interrupted_speech<'a>(
    analysis: &Analysis,
    index: usize,
    place: Place,
    out: &'a mut [Attribution],
) -> Option<&'a mut Attribution> {
    let before = analysis.sentences.get(index.checked_sub(1)?)?.place;
    let last = out.last_mut()?;
    let adjacent = before.block == place.block && last.content.iter().any(|c| c.overlaps(before));
    let apart = !last.source.iter().chain(&last.cue).any(|p| p.overlaps(place));
    (adjacent && apart && !last.cue.is_empty()).then_some(last)
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
