//! From a container to texts: Word documents, feeds and web archives become HTML, one [`Source`] for each article in them.
//!
//! Unpacking ends on every input and never takes more memory than the limits here allow.

mod archive;
mod escape;
mod feed;
mod gzip;
mod http;
mod record;
mod sniff;
mod word;
mod xml;

use crate::text::{Container, Source, Unreadable};

pub use sniff::detect;

/// The most bytes that one input may unpack to.
const ALL: usize = Source::LARGEST;
/// The most bytes that one part of a Word document, its text as HTML or one page of an archive may have.
const PART: usize = 64 << 20;
/// The most articles in one input.
const ITEMS: usize = 10_000;

/// Why a container gave nothing. Each is a sentence for the person who gave the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It holds a text that cannot be read.
    #[error(transparent)]
    Text(#[from] Unreadable),
    /// More than is read.
    #[error("{0}")]
    TooLarge(String),
    /// Something else than a container that is read.
    #[error("this is {0}")]
    Other(String),
    /// A container that is damaged.
    #[error("this {0} is damaged: {1}")]
    Damaged(&'static str, String),
    /// A container without articles.
    #[error("{0}")]
    Empty(String),
}

/// An entry that gave no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The entry, where it has a name.
    pub item: Option<String>,
    /// Why: a sentence.
    pub sentence: String,
}

/// The articles of a container in their order, each a text or the reason why there is none. Places count in all texts
/// one behind the other.
///
/// # Errors
/// Where there is none at all.
pub fn open(container: Container, path: &str, bytes: Vec<u8>) -> Result<Vec<Result<Source, Lost>>, Refused> {
    if bytes.len() > ALL {
        return Err(Unreadable::TooLarge.into());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty.into());
    }
    let mut items = match container {
        Container::Word => vec![Ok(word::read(path, &bytes)?)],
        Container::Feed => feed::read(path, bytes)?,
        Container::Archive => archive::read(path, bytes)?,
    };
    let mut texts = items.iter_mut().flatten();
    let mut last = texts.next();
    for text in texts {
        last.iter().for_each(|last| text.place_behind(last));
        last = Some(text);
    }
    Ok(items)
}
