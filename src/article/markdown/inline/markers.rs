//! Markers among the words of a block: what the parser takes for plain text or a superscript, and what points to a source.

use std::ops::Range;

use super::Inline;
use crate::article::{BlockKind, Mark, MarkKind, Marker, Style, Target, address};
use crate::text::{MappedText, Span};

impl Inline<'_> {
    /// `<sup>1</sup>`, `<sup><a href="#fn1">1</a></sup>`: a marker where it leads to a note or a source-list number.
    pub(super) fn superscript(&mut self, start: usize, span: Span) {
        let range = self.inner(start);
        let label = self.text.as_str()[range.clone()].trim_matches(['[', ']', '(', ')', ' ']).to_owned();
        let number = label.parse().is_ok_and(|n: u32| self.numbers.known.contains(&n));
        let linked = self
            .markers
            .last()
            .is_some_and(|m| span.contains(m.span) && matches!(&m.target, Target::Url(url) if url.starts_with('#')));
        if label.is_empty() || label.len() > 8 || !(number || linked) {
            return;
        }
        if linked {
            self.markers.pop();
        }
        while self.marks.last().is_some_and(|m| m.range.start >= range.start) {
            self.marks.pop();
        }
        let before = self.text.as_str()[..range.start].trim_end().len();
        if before < range.start {
            self.space = Some(self.text.span(before..range.start));
        }
        self.text.truncate(before);
        self.marker(if linked { Style::Footnote } else { Style::Numbered }, Target::Label(label), span);
    }

    /// Looks through the words since the last element for what the parser takes for text: undefined footnotes `[^x]`,
    /// numbers `[1]` of the source list, bare addresses.
    pub(super) fn settle(&mut self) {
        let start = std::mem::replace(&mut self.unsettled, self.text.len()).min(self.text.len());
        let run = &self.text.as_str()[start..];
        let addresses = self.links == 0 && (run.contains("://") || run.contains("www."));
        if self.kind == BlockKind::Code || !addresses && !run.contains('[') {
            return;
        }
        let run = self.text.slice(start..self.text.len());
        let pending = self.space.take();
        self.text.truncate(start);
        let mut done = 0;
        let mut at = 0;
        let mut next_url = addresses.then(|| address::next_url(run.as_str(), 0)).flatten();
        let next_bracket = |at: usize| run.as_str()[at..].find('[').map(|i| at + i);
        let mut bracket = next_bracket(0);
        loop {
            if bracket.is_some_and(|b| b < at) {
                bracket = next_bracket(at);
            }
            if let Some(url) = next_url.clone().filter(|u| bracket.is_none_or(|b| u.start < b)) {
                self.piece(&run, done..url.end);
                let words = self.text.len() - url.len()..self.text.len();
                self.marks.push(Mark { range: words.clone(), kind: MarkKind::Link });
                let target = Target::Url(run.as_str()[url.clone()].to_owned());
                self.markers.push(Marker {
                    style: Style::Link,
                    block: 0,
                    range: words,
                    span: run.span(url.clone()),
                    target,
                });
                (done, at) = (url.end, url.end);
                next_url = address::next_url(run.as_str(), at);
                continue;
            }
            let Some(open) = bracket else { break };
            at = open + 1;
            if let Some((len, style, labels)) = self.in_brackets(&run, open) {
                self.piece(&run, done..open);
                if self.text.as_str().ends_with(' ') {
                    self.space = Some(self.text.span(self.text.len() - 1..self.text.len()));
                    self.text.truncate(self.text.len() - 1);
                }
                for label in labels {
                    self.marker(style, Target::Label(label), run.span(open..open + len));
                }
                (done, at) = (open + len, open + len);
                // An address before this place was inside the brackets.
                if next_url.as_ref().is_some_and(|u| u.start < at) {
                    next_url = address::next_url(run.as_str(), at);
                }
            }
        }
        self.piece(&run, done..run.len());
        self.space = match (self.space, pending) {
            (Some(a), Some(b)) => Some(a.cover(b)),
            (a, b) => b.or(a),
        };
        self.unsettled = self.text.len();
    }

    /// Appends a part of a run that was taken out for looking through.
    fn piece(&mut self, run: &MappedText, range: Range<usize>) {
        let mut piece = run.slice(range);
        if piece.is_empty() {
            return;
        }
        if piece.as_str().starts_with(' ') && (self.text.is_empty() || self.after_marker || self.space.is_some()) {
            let space = piece.span(0..1);
            piece = piece.slice(1..piece.len());
            self.blank(space);
            if piece.is_empty() {
                return;
            }
        }
        self.before_word(piece.as_str());
        self.text.append(&piece);
    }

    /// The marker that starts with the bracket at `open`: its length, style and labels.
    fn in_brackets(&self, run: &MappedText, open: usize) -> Option<(usize, Style, Vec<String>)> {
        let text = &run.as_str()[open..];
        let len = text.bytes().take(66).position(|b| b == b']')? + 1;
        let inner = text.get(1..len - 1)?;
        let place = run.span(open..open + 1);
        if place.start > 0 && self.source.as_bytes().get(place.start - 1) == Some(&b'\\') {
            return None;
        }
        if let Some(label) = inner.strip_prefix('^') {
            let fits = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[' || c == '^');
            return fits.then(|| (len, Style::Footnote, vec![label.to_owned()]));
        }
        if self.numbers.known.is_empty()
            || place.start >= self.numbers.list
            || self.links > 0
            || !inner.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let labels: Vec<u32> = inner.split(',').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
        // A year in brackets is an editor's insertion.
        (labels.iter().all(|n| *n < 1000)).then(|| (len, Style::Numbered, labels.iter().map(u32::to_string).collect()))
    }
}
