//! Conditions that a rule can ask of one hit, or of the article.

use super::bounds::Bounds;
use super::cue::{Cue, Text};
use super::measure::Measure;
use super::{Context, Fact, Hit, Share, Subject};
use crate::analysis::{Place, QuotationKind};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// A condition, as `when = { … }` says it.
#[derive(Clone, Debug)]
pub struct Condition {
    position: Option<Position>,
    /// What the hit stands next to.
    beside: Option<Beside>,
    /// A fact of the hit that must count at least 1.
    fact: Option<String>,
    /// The detector's share is over so many percent.
    share_over: Option<u32>,
    /// Words, an expression or a count.
    cue: Option<Cue>,
}

/// Where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// In the first two sentences of the body.
    Lede,
}

/// What a hit may stand next to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// The closing mark of a quotation, but for marks and spaces.
    Quotation,
}

impl Condition {
    /// Reads `when = { position = "lede", share_over = 10 }`, `beside = "quotation"`, `fact` (a count among the hit's
    /// facts that must be at least 1), a measure with its filters, `words` or `pattern`; where
    /// several are given, all must hold. A measure is asked of what the hit is about (its source, its sentence, its
    /// figure), where it counts such things, else of the article; words and patterns of the hit's sentence.
    pub fn read(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Condition {
        let mut fields = Fields::of(node, "key of a condition", faults);
        let position = fields.choice("position", &[("lede", Position::Lede)]);
        let share_over = fields.optional_integer("share_over", 0..=100).and_then(|n| u32::try_from(n).ok());
        let beside = fields.choice("beside", &[("quotation", Beside::Quotation)]);
        let fact = fields.text("fact").map(str::to_owned);
        let cue = if fields.node("measure").is_some() {
            let measure = Measure::take(&mut fields);
            if measure.is_none() {
                return Condition { position, beside, fact, share_over, cue: None };
            }
            let bounds = Bounds::take(&mut fields);
            measure.map(|measure| Cue::Count { measure, bounds, more_than: None })
        } else {
            Text::take(&mut fields, lexicons).map(Cue::Text)
        };
        fields.finish();
        Condition { position, beside, fact, share_over, cue }
    }

    /// Whether it holds for a hit of a detector that reported `share`.
    pub fn holds(&self, cx: &Context<'_>, hit: &Hit, share: Option<Share>) -> bool {
        let position = self.position.is_none_or(|Position::Lede| {
            let sentence = cx.analysis.sentence_at(hit.at.place.block, hit.at.place.start);
            sentence.is_some_and(|i| i < 2)
        });
        let share = self.share_over.is_none_or(|limit| share.is_some_and(|s| !s.is_at_most_percent(limit)));
        let beside = self.beside.is_none_or(|Beside::Quotation| stands_beside_quotation(cx, hit));
        let fact = self.fact.as_ref().is_none_or(|name| matches!(hit.facts.get(name.as_str()), Some(Fact::Count(1..))));
        position && beside && fact && share && self.cue.as_ref().is_none_or(|cue| holds_of(cue, cx, hit))
    }
}

/// Whether a quotation of somebody's words ends where the hit ends, but for marks and spaces.
fn stands_beside_quotation(cx: &Context<'_>, hit: &Hit) -> bool {
    let place = hit.at.place;
    let from = cx.analysis.quotations.partition_point(|q| q.place.block < place.block);
    let quotations = cx.analysis.quotations[from..].iter().take_while(|q| q.place.block == place.block);
    let mut ends = quotations.filter(|q| q.kind == QuotationKind::Speech).map(|q| q.place.end);
    ends.any(|end| {
        let between = Place::new(place.block, end.min(place.end)..place.end);
        end > place.start && cx.analysis.text(between).chars().all(|c| !c.is_alphanumeric())
    })
}

fn holds_of(cue: &Cue, cx: &Context<'_>, hit: &Hit) -> bool {
    let Cue::Count { measure, bounds, .. } = cue else { return cue.holds(cx, &[surroundings(cx, hit)]) };
    let Ok(tally) = measure.tally(cx) else { return false };
    let same_kind = |s: &Subject| std::mem::discriminant(s) == std::mem::discriminant(&hit.subject);
    let of_the_hit = hit.subject != Subject::Page && measure.subject().is_some_and(|s| same_kind(&s));
    let count =
        if of_the_hit { tally.items.iter().filter(|item| item.subject == hit.subject).count() } else { tally.count };
    bounds.holds(cx, count)
}

/// The body sentence in which a hit stands, else its block.
fn surroundings(cx: &Context<'_>, hit: &Hit) -> Place {
    let place = hit.at.place;
    let sentence = cx.analysis.sentence_at(place.block, place.start).and_then(|i| cx.analysis.sentences.get(i));
    let block = cx.analysis.article.blocks.get(place.block);
    sentence.map_or(Place::new(place.block, 0..block.map_or(0, |b| b.words().len())), |s| s.place)
}
