//! What is on the page: its own words, in their places.

use schemars::JsonSchema;
use serde::Serialize;

use super::extent::{Extent, extent};
use super::id::{Id, numbered};
use crate::analysis::Analysis;
use crate::article::{BlockKind, Field, Part, Timestamp};
use crate::text::Span;

#[derive(Serialize, JsonSchema)]
pub(super) struct PlacedText<'a> {
    text: &'a str,
    span: Option<Span>,
}

/// A field with its place.
pub(super) fn placed(field: &Field) -> PlacedText<'_> {
    PlacedText { text: &field.text, span: field.span }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Time<'a> {
    /// As the page words it.
    text: &'a str,
    /// ISO 8601 as far as the page says.
    value: Option<&'a str>,
    span: Option<Span>,
}

/// A time as the page gives it.
pub(super) fn time(time: &Timestamp) -> Time<'_> {
    Time { text: &time.text, value: time.value.as_deref(), span: time.span }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct BlockEntry<'a> {
    id: Id,
    kind: BlockKind,
    part: Part,
    /// 1 to 6 for a heading, else 0.
    level: u8,
    text: &'a str,
    span: Extent,
    /// With `--why`: why the reader of a web page took it for part of the article, or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// The blocks, in reading order.
pub(super) fn blocks<'a>(analysis: &'a Analysis) -> Vec<BlockEntry<'a>> {
    let article = &analysis.article;
    numbered('P', &article.blocks, |id, b| BlockEntry {
        span: extent(article, id.1, 0..b.text.len()),
        id,
        kind: b.kind,
        part: b.part,
        level: b.level,
        text: b.words(),
        why: b.why.as_deref(),
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct NoteEntry<'a> {
    message: &'a str,
    span: Option<Span>,
}

/// What the reader was unsure of.
pub(super) fn notes<'a>(analysis: &'a Analysis) -> Vec<NoteEntry<'a>> {
    analysis.article.notes.iter().map(|n| NoteEntry { message: &n.message, span: n.span }).collect()
}
