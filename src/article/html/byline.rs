//! Authors: names from the head of a page, from mark-up that says so, or from a line that shows them, without publishers and
//! desks.

use std::ops::Range;

use super::blocks::{self, Found};
use super::content::Weights;
use super::dom::Dom;
use super::json_ld::{Facts, Said};
use super::metadata::Meta;
use super::names;
use crate::article::byline::{self, WORDS};
use crate::article::{BlockKind, Field, Part};
use crate::text::{MappedText, Span};

/// How many authors are read.
const MOST: usize = 50;
/// An element that names authors has no more nodes than this, and no more bytes of text.
const SMALL: usize = 14;
const SHORT: usize = 120;
/// A name alone under the text is no longer than this (bytes).
const SIGNATURE: usize = 40;
/// How many blocks behind the text may hold a box about the author.
const BEHIND: usize = 25;

/// Where on a page authors are looked for.
pub(super) struct Page<'p, 'd> {
    pub dom: &'p Dom<'d>,
    pub found: &'p [Found],
    pub weights: &'p Weights,
    pub meta: &'p Meta,
    pub facts: &'p Facts,
    /// The blocks around title and text where a byline may stand.
    pub near: Range<usize>,
    /// The last block of the text.
    pub last: usize,
    pub title: Option<&'p str>,
}

/// The authors of a page: from the first place that names a person. Names that look like those of accounts are taken where
/// nothing better is found.
pub(super) fn authors(page: &Page<'_, '_>) -> Vec<Field> {
    const NAMES: &[&[&str]] = &[
        &["author"],
        &["article:author", "og:article:author", "article:author_name", "shareaholic:article_author_name"],
        &["parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.creator.name"],
        &["citation_author"],
    ];
    let said = |said: &[Said]| said.iter().take(MOST).map(|s| mapped(page.dom, s)).collect::<Vec<_>>();
    let mut places: Vec<Vec<MappedText>> = vec![said(&page.facts.authors)];
    places.extend(NAMES.iter().map(|names| said(page.meta.all(names))));
    places.push(said(page.meta.labelled_author().as_slice()));
    let mut accounts = Vec::new();
    let mut authors: Vec<Field> = Vec::new();
    for lines in &places {
        let mut people = page.people(lines, &mut accounts);
        // A part of a text with escapes has no place of its own.
        for author in people.iter_mut().chain(&mut accounts) {
            let verbatim = |s: &Span| page.dom.source.get(s.start..s.end) == Some(author.text.as_str());
            let whole = lines.iter().any(|l| l.as_str() == author.text);
            author.span = author.span.filter(|s| whole || verbatim(s));
        }
        // A later place that names the same people and more is the whole list.
        if authors.is_empty() || is_more(&people, &authors) {
            authors = people;
        }
    }
    let whole_name = authors.iter().any(|a| a.text.contains(' '));
    let shown = if whole_name { Vec::new() } else { page.shown() };
    // A first name alone is made whole by a line that shows the rest.
    let whole = |a: &Field| {
        let more = |s: &&Field| s.text.strip_prefix(a.text.as_str()).is_some_and(|rest| rest.starts_with(' '));
        shown.iter().find(more).cloned()
    };
    let mut authors: Vec<Field> = if authors.is_empty() {
        // The best place comes first.
        let marked = || page.people(&page.marked(true), &mut Vec::new());
        let places: [&dyn Fn() -> Vec<Field>; 5] =
            [&|| shown.clone(), &|| accounts.clone(), &marked, &|| page.signature(), &|| page.organisation(&places)];
        places.iter().map(|names| names()).find(|names| !names.is_empty()).unwrap_or_default()
    } else {
        authors.into_iter().map(|a| whole(&a).unwrap_or(a)).collect()
    };
    // What a reader can see goes before what only machines see.
    let near = page.found.get(page.near.clone()).unwrap_or_default();
    for author in &mut authors {
        let lines = near.iter().map(|f| &f.block.text).filter(|t| t.len() < 300);
        let seen = lines.filter_map(|t| t.as_str().find(&author.text).map(|at| t.span(at..at + author.text.len())));
        author.span = seen.into_iter().next().or(author.span);
    }
    authors
}

impl Page<'_, '_> {
    /// The persons that lines name; what looks like the name of an account goes to `accounts`.
    fn people(&self, lines: &[MappedText], accounts: &mut Vec<Field>) -> Vec<Field> {
        let mut people: Vec<Field> = Vec::new();
        for line in lines {
            let whole = line.as_str();
            if whole.contains("://") || whole.contains('@') || Some(whole) == self.title || self.is_publisher(whole) {
                continue;
            }
            for name in byline::names(line) {
                let known = |list: &[Field]| is_in(list, &name.text);
                if !is_person(&name.text) || self.is_publisher(&name.text) || known(&people) || people.len() >= MOST {
                    continue;
                }
                let account = !name.text.contains(' ')
                    && !byline::is_agency(&name.text)
                    && (!name.text.starts_with(char::is_uppercase) || name.text.contains(['_', '-', '.']));
                if !account {
                    people.push(name);
                } else if !known(accounts) {
                    accounts.push(name);
                }
            }
        }
        people
    }

    /// The name that stands alone under the text.
    fn signature(&self) -> Vec<Field> {
        let end = self.found.get(self.last..(self.last + 3).min(self.found.len())).unwrap_or_default();
        let alone = |f: &&Found| {
            f.block.kind == BlockKind::Paragraph
                && f.linked == 0
                && f.block.text.len() <= SIGNATURE
                && byline::is_name(f.block.words())
                && !f.block.words().ends_with(['.', '!', '?', ':', '…'])
                && !self.weights.is_aside(f.element)
                && self.weights.in_article(f.element)
        };
        let named = end.iter().find(alone).map(|f| self.people(std::slice::from_ref(&f.block.text), &mut Vec::new()));
        named.unwrap_or_default()
    }

    /// The organisation, or the publisher, that the page states as the author where it names nobody else.
    fn organisation(&self, places: &[Vec<MappedText>]) -> Vec<Field> {
        let stated = self.facts.organisations.iter().map(|said| mapped(self.dom, said));
        let lines = places.first().into_iter().flatten().cloned().chain(stated);
        let mut lines = lines.chain(places.iter().skip(1).flatten().cloned());
        let named = lines.find_map(|line| {
            let line = line.folded();
            let name = line.as_str();
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let odd = name.contains("://") || name.contains(['@', '{', '<', '=']) || Some(name) == self.title;
            let nobody = WORDS.nobody.contains(name.to_lowercase().as_str());
            let fits = letters >= 2 && name.len() <= 80 && !odd && !nobody;
            fits.then(|| Field { text: name.to_owned(), span: Some(line.span(0..name.len())) })
        });
        named.into_iter().collect()
    }

    /// Whether a name is the site's or its publisher's.
    fn is_publisher(&self, name: &str) -> bool {
        let plain =
            |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let own = plain(name);
        let site = self.meta.first(&["og:site_name", "application-name"]).map(|s| s.text.as_str());
        let publishers = [site, self.facts.publisher.as_deref(), self.meta.host_label()];
        publishers.into_iter().flatten().any(|p| plain(p) == own)
    }

    /// Persons that the page shows as authors: in elements that mark-up or a class says hold a name, in links to the page
    /// of an author, in lines that say so by their first words.
    fn shown(&self) -> Vec<Field> {
        let marked = self.people(&self.marked(false), &mut Vec::new());
        if !marked.is_empty() {
            return marked;
        }
        // Beside the title a line that names an author is believed, whatever the element around it is called.
        let title = self.found.iter().position(|f| f.block.part == Part::Title);
        let beside = title.map_or(0..0, |at| at.saturating_sub(1)..at + 4);
        let line = |i: &usize| {
            let Some(f) = self.found.get(*i) else { return false };
            let words = f.block.words();
            words.len() <= SHORT
                && byline::is_byline(words)
                && (beside.contains(i) || !self.is_foreign(f.element))
                && f.block.kind != BlockKind::Caption
        };
        let mut lines = self.near.clone().chain(self.last.saturating_sub(4)..self.last + 6).filter(line);
        let people = |i: usize| self.people(std::slice::from_ref(&self.found[i].block.text), &mut Vec::new());
        lines.find_map(|i| Some(people(i)).filter(|people| !people.is_empty())).unwrap_or_default()
    }

    /// Whether an element stands in what readers say, in navigation or in another article.
    fn is_foreign(&self, at: usize) -> bool {
        self.weights.is_foreign(self.dom, at)
    }

    /// Elements around title and text that hold names, those of the first such place; with `short`, names of one word.
    fn marked(&self, short: bool) -> Vec<MappedText> {
        let element = |i: usize| self.found.get(i).map(|f| f.element);
        let from = element(self.near.start).unwrap_or(0);
        let behind = (self.last + BEHIND).min(self.found.len().saturating_sub(1));
        let to = element(behind).map_or(self.dom.nodes.len(), |e| self.dom.nodes[e].end);
        let mut lines: Vec<MappedText> = Vec::new();
        let mut signature: Option<(Option<&str>, usize)> = None;
        let mut at = from;
        while at < to.min(self.dom.nodes.len()) {
            let node = &self.dom.nodes[at];
            let small = node.end - at <= SMALL;
            // Further names stand close to the first one, in elements of its class.
            let fits =
                signature.is_none_or(|(class, end)| self.dom.attr(at, "class") == class && at <= end + SMALL * 2);
            if !small || !fits || !self.says_author(at) || self.is_foreign(at) {
                at += 1;
                continue;
            }
            let text = blocks::text_of(self.dom, at);
            let of_a_person =
                |n: &Field| is_person(&n.text) && if short { !n.text.contains(' ') } else { byline::is_name(&n.text) };
            let named = byline::names(&text).iter().any(of_a_person) && !self.is_under_a_picture(at);
            if text.len() <= SHORT && named && lines.len() < 10 {
                // The element inside it that says so too holds the name alone.
                let inner = (at + 1..node.end)
                    .find(|i| self.says_author(*i) && byline::is_name(blocks::text_of(self.dom, *i).as_str()));
                signature = Some((self.dom.attr(at, "class"), node.end));
                lines.push(inner.map_or(text, |i| blocks::text_of(self.dom, i)));
                at = node.end;
            } else {
                at += 1;
            }
        }
        lines
    }

    /// Whether an element stands in a figure or a caption.
    fn is_under_a_picture(&self, at: usize) -> bool {
        let caption = |a: usize| self.dom.attr(a, "class").is_some_and(names::is_caption);
        self.dom.ancestors(at).take(8).any(|a| matches!(self.dom.name(a), "figure" | "figcaption") || caption(a))
    }

    /// Whether mark-up, a class or an address says that an element holds the name of an author.
    fn says_author(&self, at: usize) -> bool {
        let Some(element) = self.dom.element(at) else { return false };
        element.attrs.iter().any(|(key, value)| match &*key.local {
            "rel" => value.split_ascii_whitespace().any(|v| v == "author"),
            "itemprop" => &**value == "author" || &**value == "creator",
            "class" | "id" | "data-testid" => {
                names::words_of(value).any(|w| WORDS.elements.contains(&w.to_lowercase()))
            }
            "href" => value.split(['/', '?']).rev().skip(1).any(|s| WORDS.folders.contains(&s.to_ascii_lowercase())),
            _ => false,
        }) && element.name() != "meta"
    }
}

/// A text of the head with the way back to its bytes.
fn mapped(dom: &Dom<'_>, said: &Said) -> MappedText {
    let mut text = MappedText::new();
    match said.span {
        Some(span) if dom.source.get(span.start..span.end) == Some(said.text.as_str()) => {
            text.push(&said.text, span.start)
        }
        span => text.push_for(&said.text, span.unwrap_or_default()),
    }
    text
}

/// Whether a list has the names of another one and whole names beside them.
fn is_more(list: &[Field], of: &[Field]) -> bool {
    let known = |a: &&Field| is_in(of, &a.text);
    list.len() > of.len()
        && list.iter().filter(known).count() == of.len()
        && list.iter().all(|a| is_in(of, &a.text) || byline::is_name(&a.text))
}

/// Whether a name is in a list, however it is cased.
fn is_in(list: &[Field], name: &str) -> bool {
    list.iter().any(|a| a.text.to_lowercase() == name.to_lowercase())
}

fn is_person(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let address = words == 1 && name.trim_end_matches('.').contains('.');
    let odd = name.chars().any(|c| "?!{}<>=|".contains(c)) || words > 1 && name.chars().any(|c| c.is_ascii_digit());
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&words)
        && letters >= 2
        && name.len() <= 80
        && !address
        && !odd
        && !WORDS.nobody.contains(lower.as_str())
}
