//! `excerpt_support.against`: does the article tell as a fact what the excerpt says is not known?
//!
//! An excerpt says so with a word of the list `unknown-cues` (“did not reveal”, “unclear”, “denied”). A hit is the first sentence
//! for each such excerpt that cites it, or stands in a paragraph that does, shares `shared` content words with the
//! excerpt (of a full text: with the sentence that has the cue, or the one before it), tells an effect (list `effect-cues`) as the author's own, and has no word of doubt of its own (lists
//! `unknown-cues` and `uncertainty-statements`). Whether the two speak of one thing, a reader has to say. Facts: `words`
//! (the effect), `cue` (what the excerpt says, with the words around it), `name` (its domain), `where` and `full`.

use std::collections::{BTreeMap, BTreeSet};

use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Place, content_stems};
use crate::article::Target;
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
        let citing = citing(cx);
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut hits = Vec::new();
        for (at, excerpt) in cx.excerpts().iter() {
            let Some(blocks) = citing.get(&print_of((at, excerpt))) else { continue };
            for doubt in doubts_of(cx, excerpt, unknown) {
                if told.contains(doubt.cue) {
                    continue;
                }
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
                    (shared(&known(), &doubt.stems) >= self.shared && !doubted())
                        .then(|| (i, Place::new(sentence.place.block, first.start..last.end)))
                });
                if let Some((i, place)) = found {
                    let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", a.text(place));
                    hits.push(hit.text("cue", doubt.cue).looked_in([excerpt]));
                    told.insert(doubt.cue);
                    break;
                }
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// An excerpt, whichever card prints it: its domain and its words; a full text by its place.
type Print<'a> = (&'a str, &'a str, Option<usize>);

fn print_of((at, excerpt): (usize, &Excerpt)) -> Print<'_> {
    let words = excerpt.text.split_once('\n').map_or("", |(_, words)| words);
    if excerpt.full { (&excerpt.name, "", Some(at)) } else { (&excerpt.name, words, None) }
}

/// The blocks in which a marker leads to an excerpt or to a source with a full text.
fn citing<'a>(cx: &'a Context<'_>) -> BTreeMap<Print<'a>, BTreeSet<usize>> {
    let a = cx.analysis;
    let by_place: BTreeMap<usize, &Excerpt> = cx.excerpts().iter().collect();
    let mut blocks: BTreeMap<Print<'_>, BTreeSet<usize>> = BTreeMap::new();
    for citation in &a.citations {
        let card = match a.article.markers.get(citation.marker).map(|marker| &marker.target) {
            Some(Target::Card(card)) => cx.excerpts().of_card(*card),
            _ => None,
        };
        let full = citation.source.and_then(|source| cx.excerpts().full_place(source));
        if let Some((at, excerpt)) = full.or(card).and_then(|at| Some((at, *by_place.get(&at)?))) {
            blocks.entry(print_of((at, excerpt))).or_default().insert(citation.place.block);
        }
    }
    blocks
}

/// Something that an excerpt says is not known.
struct Doubt<'e> {
    /// The cue and the words behind it.
    cue: &'e str,
    /// The content words that tell what it is about.
    stems: Vec<u64>,
}

/// So many doubts of one text are held against the article.
const MOST: usize = 50;

/// Of an excerpt the first doubt, which is about all of it; of a full text each, which is about its own sentence and the
/// one before it.
fn doubts_of<'e>(cx: &Context<'_>, excerpt: &'e Excerpt, unknown: &WordList) -> Vec<Doubt<'e>> {
    let doubts = excerpt.sentences.iter().enumerate().filter_map(|(at, range)| {
        let tokens = excerpt.tokens.get(range.clone())?;
        let cue = unknown.find(&excerpt.text, tokens).next()?;
        let (first, last) =
            (tokens.get(cue.tokens.start)?, tokens.get((cue.tokens.end + SHOWN).min(tokens.len()) - 1)?);
        let stems = if excerpt.full {
            let before = at.checked_sub(1).and_then(|at| excerpt.sentences.get(at)).unwrap_or(range);
            excerpt.stems_of(cx, before.start..range.end)
        } else {
            excerpt.stems.clone()
        };
        Some(Doubt { cue: excerpt.text.get(first.start..last.end)?, stems })
    });
    doubts.take(if excerpt.full { MOST } else { 1 }).collect()
}
