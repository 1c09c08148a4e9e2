//! The words of a block as a browser shows them: white space folded, with the way back to the bytes.

use super::parse::Piece;
use crate::text::{MappedText, Span};

/// Assembles a text from pieces, folding white space as it goes.
#[derive(Default)]
pub(super) struct Words {
    text: MappedText,
    /// White space since the last word.
    space: Option<Span>,
    /// Whether a citation was lifted out since the last word.
    lifted: bool,
    /// Where the last word ends in the source.
    last: usize,
}

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the next word will start, in bytes of the text.
    pub(super) fn next_word(&self) -> usize {
        self.text.len() + usize::from(self.space.is_some() && !self.text.is_empty())
    }

    /// Where the last word ends.
    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    /// Where the last word ends in the source.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// A citation was lifted out here: the blank before it goes with it where the sentence goes on with a stop.
    pub(super) fn lifted(&mut self) {
        self.lifted = true;
    }

    /// White space that stands for a tag: a line break.
    pub(super) fn push_space(&mut self, span: Span) {
        self.space = Some(self.space.map_or(span, |s| s.cover(span)));
    }

    /// The edge of a table cell, which has no bytes of its own.
    pub(super) fn push_edge(&mut self) {
        self.push_space(Span::new(self.last, self.last));
    }

    /// Appends a text node.
    pub(super) fn push(&mut self, text: &str, pieces: &[Piece]) {
        let mut at = 0;
        for piece in pieces {
            let Some(part) = text.get(at..at + piece.len) else { return };
            at += piece.len;
            if piece.verbatim {
                self.push_verbatim(part, piece.span.start)
            } else {
                self.push_decoded(part, piece.span)
            }
        }
    }

    fn push_decoded(&mut self, part: &str, span: Span) {
        if part.chars().all(char::is_whitespace) {
            self.push_space(span);
        } else if !part.chars().all(is_unseen) {
            self.flush_space(part);
            self.text.push_for(part, span);
            self.last = span.end;
        }
    }

    fn push_verbatim(&mut self, part: &str, start: usize) {
        let mut at = 0;
        while let Some(rest) = part.get(at..).filter(|r| !r.is_empty()) {
            let words = plain_words(rest);
            if words > 0 {
                self.flush_space(rest);
                self.text.push(&rest[..words], start + at);
                at += words;
                self.last = start + at;
                continue;
            }
            let Some(c) = rest.chars().next() else { return };
            if c.is_whitespace() {
                self.push_space(Span::new(start + at, start + at + c.len_utf8()));
            }
            at += c.len_utf8();
        }
    }

    fn flush_space(&mut self, next: &str) {
        let stop = std::mem::take(&mut self.lifted) && next.starts_with(['.', ',', ';', ':', '!', '?', ')']);
        if let Some(space) = self.space.take()
            && !self.text.is_empty()
            && !stop
        {
            self.text.push_for(" ", space);
        }
    }

    /// The text, without white space at its end.
    pub(super) fn finish(self) -> MappedText {
        self.text
    }
}

/// Characters that a browser shows as nothing.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// How many bytes at the start of `text` are words with single blanks between them: what needs no folding.
fn plain_words(text: &str) -> usize {
    let mut end = 0;
    let mut blank = true;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            if blank {
                break;
            }
            blank = true;
        } else if c.is_whitespace() || is_unseen(c) {
            break;
        } else {
            blank = false;
            end = at + c.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_place_of_every_word() {
        let source = " one  two\u{a0}\nthree four\u{ad}teen ";
        let mut words = Words::default();
        words.push(source, &[Piece { len: source.len(), span: Span::new(7, 7 + source.len()), verbatim: true }]);
        let text = words.finish();
        assert_eq!(text.as_str(), "one two three fourteen");
        assert_eq!(text.span(8..13), Span::new(19, 24));
        assert_eq!(text.span(14..22), Span::new(25, 35));
    }
}
