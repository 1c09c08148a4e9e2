//! The article's own apparatus on a page: source list, footnotes, transparency box, editorial reviews.
//!
//! It is found by the label above it, by the class of the element that holds it, and by the ids that footnote markers
//! point to.

use super::blocks::Found;
use super::citations::{is_named_note, is_note_id, label_of};
use super::content::Weights;
use super::dom::Dom;
use super::names::Say;
use crate::article::labels::{self, Opens};
use crate::article::{Article, BlockKind, Entry, Footnote, Part, Style, Target, entry};
use crate::text::Span;

/// A paragraph of this many bytes under the label of other articles is none of their teasers.
const TEXT_AGAIN: usize = 250;

/// What a block belongs to in the apparatus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub part: Part,
    /// The label above it, as it is written; empty where mark-up alone says it.
    pub list: String,
    /// Whether the block is the label itself.
    pub label: bool,
    /// Whether the label says that AI was at work.
    pub ai: bool,
}

/// Finds the apparatus. `aside` tells which blocks stand in navigation and the like; `first` is the first block of the
/// text: nothing before it is apparatus.
pub(super) fn find(dom: &Dom<'_>, found: &[Found], weights: &Weights, first: usize) -> Vec<Option<Place>> {
    let aside = |i: usize| found.get(i).is_some_and(|f: &Found| weights.is_aside(f.element));
    let mut places: Vec<Option<Place>> = Vec::with_capacity(found.len());
    let mut open: Option<(Opens, String, u8, usize)> = None;
    for (i, f) in found.iter().enumerate() {
        let words = f.block.words();
        let list_item = matches!(f.block.kind, BlockKind::ListItem | BlockKind::TableRow);
        let in_list = list_item && !labels::of_line(words).is_some_and(|l| l.opens == Opens::Elsewhere);
        let label = if i < first || f.linked > 0 || in_list || aside(i) && !in_article(dom, weights, f.element) {
            None
        } else {
            // A box of further links beside the text is navigation.
            labels::of_line(words).filter(|l| !matches!(l.opens, Opens::FurtherReading | Opens::Elsewhere) || !aside(i))
        };
        let heading = f.block.kind == BlockKind::Heading;
        if let Some(label) = label {
            // A label inside a box keeps the box open.
            let inner = label.opens == Opens::TransparencySection || label.opens == Opens::Feedback;
            let scope = scope(dom, f.element);
            let level = if heading { f.block.level } else { 7 };
            open = match open.take() {
                Some((opens, list, level, scope)) if inner && opens.part() == label.opens.part() => {
                    Some((opens, list, level, scope))
                }
                _ => Some((label.opens, words.trim_end_matches(':').to_owned(), level, scope)),
            };
            places.push(Some(Place { part: label.opens.part(), list: String::new(), label: true, ai: label.ai }));
            continue;
        }
        let ends = |(_, _, level, scope): &(Opens, String, u8, usize)| {
            heading && f.block.level <= *level || f.element >= dom.nodes[*scope].end || aside(i) && !aside(i - 1)
        };
        // Behind a list of other articles the text may go on.
        let goes_on = f.block.kind == BlockKind::Paragraph && words.len() >= TEXT_AGAIN && f.linked * 5 < words.len();
        if open.as_ref().is_some_and(|o| ends(o) || o.0 == Opens::Elsewhere && goes_on) {
            open = None;
        }
        let by_label = open.as_ref().and_then(|(opens, list, ..)| {
            let further = *opens == Opens::FurtherReading && !list_item;
            (!further).then(|| Place { part: opens.part(), list: list.clone(), label: false, ai: false })
        });
        places.push(by_label.or_else(|| by_markup(dom, weights, f, i >= first)));
    }
    places
}

/// Whether an element stands in one that mark-up says is the article.
fn in_article(dom: &Dom<'_>, weights: &Weights, element: usize) -> bool {
    dom.ancestors(element).any(|a| matches!(weights.says(a), Say::Body(2..) | Say::Apparatus(_)))
}

/// How far a label reaches: to the end of the element that holds more than the label.
fn scope(dom: &Dom<'_>, element: usize) -> usize {
    let end = dom.nodes[element].end;
    dom.ancestors(element).find(|a| dom.nodes[*a].end > end).unwrap_or(0)
}

/// The part that ids and classes around a block say.
fn by_markup(dom: &Dom<'_>, weights: &Weights, f: &Found, behind: bool) -> Option<Place> {
    let around = std::iter::once(f.element).chain(dom.ancestors(f.element).take(4));
    // A box of its own inside the part, such as related links, is none of it.
    let around = around.take_while(|at| !matches!(weights.says(*at), Say::Aside | Say::Named | Say::Comments));
    let part = around.into_iter().find_map(|at| {
        let counted = |id: &str| is_note_id(id) && id.ends_with(|c: char| c.is_ascii_digit());
        let note = dom.attr(at, "id").is_some_and(|id| counted(id) || is_named_note(id));
        if note && matches!(dom.name(at), "li" | "p" | "div" | "dd" | "aside") {
            return Some(Part::Footnote);
        }
        match weights.says(at) {
            Say::Apparatus(part) if behind => Some(part),
            _ => None,
        }
    })?;
    Some(Place { part, list: String::new(), label: false, ai: false })
}

/// Adds the entries and footnotes of the blocks to the article, whose blocks are those of `found`.
pub(super) fn entries(dom: &Dom<'_>, elements: &[usize], places: &[Option<Place>], article: &mut Article) {
    let mut markers = article.markers.iter().peekable();
    let mut added = Vec::new();
    let mut ordinals = Ordinals::default();
    for (i, place) in places.iter().enumerate() {
        let mut link = None;
        while let Some(marker) = markers.next_if(|m| m.block <= i) {
            if marker.block == i && link.is_none() && marker.style == Style::Link {
                link = Some(marker);
            }
        }
        let (Some(place), Some(block), Some(element)) = (place, article.blocks.get(i), elements.get(i)) else {
            continue;
        };
        let listed = place.part == Part::SourceList;
        if place.label || block.words().is_empty() || !(listed || place.part == Part::Footnote) {
            continue;
        }
        let item = std::iter::once(*element).chain(dom.ancestors(*element).take(3)).find(|a| dom.name(*a) == "li");
        let id = std::iter::once(*element).chain(dom.ancestors(*element).take(2)).find_map(|a| {
            dom.attr(a, "id").filter(|id| id.ends_with(|c: char| c.is_ascii_digit()) || is_named_note(id))
        });
        let parts = entry::parse(block.words());
        let url = link.and_then(|m| match &m.target {
            Target::Url(url) => Some(url.clone()),
            _ => None,
        });
        let url = url.or(parts.url);
        let label = id.map(label_of).or(parts.label).or_else(|| ordinals.of(dom, item?));
        let mut span = block.text.whole();
        if let Some(link) = link {
            span = Span::new(span.start.min(link.span.start), span.end.max(link.span.end));
        }
        let names_source = url.is_some() || parts.domain.is_some();
        if !listed && let Some(label) = &label {
            article.footnotes.push(Footnote { label: label.clone(), block: i, span });
        }
        if names_source || listed && (item.is_some() || label.is_some() || block.kind == BlockKind::TableRow) {
            added.push(Entry {
                label,
                block: i,
                range: parts.start..block.text.len(),
                span,
                domain: parts.domain.filter(|_| url.is_none()),
                url,
                grade: parts.grade,
                words: parts.words,
                list: place.list.clone(),
                listed,
            });
        }
    }
    article.entries.extend(added);
}

/// The numbers that a browser shows before the items of ordered lists. Items are asked for in their order, so that each
/// list is walked once.
#[derive(Default)]
struct Ordinals {
    list: usize,
    at: usize,
    number: i64,
}

impl Ordinals {
    fn of(&mut self, dom: &Dom<'_>, item: usize) -> Option<String> {
        let list = dom.nodes[item].parent;
        if dom.name(list) != "ol" {
            return None;
        }
        if self.list != list || self.at > item {
            let start = dom.attr(list, "start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
            *self = Ordinals { list, at: list + 1, number: start };
        }
        while self.at < item {
            self.number = self.number.saturating_add(i64::from(dom.name(self.at) == "li"));
            self.at = dom.nodes[self.at].end;
        }
        Some(self.number.to_string())
    }
}
