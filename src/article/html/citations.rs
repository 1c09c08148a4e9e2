//! Citations in mark-up: notes, numbers, cards, and markers that lost what they pointed to.

use std::collections::HashMap;

use super::blocks;
use super::dom::{Dom, Kind};
use crate::article::{Card, next_url};
use crate::text::{MappedText, Span};

/// A citation that is lifted out of the sentence.
pub(super) enum Cited {
    Card(Box<Lifted>),
    /// A note that is defined elsewhere on the page: the label.
    Label(String),
    /// `[1]` with a link into the page.
    Numbered(String),
    /// A marker without anything in it.
    Empty,
    /// The way back from a note to the text: no citation.
    Back,
}

/// The citation that an inline element is, if it is one.
pub(super) fn at(dom: &Dom<'_>, at: usize) -> Option<Cited> {
    let name = dom.name(at);
    if !matches!(name, "a" | "sup" | "span" | "cite" | "abbr") && !name.contains('-') {
        return None;
    }
    if let Some(card) = card(dom, at) {
        return Some(Cited::Card(Box::new(card)));
    }
    if !matches!(name, "a" | "sup" | "span" | "cite") {
        return None;
    }
    let class = dom.attr(at, "class").unwrap_or_default();
    let marked = is_citation_class(class);
    let link = if name == "a" { Some(at) } else { only_link(dom, at) };
    let short = dom.nodes[at].end - at <= 8;
    if !short {
        return None;
    }
    let text = dom.text(at);
    let words = text.trim();
    let in_sup = name == "sup" || dom.nodes[at].parent < at && dom.name(dom.nodes[at].parent) == "sup";
    if words.is_empty() || words == "[]" {
        let image = dom.nodes[at..dom.nodes[at].end]
            .iter()
            .any(|n| matches!(n.kind, Kind::Element(e, _) if matches!(e.name(), "img" | "svg")));
        let lost = name == "sup" || marked && (name != "a" || link_target(dom, at).is_none());
        return (lost && !image).then_some(Cited::Empty);
    }
    let href = dom.attr(link?, "href").unwrap_or_default().trim();
    let number = words.trim_matches(['[', ']', '(', ')', '\u{a0}', ' ']);
    let looks =
        number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit() || "*†‡§".contains(c)) && !number.is_empty();
    if matches!(words, "↩" | "↩︎" | "^" | "↑" | "⏎") && href.starts_with('#') {
        return Some(Cited::Back);
    }
    let fragment = href.strip_prefix('#')?;
    if fragment.is_empty() {
        return (looks && (in_sup || marked || words.starts_with('['))).then_some(Cited::Empty);
    }
    let label = label_of(fragment);
    // A bare number that is a link may count something: the comments below.
    let counts =
        number.bytes().all(|b| b.is_ascii_digit()) && number == words && !is_note_id(fragment) && label != number;
    let noted = looks && !counts || in_sup && words.len() <= 6 || marked && words.len() <= 6;
    if !noted {
        return None;
    }
    Some(if words.starts_with('[') && !is_note_id(fragment) { Cited::Numbered(label) } else { Cited::Label(label) })
}

/// The label that an id stands for: `fn1`, `cite_note-lind-3` and `ref:2` give their number, others themselves.
pub(super) fn label_of(id: &str) -> String {
    let digits = id.len() - id.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits < id.len() { id[digits..].to_owned() } else { id.to_owned() }
}

/// Whether an id names a footnote by a word: `fn-ferry`, `fn:ferry`.
pub(super) fn is_named_note(id: &str) -> bool {
    ["fn-", "fn:"].iter().any(|stem| starts_with(id, stem) && id.len() > stem.len())
}

/// Whether an id names a footnote: `fn1`, `fn:2`, `footnote-3`, `note4`, `fussnote-1`, `cite_note-5`, `fn-ferry`.
pub(super) fn is_note_id(id: &str) -> bool {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit() || "-_:.".contains(c));
    [
        "fn",
        "footnote",
        "note",
        "endnote",
        "fussnote",
        "fußnote",
        "anmerkung",
        "cite_note",
        "user-content-fn",
        "ftn",
        "_ftn",
        "edn",
        "_edn",
    ]
    .iter()
    .any(|known| stem.eq_ignore_ascii_case(known))
        || is_named_note(id)
        || starts_with(id, "cite_note")
        || starts_with(id, "footnote")
}

fn link_target<'a>(dom: &Dom<'a>, at: usize) -> Option<&'a str> {
    dom.attr(at, "href").map(str::trim).filter(|h| !h.is_empty() && *h != "#")
}

/// The link that is all an element holds.
fn only_link(dom: &Dom<'_>, at: usize) -> Option<usize> {
    (at + 1..dom.nodes[at].end.min(at + 6)).find(|i| dom.name(*i) == "a")
}

/// Whether class words say that the element is a citation marker.
fn is_citation_class(class: &str) -> bool {
    const KNOWN: &[&str] =
        &["citation", "cite", "footnote", "fn", "ref", "reference", "noteref", "fnref", "endnote", "fussnote", "beleg"];
    has_word(class, KNOWN)
}

/// Whether class words say that the element is a citation card.
fn is_card_class(class: &str) -> bool {
    let cited = ["citation", "cite", "source", "quelle", "quellen", "reference"];
    let shown = ["card", "tooltip", "popover", "popup", "hovercard", "karte"];
    class
        .split_ascii_whitespace()
        .any(|c| has_word(c, &cited) && has_word(c, &shown) || has_word(c, &["citationcard", "sourcecard"]))
}

/// A card and the places of its two texts.
pub(super) struct Lifted {
    pub card: Card,
    pub title: MappedText,
    pub excerpt: MappedText,
}

/// The card that an element is: with its pieces as elements inside it, or in its data attributes.
fn card(dom: &Dom<'_>, at: usize) -> Option<Lifted> {
    let data = |names: &[&str]| {
        names.iter().find_map(|name| {
            let value = dom.attr(at, name).filter(|v| !v.trim().is_empty())?;
            let mut text = MappedText::new();
            match dom.attr_span(at, name) {
                Some(span) if dom.source.get(span.start..span.end) == Some(value) => text.push(value, span.start),
                span => text.push_for(value, span.unwrap_or_default()),
            }
            Some(text.folded())
        })
    };
    let class = dom.attr(at, "class").unwrap_or_default();
    let by_data = dom.attr(at, "data-domain").is_some();
    if !by_data && !is_card_class(class) {
        return None;
    }
    let mut title = data(&["data-title"]).unwrap_or_default();
    let mut excerpt = data(&["data-excerpt", "data-quote"]).unwrap_or_default();
    let mut domain = data(&["data-domain", "data-source"]).unwrap_or_default();
    let mut grade = data(&["data-grade", "data-tier"]).unwrap_or_default();
    let mut url = link_target(dom, at).or(dom.attr(at, "data-url")).map(str::to_owned);
    for inner in at + 1..dom.nodes[at].end {
        if url.is_none() && dom.name(inner) == "a" {
            url = link_target(dom, inner).map(str::to_owned);
        }
        let Some(class) = dom.attr(inner, "class") else { continue };
        let slot = if has_word(class, &["title", "headline", "titel"]) {
            &mut title
        } else if has_word(class, &["domain", "site", "host", "publisher", "outlet"]) {
            &mut domain
        } else if has_word(class, &["excerpt", "quote", "snippet", "auszug", "zitat"]) {
            &mut excerpt
        } else if has_word(class, &["grade", "tier", "stufe"]) {
            &mut grade
        } else {
            continue;
        };
        if slot.is_empty() {
            *slot = blocks::text_of(dom, inner);
        }
    }
    if title.is_empty() && excerpt.is_empty() || domain.is_empty() && url.is_none() {
        return None;
    }
    let card = Card {
        title: title.as_str().to_owned(),
        domain: domain.as_str().to_lowercase(),
        url,
        grade: (!grade.is_empty()).then(|| grade.as_str().to_owned()),
        excerpt: excerpt.as_str().to_owned(),
        spans: Vec::new(),
        blocks: Vec::new(),
        uncertain: false,
    };
    Some(Lifted { card, title, excerpt })
}

/// The sources that elements name without being links: `<blockquote cite>`, tooltips, data attributes.
pub(super) struct Pointers<'d> {
    /// The elements with an `id`, where some element of the page is described by another.
    ids: HashMap<&'d str, usize>,
}

/// The attributes of an inline element that hold the address of its source.
const ADDRESSES: &[&str] = &["data-source-url", "data-citation-url", "data-cite", "data-source"];
/// A tooltip has no more nodes than this.
const TOOLTIP: usize = 40;

impl<'d> Pointers<'d> {
    pub(super) fn new(dom: &Dom<'d>) -> Pointers<'d> {
        let described = |at: usize| DESCRIBED.iter().any(|name| dom.attr(at, name).is_some());
        let mut ids = HashMap::new();
        if (0..dom.nodes.len()).any(described) {
            for at in 0..dom.nodes.len() {
                if let Some(id) = dom.attr(at, "id") {
                    ids.entry(id).or_insert(at);
                }
            }
        }
        Pointers { ids }
    }

    /// The address of the source that an element names, and where it says so.
    pub(super) fn address(&self, dom: &Dom<'d>, at: usize) -> Option<(String, Span)> {
        let name = dom.name(at);
        let quotes = matches!(name, "blockquote" | "q");
        let inline =
            matches!(name, "span" | "sup" | "cite" | "abbr" | "dfn" | "mark" | "button" | "a" | "em" | "i" | "b");
        if !quotes && !inline {
            return None;
        }
        let element = dom.element(at)?;
        // Most elements have no attribute but a class.
        if element.attrs.iter().all(|(key, _)| matches!(&*key.local, "class" | "id" | "style")) {
            return None;
        }
        let names = if quotes { &["cite"][..] } else { ADDRESSES };
        let own = names.iter().find_map(|name| {
            let address = dom.attr(at, name)?.trim();
            is_web(address).then(|| (address.to_owned(), dom.attr_span(at, name).unwrap_or(dom.nodes[at].span)))
        });
        own.or_else(|| {
            let title = dom.attr(at, "title")?;
            let found = next_url(title, 0).filter(|url| is_web(&title[url.clone()]))?;
            Some((title[found].to_owned(), dom.attr_span(at, "title").unwrap_or(dom.nodes[at].span)))
        })
        .or_else(|| {
            let ids = DESCRIBED.iter().find_map(|name| dom.attr(at, name))?;
            let tooltip = ids.split_ascii_whitespace().take(4).find_map(|id| self.ids.get(id).copied())?;
            let inside = tooltip..dom.nodes[tooltip].end.min(tooltip + TOOLTIP);
            let linked = inside.filter_map(|i| link_target(dom, i)).find(|href| is_web(href)).map(str::to_owned);
            let linked = linked.or_else(|| {
                let text = blocks::text_of(dom, tooltip);
                let found = next_url(text.as_str(), 0).filter(|url| is_web(&text.as_str()[url.clone()]))?;
                Some(text.as_str()[found].to_owned())
            });
            Some((linked?, dom.nodes[at].span))
        })
    }
}

/// The attributes that name the element with a description.
const DESCRIBED: &[&str] = &["aria-describedby", "aria-details"];

fn is_web(address: &str) -> bool {
    starts_with(address, "https://") || starts_with(address, "http://")
}

/// Whether one of the words of a class name is known.
fn has_word(class: &str, known: &[&str]) -> bool {
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
}

/// Cards, equal ones once.
#[derive(Default)]
pub(super) struct Cards {
    cards: Vec<Lifted>,
    known: HashMap<(String, String, String), usize>,
}

impl Cards {
    /// The index of a card that stands at `span`.
    pub(super) fn add(&mut self, lifted: Lifted, span: Span) -> usize {
        let key = (lifted.card.title.clone(), lifted.card.domain.clone(), lifted.card.excerpt.clone());
        let index = *self.known.entry(key).or_insert_with(|| {
            self.cards.push(lifted);
            self.cards.len() - 1
        });
        self.cards[index].card.spans.push(span);
        index
    }

    pub(super) fn finish(self) -> Vec<Lifted> {
        self.cards
    }
}

/// Whether `text` starts with the ASCII letters of `head`, in either case.
pub(super) fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head))
}
