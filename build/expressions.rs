//! The regular expressions of the shipped rules, taken apart, with what a text must hold before each part can match it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::{Table, Value};

#[path = "../src/detectors/needs.rs"]
mod needs;

/// Adds the expressions of a rule. A text of its parameters that is none and is taken for one does no harm: nobody asks.
pub fn collect(rule: &Table, found: &mut BTreeSet<String>) {
    fn below(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) if text.contains(['\\', '(', '[']) => {
                found.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| below(item, found)),
            Value::Table(table) => table.values().for_each(|value| below(value, found)),
            _ => {}
        }
    }
    if let Some(parameters) = rule.get("parameters") {
        below(parameters, found);
    }
}

/// The table of them as Rust.
pub fn code(sources: &BTreeSet<String>) -> String {
    let mut code = String::from("static EXPRESSIONS: &[(&str, &[Part])] = &[\n");
    for source in sources {
        let Some(parts) = needs::parts(source) else { continue };
        let _ = writeln!(code, "    ({source:?}, &[");
        for part in parts {
            let strings = |one_of: &needs::OneOf| {
                let strings: String = one_of.iter().map(|string| format!("Cow::Borrowed({string:?}), ")).collect();
                format!("Cow::Borrowed(&[{strings}]), ")
            };
            let needs: String = part.needs.iter().map(strings).collect();
            let source = &part.source;
            let _ = writeln!(
                code,
                "        Part {{ source: Cow::Borrowed({source:?}), needs: Cow::Borrowed(&[{needs}]) }},"
            );
        }
        code.push_str("    ]),\n");
    }
    code + "];\n"
}
