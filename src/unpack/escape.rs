//! Texts as HTML, and HTML as the name of an entry.

/// A text between tags or in quotation marks.
pub(super) fn escaped(text: &str) -> String {
    const SPECIAL: [char; 5] = ['&', '<', '>', '"', '\0'];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((words, special)) = rest.find(SPECIAL).and_then(|at| rest.split_at_checked(at)) {
        let mut behind = special.chars();
        out.push_str(words);
        out.push_str(match behind.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "\u{fffd}",
        });
        rest = behind.as_str();
    }
    out + rest
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
