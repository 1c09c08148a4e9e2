//! `review_ledger.open`: is what an earlier review asked for still open on the page?
//!
//! Asked are the lines that the page's own record prints among its warnings and gate errors; of the other lines only what they
//! quote. A hit is
//!
//! * a voice that a line misses (list `feedback-wishes`, tags `expert`, `affected`, `civil_society`), while nobody of that
//!   side is heard by name. Fact `wish` is the tag;
//! * words that a line quotes in a clause with a word of blame (tag `flaw`; not behind one of praise, `avoids vague …`), while the body still has them outside quotations,
//!   which are related as `still`. Fact `wish` is `words`.
//!
//! Each is told once, at its first place, errors first. Facts further: `words`, `blocking` (1 where the line stands among
//! the gate errors).

use std::collections::BTreeSet;

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::{Analysis, Place, ScoreLine, Stakeholder};
use crate::article::Part;
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::fold;

/// The sides that a review may ask for.
const SIDES: [(&str, Stakeholder); 3] = [
    ("expert", Stakeholder::Expert),
    ("affected", Stakeholder::Affected),
    ("civil_society", Stakeholder::CivilSociety),
];

#[derive(Debug)]
struct Open;

/// Builds `review_ledger.open`, which takes no parameters.
pub fn open(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Open)
}

impl Detect for Open {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let Some(ledger) = &a.ledger else { return Outcome::not_applicable("no record of reviews") };
        let lists: Vec<&WordList> =
            cx.lexicons.languages().filter_map(|l| cx.lexicons.list(l, "feedback-wishes")).collect();
        let mut lines: Vec<&ScoreLine> = ledger.items.iter().flat_map(|item| &item.lines).collect();
        lines.sort_by_key(|line| (!line.blocking, line.place));
        let mut hits: Vec<Hit> = Vec::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut page =
            Page { a, heard: a.voices.iter().filter(|v| v.named).map(|v| v.stakeholder).collect(), left: MOST };
        for line in lines {
            for list in &lists {
                for (wish, hit) in page.open_in(line, list) {
                    if told.insert(wish) {
                        hits.push(hit.count("blocking", usize::from(line.blocking)));
                    }
                }
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// So many words behind `avoids` no word blames.
const SPARED: usize = 4;

/// So many quotations of a record are looked up in the body.
const MOST: usize = 50;

/// So many bytes behind a word of blame the words that it blames may end.
const CLAUSE: usize = 300;

/// The page that the record speaks of.
struct Page<'a> {
    a: &'a Analysis,
    /// The sides that somebody speaks for by name.
    heard: BTreeSet<Stakeholder>,
    /// How many more quotations are looked up.
    left: usize,
}

impl Page<'_> {
    /// What a line asks for that is still open, each with a key that is the same in every line.
    fn open_in(&mut self, line: &ScoreLine, list: &WordList) -> Vec<(String, Hit)> {
        let (a, place) = (self.a, line.text);
        let text = a.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
        let tokens = a.tokens.get(place.block).map(Vec::as_slice).unwrap_or_default();
        let from = tokens.partition_point(|t| t.start < place.start);
        let until = tokens.partition_point(|t| t.end <= place.end);
        let within = tokens.get(from..until).unwrap_or_default();
        let mut open = Vec::new();
        let mut spared = 0;
        for found in list.find(text, within) {
            let (Some(first), Some(last)) = (within.get(found.tokens.start), within.get(found.tokens.end - 1)) else {
                continue;
            };
            let at = Place::new(place.block, first.start..last.end);
            match found.entry.tag() {
                "praise" => spared = found.tokens.end + SPARED,
                "flaw" if found.tokens.start < spared || self.left == 0 => {}
                "flaw" => {
                    let Some(quoted) = quoted_behind(a, at, place.end) else { continue };
                    self.left -= 1;
                    let Some(still) = in_body(a, quoted) else { continue };
                    let hit = Hit::new(quoted).text("words", a.text(quoted)).fact("wish", Fact::Terms(vec!["words"]));
                    open.push((fold(a.text(quoted)).into_owned(), hit.related(still, "still")));
                }
                tag if line.warning || line.blocking => {
                    let side = SIDES.into_iter().find(|(name, side)| *name == tag && !self.heard.contains(side));
                    let Some((tag, _)) = side else { continue };
                    let hit = Hit::new(at).text("words", a.text(at)).fact("wish", Fact::Terms(vec![tag]));
                    open.push((tag.to_owned(), hit));
                }
                _ => {}
            }
        }
        open
    }
}

/// The words that a line quotes behind a word of blame, before its clause ends.
fn quoted_behind(a: &Analysis, blame: Place, end: usize) -> Option<Place> {
    const PAIRS: [(char, char); 5] = [('\'', '\''), ('"', '"'), ('“', '”'), ('‘', '’'), ('„', '“')];
    let text = a.article.blocks.get(blame.block).map(|b| b.words())?;
    let near = text.floor_char_boundary(end.min(blame.end + CLAUSE));
    let clause = text.get(blame.end..near)?.split(['.', ';']).next()?;
    let opens = PAIRS.into_iter().filter_map(|(open, close)| Some((clause.find(open)? + open.len_utf8(), close)));
    let (from, close) = opens.min()?;
    let len = clause.get(from..)?.find(close).filter(|len| *len > 0)?;
    Some(Place::new(blame.block, blame.end + from..blame.end + from + len))
}

/// The first place in the body, outside quotations, that has these words.
fn in_body(a: &Analysis, quoted: Place) -> Option<Place> {
    let words = a.text(quoted);
    a.article.part(Part::Body).find_map(|(i, block)| {
        let at = block.words().find(words)?;
        let place = Place::new(i, at..at + words.len());
        let is_quoted = a.quotations.iter().any(|q| q.place.overlaps(place));
        (!is_quoted).then_some(place)
    })
}
