//! `figure_ledger.*`: the figures of the article, held against each other.
//!
//! Two mentions are of one quantity where value, unit and what is counted agree; every word for counted persons
//! (users, people, residents) counts as one noun.
//!
//! * `figure_ledger.conflict`: one quantity with two values, told in two sentences that share their noun or unit and
//!   most of their content. Ranges, comparisons and other dates excuse. Facts: `figure`, `other`.
//! * `figure_ledger.qualifier`: one value that is exact here and "over" or "about" there. One hit for each quantity,
//!   the other places related. Facts: `figure`, `qualifiers` (terms `exact`, `over`, `under`, `about`, `up_to`),
//!   `count`.
//! * `figure_ledger.repeat`: the same quantity more than `max` times and more than `max` times in a thousand words; one
//!   hit at the first mention that is too many. Facts: `figure`, `count`, `whole` (words).
//! * `figure_ledger.base`: a first mention of an amount of at least `min_value`, or of a percentage, without a date in
//!   its sentence, and without a rate, a comparison or a named source in it or beside it in its paragraph. Facts:
//!   `figure`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Detect, Fact, Hit, Outcome, Subject};
use crate::analysis::{Analysis, DatePrecision, Figure, Language, Qualifier, content_stems, stem_hash};
use crate::article::{BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{HashedSet, TokenKind, hash};

/// What makes two figures one quantity.
type Quantity = (i128, String, String);

/// Quantities in the author's own words in title, dek and body, with the indices of their figures in reading order.
fn quantities(cx: &Context<'_>) -> BTreeMap<Quantity, Vec<usize>> {
    let analysis = cx.analysis;
    let persons = cx.list("person-nouns").map(WordList::entries).unwrap_or_default().iter();
    let persons: HashedSet = persons.map(|entry| stem_hash(entry.words(), &analysis.language)).collect();
    let mut found: BTreeMap<Quantity, Vec<usize>> = BTreeMap::new();
    for (i, figure) in analysis.figures.iter().enumerate() {
        if figure.quoted || !is_own(analysis, figure) {
            continue;
        }
        let noun = figure.noun.clone().unwrap_or_default();
        let noun = if persons.contains(&hash(&noun)) { "person".to_owned() } else { noun };
        found.entry((figure.value, figure.unit.clone(), noun)).or_default().push(i);
    }
    found
}

fn is_own(analysis: &Analysis, figure: &Figure) -> bool {
    let block = analysis.article.blocks.get(figure.place.block);
    block.is_some_and(|b| matches!(b.part, Part::Title | Part::Dek | Part::Body))
}

#[derive(Debug)]
struct Shifting;

/// Builds `figure_ledger.qualifier`, which takes no parameters.
pub fn qualifier(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Shifting)
}

fn term(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
        Qualifier::About => "about",
        Qualifier::UpTo => "up_to",
    }
}

impl Detect for Shifting {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let mut hits = Vec::new();
        let mut twice = false;
        for ((value, unit, noun), places) in quantities(cx) {
            // Small counts ("two people", "about two people") are told loosely without harm.
            if places.len() < 2 || (value < 100_000 && unit.is_empty()) || (noun.is_empty() && unit.is_empty()) {
                continue;
            }
            twice = true;
            let figures = || places.iter().filter_map(|i| analysis.figures.get(*i));
            let qualifiers: BTreeSet<Qualifier> = figures().map(|f| f.qualifier).collect();
            let (Some(first), Some(at)) = (places.first(), figures().next()) else { continue };
            if qualifiers.len() < 2 {
                continue;
            }
            let hit = Hit::new(at.qualified)
                .about(Subject::Figure(*first))
                .text("figure", analysis.text(at.place))
                .fact("qualifiers", Fact::Terms(qualifiers.into_iter().map(term).collect()))
                .count("count", places.len());
            hits.push(figures().skip(1).fold(hit, |hit, f| hit.related(f.qualified, "")));
        }
        if !twice {
            return Outcome::not_applicable("no figure is told twice");
        }
        hits.sort_by_key(|h| h.at.place);
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Repeated {
    max: usize,
}

/// Builds `figure_ledger.repeat` with its parameter `max`.
pub fn repeat(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max = fields.integer("max", 1..=100, 3);
    fields.finish();
    Box::new(Repeated { max: usize::try_from(max).unwrap_or(3) })
}

impl Detect for Repeated {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.figures.is_empty() {
            return Outcome::not_applicable("no figures");
        }
        let words = analysis.words().max(1);
        let mut hits = Vec::new();
        for ((_, unit, noun), places) in quantities(cx) {
            let count = places.len();
            let unknown = unit.is_empty() && noun.is_empty();
            if unknown || count <= self.max || count * 1000 <= self.max * words {
                continue;
            }
            let figures = |range: std::ops::Range<usize>| {
                places.get(range).unwrap_or_default().iter().filter_map(|i| analysis.figures.get(*i))
            };
            let Some(at) = figures(self.max..self.max + 1).next() else { continue };
            let hit =
                Hit::new(at.place).text("figure", analysis.text(at.place)).count("count", count).count("whole", words);
            let others = figures(0..self.max).chain(figures(self.max + 1..count));
            hits.push(others.fold(hit, |hit, f| hit.related(f.place, "")));
        }
        hits.sort_by_key(|h| h.at.place);
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Conflict;

/// Builds `figure_ledger.conflict`, which takes no parameters. Its list `change-words` names the words that excuse two
/// values.
pub fn conflict(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Conflict)
}

impl Detect for Conflict {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        // Items of a list are alike in everything but their figures.
        let in_prose = |f: &Figure| {
            let block = analysis.article.blocks.get(f.place.block);
            f.sentence.is_some() && block.is_some_and(|b| b.kind == BlockKind::Paragraph)
        };
        let usable = |f: &&Figure| !f.quoted && in_prose(f) && (f.noun.is_some() || !f.unit.is_empty());
        // Figures of one noun and unit, in reading order.
        let mut groups: BTreeMap<(&str, &str), Vec<&Figure>> = BTreeMap::new();
        for figure in analysis.figures.iter().filter(usable) {
            groups.entry((figure.unit.as_str(), figure.noun.as_deref().unwrap_or_default())).or_default().push(figure);
        }
        groups.retain(|_, figures| figures.len() > 1);
        if groups.is_empty() {
            return Outcome::not_applicable("no quantity is told twice");
        }
        // German nouns have capitals too: the name before a figure is not surely its owner.
        let owners = analysis.language != Language::German;
        let mut statements = Statements::new(analysis, cx.list("change-words"));
        let mut hits = Vec::new();
        for figures in groups.values() {
            // More than a handful of figures with one unit is a table in prose, where each has its own thing.
            let values: BTreeSet<i128> = figures.iter().map(|f| f.value).collect();
            if values.len() < 2 || figures.len() > 12 {
                continue;
            }
            let mut told: Vec<&Figure> = figures.clone();
            told.retain(|f| !statements.is_excused(f));
            for (i, later) in told.iter().enumerate() {
                let same = |earlier: &&&Figure| {
                    earlier.value != later.value
                        && earlier.sentence != later.sentence
                        && (!owners || earlier.owner == later.owner)
                        && earlier.when == later.when
                        && earlier.qualifier == later.qualifier
                        && statements.are_one(earlier, later)
                };
                if let Some(earlier) = told[..i].iter().find(same) {
                    let hit = Hit::new(later.place).text("figure", analysis.text(later.place));
                    let hit = hit.text("other", analysis.text(earlier.place));
                    hits.push(hit.related(earlier.place, "other"));
                    break;
                }
            }
        }
        hits.sort_by_key(|h| h.at.place);
        Outcome::hits(hits)
    }
}

/// What the sentences of figures say, each looked at once: a sentence may have thousands of figures.
struct Statements<'a> {
    analysis: &'a Analysis,
    excuses: Option<&'a WordList>,
    /// How many figures of one unit a sentence has.
    figures: BTreeMap<(usize, &'a str), usize>,
    /// Content stems, and whether the sentence speaks of a change, a range or a part.
    known: BTreeMap<usize, (Vec<u64>, bool)>,
    /// Whether two sentences speak of one thing.
    one: BTreeMap<(usize, usize), bool>,
}

impl<'a> Statements<'a> {
    fn new(analysis: &'a Analysis, excuses: Option<&'a WordList>) -> Statements<'a> {
        let mut figures = BTreeMap::new();
        for figure in &analysis.figures {
            if let Some(sentence) = figure.sentence {
                *figures.entry((sentence, figure.unit.as_str())).or_default() += 1;
            }
        }
        Statements { analysis, excuses, figures, known: BTreeMap::new(), one: BTreeMap::new() }
    }

    fn known(&mut self, sentence: usize) -> &(Vec<u64>, bool) {
        let (analysis, excuses) = (self.analysis, self.excuses);
        self.known.entry(sentence).or_insert_with(|| {
            let Some(sentence) = analysis.sentences.get(sentence) else { return (Vec::new(), true) };
            let text = analysis.article.blocks.get(sentence.place.block).map(|b| b.words()).unwrap_or_default();
            let tokens = analysis.tokens_of(sentence);
            let words: Vec<_> = tokens.iter().filter(|t| t.kind == TokenKind::Word).copied().collect();
            let excused = excuses.is_none_or(|list| list.find(text, tokens).next().is_some());
            (content_stems(text, &words, &analysis.language), excused)
        })
    }

    /// Whether a figure's sentence speaks of a change, a range or a part, or has other figures of its unit.
    fn is_excused(&mut self, figure: &Figure) -> bool {
        let Some(sentence) = figure.sentence else { return true };
        let others = self.figures.get(&(sentence, figure.unit.as_str())).copied().unwrap_or(0);
        others > 1 || self.known(sentence).1
    }

    /// Whether the sentences of two figures speak of one thing: they share three content stems at least, and half of
    /// the shorter one's.
    fn are_one(&mut self, a: &Figure, b: &Figure) -> bool {
        let (Some(a), Some(b)) = (a.sentence, b.sentence) else { return false };
        if let Some(known) = self.one.get(&(a, b)) {
            return *known;
        }
        self.known(a);
        self.known(b);
        let (Some((one, _)), Some((other, _))) = (self.known.get(&a), self.known.get(&b)) else { return false };
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let shared = short.iter().filter(|stem| long.binary_search(stem).is_ok()).count();
        let is_one = shared >= 3 && shared * 2 >= short.len();
        self.one.insert((a, b), is_one);
        is_one
    }
}

/// A hundred percent, in thousandths.
const WHOLE: i128 = 100_000;

/// Units of length: how far it is needs no base.
const LENGTHS: [&str; 8] = ["km", "m", "cm", "mm", "mi", "ft", "yd", "in"];

/// Whether a figure is an amount of something: not a distance, a name with a number in it (`10-K`, a `10k` race), a word
/// ("a million") or an item of a list.
fn is_amount(analysis: &Analysis, figure: &Figure) -> bool {
    let text = analysis.text(figure.place);
    let measures = LENGTHS.contains(&figure.unit.as_str());
    let is_name = text.ends_with(['k', 'K']) && figure.unit.is_empty();
    let in_list = analysis.article.blocks.get(figure.place.block).is_some_and(|b| b.kind == BlockKind::ListItem);
    text.contains(|c: char| c.is_ascii_digit()) && !measures && !is_name && !in_list
}

#[derive(Debug)]
struct Base {
    min_value: i128,
}

/// Builds `figure_ledger.base` with its parameter `min_value`. Its list `base-words` names the words of rates and
/// comparisons.
pub fn base(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_value = fields.integer("min_value", 1..=i64::MAX / 1000, 1000);
    fields.finish();
    Box::new(Base { min_value: i128::from(min_value) * 1000 })
}

impl Detect for Base {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let Some(bases) = cx.list("base-words") else {
            return Outcome::not_applicable("no list of rates and comparisons for this language");
        };
        let is_large = |f: &Figure| {
            (f.unit == "%" && f.value != WHOLE || f.unit != "%" && f.value >= self.min_value) && is_amount(analysis, f)
        };
        let mut first: Vec<usize> = quantities(cx)
            .into_values()
            .filter_map(|places| {
                places.into_iter().find(|i| analysis.figures.get(*i).is_some_and(|f| f.sentence.is_some()))
            })
            .filter(|i| analysis.figures.get(*i).is_some_and(is_large))
            .collect();
        if first.is_empty() {
            return Outcome::not_applicable("no large figure and no percentage");
        }
        first.sort_unstable();
        let exact = |p| matches!(p, DatePrecision::Day | DatePrecision::Month | DatePrecision::Year);
        let dates = analysis.dates.iter().filter(|d| exact(d.precision));
        let dated: BTreeSet<usize> = dates.filter_map(|d| d.sentence).collect();
        let mut hits = Vec::new();
        for i in first {
            let Some((figure, at)) = analysis.figures.get(i).and_then(|f| Some((f, f.sentence?))) else { continue };
            let dated = dated.contains(&at);
            let block = figure.place.block;
            let around = at.saturating_sub(1)..=at + 1;
            let beside = around.filter_map(|i| analysis.sentences.get(i)).filter(|s| s.place.block == block);
            let text = analysis.article.blocks.get(block).map(|b| b.words()).unwrap_or_default();
            let mut beside = beside.map(|s| s.identified || bases.find(text, analysis.tokens_of(s)).next().is_some());
            if !dated && !beside.any(|based| based) {
                hits.push(
                    Hit::new(figure.qualified).about(Subject::Figure(i)).text("figure", analysis.text(figure.place)),
                );
            }
        }
        Outcome::hits(hits)
    }
}
