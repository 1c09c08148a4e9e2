use super::{Fault, Faults, Node, Origin, Table, Value};

/// Names that a setting can take, with what they mean: the closed lists of the configuration.
pub type Choice<'a, T> = &'a [(&'a str, T)];

/// Typed reading of one table. Each method takes a key; what is wrong with its value goes to the faults and the
/// default stands in, so that one reading tells all faults. [`Fields::finish`] reports the keys that nobody took.
pub struct Fields<'a> {
    table: &'a Table,
    origin: Origin,
    faults: &'a mut Faults,
    /// What the table is, for a sentence: `parameter`, `key`.
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Begins to read `node`, which should be a table; `what` names its keys (`parameter of rule x`).
    pub fn of(node: &'a Node, what: &'static str, faults: &'a mut Faults) -> Fields<'a> {
        let table = match &node.value {
            Value::Table(table) => table,
            other => {
                let message = format!("Here a table is needed, this is {}.", other.kind());
                faults.push(Fault::new(node.origin.clone(), message));
                &super::tree::EMPTY
            }
        };
        Fields { table, origin: node.origin.clone(), faults, what, known: Vec::new() }
    }

    /// The place of the whole table.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where faults go.
    pub fn faults(&mut self) -> &mut Faults {
        self.faults
    }

    /// The raw value of a key.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.table.get(key)
    }

    /// The raw value of a key that must be there.
    pub fn required(&mut self, key: &'static str) -> Option<&'a Node> {
        let node = self.node(key);
        if node.is_none() {
            self.faults.push(Fault::new(self.origin.clone(), format!("The {} `{key}` is missing.", self.what)));
        }
        node
    }

    fn wrong(&mut self, node: &Node, key: &str, needed: &str) {
        let message = format!("`{key}` needs {needed}, this is {}.", node.value.kind());
        self.faults.push(Fault::new(node.origin.clone(), message));
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<&'a str> {
        let node = self.node(key)?;
        if node.text().is_none() {
            self.wrong(node, key, "a text");
        }
        node.text()
    }

    /// A text that must be there; empty where it is not.
    pub fn required_text(&mut self, key: &'static str) -> &'a str {
        if self.required(key).is_none() {
            return "";
        }
        self.text(key).unwrap_or_default()
    }

    /// true or false.
    pub fn bool(&mut self, key: &'static str, default: bool) -> bool {
        let Some(node) = self.node(key) else { return default };
        if let Value::Bool(value) = node.value {
            return value;
        }
        self.wrong(node, key, "true or false");
        default
    }

    /// A whole number within `range`.
    pub fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>, default: i64) -> i64 {
        self.optional_integer(key, range).unwrap_or(default)
    }

    /// A whole number within `range`, where the key is there.
    pub fn optional_integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let node = self.node(key)?;
        match node.value {
            Value::Integer(value) if range.contains(&value) => Some(value),
            Value::Integer(value) => {
                let message = format!("`{key}` is {value}; it must lie between {} and {}.", range.start(), range.end());
                self.faults.push(Fault::new(node.origin.clone(), message));
                None
            }
            _ => {
                self.wrong(node, key, "a whole number");
                None
            }
        }
    }

    /// One of a closed list of names.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: Choice<'_, T>) -> Option<T> {
        let node = self.node(key)?;
        self.choose(node, key, choices)
    }

    fn choose<T: Copy>(&mut self, node: &Node, key: &str, choices: Choice<'_, T>) -> Option<T> {
        let Some(name) = node.text() else {
            self.wrong(node, key, "a text");
            return None;
        };
        let found = choices.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        if found.is_none() {
            let known = choices.iter().map(|(n, _)| *n);
            self.faults.push(Fault::unknown(node.origin.clone(), key, name, known));
        }
        found
    }

    /// A list of names of a closed list; one name alone may stand without brackets.
    pub fn choices<T: Copy>(&mut self, key: &'static str, choices: Choice<'_, T>) -> Option<Vec<T>> {
        let node = self.node(key)?;
        Some(self.items(node).into_iter().filter_map(|item| self.choose(item, key, choices)).collect())
    }

    /// A list of texts; one text alone may stand without brackets. Empty where the key is absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<&'a str> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let mut texts = Vec::new();
        for item in self.items(node) {
            match item.text() {
                Some(text) => texts.push(text),
                None => self.wrong(item, key, "a list of texts"),
            }
        }
        texts
    }

    /// The items of a list; of anything else the thing itself. Empty where the key is absent.
    pub fn list(&mut self, key: &'static str) -> Vec<&'a Node> {
        self.node(key).map(|node| self.items(node)).unwrap_or_default()
    }

    fn items(&self, node: &'a Node) -> Vec<&'a Node> {
        match &node.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![node],
        }
    }

    /// A table whose keys are the reader's to know (languages, rule ids): key, place of the key, value.
    pub fn entries(&mut self, key: &'static str) -> Vec<(&'a str, Origin, &'a Node)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::Table(table) => table.iter().collect(),
            _ => {
                self.wrong(node, key, "a table");
                Vec::new()
            }
        }
    }

    /// Reports every key that nobody took, with the nearest one that somebody did.
    pub fn finish(self) {
        for (key, origin, _) in self.table.iter() {
            if !self.known.contains(&key) {
                self.faults.push(Fault::unknown(origin, self.what, key, self.known.iter().copied()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{File, parse};

    #[test]
    fn all_faults_are_told_at_once_with_the_nearest_name() {
        let mut faults = Faults::default();
        let file = File::new("a.toml", "max_wrods = 3\nmin = 'x'\nper = 'artcle'\nlimit = 99");
        let node = parse(&file, &mut faults);
        let mut fields = Fields::of(&node, "parameter", &mut faults);
        assert_eq!(fields.integer("max_words", 1..=50, 35), 35);
        assert_eq!(fields.integer("min", 0..=9, 2), 2);
        assert_eq!(fields.integer("limit", 0..=9, 5), 5);
        assert_eq!(fields.choice("per", &[("article", 1), ("hit", 2)]), None);
        fields.finish();
        let told: Vec<_> = faults.iter().map(|f| (f.message.as_str(), f.help.as_deref(), f.origin.line())).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told.contains(&("There is no parameter `max_wrods`.", Some("Did you mean `max_words`?"), 1)));
        assert!(told.contains(&("There is no per `artcle`.", Some("Did you mean `article`?"), 3)));
        assert!(told.contains(&("`limit` is 99; it must lie between 0 and 9.", None, 4)));
    }
}
