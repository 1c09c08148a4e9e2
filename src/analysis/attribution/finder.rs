//! The attributions of one sentence: every cue, its source and its content.

use std::ops::Range;

use super::super::noun_phrase::{left, right};
use super::super::word_class::{Act, Class, Cue, Words};
use super::super::{CueKind, Place};
use super::subject::Subject;

/// An attribution in tokens of one block.
pub(super) struct Found {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Range<usize>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) kind: CueKind,
    pub(super) act: Act,
    /// Whether the cue is a plain word of saying.
    pub(super) plain: bool,
}

/// Finds the attributions of one sentence: its tokens from `low` to `high`.
pub(super) struct Finder<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) low: usize,
    pub(super) high: usize,
}

impl Finder<'_> {
    pub(super) fn all(&self) -> Vec<Found> {
        if self.words.german {
            return self.german();
        }
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
                _ if self.is_attitude(at) => (self.attitude(at), at + 1),
                Class::Cue(cue) => (self.cue(at, cue, &all), at + cue.len.max(1)),
                _ => {
                    let found = self.reception(at).or_else(|| self.held_noun(at));
                    (found.or_else(|| self.in_document(at)), at + 1)
                }
            };
            all.extend(found);
            at = next.max(at + 1);
        }
        self.share_out(&mut all);
        if !self.words.german {
            self.drop_inner(&mut all);
        }
        all
    }

    /// Bytes of a range of tokens, marks at its ends trimmed but for quotation marks and brackets.
    pub(super) fn place(&self, block: usize, range: &Range<usize>) -> Option<Place> {
        let mut range = range.clone();
        let loose = |class| matches!(class, Class::Comma | Class::Stop | Class::Colon | Class::Break);
        if range.len() == 1 {
            // The colon behind a speaker's name is a cue.
            let token = self.words.tokens.get(range.start)?;
            return Some(Place::new(block, token.start..token.end));
        }
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
    pub(super) fn according(&self, at: usize) -> (Option<Found>, usize) {
        let mut end = at;
        while end < self.high && self.words.class(end) == Class::According {
            end += 1;
        }
        let Some(mut source) = right(self.words, end, self.high) else { return (None, end) };
        // `According to the report, the ship cost …`: what takes all that follows is no apposition.
        if !self.has_words(&(self.low..at)) && !self.has_words(&(source.end..self.high)) {
            let comma = source.clone().find(|i| self.words.class(*i) == Class::Comma);
            source.end = comma.filter(|i| *i > source.start).unwrap_or(source.end);
        }
        let mut content = vec![self.low..at, source.end..self.high];
        content.retain(|r| self.has_words(r));
        // At the start of a sentence the content follows; inside, only what stands on the same side of a comma.
        if content.len() == 2 && self.words.class(source.end) == Class::Comma {
            content.truncate(1);
        }
        let next = source.end;
        let found = Found {
            source: Some(source),
            cue: at..end,
            content,
            kind: CueKind::Neutral,
            act: Act::Speech,
            plain: false,
        };
        (Some(found), next)
    }

    /// `In a poll by X, …`: what follows the comma is the document's.
    fn in_document(&self, at: usize) -> Option<Found> {
        let w = self.words;
        if w.german || at != self.low || !w.word(at).eq_ignore_ascii_case("in") {
            return None;
        }
        let comma = (at + 1..self.high.min(at + 24)).find(|i| w.class(*i) == Class::Comma)?;
        let source = right(w, at + 1, comma).filter(|s| s.end == comma)?;
        let finding = source.clone().any(|i| w.tagged(i, "finding"));
        let told = (comma..self.high).any(|i| w.cue(i).is_some_and(|c| c.plain));
        let rest = comma + 1..self.high;
        (finding && !told && self.has_words(&rest)).then_some(Found {
            source: Some(source),
            cue: at..at + 1,
            content: vec![rest],
            kind: CueKind::Neutral,
            act: Act::Speech,
            plain: false,
        })
    }

    /// `X zufolge`.
    pub(super) fn verdict(&self, at: usize) -> Option<Found> {
        let source = left(self.words, self.low, at)?;
        let mut content = vec![self.low..source.start, at + 1..self.high];
        content.retain(|r| self.has_words(r));
        Some(Found {
            source: Some(source),
            cue: at..at + 1,
            content,
            kind: CueKind::Neutral,
            act: Act::Speech,
            plain: false,
        })
    }

    /// A sentence that holds a source and its cue and nothing else: `Ada Lind asked.`
    pub(super) fn tag_line(&self) -> Option<Found> {
        let w = self.words;
        let last = (self.low..self.high).rev().find(|i| w.tokens.get(*i).is_some_and(|t| t.is_word()))?;
        let cue = w.cue(last).filter(|c| matches!(c.act, Act::Speech | Act::Quoting))?;
        let start = self.with_auxiliaries(last);
        let source = left(w, self.low, start).filter(|s| s.start == self.low)?;
        let (kind, act, plain) = (cue.kind, cue.act, cue.plain);
        Some(Found { source: Some(source), cue: start..last + 1, content: Vec::new(), kind, act, plain })
    }

    pub(super) fn cue(&self, at: usize, cue: Cue, before: &[Found]) -> Option<Found> {
        if self.is_noun(at, cue) || !self.words.german && !self.agrees(at, cue) {
            return self.cue_noun(at, cue.kind, cue.act);
        }
        let end = at + cue.len;
        let start = self.with_auxiliaries(at);
        let passive = self.is_passive(start, at);
        if passive {
            return self.passive(start, end, cue);
        }
        if let Some(found) = self.participle(start, end, cue) {
            return Some(found);
        }
        if let Some(found) = self.asked(at, cue) {
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
        if cue.act == Act::Quoting {
            content.retain(|r| r.clone().any(|i| self.words.quoted.get(i).copied().unwrap_or(false)));
        }
        (!content.is_empty()).then_some(Found {
            source,
            cue: start..end,
            content,
            kind: cue.kind,
            act: cue.act,
            plain: cue.plain,
        })
    }

    /// Contents must not hold another attribution's source and cue where that one is only set in: cut them out.
    pub(super) fn share_out(&self, all: &mut [Found]) {
        for found in all.iter_mut() {
            // Marks that open and close nothing can lead a phrase over its own cue.
            found.source =
                found.source.take().and_then(|s| without(s, &found.cue).into_iter().find(|r| self.has_words(r)));
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

    /// What people are said to want or do inside somebody's words is part of those words: `Lind said that residents
    /// want a dyke` is heard from Lind alone. What they are said to have said is heard from them too.
    fn drop_inner(&self, all: &mut Vec<Found>) {
        let w = self.words;
        let holds = |f: &Found, cue: &Range<usize>| f.content.iter().any(|c| c.start <= cue.start && cue.end <= c.end);
        let clause = |r: &Range<usize>| {
            w.word(r.start) == "that" || w.class(r.start) == Class::Pron || r.clone().any(|i| self.is_quoted(i))
        };
        let speaks = |f: &Found| match f.act {
            Act::Speech => f.plain || f.content.last().is_some_and(clause),
            Act::Naming | Act::Quoting | Act::Thought | Act::Stance => false,
        };
        // Of two that hold each other's cues the first stays.
        let inner: Vec<bool> = (0..all.len())
            .map(|i| {
                let Some(f) = all.get(i) else { return false };
                let around = |(j, g): (usize, &Found)| j != i && holds(g, &f.cue) && (j < i || !holds(f, &g.cue));
                !speaks(f) && all.iter().enumerate().any(around)
            })
            .collect();
        let mut inner = inner.into_iter();
        all.retain(|_| !inner.next().unwrap_or(false));
    }

    pub(super) fn has_words(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.words.tokens.get(i).is_some_and(|t| t.is_word()))
    }
}

/// What is left of a range when another is taken out.
pub(super) fn without(range: Range<usize>, cut: &Range<usize>) -> Vec<Range<usize>> {
    if cut.end <= range.start || range.end <= cut.start {
        return vec![range];
    }
    let mut left = vec![range.start..cut.start.max(range.start), cut.end.min(range.end)..range.end];
    left.retain(|r| !r.is_empty());
    left
}
