//! `typography.spacing`: a space before a stop or comma, and a doubled stop.
//!
//! Looks at title, dek and body outside quotations and code. A space that a lost citation marker left is told too; its
//! rule names the marker's rule as the cause. Ellipses, decimals (` .5`), file endings and names (` .org`, ` .NET`)
//! are no fault. Doubled spaces are not looked for: mark-up folds them, and in plain text a typist's two spaces after a
//! stop are a habit. Facts: `words` (where it stands).

use memchr::memmem;

use super::{Context, Detect, Evidence, Hit, Outcome};
use crate::analysis::{Analysis, Place};
use crate::article::{BlockKind, Part, Style};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Spacing;

/// Builds `typography.spacing`, which takes no parameters.
pub fn spacing(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Spacing)
}

impl Detect for Spacing {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let mut hits = Vec::new();
        for (i, block) in analysis.article.blocks.iter().enumerate() {
            let own = matches!(block.part, Part::Title | Part::Dek | Part::Body);
            if own && !matches!(block.kind, BlockKind::Code | BlockKind::Quote) {
                faults_of(analysis, i, block.words(), &mut hits);
            }
        }
        // The reader takes a lost marker's space out of the sentence: it is told from the marker.
        for citation in analysis.citations.iter().filter(|c| c.style == Style::Empty && c.span.len() == 1) {
            let text = analysis.article.blocks.get(citation.place.block).map(|b| b.words()).unwrap_or_default();
            let at = citation.place.start;
            let before = last_word(text.get(..at).unwrap_or_default()).len();
            let after = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
            let place = Place::new(citation.place.block, at - before..at + after);
            let span = analysis.span(place).cover(citation.span);
            hits.push(
                Hit::new(Evidence { place, span: Some(span) }).text("words", spaced(analysis.text(place), after)),
            );
        }
        hits.sort_by_key(|h| (h.at.place, h.at.span));
        Outcome::hits(hits)
    }
}

/// What stands behind the last white space of a text.
fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// The words with the space before their last `stop` bytes, as the reader of the page sees them.
fn spaced(words: &str, stop: usize) -> String {
    let (word, stop) = words.split_at_checked(words.len().saturating_sub(stop)).unwrap_or((words, ""));
    format!("{word} {stop}")
}

/// The faults of one text. Only marks are looked at: a text without ` .`, ` ,` and `..` costs three searches.
fn faults_of(analysis: &Analysis, block: usize, text: &str, hits: &mut Vec<Hit>) {
    for pattern in [" .", " ,", "..", ",,"] {
        let mut from = 0;
        while let Some(found) = text.as_bytes().get(from..).and_then(|rest| memmem::find(rest, pattern.as_bytes())) {
            let at = from + found;
            let end = at + pattern.len();
            from = end;
            let rest = &text[end..];
            let before = text[..at].chars().next_back();
            let next = rest.chars().next();
            let fine = match pattern {
                ".." => {
                    before.is_some_and(|c| ".!?/".contains(c))
                        || next.is_some_and(|c| c == '.' || c == '/' || c == '\\')
                }
                ",," => before.is_none_or(|c| !c.is_alphanumeric()),
                // `.5`, `.org`, `...`
                _ => {
                    next.is_some_and(|c| c.is_alphanumeric() || c == '.')
                        || !before.is_some_and(|c| c.is_alphanumeric() || "\"”“»)’'".contains(c))
                }
            };
            if pattern == ".." {
                // A run of stops is looked at once.
                from += rest.len() - rest.trim_start_matches('.').len();
            }
            if fine || is_protected(analysis, block, at) {
                continue;
            }
            let start = at - last_word(&text[..at]).len();
            let place = Place::new(block, start..end);
            hits.push(Hit::new(place).text("words", analysis.text(place)));
        }
    }
}

fn is_protected(analysis: &Analysis, block: usize, at: usize) -> bool {
    let tokens = analysis.tokens.get(block).map(Vec::as_slice).unwrap_or_default();
    let i = tokens.partition_point(|t| t.end <= at);
    // Between two tokens: both must belong to the guarded words.
    let guard = |i: usize| analysis.protected.get(block).and_then(|p| p.get(i)).copied().unwrap_or(false);
    guard(i) && (i == 0 || guard(i - 1))
}
