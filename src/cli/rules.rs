//! `pressgate rules` and `pressgate explain`: what is looked for, and why.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};

use super::check::{SettingsArgs, policies};
use super::screen::Screen;
use super::{Lang, Outcome, rules_test};
use crate::policy::{Criterion, Gate, Policy, Rule, Severity};
use crate::report::rule_page;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rules {
    #[command(subcommand)]
    command: Option<RulesCommand>,
    /// Only rules of this criterion
    #[arg(long, value_name = "CRITERION", value_parser = PossibleValuesParser::new(Criterion::ALL.map(Criterion::id)))]
    criterion: Option<String>,
    /// Only rules of this gate
    #[arg(long, value_name = "GATE", value_parser = PossibleValuesParser::new(Gate::ALL.map(Gate::id)))]
    gate: Option<String>,
    /// Only rules of this severity
    #[arg(long, value_enum, value_name = "SEVERITY")]
    severity: Option<Grade>,
    /// Language of the words
    #[arg(long, value_enum, default_value = "en", value_name = "LANGUAGE")]
    lang: Lang,
    #[command(flatten)]
    settings: SettingsArgs,
}

#[derive(Subcommand)]
enum RulesCommand {
    /// Test that rules do what their examples show
    Test(rules_test::RulesTest),
}

/// Severities, as `--severity` names them.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grade {
    Error,
    Warning,
    Note,
    Off,
}

#[derive(Args)]
pub struct Explain {
    /// Id of the rule, as findings show it
    #[arg(value_name = "RULE")]
    rule: String,
    /// Language of the words
    #[arg(long, value_enum, default_value = "en", value_name = "LANGUAGE")]
    lang: Lang,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Lists the rules that an article in this folder would be checked by, or tests them.
pub fn list(command: &Rules, screen: &Screen) -> Outcome {
    if let Some(RulesCommand::Test(command)) = &command.command {
        return rules_test::run(command, screen);
    }
    let Some(policy) = policies(&command.settings, screen) else { return Outcome::BadInput };
    let wanted = |rule: &&Rule| {
        let grade = match rule.severity {
            Some(Severity::Error) => Grade::Error,
            Some(Severity::Warning) => Grade::Warning,
            Some(Severity::Note) => Grade::Note,
            None => Grade::Off,
        };
        let is = |id: &Option<String>, own: Option<&str>| id.as_deref().is_none_or(|id| own == Some(id));
        is(&command.criterion, rule.criterion.map(Criterion::id))
            && is(&command.gate, rule.criterion.map(|c| c.gate().id()))
            && command.severity.is_none_or(|severity| severity == grade)
    };
    let rules: Vec<&Rule> = policy.rules.iter().filter(wanted).collect();
    screen.print(rule_page::list(&rules, command.lang.tongue(), screen.look()).as_bytes());
    Outcome::Approved
}

/// Shows the page of one rule.
pub fn explain(command: &Explain, screen: &Screen) -> Outcome {
    let Some(policy) = policies(&command.settings, screen) else { return Outcome::BadInput };
    if let Some(rule) = policy.rules.iter().find(|rule| rule.id == command.rule) {
        screen.print(rule_page::page(rule, command.lang.tongue(), screen.look()).as_bytes());
        return Outcome::Approved;
    }
    screen.complain("explain", &format!("there is no rule `{}`. {}", command.rule, hint(&policy, &command.rule)));
    Outcome::BadInput
}

/// The rule that was meant: one that has every word of the name, else the one with the nearest spelling.
fn hint(policy: &Policy, name: &str) -> String {
    let has_words = |id: &str| name.split('-').all(|word| id.split('-').any(|own| own == word));
    let ids = policy.rules.iter().map(|rule| rule.id.as_str());
    let with_words = ids.clone().find(|id| has_words(id));
    let near = |id: &str| strsim::damerau_levenshtein(id, name) <= 2.max(name.chars().count() / 3);
    match with_words.or_else(|| ids.min_by_key(|id| strsim::damerau_levenshtein(id, name)).filter(|id| near(id))) {
        Some(id) => format!("Did you mean `{id}`?"),
        None => "`pressgate rules` lists all.".to_owned(),
    }
}
