//! HTML to a DOM that knows its places.
//!
//! `scraper` keeps no positions and html5ever reports lines only. So html5ever's tokenizer and tree builder are driven by
//! hand. [`Feed`] stands between the two: the queue of unread input is shared with it, so it knows how many bytes are
//! consumed when a token comes, and aligns each decoded text with the raw bytes it came from. [`Sink`] stands behind the
//! tree builder: it lets `scraper` build the tree and attaches those pieces to the text node that the same call made or
//! grew.
//!
//! Two things in html5ever take quadratic time on hostile input, and are bounded here: elements nested deeper than
//! [`DEEPEST`] are not opened (browsers do the same, at 512), and formatting elements that are never closed are closed once
//! more than [`MOST_CLONES`] of them are opened again by one tag. Attributes are bounded by [`super::attributes`].

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use html5ever::data::NAMED_ENTITIES;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, CommentToken, DoctypeToken, EOFToken, EndTag, NullCharacterToken, ParseError,
    StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name};
use scraper::{Html, HtmlTreeSink};

use crate::text::Span;

/// A node of the tree.
pub(super) type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// The deepest element that is opened. Real pages stay below 100.
const DEEPEST: u32 = 256;
/// How many formatting elements one tag may open again. Real pages stay below 10.
const MOST_CLONES: usize = 32;

/// A stretch of a text node and the bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Length in bytes of the text.
    pub len: usize,
    pub span: Span,
    /// Whether the source has the same bytes; else it is decoded (a reference, a line end) and maps whole.
    pub verbatim: bool,
}

/// Where the nodes of a tree stand in the source.
#[derive(Default)]
pub(super) struct Places {
    /// The start tags of elements. Elements that no tag of their own opened are missing: implied ones, and formatting
    /// elements that the parser opens again.
    pub tags: HashMap<NodeId, Span, Ids>,
    /// The pieces of text nodes, in the order of the text. They tile it.
    pub texts: HashMap<NodeId, Vec<Piece>, Ids>,
    /// Whether elements were left out because they were nested too deep.
    pub capped: bool,
}

pub(super) type Ids = BuildHasherDefault<IdHasher>;

/// Node ids are small numbers that the program gives out itself: one multiplication spreads them well enough.
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, id: usize) {
        self.0 = (self.0.rotate_left(5) ^ id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(20);
    }
}

/// Parses a document, as a browser without scripts would. Places count in `text`, a leading byte order mark included.
pub(super) fn document(text: &str) -> (Html, Places) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.len() - body.len();
    let queue = Rc::new(BufferQueue::default());
    queue.push_back(StrTendril::from_slice(body));
    let sink = Sink {
        inner: HtmlTreeSink::new(Html::new_document()),
        places: RefCell::default(),
        depths: RefCell::default(),
        depth: Cell::new(0),
        unclaimed: RefCell::default(),
        tag: RefCell::default(),
        clones: RefCell::default(),
    };
    let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let feed = Feed {
        builder: TreeBuilder::new(sink, opts),
        text,
        at: Cell::new(start),
        queue: Rc::clone(&queue),
        ended: Cell::new(false),
        after_reference: Cell::new(None),
        in_cdata: Cell::new(false),
    };
    let opts = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(feed, opts);
    // The tokenizer stops at every script, which nobody runs, and at declared encodings, which are settled by now.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.sink.ended.set(true);
    tokenizer.end();
    let sink = tokenizer.sink.builder.sink;
    (sink.inner.finish(), sink.places.into_inner())
}

/// Takes tokens from the tokenizer, finds their places and hands them on to the tree builder.
struct Feed<'t> {
    builder: TreeBuilder<NodeId, Sink>,
    text: &'t str,
    /// The first byte that no token has taken yet.
    at: Cell<usize>,
    queue: Rc<BufferQueue>,
    /// Whether the tokenizer works off what is left after the end of the input.
    ended: Cell<bool>,
    /// The character reference that gave the last character: it may give a second one.
    after_reference: Cell<Option<Span>>,
    /// Whether the text stands in a CDATA section, which holds no references.
    in_cdata: Cell<bool>,
}

impl Feed<'_> {
    /// How many bytes the tokenizer has consumed. It may have read one character ahead.
    fn consumed(&self) -> usize {
        // The queue tells no length. It holds one long buffer and, after an ampersand, what was put back.
        let Some(front) = self.queue.pop_front() else { return self.text.len() };
        let mut remaining = front.len();
        if !self.queue.is_empty() {
            let mut others = Vec::new();
            while let Some(buffer) = self.queue.pop_front() {
                remaining += buffer.len();
                others.push(buffer);
            }
            others.into_iter().rev().for_each(|buffer| self.queue.push_front(buffer));
        }
        self.queue.push_front(front);
        self.text.len().saturating_sub(remaining)
    }

    /// The raw bytes of a decoded text.
    fn place(&self, text: &str) -> Span {
        let after_reference = self.after_reference.replace(None);
        if let Some(span) = after_reference
            && text.chars().nth(1).is_none()
            && self.at.get() >= self.consumed()
        {
            return span;
        }
        let mut at = self.at.get();
        let len = loop {
            let rest = self.text.get(at..).unwrap_or_default();
            if rest.starts_with(text) && (text != "&" || self.in_cdata.get()) {
                break text.len();
            }
            if rest.starts_with('&') && text.chars().nth(1).is_none() && !self.in_cdata.get() {
                let len =
                    if self.ended.get() { reference_at_end(rest) } else { self.consumed().saturating_sub(at).max(1) };
                self.after_reference.set(Some(Span::new(at, at + len)));
                break len;
            }
            match (text, rest.as_bytes()) {
                ("\n", [b'\r', b'\n', ..]) => break 2,
                ("\n", [b'\r', ..]) | ("\u{fffd}", [b'\0', ..]) => break 1,
                _ => {}
            }
            let Some(gone) = ["</>", "<![CDATA[", "]]>"].into_iter().find(|gone| rest.starts_with(gone)) else {
                break 0;
            };
            self.in_cdata.set(gone.starts_with("<!"));
            at += gone.len();
        };
        self.at.set(at + len);
        Span::new(at, at + len)
    }

    /// The bytes of the tag that the tokenizer has just read.
    fn tag_place(&self) -> Span {
        let end = self.consumed();
        let mut start = self.at.get().min(end);
        loop {
            let rest = self.text.get(start..end).unwrap_or_default();
            match rest.find('<') {
                Some(i) if rest[i..].starts_with("</>") => start += i + 3,
                Some(i) => break Span::new(start + i, end),
                None => break Span::new(start.min(end), end),
            }
        }
    }

    fn text_token(&self, text: &str) {
        let mut unclaimed = self.builder.sink.unclaimed.borrow_mut();
        let span = self.place(text);
        let verbatim = self.text.get(span.start..span.end) == Some(text);
        if verbatim || text.chars().nth(1).is_none() {
            return unclaimed.push(text, span, verbatim);
        }
        // A CDATA section comes as one token, whatever line ends it holds.
        let mut buffer = [0; 4];
        for c in text.chars() {
            let c = c.encode_utf8(&mut buffer);
            let span = self.place(c);
            unclaimed.push(c, span, self.text.get(span.start..span.end) == Some(c));
        }
    }

    fn tag_token(&self, tag: Tag) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        let span = self.tag_place();
        self.at.set(span.end);
        self.in_cdata.set(false);
        let depth = sink.depth.get();
        if tag.kind == EndTag {
            sink.depth.set(depth.saturating_sub(1));
        } else if depth >= DEEPEST && !decides_how_text_is_read(&tag.name) {
            sink.places.borrow_mut().capped = true;
            return TokenSinkResult::Continue;
        }
        *sink.tag.borrow_mut() = (tag.kind == StartTag).then(|| (tag.name.clone(), span));
        let result = self.builder.process_token(TagToken(tag), 1);
        *sink.tag.borrow_mut() = None;
        sink.unclaimed.borrow_mut().clear();
        result
    }

    /// Closes formatting elements that were never closed, when a tag or a text has opened too many of them again.
    fn close_clones(&self) {
        let sink = &self.builder.sink;
        let clones = sink.clones.take();
        if clones.len() > MOST_CLONES {
            sink.places.borrow_mut().capped = true;
            for name in clones {
                let tag =
                    Tag { kind: EndTag, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
                let _ = self.builder.process_token(TagToken(tag), 1);
            }
            sink.clones.take();
        }
    }
}

/// Elements whose start tag changes how the tokenizer reads on. They hold no elements, so they nest nothing.
fn decides_how_text_is_read(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext"
    )
}

/// The length of the character reference that `rest` starts with, where it is the last thing in the input: the
/// tokenizer then no longer shows how far it has read.
fn reference_at_end(rest: &str) -> usize {
    let name = &rest[1..];
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let len = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        return if len == 0 { 1 } else { rest.len() - digits.len() + len };
    }
    let longest = name.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b';').count();
    let known = |len: &usize| NAMED_ENTITIES.get(&name[..*len]).is_some_and(|value| value.0 != 0);
    (1..=longest).rev().find(known).map_or(1, |len| 1 + len)
}

impl TokenSink for Feed<'_> {
    type Handle = NodeId;

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        match token {
            // Handed on: the tree builder forgets at any token that it meant to drop a line feed after `pre`.
            ParseError(_) => return self.builder.process_token(token, 1),
            CharacterTokens(text) => {
                sink.unclaimed.borrow_mut().begin_text();
                self.text_token(&text);
                let result = self.builder.process_token(CharacterTokens(text), 1);
                sink.unclaimed.borrow_mut().end_text();
                self.close_clones();
                return result;
            }
            NullCharacterToken => {
                // Dropped nearly everywhere; U+FFFD inside SVG and MathML.
                let rest = self.text.get(self.at.get()..).unwrap_or_default();
                self.at.set(self.at.get() + rest.find('\0').unwrap_or_default());
                let mut unclaimed = sink.unclaimed.borrow_mut();
                unclaimed.begin_text();
                unclaimed.push("\u{fffd}", Span::new(self.at.get(), self.at.get() + 1), false);
                drop(unclaimed);
                self.at.set(self.at.get() + 1);
                let result = self.builder.process_token(NullCharacterToken, 1);
                sink.unclaimed.borrow_mut().drop_token();
                return result;
            }
            TagToken(tag) => {
                let result = self.tag_token(tag);
                self.close_clones();
                return result;
            }
            DoctypeToken(_) => {
                // The tree builder looks at it before anything else: text in a table still waits.
                self.at.set(self.consumed());
                return self.builder.process_token(token, 1);
            }
            CommentToken(_) => self.at.set(self.consumed()),
            EOFToken => {}
        }
        let result = self.builder.process_token(token, 1);
        sink.unclaimed.borrow_mut().clear();
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Text that the tree builder was given and has not put into the tree yet. Mostly it does so at once; text in tables
/// waits for the next tag; white space between parts of the page is dropped.
#[derive(Default)]
struct Unclaimed {
    text: String,
    pieces: Vec<Piece>,
    /// How far the text is claimed, in bytes; the piece that stands there, and where in the text that piece starts.
    claimed: usize,
    piece: usize,
    piece_start: usize,
    /// Where the token starts that is being worked on, while it is a text.
    token: Option<(usize, usize)>,
}

impl Unclaimed {
    fn begin_text(&mut self) {
        self.token = Some((self.text.len(), self.pieces.len()));
    }

    fn push(&mut self, text: &str, span: Span, verbatim: bool) {
        self.text.push_str(text);
        self.pieces.push(Piece { len: text.len(), span, verbatim });
    }

    /// A text token was worked off: if any of it was claimed, the rest is dropped.
    fn end_text(&mut self) {
        if self.token.take().is_some_and(|(start, _)| self.claimed > start) {
            self.clear();
        }
    }

    /// The token was worked off and does not wait for a later tag.
    fn drop_token(&mut self) {
        if let Some((text, pieces)) = self.token.take() {
            if self.claimed > text {
                return self.clear();
            }
            self.text.truncate(text);
            self.pieces.truncate(pieces);
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        (self.claimed, self.piece, self.piece_start) = (0, 0, 0);
        self.token = None;
    }

    /// Takes the pieces of `text`, which the tree builder has just put into the tree.
    fn claim(&mut self, text: &str, to: &mut Vec<Piece>) {
        let from = self.claimed.max(self.token.map_or(0, |(start, _)| start));
        let rest = self.text.get(from..).unwrap_or_default();
        // `pre` and `textarea` drop one line feed at the start; else only white space or all but white space is dropped.
        let dropped_line_feed =
            self.token.is_some() && rest.len() == text.len() + 1 && rest.starts_with('\n') && rest.ends_with(text);
        let offset = if dropped_line_feed { Some(1) } else { rest.find(text) };
        let Some(offset) = offset else {
            debug_assert!(false, "the tree builder made up a text: {text:?}");
            let at = self.pieces.last().map_or(0, |p| p.span.end);
            return to.push(Piece { len: text.len(), span: Span::new(at, at), verbatim: false });
        };
        let (start, end) = (from + offset, from + offset + text.len());
        while let Some(piece) = self.pieces.get(self.piece) {
            let piece_end = self.piece_start + piece.len;
            let (a, b) = (start.max(self.piece_start), end.min(piece_end));
            if a < b {
                let span = if piece.verbatim {
                    let base = piece.span.start;
                    Span::new(base + (a - self.piece_start), base + (b - self.piece_start))
                } else {
                    piece.span
                };
                attach(to, Piece { len: b - a, span, ..*piece });
            }
            if piece_end > end {
                break;
            }
            self.piece += 1;
            self.piece_start = piece_end;
            if piece_end == end {
                break;
            }
        }
        self.claimed = end;
    }
}

/// Adds a piece to a text node; stretches that follow each other byte for byte become one.
fn attach(pieces: &mut Vec<Piece>, piece: Piece) {
    if let Some(last) = pieces.last_mut()
        && last.verbatim
        && piece.verbatim
        && last.span.end == piece.span.start
    {
        last.len += piece.len;
        last.span.end = piece.span.end;
    } else {
        pieces.push(piece);
    }
}

/// Builds `scraper`'s tree and notes the places of what is put into it.
struct Sink {
    inner: HtmlTreeSink,
    places: RefCell<Places>,
    depths: RefCell<HashMap<NodeId, u32, Ids>>,
    /// How deep the element is nested that was opened last.
    depth: Cell<u32>,
    unclaimed: RefCell<Unclaimed>,
    /// The start tag that is being worked on.
    tag: RefCell<Option<(LocalName, Span)>>,
    /// Elements that were made while no tag of their name was read.
    clones: RefCell<Vec<LocalName>>,
}

impl Sink {
    /// Notes the text that `node` got or grew by.
    fn claim(&self, node: Option<NodeId>, text: &str) {
        let Some(node) = node else { return };
        let mut places = self.places.borrow_mut();
        self.unclaimed.borrow_mut().claim(text, places.texts.entry(node).or_default());
    }

    fn appended(&self, parent: Option<NodeId>, child: NodeId) {
        let mut depths = self.depths.borrow_mut();
        let depth = parent.and_then(|p| depths.get(&p).copied()).unwrap_or_default() + 1;
        if let Some(known) = depths.get_mut(&child) {
            *known = depth;
            self.depth.set(depth);
        }
    }
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Html;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.inner.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let local = name.local.clone();
        let id = self.inner.create_element(name, attrs, flags);
        self.depths.borrow_mut().insert(id, 0);
        // The element of the tag itself is the last of its name: formatting elements are opened again before it.
        match &*self.tag.borrow() {
            Some((tag, span)) if *tag == local || *tag == local_name!("image") => {
                let mut places = self.places.borrow_mut();
                places.tags.insert(id, *span);
            }
            _ => {}
        }
        if is_formatting(&local) {
            self.clones.borrow_mut().push(local);
        }
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.inner.append(parent, NodeOrText::AppendNode(node));
                self.appended(Some(*parent), node);
            }
            NodeOrText::AppendText(text) => {
                self.inner.append(parent, NodeOrText::AppendText(text.clone()));
                let html = self.inner.0.borrow();
                let node = html.tree.get(*parent).and_then(|p| p.last_child()).map(|n| n.id());
                self.claim(node, &text);
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        match new_node {
            NodeOrText::AppendNode(node) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendNode(node));
                let parent = self.inner.0.borrow().tree.get(node).and_then(|n| n.parent()).map(|n| n.id());
                self.appended(parent, node);
            }
            NodeOrText::AppendText(text) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendText(text.clone()));
                let html = self.inner.0.borrow();
                let node = html.tree.get(*sibling).and_then(|s| s.prev_sibling()).map(|n| n.id());
                self.claim(node, &text);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev_element: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.inner.0.borrow().tree.get(*element).is_some_and(|e| e.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.inner.append_doctype_to_document(name, public_id, system_id);
    }

    fn pop(&self, node: &NodeId) {
        if let Some(depth) = self.depths.borrow().get(node) {
            self.depth.set(depth.saturating_sub(1));
        }
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::Node;

    use super::*;

    /// What a browser reads in the raw bytes of one piece.
    fn decoded(raw: &str) -> String {
        let html = scraper::Html::parse_fragment(&format!("<textarea>\n{}", raw.replace('\0', "\u{fffd}")));
        html.root_element().text().collect()
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let (html, places) = document(text);
        let expected = {
            use html5ever::driver::{ParseOpts, parse_document};
            use html5ever::tendril::TendrilSink;
            let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
            let tokenizer = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts { tree_builder: opts, tokenizer })
                .one(text)
        };
        prop_assert!(html.tree == expected.tree, "the tree is not scraper's");
        for node in html.tree.nodes() {
            let Node::Text(words) = node.value() else { continue };
            let words: &str = words;
            let pieces = places.texts.get(&node.id()).map_or(&[][..], Vec::as_slice);
            let mut at = 0;
            let mut last = Span::default();
            for piece in pieces {
                let part = words.get(at..at + piece.len);
                let raw = text.get(piece.span.start..piece.span.end);
                prop_assert!(part.is_some() && raw.is_some(), "{pieces:?} cut {words:?}");
                let (part, raw) = (part.unwrap_or_default(), raw.unwrap_or_default());
                let read = if piece.verbatim { raw.to_owned() } else { decoded(raw) };
                let twice = piece.span == last || read.starts_with(part);
                prop_assert!(read == part || twice && raw.starts_with('&'), "{raw:?} gives {read:?}, not {part:?}");
                prop_assert!(piece.span.start >= last.end || piece.span == last, "{pieces:?} overlap");
                at += piece.len;
                last = piece.span;
            }
            prop_assert_eq!(at, words.len(), "the pieces tile the text");
        }
        Ok(())
    }

    const ATOMS: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<b x=1>",
        "<a href='#'>",
        "</a>",
        "<i>",
        "</i>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<caption>",
        "<pre>",
        "</pre>",
        "<textarea>",
        "</textarea>",
        "<svg>",
        "</svg>",
        "<math>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<noscript>",
        "</noscript>",
        "<select>",
        "<option>",
        "<template>",
        "</template>",
        "<body>",
        "<head>",
        "</head>",
        "<html>",
        "<ul>",
        "<li>",
        "</ul>",
        "<br>",
        "<br/>",
        "<img alt='a>b'>",
        "<!-- x -->",
        "<!doctype html>",
        "<h1>",
        "</h1>",
        "<div>",
        "</div>",
        "<form>",
        "<button>",
        "<frameset>",
        "<![CDATA[",
        "]]>",
        "</",
        "<",
        ">",
        "<?x>",
        "<!",
        "\r",
        "\n",
        "\r\n",
        " ",
        "\t",
        "\0",
        "a",
        "Bc",
        "ä",
        "“",
        "\u{1f600}",
        "&",
        "&amp;",
        "&amp",
        "&lt;",
        "&notit;",
        "&not",
        "&acE;",
        "&fjlig;",
        "&nbsp;",
        "&#65;",
        "&#x41",
        "&#",
        "&#x",
        "&#0;",
        "&#13;",
        "&bogus;",
        "&n",
        "\u{333}",
        "]",
        "-",
        "--",
        "!",
        "=",
        "'",
        "\"",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn every_text_knows_its_bytes(atoms in prop::collection::vec(prop::sample::select(ATOMS), 0..24)) {
            check(&atoms.concat())?;
        }
    }

    #[test]
    fn a_byte_order_mark_counts() {
        let (html, places) = document("\u{feff}<p>ab");
        let text = html.tree.nodes().find(|n| n.value().is_text()).unwrap();
        assert_eq!(places.texts[&text.id()], [Piece { len: 2, span: Span::new(6, 8), verbatim: true }]);
    }

    #[test]
    fn hostile_nesting_takes_linear_time() {
        for atom in ["<div>", "<b>", "<svg>", "<ul><li>"] {
            let page = atom.repeat(100_000);
            let (_, places) = document(&page);
            assert!(places.capped, "{atom}");
        }
        let mut page = String::new();
        for i in 0..50_000 {
            page.push_str(&format!("<b class={i}><p>x"));
        }
        document(&page);
    }
}
