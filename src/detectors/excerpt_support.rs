//! `excerpt_support.*`: the excerpts or full texts of cited sources against the claims that cite them. Every hit that looks
//! something up has the facts `name`, `where` and `full`: whose text was looked in, and whether it was an excerpt or the
//! full text.
//!
//! * `excerpt_support.load`: one excerpt that stands for more than `max_claims` different claims; one hit for each
//!   card, where it first stands, further places related. A source with a full text is left out. Facts: `name` (its
//!   domain), `count` (claims), `limit`.
//! * `excerpt_support.overlap`: a claim of whose content words fewer than `min_percent` stand in what there is of the
//!   sources that it cites: absent. Where more than half of the claims with a readable text are, the first hit speaks
//!   for the article. Facts: `article` (1 for that hit), `count` (claims), `whole` (claims with a text), `share` (of the
//!   claim's words, or the highest of all), `sure` (1: its own claim was looked up in full texts). The share is that of absent claims.
//! * `excerpt_support.other_card`: a name, number or day of a claim that what it cites lacks and exactly one other source
//!   has. What an excerpt lacks and another source's full text has says nothing. One hit for each sentence. Facts:
//!   `words`, `other` (the domain that has it), `there` (term: in its excerpt or full text).

use std::collections::BTreeSet;

use super::excerpts::{Cited, names_of, shared};
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
        if (0..article.cards.len()).all(|card| cx.excerpts().of_card(card) != Some(card)) {
            return Outcome::not_applicable("every source with an excerpt has its full text");
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
        let excerpts = cx.excerpts();
        let mut hits = Vec::new();
        for (at, ((citations, claims), card)) in cards.iter().zip(&article.cards).enumerate() {
            let has_full_text = excerpts.of_card(at) != Some(at);
            if claims.len() <= self.max_claims || has_full_text {
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

/// Said where there is no excerpt or full text of any source in the article's language.
pub(super) const NO_EXCERPT: &str = "no source has an excerpt or full text that can be read";

/// Claims with what there is of the sources that they cite.
pub(super) fn cited_claims<'a>(cx: &'a Context<'_>) -> Vec<(usize, &'a Sentence, Cited<'a>)> {
    let claims = cx.analysis.claims();
    claims.filter_map(|(i, sentence)| Some((i, sentence, cx.excerpts().cited(cx.analysis, sentence)?))).collect()
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
                absent.push((*i, sentence.place, share, excerpts));
            }
        }
        let share = Share { part: absent.len(), whole: claims.len() };
        let most = absent.iter().map(|(_, _, share, _)| share.per_mille()).max().unwrap_or(0);
        let is_most = !share.is_at_most_percent(50);
        let all = || absent.iter().flat_map(|(_, _, _, excerpts)| excerpts.iter().map(|(_, excerpt)| *excerpt));
        let hits = absent.iter().enumerate().map(|(at, (sentence, place, own, excerpts))| {
            let speaks_for_all = is_most && at == 0;
            let (count, shown) = if speaks_for_all { (share.part, most) } else { (1, own.per_mille()) };
            let own = || excerpts.iter().map(|(_, excerpt)| *excerpt);
            let hit = Hit::new(*place)
                .about(Subject::Sentence(*sentence))
                .count("article", usize::from(speaks_for_all))
                .count("sure", usize::from(own().all(|excerpt| excerpt.full)))
                .count("count", count)
                .count("whole", share.whole)
                .fact("share", Fact::PerMille(shown));
            if speaks_for_all { hit.looked_in(all()) } else { hit.looked_in(own()) }
        });
        let hits = hits.collect();
        Outcome::Found { hits, share: Some(share) }
    }
}

/// Marks behind which a capital begins a sentence rather than a name.
const OPENING: [&str; 8] = ["\"", "“", "„", "‘", "‚", "«", "»", ":"];

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
                    let before = at.checked_sub(1).and_then(|before| text.get(tokens.get(before)?.range()));
                    let opens = before.is_none_or(|mark| OPENING.contains(&mark));
                    !opens && token.case != Case::Lower && token.end - token.start > 2 && is_name(text, token)
                }
                TokenKind::Mark => false,
            });
            let all_full = cited.iter().all(|(_, excerpt)| excerpt.full);
            let misplaced = telling.map(|(_, token)| token).find_map(|token| {
                let case = if token.kind == TokenKind::Number { Case::Lower } else { token.case };
                if cited.iter().any(|(_, excerpt)| excerpt.has(token.base, Case::Lower)) {
                    return None;
                }
                let mut others = cx.excerpts().iter().filter(|(_, excerpt)| excerpt.has(token.base, case));
                let (_, other) = others.next()?;
                let is_fair = all_full || !other.full;
                (others.next().is_none() && is_fair).then_some((token, other))
            });
            let Some((token, other)) = misplaced else { continue };
            let place = Place::new(sentence.place.block, token.start..token.end - token.possessive);
            let cited = || cited.iter().map(|(_, excerpt)| *excerpt);
            if names_of(cited()) == names_of([other]) {
                continue;
            }
            let hit = Hit::new(place).about(Subject::Sentence(i)).text("words", cx.analysis.text(place));
            let there = if other.full { "in_full_text" } else { "in_excerpt" };
            let hit = hit.fact("there", Fact::Terms(vec![there])).fact("other", Fact::List(names_of([other])));
            hits.push(hit.looked_in(cited()));
        }
        Outcome::hits(hits)
    }
}
