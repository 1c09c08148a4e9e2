//! Every effective value and where it comes from, for `pressgate config`.

use std::fmt::Write as _;

use serde::Serialize;

use super::policies::Effective;
use super::{layer, rule_file};
use crate::settings::{Node, Value};

/// One value.
#[derive(Serialize)]
struct Row<'a> {
    /// As a profile would write it: `criteria.attribution.minimum`.
    key: String,
    /// In TOML.
    value: String,
    file: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct Document<'a> {
    profile: &'a str,
    ruleset: &'a str,
    layers: &'a [String],
    values: Vec<Row<'a>>,
}

/// As lines of text: `key = value`, and behind it the file and line that say so.
pub fn explain(effective: &Effective) -> String {
    let rows = rows(effective);
    let longest =
        rows.iter().map(|row| row.key.len() + row.value.chars().count() + 3).filter(|width| *width <= 72).max();
    let width = longest.unwrap_or(0);
    let mut text = String::new();
    let _ = writeln!(text, "# profile: {}", effective.profile);
    let _ = writeln!(text, "# layers: {}", effective.layers.join(" < "));
    let _ = writeln!(text, "# ruleset: {}", effective.ruleset);
    for Row { key, value, file, line } in rows {
        let setting = format!("{key} = {value}");
        let _ = writeln!(text, "{setting:<width$}  # {file}:{line}");
    }
    text
}

/// The same as JSON: `profile`, `ruleset`, `layers` from the lowest to the highest, and `values` with `key`, `value` (in
/// TOML), `file` and `line`.
pub fn explain_json(effective: &Effective) -> String {
    let Effective { profile, ruleset, layers, .. } = effective;
    let document = Document { profile, ruleset, layers, values: rows(effective) };
    // Texts and numbers only: nothing in it can fail to be written.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn rows(effective: &Effective) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for key in layer::KEYS {
        if let Some(node) = effective.settings.table().and_then(|table| table.get(key)) {
            put(key.to_owned(), node, &mut rows);
        }
    }
    for (id, rule) in &effective.rules {
        for key in rule_file::CHANGEABLE {
            if let Some(node) = rule.table().and_then(|table| table.get(key)) {
                put(format!("rules.{id}.{key}"), node, &mut rows);
            }
        }
    }
    rows
}

fn put<'a>(key: String, node: &'a Node, rows: &mut Vec<Row<'a>>) {
    match &node.value {
        Value::Table(table) if !table.is_empty() => {
            for (name, _, node) in table.iter() {
                let bare = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
                let name = if bare { name.to_owned() } else { toml::Value::String(name.to_owned()).to_string() };
                put(format!("{key}.{name}"), node, rows);
            }
        }
        value => rows.push(Row { key, value: toml(value), file: &node.origin.file.name, line: node.origin.line() }),
    }
}

/// A value as TOML on one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Text(text) => toml::Value::String(text.to_string()).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(text) | Value::Date(text) => text.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| toml(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entry = |(key, _, node): (&str, _, &Node)| format!("{key} = {}", toml(&node.value));
            let entries: Vec<String> = table.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}
