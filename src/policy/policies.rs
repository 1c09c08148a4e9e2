//! The policy for each article: which files apply to its path, laid over one another and compiled once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::Config;
use super::layer::{self, Layer, Named, Settings};
use super::library::{Files, Library, RuleFile};
use super::rule_file::{self, Bench};
use super::{Policy, Waiver, ruleset};
use crate::detectors::{DETECTORS, Kind};
use crate::lexicon::{Lexicons, Outlets};
use crate::settings::{Fault, Faults, Fields, File, Node, Origin, Table, Value};

/// What the command line says of the policy.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The absolute path that relative ones start from.
    pub folder: PathBuf,
    /// A profile, by name or path, that takes the place of the one in every `pressgate.toml`.
    pub profile: Option<String>,
    /// A `pressgate.toml` to use instead of those found from the article upward.
    pub config: Option<PathBuf>,
    /// Files and folders of rules beside those that the settings name.
    pub rules: Vec<PathBuf>,
}

/// Every effective value of a policy with its place, before it is compiled.
#[derive(Debug)]
pub struct Effective {
    /// The name of the profile.
    pub profile: String,
    /// As [`Policy::ruleset`].
    pub ruleset: String,
    /// The files whose settings are laid over one another, the lowest first.
    pub layers: Vec<String>,
    /// Criteria, gate and the other settings.
    pub settings: Node,
    /// Each rule as its file and the layers above it say, by id.
    pub rules: BTreeMap<String, Node>,
}

/// Which files and overrides apply: what two articles must share to be judged alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Indexes of `Policies::configs`, the outermost first.
    configs: Vec<usize>,
    /// Config and override.
    overrides: Vec<(usize, usize)>,
}

/// Where a waiver stands: its config, and its place among the waivers there.
type WaiverPlace = (usize, usize);

/// The policies of a run.
pub struct Policies<'f> {
    library: Library<'f>,
    options: Options,
    kinds: &'f [Kind],
    configs: Vec<Config>,
    /// The config of a folder, where it has one.
    folders: BTreeMap<PathBuf, Option<usize>>,
    compiled: BTreeMap<Key, (Arc<Policy>, Arc<Effective>)>,
    /// The same with the waivers that apply.
    waived: BTreeMap<(Key, Vec<WaiverPlace>), Arc<Policy>>,
    faults: Faults,
}

impl<'f> Policies<'f> {
    /// Nothing but the shipped rules is read yet.
    pub fn new(files: &'f dyn Files, options: Options) -> Policies<'f> {
        Policies::with_kinds(files, options, DETECTORS)
    }

    pub(super) fn with_kinds(files: &'f dyn Files, options: Options, kinds: &'f [Kind]) -> Policies<'f> {
        let library = Library::new(files, options.folder.clone());
        let faults = Faults::default();
        let (folders, compiled, waived) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Policies { library, options, kinds, configs: Vec::new(), folders, compiled, waived, faults }
    }

    /// The policy for an article. What is wrong with its files stands in [`Policies::finish`]; where that is an error,
    /// the policy is not to be used.
    pub fn policy(&mut self, article: &Path) -> Arc<Policy> {
        let path = self.library.absolute(article);
        let key = self.key(&path);
        let (policy, _) = self.compiled(&key);
        let configs = key.configs.iter().filter_map(|&at| Some((at, self.configs.get(at)?)));
        let waivers: Vec<_> = configs
            .flat_map(|(at, config)| config.waivers(&path).map(move |(of, waiver)| ((at, of), waiver)))
            .collect();
        if waivers.is_empty() {
            return policy;
        }
        let (which, waivers): (Vec<_>, Vec<_>) = waivers.into_iter().map(|(at, waiver)| (at, waiver.clone())).unzip();
        let waived = || Arc::new(Policy { waivers, ..Policy::clone(&policy) });
        self.waived.entry((key, which)).or_insert_with(waived).clone()
    }

    /// What the policy for an article is made from.
    pub fn effective(&mut self, article: &Path) -> Arc<Effective> {
        let path = self.library.absolute(article);
        let key = self.key(&path);
        self.compiled(&key).1
    }

    /// The waivers of every `pressgate.toml` whose whole folder is checked by a run with these arguments: one of them that
    /// covers nothing is good for nothing.
    pub fn wholly_checked(&self, arguments: &[PathBuf]) -> Vec<Waiver> {
        let arguments: Vec<_> = arguments.iter().map(|path| self.library.absolute(path)).collect();
        let whole = |config: &&Config| arguments.iter().any(|argument| config.layer.folder.starts_with(argument));
        self.configs.iter().filter(whole).flat_map(Config::all_waivers).cloned().collect()
    }

    /// Every fault, each once. Call it when every article has its policy: overrides that matched none of them are
    /// told too, as errors where one of the run's `arguments` is the folder of their `pressgate.toml`, else as warnings.
    pub fn finish(mut self, arguments: &[PathBuf]) -> Faults {
        let arguments: Vec<_> = arguments.iter().map(|path| self.library.absolute(path)).collect();
        for config in &self.configs {
            let full = arguments.iter().any(|argument| config.layer.folder.starts_with(argument));
            config.unmatched(full, &mut self.faults);
        }
        self.faults()
    }

    /// The ids of the rules that [`Options::rules`] names.
    pub fn named_rules(&mut self) -> BTreeSet<String> {
        let mut faults = Faults::default();
        let folder = self.options.folder.clone();
        let named = asked_rules(&self.options);
        let rules = named.iter().flat_map(|named| self.library.house_rules(named, &folder, &mut faults));
        rules.map(|rule| rule.id.clone()).collect()
    }

    /// Every fault of the files read so far, each once.
    pub fn faults(mut self) -> Faults {
        self.faults.settle();
        self.faults
    }

    /// Which files and overrides apply to a path.
    fn key(&mut self, path: &Path) -> Key {
        let configs = self.configs_for(path);
        let mut overrides = Vec::new();
        for &at in &configs {
            let Some(config) = self.configs.get_mut(at) else { continue };
            overrides.extend(config.matching(path).into_iter().map(|of| (at, of)));
        }
        Key { configs, overrides }
    }

    /// The configs of a path, the outermost first.
    fn configs_for(&mut self, path: &Path) -> Vec<usize> {
        if let Some(named) = self.options.config.clone() {
            let config = self.library.absolute(&named);
            if !self.folders.contains_key(&config) && self.config(&config).is_none() {
                let fault = Fault::new(command_line("--config", &named.to_string_lossy()), "There is no such file.");
                self.faults.push(fault);
            }
            return self.config(&config).into_iter().collect();
        }
        let mut configs = Vec::new();
        for folder in path.ancestors().skip(1) {
            if let Some(at) = self.config(&folder.join("pressgate.toml")) {
                configs.push(at);
                if self.configs.get(at).is_some_and(|config| config.root) {
                    break;
                }
            }
        }
        configs.reverse();
        configs
    }

    /// The config at a path, where there is one.
    fn config(&mut self, path: &Path) -> Option<usize> {
        if let Some(known) = self.folders.get(path) {
            return *known;
        }
        let node = self.library.settings(path, &mut self.faults);
        let at = node.map(|node| {
            let folder = path.parent().unwrap_or(path).to_owned();
            self.configs.push(Config::new(node, folder, &mut self.faults));
            self.configs.len() - 1
        });
        self.folders.insert(path.to_owned(), at);
        at
    }

    /// The layers of a key from the lowest to the highest, and the profile's name.
    fn layers(&mut self, key: &Key) -> (Vec<Arc<Layer>>, String) {
        let configs: Vec<_> =
            key.configs.iter().filter_map(|&at| Some((at, self.configs.get(at)?.layer.clone()))).collect();
        let overrides: Vec<_> = key
            .overrides
            .iter()
            .filter_map(|&(at, of)| Some((at, self.configs.get(at)?.overrides.get(of)?.layer.clone())))
            .collect();
        let asked = self.options.profile.as_ref();
        let asked = asked.map(|name| {
            (Named { name: name.clone(), origin: command_line("--profile", name) }, self.options.folder.clone())
        });
        let from = |layer: &Arc<Layer>| Some((layer.profile.clone()?, layer.folder.clone()));
        let named = asked
            .or_else(|| overrides.iter().rev().find_map(|(_, layer)| from(layer)))
            .or_else(|| configs.iter().rev().find_map(|(_, layer)| from(layer)));

        let mut layers: Vec<Arc<Layer>> = Vec::new();
        let mut lay = |chain: Vec<Arc<Layer>>| {
            let Some((top, below)) = chain.split_last() else { return };
            for layer in below {
                if !layers.iter().any(|known| Arc::ptr_eq(known, layer)) {
                    layers.push(layer.clone());
                }
            }
            if !layers.last().is_some_and(|last| Arc::ptr_eq(last, top)) {
                layers.push(top.clone());
            }
        };
        let ground = Named { name: "news".to_owned(), origin: command_line("--profile", "news") };
        lay(self.library.profile(&ground, Path::new(""), &mut self.faults));
        let mut profile = None;
        if let Some((named, folder)) = &named {
            let chain = self.library.profile(named, folder, &mut self.faults);
            profile = chain.last().and_then(|layer| layer.name.clone());
            lay(chain);
        }
        for (at, config) in &configs {
            for below in &config.extends {
                let mut chain = self.library.profile(below, &config.folder, &mut self.faults);
                // A profile that is named takes the place of the shipped ones; the newsroom's own files stay.
                chain.retain(|layer| named.is_none() || !layer.node.origin.file.shipped);
                lay(chain);
            }
            lay(vec![config.clone()]);
            for (_, layer) in overrides.iter().filter(|(of, _)| of == at) {
                lay(vec![layer.clone()]);
            }
        }
        let last = || layers.iter().rev().find_map(|layer| layer.name.clone());
        let profile = profile.or_else(last).unwrap_or_default();
        (layers, profile)
    }

    /// The rules that the layers bring, the shipped ones first.
    fn rule_files(&mut self, layers: &[Arc<Layer>]) -> BTreeMap<String, Arc<RuleFile>> {
        let mut rules: BTreeMap<_, _> = self.library.rules.iter().map(|rule| (rule.id.clone(), rule.clone())).collect();
        let from_layers = layers.iter().flat_map(|layer| layer.rule_paths.iter().map(|named| (named, &layer.folder)));
        let asked = asked_rules(&self.options);
        for (named, folder) in from_layers.chain(asked.iter().map(|named| (named, &self.options.folder))) {
            for rule in self.library.house_rules(named, folder, &mut self.faults) {
                let known = rules.entry(rule.id.clone()).or_insert_with(|| rule.clone());
                if known.node.origin.file.name != rule.node.origin.file.name {
                    let message = format!("There is a rule `{}` already, in {}.", rule.id, known.node.origin.file.name);
                    let fault = Fault::new(rule.node.origin.clone(), message);
                    self.faults.push(fault.help("Give it a name of its own, or change the other one in `[rules]`."));
                }
            }
        }
        rules
    }

    fn compiled(&mut self, key: &Key) -> (Arc<Policy>, Arc<Effective>) {
        if let Some((policy, effective)) = self.compiled.get(key) {
            return (policy.clone(), effective.clone());
        }
        let (layers, profile) = self.layers(key);
        let files = self.rule_files(&layers);
        let criteria = files.values().map(|rule| (rule.id.clone(), rule.criterion.clone())).collect();
        let bench = Bench { kinds: self.kinds, lexicons: Lexicons::shipped(), rules: &criteria };
        for layer in &layers {
            layer.check(&bench, &mut self.faults);
        }
        let mut settings = Table::default();
        let mut rules: BTreeMap<String, Node> =
            files.iter().map(|(id, rule)| (id.clone(), rule.node.clone())).collect();
        for layer in &layers {
            layer::lay_over(&mut settings, layer);
            for (id, change) in layer.rule_changes() {
                if let Some(rule) = rules.get_mut(id) {
                    rule_file::lay_over(rule, change);
                }
            }
        }
        for config in key.configs.iter().filter_map(|&at| self.configs.get(at)) {
            config.check_waivers(&bench, &mut self.faults);
            for of in &config.overrides {
                of.layer.check(&bench, &mut self.faults);
                for (id, change) in of.layer.rule_changes() {
                    let Some(mut rule) = rules.get(id).cloned() else { continue };
                    rule_file::lay_over(&mut rule, change);
                    rule_file::read(&rule, &bench, &mut self.faults);
                }
            }
        }
        let compiled = rules.values().filter_map(|node| rule_file::read(node, &bench, &mut self.faults)).collect();
        let origin = layers.last().map_or_else(|| command_line("", ""), |layer| layer.node.origin.clone());
        let settings = Node { value: Value::Table(settings), origin };
        let taken = Settings::take(&mut Fields::of(&settings, "key", &mut Faults::default()), &bench);
        let registries = self.registries(&layers);
        let policy = Policy {
            profile: profile.clone(),
            rules: compiled,
            criteria: taken.criteria,
            desk: taken.desk,
            block_on_error: taken.block_on_error,
            block_below_minimum: taken.block_below_minimum,
            not_scored: taken.not_scored,
            language: taken.language,
            sites: taken.sites,
            source_files: taken.source_files,
            waivers: Vec::new(),
            outlets: self.outlets(&registries),
            ruleset: ruleset::hash(&settings, &rules, &registries),
        };
        let mut names: Vec<String> = layers.iter().map(|layer| layer.node.origin.file.name.clone()).collect();
        names.dedup();
        let effective = Effective { profile, ruleset: policy.ruleset.clone(), layers: names, settings, rules };
        let made = (Arc::new(policy), Arc::new(effective));
        self.compiled.insert(key.clone(), made.clone());
        made
    }

    /// The newsroom's registries of outlets, the lowest first.
    fn registries(&mut self, layers: &[Arc<Layer>]) -> Vec<Arc<File>> {
        let named = layers.iter().flat_map(|layer| layer.outlets.iter().map(move |named| (named, &layer.folder)));
        named.filter_map(|(named, folder)| self.library.text(named, folder, &mut self.faults)).collect()
    }

    /// The shipped registry with the newsroom's on top; `None` where it has none.
    fn outlets(&mut self, registries: &[Arc<File>]) -> Option<Arc<Outlets>> {
        let mut outlets: Option<Outlets> = None;
        for file in registries {
            match outlets.as_ref().unwrap_or_else(|| Outlets::shipped()).extended(&file.text) {
                Ok(extended) => outlets = Some(extended),
                Err(faults) => {
                    for fault in faults {
                        let origin = Origin { file: file.clone(), span: fault.span };
                        self.faults.push(Fault { help: fault.help, ..Fault::new(origin, fault.message) });
                    }
                }
            }
        }
        outlets.map(Arc::new)
    }
}

/// The rules that the command line names.
fn asked_rules(options: &Options) -> Vec<Named> {
    let name = |path: &PathBuf| path.to_string_lossy().into_owned();
    let named = |name: String| Named { origin: command_line("rules", &name), name };
    options.rules.iter().map(name).map(named).collect()
}

/// The origin of what the command line says.
fn command_line(flag: &str, value: &str) -> Origin {
    Origin { file: File::new(format!("command line ({flag})"), value), span: 0..value.len() }
}
