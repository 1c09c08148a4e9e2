//! `source_ledger.*`: do the lists of sources agree with each other?
//!
//! * `source_ledger.set`: one list of sources less the others. `left` is `listed` (documents of the source list), `cited`
//!   (outlets that claims of the article cite, links on names aside), `credited` (outlets that the transparency part names) or `named` (outlets that the body gives as the source of a
//!   claim); `minus` is a list of `listed` and `cited`. With `cited`, at least `min_listed_percent` of the cited outlets
//!   must be in the list: else it is a list of something else. Lists of further reading are no promise and are left out. One
//!   hit for each document or outlet, further places related. Facts: `name`, `count` (places).
//! * `source_ledger.entry`: an entry of the source list that lacks at least `lacking` of: an address that leads to a
//!   document, a headline, a date, an author. Facts: `name`, `missing` (terms `address`, `headline`, `date`,
//!   `author`).

use super::source_links::explains;
use super::{Context, Detect, Evidence, Fact, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Outlet, Place};
use crate::article::{Entry, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{fold, tokenize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Listed,
    Credited,
    Named,
    Cited,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Minus {
    Listed,
    Cited,
}

#[derive(Debug)]
struct Set {
    left: Left,
    minus: Vec<Minus>,
    min_listed_percent: u32,
}

/// Builds `source_ledger.set` with its parameters `left` and `minus`.
pub fn set(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    fields.required("left");
    let left = fields.choice(
        "left",
        &[("listed", Left::Listed), ("credited", Left::Credited), ("named", Left::Named), ("cited", Left::Cited)],
    );
    fields.required("minus");
    let minus = fields.choices("minus", &[("listed", Minus::Listed), ("cited", Minus::Cited)]);
    let percent = fields.integer("min_listed_percent", 0..=100, 0);
    fields.finish();
    let min_listed_percent = u32::try_from(percent).unwrap_or(0);
    Box::new(Set { left: left.unwrap_or(Left::Listed), minus: minus.unwrap_or_default(), min_listed_percent })
}

impl Detect for Set {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        match self.left {
            Left::Listed => self.documents(cx.analysis),
            Left::Credited => {
                self.outlets(cx, "nothing in the transparency part names an outlet", |m| m == Part::Transparency)
            }
            Left::Cited => self.cited(cx),
            Left::Named => self.outlets(cx, "no outlet is given as the source of a claim", |m| m == Part::Body),
        }
    }
}

impl Set {
    fn documents(&self, analysis: &Analysis) -> Outcome {
        if analysis.citations.is_empty() {
            return Outcome::not_applicable("no citation markers");
        }
        // A list of which the markers reach less than half is one of further reading.
        let listed = || analysis.sources.iter().filter(|s| s.listed() && !s.further_reading);
        if listed().filter(|s| s.cited > 0).count() * 2 < listed().count() {
            return Outcome::not_applicable("the markers do not lead into the source list");
        }
        let mut hits = Vec::new();
        for (i, source) in analysis.sources.iter().enumerate() {
            if !source.listed() || source.further_reading || self.minus.contains(&Minus::Cited) && source.cited > 0 {
                continue;
            }
            let mut entries = source.entries.iter().filter_map(|e| analysis.article.entries.get(*e));
            let Some(first) = entries.next() else { continue };
            let hit = Hit::new(of_entry(first)).about(Subject::Source(i)).text("name", shown(first, &source.name));
            hits.push(entries.fold(hit, |hit, entry| hit.related(of_entry(entry), "")));
        }
        Outcome::hits(hits)
    }

    /// Outlets that citations lead to. The page's own house is exempt: links to its other stories are no sources.
    fn cited(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let own = cx.own_outlet();
        let mut places: Vec<Vec<Evidence>> = vec![Vec::new(); a.outlets.len()];
        for citation in &a.citations {
            // A link on a name explains it, and what a sentence asserts nothing with needs no source.
            let claims = citation.sentences.iter().any(|s| a.sentences.get(*s).is_some_and(|s| s.claim.is_some()));
            if !claims || explains(a, citation) {
                continue;
            }
            let outlet = citation.source.and_then(|s| a.sources.get(s)).and_then(|s| s.outlet);
            if let Some(places) = outlet.filter(|o| Some(*o) != own).and_then(|o| places.get_mut(o)) {
                places.push(Evidence { place: citation.place, span: Some(citation.span) });
            }
        }
        if places.iter().all(Vec::is_empty) {
            return Outcome::not_applicable("no citation markers");
        }
        // A list that leaves out most of what is cited is no list of what is cited.
        let cited = places.iter().filter(|p| !p.is_empty()).count();
        let listed = a.outlets.iter().zip(&places).filter(|(o, p)| o.listed && !p.is_empty()).count();
        if listed == 0 || listed * 100 < self.min_listed_percent as usize * cited {
            return Outcome::not_applicable("the source list does not cover the citations");
        }
        let mut hits = Vec::new();
        for (i, (outlet, places)) in a.outlets.iter().zip(places).enumerate() {
            let Some((first, rest)) = places.split_first() else { continue };
            if self.minus.contains(&Minus::Listed) && outlet.listed || is_subject(cx, outlet) {
                continue;
            }
            let hit = Hit::new(*first).about(Subject::Outlet(i)).text("name", outlet.name.as_str());
            let hit = hit.count("count", places.len());
            hits.push(rest.iter().fold(hit, |hit, at| hit.related(*at, "mention")));
        }
        hits.sort_by_key(|h| (h.at.place, h.at.span));
        Outcome::hits(hits)
    }

    fn outlets(&self, cx: &Context<'_>, none: &str, wanted: impl Fn(Part) -> bool) -> Outcome {
        let mut asked = false;
        let mut hits = Vec::new();
        for (i, outlet) in cx.analysis.outlets.iter().enumerate() {
            let counts = |part| wanted(part) && !is_subject(cx, outlet);
            let mentions = outlet.mentions.iter().filter(|m| counts(m.part) && (m.as_source || m.part != Part::Body));
            let mut mentions = mentions.map(|m| m.place).peekable();
            let Some(first) = mentions.next() else { continue };
            asked = true;
            let known = |minus: &Minus| match minus {
                Minus::Listed => outlet.listed,
                Minus::Cited => outlet.cited > 0,
            };
            if self.minus.iter().any(known) {
                continue;
            }
            let hit = Hit::new(first).about(Subject::Outlet(i)).text("name", outlet.name.as_str());
            let hit = mentions.fold(hit, |hit, place| hit.related(place, "mention"));
            let count = hit.related.len() + 1;
            hits.push(hit.count("count", count));
        }
        hits.sort_by_key(|h| h.at.place);
        if asked { Outcome::hits(hits) } else { Outcome::not_applicable(none) }
    }
}

/// Whether the newsroom says that the story is about this outlet.
fn is_subject(cx: &Context<'_>, outlet: &Outlet) -> bool {
    let same = |name: &String| fold(name) == fold(&outlet.name) || *name == outlet.domain;
    cx.desk.subject_outlets.iter().any(same)
}

fn of_entry(entry: &Entry) -> Evidence {
    Evidence { place: Place::new(entry.block, entry.range.clone()), span: Some(entry.span) }
}

/// What to call an entry: its domain as it is listed, else the outlet's name.
fn shown(entry: &Entry, name: &str) -> String {
    match &entry.domain {
        Some(domain) if name.is_empty() || entry.url.is_none() => domain.clone(),
        _ => name.to_owned(),
    }
}

#[derive(Debug)]
struct Entries {
    lacking: usize,
}

/// Builds `source_ledger.entry` with its parameter `lacking` (1 to 4).
pub fn entry(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let lacking = fields.integer("lacking", 1..=4, 2);
    fields.finish();
    Box::new(Entries { lacking: usize::try_from(lacking).unwrap_or(2) })
}

impl Detect for Entries {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let listed: Vec<&Entry> = analysis.article.entries.iter().filter(|e| e.listed).collect();
        if listed.is_empty() {
            return Outcome::not_applicable("no source list");
        }
        let mut hits = Vec::new();
        for entry in listed {
            let missing = missing(entry);
            if missing.len() >= self.lacking && !is_book_or_interview(&entry.words) {
                let source = analysis.sources.iter().position(|s| {
                    s.entries.iter().any(|e| analysis.article.entries.get(*e).is_some_and(|e| e.span == entry.span))
                });
                let name = source.and_then(|i| analysis.sources.get(i)).map_or("", |s| s.name.as_str());
                let name = match (&entry.domain, entry.words.is_empty()) {
                    (Some(domain), _) => domain.clone(),
                    (None, false) => entry.words.trim_end_matches([' ', '(', ',', ':', '–', '-']).to_owned(),
                    (None, true) => name.to_owned(),
                };
                let hit = Hit::new(of_entry(entry)).text("name", name).fact("missing", Fact::Terms(missing));
                hits.push(hit.about(source.map_or(Subject::Page, Subject::Source)));
            }
        }
        Outcome::hits(hits)
    }
}

/// What an entry lacks of address, headline, date and author, in this order.
fn missing(entry: &Entry) -> Vec<&'static str> {
    let words = entry.words.as_str();
    let url = entry.url.as_deref().unwrap_or_default();
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let has_date = has_year(words) || path.split('/').any(|segment| segment.len() == 4 && is_year(segment));
    let parts = [
        ("address", !path.is_empty()),
        ("headline", has_headline(words)),
        ("date", has_date),
        ("author", has_author(words)),
    ];
    parts.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..=2100).contains(&year))
}

fn has_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// A headline stands in quotation marks, or is a stretch of at least three words between separators.
fn has_headline(words: &str) -> bool {
    if words.contains(['"', '“', '”', '„', '«', '»']) {
        return true;
    }
    words.split([',', ':', ';', '|', '–', '—', '(', ')']).any(|stretch| {
        let tokens = tokenize(stretch);
        let letters = |t: &&crate::text::Token| t.is_word() && stretch[t.range()].chars().any(char::is_alphabetic);
        tokens.iter().filter(letters).count() >= 3
    })
}

/// A name stands first, before a colon or comma (`Ada Lind:`, `Lind, A.,`), or behind `by` or `von`.
fn has_author(words: &str) -> bool {
    let is_name = |part: &str| {
        let names: Vec<&str> = part.split_whitespace().collect();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        (1..=4).contains(&names.len())
            && names.iter().all(|w| capital(w) || ["von", "van", "de", "and", "und", "&"].contains(w))
            && names.iter().filter(|w| capital(w)).count() >= 1
    };
    let lower = fold(words);
    if let Some(at) = [" by ", " von "].iter().find_map(|by| lower.find(by).map(|at| at + by.len()))
        && words.get(at..).is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
    {
        return true;
    }
    let Some(end) = words.find([':', ',']) else { return false };
    let first = &words[..end];
    let rest = words[end + 1..].trim_start();
    match first.split_whitespace().count() {
        // `Lind, A.`: a surname alone needs an initial or given name after it.
        1 => is_name(first) && is_name(rest.split([',', ':', '(']).next().unwrap_or_default().trim()),
        _ => is_name(first),
    }
}

/// Books and interviews have no address to give.
fn is_book_or_interview(words: &str) -> bool {
    let lower = fold(words);
    ["isbn", "interview", "gespräch mit", "telefonat", "phone call", "personal communication"]
        .iter()
        .any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(url: Option<&str>, words: &str) -> Entry {
        Entry {
            label: None,
            block: 0,
            range: 0..0,
            span: crate::text::Span::default(),
            url: url.map(str::to_owned),
            domain: None,
            grade: None,
            words: words.to_owned(),
            list: "Sources".to_owned(),
            listed: true,
        }
    }

    #[test]
    fn a_domain_alone_lacks_everything() {
        assert_eq!(missing(&entry(None, "")), ["address", "headline", "date", "author"]);
        assert_eq!(missing(&entry(Some("https://county.example/"), "")).len(), 4);
    }

    #[test]
    fn a_full_entry_lacks_nothing() {
        let full = entry(Some("https://tribune.example/2026/dyke"), "Ada Lind: “Dyke fails”, Tribune, 12 May 2026");
        assert!(missing(&full).is_empty());
        let plain = entry(Some("https://tribune.example/dyke"), "Lind, A., County dyke fails after storm, 2026");
        assert!(missing(&plain).is_empty());
        assert_eq!(missing(&entry(Some("https://county.example/b"), "Report on the bridge")), ["date", "author"]);
    }
}
