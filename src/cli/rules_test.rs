//! `pressgate rules test`: whether rules do what their examples show.

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::Outcome;
use super::check::{Disk, SettingsArgs};
use super::screen::Screen;
use crate::policy::{Options, Policies, Rule};
use crate::report::{faults, trials};
use crate::review::failures;

#[derive(Args)]
pub struct RulesTest {
    /// Files of rules, and folders that hold some; without them, the newsroom's rules that apply in this folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The rules that come with pressgate too
    #[arg(long)]
    shipped: bool,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Judges the examples of every rule that is meant, and says which do not hold.
pub fn run(command: &RulesTest, screen: &Screen) -> Outcome {
    let options = Options { rules: command.paths.clone(), ..command.settings.options() };
    let mut policies = Policies::new(&Disk, options);
    let policy = policies.policy(Path::new("-"));
    let named = policies.named_rules();
    let told = policies.finish(&[]);
    if told.any_error() {
        screen.show(&faults::write(&told, screen.error_look()));
        return Outcome::BadInput;
    }
    let is_meant = |rule: &&Rule| {
        let shipped = rule.origin.file.shipped;
        if shipped { command.shipped } else { command.paths.is_empty() || named.contains(&rule.id) }
    };
    let rules: Vec<&Rule> = policy.rules.iter().filter(is_meant).collect();
    if rules.is_empty() {
        let help = "name files or folders of rules, set `rule_paths` in pressgate.toml, or ask for `--shipped` ones";
        screen.complain("rules test", &format!("no rules of the newsroom apply in this folder: {help}."));
        return Outcome::BadInput;
    }
    let tried: Vec<_> = rules.par_iter().map(|rule| (*rule, failures(&rule.id, &policy))).collect();
    screen.print(trials::write(&tried, screen.look()).as_bytes());
    if tried.iter().all(|(_, failures)| failures.is_empty()) { Outcome::Approved } else { Outcome::Rejected }
}
