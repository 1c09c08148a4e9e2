//! Keeps hostile tags from taking quadratic time: html5ever compares each attribute of a tag with all before it.

/// How many attributes of one tag are read. Real pages stay below 100.
const MOST: usize = 1000;

/// The text with blanks in place of the attributes that a tag has beyond [`MOST`], so that all places stay what they
/// are; `None` where no tag has so many.
pub(super) fn bounded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'<')) {
        let open = at + step;
        at = open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut count = 0;
        let mut cut = None;
        let mut blank = false;
        while let Some(b) = bytes.get(at).copied() {
            match b {
                b'>' => break,
                // A quoted value; a quotation mark anywhere else is part of a name.
                b'"' | b'\'' if bytes[at - 1] == b'=' || blank && after_equals(&bytes[..at]) => {
                    let Some(len) = bytes[at + 1..].iter().position(|c| *c == b) else {
                        at = bytes.len();
                        break;
                    };
                    at += len + 1;
                    blank = true;
                }
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => blank = true,
                _ => {
                    count += usize::from(blank);
                    blank = false;
                    if count > MOST && cut.is_none() {
                        cut = Some(at);
                    }
                }
            }
            at += 1;
        }
        if let Some(cut) = cut {
            let end = at.min(bytes.len());
            out.get_or_insert_with(|| bytes.to_vec())[cut..end].fill(b' ');
        }
    }
    out.and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Whether the last thing before is an equals sign and white space.
fn after_equals(before: &[u8]) -> bool {
    before.iter().rev().take(8).find(|b| !b.is_ascii_whitespace()) == Some(&b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        assert_eq!(bounded("<p class=\"a b\" id=c>1 < 2 <br/><a href='x>y' title=\"it's\">z</a>"), None);
    }

    #[test]
    fn attributes_beyond_the_bound_are_blanked() {
        let many: String = (0..2000).map(|i| format!("a{i}=ä ")).collect();
        let page = format!("<p {many}>x</p>");
        let cut = bounded(&page).unwrap();
        assert_eq!(cut.len(), page.len());
        assert!(cut.contains("a900=") && !cut.contains("a1500=") && cut.ends_with(">x</p>"));
    }
}
