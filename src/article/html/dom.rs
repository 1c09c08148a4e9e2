//! The tree of a page as one flat list in document order: a subtree is a range of it, so everything behind this walks
//! without recursion.

use scraper::Node as Raw;
use scraper::node::Element;

use super::parse::{NodeId, Piece, Places};
use crate::text::Span;

/// A node: an element or a text.
pub(super) struct Node<'a> {
    /// The node of the tree.
    pub id: NodeId,
    pub kind: Kind<'a>,
    /// The index of the parent; the root is its own.
    pub parent: usize,
    /// One past the index of the last descendant.
    pub end: usize,
    /// From the start of the start tag to the end of the end tag, as far as they stand in the source.
    pub span: Span,
}

pub(super) enum Kind<'a> {
    /// An element and its start tag; an empty span where it has none of its own.
    Element(&'a Element, Span),
    Text(&'a str, &'a [Piece]),
}

/// A page.
pub(super) struct Dom<'a> {
    pub source: &'a str,
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Dom<'a> {
    /// Lists the elements and texts of a tree. Comments, doctypes and the contents of templates are left out.
    pub(super) fn new(source: &'a str, html: &'a scraper::Html, places: &'a Places) -> Dom<'a> {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        // What is still to be listed: a node and the index of its parent.
        let mut next = html.tree.root().first_child().map(|n| (n, 0));
        while let Some((node, parent)) = next {
            let at = nodes.len();
            let mut child = None;
            match node.value() {
                Raw::Element(element) => {
                    let tag = places.tags.get(&node.id()).copied().unwrap_or_default();
                    nodes.push(Node {
                        id: node.id(),
                        kind: Kind::Element(element, tag),
                        parent,
                        end: at + 1,
                        span: tag,
                    });
                    child = node.first_child();
                }
                Raw::Text(text) => {
                    let pieces = places.texts.get(&node.id()).map_or(&[][..], Vec::as_slice);
                    let span = pieces.iter().map(|p| p.span).reduce(Span::cover).unwrap_or_default();
                    nodes.push(Node { id: node.id(), kind: Kind::Text(text, pieces), parent, end: at + 1, span });
                }
                _ => {}
            }
            next = child.map(|c| (c, at)).or_else(|| {
                let (mut node, mut parent) = (node, parent);
                loop {
                    if let Some(sibling) = node.next_sibling() {
                        return Some((sibling, parent));
                    }
                    node = node.parent()?;
                    parent = nodes.get(parent)?.parent;
                }
            });
        }
        let mut dom = Dom { source, nodes };
        dom.close();
        dom
    }

    /// Works out where elements end, from the last one to the first, so that children come before their parents.
    fn close(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            if let Kind::Element(element, tag) = self.nodes[at].kind
                && !tag.is_empty()
            {
                let end = self.nodes[at].span.end;
                self.nodes[at].span.end = end + end_tag(&self.source[end..], element.name());
            }
            let Node { parent, end, span, .. } = self.nodes[at];
            if parent < at {
                let above = &mut self.nodes[parent];
                above.end = above.end.max(end);
                if above.span.is_empty() {
                    above.span = span;
                } else if !span.is_empty() {
                    above.span = above.span.cover(span);
                }
            }
        }
    }

    pub(super) fn element(&self, at: usize) -> Option<&'a Element> {
        match self.nodes.get(at)?.kind {
            Kind::Element(element, _) => Some(element),
            Kind::Text(..) => None,
        }
    }

    /// The name of an element; empty for a text.
    pub(super) fn name(&self, at: usize) -> &'a str {
        self.element(at).map_or("", |e| e.name())
    }

    /// An attribute of an element.
    pub(super) fn attr(&self, at: usize, name: &str) -> Option<&'a str> {
        self.element(at).and_then(|e| attr(e, name))
    }

    /// Where the value of an attribute stands, without its quotation marks.
    pub(super) fn attr_span(&self, at: usize, name: &str) -> Option<Span> {
        let Kind::Element(_, tag) = self.nodes.get(at)?.kind else { return None };
        let value = attribute_value(self.source.get(tag.start..tag.end)?, name)?;
        Some(Span::new(tag.start + value.start, tag.start + value.end))
    }

    /// The elements around a node, from the inside out, without the node itself.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let above = |at: usize| self.nodes.get(at).map(|n| n.parent).filter(|p| *p < at);
        std::iter::successors(above(at), move |at| above(*at))
    }

    /// The words inside a node, as they are.
    pub(super) fn text(&self, at: usize) -> String {
        let mut out = String::new();
        for node in &self.nodes[at..self.nodes[at].end] {
            if let Kind::Text(text, _) = node.kind {
                out.push_str(text);
            }
        }
        out
    }
}

/// An attribute of an element.
pub(super) fn attr<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs.iter().find(|(key, _)| &*key.local == name).map(|(_, value)| &**value)
}

/// The length of the end tag of `name` that `rest` starts with, comments before it included; 0 where there is none.
fn end_tag(rest: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(comment) = rest[at..].strip_prefix("<!--") {
        let Some(len) = comment.find("-->") else { return 0 };
        at += 4 + len + 3;
    }
    let Some(tag) = rest[at..].strip_prefix("</") else { return 0 };
    let named = tag.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
    match tag.find('>') {
        Some(close) if named && tag[name.len()..close].trim().is_empty() => at + 2 + close + 1,
        _ => 0,
    }
}

/// The bytes of an attribute's value inside a start tag, by the rules of the HTML tokenizer.
fn attribute_value(tag: &str, wanted: &str) -> Option<std::ops::Range<usize>> {
    let bytes = tag.as_bytes();
    let skip = |mut at: usize, test: fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|b| test(*b)) {
            at += 1;
        }
        at
    };
    let mut at = skip(1, |b| !b.is_ascii_whitespace() && b != b'/' && b != b'>');
    loop {
        at = skip(at, |b| b.is_ascii_whitespace() || b == b'/');
        let name_start = at;
        at = skip(at, |b| !b.is_ascii_whitespace() && !b"/>=".contains(&b));
        let name = name_start..at;
        let equals = skip(at, |b| b.is_ascii_whitespace());
        let mut value = at..at;
        if bytes.get(equals) == Some(&b'=') {
            let start = skip(equals + 1, |b| b.is_ascii_whitespace());
            (value, at) = match bytes.get(start).copied() {
                Some(quote @ (b'"' | b'\'')) => {
                    let len = tag.get(start + 1..)?.find(quote as char)?;
                    (start + 1..start + 1 + len, start + len + 2)
                }
                _ => {
                    let end = skip(start, |b| !b.is_ascii_whitespace() && b != b'>');
                    (start..end, end)
                }
            };
        }
        if tag.get(name.clone())?.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        if name.is_empty() && value.is_empty() {
            return None;
        }
    }
}
