//! Which block format a value is in: by the name that its content type gives, else by its shape.

use super::super::values::{self, Value};
use super::sheet::Sheet;
use super::{ans, editor_js, mobiledoc, names, node, portable_text, tree};

/// A format of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Lexical, ProseMirror, TipTap, Contentful Rich Text, Slate: nodes with a type and children.
    Tree,
    PortableText,
    Mobiledoc,
    EditorJs,
    Ans,
}

/// So many values at the head of a list tell what it holds.
const LOOKED_AT: usize = 16;

/// What a content type calls the formats.
pub(super) fn named(content_type: &str) -> Option<Kind> {
    let letters = names::plain(content_type);
    let word =
        |word: &str| content_type.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word));
    let has = |names: &[&str]| names.iter().any(|name| letters.contains(name));
    if has(&["lexical", "prosemirror", "tiptap", "contentful", "richtext"]) || word("slate") {
        Some(Kind::Tree)
    } else if has(&["portabletext"]) || word("sanity") {
        Some(Kind::PortableText)
    } else if has(&["mobiledoc"]) {
        Some(Kind::Mobiledoc)
    } else if has(&["editorjs", "editor.js"]) {
        Some(Kind::EditorJs)
    } else if word("ans") || word("arc") {
        Some(Kind::Ans)
    } else {
        None
    }
}

/// The format that a value has the shape of.
pub(super) fn tell(value: &Value) -> Option<Kind> {
    match value {
        Value::Table(table) => {
            let root = node::table(table, &["root", "document"]);
            if root.is_some_and(|root| node::children(root).is_some() && node::kind(root).is_none_or(is_root)) {
                return Some(Kind::Tree);
            }
            if node::list(table, &["sections"]).is_some()
                && values::find(table, &["markups", "cards", "atoms"]).is_some()
            {
                return Some(Kind::Mobiledoc);
            }
            if node::list(table, &["contentelements"]).is_some() {
                return Some(Kind::Ans);
            }
            let blocks = node::list(table, &["blocks"]);
            if blocks.is_some_and(|blocks| tell_list(blocks) == Some(Kind::EditorJs)) {
                return Some(Kind::EditorJs);
            }
            (node::kind(table).is_some_and(is_root) && node::children(table).is_some()).then_some(Kind::Tree)
        }
        Value::List(list) => tell_list(list),
        Value::Text(_) => None,
    }
}

/// Whether a type is that of a whole document.
fn is_root(kind: &str) -> bool {
    matches!(kind, "doc" | "document" | "root")
}

fn tell_list(list: &[Value]) -> Option<Kind> {
    node::tables(list.get(..LOOKED_AT).unwrap_or(list)).find_map(|table| {
        let is_text = |names: &[&str]| matches!(values::find(table, names), Some(Value::Text(_)));
        if table.iter().any(|named| named.key == "_type") {
            return Some(Kind::PortableText);
        }
        // Payload: blocks with fields.
        if values::find(table, &["blocktype"]).is_some() {
            return Some(Kind::Tree);
        }
        let children = node::list(table, &["children", "content"]);
        if node::kind(table).is_none() {
            // Slate: a paragraph without a type.
            let slate = node::tables(children?).any(|child| values::find(child, &["text"]).is_some());
            return slate.then_some(Kind::Tree);
        }
        if children.is_some() {
            Some(Kind::Tree)
        } else if node::table(table, &["data"]).is_some() {
            Some(Kind::EditorJs)
        } else if is_text(&["content"]) {
            Some(Kind::Ans)
        } else {
            is_text(&["text", "html"]).then_some(Kind::Tree)
        }
    })
}

/// Writes a value that is in this format. What has another shape writes nothing.
pub(super) fn write(kind: Kind, value: &Value, sheet: &mut Sheet) {
    let list = |names: &[&str]| match value {
        Value::List(list) => list.as_slice(),
        Value::Table(table) => node::list(table, names).unwrap_or_default(),
        Value::Text(_) => &[],
    };
    let no_block = |list: &[Value]| list.iter().any(|block| !matches!(block, Value::Table(_)));
    if kind != Kind::Tree && no_block(list(&["content", "blocks", "contentelements"])) {
        sheet.unknown("no block", false);
    }
    match (kind, value) {
        (Kind::Tree, Value::Table(table)) => {
            let root = node::table(table, &["root", "document"]).unwrap_or(table);
            tree::write(node::children(root).unwrap_or_default(), sheet);
        }
        (Kind::Tree, _) => tree::write(list(&[]), sheet),
        (Kind::PortableText, _) => portable_text::write(list(&["content", "blocks"]), sheet),
        (Kind::Mobiledoc, Value::Table(table)) => mobiledoc::write(table, sheet),
        (Kind::Mobiledoc, _) => {}
        (Kind::EditorJs, _) => editor_js::write(list(&["blocks"]), sheet),
        (Kind::Ans, _) => ans::write(list(&["contentelements"]), sheet),
    }
}
