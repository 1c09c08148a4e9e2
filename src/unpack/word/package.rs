//! The parts of a Word document: a ZIP archive of XML texts, and the relations between them.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::text::Source;
use crate::unpack::xml::{Token, Xml};
use crate::unpack::{ALL, PART, Refused};

/// A Word document has no more parts than this.
const PARTS: usize = 20_000;

/// What a refusal calls the document.
const WORD: &str = "Word document";

/// The document is damaged in this way.
pub(super) fn damaged(how: impl Into<String>) -> Refused {
    Refused::Damaged(WORD, how.into())
}

/// An open archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refused> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(Refused::Other(old_office(bytes)));
        }
        if !bytes.starts_with(b"PK") {
            let what =
                "no Word document, whatever its name says: a .docx file is a ZIP archive. `--from` says what it is";
            return Err(Refused::Other(what.to_owned()));
        }
        if memmem::find_iter(bytes, b"PK\x01\x02").take(PARTS + 1).count() > PARTS {
            return Err(Refused::TooLarge(format!("the document has more than {PARTS} parts; no more are read")));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(in_words(&error)))?;
        Ok(Package { zip, left: ALL })
    }

    /// A part as text; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let limit = PART.min(self.left);
        let mut bytes = Vec::new();
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Refused::Other(PROTECTED.to_owned()));
            }
            Err(error) => return Err(damaged(in_words(&error))),
        };
        let read = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > limit {
            let sentence = format!("the document unpacks to more than {limit} bytes in one part; no more are read");
            return Err(Refused::TooLarge(sentence));
        }
        read.map_err(|error| damaged(format!("its part {name} cannot be unpacked ({error})")))?;
        self.left -= bytes.len();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let source = Source::decode(name, error.into_bytes());
                source.map(|s| Some(s.text().to_owned())).map_err(|_| damaged(format!("its part {name} is no text")))
            }
        }
    }

    /// The part that another one refers to as its styles, its footnotes: its name and text.
    pub(super) fn related<'r>(
        &mut self,
        relations: &'r Relations,
        kind: &str,
    ) -> Result<Option<(&'r str, String)>, Refused> {
        let Some(name) = relations.part(kind) else { return Ok(None) };
        Ok(self.part(name)?.map(|text| (name, text)))
    }

    /// What the relations of a part point to, by their ids.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.part(&format!("{folder}{slash}_rels/{file}.rels"))? else {
            return Ok(Relations::default());
        };
        let mut relations = Relations::default();
        let mut xml = Xml::new(&text);
        while let Some(token) = xml.next().map_err(damaged)? {
            let Token::Open(tag) = token else { continue };
            let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target")) else { continue };
            let kind = tag.attr("Type").unwrap_or_default();
            let outside = tag.attr("TargetMode").is_some_and(|mode| mode == "External");
            let target = match target.strip_prefix('/') {
                _ if outside => target,
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{slash}{target}"),
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.by_id.insert(id, Relation { kind, target: target.into(), outside });
        }
        Ok(relations)
    }

    /// What an archive is that is no Word document.
    pub(super) fn other(&mut self) -> Refused {
        let kind = match self.part("mimetype") {
            Ok(Some(kind)) => kind,
            Err(refused @ Refused::Other(_)) => return refused,
            _ => String::new(),
        };
        let has = |zip: &ZipArchive<_>, name: &str| zip.index_for_name(name).is_some();
        let what = if kind.starts_with("application/vnd.oasis.opendocument.text") {
            "an OpenDocument text: save it as .docx (Word 2007–365) and give that file"
        } else if kind.starts_with("application/epub") {
            "an EPUB book, not an article: give the article as Word, HTML, Markdown, plain text or JSON"
        } else if has(&self.zip, "xl/workbook.xml") {
            "an Excel workbook, not an article"
        } else if has(&self.zip, "ppt/presentation.xml") {
            "a PowerPoint presentation, not an article"
        } else {
            "a ZIP archive without a Word document: unpack it and give the articles in it"
        };
        Refused::Other(what.to_owned())
    }
}

const PROTECTED: &str = "a Word document protected by a password: open it in Word, remove the password and save it";

/// What a file of the old office format is. That of an encrypted document has the same shape.
fn old_office(bytes: &[u8]) -> String {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &name).is_some() {
        return PROTECTED.to_owned();
    }
    "an old office document (.doc): open it in Word and save it as .docx".to_owned()
}

fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(how) => format!("it is no whole ZIP archive ({how})"),
        other => format!("its ZIP archive cannot be read ({other})"),
    }
}

/// Where the ids in a part point to.
#[derive(Default)]
pub(super) struct Relations {
    by_id: HashMap<String, Relation>,
}

struct Relation {
    /// The last word of its type: `hyperlink`, `styles`.
    kind: String,
    target: Rc<str>,
    outside: bool,
}

impl Relations {
    /// The address that an id stands for.
    pub(super) fn address(&self, id: &str) -> Option<Rc<str>> {
        self.by_id.get(id).filter(|r| r.outside).map(|r| r.target.clone())
    }

    /// The name of the part of a kind. Of several, the first by name.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.by_id.values().filter(|r| r.kind == kind && !r.outside).map(|r| &*r.target).min()
    }
}
