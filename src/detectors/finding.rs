//! What a detector gives: hits with their evidence, before a rule's severity, cost and words are laid on.

use std::collections::BTreeMap;

use crate::analysis::Place;
use crate::text::Span;

/// Where something stands: a stretch of a block, and its bytes where they are not simply those of the stretch (a
/// citation marker, a card).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub place: Place,
    pub span: Option<Span>,
}

impl From<Place> for Evidence {
    fn from(place: Place) -> Evidence {
        Evidence { place, span: None }
    }
}

/// A further place that belongs to a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub at: Evidence,
    /// Which of the rule's `related` messages says what this place is; empty: the place speaks for itself.
    pub role: &'static str,
}

/// A value for the placeholders of a rule's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A name, words of the article, an address.
    Text(String),
    Count(i64),
    /// A share in thousandths, shown as `38.1 %`.
    PerMille(i64),
    /// Several words or names, joined in the manner of the message's language.
    List(Vec<String>),
    /// A key of the rule's `[terms.<language>]`: words that must be translated (`address`, `headline`).
    Terms(Vec<&'static str>),
}

/// What a hit is about, so that conditions can be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An index of `Analysis::sentences`, and so on.
    Sentence(usize),
    Citation(usize),
    Source(usize),
    Outlet(usize),
    Quotation(usize),
    Voice(usize),
    Figure(usize),
    /// Nothing in particular.
    Page,
}

/// One thing that a detector found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub at: Evidence,
    pub related: Vec<Related>,
    pub facts: BTreeMap<&'static str, Fact>,
    pub subject: Subject,
}

impl Hit {
    /// A hit at a place, about nothing in particular.
    pub fn new(at: impl Into<Evidence>) -> Hit {
        Hit { at: at.into(), related: Vec::new(), facts: BTreeMap::new(), subject: Subject::Page }
    }

    /// The same, about something.
    pub fn about(mut self, subject: Subject) -> Hit {
        self.subject = subject;
        self
    }

    /// The same with a text for a placeholder.
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Hit {
        self.facts.insert(name, Fact::Text(text.into()));
        self
    }

    /// The same with a number for a placeholder.
    pub fn count(mut self, name: &'static str, count: usize) -> Hit {
        self.facts.insert(name, Fact::Count(i64::try_from(count).unwrap_or(i64::MAX)));
        self
    }

    /// The same with any fact for a placeholder.
    pub fn fact(mut self, name: &'static str, fact: Fact) -> Hit {
        self.facts.insert(name, fact);
        self
    }

    /// The same with a further place.
    pub fn related(mut self, at: impl Into<Evidence>, role: &'static str) -> Hit {
        self.related.push(Related { at: at.into(), role });
        self
    }
}

/// A part of a whole, for costs that go by steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub part: usize,
    pub whole: usize,
}

impl Share {
    /// In thousandths, rounded half up; 0 of nothing.
    pub fn per_mille(self) -> i64 {
        if self.whole == 0 {
            return 0;
        }
        i64::try_from((self.part * 2000 + self.whole) / (self.whole * 2)).unwrap_or(i64::MAX)
    }

    /// Whether it is at most `percent`, tested without rounding.
    pub fn is_at_most_percent(self, percent: u32) -> bool {
        self.part as u128 * 100 <= u128::from(percent) * self.whole as u128
    }
}

/// What a detector says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The article has nothing that the rule could be asked of; the reason, in plain words ("no source list").
    /// Nothing is charged and nothing is credited.
    NotApplicable(String),
    /// The hits, in reading order: perhaps none.
    Found {
        hits: Vec<Hit>,
        /// What a cost by steps is reckoned from, where the detector counts a part of a whole.
        share: Option<Share>,
    },
}

impl Outcome {
    /// Hits without a share.
    pub fn hits(hits: Vec<Hit>) -> Outcome {
        Outcome::Found { hits, share: None }
    }

    /// Not applicable, for a reason.
    pub fn not_applicable(reason: impl Into<String>) -> Outcome {
        Outcome::NotApplicable(reason.into())
    }
}
