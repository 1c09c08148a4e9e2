use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What the offsets of a [`Span`](super::Span) count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Coordinates {
    /// The bytes on disk.
    File,
    /// The file turned into UTF-8.
    Decoded,
    /// The text that `analyze --format text` prints.
    Extracted,
}

/// What an extracted text was taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub enum Container {
    /// A Word document.
    #[serde(rename = "docx")]
    Word,
    /// RSS or Atom.
    #[serde(rename = "feed")]
    Feed,
    /// A web archive.
    #[serde(rename = "warc")]
    Archive,
}

/// Why a file cannot be read as text. Each is a sentence for the person who gave the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Bytes that no text has.
    #[error("this is {0}, not a text: give the article as Word, HTML, Markdown, plain text or JSON")]
    Binary(&'static str),
    /// More bytes than are read.
    #[error("the file has more than {limit} bytes; no more are read", limit = Source::LARGEST)]
    TooLarge,
}

/// One input, decoded, with its line starts.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    text: String,
    coordinates: Coordinates,
    container: Option<Container>,
    item: Option<String>,
    notes: Vec<String>,
    /// Bytes and lines of the texts that stand before this one among those taken out of the same file.
    before: (usize, usize),
    lines: Vec<usize>,
    /// How many characters stand before every [`STRIDE`]th byte: columns of a line that is megabytes long.
    strides: Vec<usize>,
}

/// The name of an article for people: the path, and where it is one of several in a file, the entry: `path · entry`.
pub fn entry_name<'a>(path: &'a str, item: Option<&str>) -> Cow<'a, str> {
    item.map_or(Cow::Borrowed(path), |item| Cow::Owned(format!("{path} · {item}")))
}

/// Bytes between two counts of characters.
const STRIDE: usize = 1024;

/// Scalar values that begin in these bytes of a UTF-8 text.
fn scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count()
}

impl Source {
    /// The largest input that is read, in bytes.
    pub const LARGEST: usize = 256 << 20;

    /// Decodes `bytes`. UTF-8 is kept as it is, byte order mark included; any other encoding, declared (byte order
    /// mark, `charset` in the first kilobyte) or detected, is turned into UTF-8 and noted.
    ///
    /// # Errors
    /// Where there is no text: an empty or binary file, or one larger than [`Source::LARGEST`].
    pub fn decode(path: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Unreadable> {
        Source::decode_as(path, bytes, None)
    }

    /// The same, where something outside of the bytes names their encoding: it goes before what they say themselves.
    ///
    /// # Errors
    /// As [`Source::decode`].
    pub fn decode_as(path: impl Into<String>, bytes: Vec<u8>, label: Option<&str>) -> Result<Source, Unreadable> {
        if bytes.len() > Source::LARGEST {
            return Err(Unreadable::TooLarge);
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Unreadable::Empty);
        }
        if let Some((encoding, skip)) = Encoding::for_bom(&bytes)
            && encoding != UTF_8
        {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
            return Ok(Source::decoded(path, text, encoding, "its byte order mark says so"));
        }
        if let Some(kind) = binary_kind(&bytes) {
            return Err(Unreadable::Binary(kind));
        }
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Ok(Source::utf8(path, text)),
            Err(error) => error.into_bytes(),
        };
        let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
        let why = if named.is_some() { "its HTTP header declares it" } else { "the file declares it" };
        if let Some(encoding) = named.or_else(|| declared(&bytes))
            && encoding != UTF_8
        {
            let (text, _, _) = encoding.decode(&bytes);
            return Ok(Source::decoded(path, text, encoding, why));
        }
        // A UTF-8 file with a few broken bytes stays UTF-8: a guess would garble all the others.
        let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
        let multibyte = bytes.utf8_chunks().map(|c| c.valid().chars().filter(|c| !c.is_ascii()).count()).sum::<usize>();
        let encoding = if broken <= multibyte {
            UTF_8
        } else {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        };
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let why = if encoding == UTF_8 { "with broken bytes replaced by U+FFFD" } else { "judging by its bytes" };
        Ok(Source::decoded(path, text, encoding, why))
    }

    /// A text that is UTF-8 already.
    pub fn utf8(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source::with(path.into(), text.into(), Coordinates::File, Vec::new())
    }

    /// A text that was taken out of a container: HTML that ends with a line break. `item` names it among others.
    pub fn extracted(path: impl Into<String>, text: String, container: Container, item: Option<String>) -> Source {
        Source::utf8(path, text).taken_out_of(container, item)
    }

    /// The same, where the text is decoded already.
    pub fn taken_out_of(self, container: Container, item: Option<String>) -> Source {
        let Source { path, mut text, notes, .. } = self;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let container = Some(container);
        Source { container, item, ..Source::with(path, text, Coordinates::Extracted, notes) }
    }

    /// Says that this text stands behind another one that was taken out of the same file.
    pub fn place_behind(&mut self, other: &Source) {
        let (bytes, lines) = other.before;
        self.before = (bytes + other.text.len(), lines + other.lines.len() - 1);
    }

    /// Where places in this text begin to count: what stands before it was taken out of the same file.
    pub fn start(&self) -> usize {
        self.before.0
    }

    fn decoded(path: impl Into<String>, text: Cow<'_, str>, encoding: &'static Encoding, why: &str) -> Source {
        let note = format!("The file was read as {}, {why}; places count in its UTF-8 form.", encoding.name());
        Source::with(path.into(), text.into_owned(), Coordinates::Decoded, vec![note])
    }

    fn with(path: String, text: String, coordinates: Coordinates, notes: Vec<String>) -> Source {
        let mut lines = vec![0];
        let bytes = text.as_bytes();
        for (i, b) in bytes.iter().enumerate() {
            if *b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                lines.push(i + 1);
            }
        }
        let mut before = 0;
        let count = |stride: &[u8]| {
            before += scalars(stride);
            before
        };
        let strides = std::iter::once(0).chain(bytes.chunks(STRIDE).map(count)).collect();
        Source { path, text, coordinates, container: None, item: None, notes, before: (0, 0), lines, strides }
    }

    /// Adds something that was unsure about getting the text.
    pub fn add_note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The path as it was given; `-` for standard input.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Path and entry, as people read them.
    pub fn name(&self) -> Cow<'_, str> {
        entry_name(&self.path, self.item())
    }

    /// The entry of a feed or archive.
    pub fn item(&self) -> Option<&str> {
        self.item.as_deref()
    }

    /// What the text was taken out of, if that is no text itself.
    pub fn container(&self) -> Option<Container> {
        self.container
    }

    /// The whole text, a byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What spans into this source count in.
    pub fn coordinates(&self) -> Coordinates {
        self.coordinates
    }

    /// What was unsure about getting the text.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// How many bytes a leading byte order mark takes: 0 or 3.
    pub fn bom(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// Characters before a byte offset, which is at most the length of the text.
    fn characters_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let rest = self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        self.strides.get(stride).copied().unwrap_or(0) + scalars(rest)
    }

    /// Line and column of a place (from [`Source::start`]), both counted from 1, the column in Unicode scalar values. An
    /// offset past the end is the end; one inside a character is that character.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.saturating_sub(self.before.0).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = self.lines[line - 1].max(if line == 1 { self.bom().min(offset) } else { 0 });
        (self.before.1 + line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// The line of [`Source::line_column`].
    pub fn line(&self, offset: usize) -> usize {
        self.before.1 + self.line_of(offset.saturating_sub(self.before.0).min(self.text.len()))
    }

    /// The line of an offset into the text of this source.
    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }
}

/// Formats that are no text, told by their first bytes, and NUL bytes, which no text has.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    let head = &bytes[..bytes.len().min(8192)];
    let nul = head.iter().filter(|b| **b == 0).count();
    // HTML may hold a stray NUL; a file with more than one in a hundred is data, and so is one in which every fiftieth
    // byte is a control character.
    let is_control = |b: &&u8| **b < 0x20 && !b"\t\n\r\x0b\x0c\x1b".contains(*b) || **b == 0x7f;
    let controls = head.iter().filter(is_control).count();
    let binary = nul * 100 > head.len() || head.len() < 100 && nul > 0 || controls > 3 && controls * 50 > head.len();
    binary.then_some("a binary file")
}

/// The encoding that the first kilobyte declares (`charset=`, `encoding=`).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    for key in ["charset=", "encoding="] {
        if let Some(at) = head.find(key) {
            let label = head[at + key.len()..].trim_start_matches(['"', '\'', ' ']);
            let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
            if let Some(encoding) = Encoding::for_label(&label.as_bytes()[..end]) {
                // A meta tag cannot be read in UTF-16, so it cannot mean it (HTML standard, 13.2.3.2).
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let source = Source::utf8("a.txt", "äb\r\nc\rd\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(2), (1, 2));
        assert_eq!(source.line_column(5), (2, 1));
        assert_eq!(source.line_column(7), (3, 1));
        assert_eq!(source.line_column(999), (4, 1));
    }

    #[test]
    fn a_column_far_into_a_long_line_counts_characters_too() {
        let source = Source::utf8("a.txt", "x\n".to_owned() + &"äb€".repeat(1000));
        assert_eq!(source.line_column(2 + 6 * 700), (2, 3 * 700 + 1));
        assert_eq!(source.line_column(2 + 6 * 700 + 1), (2, 3 * 700 + 1));
        assert_eq!(source.line_column(usize::MAX), (2, 3001));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let source = Source::utf8("a.txt", "\u{feff}abc");
        assert_eq!(source.line_column(3), (1, 1));
        assert_eq!(source.line_column(4), (1, 2));
    }

    #[test]
    fn a_latin_1_file_is_decoded_and_noted() {
        let bytes = b"<meta charset=\"iso-8859-1\"><p>\xfcber die Br\xfccke</p>".to_vec();
        let source = Source::decode("a.html", bytes).unwrap();
        assert!(source.text().contains("über die Brücke"));
        assert_eq!(source.coordinates(), Coordinates::Decoded);
        assert!(source.notes()[0].contains("windows-1252"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(Source::decode("a", b" \n".to_vec()).unwrap_err(), Unreadable::Empty);
        assert!(matches!(Source::decode("a", b"%PDF-1.7 ...".to_vec()), Err(Unreadable::Binary(_))));
        assert!(matches!(Source::decode("a", vec![0; 5000]), Err(Unreadable::Binary(_))));
        let data: Vec<u8> = (0..3000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(Source::decode("a", data), Err(Unreadable::Binary(_))));
    }

    #[test]
    fn utf_16_is_read_by_its_byte_order_mark() {
        let bytes: Vec<u8> = "\u{feff}Der Rat.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = Source::decode("a.txt", bytes).unwrap();
        assert_eq!(source.text(), "Der Rat.");
    }
}
