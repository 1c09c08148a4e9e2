//! Where a text stands that has citations lifted out of it: the pieces between them.

use std::ops::Range;

use super::Article;
use crate::text::Span;

impl Article {
    /// The pieces of the source that a stretch of a block's text (bytes) is put together from, in order: its place less
    /// the citations that lie inside it. Links are part of the text; where nothing was lifted there is one piece, which
    /// is [`Article::span`].
    pub fn pieces(&self, block: usize, range: Range<usize>) -> Vec<Span> {
        let whole = self.span(block, range);
        let from = self.markers.partition_point(|m| m.block < block);
        let lifted = self.markers[from..].iter().take_while(|m| m.block == block).filter(|m| m.range.is_empty());
        let mut pieces = Vec::new();
        let mut at = whole.start;
        for span in lifted.map(|m| m.span).filter(|s| whole.contains(*s)) {
            if span.start > at {
                pieces.push(Span::new(at, span.start));
            }
            at = at.max(span.end);
        }
        if at < whole.end || pieces.is_empty() {
            pieces.push(Span::new(at.min(whole.end), whole.end));
        }
        pieces
    }
}
