//! The sheet that a block document is written on.
//!
//! The blocks of a CMS are written as HTML whose words know their places in the file, and the reader of HTML makes the
//! article of it: so links, notes, lists, source lists and boxes are found in block documents as they are found on pages.
//! Tags that are written here stand for nothing in the file.

use std::collections::BTreeMap;

use super::super::{Article, Format, Note, Sites, read_text};
use super::balanced::{has_markup, is_balanced};
use crate::text::{MappedText, Span};

/// So many types of blocks are named in a note.
const NAMED: usize = 8;

/// A longer address (bytes) is none.
const LONGEST_ADDRESS: usize = 8 << 10;

/// So many bytes of addresses are written: some formats name one address in many places.
const MOST_ADDRESSES: usize = 64 << 20;

/// A document that is being written.
#[derive(Default)]
pub(super) struct Sheet {
    html: MappedText,
    /// What is read by itself, in order.
    done: Vec<(MappedText, Format)>,
    /// The elements that are open: name and whole start tag.
    open: Vec<(&'static str, String)>,
    /// Start tags that wait for the first word in them: they stand where it stands.
    waiting: String,
    /// Where the last word ended in the file.
    last: usize,
    strings: Vec<Span>,
    /// Bytes of addresses so far.
    addresses: usize,
    /// Types of blocks that are not known, and whether something of them was read.
    unknown: BTreeMap<String, bool>,
    /// Types of embedded blocks whose words were left out, and how many there were.
    left_out: BTreeMap<String, usize>,
}

impl Sheet {
    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str) {
        self.open_tag(name, format!("<{name}>"));
    }

    /// Opens a link.
    pub(super) fn open_link(&mut self, address: &str) {
        self.addresses = self.addresses.saturating_add(address.len());
        if address.len() > LONGEST_ADDRESS || self.addresses > MOST_ADDRESSES {
            self.left_out("address of a link");
            return self.open("span");
        }
        let address = address.replace('&', "&amp;").replace('"', "&quot;").replace('\0', "");
        self.open_tag("a", format!("<a href=\"{address}\">"));
    }

    /// Goes on under another address, or none: texts that follow each other under one address are one link.
    pub(super) fn turn_to<'v>(&mut self, link: &mut Option<&'v str>, to: Option<&'v str>) {
        if to == *link {
            return;
        }
        if link.is_some() {
            self.close();
        }
        if let Some(to) = to {
            self.open_link(to);
        }
        *link = to;
    }

    fn open_tag(&mut self, name: &'static str, tag: String) {
        self.waiting.push_str(&tag);
        self.open.push((name, tag));
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let Some((name, _)) = self.open.pop() else { return };
        self.start(self.last);
        self.html.push_for(&format!("</{name}>"), Span::new(self.last, self.last));
    }

    /// Whether what is written now stands in a block.
    pub(super) fn in_block(&self) -> bool {
        self.open.iter().any(|(name, _)| !matches!(*name, "ul" | "ol" | "table" | "tr" | "figure"))
    }

    /// An element with nothing but `words` in it.
    pub(super) fn element(&mut self, name: &'static str, words: impl FnOnce(&mut Sheet)) {
        self.open(name);
        words(self);
        self.close();
    }

    /// A line break.
    pub(super) fn line_break(&mut self) {
        self.start(self.last);
        self.html.push_for("<br>", Span::new(self.last, self.last));
    }

    /// Writes the start tags that wait.
    fn start(&mut self, at: usize) {
        if !self.waiting.is_empty() {
            self.html.push_for(&std::mem::take(&mut self.waiting), Span::new(at, at));
        }
    }

    /// Words without mark-up.
    pub(super) fn text(&mut self, words: &MappedText) {
        if words.is_empty() {
            return;
        }
        self.begin(words);
        let text = words.as_str();
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let written = match c {
                '<' => "&lt;",
                '&' => "&amp;",
                '\r' => " ",
                '\0' => "",
                _ => continue,
            };
            self.html.append(&words.slice(from..at));
            from = at + c.len_utf8();
            self.html.push_for(written, words.span(at..from));
        }
        if from == 0 {
            self.html.append(words);
        } else {
            self.html.append(&words.slice(from..text.len()));
        }
    }

    /// Words in HTML. Where a tag is left open, what follows in the document is not drawn into it.
    pub(super) fn html(&mut self, words: &MappedText) {
        if words.is_empty() {
            return;
        }
        if is_balanced(words.as_str()) {
            self.begin(words);
            self.html.append(words);
            return;
        }
        self.cut();
        self.begin(words);
        self.html.append(words);
        self.cut();
    }

    /// Words that may be HTML or plain text.
    pub(super) fn words(&mut self, words: &MappedText) {
        if has_markup(words.as_str()) { self.html(words) } else { self.text(words) }
    }

    /// Words in Markdown, which are blocks of their own.
    pub(super) fn markdown(&mut self, words: &MappedText) {
        self.cut();
        self.strings.push(words.whole());
        self.last = words.whole().end;
        self.done.push((words.clone(), Format::Markdown));
    }

    /// A picture, by the place of its description or address.
    pub(super) fn picture(&mut self, alt: Option<&MappedText>, at: Span) {
        self.start(at.start);
        let said = alt.map(|alt| alt.as_str().replace('&', "&amp;").replace('"', "&quot;").replace('\0', ""));
        let tag = said.map_or("<img>".to_owned(), |said| format!("<img alt=\"{said}\">"));
        self.html.push_for(&tag, at);
    }

    fn begin(&mut self, words: &MappedText) {
        let place = words.whole();
        self.start(place.start);
        self.last = place.end;
        self.strings.push(place);
    }

    /// Ends what is read as one piece of HTML; the elements that are open go on in the next one.
    fn cut(&mut self) {
        if !self.html.is_empty() {
            self.done.push((std::mem::take(&mut self.html), Format::Html));
        }
        self.waiting = self.open.iter().map(|(_, tag)| tag.as_str()).collect();
    }

    /// Notes a type of block that is not known.
    pub(super) fn unknown(&mut self, name: &str, read: bool) {
        *self.unknown.entry(short(name)).or_insert(read) |= read;
    }

    /// Notes an embedded block with words that are none of the article's.
    pub(super) fn left_out(&mut self, name: &str) {
        *self.left_out.entry(short(name)).or_insert(0) += 1;
    }

    /// Reads what was written into an article.
    pub(super) fn finish(mut self, article: &mut Article) {
        self.open.clear();
        self.cut();
        for (words, format) in self.done {
            article.absorb(read_text(words.as_str(), format, &Sites::default()).through(&words));
        }
        self.strings.sort();
        article.strings.extend(self.strings);
        let mut note = |message: String| article.notes.push(Note { message, span: None });
        let named = |read: bool| names(self.unknown.iter().filter(|(_, r)| **r == read).map(|(name, _)| name.clone()));
        if let Some(names) = named(true) {
            note(format!("Blocks of types that are not known ({names}) were read as plain text."));
        }
        if let Some(names) = named(false) {
            note(format!("Blocks of types that are not known ({names}) were left out: no words were found in them."));
        }
        if let Some(names) = names(self.left_out.iter().map(|(name, count)| format!("{count} × {name}"))) {
            note(format!("Embedded blocks with words that are not the article's own were left out: {names}."));
        }
    }
}

/// A list of names as a sentence has it; `None` where there are none.
fn names(all: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.collect();
    let rest = all.len().saturating_sub(NAMED);
    let shown = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    (!all.is_empty()).then(|| if rest > 0 { format!("{shown} and {rest} more") } else { shown })
}

/// As much of a name as a note needs.
fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}
