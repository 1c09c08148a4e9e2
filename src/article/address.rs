//! Addresses as they stand in running text: bare URLs and domain names.

use std::ops::Range;

/// The next bare URL (`https://…`, `http://…`, `www.…`) of `text` that starts at byte `from` or later. Punctuation that
/// belongs to the sentence is left out: a stop or comma at the end, a bracket that was opened before it.
pub(crate) fn next_url(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    while let Some(rest) = bytes.get(start..).filter(|r| !r.is_empty()) {
        let step = rest.iter().position(|b| matches!(b, b'h' | b'H' | b'w' | b'W'))?;
        let at = start + step;
        start = at + 1;
        let head = scheme_len(&bytes[at..]);
        // Both places stand beside ASCII bytes, so they are character boundaries.
        let (Some(before), Some(tail)) = (text.get(..at), text.get(at + head..)) else { continue };
        let inside_word = before.chars().next_back().is_some_and(char::is_alphanumeric);
        if head == 0 || inside_word || !tail.starts_with(char::is_alphanumeric) {
            continue;
        }
        let len = tail.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"“”„«»`|{}".contains(c));
        let tail = sentence_free(&tail[..len.unwrap_or(tail.len())]);
        return Some(at..at + head + tail.len());
    }
    None
}

/// The part of a host that somebody registered (`news.tribune.co.uk` gives `tribune.co.uk`), by the public suffix list
/// and the names that RFC 2606 keeps for examples; `None` where the host has no known suffix or is one itself.
pub(crate) fn registrable(host: &str) -> Option<&str> {
    let name = host.rsplit('.').next()?;
    let reserved = ["example", "test", "invalid"].contains(&name);
    let domain = psl::domain(host.as_bytes())?;
    if !(reserved || domain.suffix().is_known()) {
        return None;
    }
    host.get(host.len().checked_sub(domain.as_bytes().len())?..)
}

/// Whether a word is a domain name: labels of letters, digits and hyphens, at least two, the last of them a known suffix.
pub(crate) fn is_domain(word: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty() && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    word.len() <= 253 && word.contains('.') && word.split('.').all(label) && registrable(&word.to_lowercase()).is_some()
}

/// The length of `https://`, `http://` or (0 where none stands there) the place before a host that starts with `www.`.
fn scheme_len(bytes: &[u8]) -> usize {
    for scheme in ["https://", "http://", "www."] {
        if bytes.get(..scheme.len()).is_some_and(|b| b.eq_ignore_ascii_case(scheme.as_bytes())) {
            return scheme.len();
        }
    }
    0
}

/// `tail` without what belongs to the sentence around it.
fn sentence_free(tail: &str) -> &str {
    let count = |c: char| tail.matches(c).count();
    let mut open = [(')', count('('), count(')')), (']', count('['), count(']'))];
    let mut tail = tail;
    while let Some(last) = tail.chars().next_back() {
        let cut = match open.iter_mut().find(|(close, ..)| *close == last) {
            Some((_, opened, closed)) => {
                let cut = closed > opened;
                *closed -= usize::from(cut);
                cut
            }
            None => ".,;:!?'’‘*_…".contains(last),
        };
        if !cut {
            break;
        }
        tail = &tail[..tail.len() - last.len_utf8()];
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(range) = next_url(text, from) {
            from = range.end;
            found.push(&text[range]);
        }
        found
    }

    #[test]
    fn punctuation_of_the_sentence_is_no_part_of_an_address() {
        assert_eq!(
            urls("See https://a.example/x_(y). Or (www.b.example/z), „http://c.example“!"),
            ["https://a.example/x_(y)", "www.b.example/z", "http://c.example"]
        );
        assert_eq!(urls("https:// and xhttp://a.example and ähttp://b.example, www. www"), [""; 0]);
    }

    #[test]
    fn a_registrable_domain_needs_a_known_suffix() {
        assert_eq!(registrable("news.tribune.co.uk"), Some("tribune.co.uk"));
        assert_eq!(registrable("live.tribune.example"), Some("tribune.example"));
        assert_eq!(registrable("co.uk"), None);
        assert_eq!(registrable("node.nosuchsuffix"), None);
        assert!(is_domain("bote.example"));
        assert!(!is_domain("U.S."));
        assert!(!is_domain("example"));
    }
}
