//! A `pressgate.toml`: its own layer, its overrides by path, and its waivers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::civil::Date;

use super::Waiver;
use super::layer::{Layer, Place};
use super::rule_file::Bench;
use crate::settings::{Fault, Faults, Fields, Node, Value};

/// One file.
#[derive(Debug)]
pub(super) struct Config {
    pub layer: Arc<Layer>,
    /// Whether the search upward ends here.
    pub root: bool,
    pub overrides: Vec<Override>,
    /// With the paths they are for; `None`: every article.
    waivers: Vec<(Option<GlobSet>, Waiver)>,
}

/// Settings for some paths.
#[derive(Debug)]
pub(super) struct Override {
    pub layer: Arc<Layer>,
    paths: GlobSet,
    matched: bool,
}

impl Config {
    /// Reads the overrides and waivers of a file; its own settings are checked when its rules are known.
    pub fn new(node: Node, folder: PathBuf, faults: &mut Faults) -> Config {
        let table = node.table();
        let items = |key: &str| match table.and_then(|table| table.get(key)).map(|node| &node.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        for key in ["override", "waivers"] {
            let wrong = table.and_then(|table| table.get(key)).filter(|node| !matches!(node.value, Value::List(_)));
            if let Some(node) = wrong {
                let fault = Fault::new(node.origin.clone(), format!("`{key}` needs a list of tables."));
                faults.push(fault.help(format!("Write `[[{key}]]`.")));
            }
        }
        let overrides = items("override").iter().map(|node| Override {
            paths: globs(node.table().and_then(|table| table.get("paths")), faults),
            layer: Arc::new(Layer::new(Place::Override, node.clone(), folder.clone())),
            matched: false,
        });
        let overrides = overrides.collect();
        let waivers = items("waivers").iter().filter_map(|node| waiver(node, faults)).collect();
        let root = table.and_then(|table| table.get("root")).is_some_and(|node| node.value == Value::Bool(true));
        Config { root, overrides, waivers, layer: Arc::new(Layer::new(Place::Config, node, folder)) }
    }

    /// The overrides that apply to a path, by index; they count as matched from now on.
    pub fn matching(&mut self, path: &Path) -> Vec<usize> {
        let Ok(path) = path.strip_prefix(&self.layer.folder) else { return Vec::new() };
        let mut matching = Vec::new();
        for (at, of) in self.overrides.iter_mut().enumerate() {
            if of.paths.is_match(path) {
                of.matched = true;
                matching.push(at);
            }
        }
        matching
    }

    /// The waivers for a path, with their index.
    pub fn waivers(&self, path: &Path) -> impl Iterator<Item = (usize, &Waiver)> {
        let path = path.strip_prefix(&self.layer.folder).ok();
        let applies = move |paths: &Option<GlobSet>| match paths {
            None => true,
            Some(paths) => path.is_some_and(|path| paths.is_match(path)),
        };
        let waivers = self.waivers.iter().enumerate();
        waivers.filter(move |(_, (paths, _))| applies(paths)).map(|(at, (_, waiver))| (at, waiver))
    }

    /// Every waiver of the file.
    pub fn all_waivers(&self) -> impl Iterator<Item = &Waiver> {
        self.waivers.iter().map(|(_, waiver)| waiver)
    }

    /// Tells waivers of rules that are not there.
    pub fn check_waivers(&self, bench: &Bench<'_>, faults: &mut Faults) {
        for waiver in self.all_waivers().filter(|waiver| !bench.rules.contains_key(&waiver.rule)) {
            let known = bench.rules.keys().map(String::as_str);
            faults.push(Fault::unknown(waiver.origin.clone(), "rule", &waiver.rule, known));
        }
    }

    /// Tells every override that no article came under.
    pub fn unmatched(&self, full: bool, faults: &mut Faults) {
        for of in self.overrides.iter().filter(|of| !of.matched) {
            let origin = of.layer.get("paths").unwrap_or(&of.layer.node).origin.clone();
            let fault = Fault::new(origin, "This override matches no article of the run.");
            let help =
                "Paths start at the folder of their `pressgate.toml`; `**` stands for any folders, `*` for a name.";
            faults.push(Fault { warning: !full, ..fault.help(help) });
        }
    }
}

/// The globs of a `paths` key.
fn globs(node: Option<&Node>, faults: &mut Faults) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    let items = match node.map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => node.map(std::slice::from_ref).unwrap_or_default(),
    };
    for item in items {
        let Some(text) = item.text() else { continue };
        match GlobBuilder::new(text).literal_separator(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => {
                let message = format!("`{text}` is no pattern for paths: {}.", error.kind());
                faults.push(Fault::new(item.origin.clone(), message));
            }
        }
    }
    set.build().unwrap_or_else(|error| {
        if let Some(node) = node {
            faults.push(Fault::new(node.origin.clone(), format!("These patterns cannot be used: {error}.")));
        }
        GlobSet::empty()
    })
}

fn waiver(node: &Node, faults: &mut Faults) -> Option<(Option<GlobSet>, Waiver)> {
    let mut fields = Fields::of(node, "key of a waiver", faults);
    let rule = fields.required_text("allow").to_owned();
    let paths = fields.node("paths").map(|node| globs(Some(node), fields.faults()));
    let is_named = |path: &str| !path.contains(['*', '?', '[', '{']);
    let patterns = if paths.is_some() { fields.texts("paths") } else { Vec::new() };
    let is_for_named_articles = !patterns.is_empty() && patterns.into_iter().all(is_named);
    let fingerprint = fields.text("fingerprint").map(|text| text.trim_end_matches(['.', '…']).to_owned());
    let by = fields.required_text("by").to_owned();
    let second = fields.text("second").map(str::to_owned);
    let reason = fields.required_text("reason").to_owned();
    let until = fields.required("until").and_then(|node| {
        let day = match &node.value {
            Value::Date(day) | Value::Text(day) => day.parse::<Date>().ok(),
            _ => None,
        };
        if day.is_none() {
            fields.faults().push(Fault::new(node.origin.clone(), "`until` needs a day, as in 2026-03-01."));
        }
        day
    });
    for (key, text) in [("by", &by), ("reason", &reason)] {
        if text.trim().is_empty()
            && let Some(node) = fields.node(key)
        {
            fields.faults().push(Fault::new(node.origin.clone(), format!("`{key}` of a waiver may not be empty.")));
        }
    }
    if second.as_ref().is_none_or(|name| name.trim().is_empty()) && Waiver::needs_two_names(&rule) {
        let fault = Fault::new(node.origin.clone(), format!("A waiver of `{rule}` needs a second name."));
        fields.faults().push(fault.help("Add `second = \"...\"`: the person who agrees."));
    }
    fields.finish();
    let origin = node.table().and_then(|table| table.get("allow")).unwrap_or(node).origin.clone();
    Some((paths, Waiver { rule, fingerprint, by, second, reason, until: until?, is_for_named_articles, origin }))
}
