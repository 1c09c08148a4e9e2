//! `title_match.attribution`: does a title tell as a fact what the article knows only from somebody?
//!
//! A claim begins with a word of the list `headline-claims`, which tells a purpose (tags `participle`: behind a comma or “by”;
//! `purpose`: the next word tells it; `purpose-verb`: behind “um … zu”) or a wrong (`wrong`), and goes on to the next mark. What
//! the article knows of it are the sentences of the body, and of the excerpts of its sources, that have the telling word and
//! `shared` further content words of the claim. The title drops the attribution where there are such sentences and each of them
//! is given to somebody: in the body by [`Sentence::reported`](crate::analysis::Sentence::reported), in an excerpt by a cue
//! of speech. Lines with quotation marks, a question mark, a colon or a word of `headline-credits` say whose words they are.
//! Title and dek are asked, one hit for the article. Facts: `words`; `count` (the sentences, which are related where they
//! stand in the body).

use super::{Context, Detect, Hit, Outcome};
use crate::analysis::{Place, content_stems, stem_hash};
use crate::article::Part;
use crate::lexicon::{Lexicons, Match, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Token, TokenKind};

#[derive(Debug)]
struct Dropped {
    shared: usize,
}

/// Builds `title_match.attribution` with its parameter `shared`.
pub fn attribution(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let shared = usize::try_from(fields.integer("shared", 1..=20, 2)).unwrap_or(2);
    fields.finish();
    Box::new(Dropped { shared })
}

impl Detect for Dropped {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let (Some(claims), Some(credits)) = (cx.list("headline-claims"), cx.list("headline-credits")) else {
            return Outcome::not_applicable("no words for this language");
        };
        let blocks = cx.analysis.article.blocks.iter().enumerate();
        let mut heads = blocks.filter(|(_, b)| matches!(b.part, Part::Title | Part::Dek)).peekable();
        if heads.peek().is_none() {
            return Outcome::not_applicable("no title");
        }
        let hit = heads.find_map(|(block, b)| self.dropped(cx, block, b.words(), claims, credits));
        Outcome::hits(hit.into_iter().collect())
    }
}

impl Dropped {
    fn dropped(
        &self,
        cx: &Context<'_>,
        block: usize,
        line: &str,
        claims: &WordList,
        credits: &WordList,
    ) -> Option<Hit> {
        let language = &cx.analysis.language;
        let tokens = cx.analysis.tokens.get(block)?;
        let credited = || line.contains(CREDITED) || line.contains(": ") || credits.find(line, tokens).next().is_some();
        claims.find(line, tokens).take(MOST).find_map(|found| {
            let telling = telling(line, tokens, &found)?;
            let um = || tokens.iter().take(telling).rposition(|t| line.get(t.range()) == Some("um"));
            let from = if found.entry.tag() == "purpose-verb" { um()? } else { found.tokens.start };
            let rest = tokens.get(from..)?.iter();
            let mark = |t: &&Token| !t.is_word() && t.kind == TokenKind::Mark && line.get(t.range()) != Some("-");
            let clause: Vec<Token> = rest.take_while(|t| !mark(t)).filter(|t| t.is_word()).copied().collect();
            let key = stem_hash(line.get(tokens.get(telling)?.base_range())?, language);
            let others: Vec<u64> = content_stems(line, &clause, language).into_iter().filter(|s| *s != key).collect();
            if credited() {
                return None;
            }
            let told = self.told(cx, key, &others)?;
            let place = Place::new(block, clause.first()?.start..clause.last()?.end);
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
            for range in &excerpt.sentences {
                let tokens = excerpt.tokens.get(range.clone()).unwrap_or_default();
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

/// So many claims of a line are looked up: a line with more is no title.
const MOST: usize = 20;

/// Marks of a line that says whose words it tells.
const CREDITED: [char; 7] = ['“', '"', '„', '«', '‘', '‹', '?'];

/// The token that tells the purpose or the wrong, where what was found is a claim.
fn telling(line: &str, tokens: &[Token], found: &Match<'_>) -> Option<usize> {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).and_then(|t| line.get(t.range()));
    let (first, last) = (found.tokens.start, found.tokens.end - 1);
    match found.entry.tag() {
        "participle" => matches!(word(first.checked_sub(1)), Some("," | "by")).then_some(last),
        "purpose" => tokens.get(last + 1).filter(|t| t.is_word()).map(|_| last + 1),
        "purpose-verb" => (word(first.checked_sub(1)) == Some("zu")).then_some(last),
        _ => Some(last),
    }
}

/// Sentences that give a claim to somebody.
struct Told {
    /// Those of the excerpts included.
    count: usize,
    /// Those of the body.
    places: Vec<Place>,
}
