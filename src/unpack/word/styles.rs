//! What the styles and lists of a Word document mean.

use std::collections::{BTreeSet, HashMap};

use super::package::damaged;
use crate::unpack::Refused;
use crate::unpack::xml::{Token, Xml};

/// Styles are built on each other no deeper than this.
const DEPTH: usize = 16;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Subtitle,
    /// 1 to 6.
    Heading(u8),
    Quote,
    Caption,
    /// A line of the table of contents.
    Contents,
    Text,
}

/// The list that a paragraph is an item of, and how deep: `numId` and `ilvl`.
pub(super) type ListLevel = (String, u8);

/// The number of a list or of its definition; what is no number counts as none.
pub(super) fn number(value: Option<String>) -> String {
    value.filter(|value| value.len() <= 20).unwrap_or_default()
}

#[derive(Default)]
struct Style {
    /// In lower case; the names of Word's own styles are English in every language of the program.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<ListLevel>,
}

/// The styles of a document by their ids.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads the part that defines them.
    pub(super) fn read(text: &str) -> Result<Styles, Refused> {
        let mut styles = HashMap::new();
        let mut xml = Xml::new(text);
        let mut open: Option<(String, Style)> = None;
        while let Some(token) = xml.next().map_err(damaged)? {
            let Token::Open(tag) = token else { continue };
            let val = || tag.attr("val");
            if tag.name() == "style" {
                styles.extend(open.take());
                open = Some((tag.attr("styleId").unwrap_or_default(), Style::default()));
            }
            let Some((_, style)) = &mut open else { continue };
            match tag.name() {
                "name" => style.name = val().unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = val(),
                "outlineLvl" => style.outline = val().and_then(|level| level.parse().ok()),
                "numId" => style.list.get_or_insert_default().0 = number(val()),
                "ilvl" => style.list.get_or_insert_default().1 = val().and_then(|v| v.parse().ok()).unwrap_or(0),
                _ => {}
            }
        }
        styles.extend(open);
        Ok(Styles(styles))
    }

    /// A style, and those that it is built on.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let next = |style: &&'a Style| style.based_on.as_ref().and_then(|base| self.0.get(base));
        std::iter::successors(self.0.get(id), next).take(DEPTH)
    }

    /// What a paragraph of this style is. A style that no part defines may still have a telling id.
    pub(super) fn role(&self, id: &str) -> Role {
        if !self.0.contains_key(id) {
            return role(&id.to_lowercase()).unwrap_or(Role::Text);
        }
        let by_level = |style: &Style| style.outline.filter(|level| *level < 6).map(|level| Role::Heading(level + 1));
        self.chain(id).find_map(|style| role(&style.name).or_else(|| by_level(style))).unwrap_or(Role::Text)
    }

    /// The list that paragraphs of this style are items of.
    pub(super) fn list(&self, id: &str) -> Option<ListLevel> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// Whether words of this style are meant as bold or as italic.
    pub(super) fn stress(&self, id: &str) -> (bool, bool) {
        let name = self.0.get(id).map_or("", |style| style.name.as_str());
        (
            matches!(name, "strong" | "intense emphasis"),
            matches!(name, "emphasis" | "intense emphasis" | "subtle emphasis"),
        )
    }
}

/// What a style is by its name.
fn role(name: &str) -> Option<Role> {
    match name {
        "title" => Some(Role::Title),
        "subtitle" => Some(Role::Subtitle),
        "quote" | "intense quote" | "block text" | "quotations" => Some(Role::Quote),
        "caption" => Some(Role::Caption),
        "normal" => Some(Role::Text),
        _ => {
            let level = |prefix: &str| name.strip_prefix(prefix)?.trim_start().parse::<u8>().ok();
            let heading = level("heading").filter(|level| (1..=9).contains(level));
            heading.map(|level| Role::Heading(level.min(6))).or_else(|| level("toc").map(|_| Role::Contents))
        }
    }
}

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// The definition that a list (`numId`) follows.
    definition: HashMap<String, String>,
    /// The levels of definitions that have marks instead of numbers.
    marked: HashMap<String, BTreeSet<u8>>,
}

impl Lists {
    /// Reads the part that defines them.
    pub(super) fn read(text: &str) -> Result<Lists, Refused> {
        let mut lists = Lists::default();
        let mut xml = Xml::new(text);
        let (mut definition, mut level, mut list) = (String::new(), 0, String::new());
        while let Some(token) = xml.next().map_err(damaged)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "abstractNum" => definition = number(tag.attr("abstractNumId")),
                "lvl" => level = tag.attr("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "numFmt" if matches!(tag.attr("val").as_deref(), Some("bullet" | "none")) => {
                    lists.marked.entry(definition.clone()).or_default().insert(level);
                }
                "num" => list = number(tag.attr("numId")),
                "abstractNumId" => {
                    lists.definition.insert(list.clone(), number(tag.attr("val")));
                }
                _ => {}
            }
        }
        Ok(lists)
    }

    /// Whether the items of a list are numbered.
    pub(super) fn is_numbered(&self, (list, level): &ListLevel) -> bool {
        let Some(definition) = self.definition.get(list) else { return false };
        !self.marked.get(definition).is_some_and(|levels| levels.contains(level))
    }
}
