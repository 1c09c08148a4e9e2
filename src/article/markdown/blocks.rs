//! The walk over the parser's events: each leaf becomes a block.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::apparatus::Numbers;
use super::inline::Inline;
use super::mask::HIDDEN;
use super::tag;
use crate::article::{Article, Block, BlockKind, Footnote, MarkKind, Part, Sites, html};
use crate::text::{MappedText, Span};

/// What a block was in the Markdown, beside the article's block of the same index.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// The list item it begins: its number in an ordered list, and the item's range.
    pub(super) item: Option<(Option<u64>, Span)>,
    /// Pictures stand directly before it and nothing else: the first and one past the last of them.
    pub(super) after_images: Option<Range<usize>>,
}

/// Reads the masked file into blocks, markers, footnotes and pictures.
pub(super) fn walk(masked: &str, numbers: &Numbers, article: &mut Article) -> Vec<Origin> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let origins = vec![Origin::default(); article.blocks.len()];
    let mut walk = Walk {
        source: masked,
        numbers,
        article,
        origins,
        inline: None,
        quotes: 0,
        lists: Vec::new(),
        item: None,
        footnote: false,
        html: None,
        images: None,
    };
    for (event, range) in Parser::new_ext(masked, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.finish();
    walk.origins
}

struct Walk<'a, 'b> {
    source: &'a str,
    numbers: &'a Numbers,
    article: &'b mut Article,
    origins: Vec<Origin>,
    inline: Option<Inline<'a>>,
    quotes: usize,
    /// The next number of each open list.
    lists: Vec<Option<u64>>,
    /// The list item that the next block begins.
    item: Option<(Option<u64>, Span)>,
    footnote: bool,
    /// The lines of an HTML block.
    html: Option<MappedText>,
    /// The pictures of the paragraph before, where it had nothing else.
    images: Option<Range<usize>>,
}

impl<'a> Walk<'a, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Html(html) => {
                if let Some(text) = &mut self.html {
                    if self.source.get(range.clone()) == Some(&*html) {
                        let mut at = range.start;
                        for seen in html.split(HIDDEN) {
                            text.push(seen, at);
                            at += seen.len() + HIDDEN.len_utf8();
                        }
                    } else {
                        text.push_for(&html, range.into());
                    }
                }
            }
            Event::Text(text) => self.inline().text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.inline().code(&text, range),
            Event::InlineHtml(html) => self.inline().html(&html, range),
            Event::FootnoteReference(label) => self.inline().footnote(&label, range),
            Event::SoftBreak | Event::HardBreak => self.inline().line_break(range),
            Event::Rule => self.finish(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin(BlockKind::Paragraph, 0),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading, level as u8),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code, 0),
            Tag::BlockQuote(_) => {
                self.finish();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.finish();
                self.lists.push(first);
            }
            Tag::Item => {
                self.finish();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = number.map(|n| n.saturating_add(1));
                    number
                });
                self.item = Some((number, range.into()));
            }
            Tag::FootnoteDefinition(label) => {
                self.finish();
                self.footnote = true;
                let block = self.article.blocks.len();
                self.article.footnotes.push(Footnote { label: label.to_string(), block, span: range.into() });
            }
            Tag::TableHead | Tag::TableRow => self.begin(BlockKind::TableRow, 0),
            Tag::TableCell => self.inline().cell(range),
            Tag::Emphasis => self.inline().open_mark(MarkKind::Emphasis, range),
            Tag::Strong => self.inline().open_mark(MarkKind::Strong, range),
            Tag::Link { dest_url, link_type, .. } => {
                let mail = matches!(link_type, pulldown_cmark::LinkType::Email);
                let prefix = if mail { "mailto:" } else { "" };
                self.inline().open_link(&format!("{prefix}{dest_url}"), range);
            }
            Tag::Image { .. } => self.inline().open_image(range),
            Tag::HtmlBlock => {
                self.finish();
                self.html = Some(MappedText::new());
            }
            Tag::Table(_) | Tag::MetadataBlock(_) => self.finish(),
            // Words that were struck out are still on the page. The others are switched off.
            Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.inline().close_mark(range),
            TagEnd::Link => self.inline().close_link(range),
            TagEnd::Image => self.inline().close_image(),
            TagEnd::BlockQuote(_) => {
                self.finish();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.finish();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.finish();
                self.item = None;
            }
            TagEnd::FootnoteDefinition => {
                self.finish();
                self.footnote = false;
                // A note without words still needs the block that it points to.
                if self.article.footnotes.last().is_some_and(|f| f.block == self.article.blocks.len()) {
                    self.push(Block::new(BlockKind::Paragraph, Part::Footnote, MappedText::new()), Origin::default());
                }
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => {
                self.finish()
            }
            _ => {}
        }
    }

    /// The block being read; a tight list item has no paragraph of its own that would begin one.
    fn inline(&mut self) -> &mut Inline<'a> {
        let (source, numbers) = (self.source, self.numbers);
        let (kind, part) = (self.kind(BlockKind::Paragraph), self.part());
        self.inline.get_or_insert_with(|| Inline::new(source, numbers, kind, part, 0))
    }

    fn begin(&mut self, kind: BlockKind, level: u8) {
        self.finish();
        self.inline = Some(Inline::new(self.source, self.numbers, self.kind(kind), self.part(), level));
    }

    /// What a block is here: nothing in a block quotation is the author's own, and a list item's paragraphs are items.
    fn kind(&self, kind: BlockKind) -> BlockKind {
        match kind {
            BlockKind::Paragraph | BlockKind::Heading if self.quotes > 0 => BlockKind::Quote,
            BlockKind::Paragraph if !self.lists.is_empty() => BlockKind::ListItem,
            _ => kind,
        }
    }

    fn part(&self) -> Part {
        if self.footnote { Part::Footnote } else { Part::Body }
    }

    /// Ends the block being read, if there is one.
    fn finish(&mut self) {
        let Some(inline) = self.inline.take() else { return };
        let (block, markers, images) = inline.finish();
        let first = self.article.images.len();
        self.article.images.extend(images);
        let own = (first < self.article.images.len()).then_some(first..self.article.images.len());
        let Some(block) = block else {
            // A paragraph of nothing but pictures.
            self.images = own.or(self.images.take());
            return;
        };
        // A link around a picture has no words: its marker still needs a block to stand in.
        let wordless = block.text.is_empty();
        let index = self.article.blocks.len();
        self.article.markers.extend(markers.into_iter().map(|mut marker| {
            marker.block = index;
            marker
        }));
        let after_images = self.images.take().or_else(|| own.clone().filter(|_| !wordless && only_stressed(&block)));
        if wordless {
            self.images = own;
        }
        let item = self.item.take();
        self.push(block, Origin { item, after_images });
    }

    fn push(&mut self, block: Block, origin: Origin) {
        self.article.blocks.push(block);
        self.origins.push(origin);
    }

    /// Reads the HTML block that just ended, and places what it holds.
    fn html_block(&mut self) {
        let Some(html) = self.html.take() else { return };
        if !tag::has_content(html.as_str()) {
            return;
        }
        let mut inner = html::read(html.as_str(), &Sites::default()).through(&html);
        for block in &mut inner.blocks {
            block.part = self.part();
            block.kind = self.kind(block.kind);
        }
        self.images = None;
        self.article.absorb(inner);
        self.origins.resize_with(self.article.blocks.len(), Origin::default);
    }
}

/// Whether all words of a block are in italics or bold.
pub(super) fn only_stressed(block: &Block) -> bool {
    let len = block.words().trim_end_matches(['.', ':', ' ']).len();
    let mut reached = 0;
    for mark in block.marks.iter().filter(|m| matches!(m.kind, MarkKind::Emphasis | MarkKind::Strong)) {
        let gap = block.words().get(reached..mark.range.start).unwrap_or_default();
        if !gap.trim().is_empty() {
            return false;
        }
        reached = reached.max(mark.range.end);
    }
    len > 0 && reached >= len
}
