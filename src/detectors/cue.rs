//! What several detectors look for in a text: words, an expression, or a count.

use super::bounds::Bounds;
use super::expression::Expression;
use super::measure::Measure;
use super::scope::{Scope, View, token_range};
use super::words::{SKIP, Words};
use super::{Context, Subject};
use crate::analysis::Place;
use crate::lexicon::{Entry, Lexicons, WordList};
use crate::settings::{Fault, Faults, Fields, Node};

/// Words or an expression.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Words(Words),
    Pattern(Expression),
}

/// A place where such a text was found.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub place: Place,
    /// The entry of the word list.
    pub entry: Option<&'a Entry>,
}

impl Text {
    /// Takes `words` (with `case`) or `pattern`, where one of them is there.
    pub fn take(fields: &mut Fields<'_>, lexicons: &Lexicons) -> Option<Text> {
        if let Some(node) = fields.node("words") {
            let case = fields.bool("case", false);
            return Some(Text::Words(Words::read(node, case, lexicons, fields.faults())));
        }
        let node = fields.node("pattern")?;
        Some(Text::Pattern(Expression::read(node, fields.faults())))
    }

    /// Whether there are words (or an expression) for the language of the article.
    pub fn speaks(&self, cx: &Context<'_>) -> bool {
        match self {
            Text::Words(words) => words.list(cx).is_some(),
            Text::Pattern(expression) => expression.speaks(cx),
        }
    }

    /// Every place in `places` where it stands, place by place, from left to right.
    fn find<'a>(&'a self, cx: &'a Context<'_>, places: &'a [Place]) -> Box<dyn Iterator<Item = Found<'a>> + 'a> {
        match self {
            Text::Words(words) => {
                let list = words.list(cx).into_iter();
                Box::new(list.flat_map(move |list| places.iter().flat_map(move |place| listed(list, cx, *place))))
            }
            Text::Pattern(expression) => {
                let search = expression.over(cx);
                Box::new(places.iter().flat_map(move |place| {
                    let found = |r: std::ops::Range<usize>| Found {
                        place: Place::new(place.block, place.start + r.start..place.start + r.end),
                        entry: None,
                    };
                    search.find(cx.analysis.text(*place), 0).into_iter().map(found)
                }))
            }
        }
    }

    /// What is found in a scope and may be reported, in reading order.
    pub fn search<'a>(&'a self, cx: &'a Context<'_>, view: &'a View<'_>) -> Vec<Found<'a>> {
        self.find(cx, &view.places).filter(|found| view.admits(found.place)).collect()
    }
}

/// Where entries of a list stand in a place.
pub(super) fn listed<'a>(list: &'a WordList, cx: &'a Context<'_>, place: Place) -> impl Iterator<Item = Found<'a>> {
    let words = cx.analysis.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
    let tokens = cx.analysis.tokens.get(place.block).map(Vec::as_slice).unwrap_or_default();
    let tokens = tokens.get(token_range(tokens, place)).unwrap_or_default();
    let found = list.find(words, tokens).filter(|m| m.entry.tag() != SKIP);
    found.filter_map(move |m| {
        let (first, last) = (tokens.get(m.tokens.start)?, tokens.get(m.tokens.end.checked_sub(1)?)?);
        let end = last.base_range().end;
        Some(Found { place: Place::new(place.block, first.start..end), entry: Some(m.entry) })
    })
}

/// A text to look for or a count to make: the `when` and `need` of a rule.
#[derive(Clone, Debug)]
pub(super) enum Cue {
    Text(Text),
    Count {
        measure: Measure,
        bounds: Bounds,
        /// There must be more than of this.
        more_than: Option<Measure>,
    },
}

impl Cue {
    /// Reads `{ words = … }`, `{ pattern = … }` or `{ measure = …, min = …, more_than = { measure = … } }`.
    pub fn read(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Option<Cue> {
        let mut fields = Fields::of(node, "key", faults);
        if fields.node("measure").is_some() {
            let measure = Measure::take(&mut fields)?;
            let bounds = Bounds::take(&mut fields);
            let more_than = fields.node("more_than").and_then(|node| Measure::read(node, fields.faults()));
            fields.finish();
            return Some(Cue::Count { measure, bounds, more_than });
        }
        let text = Text::take(&mut fields, lexicons);
        if text.is_none() {
            let fault = Fault::new(fields.origin().clone(), "Here `words`, `pattern` or `measure` is needed.");
            fields.faults().push(fault);
        }
        fields.finish();
        text.map(Cue::Text)
    }

    /// Whether it can be asked in the language of the article.
    pub fn speaks(&self, cx: &Context<'_>) -> bool {
        match self {
            Cue::Text(text) => text.speaks(cx),
            Cue::Count { .. } => true,
        }
    }

    /// Whether it holds in one of these places (a count: on the page; one that cannot be asked does not hold).
    pub fn holds(&self, cx: &Context<'_>, places: &[Place]) -> bool {
        match self {
            Cue::Text(text) => text.find(cx, places).next().is_some(),
            Cue::Count { measure, bounds, more_than } => measure.tally(cx).is_ok_and(|tally| {
                let other = more_than.as_ref().map(|other| other.tally(cx).map_or(0, |tally| tally.count));
                bounds.holds(cx, tally.count) && other.is_none_or(|other| tally.count > other)
            }),
        }
    }

    /// Whether it holds anywhere in the article, quotations included.
    pub fn holds_in_article(&self, cx: &Context<'_>) -> bool {
        match self {
            Cue::Text(_) => self.holds(cx, &Scope::whole().over(cx).places),
            Cue::Count { .. } => self.holds(cx, &[]),
        }
    }
}

/// The body sentence that a place begins in, as what a hit is about.
pub(super) fn subject_at(cx: &Context<'_>, place: Place) -> Subject {
    cx.analysis.sentence_at(place.block, place.start).map_or(Subject::Page, Subject::Sentence)
}

/// The words at a place.
pub(super) fn words_at(cx: &Context<'_>, place: Place) -> String {
    cx.analysis.text(place).to_owned()
}
