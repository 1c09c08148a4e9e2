//! `calendar.order`: can what is told have happened on the days that the article gives?
//!
//! * an event told as past on a day after publication: “on” and a full date, a verb in the past, and no word that looks
//!   ahead (`ahead`, an expression). Fact `late` 1;
//! * an event that is confirmed before it began: a sentence with a word of the list `confirming-cues` and a weekday, and within
//!   `sentences` sentences one with a word of `beginning-cues`, a name in common and a later weekday, where no reading of that
//!   weekday but one a week back puts it first. Fact `late` 0. The confirming sentence is related.
//!
//! Facts further: `words` (the day as written), `date` (ISO), `other` (the day it is held against, as written).

use std::collections::HashSet;

use jiff::civil::Date;

use super::expression::Expression;
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{DateMention, DatePrecision};
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
        let mut late = Vec::new();
        for days in days.chunk_by(|(_, one, _), (_, other, _)| one == other) {
            let Some(sentence) = days.first().and_then(|(_, i, _)| a.sentences.get(*i)) else { continue };
            let words = a.text(sentence.place);
            // The date as a place of the sentence: the expression looks at what stands around it.
            let told = past.find(words, 0);
            if told.is_empty() || !ahead.find(words, 0).is_empty() {
                continue;
            }
            let in_past = |d: &DateMention| {
                let at = d.place.start.saturating_sub(sentence.place.start);
                told.get(told.partition_point(|m| m.end <= at)).is_some_and(|m| m.start <= at)
            };
            for (d, i, day) in days.iter().filter(|(d, ..)| in_past(d)) {
                let hit = Hit::new(d.place).about(Subject::Sentence(*i)).count("late", 1);
                let hit = hit.text("words", a.text(d.place)).text("date", day.to_string());
                late.push(hit.text("other", published.to_string()));
            }
        }
        late
    }

    /// Events that are confirmed on a day before they begin.
    fn confirmed_first(&self, cx: &Context<'_>) -> Vec<Hit> {
        let a = cx.analysis;
        let dated: Vec<&DateMention> = a.dates.iter().filter(|d| d.weekday.is_some() && !d.quoted).collect();
        if dated.len() < 2 {
            return Vec::new();
        }
        let (Some(confirming), Some(beginning)) = (cx.list("confirming-cues"), cx.list("beginning-cues")) else {
            return Vec::new();
        };
        let told: Vec<Told<'_>> =
            dated.chunk_by(|a, b| a.sentence == b.sentence).filter_map(|days| Told::of(cx, days)).collect();
        let mut hits = Vec::new();
        for (at, began) in told.iter().enumerate().filter(|(_, told)| told.has(cx, beginning)) {
            let near = told.iter().take(at).rev().take_while(|t| t.sentence + self.sentences >= began.sentence);
            let confirmed = near.filter(|t| t.has(cx, confirming) && t.shares_a_name(began)).find_map(|t| {
                let first = t.days.iter().min_by_key(|d| first_day(d)).filter(|d| first_day(d).is_some())?;
                let later = began.days.iter().find(|d| first_day(d) > first_day(first))?;
                Some((*first, *later))
            });
            if let Some((confirmed, began_on)) = confirmed {
                let hit = Hit::new(began_on.place).about(Subject::Sentence(began.sentence)).count("late", 0);
                let date = first_day(began_on).map(|d| d.to_string()).unwrap_or_default();
                let hit = hit.text("words", a.text(began_on.place)).text("date", date);
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

/// A sentence that names weekdays.
struct Told<'a> {
    sentence: usize,
    days: &'a [&'a DateMention],
    /// Its words with a capital, but for words of grammar and the days.
    names: HashSet<u64>,
}

impl<'a> Told<'a> {
    fn of(cx: &Context<'_>, days: &'a [&'a DateMention]) -> Option<Told<'a>> {
        let a = cx.analysis;
        let sentence = days.first()?.sentence?;
        let own = a.sentences.get(sentence)?;
        let text = a.article.blocks.get(own.place.block)?.words();
        let grammar = cx.list("stop-words");
        let is_day = |t: &Token| {
            let at = days.partition_point(|d| d.place.end <= t.start);
            days.get(at).is_some_and(|d| d.place.start < t.end)
        };
        let is_name = |t: &&Token| t.is_word() && t.case != Case::Lower && t.end - t.start > 3;
        let names = a.tokens_of(own).iter().filter(is_name);
        let names = names.filter(|t| !is_day(t) && !grammar.is_some_and(|list| list.has(text, t)));
        Some(Told { sentence, days, names: names.map(|t| t.base).collect() })
    }

    fn has(&self, cx: &Context<'_>, list: &WordList) -> bool {
        let sentence = cx.analysis.sentences.get(self.sentence);
        sentence.is_some_and(|s| {
            let text = cx.analysis.article.blocks.get(s.place.block).map(|b| b.words()).unwrap_or_default();
            list.find(text, cx.analysis.tokens_of(s)).next().is_some()
        })
    }

    fn shares_a_name(&self, other: &Told<'_>) -> bool {
        self.names.intersection(&other.names).next().is_some()
    }
}
