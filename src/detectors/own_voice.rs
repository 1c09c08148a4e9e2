//! `own_voice`: cues of judgement in sentences that nobody is said to have said.
//!
//! `words` names a word list of the article's language. A hit is an entry of the list in a body sentence, outside
//! quotations, without the tag `skip`, that none of `excused_by` excuses:
//!
//! * `attribution`: the cue stands in content that is given to somebody with a name or a specific office. An entry
//!   with the tag `own` (", suggesting …") is the author's also there;
//! * `citation`: the sentence has a citation that leads to a source. With `in_excerpt = true` a source with an excerpt
//!   excuses only where the excerpt has the cue;
//! * `example`: a figure or a date in the sentence or the next one;
//! * `label`: the story is labelled as one of `story_types`.
//!
//! `needs_name = true`: only where a proper name follows the cue in the sentence. `needs_word` names a word list: only where
//! one of its words does. `softened_by` names a word list: a cue right behind one of its entries claims less ("one of the
//! largest", "its longest"). Facts: `words` (the cue),
//! `because` (the entry's reason).

use std::collections::BTreeSet;

use super::alignment::WordsOf;
use super::words::check_name;
use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{CitationState, Place, Sentence};
use crate::lexicon::{Lexicons, Match};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, fold, tokenize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Excuse {
    Attribution,
    Citation,
    Example,
    Label,
}

/// How many sentences a quotation or report may go on for, at most.
const AROUND: usize = 30;

/// So many tokens the longest entry of `softened_by` has.
const LONGEST_SOFTENER: usize = 4;

#[derive(Debug)]
struct OwnVoice {
    words: String,
    excused_by: Vec<Excuse>,
    story_types: Vec<String>,
    in_excerpt: bool,
    needs_name: bool,
    needs_word: Option<String>,
    softened_by: Option<String>,
}

/// Builds `own_voice`.
pub fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    fields.required("words");
    let words = fields.text("words").unwrap_or_default().to_owned();
    if let Some(node) = fields.node("words").filter(|_| !words.is_empty()) {
        let known: Vec<&str> = lexicons.languages().flat_map(|l| lexicons.names(l)).collect();
        check_name(node, &words, &known, fields.faults());
    }
    let choices = [
        ("attribution", Excuse::Attribution),
        ("citation", Excuse::Citation),
        ("example", Excuse::Example),
        ("label", Excuse::Label),
    ];
    let excused_by = fields.choices("excused_by", &choices).unwrap_or_default();
    let story_types = fields.texts("story_types").into_iter().map(str::to_owned).collect();
    let in_excerpt = fields.bool("in_excerpt", false);
    let needs_name = fields.bool("needs_name", false);
    let needs_word = list(&mut fields, "needs_word", lexicons);
    let softened_by = list(&mut fields, "softened_by", lexicons);
    fields.finish();
    Box::new(OwnVoice { words, excused_by, story_types, in_excerpt, needs_name, needs_word, softened_by })
}

/// The name of a word list.
fn list(fields: &mut Fields<'_>, key: &'static str, lexicons: &Lexicons) -> Option<String> {
    let name = fields.text(key)?.to_owned();
    if let Some(node) = fields.node(key) {
        let known: Vec<&str> = lexicons.languages().flat_map(|l| lexicons.names(l)).collect();
        check_name(node, &name, &known, fields.faults());
    }
    Some(name)
}

impl Detect for OwnVoice {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let Some(list) = cx.list(&self.words) else {
            return Outcome::not_applicable("no word list for this language");
        };
        let story = analysis.article.story_type.as_ref().or(cx.desk.story_type.as_ref());
        if self.excused_by.contains(&Excuse::Label) && story.is_some_and(|s| self.story_types.contains(s)) {
            return Outcome::not_applicable("the story is labelled as the author's view");
        }
        if analysis.sentences.is_empty() {
            return Outcome::not_applicable("no sentences");
        }
        let figures = analysis.figures.iter().filter_map(|f| f.sentence);
        let dates = analysis.dates.iter().filter(|d| d.value.is_some()).filter_map(|d| d.sentence);
        let examples: BTreeSet<usize> = figures.chain(dates).collect();
        let mut hits = Vec::new();
        for (i, sentence) in analysis.sentences.iter().enumerate() {
            let block = sentence.place.block;
            let text = analysis.article.blocks.get(block).map(|b| b.words()).unwrap_or_default();
            let tokens = analysis.tokens_of(sentence);
            let guarded =
                analysis.protected.get(block).and_then(|p| p.get(sentence.tokens.clone())).unwrap_or_default();
            for found in list.find(text, tokens) {
                let (Some(first), Some(last)) = (tokens.get(found.tokens.start), tokens.get(found.tokens.end - 1))
                else {
                    continue;
                };
                let quoted = guarded.get(found.tokens.clone()).unwrap_or_default().iter().any(|g| *g);
                if quoted || found.entry.tag() == "skip" {
                    continue;
                }
                let place = Place::new(block, first.start..last.end);
                let is_named = || tokens[found.tokens.end..].iter().any(|t| t.case != Case::Lower && t.is_word());
                let is_followed = |list: &str| {
                    let rest = tokens.get(found.tokens.end..).unwrap_or_default();
                    cx.list(list).is_some_and(|list| list.find(text, rest).next().is_some())
                };
                // Where a list has an entry that ends right before the cue.
                let is_softened = |list: &str| {
                    let before = tokens.get(found.tokens.start.saturating_sub(LONGEST_SOFTENER)..found.tokens.start);
                    let before = before.unwrap_or_default();
                    cx.list(list).is_some_and(|list| list.find(text, before).any(|m| m.tokens.end == before.len()))
                };
                let instanced = examples.contains(&i) || examples.contains(&(i + 1));
                if self.needs_name && !is_named()
                    || self.needs_word.as_deref().is_some_and(|list| !is_followed(list))
                    || self.softened_by.as_deref().is_some_and(is_softened)
                    || self.excused_by.contains(&Excuse::Example) && instanced
                    || self.is_excused(cx, i, sentence, place, &found)
                {
                    continue;
                }
                let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", analysis.text(place));
                hits.push(hit.text("because", found.entry.because.as_deref().unwrap_or_default()));
            }
        }
        Outcome::hits(hits)
    }
}

impl OwnVoice {
    fn is_excused(&self, cx: &Context<'_>, i: usize, sentence: &Sentence, cue: Place, found: &Match<'_>) -> bool {
        let analysis = cx.analysis;
        self.excused_by.iter().any(|excuse| match excuse {
            Excuse::Attribution => {
                // What a sentence is given to stands in the attributions of the sentences around it.
                let from = analysis.attributions.partition_point(|a| a.sentence + AROUND < i);
                let near = analysis.attributions.get(from..).unwrap_or_default();
                found.entry.tag() != "own"
                    && near.iter().take_while(|a| a.sentence <= i + AROUND).any(|a| {
                        let named = a.voice.and_then(|v| analysis.voices.get(v)).is_some_and(|v| v.named);
                        named && a.content.iter().any(|content| content.contains(cue))
                    })
            }
            Excuse::Citation => {
                sentence.state == CitationState::Cited
                    && (!self.in_excerpt || self.stands_in_excerpt(cx, sentence, cue))
            }
            // Asked of all sentences at once, and of the story.
            Excuse::Example | Excuse::Label => false,
        })
    }

    /// Whether a source of the sentence has neither full text nor excerpt, or one that has the cue.
    fn stands_in_excerpt(&self, cx: &Context<'_>, sentence: &Sentence, cue: Place) -> bool {
        let analysis = cx.analysis;
        let words = WordsOf::new(&tokenize(analysis.text(cue)));
        let cue = fold(analysis.text(cue)).into_owned();
        let mut sources = sentence.citations.iter().filter_map(|c| analysis.citations.get(*c)?.source);
        sources.any(|at| {
            if let Some(full) = cx.excerpts().full(at) {
                return full.has_run(&words.hashes);
            }
            let cards = analysis.sources.get(at).map(|source| source.cards.as_slice()).unwrap_or_default();
            cards.is_empty()
                || cards.iter().filter_map(|c| analysis.article.cards.get(*c)).any(|card| {
                    card.excerpt.is_empty() || fold(&card.excerpt).contains(&cue) || fold(&card.title).contains(&cue)
                })
        })
    }
}
