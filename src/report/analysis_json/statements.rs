//! What the page says: its sentences with their claims, figures, dates and grades.

use schemars::JsonSchema;
use serde::Serialize;

use super::extent::{Extent, extent};
use super::id::{Id, numbered};
use crate::analysis::{Analysis, CitationState, ClaimKind, DatePrecision, Qualifier};
use crate::article::{BlockKind, Part};
use crate::text::Span;

#[derive(Serialize, JsonSchema)]
pub(super) struct SentenceEntry<'a> {
    id: Id,
    block: Id,
    text: &'a str,
    span: Extent,
    /// Null where nothing in it can be checked.
    claim: Option<ClaimEntry<'a>>,
    /// Told as somebody's words: quoted, or what somebody is plainly said to have said.
    attributed: bool,
    /// Given to any source at all: also what a report finds, what is announced, claimed or thought.
    reported: bool,
    /// Said by a source with a proper name or a specific office.
    identified: bool,
    citation: CitationState,
    words: usize,
}

#[derive(Serialize, JsonSchema)]
struct ClaimEntry<'a> {
    /// 0 to 1: how much it matters that the claim can be checked.
    weight: f64,
    kinds: &'a [ClaimKind],
}

/// The body's sentences.
pub(super) fn sentences<'a>(analysis: &'a Analysis) -> Vec<SentenceEntry<'a>> {
    numbered('S', &analysis.sentences, |id, s| SentenceEntry {
        id,
        block: Id('P', s.place.block),
        text: analysis.text(s.place),
        span: extent(&analysis.article, s.place.block, s.place.range()),
        claim: s.claim.as_ref().map(|c| ClaimEntry { weight: f64::from(c.weight()) / 10.0, kinds: &c.kinds }),
        attributed: s.attributed,
        reported: s.reported,
        identified: s.identified,
        citation: s.state,
        words: s.words,
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FigureEntry<'a> {
    text: &'a str,
    span: Extent,
    /// The value as a decimal number.
    value: String,
    /// Empty for a plain count, else `%`, `usd`, `km` …
    unit: &'a str,
    qualifier: Qualifier,
    /// Stem of the noun that it counts.
    noun: Option<&'a str>,
    sentence: Option<Id>,
    quoted: bool,
}

/// The figures, in reading order.
pub(super) fn figures<'a>(analysis: &'a Analysis) -> Vec<FigureEntry<'a>> {
    analysis
        .figures
        .iter()
        .map(|f| FigureEntry {
            text: analysis.text(f.place),
            span: extent(&analysis.article, f.place.block, f.place.range()),
            value: thousandths(f.value),
            unit: &f.unit,
            qualifier: f.qualifier,
            noun: f.noun.as_deref(),
            sentence: f.sentence.map(|i| Id('S', i)),
            quoted: f.quoted,
        })
        .collect()
}

/// A value in thousandths as a decimal number: `100000000`, `3.1`, `-0.25`.
fn thousandths(value: i128) -> String {
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    let (whole, rest) = (value / 1000, value % 1000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
}

#[derive(Serialize, JsonSchema)]
pub(super) struct DateEntry<'a> {
    text: &'a str,
    span: Extent,
    precision: DatePrecision,
    /// ISO 8601 as far as it is known.
    value: Option<&'a str>,
    /// The days that an ambiguous weekday may mean.
    readings: Vec<String>,
    sentence: Option<Id>,
    quoted: bool,
}

/// The dates, in reading order.
pub(super) fn dates<'a>(analysis: &'a Analysis) -> Vec<DateEntry<'a>> {
    analysis
        .dates
        .iter()
        .map(|d| DateEntry {
            text: analysis.text(d.place),
            span: extent(&analysis.article, d.place.block, d.place.range()),
            precision: d.precision,
            value: d.value.as_deref(),
            readings: d.readings.iter().map(ToString::to_string).collect(),
            sentence: d.sentence.map(|i| Id('S', i)),
            quoted: d.quoted,
        })
        .collect()
}

#[derive(Serialize, JsonSchema)]
pub(super) struct GradeEntry<'a> {
    /// As the page words it.
    grade: &'a str,
    /// The word, or where the card with it stands in the text.
    span: Span,
    part: Part,
    /// 1 is the best.
    rank: u8,
}

/// The words of grade.
pub(super) fn grades<'a>(analysis: &'a Analysis) -> Vec<GradeEntry<'a>> {
    analysis
        .grades
        .iter()
        .map(|g| GradeEntry { grade: &g.grade, span: analysis.span(g.place), part: g.part, rank: g.rank })
        .collect()
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Of the body's sentences.
    words: usize,
    paragraphs: usize,
    headings: usize,
    sentences: usize,
    claims: usize,
    /// Citation markers, empty ones included.
    citations: usize,
    /// Citation markers that lead nowhere.
    empty_citations: usize,
    words_per_sentence: Option<f64>,
    /// Words a sentence plus the percentage of words of more than six letters (Björnsson 1968).
    lix: Option<f64>,
}

/// What can be counted on the page.
pub(super) fn counts(analysis: &Analysis) -> Counts {
    let body = |kind| analysis.article.part(Part::Body).filter(|(_, b)| b.kind == kind).count();
    let (words, sentences) = (analysis.words(), analysis.sentences.len());
    let long = analysis
        .sentences
        .iter()
        .map(|s| {
            let text = analysis.article.blocks.get(s.place.block).map_or("", |b| b.words());
            let is_long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).take(7).count() > 6;
            analysis.tokens_of(s).iter().filter(|t| text.get(t.range()).is_some_and(is_long)).count()
        })
        .sum::<usize>();
    let per = |part: usize, whole: usize| part as f64 / whole as f64;
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    let some = words > 0 && sentences > 0;
    Counts {
        words,
        paragraphs: body(BlockKind::Paragraph),
        headings: body(BlockKind::Heading),
        sentences,
        claims: analysis.claims().count(),
        citations: analysis.citations.len(),
        empty_citations: analysis.citations.iter().filter(|c| c.source.is_none()).count(),
        words_per_sentence: some.then(|| tenths(per(words, sentences))),
        lix: some.then(|| tenths(per(words, sentences) + 100.0 * per(long, words))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_decimal_numbers() {
        assert_eq!(thousandths(100_000_000_000), "100000000");
        assert_eq!(thousandths(3_100), "3.1");
        assert_eq!(thousandths(-250), "-0.25");
    }
}
