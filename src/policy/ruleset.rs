//! The hash of everything that a verdict rests on besides the article: the same on every machine, wherever the files
//! stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::settings::{File, Node, Table, Value};
use crate::shipped;

/// `sha256:` and the hash of the settings, the rules (but for their examples, which judge nothing) and every list.
pub(super) fn hash(settings: &Node, rules: &BTreeMap<String, Node>, registries: &[Arc<File>]) -> String {
    let mut hash = Sha256::new();
    hash.update(shipped::LISTS_HASH);
    value(&mut hash, &settings.value);
    for (id, rule) in rules {
        put(&mut hash, b'r', id.as_bytes());
        value(&mut hash, &rule.value);
    }
    for file in registries {
        put(&mut hash, b'f', file.text.as_bytes());
    }
    let mut name = String::from("sha256:");
    for byte in hash.finalize() {
        name.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')));
    }
    name
}

/// A tag, a length and the bytes: no two values run into each other.
fn put(hash: &mut Sha256, tag: u8, bytes: &[u8]) {
    hash.update([tag]);
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn table(hash: &mut Sha256, table: &Table) {
    let mut entries: Vec<_> = table.iter().filter(|(key, ..)| *key != "example").collect();
    entries.sort_by_key(|(key, ..)| *key);
    put(hash, b't', &(entries.len() as u64).to_le_bytes());
    for (key, _, node) in entries {
        put(hash, b'k', key.as_bytes());
        value(hash, &node.value);
    }
}

fn value(hash: &mut Sha256, of: &Value) {
    match of {
        Value::Text(text) => put(hash, b's', text.as_bytes()),
        Value::Integer(number) => put(hash, b'i', &number.to_le_bytes()),
        Value::Decimal(number) => put(hash, b'n', number.as_bytes()),
        Value::Bool(yes) => put(hash, b'b', &[u8::from(*yes)]),
        Value::Date(date) => put(hash, b'd', date.as_bytes()),
        Value::List(items) => {
            put(hash, b'l', &(items.len() as u64).to_le_bytes());
            for item in items {
                value(hash, &item.value);
            }
        }
        Value::Table(entries) => table(hash, entries),
    }
}
