//! The full texts of sources that come with an article in JSON: `"source_texts": [{"url": …, "text": …}]`.

use crate::article::Sites;
use std::sync::Arc;

use super::super::source_text::words;
use super::super::values::{self, Named, Value};
use super::super::{Format, SourceText, read_text};
use super::balanced::has_markup;

const TEXTS: &[&str] = &["sourcetexts", "quelltexte"];
/// So many are read, and so many bytes of them together.
const MOST: usize = 500;
const LARGEST: usize = 64 << 20;

/// The texts that the article's table, or else what stands around it, brings. `name` or `file` goes for the name of a file;
/// an HTML text is read as a page's, any other as it is.
pub(super) fn brought(table: &[Named], root: &Value) -> Vec<Arc<SourceText>> {
    let around = if let Value::Table(root) = root { root.as_slice() } else { &[] };
    let Some(Value::List(list)) = values::find(table, TEXTS).or_else(|| values::find(around, TEXTS)) else {
        return Vec::new();
    };
    let mut left = LARGEST;
    let read = |(number, value): (usize, &Value)| {
        let Value::Table(table) = value else { return None };
        let said = |names: &[&str]| values::find_text(table, names).map(|text| text.as_str().trim().to_owned());
        let body = said(&["text", "html", "body", "content"])?;
        left = left.checked_sub(body.len())?;
        let body = if has_markup(&body) { words(&read_text(&body, Format::Html, &Sites::default())) } else { body };
        let text = [said(&["title", "headline"]).unwrap_or_default(), body].join("\n").trim().to_owned();
        let file = said(&["name", "file"]);
        let stem = file.as_deref().map(stem).unwrap_or_default().to_owned();
        let name = file.unwrap_or_else(|| format!("source_texts[{number}]"));
        let text = SourceText { name, stem, own: true, url: said(&["url", "link", "href", "address"]), text };
        (!text.text.is_empty()).then(|| Arc::new(text))
    };
    list.iter().take(MOST).enumerate().filter_map(read).collect()
}

/// The name of a file without folder and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
