//! Where on a page the article is.
//!
//! Every block is weighed by how much running text it holds: its length less its links. The weights of the blocks add up
//! to weights of the elements around them. Elements that say by their name, role or class that they are something else are
//! left out, unless that would leave too little. From the root the search goes down as long as one child holds nearly all
//! of the weight, or mark-up says that it is the article. Nothing is learnt from a corpus; every step can be said in a
//! sentence.

use std::ops::Range;

use super::blocks::Found;
use super::dom::Dom;
use super::marks::Marks;
use super::names::{self, Say};
use crate::article::BlockKind;

/// A child that holds this share (percent) of an element's running text is where the article is.
const NEARLY_ALL: usize = 85;
/// An element that is declared to be the body holds at least this share (percent) of the running text around it.
const ENOUGH: usize = 40;
/// An element with this share (percent) of the page's running text is never left out for its name.
const TOO_MUCH_TO_LEAVE_OUT: usize = 45;
/// Where less than this share (percent) of the running text is left, names are not believed.
const TOO_LITTLE_LEFT: usize = 20;
/// What readers say is left out where this much running text (bytes) stands beside it.
const AN_ARTICLE: usize = 400;
/// Names and dates at the head of an article have no more running text than this (bytes).
const SMALL: usize = 800;
/// One of several articles is the main one if it has this share (percent) of the longest one's running text and comes first.
const NO_SHORTER: usize = 60;
/// A paragraph of this many bytes is running text, whatever else it looks like.
const LONG: usize = 80;

/// The weights of a page.
pub(super) struct Weights {
    /// For each node, the running text in it (bytes).
    inside: Vec<usize>,
    /// For each block.
    own: Vec<usize>,
    /// For each node, the element around it (or itself) that is something else than the article.
    aside: Vec<Option<usize>>,
    /// For each element that holds text, what it says of itself.
    says: Vec<Say>,
    /// The nodes of the element that holds the article.
    article: Range<usize>,
    /// Whether other articles stand beside the main one.
    pub others: bool,
}

impl Weights {
    /// Whether a node stands in something else than the article.
    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.aside_by(at).is_some()
    }

    /// The element around a node, or the node itself, that is something else than the article.
    pub(super) fn aside_by(&self, at: usize) -> Option<usize> {
        self.aside.get(at).copied().flatten()
    }

    /// Whether a node stands in navigation, in what readers say or in another article: what is named after its place in
    /// the article (a line of names and dates, a box about the author) is not foreign to it.
    pub(super) fn is_foreign(&self, dom: &Dom<'_>, at: usize) -> bool {
        self.aside_by(at).is_some_and(|by| match self.says(by) {
            Say::Small => false,
            Say::Named => dom.name(by) == "article" || !dom.attr(by, "class").is_some_and(names::is_about_author),
            _ => true,
        })
    }

    /// Whether a node stands in the element that holds the article.
    pub(super) fn in_article(&self, at: usize) -> bool {
        self.article.contains(&at)
    }

    /// The nodes of the element that holds the article.
    pub(super) fn article(&self) -> Range<usize> {
        self.article.clone()
    }

    /// What an element says of itself.
    pub(super) fn says(&self, at: usize) -> Say {
        self.says.get(at).copied().unwrap_or(Say::Nothing)
    }

    /// How much running text a block has (bytes), 0 for one that is something else than the article.
    pub(super) fn running(&self, block: usize) -> usize {
        self.own.get(block).copied().unwrap_or_default()
    }
}

/// Weighs the blocks of a page.
pub(super) fn weigh(dom: &Dom<'_>, found: &[Found], marks: &Marks) -> Weights {
    let mut raw = vec![0; dom.nodes.len()];
    let mut texts = vec![0; dom.nodes.len()];
    for f in found {
        if let Some(weight) = raw.get_mut(f.element) {
            *weight += running(f);
            texts[f.element] += 1;
        }
    }
    sum_up(dom, &mut raw);
    sum_up(dom, &mut texts);
    let mut says: Vec<Say> = (0..dom.nodes.len())
        .map(|at| dom.element(at).filter(|_| texts[at] > 0).map_or(Say::Nothing, names::say))
        .collect();
    believe_bodies(dom, &raw, &mut says);
    for at in marks.dropped() {
        says[at] = Say::Never;
    }
    let mut aside = asides(dom, found, &raw, &says);
    let others = other_articles(dom, found, &raw, &mut aside);
    let own: Vec<usize> = found.iter().map(|f| if aside[f.element].is_some() { 0 } else { running(f) }).collect();
    let mut inside = vec![0; dom.nodes.len()];
    for (f, weight) in found.iter().zip(&own) {
        if let Some(sum) = inside.get_mut(f.element) {
            *sum += weight;
        }
    }
    sum_up(dom, &mut inside);
    let mut weights = Weights { inside, own, aside, says, article: 0..dom.nodes.len(), others };
    if !dom.nodes.is_empty() {
        let mut own_text = vec![false; dom.nodes.len()];
        found.iter().for_each(|f| own_text[f.element] = true);
        let mut container = container(dom, &weights);
        // A paragraph alone is no container.
        while own_text[container] && dom.nodes[container].parent < container {
            container = dom.nodes[container].parent;
        }
        weights.article = container..dom.nodes[container].end;
    }
    weights
}

/// An element whose class says that it is beside the article, while most of its text is declared to be the body of one, is
/// believed to be neither.
fn believe_bodies(dom: &Dom<'_>, raw: &[usize], says: &mut [Say]) {
    let mut bodies = vec![0; dom.nodes.len()];
    for at in (0..dom.nodes.len()).rev() {
        if matches!(says[at], Say::Body(3..)) {
            bodies[at] = raw[at];
        }
        if matches!(says[at], Say::Named | Say::Small) && bodies[at] * 2 > raw[at] {
            says[at] = Say::Nothing;
        }
        let parent = dom.nodes[at].parent;
        bodies[parent] = bodies[parent].max(bodies[at]);
    }
}

/// For each node, the element around it that is something else than the article.
fn asides(dom: &Dom<'_>, found: &[Found], raw: &[usize], says: &[Say]) -> Vec<Option<usize>> {
    let total = raw.first().copied().unwrap_or_default();
    let heavy = |at: usize| raw[at] * 100 > total * TOO_MUCH_TO_LEAVE_OUT;
    let left =
        |aside: &[Option<usize>]| -> usize { found.iter().filter(|f| aside[f.element].is_none()).map(running).sum() };
    let named = |at: usize| match says[at] {
        Say::Never => true,
        Say::Aside | Say::Named => !heavy(at),
        Say::Small => raw[at] <= SMALL,
        _ => false,
    };
    let aside = handed_down(dom, |at| named(at) || says[at] == Say::Comments);
    if left(&aside) >= AN_ARTICLE.max(total * 5 / 100) {
        let without_comments = handed_down(dom, named);
        if left(&aside) * 100 >= total * TOO_LITTLE_LEFT || left(&without_comments) > left(&aside) {
            return aside;
        }
    }
    let aside = handed_down(dom, |at| named(at) || says[at] == Say::Comments && !heavy(at));
    if left(&aside) * 100 >= total * TOO_LITTLE_LEFT {
        return aside;
    }
    // Page builders give every paragraph such a name: then the names say nothing.
    handed_down(dom, |at| says[at] == Say::Never)
}

/// Where one element `article` is the main one, the others with a heading of their own are other articles: teasers, the
/// next one of an endless page. Tells whether a whole one stands beside it.
fn other_articles(dom: &Dom<'_>, found: &[Found], raw: &[usize], aside: &mut [Option<usize>]) -> bool {
    let articles: Vec<usize> =
        (0..dom.nodes.len()).filter(|at| dom.name(*at) == "article" && aside[*at].is_none()).collect();
    let longest = articles.iter().map(|at| raw[*at]).max().unwrap_or_default();
    let enough = |at: &&usize| raw[**at] * 100 >= longest * NO_SHORTER;
    let Some(&main) = articles.iter().find(enough).filter(|main| raw[**main] >= AN_ARTICLE) else { return false };
    let open: usize = found.iter().filter(|f| aside[f.element].is_none()).map(running).sum();
    if raw[main] * 100 < open * ENOUGH {
        return false;
    }
    let mut headings = vec![0; dom.nodes.len()];
    for f in found.iter().filter(|f| f.block.kind == BlockKind::Heading) {
        headings[f.element] += 1;
    }
    sum_up(dom, &mut headings);
    let end = dom.nodes[main].end;
    let mut others = false;
    for &at in articles.iter().filter(|at| **at >= end || dom.nodes[**at].end <= main) {
        if headings[at] > 0 {
            others |= raw[at] >= AN_ARTICLE;
            aside[at..dom.nodes[at].end].iter_mut().for_each(|a| *a = a.or(Some(at)));
        }
    }
    others
}

/// For each node, the outermost element around it (or itself) that has the property. Parents come before their children,
/// so that one pass hands it down.
fn handed_down(dom: &Dom<'_>, has: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut out = vec![None; dom.nodes.len()];
    for at in 0..dom.nodes.len() {
        let parent = dom.nodes[at].parent;
        let above = if parent < at { out[parent] } else { None };
        out[at] = above.or_else(|| has(at).then_some(at));
    }
    out
}

fn sum_up(dom: &Dom<'_>, weights: &mut [usize]) {
    for at in (1..dom.nodes.len()).rev() {
        let parent = dom.nodes[at].parent;
        if parent < at {
            weights[parent] += weights[at];
        }
    }
}

/// How much running text a block holds.
fn running(found: &Found) -> usize {
    let words = found.block.words();
    let plain = words.len().saturating_sub(found.linked);
    let stops = words.contains(['.', ',', '!', '?', '。', '،', '।', '…', ':']);
    match found.block.kind {
        BlockKind::Heading | BlockKind::Caption | BlockKind::TableRow => 0,
        _ if found.linked * 2 > words.len() => 0,
        BlockKind::ListItem if stops && words.len() > LONG => plain / 2,
        BlockKind::ListItem => 0,
        _ if words.len() >= LONG => plain,
        _ if stops && words.len() >= 25 => plain / 2,
        _ => 0,
    }
}

/// The element that holds the article.
fn container(dom: &Dom<'_>, weights: &Weights) -> usize {
    let mut at = 0;
    loop {
        let here = weights.inside[at];
        if here == 0 {
            return at;
        }
        if let Some(body) = declared(dom, weights, at) {
            return body;
        }
        let mut best = None;
        let mut child = at + 1;
        while child < dom.nodes[at].end {
            if best.is_none_or(|b: usize| weights.inside[child] > weights.inside[b]) {
                best = Some(child);
            }
            child = dom.nodes[child].end;
        }
        match best {
            Some(child) if weights.inside[child] * 100 >= here * NEARLY_ALL => at = child,
            _ => return at,
        }
    }
}

/// The element inside `at` that mark-up declares to be the body of the article, if it holds enough of the text. Where a
/// page cuts the body into several elements of one name, the one around them all.
fn declared(dom: &Dom<'_>, weights: &Weights, at: usize) -> Option<usize> {
    let here = weights.inside[at];
    let mut best: Option<(usize, u8)> = None;
    for inner in at..dom.nodes[at].end {
        let Say::Body(strength) = weights.says(inner) else { continue };
        let whole = together(dom, weights, inner, strength);
        if weights.inside[whole] * 100 < here * ENOUGH || whole < at {
            continue;
        }
        let heavier = |b: usize| weights.inside[whole] * 10 >= weights.inside[b] * 8;
        if best.is_none_or(|(b, s)| {
            strength > s && heavier(b) || strength == s && weights.inside[whole] > weights.inside[b]
        }) {
            best = Some((whole, strength));
        }
    }
    best.map(|(inner, _)| inner)
}

/// The element itself; or, where it is one of several of its class that follow each other under one parent, the parent.
fn together(dom: &Dom<'_>, weights: &Weights, at: usize, strength: u8) -> usize {
    let parent = dom.nodes[at].parent;
    if strength < 3 || parent >= at {
        return at;
    }
    let same = |other: usize| {
        other < dom.nodes[parent].end
            && weights.says(other) == Say::Body(strength)
            && dom.attr(other, "class") == dom.attr(at, "class")
    };
    // Texts and comments may stand between two elements.
    let mut next = dom.nodes[at].end;
    while next < dom.nodes[parent].end && dom.element(next).is_none() {
        next += 1;
    }
    if same(next) { parent } else { at }
}
