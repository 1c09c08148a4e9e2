//! One rule, from TOML to ready to run. What a profile changes is already laid over the file's own values here, so
//! that a fault is told at the line that holds it, whichever file that is in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cost, Criterion, Need, Raise, Rule, Severity, cost, references, rule_words};
use crate::detectors::{Condition, Kind};
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node, Table, Value};

/// `off` and the severities, as rules and profiles name them.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

const NEEDS: [(&str, Need); 6] = [
    ("title", Need::Title),
    ("body", Need::Body),
    ("published", Need::Published),
    ("source_list", Need::SourceList),
    ("transparency", Need::Transparency),
    ("citing_page", Need::CitingPage),
];

/// The folder and criterion of the rules that are not scored.
pub(super) const PAGE_HEALTH: &str = "page_health";

/// What a rule is put together from.
pub(super) struct Bench<'a> {
    pub kinds: &'a [Kind],
    pub lexicons: &'a Lexicons,
    /// Every rule there is, by id: its criterion as its file names it.
    pub rules: &'a BTreeMap<String, String>,
}

/// Every criterion under its name, `page_health` for none.
fn criteria() -> Vec<(&'static str, Option<Criterion>)> {
    let scored = Criterion::ALL.iter().map(|&criterion| (criterion.id(), Some(criterion)));
    scored.chain([(PAGE_HEALTH, None)]).collect()
}

/// Reads a rule. `None` where too much is wrong to run it; every fault goes to `faults`.
pub(super) fn read(node: &Node, bench: &Bench<'_>, faults: &mut Faults) -> Option<Rule> {
    let mut fields = Fields::of(node, "key of a rule", faults);
    schema(&mut fields);
    let id = fields.required_text("id").to_owned();
    let title = fields.required_text("title").to_owned();
    fields.required("criterion");
    let criterion = fields.choice("criterion", &criteria());
    fields.required("severity");
    let severity = fields.choice("severity", &SEVERITIES);
    let since = fields.text("since").unwrap_or_default().to_owned();
    let fix = fields.choice("fix", &[("safe", "safe"), ("suggestion", "suggestion"), ("none", "none")]);
    let settings = Settings::take(&mut fields, &id, bench);
    let languages = languages(&mut fields);
    let words = rule_words::read(&mut fields);
    let examples = rule_words::examples(&mut fields);
    let references = fields.texts("references").into_iter().map(str::to_owned).collect::<Vec<_>>();
    if let Some(node) = fields.node("references") {
        for key in references.iter().filter(|key| !references::references().contains_key(*key)) {
            let known = references::references().keys().map(String::as_str);
            fields.faults().push(Fault::unknown(node.origin.clone(), "standard", key, known));
        }
    }
    let detector_name = fields.required_text("detector").to_owned();
    let kind = bench.kinds.iter().find(|kind| kind.name == detector_name);
    if kind.is_none()
        && let Some(node) = fields.node("detector")
    {
        let known = bench.kinds.iter().map(|kind| kind.name);
        fields.faults().push(Fault::unknown(node.origin.clone(), "detector", &detector_name, known));
    }
    let none = Node { value: Value::Table(Table::default()), origin: node.origin.clone() };
    let parameters = fields.node("parameters").unwrap_or(&none);
    let detector = kind.map(|kind| (kind.build)(parameters, bench.lexicons, fields.faults()));
    fields.finish();
    Some(Rule {
        id,
        title,
        criterion: criterion?,
        severity: severity?,
        cost: settings.cost,
        ceiling: settings.ceiling,
        supersedes: settings.supersedes,
        caused_by: settings.caused_by,
        needs: settings.needs,
        languages,
        raise: settings.raise,
        since,
        fix: fix.unwrap_or("none").to_owned(),
        references,
        detector_name,
        detector: Arc::from(detector?),
        words,
        examples,
        origin: node.origin.clone(),
    })
}

/// Reports a `schema` that is missing or not 1.
pub(super) fn schema(fields: &mut Fields<'_>) {
    let Some(node) = fields.required("schema") else { return };
    if node.value != Value::Integer(1) {
        let fault = Fault::new(node.origin.clone(), "This program reads `schema = 1`.");
        fields.faults().push(fault);
    }
}

/// The values that a profile can change.
struct Settings {
    cost: Cost,
    ceiling: Option<u8>,
    supersedes: Vec<String>,
    caused_by: Vec<String>,
    needs: Vec<Need>,
    raise: Vec<Raise>,
}

impl Settings {
    fn take(fields: &mut Fields<'_>, id: &str, bench: &Bench<'_>) -> Settings {
        let cost = fields.node("cost").and_then(|node| cost::read(node, fields.faults()));
        let ceiling = fields.optional_integer("ceiling", 1..=5).and_then(|n| u8::try_from(n).ok());
        let supersedes = others(fields, "supersedes", id, bench);
        let caused_by = others(fields, "caused_by", id, bench);
        let needs = fields.choices("needs", &NEEDS).unwrap_or_default();
        let mut raise = Vec::new();
        for node in fields.list("raise") {
            let mut fields = Fields::of(node, "key of a raise", fields.faults());
            fields.required("to");
            let to = fields.choice("to", &SEVERITIES).flatten();
            let when = fields.required("when").map(|when| Condition::read(when, bench.lexicons, fields.faults()));
            fields.finish();
            raise.extend(to.zip(when).map(|(to, when)| Raise { to, when }));
        }
        Settings { cost: cost.unwrap_or(Cost::Each { each: 0, cap: 0 }), ceiling, supersedes, caused_by, needs, raise }
    }
}

/// The ids of other rules; those of `supersedes` must share the criterion.
fn others(fields: &mut Fields<'_>, key: &'static str, id: &str, bench: &Bench<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for item in fields.list(key) {
        let faults = fields.faults();
        let Some(other) = item.text() else {
            faults.push(Fault::new(item.origin.clone(), format!("`{key}` needs a list of rule ids.")));
            continue;
        };
        match bench.rules.get(other) {
            // A test holds the shipped files to it.
            None if item.origin.file.shipped => {}
            None => {
                faults.push(Fault::unknown(item.origin.clone(), "rule", other, bench.rules.keys().map(String::as_str)))
            }
            Some(criterion) if key == "supersedes" && bench.rules.get(id).is_some_and(|own| own != criterion) => {
                let message =
                    format!("`{other}` counts for {criterion}: a rule supersedes only rules of its own criterion.");
                faults.push(Fault::new(item.origin.clone(), message));
            }
            Some(_) => ids.push(other.to_owned()),
        }
    }
    ids
}

/// `"any"`, or a list of languages.
fn languages(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let node = fields.node("languages")?;
    if node.text() == Some("any") {
        return None;
    }
    let languages = fields.texts("languages");
    for language in languages.iter().filter(|language| !rule_words::is_language(language)) {
        let fault =
            Fault::new(node.origin.clone(), format!("`{language}` is no language: two small letters are needed."));
        fields.faults().push(fault.help("Write `languages = \"any\"`, or a list as in `[\"en\", \"de\"]`."));
    }
    Some(languages.into_iter().map(str::to_owned).collect())
}

/// The keys of a rule that a profile may change.
pub(super) const CHANGEABLE: [&str; 8] =
    ["severity", "cost", "ceiling", "supersedes", "caused_by", "needs", "raise", "parameters"];

/// Checks what a profile says of the rule `id`, by itself; parameters are for the detector to judge.
pub(super) fn check_change(id: &str, node: &Node, bench: &Bench<'_>, faults: &mut Faults) {
    let node = node.resolved();
    let mut fields = Fields::of(&node, "setting of a rule", faults);
    for key in CHANGEABLE {
        fields.node(key);
    }
    fields.choice("severity", &SEVERITIES);
    Settings::take(&mut fields, id, bench);
    fields.finish();
}

/// Lays what a profile says of a rule over its own values.
pub(super) fn lay_over(rule: &mut Node, change: &Node) {
    let (Value::Table(rule), Some(change)) = (&mut rule.value, change.table()) else { return };
    // A cost of another form replaces the one below: half of one and half of the other would be neither.
    if let (Some(lower), Some(upper)) = (rule.get("cost"), change.get("cost"))
        && cost::is_other_form(lower, upper)
    {
        rule.remove("cost");
    }
    rule.merge(change);
}
