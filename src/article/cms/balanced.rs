//! Whether a piece of HTML can stand among others: every element that it opens is closed in it.

/// Elements that do nothing unusual to the text behind them.
const PLAIN: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "wbr",
];

/// Elements without an end tag.
const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// Elements nest no deeper than this in HTML that stands among others.
const DEEPEST: usize = 32;

/// Whether every element of the text is plain and closed in it, and every comment too.
pub(super) fn is_balanced(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if let Some(comment) = tag.strip_prefix("!--") {
            if comment.starts_with(['>', '-']) {
                return false;
            }
            let Some((_, after)) = comment.split_once("-->") else { return false };
            rest = after;
            continue;
        }
        let (tag, closes) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // A sign that is less than something, unless it begins something unusual.
            if closes || tag.is_empty() || tag.starts_with(['!', '?']) {
                return false;
            }
            continue;
        }
        let is = |known: &[&str]| known.iter().any(|k| k.eq_ignore_ascii_case(name));
        let Some(after) = tag.get(name.len()..).and_then(behind_tag).filter(|_| is(PLAIN)) else { return false };
        rest = after;
        if closes {
            if !open.pop().is_some_and(|last| last.eq_ignore_ascii_case(name)) {
                return false;
            }
        } else if !is(VOID) {
            open.push(name);
            if open.len() > DEEPEST {
                return false;
            }
        }
    }
    open.is_empty()
}

/// What stands behind a tag whose attributes these are.
fn behind_tag(attributes: &str) -> Option<&str> {
    let mut rest = attributes;
    loop {
        let at = rest.find(['"', '\'', '>'])?;
        let (sign, after) = (rest.as_bytes().get(at)?, rest.get(at + 1..)?);
        if *sign == b'>' {
            return Some(after);
        }
        rest = after.split_once(char::from(*sign))?.1;
    }
}

/// Whether a text has tags or entities.
pub(super) fn has_markup(text: &str) -> bool {
    let tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with("!--") || rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    };
    let entity = |rest: &str| {
        let name = rest.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        name > 1 && rest.as_bytes().get(name) == Some(&b';')
    };
    // Few signs are looked at: each look may go to the end of the text.
    text.match_indices('<').take(32).any(|(at, _)| tag(&text[at + 1..]))
        || text.match_indices('&').any(|(at, _)| entity(&text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_itself_is_balanced() {
        for html in ["", "a < b", "<p>A <a href=\"x>y\">b</a>.<br></p>", "<B>a</b><!-- <p> -->", "1<2 &amp; 3"] {
            assert!(is_balanced(html), "{html}");
        }
    }

    #[test]
    fn what_draws_in_the_text_behind_it_is_not() {
        for html in
            ["<b>a", "a</p>", "<!-- a", "<a href=\"x>b</a>", "<script></script>", "a <", "<p><b></p></b>", "<!-->"]
        {
            assert!(!is_balanced(html), "{html}");
        }
    }

    #[test]
    fn tags_and_entities_are_markup() {
        assert!(has_markup("a<br>b") && has_markup("Smith &amp; Son") && has_markup("it&#8217;s"));
        assert!(!has_markup("a < b") && !has_markup("Smith & Son; all") && !has_markup("5 <6"));
    }
}
