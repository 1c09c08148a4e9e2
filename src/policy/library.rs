//! The files that a policy is put together from, each read and parsed once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Criterion;
use super::layer::{Layer, Named, Place};
use super::rule_file::PAGE_HEALTH;
use crate::settings::{Fault, Faults, File, Node, Origin, parse, shipped_node};
use crate::shipped;

/// How the policy reaches files: the disk at the edge, a map in tests and editors.
pub trait Files {
    /// The text of a file.
    ///
    /// # Errors
    /// As of [`std::fs::read_to_string`]; `NotFound` where there is no such file.
    fn read(&self, path: &Path) -> io::Result<String>;

    /// The paths of what is in a folder, in any order.
    ///
    /// # Errors
    /// As of [`std::fs::read_dir`]; any error where it is no folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
}

/// A rule's file.
#[derive(Debug)]
pub(super) struct RuleFile {
    pub id: String,
    pub criterion: String,
    pub node: Node,
}

/// Shipped and read files.
pub(super) struct Library<'f> {
    files: &'f dyn Files,
    /// What relative paths start from, and what is cut from the names of files.
    folder: PathBuf,
    pub rules: Vec<Arc<RuleFile>>,
    profiles: BTreeMap<String, Option<Arc<Layer>>>,
    houses: BTreeMap<PathBuf, Vec<Arc<RuleFile>>>,
}

impl<'f> Library<'f> {
    pub fn new(files: &'f dyn Files, folder: PathBuf) -> Library<'f> {
        let rules = shipped_rules();
        Library { files, folder, rules, profiles: BTreeMap::new(), houses: BTreeMap::new() }
    }

    /// A path with `.` and `..` worked out, from the root.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let mut absolute = PathBuf::new();
        for part in self.folder.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    absolute.pop();
                }
                part => absolute.push(part),
            }
        }
        absolute
    }

    /// Reads a file of settings. `None` where there is none; a file that cannot be read is told.
    pub fn settings(&self, path: &Path, faults: &mut Faults) -> Option<Node> {
        self.read(path, faults).map(|file| parse(&file, faults))
    }

    /// The text of a file that must be there.
    pub fn text(&self, named: &Named, folder: &Path, faults: &mut Faults) -> Option<Arc<File>> {
        let path = self.absolute(&folder.join(&named.name));
        let file = self.read(&path, faults);
        if file.is_none() {
            faults.push(Fault::new(named.origin.clone(), format!("There is no file `{}`.", self.name(&path))));
        }
        file
    }

    fn read(&self, path: &Path, faults: &mut Faults) -> Option<Arc<File>> {
        let name = self.name(path);
        match self.files.read(path) {
            Ok(text) => Some(File::new(name, text)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
            Err(error) => {
                let origin = Origin { file: File::new(name, ""), span: 0..0 };
                faults.push(Fault::new(origin, format!("This file cannot be read: {error}.")));
                None
            }
        }
    }

    /// As the user would name a file.
    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// The profile or pack of a name or path, those that it extends before it. `folder` is what a path starts from.
    pub fn profile(&mut self, named: &Named, folder: &Path, faults: &mut Faults) -> Vec<Arc<Layer>> {
        let mut chain = Vec::new();
        self.climb(named, folder, &mut Vec::new(), &mut chain, faults);
        chain
    }

    fn climb(
        &mut self,
        named: &Named,
        folder: &Path,
        way: &mut Vec<String>,
        chain: &mut Vec<Arc<Layer>>,
        faults: &mut Faults,
    ) {
        let key = if is_path(&named.name) {
            self.absolute(&folder.join(&named.name)).to_string_lossy().into_owned()
        } else {
            named.name.clone()
        };
        if way.contains(&key) {
            let message = format!("`{}` extends itself.", named.name);
            let fault = Fault::new(named.origin.clone(), message);
            faults.push(fault.help("Take this name off one of the `extends` that lead here."));
            return;
        }
        let Some(layer) = self.layer(&key, named, faults) else { return };
        way.push(key);
        for below in &layer.extends {
            self.climb(below, &layer.folder, way, chain, faults);
        }
        way.pop();
        if !chain.iter().any(|known| Arc::ptr_eq(known, &layer)) {
            chain.push(layer);
        }
    }

    fn layer(&mut self, key: &str, named: &Named, faults: &mut Faults) -> Option<Arc<Layer>> {
        if let Some(known) = self.profiles.get(key) {
            return known.clone();
        }
        let layer = if is_path(&named.name) {
            let path = Path::new(key);
            let node = self.settings(path, faults);
            if node.is_none() {
                let message = format!("There is no file `{}`.", self.name(path));
                faults.push(Fault::new(named.origin.clone(), message));
            }
            node.map(|node| Layer::new(Place::Profile, node, path.parent().unwrap_or(path).to_owned()))
        } else {
            let file = shipped::file(&format!("profiles/{key}.toml"));
            if file.is_none() {
                let fault = Fault::unknown(named.origin.clone(), "profile", key, shipped_profiles());
                faults.push(fault);
            }
            let node = file.map(|file| shipped_node(format!("{key} (shipped)"), file));
            node.map(|node| Layer::new(Place::Profile, node, PathBuf::new()))
        };
        let layer = layer.map(Arc::new);
        self.profiles.insert(key.to_owned(), layer.clone());
        layer
    }

    /// The house rules of a file, or of every `.toml` file below a folder.
    pub fn house_rules(&mut self, named: &Named, folder: &Path, faults: &mut Faults) -> Vec<Arc<RuleFile>> {
        let path = self.absolute(&folder.join(&named.name));
        if let Some(known) = self.houses.get(&path) {
            return known.clone();
        }
        let mut paths = Vec::new();
        let mut folders = vec![(path.clone(), 0)];
        while let Some((at, depth)) = folders.pop() {
            match self.files.list(&at) {
                Ok(inside) if depth < 16 => folders.extend(inside.into_iter().map(|path| (path, depth + 1))),
                Ok(_) => {}
                Err(_) if depth == 0 || at.extension().is_some_and(|e| e == "toml") => paths.push(at),
                Err(_) => {}
            }
        }
        paths.sort();
        let mut rules = Vec::new();
        for path in paths {
            match self.settings(&path, faults) {
                Some(node) => rules.push(Arc::new(house_rule(node, &path, faults))),
                None => {
                    let message = format!("There is no file or folder `{}`.", self.name(&path));
                    faults.push(Fault::new(named.origin.clone(), message));
                }
            }
        }
        if rules.is_empty() {
            let message = format!("No rule stands in `{}`.", named.name);
            faults.push(Fault::new(named.origin.clone(), message));
        }
        self.houses.insert(path, rules.clone());
        rules
    }
}

/// Whether a profile is named by its path.
fn is_path(name: &str) -> bool {
    name.contains('/') || name.ends_with(".toml")
}

/// The names of the profiles that come with the program.
fn shipped_profiles() -> impl Iterator<Item = &'static str> {
    shipped::below("profiles").filter_map(|file| file.path.strip_prefix("profiles/")?.strip_suffix(".toml"))
}

/// The rules that come with the program, by folder of their criterion.
fn shipped_rules() -> Vec<Arc<RuleFile>> {
    let mut rules = Vec::new();
    for folder in Criterion::ALL.map(Criterion::id).into_iter().chain([PAGE_HEALTH]) {
        for file in shipped::below(folder) {
            let path = file.path;
            let node = shipped_node(format!("{path} (shipped)"), file);
            let id = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml").to_owned();
            rules.push(Arc::new(RuleFile { id, criterion: folder.to_owned(), node }));
        }
    }
    rules
}

/// What is asked of a newsroom's rule as a file; the rest is told when the rule is read.
fn house_rule(node: Node, path: &Path, faults: &mut Faults) -> RuleFile {
    let text = |key: &str| node.table().and_then(|table| table.get(key)).and_then(Node::text);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let id = text("id").unwrap_or(&stem).to_owned();
    if id != stem {
        let origin = node.table().and_then(|table| table.get("id")).map_or(&node.origin, |id| &id.origin);
        let message = format!("The rule `{id}` stands in a file named `{stem}.toml`.");
        faults.push(Fault::new(origin.clone(), message).help(format!("Name the file `{id}.toml`.")));
    } else if let Err(message) = name_of_rule(&id) {
        let origin = node.table().and_then(|table| table.get("id")).map_or(&node.origin, |id| &id.origin);
        faults.push(Fault::new(origin.clone(), message).help("As in `inflated-say-verb`: it names the fault."));
    }
    let pairs = node.table().and_then(|table| table.get("example")).map_or(0, |node| match &node.value {
        crate::settings::Value::List(items) => items.len(),
        _ => 1,
    });
    if pairs < 2 {
        let message = format!("The rule `{id}` has {pairs} of at least two examples.");
        let fault = Fault::new(node.origin.clone(), message);
        faults.push(fault.help("Add `[[example]]` with `bad`, where `<<` and `>>` mark the place, and `good`."));
    }
    let criterion = text("criterion").unwrap_or_default().to_owned();
    RuleFile { id, criterion, node }
}

/// Whether a rule's id keeps the law of names. The error says what is asked.
fn name_of_rule(id: &str) -> Result<(), String> {
    let words: Vec<&str> = id.split('-').collect();
    let plain = words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
    if !plain || !(2..=5).contains(&words.len()) || words.first() == Some(&"check") {
        return Err(format!(
            "`{id}` is no name for a rule: two to five small words with hyphens, no digits, no `check-`."
        ));
    }
    Ok(())
}
