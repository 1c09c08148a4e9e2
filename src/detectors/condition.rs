//! Conditions that a rule can ask of one hit, or of the article.

use super::{Context, Hit, Share};
use crate::settings::{Faults, Fields, Node};

/// A condition, as `when = { … }` says it.
#[derive(Clone, Debug)]
pub struct Condition {
    position: Option<Position>,
    /// The detector's share is over so many percent.
    share_over: Option<u32>,
}

/// Where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// In the first two sentences of the body.
    Lede,
}

impl Condition {
    /// Reads `when = { position = "lede", share_over = 10 }`; where several keys are given, all must hold.
    pub fn read(node: &Node, faults: &mut Faults) -> Condition {
        let mut fields = Fields::of(node, "condition", faults);
        let position = fields.choice("position", &[("lede", Position::Lede)]);
        let share_over = fields.optional_integer("share_over", 0..=100).and_then(|n| u32::try_from(n).ok());
        fields.finish();
        Condition { position, share_over }
    }

    /// Whether it holds for a hit of a detector that reported `share`.
    pub fn holds(&self, cx: &Context<'_>, hit: &Hit, share: Option<Share>) -> bool {
        let position = self.position.is_none_or(|Position::Lede| {
            let sentence = cx.analysis.sentence_at(hit.at.place.block, hit.at.place.start);
            sentence.is_some_and(|i| i < 2)
        });
        position && self.share_over.is_none_or(|limit| share.is_some_and(|s| !s.is_at_most_percent(limit)))
    }
}
