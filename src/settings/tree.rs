use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Fault, Faults};
use crate::shipped::{self, Bytes, Placed, Said};

/// A file of settings: shipped with the program, or an editor's.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// As the user would name it: a path, or `news (shipped)`.
    pub name: String,
    /// Its whole text.
    pub text: Cow<'static, str>,
    /// Whether it came with the program.
    pub shipped: bool,
}

impl File {
    /// An editor's file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<File> {
        Arc::new(File { name: name.into(), text: Cow::Owned(text.into()), shipped: false })
    }

    /// A file that comes with the program.
    fn shipped(name: String, text: &'static str) -> Arc<File> {
        Arc::new(File { name, text: Cow::Borrowed(text), shipped: true })
    }
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub file: Arc<File>,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

impl Origin {
    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        let before = self.file.text.get(..self.span.start).unwrap_or(&self.file.text);
        before.matches('\n').count() + 1
    }
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub origin: Origin,
}

/// What TOML can say. Decimal numbers keep their spelling: nothing here counts in floats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(Cow<'static, str>),
    Integer(i64),
    Decimal(Cow<'static, str>),
    Bool(bool),
    /// A date or time, as ISO 8601.
    Date(Cow<'static, str>),
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// Whether it says the same, wherever it stands.
    fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value.same(&b.value))
            }
            (Value::Table(a), Value::Table(b)) => {
                let same = |(key, _, node): (&str, _, &Node)| b.get(key).is_some_and(|n| n.value.same(&node.value));
                a.entries.len() == b.entries.len() && a.iter().all(same)
            }
            _ => self == other,
        }
    }

    /// What it is, for a sentence: `a text`, `a whole number`.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Integer(_) => "a whole number",
            Value::Decimal(_) => "a decimal number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// The entries of a table, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    entries: Vec<(Cow<'static, str>, Range<usize>, Node)>,
}

/// A table without keys.
pub(super) static EMPTY: Table = Table { entries: Vec::new() };

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(k, ..)| k == key).map(|(.., node)| node)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|(k, ..)| k == key).map(|(.., node)| node)
    }

    /// Every key, the place of the key in its file (that of the value), and the value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Origin, &Node)> {
        self.entries
            .iter()
            .map(|(key, span, node)| (&**key, Origin { file: node.origin.file.clone(), span: span.clone() }, node))
    }

    /// Sets a key; `key_span` is its place in the value's file.
    fn insert(&mut self, key: &str, key_span: Range<usize>, node: Node) {
        match self.entries.iter_mut().find(|(k, ..)| k == key) {
            Some(entry) => *entry = (key.to_owned().into(), key_span, node),
            None => self.entries.push((key.to_owned().into(), key_span, node)),
        }
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        let at = self.entries.iter().position(|(k, ..)| k == key)?;
        Some(self.entries.remove(at).2)
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Lays `upper` over this table, key by key: tables are merged, everything else is replaced, and a list written
    /// `{ add = […], remove = […] }` changes the list below it.
    pub fn merge(&mut self, upper: &Table) {
        let index: HashMap<&str, usize> = self.entries.iter().enumerate().map(|(at, (key, ..))| (&**key, at)).collect();
        let places: Vec<Option<usize>> = upper.entries.iter().map(|(key, ..)| index.get(&**key).copied()).collect();
        for ((key, span, node), place) in upper.entries.iter().zip(places) {
            match place.and_then(|at| self.entries.get_mut(at)) {
                Some((.., lower)) => lower.merge(node),
                None => self.entries.push((key.clone(), span.clone(), node.resolved())),
            }
        }
    }

    /// Lays one value over what the key holds. See [`Table::merge`].
    pub fn merge_key(&mut self, key: &str, key_span: Range<usize>, upper: &Node) {
        match self.get_mut(key) {
            Some(lower) => lower.merge(upper),
            None => self.insert(key, key_span, upper.resolved()),
        }
    }

    /// The items that `{ add = […], remove = […] }` would add to a list; `None` where it is no such table.
    fn added(&self) -> Option<&[Node]> {
        let is_change = !self.is_empty() && self.iter().all(|(key, ..)| key == "add" || key == "remove");
        is_change.then(|| self.items("add"))
    }

    fn items(&self, key: &str) -> &[Node] {
        match self.get(key).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }
}

impl Node {
    /// The table, where it is one.
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Lays `upper` over this value. See [`Table::merge`].
    pub fn merge(&mut self, upper: &Node) {
        match (&mut self.value, &upper.value) {
            (Value::Table(lower), Value::Table(upper)) => lower.merge(upper),
            (Value::List(lower), Value::Table(change)) if change.added().is_some() => {
                lower.retain(|item| !change.items("remove").iter().any(|gone| gone.value.same(&item.value)));
                lower.extend(change.items("add").iter().cloned());
                self.origin = upper.origin.clone();
            }
            _ => *self = upper.resolved(),
        }
    }

    /// The value as it is where nothing lies below it: a list written `{ add = […] }` is the list of what it adds.
    pub fn resolved(&self) -> Node {
        let value = match &self.value {
            Value::Table(table) => match table.added() {
                Some(added) => Value::List(added.to_vec()),
                None => {
                    let entry = |(key, span, node): &(Cow<'static, str>, _, Node)| {
                        (key.clone(), Range::clone(span), node.resolved())
                    };
                    Value::Table(Table { entries: table.entries.iter().map(entry).collect() })
                }
            },
            other => other.clone(),
        };
        Node { value, origin: self.origin.clone() }
    }
}

/// Reads a TOML file. Every syntax error goes to `faults`; what could be read is given all the same.
pub fn parse(file: &Arc<File>, faults: &mut Faults) -> Node {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        faults.push(Fault::new(Origin { file: file.clone(), span }, format!("This is not TOML: {}.", error.message())));
    }
    let span = table.span();
    node(file, span, DeValue::Table(table.into_inner()))
}

fn node(file: &Arc<File>, span: Range<usize>, value: DeValue<'_>) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.into_owned().into()),
        DeValue::Integer(number) => match i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Decimal(number.as_str().to_owned().into()),
        },
        DeValue::Float(number) => Value::Decimal(number.as_str().to_owned().into()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(date) => Value::Date(date.to_string().into()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(file, item.span(), item.into_inner())).collect())
        }
        DeValue::Table(table) => {
            let entry = |(key, value): (Spanned<DeString<'_>>, Spanned<DeValue<'_>>)| {
                let key_span = key.span();
                (key.into_inner().into_owned().into(), key_span, node(file, value.span(), value.into_inner()))
            };
            let mut entries: Vec<_> = table.into_iter().map(entry).collect();
            entries.sort_by_key(|(_, span, _)| span.start);
            Value::Table(Table { entries })
        }
    };
    Node { value, origin: Origin { file: file.clone(), span } }
}

/// What a shipped file says. `name` is what it is called where a value's place is told.
pub fn shipped_node(name: String, shipped: &'static shipped::File) -> Node {
    let file = File::shipped(name, shipped.text);
    match &shipped.said {
        Some(said) => placed(&file, said),
        None => Node { value: Value::Table(Table::default()), origin: Origin { file, span: 0..0 } },
    }
}

fn placed(file: &Arc<File>, of: &'static Placed) -> Node {
    let span = |(start, end): Bytes| start as usize..end as usize;
    let value = match of.said {
        Said::Text(text) => Value::Text(Cow::Borrowed(text)),
        Said::Integer(number) => Value::Integer(number),
        Said::Decimal(number) => Value::Decimal(Cow::Borrowed(number)),
        Said::Bool(value) => Value::Bool(value),
        Said::Date(date) => Value::Date(Cow::Borrowed(date)),
        Said::List(items) => Value::List(items.iter().map(|item| placed(file, item)).collect()),
        Said::Table(entries) => {
            let entry = |(key, at, value): &'static (&'static str, Bytes, Placed)| {
                (Cow::Borrowed(*key), span(*at), placed(file, value))
            };
            Value::Table(Table { entries: entries.iter().map(entry).collect() })
        }
    };
    Node { value, origin: Origin { file: file.clone(), span: span(of.at) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_when_the_program_was_built_is_what_the_file_says() {
        let files = shipped::FILES.iter().filter(|file| file.said.is_some());
        assert!(files.clone().count() > 100);
        for file in files {
            let mut faults = Faults::default();
            let read = parse(&File::shipped("a.toml".to_owned(), file.text), &mut faults);
            assert!(faults.is_empty(), "{}: {faults:?}", file.path);
            assert_eq!(shipped_node("a.toml".to_owned(), file), read, "{}", file.path);
        }
    }

    fn read(text: &str) -> Table {
        let mut faults = Faults::default();
        let node = parse(&File::new("a.toml", text), &mut faults);
        assert!(faults.is_empty());
        node.table().unwrap().clone()
    }

    #[test]
    fn merging_goes_key_by_key_and_a_list_may_be_changed() {
        let mut lower = read("a = 1\nlist = ['x', 'y']\n[t]\nb = 1\nc = 2");
        lower.merge(&read("list = { add = ['z'], remove = ['x'] }\n[t]\nb = 9"));
        assert_eq!(lower.get("a").unwrap().value, Value::Integer(1));
        assert_eq!(lower.get("t").unwrap().table().unwrap().get("b").unwrap().value, Value::Integer(9));
        assert_eq!(lower.get("t").unwrap().table().unwrap().get("c").unwrap().value, Value::Integer(2));
        let Value::List(items) = &lower.get("list").unwrap().value else { panic!("a list stays a list") };
        assert_eq!(items.iter().filter_map(Node::text).collect::<Vec<_>>(), ["y", "z"]);
    }

    #[test]
    fn a_change_of_a_list_that_is_not_there_is_the_list_of_what_it_adds() {
        let mut lower = read("a = 1");
        lower.merge(&read("[t]\nlist = { add = ['z'] }"));
        lower.merge(&read("[t]\nlist = { add = [{ lemma = 'y' }], remove = ['z'] }"));
        let list = lower.get("t").unwrap().table().unwrap().get("list").unwrap();
        assert!(matches!(&list.value, Value::List(items) if items.len() == 1), "{list:?}");
        lower.merge(&read("[t]\nlist = { remove = [{ lemma = 'y' }] }"));
        let list = lower.get("t").unwrap().table().unwrap().get("list").unwrap();
        assert!(matches!(&list.value, Value::List(items) if items.is_empty()), "an item goes wherever it was written");
    }

    #[test]
    fn a_value_knows_its_line() {
        let table = read("a = 1\n\n[t]\nb = 'x'");
        assert_eq!(table.get("t").unwrap().table().unwrap().get("b").unwrap().origin.line(), 4);
    }

    #[test]
    fn every_syntax_error_is_told() {
        let mut faults = Faults::default();
        parse(&File::new("a.toml", "a = \nb = 1\nc = [1,\nd = 'x"), &mut faults);
        assert!(faults.len() >= 2, "{faults:?}");
    }
}
