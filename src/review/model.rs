//! The review of an article: findings, points, gates, verdict.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::fingerprint;
use crate::article::Pointer;
pub use crate::detectors::Fate;
use crate::policy::{Criterion, Gate, Severity};
use crate::settings::Origin;
use crate::text::{Source, Span, entry_name};

/// Whether an article may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Approved,
    Rejected,
}

/// Where a finding stands with the newsroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Open: blocks where its severity does.
    New,
    /// Was there before (baseline).
    Known,
    /// Set aside by a named person.
    Waived,
}

/// How a criterion compares with its minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Below,
    /// The score is the minimum.
    Borderline,
    Clear,
    /// Too few rules could be asked.
    NotScored,
}

/// The language in which a review speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    English,
    German,
}

impl Tongue {
    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
        }
    }

    /// The first in English, the second in German.
    pub fn pick<T>(self, english: T, german: T) -> T {
        match self {
            Tongue::English => english,
            Tongue::German => german,
        }
    }
}

/// A further place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPlace {
    pub span: Span,
    /// Counted from 1.
    pub line: usize,
    /// What this place is; empty where it speaks for itself.
    pub message: String,
}

/// Who set a finding aside, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub by: String,
    pub reason: String,
    pub until: Date,
}

/// A waiver for an article, as reviews list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverLine {
    /// As it is written; empty where none is named.
    pub rule: String,
    /// Empty where no name is given; the same is true of the reason.
    pub by: String,
    pub reason: String,
    /// The last day on which it counts.
    pub until: Option<Date>,
    pub fate: Fate,
    /// Findings that it covers, or would cover if its last day were not past.
    pub covers: usize,
    /// Where it stands in the article.
    pub span: Option<Span>,
    /// The file that it stands in, where that is not the article.
    pub origin: Option<Origin>,
}

/// A fault of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// `None`: page health, not scored.
    pub criterion: Option<Criterion>,
    pub severity: Severity,
    /// What is wrong, with the words and values.
    pub message: String,
    /// Why it matters to the reader.
    pub why: String,
    /// What to do.
    pub help: Option<String>,
    /// The line of the review section.
    pub summary: String,
    pub span: Span,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in Unicode scalar values.
    pub column: usize,
    /// Where the place stands in an article that is JSON.
    pub pointer: Option<Pointer>,
    pub related: Vec<RelatedPlace>,
    /// Survives moves, dies with a change of wording: 32 hexadecimal digits.
    pub fingerprint: String,
    pub status: Status,
    pub set_aside: Option<SetAside>,
    /// The finding that this one follows from (an index of the article's findings): shown, but costs nothing.
    pub caused_by: Option<usize>,
}

impl Finding {
    /// Whether it can block.
    pub fn is_open(&self) -> bool {
        self.status == Status::New
    }
}

/// What one rule took from a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// A rule's id, or `criterion-below-minimum`, `open-errors`, `open-warnings`.
    pub rule: String,
    /// Indices of the article's findings.
    pub findings: Vec<usize>,
    /// Points.
    pub cost: u32,
}

/// How an article does in one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionReview {
    pub criterion: Criterion,
    /// 1 to 5; `None`: not scored.
    pub score: Option<u8>,
    /// 0 to 500: 500 less the costs of `because`.
    pub points: Option<u32>,
    pub minimum: u8,
    pub state: State,
    pub because: Vec<Charge>,
    /// The rule that held the score down, and to what.
    pub ceiling: Option<(String, u8)>,
    /// Rules that could be asked.
    pub applicable: u32,
}

/// Whether an article passes a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateReview {
    pub gate: Gate,
    pub passed: bool,
    /// Ids of rules with open errors, then ids of criteria.
    pub blocking: Vec<String>,
}

/// A rule that was not asked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub rule: String,
    pub reason: String,
}

/// The review of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleReview {
    /// As it was given; `-` for standard input.
    pub path: String,
    /// The entry of a feed or archive.
    pub item: Option<String>,
    /// `sha256:` and the hash of the article's text.
    pub draft: String,
    /// What the page says of its last change or its publication: ISO 8601 as far as it goes.
    pub dated: Option<String>,
    pub profile: String,
    pub ruleset: String,
    pub verdict: Verdict,
    /// One for each of [`Gate::ALL`].
    pub gates: Vec<GateReview>,
    /// One for each of [`Criterion::ALL`].
    pub criteria: Vec<CriterionReview>,
    /// In the order of their places.
    pub findings: Vec<Finding>,
    pub skipped: Vec<Skipped>,
    /// The waivers that stand in the article, and those of `pressgate.toml` that cover a finding of it or name it.
    pub waivers: Vec<WaiverLine>,
    /// The sources that the article points to, the most cited first.
    pub sources: Vec<SourceLine>,
    /// The full texts of sources that were laid beside the article or came with it.
    pub texts: Vec<TextLine>,
}

/// A source, as far as a review shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    pub name: String,
    /// The domain; of a document beside others of its domain, the address without scheme and query.
    pub address: String,
    pub cited: usize,
    pub listed: bool,
    /// The grade that the page gives it.
    pub tier: Option<String>,
    /// The grade that the newsroom's registry gives its outlet.
    pub newsroom_tier: Option<String>,
    /// The files, or places in the JSON, that its full text was read from.
    pub full_text: Vec<String>,
}

/// A full text that was laid beside the article or came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// The file or the place in the JSON.
    pub name: String,
    /// How many sources of the article it fits: it is looked in where there is one.
    pub sources: usize,
}

/// The review of a run. The record of earlier drafts will stand beside the articles.
#[derive(Debug)]
pub struct Review {
    pub as_of: Date,
    pub tongue: Tongue,
    /// In the order of the inputs.
    pub articles: Vec<Result<Reviewed, Unread>>,
}

/// An article with its review.
#[derive(Debug)]
pub struct Reviewed {
    /// What was read: reports show its lines.
    pub source: Source,
    pub review: ArticleReview,
}

/// An input that gave no article.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread {
    /// As it was given.
    pub path: String,
    /// The entry of a feed or archive.
    pub item: Option<String>,
    /// A sentence: what is wrong with it.
    pub sentence: String,
}

impl ArticleReview {
    /// Path and entry, as people read them.
    pub fn name(&self) -> Cow<'_, str> {
        entry_name(&self.path, self.item.as_deref())
    }
}

impl Review {
    /// The articles that were judged.
    pub fn judged(&self) -> impl Iterator<Item = &Reviewed> {
        self.articles.iter().filter_map(|article| article.as_ref().ok())
    }

    /// Of the run: rejected where one article is, or could not be read.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.articles.iter().map(|a| a.as_ref().map_or(Verdict::Rejected, |a| a.review.verdict));
        verdicts.max().unwrap_or(Verdict::Rejected)
    }

    /// The profiles by which the articles were judged, each once.
    pub fn profile(&self) -> String {
        let profiles: BTreeSet<&str> = self.judged().map(|a| a.review.profile.as_str()).collect();
        profiles.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// The hash of the effective settings; of several, the hash of these hashes.
    pub fn ruleset(&self) -> String {
        let hashes: BTreeSet<&str> = self.judged().map(|a| a.review.ruleset.as_str()).collect();
        let mut hashes = hashes.into_iter();
        match (hashes.next(), hashes.next()) {
            (one, None) => one.unwrap_or_default().to_owned(),
            (one, two) => fingerprint::sha256(&one.into_iter().chain(two).chain(hashes).collect::<Vec<_>>().join("\n")),
        }
    }
}
