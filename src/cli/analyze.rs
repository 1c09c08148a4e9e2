//! `pressgate analyze`: what is on the page and what it says.

use clap::{Args, ValueEnum};

use super::screen::Screen;
use super::{Inputs, Outcome, inputs};
use crate::analysis;
use crate::article;
use crate::lexicon::{Lexicons, Outlets};
use crate::report::{analysis_json, analysis_text};
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
    let found = inputs::find(&command.inputs.paths).into_iter().map(|found| found.map(|input| (input, ()))).collect();
    let results = inputs::each(found, command.inputs.from, screen, |(), source: Source| {
        if command.format == Form::Text {
            return Ok((source.name().into_owned(), source.text().to_owned(), None));
        }
        let mut article = article::read(&source, from);
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
