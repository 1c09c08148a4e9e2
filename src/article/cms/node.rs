//! One node of a block document: a table with a type, and how its fields are found.

use super::super::values::{self, Named, Value};
use crate::text::MappedText;

/// Fields that hold the type of a node.
const TYPE: &[&str] = &["type", "nodetype", "blocktype", "blockname"];
/// Fields that hold the attributes of a node.
const ATTRIBUTES: &[&str] = &["attrs", "attributes", "data", "fields"];
/// Fields that hold the nodes inside.
const CHILDREN: &[&str] = &["children", "content", "nodes", "innerblocks"];

/// The type of a node.
pub(super) fn kind(node: &[Named]) -> Option<&str> {
    values::find_text(node, TYPE).map(MappedText::as_str)
}

/// The type of a node whose attributes say it better: a Payload block names itself in `fields.blockType`.
pub(super) fn full_kind(node: &[Named]) -> Option<&str> {
    let own = kind(node)?;
    let inner = matches!(own, "block" | "inlineBlock").then(|| attribute(node, &["blocktype", "blockname"])).flatten();
    Some(inner.map_or(own, MappedText::as_str))
}

/// The list of nodes inside.
pub(super) fn children(node: &[Named]) -> Option<&[Value]> {
    CHILDREN.iter().find_map(|name| list(node, &[name]))
}

/// The list of the first of `names` that has one.
pub(super) fn list<'v>(table: &'v [Named], names: &[&str]) -> Option<&'v [Value]> {
    names.iter().find_map(|name| match values::find(table, &[name]) {
        Some(Value::List(list)) => Some(list.as_slice()),
        _ => None,
    })
}

/// The table of the first of `names` that has one.
pub(super) fn table<'v>(table: &'v [Named], names: &[&str]) -> Option<&'v [Named]> {
    names.iter().find_map(|name| match values::find(table, &[name]) {
        Some(Value::Table(inner)) => Some(inner.as_slice()),
        _ => None,
    })
}

/// The value of the first of `names`, in the node itself or among its attributes.
pub(super) fn field<'v>(node: &'v [Named], names: &[&str]) -> Option<&'v Value> {
    let inside = || ATTRIBUTES.iter().filter_map(|name| table(node, &[name])).find_map(|t| values::find(t, names));
    values::find(node, names).or_else(inside)
}

/// The text of the first of `names`, in the node itself or among its attributes.
pub(super) fn attribute<'v>(node: &'v [Named], names: &[&str]) -> Option<&'v MappedText> {
    let inside = || ATTRIBUTES.iter().filter_map(|name| table(node, &[name])).find_map(|t| values::find_text(t, names));
    values::find_text(node, names).or_else(inside)
}

/// A number among the attributes of a node.
pub(super) fn number(node: &[Named], names: &[&str]) -> Option<u32> {
    attribute(node, names)?.as_str().trim().parse().ok()
}

/// The address that a link, or the attributes of one, lead to.
pub(super) fn address(link: &[Named]) -> Option<&str> {
    attribute(link, &["href", "url", "uri"]).map(|address| address.as_str().trim())
}

/// The tables of a list.
pub(super) fn tables(list: &[Value]) -> impl Iterator<Item = &[Named]> {
    list.iter().filter_map(|value| match value {
        Value::Table(table) => Some(table.as_slice()),
        _ => None,
    })
}
