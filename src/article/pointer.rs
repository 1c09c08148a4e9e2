//! Where a byte of a JSON file stands in its document: a JSON pointer (RFC 6901) and an offset into the string there.

use std::ops::Range;

/// No longer pointer than this (bytes) is told.
const LONGEST: usize = 4096;

/// A place in a JSON document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The value, by RFC 6901: `/content/blocks/3/data/text`; empty for the whole document.
    pub path: String,
    /// Characters (Unicode scalar values) of the string before the place, escapes undone; 0 outside of strings.
    pub offset: usize,
}

/// The pointers of places (bytes of `text`), which stand in ascending order. `None` where a pointer would be very long.
pub fn pointers(text: &str, places: &[usize]) -> Vec<Option<Pointer>> {
    let bytes = text.as_bytes();
    let mut walk = Walk { text, open: Vec::new(), found: Vec::with_capacity(places.len()) };
    let mut places = places.iter().copied().peekable();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if places.peek().is_none() {
            break;
        }
        let end = if byte == b'"' { string_end(bytes, at) } else { at + 1 };
        match byte {
            b'"' => {
                if let Some(Open::Table { key, waits: waits @ true }) = walk.open.last_mut() {
                    *key = at..end;
                    *waits = false;
                }
                let (mut from, mut offset) = (at + 1, 0);
                let inside = walk.is_value(at);
                while let Some(place) = places.next_if(|place| *place < end) {
                    offset += if inside { characters(text, from..place) } else { 0 };
                    from = from.max(place);
                    walk.tell(offset);
                }
            }
            _ => {
                while places.next_if(|place| *place < end).is_some() {
                    walk.tell(0);
                }
                match byte {
                    b'{' => walk.open.push(Open::Table { key: 0..0, waits: true }),
                    b'[' => walk.open.push(Open::List(0)),
                    b'}' | b']' => {
                        walk.open.pop();
                    }
                    b',' => match walk.open.last_mut() {
                        Some(Open::Table { waits, .. }) => *waits = true,
                        Some(Open::List(index)) => *index += 1,
                        None => {}
                    },
                    _ => {}
                }
            }
        }
        at = end;
    }
    walk.open.clear();
    places.for_each(|_| walk.tell(0));
    walk.found
}

/// A table or list that is open.
enum Open {
    /// Where the last key stands, quotation marks included, and whether the next string is a key.
    Table {
        key: Range<usize>,
        waits: bool,
    },
    List(usize),
}

struct Walk<'t> {
    text: &'t str,
    open: Vec<Open>,
    found: Vec<Option<Pointer>>,
}

impl Walk<'_> {
    /// Whether the string that starts at `at` is no key.
    fn is_value(&self, at: usize) -> bool {
        !matches!(self.open.last(), Some(Open::Table { key, .. }) if key.start == at && !key.is_empty())
    }

    /// Adds the pointer of the value that the walk is at.
    fn tell(&mut self, offset: usize) {
        let mut path = String::new();
        for open in &self.open {
            match open {
                Open::Table { key, .. } if key.is_empty() => {}
                Open::Table { key, .. } => {
                    let raw = self.text.get(key.clone()).unwrap_or_default();
                    if path.len() + raw.len() > LONGEST {
                        return self.found.push(None);
                    }
                    let key = serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned());
                    path = path + "/" + &key.replace('~', "~0").replace('/', "~1");
                }
                Open::List(index) => path = path + "/" + &index.to_string(),
            }
            if path.len() > LONGEST {
                return self.found.push(None);
            }
        }
        self.found.push(Some(Pointer { path, offset }));
    }
}

/// Where the string ends whose opening quotation mark stands at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The characters that a range of a string stands for. An escape that the range cuts is not counted.
fn characters(text: &str, range: Range<usize>) -> usize {
    let Some(raw) = text.get(range) else { return 0 };
    let mut count = 0;
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' if is_pair(rest) => 12,
            '\\' if rest[1..].starts_with('u') => 6,
            '\\' => 1 + rest[1..].chars().next().map_or(1, char::len_utf8),
            _ => c.len_utf8(),
        };
        let Some(after) = rest.get(len..) else { break };
        count += 1;
        rest = after;
    }
    count
}

/// Whether a text begins with the escapes of a surrogate pair.
fn is_pair(text: &str) -> bool {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    unit(0).is_some_and(|u| (0xD800..0xDC00).contains(&u)) && unit(6).is_some_and(|u| (0xDC00..0xE000).contains(&u))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> (String, usize) {
        let place = text.find(words).unwrap();
        let found = pointers(text, &[place]).remove(0).unwrap();
        (found.path, found.offset)
    }

    #[test]
    fn a_place_is_a_value_and_an_offset_in_characters() {
        let text =
            r#" {"a~/b": [{"x": 1}, ["one", "zwölf \u00e4\ud83d\ude00\" boats, \"here"]], "c": {"d": "\n end"}}"#;
        assert_eq!(at(text, "boats"), ("/a~0~1b/1/1".to_owned(), 10));
        assert_eq!(at(text, "here"), ("/a~0~1b/1/1".to_owned(), 18));
        assert_eq!(at(text, "1}"), ("/a~0~1b/0/x".to_owned(), 0));
        assert_eq!(at(text, "end"), ("/c/d".to_owned(), 2));
        assert_eq!(at(text, "\"d\""), ("/c/d".to_owned(), 0));
        assert_eq!(at(text, " {"), (String::new(), 0));
    }

    #[test]
    fn many_places_are_found_in_one_pass_and_broken_text_has_some() {
        let text = r#"{"a": "one two", "b": ["three"#;
        let found: Vec<_> = pointers(text, &[0, 7, 11, 26, 27, 99, 100]).into_iter().flatten().collect();
        let paths: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.offset)).collect();
        assert_eq!(paths, [("", 0), ("/a", 0), ("/a", 4), ("/b/0", 2), ("/b/0", 3), ("", 0), ("", 0)]);
        assert_eq!(pointers(&format!("{{\"{}\": 1}}", "k".repeat(5000)), &[5005]), [None]);
    }
}
