//! Arc ANS: `content_elements` with a type, whose `content` is HTML.

use super::super::values::{self, Named, Value};
use super::names::{self, Card, Shape};
use super::sheet::Sheet;
use super::{cards, node};

/// Writes the elements.
pub(super) fn write(elements: &[Value], sheet: &mut Sheet) {
    for element in node::tables(elements) {
        write_element(element, sheet);
    }
}

fn write_element(element: &[Named], sheet: &mut Sheet) {
    let kind = node::kind(element).unwrap_or("element");
    let content = |sheet: &mut Sheet| {
        if let Some(words) = values::find_text(element, &["content", "text"]) {
            sheet.html(words);
        }
    };
    let inner = node::list(element, &["content_elements", "contentelements"]);
    match names::plain(kind).as_str() {
        "text" | "paragraph" | "correction" => sheet.element("p", content),
        "header" | "heading" => sheet.element(names::heading(node::number(element, &["level"])), content),
        "list" => list(element, sheet),
        "quote" | "blockquote" | "pullquote" => sheet.element("blockquote", |sheet| {
            content(sheet);
            write(inner.unwrap_or_default(), sheet);
            if let Some(Value::Table(citation)) = values::find(element, &["citation"]) {
                for words in cards::texts(citation, &["content"]) {
                    sheet.element("p", |sheet| sheet.html(words));
                }
            }
        }),
        "rawhtml" => content(sheet),
        "table" => table(element, sheet),
        _ => match names::shape(kind) {
            Some(Shape::Card(Card::Code)) => sheet.element("pre", content),
            Some(Shape::Card(Card::Picture)) => {
                cards::write(Card::Picture, kind, element, sheet);
                write(inner.unwrap_or_default(), sheet);
            }
            Some(Shape::Card(card)) => cards::write(card, kind, element, sheet),
            Some(Shape::Silent) => {}
            Some(Shape::Container) if inner.is_some() => write(inner.unwrap_or_default(), sheet),
            _ => match inner {
                Some(inner) => {
                    sheet.unknown(kind, true);
                    write(inner, sheet);
                }
                None => cards::unknown(kind, element, sheet),
            },
        },
    }
}

/// A list, whose items are texts or lists.
fn list(element: &[Named], sheet: &mut Sheet) {
    let counts = values::find_text(element, &["listtype"]).is_some_and(|kind| kind.as_str() == "ordered");
    sheet.element(if counts { "ol" } else { "ul" }, |sheet| {
        for item in node::tables(node::list(element, &["items"]).unwrap_or_default()) {
            sheet.element("li", |sheet| match values::find_text(item, &["content"]) {
                Some(words) => sheet.html(words),
                None => list(item, sheet),
            });
        }
    });
}

fn table(element: &[Named], sheet: &mut Sheet) {
    let row = |cells: &[Value], name: &'static str, sheet: &mut Sheet| {
        sheet.element("tr", |sheet| {
            for cell in cells.iter().filter_map(Value::text) {
                sheet.element(name, |sheet| sheet.html(cell));
            }
        });
    };
    sheet.element("table", |sheet| {
        row(node::list(element, &["header"]).unwrap_or_default(), "th", sheet);
        for cells in node::list(element, &["rows"]).unwrap_or_default() {
            if let Value::List(cells) = cells {
                row(cells, "td", sheet);
            }
        }
    });
}
