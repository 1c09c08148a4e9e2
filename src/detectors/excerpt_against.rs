//! `excerpt_support.against`: does the article tell as a fact what the excerpt says is not known?
//!
//! An excerpt says so with a word of the list `unknown-cues` (“did not reveal”, “unclear”, “denied”). A hit is the first sentence
//! for each such excerpt that cites it, or stands in a paragraph that does, shares `shared` content words with the
//! excerpt, tells an effect (list `effect-cues`) as the author's own, and has no word of doubt of its own (lists
//! `unknown-cues` and `uncertainty-statements`). Whether the two speak of one thing, a reader has to say. Facts: `words`
//! (the effect), `cue` (what the excerpt says, with the words around it), `name` (its domain).

use std::collections::{BTreeMap, BTreeSet};

use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Place, content_stems};
use crate::article::{Article, Target};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};

/// So many words behind a cue are shown with it.
const SHOWN: usize = 12;

#[derive(Debug)]
struct Against {
    shared: usize,
}

/// Builds `excerpt_support.against` with its parameter `shared`.
pub fn against(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let shared = fields.integer("shared", 1..=20, 2);
    fields.finish();
    Box::new(Against { shared: usize::try_from(shared).unwrap_or(2) })
}

impl Detect for Against {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let (Some(unknown), Some(effects)) = (cx.list("unknown-cues"), cx.list("effect-cues")) else {
            return Outcome::not_applicable("no words for this language");
        };
        let doubts = [Some(unknown), cx.list("uncertainty-statements")];
        let citing = citing(a);
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut hits = Vec::new();
        for (card, excerpt) in cx.excerpts().iter() {
            let Some(cue) = doubt_of(excerpt, unknown) else { continue };
            let print = print_of(&a.article, card);
            let Some(blocks) = print.and_then(|print| citing.get(&print)).filter(|_| !told.contains(cue)) else {
                continue;
            };
            let found = blocks.iter().flat_map(|block| a.sentences_of(*block)).find_map(|(i, sentence)| {
                let text = a.article.blocks.get(sentence.place.block).map(|b| b.words())?;
                let tokens = a.tokens_of(sentence);
                let known = || content_stems(text, tokens, &a.language);
                let doubted = || doubts.into_iter().flatten().any(|list| list.find(text, tokens).next().is_some());
                if sentence.reported || sentence.question {
                    return None;
                }
                let effect = effects.find(text, tokens).next()?;
                let (first, last) = (tokens.get(effect.tokens.start)?, tokens.last()?);
                (shared(&known(), &excerpt.stems) >= self.shared && !doubted())
                    .then(|| (i, Place::new(sentence.place.block, first.start..last.end)))
            });
            if let Some((i, place)) = found {
                let name = a.article.cards.get(card).map_or("", |card| card.domain.as_str());
                let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", a.text(place));
                hits.push(hit.text("cue", cue).text("name", name));
                told.insert(cue.to_owned());
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// An excerpt, whichever card prints it: its domain and its words.
type Print<'a> = (&'a str, &'a str);

fn print_of(article: &Article, card: usize) -> Option<Print<'_>> {
    article.cards.get(card).map(|card| (card.domain.as_str(), card.excerpt.as_str()))
}

/// The blocks in which a marker leads to an excerpt.
fn citing(a: &Analysis) -> BTreeMap<Print<'_>, BTreeSet<usize>> {
    let mut blocks: BTreeMap<Print<'_>, BTreeSet<usize>> = BTreeMap::new();
    for citation in &a.citations {
        if let Some(Target::Card(card)) = a.article.markers.get(citation.marker).map(|marker| &marker.target)
            && let Some(print) = print_of(&a.article, *card)
        {
            blocks.entry(print).or_default().insert(citation.place.block);
        }
    }
    blocks
}

/// What an excerpt says is not known: the cue and the words behind it.
fn doubt_of<'e>(excerpt: &'e Excerpt, unknown: &WordList) -> Option<&'e str> {
    excerpt.sentences().into_iter().find_map(|range| {
        let tokens = excerpt.tokens.get(range)?;
        let cue = unknown.find(&excerpt.text, tokens).next()?;
        let (first, last) =
            (tokens.get(cue.tokens.start)?, tokens.get((cue.tokens.end + SHOWN).min(tokens.len()) - 1)?);
        excerpt.text.get(first.start..last.end)
    })
}
