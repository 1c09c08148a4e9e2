//! `pressgate analyze`: what is on the page and what it says.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::check::Disk;
use super::inputs::{Found, Input};
use super::screen::Screen;
use super::{Inputs, Outcome, inputs};
use crate::analysis;
use crate::article;
use crate::lexicon::{Lexicons, Outlets};
use crate::policy::{Options, Policies, Policy};
use crate::report::{analysis_json, analysis_text, faults};
use crate::text::Source;

#[derive(Args)]
pub struct Analyze {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the output
    #[arg(long, value_enum, default_value = "terminal", value_name = "FORM")]
    format: Form,
    /// Also say of each block of a web page why it was kept or left out
    #[arg(long)]
    why: bool,
    /// Settings that say where pages hold their parts, instead of the pressgate.toml files found from each article upward
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The forms of an analysis.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tables and the marked-up article, for people
    Terminal,
    /// One JSON object a line for each input (schemas/analysis-v1.json)
    Json,
    /// The text that was read, into which places count: a Word document, feed or archive as HTML
    Text,
}

/// Analyses every input and prints the results in the order of the inputs.
pub fn run(command: &Analyze, screen: &Screen) -> Outcome {
    let look = screen.look();
    let from = command.inputs.from.and_then(super::From::format);
    let Some(found) = find(command, screen) else { return Outcome::BadInput };
    let results = inputs::each(found, command.inputs.from, screen, |policy: &Option<Arc<Policy>>, source: Source| {
        if command.format == Form::Text {
            return Ok((source.name().into_owned(), source.text().to_owned(), None));
        }
        let mut article = match policy {
            Some(policy) => article::read_with(&source, from, &policy.sites),
            None => article::read(&source, from),
        };
        if !command.why {
            article.blocks.iter_mut().for_each(|block| block.why = None);
        }
        let analysis = analysis::analyse(article, Lexicons::shipped(), Outlets::shipped());
        let text = match command.format {
            Form::Json => analysis_json::line(&source, &analysis).unwrap_or_default(),
            Form::Terminal | Form::Text => analysis_text::page(&source, &analysis, look),
        };
        let empty = analysis.sentences.is_empty().then(|| inputs::no_article(&analysis.article));
        Ok((source.name().into_owned(), text, empty))
    });
    let mut outcome = Outcome::Approved;
    for result in results {
        match result {
            Ok((path, text, empty)) => {
                screen.print(text.as_bytes());
                if command.format != Form::Text {
                    screen.print(b"\n");
                }
                if let Some(sentence) = empty {
                    screen.complain(&path, &sentence);
                    outcome = outcome.max(Outcome::BadInput);
                }
            }
            Err(failure) => {
                if command.format == Form::Json {
                    let line = analysis_json::error_line(&failure.path, failure.item.as_deref(), &failure.sentence)
                        .unwrap_or_default();
                    screen.print((line + "\n").as_bytes());
                }
                screen.complain(&failure.name(), &failure.sentence);
                outcome = outcome.max(failure.outcome);
            }
        }
    }
    outcome
}

/// An input and the settings to read it by, where there are some.
type Read = Found<(Input, Option<Arc<Policy>>)>;

/// The inputs, each with the settings that apply to it; `None` where there are errors in these, which are shown. Where
/// there is no `pressgate.toml`, none is looked for in the rules: reading them takes longer than an article.
fn find(command: &Analyze, screen: &Screen) -> Option<Vec<Read>> {
    let found = inputs::find(&command.inputs.paths);
    let folder = env::current_dir().unwrap_or_default();
    let is_set = |input: &Input| is_configured(&folder.join(&input.file));
    if command.config.is_none() && !found.iter().flatten().any(is_set) {
        return Some(found.into_iter().map(|found| found.map(|input| (input, None))).collect());
    }
    let options = Options { folder, config: command.config.clone(), ..Options::default() };
    let mut policies = Policies::new(&Disk, options);
    let mut with_policy = |input: Input| {
        let policy = policies.policy(&input.file);
        (input, Some(policy))
    };
    let found = found.into_iter().map(|found| found.map(&mut with_policy)).collect();
    let told = policies.faults();
    screen.show(&faults::write(&told, screen.error_look()));
    (!told.any_error()).then_some(found)
}

/// Whether a folder around a file has a `pressgate.toml`.
fn is_configured(file: &Path) -> bool {
    file.ancestors().skip(1).any(|folder| folder.join("pressgate.toml").is_file())
}
