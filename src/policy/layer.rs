//! What profiles, packs, `pressgate.toml` and its overrides say of thresholds and rules: layers that are laid over
//! one another.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::rule_file::{self, Bench};
use super::{Criterion, CriterionPolicy, NotScored, SourceFiles, rule_words, sites};
use crate::article::Sites;
use crate::detectors::Desk;
use crate::settings::{Fault, Faults, Fields, Node, Origin, Table, Value};

/// Which file a layer stands in, and so which keys it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A shipped profile, or a profile or pack of the newsroom.
    Profile,
    /// A `pressgate.toml`.
    Config,
    /// An `[[override]]` of one.
    Override,
}

/// One layer of settings.
#[derive(Debug)]
pub(super) struct Layer {
    pub place: Place,
    pub node: Node,
    /// What the paths in it start from.
    pub folder: PathBuf,
    pub name: Option<String>,
    /// Names or paths of the profiles and packs below it.
    pub extends: Vec<Named>,
    /// The profile that takes the place of the shipped ones in `extends`.
    pub profile: Option<Named>,
    pub rule_paths: Vec<Named>,
    pub outlets: Vec<Named>,
}

/// A name or path in a file.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub name: String,
    pub origin: Origin,
}

impl Layer {
    /// Takes from a layer what must be known before layers are laid; [`Layer::check`] tells its faults.
    pub fn new(place: Place, node: Node, folder: PathBuf) -> Layer {
        let named = |node: &Node| Some(Named { name: node.text()?.to_owned(), origin: node.origin.clone() });
        let get = |key: &str| node.table().and_then(|table| table.get(key));
        let one = |key: &str| get(key).and_then(named);
        let several = |key: &str| match get(key).map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().filter_map(named).collect(),
            _ => one(key).into_iter().collect(),
        };
        Layer {
            place,
            name: one("name").map(|named| named.name),
            extends: several("extends"),
            profile: one("profile"),
            rule_paths: several("rule_paths"),
            outlets: several("outlets"),
            folder,
            node,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.node.table()?.get(key)
    }

    /// What it says of single rules, by id.
    pub fn rule_changes(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.get("rules").and_then(Node::table).into_iter().flat_map(Table::iter).map(|(id, _, node)| (id, node))
    }

    /// Tells everything that is wrong with it, whether or not it applies to an article.
    pub fn check(&self, bench: &Bench<'_>, faults: &mut Faults) {
        let node = self.node.resolved();
        let mut fields = Fields::of(&node, "key", faults);
        match self.place {
            Place::Profile => {
                rule_file::schema(&mut fields);
                fields.required_text("name");
            }
            Place::Config => {
                rule_file::schema(&mut fields);
                fields.bool("root", false);
                fields.text("profile");
                // Read one by one when the file is.
                fields.node("override");
                fields.node("waivers");
            }
            Place::Override => {
                fields.required("paths");
                fields.texts("paths");
                fields.text("profile");
            }
        }
        if self.place != Place::Override {
            fields.texts("extends");
            fields.texts("rule_paths");
            fields.texts("outlets");
        }
        Settings::take(&mut fields, bench);
        for (id, origin, change) in fields.entries("rules") {
            if bench.rules.contains_key(id) {
                rule_file::check_change(id, change, bench, fields.faults());
            } else if !origin.file.shipped {
                // A test holds the shipped profiles to the shipped rules.
                let known = bench.rules.keys().map(String::as_str);
                fields.faults().push(Fault::unknown(origin, "rule", id, known));
            }
        }
        fields.finish();
    }
}

/// The keys of [`Settings`], in the order in which they are printed.
pub(super) const KEYS: [&str; 10] = [
    "citations",
    "claim_scope",
    "story_type",
    "subject_outlets",
    "own_domains",
    "language",
    "sites",
    "sources",
    "criteria",
    "gate",
];

/// What the layers say together, rules apart.
pub(super) struct Settings {
    pub desk: Desk,
    pub language: Option<String>,
    pub sites: Sites,
    pub source_files: SourceFiles,
    pub criteria: BTreeMap<Criterion, CriterionPolicy>,
    pub block_on_error: bool,
    pub block_below_minimum: bool,
    pub not_scored: NotScored,
}

impl Settings {
    /// Takes the keys of [`KEYS`].
    pub fn take(fields: &mut Fields<'_>, bench: &Bench<'_>) -> Settings {
        let citations_required = fields.choice("citations", &[("optional", false), ("required", true)]);
        let paragraph_scope = fields.choice("claim_scope", &[("sentence", false), ("paragraph", true)]);
        let types = ["news", "analysis", "opinion", "interview", "feature", "brief"].map(|name| (name, name));
        let story_type = fields.choice("story_type", &types).map(str::to_owned);
        let subject_outlets = fields.texts("subject_outlets").into_iter().map(str::to_owned).collect();
        let own_domains = fields.texts("own_domains").into_iter().map(str::to_lowercase).collect();
        let language = fields.text("language").filter(|language| *language != "auto").map(str::to_owned);
        if let Some(language) = language.as_deref().filter(|language| !rule_words::is_language(language))
            && let Some(node) = fields.node("language")
        {
            let fault = Fault::new(node.origin.clone(), format!("`{language}` is no language."));
            fields.faults().push(fault.help("Write `auto`, or two small letters as in `en`, `de`."));
        }
        let sites = sites::take(fields);
        let source_files = SourceFiles::take(fields);
        let criteria = criteria(fields, bench);
        let mut settings = Settings {
            desk: Desk {
                citations_required: citations_required.unwrap_or(false),
                paragraph_scope: paragraph_scope.unwrap_or(false),
                story_type,
                subject_outlets,
                own_domains,
            },
            language,
            sites,
            source_files,
            criteria,
            block_on_error: true,
            block_below_minimum: true,
            not_scored: NotScored::Warn,
        };
        if let Some(gate) = fields.node("gate") {
            settings.gate(Fields::of(gate, "key of the gate", fields.faults()));
        }
        settings
    }

    fn gate(&mut self, mut gate: Fields<'_>) {
        if let Some(blocks) = gate.choices("block_on", &[("error", true), ("below_minimum", false)]) {
            self.block_on_error = blocks.contains(&true);
            self.block_below_minimum = blocks.contains(&false);
        }
        let choices = [("ignore", NotScored::Ignore), ("warn", NotScored::Warn), ("block", NotScored::Block)];
        self.not_scored = gate.choice("not_scored", &choices).unwrap_or(NotScored::Warn);
        gate.finish();
    }
}

fn criteria(fields: &mut Fields<'_>, bench: &Bench<'_>) -> BTreeMap<Criterion, CriterionPolicy> {
    let mut criteria = BTreeMap::new();
    for (id, origin, node) in fields.entries("criteria") {
        let faults = fields.faults();
        let Some(criterion) = Criterion::ALL.into_iter().find(|criterion| criterion.id() == id) else {
            faults.push(Fault::unknown(origin, "criterion", id, Criterion::ALL.map(Criterion::id)));
            continue;
        };
        let mut fields = Fields::of(node, "key of a criterion", faults);
        let minimum = u8::try_from(fields.integer("minimum", 1..=5, 3)).unwrap_or(3);
        let min_applicable = u32::try_from(fields.integer("min_applicable", 0..=100, 0)).unwrap_or(0);
        let required = fields.bool("required", false);
        let floor = fields.node("floor").and_then(|node| {
            let mut floor = Fields::of(node, "key of a floor", fields.faults());
            let rule = floor.required("rule").and_then(Node::text);
            let percent = floor.required("percent").and_then(|_| floor.optional_integer("percent", 0..=100));
            if let Some(rule) = rule.filter(|rule| !bench.rules.contains_key(*rule) && !node.origin.file.shipped) {
                let origin = floor.node("rule").unwrap_or(node).origin.clone();
                floor.faults().push(Fault::unknown(origin, "rule", rule, bench.rules.keys().map(String::as_str)));
            }
            floor.finish();
            Some((rule?.to_owned(), u32::try_from(percent?).ok()?))
        });
        fields.finish();
        criteria.insert(criterion, CriterionPolicy { minimum, min_applicable, required, floor });
    }
    criteria
}

/// Lays the settings of a layer, rules apart, over those below it.
pub(super) fn lay_over(below: &mut Table, layer: &Layer) {
    for key in KEYS {
        let Some(node) = layer.get(key) else { continue };
        below.merge_key(key, node.origin.span.clone(), node);
    }
}
