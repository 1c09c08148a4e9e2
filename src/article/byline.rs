//! The names in a byline: `By Ada Lind and Bo Ek, staff writers`, `Von Ada Lind, Hafenstadt`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Field;
use super::news_date;
use crate::text::MappedText;

/// The words of bylines (`rules/lexicons/bylines.toml`), in lower case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Longest first.
    openings: Vec<String>,
    inner: Vec<String>,
    joints: Vec<String>,
    ands: Vec<String>,
    agencies: HashSet<String>,
    tails: Vec<String>,
    particles: HashSet<String>,
    roles: HashSet<String>,
    /// What a line begins with that says when the article was changed, and when it was published.
    pub(crate) updates: Vec<String>,
    pub(crate) dated: Vec<String>,
    /// Names of nobody.
    pub(crate) nobody: HashSet<String>,
    /// Labels of a name in a pair of label and value.
    pub(crate) labels: HashSet<String>,
    /// Words in the names of elements that hold a name.
    pub(crate) elements: HashSet<String>,
    /// Folders of the pages about authors.
    pub(crate) folders: HashSet<String>,
}

/// The lists.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // The file is part of the program and a test reads it, so that it is never at fault in a release.
    let mut words: Words = match toml::from_str(include_str!("../../rules/lexicons/bylines.toml")) {
        Ok(words) => words,
        Err(error) => panic!("rules/lexicons/bylines.toml: {error}"),
    };
    words.openings.sort_by_key(|o| std::cmp::Reverse(o.len()));
    words
});

/// A line of names has no more bytes than this; the rest is not looked at.
const LONGEST: usize = 1000;

/// The names of a byline, each with its place, without `By`, roles and dates. A byline that is no personal name (`Newsroom
/// staff`) is given whole.
pub(crate) fn names(line: &MappedText) -> Vec<Field> {
    let mut line = line.folded();
    let longest = line.as_str().char_indices().map(|(i, _)| i).take_while(|i| *i <= LONGEST).last().unwrap_or(0);
    if line.len() > LONGEST {
        line.truncate(longest);
    }
    let text = line.as_str();
    let lower = text.to_ascii_lowercase();
    let mut names = Vec::new();
    let mut at = start(text, &lower);
    let mut joined = false;
    while at < text.len() {
        let joint = WORDS.joints.iter().filter_map(|j| lower[at..].find(j.as_str()).map(|i| (at + i, j.len()))).min();
        let (end, end_of) = joint.map_or((text.len(), text.len()), |(i, len)| (i, i + len));
        let name = name_in(&text[at..end], &lower[at..end]);
        let range = at + name.start..at + name.end;
        let words = &text[range.clone()];
        // `Ada and Bo`: where one is called by the first name alone, so is the other.
        let first = |names: &[Field]| names.iter().all(|n| !n.text.contains(' ')) && is_first_name(words);
        let next = |names: &[Field]| is_name(words) || is_agency(words) || joined && first(names);
        if !name.is_empty() && (names.is_empty() || next(&names)) {
            names.push(Field { text: text[range.clone()].to_owned(), span: Some(line.span(range)) });
        }
        joined = joint.is_some_and(|(from, len)| WORDS.ands.iter().any(|and| lower[from..from + len] == **and));
        at = end_of;
    }
    names
}

/// Where the names of a line begin. `lower` is the line in lower case.
fn start(text: &str, lower: &str) -> usize {
    if let Some(opening) = WORDS.openings.iter().find(|o| lower.starts_with(o.as_str())) {
        return opening.len();
    }
    // Words that are no name go before `by`: `Posted on Monday by Ada Lind`.
    let last = WORDS.inner.iter().filter_map(|w| lower.rfind(w.as_str()).map(|at| (at, at + w.len()))).max();
    match last {
        Some((at, end)) if is_label(&text[..at]) && text[end..].starts_with(char::is_alphabetic) => end,
        _ => 0,
    }
}

/// Whether words before `by` are none of a name: one of them is a role, has a digit or begins with a small letter.
fn is_label(words: &str) -> bool {
    let small =
        |w: &str| w.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) && !WORDS.particles.contains(w);
    words.split_whitespace().any(|w| small(w) || is_role(w))
}

/// The name in a piece of a line: what stands before a date, a place or a role.
fn name_in(piece: &str, lower: &str) -> std::ops::Range<usize> {
    let from = piece.find(char::is_alphabetic).unwrap_or(piece.len());
    let tail = WORDS.tails.iter().filter_map(|t| lower[from..].find(t.as_str())).min();
    let end = from + tail.unwrap_or(piece.len() - from);
    let end = from + before_date(&piece[from..end]).end;
    let trimmed = piece[from..end].trim_end_matches([' ', ',', '.', ';', '\u{a0}', '-', '–', '@', '"', '”', '“']);
    // `Chief reporter Ada Lind`, `Post-Reporterin Ada Lind`
    let mut lead = 0;
    while let Some((word, rest)) = trimmed[lead..].split_once(' ')
        && (is_role(word) || word.rsplit_once('-').is_some_and(|(_, last)| is_role(last)))
        && is_name(rest)
    {
        lead += word.len() + 1;
    }
    from + lead..from + trimmed.len()
}

/// What stands before a date: before the first digit, without the month.
fn before_date(piece: &str) -> std::ops::Range<usize> {
    let Some(digit) = piece.find(|c: char| c.is_ascii_digit()) else { return 0..piece.len() };
    let words = piece[..digit].trim_end();
    let last = words.rfind(' ').map_or(0, |at| at + 1);
    0..if news_date::is_month(words[last..].trim_matches(['.', ',', '('])) { last } else { digit }
}

/// Whether a word says what somebody is.
fn is_role(word: &str) -> bool {
    WORDS.roles.contains(word.trim_matches(['.', ',']).to_lowercase().as_str())
}

/// Whether a word is the name of a news agency, as bylines write it behind the names of people: `Ada Lind, dpa`.
pub(crate) fn is_agency(word: &str) -> bool {
    WORDS.agencies.contains(word)
}

/// Whether a word is a name by itself.
fn is_first_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) && !is_role(word)
}

/// Whether a line of its own is a byline by its form alone: a word that opens one, then a name.
pub(crate) fn is_byline(line: &str) -> bool {
    if line.len() > 200 || line.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let Some(opening) = WORDS.openings.iter().find(|o| lower.starts_with(o.as_str())) else { return false };
    let end =
        |words: &String| lower.get(opening.len()..).and_then(|l| l.find(words.as_str())).map(|i| i + opening.len());
    let end = WORDS.joints.iter().chain(&WORDS.tails).filter_map(end).min().unwrap_or(line.len());
    let name = line.get(opening.len()..end).unwrap_or("");
    let before = name.get(before_date(name)).unwrap_or("");
    // `By Ida Moss 4 March 2026`, and not `By Monday 12 people had left`.
    if before.len() < name.len() {
        let rest = &line[opening.len() + before.len()..];
        return is_name(before) && rest.split_whitespace().count() <= 8 && news_date::parse(rest).is_some();
    }
    // `Von der Flut überrascht` has a small word; one capitalised word is enough for an agency.
    let one = !name.contains(' ') && name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic);
    name.starts_with(char::is_uppercase) && (one || is_name(name))
}

/// Whether words have the form of a person's name: two to five, in capitals but for particles, none of them a role.
pub(crate) fn is_name(words: &str) -> bool {
    let mut count = 0;
    for word in words.split_whitespace() {
        count += 1;
        let capital = word.starts_with(char::is_uppercase);
        if is_role(word) || !(capital || WORDS.particles.contains(word)) || word.contains(|c: char| c.is_ascii_digit())
        {
            return false;
        }
    }
    (2..=5).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        names(&MappedText::verbatim(line, 0)).into_iter().map(|f| f.text).collect()
    }

    #[test]
    fn names_only() {
        assert_eq!(of("By Ada Lind and Bo van der Ek, staff writers"), ["Ada Lind", "Bo van der Ek"]);
        assert_eq!(of("Von Ada Lind, Hafenstadt"), ["Ada Lind"]);
        assert_eq!(of("Ada Lind for the Tribune"), ["Ada Lind"]);
        assert_eq!(of("Ada Lind (text), Bo Ek"), ["Ada Lind", "Bo Ek"]);
        assert_eq!(of("Tribune Staff"), ["Tribune Staff"]);
        assert_eq!(of(" , "), [""; 0]);
    }

    #[test]
    fn dates_roles_and_labels_beside_names_are_none() {
        for line in [
            "By Ada Lind • March 12, 2026",
            "View all posts by Ada Lind →",
            "Veröffentlicht am 11. Juni 2026 von Ada Lind",
            "Dec 17, 2026Ada Lind",
            "Ada Lind 8 January 2026, 3:51 pm",
            "Von Post-Reporterin Ada Lind",
            "By Ada Lind ⋅ Review Editor",
            "Eine Kolumne von Ada Lind",
        ] {
            assert_eq!(of(line), ["Ada Lind"], "{line}");
        }
        assert_eq!(of("By Ada Lind And Bo Ek For The Harbour Post"), ["Ada Lind", "Bo Ek"]);
    }

    #[test]
    fn a_sentence_is_no_byline() {
        assert!(is_byline("By Ada Lind"));
        assert!(is_byline("VON ADA LIND UND JO RAO"));
        assert!(!is_byline("By Monday evening the water had gone down"));
        assert!(!is_byline("Von der Flut überrascht"));
        assert!(!is_byline("Ada Lind"));
        assert!(is_byline("By Ada Lind 4 March 2026"));
        assert!(is_byline("By Ada Lind March 4, 2026"));
        assert!(!is_byline("By Monday 12 people had left"));
        assert!(!is_byline("By Christmas Eve 2026 the bridge will be open"));
    }

    #[test]
    fn names_have_places() {
        let fields = names(&MappedText::verbatim("By Ada Lind und Bo Ek", 10));
        let spans: Vec<_> = fields.iter().filter_map(|f| f.span).map(|s| (s.start, s.end)).collect();
        assert_eq!(spans, [(13, 21), (26, 31)]);
    }
}
