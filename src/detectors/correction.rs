//! `correction.form` and `correction.silent`: does the page say what was mended in it?
//!
//! * `correction.form`: a block that opens with one of `labels` ("Correction:", "Korrektur vom 3. März:") and does not
//!   say what was wrong (a phrase of `wrong`), what is right (a phrase of `right`, or a sentence of its own beside the
//!   one that tells the fault) or on which day it was mended. A day in the note counts, and so does a time of update that
//!   the page gives. A label alone in its block speaks for the block after it. Facts: `missing` (terms `wrong`, `right`,
//!   `day`).
//! * `correction.silent`: the page was updated more than `hours` after it was published, and no block has a phrase of
//!   `notes`, which say that something was changed. Where one of the two is a bare day, whole days are compared, so that
//!   only a certain distance counts. Facts: `updated`, `published`.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use super::scope::page_place;
use super::{Context, Detect, Evidence, Fact, Hit, Outcome};
use crate::analysis::Place;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Form {
    labels: Vec<String>,
    wrong: Vec<String>,
    right: Vec<String>,
}

fn lowered(fields: &mut Fields<'_>, name: &'static str) -> Vec<String> {
    fields.texts(name).into_iter().map(str::to_lowercase).collect()
}

/// Builds `correction.form` with its parameters `labels`, `wrong` and `right`.
pub fn form(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let labels = lowered(&mut fields, "labels");
    let wrong = lowered(&mut fields, "wrong");
    let right = lowered(&mut fields, "right");
    fields.finish();
    Box::new(Form { labels, wrong, right })
}

/// Whether a phrase stands in a text as whole words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn has_one(text: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| has_phrase(text, phrase))
}

/// So many characters may stand between a label and its colon: a day, not a sentence.
const LABEL_TAIL: usize = 40;

impl Form {
    /// What a block says behind the label that it opens with; empty for a label alone.
    fn note<'t>(&self, words: &'t str) -> Option<&'t str> {
        let open = words.trim_start_matches([' ', '*', '_', '[', '(']);
        let rest = self.labels.iter().find_map(|label| open.strip_prefix(label.as_str()))?;
        if rest.trim_matches([' ', '*', '_', ':']).is_empty() {
            return Some("");
        }
        let (tail, said) = rest.split_once([':', '—', '–'])?;
        let is_day = tail.trim().is_empty() || tail.chars().any(|c| c.is_ascii_digit());
        (is_day && tail.chars().count() <= LABEL_TAIL).then_some(said)
    }

    fn missing(&self, cx: &Context<'_>, note: &str, blocks: std::ops::RangeInclusive<usize>) -> Vec<&'static str> {
        let analysis = cx.analysis;
        let is_plain = |text: &str| !has_one(&text.to_lowercase(), &self.wrong);
        let sentences = analysis.sentences.iter().filter(|s| blocks.contains(&s.place.block));
        let (count, plain) = sentences.fold((0_usize, 0_usize), |(count, plain), sentence| {
            (count + 1, plain + usize::from(is_plain(analysis.text(sentence.place))))
        });
        let mut missing = Vec::new();
        if !has_one(note, &self.wrong) {
            missing.push("wrong");
        }
        if !has_one(note, &self.right) && (count < 2 || plain == 0) {
            missing.push("right");
        }
        let is_dated =
            analysis.article.updated.is_some() || analysis.dates.iter().any(|date| blocks.contains(&date.place.block));
        if !is_dated {
            missing.push("day");
        }
        missing
    }
}

impl Detect for Form {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let blocks = &cx.analysis.article.blocks;
        let (mut hits, mut notes) = (Vec::new(), 0);
        for (i, block) in blocks.iter().enumerate() {
            let words = block.words().to_lowercase();
            let Some(said) = self.note(&words) else { continue };
            let next = blocks.get(i + 1).filter(|_| said.is_empty()).map(|b| b.words().to_lowercase());
            let last = i + usize::from(next.is_some());
            let said = next.as_deref().unwrap_or(said);
            if said.is_empty() {
                continue;
            }
            notes += 1;
            let missing = self.missing(cx, said, i..=last);
            if !missing.is_empty() {
                let hit = Hit::new(Place::new(i, 0..block.words().len()));
                hits.push(hit.fact("missing", Fact::Terms(missing)));
            }
        }
        if notes == 0 {
            return Outcome::not_applicable("no correction note");
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Silent {
    hours: i64,
    notes: Vec<String>,
}

/// Builds `correction.silent` with its parameters `hours` and `notes`.
pub fn silent(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let hours = fields.integer("hours", 1..=8_760, 24);
    let notes = lowered(&mut fields, "notes");
    fields.finish();
    Box::new(Silent { hours, notes })
}

/// Whether the second time is more than so many hours after the first, under every reading of both. `None`: one of them
/// cannot be read.
fn is_later(first: &str, second: &str, hours: i64) -> Option<bool> {
    if let (Ok(a), Ok(b)) = (first.parse::<Timestamp>(), second.parse::<Timestamp>()) {
        return Some(b.as_second().saturating_sub(a.as_second()) > hours * 3600);
    }
    let times = (first.parse::<DateTime>().ok(), second.parse::<DateTime>().ok());
    if let (true, true, (Some(a), Some(b))) = (first.contains('T'), second.contains('T'), times) {
        return Some(a.checked_add(hours.hours()).is_ok_and(|limit| b > limit));
    }
    let day = |text: &str| text.get(..10)?.parse::<Date>().ok();
    let limit = day(first)?.checked_add((hours / 24 + 1).days()).ok()?;
    Some(day(second)? > limit)
}

impl Detect for Silent {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let (Some(published), Some(updated)) = (&article.published, &article.updated) else {
            return Outcome::not_applicable("no time of update beside the time of publication");
        };
        let values = published.value.as_deref().zip(updated.value.as_deref());
        let Some(later) = values.and_then(|(first, second)| is_later(first, second, self.hours)) else {
            return Outcome::not_applicable("no time of update beside the time of publication");
        };
        let is_told = || article.blocks.iter().any(|block| has_one(&block.words().to_lowercase(), &self.notes));
        if !later || is_told() {
            return Outcome::hits(Vec::new());
        }
        let at = Evidence { place: page_place(cx.analysis).place, span: updated.span };
        let hit = Hit::new(at).text("updated", updated.text.as_str()).text("published", published.text.as_str());
        Outcome::hits(vec![hit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_only_where_every_reading_is_too_late() {
        assert_eq!(is_later("2026-03-04T10:00+01:00", "2026-03-05T09:00Z", 24), Some(false));
        assert_eq!(is_later("2026-03-04T10:00+01:00", "2026-03-05T09:01Z", 24), Some(true));
        assert_eq!(is_later("2026-03-04T10:00", "2026-03-05T10:01", 24), Some(true));
        assert_eq!(is_later("2026-03-04", "2026-03-05", 24), Some(false));
        assert_eq!(is_later("2026-03-04T23:00", "2026-03-06", 24), Some(true));
        assert_eq!(is_later("soon", "2026-03-06", 24), None);
    }
}
