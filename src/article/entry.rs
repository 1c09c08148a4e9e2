//! One entry of a source list: its number, address, domain, grade and what else it says.

use std::ops::Range;

use super::{address, labels};

/// What one entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Where the entry starts in the line: after the list marker, at the number if it has one (bytes).
    pub(crate) start: usize,
    /// The number that markers refer to it by.
    pub(crate) label: Option<String>,
    /// The first address.
    pub(crate) url: Option<String>,
    /// The domain, where there is no address.
    pub(crate) domain: Option<String>,
    pub(crate) grade: Option<String>,
    /// The rest: author, headline, outlet, date.
    pub(crate) words: String,
}

/// Reads the words of one entry: `[1] Ada Lind: “Dyke fails”, https://tribune.example/a`, `2.bote.exampleSekundär`.
pub(crate) fn parse(line: &str) -> Parts {
    let start = after_bullet(line);
    let entry = line[start..].trim_end();
    let (label, number) = number(entry);
    let rest = &entry[number..];
    // What is cut out of the words, in no order.
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut parts = Parts { start, label: label.map(plain_digits), ..Parts::default() };
    let grade = grade_at_end(rest).or_else(|| grade_behind_domain(rest));
    let graded = grade.as_ref().map_or(rest.len(), |grade| grade.start);
    let behind = grade.as_ref().map_or(rest.len(), |grade| grade.end);
    if let Some(url) = address::next_url(&rest[..graded], 0).or_else(|| address::next_url(rest, behind)) {
        parts.url = Some(rest[url.clone()].to_owned());
        taken.push(url);
    }
    if let Some(grade) = grade {
        parts.grade = Some(rest[grade.clone()].to_owned());
        taken.push(grade);
    }
    if parts.url.is_none() {
        let glued = parts.label.is_some() && parts.grade.is_some() && is_host(&rest[..graded]);
        let domain = if glued { Some(0..graded) } else { domain_in(&rest[..graded]) };
        if let Some(domain) = domain {
            parts.domain = Some(rest[domain.clone()].to_lowercase());
            taken.push(domain);
        }
    }
    taken.sort_by_key(|r| r.start);
    let mut from = 0;
    for range in taken {
        push_words(&mut parts.words, &rest[from..range.start]);
        from = range.end;
    }
    push_words(&mut parts.words, &rest[from..]);
    parts
}

/// The number at the start of an entry, and how many bytes it takes with its brackets and the space behind it:
/// `1.`, `2)`, `[3]`, `(4)`, `⁵`. A decimal is none, and neither is a year without brackets.
pub(crate) fn number(entry: &str) -> (Option<&str>, usize) {
    let with_space = |end: usize| end + (entry[end..].len() - entry[end..].trim_start().len());
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let bracket = entry.starts_with(['[', '(']);
    let from = usize::from(bracket);
    let len = digits(&entry[from..]);
    let label = &entry[from..from + len];
    if (1..=4).contains(&len) {
        let rest = &entry[from + len..];
        if bracket {
            if rest.starts_with([']', ')']) {
                let end = from + len + 1;
                return (Some(label), with_space(end + usize::from(entry[end..].starts_with([':', '.']))));
            }
        } else if len <= 3 && rest.starts_with(['.', ')', ':']) {
            // `1.bote.example` is a number; `1.5 million` and `12.02.2026` are not.
            let glued = &rest[1..];
            let word = glued.split(|c: char| c.is_whitespace() || c == '·').next().unwrap_or(glued);
            let ungraded = labels::grade_at_end(word).map_or(word, |g| &word[..g.start]);
            if !glued.starts_with(|c: char| c.is_ascii_digit()) || address::is_domain(ungraded) {
                return (Some(label), with_space(len + 1));
            }
        }
    }
    let superscript = entry.find(|c| !is_superscript(c)).unwrap_or(entry.len());
    if superscript > 0 {
        return (Some(&entry[..superscript]), with_space(superscript));
    }
    (None, 0)
}

/// Whether a character is a superscript digit.
pub(crate) fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// A number with its superscript digits as plain ones.
pub(crate) fn plain_digits(number: &str) -> String {
    let digit = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().zip('0'..='9').find(|(s, _)| *s == c).map_or(c, |(_, d)| d);
    number.chars().map(digit).collect()
}

/// Where the entry starts after white space and a list marker.
fn after_bullet(line: &str) -> usize {
    let text = line.trim_start();
    let rest = text.strip_prefix(['-', '*', '•', '–', '+']).filter(|r| r.starts_with(char::is_whitespace));
    line.len() - rest.map_or(text, str::trim_start).len()
}

/// The grade at the end, where it stands apart.
fn grade_at_end(text: &str) -> Option<Range<usize>> {
    let text = text.trim_end_matches([')', ']', '.', ' ']);
    labels::grade_at_end(text).filter(|grade| stands_apart(text[..grade.start].trim_end()))
}

/// The grade right behind the domain, where more words follow: `tribune.exampleSecondary – Dyke fails, 3 May 2026`.
fn grade_behind_domain(text: &str) -> Option<Range<usize>> {
    let places = text.char_indices().map(|(at, _)| at).take(300);
    let mut grades = places.filter_map(|at| labels::grade_at_start(&text[at..]).map(|len| at..at + len));
    grades.find(|grade| {
        let before = text[..grade.start].trim_end_matches([' ', '·', '(', '–', '|']);
        address::is_domain(before.rsplit([' ', '\u{a0}']).next().unwrap_or(before))
    })
}

/// Whether a grade may follow: a heading may end in the word ("The Hampshire Primary"), so only a separator or a domain
/// sets it apart.
fn stands_apart(before: &str) -> bool {
    if is_host(before) || before.is_empty() || before.ends_with(['·', '(', '[', '|', '–', '—', ',', ':', ';', '/', '-'])
    {
        return true;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || "([·|,;<>".contains(c)).next().unwrap_or(before);
    address::is_domain(word) || address::next_url(word, 0).is_some()
}

/// Whether a text is one word that has the form of a host. Between a number and a grade that is enough.
fn is_host(text: &str) -> bool {
    text.contains('.') && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// The first domain name among the words.
fn domain_in(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for word in text.split(|c: char| c.is_whitespace() || "()[]<>·|,;:\"“”„«»".contains(c)) {
        let name = word.trim_end_matches(['.', '!', '?']);
        if address::is_domain(name) {
            return Some(at..at + name.len());
        }
        // One separator stands between two words; its length is that of the character after the word.
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Adds a stretch of words without the separators at its ends.
fn push_words(words: &mut String, stretch: &str) {
    let separators = |c: char| c.is_whitespace() || ",;:·|–—-<>".contains(c);
    let stretch = stretch.trim_matches(separators);
    if !stretch.chars().any(char::is_alphanumeric) {
        return;
    }
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(stretch);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glued_entry_has_number_domain_and_grade() {
        let parts = parse("- 1.tribune.exampleSecondary");
        assert_eq!(parts.start, 2);
        assert_eq!(parts.label.as_deref(), Some("1"));
        assert_eq!(parts.domain.as_deref(), Some("tribune.example"));
        assert_eq!(parts.grade.as_deref(), Some("Secondary"));
        assert_eq!(parts.words, "");
        let parts = parse("- 12.20min.exampleSekundär");
        assert_eq!(parts.label.as_deref(), Some("12"));
        assert_eq!(parts.domain.as_deref(), Some("20min.example"));
        assert_eq!(parts.grade.as_deref(), Some("Sekundär"));
    }

    #[test]
    fn a_written_entry_keeps_its_words() {
        let parts = parse("[3] Ada Lind: “Dyke fails”, Tribune, 12 May 2026, https://tribune.example/a.");
        assert_eq!(parts.label.as_deref(), Some("3"));
        assert_eq!(parts.url.as_deref(), Some("https://tribune.example/a"));
        assert_eq!(parts.domain, None);
        assert_eq!(parts.words, "Ada Lind: “Dyke fails”, Tribune, 12 May 2026");
    }

    #[test]
    fn words_may_follow_the_grade() {
        let parts = parse("- 1.tribune.exampleSecondary – Ada Lind: Dyke fails, 3 May 2026, https://tribune.example/a");
        assert_eq!(parts.grade.as_deref(), Some("Secondary"));
        assert_eq!(parts.url.as_deref(), Some("https://tribune.example/a"));
        assert_eq!(parts.words, "tribune.example Ada Lind: Dyke fails, 3 May 2026");
        let parts = parse("2. bote.example · Primär · Deich bricht");
        assert_eq!((parts.domain.as_deref(), parts.grade.as_deref()), (Some("bote.example"), Some("Primär")));
    }

    #[test]
    fn a_grade_stands_apart() {
        assert_eq!(parse("tribune.example (Tier 1)").grade.as_deref(), Some("Tier 1"));
        assert_eq!(parse("tribune.example · Secondary").grade.as_deref(), Some("Secondary"));
        assert_eq!(parse("https://tribune.example/a Secondary").grade.as_deref(), Some("Secondary"));
        assert_eq!(parse("Lind, The Hampshire Primary").grade, None);
    }

    #[test]
    fn decimals_dates_and_years_are_no_numbers() {
        assert_eq!(number("1.5 million"), (None, 0));
        assert_eq!(number("12.02.2026 Tribune"), (None, 0));
        assert_eq!(number("2024: a year"), (None, 0));
        assert_eq!(number("² Tribune").0, Some("²"));
        assert_eq!(number("(4) Tribune"), (Some("4"), 4));
    }
}
