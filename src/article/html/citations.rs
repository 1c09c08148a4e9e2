//! Citations in mark-up: notes, numbers, cards, and markers that lost what they pointed to.

use super::dom::{Dom, Kind};
use crate::article::{Card, labels};
use crate::text::Span;

/// A citation that is lifted out of the sentence.
pub(super) enum Cited {
    Card(Card),
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
        return Some(Cited::Card(card));
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
        number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit() || "*†‡§#".contains(c)) && !number.is_empty();
    if matches!(words, "↩" | "↩︎" | "^" | "↑" | "⏎") && href.starts_with('#') {
        return Some(Cited::Back);
    }
    let fragment = href.strip_prefix('#')?;
    if fragment.is_empty() {
        return (looks && (in_sup || marked || words.starts_with('['))).then_some(Cited::Empty);
    }
    let noted = looks || in_sup && words.len() <= 6 || marked && words.len() <= 6;
    if !noted {
        return None;
    }
    let label = if number.chars().all(|c| c.is_ascii_digit()) { number.to_owned() } else { label_of(fragment) };
    Some(if words.starts_with('[') && !is_note_id(fragment) { Cited::Numbered(label) } else { Cited::Label(label) })
}

/// The label that an id stands for: `fn1`, `cite_note-lind-3` and `ref:2` give their number, others themselves.
pub(super) fn label_of(id: &str) -> String {
    let digits = id.len() - id.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits < id.len() { id[digits..].to_owned() } else { id.to_owned() }
}

/// Whether an id names a footnote: `fn1`, `fn:2`, `footnote-3`, `note4`, `fussnote-1`, `cite_note-5`.
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
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| {
        [
            "citation",
            "cite",
            "footnote",
            "fn",
            "ref",
            "reference",
            "noteref",
            "fnref",
            "endnote",
            "fussnote",
            "quellenangabe",
            "beleg",
        ]
        .iter()
        .any(|known| w.eq_ignore_ascii_case(known))
    })
}

/// Whether class words say that the element is a citation card.
fn is_card_class(class: &str) -> bool {
    let has = |known: &[&str]| {
        class.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
    };
    has(&["citation", "cite", "source", "quelle", "quellen", "reference"])
        && has(&["card", "tooltip", "popover", "popup", "hovercard", "karte"])
        || has(&["citationcard", "sourcecard", "quellenkarte"])
}

/// The card that an element is: with its pieces as elements inside it, or in its data attributes.
fn card(dom: &Dom<'_>, at: usize) -> Option<Card> {
    let element = dom.element(at)?;
    let data = |name: &str| super::dom::attr(element, name).map(str::trim).filter(|v| !v.is_empty());
    let mut card = Card {
        title: data("data-title").unwrap_or_default().to_owned(),
        domain: data("data-domain").or(data("data-source")).unwrap_or_default().to_owned(),
        url: link_target(dom, at).or(data("data-url")).or(data("data-href")).map(str::to_owned),
        grade: data("data-grade").or(data("data-tier")).map(str::to_owned),
        excerpt: data("data-excerpt").or(data("data-quote")).unwrap_or_default().to_owned(),
        spans: Vec::new(),
        blocks: Vec::new(),
        uncertain: false,
    };
    let by_data = !card.domain.is_empty() && (!card.title.is_empty() || !card.excerpt.is_empty());
    if !by_data && !is_card_class(data("class").unwrap_or_default()) {
        return None;
    }
    for inner in at + 1..dom.nodes[at].end {
        let Some(class) = dom.attr(inner, "class") else {
            if card.url.is_none() && dom.name(inner) == "a" {
                card.url = link_target(dom, inner).map(str::to_owned);
            }
            continue;
        };
        let named = |known: &[&str]| {
            class.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
        };
        let slot = if named(&["title", "headline", "titel"]) {
            &mut card.title
        } else if named(&["domain", "site", "host", "publisher", "outlet"]) {
            &mut card.domain
        } else if named(&["excerpt", "quote", "snippet", "text", "auszug", "zitat"]) {
            &mut card.excerpt
        } else if named(&["grade", "tier", "badge", "rating", "stufe"]) {
            if card.grade.is_none() {
                card.grade = Some(folded(&dom.text(inner)));
            }
            continue;
        } else {
            continue;
        };
        if slot.is_empty() {
            *slot = folded(&dom.text(inner));
        }
        if card.url.is_none() && dom.name(inner) == "a" {
            card.url = link_target(dom, inner).map(str::to_owned);
        }
    }
    if let Some(grade) = &card.grade
        && labels::grade_at_start(grade).is_none()
    {
        card.grade = Some(grade.trim().to_owned()).filter(|g| !g.is_empty());
    }
    let named = !card.domain.is_empty() || card.url.is_some();
    (named && (!card.title.is_empty() || !card.excerpt.is_empty())).then_some(card)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cards, equal ones once.
#[derive(Default)]
pub(super) struct Cards {
    cards: Vec<Card>,
    known: std::collections::HashMap<(String, String, String), usize>,
}

impl Cards {
    /// The index of a card that stands at `span`.
    pub(super) fn add(&mut self, card: Card, span: Span) -> usize {
        let key = (card.title.clone(), card.domain.clone(), card.excerpt.clone());
        let index = *self.known.entry(key).or_insert_with(|| {
            self.cards.push(card);
            self.cards.len() - 1
        });
        self.cards[index].spans.push(span);
        index
    }

    pub(super) fn finish(self) -> Vec<Card> {
        self.cards
    }
}

/// Whether `text` starts with the ASCII letters of `head`, in either case.
pub(super) fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head))
}
