//! Where a text stands that is not one stretch of the file: one that has citations lifted out of it, and one that is put
//! together from several strings of a JSON document.

use std::ops::Range;

use super::Article;
use crate::text::Span;

impl Article {
    /// The pieces of the source that a stretch of a block's text (bytes) is put together from, in order: its place less
    /// the citations that lie inside it, and less what stands between the strings of a JSON document. Links are part of
    /// the text; where nothing was lifted there is one piece, which is [`Article::span`].
    pub fn pieces(&self, block: usize, range: Range<usize>) -> Vec<Span> {
        let from = self.markers.partition_point(|m| m.block < block);
        let lifted: Vec<Span> = self.markers[from..]
            .iter()
            .take_while(|m| m.block == block)
            .filter(|m| m.range.is_empty())
            .map(|m| m.span)
            .collect();
        let mut pieces = Vec::new();
        let wholes = self.in_strings(block, range);
        for whole in &wholes {
            let mut at = whole.start;
            for span in lifted.iter().filter(|s| whole.contains(**s)) {
                if span.start > at {
                    pieces.push(Span::new(at, span.start));
                }
                at = at.max(span.end);
            }
            if at < whole.end || pieces.is_empty() && wholes.len() == 1 {
                pieces.push(Span::new(at.min(whole.end), whole.end));
            }
        }
        pieces
    }

    /// The place of a stretch of a block's text, or its parts in each string where it is put together from several.
    fn in_strings(&self, block: usize, range: Range<usize>) -> Vec<Span> {
        let whole = self.span(block, range.clone());
        let string = |at: usize| self.strings.partition_point(|s| s.start <= at);
        let Some(text) = self.blocks.get(block).map(|b| &b.text) else { return vec![whole] };
        if self.strings.is_empty() || whole.is_empty() || string(whole.start) == string(whole.end - 1) {
            return vec![whole];
        }
        let mut parts: Vec<Span> = Vec::new();
        for place in text.places(range).filter(|place| !place.is_empty()) {
            match parts.last_mut() {
                Some(last) if string(last.start) == string(place.start) => *last = last.cover(place),
                _ => parts.push(place),
            }
        }
        parts
    }
}
