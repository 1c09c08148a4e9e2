//! `title_match.facts`: figures and names of title and dek, looked up below.
//!
//! One hit for each figure or name that the body does not have. A figure may be rounded (five in a hundred) or be the
//! difference of two that one sentence gives; one of at most `small` may be spelled out below, and one at the start of the
//! title may count the headings or items of the page. Adjectives of nations and what stands before a colon or behind a bar
//! are no names. A name is a word with a capital inside; in a title that does not capitalise
//! every word also any capitalised word but the first (not in German, where nouns have capitals). A name is known where
//! the body has a word with the same first five letters; in a body of fewer than `min_words` words names are not looked
//! for: a stub has no room for them. Facts: `words`, `contradicted` (1 where a sentence that shares three content stems with the title gives its noun another value), `other` (that
//! value).
//!
//! `title_match.repeat`: a dek that says what the title says: more than `max_percent` of the content words of a title of
//! `min_words` such words at least. Facts: `count` (words that stand in both), `whole` (those of the title).

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Figure, Language, Place, content_stems};
use crate::article::{Block, BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, HashedSet, Token, TokenKind, hash};

#[derive(Debug)]
struct Facts {
    small: i128,
    min_words: usize,
}

/// Builds `title_match.facts` with its parameters `small` and `min_words`.
pub fn facts(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let small = fields.integer("small", 0..=1000, 12);
    let min_words = fields.integer("min_words", 0..=10_000, 100);
    fields.finish();
    Box::new(Facts { small: i128::from(small) * 1000, min_words: usize::try_from(min_words).unwrap_or(0) })
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
        let mut heads_stems: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        // Whether a sentence speaks of what a title or dek does, each asked once.
        let mut speaks: BTreeMap<(usize, usize), bool> = BTreeMap::new();
        for (i, figure) in analysis.figures.iter().enumerate().filter(|(_, f)| is_head(f)).take(MOST_FIGURES) {
            if figure.value.abs() <= self.small
                || below.iter().any(|f| is_about(figure, f))
                || is_difference(figure, &below)
                || counts_the_list(analysis, figure)
                || is_label(analysis, figure.place)
            {
                continue;
            }
            let block = figure.place.block;
            let head = heads_stems.entry(block).or_insert_with(|| stems(analysis, Place::new(block, 0..usize::MAX)));
            let other = below.iter().find(|f| {
                let named = f.unit == figure.unit && f.noun.is_some() && f.noun == figure.noun;
                let shares = |s| *speaks.entry((block, s)).or_insert_with(|| shares_words(analysis, head, s));
                named && f.sentence.is_some_and(shares)
            });
            let mut hit = Hit::new(figure.place).about(Subject::Figure(i)).text("words", analysis.text(figure.place));
            hit = hit.count("contradicted", usize::from(other.is_some()));
            hit = hit.text("other", other.map_or("", |f| analysis.text(f.place)));
            if let Some(other) = other {
                hit = hit.related(other.place, "other");
            }
            hits.push(hit);
        }
        // The words of the body are read as far as the title's names ask for.
        let mut body = body_words(analysis);
        let mut read = HashedSet::default();
        let mut is_known = |part: &str| {
            let start = start_of(part);
            read.contains(&start) || body.by_ref().any(|word| read.insert(word) && word == start)
        };
        let mut told = BTreeSet::new();
        let asked = if analysis.words() < self.min_words { Vec::new() } else { heads };
        for (i, block) in asked {
            let tokens = analysis.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            let nations = cx.list("nationalities");
            for token in names(block.words(), tokens, &analysis.language) {
                let words = &block.words()[token.base_range()];
                if nations.is_some_and(|list| list.has(block.words(), token)) {
                    continue;
                }
                let known = words.split(['-', '\u{2011}', '/']).any(&mut is_known);
                if !known && told.insert(token.base) {
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

#[derive(Debug)]
struct Repeat {
    max_percent: usize,
    min_words: usize,
}

/// Builds `title_match.repeat` with its parameters `max_percent` and `min_words`.
pub fn repeat(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_percent = fields.integer("max_percent", 1..=100, 60);
    let min_words = fields.integer("min_words", 1..=50, 4);
    fields.finish();
    let number = |n| usize::try_from(n).unwrap_or(60);
    Box::new(Repeat { max_percent: number(max_percent), min_words: number(min_words) })
}

impl Detect for Repeat {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let heads = (article.part(Part::Title).next(), article.part(Part::Dek).next());
        let (Some((title, _)), Some((dek, block))) = heads else {
            return Outcome::not_applicable("no title, or no dek");
        };
        let all = |block| stems(cx.analysis, Place::new(block, 0..usize::MAX));
        let (title, words) = (all(title), all(dek));
        let both = title.iter().filter(|stem| words.binary_search(stem).is_ok()).count();
        let repeats = title.len() >= self.min_words && both * 100 > title.len() * self.max_percent;
        let hit = repeats.then(|| {
            let hit = Hit::new(Place::new(dek, 0..block.words().len()));
            hit.count("count", both).count("whole", title.len())
        });
        Outcome::hits(hit.into_iter().collect())
    }
}

/// Whether a place in a title or dek stands before a colon, where the series is named: `Elections 101: Why …`.
fn is_label(analysis: &Analysis, place: Place) -> bool {
    let text = analysis.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
    text.find(": ").is_some_and(|colon| place.end == colon)
}

/// Whether a figure at the start of a title counts the items of the page: `34 trends`, over 34 headings or items of lists.
fn counts_the_list(analysis: &Analysis, figure: &Figure) -> bool {
    let article = &analysis.article;
    let Some(block) = article.blocks.get(figure.place.block) else { return false };
    let before = block.words().get(..figure.place.start).unwrap_or_default();
    let leads = before.split_whitespace().count() <= 2 && figure.unit.is_empty();
    let is_item = |b: &Block| matches!(b.kind, BlockKind::Heading | BlockKind::ListItem);
    let items = article.part(Part::Body).filter(|(_, b)| is_item(b)).count();
    // Values are thousandths; an item may have no heading of its own.
    leads && i128::try_from(items).is_ok_and(|items| items * 2 * 1000 >= figure.value)
}

/// Whether a sentence of the body gives the figure as from and to: `310 fewer` of `from 1240 to 930`.
fn is_difference(title: &Figure, below: &[&Figure]) -> bool {
    below.windows(2).any(|pair| match pair {
        [a, b] => a.sentence == b.sentence && (a.value - b.value).abs() == title.value.abs(),
        _ => false,
    })
}

/// How many figures of title and dek are looked up: a line with more is no title.
const MOST_FIGURES: usize = 50;

/// Content stems that title and sentence must share before two values are held against each other.
const SHARED_STEMS: usize = 3;

/// The content stems of a block up to the end of `place`.
fn stems(analysis: &Analysis, place: Place) -> Vec<u64> {
    let text = analysis.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
    let tokens = analysis.tokens.get(place.block).map(Vec::as_slice).unwrap_or_default();
    let within = |t: &&Token| t.kind == TokenKind::Word && place.start <= t.start && t.end <= place.end;
    let tokens: Vec<Token> = tokens.iter().filter(within).copied().collect();
    content_stems(text, &tokens, &analysis.language)
}

/// Whether a sentence speaks of what the title speaks of.
fn shares_words(analysis: &Analysis, head: &[u64], sentence: usize) -> bool {
    let own = analysis.sentences.get(sentence).map(|s| stems(analysis, s.place)).unwrap_or_default();
    own.iter().filter(|stem| head.binary_search(stem).is_ok()).count() >= SHARED_STEMS
}

/// Whether a figure of the body may stand behind one of the title: the same unit, and a value that rounds to it.
fn is_about(title: &Figure, body: &Figure) -> bool {
    let units = title.unit == body.unit || title.unit.is_empty() || body.unit.is_empty();
    units && (title.value - body.value).abs() * 20 <= title.value.abs().max(body.value.abs())
}

/// How many letters two words share at their start to count as one name: `Pennsylvanian`, `Pennsylvania`.
const SAME_START: usize = 5;

/// Hashes of the starts of every word of the body, parts of hyphenated words included.
fn body_words(analysis: &Analysis) -> impl Iterator<Item = u64> {
    let body = analysis.article.blocks.iter().zip(&analysis.tokens).filter(|(b, _)| b.part == Part::Body);
    let words = body.flat_map(|(block, tokens)| tokens.iter().filter_map(|t| block.words().get(t.range())));
    words.flat_map(|word| word.split(['-', '\u{2011}', '/'])).map(start_of)
}

/// The hash of a word's first letters.
fn start_of(word: &str) -> u64 {
    let end = word.char_indices().nth(SAME_START).map_or(word.len(), |(at, _)| at);
    hash(&word[..end])
}

/// The words of a title that are surely names.
fn names<'a>(text: &'a str, tokens: &'a [Token], language: &'a Language) -> impl Iterator<Item = &'a Token> {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let long: Vec<&Token> = words.clone().filter(|t| t.range().len() > 3).collect();
    let capitals = long.iter().filter(|t| t.case != Case::Lower).count();
    let title_case = capitals * 2 > long.len();
    let first = tokens.iter().find(|t| t.is_word()).map(|t| t.start);
    // What stands before a colon or behind a bar is a label: `How the county works: …`, `… | The Chart`.
    let label_end = text.find(": ").unwrap_or(0);
    let label_start =
        text.rfind(['|', '–', '—']).filter(|at| text[*at..].split_whitespace().count() <= 4).unwrap_or(text.len());
    words.filter(move |t| {
        let word = &text[t.base_range()];
        if t.start < label_end || t.start > label_start || word.split_once('-').is_some_and(|(_, rest)| is_lower(rest))
        {
            return false;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let inner =
            word.chars().skip(1).any(char::is_uppercase) && t.case == Case::Capital && !word.contains(['-', '.']);
        let plain = *language == Language::English && !title_case && t.case == Case::Capital && Some(t.start) != first;
        let behind_stop =
            text[..t.start].trim_end().ends_with([':', '.', '?', '!', '“', '”', '"', '‘', '’', '\'', '—', '–']);
        letters >= 4 && (inner || plain && !behind_stop)
    })
}

/// `led` in `GOP-led`.
fn is_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}
