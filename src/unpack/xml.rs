//! XML, token by token: entities resolved, empty elements opened and closed, comments left out.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What is wrong with an XML text: a sentence without its full stop.
pub(super) type Damage = String;

/// A piece of an XML text.
pub(super) enum Token<'a> {
    Open(Tag<'a>),
    /// The end of the element that was opened last and is not yet closed.
    Close,
    /// Text, escapes undone. A text may come in several pieces.
    Text(String),
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name as it is written.
    pub(super) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The name without the prefix of its namespace.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, whatever the prefix of its namespace.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        let attributes = self.0.attributes();
        let found = { attributes }.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
    }
}

/// Reads an XML text.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    /// Where the last token begins.
    begin: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Xml<'a> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_end_names = true;
        Xml { reader, text, depth: 0, begin: 0 }
    }

    /// How many elements are open: behind an [`Token::Open`] its own element counts.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the last token begins and ends.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.begin, self.position())
    }

    /// A stretch of the text as it is written.
    pub(super) fn raw(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Damage> {
        loop {
            self.begin = self.position();
            let event = self.reader.read_event();
            match event.map_err(|error| format!("at byte {} of its XML, {error}", self.reader.error_position()))? {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    return Ok(Some(Token::Open(Tag(tag))));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Token::Close));
                }
                Event::Text(text) => return Ok(Some(Token::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Token::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(entity) => return Ok(Some(Token::Text(resolved(&entity)))),
                Event::Eof if self.depth > 0 => return Err("its XML ends in the middle".to_owned()),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Passes over everything up to the end of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Damage> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// All text in the element that was opened last, up to its end.
    pub(super) fn words(&mut self) -> Result<String, Damage> {
        let outside = self.depth.saturating_sub(1);
        let mut words = String::new();
        while self.depth > outside
            && let Some(token) = self.next()?
        {
            if let Token::Text(text) = token {
                words.push_str(&text);
            }
        }
        Ok(words)
    }
}

/// What an entity stands for. One that XML does not know stays as it is written: in a feed it is one of HTML.
fn resolved(entity: &BytesRef<'_>) -> String {
    let name: &str = entity;
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => match entity.resolve_char_ref() {
            Ok(Some(c)) => c.to_string(),
            _ => format!("&{name};"),
        },
    }
}
