//! `pressgate config`: every effective value, and the file and line that say it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::check::{Disk, SettingsArgs};
use super::screen::Screen;
use crate::policy::{Policies, explain, explain_json};
use crate::report::faults;

#[derive(Args)]
pub struct Config {
    /// Article, or folder of articles, whose settings are asked for
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value = "terminal", value_name = "FORM")]
    format: Form,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// The forms of settings.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One line for each value, with its file and line behind it
    Terminal,
    /// One JSON object
    Json,
}

/// Prints the settings for a path; what is wrong with them goes to the error output.
pub fn run(command: &Config, screen: &Screen) -> Outcome {
    let mut policies = Policies::new(&Disk, command.settings.options());
    // Settings are for articles: those of a folder are those of any article in it.
    let article = if command.path.is_dir() { command.path.join("article") } else { command.path.clone() };
    let effective = policies.effective(&article);
    let told = policies.faults();
    screen.show(&faults::write(&told, screen.error_look()));
    if told.any_error() {
        return Outcome::BadInput;
    }
    let text = match command.format {
        Form::Terminal => explain(&effective),
        Form::Json => explain_json(&effective) + "\n",
    };
    screen.print(text.as_bytes());
    Outcome::Approved
}
