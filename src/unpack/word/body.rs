//! The text of a Word document: its blocks, tracked changes accepted, comments left out.

use std::collections::HashMap;
use std::rc::Rc;

use super::field::{Fields, address};
use super::package::{Relations, damaged};
use super::paragraph::{Block, Look, NoteKind, Paragraph, Run};
use super::styles::{Role, Styles, number};
use crate::unpack::Refused;
use crate::unpack::xml::{Tag, Token, Xml};

/// An address that is longer (bytes) is taken without the place in the page that a link adds to it.
const SHORT: usize = 500;

/// Footnotes and endnotes by their ids.
pub(super) type Notes = HashMap<(NoteKind, String), Vec<Run>>;

/// What stands in the text of a document or in its notes.
#[derive(Default)]
pub(super) struct Body {
    pub blocks: Vec<Block>,
    pub notes: Notes,
    /// Whether there are tracked changes.
    pub changes: bool,
}

impl Body {
    /// Reads the main part of a document, or one that holds notes.
    pub(super) fn read(text: &str, styles: &Styles, relations: &Relations) -> Result<Body, Refused> {
        let mut reading = Reading::new(styles, relations);
        let mut xml = Xml::new(text);
        let mut rooted = false;
        while let Some(token) = xml.next().map_err(damaged)? {
            match token {
                Token::Open(tag) => {
                    if !std::mem::replace(&mut rooted, true)
                        && !matches!(tag.name(), "document" | "footnotes" | "endnotes")
                    {
                        return Err(damaged(format!("it has no text, but a `{}`", tag.name())));
                    }
                    match reading.enter(&tag) {
                        Some(element) => reading.open.push(element),
                        None => xml.skip().map_err(damaged)?,
                    }
                }
                Token::Close => reading.leave(),
                Token::Text(text) => reading.text(&text),
            }
        }
        if !rooted {
            return Err(damaged("its text is empty"));
        }
        reading.end_carried();
        Ok(reading.body)
    }
}

/// An element that is open, as far as it matters when it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    /// What a paragraph looks like.
    Properties,
    Run,
    /// How words look: those of a run, or the end of a paragraph.
    RunProperties,
    Words,
    Instruction,
    Link,
    Row,
    /// A row of a table that stands in a cell of another.
    InnerRow,
    Note,
    Other,
}

/// A row of a table: its cells, each a list of blocks.
#[derive(Default)]
struct Row {
    cells: Vec<Vec<Block>>,
    deleted: bool,
}

struct Reading<'a> {
    styles: &'a Styles,
    relations: &'a Relations,
    body: Body,
    open: Vec<Element>,
    /// Paragraphs that are open: one in a text box stands in another.
    paragraphs: Vec<Paragraph>,
    /// What stands before a deleted end of a paragraph.
    carried: Vec<Run>,
    /// The row that is open, of a table that stands in no other.
    row: Option<Row>,
    inner_rows: usize,
    /// How many elements are open that say how a paragraph looks.
    properties: usize,
    /// For each link that is open, where it leads.
    links: Vec<Option<Rc<str>>>,
    fields: Fields,
    look: Look,
    hidden: bool,
    /// The description of the drawing that is open.
    description: Option<String>,
    /// The note that is open.
    note: Option<(NoteKind, String)>,
}

impl<'a> Reading<'a> {
    fn new(styles: &'a Styles, relations: &'a Relations) -> Reading<'a> {
        Reading {
            styles,
            relations,
            body: Body::default(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            carried: Vec::new(),
            row: None,
            inner_rows: 0,
            properties: 0,
            links: Vec::new(),
            fields: Fields::default(),
            look: Look::default(),
            hidden: false,
            description: None,
            note: None,
        }
    }

    /// Takes in the start of an element; `None` where it is left out with all that it holds.
    fn enter(&mut self, tag: &Tag<'_>) -> Option<Element> {
        let name = tag.name();
        let inside = self.open.last().copied();
        match name {
            "del" | "moveFrom" => {
                self.body.changes = true;
                if inside == Some(Element::RunProperties) && self.properties > 0 {
                    self.paragraphs.last_mut()?.joined = true;
                } else if inside == Some(Element::Other)
                    && self.open.iter().rev().nth(1) == Some(&Element::Row)
                    && name == "del"
                {
                    self.row.as_mut()?.deleted = true;
                }
                return None;
            }
            "ins" | "moveTo" => self.body.changes = true,
            "Fallback" | "sdtPr" | "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "rt" => return None,
            _ if name.ends_with("Change") => return None,
            _ => {}
        }
        Some(match name {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                Element::Paragraph
            }
            "pPr" if inside == Some(Element::Paragraph) => {
                self.properties += 1;
                Element::Properties
            }
            "r" => {
                (self.look, self.hidden) = (Look::default(), false);
                Element::Run
            }
            "rPr" => Element::RunProperties,
            "t" if self.is_in_run() => Element::Words,
            "instrText" => Element::Instruction,
            "hyperlink" => {
                let link = tag.attr("id").and_then(|id| self.relations.address(&id));
                let address = match (link, tag.attr("anchor")) {
                    (Some(link), Some(anchor)) if link.len() <= SHORT => Some(Rc::from(format!("{link}#{anchor}"))),
                    (link, _) => link,
                };
                self.open_link(address);
                Element::Link
            }
            "fldSimple" => {
                self.open_link(tag.attr("instr").and_then(|instruction| address(&instruction)).map(Rc::from));
                Element::Link
            }
            "tr" if self.row.is_some() => {
                self.inner_rows += 1;
                Element::InnerRow
            }
            "tr" => {
                self.row = Some(Row::default());
                Element::Row
            }
            "tc" => {
                if let Some(row) = self.row.as_mut().filter(|_| self.inner_rows == 0) {
                    row.cells.push(Vec::new());
                }
                Element::Other
            }
            "footnote" | "endnote" if tag.attr("id").is_some() => {
                let kind = if name == "footnote" { NoteKind::Footnote } else { NoteKind::Endnote };
                // The lines that separate notes from the text are notes as well.
                if tag.attr("type").is_some_and(|kind| kind != "normal") {
                    return None;
                }
                self.note = tag.attr("id").map(|id| (kind, id));
                Element::Note
            }
            _ => {
                self.property(name, tag);
                self.mark(name, tag);
                Element::Other
            }
        })
    }

    /// Takes in an element that says how a paragraph or a run looks.
    fn property(&mut self, name: &str, tag: &Tag<'_>) {
        let val = || tag.attr("val");
        let on = || !matches!(val().as_deref(), Some("0" | "false" | "off" | "none"));
        if self.properties > 0 {
            let Some(paragraph) = self.paragraphs.last_mut() else { return };
            match name {
                "pStyle" => paragraph.style = val(),
                "outlineLvl" => paragraph.outline = val().and_then(|level| level.parse().ok()),
                "numId" => paragraph.list.get_or_insert_default().0 = number(val()),
                "ilvl" => {
                    paragraph.list.get_or_insert_default().1 = val().and_then(|level| level.parse().ok()).unwrap_or(0);
                }
                _ => {}
            }
        } else if self.open.last() == Some(&Element::RunProperties) {
            match name {
                "b" => self.look.bold = on(),
                "i" => self.look.italic = on(),
                "vertAlign" => self.look.raised = val().as_deref() == Some("superscript"),
                "vanish" => self.hidden = on(),
                "rStyle" => {
                    let (bold, italic) = self.styles.stress(&val().unwrap_or_default());
                    self.look.bold |= bold;
                    self.look.italic |= italic;
                }
                _ => {}
            }
        }
    }

    /// Takes in an element that stands for something in the text.
    fn mark(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "docPr" => self.description = tag.attr("descr").filter(|words| !words.trim().is_empty()),
            "pic" => {
                let description = self.description.take();
                self.add(Run::Picture(description));
            }
            _ if !self.is_in_run() => {}
            "tab" | "ptab" => self.words("\t"),
            "br" | "cr" => self.add(Run::Break),
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{ad}"),
            "sym" => {
                let code = tag.attr("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Those of the private use area mean something in one typeface only.
                let known = code.filter(|code| !(0xe000..=0xf8ff).contains(code)).and_then(char::from_u32);
                known.into_iter().for_each(|c| self.words(c.encode_utf8(&mut [0; 4])));
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if name == "footnoteReference" { NoteKind::Footnote } else { NoteKind::Endnote };
                if let Some(id) = tag.attr("id") {
                    self.add(Run::Note(kind, id));
                }
            }
            "fldChar" => self.fields.step(tag.attr("fldCharType").unwrap_or_default().as_str()),
            _ => {}
        }
    }

    fn open_link(&mut self, address: Option<Rc<str>>) {
        let around = self.links.last().cloned().flatten();
        self.links.push(address.or(around));
    }

    /// Takes in the end of the element that was opened last.
    fn leave(&mut self) {
        match self.open.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::Link) => {
                self.links.pop();
            }
            Some(Element::Row) => self.end_row(),
            Some(Element::InnerRow) => self.inner_rows = self.inner_rows.saturating_sub(1),
            Some(Element::Properties) => self.properties = self.properties.saturating_sub(1),
            Some(Element::Note) => self.end_note(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Element::Words) => self.words(text),
            Some(Element::Instruction) => self.fields.instruct(text),
            _ => {}
        }
    }

    /// Whether words that stand here belong to a run.
    fn is_in_run(&self) -> bool {
        self.open.last() == Some(&Element::Run)
    }

    fn words(&mut self, words: &str) {
        let mut look = self.look.clone();
        look.link = self.fields.link().or_else(|| self.links.last().cloned().flatten());
        if let Some(paragraph) = self.shown() {
            paragraph.push(words, &look);
        }
    }

    fn add(&mut self, run: Run) {
        if let Some(paragraph) = self.shown() {
            paragraph.runs.push(run);
        }
    }

    /// The paragraph that is open, where a reader of the document sees what stands here.
    fn shown(&mut self) -> Option<&mut Paragraph> {
        let seen = !self.hidden && self.fields.show();
        self.paragraphs.last_mut().filter(|_| seen)
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        self.fields.end_paragraph();
        let mut runs = std::mem::take(&mut self.carried);
        runs.append(&mut paragraph.runs);
        paragraph.runs = runs;
        if paragraph.joined {
            self.carried = paragraph.runs;
            return;
        }
        if paragraph.is_empty() {
            return;
        }
        let style = paragraph.style.as_deref();
        let role = match (style.map_or(Role::Text, |style| self.styles.role(style)), paragraph.outline) {
            (Role::Text, Some(level @ 0..6)) => Role::Heading(level + 1),
            (role, _) => role,
        };
        if role == Role::Contents {
            return;
        }
        let own = paragraph.list.filter(|(id, _)| !id.is_empty());
        let list = own.or_else(|| style.and_then(|style| self.styles.list(style)));
        // The list 0 takes a paragraph out of the list of its style.
        self.add_block(Block::Text(role, list.filter(|(id, _)| id != "0" && !id.is_empty()), paragraph.runs));
    }

    fn add_block(&mut self, block: Block) {
        match self.row.as_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) => cell.push(block),
            None => self.body.blocks.push(block),
        }
    }

    /// Ends a paragraph whose own end was deleted, where none follows.
    fn end_carried(&mut self) {
        if !self.carried.is_empty() {
            self.paragraphs.push(Paragraph::default());
            self.end_paragraph();
        }
    }

    /// A table with one column, or with paragraphs one below the other in a cell, only arranges the page.
    fn end_row(&mut self) {
        let Some(row) = self.row.take() else { return };
        if row.deleted {
            return;
        }
        if row.cells.len() < 2 || row.cells.iter().any(|cell| cell.len() > 1) {
            row.cells.into_iter().flatten().for_each(|block| self.add_block(block));
        } else {
            self.add_block(Block::Row(row.cells.into_iter().map(in_one_line).collect()));
        }
    }

    fn end_note(&mut self) {
        self.end_carried();
        let blocks = std::mem::take(&mut self.body.blocks);
        if let Some(note) = self.note.take() {
            self.body.notes.insert(note, in_one_line(blocks));
        }
    }
}

/// The runs of all blocks one behind the other.
fn in_one_line(blocks: Vec<Block>) -> Vec<Run> {
    let mut line = Vec::new();
    for block in blocks {
        let parts = match block {
            Block::Text(_, _, runs) => vec![runs],
            Block::Row(cells) => cells,
        };
        for runs in parts {
            if !line.is_empty() {
                line.push(Run::Words(" ".to_owned(), Look::default()));
            }
            line.extend(runs);
        }
    }
    line
}
