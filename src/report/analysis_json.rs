//! An analysis as JSON: `schemas/analysis-v1.json`, one object a line.
//!
//! The names and shapes are fixed for their readers; fields may be added. A change that breaks a reader becomes `v2`
//! beside it.

use std::fmt;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::analysis::{
    Analysis, AttributionKind, CitationState, ClaimKind, DatePrecision, Place, Qualifier, QuotationKind, Stakeholder,
    VoiceKind,
};
use crate::article::{BlockKind, Field, Format, Part, Style, Timestamp};
use crate::text::{Coordinates, Source, Span};

/// The name of this form, the first field of each line.
const SCHEMA: &str = "pressgate.analysis/v1";

/// The line for an analysis: JSON without line breaks.
///
/// # Errors
/// Never in practice: every value can be said in JSON.
pub fn line(source: &Source, analysis: &Analysis) -> serde_json::Result<String> {
    serde_json::to_string(&Line::Analysis(Box::new(document(source, analysis))))
}

/// The line for an input that could not be read.
///
/// # Errors
/// Never in practice: every value can be said in JSON.
pub fn error_line(path: &str, error: &str) -> serde_json::Result<String> {
    serde_json::to_string(&Line::Unread(Unread { schema: SCHEMA, path, error }))
}

/// The JSON Schema of a line.
pub fn schema() -> Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Line<'static>>()
}

/// One line of `pressgate analyze --format json`.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "pressgate.analysis/v1")]
enum Line<'a> {
    Analysis(Box<Document<'a>>),
    Unread(Unread<'a>),
}

/// An input that could not be read.
#[derive(Serialize, JsonSchema)]
struct Unread<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    path: &'a str,
    /// What is wrong with it: a sentence.
    error: &'a str,
}

/// What is on the page and what it says.
#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// As it was given; `-` for standard input.
    path: &'a str,
    /// The entry of an archive or feed.
    item: Option<&'a str>,
    format: Format,
    /// What every span counts in.
    coordinates: Coordinates,
    /// ISO 639-1, `und` where it is not known.
    language: &'a str,
    title: Option<PlacedText<'a>>,
    dek: Option<PlacedText<'a>>,
    authors: Vec<PlacedText<'a>>,
    published: Option<Time<'a>>,
    updated: Option<Time<'a>>,
    /// In reading order.
    blocks: Vec<BlockEntry<'a>>,
    /// Sentences of the body.
    sentences: Vec<SentenceEntry<'a>>,
    citations: Vec<CitationEntry<'a>>,
    sources: Vec<SourceEntry<'a>>,
    outlets: Vec<OutletEntry<'a>>,
    attributions: Vec<AttributionEntry>,
    voices: Vec<VoiceEntry<'a>>,
    quotations: Vec<QuotationEntry<'a>>,
    figures: Vec<FigureEntry<'a>>,
    dates: Vec<DateEntry<'a>>,
    /// Words of grade in the page's own prose and lists.
    grades: Vec<GradeEntry<'a>>,
    /// The record of editorial reviews that the page prints about itself.
    ledger: Option<LedgerEntry<'a>>,
    counts: Counts,
    /// What the reader was unsure of.
    notes: Vec<NoteEntry<'a>>,
}

/// The name of an entry in this document: a letter for its kind, and its number from 1.
struct Id(char, usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1 + 1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of an entry in this document: P block, S sentence, C citation, R source, O outlet, \
                            A attribution, V voice, Q quotation, and its number from 1.",
            "type": "string",
            "pattern": "^[PSCROAVQ][1-9][0-9]*$",
        })
    }
}

#[derive(Serialize, JsonSchema)]
struct PlacedText<'a> {
    text: &'a str,
    span: Option<Span>,
}

#[derive(Serialize, JsonSchema)]
struct Time<'a> {
    /// As the page words it.
    text: &'a str,
    /// ISO 8601 as far as the page says.
    value: Option<&'a str>,
    span: Option<Span>,
}

#[derive(Serialize, JsonSchema)]
struct BlockEntry<'a> {
    id: Id,
    kind: BlockKind,
    part: Part,
    /// 1 to 6 for a heading, else 0.
    level: u8,
    text: &'a str,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct SentenceEntry<'a> {
    id: Id,
    block: Id,
    text: &'a str,
    span: Span,
    /// Null where nothing in it can be checked.
    claim: Option<ClaimEntry<'a>>,
    /// Said, written or thought by somebody in the text.
    attributed: bool,
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

#[derive(Serialize, JsonSchema)]
struct CitationEntry<'a> {
    id: Id,
    style: Style,
    span: Span,
    source: Option<Id>,
    url: Option<&'a str>,
    /// Whether it points to a footnote or number that the page does not define.
    undefined: bool,
    sentences: Vec<Id>,
}

#[derive(Serialize, JsonSchema)]
struct SourceEntry<'a> {
    id: Id,
    outlet: Option<Id>,
    name: &'a str,
    domain: &'a str,
    url: Option<&'a str>,
    /// The grade that the page gives it.
    tier: Option<&'a str>,
    /// Whether it stands in the article's own list.
    listed: bool,
    /// Where: its entries there.
    entries: Vec<Span>,
    cited: usize,
    named_in: &'a [Part],
    /// What its citation cards quote of it.
    excerpts: Vec<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct OutletEntry<'a> {
    id: Id,
    name: &'a str,
    domain: &'a str,
    kind: Option<&'a str>,
    country: Option<&'a str>,
    /// The grade that the newsroom's registry gives it.
    tier: Option<&'a str>,
    cited: usize,
    listed: bool,
    /// Where prose names it.
    mentions: Vec<Mention>,
}

#[derive(Serialize, JsonSchema)]
struct Mention {
    span: Span,
    part: Part,
    /// Whether the sentence gives it as the source of what it says.
    as_source: bool,
}

#[derive(Serialize, JsonSchema)]
struct AttributionEntry {
    id: Id,
    kind: AttributionKind,
    sentence: Id,
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    voice: Option<Id>,
}

#[derive(Serialize, JsonSchema)]
struct VoiceEntry<'a> {
    id: Id,
    name: &'a str,
    role: Option<&'a str>,
    kind: VoiceKind,
    stakeholder: Stakeholder,
    /// Whether it has a proper name or a specific office.
    named: bool,
    mentions: Vec<Span>,
    attributions: usize,
    /// Words of the content given to it.
    words: usize,
}

#[derive(Serialize, JsonSchema)]
struct QuotationEntry<'a> {
    id: Id,
    /// With the marks.
    text: &'a str,
    span: Span,
    kind: QuotationKind,
    words: usize,
    /// 0 in prose, 1 and more inside another quotation.
    depth: u8,
    closed: bool,
    sentence: Option<Id>,
    attribution: Option<Id>,
}

#[derive(Serialize, JsonSchema)]
struct FigureEntry<'a> {
    text: &'a str,
    span: Span,
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

#[derive(Serialize, JsonSchema)]
struct DateEntry<'a> {
    text: &'a str,
    span: Span,
    precision: DatePrecision,
    /// ISO 8601 as far as it is known.
    value: Option<&'a str>,
    /// The days that an ambiguous weekday may mean.
    readings: Vec<String>,
    sentence: Option<Id>,
    quoted: bool,
}

#[derive(Serialize, JsonSchema)]
struct GradeEntry<'a> {
    /// As the page words it.
    grade: &'a str,
    /// The word, or where the card with it stands in the text.
    span: Span,
    part: Part,
    /// 1 is the best.
    rank: u8,
}

#[derive(Serialize, JsonSchema)]
struct LedgerEntry<'a> {
    approved: Option<PrintedCount>,
    rejected: Option<PrintedCount>,
    pending: Option<PrintedCount>,
    feedback: Option<PrintedCount>,
    items: Vec<LedgerItemEntry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct PrintedCount {
    count: u32,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct LedgerItemEntry<'a> {
    span: Span,
    gate_errors: Option<PrintedCount>,
    lines: Vec<ScoreEntry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct ScoreEntry<'a> {
    criterion: &'a str,
    score: u8,
    minimum: Option<u8>,
    state: Option<&'a str>,
    gate: Option<&'a str>,
    blocking: bool,
    warning: bool,
    /// What the review says of the score.
    comment: &'a str,
    /// The whole line.
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct Counts {
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

#[derive(Serialize, JsonSchema)]
struct NoteEntry<'a> {
    message: &'a str,
    span: Option<Span>,
}

fn document<'a>(source: &'a Source, analysis: &'a Analysis) -> Document<'a> {
    let article = &analysis.article;
    let spans = |places: &[Place]| places.iter().map(|p| analysis.span(*p)).collect::<Vec<Span>>();
    let id = |letter| move |index| Id(letter, index);
    Document {
        schema: SCHEMA,
        path: source.path(),
        item: None,
        format: article.format,
        coordinates: source.coordinates(),
        language: analysis.language.code(),
        title: article.title.as_ref().map(placed),
        dek: article.dek.as_ref().map(placed),
        authors: article.authors.iter().map(placed).collect(),
        published: article.published.as_ref().map(time),
        updated: article.updated.as_ref().map(time),
        blocks: numbered('P', &article.blocks, |id, b| BlockEntry {
            span: article.span(id.1, 0..b.text.len()),
            id,
            kind: b.kind,
            part: b.part,
            level: b.level,
            text: b.words(),
        }),
        sentences: numbered('S', &analysis.sentences, |id, s| SentenceEntry {
            id,
            block: Id('P', s.place.block),
            text: analysis.text(s.place),
            span: analysis.span(s.place),
            claim: s.claim.as_ref().map(|c| ClaimEntry { weight: f64::from(c.weight()) / 10.0, kinds: &c.kinds }),
            attributed: s.attributed,
            identified: s.identified,
            citation: s.state,
            words: s.words,
        }),
        citations: numbered('C', &analysis.citations, |id, c| CitationEntry {
            id,
            style: c.style,
            span: c.span,
            source: c.source.map(|i| Id('R', i)),
            url: c.url.as_deref(),
            undefined: c.undefined,
            sentences: c.sentences.iter().map(|i| Id('S', *i)).collect(),
        }),
        sources: numbered('R', &analysis.sources, |id, s| SourceEntry {
            id,
            outlet: s.outlet.map(|i| Id('O', i)),
            name: &s.name,
            domain: &s.domain,
            url: s.url.as_deref(),
            tier: s.tier.as_deref(),
            listed: s.listed(),
            entries: s.entries.iter().filter_map(|i| article.entries.get(*i)).map(|e| e.span).collect(),
            cited: s.cited,
            named_in: &s.named_in,
            excerpts: s.cards.iter().filter_map(|i| article.cards.get(*i)).map(|c| c.excerpt.as_str()).collect(),
        }),
        outlets: numbered('O', &analysis.outlets, |id, o| OutletEntry {
            id,
            name: &o.name,
            domain: &o.domain,
            kind: o.kind.as_deref(),
            country: o.country.as_deref(),
            tier: o.tier.as_deref(),
            cited: o.cited,
            listed: o.listed,
            mentions: o
                .mentions
                .iter()
                .map(|m| Mention { span: analysis.span(m.place), part: m.part, as_source: m.as_source })
                .collect(),
        }),
        attributions: numbered('A', &analysis.attributions, |id, a| AttributionEntry {
            id,
            kind: a.kind,
            sentence: Id('S', a.sentence),
            source: spans(&a.source),
            cue: spans(&a.cue),
            content: spans(&a.content),
            voice: a.voice.map(|i| Id('V', i)),
        }),
        voices: numbered('V', &analysis.voices, |id, v| VoiceEntry {
            id,
            name: &v.name,
            role: v.role.as_deref(),
            kind: v.kind,
            stakeholder: v.stakeholder,
            named: v.named,
            mentions: spans(&v.mentions),
            attributions: v.attributions,
            words: v.words,
        }),
        quotations: numbered('Q', &analysis.quotations, |id, q| QuotationEntry {
            id,
            text: analysis.text(q.place),
            span: analysis.span(q.place),
            kind: q.kind,
            words: q.words,
            depth: q.depth,
            closed: q.closed,
            sentence: q.sentence.map(|i| Id('S', i)),
            attribution: q.attribution.map(|i| Id('A', i)),
        }),
        figures: analysis
            .figures
            .iter()
            .map(|f| FigureEntry {
                text: analysis.text(f.place),
                span: analysis.span(f.place),
                value: thousandths(f.value),
                unit: &f.unit,
                qualifier: f.qualifier,
                noun: f.noun.as_deref(),
                sentence: f.sentence.map(id('S')),
                quoted: f.quoted,
            })
            .collect(),
        dates: analysis
            .dates
            .iter()
            .map(|d| DateEntry {
                text: analysis.text(d.place),
                span: analysis.span(d.place),
                precision: d.precision,
                value: d.value.as_deref(),
                readings: d.readings.iter().map(ToString::to_string).collect(),
                sentence: d.sentence.map(id('S')),
                quoted: d.quoted,
            })
            .collect(),
        grades: analysis
            .grades
            .iter()
            .map(|g| GradeEntry { grade: &g.grade, span: analysis.span(g.place), part: g.part, rank: g.rank })
            .collect(),
        ledger: analysis.ledger.as_ref().map(|ledger| {
            let printed =
                |count: Option<(u32, Place)>| count.map(|(count, at)| PrintedCount { count, span: analysis.span(at) });
            LedgerEntry {
                approved: printed(ledger.approved),
                rejected: printed(ledger.rejected),
                pending: printed(ledger.pending),
                feedback: printed(ledger.feedback),
                items: ledger
                    .items
                    .iter()
                    .map(|item| LedgerItemEntry {
                        span: analysis.span(item.place),
                        gate_errors: printed(item.gate_errors),
                        lines: item
                            .lines
                            .iter()
                            .map(|line| ScoreEntry {
                                criterion: &line.criterion,
                                score: line.score,
                                minimum: line.minimum,
                                state: line.state.as_deref(),
                                gate: line.gate.as_deref(),
                                blocking: line.blocking,
                                warning: line.warning,
                                comment: analysis.text(line.text),
                                span: analysis.span(line.place),
                            })
                            .collect(),
                    })
                    .collect(),
            }
        }),
        counts: counts(analysis),
        notes: article.notes.iter().map(|n| NoteEntry { message: &n.message, span: n.span }).collect(),
    }
}

fn numbered<'a, T, E>(letter: char, all: &'a [T], entry: impl Fn(Id, &'a T) -> E) -> Vec<E> {
    all.iter().enumerate().map(|(i, one)| entry(Id(letter, i), one)).collect()
}

fn placed(field: &Field) -> PlacedText<'_> {
    PlacedText { text: &field.text, span: field.span }
}

fn time(time: &Timestamp) -> Time<'_> {
    Time { text: &time.text, value: time.value.as_deref(), span: time.span }
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

fn counts(analysis: &Analysis) -> Counts {
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
