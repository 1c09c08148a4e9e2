//! Mobiledoc, as older Ghost posts keep it: sections of markers that open and close mark-up by number.

use std::collections::HashSet;

use super::super::values::{self, Named, Value};
use super::names::{self, Shape};
use super::sheet::Sheet;
use super::{cards, node};
use crate::text::MappedText;

/// Mark-up nests no deeper than this.
const DEEPEST: usize = 32;

/// Writes the sections.
pub(super) fn write(document: &[Named], sheet: &mut Sheet) {
    let list = |name| node::list(document, &[name]).unwrap_or_default();
    let parts = Parts { markups: list("markups"), atoms: list("atoms"), cards: list("cards") };
    let mut written = HashSet::new();
    for section in list("sections") {
        let Value::List(section) = section else { continue };
        match (number(section.first()), section.get(1), section.get(2)) {
            (Some(1), tag, Some(Value::List(markers))) => {
                sheet.element(block(tag), |sheet| parts.markers(markers, &mut written, sheet));
            }
            (Some(2), Some(Value::Text(source)), _) => sheet.picture(None, source.whole()),
            (Some(3), tag, Some(Value::List(items))) => {
                let counts = tag.and_then(Value::text).is_some_and(|tag| tag.as_str() == "ol");
                sheet.element(if counts { "ol" } else { "ul" }, |sheet| {
                    for item in items {
                        if let Value::List(markers) = item {
                            sheet.element("li", |sheet| parts.markers(markers, &mut written, sheet));
                        }
                    }
                });
            }
            (Some(10), card, _) => {
                let at = number(card);
                if let Some(Value::List(card)) = at.and_then(|at| parts.cards.get(at)) {
                    // Each card stands in one place.
                    if written.insert((10, at)) {
                        write_card(card, sheet);
                    } else {
                        sheet.left_out("card that stood before");
                    }
                }
            }
            _ => sheet.unknown("section", false),
        }
    }
}

/// The cards and atoms that were written: their type and number.
type Written = HashSet<(u8, Option<usize>)>;

struct Parts<'v> {
    markups: &'v [Value],
    atoms: &'v [Value],
    cards: &'v [Value],
}

impl Parts<'_> {
    /// A run of markers: `[type, mark-up that opens, how much closes behind it, text or atom]`.
    fn markers(&self, markers: &[Value], written: &mut Written, sheet: &mut Sheet) {
        let mut open = 0usize;
        for marker in markers {
            let Value::List(marker) = marker else { continue };
            if let Some(Value::List(opens)) = marker.get(1) {
                for markup in opens.iter().filter_map(|at| self.markups.get(number(Some(at))?)) {
                    if open < DEEPEST {
                        open_markup(markup, sheet);
                        open += 1;
                    }
                }
            }
            match (number(marker.first()), marker.get(3)) {
                (Some(0), Some(Value::Text(words))) => sheet.text(words),
                (Some(1), at) => {
                    let at = number(at);
                    if let Some(Value::List(atom)) = at.and_then(|at| self.atoms.get(at)) {
                        let first = written.insert((1, at));
                        write_atom(atom, first, sheet);
                    }
                }
                _ => {}
            }
            let closes = number(marker.get(2)).unwrap_or(0).min(open);
            (0..closes).for_each(|_| sheet.close());
            open -= closes;
        }
        (0..open).for_each(|_| sheet.close());
    }
}

fn number(value: Option<&Value>) -> Option<usize> {
    value?.text()?.as_str().trim().parse().ok()
}

fn text(value: Option<&Value>) -> Option<&MappedText> {
    value.and_then(Value::text)
}

/// The element of a section.
fn block(tag: Option<&Value>) -> &'static str {
    match text(tag).map_or("", |tag| tag.as_str()) {
        "blockquote" | "aside" | "pull-quote" => "blockquote",
        tag => match names::shape(tag) {
            Some(Shape::Heading) => names::heading(tag.chars().last().and_then(|c| c.to_digit(10))),
            _ => "p",
        },
    }
}

/// `["a", ["href", "https://…"]]`.
fn open_markup(markup: &Value, sheet: &mut Sheet) {
    let Value::List(markup) = markup else { return sheet.open("span") };
    let tag = text(markup.first()).map_or("", |tag| tag.as_str());
    if tag == "a"
        && let Some(Value::List(attributes)) = markup.get(1)
    {
        let at = attributes.iter().position(|name| name.text().is_some_and(|name| name.as_str() == "href"));
        let address = at.and_then(|at| text(attributes.get(at + 1)));
        return sheet.open_link(address.map_or("", |address| address.as_str()));
    }
    sheet.open(names::mark(tag).unwrap_or("span"));
}

/// `["soft-return", "", {}]`, `["mention", "@ada", {}]`.
fn write_atom(atom: &[Value], first: bool, sheet: &mut Sheet) {
    if text(atom.first()).is_some_and(|name| name.as_str() == "soft-return") {
        return sheet.line_break();
    }
    match text(atom.get(1)) {
        Some(words) if first => sheet.text(words),
        Some(_) => sheet.left_out("atom that stood before"),
        None => {}
    }
}

/// `["image", {"src": …, "caption": …}]`.
fn write_card(card: &[Value], sheet: &mut Sheet) {
    let name = text(card.first()).map_or("card", |name| name.as_str());
    let Some(Value::Table(payload)) = card.get(1) else { return };
    match names::shape(name) {
        Some(Shape::Card(card)) => cards::write(card, name, payload, sheet),
        Some(Shape::Silent) => {}
        _ if values::find_text(payload, &["markdown"]).is_some() => {
            cards::write(names::Card::Markdown, name, payload, sheet);
        }
        _ => cards::unknown(name, payload, sheet),
    }
}
