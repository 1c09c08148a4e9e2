//! From the paragraphs of a text without mark-up and their roles to an article.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::cards::Place;
use super::inline_marks::{self, Inline};
use super::labels::{self, Opens};
use super::page_parts::{self, Role};
use super::paragraphs::Paragraph;
use super::{
    Article, Block, BlockKind, Card, Entry, Field, Footnote, Format, Mark, MarkKind, Marker, Note, Part, Style, Target,
    Timestamp, address, byline, entry, news_date,
};
use crate::text::{MappedText, Span};

/// A text without mark-up, taken apart.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) paragraphs: Vec<Paragraph>,
    /// Beside `paragraphs`.
    pub(super) roles: Vec<Role>,
    /// The citation cards in the order of the text.
    pub(super) cards: Vec<Place>,
}

/// Puts the article together.
pub(super) fn assemble(page: &Page) -> Article {
    let mut article = Article::new(Format::Text);
    let surnames = surnames(page);
    let french = page.cards.is_empty() || is_french(page);
    let mut cards = page.cards.iter().peekable();
    // Cards that stand in a title or between the parts are none of the article's: the others are counted anew.
    let mut numbers = HashMap::new();
    let mut list = String::new();
    for (i, (paragraph, role)) in page.paragraphs.iter().zip(&page.roles).enumerate() {
        let text = &paragraph.text;
        match *role {
            Role::Title => {
                article.title = Some(field(text, 0..text.len()));
                article.blocks.push(heading(Part::Title, 1, text.clone()));
            }
            Role::Dek => {
                article.dek = Some(field(text, 0..text.len()));
                article.blocks.push(Block::new(BlockKind::Paragraph, Part::Dek, text.clone()));
            }
            Role::Byline => {
                article.authors.extend(byline::names(text));
                article.blocks.push(Block::new(BlockKind::Paragraph, Part::Byline, text.clone()));
            }
            Role::Published | Role::Updated => {
                let time = timestamp(text);
                let slot = if *role == Role::Updated { &mut article.updated } else { &mut article.published };
                slot.get_or_insert(time);
                article.blocks.push(Block::new(BlockKind::Paragraph, Part::Published, text.clone()));
            }
            Role::Body => {
                let here = text.whole();
                let mut places = Vec::new();
                while let Some(place) = cards.next_if(|place| place.span().start < here.end) {
                    if here.start <= place.span().start {
                        let next = numbers.len();
                        let card = *numbers.entry(place.card).or_insert(next);
                        places.push(Place { card, ..place.clone() });
                    }
                }
                let lost = !page.cards.is_empty();
                let marks = marks(text, &places, &surnames, lost.then_some(french));
                let followed = page.roles.get(i + 1) == Some(&Role::Body);
                body(&mut article, paragraph, marks, followed && places.is_empty());
                places.iter().for_each(|place| card(&mut article, page.text, place));
            }
            Role::Label(label) => {
                let part = label.opens.part();
                if label.ai {
                    article.ai_signals.push(field(text, 0..text.len()));
                }
                text.as_str().clone_into(&mut list);
                article.blocks.push(heading(part, 2, text.clone()));
            }
            Role::Under(opens) => under(&mut article, page.text, paragraph, opens, &list),
            Role::Boilerplate => {
                article.blocks.push(Block::new(paragraph.kind, Part::Boilerplate, text.clone()));
            }
        }
    }
    article
}

fn heading(part: Part, level: u8, text: MappedText) -> Block {
    Block { level, ..Block::new(BlockKind::Heading, part, text) }
}

fn field(text: &MappedText, range: Range<usize>) -> Field {
    let words = text.as_str().get(range.clone()).unwrap_or("").to_owned();
    Field { text: words, span: Some(text.span(range)) }
}

fn timestamp(text: &MappedText) -> Timestamp {
    let (_, date) = page_parts::date_words(text.as_str());
    let span = text.span(text.len() - date.len()..text.len());
    Timestamp { text: date.to_owned(), value: news_date::parse(date), span: Some(span) }
}

/// A paragraph under a label.
fn under(article: &mut Article, page: &str, paragraph: &Paragraph, opens: Opens, list: &str) {
    let text = &paragraph.text;
    let part = opens.part();
    let block = article.blocks.len();
    match opens {
        Opens::Sources | Opens::FurtherReading | Opens::Footnotes => {
            let parts = entry::parse(text.as_str());
            let listed = opens != Opens::Footnotes;
            let range = parts.start..text.len();
            if listed || parts.url.is_some() || parts.domain.is_some() {
                article.entries.push(Entry {
                    label: parts.label,
                    block,
                    span: text.span(range.clone()),
                    range,
                    url: parts.url,
                    domain: parts.domain,
                    grade: parts.grade,
                    words: parts.words,
                    list: if listed { list.to_owned() } else { String::new() },
                    listed,
                });
            } else if let Some(label) = parts.label {
                article.footnotes.push(Footnote { label, block, span: text.span(range) });
            }
            let kind = if listed { BlockKind::ListItem } else { paragraph.kind };
            article.blocks.push(Block::new(kind, part, text.clone()));
        }
        Opens::AboutAuthor => {
            article.ai_signals.extend(labels::ai_words(text.as_str()).map(|ai| field(text, ai)));
            let first = article.blocks.last().is_some_and(|b| b.part == Part::Byline && b.kind == BlockKind::Heading);
            if first {
                // The name stands also in the byline over the article, if there is one.
                let names = byline::names(text);
                let new = |name: &Field| article.authors.iter().all(|a| a.text != name.text);
                let new: Vec<Field> = names.into_iter().filter(new).collect();
                article.authors.extend(new);
            }
            article.blocks.push(Block::new(BlockKind::Paragraph, part, text.clone()));
        }
        // The bullet is part of the grammar of the review part.
        Opens::Review | Opens::Feedback => {
            let text = MappedText::verbatim(&page[paragraph.opened..text.whole().end], paragraph.opened);
            article.blocks.push(Block::new(BlockKind::Paragraph, part, text));
        }
        Opens::Transparency | Opens::TransparencySection => {
            article.ai_signals.extend(labels::ai_words(text.as_str()).map(|ai| field(text, ai)));
            article.blocks.push(Block::new(paragraph.kind, part, text.clone()));
        }
        Opens::Ratings | Opens::Discussion | Opens::Corrections | Opens::Elsewhere => {
            article.blocks.push(Block::new(paragraph.kind, part, text.clone()));
        }
    }
}

/// What is cut out of a paragraph, or marked in it.
enum Cut<'p> {
    Mark(Inline),
    Card(&'p Place),
}

impl Cut<'_> {
    fn range(&self, start: usize) -> Range<usize> {
        match self {
            Cut::Mark(mark) => mark.range.clone(),
            Cut::Card(place) => place.span().start - start..place.span().end - start,
        }
    }
}

/// Every mark of a paragraph in the order of the starts; nothing inside a card is one. `lost` says whether spaces that
/// lost marks left are looked for, and whether the page is spaced as French is.
fn marks<'p>(text: &MappedText, places: &'p [Place], surnames: &HashSet<String>, lost: Option<bool>) -> Vec<Cut<'p>> {
    let start = text.whole().start;
    let mut marks = inline_marks::find(text.as_str(), surnames);
    if let Some(french) = lost {
        marks.extend(inline_marks::lost(text.as_str(), french));
    }
    let in_card = |at: usize| {
        let next = places.get(places.partition_point(|p| p.span().end <= at + start));
        next.is_some_and(|p| p.span().start <= at + start)
    };
    let outside = marks.into_iter().filter(|mark| !in_card(mark.range.start)).map(Cut::Mark);
    let mut cuts: Vec<Cut> = outside.chain(places.iter().map(Cut::Card)).collect();
    cuts.sort_by_key(|cut| cut.range(start).start);
    cuts
}

/// A body paragraph without its marks, which become markers.
fn body(article: &mut Article, paragraph: &Paragraph, cuts: Vec<Cut>, may_be_heading: bool) {
    let block = article.blocks.len();
    let start = paragraph.text.whole().start;
    let words = paragraph.text.as_str();
    let mut text = MappedText::new();
    let mut links = Vec::new();
    let mut from = 0;
    for cut in cuts {
        let range = cut.range(start);
        let (style, target) = match cut {
            Cut::Mark(mark) => (mark.style, mark.target),
            Cut::Card(place) => (Style::Card, Target::Card(place.card)),
        };
        let span = paragraph.text.span(range.clone());
        if style == Style::Link {
            text.append(&paragraph.text.slice(from.min(range.start)..range.start));
            let at = text.len();
            text.append(&paragraph.text.slice(range.clone()));
            links.push(Mark { range: at..text.len(), kind: MarkKind::Link });
            article.markers.push(Marker { style, block, range: at..text.len(), span, target });
            from = range.end;
            continue;
        }
        // The space before the mark goes with it, unless a word follows directly.
        let mut until = range.start;
        if !words[range.end..].starts_with(char::is_alphanumeric) || style == Style::Card {
            until = words[..range.start].trim_end().len();
        }
        if until > from {
            text.append(&paragraph.text.slice(from..until));
        }
        let at = text.len();
        article.markers.push(Marker { style, block, range: at..at, span, target });
        from = from.max(range.end);
        // A sentence that had its stop before the card has no second one.
        let ended = at == 0 || text.as_str().ends_with(['.', '!', '?']);
        if style == Style::Card && ended && words[from..].starts_with(['.', '!', '?']) {
            from += 1;
        }
        if at == 0 {
            from = words.len() - words[from..].trim_start().len();
        }
    }
    text.append(&paragraph.text.slice(from..words.len()));
    let is_heading = may_be_heading && paragraph.kind == BlockKind::Paragraph && is_heading(text.as_str());
    let kind = if is_heading { BlockKind::Heading } else { paragraph.kind };
    let level = if is_heading { 2 } else { 0 };
    article.blocks.push(Block { level, marks: links, ..Block::new(kind, Part::Body, text) });
}

/// Whether a paragraph between others is a heading: short, without a final stop.
fn is_heading(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '\'', '”', '“', '’', '»', '«', ')', ']']);
    let ends = bare.ends_with(['.', ',', ';', ':', '…', '!', '-', '–', '—']);
    let question = bare.ends_with('?') && words.split_whitespace().count() > 10;
    let inner = words.match_indices(['.', '!', '?']).any(|(at, _)| words[at + 1..].starts_with(' ') && at > 3);
    words.len() <= 120
        && words.split_whitespace().count() <= 14
        && !(ends || question || inner)
        && !words.contains("://")
        && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“„‘»«¿¡".contains(c))
}

/// Adds the place to its card, which its first place makes.
fn card(article: &mut Article, page: &str, place: &Place) {
    let words = |range: &Range<usize>| page.get(range.clone()).unwrap_or("");
    if place.card == article.cards.len() {
        let block = article.blocks.len();
        let source = |range: &Range<usize>| {
            let text = MappedText::verbatim(words(range), range.start).trimmed();
            Block::new(BlockKind::Paragraph, Part::SourceCard, text)
        };
        article.blocks.push(source(&place.title));
        article.blocks.push(source(&place.excerpt));
        article.cards.push(Card {
            title: words(&place.title).trim().to_owned(),
            domain: words(&place.domain).to_lowercase(),
            url: None,
            grade: Some(words(&place.grade).to_owned()),
            excerpt: words(&place.excerpt).trim().to_owned(),
            spans: Vec::new(),
            blocks: vec![block, block + 1],
            uncertain: place.uncertain,
        });
        if place.uncertain {
            let message = "It is uncertain where this citation card starts and ends: its wording was the only guide.";
            article.notes.push(Note { message: message.to_owned(), span: Some(place.span().into()) });
        }
    }
    if let Some(card) = article.cards.get_mut(place.card) {
        card.spans.push(Span::from(place.span()));
    }
}

/// The capitalised words of the source list in small letters: who may be the author of an author-date mark.
fn surnames(page: &Page) -> HashSet<String> {
    let mut surnames = HashSet::new();
    let listed = page.paragraphs.iter().zip(&page.roles).filter(|(_, role)| **role == Role::Under(Opens::Sources));
    for (paragraph, _) in listed {
        let words = paragraph.text.as_str().split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’');
        let names = words.filter(|w| w.starts_with(char::is_uppercase) && !address::is_domain(w));
        surnames.extend(names.map(str::to_lowercase));
    }
    surnames
}

/// Whether the article sets spaces before its high marks.
fn is_french(page: &Page) -> bool {
    let mut body = page.paragraphs.iter().zip(&page.roles).filter(|(_, role)| **role == Role::Body);
    body.any(|(paragraph, _)| inline_marks::is_french_spaced(paragraph.text.as_str()))
}
