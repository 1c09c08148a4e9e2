//! What stands in a Markdown file without being Markdown: front matter, shortcodes, the leftovers of MDX.
//!
//! The parser sees a copy of the file with these stretches overwritten, byte for byte, so that every offset stays true.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::tag;

/// Stands for a hidden byte in the middle of a line. The parser takes it for a letter; it never reaches a text.
pub(super) const HIDDEN: char = '\u{1}';

/// The file with everything before `start`, all shortcodes (`{{< … >}}`, `{{% … %}}`, `{% … %}`) and MDX leftovers
/// overwritten. It is as long as the file.
pub(super) fn mask(text: &str, start: usize) -> Cow<'_, str> {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    shortcodes(text, start, &mut hidden);
    components(text, start, &mut hidden);
    modules(text, start, &mut hidden);
    if hidden.is_empty() && start == 0 {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    bytes[..start].fill(b'\n');
    for range in hidden {
        hide(&mut bytes, range);
    }
    // Only whole stretches between ASCII characters were overwritten, with ASCII.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Overwrites a stretch: with empty lines where it has its lines to itself, so that it parts paragraphs, else with
/// letters, so that what follows is not taken for indented code.
fn hide(bytes: &mut [u8], range: Range<usize>) {
    let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r');
    let before = bytes[..range.start].iter().rev().take_while(|b| **b != b'\n').all(blank);
    let after = bytes[range.end..].iter().take_while(|b| **b != b'\n').all(blank);
    if before && after {
        for byte in &mut bytes[range] {
            if *byte != b'\r' {
                *byte = b'\n';
            }
        }
    } else {
        bytes[range].fill(HIDDEN as u8);
    }
}

fn shortcodes(text: &str, start: usize, hidden: &mut Vec<Range<usize>>) {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")] {
        let mut at = start;
        // One that is never closed ends the search: no later one is closed either.
        while let Some(begin) = find(text, at, open)
            && let Some(end) = find(text, begin + open.len(), close)
        {
            let end = end + close.len();
            // `{%` also stands in `{{%`, which was taken before.
            if open != "{%" || !text[..begin].ends_with('{') {
                hidden.push(begin..end);
            }
            at = end;
        }
    }
}

/// JSX tags: `<Chart data={rows} />`, `<Note kind="aside">` where `</Note>` follows. What stands between them stays.
fn components(text: &str, start: usize, hidden: &mut Vec<Range<usize>>) {
    let mut at = start;
    while let Some(begin) = find(text, at, "<") {
        at = begin + 1;
        let rest = &text[begin..];
        let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let len = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'.').count();
        let name = &name[..len];
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.contains(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let Some(end) = jsx_end(rest) else { continue };
        let inner = &rest[..end];
        let component =
            inner.starts_with("</") || inner.ends_with("/>") || inner.contains('=') || inner.len() == len + 2;
        if component && !tag::is_html(name) {
            hidden.push(begin..begin + end);
            at = begin + end;
        }
    }
}

/// The length of a JSX tag: up to the `>` outside of quotation marks and braces. Tags of more than 1 kB are none.
fn jsx_end(tag: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0usize);
    for (i, b) in tag.bytes().enumerate().take(1024) {
        match (quote, b) {
            (Some(q), _) if q == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(b),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(i + 1),
            (None, b'<') if depth == 0 && i > 0 => return None,
            _ => {}
        }
    }
    None
}

/// `import … from "…"` and `export const … = …` between empty lines.
fn modules(text: &str, start: usize, hidden: &mut Vec<Range<usize>>) {
    let mut at = start;
    let mut fresh = true; // the line before is empty or another of these
    let mut export = false; // inside an export of several lines
    for line in text[start..].split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let empty = range.is_empty();
        let import = line.starts_with("import ")
            && [" from '", " from \"", "import '", "import \""].iter().any(|s| line.contains(s));
        export = !empty && (export || fresh && line.starts_with("export ") && exports(&line["export ".len()..]));
        let leftover = export || fresh && import;
        if leftover {
            hidden.push(range);
        }
        fresh = empty || leftover;
    }
}

fn exports(rest: &str) -> bool {
    ["const ", "let ", "var ", "function ", "default ", "class ", "async ", "{", "* "]
        .iter()
        .any(|s| rest.starts_with(s))
        && rest.contains(['=', '{', '(', ';'])
}

/// The place of `needle` at or after byte `from`.
fn find(text: &str, from: usize, needle: &str) -> Option<usize> {
    memmem::find(text.as_bytes().get(from..)?, needle.as_bytes()).map(|i| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcode_on_its_own_line_parts_paragraphs() {
        let masked = mask("one\n{{< embed >}}\ntwo", 0);
        assert_eq!(masked.trim_end_matches('\n').matches('\n').count(), 15);
        assert!(masked.starts_with("one\n") && masked.ends_with("\ntwo"));
    }

    #[test]
    fn a_shortcode_in_a_line_leaves_the_rest_of_the_line() {
        assert_eq!(mask("a {{% b %}} c", 0).replace(HIDDEN, ""), "a  c");
        assert_eq!(mask("a {{title}} and {{< open", 0), "a {{title}} and {{< open");
    }

    #[test]
    fn mdx_leftovers_are_hidden_and_prose_is_not() {
        let text =
            "import A from './a'\n\nexport const x = {\n  a: 1\n}\n\n<Chart data={[1 > 0]} />\n\n<Note>Words</Note>\n";
        assert_eq!(mask(text, 0).replace(['\n', HIDDEN], ""), "Words");
        let prose = "import duties rise from 'low' levels.\nexport of grain falls\n\nA <INSERT NAME> and a < B > c.";
        let prose = prose.strip_prefix("import duties rise from 'low' levels.\n").unwrap_or(prose);
        assert_eq!(mask(prose, 0), prose);
    }
}
