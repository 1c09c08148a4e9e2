//! A review as JSON: `schemas/review-v1.json`, one object for the run.
//!
//! The names and shapes are fixed for their readers; fields may be added. A change that breaks a reader becomes `v2`
//! beside it.

use std::fmt;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::policy::{Criterion, Gate, Severity};
use crate::review::{
    ArticleReview, Charge, CriterionReview, Fate, Finding, Review, State, Status, Verdict, WaiverLine,
};
use crate::text::Span;

/// The name of this form, the first field of the document.
const SCHEMA: &str = "pressgate.review/v1";

/// The document: indented JSON with a line break at the end.
///
/// # Errors
/// Never in practice: every value can be said in JSON.
pub fn write(run: &Review) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&document(run)).map(|text| text + "\n")
}

/// The JSON Schema of the document.
pub fn schema() -> Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Document<'static>>()
}

/// The review of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "pressgate.review/v1")]
struct Document<'a> {
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// The version of the program.
    engine: &'static str,
    /// The hash of all effective settings; where articles of one run have different ones, the hash of these hashes.
    ruleset: String,
    /// The profile; where articles of one run have different ones, each of them, separated by commas.
    profile: String,
    /// The day of the check: YYYY-MM-DD.
    as_of: String,
    /// Rejected where one article is.
    verdict: Verdict,
    /// In the order of the inputs.
    articles: Vec<Entry<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Entry<'a> {
    Reviewed(Box<ArticleEntry<'a>>),
    Unread(UnreadEntry<'a>),
}

/// An article that was read and judged.
#[derive(Serialize, JsonSchema)]
struct ArticleEntry<'a> {
    path: &'a str,
    /// The entry of a feed or archive.
    item: Option<&'a str>,
    /// The hash of its text.
    draft: &'a str,
    profile: &'a str,
    ruleset: &'a str,
    verdict: Verdict,
    error: Option<&'a str>,
    gates: Vec<GateEntry<'a>>,
    criteria: Vec<CriterionEntry<'a>>,
    /// In the order of their places.
    findings: Vec<FindingEntry<'a>>,
    /// Rules that were not asked.
    skipped: Vec<SkippedEntry<'a>>,
    /// The waivers that stand in the article, and those of `pressgate.toml` that cover a finding of it or name it.
    waivers: Vec<ListedWaiver<'a>>,
    /// The full texts of sources that were laid beside the article or came with it.
    source_texts: Vec<TextEntry<'a>>,
}

/// A full text of a source.
#[derive(Serialize, JsonSchema)]
struct TextEntry<'a> {
    /// Its file, or its place in the JSON.
    file: &'a str,
    /// How many sources of the article it fits: things are looked up in it where there is one.
    sources: usize,
}

/// An input that could not be read: never approved.
#[derive(Serialize, JsonSchema)]
struct UnreadEntry<'a> {
    path: &'a str,
    /// The entry of a feed or archive.
    item: Option<&'a str>,
    draft: Option<&'a str>,
    verdict: Verdict,
    /// What is wrong with it: a sentence.
    error: &'a str,
    gates: [GateEntry<'a>; 0],
    criteria: [CriterionEntry<'a>; 0],
    findings: [FindingEntry<'a>; 0],
    skipped: [SkippedEntry<'a>; 0],
}

#[derive(Serialize, JsonSchema)]
struct GateEntry<'a> {
    id: Gate,
    passed: bool,
    /// Ids of rules with open errors, then ids of criteria.
    blocking: &'a [String],
}

#[derive(Serialize, JsonSchema)]
struct CriterionEntry<'a> {
    id: Criterion,
    gate: Gate,
    /// 1 to 5, null where it is not scored.
    score: Option<u8>,
    /// 0 to 500: 500 less the costs of `because`.
    points: Option<u32>,
    minimum: u8,
    state: State,
    because: Vec<ChargeEntry<'a>>,
    /// The rule that held the score down, and to what.
    ceiling: Option<CeilingEntry<'a>>,
    /// Rules that could be asked.
    applicable: u32,
}

#[derive(Serialize, JsonSchema)]
struct CeilingEntry<'a> {
    rule: &'a str,
    score: u8,
}

#[derive(Serialize, JsonSchema)]
struct ChargeEntry<'a> {
    /// A rule's id, or `criterion-below-minimum`, `open-errors`, `open-warnings`.
    rule: &'a str,
    findings: Vec<Id>,
    /// Points.
    cost: u32,
}

/// The name of a finding in its article: F and its number from 1.
struct Id(usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "F{}", self.0 + 1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FindingId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^F[1-9][0-9]*$" })
    }
}

#[derive(Serialize, JsonSchema)]
struct FindingEntry<'a> {
    id: Id,
    rule: &'a str,
    /// Null for a finding on page health, which is not scored.
    criterion: Option<Criterion>,
    severity: Severity,
    /// What is wrong.
    message: &'a str,
    /// Why it matters to the reader.
    why: &'a str,
    /// What to do.
    help: Option<&'a str>,
    span: Span,
    /// Counted from 1.
    line: usize,
    /// Counted from 1, in Unicode scalar values.
    column: usize,
    /// In an article that is JSON: the value that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<PointerEntry<'a>>,
    related: Vec<RelatedEntry<'a>>,
    fingerprint: &'a str,
    status: Status,
    /// The finding that this one follows from: it costs nothing.
    caused_by: Option<Id>,
    /// Who set it aside.
    waiver: Option<WaiverEntry<'a>>,
}

/// A place in a JSON document.
#[derive(Serialize, JsonSchema)]
struct PointerEntry<'a> {
    /// A JSON pointer (RFC 6901).
    path: &'a str,
    /// Unicode scalar values of the string before the place, escapes undone.
    offset: usize,
}

#[derive(Serialize, JsonSchema)]
struct RelatedEntry<'a> {
    span: Span,
    line: usize,
    message: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct WaiverEntry<'a> {
    by: &'a str,
    reason: &'a str,
    /// The last day on which it counts: YYYY-MM-DD.
    until: String,
}

/// A waiver and what has become of it.
#[derive(Serialize, JsonSchema)]
struct ListedWaiver<'a> {
    /// As it is written; empty where none is named.
    rule: &'a str,
    /// `used`: it covers findings. `unused`: there are none. `expired`: its last day is past. `incomplete`: something is
    /// missing that every waiver needs.
    state: Fate,
    /// Findings that it covers, or would cover if its last day were not past.
    covers: usize,
    by: &'a str,
    reason: &'a str,
    /// The last day on which it counts: YYYY-MM-DD.
    until: Option<String>,
    /// Where it stands in the article.
    span: Option<Span>,
    /// The file that it stands in, where that is not the article.
    file: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct SkippedEntry<'a> {
    rule: &'a str,
    reason: &'a str,
}

fn document(run: &Review) -> Document<'_> {
    Document {
        schema: SCHEMA,
        engine: env!("CARGO_PKG_VERSION"),
        ruleset: run.ruleset(),
        profile: run.profile(),
        as_of: run.as_of.to_string(),
        verdict: run.verdict(),
        articles: run
            .articles
            .iter()
            .map(|article| match article {
                Ok(article) => Entry::Reviewed(Box::new(article_entry(&article.review))),
                Err(input) => Entry::Unread(unread(&input.path, input.item.as_deref(), &input.sentence)),
            })
            .collect(),
    }
}

fn unread<'a>(path: &'a str, item: Option<&'a str>, error: &'a str) -> UnreadEntry<'a> {
    let verdict = Verdict::Rejected;
    UnreadEntry { path, item, draft: None, verdict, error, gates: [], criteria: [], findings: [], skipped: [] }
}

fn article_entry(review: &ArticleReview) -> ArticleEntry<'_> {
    ArticleEntry {
        path: &review.path,
        item: review.item.as_deref(),
        draft: &review.draft,
        profile: &review.profile,
        ruleset: &review.ruleset,
        verdict: review.verdict,
        error: None,
        gates: review
            .gates
            .iter()
            .map(|gate| GateEntry { id: gate.gate, passed: gate.passed, blocking: &gate.blocking })
            .collect(),
        criteria: review.criteria.iter().map(criterion).collect(),
        findings: review.findings.iter().enumerate().map(|(i, f)| finding(i, f)).collect(),
        skipped: review.skipped.iter().map(|s| SkippedEntry { rule: &s.rule, reason: &s.reason }).collect(),
        waivers: review.waivers.iter().map(listed).collect(),
        source_texts: review.texts.iter().map(|text| TextEntry { file: &text.name, sources: text.sources }).collect(),
    }
}

fn listed(waiver: &WaiverLine) -> ListedWaiver<'_> {
    ListedWaiver {
        rule: &waiver.rule,
        state: waiver.fate,
        covers: waiver.covers,
        by: &waiver.by,
        reason: &waiver.reason,
        until: waiver.until.map(|day| day.to_string()),
        span: waiver.span,
        file: waiver.origin.as_ref().map(|origin| origin.file.name.as_str()),
    }
}

fn criterion(review: &CriterionReview) -> CriterionEntry<'_> {
    let charge = |charge: &'_ Charge| charge.findings.iter().map(|i| Id(*i)).collect();
    CriterionEntry {
        id: review.criterion,
        gate: review.criterion.gate(),
        score: review.score,
        points: review.points,
        minimum: review.minimum,
        state: review.state,
        because: review
            .because
            .iter()
            .map(|c| ChargeEntry { rule: &c.rule, findings: charge(c), cost: c.cost })
            .collect(),
        ceiling: review.ceiling.as_ref().map(|(rule, score)| CeilingEntry { rule, score: *score }),
        applicable: review.applicable,
    }
}

fn finding(index: usize, finding: &Finding) -> FindingEntry<'_> {
    FindingEntry {
        id: Id(index),
        rule: &finding.rule,
        criterion: finding.criterion,
        severity: finding.severity,
        message: &finding.message,
        why: &finding.why,
        help: finding.help.as_deref(),
        span: finding.span,
        line: finding.line,
        column: finding.column,
        pointer: finding.pointer.as_ref().map(|p| PointerEntry { path: &p.path, offset: p.offset }),
        related: finding
            .related
            .iter()
            .map(|r| RelatedEntry { span: r.span, line: r.line, message: &r.message })
            .collect(),
        fingerprint: &finding.fingerprint,
        status: finding.status,
        caused_by: finding.caused_by.map(Id),
        waiver: finding.set_aside.as_ref().map(|waiver| WaiverEntry {
            by: &waiver.by,
            reason: &waiver.reason,
            until: waiver.until.to_string(),
        }),
    }
}
