//! `title_match.facts`: figures and names of title and dek, looked up below.
//!
//! One hit for each figure or name that the body does not have. A figure may be rounded (five in a hundred), and one of
//! at most `small` may be spelled out below. A name is a word with a capital inside or of four capitals and more; in
//! a title that does not capitalise every word also any capitalised word but the first (not in German, where nouns have
//! capitals). Facts: `words`, `contradicted` (1 where the body gives the same thing another value), `other` (that
//! value).

use std::collections::BTreeSet;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Figure, Language, Place};
use crate::article::{Block, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, TokenKind};

#[derive(Debug)]
struct Facts {
    small: i128,
}

/// Builds `title_match.facts` with its parameter `small`.
pub fn facts(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let small = fields.integer("small", 0..=1000, 12);
    fields.finish();
    Box::new(Facts { small: i128::from(small) * 1000 })
}

impl Detect for Facts {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let blocks = &analysis.article.blocks;
        let heads: Vec<(usize, &Block)> =
            blocks.iter().enumerate().filter(|(_, b)| matches!(b.part, Part::Title | Part::Dek)).collect();
        if heads.is_empty() || analysis.sentences.is_empty() {
            return Outcome::not_applicable("no title, or no body");
        }
        let mut hits: Vec<Hit> = Vec::new();
        let is_head = |f: &&Figure| heads.iter().any(|(i, _)| *i == f.place.block);
        let below: Vec<&Figure> = analysis.figures.iter().filter(|f| !is_head(f)).collect();
        for (i, figure) in analysis.figures.iter().enumerate().filter(|(_, f)| is_head(f)) {
            if figure.value.abs() <= self.small || below.iter().any(|f| is_about(figure, f)) {
                continue;
            }
            let same_thing = |f: &&&Figure| f.unit == figure.unit && f.noun.is_some() && f.noun == figure.noun;
            let other = below.iter().find(same_thing);
            let mut hit = Hit::new(figure.place).about(Subject::Figure(i)).text("words", analysis.text(figure.place));
            hit = hit.count("contradicted", usize::from(other.is_some()));
            hit = hit.text("other", other.map_or("", |f| analysis.text(f.place)));
            if let Some(other) = other {
                hit = hit.related(other.place, "other");
            }
            hits.push(hit);
        }
        let known: BTreeSet<u64> = body_words(analysis);
        let mut told = BTreeSet::new();
        for (i, block) in heads {
            let tokens = analysis.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            for token in names(block.words(), tokens, &analysis.language) {
                if !known.contains(&token.base) && told.insert(token.base) {
                    let place = Place::new(i, token.base_range());
                    let hit =
                        Hit::new(place).text("words", analysis.text(place)).count("contradicted", 0).text("other", "");
                    hits.push(hit);
                }
            }
        }
        hits.sort_by_key(|h| h.at.place);
        Outcome::hits(hits)
    }
}

/// Whether a figure of the body may stand behind one of the title: the same unit, and a value that rounds to it.
fn is_about(title: &Figure, body: &Figure) -> bool {
    let units = title.unit == body.unit || title.unit.is_empty() || body.unit.is_empty();
    units && (title.value - body.value).abs() * 20 <= title.value.abs().max(body.value.abs())
}

/// Hashes of every word of the body, without possessives; the parts of hyphenated words too.
fn body_words(analysis: &Analysis) -> BTreeSet<u64> {
    let mut words = BTreeSet::new();
    let body = analysis.article.blocks.iter().zip(&analysis.tokens).filter(|(b, _)| b.part == Part::Body);
    for (block, tokens) in body {
        for token in tokens {
            words.insert(token.base);
            let text = &block.words()[token.range()];
            if text.contains('-') {
                words.extend(text.split('-').map(crate::text::hash));
            }
        }
    }
    words
}

/// The words of a title that are surely names.
fn names<'a>(text: &'a str, tokens: &'a [Token], language: &'a Language) -> impl Iterator<Item = &'a Token> {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let long: Vec<&Token> = words.clone().filter(|t| t.range().len() > 3).collect();
    let capitals = long.iter().filter(|t| t.case != Case::Lower).count();
    let title_case = capitals * 2 > long.len();
    let first = tokens.iter().find(|t| t.is_word()).map(|t| t.start);
    words.filter(move |t| {
        let word = &text[t.base_range()];
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let inner =
            word.chars().skip(1).any(char::is_uppercase) && t.case == Case::Capital && !word.contains(['-', '.']);
        let plain = *language == Language::English && !title_case && t.case == Case::Capital && Some(t.start) != first;
        let behind_stop = text[..t.start].trim_end().ends_with([':', '.', '?', '!', '“', '"', '‘', '\'', '—', '–']);
        letters >= 4 && (inner || t.case == Case::Upper || plain && !behind_stop)
    })
}
