//! Where a text stands: one range, or its pieces where a citation was lifted out of its middle.

use schemars::JsonSchema;
use serde::Serialize;

use crate::article::Article;
use crate::text::Span;

/// One range; or, where a note or a card lies inside it, the ranges that the text is put together from, in order.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Extent {
    Whole(Span),
    Pieces(Vec<Span>),
}

/// The extent of a stretch of a block's text (bytes).
pub(super) fn extent(article: &Article, block: usize, range: std::ops::Range<usize>) -> Extent {
    match article.pieces(block, range).as_slice() {
        [one] => Extent::Whole(*one),
        pieces => Extent::Pieces(pieces.to_vec()),
    }
}
