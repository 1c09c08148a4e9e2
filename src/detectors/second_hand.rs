//! `excerpt_support.second_hand`: does the article give as a source's own what that source has from another outlet?
//!
//! A hit is a claim whose words stand, to `min_percent` at least, in a sentence of a cited source that credits another
//! outlet (“told X”, “X reported”), and in no other sentence of that source as well, while the claim's paragraph neither names
//! nor cites that outlet. One hit for each claim. Facts: `name`, `where` and `full` (whose text was looked in, and which),
//! `credited` (the outlet), `words` (the sentence of the source).

use std::collections::BTreeMap;
use std::ops::Range;

use super::excerpt_support::{NO_EXCERPT, cited_claims};
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Credit, content_stems, credits};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::fold;

/// So many content words of a claim must stand in the sentence that credits.
const SHARED: usize = 4;

#[derive(Debug)]
struct SecondHand {
    min_percent: usize,
}

/// Builds `excerpt_support.second_hand` with its parameter `min_percent`.
pub fn second_hand(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_percent = fields.integer("min_percent", 1..=100, 50);
    fields.finish();
    Box::new(SecondHand { min_percent: usize::try_from(min_percent).unwrap_or(50) })
}

/// A sentence of a source.
struct Told {
    tokens: Range<usize>,
    stems: Vec<u64>,
    /// The other outlet that it credits.
    credit: Option<Credit>,
}

impl Detect for SecondHand {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let told: BTreeMap<usize, Vec<Told>> =
            cx.excerpts().iter().filter_map(|(at, excerpt)| Some((at, sentences(cx, excerpt)?))).collect();
        if told.is_empty() {
            return Outcome::not_applicable("no source credits an outlet");
        }
        let mut hits = Vec::new();
        for (i, sentence, cited) in cited_claims(cx) {
            let block = sentence.place.block;
            let text = a.article.blocks.get(block).map(|b| b.words()).unwrap_or_default();
            let stems = content_stems(text, a.tokens_of(sentence), &a.language);
            let found = cited.iter().find_map(|(at, excerpt)| {
                let share = |told: &Told| shared(&stems, &told.stems);
                let all = told.get(at)?;
                let best = all.iter().filter(|told| told.credit.is_some()).max_by_key(|told| share(told))?;
                let rival = all.iter().filter(|told| told.credit.is_none()).map(share).max().unwrap_or(0);
                let has = share(best);
                (has >= SHARED && has * 100 >= self.min_percent * stems.len() && has > rival)
                    .then_some((*excerpt, best))
            });
            let Some((excerpt, best)) = found else { continue };
            let Some(credit) = &best.credit else { continue };
            if is_named(cx, block, credit) {
                continue;
            }
            let hit = Hit::new(sentence.place).about(Subject::Sentence(i)).text("credited", credit.outlet.as_str());
            hits.push(hit.text("words", excerpt.words_of(best.tokens.clone())).looked_in([excerpt]));
        }
        Outcome::hits(hits)
    }
}

/// The sentences of a source. `None`: it credits no other outlet.
fn sentences(cx: &Context<'_>, excerpt: &Excerpt) -> Option<Vec<Told>> {
    let a = cx.analysis;
    let own = excerpt.source.and_then(|source| a.sources.get(source)?.outlet);
    let is_other = |credit: &Credit| {
        let is_own = |at: Option<usize>| at.is_some() && at == credit.known;
        let name = own.and_then(|at| a.outlets.get(at)).map(|outlet| outlet.name.as_str());
        !is_own(own) && !is_own(cx.own_outlet()) && name != Some(&credit.outlet)
    };
    let found = credits(&excerpt.text, &excerpt.tokens, a, cx.outlets, cx.lexicons);
    let mut credits = found.into_iter().filter(is_other).peekable();
    credits.peek()?;
    let told = excerpt.sentences.iter().map(|tokens| {
        let mut credit = None;
        while let Some(next) = credits.next_if(|credit| credit.tokens.start < tokens.end) {
            credit = credit.or(Some(next));
        }
        Told { stems: excerpt.stems_of(cx, tokens.clone()), tokens: tokens.clone(), credit }
    });
    Some(told.collect())
}

/// Whether a paragraph names or cites the outlet that a source credits.
fn is_named(cx: &Context<'_>, block: usize, credit: &Credit) -> bool {
    let a = cx.analysis;
    let mentioned = |at: usize| a.outlets.get(at).is_some_and(|o| o.mentions.iter().any(|m| m.place.block == block));
    let cited = |at: usize| {
        let mut citations = a.citations.iter().filter(|citation| citation.place.block == block);
        citations.any(|citation| citation.source.and_then(|s| a.sources.get(s)?.outlet) == Some(at))
    };
    let text = a.article.blocks.get(block).map(|b| b.words()).unwrap_or_default();
    credit.known.is_some_and(|at| mentioned(at) || cited(at)) || fold(text).contains(&*fold(&credit.outlet))
}
