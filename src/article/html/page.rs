//! Puts an article together from what the other modules find on a page.

use std::collections::HashMap;

use super::apparatus::{self, Place};
use super::blocks::{self, Blocks, Found};
use super::content::{self, Weights};
use super::dates;
use super::disagreement;
use super::dom::{Dom, Kind};
use super::json_ld::{self, Facts, Said};
use super::keep;
use super::marks::Marks;
use super::metadata::{self, Meta, Title};
use super::{attributes, byline, names, numbered, parse};
use crate::article::{Article, Block, BlockKind, Field, Format, Image, Marker, Note, Part, Sites, labels};

/// Reads a page. One without any mark-up of a page (`html`, `head`, `body`, navigation) is a fragment, as a CMS sends
/// it: all of it is the article.
pub(super) fn read(text: &str, sites: &Sites) -> Article {
    let bounded = attributes::bounded(text);
    let (html, places) = parse::document(bounded.as_deref().unwrap_or(text));
    let dom = Dom::new(text, &html, &places);
    let Blocks { mut found, cards } = blocks::blocks(&dom);
    // Text in tables may stand before the table in the tree and behind its start in the source.
    let start = |f: &Found| f.block.text.whole().start;
    if !found.is_sorted_by_key(start) {
        found.sort_by_key(start);
    }
    let meta = Meta::read(&dom);
    let facts = json_ld::read(&dom);
    let host = address(&meta, &facts).and_then(|address| host(&address).map(str::to_owned));
    let marks = sites.of(host.as_deref()).map(|of| Marks::find(&html, &dom, of)).unwrap_or_default();
    let weights = content::weigh(&dom, &found, &marks);
    let whole = is_page(&dom);

    let mut page = Page { dom: &dom, body: vec![true; found.len()], found, weights, meta, facts };
    let mut article = Article::new(Format::Html);
    let title = page.named_title(&marks).or_else(|| page.title(whole));
    let mut next = false;
    if whole {
        let shown = title.as_ref().and_then(Title::block);
        let why = keep::keep(&dom, &page.found, &page.weights, shown);
        next = why.contains(&keep::Why::Next);
        page.body = why.iter().map(|w| w.kept()).collect();
        for (f, why) in page.found.iter_mut().zip(&why) {
            f.block.why = Some(why.sentence(&dom));
        }
    }
    for (f, body) in page.found.iter_mut().zip(&mut page.body) {
        if let Some(why) = marks.why(f.element) {
            *body = why.kept();
            f.block.why = Some(why.sentence(&dom));
        }
    }
    let first = page.body.iter().position(|b| *b).unwrap_or(page.found.len());
    let apparatus = apparatus::find(&dom, &page.found, &page.weights, if whole { first } else { 0 });
    for (body, place) in page.body.iter_mut().zip(&apparatus) {
        *body &= place.is_none();
    }
    match title {
        Some(Title::Block(i, range)) => {
            page.set(i, Part::Title);
            let block = &page.found[i].block;
            let text = block.words().get(range.clone()).unwrap_or_default().to_owned();
            article.title = Some(Field { text, span: Some(block.text.span(range)) });
        }
        Some(Title::Agreed(i, said)) => {
            page.set(i, Part::Title);
            article.title = Some(Field { text: said.text, span: said.span });
        }
        Some(Title::Said(said)) => article.title = Some(Field { text: said.text, span: said.span }),
        None => {}
    }
    for i in 0..page.found.len() {
        let at = page.found[i].element;
        for (part, is) in [
            (Part::Title, marks.is_title(at)),
            (Part::Byline, marks.is_byline(at)),
            (Part::Published, marks.is_date(at)),
        ] {
            if is {
                page.set(i, part);
            }
        }
    }
    let title_at = match &article.title {
        Some(_) => page.found.iter().position(|f| f.block.part == Part::Title),
        None => None,
    };
    let first = page.body.iter().position(|b| *b).unwrap_or(page.found.len());
    let around = title_at.unwrap_or(first).min(first).saturating_sub(8)..(first + 3).min(page.found.len());
    // Above the text of a fragment, byline and date stand only where its title does.
    let head = if whole || title_at.is_some() { around } else { 0..first.min(page.found.len()) };
    if let Some(i) = page.dek(title_at, head.clone()) {
        page.set(i, Part::Dek);
        article.dek = Some(whole_field(&page.found[i].block));
    }
    let shown = article.title.as_ref().map(|t| t.text.as_str());
    let named = marks.authors(&dom);
    let found_by = || {
        byline::authors(&byline::Page {
            dom: &dom,
            found: &page.found,
            weights: &page.weights,
            meta: &page.meta,
            facts: &page.facts,
            near: head.clone(),
            last: page.body.iter().rposition(|b| *b).unwrap_or(head.end),
            title: shown,
        })
    };
    article.authors = if named.is_empty() { found_by() } else { named };
    // A date in a sentence of a fragment is the text's.
    let above = head.clone().find(|i| !whole && Some(*i) > title_at && page.is_sentence(*i)).unwrap_or(head.end);
    let dates = dates::dates(&dates::Page {
        dom: &dom,
        found: &page.found,
        body: &page.body,
        weights: &page.weights,
        meta: &page.meta,
        facts: &page.facts,
        head: head.start..above,
    });
    dates.lines.into_iter().for_each(|i| page.set(i, Part::Published));
    (article.published, article.updated) = (marks.published(&dom).or(dates.published), dates.updated);
    page.byline(&article.authors, head, whole);
    page.describe(&mut article, &apparatus);
    article.notes.extend(marks.notes());
    article.notes.extend(disagreement::notes(&page.meta, &page.facts, &article));
    if bounded.is_some() || places.capped {
        let message = "The page nests elements too deep or gives one tag too many attributes; these were left out.";
        article.notes.push(Note { message: message.to_owned(), span: None });
    }
    if page.weights.others || next {
        let message = "The page holds other articles; the first long one was read.";
        article.notes.push(Note { message: message.to_owned(), span: None });
    }
    page.assemble(&mut article, &apparatus, cards);
    article
}

/// Whether the text is a page of its own.
fn is_page(dom: &Dom<'_>) -> bool {
    dom.nodes.iter().any(|n| match n.kind {
        Kind::Element(e, tag) => {
            !tag.is_empty() && matches!(e.name(), "html" | "head" | "body" | "nav" | "main" | "article")
        }
        Kind::Text(..) => false,
    })
}

/// The address that a page states as its own.
fn address(meta: &Meta, facts: &Facts) -> Option<String> {
    let stated = meta.canonical.clone().or_else(|| meta.first(&["og:url"]).map(|s| s.text.clone()));
    stated.or_else(|| facts.url.clone())
}

/// The host of an address.
fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("//")?.1.split(['/', '?', '#']).next()?;
    let host = rest.rsplit('@').next()?.split(':').next()?;
    Some(host).filter(|host| !host.is_empty())
}

fn whole_field(block: &Block) -> Field {
    Field { text: block.words().to_owned(), span: Some(block.text.whole()) }
}

struct Page<'a, 'd> {
    dom: &'d Dom<'a>,
    found: Vec<Found>,
    /// For each block, whether it belongs to the article proper.
    body: Vec<bool>,
    weights: Weights,
    meta: Meta,
    facts: Facts,
}

impl Page<'_, '_> {
    fn set(&mut self, i: usize, part: Part) {
        self.found[i].block.part = part;
        self.body[i] = false;
    }

    /// The title where the site's own selectors say it is.
    fn named_title(&self, marks: &Marks) -> Option<Title> {
        let said = marks.title(self.dom)?;
        let block = self.found.iter().position(|f| marks.is_title(f.element));
        Some(block.map_or_else(|| Title::Said(said.clone()), |i| Title::Agreed(i, said.clone())))
    }

    fn title(&self, whole: bool) -> Option<Title> {
        if whole {
            let aside = |i: usize| self.weights.is_aside(self.found[i].element);
            let of_main = |f: &Found| f.block.kind == BlockKind::Heading && self.weights.in_article(f.element);
            let first_heading = self.found.iter().position(of_main).filter(|_| self.weights.others);
            return metadata::title(&self.found, aside, &self.meta, &self.facts, first_heading);
        }
        let first = self.found.first()?;
        (first.block.kind == BlockKind::Heading && first.block.level == 1)
            .then(|| Title::Block(0, 0..first.block.text.len()))
    }

    /// The standfirst: a block between title and text that its class, its rank or the page's description says is one.
    fn dek(&self, title: Option<usize>, head: std::ops::Range<usize>) -> Option<usize> {
        let from = title.map_or(head.start, |t| t + 1);
        let said = self.meta.first(&["og:description", "description", "twitter:description"]);
        let said = said.or(self.facts.description.as_ref()).map_or("", |s| s.text.as_str());
        (from..head.end).find(|i| {
            let f = &self.found[*i];
            let words = f.block.words();
            if words.len() < 20 || words.len() > 350 || f.linked * 2 > words.len() || f.block.kind == BlockKind::Caption
            {
                return false;
            }
            let around = std::iter::once(f.element).chain(self.dom.ancestors(f.element).take(2));
            let classed = around.into_iter().any(|e| {
                self.dom.attr(e, "itemprop") == Some("description")
                    || self.dom.attr(e, "class").is_some_and(names::is_standfirst)
            });
            let described = !self.body[*i] && words == said;
            classed || described
        })
    }

    /// Whether a block ends as a sentence does: in a fragment nothing else tells the text from what stands above it.
    fn is_sentence(&self, i: usize) -> bool {
        self.found[i].block.words().ends_with(['.', '!', '?', '“', '”', '"'])
    }

    /// Blocks before or at the start of the text that only name the authors.
    fn byline(&mut self, authors: &[Field], head: std::ops::Range<usize>, whole: bool) {
        for i in head.filter(|i| whole || !self.is_sentence(*i)).collect::<Vec<_>>() {
            let block = &self.found[i].block;
            let words = block.words();
            let named: usize = authors.iter().filter(|a| words.contains(&a.text)).map(|a| a.text.len()).sum();
            if block.part == Part::Boilerplate
                && named > 0
                && words.len() <= named + 60
                && !words.contains(['“', '"', '„'])
            {
                self.set(i, Part::Byline);
            }
        }
    }

    fn describe(&self, article: &mut Article, apparatus: &[Option<Place>]) {
        article.declared_language = self.meta.language.clone().or(self.facts.language.clone());
        article.url = address(&self.meta, &self.facts);
        article.story_type = metadata::story_type(&self.meta, &self.facts).or_else(|| {
            let near =
                self.found.iter().take_while(|f| f.block.part != Part::Body).filter(|f| f.block.words().len() < 30);
            near.filter(|f| f.linked == 0).find_map(|f| metadata::kind_of_story(f.block.words())).map(str::to_owned)
        });
        let generated = |said: &&Said| {
            let value = said.text.to_ascii_lowercase();
            value.contains("algorithmicmedia") || value.contains("syntheticmedia")
        };
        let signals = &mut article.ai_signals;
        let source =
            self.facts.source_type.as_ref().or(self.meta.first(&["digitalsourcetype", "iptc:digitalsourcetype"]));
        signals.extend(source.filter(generated).map(|s| Field { text: s.text.clone(), span: s.span }));
        for said in &self.facts.author_notes {
            if labels::ai_words(&said.text).is_some() {
                signals.push(Field { text: said.text.clone(), span: said.span });
            }
        }
        for (f, place) in self.found.iter().zip(apparatus) {
            if place.as_ref().is_some_and(|p| p.ai) {
                signals.push(whole_field(&f.block));
            } else if f.block.part == Part::Byline
                && let Some(range) = labels::ai_words(f.block.words())
            {
                let words = f.block.words()[range.clone()].to_owned();
                signals.push(Field { text: words, span: Some(f.block.text.span(range)) });
            }
        }
    }

    /// Hands blocks, markers, cards, entries and images over.
    fn assemble(self, article: &mut Article, apparatus: &[Option<Place>], cards: Vec<super::citations::Lifted>) {
        let mut captions: HashMap<usize, usize> = HashMap::new();
        let mut elements = Vec::with_capacity(self.found.len());
        for (i, ((mut f, body), place)) in self.found.into_iter().zip(self.body).zip(apparatus).enumerate() {
            if f.block.part == Part::Boilerplate {
                f.block.part = match place {
                    Some(place) => place.part,
                    None if body => Part::Body,
                    None => Part::Boilerplate,
                };
            }
            if f.block.kind == BlockKind::Caption
                && let Some(figure) =
                    self.dom.ancestors(f.element).chain([f.element]).find(|a| self.dom.name(*a) == "figure")
            {
                captions.entry(figure).or_insert(i);
            }
            let markers = f.markers.into_iter();
            let own = article.url.as_deref();
            let kept = markers.filter(|m| !metadata::is_own_topic_page(&m.target, own));
            article.markers.extend(kept.map(|m| Marker {
                style: m.style,
                block: i,
                range: m.range,
                span: m.span,
                target: m.target,
            }));
            elements.push(f.element);
            article.blocks.push(f.block);
        }
        for lifted in cards {
            let mut card = lifted.card;
            for text in [lifted.title, lifted.excerpt] {
                if !text.is_empty() {
                    card.blocks.push(article.blocks.len());
                    article.blocks.push(Block::new(BlockKind::Paragraph, Part::SourceCard, text));
                }
            }
            article.cards.push(card);
        }
        apparatus::entries(self.dom, &elements, apparatus, article);
        numbered::lift(article);
        for at in 0..self.dom.nodes.len() {
            if self.dom.name(at) != "img" || self.weights.is_aside(at) || !self.weights.in_article(at) {
                continue;
            }
            // A picture of one point counts readers.
            let is_point = |side| self.dom.attr(at, side).is_some_and(|n| matches!(n.trim(), "0" | "1" | "1px"));
            if is_point("width") || is_point("height") {
                continue;
            }
            let figure = self.dom.ancestors(at).take(8).find(|a| self.dom.name(*a) == "figure");
            let caption = figure.and_then(|f| captions.get(&f).copied());
            let alt = self.dom.attr(at, "alt").map(str::to_owned);
            article.images.push(Image { span: self.dom.nodes[at].span, alt, caption });
        }
    }
}
