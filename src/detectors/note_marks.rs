//! `marker_target.unused` and `marker_target.numbering`: do notes and numbers agree with the marks in the text?
//!
//! * `marker_target.unused`: a footnote that no mark on the page points to, one hit each. Facts: `label`.
//! * `marker_target.numbering`: the numbers of a source list and of the marks that point into it. One hit for each kind of
//!   fault, at its first place: a number left out or given twice in the list, a number first used before a lower one
//!   (lists in alphabetical order are exempt: there the list decides the number). Markdown counts its lists anew, so that
//!   there the list is looked at only where marks point into it. The order is asked where every number is used. Facts: `number`, `after` (the number before it), `fault`
//!   (terms `gap`, `repeat`, `order`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Detect, Evidence, Fact, Hit, Outcome};
use crate::analysis::{Place, plain_label};
use crate::article::{Article, Entry, Format, Marker, Part, Style, Target};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Span, fold};

/// The largest number that counts as one of a list: larger ones are years and page numbers.
const LARGEST: usize = 999;

#[derive(Debug)]
struct Unused;

/// Builds `marker_target.unused`, which takes no parameters.
pub fn unused(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Unused)
}

impl Detect for Unused {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let noted = article.footnotes.iter().map(|f| (f.label.as_str(), f.block, f.span, None));
        let sources = article.entries.iter().filter(|e| !e.listed);
        let sources = sources.filter_map(|e| Some((e.label.as_deref()?, e.block, e.span, Some(e.range.clone()))));
        let mut notes: Vec<_> = noted.chain(sources).collect();
        if notes.is_empty() {
            return Outcome::not_applicable("no footnotes");
        }
        notes.sort_by_key(|(_, block, span, _)| (*block, *span));
        let used: BTreeSet<String> = article.markers.iter().filter_map(label_of).map(plain_label).collect();
        // In a web page notes and marks are told by ids of the site's own making; where none of them meet, they are not read.
        let met = notes.iter().any(|(label, ..)| used.contains(&plain_label(label)));
        if !met && article.format == Format::Html {
            return Outcome::not_applicable("no mark that points to a footnote");
        }
        let mut told = BTreeSet::new();
        let unused = notes.into_iter().filter(|(label, ..)| {
            let label = plain_label(label);
            !used.contains(&label) && told.insert(label)
        });
        let hits = unused.map(|(label, block, span, range)| {
            let whole = 0..article.blocks.get(block).map_or(0, |b| b.words().len());
            let place = Place::new(block, range.unwrap_or(whole));
            Hit::new(Evidence { place, span: Some(span) }).text("label", label)
        });
        Outcome::hits(hits.collect())
    }
}

/// The label that a marker asks for, be it as a link to a place on the page.
fn label_of(marker: &Marker) -> Option<&str> {
    match &marker.target {
        Target::Label(label) => Some(label),
        Target::Url(url) => url.strip_prefix('#'),
        _ => None,
    }
}

#[derive(Debug)]
struct Numbering;

/// Builds `marker_target.numbering`, which takes no parameters.
pub fn numbering(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Numbering)
}

impl Detect for Numbering {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let list: Vec<(usize, &Entry)> = numbered(article);
        let marks: Vec<(usize, &Marker)> = marks(article);
        if list.len() < 2 || article.format == Format::Markdown && marks.is_empty() {
            return Outcome::not_applicable("no numbered source list");
        }
        // In a web page a number may come from an id that readers do not see.
        let shown = |e: &Entry| {
            article.blocks.get(e.block).is_some_and(|b| b.words().starts_with(|c: char| c.is_ascii_digit()))
        };
        let visible = article.format != Format::Html || list.iter().all(|(_, e)| shown(e));
        let mut hits: Vec<Hit> = in_list(&list).filter(|_| visible).into_iter().collect();
        if !alphabetical(&list) {
            hits.extend(out_of_order(&list, &marks));
        }
        Outcome::hits(hits)
    }
}

/// The entries of the source list that have a number, in their order.
fn numbered(article: &Article) -> Vec<(usize, &Entry)> {
    let listed = article.entries.iter().filter(|e| e.listed);
    listed.filter_map(|e| Some((number(e.label.as_deref()?)?, e))).collect()
}

/// The marks of the text that point to a number, in reading order.
fn marks(article: &Article) -> Vec<(usize, &Marker)> {
    let in_text = |m: &&Marker| {
        m.style == Style::Numbered
            && article.blocks.get(m.block).is_some_and(|b| matches!(b.part, Part::Title | Part::Dek | Part::Body))
    };
    let marks = article.markers.iter().filter(in_text);
    marks.filter_map(|m| Some((number(label_of(m)?)?, m))).collect()
}

fn number(label: &str) -> Option<usize> {
    plain_label(label).parse().ok().filter(|n| (1..=LARGEST).contains(n))
}

/// The first number of each list that does not follow the one before it. A list under another heading counts anew.
fn in_list(list: &[(usize, &Entry)]) -> Option<Hit> {
    list.windows(2).find_map(|pair| {
        let [(before, _), (now, entry)] = pair else { return None };
        let same_list = pair.iter().all(|(_, e)| e.list == entry.list);
        if !same_list || *now == before + 1 {
            return None;
        }
        let fault = if now <= before { "repeat" } else { "gap" };
        let place = Place::new(entry.block, entry.range.clone());
        Some(hit(*now, *before, place, entry.span, fault))
    })
}

/// The first mark whose number is used before a lower one of the list.
fn out_of_order(list: &[(usize, &Entry)], marks: &[(usize, &Marker)]) -> Option<Hit> {
    let known: BTreeSet<usize> = list.iter().map(|(n, _)| *n).collect();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, (n, _)) in marks.iter().enumerate().filter(|(_, (n, _))| known.contains(n)) {
        first.entry(*n).or_insert(at);
    }
    // A number that is not seen used may stand in a range of numbers that is not read.
    if first.len() < known.len() {
        return None;
    }
    // The place of first use must rise with the number.
    let uses: Vec<(usize, usize)> = first.into_iter().collect();
    let (lower, higher) = uses.windows(2).find_map(|pair| match pair {
        [(n, at), (m, then)] if then < at => Some((*n, (*m, *then))),
        _ => None,
    })?;
    let (n, at) = higher;
    let (_, marker) = marks.get(at)?;
    Some(hit(n, lower, Place::new(marker.block, marker.range.clone()), marker.span, "order"))
}

fn hit(number: usize, after: usize, place: Place, span: Span, fault: &'static str) -> Hit {
    let hit = Hit::new(Evidence { place, span: Some(span) });
    hit.count("number", number).count("after", after).fact("fault", Fact::Terms(vec![fault]))
}

/// Whether a list is sorted by its words.
fn alphabetical(list: &[(usize, &Entry)]) -> bool {
    let words: Vec<_> = list.iter().map(|(_, e)| fold(e.words.trim_start_matches(['"', '“', '„', '*', '_']))).collect();
    words.len() > 2 && words.iter().all(|w| !w.is_empty()) && words.is_sorted()
}
