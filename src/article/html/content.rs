//! Which blocks of a page are the article.
//!
//! Every block is weighed by how much running text it holds: its length less its links. The weights of the blocks add up
//! to weights of the elements around them. From the root the search goes down as long as one child holds nearly all of
//! the weight, or mark-up says that it is the article; what stands in that element, less what its names, its links or its
//! place say is something else, is the body. Nothing is learnt from a corpus; every step can be said in a sentence.

use std::ops::Range;

use super::blocks::Found;
use super::dom::Dom;
use super::names::{self, Say};
use crate::article::BlockKind;

/// A child that holds this share (percent) of an element's running text is where the article is.
const NEARLY_ALL: usize = 85;
/// An element with this share (percent) of the page's running text is never left out for its name.
const TOO_MUCH_TO_LEAVE_OUT: usize = 45;
/// Where less than this share (percent) of the running text is left, names are not believed.
const TOO_LITTLE_LEFT: usize = 20;
/// A paragraph of this many bytes is running text, whatever else it looks like.
const LONG: usize = 80;

/// The weights of a page.
pub(super) struct Weights {
    /// For each node, the running text in it (bytes).
    inside: Vec<usize>,
    /// For each block.
    own: Vec<usize>,
    /// For each node, whether it or an element around it is something else than the article.
    aside: Vec<bool>,
    /// For each element that holds text, what it says of itself.
    says: Vec<Say>,
    /// The nodes of the element that holds the article.
    article: Range<usize>,
}

impl Weights {
    /// Whether a node stands in something else than the article.
    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.aside.get(at).copied().unwrap_or_default()
    }

    /// Whether a node stands in the element that holds the article.
    pub(super) fn in_article(&self, at: usize) -> bool {
        self.article.contains(&at)
    }

    /// What an element says of itself.
    pub(super) fn says(&self, at: usize) -> Say {
        self.says.get(at).copied().unwrap_or(Say::Nothing)
    }
}

/// Weighs the blocks of a page.
pub(super) fn weigh(dom: &Dom<'_>, found: &[Found]) -> Weights {
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
    let total = raw.first().copied().unwrap_or_default();
    let says: Vec<Say> = (0..dom.nodes.len())
        .map(|at| dom.element(at).filter(|_| texts[at] > 0).map_or(Say::Nothing, names::say))
        .collect();
    let heavy = |at: usize| raw[at] * 100 > total * TOO_MUCH_TO_LEAVE_OUT;
    let mut aside = handed_down(dom, |at| says[at] == Say::Never || says[at] == Say::Aside && !heavy(at));
    let left: usize = found.iter().filter(|f| !aside[f.element]).map(running).sum();
    if left * 100 < total * TOO_LITTLE_LEFT {
        // Page builders give every paragraph such a name: then the names say nothing.
        aside = handed_down(dom, |at| says[at] == Say::Never);
    }
    let own: Vec<usize> =
        found.iter().map(|f| if aside.get(f.element) == Some(&true) { 0 } else { running(f) }).collect();
    let mut inside = vec![0; dom.nodes.len()];
    for (f, weight) in found.iter().zip(&own) {
        if let Some(sum) = inside.get_mut(f.element) {
            *sum += weight;
        }
    }
    sum_up(dom, &mut inside);
    let mut weights = Weights { inside, own, aside, says, article: 0..dom.nodes.len() };
    if !dom.nodes.is_empty() {
        let container = container(dom, &weights);
        weights.article = container..dom.nodes[container].end;
    }
    weights
}

/// Which nodes have the property or stand in an element that has it. Parents come before their children, so that one
/// pass hands it down.
fn handed_down(dom: &Dom<'_>, has: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut out = vec![false; dom.nodes.len()];
    for at in 0..dom.nodes.len() {
        let parent = dom.nodes[at].parent;
        out[at] = has(at) || parent < at && out[parent];
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

/// The element inside `at` that mark-up declares to be the body of the article, if it holds enough of the text.
fn declared(dom: &Dom<'_>, weights: &Weights, at: usize) -> Option<usize> {
    let here = weights.inside[at];
    let mut best: Option<(usize, u8)> = None;
    for inner in at..dom.nodes[at].end {
        if weights.inside[inner] * 100 < here * 40 {
            continue;
        }
        let Say::Body(strength) = weights.says(inner) else { continue };
        let heavier = |b: usize| weights.inside[inner] * 10 >= weights.inside[b] * 8;
        if best.is_none_or(|(b, s)| {
            strength > s && heavier(b) || strength == s && weights.inside[inner] > weights.inside[b]
        }) {
            best = Some((inner, strength));
        }
    }
    best.map(|(inner, _)| inner)
}

/// Tells for each block whether it belongs to the article proper.
pub(super) fn body(found: &[Found], weights: &Weights) -> Vec<bool> {
    let inside = |f: &Found| weights.in_article(f.element) && !weights.is_aside(f.element) && belongs(f);
    let mut body: Vec<bool> = found.iter().map(inside).collect();
    trim(found, weights, &mut body);
    body
}

/// Whether a block inside the article's element is part of it, judged by itself.
fn belongs(found: &Found) -> bool {
    let words = found.block.words();
    let links = found.linked * 100 / words.len().max(1);
    match found.block.kind {
        BlockKind::Heading | BlockKind::Caption => true,
        BlockKind::ListItem => links < 70 || words.len() > 200,
        _ => links < 85,
    }
}

/// Cuts what stands before the first and after the last running text, and headings that nothing follows.
fn trim(found: &[Found], weights: &Weights, body: &mut [bool]) {
    let good = |i: usize| weights.own[i] > 0;
    let members: Vec<usize> = (0..body.len()).filter(|i| body[*i]).collect();
    let Some(first) = members.iter().copied().find(|i| good(*i)) else { return };
    let last = members.iter().copied().rfind(|i| good(*i)).unwrap_or(first);
    for &i in &members {
        let f = &found[i];
        let lead = f.block.kind == BlockKind::Heading && f.block.level > 1 && i + 1 == first;
        let tail = matches!(f.block.kind, BlockKind::ListItem | BlockKind::TableRow) && f.linked == 0;
        if i < first && !lead || i > last && !tail {
            body[i] = false;
        }
    }
    // From the end: a heading with no text between it and the next heading of its own rank or the end.
    let mut text_after = false;
    for &i in members.iter().rev() {
        if body[i] {
            if found[i].block.kind != BlockKind::Heading {
                text_after = true;
            } else if !text_after {
                body[i] = false;
            }
        }
    }
}
