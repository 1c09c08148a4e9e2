//! The command line: where the program touches the world. It reads arguments, files, the terminal and today's date, and
//! turns the outcome into an exit status.

mod analyze;
mod calibrate;
mod check;
mod config;
mod init;
mod inputs;
mod rules;
mod rules_test;
mod screen;
mod source_files;

use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::article::Format;
use crate::review::Tongue;
use crate::text::Container;
use screen::Screen;

/// A source-quality and editorial-gate checker for articles.
#[derive(Parser)]
#[command(name = "pressgate", version, propagate_version = false, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 approved, 1 rejected, 2 the input or the configuration is at fault, \
                        3 a fault of the program.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print without colours (so does the environment variable NO_COLOR)
    #[arg(long, global = true)]
    no_color: bool,
    /// Print only what was asked for: no notes, no progress
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles against the newsroom's rules and thresholds
    Check(check::Check),
    /// Show what is on the page and what it says: sources, citations, voices, claims
    Analyze(analyze::Analyze),
    /// Show every setting that applies to an article, and the file and line that say it
    Config(config::Config),
    /// List the rules, or test what they do
    Rules(rules::Rules),
    /// Show what a rule looks for, why, what it costs, and examples
    Explain(rules::Explain),
    /// Propose costs and minima from drafts that the newsroom accepted and rejected
    Calibrate(calibrate::Calibrate),
    /// Write a commented pressgate.toml
    Init(init::Init),
    /// Print a completion script for a shell
    Completions {
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
}

/// What to read.
#[derive(Args)]
struct Inputs {
    /// Articles, and folders that hold some; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<std::path::PathBuf>,
    /// Kind of input; without it, the extension or the content says
    #[arg(long, value_name = "KIND")]
    from: Option<From>,
}

/// The kinds of input, as `--from` names them.
#[derive(Clone, Copy, ValueEnum)]
enum From {
    Html,
    Markdown,
    Text,
    Json,
    /// A Word document
    Docx,
    /// RSS or Atom
    Feed,
    /// A web archive, plain or gzip
    Warc,
}

impl From {
    /// The format of a text; what was taken out of a container has its own.
    fn format(self) -> Option<Format> {
        match self {
            From::Html => Some(Format::Html),
            From::Markdown => Some(Format::Markdown),
            From::Text => Some(Format::Text),
            From::Json => Some(Format::Json),
            From::Docx | From::Feed | From::Warc => None,
        }
    }

    /// The container to take articles out of.
    fn container(self) -> Option<Container> {
        match self {
            From::Docx => Some(Container::Word),
            From::Feed => Some(Container::Feed),
            From::Warc => Some(Container::Archive),
            From::Html | From::Markdown | From::Text | From::Json => None,
        }
    }
}

/// The languages of messages, as `--lang` names them.
#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    En,
    De,
}

impl Lang {
    fn tongue(self) -> Tongue {
        match self {
            Lang::En => Tongue::English,
            Lang::De => Tongue::German,
        }
    }
}

/// How a run ended, in the order of gravity: the gravest of all articles is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Approved,
    Rejected,
    /// The input or the configuration is at fault.
    BadInput = 2,
    /// A fault of the program.
    Fault = 3,
}

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let screen = Screen::new(cli.no_color, cli.quiet);
    let outcome = match cli.command {
        Command::Check(command) => check::run(&command, &screen),
        Command::Analyze(command) => analyze::run(&command, &screen),
        Command::Config(command) => config::run(&command, &screen),
        Command::Rules(command) => rules::list(&command, &screen),
        Command::Explain(command) => rules::explain(&command, &screen),
        Command::Calibrate(command) => calibrate::run(&command, &screen),
        Command::Init(command) => init::run(&command, &screen),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "pressgate", &mut script);
            screen.print(&script);
            Outcome::Approved
        }
    };
    ExitCode::from(outcome as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
