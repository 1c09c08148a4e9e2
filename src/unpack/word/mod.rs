//! Word documents: from the parts of a `.docx` file to HTML.
//!
//! The way through: [`package`] opens the archive, [`styles`] tells headings, quotations and lists, [`body`] reads the text
//! with its tracked changes accepted, [`html`] writes it. Comments are left alone.

mod body;
mod field;
mod html;
mod package;
mod paragraph;
mod styles;

use super::Refused;
use crate::text::{Container, Source};
use body::{Body, Notes};
use package::{Package, damaged};
use styles::{Lists, Styles};

/// Reads a document.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Source, Refused> {
    let mut package = Package::open(bytes)?;
    let root = package.relations("")?;
    let main = root.part("officeDocument").unwrap_or("word/document.xml").to_owned();
    let text = match main.ends_with(".xml") && !main.starts_with("xl/") && !main.starts_with("ppt/") {
        true => package.part(&main)?,
        false => None,
    };
    let Some(text) = text else { return Err(package.other()) };
    let relations = package.relations(&main)?;
    let styles = match package.related(&relations, "styles")? {
        Some((_, text)) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let lists = match package.related(&relations, "numbering")? {
        Some((_, text)) => Lists::read(&text)?,
        None => Lists::default(),
    };
    let body = Body::read(&text, &styles, &relations)?;
    let mut notes = Notes::default();
    for kind in ["footnotes", "endnotes"] {
        if let Some((name, text)) = package.related(&relations, kind)? {
            let relations = package.relations(name)?;
            notes.extend(Body::read(&text, &styles, &relations)?.notes);
        }
    }
    let html = html::write(&body.blocks, &notes, &lists)?;
    let mut source = Source::extracted(path, html, Container::Word, None);
    if body.changes {
        source.add_note("The document has tracked changes; it was read as if all of them were accepted.".to_owned());
    }
    if source.text().is_empty() {
        return Err(damaged("there is no text in it"));
    }
    Ok(source)
}
