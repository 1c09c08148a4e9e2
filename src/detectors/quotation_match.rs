//! `quotation_match.*`: words between quotation marks held against the excerpts or full texts of the sources that they cite,
//! and against each other. The facts `name`, `where` and `full` say whose text was looked in, and which.
//!
//! How near two wordings are is the longest common subsequence of their words over the longer of the two.
//!
//! * `quotation_match.altered`: a quotation of which the nearest words of a cited source are `near` percent or more the
//!   same, and a content word differs. Facts: `quoted`, `source` (the words there).
//! * `quotation_match.absent`: a quotation to which no words of the cited sources come as near. Facts: `quoted`.
//! * `quotation_match.twice`: two quotations of one speaker that are as near to each other, and a content word differs;
//!   the first is related. Facts: `quoted`, `other`.
//! * `quotation_match.borrowed`: at least `run_words` consecutive words of a source in the body, without quotation
//!   marks, in a paragraph that neither names the outlet nor cites the source. Facts: `words`, `count`.
//!
//! Quotations of fewer than `min_words` words are not asked.

use std::ops::Range;

use super::alignment::{Nearest, WordsOf, nearest, runs};
use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Cited, Excerpt};
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Place, Quotation, QuotationKind};
use crate::article::{BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Token, tokenize};

/// So much of a borrowed run is shown, in words.
const SHOWN: usize = 12;

#[derive(Debug)]
struct Match {
    near: usize,
    min_words: usize,
}

impl Match {
    fn read(node: &Node, faults: &mut Faults) -> Match {
        let mut fields = Fields::of(node, "parameter", faults);
        let near = fields.integer("near", 50..=99, 80);
        let min_words = fields.integer("min_words", 3..=50, 4);
        fields.finish();
        Match { near: usize::try_from(near).unwrap_or(80), min_words: usize::try_from(min_words).unwrap_or(4) }
    }

    /// The quotations of the body that are somebody's words and long enough, with their index.
    fn quotations<'a>(&self, cx: &'a Context<'_>) -> impl Iterator<Item = (usize, &'a Quotation)> {
        let least = self.min_words;
        let all = cx.analysis.quotations.iter().enumerate();
        all.filter(move |(_, q)| {
            q.kind == QuotationKind::Speech && q.depth == 0 && q.words >= least && q.sentence.is_some()
        })
    }
}

/// The tokens of a place, without what the author put into it in brackets.
fn tokens_of(cx: &Context<'_>, place: Place) -> Vec<Token> {
    let text = cx.analysis.text(place);
    let mut inside = false;
    let mut tokens = tokenize(text);
    tokens.retain(|token| match text.get(token.range()) {
        Some("[") => {
            inside = true;
            false
        }
        Some("]") => {
            inside = false;
            false
        }
        _ => !inside,
    });
    tokens
}

/// What there is of the sources that a quotation's sentence cites. `None`: nothing is known of them.
fn cited_by<'a>(cx: &'a Context<'_>, quotation: &Quotation) -> Option<Cited<'a>> {
    let sentence = cx.analysis.sentences.get(quotation.sentence?)?;
    cx.excerpts().cited(cx.analysis, sentence)
}

/// The nearest words of cited sources.
fn nearest_of<'a>(cited: &[(usize, &'a Excerpt)], words: &WordsOf) -> Option<(Nearest, &'a Excerpt)> {
    let found = cited.iter().filter_map(|(_, excerpt)| Some((nearest(&words.hashes, &excerpt.words)?, *excerpt)));
    found.reduce(|best, next| if next.0.common * best.0.whole > best.0.common * next.0.whole { next } else { best })
}

/// Whether the two wordings differ in a word that carries meaning: one that is no word of grammar.
fn differ_in_content(grammar: Option<&WordList>, some: (&str, &[Token]), others: (&str, &[Token])) -> bool {
    let only = |(text, tokens): (&str, &[Token]), other: &[Token]| {
        let missing = |t: &&Token| t.is_word() && other.iter().all(|o| o.hash != t.hash);
        tokens.iter().filter(missing).any(|t| grammar.is_none_or(|list| !list.has(text, t)))
    };
    only(some, others.1) || only(others, some.1)
}

/// The tokens of a window of words.
fn window(excerpt: &Excerpt, words: &Range<usize>) -> (usize, usize) {
    let of = &excerpt.words;
    let first = of.tokens.get(words.start).copied().unwrap_or(0);
    let last = words.end.checked_sub(1).and_then(|i| of.tokens.get(i)).copied().unwrap_or(first);
    (first, last + 1)
}

#[derive(Debug)]
struct Altered(Match);

/// Builds `quotation_match.altered` with its parameters `near` and `min_words`.
pub fn altered(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Box::new(Altered(Match::read(node, faults)))
}

impl Detect for Altered {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let grammar = cx.list("stop-words");
        let mut hits = Vec::new();
        for (_, quotation) in self.0.quotations(cx) {
            let tokens = tokens_of(cx, quotation.inner);
            let words = WordsOf::new(&tokens);
            let Some(cited) = cited_by(cx, quotation) else { continue };
            let Some((near, excerpt)) = nearest_of(&cited, &words) else { continue };
            if near.is_exact() || !near.is_at_least(self.0.near) {
                continue;
            }
            let (first, end) = window(excerpt, &near.window);
            let theirs = excerpt.tokens.get(first..end).unwrap_or_default();
            let quoted = cx.analysis.text(quotation.inner);
            if !differ_in_content(grammar, (quoted, &tokens), (&excerpt.text, theirs)) {
                continue;
            }
            let span = theirs.first().zip(theirs.last()).map_or(0..0, |(a, b)| a.start..b.end);
            let source = excerpt.text.get(span).unwrap_or_default();
            let hit = Hit::new(quotation.inner).about(quotation.sentence.map_or(Subject::Page, Subject::Sentence));
            hits.push(hit.text("quoted", quoted).text("source", source).looked_in([excerpt]));
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Absent(Match);

/// Builds `quotation_match.absent` with its parameters `near` and `min_words`.
pub fn absent(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Box::new(Absent(Match::read(node, faults)))
}

impl Detect for Absent {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let mut hits = Vec::new();
        for (_, quotation) in self.0.quotations(cx) {
            let words = WordsOf::new(&tokens_of(cx, quotation.inner));
            let Some(cited) = cited_by(cx, quotation) else { continue };
            if nearest_of(&cited, &words).is_some_and(|(near, _)| near.is_at_least(self.0.near)) {
                continue;
            }
            let hit = Hit::new(quotation.inner).about(quotation.sentence.map_or(Subject::Page, Subject::Sentence));
            let hit = hit.text("quoted", cx.analysis.text(quotation.inner));
            hits.push(hit.looked_in(cited.iter().map(|(_, excerpt)| *excerpt)));
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Twice(Match);

/// Builds `quotation_match.twice` with its parameters `near` and `min_words`.
pub fn twice(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Box::new(Twice(Match::read(node, faults)))
}

/// So many quotations of one article are compared with each other.
const MOST_QUOTATIONS: usize = 200;

impl Detect for Twice {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let grammar = cx.list("stop-words");
        let voice = |q: &Quotation| q.attribution.and_then(|a| cx.analysis.attributions.get(a)).and_then(|a| a.voice);
        let spoken = self.0.quotations(cx).filter_map(|(_, q)| Some((q, voice(q)?, tokens_of(cx, q.inner))));
        let spoken: Vec<_> = spoken.take(MOST_QUOTATIONS).collect();
        if spoken.len() < 2 {
            return Outcome::not_applicable("nobody is quoted twice");
        }
        let mut hits = Vec::new();
        for (at, (quotation, voice, tokens)) in spoken.iter().enumerate() {
            let words = WordsOf::new(tokens);
            let earlier = spoken.iter().take(at).filter(|(_, other, _)| other == voice);
            let mut near = earlier.filter_map(|(other, _, theirs)| {
                let their_words = WordsOf::new(theirs);
                // Of the same length but for a word: a part of a quotation may be told again.
                let near = nearest(&words.hashes, &their_words)?;
                let whole = near.common * 100 >= self.0.near * their_words.len().max(words.len());
                let (a, b) = (cx.analysis.text(quotation.inner), cx.analysis.text(other.inner));
                let differs = !near.is_exact() && differ_in_content(grammar, (a, tokens), (b, theirs));
                (whole && differs).then_some(*other)
            });
            if let Some(other) = near.next_back() {
                let hit = Hit::new(quotation.inner).text("quoted", cx.analysis.text(quotation.inner));
                hits.push(hit.text("other", cx.analysis.text(other.inner)).related(other.inner, ""));
            }
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Borrowed {
    run_words: usize,
}

/// Builds `quotation_match.borrowed` with its parameter `run_words`.
pub fn borrowed(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let run_words = fields.integer("run_words", 5..=100, 12);
    fields.finish();
    Box::new(Borrowed { run_words: usize::try_from(run_words).unwrap_or(12) })
}

impl Detect for Borrowed {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let analysis = cx.analysis;
        let mut hits = Vec::new();
        let prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        for (i, block) in analysis.article.part(Part::Body).filter(|(_, b)| prose(b.kind)) {
            let tokens = analysis.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            let guarded = analysis.protected.get(i).map(Vec::as_slice).unwrap_or_default();
            let words = WordsOf::new(tokens);
            for (_, excerpt) in cx.excerpts().iter() {
                let found = runs(&words.hashes, &excerpt.words, self.run_words);
                if found.is_empty() {
                    continue;
                }
                let outlet = excerpt.source.and_then(|s| analysis.sources.get(s)?.outlet);
                let credited = analysis.outlets.iter().enumerate().any(|(at, of)| {
                    (outlet == Some(at) || excerpt.name == of.domain) && of.mentions.iter().any(|m| m.place.block == i)
                });
                let cited = analysis.citations.iter().any(|citation| {
                    citation.place.block == i && citation.source.is_some() && citation.source == excerpt.source
                });
                if credited || cited {
                    continue;
                }
                for run in found {
                    let at = |word: usize| words.tokens.get(word).copied().unwrap_or(0);
                    let (first, last) = (at(run.start), at(run.end - 1));
                    if guarded.get(first..=last).unwrap_or_default().iter().any(|quoted| *quoted) {
                        continue;
                    }
                    let (Some(start), Some(end)) = (tokens.get(first), tokens.get(last)) else { continue };
                    let shown = tokens.get(at(run.end.min(run.start + SHOWN) - 1)).map_or(end.end, |t| t.end);
                    let hit = Hit::new(Place::new(i, start.start..end.end))
                        .text("words", block.words().get(start.start..shown).unwrap_or_default())
                        .count("count", run.len())
                        .looked_in([excerpt]);
                    hits.push(hit);
                }
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}
