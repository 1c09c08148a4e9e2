//! `title_match.attribution`: does a title tell as a fact what the article knows only from somebody?
//!
//! `claim` is an expression whose last word is the telling word of a purpose or an allegation (", pushing", "fraud"); the
//! claim goes on to the next mark. What the article knows of it are the sentences of the body, and of the excerpts of its
//! sources, that have the telling word and `shared` further content words of the claim. The title drops the attribution
//! where there are such sentences and each of them is given to somebody: in the body by
//! [`Sentence::reported`](crate::analysis::Sentence::reported), in an excerpt by a cue of speech. `exempt` is an expression
//! of lines that say whose words they are. Title and dek are asked, one hit for the article. Facts: `words`; `count` (the
//! sentences, which are related where they stand in the body).

use super::expression::{Expression, Search};
use super::{Context, Detect, Hit, Outcome};
use crate::analysis::{Place, content_stems, stem_hash};
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::Token;

#[derive(Debug)]
struct Dropped {
    claim: Option<Expression>,
    exempt: Option<Expression>,
    shared: usize,
}

/// Builds `title_match.attribution` with its parameters `claim`, `exempt` and `shared`.
pub fn attribution(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let claim = fields.required("claim").map(|node| Expression::read(node, fields.faults()));
    let exempt = fields.node("exempt").map(|node| Expression::read(node, fields.faults()));
    let shared = usize::try_from(fields.integer("shared", 1..=20, 2)).unwrap_or(2);
    fields.finish();
    Box::new(Dropped { claim, exempt, shared })
}

impl Detect for Dropped {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(claim) = self.claim.as_ref().filter(|e| e.speaks(cx)).map(|e| e.over(cx)) else {
            return Outcome::not_applicable("no words for this language");
        };
        let exempt = self.exempt.as_ref().map(|e| e.over(cx)).unwrap_or_default();
        let blocks = cx.analysis.article.blocks.iter().enumerate();
        let mut heads = blocks.filter(|(_, b)| matches!(b.part, Part::Title | Part::Dek)).peekable();
        if heads.peek().is_none() {
            return Outcome::not_applicable("no title");
        }
        let hit = heads.find_map(|(block, b)| self.dropped(cx, block, b.words(), &claim, &exempt));
        Outcome::hits(hit.into_iter().collect())
    }
}

impl Dropped {
    fn dropped(
        &self,
        cx: &Context<'_>,
        block: usize,
        line: &str,
        claim: &Search<'_>,
        exempt: &Search<'_>,
    ) -> Option<Hit> {
        if !exempt.find(line, 0).is_empty() {
            return None;
        }
        let language = &cx.analysis.language;
        let tokens = cx.analysis.tokens.get(block)?;
        claim.find(line, 0).into_iter().find_map(|range| {
            let end = line[range.end..].find([',', ';', ':', '—', '–', '.']).map_or(line.len(), |at| range.end + at);
            let clause: Vec<Token> =
                tokens.iter().filter(|t| t.start >= range.start && t.end <= end && t.is_word()).copied().collect();
            let (first, telling) = (clause.first()?, clause.iter().rfind(|t| t.end <= range.end)?);
            let key = stem_hash(line.get(telling.base_range())?, language);
            let others: Vec<u64> = content_stems(line, &clause, language).into_iter().filter(|s| *s != key).collect();
            let told = self.told(cx, key, &others)?;
            let place = Place::new(block, first.start..clause.last()?.end);
            let hit = Hit::new(place).text("words", cx.analysis.text(place)).count("count", told.count);
            Some(told.places.into_iter().fold(hit, |hit, place| hit.related(place, "said")))
        })
    }

    /// What the article knows of the claim, where every sentence of it is given to somebody.
    fn told(&self, cx: &Context<'_>, key: u64, others: &[u64]) -> Option<Told> {
        let analysis = cx.analysis;
        let speaks = |text: &str, tokens: &[Token]| {
            let stems = content_stems(text, tokens, &analysis.language);
            let shared = others.iter().filter(|stem| stems.binary_search(stem).is_ok()).count();
            shared >= self.shared && stems.binary_search(&key).is_ok()
        };
        let mut told = Told { count: 0, places: Vec::new() };
        for sentence in &analysis.sentences {
            let text = analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
            if speaks(text, analysis.tokens_of(sentence)) {
                if !sentence.reported {
                    return None;
                }
                told.count += 1;
                told.places.push(sentence.place);
            }
        }
        let cues = cx.list("cues");
        for (_, excerpt) in cx.excerpts().iter() {
            for range in excerpt.sentences() {
                let tokens = excerpt.tokens.get(range).unwrap_or_default();
                if speaks(&excerpt.text, tokens) {
                    if cues.is_none_or(|list| list.find(&excerpt.text, tokens).next().is_none()) {
                        return None;
                    }
                    told.count += 1;
                }
            }
        }
        (told.count > 0).then_some(told)
    }
}

/// Sentences that give a claim to somebody.
struct Told {
    /// Those of the excerpts included.
    count: usize,
    /// Those of the body.
    places: Vec<Place>,
}
