//! `source_ledger.date`: sources that are newer than the article.
//!
//! The day of a source is that of its address (`/2026/02/13/`, `/2026-02-13-`) or the one that its entry in the source list
//! gives. A source that the text cites and that is more than `days` days newer than the last day on which the article was
//! published or updated is a fault: one hit for each, at its first citation. The page's own house is exempt, whose pages
//! link what appeared later; so is a link that stands alone in its block. Facts: `name`, `date`, `published`, `count` (days
//! between the two).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Context, Detect, Evidence, Hit, Outcome, Subject};
use crate::analysis::{Analysis, DatePrecision, SourceDocument};
use crate::article::Entry;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Age {
    days: i64,
}

/// Builds `source_ledger.date` with its parameter `days`.
pub fn date(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let days = fields.integer("days", 0..=36_500, 0);
    fields.finish();
    Box::new(Age { days })
}

impl Detect for Age {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(published) = a.published else { return Outcome::not_applicable("no date of publication") };
        let updated = a.article.updated.as_ref().and_then(|t| t.value.as_deref()).and_then(|v| day(v.get(..10)?));
        let reference = updated.map_or(published, |updated| updated.max(published));
        let own = cx.own_outlet();
        let mut cited: Vec<Option<usize>> = vec![None; a.sources.len()];
        for (i, citation) in a.citations.iter().enumerate() {
            let whole = a.article.blocks.get(citation.place.block).map_or(0, |b| b.words().len());
            let alone = !citation.place.range().is_empty() && citation.place.range() == (0..whole);
            if let Some(first) = citation.source.and_then(|s| cited.get_mut(s)).filter(|_| !alone) {
                first.get_or_insert(i);
            }
        }
        let days_by_block = days_by_block(a);
        let mut asked = false;
        let mut hits = Vec::new();
        for (i, source) in a.sources.iter().enumerate() {
            if own.is_some() && source.outlet == own {
                continue;
            }
            let Some(date) = date_of(a, source, &days_by_block) else { continue };
            asked = true;
            let days = days_between(reference, date);
            if days <= self.days {
                continue;
            }
            let Some(citation) = cited.get(i).copied().flatten().and_then(|c| a.citations.get(c)) else { continue };
            let at = Evidence { place: citation.place, span: Some(citation.span) };
            let hit = Hit::new(at)
                .about(Subject::Source(i))
                .text("name", source.name.as_str())
                .text("date", date.to_string())
                .text("published", reference.to_string());
            hits.push(hit.count("count", usize::try_from(days).unwrap_or(0)));
        }
        hits.sort_by_key(|h| (h.at.place, h.at.span));
        if asked { Outcome::hits(hits) } else { Outcome::not_applicable("no source has a date") }
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The days that stand in the entries of the source list, by their block.
fn days_by_block(a: &Analysis) -> BTreeMap<usize, Vec<(usize, Date)>> {
    let mut days: BTreeMap<usize, Vec<(usize, Date)>> = BTreeMap::new();
    for mention in a.dates.iter().filter(|d| d.precision == DatePrecision::Day && d.sentence.is_none()) {
        if let Some(day) = mention.earliest {
            days.entry(mention.place.block).or_default().push((mention.place.start, day));
        }
    }
    days
}

/// The day of a source: by its address, else the last one that an entry gives.
fn date_of(a: &Analysis, source: &SourceDocument, days: &BTreeMap<usize, Vec<(usize, Date)>>) -> Option<Date> {
    source.url.as_deref().and_then(in_address).or_else(|| {
        let entries = source.entries.iter().filter_map(|e| a.article.entries.get(*e));
        let own = |entry: &Entry| {
            let days = days.get(&entry.block).map(Vec::as_slice).unwrap_or_default();
            days.iter().filter(|(at, _)| entry.range.contains(at)).map(|(_, day)| *day).max()
        };
        entries.filter_map(own).max()
    })
}

/// The day that the path of an address gives: three parts in a row (`2026/02/13`) or one that begins with a day
/// (`2026-02-13-dyke`).
fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let joined = parts.windows(3).find_map(|p| match p {
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => day(&format!("{y}-{m}-{d}")),
        _ => None,
    });
    joined.or_else(|| {
        parts.iter().find_map(|part| {
            let ends = part.get(10..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            day(part.get(..10)?).filter(|_| ends)
        })
    })
}

/// A day of this century or the end of the last one, as ISO 8601 writes it.
fn day(text: &str) -> Option<Date> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.parse().ok().filter(|d: &Date| shaped && (1990..=2100).contains(&d.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_an_address_stands_in_its_path() {
        let of = |url| in_address(url).map(|d| d.to_string());
        assert_eq!(of("https://tribune.example/2026/02/13/dyke").as_deref(), Some("2026-02-13"));
        assert_eq!(of("https://tribune.example/news/2026-02-13-dyke?x=2020/01/01").as_deref(), Some("2026-02-13"));
        assert_eq!(of("https://tribune.example/2026/02/dyke"), None);
        assert_eq!(of("https://tribune.example/2026/13/40/dyke"), None);
        assert_eq!(of("https://2026-02-13.example/dyke"), None);
    }
}
