//! Which parts of the page the blocks belong to: title, dek, byline, source list, footnotes, transparency box.

use std::collections::BTreeSet;

use super::blocks::{Origin, only_stressed};
use crate::article::labels::{self, Opens};
use crate::article::{Article, Block, BlockKind, Entry, Field, Footnote, MarkKind, Part, Style, Target, byline, entry};
use crate::text::Span;

/// The numbers of the article's own source list.
pub(super) struct Numbers {
    pub(super) known: BTreeSet<u32>,
    /// Where the list begins: from there on `[1]` is no marker but an entry.
    pub(super) list: usize,
}

/// Looks for a numbered source list ahead of the parser: whether `[1]` in the text points anywhere depends on it.
pub(super) fn numbered_list(masked: &str) -> Numbers {
    let mut numbers = BTreeSet::new();
    let mut start = masked.len();
    let mut inside = false;
    let mut at = 0;
    let mut lines = masked.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let words = line.trim();
        // What is masked leaves many empty lines.
        if words.is_empty() {
            at += line.len();
            continue;
        }
        let underlined = lines.peek().is_some_and(|l| l.starts_with("===") || l.starts_with("---"));
        if words.starts_with(['#', '*', '_']) || words.ends_with(':') || underlined {
            if labels::of_line(words).is_some_and(|l| l.opens.part() == Part::SourceList) {
                inside = true;
                start = start.min(at);
            } else if words.starts_with('#') {
                inside = false;
            }
        }
        if inside && let Some(number) = line_number(words) {
            // `1.` on every line counts up, as in a browser.
            let next = numbers.last().map_or(number, |last| number.max(last + 1));
            numbers.insert(next);
        }
        at += line.len();
    }
    Numbers { known: numbers, list: start }
}

fn line_number(line: &str) -> Option<u32> {
    let line = line.trim_start_matches(['-', '*', '+', ' ']);
    entry::number(line).0.and_then(|n| n.parse().ok())
}

/// Gives every block its part, and fills title, dek, authors, entries and footnotes from them.
pub(super) fn arrange(article: &mut Article, origins: &[Origin]) {
    captions(article, origins);
    bold_headings(article);
    let title = title(article);
    dek_and_byline(article, title);
    sections(article, origins);
    footnotes(article);
    ai_signals(article);
}

/// Words in italics directly under a picture describe it.
fn captions(article: &mut Article, origins: &[Origin]) {
    for (index, (block, origin)) in article.blocks.iter_mut().zip(origins).enumerate() {
        if let Some(images) = &origin.after_images
            && block.kind == BlockKind::Paragraph
            && only_stressed(block)
        {
            block.kind = BlockKind::Caption;
            for image in article.images.get_mut(images.clone()).unwrap_or_default() {
                image.caption = Some(index);
            }
        }
    }
}

/// The level of a heading that is no more than a bold line: below all others.
const BOLD_LINE: u8 = 6;

/// A short paragraph all in bold without a final stop is a heading, and so is a label with a colon.
fn bold_headings(article: &mut Article) {
    for block in article.blocks.iter_mut().filter(|b| b.part == Part::Body && b.kind == BlockKind::Paragraph) {
        let words = block.words();
        let strong = block.marks.iter().any(|m| m.kind == MarkKind::Strong) && only_stressed(block);
        let short = words.len() <= 90 && !words.ends_with(['.', '!', '?', '…', '"', '”', '“', ',']);
        let label = words.ends_with(':') && labels::of_line(words).is_some();
        if strong && short || label {
            (block.kind, block.level) = (BlockKind::Heading, BOLD_LINE);
        }
    }
}

/// Finds the title among the headings; gives its block.
fn title(article: &mut Article) -> Option<usize> {
    let headings = || article.part(Part::Body).filter(|(_, b)| b.kind == BlockKind::Heading);
    let known = article.title.as_ref().map(|t| t.text.as_str());
    let first = headings().next();
    let found = match known {
        // The page repeats the title of its front matter.
        Some(title) => first.filter(|(_, b)| b.words() == title)?.0,
        None => {
            let alone = |block: &Block| headings().filter(|(_, b)| b.level <= block.level).count() == 1;
            let top = headings().find(|(_, b)| b.level == 1);
            let lone =
                || first.filter(|(i, b)| article.part(Part::Body).next().is_some_and(|(n, _)| n == *i) && alone(b));
            top.or_else(lone).filter(|(_, b)| labels::of_line(b.words()).is_none())?.0
        }
    };
    let field = become_part(article, found, Part::Title)?;
    article.title.get_or_insert(field);
    Some(found)
}

/// Makes a block the title or dek; gives its words with their place.
fn become_part(article: &mut Article, index: usize, part: Part) -> Option<Field> {
    let block = article.blocks.get_mut(index)?;
    block.part = part;
    let text = block.words().to_owned();
    let span = article.span(index, 0..text.len());
    Some(Field { text, span: Some(span) })
}

/// The paragraph in italics or bold under the title, and the line of names under that.
fn dek_and_byline(article: &mut Article, title: Option<usize>) {
    let Some(mut next) = title.map(|t| t + 1) else { return };
    let is_dek = |b: &Block| b.kind == BlockKind::Paragraph && !is_byline(b.words()) && only_stressed(b);
    if article.blocks.get(next).is_some_and(is_dek)
        && let Some(field) = become_part(article, next, Part::Dek)
    {
        article.dek.get_or_insert(field);
        next += 1;
    }
    if let Some(block) = article.blocks.get_mut(next)
        && block.kind == BlockKind::Paragraph
        && is_byline(block.words())
    {
        block.part = Part::Byline;
        if article.authors.is_empty() {
            article.authors = byline::names(&block.text);
        }
    }
}

/// `By Ada Lind`, `Von Ada Lind, Hafenstadt`: short, with no stop, and a capital after the first word.
fn is_byline(words: &str) -> bool {
    let rest = ["By ", "Von ", "BY ", "VON "].iter().find_map(|o| words.strip_prefix(o));
    words.len() <= 120
        && !words.ends_with(['.', '!', '?', ':'])
        && rest.is_some_and(|r| r.starts_with(char::is_uppercase))
}

/// A part of the page under its label.
struct Section {
    opens: Opens,
    level: u8,
    label: String,
}

fn sections(article: &mut Article, origins: &[Origin]) {
    let mut section: Option<Section> = None;
    let mut marker = 0;
    for index in 0..article.blocks.len() {
        let first = marker;
        while article.markers.get(marker).is_some_and(|m| m.block <= index) {
            marker += 1;
        }
        let Some(block) = article.blocks.get_mut(index).filter(|b| b.part == Part::Body) else { continue };
        if block.kind == BlockKind::Heading {
            let inside = section.as_ref().map(|s| s.opens.part());
            let label = labels::of_line(block.words()).filter(|l| match l.opens {
                Opens::TransparencySection => inside == Some(Part::Transparency),
                Opens::Feedback => inside == Some(Part::Review),
                _ => true,
            });
            if let Some(label) = label {
                if label.ai {
                    let field = Field { text: block.words().to_owned(), span: Some(block.text.whole()) };
                    article.ai_signals.push(field);
                }
                let words = block.words().trim_end_matches([':', ' ']).to_owned();
                section = Some(Section { opens: label.opens, level: block.level, label: words });
            } else if section.as_ref().is_some_and(|s| block.level <= s.level || s.level == BOLD_LINE) {
                section = None;
            }
        }
        let Some(section) = &section else { continue };
        block.part = section.opens.part();
        if block.kind == BlockKind::Heading {
            continue;
        }
        let item = origins.get(index).and_then(|o| o.item);
        let links = article.markers.get(first..marker).unwrap_or_default();
        let link = links.iter().find_map(|m| match (&m.target, m.style) {
            (Target::Url(url), Style::Link) => Some(url.clone()),
            _ => None,
        });
        let linked = links.iter().map(|m| m.span).reduce(Span::cover);
        match section.opens {
            Opens::Sources | Opens::FurtherReading => {
                let listed = Listed { index, block, item, link, linked, list: &section.label };
                article.entries.extend(listed.entries());
            }
            Opens::Footnotes => {
                let label = item.and_then(|(n, _)| n).map(|n| n.to_string());
                if let Some(label) = label.or_else(|| entry::number(block.words()).0.map(str::to_owned)) {
                    article.footnotes.push(Footnote { label, block: index, span: block.text.whole() });
                }
            }
            _ => {}
        }
    }
}

/// A block of the source list.
struct Listed<'a> {
    index: usize,
    block: &'a Block,
    item: Option<(Option<u64>, Span)>,
    link: Option<String>,
    /// From the first link to the last one.
    linked: Option<Span>,
    list: &'a str,
}

impl Listed<'_> {
    /// Its entries: one, or several where a paragraph holds `[1] … [2] …`; none in an introduction.
    fn entries(self) -> Vec<Entry> {
        let words = self.block.words();
        let mut entries = Vec::new();
        let starts = starts(words);
        for (n, start) in starts.iter().enumerate() {
            let stop = starts.get(n + 1).copied().unwrap_or(words.len());
            let line = words.get(*start..stop).unwrap_or_default().trim_end();
            let parts = entry::parse(line);
            let alone = starts.len() == 1;
            let number = self.item.and_then(|(number, _)| number).filter(|_| alone).map(|n| n.to_string());
            let range = start + parts.start..start + line.len();
            let mut span = self.block.text.span(range.clone());
            if alone {
                span = self.linked.map_or(span, |links| span.cover(links));
                span.start = self.item.map_or(span.start, |(_, item)| item.start.min(span.start));
            }
            let url = self.link.clone().filter(|_| alone).or(parts.url);
            let label = parts.label.or(number);
            let names = url.is_some() || label.is_some() || parts.domain.is_some();
            if names || self.item.is_some() || self.block.kind == BlockKind::TableRow {
                entries.push(Entry {
                    label,
                    block: self.index,
                    range,
                    span,
                    domain: parts.domain.filter(|_| url.is_none()),
                    url,
                    grade: parts.grade,
                    words: parts.words,
                    list: self.list.to_owned(),
                    listed: true,
                });
            }
        }
        entries
    }
}

/// Where the entries of one paragraph begin: at its start, and at every next number in the same brackets.
fn starts(words: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let (Some(label), len) = entry::number(words) else { return starts };
    let Ok(mut number) = label.parse::<u32>() else { return starts };
    let head = words[..len].trim_end();
    let (open, close) = head.split_once(label).unwrap_or_default();
    let mut at = len;
    loop {
        number += 1;
        let next = format!(" {open}{number}{close}");
        match words.get(at..).and_then(|rest| rest.find(&next)) {
            Some(i) => {
                starts.push(at + i + 1);
                at += i + next.len();
            }
            None => return starts,
        }
    }
}

/// Footnotes that name a source are entries, though not of the list.
fn footnotes(article: &mut Article) {
    let mut links = article.markers.iter().filter(|m| m.style == Style::Link).peekable();
    let mut notes: Vec<&Footnote> = article.footnotes.iter().collect();
    notes.sort_by_key(|n| n.block);
    for note in notes {
        let Some(block) = article.blocks.get(note.block) else { continue };
        while links.peek().is_some_and(|m| m.block < note.block) {
            links.next();
        }
        let link = links.peek().filter(|m| m.block == note.block).map(|m| &m.target);
        let parts = entry::parse(block.words());
        let url = match link {
            Some(Target::Url(url)) => Some(url.clone()),
            _ => parts.url,
        };
        if url.is_some() || parts.domain.is_some() || names_a_work(block) {
            article.entries.push(Entry {
                label: Some(note.label.clone()),
                block: note.block,
                range: 0..block.text.len(),
                span: note.span,
                domain: parts.domain.filter(|_| url.is_none()),
                url,
                grade: parts.grade,
                words: parts.words,
                list: String::new(),
                listed: false,
            });
        }
    }
}

/// Whether a note names a publication: a title in italics or quotation marks, and a year.
fn names_a_work(block: &Block) -> bool {
    let words = block.words();
    let titled =
        block.marks.iter().any(|m| matches!(m.kind, MarkKind::Emphasis | MarkKind::Cite | MarkKind::Quotation))
            || words.contains(['"', '“', '„', '«']);
    let year =
        |w: &str| w.len() == 4 && (w.starts_with("19") || w.starts_with("20")) && w.bytes().all(|b| b.is_ascii_digit());
    titled && words.split(|c: char| !c.is_alphanumeric()).any(year)
}

/// What the transparency box and the lines about the author say of AI.
fn ai_signals(article: &mut Article) {
    let mut signals = Vec::new();
    for (index, block) in article.blocks.iter().enumerate() {
        if matches!(block.part, Part::Transparency | Part::Byline)
            && block.kind != BlockKind::Heading
            && let Some(range) = labels::ai_words(block.words())
        {
            let text = block.words()[range.clone()].to_owned();
            signals.push(Field { text, span: Some(article.span(index, range)) });
        }
    }
    article.ai_signals.extend(signals);
}
