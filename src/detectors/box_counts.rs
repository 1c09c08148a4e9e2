//! `disclosure.counts`: what the transparency part counts, held against the page.
//!
//! * a number of outlets (a word of `number-words` or digits, at most four words before one of `outlet-words`) that is larger
//!   than the number of outlets listed and cited. Fact `claim` is the term `number`; `count` what the page has;
//! * a country (a word of `nationalities`, at most two words before one of `outlet-words`, or in a list that ends there) of
//!   which no outlet is listed or cited, where the registry knows the country of every one. Fact `claim` is the term
//!   `country`.
//!
//! The words are those of every language that there are lists for: the part may be in another language than the body.
//! Facts further: `words`.

use std::collections::BTreeSet;

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::{Analysis, Outlet, Place};
use crate::article::Part;
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Token, TokenKind};

/// How many words may stand between a number and what it counts.
const NUMBER_REACH: usize = 4;

/// How many words may stand between a country and its outlets.
const COUNTRY_REACH: usize = 2;

#[derive(Debug)]
struct Counts;

/// Builds `disclosure.counts`, which takes no parameters.
pub fn counts(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Counts)
}

impl Detect for Counts {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let mut part = a.article.part(Part::Transparency).peekable();
        let used: Vec<&Outlet> = a.outlets.iter().filter(|o| o.listed || o.cited > 0).collect();
        if part.peek().is_none() || used.is_empty() {
            return Outcome::not_applicable("no transparency part, or no source to hold it against");
        }
        let lists: Vec<Lists<'_>> = cx.lexicons.languages().filter_map(|l| Lists::of(cx.lexicons, l)).collect();
        let mut hits = Vec::new();
        for (i, block) in part {
            let tokens = a.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            for lists in &lists {
                hits.extend(lists.numbers(a, i, block.words(), tokens, used.len()));
                hits.extend(lists.countries(a, i, block.words(), tokens, &used));
            }
        }
        hits.sort_by_key(|hit: &Hit| hit.at.place);
        hits.dedup_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// The words of one language.
struct Lists<'a> {
    numbers: &'a WordList,
    nationalities: &'a WordList,
    outlets: &'a WordList,
}

impl<'a> Lists<'a> {
    fn of(lexicons: &'a Lexicons, language: &str) -> Option<Lists<'a>> {
        let list = |name| lexicons.list(language, name);
        Some(Lists {
            numbers: list("number-words")?,
            nationalities: list("nationalities")?,
            outlets: list("outlet-words")?,
        })
    }

    /// Where a word for outlets stands behind token `at`, with at most `reach` words between, and no mark that ends a clause.
    fn outlet_behind(&self, text: &str, tokens: &[Token], at: usize, reach: usize) -> Option<usize> {
        let ahead = tokens.get(at + 1..)?.iter().take(reach + 1);
        let stop = |t: &&Token| matches!(text.get(t.range()), Some("." | ";" | ":" | "(" | "," | "!" | "?"));
        let clear = ahead.take_while(|t| !stop(t)).position(|t| self.outlets.has(text, t))?;
        Some(at + 1 + clear)
    }

    fn numbers(&self, a: &Analysis, block: usize, text: &str, tokens: &[Token], used: usize) -> Vec<Hit> {
        let value = |t: &Token| -> Option<usize> {
            let word = text.get(t.range())?;
            if t.kind == TokenKind::Word { self.numbers.tag_of(word)?.parse().ok() } else { word.parse().ok() }
        };
        let counted = tokens.iter().enumerate().filter_map(|(i, t)| {
            let claimed = value(t).filter(|n| (2..=50).contains(n) && *n > used)?;
            let end = tokens.get(self.outlet_behind(text, tokens, i, NUMBER_REACH)?)?.end;
            Some((claimed, Place::new(block, t.start..end)))
        });
        let hit = |(claimed, place): (usize, Place)| {
            let hit = Hit::new(place).text("words", a.text(place)).fact("claim", Fact::Terms(vec!["number"]));
            hit.count("claimed", claimed).count("count", used)
        };
        counted.map(hit).collect()
    }

    fn countries(&self, a: &Analysis, block: usize, text: &str, tokens: &[Token], used: &[&Outlet]) -> Vec<Hit> {
        let known: Option<BTreeSet<&str>> = used.iter().map(|o| o.country.as_deref()).collect();
        let Some(known) = known else { return Vec::new() };
        let named = self.nationalities.find(text, tokens).filter_map(|found| {
            let outlet = self.outlet_behind(text, tokens, found.tokens.end - 1, COUNTRY_REACH)?;
            let place = Place::new(block, tokens.get(found.tokens.start)?.start..tokens.get(outlet)?.end);
            let here = found.entry.tag().split(' ').any(|code| known.contains(code));
            (!here).then_some(place)
        });
        let hit = |place: Place| {
            let hit = Hit::new(place).text("words", a.text(place)).fact("claim", Fact::Terms(vec!["country"]));
            hit.count("claimed", 1).count("count", 0)
        };
        named.map(hit).collect()
    }
}
