//! One HTML tag as it stands between Markdown words.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

/// A start or end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) closing: bool,
    attributes: &'a str,
}

/// Reads `<name …>` or `</name>`. `None` for comments, declarations and processing instructions.
pub(super) fn parse(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |rest| (rest, true));
    let len = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let (name, rest) = inner.split_at_checked(len)?;
    (len > 0).then(|| Tag { name, closing, attributes: rest.strip_suffix('>').unwrap_or(rest) })
}

impl<'a> Tag<'a> {
    /// Whether the tag has this name (ASCII lower case).
    pub(super) fn is(self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, character references undone and white space trimmed.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let key = &rest[..end];
            let after = rest[end..].trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = if end == 0 { "" } else { &rest[end..] };
                continue;
            };
            let (value, next) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value.trim()));
            }
            rest = next;
        }
    }
}

/// An attribute value with its character references undone. Only those with a semicolon count: `?a=1&copy=2` stays.
fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name has 33 bytes.
        let name = rest.bytes().take(34).position(|b| b == b';').and_then(|end| rest.get(1..=end));
        let used = name.filter(|name| reference(name, &mut out)).map_or(0, |name| name.len() + 1);
        if used == 0 {
            out.push('&');
        }
        rest = &rest[used.max(1)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Appends what `amp;`, `#38;` or `#x26;` stands for. `false` where it is no character reference.
fn reference(name: &str, out: &mut String) -> bool {
    if let Some(number) = name.strip_prefix('#').and_then(|n| n.strip_suffix(';')) {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let Some(c) = code.ok().and_then(char::from_u32) else { return false };
        out.push(c);
        return true;
    }
    let Some(&(first, second)) = NAMED_ENTITIES.get(name) else { return false };
    let before = out.len();
    out.extend([first, second].into_iter().filter(|c| *c != 0).filter_map(char::from_u32));
    out.len() > before
}

/// Elements whose content is no text of the article.
pub(super) fn is_mute(name: &str) -> bool {
    ["script", "style", "iframe", "textarea", "template", "svg", "button", "select", "object", "audio", "video"]
        .iter()
        .any(|n| name.eq_ignore_ascii_case(n))
}

/// Whether a stretch of HTML has words or pictures: most such stretches in articles are scripts and empty boxes.
pub(super) fn has_content(html: &str) -> bool {
    let mut rest = html;
    // The element whose content is passed over.
    let mut mute: Option<&str> = None;
    loop {
        let open = rest.find('<').unwrap_or(rest.len());
        if mute.is_none() && rest[..open].contains(char::is_alphanumeric) {
            return true;
        }
        rest = &rest[open..];
        if rest.is_empty() {
            return false;
        }
        let len =
            if rest.starts_with("<!--") { rest.find("-->").map(|i| i + 3) } else { rest.find('>').map(|i| i + 1) };
        let Some(len) = len else { return true };
        if let Some(tag) = parse(&rest[..len]) {
            match mute {
                Some(name) if tag.closing && tag.is(name) => mute = None,
                None if tag.is("img") => return true,
                None if !tag.closing && is_mute(tag.name) => mute = Some(tag.name),
                _ => {}
            }
        }
        rest = &rest[len..];
    }
}

/// Whether HTML has an element of this name that people write in articles.
pub(super) fn is_html(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "meta",
        "nav",
        "nobr",
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "param",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "script",
        "section",
        "select",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ];
    NAMES.iter().any(|n| n.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_in_every_spelling() {
        let tag = parse("<a class=x HREF = 'https://a.example/?a=1&amp;b=2' hidden>").unwrap();
        assert!(tag.is("a") && !tag.closing);
        assert_eq!(tag.attribute("href").as_deref(), Some("https://a.example/?a=1&b=2"));
        assert_eq!(tag.attribute("class").as_deref(), Some("x"));
        assert_eq!(tag.attribute("hidden"), None);
        assert_eq!(parse("<!-- a -->"), None);
        assert!(parse("</A >").unwrap().closing);
        assert!(!has_content("<script src=a>x = 1 < 2</script><div data-a=\"b\"></div><!-- c -->"));
        assert!(has_content("<div><p>Words</p></div>") && has_content("<figure><img src=a></figure>"));
        assert_eq!(parse("<a = \"").unwrap().attribute("href"), None);
    }
}
