//! `figure_ledger.absent` and `figure_ledger.contradicted`: figures of cited sentences held against the excerpts or full texts
//! of the sources cited. The facts `name`, `where` and `full` say whose text was looked in, and which.
//!
//! * `figure_ledger.absent`: figures, months and years that stand in no text of the sources that their sentence cites. One
//!   hit for the article, at the first, the others related, where that is so in more than `max_percent` of at least
//!   `min_den` cited sentences that have one. Facts: `figure`, `count` (sentences), `whole`.
//! * `figure_ledger.contradicted`: a figure for which the cited sources have another value, and only one, for the same
//!   unit and noun; in a full text it must stand in a sentence that tells of the same thing. Facts: `figure`, `other` (the
//!   value there), `noun`.

use std::collections::BTreeMap;

use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Hit, Outcome, Share, Subject};
use crate::analysis::{Amount, DateMention, DatePrecision, Figure, Place, Sentence, content_stems};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, hash};

/// So many content words make two texts tell of the same thing.
const ALIKE: usize = 3;

/// Two values are the same within so many thousandths: papers round.
const ROUNDING: i128 = 25;

fn is_near(a: i128, b: i128) -> bool {
    (a - b).abs() * 1000 <= ROUNDING * a.abs().max(b.abs())
}

/// Whether an excerpt has a figure.
fn has_figure(excerpt: &Excerpt, figure: &Figure) -> bool {
    // Whatever is near lies in this range.
    let reach = figure.value.abs() / 20 + 1;
    let from = excerpt.amounts.partition_point(|a| a.value < figure.value - reach);
    let near = excerpt.amounts.iter().skip(from).take_while(|a| a.value <= figure.value + reach);
    let is_alike = |a: &Amount| is_near(a.value, figure.value) && (a.unit == figure.unit || a.unit.is_empty());
    near.into_iter().any(is_alike)
}

/// Whether an excerpt has every word of a date.
fn has_date(cx: &Context<'_>, excerpt: &Excerpt, date: &DateMention) -> bool {
    let words = cx.analysis.text(date.place).split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2);
    words.map(hash).all(|word| excerpt.has(word, Case::Lower))
}

/// The cited sentences with the excerpts that they cite.
fn cited<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = (usize, &'a Sentence, Vec<(usize, &'a Excerpt)>)> {
    let all = cx.analysis.sentences.iter().enumerate();
    all.filter_map(|(i, sentence)| Some((i, sentence, cx.excerpts().cited(cx.analysis, sentence)?)))
}

#[derive(Debug)]
struct Absent {
    max_percent: u32,
    min_den: usize,
}

/// Builds `figure_ledger.absent` with its parameters `max_percent` and `min_den`.
pub fn absent(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_percent = fields.integer("max_percent", 0..=100, 50);
    let min_den = fields.integer("min_den", 1..=100, 3);
    fields.finish();
    Box::new(Absent {
        max_percent: u32::try_from(max_percent).unwrap_or(50),
        min_den: usize::try_from(min_den).unwrap_or(3),
    })
}

impl Detect for Absent {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let analysis = cx.analysis;
        let (mut whole, mut places): (usize, Vec<Vec<Place>>) = (0, Vec::new());
        let mut looked_in: BTreeMap<usize, &Excerpt> = BTreeMap::new();
        for (i, _, excerpts) in cited(cx) {
            let figures = analysis
                .figures
                .iter()
                .filter(|f| f.sentence == Some(i))
                .map(|f| (f.qualified, excerpts.iter().any(|(_, excerpt)| has_figure(excerpt, f))));
            let precise = |d: &&DateMention| matches!(d.precision, DatePrecision::Month | DatePrecision::Year);
            let dates = analysis
                .dates
                .iter()
                .filter(|d| d.sentence == Some(i))
                .filter(precise)
                .map(|d| (d.place, excerpts.iter().any(|(_, excerpt)| has_date(cx, excerpt, d))));
            let all: Vec<(Place, bool)> = figures.chain(dates).collect();
            if all.is_empty() {
                continue;
            }
            whole += 1;
            let mut missing: Vec<Place> = all.into_iter().filter(|(_, there)| !there).map(|(place, _)| place).collect();
            missing.sort();
            if !missing.is_empty() {
                places.push(missing);
                looked_in.extend(excerpts);
            }
        }
        if whole < self.min_den {
            return Outcome::not_applicable("too few cited sentences with a figure and an excerpt");
        }
        let share = Share { part: places.len(), whole };
        let mut all = places.iter().flatten();
        let mut hits = Vec::new();
        if !share.is_at_most_percent(self.max_percent)
            && let Some(first) = all.next()
        {
            let hit = Hit::new(*first).text("figure", analysis.text(*first)).count("count", places.len());
            let hit = hit.count("whole", whole).looked_in(looked_in.into_values());
            hits.push(all.fold(hit, |hit, place| hit.related(*place, "")));
        }
        Outcome::Found { hits, share: Some(share) }
    }
}

#[derive(Debug)]
struct Contradicted;

/// Builds `figure_ledger.contradicted`, which takes no parameters.
pub fn contradicted(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Contradicted)
}

impl Detect for Contradicted {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let mut hits = Vec::new();
        for (i, sentence, excerpts) in cited(cx) {
            for figure in cx.analysis.figures.iter().filter(|f| f.sentence == Some(i) && !f.quoted) {
                // What is measured without a noun (months, kilometres) is told by the words around it.
                let noun = figure.noun.as_deref();
                if noun.is_none() && (figure.unit.is_empty() || !is_told_alike(cx, sentence, &excerpts)) {
                    continue;
                }
                if excerpts.iter().any(|(_, excerpt)| has_figure(excerpt, figure)) {
                    continue;
                }
                let alike = excerpts.iter().flat_map(|(_, excerpt)| excerpt.amounts.iter().map(move |a| (*excerpt, a)));
                let mut alike = alike.filter(|(excerpt, a)| {
                    let is_same = a.unit == figure.unit && a.noun.as_deref() == noun;
                    is_same && (!excerpt.full || stands_alike(cx, sentence, excerpt, a))
                });
                let Some((excerpt, other)) = alike.next() else { continue };
                if alike.any(|(_, further)| further.value != other.value) {
                    continue;
                }
                // A count of two beside one of two thousand is of something else.
                if other.value * 10 < figure.value || figure.value * 10 < other.value {
                    continue;
                }
                let hit = Hit::new(figure.place)
                    .about(Subject::Sentence(i))
                    .text("figure", cx.analysis.text(figure.qualified))
                    .text("other", written(other.value))
                    .text("noun", noun.unwrap_or(&figure.unit));
                hits.push(hit.looked_in([excerpt]));
            }
        }
        Outcome::hits(hits)
    }
}

/// The content words of a sentence of the article, sorted.
fn stems(cx: &Context<'_>, sentence: &Sentence) -> Vec<u64> {
    let text = cx.analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
    content_stems(text, cx.analysis.tokens_of(sentence), &cx.analysis.language)
}

/// Whether a sentence and one of the excerpts share so many content words that they tell of the same thing.
fn is_told_alike(cx: &Context<'_>, sentence: &Sentence, excerpts: &[(usize, &Excerpt)]) -> bool {
    let stems = stems(cx, sentence);
    excerpts.iter().any(|(_, excerpt)| shared(&stems, &excerpt.stems) >= ALIKE)
}

/// Whether the sentence of a source in which an amount stands shares as many with a sentence of the article.
fn stands_alike(cx: &Context<'_>, sentence: &Sentence, excerpt: &Excerpt, amount: &Amount) -> bool {
    shared(&stems(cx, sentence), &excerpt.stems_of(cx, excerpt.sentence_of(amount.token))) >= ALIKE
}

/// A value in thousandths as it is read: `12`, `3.1`.
fn written(value: i128) -> String {
    let (whole, rest) = (value / 1000, value % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}
