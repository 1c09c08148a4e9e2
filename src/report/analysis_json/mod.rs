//! An analysis as JSON: `schemas/analysis-v1.json`, one object a line.
//!
//! The names and shapes are fixed for their readers; fields may be added. A change that breaks a reader becomes `v2`
//! beside it.

mod extent;
mod id;
mod ledger;
mod page;
mod sourcing;
mod statements;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::analysis::Analysis;
use crate::article::Format;
use crate::text::{Container, Coordinates, Source};
use ledger::LedgerEntry;
use page::{BlockEntry, NoteEntry, PlacedText, Time, placed, time};
use sourcing::{AttributionEntry, CitationEntry, OutletEntry, QuotationEntry, SourceEntry, VoiceEntry};
use statements::{Counts, DateEntry, FigureEntry, GradeEntry, SentenceEntry};

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
pub fn error_line(path: &str, item: Option<&str>, error: &str) -> serde_json::Result<String> {
    serde_json::to_string(&Line::Unread(Unread { schema: SCHEMA, path, item, error }))
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
    /// The entry of an archive or feed.
    item: Option<&'a str>,
    /// What is wrong with it: a sentence.
    error: &'a str,
}

/// The kind of input: a text, or what a text was taken out of.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Kind {
    Text(Format),
    Container(Container),
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
    format: Kind,
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

fn document<'a>(source: &'a Source, analysis: &'a Analysis) -> Document<'a> {
    let article = &analysis.article;
    Document {
        schema: SCHEMA,
        path: source.path(),
        item: source.item(),
        format: source.container().map_or(Kind::Text(article.format), Kind::Container),
        coordinates: source.coordinates(),
        language: analysis.language.code(),
        title: article.title.as_ref().map(placed),
        dek: article.dek.as_ref().map(placed),
        authors: article.authors.iter().map(placed).collect(),
        published: article.published.as_ref().map(time),
        updated: article.updated.as_ref().map(time),
        blocks: page::blocks(analysis),
        sentences: statements::sentences(analysis),
        citations: sourcing::citations(analysis),
        sources: sourcing::sources(analysis),
        outlets: sourcing::outlets(analysis),
        attributions: sourcing::attributions(analysis),
        voices: sourcing::voices(analysis),
        quotations: sourcing::quotations(analysis),
        figures: statements::figures(analysis),
        dates: statements::dates(analysis),
        grades: statements::grades(analysis),
        ledger: ledger::ledger(analysis),
        counts: statements::counts(analysis),
        notes: page::notes(analysis),
    }
}
