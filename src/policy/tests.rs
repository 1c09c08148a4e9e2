//! Policies from files in memory, with a detector of the tests' own.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::*;
use crate::detectors::{Context, DETECTORS, Detect, Kind, Outcome};
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node};

#[derive(Debug)]
struct Limit(i64);

impl Detect for Limit {
    fn detect(&self, _: &Context<'_>) -> Outcome {
        Outcome::not_applicable(format!("{} words", self.0))
    }
}

fn build(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let limit = fields.integer("max_words", 1..=99, 35);
    fields.texts("names");
    fields.finish();
    Box::new(Limit(limit))
}

/// The program's detectors and one more.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let shipped = DETECTORS.iter().map(|kind| Kind { name: kind.name, about: kind.about, build: kind.build });
    shipped.chain([Kind { name: "limit", about: "A limit.", build }]).collect()
});

/// Files by path from `/desk`.
#[derive(Default)]
struct Shelf(BTreeMap<PathBuf, String>);

impl Shelf {
    fn with(mut self, path: &str, text: &str) -> Shelf {
        self.0.insert(Path::new("/desk").join(path), text.to_owned());
        self
    }

    fn rule(self, id: &str, criterion: &str, more: &str) -> Shelf {
        let text = format!(
            "schema = 1\nid = '{id}'\ntitle = 'A rule'\ncriterion = '{criterion}'\ndetector = 'limit'\n\
             severity = 'note'\ncost = {{ each = 5, cap = 15 }}\n{more}\n\
             [message]\nen = '{{n}} {{n|word|words}}'\n[why]\nen = 'w'\n[help]\nen = 'h'\n\
             [[example]]\nbad = 'a <<b>>'\ngood = 'a'\n[[example]]\nbad = 'c <<d>>'\ngood = 'c'\n"
        );
        self.with(&format!("house/{id}.toml"), &text)
    }

    fn config(self, text: &str) -> Shelf {
        self.with("pressgate.toml", &format!("schema = 1\nroot = true\nrule_paths = ['house']\n{text}"))
    }
}

impl Files for Shelf {
    fn read(&self, path: &Path) -> io::Result<String> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let paths: Vec<_> = self.0.keys().filter(|path| path.parent() == Some(folder)).cloned().collect();
        if paths.is_empty() { Err(io::ErrorKind::NotADirectory.into()) } else { Ok(paths) }
    }
}

fn options() -> Options {
    Options { folder: PathBuf::from("/desk"), ..Options::default() }
}

/// The policy of an article, and everything that is wrong.
fn policy(shelf: &Shelf, article: &str) -> (Arc<Policy>, Faults) {
    let mut policies = Policies::with_kinds(shelf, options(), &KINDS);
    let policy = policies.policy(Path::new(article));
    let own = |fault: &&Fault| !fault.origin.file.shipped;
    let mut faults = Faults::default();
    policies.finish(&[]).iter().filter(own).cloned().for_each(|fault| faults.push(fault));
    (policy, faults)
}

fn rule<'p>(policy: &'p Policy, id: &str) -> &'p Rule {
    policy.rules.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("there is a rule {id}"))
}

fn told(faults: &Faults) -> Vec<String> {
    let help = |fault: &Fault| fault.help.as_ref().map(|help| format!(" {help}")).unwrap_or_default();
    faults.iter().map(|f| format!("{}:{}: {}{}", f.origin.file.name, f.origin.line(), f.message, help(f))).collect()
}

#[test]
fn without_a_config_an_article_is_judged_as_news() {
    let (policy, faults) = policy(&Shelf::default(), "a.md");
    assert!(faults.is_empty(), "{:?}", told(&faults));
    assert_eq!(policy.profile, "news");
    assert_eq!(policy.criteria.len(), Criterion::ALL.len());
    assert_eq!(policy.criteria[&Criterion::PublicationReadiness].minimum, 4);
    assert!(policy.block_on_error && policy.block_below_minimum && policy.not_scored == NotScored::Warn);
    assert!(policy.ruleset.starts_with("sha256:") && policy.ruleset.len() == 71);
}

#[test]
fn the_shipped_profiles_differ_from_news_as_the_rule_book_says() {
    let minima = |profile: &str| {
        let options = Options { profile: Some(profile.to_owned()), ..options() };
        let shelf = Shelf::default();
        let mut policies = Policies::new(&shelf, options);
        let policy = policies.policy(Path::new("a.md"));
        assert_eq!(policy.profile, profile);
        use Criterion::*;
        [DepthAndContext, NarrativeStructure, AnalyticalValue, PerspectiveDiversity]
            .map(|c| policy.criteria[&c].minimum)
    };
    assert_eq!(minima("brief"), [2, 2, 1, 2]);
    assert_eq!(minima("news"), [3, 3, 2, 3]);
    assert_eq!(minima("analysis"), [4, 3, 4, 3]);
    assert_eq!(minima("live"), [2, 1, 1, 2]);
}

#[test]
fn layers_are_laid_over_one_another_key_by_key() {
    let shelf = Shelf::default()
        .rule("long-name", "attribution", "[parameters]\nmax_words = 9\nnames = ['x', 'y']")
        .with("metro.toml", "schema = 1\nname = 'metro'\nextends = 'brief'\n[criteria]\nattribution = { minimum = 2 }\n[rules]\nlong-name = { cost = { each = 7 }, parameters = { max_words = 12 } }")
        .config("extends = ['metro.toml']\n[[override]]\npaths = ['opinion/**']\nprofile = 'analysis'\nrules = { long-name = { severity = 'off', cost = 'A' } }");
    let (news, faults) = policy(&shelf, "a.md");
    let wrong: Vec<_> = faults.iter().filter(|fault| !fault.warning).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(news.profile, "metro");
    assert_eq!(news.criteria[&Criterion::Attribution].minimum, 2);
    assert_eq!(news.criteria[&Criterion::Attribution].min_applicable, 4, "what a layer leaves out stays");
    assert_eq!(news.criteria[&Criterion::AnalyticalValue].minimum, 1, "from brief");
    assert_eq!(rule(&news, "long-name").cost, Cost::Each { each: 7, cap: 15 });
    assert_eq!(format!("{:?}", rule(&news, "long-name").detector), "Limit(12)");

    let (opinion, _) = policy(&shelf, "opinion/a.md");
    assert_eq!(opinion.criteria[&Criterion::AnalyticalValue].minimum, 4);
    assert_eq!(rule(&opinion, "long-name").severity, None);
    assert!(matches!(rule(&opinion, "long-name").cost, Cost::Steps { .. }), "a cost of another form is replaced");
    assert_ne!(news.ruleset, opinion.ruleset);
}

#[test]
fn articles_under_the_same_files_share_one_policy() {
    let shelf = Shelf::default()
        .rule("long-name", "attribution", "")
        .config("[[override]]\npaths = ['wire/*']\ncitations = 'required'");
    let mut policies = Policies::with_kinds(&shelf, options(), &KINDS);
    let first = policies.policy(Path::new("a.md"));
    assert!(Arc::ptr_eq(&first, &policies.policy(Path::new("./deep/../deep/b.md"))));
    let wire = policies.policy(Path::new("wire/c.md"));
    assert!(wire.desk.citations_required && !first.desk.citations_required);
    assert!(!policies.finish(&[PathBuf::from(".")]).any_error());
}

#[test]
fn the_nearest_config_wins_and_root_ends_the_search() {
    let shelf = Shelf::default()
        .with("pressgate.toml", "schema = 1\n[criteria]\ntransparency = { minimum = 5 }\nattribution = { minimum = 5 }")
        .with("a/pressgate.toml", "schema = 1\n[criteria]\nattribution = { minimum = 1 }")
        .with("b/pressgate.toml", "schema = 1\nroot = true");
    let minima = |article| {
        let (policy, faults) = policy(&shelf, article);
        assert!(faults.is_empty(), "{:?}", told(&faults));
        [Criterion::Transparency, Criterion::Attribution].map(|c| policy.criteria[&c].minimum)
    };
    assert_eq!(minima("a/x.md"), [5, 1]);
    assert_eq!(minima("b/x.md"), [3, 3]);
}

#[test]
fn every_fault_is_told_at_its_line_with_the_nearest_name() {
    let shelf = Shelf::default().rule("long-name", "attribution", "supersedes = ['lang-name']\n[parameters]\nmax_wrods = 3").config(
        "extend = ['news']\n[criteria]\nattribution = { minimum = 6 }\natribution = { minimum = 2 }\n[rules]\nlong-nam = { severity = 'off' }\nlong-name = { severity = 'warnin', cost = { steps = [[9, 1], [3, 2]] } }",
    );
    let (_, faults) = policy(&shelf, "a.md");
    let told = told(&faults);
    for expected in [
        "pressgate.toml:4: There is no key `extend`. Did you mean `extends`?",
        "pressgate.toml:6: `minimum` is 6; it must lie between 1 and 5.",
        "pressgate.toml:7: There is no criterion `atribution`. Did you mean `attribution`?",
        "pressgate.toml:9: There is no rule `long-nam`. Did you mean `long-name`?",
        "pressgate.toml:10: There is no severity `warnin`. Did you mean `warning`?",
        "pressgate.toml:10: The steps are out of order: 3 comes after 9.",
        "house/long-name.toml:8: There is no rule `lang-name`. Did you mean `long-name`?",
        "house/long-name.toml:10: There is no parameter `max_wrods`. Did you mean `max_words`?",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected}\n{told:#?}");
    }
    assert_eq!(told.len(), 8, "each once: {told:#?}");
}

#[test]
fn a_house_rule_needs_its_name_examples_marks_and_english_words() {
    let shelf = Shelf::default().config("").with(
        "house/odd-thing.toml",
        "schema = 2\nid = 'other-thing'\ntitle = 'x'\ncriterion = 'attribution'\ndetector = 'limt'\nseverity = 'note'\n\
         message = { de = '{wort' }\nwhy = { en = 'w' }\nhelp = { en = 'h' }\n[[example]]\nbad = 'x'\ngood = 'y'",
    );
    let (_, faults) = policy(&shelf, "a.md");
    let told = told(&faults).join("\n");
    for expected in [
        "This program reads `schema = 1`.",
        "The rule `other-thing` stands in a file named `odd-thing.toml`.",
        "has 1 of at least two examples",
        "does not mark where the finding must stand",
        "`message` has no English text",
        "`{` is never closed",
        "There is no detector `limt`. Did you mean `limit`?",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn an_override_that_matches_nothing_is_an_error_on_a_full_run_only() {
    let shelf = Shelf::default().rule("long-name", "attribution", "").config("[[override]]\npaths = ['opinon/**']");
    let mut policies = Policies::with_kinds(&shelf, options(), &KINDS);
    policies.policy(Path::new("a.md"));
    let faults = policies.finish(&[PathBuf::from("a.md")]);
    assert!(
        !faults.any_error() && faults.iter().any(|fault| fault.warning && fault.message.contains("matches no article"))
    );

    let mut policies = Policies::with_kinds(&shelf, options(), &KINDS);
    policies.policy(Path::new("a.md"));
    assert!(policies.finish(&[PathBuf::from(".")]).any_error());
}

#[test]
fn an_override_is_checked_even_where_no_article_comes_under_it() {
    let shelf = Shelf::default().rule("long-name", "attribution", "").config(
        "[[override]]\npaths = ['x/**']\nrules = { long-name = { parameters = { max_words = 500 } }, no-rule = { severity = 'off' } }",
    );
    let (_, faults) = policy(&shelf, "a.md");
    let told = told(&faults).join("\n");
    assert!(told.contains("`max_words` is 500") && told.contains("There is no rule `no-rule`"), "{told}");
}

#[test]
fn profiles_that_extend_each_other_are_refused() {
    let shelf = Shelf::default()
        .with("a.toml", "schema = 1\nname = 'a'\nextends = 'b.toml'")
        .with("b.toml", "schema = 1\nname = 'b'\nextends = 'a.toml'")
        .with("pressgate.toml", "schema = 1\nroot = true\nextends = ['a.toml', 'nwes', 'c.toml']");
    let (_, faults) = policy(&shelf, "x.md");
    assert_eq!(
        told(&faults),
        [
            "b.toml:3: `a.toml` extends itself. Take this name off one of the `extends` that lead here.",
            "pressgate.toml:3: There is no profile `nwes`. Did you mean `news`?",
            "pressgate.toml:3: There is no file `c.toml`.",
        ]
    );
}

#[test]
fn a_waiver_applies_to_its_paths_and_needs_a_name_a_reason_and_an_end() {
    let shelf = Shelf::default().rule("long-name", "attribution", "").config(
        "[[waivers]]\nallow = 'long-name'\npaths = ['2026/*.md']\nby = 'A. Editor'\nreason = 'kept'\nuntil = 2026-03-01\n\
         [[waivers]]\nallow = 'long-nme'\nby = ' '\nuntil = 'soon'",
    );
    let (waived, faults) = policy(&shelf, "2026/a.md");
    assert_eq!(waived.waivers.len(), 1);
    assert_eq!(waived.waivers[0].until, jiff::civil::date(2026, 3, 1));
    assert!(policy(&shelf, "2025/a.md").0.waivers.is_empty());
    let mut policies = Policies::with_kinds(&shelf, options(), &KINDS);
    let [first, second] = ["2026/a.md", "2026/b.md"].map(|article| policies.policy(Path::new(article)));
    assert!(Arc::ptr_eq(&first, &second), "articles under the same waivers share one policy");
    let told = told(&faults).join("\n");
    for expected in ["`reason` is missing", "`by` of a waiver may not be empty", "`until` needs a day"] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn the_ruleset_is_the_same_wherever_the_files_stand_and_changes_with_any_value() {
    let ruleset = |folder: &str, limit: u32| {
        let rules = format!("[rules]\nlong-name = {{ parameters = {{ max_words = {limit} }} }}");
        let mut shelf = Shelf::default();
        for (path, text) in Shelf::default().rule("long-name", "attribution", "").config(&rules).0 {
            shelf.0.insert(Path::new(folder).join(path.strip_prefix("/desk").unwrap()), text);
        }
        let options = Options { folder: PathBuf::from(folder), ..Options::default() };
        Policies::with_kinds(&shelf, options, &KINDS).policy(Path::new("a.md")).ruleset.clone()
    };
    assert_eq!(ruleset("/desk", 9), ruleset("/elsewhere", 9));
    assert_ne!(ruleset("/desk", 9), ruleset("/desk", 10));
}

#[test]
fn the_effective_values_are_told_with_the_file_and_line_that_say_them() {
    let shelf = Shelf::default()
        .rule("long-name", "attribution", "[parameters]\nmax_words = 9")
        .config("[criteria]\nattribution = { minimum = 2 }\n[rules]\nlong-name = { cost = { each = 7 } }");
    let mut policies = Policies::with_kinds(&shelf, options(), &KINDS);
    let effective = policies.effective(Path::new("a.md"));
    let text = explain(&effective);
    let line = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_else(|| panic!("{key} in {text}"));
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("criteria.attribution.minimum"), "criteria.attribution.minimum = 2 # pressgate.toml:5");
    assert!(line("criteria.attribution.min_applicable").contains("= 4 # news (shipped):"));
    assert_eq!(line("rules.long-name.cost.each"), "rules.long-name.cost.each = 7 # pressgate.toml:7");
    assert_eq!(line("rules.long-name.cost.cap"), "rules.long-name.cost.cap = 15 # house/long-name.toml:7");
    assert_eq!(line("# layers"), "# layers: news (shipped) < pressgate.toml");
    let json: serde_json::Value = serde_json::from_str(&explain_json(&effective)).unwrap();
    assert_eq!(json["profile"], "news");
    assert!(
        json["values"].as_array().unwrap().iter().any(|v| v["key"] == "rules.long-name.cost.each" && v["line"] == 7)
    );
}
