//! Trees of nodes with a type, children and marked text: Lexical (Ghost, Payload), ProseMirror and TipTap, Contentful Rich
//! Text, Slate.

use super::super::values::{self, Named, Value};
use super::names::{self, Card, Shape};
use super::sheet::Sheet;
use super::{cards, node};

/// Bits of a text's `format` in Lexical.
const LEXICAL: [(u32, &str); 5] = [(1, "strong"), (2, "em"), (16, "code"), (32, "sub"), (64, "sup")];

/// Writes nodes that follow each other. Texts with the same address are one link.
pub(super) fn write(nodes: &[Value], sheet: &mut Sheet) {
    let mut link: Option<&str> = None;
    for value in nodes {
        let to = match value {
            Value::Table(table) => linked(table),
            _ => None,
        };
        sheet.turn_to(&mut link, to);
        match value {
            Value::Table(table) => write_node(table, sheet),
            Value::Text(text) => sheet.element("p", |sheet| sheet.words(text)),
            Value::List(list) => write(list, sheet),
        }
    }
    sheet.turn_to(&mut link, None);
}

/// The address of a text that a mark makes a link.
fn linked(text: &[Named]) -> Option<&str> {
    node::tables(node::list(text, &["marks"])?)
        .find(|mark| node::kind(mark).is_some_and(|kind| names::shape(kind) == Some(Shape::Link)))
        .and_then(node::address)
}

fn write_node(table: &[Named], sheet: &mut Sheet) {
    let children = node::children(table);
    let inside = |sheet: &mut Sheet| match children {
        Some(children) => write(children, sheet),
        None => cards::own_words(table, sheet),
    };
    let Some(kind) = node::full_kind(table) else {
        // Slate: a text has no type, and neither has a paragraph.
        return match children {
            Some(children) => sheet.element("p", |sheet| write(children, sheet)),
            None if words(table).is_some() => text(table, sheet),
            None => cards::unknown("no type", table, sheet),
        };
    };
    match names::shape(kind) {
        Some(Shape::Container) => inside(sheet),
        Some(Shape::Element(name)) => sheet.element(name, inside),
        Some(Shape::Heading) => sheet.element(level(kind, table), inside),
        Some(Shape::List) => {
            let style =
                node::attribute(table, &["listtype", "style", "tag", "format"]).map_or("", |style| style.as_str());
            let counts = matches!(style, "number" | "ordered" | "ol" | "numbered");
            sheet.element(if counts { "ol" } else { "ul" }, inside);
        }
        Some(Shape::Link) => {
            sheet.open_link(node::address(table).unwrap_or_default());
            inside(sheet);
            sheet.close();
        }
        Some(Shape::Text) => text(table, sheet),
        Some(Shape::Break) => sheet.line_break(),
        Some(Shape::Silent) => {}
        Some(Shape::Card(card)) if children.is_some_and(|children| !children.is_empty()) => match card {
            Card::Code => sheet.element("pre", inside),
            Card::Picture => sheet.element("figure", |sheet| {
                cards::one_picture(table, sheet);
                sheet.element("figcaption", inside);
            }),
            _ => sheet.element("div", inside),
        },
        Some(Shape::Card(card)) => cards::write(card, kind, table, sheet),
        None => match children {
            Some(children) => {
                let inline = node::tables(children).any(|child| {
                    node::kind(child).is_none_or(|k| matches!(names::shape(k), Some(Shape::Text | Shape::Link)))
                });
                sheet.unknown(kind, true);
                // Text alone is a paragraph of its own, blocks are what they are.
                if inline && !sheet.in_block() {
                    sheet.element("p", |sheet| write(children, sheet));
                } else {
                    write(children, sheet);
                }
            }
            None => cards::unknown(kind, table, sheet),
        },
    }
}

/// The element of a heading.
fn level(kind: &str, table: &[Named]) -> &'static str {
    let digit = |text: &str| text.chars().last().and_then(|c| c.to_digit(10));
    let said = || node::attribute(table, &["tag", "level"]).and_then(|text| digit(text.as_str()));
    names::heading(digit(kind).or_else(said))
}

/// A text with its marks.
fn text(table: &[Named], sheet: &mut Sheet) {
    let Some(words) = words(table) else { return };
    let mut marks: Vec<&'static str> = Vec::new();
    for mark in node::list(table, &["marks"]).into_iter().flat_map(node::tables) {
        marks.extend(node::kind(mark).and_then(names::mark));
    }
    let bits = node::number(table, &["format"]).unwrap_or(0);
    marks.extend(LEXICAL.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name));
    let is_true = |named: &&Named| matches!(&named.value, Value::Text(said) if said.as_str() == "true");
    marks.extend(table.iter().filter(is_true).filter_map(|named| names::mark(&named.key)));
    marks.sort_unstable();
    marks.dedup();
    marks.iter().for_each(|name| sheet.open(name));
    sheet.text(words);
    marks.iter().for_each(|_| sheet.close());
}

/// The words of a text node, blanks alone too.
fn words(table: &[Named]) -> Option<&crate::text::MappedText> {
    let own = ["text", "value"].iter().find_map(|name| match values::find(table, &[name]) {
        Some(Value::Text(words)) => Some(words),
        _ => None,
    });
    own.or_else(|| node::attribute(table, &["label"]))
}
