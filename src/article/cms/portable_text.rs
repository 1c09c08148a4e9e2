//! Portable Text, as Sanity keeps it: a flat list of blocks with a style, whose spans name their marks.

use std::collections::HashMap;

use super::super::values::{self, Named, Value};
use super::names::{self, Card, Shape};
use super::sheet::Sheet;
use super::{cards, node};

/// Lists nest no deeper than this.
const DEEPEST: usize = 16;

/// Writes the blocks.
pub(super) fn write(blocks: &[Value], sheet: &mut Sheet) {
    let mut lists: Vec<&'static str> = Vec::new();
    for block in node::tables(blocks) {
        let item = values::find_text(block, &["listitem"]).map(|said| said.as_str());
        let name = item.map(|said| if said == "number" { "ol" } else { "ul" });
        let level = node::number(block, &["level"]).unwrap_or(1).max(1) as usize;
        let depth = if name.is_some() { level.min(DEEPEST) } else { 0 };
        while lists.len() > depth || lists.len() == depth && lists.last().copied() != name {
            if lists.pop().is_none() {
                break;
            }
            sheet.close();
        }
        if let Some(name) = name {
            while lists.len() < depth {
                sheet.open(name);
                lists.push(name);
            }
        }
        write_block(block, item.is_some(), sheet);
    }
    lists.iter().for_each(|_| sheet.close());
}

fn kind(table: &[Named]) -> &str {
    values::find_text(table, &["type"]).map_or("", |kind| kind.as_str())
}

fn write_block(block: &[Named], item: bool, sheet: &mut Sheet) {
    let kind = kind(block);
    let Some(children) = node::list(block, &["children"]) else {
        return match names::shape(kind) {
            Some(Shape::Card(card)) => cards::write(card, kind, block, sheet),
            Some(Shape::Silent | Shape::Break) => {}
            _ => cards::unknown(kind, block, sheet),
        };
    };
    if !matches!(kind, "block" | "") {
        sheet.unknown(kind, true);
    }
    let style = values::find_text(block, &["style"]).map_or("", |style| style.as_str());
    let name = match names::shape(style) {
        _ if item => "li",
        Some(Shape::Heading) => names::heading(style.chars().last().and_then(|c| c.to_digit(10))),
        Some(Shape::Element(name @ "blockquote")) => name,
        Some(Shape::Card(Card::Code)) => "pre",
        _ => "p",
    };
    sheet.element(name, |sheet| spans(block, children, sheet));
}

/// The spans of a block. Spans with the same link are one link.
fn spans(block: &[Named], children: &[Value], sheet: &mut Sheet) {
    let definitions = node::tables(node::list(block, &["markdefs"]).unwrap_or_default());
    let targets: HashMap<&str, &str> = definitions
        .filter_map(|definition| Some((values::find_text(definition, &["key"])?.as_str(), node::address(definition)?)))
        .collect();
    let mut link: Option<&str> = None;
    for span in node::tables(children) {
        let marks = || node::list(span, &["marks"]).into_iter().flatten().filter_map(Value::text).map(|m| m.as_str());
        let to = marks().find_map(|mark| targets.get(mark).copied());
        sheet.turn_to(&mut link, to);
        if !matches!(kind(span), "span" | "") {
            cards::unknown(kind(span), span, sheet);
            continue;
        }
        let Some(Value::Text(words)) = values::find(span, &["text"]) else { continue };
        let marked: Vec<&'static str> = marks().filter_map(names::mark).collect();
        marked.iter().for_each(|name| sheet.open(name));
        let mut from = 0;
        for (at, line) in words.as_str().match_indices('\n') {
            sheet.text(&words.slice(from..at));
            sheet.line_break();
            from = at + line.len();
        }
        if from == 0 {
            sheet.text(words);
        } else {
            sheet.text(&words.slice(from..words.len()));
        }
        marked.iter().for_each(|_| sheet.close());
    }
    sheet.turn_to(&mut link, None);
}
