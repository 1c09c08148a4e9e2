//! The blocks of a page: paragraphs, headings, list items, in the order of the source, with what is marked up in them.

use super::citations::{self, Cited};
use super::dom::{Dom, Kind};
use super::kinds::{self, Flow, flow};
use super::parse::Piece;
use super::words::Words;
use crate::article::{Block, Mark, MarkKind, Part, Style, Target};
use crate::text::{MappedText, Span};

/// A block and what the reader needs to know to place it.
pub(super) struct Found {
    pub block: Block,
    /// The block element that it is the text of.
    pub element: usize,
    pub markers: Vec<FoundMarker>,
    /// Bytes of the text that are links.
    pub linked: usize,
}

/// A citation marker before its block has an index.
pub(super) struct FoundMarker {
    pub style: Style,
    pub range: std::ops::Range<usize>,
    pub span: Span,
    pub target: Target,
}

/// All blocks of a page, and the citation cards that were lifted out of them.
pub(super) struct Blocks {
    pub found: Vec<Found>,
    pub cards: Vec<citations::Lifted>,
}

/// What is undone when the walk leaves an element.
struct Open {
    end: usize,
    block: bool,
    cell: bool,
    /// A stretch that is marked up, with where it began.
    mark: Option<(MarkKind, usize)>,
    /// A link: where it began, its place and address.
    link: Option<(usize, Span, String)>,
    /// Whether it is an element `a`: its words are those of a link.
    is_anchor: bool,
}

struct Walk<'a, 'd> {
    dom: &'d Dom<'a>,
    found: Vec<Found>,
    cards: citations::Cards,
    words: Words,
    marks: Vec<Mark>,
    markers: Vec<FoundMarker>,
    linked: usize,
    /// The first text node of the block.
    first: usize,
    /// Whether a line break was the last thing: two in a row end a paragraph.
    broken: bool,
    open: Vec<Open>,
    /// For each node, where the first text of the nodes behind it stands in the source.
    later: Vec<usize>,
    /// The sources of elements that are no links.
    pointers: citations::Pointers<'a>,
    /// Where the way back from a note stood in the text.
    back: Option<usize>,
}

/// Cuts a page into blocks.
pub(super) fn blocks(dom: &Dom<'_>) -> Blocks {
    let mut walk = Walk {
        dom,
        found: Vec::new(),
        cards: citations::Cards::default(),
        words: Words::default(),
        marks: Vec::new(),
        markers: Vec::new(),
        linked: 0,
        first: 0,
        broken: false,
        open: Vec::new(),
        later: later_texts(dom),
        pointers: citations::Pointers::new(dom),
        back: None,
    };
    let mut at = 0;
    while at < dom.nodes.len() {
        walk.leave(at);
        at = walk.enter(at);
    }
    walk.leave(usize::MAX);
    walk.flush();
    Blocks { found: walk.found, cards: walk.cards.finish() }
}

impl Walk<'_, '_> {
    /// Takes in one node; gives the index of the next one.
    fn enter(&mut self, at: usize) -> usize {
        let node = &self.dom.nodes[at];
        let element = match node.kind {
            Kind::Text(text, pieces) => {
                self.text(at, text, pieces, node.span);
                return at + 1;
            }
            Kind::Element(element, _) => element,
        };
        let name = element.name();
        let flow = flow(name);
        let mut open = Open { end: node.end, block: false, cell: false, mark: None, link: None, is_anchor: false };
        match flow {
            Flow::Skipped => return node.end,
            Flow::Break => {
                if self.broken {
                    self.flush();
                }
                self.broken = true;
                // A stray end tag `</br>` is a line break that has no bytes of its own.
                if node.span.is_empty() {
                    self.words.push_edge()
                } else {
                    self.words.push_space(node.span)
                }
                return node.end;
            }
            Flow::Block => {
                self.flush();
                open.block = true;
                open.link = self.cited(at);
            }
            Flow::Cell => {
                if self.is_layout(at) {
                    self.flush();
                    open.block = true;
                } else {
                    self.words.push_edge();
                    open.cell = true;
                }
            }
            Flow::Inline => {
                if let Some(next) = self.citation(at) {
                    return next;
                }
                if self.dom.attr(at, "role") == Some("tooltip") {
                    return node.end;
                }
                if kinds::is_line(self.dom, at) {
                    self.flush();
                    open.block = true;
                }
                open.mark = kinds::mark(name).map(|kind| (kind, self.words.next_word()));
                open.is_anchor = name == "a";
                open.link = if open.is_anchor { self.link(at) } else { None }.or_else(|| self.cited(at));
            }
        }
        if open.block || open.cell || open.mark.is_some() || open.link.is_some() {
            self.open.push(open);
        }
        at + 1
    }

    /// Takes in a text node. What a browser moves in front of a table it stood in joins the text before the table, though
    /// the table lies between them in the source: there the text is cut.
    fn text(&mut self, at: usize, text: &str, pieces: &[Piece], span: Span) {
        let later = self.later[at];
        let moved = |words: &Words, span: Span| {
            !words.is_empty() && (span.end < words.last() || words.last() <= later && later < span.start)
        };
        if span.start >= self.words.last() && span.end <= later {
            return self.piece(at, text, pieces);
        }
        let mut from = 0;
        for piece in pieces {
            if moved(&self.words, piece.span) {
                self.flush();
            }
            let Some(part) = text.get(from..from + piece.len) else { return };
            self.piece(at, part, std::slice::from_ref(piece));
            from += piece.len;
        }
    }

    fn piece(&mut self, at: usize, text: &str, pieces: &[Piece]) {
        if !text.trim().is_empty() {
            if self.words.is_empty() {
                self.first = at;
            }
            self.broken = false;
        }
        self.words.push(text, pieces);
    }

    /// Leaves the elements that end before node `at`.
    fn leave(&mut self, at: usize) {
        while let Some(open) = self.open.pop_if(|o| o.end <= at) {
            let end = self.words.end();
            if let Some((kind, start)) = open.mark
                && start < end
            {
                self.marks.push(Mark { range: start..end, kind });
            }
            if let Some((start, span, address)) = open.link
                && start < end
            {
                self.linked += if open.is_anchor { end - start } else { 0 };
                if !address.is_empty() {
                    let target = Target::Url(address);
                    self.markers.push(FoundMarker { style: Style::Link, range: start..end, span, target });
                }
            }
            if open.cell {
                self.words.push_edge();
            }
            if open.block {
                self.flush();
            }
        }
    }

    /// A link that is read: its start, place and address (empty for one that leads nowhere outside the page).
    fn link(&self, at: usize) -> Option<(usize, Span, String)> {
        let address = self.dom.attr(at, "href")?.trim();
        let outside = !address.is_empty()
            && !address.starts_with('#')
            && !["javascript:", "mailto:", "tel:", "data:"].iter().any(|s| citations::starts_with(address, s));
        let address = if outside { address.to_owned() } else { String::new() };
        Some((self.words.next_word(), self.dom.nodes[at].span, address))
    }

    /// The source of an element that is no link but names one: the start of its words, its place and its address.
    fn cited(&self, at: usize) -> Option<(usize, Span, String)> {
        let (address, span) = self.pointers.address(self.dom, at)?;
        Some((self.words.next_word(), span, address))
    }

    /// Lifts a citation out of the sentence, if the element is one; gives the node behind it.
    fn citation(&mut self, at: usize) -> Option<usize> {
        let cited = citations::at(self.dom, at)?;
        let node = &self.dom.nodes[at];
        let place = self.words.end();
        let (style, target) = match cited {
            Cited::Card(card) => (Style::Card, Target::Card(self.cards.add(*card, node.span))),
            Cited::Label(label) => (Style::Footnote, Target::Label(label)),
            Cited::Numbered(label) => (Style::Numbered, Target::Label(label)),
            Cited::Empty => (Style::Empty, Target::Nowhere),
            Cited::Back => {
                self.back = Some(place);
                return Some(node.end);
            }
        };
        self.words.lifted();
        self.markers.push(FoundMarker { style, range: place..place, span: node.span, target });
        Some(node.end)
    }

    /// Whether a table cell holds blocks of its own: then the table only arranges the page.
    fn is_layout(&self, at: usize) -> bool {
        let inside = &self.dom.nodes[at + 1..self.dom.nodes[at].end];
        inside.iter().any(|n| match n.kind {
            Kind::Element(e, _) => flow(e.name()) == Flow::Block,
            Kind::Text(..) => false,
        })
    }

    /// Ends the block.
    fn flush(&mut self) {
        self.broken = false;
        let mut text = std::mem::take(&mut self.words).finish();
        let mut marks = std::mem::take(&mut self.marks);
        let mut markers = std::mem::take(&mut self.markers);
        // The brackets around the way back from a note go with it.
        if let Some((before, "]")) = self.back.take().and_then(|at| text.as_str().split_at_checked(at))
            && let Some(before) = before.strip_suffix('[')
        {
            let len = before.trim_end().len();
            text.truncate(len);
            marks.retain_mut(|m| {
                m.range.end = m.range.end.min(len);
                m.range.start < len
            });
            markers.iter_mut().for_each(|m| m.range = m.range.start.min(len)..m.range.end.min(len));
        }
        let mut linked = std::mem::take(&mut self.linked);
        // An inline element may hold blocks: its mark and link end here and begin anew in the next one.
        for open in &mut self.open {
            let end = text.len();
            if let Some((kind, start)) = &mut open.mark {
                if *start < end {
                    marks.push(Mark { range: *start..end, kind: *kind });
                }
                *start = 0;
            }
            if let Some((start, span, address)) = &mut open.link {
                if *start < end {
                    linked += if open.is_anchor { end - *start } else { 0 };
                    if !address.is_empty() {
                        let target = Target::Url(address.clone());
                        markers.push(FoundMarker { style: Style::Link, range: *start..end, span: *span, target });
                    }
                }
                *start = 0;
            }
        }
        if text.is_empty() {
            // A marker alone belongs to the text before it.
            if let Some(last) = self.found.last_mut() {
                let end = last.block.text.len();
                last.markers.extend(markers.into_iter().map(|m| FoundMarker { range: end..end, ..m }));
            }
            return;
        }
        marks.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end)));
        markers.sort_by_key(|m| m.span);
        let (kind, level, element) = kinds::kind(self.dom, self.first, text.as_str());
        let mut block = Block::new(kind, Part::Boilerplate, text);
        (block.level, block.marks) = (level, marks);
        self.found.push(Found { block, element, markers, linked });
    }
}

/// For each node, where the first text of the nodes behind it stands in the source.
fn later_texts(dom: &Dom<'_>) -> Vec<usize> {
    let mut later = vec![usize::MAX; dom.nodes.len()];
    let mut first = usize::MAX;
    for (at, node) in dom.nodes.iter().enumerate().rev() {
        later[at] = first;
        if let Kind::Text(text, _) = node.kind
            && !text.trim_start().is_empty()
        {
            first = first.min(node.span.start);
        }
    }
    later
}

/// The words inside an element as one line.
pub(super) fn text_of(dom: &Dom<'_>, at: usize) -> MappedText {
    let mut words = Words::default();
    let mut inner = at;
    while inner < dom.nodes[at].end {
        let node = &dom.nodes[inner];
        match node.kind {
            Kind::Text(text, pieces) => words.push(text, pieces),
            Kind::Element(element, _) => match flow(element.name()) {
                Flow::Skipped => {
                    inner = node.end;
                    continue;
                }
                Flow::Inline => {}
                _ => words.push_edge(),
            },
        }
        inner += 1;
    }
    words.finish()
}
