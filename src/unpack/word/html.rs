//! A Word document as HTML: one block a line, notes at the end.

use std::collections::HashMap;
use std::rc::Rc;

use super::body::Notes;
use super::paragraph::{Block, Look, NoteKind, Run};
use super::styles::{ListLevel, Lists, Role};
use crate::unpack::escape::escaped;
use crate::unpack::{PART, Refused};

/// Writes all blocks, and the notes that they refer to.
pub(super) fn write(blocks: &[Block], notes: &Notes, lists: &Lists) -> Result<String, Refused> {
    let is = |wanted: Role| blocks.iter().any(|b| matches!(b, Block::Text(role, ..) if *role == wanted));
    let below = is(Role::Title) && is(Role::Heading(1));
    let mut html = Html {
        out: String::new(),
        notes,
        order: Vec::new(),
        numbers: HashMap::new(),
        around: Around::Nothing,
        items: HashMap::new(),
    };
    for block in blocks {
        html.block(block, lists, below);
    }
    html.surround(Around::Nothing, "", "");
    html.notes();
    if html.is_full() {
        let sentence = format!("the document has more than {PART} bytes as HTML; no more are read");
        return Err(Refused::TooLarge(sentence));
    }
    Ok(html.out)
}

/// The element that the next blocks of a kind share.
#[derive(Clone, PartialEq, Eq)]
enum Around {
    Nothing,
    List(ListLevel),
    Table,
    Quote,
}

struct Html<'a> {
    out: String,
    notes: &'a Notes,
    /// The notes that the text refers to, in their order, and their numbers.
    order: Vec<(NoteKind, String)>,
    numbers: HashMap<(NoteKind, String), usize>,
    around: Around,
    /// How many items of each list are written.
    items: HashMap<ListLevel, usize>,
}

impl Html<'_> {
    /// Whether there is more than is read. An address that stands once in the document may stand in the HTML often.
    fn is_full(&self) -> bool {
        self.out.len() > PART
    }

    /// Closes the element around the last block and opens the one around the next, if they differ.
    fn surround(&mut self, around: Around, tag: &str, attribute: &str) {
        if self.around == around {
            return;
        }
        let close = match &self.around {
            Around::Nothing => "",
            Around::List(level) if self.items.contains_key(level) => "</ol>\n",
            Around::List(_) => "</ul>\n",
            Around::Table => "</table>\n",
            Around::Quote => "</blockquote>\n",
        };
        self.out.push_str(close);
        if !tag.is_empty() {
            self.out.push_str(&format!("<{tag}{attribute}>\n"));
        }
        self.around = around;
    }

    fn block(&mut self, block: &Block, lists: &Lists, below: bool) {
        let (role, list, runs) = match block {
            Block::Row(cells) => {
                self.surround(Around::Table, "table", "");
                self.out.push_str("<tr>");
                for cell in cells {
                    self.element("td", "", cell);
                }
                self.out.push_str("</tr>\n");
                return;
            }
            Block::Text(role, list, runs) => (*role, list, runs),
        };
        match (role, list) {
            (Role::Text, Some(level)) => {
                if lists.is_numbered(level) {
                    let written = self.items.entry(level.clone()).or_default();
                    *written += 1;
                    let start = if *written > 1 { format!(" start=\"{written}\"") } else { String::new() };
                    self.surround(Around::List(level.clone()), "ol", &start);
                } else {
                    self.surround(Around::List(level.clone()), "ul", "");
                }
                self.element("li", "", runs);
            }
            (Role::Quote, _) => {
                self.surround(Around::Quote, "blockquote", "");
                self.element("p", "", runs);
            }
            _ => {
                self.surround(Around::Nothing, "", "");
                match role {
                    Role::Title => self.element("h1", "", runs),
                    Role::Subtitle => self.element("p", " class=\"standfirst\"", runs),
                    Role::Heading(level) => {
                        let level = (level + u8::from(below)).min(6);
                        self.element(&format!("h{level}"), "", runs);
                    }
                    Role::Caption => {
                        self.out.push_str("<figure>");
                        self.element("figcaption", "", runs);
                        self.out.push_str("</figure>");
                    }
                    _ => self.element("p", "", runs),
                }
            }
        }
        self.out.push('\n');
    }

    fn element(&mut self, tag: &str, attribute: &str, runs: &[Run]) {
        self.out.push_str(&format!("<{tag}{attribute}>"));
        self.runs(runs);
        self.out.push_str(&format!("</{tag}>"));
    }

    fn runs(&mut self, runs: &[Run]) {
        let mut link: Option<Rc<str>> = None;
        for run in runs {
            if self.is_full() {
                return;
            }
            let next = match run {
                // A link without words would lead nowhere.
                Run::Words(words, look) if link == look.link || !words.trim().is_empty() => look.link.clone(),
                _ => None,
            };
            if next != link {
                if link.is_some() {
                    self.out.push_str("</a>");
                }
                if let Some(address) = &next {
                    self.out.push_str(&format!("<a href=\"{}\">", escaped(address)));
                }
                link = next;
            }
            match run {
                Run::Words(words, look) => self.words(words, look),
                Run::Break => self.out.push_str("<br>"),
                Run::Note(kind, id) => self.reference((*kind, id.clone())),
                Run::Picture(Some(description)) => {
                    self.out.push_str(&format!("<img alt=\"{}\">", escaped(description)));
                }
                Run::Picture(None) => self.out.push_str("<img>"),
            }
        }
        if link.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn words(&mut self, words: &str, look: &Look) {
        let shown = !words.trim().is_empty();
        let tags = [(look.bold, "strong"), (look.italic, "em"), (look.raised, "sup")];
        let tags = tags.iter().filter(|(on, _)| *on && shown).map(|(_, tag)| *tag);
        tags.clone().for_each(|tag| self.out.push_str(&format!("<{tag}>")));
        self.out.push_str(&escaped(words));
        tags.rev().for_each(|tag| self.out.push_str(&format!("</{tag}>")));
    }

    /// The mark of a note. One that is defined nowhere leads nowhere.
    fn reference(&mut self, note: (NoteKind, String)) {
        let number = *self.numbers.entry(note.clone()).or_insert_with(|| {
            self.order.push(note);
            self.order.len()
        });
        self.out.push_str(&format!("<sup><a href=\"#fn{number}\">{number}</a></sup>"));
    }

    /// The notes that the text refers to. A note may refer to further ones.
    fn notes(&mut self) {
        if self.order.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\">\n<ol>\n");
        let mut next = 0;
        while let Some(note) = self.order.get(next) {
            next += 1;
            if let Some(runs) = self.notes.get(note) {
                self.element("li", &format!(" id=\"fn{next}\""), runs);
                self.out.push('\n');
            }
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
