//! The record of editorial reviews that a page prints about itself.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{Analysis, Place};
use crate::text::Span;

#[derive(Serialize, JsonSchema)]
pub(super) struct LedgerEntry<'a> {
    approved: Option<PrintedCount>,
    rejected: Option<PrintedCount>,
    pending: Option<PrintedCount>,
    feedback: Option<PrintedCount>,
    items: Vec<LedgerItemEntry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct PrintedCount {
    count: u32,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct LedgerItemEntry<'a> {
    span: Span,
    gate_errors: Option<PrintedCount>,
    lines: Vec<ScoreEntry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct ScoreEntry<'a> {
    criterion: &'a str,
    score: u8,
    minimum: Option<u8>,
    state: Option<&'a str>,
    gate: Option<&'a str>,
    blocking: bool,
    warning: bool,
    /// What the review says of the score.
    comment: &'a str,
    /// The whole line.
    span: Span,
}

/// The record, where the page prints one.
pub(super) fn ledger<'a>(analysis: &'a Analysis) -> Option<LedgerEntry<'a>> {
    analysis.ledger.as_ref().map(|ledger| {
        let printed =
            |count: Option<(u32, Place)>| count.map(|(count, at)| PrintedCount { count, span: analysis.span(at) });
        LedgerEntry {
            approved: printed(ledger.approved),
            rejected: printed(ledger.rejected),
            pending: printed(ledger.pending),
            feedback: printed(ledger.feedback),
            items: ledger
                .items
                .iter()
                .map(|item| LedgerItemEntry {
                    span: analysis.span(item.place),
                    gate_errors: printed(item.gate_errors),
                    lines: item
                        .lines
                        .iter()
                        .map(|line| ScoreEntry {
                            criterion: &line.criterion,
                            score: line.score,
                            minimum: line.minimum,
                            state: line.state.as_deref(),
                            gate: line.gate.as_deref(),
                            blocking: line.blocking,
                            warning: line.warning,
                            comment: analysis.text(line.text),
                            span: analysis.span(line.place),
                        })
                        .collect(),
                })
                .collect(),
        }
    })
}
