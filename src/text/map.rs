use std::ops::Range;

use super::Span;

/// One stretch of an assembled text and the bytes it stands for.
///
/// Where both are equally long, byte `i` of the one is byte `i` of the other. Where they are not (an entity, a JSON
/// escape, folded white space), the stretch stands for its source as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: usize,
    text_len: usize,
    source: usize,
    source_len: usize,
}

impl Piece {
    fn text_end(self) -> usize {
        self.text + self.text_len
    }

    fn source_end(self) -> usize {
        self.source + self.source_len
    }

    fn is_linear(self) -> bool {
        self.text_len == self.source_len
    }
}

/// Where each byte of an assembled text came from. The pieces tile the text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMap {
    pieces: Vec<Piece>,
}

impl TextMap {
    /// The map of a text of `len` bytes that stands unchanged at `start` of the source.
    pub fn identity(start: usize, len: usize) -> Self {
        let mut map = TextMap::default();
        map.push(len, Span::new(start, start + len));
        map
    }

    fn len(&self) -> usize {
        self.pieces.last().map_or(0, |p| p.text_end())
    }

    fn push(&mut self, text_len: usize, source: Span) {
        if text_len == 0 {
            return;
        }
        let next = Piece { text: self.len(), text_len, source: source.start, source_len: source.len() };
        if let Some(last) = self.pieces.last_mut()
            && last.is_linear()
            && next.is_linear()
            && last.source_end() == next.source
        {
            last.text_len += next.text_len;
            last.source_len += next.source_len;
            return;
        }
        // Most texts have one piece, and a file may have millions of texts.
        if self.pieces.is_empty() {
            self.pieces.reserve_exact(1);
        }
        self.pieces.push(next);
    }

    /// The smallest range of the source that covers `range` of the text. An empty range gives an empty place; a map
    /// without pieces gives `0..0`.
    pub fn span(&self, range: Range<usize>) -> Span {
        let (Some(first), Some(last)) = (self.piece_at(range.start), self.piece_at(range.end.saturating_sub(1))) else {
            return Span::default();
        };
        let offset = |p: Piece, at: usize| p.source + at.saturating_sub(p.text).min(p.source_len);
        if range.is_empty() {
            let at = if range.start >= first.text_end() {
                first.source_end()
            } else if first.is_linear() {
                offset(first, range.start)
            } else {
                first.source
            };
            return Span::new(at, at);
        }
        let mut start = usize::MAX;
        let mut end = 0;
        let from = self.pieces.partition_point(|p| p.text_end() <= first.text);
        for piece in &self.pieces[from..] {
            if piece.text > last.text {
                break;
            }
            let (a, b) = if piece.is_linear() {
                let a = range.start.max(piece.text);
                let b = range.end.min(piece.text_end());
                (offset(*piece, a), offset(*piece, b))
            } else {
                (piece.source, piece.source_end())
            };
            start = start.min(a);
            end = end.max(b);
        }
        Span::new(start, end.max(start))
    }

    /// The piece that holds byte `at` of the text, or the last one.
    fn piece_at(&self, at: usize) -> Option<Piece> {
        let i = self.pieces.partition_point(|p| p.text_end() <= at);
        self.pieces.get(i).or(self.pieces.last()).copied()
    }

    /// The same map with its source offsets, which counted in an assembled text, taken through that text's own map.
    fn through(&self, outer: &TextMap) -> TextMap {
        let mut map = TextMap::default();
        for piece in &self.pieces {
            if !piece.is_linear() {
                map.push(piece.text_len, outer.span(piece.source..piece.source_end()));
                continue;
            }
            let mut at = piece.source;
            let mut i = outer.pieces.partition_point(|p| p.text_end() <= at);
            while at < piece.source_end() {
                let Some(under) = outer.pieces.get(i) else {
                    let end = outer.span(outer.len()..outer.len());
                    map.push(piece.source_end() - at, end);
                    break;
                };
                let upto = under.text_end().min(piece.source_end());
                let source = if under.is_linear() {
                    let start = under.source + (at - under.text);
                    Span::new(start, start + (upto - at))
                } else {
                    Span::new(under.source, under.source_end())
                };
                map.push(upto - at, source);
                at = upto;
                i += 1;
            }
        }
        map
    }
}

/// A text assembled from pieces of a source, with the map back to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    map: TextMap,
}

impl MappedText {
    /// An empty text, to be pushed to.
    pub fn new() -> Self {
        MappedText::default()
    }

    /// A text that stands unchanged in the source, `start` bytes into it.
    pub fn verbatim(text: &str, start: usize) -> Self {
        MappedText { text: text.to_owned(), map: TextMap::identity(start, text.len()) }
    }

    /// Appends words that stand unchanged in the source, `start` bytes into it.
    pub fn push(&mut self, text: &str, start: usize) {
        self.text.push_str(text);
        self.map.push(text.len(), Span::new(start, start + text.len()));
    }

    /// Appends words that stand for `source` as a whole: an entity, an escape, folded white space.
    pub fn push_for(&mut self, text: &str, source: Span) {
        self.text.push_str(text);
        self.map.push(text.len(), source);
    }

    /// Appends another text with its pieces.
    pub fn append(&mut self, other: &MappedText) {
        self.text.push_str(&other.text);
        for piece in &other.map.pieces {
            self.map.push(piece.text_len, Span::new(piece.source, piece.source_end()));
        }
    }

    /// Drops everything after the first `len` bytes (a character boundary).
    pub fn truncate(&mut self, len: usize) {
        if len >= self.text.len() {
            return;
        }
        self.text.truncate(len);
        let keep = self.map.pieces.partition_point(|p| p.text < len);
        self.map.pieces.truncate(keep);
        if let Some(last) = self.map.pieces.last_mut()
            && last.text_end() > len
        {
            let cut = last.text_end() - len;
            if last.is_linear() {
                last.source_len -= cut;
            }
            last.text_len -= cut;
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The smallest range of the source that covers `range` of this text (bytes).
    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// The smallest range of the source that covers the whole text.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The places that `range` of this text was put together from, in the order of the text.
    pub fn places(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let from = self.map.pieces.partition_point(|p| p.text_end() <= range.start);
        let inside = self.map.pieces[from..].iter().take_while(move |p| p.text < range.end);
        inside.map(move |p| self.span(p.text.max(range.start)..p.text_end().min(range.end)))
    }

    /// A part of the text (bytes, on character boundaries) with its own map.
    pub fn slice(&self, range: Range<usize>) -> MappedText {
        let mut out = MappedText { text: self.text[range.clone()].to_owned(), map: TextMap::default() };
        let from = self.map.pieces.partition_point(|p| p.text_end() <= range.start);
        for piece in &self.map.pieces[from..] {
            let a = piece.text.max(range.start);
            let b = piece.text_end().min(range.end);
            if a >= b {
                break;
            }
            let source = if piece.is_linear() {
                Span::new(piece.source + (a - piece.text), piece.source + (b - piece.text))
            } else {
                Span::new(piece.source, piece.source_end())
            };
            out.map.push(b - a, source);
        }
        out
    }

    /// The text without white space at both ends.
    pub fn trimmed(&self) -> MappedText {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        if start == 0 && end == self.text.len() { self.clone() } else { self.slice(start..end) }
    }

    /// The text with every run of white space folded to one space, and none at the ends, as a browser shows it.
    pub fn folded(&self) -> MappedText {
        let mut out = MappedText::new();
        let mut rest = 0;
        let text = self.text.as_str();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !c.is_whitespace() {
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some(&(next, c)) = chars.peek() {
                if !c.is_whitespace() {
                    break;
                }
                end = next + c.len_utf8();
                chars.next();
            }
            out.append(&self.slice(rest..at));
            if !out.is_empty() && end < text.len() {
                out.push_for(" ", self.span(at..end));
            }
            rest = end;
        }
        out.append(&self.slice(rest..text.len()));
        out
    }

    /// The same text, its places taken through the map of the text that they counted in: an HTML body inside a JSON
    /// string is read by itself first and then placed in the file.
    pub fn through(&self, outer: &MappedText) -> MappedText {
        MappedText { text: self.text.clone(), map: self.map.through(&outer.map) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_maps_whole_and_words_map_byte_by_byte() {
        // source: a &amp; b
        let mut text = MappedText::new();
        text.push("a ", 0);
        text.push_for("&", Span::new(2, 7));
        text.push(" b", 7);
        assert_eq!(text.as_str(), "a & b");
        assert_eq!(text.span(0..1), Span::new(0, 1));
        assert_eq!(text.span(2..3), Span::new(2, 7));
        assert_eq!(text.span(1..5), Span::new(1, 9));
        assert_eq!(text.span(5..5), Span::new(9, 9));
    }

    #[test]
    fn folding_keeps_places() {
        let text = MappedText::verbatim("  a \n\t b  ", 10);
        let folded = text.folded();
        assert_eq!(folded.as_str(), "a b");
        assert_eq!(folded.span(0..1), Span::new(12, 13));
        assert_eq!(folded.span(1..2), Span::new(13, 17));
        assert_eq!(folded.span(2..3), Span::new(17, 18));
    }

    #[test]
    fn a_text_inside_a_text_is_placed_in_the_file() {
        // the file holds  x\"y  at 5; the inner text took  "y  from it
        let mut outer = MappedText::new();
        outer.push("x", 5);
        outer.push_for("\"", Span::new(6, 8));
        outer.push("y", 8);
        let inner = MappedText::verbatim("\"y", 1).through(&outer);
        assert_eq!(inner.span(0..1), Span::new(6, 8));
        assert_eq!(inner.span(0..2), Span::new(6, 9));
    }

    #[test]
    fn a_text_tells_the_places_of_its_pieces() {
        let mut text = MappedText::verbatim("one ", 4);
        text.push("two", 20);
        text.push_for("&", Span::new(23, 28));
        let places: Vec<_> = text.places(2..8).map(|s| (s.start, s.end)).collect();
        assert_eq!(places, [(6, 8), (20, 23), (23, 28)]);
        assert_eq!(text.places(5..6).collect::<Vec<_>>(), [Span::new(21, 22)]);
    }

    #[test]
    fn a_cut_text_keeps_the_places_of_what_is_left() {
        let mut text = MappedText::verbatim("one two", 4);
        text.push_for("&", Span::new(11, 16));
        text.truncate(7);
        assert_eq!((text.as_str(), text.whole()), ("one two", Span::new(4, 11)));
        text.truncate(3);
        assert_eq!((text.as_str(), text.whole()), ("one", Span::new(4, 7)));
        text.push("x", 20);
        assert_eq!(text.span(3..4), Span::new(20, 21));
    }

    #[test]
    fn moved_text_covers_the_smallest_range() {
        let mut text = MappedText::new();
        text.push("late", 20);
        text.push("early", 3);
        assert_eq!(text.whole(), Span::new(3, 24));
    }
}
