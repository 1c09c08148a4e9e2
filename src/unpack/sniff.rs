//! Whether an input is a container, and which.

use super::gzip;
use crate::text::Container;

/// The container that an input is, by its first bytes, else by the extension of `path`; `None` for a text. Files of old
/// or other office programs count as Word: there it is said what to do with them.
pub fn detect(path: &str, bytes: &[u8]) -> Option<Container> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(Container::Word);
    }
    if bytes.starts_with(b"WARC/") || gzip::is_gzip(bytes) && gzip::head(bytes).starts_with(b"WARC/") {
        return Some(Container::Archive);
    }
    match extension {
        "docx" | "docm" | "doc" => Some(Container::Word),
        "rss" | "atom" => Some(Container::Feed),
        "warc" => Some(Container::Archive),
        "gz" if name.ends_with(".warc.gz") => Some(Container::Archive),
        "html" | "htm" | "xhtml" | "md" | "markdown" | "mdx" | "txt" | "text" | "json" => None,
        _ => is_feed(bytes).then_some(Container::Feed),
    }
}

/// Whether the first element of an XML text is that of a feed.
fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // The declaration, style sheets, comments and the document type stand before it.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    let tag = rest.split('>').next().unwrap_or_default();
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    match name {
        "<rss" => true,
        "<feed" | "<atom:feed" => tag.contains("Atom") || tag.contains("purl.org/atom"),
        "<rdf:RDF" => tag.contains("purl.org/rss"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_a_container() {
        assert_eq!(detect("-", b"PK\x03\x04..."), Some(Container::Word));
        assert_eq!(detect("a.txt", b"PK\x03\x04..."), Some(Container::Word));
        assert_eq!(detect("-", b"WARC/1.0\r\n"), Some(Container::Archive));
        assert_eq!(
            detect("-", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x > y -->\n<rss version=\"2.0\">"),
            Some(Container::Feed)
        );
        assert_eq!(detect("news.xml", b"<feed xmlns=\"http://www.w3.org/2005/Atom\">"), Some(Container::Feed));
        assert_eq!(detect("-", b"<feed><animal/></feed>"), None);
        assert_eq!(detect("-", b"<html><body>"), None);
        assert_eq!(detect("-", b"WAR is over."), None);
        assert_eq!(detect("-", b""), None);
    }

    #[test]
    fn the_extension_decides_where_the_bytes_say_nothing() {
        assert_eq!(detect("drafts/a.DOCX", b"hello"), Some(Container::Word));
        assert_eq!(detect("a.atom", b"broken"), Some(Container::Feed));
        assert_eq!(detect("a.warc.gz", b"\x1f\x8b"), Some(Container::Archive));
        assert_eq!(detect("a.md", b"<rss>"), None);
    }
}
