//! `count`: too few or too many of something.
//!
//! Parameters: `measure` with its filters, `min`, `max` (a number, or one for each language), `within` = `article` |
//! `section` | `paragraph` | `sentence`, `per` (a second measure by which the first is divided, with `min_den`), `when`
//! (a measure with `min` or `max`, and `more_than` with a second measure: else the rule is not applicable), `point_at` (a measure whose first item shows the
//! place where there is too little).
//!
//! Against a `min` in the whole article equal words count once; the share that is missing can be charged by steps.
//!
//! Facts: `count` (for `per`: whole parts of the quotient), `limit`, `whole` (what was divided by), `match` (the words at
//! the place), `name`.

use std::collections::BTreeSet;

use super::bounds::Bounds;
use super::cue::{Cue, words_at};
use super::measure::Measure;
use super::ratio::{few, shown};
use super::tally::{Item, Tally};
use super::{Context, Detect, Hit, Outcome, Share, Subject};
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Article,
    Section,
    Paragraph,
    Sentence,
}

#[derive(Debug)]
struct Count {
    measure: Option<Measure>,
    bounds: Bounds,
    within: Within,
    per: Option<Measure>,
    min_den: usize,
    when: Option<Cue>,
    point_at: Option<Measure>,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `count`", faults);
    let measure = Measure::take(&mut fields);
    let bounds = Bounds::take(&mut fields);
    let within = fields.choice(
        "within",
        &[
            ("article", Within::Article),
            ("paragraph", Within::Paragraph),
            ("section", Within::Section),
            ("sentence", Within::Sentence),
        ],
    );
    let within = within.unwrap_or(Within::Article);
    let per = fields.node("per").and_then(|node| Measure::read(node, fields.faults()));
    let min_den = usize::try_from(fields.integer("min_den", 1..=100_000, 1)).unwrap_or(1);
    let when = fields.node("when").and_then(|node| Cue::read(node, lexicons, fields.faults()));
    let point_at = fields.node("point_at").and_then(|node| Measure::read(node, fields.faults()));
    let mut refuse = |message: &str| {
        let fault = Fault::new(fields.origin().clone(), message);
        fields.faults().push(fault);
    };
    if bounds.open() {
        refuse("A `count` needs `min` or `max`.");
    }
    if within != Within::Article && per.is_some() {
        refuse("`per` divides the count of an article; it does not go with `within`.");
    }
    if measure.is_some() {
        fields.finish();
    }
    Box::new(Count { measure, bounds, within, per, min_den, when, point_at })
}

impl Count {
    /// A hit for a count outside the limits.
    fn judge(&self, cx: &Context<'_>, tally: &Tally, count: usize, whole: usize) -> Option<Hit> {
        let (limit, too_few) = match (self.bounds.min(cx), self.bounds.max(cx)) {
            (Some(min), _) if count < min => (min, true),
            (_, Some(max)) if count > max => (max, false),
            _ => return None,
        };
        let pointed = self.point_at.as_ref().filter(|_| too_few).and_then(|m| m.tally(cx).ok());
        let by = pointed.as_ref().filter(|t| !t.items.is_empty()).unwrap_or(tally);
        let (at, subject, related) = shown(cx, by);
        let hit = Hit::new(at)
            .about(subject)
            .count("count", count)
            .count("limit", limit)
            .count("whole", whole)
            .text("match", words_at(cx, at.place))
            .text("name", tally.name.clone().unwrap_or_default());
        Some(related.into_iter().fold(hit, |hit, at| hit.related(at, "")))
    }

    /// The items of each section, paragraph or sentence that has any.
    fn groups(&self, cx: &Context<'_>, items: Vec<Item>) -> Vec<Vec<Item>> {
        let blocks = &cx.analysis.article.blocks;
        let headings: Vec<usize> = match self.within {
            Within::Section => (0..blocks.len()).filter(|i| is_heading(cx, *i)).collect(),
            _ => Vec::new(),
        };
        let key = |item: &Item| match self.within {
            Within::Article => (0, 0),
            Within::Section => (headings.partition_point(|h| *h <= item.at.place.block), 0),
            Within::Paragraph => (item.at.place.block, 0),
            Within::Sentence => {
                // A marker behind the stop belongs to the sentence before it.
                let sentence = match item.subject {
                    Subject::Citation(i) => cx.analysis.citations.get(i).and_then(|c| c.sentences.first().copied()),
                    _ => cx.analysis.sentence_at(item.at.place.block, item.at.place.start),
                };
                (item.at.place.block, sentence.map_or(0, |i| i + 1))
            }
        };
        let mut keyed: Vec<_> = items.into_iter().map(|item| (key(&item), item)).collect();
        keyed.sort_by_key(|(key, item)| (*key, item.at.place));
        let groups = keyed.chunk_by(|a, b| a.0 == b.0);
        groups.map(|group| group.iter().map(|(_, item)| item.clone()).collect()).collect()
    }
}

fn is_heading(cx: &Context<'_>, i: usize) -> bool {
    cx.analysis.article.blocks.get(i).is_some_and(|b| b.kind == BlockKind::Heading && b.part == Part::Body)
}

impl Detect for Count {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(measure) = &self.measure else { return Outcome::not_applicable("nothing to count") };
        if self.when.as_ref().is_some_and(|when| !when.holds_in_article(cx)) {
            return Outcome::not_applicable("the article is not of the kind or length that the rule asks for");
        }
        if self.bounds.min(cx).or(self.bounds.max(cx)).is_none() {
            return Outcome::not_applicable("no limit for this language");
        }
        let tally = match measure.tally(cx) {
            Ok(tally) => tally,
            Err(reason) => return Outcome::not_applicable(reason),
        };
        if let Some(per) = &self.per {
            let whole = match per.tally(cx) {
                Ok(whole) => whole,
                Err(reason) => return Outcome::not_applicable(reason),
            };
            if whole.count < self.min_den {
                return Outcome::NotApplicable(few(whole.count, per.noun(), self.min_den));
            }
            let place = Tally { items: whole.items, ..Tally::default() };
            let hit = self.judge(cx, &place, tally.count / whole.count.max(1), whole.count);
            return Outcome::hits(hit.into_iter().collect());
        }
        if self.within == Within::Article {
            let mut tally = tally;
            if self.bounds.min(cx).is_some() && !tally.items.is_empty() && tally.count == tally.items.len() {
                // What is told twice is there once.
                let mut seen = BTreeSet::new();
                tally.items.retain(|item| seen.insert(words_at(cx, item.at.place)));
                tally.count = tally.items.len();
            }
            let hits = self.judge(cx, &tally, tally.count, 0).into_iter().collect();
            // What is missing of the least, for costs that go by it.
            let least = self.bounds.min(cx);
            let share = least.map(|least| Share { part: least.saturating_sub(tally.count), whole: least });
            return Outcome::Found { hits, share };
        }
        let groups = self.groups(cx, tally.items).into_iter();
        let hits = groups.filter_map(|items| {
            let count = items.len();
            self.judge(cx, &Tally { count, items, ..Tally::default() }, count, 0)
        });
        Outcome::hits(hits.collect())
    }
}
