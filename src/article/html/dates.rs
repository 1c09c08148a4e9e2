//! Dates of publication and of the last change: what the head says, with the words that show it where a reader can see them.

use std::ops::Range;

use super::blocks::{self, Found};
use super::content::Weights;
use super::dom::Dom;
use super::json_ld::{Facts, Said};
use super::metadata::{self, Meta};
use crate::article::byline::WORDS;
use crate::article::furniture::LISTS;
use crate::article::{BlockKind, Part, Timestamp, news_date};
use crate::text::Span;

/// A line with a date among the names and buttons at the head has no more bytes than this; within the text, one that is no
/// more than a date; outside of it, one that is little more.
const LINE: usize = 150;
const DATE_ALONE: usize = 60;
const LITTLE_MORE: usize = 100;
/// A date that opens the first paragraph stands in this many bytes.
const DATELINE: usize = 24;

/// Where on a page dates are looked for.
pub(super) struct Page<'p, 'd> {
    pub dom: &'p Dom<'d>,
    pub found: &'p [Found],
    /// For each block, whether it belongs to the article proper.
    pub body: &'p [bool],
    pub weights: &'p Weights,
    pub meta: &'p Meta,
    pub facts: &'p Facts,
    /// The blocks around title and first text.
    pub head: Range<usize>,
}

/// The dates of a page.
pub(super) struct Dates {
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    /// The blocks that only show a date.
    pub lines: Vec<usize>,
}

/// Finds the dates.
pub(super) fn dates(page: &Page<'_, '_>) -> Dates {
    let stamp =
        |said: &Said| Timestamp { text: said.text.clone(), value: news_date::parse(&said.text), span: said.span };
    let mut published = metadata::published(page.meta, page.facts).map(stamp).or_else(|| page.time());
    let mut updated = metadata::updated(page.meta, page.facts).map(stamp);
    let mut lines = Vec::new();
    for i in page.head.clone() {
        let Some(f) = page.found.get(i) else { break };
        let words = f.block.words();
        if words.len() > LINE || f.block.part != Part::Boilerplate || LISTS.lines.is_print_mark(words) {
            continue;
        }
        let Some(value) = news_date::parse(words) else { continue };
        let seen = Timestamp { text: words.to_owned(), value: Some(value.clone()), span: Some(f.block.text.whole()) };
        let slot = if starts_with_one_of(words, &WORDS.updates) { &mut updated } else { &mut published };
        match slot {
            // The head often knows more than is shown: the time, the zone.
            Some(known) if day(known) == day(&seen) => {
                let value = known.value.take().filter(|k| k.len() >= value.len()).or(Some(value));
                *known = Timestamp { value, ..seen };
            }
            Some(known) if is_another_zone(known, &seen) => *known = seen,
            Some(_) => {}
            None => *slot = Some(seen),
        }
        if words.len() <= 80 || !page.body.get(i).copied().unwrap_or_default() {
            lines.push(i);
        }
    }
    let published = published.or_else(|| page.shown()).or_else(|| page.dateline()).or_else(|| page.address());
    Dates { published, updated, lines }
}

fn day(time: &Timestamp) -> Option<jiff::civil::Date> {
    time.value.as_deref()?.get(..10)?.parse().ok()
}

/// Whether a time in universal time and a day that is shown may be the same day in the zone of the page.
fn is_another_zone(known: &Timestamp, seen: &Timestamp) -> bool {
    let value = known.value.as_deref().unwrap_or_default();
    let hour: u32 = value.get(11..13).and_then(|h| h.parse().ok()).unwrap_or(12);
    let (Some(told), Some(shown)) = (day(known), day(seen)) else { return false };
    (value.ends_with('Z') || value.ends_with("+00:00"))
        && (hour >= 21 && told.tomorrow().is_ok_and(|next| next == shown)
            || hour < 10 && shown.tomorrow().is_ok_and(|next| next == told))
}

/// Whether words start with one of a list, in either letter case.
fn starts_with_one_of(words: &str, list: &[String]) -> bool {
    let head: String = words.chars().take(40).collect::<String>().to_lowercase();
    list.iter().any(|known| head.starts_with(known.as_str()))
}

impl Page<'_, '_> {
    /// The first date that an element `time` gives.
    fn time(&self) -> Option<Timestamp> {
        let is_time =
            |at: &usize| self.dom.name(*at) == "time" || self.dom.attr(*at, "itemprop") == Some("datePublished");
        let times = (0..self.dom.nodes.len()).filter(is_time);
        times.filter(|at| !self.weights.is_foreign(self.dom, *at)).find_map(|at| {
            let shown = blocks::text_of(self.dom, at);
            let machine = self.dom.attr(at, "datetime").or(self.dom.attr(at, "content")).and_then(news_date::parse);
            let value = machine.or_else(|| news_date::parse(shown.as_str()))?;
            let span = (!shown.is_empty()).then(|| shown.whole());
            Some(Timestamp { text: shown.as_str().to_owned(), value: Some(value), span })
        })
    }

    /// The first short line of the page, outside of navigation, that is little more than a date.
    fn shown(&self) -> Option<Timestamp> {
        let short = |f: &Found, body: bool| {
            let words = f.block.words();
            words.len() <= DATE_ALONE
                || words.len() <= LITTLE_MORE && (!body || starts_with_one_of(words, &WORDS.dated))
        };
        let lines = self.found.iter().zip(self.body).filter(|(f, body)| short(f, **body)).map(|(f, _)| f);
        let lines = lines.filter(|f| !LISTS.lines.is_print_mark(f.block.words()));
        lines.filter(|f| f.block.part == Part::Boilerplate && !self.weights.is_foreign(self.dom, f.element)).find_map(
            |f| {
                let value = news_date::parse(f.block.words())?;
                let text = f.block.words().to_owned();
                Some(Timestamp { text, value: Some(value), span: Some(f.block.text.whole()) })
            },
        )
    }

    /// A date that opens the first paragraph: `12.2.2026 - The council …`.
    fn dateline(&self) -> Option<Timestamp> {
        let mut text =
            self.found.iter().zip(self.body).filter(|(f, body)| **body && f.block.kind == BlockKind::Paragraph);
        let block = &text.next()?.0.block;
        let words = block.words();
        let end = words.find([' ', '\u{a0}']).filter(|end| *end <= DATELINE)?;
        let behind = words[end..].trim_start();
        let value = news_date::parse(&words[..end]).filter(|_| behind.starts_with(['-', '–', '—', '|', ':']))?;
        let span: Span = block.text.span(0..end);
        Some(Timestamp { text: words[..end].to_owned(), value: Some(value), span: Some(span) })
    }

    /// The day in the page's own address: `/2026/02/12/`.
    fn address(&self) -> Option<Timestamp> {
        let address = self.meta.canonical.as_deref().or(self.meta.first(&["og:url"]).map(|s| s.text.as_str()))?;
        let (_, path) = address.split_once("://")?.1.split_once('/')?;
        let value = news_date::parse(path).filter(|v| v.len() == 10)?;
        Some(Timestamp { text: value.clone(), value: Some(value), span: None })
    }
}
