//! Embeds every file below `rules/`, so that a new rule or word list is one new file and no line of Rust. All of them are
//! read here and embedded as Rust values: reading them as TOML would take longer than checking an article.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};
use toml::{Table, Value};

#[path = "build/expressions.rs"]
mod expressions;
#[path = "build/outlets.rs"]
mod outlets;
#[path = "build/said.rs"]
mod said;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let mut code = String::from("/// Every file below `rules/`, sorted by path.\npub static FILES: &[File] = &[\n");
    let mut lists = String::from("/// Every word list: its language, its name, its entries.\n");
    lists.push_str("pub static LISTS: &[(&str, &str, &[Entry])] = &[\n");
    let mut sources = BTreeSet::new();
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(&rules).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        let at_fault = |error: String| format!("rules/{name}: {error}");
        let table: Table = text.parse().map_err(|error: toml::de::Error| at_fault(error.to_string()))?;
        // `labels.toml` and its like serve the readers and stand beside the language folders.
        let list = name.strip_prefix("lexicons/").and_then(|name| name.strip_suffix(".toml")?.split_once('/'));
        let mut said = "None".to_owned();
        if name.starts_with("lexicons/") || name == "outlets.toml" {
            for part in [name.as_bytes(), text.as_bytes()] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        } else {
            said = format!("Some({})", said::code(&text).map_err(at_fault)?);
            expressions::collect(&table, &mut sources);
        }
        if name == "outlets.toml" {
            fs::write(out.join("outlets.rs"), outlets::code(&table).map_err(at_fault)?)?;
        }
        if let Some((language, list)) = list {
            let entries = entries(&table).map_err(at_fault)?;
            writeln!(lists, "    ({language:?}, {list:?}, &[\n{entries}    ]),")?;
        }
        let path = file.to_string_lossy();
        writeln!(code, "    File {{ path: {name:?}, text: include_str!({path:?}), said: {said} }},")?;
    }
    code.push_str("];\n\n/// SHA-256 of the paths and texts of the word lists and the registry of outlets.\n");
    writeln!(code, "pub static LISTS_HASH: [u8; 32] = {:?};", <[u8; 32]>::from(hash.finalize()))?;
    fs::write(out.join("shipped.rs"), code)?;
    fs::write(out.join("lists.rs"), lists + "];\n")?;
    fs::write(out.join("expressions.rs"), expressions::code(&sources))?;
    Ok(())
}

/// The entries of a word list as Rust values. Every list says what it is for and where its words come from.
fn entries(file: &Table) -> Result<String, String> {
    for key in ["about", "origin"] {
        if file.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err(format!("`{key}` is missing"));
        }
    }
    if let Some(key) = file.keys().find(|key| !["about", "origin", "entries"].contains(&key.as_str())) {
        return Err(format!("`{key}` is no key of a word list"));
    }
    let entries = file.get("entries").and_then(Value::as_array).filter(|entries| !entries.is_empty());
    let mut code = String::new();
    for entry in entries.ok_or("`entries` is missing or empty")? {
        let entry = entry.as_table().ok_or_else(|| format!("`{entry}` is no entry"))?;
        let fields: Vec<String> = entry.iter().map(|(key, value)| field(key, value)).collect::<Result<_, _>>()?;
        if ["form", "lemma", "phrase"].iter().filter(|key| entry.contains_key(**key)).count() != 1 {
            return Err(format!("`{entry}` needs exactly one of `form`, `lemma` and `phrase`"));
        }
        let _ = writeln!(code, "        Entry {{ {}, ..Entry::EMPTY }},", fields.join(", "));
    }
    Ok(code)
}

fn field(key: &str, value: &Value) -> Result<String, String> {
    match (key, value) {
        ("form" | "lemma" | "phrase" | "because" | "prefer" | "tag", Value::String(text)) => {
            Ok(format!("{key}: Some(Cow::Borrowed({text:?}))"))
        }
        ("forms", Value::Array(forms)) if forms.iter().all(Value::is_str) => {
            let forms: Vec<String> =
                forms.iter().filter_map(Value::as_str).map(|form| format!("Cow::Borrowed({form:?})")).collect();
            Ok(format!("forms: Cow::Borrowed(&[{}])", forms.join(", ")))
        }
        ("case", Value::Boolean(case)) => Ok(format!("case: {case}")),
        _ => Err(format!("`{key} = {value}` is no key of a word")),
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
