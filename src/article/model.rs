//! What is on the page: the type that every reader gives and everything behind it works on.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Allowance, SourceText};
use crate::text::{Coordinates, MappedText, Span};

/// The kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Html,
    Markdown,
    /// Plain text, the text of a published page as a browser copies it included.
    Text,
    /// An article in a JSON object, as a CMS or webhook sends it.
    Json,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Paragraph,
    Heading,
    ListItem,
    /// A block quotation.
    Quote,
    Caption,
    TableRow,
    Code,
}

/// The part of the page that a block belongs to. The article proper is [`Part::Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Body,
    Title,
    /// The standfirst or subtitle.
    Dek,
    Byline,
    Published,
    Footnote,
    SourceList,
    /// Title and excerpt of a citation card.
    SourceCard,
    /// What the page says about how it was made.
    Transparency,
    /// The record of editorial reviews.
    Review,
    /// Everything else around the article.
    Boilerplate,
}

/// A block: a paragraph, a heading, a list item, in reading order.
#[derive(Clone, Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub part: Part,
    /// 1 to 6 for a heading, else 0.
    pub level: u8,
    /// The words, white space folded, citation cards and comments left out, mapped to the source.
    pub text: MappedText,
    /// Stretches of the text that are marked up, in the order of their starts.
    pub marks: Vec<Mark>,
    /// Why the reader of a web page took it for part of the article, or not: a sentence.
    pub why: Option<Cow<'static, str>>,
}

impl Block {
    /// A block without marks.
    pub fn new(kind: BlockKind, part: Part, text: MappedText) -> Block {
        Block { kind, part, level: 0, text, marks: Vec::new(), why: None }
    }

    /// The words.
    pub fn words(&self) -> &str {
        self.text.as_str()
    }
}

/// A stretch of a block's text that is marked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the block's text.
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// What mark-up says about a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Code,
    /// Italics: stress, or the title of a work.
    Emphasis,
    Strong,
    /// The HTML element `q`.
    Quotation,
    /// The HTML element `cite`: the title of a work.
    Cite,
    /// The text of a link.
    Link,
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A link in the text, or a bare address.
    Link,
    /// A note that is defined elsewhere: `[^1]`, a superscript with a target.
    Footnote,
    /// `[1]`, a superscript number: points into the numbered source list.
    Numbered,
    /// A card with title, domain, grade and excerpt.
    Card,
    /// `(Miller, 2024)`.
    AuthorDate,
    /// A marker that lost what it pointed to.
    Empty,
}

/// Where a citation marker leads, as far as the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address, as it is written (entities and escapes undone), relative ones included.
    Url(String),
    /// The label of a footnote or source-list entry: `1`, `smith`.
    Label(String),
    /// An index of [`Article::cards`].
    Card(usize),
    /// Author and year of an author-date citation, as written.
    AuthorDate(String),
    /// Nothing.
    Nowhere,
}

/// A citation marker in the text.
#[derive(Clone, Debug)]
pub struct Marker {
    pub style: Style,
    /// An index of [`Article::blocks`].
    pub block: usize,
    /// The text of a link (bytes of the block's text); empty for the other styles, whose words, if they have any, are
    /// not part of the sentence: then the place where the marker stands.
    pub range: Range<usize>,
    /// The whole marker in the source: for a link from `[` to `)`, or the whole element `a`.
    pub span: Span,
    pub target: Target,
}

/// A citation card: what a page shows when a reader follows a citation.
#[derive(Clone, Debug)]
pub struct Card {
    pub title: String,
    pub domain: String,
    pub url: Option<String>,
    /// The grade as the card words it: `Secondary`, `Tier 1`.
    pub grade: Option<String>,
    pub excerpt: String,
    /// Every place where the same card stands.
    pub spans: Vec<Span>,
    /// The block of part [`Part::SourceCard`] that holds its title, and the one that holds its excerpt.
    pub blocks: Vec<usize>,
    /// Whether the reader had to guess where it starts or ends.
    pub uncertain: bool,
}

/// An entry of the article's own source list, or a footnote that is a source.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How markers refer to it: `1`, `smith`.
    pub label: Option<String>,
    /// An index of [`Article::blocks`].
    pub block: usize,
    /// The entry in the block's text (bytes).
    pub range: Range<usize>,
    /// The entry in the source, its number included.
    pub span: Span,
    /// The first address in it, as written.
    pub url: Option<String>,
    /// The domain, where the entry names one without an address.
    pub domain: Option<String>,
    pub grade: Option<String>,
    /// What the entry says besides its number, address, domain and grade: author, headline, outlet, date.
    pub words: String,
    /// The heading it stands under: `Sources`, `Further reading`; empty for a footnote.
    pub list: String,
    /// Whether it stands in the source list (not a footnote).
    pub listed: bool,
}

/// A definition that markers can point to without being a source: a footnote with words only.
#[derive(Clone, Debug)]
pub struct Footnote {
    pub label: String,
    /// An index of [`Article::blocks`].
    pub block: usize,
    /// The definition in the source.
    pub span: Span,
}

/// A short text of the page's apparatus, with its place where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub text: String,
    pub span: Option<Span>,
}

/// A point in time as the page writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    pub text: String,
    /// ISO 8601 as far as the page says: `2026-02-12`, `2026-02-12T10:47`, `2026-02-12T10:47+01:00`. `None` where the
    /// words are no date that can be read.
    pub value: Option<String>,
    pub span: Option<Span>,
}

/// Something that the reader was unsure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub message: String,
    pub span: Option<Span>,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Image {
    pub span: Span,
    /// `None` where there is no `alt`; an empty one says that the picture is decoration.
    pub alt: Option<String>,
    pub caption: Option<usize>,
}

/// How many markers are looked at for the link that begins or ends at a place: notes and links without words may stand
/// in between.
const MARKERS_AT_AN_EDGE: usize = 8;

/// What is on the page.
#[derive(Clone, Debug)]
pub struct Article {
    pub format: Format,
    pub coordinates: Coordinates,
    /// The language that the page declares for itself: `en`, `de-AT`.
    pub declared_language: Option<String>,
    /// The page's own address, where it says.
    pub url: Option<String>,
    /// The title: the words, and their place where they stand on the page. Where they do, a block of part
    /// [`Part::Title`] holds the same words. The same is true of the dek.
    pub title: Option<Field>,
    pub dek: Option<Field>,
    /// Names only.
    pub authors: Vec<Field>,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    /// What kind of story it says it is: `news`, `analysis`, `opinion`, `interview`, `feature`, `brief`.
    pub story_type: Option<String>,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// In reading order.
    pub markers: Vec<Marker>,
    pub cards: Vec<Card>,
    pub entries: Vec<Entry>,
    pub footnotes: Vec<Footnote>,
    pub images: Vec<Image>,
    /// What the page says of being made with AI: a label, a box title, metadata.
    pub ai_signals: Vec<Field>,
    pub notes: Vec<Note>,
    /// Waivers that stand in the article.
    pub allowances: Vec<Allowance>,
    /// Where blocks are put together from several strings of a JSON document: the places of those strings, in order.
    pub strings: Vec<Span>,
    /// Full texts of its sources that came with it or were laid beside it.
    pub texts: Vec<Arc<SourceText>>,
}

impl Article {
    /// An article with nothing in it.
    pub fn new(format: Format) -> Article {
        Article {
            format,
            coordinates: Coordinates::File,
            declared_language: None,
            url: None,
            title: None,
            dek: None,
            authors: Vec::new(),
            published: None,
            updated: None,
            story_type: None,
            blocks: Vec::new(),
            markers: Vec::new(),
            cards: Vec::new(),
            entries: Vec::new(),
            footnotes: Vec::new(),
            images: Vec::new(),
            ai_signals: Vec::new(),
            notes: Vec::new(),
            allowances: Vec::new(),
            strings: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// The blocks of one part with their indices.
    pub fn part(&self, part: Part) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(move |(_, b)| b.part == part)
    }

    /// The place in the source of a stretch of a block's text (bytes): the smallest range that covers its words and every
    /// link that it holds whole, brackets and address included. A stretch inside a link has the place of its words
    /// alone. In HTML half an element still reads as its words, so that there a link adds nothing.
    pub fn span(&self, block: usize, range: Range<usize>) -> Span {
        let Some(text) = self.blocks.get(block).map(|b| &b.text) else { return Span::default() };
        let span = text.span(range.clone());
        if self.format == Format::Html || range.is_empty() {
            return span;
        }
        // Only a link at an edge of the stretch reaches beyond its words, and hardly anything stands between the two in
        // the order of the markers.
        let upto =
            |at: usize| &self.markers[..self.markers.partition_point(|m| (m.block, m.range.start) < (block, at))];
        let first =
            upto(range.start + 1).iter().rev().take(MARKERS_AT_AN_EDGE).filter(|m| m.range.start == range.start);
        let last = upto(range.end).iter().rev().take(MARKERS_AT_AN_EDGE).filter(|m| m.range.end == range.end);
        first
            .chain(last)
            .filter(|m| m.block == block && m.style == Style::Link && m.range != range && !m.range.is_empty())
            .filter(|m| range.start <= m.range.start && m.range.end <= range.end)
            .fold(span, |span, link| span.cover(link.span))
    }

    /// Whether there is nothing to check: no block of the article proper has a letter.
    pub fn is_empty(&self) -> bool {
        !self.part(Part::Body).any(|(_, block)| block.words().chars().any(char::is_alphabetic))
    }

    /// Appends the body of another article: its blocks with everything in them. What the page says of itself is taken
    /// only where it is still unknown here.
    pub fn absorb(&mut self, other: Article) {
        let (blocks, cards) = (self.blocks.len(), self.cards.len());
        // Where title and dek are known already, other words in their place are a heading and a paragraph of the body.
        let other_words =
            |known: &Option<Field>, block: &Block| known.as_ref().is_some_and(|f| f.text != block.words());
        self.blocks.extend(other.blocks.into_iter().map(|mut block| {
            if block.part == Part::Title && other_words(&self.title, &block)
                || block.part == Part::Dek && other_words(&self.dek, &block)
            {
                block.part = Part::Body;
            }
            block
        }));
        self.markers.extend(other.markers.into_iter().map(|mut m| {
            m.block += blocks;
            if let Target::Card(card) = &mut m.target {
                *card += cards;
            }
            m
        }));
        self.cards.extend(other.cards.into_iter().map(|mut c| {
            c.blocks.iter_mut().for_each(|b| *b += blocks);
            c
        }));
        self.entries.extend(other.entries.into_iter().map(|mut e| {
            e.block += blocks;
            e
        }));
        self.footnotes.extend(other.footnotes.into_iter().map(|mut f| {
            f.block += blocks;
            f
        }));
        self.images.extend(other.images.into_iter().map(|mut i| {
            i.caption = i.caption.map(|c| c + blocks);
            i
        }));
        self.ai_signals.extend(other.ai_signals);
        self.notes.extend(other.notes);
        self.allowances.extend(other.allowances);
        self.strings.extend(other.strings);
        self.texts.extend(other.texts);
        self.title = self.title.take().or(other.title);
        self.dek = self.dek.take().or(other.dek);
        self.published = self.published.take().or(other.published);
        self.updated = self.updated.take().or(other.updated);
        self.story_type = self.story_type.take().or(other.story_type);
        self.url = self.url.take().or(other.url);
        self.declared_language = self.declared_language.take().or(other.declared_language);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
    }

    /// Takes every place through the map of the text that it counted in: the article was read from a text that itself
    /// stands in a file (HTML in a JSON string).
    pub fn through(mut self, outer: &MappedText) -> Article {
        let place = |span: &mut Span| *span = outer.span(span.start..span.end);
        let field = |f: &mut Field| f.span.iter_mut().for_each(place);
        let time = |t: &mut Timestamp| t.span.iter_mut().for_each(place);
        self.title.iter_mut().for_each(field);
        self.dek.iter_mut().for_each(field);
        self.authors.iter_mut().for_each(field);
        self.ai_signals.iter_mut().for_each(field);
        self.published.iter_mut().for_each(time);
        self.updated.iter_mut().for_each(time);
        self.blocks.iter_mut().for_each(|b| b.text = b.text.through(outer));
        self.markers.iter_mut().for_each(|m| place(&mut m.span));
        self.cards.iter_mut().for_each(|c| c.spans.iter_mut().for_each(place));
        self.entries.iter_mut().for_each(|e| place(&mut e.span));
        self.footnotes.iter_mut().for_each(|f| place(&mut f.span));
        self.images.iter_mut().for_each(|i| place(&mut i.span));
        self.notes.iter_mut().filter_map(|n| n.span.as_mut()).for_each(place);
        self.strings.iter_mut().for_each(place);
        self.allowances.iter_mut().for_each(|a| {
            place(&mut a.span);
            a.scope.iter_mut().for_each(place);
        });
        self
    }
}
