//! A paragraph of a Word document while it is read: its runs and what they are formatted as.

use std::rc::Rc;

use super::styles::{ListLevel, Role};

/// Which of the two kinds of notes a reference points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// How words look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub link: Option<Rc<str>>,
    pub bold: bool,
    pub italic: bool,
    pub raised: bool,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Words(String, Look),
    Break,
    /// The mark of a note: its kind and id.
    Note(NoteKind, String),
    /// A picture with its description.
    Picture(Option<String>),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub style: Option<String>,
    /// The level of its outline, from 0.
    pub outline: Option<u8>,
    pub list: Option<ListLevel>,
    /// Whether its end was deleted: the next paragraph goes on where it stops.
    pub joined: bool,
    pub runs: Vec<Run>,
}

impl Paragraph {
    /// Adds words; those that look like the last ones join them.
    pub(super) fn push(&mut self, words: &str, look: &Look) {
        match self.runs.last_mut() {
            Some(Run::Words(last, same)) if same == look => last.push_str(words),
            _ => self.runs.push(Run::Words(words.to_owned(), look.clone())),
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        let empty = |run: &Run| match run {
            Run::Words(words, _) => words.trim().is_empty(),
            Run::Break => true,
            Run::Note(..) | Run::Picture(_) => false,
        };
        self.runs.iter().all(empty)
    }
}

/// A finished block.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Text(Role, Option<ListLevel>, Vec<Run>),
    /// A row of a table: its cells.
    Row(Vec<Vec<Run>>),
}
