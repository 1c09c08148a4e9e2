//! What a rule can look for. A detector reads the analysis and gives hits; it knows no severities, costs or words of
//! messages.
//!
//! A new detector is one file here and one line in [`DETECTORS`].

mod calendar;
mod claim_backing;
mod condition;
mod disclosure;
mod excerpt_support;
mod figure_ledger;
mod finding;
mod information;
mod marker_target;
mod own_voice;
mod page_health;
mod quotation_frame;
mod repetition;
mod review_ledger;
mod source_identity;
mod source_ledger;
mod structure;
mod title_match;
mod typography;
mod voice_grade;

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Node};

pub use claim_backing::is_citing;
pub use condition::Condition;
pub use finding::{Evidence, Fact, Hit, Outcome, Related, Share, Subject};

/// What a detector may read.
pub struct Context<'a> {
    pub analysis: &'a Analysis,
    pub lexicons: &'a Lexicons,
    /// Facts of the profile and of the article's kind.
    pub desk: &'a Desk,
    /// The day on which the check is made.
    pub as_of: Date,
    /// Rules that could not be asked, and what they lacked: empty but for the rules on page health, which run last.
    pub unmet: &'a [(String, Missing)],
}

/// What a rule lacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    Title,
    Body,
    Published,
    SourceList,
    Transparency,
    CitingPage,
    /// Word lists for the article's language.
    LanguagePack,
}

/// What the newsroom says of the article or of all of them: keys of a profile that several detectors ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Every page is held to cite (`citations = "required"`), not only those that do.
    pub citations_required: bool,
    /// Whether a citation anywhere in its paragraph stands for a claim (`claim_scope = "paragraph"`).
    pub paragraph_scope: bool,
    /// `news`, `analysis`, `opinion`, `interview`, `feature`, `brief`; the article's own label goes before it.
    pub story_type: Option<String>,
    /// Outlets that the story is about: never missed in the source list.
    pub subject_outlets: Vec<String>,
}

/// A detector with its parameters.
pub trait Detect: Send + Sync + std::fmt::Debug {
    /// Looks for what the rule names.
    fn detect(&self, cx: &Context<'_>) -> Outcome;
}

/// A kind of detector.
pub struct Kind {
    /// As rules name it: `lexicon`, `figure_ledger.absent`.
    pub name: &'static str,
    /// What it looks for, in one sentence.
    pub about: &'static str,
    /// Reads the `[parameters]` of a rule (an empty table where there are none); every fault goes to the faults.
    pub build: fn(&Node, &Lexicons, &mut Faults) -> Box<dyn Detect>,
}

/// Every detector, sorted by name.
pub const DETECTORS: &[Kind] = &[];

/// The kind of a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    DETECTORS.iter().find(|kind| kind.name == name)
}
