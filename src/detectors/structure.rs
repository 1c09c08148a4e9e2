//! `structure.*`: how the article is built.
//!
//! * `structure.lede`: a first sentence of more than `max_words` words (by language; other languages: not
//!   applicable); not asked of `story_types`. Facts: `count`, `limit`.
//! * `structure.empty_section`: a heading with no text before the next heading of the same or a higher level, or
//!   before the end. Facts: `heading`.
//! * `structure.ending`: the last paragraph has no source and matches a slogan pattern of the language (`patterns`:
//!   linear-time regular expressions). Facts: `words` (what matched).

use std::collections::BTreeMap;

use super::expression::{Lazy, is_shipped};
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{CitationState, Place};
use crate::article::{BlockKind, Format, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node, Value};

#[derive(Debug)]
struct Lede {
    max_words: BTreeMap<String, usize>,
    story_types: Vec<String>,
}

/// Builds `structure.lede` with `max_words` (a table of languages) and `story_types`.
pub fn lede(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let mut max_words = BTreeMap::new();
    // One number for every language, or a table of languages.
    if let Some(Value::Integer(all)) = fields.node("max_words").map(|n| &n.value) {
        max_words.extend(["en", "de"].map(|l| (l.to_owned(), usize::try_from(*all).unwrap_or(0))));
    } else {
        for (language, origin, limit) in fields.entries("max_words") {
            match limit.value {
                Value::Integer(n) if n > 0 => {
                    max_words.insert(language.to_owned(), usize::try_from(n).unwrap_or(usize::MAX));
                }
                _ => fields.faults().push(Fault::new(origin, "`max_words` needs a whole number above 0.")),
            }
        }
    }
    let story_types = fields.texts("story_types").into_iter().map(str::to_owned).collect();
    fields.finish();
    Box::new(Lede { max_words, story_types })
}

impl Detect for Lede {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let story = analysis.article.story_type.as_ref().or(cx.desk.story_type.as_ref());
        if story.is_some_and(|s| self.story_types.contains(s)) {
            return Outcome::not_applicable("a story of this type may open slowly");
        }
        let (Some(first), Some(limit)) = (analysis.sentences.first(), self.max_words.get(analysis.language.code()))
        else {
            return Outcome::not_applicable("no limit for this language");
        };
        if first.words <= *limit {
            return Outcome::hits(Vec::new());
        }
        let hit = Hit::new(first.place).about(Subject::Sentence(0));
        Outcome::hits(vec![hit.count("count", first.words).count("limit", *limit)])
    }
}

#[derive(Debug)]
struct EmptySection;

/// Builds `structure.empty_section`, which takes no parameters.
pub fn empty_section(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(EmptySection)
}

impl Detect for EmptySection {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.analysis.article.format == Format::Html {
            return Outcome::not_applicable("a page may show under a heading what is no text of the article");
        }
        if cx.analysis.article.format == Format::Text {
            return Outcome::not_applicable("headings of plain text are guessed");
        }
        let blocks = &cx.analysis.article.blocks;
        let body: Vec<_> = blocks.iter().enumerate().filter(|(_, b)| b.part == Part::Body).collect();
        if !body.iter().any(|(_, b)| b.kind == BlockKind::Heading) {
            return Outcome::not_applicable("no headings");
        }
        let mut hits = Vec::new();
        for (at, (i, heading)) in body.iter().enumerate().filter(|(_, (_, b))| b.kind == BlockKind::Heading) {
            // Pictures and embeds leave no block: a heading before one is not known to be empty.
            let next = body.get(at + 1);
            let is_empty = next.is_none_or(|(_, b)| b.kind == BlockKind::Heading && b.level <= heading.level);
            let until = next.map(|(_, b)| b.text.whole().start);
            let after = heading.text.whole().end;
            let picture = cx
                .analysis
                .article
                .images
                .iter()
                .any(|image| image.span.start >= after && until.is_none_or(|until| image.span.end <= until));
            if is_empty && !picture && !heading.text.is_empty() {
                let place = Place::new(*i, 0..heading.text.len());
                hits.push(Hit::new(place).text("heading", heading.words()));
            }
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Ending {
    /// Slogan patterns by language.
    patterns: BTreeMap<String, Vec<Lazy>>,
}

/// Builds `structure.ending` with `patterns` (a table of languages, each a list of regular expressions).
pub fn ending(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let mut patterns = BTreeMap::new();
    for (language, origin, list) in fields.entries("patterns") {
        let Value::List(items) = &list.value else {
            fields.faults().push(Fault::new(origin, "Patterns are a list of texts."));
            continue;
        };
        let mut sources = Vec::new();
        for item in items {
            // Shipped expressions were read when the program was built.
            let fault =
                |text| if is_shipped(item) { None } else { regex_syntax::parse(text).err().map(|e| e.to_string()) };
            match item.text().map(|text| (text, fault(text))) {
                Some((text, None)) => sources.push(Lazy::new(text)),
                Some((_, Some(error))) => {
                    fields.faults().push(Fault::new(item.origin.clone(), format!("This is no pattern: {error}")));
                }
                None => fields.faults().push(Fault::new(item.origin.clone(), "A pattern is a text.")),
            }
        }
        patterns.insert(language.to_owned(), sources);
    }
    fields.finish();
    Box::new(Ending { patterns })
}

impl Detect for Ending {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let Some(patterns) = self.patterns.get(analysis.language.code()) else {
            return Outcome::not_applicable("no slogan patterns for this language");
        };
        let Some(last) = analysis.sentences.last() else { return Outcome::not_applicable("no sentences") };
        let ending = analysis.sentences.iter().rev().take_while(|s| s.place.block == last.place.block);
        if ending.clone().any(|s| s.state == CitationState::Cited || s.reported) {
            return Outcome::hits(Vec::new());
        }
        let start = ending.last().map_or(last.place.start, |s| s.place.start);
        let whole = Place::new(last.place.block, start..last.place.end);
        let text = analysis.text(whole);
        let found = patterns.iter().find_map(|pattern| pattern.over(cx).find(text, 0).into_iter().next()).map(|m| {
            let place = Place::new(whole.block, start + m.start..start + m.end);
            Hit::new(place).text("words", analysis.text(place))
        });
        Outcome::hits(found.into_iter().collect())
    }
}
