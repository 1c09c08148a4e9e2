//! Editor.js: blocks with a type and `data`, whose texts are HTML.

use super::super::values::{self, Named, Value};
use super::names::{self, Card, Shape};
use super::sheet::Sheet;
use super::{cards, node};

/// Writes the blocks.
pub(super) fn write(blocks: &[Value], sheet: &mut Sheet) {
    for block in node::tables(blocks) {
        let kind = node::kind(block).unwrap_or("block");
        let Some(data) = node::table(block, &["data"]) else {
            sheet.unknown(kind, false);
            continue;
        };
        write_block(kind, data, sheet);
    }
}

fn write_block(kind: &str, data: &[Named], sheet: &mut Sheet) {
    let text = |sheet: &mut Sheet, names: &[&str]| {
        if let Some(words) = values::find_text(data, names) {
            sheet.html(words);
        }
    };
    match names::plain(kind).as_str() {
        "paragraph" => sheet.element("p", |sheet| text(sheet, &["text"])),
        "header" | "heading" => {
            sheet.element(names::heading(node::number(data, &["level"])), |sheet| text(sheet, &["text"]));
        }
        "list" | "nestedlist" | "editorjslist" | "checklist" => {
            let counts = values::find_text(data, &["style"]).is_some_and(|style| style.as_str() == "ordered");
            items(node::list(data, &["items"]).unwrap_or_default(), if counts { "ol" } else { "ul" }, sheet);
        }
        "quote" => {
            sheet.element("blockquote", |sheet| {
                sheet.element("p", |sheet| text(sheet, &["text"]));
                sheet.element("p", |sheet| text(sheet, &["caption"]));
            });
        }
        "warning" => {
            sheet.element("p", |sheet| text(sheet, &["title"]));
            sheet.element("p", |sheet| text(sheet, &["message"]));
        }
        "table" => table(data, sheet),
        _ => match names::shape(kind) {
            Some(Shape::Card(Card::Picture)) => {
                let file = node::table(data, &["file"]).unwrap_or_default();
                if let Some(place) = values::find_text(data, &["url"]).or(values::find_text(file, &["url"])) {
                    sheet.picture(None, place.whole());
                }
                sheet.element("figure", |sheet| cards::caption(data, sheet));
            }
            Some(Shape::Card(card)) => cards::write(card, kind, data, sheet),
            Some(Shape::Silent) => {}
            _ => cards::unknown(kind, data, sheet),
        },
    }
}

/// The items of a list: strings, or tables with a text and items of their own.
fn items(list: &[Value], name: &'static str, sheet: &mut Sheet) {
    sheet.element(name, |sheet| {
        for item in list {
            sheet.element("li", |sheet| match item {
                Value::Text(words) => sheet.html(words),
                Value::Table(item) => {
                    if let Some(words) = values::find_text(item, &["content", "text"]) {
                        sheet.html(words);
                    }
                    if let Some(inner) = node::list(item, &["items"]).filter(|inner| !inner.is_empty()) {
                        items(inner, name, sheet);
                    }
                }
                Value::List(_) => {}
            });
        }
    });
}

fn table(data: &[Named], sheet: &mut Sheet) {
    sheet.element("table", |sheet| {
        for row in node::list(data, &["content"]).unwrap_or_default() {
            let Value::List(cells) = row else { continue };
            sheet.element("tr", |sheet| {
                for cell in cells.iter().filter_map(Value::text) {
                    sheet.element("td", |sheet| sheet.html(cell));
                }
            });
        }
    });
}
