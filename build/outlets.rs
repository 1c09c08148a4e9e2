//! The registry of outlets as Rust values.

use std::collections::HashSet;
use std::fmt::Write as _;

use toml::{Table, Value};

/// What an entry may say, and whether that is a list. Grades are a newsroom's own.
const KEYS: [(&str, bool); 8] = [
    ("name", false),
    ("domains", true),
    ("aliases", true),
    ("ambiguous", true),
    ("kind", false),
    ("country", false),
    ("group", false),
    ("flags", true),
];

/// The table of the outlets. Every outlet says where its facts come from, which the program itself never reads; every name
/// and domain stands once.
pub fn code(file: &Table) -> Result<String, String> {
    let outlets = file.get("outlet").and_then(Value::as_array).ok_or("`outlet` is missing")?;
    let mut code = String::from("static SHIPPED: &[Shipped] = &[\n");
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for outlet in outlets {
        let outlet = outlet.as_table().ok_or_else(|| format!("`{outlet}` is no outlet"))?;
        if let Some(key) = outlet.keys().find(|key| *key != "from" && !KEYS.iter().any(|(known, _)| known == key)) {
            return Err(format!("`{key}` is no key of a shipped outlet: {outlet}"));
        }
        for key in ["name", "from"] {
            if outlet.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
                return Err(format!("`{key}` is missing: {outlet}"));
            }
        }
        let domains = outlet.get("domains").and_then(Value::as_array).ok_or_else(|| format!("no domains: {outlet}"))?;
        let name = outlet.get("name").map(|name| ("name", name));
        for (what, once) in domains.iter().map(|domain| ("domain", domain)).chain(name) {
            if once.as_str().is_some_and(|once| !seen.insert((what, once))) {
                return Err(format!("the {what} {once} stands twice"));
            }
        }
        for domain in domains.iter().filter_map(Value::as_str) {
            if !domain.contains('.') || domain.contains(['/', ':', ' ']) || domain != domain.to_lowercase() {
                return Err(format!("`{domain}` is no domain"));
            }
        }
        code.push_str("    Shipped { ");
        for (key, list) in KEYS {
            let value = match (outlet.get(key), list) {
                (None, true) => "&[]".to_owned(),
                (None, false) => "\"\"".to_owned(),
                (Some(Value::String(text)), false) => format!("{text:?}"),
                (Some(Value::Array(items)), true) if items.iter().all(Value::is_str) => {
                    format!("&{:?}", items.iter().filter_map(Value::as_str).collect::<Vec<_>>())
                }
                (Some(other), _) => return Err(format!("`{key} = {other}` is no {key} of an outlet")),
            };
            let _ = write!(code, "{key}: {value}, ");
        }
        code.push_str("},\n");
    }
    Ok(code + "];\n")
}
