//! From an analysis and a policy to a review: findings, points, gates, verdict.
//!
//! [`judge`] is a function of what it is given: no clock, no files. Words, costs and thresholds come from the policy.

mod calibration;
mod findings;
mod fingerprint;
mod gate;
mod message;
mod model;
mod overlap;
mod reason;
mod score;
#[cfg(test)]
pub(crate) mod tests;
mod trial;
mod waiver;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::analysis::{Analysis, SourceDocument, TextOwner};
use crate::lexicon::Lexicons;
use crate::policy::Policy;
use crate::text::Source;

pub use calibration::{Confusion, Labelled, Proposal, TooFew, confusion, propose};
pub use model::*;
pub use trial::{DAY, Failure, failures};

/// All that a judgement goes by.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// What the article was read from: lines and the hash of the draft are counted in it.
    pub source: &'a Source,
    pub analysis: &'a Analysis,
    pub policy: &'a Policy,
    pub lexicons: &'a Lexicons,
    /// The day of the check.
    pub as_of: Date,
    /// The language of the messages.
    pub tongue: Tongue,
}

/// Judges an article.
pub fn judge(case: &Case<'_>) -> ArticleReview {
    let (analysis, policy) = (case.analysis, case.policy);
    let found = findings::find(case);
    let criteria = score::score(policy, &found.asked, &found.findings, analysis.words());
    let gates = gate::gates(policy, &criteria, &found.findings);
    let verdict = if gates.iter().all(|gate| gate.passed) { Verdict::Approved } else { Verdict::Rejected };
    let article = &analysis.article;
    let dated = article.updated.as_ref().or(article.published.as_ref()).and_then(|time| time.value.clone());
    ArticleReview {
        path: case.source.path().to_owned(),
        item: case.source.item().map(str::to_owned),
        draft: fingerprint::sha256(case.source.text()),
        dated,
        profile: policy.profile.clone(),
        ruleset: policy.ruleset.clone(),
        verdict,
        gates,
        criteria,
        findings: found.findings,
        skipped: found.skipped,
        waivers: found.waivers,
        sources: sources(analysis),
        texts: texts(analysis),
    }
}

/// The sources that an article points to, the most cited first.
fn sources(analysis: &Analysis) -> Vec<SourceLine> {
    let mut documents: BTreeMap<&str, usize> = BTreeMap::new();
    analysis.sources.iter().for_each(|s| *documents.entry(&s.domain).or_default() += 1);
    let address = |s: &SourceDocument| match &s.url {
        Some(url) if documents.get(s.domain.as_str()).is_some_and(|n| *n > 1) => {
            let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).trim_start_matches("www.");
            bare.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
        }
        _ => s.domain.clone(),
    };
    let mut sources: Vec<SourceLine> = analysis
        .sources
        .iter()
        .map(|s| SourceLine {
            name: s.name.clone(),
            address: address(s),
            cited: s.cited,
            listed: s.listed(),
            tier: s.tier.clone(),
            newsroom_tier: s.outlet.and_then(|at| analysis.outlets.get(at)?.tier.clone()),
            full_text: s.texts.iter().filter_map(|at| Some(analysis.article.texts.get(*at)?.name.clone())).collect(),
        })
        .collect();
    sources.sort_by_key(|s| std::cmp::Reverse(s.cited));
    sources
}

/// The full texts that came along, and how many sources each fits.
fn texts(analysis: &Analysis) -> Vec<TextLine> {
    let fits = |owner: &TextOwner| match owner {
        TextOwner::Source(_) => 1,
        TextOwner::Several(sources) => sources.len(),
        TextOwner::Nobody => 0,
    };
    let texts = analysis.article.texts.iter().zip(&analysis.texts);
    // In a folder that articles share, most files are the others'.
    let texts = texts.filter(|(text, owner)| text.own || **owner != TextOwner::Nobody);
    texts.map(|(text, owner)| TextLine { name: text.name.clone(), sources: fits(owner) }).collect()
}
