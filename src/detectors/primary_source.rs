//! `source_ledger.primary`: is the document at the origin of a claim within the reader's reach?
//!
//! A word of the list `primary-cues` says that a claim comes from a statement, an interview, a post, a ruling, a register. A
//! hit is a claim with such a word outside quotations whose citations lead at most to news outlets of the registry: what they
//! report is their reading of it. A source of any other kind, cited there or standing in the article's list, may be the
//! document and excuses it. Asked of pages that cite. Facts: `words`, `document` (terms: the entry's tag).

use super::{Context, Detect, Fact, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Place};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// Outlets that report what others say.
const NEWS: [&str; 5] = ["wire", "newspaper", "broadcaster", "magazine", "aggregator"];

/// The tags of the list.
const DOCUMENTS: [&str; 5] = ["statement", "interview", "post", "ruling", "record"];

#[derive(Debug)]
struct Primary;

/// Builds `source_ledger.primary`, which takes no parameters.
pub fn primary(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Primary)
}

impl Detect for Primary {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(cues) = cx.list("primary-cues") else {
            return Outcome::not_applicable("no words for this language");
        };
        if !cx.is_citing() {
            return Outcome::not_applicable("the page does not cite");
        }
        if a.sources.iter().enumerate().any(|(i, source)| source.listed() && !is_news(a, i)) {
            return Outcome::hits(Vec::new());
        }
        let mut hits = Vec::new();
        for (i, sentence) in a.claims() {
            let block = sentence.place.block;
            let Some(text) = a.article.blocks.get(block).map(|b| b.words()) else { continue };
            let tokens = a.tokens_of(sentence);
            let guarded = a.protected.get(block).and_then(|p| p.get(sentence.tokens.clone())).unwrap_or_default();
            let own = cues.find(text, tokens).find(|m| guarded.get(m.tokens.start) == Some(&false));
            let Some(cue) = own else { continue };
            let sources = sentence.citations.iter().filter_map(|c| a.citations.get(*c)?.source);
            if sources.into_iter().any(|source| !is_news(a, source)) {
                continue;
            }
            let (Some(first), Some(last)) = (tokens.get(cue.tokens.start), tokens.get(cue.tokens.end - 1)) else {
                continue;
            };
            let place = Place::new(block, first.start..last.end);
            let document = DOCUMENTS.into_iter().find(|tag| *tag == cue.entry.tag()).unwrap_or("statement");
            let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", a.text(place));
            hits.push(hit.fact("document", Fact::Terms(vec![document])));
        }
        Outcome::hits(hits)
    }
}

/// Whether a source is a news outlet of the registry.
fn is_news(a: &Analysis, source: usize) -> bool {
    let outlet = a.sources.get(source).and_then(|s| s.outlet).and_then(|o| a.outlets.get(o));
    outlet.and_then(|o| o.kind.as_deref()).is_some_and(|kind| NEWS.contains(&kind))
}
