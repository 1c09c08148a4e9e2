//! Character references in texts that are no HTML themselves: values in JSON-LD are often escaped twice.

use html5ever::data::NAMED_ENTITIES;

/// `text` with its references undone, tags left out and white space folded.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((c, len)) = reference(rest) {
            out.push_str(&c);
            rest = &rest[len..];
        } else if let Some(len) = tag(rest) {
            rest = &rest[len..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The reference that `rest` starts with: its text and its length. Only ones that end in a semicolon.
fn reference(rest: &str) -> Option<(String, usize)> {
    let name = rest.strip_prefix('&')?;
    let len = name.bytes().take(32).position(|b| b == b';')?;
    let name = &name[..len];
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?)?.to_string()
    } else {
        let (first, second) = *NAMED_ENTITIES.get(&format!("{name};"))?;
        let mut text: String = char::from_u32(first).filter(|c| *c != '\0')?.into();
        text.extend(char::from_u32(second).filter(|c| *c != '\0'));
        text
    };
    Some((c, len + 2))
}

/// The length of the tag that `rest` starts with.
fn tag(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('<')?.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then(|| rest.bytes().take(500).position(|b| b == b'>'))?
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn references_and_tags_are_undone() {
        assert_eq!(
            super::plain("Law &amp; order &#8211; <em>again</em>  &bogus; a < b"),
            "Law & order – again &bogus; a < b"
        );
    }
}
