//! Where a site's own selectors say that the parts of a page are.

use std::ops::Range;

use scraper::{ElementRef, Html};

use super::blocks;
use super::dom::Dom;
use super::json_ld::Said;
use super::keep::Why;
use crate::article::byline;
use crate::article::site::{Css, Selectors};
use crate::article::{Field, Note, Timestamp, news_date};

/// The elements of each part, from the start of the page.
#[derive(Default)]
pub(super) struct Marks {
    title: Elements,
    byline: Elements,
    body: Elements,
    date: Elements,
    drop: Elements,
    /// Parts that a selector is given for and no element was found.
    missing: Vec<(&'static str, String)>,
}

/// Elements, none of which stands in another: the indexes of their nodes.
#[derive(Default)]
struct Elements(Vec<Range<usize>>);

impl Elements {
    fn find(html: &Html, dom: &Dom<'_>, selectors: &[Css]) -> Elements {
        let mut elements = Vec::new();
        let mut at = 0;
        while at < dom.nodes.len() && !selectors.is_empty() {
            let element = html.tree.get(dom.nodes[at].id).and_then(ElementRef::wrap);
            if element.is_some_and(|element| selectors.iter().any(|css| css.matches(&element))) {
                elements.push(at..dom.nodes[at].end);
                at = dom.nodes[at].end;
            } else {
                at += 1;
            }
        }
        Elements(elements)
    }

    fn hold(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.start <= at);
        self.0[..next].last().is_some_and(|range| range.contains(&at))
    }

    fn starts(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|range| range.start)
    }
}

impl Marks {
    /// Finds them.
    pub(super) fn find(html: &Html, dom: &Dom<'_>, of: &Selectors) -> Marks {
        let mut marks = Marks::default();
        let mut missing = Vec::new();
        let parts = [
            ("title", &of.title, &mut marks.title),
            ("byline", &of.byline, &mut marks.byline),
            ("body", &of.body, &mut marks.body),
            ("date", &of.date, &mut marks.date),
            ("drop", &of.drop, &mut marks.drop),
        ];
        for (part, selectors, elements) in parts {
            *elements = Elements::find(html, dom, selectors);
            if elements.0.is_empty() && part != "drop" {
                missing.extend(selectors.first().map(|css| (part, css.text().to_owned())));
            }
        }
        marks.missing = missing;
        marks
    }

    /// The elements that are no part of it.
    pub(super) fn dropped(&self) -> impl Iterator<Item = usize> {
        self.drop.starts()
    }

    /// Why a block is kept or left out, where the selectors say so.
    pub(super) fn why(&self, element: usize) -> Option<Why> {
        match () {
            () if self.drop.hold(element) => Some(Why::Dropped),
            () if self.body.0.is_empty() => None,
            () if self.body.hold(element) => Some(Why::Named),
            () => Some(Why::NotNamed),
        }
    }

    /// The headline, and whether a node stands in it.
    pub(super) fn title(&self, dom: &Dom<'_>) -> Option<Said> {
        let text = blocks::text_of(dom, self.title.starts().next()?).folded();
        (!text.is_empty()).then(|| Said { text: text.as_str().to_owned(), span: Some(text.whole()) })
    }

    pub(super) fn is_title(&self, at: usize) -> bool {
        self.title.0.first().is_some_and(|range| range.contains(&at))
    }

    /// The authors.
    pub(super) fn authors(&self, dom: &Dom<'_>) -> Vec<Field> {
        let mut authors: Vec<Field> = Vec::new();
        for name in self.byline.starts().take(50).flat_map(|at| byline::names(&blocks::text_of(dom, at))) {
            if authors.iter().all(|known| known.text != name.text) {
                authors.push(name);
            }
        }
        authors
    }

    pub(super) fn is_byline(&self, at: usize) -> bool {
        self.byline.hold(at)
    }

    /// The date of publication: of the first element that has one.
    pub(super) fn published(&self, dom: &Dom<'_>) -> Option<Timestamp> {
        self.date.starts().find_map(|at| {
            let shown = blocks::text_of(dom, at);
            let machine = ["datetime", "content"].iter().find_map(|name| dom.attr(at, name));
            let machine = machine.and_then(news_date::parse);
            let value = machine.or_else(|| news_date::parse(shown.as_str()))?;
            let span = (!shown.is_empty()).then(|| shown.whole());
            Some(Timestamp { text: shown.as_str().to_owned(), value: Some(value), span })
        })
    }

    pub(super) fn is_date(&self, at: usize) -> bool {
        self.date.hold(at)
    }

    /// A note on each part that is not where the selectors say.
    pub(super) fn notes(&self) -> impl Iterator<Item = Note> {
        self.missing.iter().map(|(part, css)| Note {
            message: format!("The settings look for the {part} at `{css}`, which is not on this page."),
            span: None,
        })
    }
}
