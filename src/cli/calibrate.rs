//! `pressgate calibrate`: costs and minima from drafts that the newsroom accepted and drafts that it rejected.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::check::{SettingsArgs, Texts, as_of, day, policies, review};
use super::inputs::{self, Input};
use super::screen::Screen;
use super::source_files::{self, Folders};
use super::{From, Outcome};
use crate::policy::Policy;
use crate::report::calibration;
use crate::review::{Labelled, confusion, propose};
use crate::text::Source;

#[derive(Args)]
pub struct Calibrate {
    /// Drafts that the newsroom accepted, and folders that hold some
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    accepted: Vec<PathBuf>,
    /// Drafts that it rejected
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    rejected: Vec<PathBuf>,
    /// Kind of input; without it, the extension or the content says
    #[arg(long, value_name = "KIND")]
    from: Option<From>,
    /// Day of the check, YYYY-MM-DD; without it, today (UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Judges every draft twice, by the present settings and by the proposed ones, and prints the proposal as TOML.
pub fn run(command: &Calibrate, screen: &Screen) -> Outcome {
    let Some((drafts, policy)) = judged(command, screen, None) else { return Outcome::BadInput };
    let proposal = match propose(&drafts, &policy) {
        Ok(proposal) => proposal,
        Err(too_few) => {
            let sentence = format!(
                "{} accepted and {} rejected drafts are too few to learn from: give at least {} of each.",
                too_few.accepted, too_few.rejected, too_few.needed
            );
            screen.complain("calibrate", &sentence);
            return Outcome::BadInput;
        }
    };
    let proposed = Arc::new(proposal.applied(&policy));
    let Some((after, _)) = judged(command, screen, Some(&proposed)) else { return Outcome::BadInput };
    let text = calibration::write(&proposal, &policy, confusion(&drafts), confusion(&after));
    screen.print(text.as_bytes());
    Outcome::Approved
}

/// Every draft judged by `given`, else by the policy of the current folder, and that policy. `None` where a draft or a file
/// of settings is at fault, which is told.
fn judged(command: &Calibrate, screen: &Screen, given: Option<&Arc<Policy>>) -> Option<(Vec<Labelled>, Arc<Policy>)> {
    let policy = match given {
        Some(policy) => policy.clone(),
        None => policies(&command.settings, screen)?,
    };
    let found = |paths: &[PathBuf], accepted: bool| {
        inputs::find(paths).into_iter().map(move |found| found.map(|input| (input, accepted))).collect::<Vec<_>>()
    };
    let mut all = found(&command.accepted, true);
    all.extend(found(&command.rejected, false));
    let (from, as_of) = (command.from.and_then(From::format), as_of(command.as_of));
    let all = source_files::set_aside(all, |_| policy.source_files.clone(), screen);
    let folders = Folders::read(&all, |_| policy.source_files.clone());
    let mut failed = folders.tell_faults(screen);
    let with_texts = |(input, accepted): (Input, bool)| {
        let texts = folders.texts(&input, &policy.source_files);
        (input, (accepted, texts))
    };
    let all = all.into_iter().map(|found| found.map(with_texts)).collect();
    let results = inputs::each(all, command.from, screen, |&(accepted, ref texts): &(bool, Texts), source: Source| {
        let reviewed = review(source, from, texts, &policy, as_of, crate::review::Tongue::English)?;
        Ok(Labelled { accepted, review: reviewed.review })
    });
    let mut drafts = Vec::new();
    for result in results {
        match result {
            Ok(draft) => drafts.push(draft),
            Err(failure) => {
                failed = true;
                screen.complain(&failure.name(), &failure.sentence);
            }
        }
    }
    (!failed).then_some((drafts, policy))
}
