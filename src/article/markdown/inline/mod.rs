//! The words of one block, built from the parser's inline events.

mod markers;

use std::borrow::Cow;
use std::ops::Range;

use super::apparatus::Numbers;
use super::mask::HIDDEN;
use super::tag::{self, Tag};
use crate::article::{Block, BlockKind, Image, Mark, MarkKind, Marker, Part, Style, Target};
use crate::text::{MappedText, Span};

/// Open inline elements that are remembered; deeper ones are plain text.
const DEEPEST: usize = 64;

/// A block under construction.
pub(super) struct Inline<'a> {
    /// The masked file.
    source: &'a str,
    /// What `[1]` can point to.
    numbers: &'a Numbers,
    kind: BlockKind,
    part: Part,
    level: u8,
    text: MappedText,
    /// White space that was seen and is written when a word follows.
    space: Option<Span>,
    /// The last thing was a marker that left no word: `word [1].` keeps no space before the stop.
    after_marker: bool,
    /// Where the words begin that [`Inline::settle`] has not looked through yet.
    unsettled: usize,
    marks: Vec<Mark>,
    markers: Vec<Marker>,
    open: Vec<Open>,
    links: usize,
    /// The element whose content is dropped.
    mute: Option<String>,
    /// The alternative text of the picture being read, and how deep its description nests.
    alt: Option<(Span, String, usize)>,
    pub(super) images: Vec<Image>,
}

/// An inline element that has begun.
struct Open {
    what: What,
    /// Its tag, where it is HTML.
    tag: Option<String>,
    text: usize,
    source: usize,
}

enum What {
    Mark(MarkKind),
    Link(String),
    Superscript,
}

impl<'a> Inline<'a> {
    pub(super) fn new(source: &'a str, numbers: &'a Numbers, kind: BlockKind, part: Part, level: u8) -> Self {
        Inline {
            source,
            numbers,
            kind,
            part,
            level,
            text: MappedText::new(),
            space: None,
            after_marker: false,
            unsettled: 0,
            marks: Vec::new(),
            markers: Vec::new(),
            open: Vec::new(),
            links: 0,
            mute: None,
            alt: None,
            images: Vec::new(),
        }
    }

    /// Words as the parser gives them, with their range.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, alt, _)) = &mut self.alt {
            alt.push_str(text);
        } else if self.mute.is_none() {
            if self.source.get(range.clone()) == Some(text) {
                self.words(text, range.start);
            } else {
                self.whole(text, range.into());
            }
        }
    }

    /// A line break, soft or hard.
    pub(super) fn line_break(&mut self, range: Range<usize>) {
        if let Some((_, alt, _)) = &mut self.alt {
            alt.push(' ');
        } else {
            self.blank(range.into());
        }
    }

    /// A code span with its backticks.
    pub(super) fn code(&mut self, text: &str, range: Range<usize>) {
        if self.alt.is_some() || self.mute.is_some() {
            return self.text(text, range);
        }
        self.settle();
        let start = self.text.len();
        let raw = self.source.get(range.clone()).unwrap_or_default();
        let ticks = raw.bytes().take_while(|b| *b == b'`').count();
        match raw.get(ticks..raw.len().saturating_sub(ticks)) {
            Some(inner) if inner.trim() == text.trim() => {
                let skip = inner.len() - inner.trim_start().len();
                self.words(inner.trim(), range.start + ticks + skip);
            }
            _ => self.whole(text, range.into()),
        }
        self.mark(start, MarkKind::Code);
        self.unsettled = self.text.len();
    }

    /// `[^label]` with a definition.
    pub(super) fn footnote(&mut self, label: &str, range: Range<usize>) {
        if self.alt.is_none() && self.mute.is_none() {
            self.settle();
            self.marker(Style::Footnote, Target::Label(label.to_owned()), range.into());
        }
    }

    pub(super) fn open_mark(&mut self, kind: MarkKind, range: Range<usize>) {
        self.open(What::Mark(kind), None, range.start);
    }

    pub(super) fn close_mark(&mut self, range: Range<usize>) {
        self.close(|o| o.tag.is_none() && matches!(o.what, What::Mark(_)), range.end);
    }

    /// A link begins; `range` is the whole link.
    pub(super) fn open_link(&mut self, url: &str, range: Range<usize>) {
        self.open(What::Link(url.to_owned()), None, range.start);
    }

    pub(super) fn close_link(&mut self, range: Range<usize>) {
        self.close(|o| o.tag.is_none() && matches!(o.what, What::Link(_)), range.end);
    }

    /// A picture begins; `range` is the whole picture.
    pub(super) fn open_image(&mut self, range: Range<usize>) {
        match &mut self.alt {
            Some((_, _, depth)) => *depth += 1,
            None => self.alt = Some((range.into(), String::new(), 0)),
        }
    }

    pub(super) fn close_image(&mut self) {
        match self.alt.take() {
            Some((span, alt, 0)) => self.images.push(Image { span, alt: Some(alt.trim().to_owned()), caption: None }),
            Some((span, alt, depth)) => self.alt = Some((span, alt, depth - 1)),
            None => {}
        }
    }

    /// One HTML tag or comment between words.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(tag) = tag::parse(html).filter(|_| self.alt.is_none()) else { return };
        if let Some(name) = &self.mute {
            if tag.closing && tag.is(name) {
                self.mute = None;
            }
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        let mark = match name.as_str() {
            "i" | "em" => Some(MarkKind::Emphasis),
            "b" | "strong" => Some(MarkKind::Strong),
            "code" | "kbd" | "samp" | "tt" => Some(MarkKind::Code),
            "q" => Some(MarkKind::Quotation),
            "cite" => Some(MarkKind::Cite),
            _ => None,
        };
        match name.as_str() {
            "br" => self.blank(range.into()),
            "img" => {
                let alt = tag.attribute("alt").map(Cow::into_owned);
                self.images.push(Image { span: range.into(), alt, caption: None });
            }
            // `<INSERT NAME HERE>` is a slot that somebody forgot to fill: it is seen on the page.
            _ if is_slot(tag, html) => self.words(html, range.start),
            _ if tag.closing => self.close(|o| o.tag.as_deref() == Some(&name), range.end),
            "a" => {
                // A link inside a link ends the one before it, as in a browser.
                self.close(|o| o.tag.as_deref() == Some("a"), range.start);
                if let Some(url) = tag.attribute("href") {
                    self.open(What::Link(url.into_owned()), Some(name), range.start);
                }
            }
            "sup" => self.open(What::Superscript, Some(name), range.start),
            _ if tag::is_mute(&name) => self.mute = (!html.ends_with("/>")).then_some(name),
            _ => {
                if let Some(kind) = mark {
                    self.open(What::Mark(kind), Some(name), range.start);
                }
            }
        }
    }

    /// The next cell of a table row begins.
    pub(super) fn cell(&mut self, range: Range<usize>) {
        self.settle();
        if !self.text.is_empty() {
            let end = self.end();
            self.space = None;
            self.after_marker = false;
            let start = end.min(range.start);
            for (text, span) in [(" ", start..start), ("|", start..range.start), (" ", range.start..range.start)] {
                self.text.push_for(text, span.into());
            }
        }
    }

    /// The finished block with its markers, whose `block` the caller sets; `None` where there are no words.
    pub(super) fn finish(mut self) -> (Option<Block>, Vec<Marker>, Vec<Image>) {
        (self.alt, self.mute) = (None, None);
        self.settle();
        while !self.open.is_empty() {
            self.close(|_| true, self.end());
        }
        if let Some(cut) = self.text.as_str().strip_suffix(" | ").map(str::len) {
            self.text.truncate(cut);
        }
        let len = self.text.len();
        self.marks.retain_mut(|m| {
            m.range.end = m.range.end.min(len);
            m.range.start < m.range.end
        });
        self.marks.sort_by_key(|m| m.range.start);
        self.markers.sort_by_key(|m| m.span.start);
        for marker in &mut self.markers {
            marker.range = marker.range.start.min(len)..marker.range.end.min(len);
        }
        let block = (len > 0 || !self.markers.is_empty()).then_some(Block {
            kind: self.kind,
            part: self.part,
            level: self.level,
            text: self.text,
            marks: self.marks,
            why: None,
        });
        (block, self.markers, self.images)
    }

    /// Words that stand as they are at `at` of the file, white space folded.
    pub(super) fn words(&mut self, text: &str, at: usize) {
        let mut from = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c != HIDDEN && !c.is_whitespace() {
                continue;
            }
            if c == ' ' && i > from && chars.peek().is_some_and(|(_, next)| *next != HIDDEN && !next.is_whitespace()) {
                continue;
            }
            self.verbatim(&text[from..i], at + from);
            from = i + c.len_utf8();
            if c != HIDDEN {
                self.blank(Span::new(at + i, at + from));
            }
        }
        self.verbatim(&text[from..], at + from);
    }

    /// Words that stand for `span` as a whole.
    fn whole(&mut self, text: &str, span: Span) {
        if text.chars().all(char::is_whitespace) {
            return self.blank(span);
        }
        self.before_word(text);
        if text.contains(char::is_whitespace) {
            self.text.push_for(&text.split_whitespace().collect::<Vec<_>>().join(" "), span);
        } else {
            self.text.push_for(text, span);
        }
    }

    fn verbatim(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.before_word(text);
            self.text.push(text, at);
        }
    }

    fn before_word(&mut self, text: &str) {
        if let Some(space) = self.space.take()
            && !self.text.is_empty()
            && !(self.after_marker && text.starts_with(['.', ',', ';', ':', '!', '?', ')']))
        {
            self.text.push_for(" ", space);
        }
        self.after_marker = false;
    }

    fn blank(&mut self, span: Span) {
        if self.mute.is_none() && !self.text.is_empty() && !self.text.as_str().ends_with(' ') {
            self.space = Some(self.space.map_or(span, |s| s.cover(span)));
        }
    }

    /// Where the last character stands in the file.
    fn end(&self) -> usize {
        self.text.span(self.text.len().saturating_sub(1)..self.text.len()).end
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        let range = self.inner(start);
        if !range.is_empty() {
            self.marks.push(Mark { range, kind });
        }
    }

    /// From `start` to here, without the space that was written before the first word.
    fn inner(&self, start: usize) -> Range<usize> {
        let end = self.text.len();
        let start = start.min(end);
        start + usize::from(self.text.as_str().as_bytes().get(start) == Some(&b' '))..end
    }

    fn marker(&mut self, style: Style, target: Target, span: Span) {
        let at = self.text.len();
        self.markers.push(Marker { style, block: 0, range: at..at, span, target });
        self.after_marker = true;
        self.unsettled = at;
    }

    fn open(&mut self, what: What, tag: Option<String>, source: usize) {
        if self.alt.is_some() || self.mute.is_some() {
            return;
        }
        self.settle();
        if self.open.len() < DEEPEST || tag.is_none() {
            self.links += usize::from(matches!(what, What::Link(_)));
            self.open.push(Open { what, tag, text: self.text.len(), source });
        }
    }

    /// Closes the innermost open element that fits; the others stay open.
    fn close(&mut self, fits: impl Fn(&Open) -> bool, end: usize) {
        if self.alt.is_some() {
            return;
        }
        let deepest = self.open.len().saturating_sub(DEEPEST);
        let Some(i) = self.open[deepest..].iter().rposition(fits) else { return };
        self.settle();
        let open = self.open.remove(deepest + i);
        let span = Span::new(open.source, end.max(open.source));
        match open.what {
            What::Mark(kind) => self.mark(open.text, kind),
            What::Link(url) => {
                self.links -= 1;
                self.mark(open.text, MarkKind::Link);
                let range = self.inner(open.text);
                self.markers.push(Marker { style: Style::Link, block: 0, range, span, target: Target::Url(url) });
            }
            What::Superscript => self.superscript(open.text, span),
        }
    }
}

/// Whether what the parser takes for a tag is a slot in capitals: `<INSERT NAME HERE>`.
fn is_slot(tag: Tag<'_>, html: &str) -> bool {
    !tag.closing
        && tag.name.len() > 2
        && tag.name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-')
        && !html.contains('=')
        && !tag::is_html(tag.name)
}
