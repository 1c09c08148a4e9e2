//! Embeds every file below `rules/`, so that a new rule or word list is one new file and no line of Rust. Word lists are
//! embedded as Rust values: reading them as TOML would take longer than checking an article.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};
use toml::{Table, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let mut code = String::from("/// Every file below `rules/`: its path from there, and its text.\n");
    code.push_str("pub static FILES: &[(&str, &str)] = &[\n");
    let mut lists = String::from("/// Every word list: its language, its name, its entries.\n");
    lists.push_str("pub static LISTS: &[(&str, &str, &[Entry])] = &[\n");
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(&rules).unwrap_or(file).to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.to_string_lossy())?;
        // `labels.toml` and its like serve the readers and stand beside the language folders.
        let list = name.strip_prefix("lexicons/").and_then(|name| name.strip_suffix(".toml")?.split_once('/'));
        if name.starts_with("lexicons/") || name == "outlets.toml" {
            for part in [name.as_bytes(), &fs::read(file)?] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        if name == "outlets.toml" {
            every_outlet_says_from_where(&fs::read_to_string(file)?)
                .map_err(|error| format!("rules/{name}: {error}"))?;
        }
        if let Some((language, list)) = list {
            let entries = entries(&fs::read_to_string(file)?).map_err(|error| format!("rules/{name}: {error}"))?;
            writeln!(lists, "    ({language:?}, {list:?}, &[\n{entries}    ]),")?;
        }
    }
    code.push_str("];\n\n/// SHA-256 of the paths and texts of the word lists and the registry of outlets.\n");
    writeln!(code, "pub static LISTS_HASH: [u8; 32] = {:?};", <[u8; 32]>::from(hash.finalize()))?;
    fs::write(out.join("shipped.rs"), code)?;
    fs::write(out.join("lists.rs"), lists + "];\n")?;
    Ok(())
}

/// The entries of a word list as Rust values. Every list says what it is for and where its words come from.
fn entries(text: &str) -> Result<String, String> {
    let file: Table = text.parse().map_err(|error| format!("{error}"))?;
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

/// Whether every shipped outlet says where its facts come from. The program itself never reads it, and a newsroom's own
/// registry may leave it out.
fn every_outlet_says_from_where(text: &str) -> Result<(), String> {
    let file: Table = text.parse().map_err(|error| format!("{error}"))?;
    let outlets = file.get("outlet").and_then(Value::as_array).ok_or("`outlet` is missing")?;
    match outlets.iter().find(|o| o.get("from").and_then(Value::as_str).is_none_or(str::is_empty)) {
        Some(outlet) => Err(format!("`from` is missing: {outlet}")),
        None => Ok(()),
    }
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
