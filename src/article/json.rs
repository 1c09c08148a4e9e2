//! JSON with the place of every string: which bytes of the file each character came from.

use super::values::{Named, Value};
use crate::text::{MappedText, Span};

/// Values that nest deeper than this are left out.
const DEEPEST: usize = 64;

/// What a JSON text holds.
#[derive(Default)]
pub(super) struct Parsed {
    /// `None` where there is no value at all.
    pub(super) value: Option<Value>,
    /// The first bracket of what was left out, as it nests too deep.
    pub(super) too_deep: Option<Span>,
}

/// The value of a text that a parser has found to be valid JSON; of any other text, as much as makes sense.
pub(super) fn parse(text: &str) -> Parsed {
    let mut open: Vec<Frame> = Vec::new();
    let mut at = 0;
    // How many brackets below the deepest level are open.
    let mut skipped = 0usize;
    let mut root = None;
    let mut too_deep = None;
    while let Some(&byte) = text.as_bytes().get(at) {
        let value = match byte {
            b'{' | b'[' if skipped > 0 || open.len() >= DEEPEST => {
                too_deep.get_or_insert(Span::new(at, at + 1));
                skipped += 1;
                at += 1;
                continue;
            }
            b'}' | b']' if skipped > 0 => {
                skipped -= 1;
                at += 1;
                continue;
            }
            b'{' | b'[' => {
                open.push(if byte == b'{' { Frame::Table(Vec::new(), None) } else { Frame::List(Vec::new()) });
                at += 1;
                continue;
            }
            b'}' | b']' => {
                at += 1;
                match open.pop() {
                    Some(frame) => frame.close(),
                    None => break,
                }
            }
            b'"' => {
                let (words, end) = string(text, at);
                let start = std::mem::replace(&mut at, end);
                if skipped > 0 {
                    continue;
                }
                if let Some(Frame::Table(_, key @ None)) = open.last_mut() {
                    *key = Some((words.as_str().to_owned(), Span::new(start, end)));
                    continue;
                }
                Value::Text(words)
            }
            b if b.is_ascii_alphanumeric() || b == b'-' => {
                let len = text[at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
                let word = MappedText::verbatim(&text[at..at + len], at);
                at += len;
                if skipped > 0 {
                    continue;
                }
                Value::Text(if word.as_str() == "null" { MappedText::new() } else { word })
            }
            _ => {
                at += 1;
                continue;
            }
        };
        attach(value, &mut open, &mut root);
    }
    // What a text that breaks off leaves open.
    while let Some(frame) = open.pop() {
        attach(frame.close(), &mut open, &mut root);
    }
    Parsed { value: root, too_deep }
}

enum Frame {
    /// The entries so far, and the key that waits for its value.
    Table(Vec<Named>, Option<(String, Span)>),
    List(Vec<Value>),
}

impl Frame {
    /// The value. A file may have millions of small tables and lists.
    fn close(self) -> Value {
        match self {
            Frame::Table(mut table, _) => {
                table.shrink_to_fit();
                Value::Table(table)
            }
            Frame::List(mut list) => {
                list.shrink_to_fit();
                Value::List(list)
            }
        }
    }
}

/// Adds a value to what is open around it.
fn attach(value: Value, open: &mut [Frame], root: &mut Option<Value>) {
    match open.last_mut() {
        Some(Frame::List(list)) => list.push(value),
        Some(Frame::Table(table, key)) => {
            if let Some((key, key_span)) = key.take() {
                table.push(Named { key, key_span, value });
            }
        }
        None => *root = root.take().or(Some(value)),
    }
}

/// The string whose opening quotation mark stands at `start`, and where it ends.
fn string(text: &str, start: usize) -> (MappedText, usize) {
    let bytes = text.as_bytes();
    let mut out = MappedText::new();
    let mut from = start + 1;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let len = rest.iter().position(|b| matches!(b, b'"' | b'\\')).unwrap_or(rest.len());
        out.push(text.get(from..from + len).unwrap_or_default(), from);
        let at = from + len;
        if bytes.get(at) != Some(&b'\\') {
            return (out, (at + 1).min(text.len()));
        }
        let (c, len) = escape(text, at);
        out.push_for(c.encode_utf8(&mut [0; 4]), Span::new(at, at + len));
        from = at + len;
    }
}

/// The character that the escape at `at` stands for, and its length in bytes. Half a surrogate pair is U+FFFD.
fn escape(text: &str, at: usize) -> (char, usize) {
    let c = match text[at + 1..].chars().next() {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('u') => {
            let first = unit(text, at);
            let second = unit(text, at + 6).filter(|_| first.is_some_and(|u| (0xD800..0xDC00).contains(&u)));
            let pair = char::decode_utf16(first.into_iter().chain(second)).next();
            return match (pair, first) {
                (Some(Ok(c)), _) => (c, 6 * c.len_utf16()),
                (_, Some(_)) => ('\u{fffd}', 6),
                _ => ('\u{fffd}', 2),
            };
        }
        Some(c) => return (c, 1 + c.len_utf8()),
        None => return ('\u{fffd}', 1),
    };
    (c, 2)
}

/// The UTF-16 unit of the escape `\uXXXX` at `at`.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_map_whole() {
        let (text, end) = string(r#""a\u00e4\ud83d\ude00\"b\n" x"#, 0);
        assert_eq!(text.as_str(), "aä😀\"b\n");
        assert_eq!(end, 26);
        assert_eq!(text.span(1..3), Span::new(2, 8));
        assert_eq!(text.span(3..7), Span::new(8, 20));
        assert_eq!(text.span(8..9), Span::new(22, 23));
    }

    #[test]
    fn half_a_pair_and_half_an_escape_are_replaced() {
        assert_eq!(string(r#""\ud83dx""#, 0).0.as_str(), "\u{fffd}x");
        assert_eq!(string(r#""\ud83d\u0041""#, 0).0.as_str(), "\u{fffd}A");
        assert_eq!(string(r#""\u00"#, 0).0.as_str(), "\u{fffd}00");
        assert_eq!(string("\"\\", 0).0.as_str(), "\u{fffd}");
    }

    #[test]
    fn deep_values_are_left_out() {
        let text = format!("{{\"a\": {}1{}, \"b\": \"c\"}}", "[".repeat(100_000), "]".repeat(100_000));
        let Parsed { value: Some(Value::Table(table)), too_deep: Some(deep) } = parse(&text) else {
            panic!("no table")
        };
        assert_eq!(table.len(), 2);
        assert_eq!(deep, Span::new(69, 70));
    }
}
