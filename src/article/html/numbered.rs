//! Bare numbers in brackets (`[1]`, `[2, 3]`) that point into the page's own list, and brackets that lost their number.

use std::collections::HashSet;

use crate::article::{Article, Block, BlockKind, Marker, Part, Style, Target};
use crate::text::MappedText;

/// A marker in brackets: where it stands in the text of its block, and its labels (none: it is empty).
struct Bracket {
    start: usize,
    end: usize,
    labels: Vec<String>,
}

/// Lifts them out of the sentences of the body.
pub(super) fn lift(article: &mut Article) {
    let labels: HashSet<&str> = article.entries.iter().filter_map(|e| e.label.as_deref()).collect();
    let notes: HashSet<&str> = article.footnotes.iter().map(|f| f.label.as_str()).collect();
    let known = |label: &str| labels.contains(label) || notes.contains(label);
    let mut lifted = Vec::new();
    for (index, block) in article.blocks.iter_mut().enumerate() {
        if !matches!(block.part, Part::Body | Part::Dek)
            || block.kind == BlockKind::Code
            || !block.words().contains('[')
        {
            continue;
        }
        let brackets = brackets(block.words(), &known);
        if !brackets.is_empty() {
            lifted.push((index, brackets));
        }
    }
    let mut added = Vec::new();
    for (index, brackets) in lifted {
        let from = article.markers.partition_point(|m| m.block < index);
        let to = article.markers.partition_point(|m| m.block <= index);
        let block = &mut article.blocks[index];
        let others = &mut article.markers[from..to];
        added.extend(cut(block, index, others, &brackets));
    }
    if !added.is_empty() {
        article.markers.extend(added);
        article.markers.sort_by_key(|m| (m.block, m.span));
    }
}

/// The markers in a text.
fn brackets(text: &str, known: &impl Fn(&str) -> bool) -> Vec<Bracket> {
    let mut out = Vec::new();
    for (open, _) in text.match_indices('[') {
        let Some(inside) = text[open + 1..].bytes().take(40).position(|b| b == b']') else { continue };
        let words = &text[open + 1..open + 1 + inside];
        let labels: Vec<String> = words.split([',', ';']).map(|l| l.trim().to_owned()).collect();
        let lost = words.trim().is_empty()
            && text[..open].ends_with(|c: char| c.is_alphanumeric() || " .,;!?”“\"’)".contains(c));
        if !lost && !labels.iter().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit()) && known(l)) {
            continue;
        }
        let end = open + inside + 2;
        // The blank before a marker goes with it where the sentence goes on without one.
        let closes = text[end..].is_empty() || text[end..].starts_with(['.', ',', ';', ':', '!', '?', ')', '[', ' ']);
        let start = if closes { text[..open].trim_end().len() } else { open };
        out.push(Bracket { start, end, labels: if lost { Vec::new() } else { labels } });
    }
    out
}

/// Cuts the markers out of a block and moves what stands behind them.
fn cut(block: &mut Block, index: usize, others: &mut [Marker], brackets: &[Bracket]) -> Vec<Marker> {
    let mut text = MappedText::new();
    let mut markers = Vec::new();
    let mut at = 0;
    for bracket in brackets {
        text.append(&block.text.slice(at..bracket.start.max(at)));
        at = bracket.end;
        let span = block.text.span(bracket.start..bracket.end);
        let place = text.len();
        let marker = |style, target| Marker { style, block: index, range: place..place, span, target };
        if bracket.labels.is_empty() {
            markers.push(marker(Style::Empty, Target::Nowhere));
        }
        markers.extend(bracket.labels.iter().map(|l| marker(Style::Numbered, Target::Label(l.clone()))));
    }
    text.append(&block.text.slice(at..block.text.len()));
    // How many bytes were cut before a place of the old text; places inside a marker move to its start.
    let mut gone = vec![0];
    gone.extend(brackets.iter().scan(0, |sum, b| {
        *sum += b.end - b.start;
        Some(*sum)
    }));
    let moved = |old: usize| match brackets.partition_point(|b| b.start < old) {
        0 => old,
        before => old.max(brackets[before - 1].end) - gone[before],
    };
    for mark in &mut block.marks {
        mark.range = moved(mark.range.start)..moved(mark.range.end);
    }
    block.marks.retain(|m| !m.range.is_empty());
    for other in others {
        other.range = moved(other.range.start)..moved(other.range.end);
    }
    block.text = text;
    markers
}
