//! Which blocks of a page are kept as the article, and why.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::blocks::Found;
use super::content::Weights;
use super::dom::Dom;
use super::names::Say;
use crate::article::furniture::LISTS;
use crate::article::{BlockKind, labels, news_date};

/// Why a block is kept or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It stands in the element that holds the article.
    Text,
    /// Running text between the title and that element.
    Lead,
    /// It stands outside of that element.
    Outside,
    /// The element around it says that it is something else.
    Aside(usize),
    /// Most of it is links.
    Links,
    /// A linked heading with little text: it leads to another article.
    Teaser,
    /// A line that leads to another article.
    LeadsOn,
    /// It offers a newsletter, a subscription, an account.
    Offer,
    /// It stands before the first running text.
    Before,
    /// It stands behind the last running text.
    After,
    /// A heading without a text.
    Bare,
    /// A time of day alone: when a part of a live blog was written.
    Time,
    /// It says when the page was printed.
    Printed,
    /// It stands in the next article of the page.
    Next,
    /// The site's own selectors name its place as the text, name another place, or leave it out.
    Named,
    NotNamed,
    Dropped,
}

impl Why {
    /// Whether the block is kept.
    pub(super) fn kept(self) -> bool {
        matches!(self, Why::Text | Why::Lead | Why::Named)
    }

    /// A sentence for people.
    pub(super) fn sentence(self, dom: &Dom<'_>) -> Cow<'static, str> {
        let fixed = match self {
            Why::Text => "It stands in the element that holds the article.",
            Why::Lead => "It is running text between the title and the element that holds the article.",
            Why::Outside => "It stands outside of the element that holds the article.",
            Why::Aside(element) => {
                return format!("It stands in {}, which is something else.", tag(dom, element)).into();
            }
            Why::Links => "Most of it is links.",
            Why::Teaser => "It is or stands beside a linked heading with little text: it leads to another article.",
            Why::LeadsOn => "It leads to another article.",
            Why::Offer => "It is part of an offer to the reader.",
            Why::Before => "It stands before the first running text.",
            Why::After => "It stands behind the last running text.",
            Why::Time => "It is a time of day alone.",
            Why::Printed => "It says when or from where the page was printed.",
            Why::Bare => "It is a heading without a text.",
            Why::Next => "It stands in the next article of the page.",
            Why::Named => "It stands where the settings say the text is.",
            Why::NotNamed => "It stands outside of where the settings say the text is.",
            Why::Dropped => "The settings leave it out.",
        };
        Cow::Borrowed(fixed)
    }
}

/// The start tag of an element with what names it.
fn tag(dom: &Dom<'_>, element: usize) -> String {
    let mut out = format!("<{}", dom.name(element));
    for name in ["id", "class", "role"] {
        if let Some(value) = dom.attr(element, name) {
            let short: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
            out.push_str(&format!(" {name}=\"{short}\""));
        }
    }
    out + ">"
}

/// A box beside the text has no more unlinked text than this (bytes).
const BOX: usize = 400;
/// A box with an offer has no more text than this (bytes), and no block longer than [`LINE`].
const OFFER_BOX: usize = 1600;
const LINE: usize = 320;
/// A box has no more blocks than this.
const MANY: usize = 30;
/// Teasers that hold more than this share (percent) of the article's text are its text: a list of things with their names
/// linked.
const THE_ARTICLE_ITSELF: usize = 35;
/// What stands before the next article has at least this much running text (bytes).
const AN_ARTICLE: usize = 400;
/// A lead is no further than this many blocks before the text, and its paragraphs have at least this many bytes.
const LEAD_BLOCKS: usize = 40;
const LEAD: usize = 40;

/// Tells for each block whether it belongs to the article proper. `title` is the block that shows the title.
pub(super) fn keep(dom: &Dom<'_>, found: &[Found], weights: &Weights, title: Option<usize>) -> Vec<Why> {
    let lists = lists(dom, found);
    let first = |(f, list): (&Found, &Option<usize>)| match weights.aside_by(f.element) {
        _ if !weights.in_article(f.element) => Why::Outside,
        Some(element) => Why::Aside(element),
        None if mostly_links(f, *list) => Why::Links,
        None if is_time(f) => Why::Time,
        None if LISTS.lines.is_print_mark(f.block.words()) => Why::Printed,
        None => Why::Text,
    };
    let mut why: Vec<Why> = found.iter().zip(&lists).map(first).collect();
    let page = Page { dom, found, weights };
    page.next_article(&mut why, title);
    page.teasers(&mut why);
    page.offers(&mut why);
    page.trim(&mut why);
    if let Some(title) = title {
        page.lead(&mut why, title);
    }
    why
}

/// Whether a block is a time of day and nothing else: `11:20`, `9.05 Uhr`, `11:20 am`.
fn is_time(found: &Found) -> bool {
    let words = found.block.words();
    let digits = words.find([':', '.']).filter(|at| (1..=2).contains(at));
    let Some((hour, rest)) = digits.and_then(|at| words.split_at_checked(at)) else { return false };
    let minutes = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.get(1 + minutes..).unwrap_or_default().trim().to_ascii_lowercase();
    found.block.kind == BlockKind::Paragraph
        && hour.bytes().all(|b| b.is_ascii_digit())
        && minutes == 2
        && matches!(behind.as_str(), "" | "am" | "pm" | "a.m." | "p.m." | "uhr" | "h" | "gmt" | "bst" | "cet" | "utc")
}

/// For each list item, the share (percent) of its list that is links.
fn lists(dom: &Dom<'_>, found: &[Found]) -> Vec<Option<usize>> {
    let list_of = |f: &Found| {
        (f.block.kind == BlockKind::ListItem)
            .then(|| dom.ancestors(f.element).chain([f.element]).find(|a| matches!(dom.name(*a), "ul" | "ol" | "dl")))
            .flatten()
    };
    let mut sums: HashMap<usize, (usize, usize)> = HashMap::new();
    for f in found {
        if let Some(list) = list_of(f) {
            let sum = sums.entry(list).or_default();
            *sum = (sum.0 + f.linked, sum.1 + f.block.text.len());
        }
    }
    let share = |list| sums.get(&list).map(|(linked, all)| linked * 100 / (*all).max(1));
    found.iter().map(|f| list_of(f).and_then(share)).collect()
}

/// Whether a block is mostly links, or stands in a list that is.
fn mostly_links(found: &Found, list: Option<usize>) -> bool {
    let len = found.block.text.len();
    let links = found.linked * 100 / len.max(1);
    match found.block.kind {
        BlockKind::Heading | BlockKind::Caption => false,
        BlockKind::ListItem => links.min(list.unwrap_or(links)) >= 70 && len <= 200,
        _ => links >= 85,
    }
}

struct Page<'p, 'd> {
    dom: &'p Dom<'d>,
    found: &'p [Found],
    weights: &'p Weights,
}

impl Page<'_, '_> {
    fn words(&self, i: usize) -> &str {
        self.found[i].block.words()
    }

    /// Bytes of a block that are no link.
    fn plain(&self, i: usize) -> usize {
        self.words(i).len().saturating_sub(self.found[i].linked)
    }

    /// The blocks in an element, as far as they stand around block `i`.
    fn blocks_in(&self, element: usize, i: usize) -> Range<usize> {
        let nodes = element..self.dom.nodes[element].end;
        let inside = |j: usize| nodes.contains(&self.found[j].element);
        let mut range = i..i + 1;
        while range.len() <= MANY && range.start > 0 && inside(range.start - 1) {
            range.start -= 1;
        }
        while range.len() <= MANY && range.end < self.found.len() && inside(range.end) {
            range.end += 1;
        }
        range
    }

    /// The elements around a block inside the article's element, from the inside out, each with its blocks; those with
    /// one block left out.
    fn boxes(&self, i: usize) -> impl Iterator<Item = Range<usize>> {
        let article = self.weights.article();
        let element = self.found[i].element;
        let around = std::iter::once(element).chain(self.dom.ancestors(element));
        around
            .take_while(move |e| *e > article.start)
            .map(move |e| self.blocks_in(e, i))
            .filter(|blocks| blocks.len() > 1)
            .take_while(|blocks| blocks.len() <= MANY)
    }

    /// Where a headline stands at the head of an element `article` that begins behind the first running text, another
    /// article begins.
    fn next_article(&self, why: &mut [Why], title: Option<usize>) {
        let Some(title) = title else { return };
        let text = |i: &usize| why[*i] == Why::Text && self.weights.running(*i) > 0;
        let Some(first) = (title..why.len()).find(text) else { return };
        let begins = |i: &usize| {
            let f = &self.found[*i];
            let article = || self.dom.ancestors(f.element).find(|a| self.dom.name(*a) == "article");
            f.block.kind == BlockKind::Heading
                && f.block.level == 1
                && why[*i] == Why::Text
                && self.words(*i) != self.words(title)
                && article().is_some_and(|a| a > self.found[first].element)
        };
        let Some(next) = (first..why.len()).find(begins) else { return };
        let before: usize = (first..next).filter(text).map(|i| self.weights.running(i)).sum();
        if before >= AN_ARTICLE {
            why[next..].iter_mut().filter(|w| **w == Why::Text).for_each(|w| *w = Why::Next);
        }
    }

    /// Linked headings with little text beside them, and lines that lead to another article.
    fn teasers(&self, why: &mut [Why]) {
        let mut dropped: Vec<(Range<usize>, Why)> = Vec::new();
        for (i, f) in self.found.iter().enumerate() {
            if why.get(i) != Some(&Why::Text) {
                continue;
            }
            let linked = f.linked * 100 >= self.words(i).len() * 85;
            if f.block.kind == BlockKind::Heading && linked {
                match self.small_box(i) {
                    Some(blocks) => dropped.push((blocks, Why::Teaser)),
                    None if self.weights.running(i + 1) == 0 => dropped.push((i..i + 1, Why::Teaser)),
                    None => {}
                }
            } else if LISTS.lines.leads_on(self.words(i)) {
                let alone = self.words(i).len() < LEAD && f.linked == 0;
                match self.small_box(i) {
                    Some(blocks) if alone => dropped.push((blocks, Why::LeadsOn)),
                    _ if alone || f.linked * 2 > self.words(i).len() => dropped.push((i..i + 1, Why::LeadsOn)),
                    _ => {}
                }
            }
        }
        let lost: usize = dropped.iter().map(|(blocks, _)| self.running(blocks.clone())).sum();
        if lost * 100 > self.kept(why) * THE_ARTICLE_ITSELF {
            return;
        }
        for (blocks, reason) in dropped {
            why[blocks].iter_mut().filter(|w| **w == Why::Text).for_each(|w| *w = reason);
        }
    }

    /// The innermost box around a block, where it has little unlinked text.
    fn small_box(&self, i: usize) -> Option<Range<usize>> {
        self.boxes(i).next().filter(|blocks| blocks.clone().map(|j| self.plain(j)).sum::<usize>() < BOX)
    }

    /// The running text of blocks (bytes).
    fn running(&self, blocks: Range<usize>) -> usize {
        blocks.map(|j| self.weights.running(j)).sum()
    }

    /// The running text of the blocks that are still kept (bytes).
    fn kept(&self, why: &[Why]) -> usize {
        (0..why.len()).filter(|i| why[*i] == Why::Text).map(|i| self.weights.running(i)).sum()
    }

    /// Lines that offer something, with the box of short lines that they stand in.
    fn offers(&self, why: &mut [Why]) {
        let all = self.kept(why);
        for i in 0..self.found.len() {
            if why[i] != Why::Text || !LISTS.lines.is_offer(self.words(i)) {
                continue;
            }
            let short = |blocks: &Range<usize>| {
                blocks.clone().all(|j| self.words(j).len() <= LINE)
                    && blocks.clone().map(|j| self.words(j).len()).sum::<usize>() <= OFFER_BOX
                    && self.running(blocks.clone()) * 100 <= all * THE_ARTICLE_ITSELF
            };
            let around = self.boxes(i).take_while(short).last().unwrap_or(i..i + 1);
            why[around].iter_mut().filter(|w| **w == Why::Text).for_each(|w| *w = Why::Offer);
        }
    }

    /// Cuts what stands before the first and behind the last running text, and headings that nothing follows.
    fn trim(&self, why: &mut [Why]) {
        let good = |i: usize| self.weights.running(i) > 0;
        let members: Vec<usize> = (0..why.len()).filter(|i| why[*i] == Why::Text).collect();
        let Some(first) = members.iter().copied().find(|i| good(*i)) else { return };
        let last = members.iter().copied().rfind(|i| good(*i)).unwrap_or(first);
        let parent = |i: usize| self.dom.nodes[self.found[i].element].parent;
        // A line of names or a time may stand between the first heading and its text.
        let above = members.iter().copied().take_while(|m| *m < first).last();
        for &i in &members {
            let f = &self.found[i];
            let kind = f.block.kind;
            let lead = kind == BlockKind::Heading && f.block.level > 1 && above == Some(i);
            let goes_on = kind == BlockKind::Paragraph && parent(i) == parent(last) && self.words(i).len() >= LEAD;
            // A greeting or an opening line.
            let opens = kind == BlockKind::Paragraph
                && parent(i) == parent(first)
                && f.linked == 0
                && self.words(i).len() >= 15
                && self.words(i).ends_with([',', '.', '!', '?', '…']);
            let tail = matches!(kind, BlockKind::ListItem | BlockKind::TableRow) || goes_on;
            if i < first && !lead && !opens {
                why[i] = Why::Before;
            } else if i > last && !(tail && f.linked == 0) {
                why[i] = Why::After;
            }
        }
        // From the end: a heading with no text between it and the end.
        let mut text_after = false;
        for &i in members.iter().rev().filter(|i| **i <= last) {
            if self.found[i].block.kind != BlockKind::Heading {
                text_after |= why[i] == Why::Text;
            } else if !text_after {
                why[i] = Why::Bare;
            }
        }
    }

    /// Running text between the title and the text.
    fn lead(&self, why: &mut [Why], title: usize) {
        let Some(first) = why.iter().position(|w| w.kept()).filter(|first| *first > title) else { return };
        let from = (title + 1).max(first.saturating_sub(LEAD_BLOCKS));
        for (i, (f, why)) in self.found.iter().zip(why).enumerate().take(first).skip(from) {
            let words = self.words(i);
            let named = match self.weights.aside_by(f.element) {
                None => true,
                // A teaser above the text is its lead.
                Some(element) => self.weights.says(element) == Say::Named && is_teaser(self.dom, element),
            };
            let prose =
                words.len() >= LEAD && words.contains(['.', '!', '?', '。', '…']) && f.linked * 3 <= words.len();
            let kind = match f.block.kind {
                BlockKind::Paragraph | BlockKind::Quote => true,
                BlockKind::Heading => words.len() >= LEAD * 2,
                _ => false,
            };
            let line = words.len() < 120 && news_date::parse(words).is_some()
                || LISTS.lines.is_offer(words)
                || LISTS.lines.leads_on(words)
                || labels::of_line(words).is_some();
            if named && prose && kind && !line {
                *why = Why::Lead;
            }
        }
    }
}

/// Whether the name of an element says that it is a teaser.
fn is_teaser(dom: &Dom<'_>, element: usize) -> bool {
    let class = dom.attr(element, "class").unwrap_or_default().to_ascii_lowercase();
    class.contains("teaser") && !class.contains("teasers")
}
