//! `calendar.order`: can what is told have happened on the days that the article gives?
//!
//! * an event told as past on a day after publication: “on” and a full date, a verb in the past, and no word that looks
//!   ahead (`ahead`, an expression). Fact `late` 1;
//! * an event that is confirmed before it began: a sentence with a word of the list `confirming-cues` and a weekday, and within
//!   `sentences` sentences one with a word of `beginning-cues`, a name in common and a later weekday, where no reading of that
//!   weekday but one a week back puts it first. Fact `late` 0. The confirming sentence is related.
//!
//! Facts further: `words` (the day as written), `date` (ISO), `other` (the day it is held against, as written).

use jiff::civil::Date;

use super::expression::Expression;
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, DateMention, DatePrecision, Sentence};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token};

#[derive(Debug)]
struct Order {
    sentences: usize,
    past: Option<Expression>,
    ahead: Option<Expression>,
}

/// Builds `calendar.order` with its parameters `sentences`, `past` and `ahead`.
pub fn order(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let sentences = usize::try_from(fields.integer("sentences", 1..=20, 2)).unwrap_or(2);
    let past = fields.required("past").map(|node| Expression::read(node, fields.faults()));
    let ahead = fields.node("ahead").map(|node| Expression::read(node, fields.faults()));
    fields.finish();
    Box::new(Order { sentences, past, ahead })
}

impl Detect for Order {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(published) = a.published else { return Outcome::not_applicable("no date of publication") };
        if a.dates.iter().all(|d| d.sentence.is_none()) {
            return Outcome::not_applicable("no date in the body");
        }
        let mut hits = self.late(cx, published);
        hits.extend(self.confirmed_first(cx));
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

impl Order {
    /// Events told as past that are dated after publication.
    fn late(&self, cx: &Context<'_>, published: Date) -> Vec<Hit> {
        let a = cx.analysis;
        let days = a.dates.iter().filter(|d| d.precision == DatePrecision::Day && !d.quoted);
        let days = days.filter_map(|d| Some((d, d.sentence?, d.value.as_ref()?.parse::<Date>().ok()?)));
        let days: Vec<_> = days.filter(|(.., day)| *day > published).collect();
        if days.is_empty() {
            return Vec::new();
        }
        let past = self.past.as_ref().map(|e| e.over(cx)).unwrap_or_default();
        let ahead = self.ahead.as_ref().map(|e| e.over(cx)).unwrap_or_default();
        let late = days.into_iter().filter_map(|(d, i, day)| {
            let sentence = a.sentences.get(i)?;
            let words = a.text(sentence.place);
            // The date as a range of the sentence: the expression looks at what stands around it.
            let at = d.place.start.checked_sub(sentence.place.start)?;
            let told = past.find(words, 0).into_iter().any(|m| m.contains(&at));
            (told && ahead.find(words, 0).is_empty()).then(|| {
                let hit = Hit::new(d.place).about(Subject::Sentence(i)).count("late", 1);
                hit.text("words", a.text(d.place)).text("date", day.to_string()).text("other", published.to_string())
            })
        });
        late.collect()
    }

    /// Events that are confirmed on a day before they begin.
    fn confirmed_first(&self, cx: &Context<'_>) -> Vec<Hit> {
        let a = cx.analysis;
        let weekdays = || a.dates.iter().filter(|d| d.weekday.is_some() && !d.quoted);
        if weekdays().nth(1).is_none() {
            return Vec::new();
        }
        let (Some(confirming), Some(beginning)) = (cx.list("confirming-cues"), cx.list("beginning-cues")) else {
            return Vec::new();
        };
        let mut hits = Vec::new();
        for began in weekdays() {
            let Some((i, sentence)) = with_cue(a, began, beginning) else { continue };
            let earlier = weekdays().filter(|d| d.sentence.is_some_and(|s| s < i && s + self.sentences >= i));
            let confirmed = earlier.filter(|d| first_day(d) < first_day(began)).find(|d| {
                let other = with_cue(a, d, confirming).map(|(_, other)| other);
                other.is_some_and(|other| share_a_name(a, sentence, other))
            });
            if let Some(confirmed) = confirmed {
                let hit = Hit::new(began.place).about(Subject::Sentence(i)).count("late", 0);
                let date = first_day(began).map(|d| d.to_string()).unwrap_or_default();
                let hit = hit.text("words", a.text(began.place)).text("date", date);
                hits.push(hit.text("other", a.text(confirmed.place)).related(confirmed.place, "confirmed"));
            }
        }
        hits
    }
}

/// The day that a weekday means: where it may mean two, the one nearest to publication.
fn first_day(d: &DateMention) -> Option<Date> {
    d.value.as_ref().and_then(|v| v.parse().ok()).or_else(|| d.readings.first().copied())
}

/// The sentence of a date, where it has a word of the list.
fn with_cue<'a>(a: &'a Analysis, d: &DateMention, list: &WordList) -> Option<(usize, &'a Sentence)> {
    let i = d.sentence?;
    let sentence = a.sentences.get(i)?;
    let text = a.article.blocks.get(sentence.place.block)?.words();
    list.find(text, a.tokens_of(sentence)).next().map(|_| (i, sentence))
}

/// Whether two sentences have a word with a capital in common that does not begin one of them.
fn share_a_name(a: &Analysis, one: &Sentence, other: &Sentence) -> bool {
    let names = |s: &Sentence| -> Vec<u64> {
        let is_name = |t: &&Token| t.is_word() && t.case != Case::Lower && t.end - t.start > 3;
        a.tokens_of(s).iter().filter(is_name).map(|t| t.base).collect()
    };
    let dates = |place: crate::analysis::Place| a.dates.iter().filter(move |d| place.contains(d.place));
    let day = |s: &Sentence| -> Vec<u64> {
        let tokens = a.tokens_of(s);
        dates(s.place)
            .flat_map(|d| tokens.iter().filter(|t| d.place.start <= t.start && t.end <= d.place.end))
            .map(|t| t.base)
            .collect()
    };
    let (mine, days) = (names(one), day(one));
    names(other).iter().any(|name| mine.contains(name) && !days.contains(name))
}
