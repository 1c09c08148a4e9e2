//! Texts as HTML, and HTML as the name of an entry.

/// A text between tags or in quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// The name of an entry holds no more characters than this.
const LONGEST: usize = 500;

/// What names an entry, as one line without control characters.
pub(super) fn name(text: &str) -> String {
    let mut words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    let line = words.fold(first, |line, word| line + " " + word);
    line.chars().take(LONGEST).collect()
}

/// A title in HTML without its tags.
pub(super) fn untagged(html: &str) -> String {
    let mut inside = false;
    let shown = |c: &char| {
        let hidden = inside || *c == '<';
        inside = *c == '<' || inside && *c != '>';
        !hidden
    };
    let words: String = html.chars().filter(shown).collect();
    quick_xml::escape::unescape(&words).map_or(words.clone(), |words| words.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_entry_is_one_line_of_text() {
        assert_eq!(name(" The\n\tmill\u{1b}[31m "), "The mill [31m");
        assert_eq!(untagged("<i>M\u{fc}hle</i> &amp; Wehr"), "M\u{fc}hle & Wehr");
        assert_eq!(escaped("a<b> & \"c\"\0"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}");
        assert_eq!(untagged("AT&T &nbsp; B"), "AT&T &nbsp; B");
    }
}
