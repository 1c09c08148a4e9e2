//! `excerpt_support.*`: the excerpts of cited sources against the claims that cite them.
//!
//! * `excerpt_support.load`: one excerpt that stands for more than `max_claims` different claims; one hit for each
//!   card, where it first stands, further places related. Facts: `name` (its domain), `count` (claims), `limit`.
//! * `excerpt_support.overlap`: a claim of whose content words fewer than `min_percent` stand in the excerpts that it
//!   cites: absent. Where more than half of the claims with a readable excerpt are, the first hit speaks for the article.
//!   Facts: `article` (1 for that hit), `count` (claims), `whole` (claims with an excerpt), `share` (of the claim's
//!   words, or the highest of all), `name`. The share is that of absent claims.
//! * `excerpt_support.other_card`: a name, number or day of a claim that the excerpts it cites lack and exactly one other
//!   excerpt has. One hit for each sentence. Facts: `words`, `name` (the domain cited), `other` (the domain that has it).

use std::collections::BTreeSet;

use super::excerpts::{Cited, Excerpt, shared};
use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Share, Subject};
use crate::analysis::{Language, Place, Sentence, content_stems};
use crate::article::Target;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, HashedSet, Token, TokenKind, hash};

#[derive(Debug)]
struct Load {
    max_claims: usize,
}

/// Builds `excerpt_support.load` with its parameter `max_claims`.
pub fn load(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_claims = fields.integer("max_claims", 1..=1000, 4);
    fields.finish();
    Box::new(Load { max_claims: usize::try_from(max_claims).unwrap_or(4) })
}

impl Detect for Load {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        if article.cards.is_empty() {
            return Outcome::not_applicable("no source has an excerpt");
        }
        // For each card: its citations, and the claims that they stand for.
        let mut cards = vec![(Vec::new(), BTreeSet::<&usize>::new()); article.cards.len()];
        for citation in &cx.analysis.citations {
            let Some(Target::Card(card)) = article.markers.get(citation.marker).map(|m| &m.target) else { continue };
            let Some((citations, claims)) = cards.get_mut(*card) else { continue };
            citations.push(citation);
            let is_claim = |i: &&usize| cx.analysis.sentences.get(**i).is_some_and(|s| s.claim.is_some());
            claims.extend(citation.sentences.iter().filter(is_claim));
        }
        let mut hits = Vec::new();
        for ((citations, claims), card) in cards.iter().zip(&article.cards) {
            if claims.len() <= self.max_claims {
                continue;
            }
            let mut places = citations.iter().map(|c| Evidence { place: c.place, span: Some(c.span) });
            let Some(first) = places.next() else { continue };
            let source = citations.first().and_then(|c| c.source);
            let hit = Hit::new(first)
                .about(source.map_or(Subject::Page, Subject::Source))
                .text("name", card.domain.as_str())
                .count("count", claims.len())
                .count("limit", self.max_claims);
            hits.push(places.fold(hit, |hit, at| hit.related(at, "")));
        }
        Outcome::hits(hits)
    }
}

/// Said where no source has an excerpt in the article's language.
pub(super) const NO_EXCERPT: &str = "no source has an excerpt that can be read";

/// Claims with the excerpts that they cite.
pub(super) fn cited_claims<'a>(cx: &'a Context<'_>) -> Vec<(usize, &'a Sentence, Cited<'a>)> {
    let claims = cx.analysis.claims();
    claims.filter_map(|(i, sentence)| Some((i, sentence, cx.excerpts().cited(cx.analysis, sentence)?))).collect()
}

/// The domains of cards, each once.
pub(super) fn domains(cx: &Context<'_>, cards: impl IntoIterator<Item = usize>) -> Vec<String> {
    let cards = cards.into_iter().filter_map(|card| cx.analysis.article.cards.get(card));
    let mut domains: Vec<String> = cards.map(|card| card.domain.clone()).collect();
    domains.sort();
    domains.dedup();
    domains
}

#[derive(Debug)]
struct Overlap {
    min_percent: usize,
}

/// Builds `excerpt_support.overlap` with its parameter `min_percent`.
pub fn overlap(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_percent = fields.integer("min_percent", 1..=100, 50);
    fields.finish();
    Box::new(Overlap { min_percent: usize::try_from(min_percent).unwrap_or(50) })
}

impl Detect for Overlap {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let claims = cited_claims(cx);
        let mut absent = Vec::new();
        for (i, sentence, excerpts) in &claims {
            let text = cx.analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
            let stems = content_stems(text, cx.analysis.tokens_of(sentence), &cx.analysis.language);
            let found =
                stems.iter().filter(|stem| excerpts.iter().any(|(_, e)| shared(&[**stem], &e.stems) > 0)).count();
            if found * 100 < self.min_percent * stems.len() {
                let share = Share { part: found, whole: stems.len() };
                absent.push((*i, sentence.place, share, domains(cx, excerpts.iter().map(|(card, _)| *card))));
            }
        }
        let share = Share { part: absent.len(), whole: claims.len() };
        let most = absent.iter().map(|(_, _, share, _)| share.per_mille()).max().unwrap_or(0);
        let is_most = !share.is_at_most_percent(50);
        let hits = absent.into_iter().enumerate().map(|(at, (sentence, place, own, names))| {
            let speaks_for_all = is_most && at == 0;
            let (count, shown) = if speaks_for_all { (share.part, most) } else { (1, own.per_mille()) };
            Hit::new(place)
                .about(Subject::Sentence(sentence))
                .count("article", usize::from(speaks_for_all))
                .count("count", count)
                .count("whole", share.whole)
                .fact("share", Fact::PerMille(shown))
                .fact("name", Fact::List(names))
        });
        Outcome::Found { hits: hits.collect(), share: Some(share) }
    }
}

#[derive(Debug)]
struct OtherCard;

/// Builds `excerpt_support.other_card`, which takes no parameters.
pub fn other_card(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(OtherCard)
}

impl Detect for OtherCard {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().iter().count() < 2 {
            return Outcome::not_applicable("fewer than two excerpts to compare");
        }
        let mut hits = Vec::new();
        // Where every noun has a capital, only the names of those who are heard, and days and months, are names.
        let nouns_are_small = cx.analysis.language != Language::German;
        let names: HashedSet = cx.analysis.voices.iter().flat_map(|v| v.name.split_whitespace()).map(hash).collect();
        let calendar = cx.list("calendar");
        let is_name = |text: &str, token: &Token| {
            nouns_are_small || names.contains(&token.base) || calendar.is_some_and(|list| list.has(text, token))
        };
        for (i, sentence, cited) in cited_claims(cx) {
            let text = cx.analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
            let tokens = cx.analysis.tokens_of(sentence);
            let telling = tokens.iter().enumerate().filter(|(at, token)| match token.kind {
                TokenKind::Number => true,
                TokenKind::Word => {
                    *at > 0 && token.case != Case::Lower && token.end - token.start > 2 && is_name(text, token)
                }
                TokenKind::Mark => false,
            });
            let has = |excerpt: &Excerpt, hash: u64, case: Case| {
                excerpt
                    .tokens
                    .iter()
                    .any(|token| token.base == hash && (case == Case::Lower || token.case != Case::Lower))
            };
            let misplaced = telling.map(|(_, token)| token).find_map(|token| {
                let case = if token.kind == TokenKind::Number { Case::Lower } else { token.case };
                if cited.iter().any(|(_, excerpt)| excerpt.tokens.iter().any(|own| own.base == token.base)) {
                    return None;
                }
                let mut others = cx.excerpts().iter().filter(|(_, excerpt)| has(excerpt, token.base, case));
                let (card, _) = others.next()?;
                others.next().is_none().then_some((token, card))
            });
            let Some((token, card)) = misplaced else { continue };
            let place = Place::new(sentence.place.block, token.start..token.end - token.possessive);
            let other = domains(cx, [card]);
            let name = domains(cx, cited.iter().map(|(card, _)| *card));
            if name == other {
                continue;
            }
            let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", cx.analysis.text(place));
            hits.push(hit.fact("name", Fact::List(name)).fact("other", Fact::List(other)));
        }
        Outcome::hits(hits)
    }
}
