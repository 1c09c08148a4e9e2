use super::Origin;

/// Something wrong in a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A sentence: what is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub origin: Origin,
    /// Whether the program can go on with it.
    pub warning: bool,
}

impl Fault {
    /// An error at a place.
    pub fn new(origin: Origin, message: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: None, origin, warning: false }
    }

    /// The same with a sentence that says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// An error about a name that is not known, with the nearest one of `known`.
    pub fn unknown<'a>(origin: Origin, what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Fault {
        // No name is that long, and comparing takes the product of the lengths.
        if name.len() > 100 {
            let shown: String = name.chars().take(60).collect();
            return Fault::new(origin, format!("There is no {what} `{shown}…`."));
        }
        let known: Vec<&str> = known.into_iter().collect();
        let fault = Fault::new(origin, format!("There is no {what} `{name}`."));
        let distance = |known: &str| match known.strip_prefix(name) {
            // A name cut short.
            Some(_) if name.len() >= 3 => 1,
            _ => strsim::damerau_levenshtein(known, name),
        };
        let nearest = known.iter().map(|k| (distance(k), *k)).min();
        match nearest {
            Some((distance, near)) if distance <= 2.max(name.chars().count() / 3) => {
                fault.help(format!("Did you mean `{near}`?"))
            }
            _ if known.is_empty() => fault,
            _ if known.len() <= 12 => fault.help(format!("Known are: {}.", known.join(", "))),
            _ => fault,
        }
    }
}

/// All faults found so far.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Adds one.
    pub fn push(&mut self, fault: Fault) {
        self.list.push(fault);
    }

    /// Leaves each fault once, however often its value was read: file by file as they were read first, each from the top.
    pub fn settle(&mut self) {
        let mut files = std::collections::BTreeMap::new();
        for fault in &self.list {
            let next = files.len();
            files.entry(fault.origin.file.name.clone()).or_insert(next);
        }
        self.list.sort_by_key(|f| (files.get(&f.origin.file.name).copied(), f.origin.span.start));
        let mut seen = std::collections::BTreeSet::new();
        self.list.retain(|f| seen.insert((f.origin.file.name.clone(), f.origin.span.start, f.message.clone())));
    }

    /// How many there are, warnings included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.list.iter().any(|f| !f.warning)
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.list.iter()
    }
}
