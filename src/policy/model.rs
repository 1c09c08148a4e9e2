//! The validated policy: what the judge goes by. Everything in it has been checked; no fault can come up later.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::SourceFiles;
use crate::article::Sites;
use crate::detectors::{Condition, Desk, Detect};
use crate::lexicon::Outlets;
use crate::settings::Origin;

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    DepthAndContext,
    NarrativeStructure,
    AnalyticalValue,
    FillerAndRedundancy,
    LanguageAndClarity,
    PerspectiveDiversity,
    /// Derived from the others.
    PublicationReadiness,
    Attribution,
    CitationIntegrity,
    SourceQuality,
    AccuracyConsistency,
    Transparency,
}

/// A set of criteria that blocks together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    ArticleQuality,
    SourceIntegrity,
}

impl Criterion {
    /// Every criterion, in the order in which reviews list them.
    pub const ALL: [Criterion; 12] = [
        Criterion::DepthAndContext,
        Criterion::NarrativeStructure,
        Criterion::AnalyticalValue,
        Criterion::FillerAndRedundancy,
        Criterion::LanguageAndClarity,
        Criterion::PerspectiveDiversity,
        Criterion::PublicationReadiness,
        Criterion::Attribution,
        Criterion::CitationIntegrity,
        Criterion::SourceQuality,
        Criterion::AccuracyConsistency,
        Criterion::Transparency,
    ];

    /// As configuration and documents name it.
    pub fn id(self) -> &'static str {
        match self {
            Criterion::DepthAndContext => "depth_and_context",
            Criterion::NarrativeStructure => "narrative_structure",
            Criterion::AnalyticalValue => "analytical_value",
            Criterion::FillerAndRedundancy => "filler_and_redundancy",
            Criterion::LanguageAndClarity => "language_and_clarity",
            Criterion::PerspectiveDiversity => "perspective_diversity",
            Criterion::PublicationReadiness => "publication_readiness",
            Criterion::Attribution => "attribution",
            Criterion::CitationIntegrity => "citation_integrity",
            Criterion::SourceQuality => "source_quality",
            Criterion::AccuracyConsistency => "accuracy_consistency",
            Criterion::Transparency => "transparency",
        }
    }

    /// The gate that it belongs to.
    pub fn gate(self) -> Gate {
        match self {
            Criterion::Attribution
            | Criterion::CitationIntegrity
            | Criterion::SourceQuality
            | Criterion::AccuracyConsistency
            | Criterion::Transparency => Gate::SourceIntegrity,
            _ => Gate::ArticleQuality,
        }
    }
}

impl Gate {
    /// Both gates, in the order in which reviews list them.
    pub const ALL: [Gate; 2] = [Gate::ArticleQuality, Gate::SourceIntegrity];

    /// As configuration and documents name it.
    pub fn id(self) -> &'static str {
        match self {
            Gate::ArticleQuality => "article_quality",
            Gate::SourceIntegrity => "source_integrity",
        }
    }
}

/// How grave a finding is. Independent of what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

/// What the findings of a rule cost, in points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cost {
    /// So much for each finding, up to a cap.
    Each { each: u32, cap: u32 },
    /// One cost by the share that the detector reports: the first row whose limit the share does not pass; past the
    /// last row, `beyond`.
    Steps { rows: Vec<Step>, beyond: u32, unit: StepUnit },
}

/// A row of a step table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub limit: u32,
    pub cost: u32,
}

/// What the limits of a step table count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUnit {
    Percent,
    /// Findings per thousand words.
    PerThousandWords,
}

/// A condition under which one finding becomes graver.
#[derive(Clone, Debug)]
pub struct Raise {
    pub to: Severity,
    pub when: Condition,
}

/// Part of the page or fact that a rule cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    Title,
    Body,
    Published,
    SourceList,
    Transparency,
    /// Five citation markers and one to every three claims, or a profile that requires citations.
    CitingPage,
}

/// The words of a rule in one language. Templates: `{name}` is a fact of the hit, `{name|one|many}` chooses by a
/// count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// Why it matters to the reader.
    pub why: String,
    /// What to do.
    pub help: String,
    /// What a related place is, by its role.
    pub related: BTreeMap<String, String>,
    /// Translations of `Fact::Terms`.
    pub terms: BTreeMap<String, String>,
    /// The line for the review section, where it differs from the message; facts as in the message.
    pub summary: Option<String>,
}

/// An example in a rule's file; `<<` and `>>` mark where the finding must stand in a bad one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub bad: String,
    pub good: String,
    /// `markdown` where the file does not say: as with `--from`.
    pub format: String,
    /// Settings laid over the profile for this example (`as_of`, `published` need none: front matter says it).
    pub language: Option<String>,
    /// A registry of outlets in TOML, laid over the shipped one for this example.
    pub outlets: Option<String>,
}

/// A rule, ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub title: String,
    /// `None`: not scored (page health).
    pub criterion: Option<Criterion>,
    /// `None`: switched off.
    pub severity: Option<Severity>,
    pub cost: Cost,
    /// With an open finding, the score of its criterion is at most this.
    pub ceiling: Option<u8>,
    /// Rules of the same criterion whose findings at the same span this one replaces.
    pub supersedes: Vec<String>,
    /// Rules whose finding at the same place is the cause of this one's: shown, linked, costs nothing.
    pub caused_by: Vec<String>,
    pub needs: Vec<Need>,
    /// `None`: any language. Else ISO 639-1 codes of the languages whose word lists it has.
    pub languages: Option<Vec<String>>,
    pub raise: Vec<Raise>,
    /// The version of the program that brought it.
    pub since: String,
    /// `safe`, `suggestion` or `none`.
    pub fix: String,
    /// Keys of the standards behind it.
    pub references: Vec<String>,
    pub detector_name: String,
    pub detector: Arc<dyn Detect>,
    /// By language (ISO 639-1); English is always there.
    pub words: BTreeMap<String, Words>,
    pub examples: Vec<Example>,
    /// Its file.
    pub origin: Origin,
}

impl Rule {
    /// Its words in a language, else in English.
    pub fn words(&self, language: &str) -> &Words {
        static NONE: std::sync::LazyLock<Words> = std::sync::LazyLock::new(Words::default);
        self.words.get(language).or_else(|| self.words.get("en")).unwrap_or(&NONE)
    }
}

/// What a criterion must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionPolicy {
    /// 1 to 5.
    pub minimum: u8,
    /// With fewer rules that could be asked, it is not scored.
    pub min_applicable: u32,
    /// Whether it must be scored (else `not_scored` warns or blocks).
    pub required: bool,
    /// The rule whose share must not pass a limit, in percent: beyond it, its findings are errors.
    pub floor: Option<(String, u32)>,
}

/// What the newsroom does when a required criterion could not be scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotScored {
    Ignore,
    Warn,
    Block,
}

/// A finding set aside by a named person, with a reason and an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    pub rule: String,
    /// A fingerprint, or its beginning; `None`: every finding of the rule.
    pub fingerprint: Option<String>,
    pub by: String,
    /// A second name, for rules that need one.
    pub second: Option<String>,
    pub reason: String,
    /// The last day on which it counts.
    pub until: Date,
    /// Whether its paths name articles one by one.
    pub is_for_named_articles: bool,
    pub origin: Origin,
}

/// Rules whose findings two people must set aside together: what they find cannot stand by an oversight of one.
const TWO_NAMES: [&str; 3] = ["altered-quotation", "chat-residue", "figure-contradicts-excerpt"];

impl Waiver {
    /// Whether a waiver of this rule needs two names.
    pub fn needs_two_names(rule: &str) -> bool {
        TWO_NAMES.contains(&rule)
    }
}

/// Thresholds, costs and rules for one article.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The profile's name.
    pub profile: String,
    /// Sorted by id, those switched off included.
    pub rules: Vec<Rule>,
    /// One for each of [`Criterion::ALL`].
    pub criteria: BTreeMap<Criterion, CriterionPolicy>,
    pub desk: Desk,
    /// Whether an open error fails its gate.
    pub block_on_error: bool,
    /// Whether a criterion below its minimum fails its gate.
    pub block_below_minimum: bool,
    pub not_scored: NotScored,
    /// The language to read every article in, where it is not to be detected.
    pub language: Option<String>,
    /// Where the pages of the newsroom's sites hold their parts.
    pub sites: Sites,
    /// Where the full texts of the article's sources lie.
    pub source_files: SourceFiles,
    /// Those of `pressgate.toml` that apply to the article's path.
    pub waivers: Vec<Waiver>,
    /// The shipped registry of outlets with the newsroom's own on top; `None`: the shipped one.
    pub outlets: Option<Arc<Outlets>>,
    /// `sha256:` and the hash of every effective value, list and registry.
    pub ruleset: String,
}

impl Policy {
    /// The registry of outlets to read articles with.
    pub fn outlets(&self) -> &Outlets {
        self.outlets.as_deref().unwrap_or_else(|| Outlets::shipped())
    }
}
