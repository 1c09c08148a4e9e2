//! `pressgate check`: whether the articles may be published.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::inputs::{self, Failure, Found, Input};
use super::screen::Screen;
use super::source_files::{self, Folders};
use super::{Inputs, Lang, Outcome};
use crate::analysis::analyse;
use crate::article::{self, Format, SourceText};
use crate::lexicon::Lexicons;
use crate::policy::{Criterion, Files, Options, Policies, Policy, Waiver};
use crate::report::{faults, github, json, review_section, sarif, terminal};
use crate::review::{Case, CriterionReview, Review, Reviewed, Tongue, Unread, Verdict, judge};
use crate::settings::{Fault, Faults, Origin};
use crate::text::Source;

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    inputs: Inputs,
    /// Form of the output
    #[arg(long, value_enum, default_value = "terminal", value_name = "FORM")]
    format: Form,
    /// Language of the messages
    #[arg(long, value_enum, default_value = "en", value_name = "LANGUAGE")]
    lang: Lang,
    /// Day of the check, YYYY-MM-DD; without it, today (UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Where thresholds come from.
#[derive(Args)]
pub struct SettingsArgs {
    /// Profile to judge by, in the place of the configured one: brief, news, analysis, live, or a path
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Settings to use instead of the pressgate.toml files found from each article upward
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl SettingsArgs {
    /// As the policy takes them.
    pub fn options(&self) -> Options {
        let folder = env::current_dir().unwrap_or_default();
        Options { folder, profile: self.profile.clone(), config: self.config.clone(), rules: Vec::new() }
    }
}

pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "this is no date; write it as YYYY-MM-DD, such as 2026-02-12")
}

/// The forms of a review.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Findings with the article's lines, scores and the review section, for people
    Terminal,
    /// The review section alone
    Review,
    /// One JSON object for the run (schemas/review-v1.json)
    Json,
    /// Annotations for a GitHub workflow: at most ten errors and ten warnings
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Files of settings on the disk.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }
}

/// Checks every input and prints one review of the run.
pub fn run(command: &Check, screen: &Screen) -> Outcome {
    let Some((found, waivers)) = find(command, screen) else { return Outcome::BadInput };
    let from = command.inputs.from.and_then(super::From::format);
    let as_of = as_of(command.as_of);
    let tongue = command.lang.tongue();
    let found = source_files::set_aside(found, |policy: &Arc<Policy>| policy.source_files.clone(), screen);
    let folders = Folders::read(&found, |policy| policy.source_files.clone());
    let mut outcome = if folders.tell_faults(screen) { Outcome::BadInput } else { Outcome::Approved };
    let with_texts = |(input, policy): (Input, Arc<Policy>)| {
        let texts = folders.texts(&input, &policy.source_files);
        (input, (policy, texts))
    };
    let found = found.into_iter().map(|found| found.map(with_texts)).collect();
    let results = inputs::each(found, command.inputs.from, screen, |(policy, texts): &(Arc<Policy>, Texts), source| {
        review(source, from, texts, policy, as_of, tongue)
    });
    let mut articles = Vec::new();
    for result in results {
        if let Ok(reviewed) = &result {
            let source = &reviewed.source;
            source.notes().iter().for_each(|note| screen.note(&source.name(), note));
        }
        outcome = outcome.max(match &result {
            Ok(reviewed) if reviewed.review.verdict == Verdict::Approved => Outcome::Approved,
            Ok(_) => Outcome::Rejected,
            Err(failure) => failure.outcome,
        });
        articles.push(result.map_err(|failure| {
            screen.complain(&failure.name(), &failure.sentence);
            Unread { path: failure.path, item: failure.item, sentence: failure.sentence }
        }));
    }
    let review = Review { as_of, tongue, articles };
    folders.tell_unused(review.judged().map(|judged| &judged.review), screen);
    let text = match command.format {
        Form::Terminal => terminal::write(&review, screen.quiet(), screen.look()),
        Form::Review => review_sections(&review, screen),
        Form::Json => json::write(&review).unwrap_or_default(),
        Form::Github => github::write(&review),
        Form::Sarif => sarif::write(&review).unwrap_or_default(),
    };
    screen.print(text.as_bytes());
    if !screen.quiet() {
        screen.show(&faults::write(&unused(waivers, &review), screen.error_look()));
    }
    outcome
}

/// The day of the check: the one that was named, else today.
pub(super) fn as_of(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// Those of the waivers that no article of the run has anything to do with. Where an article could not be read, nobody
/// knows.
fn unused(waivers: Vec<Waiver>, review: &Review) -> Faults {
    let mut faults = Faults::default();
    if review.articles.iter().all(Result::is_ok) {
        let told: Vec<&Origin> =
            review.judged().flat_map(|a| a.review.waivers.iter().filter_map(|waiver| waiver.origin.as_ref())).collect();
        for waiver in waivers.into_iter().filter(|waiver| !told.contains(&&waiver.origin)) {
            let message = format!("This waiver of `{}` covers nothing in the articles of its folder.", waiver.rule);
            let fault = Fault::new(waiver.origin, message).help("Remove it.");
            faults.push(Fault { warning: true, ..fault });
        }
    }
    faults
}

fn review_sections(review: &Review, screen: &Screen) -> String {
    let section = |a: &Reviewed| review_section::write(&a.review, review.as_of, review.tongue, screen.look());
    review.judged().map(section).collect::<Vec<_>>().join("\n")
}

/// An input and what it is judged by.
type Checked = Found<(Input, Arc<Policy>)>;

/// The inputs, each with its policy, and the waivers that are meant for nothing but them; `None` where there are errors
/// in the files of settings, which are shown.
fn find(command: &Check, screen: &Screen) -> Option<(Vec<Checked>, Vec<Waiver>)> {
    let mut policies = Policies::new(&Disk, command.settings.options());
    let mut with_policy = |input: Input| {
        let policy = policies.policy(&input.file);
        (input, policy)
    };
    let found = inputs::find(&command.inputs.paths).into_iter().map(|found| found.map(&mut with_policy)).collect();
    let waivers = policies.wholly_checked(&command.inputs.paths);
    let told = policies.finish(&command.inputs.paths);
    screen.show(&faults::write(&told, screen.error_look()));
    (!told.any_error()).then_some((found, waivers))
}

/// Full texts of sources.
pub(super) type Texts = Vec<Arc<SourceText>>;

/// The review of one article; `texts` lie beside it.
pub(super) fn review(
    source: Source,
    from: Option<Format>,
    texts: &[Arc<SourceText>],
    policy: &Policy,
    as_of: Date,
    tongue: Tongue,
) -> Result<Reviewed, Failure> {
    let mut article = article::read_with(&source, from, &policy.sites);
    article.texts.extend(texts.iter().cloned());
    if let Some(language) = &policy.language {
        article.declared_language = Some(language.clone());
    }
    let analysis = analyse(article, Lexicons::shipped(), policy.outlets());
    if analysis.sentences.is_empty() {
        return Err(inputs::bad(source.path(), inputs::no_article(&analysis.article)));
    }
    let case = Case { source: &source, analysis: &analysis, policy, lexicons: Lexicons::shipped(), as_of, tongue };
    let review = judge(&case);
    // Nothing checked is never a pass: readiness is derived from the others, and transparency looks at bylines and dates.
    let of_text = |c: Criterion| !matches!(c, Criterion::PublicationReadiness | Criterion::Transparency);
    let scored = |c: &CriterionReview| c.score.is_some() && of_text(c.criterion);
    if !review.criteria.iter().any(scored) {
        return Err(inputs::bad(source.path(), inputs::too_little(&analysis)));
    }
    Ok(Reviewed { source, review })
}

/// The policy for an article in the current folder; `None` where its files are at fault, which is shown.
pub(super) fn policies(settings: &SettingsArgs, screen: &Screen) -> Option<Arc<Policy>> {
    let mut policies = Policies::new(&Disk, settings.options());
    let policy = policies.policy(Path::new("-"));
    let told = policies.finish(&[]);
    // Overrides match no article here, which is no fault.
    if told.any_error() {
        screen.show(&faults::write(&told, screen.error_look()));
        return None;
    }
    Some(policy)
}
