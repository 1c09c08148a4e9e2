//! The names in a byline: `By Ada Lind and Bo Ek, staff writers`, `Von Ada Lind, Hafenstadt`.

use super::Field;
use crate::text::MappedText;

const OPENINGS: &[&str] = &[
    "written by ",
    "reporting by ",
    "words by ",
    "story by ",
    "text by ",
    "by ",
    "von ",
    "text: ",
    "autor: ",
    "autorin: ",
    "author: ",
];
/// A line of names has no more bytes than this; the rest is not looked at.
const LONGEST: usize = 1000;
/// Where one name ends and another begins.
const JOINTS: &[&str] = &[
    " and ", " und ", " et ", " og ", " och ", " & ", " with ", " mit ", ", ", "; ", " / ", " | ", " · ", " – ", " — ",
];
/// What follows a name on the same line.
const TAILS: &[&str] = &[" for ", " of ", " in ", " at ", " für ", " aus ", " (", " <", ":"];
/// Small words inside names.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "der", "den", "dem", "zu", "zur", "di", "da", "del", "della", "dos", "du", "la", "le", "el",
    "al", "bin", "ibn", "ter", "ten", "y",
];
const ROLES: &[&str] = &[
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "journalist",
    "columnist",
    "contributor",
    "photographer",
    "redaktion",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "reporterin",
    "autor",
    "autorin",
    "journalistin",
];

/// The names of a byline, each with its place, without `By` and roles. A byline that is no personal name (`Newsroom
/// staff`) is given whole.
pub(super) fn names(line: &MappedText) -> Vec<Field> {
    let mut line = line.folded();
    let longest = line.as_str().char_indices().map(|(i, _)| i).take_while(|i| *i <= LONGEST).last().unwrap_or(0);
    if line.len() > LONGEST {
        line.truncate(longest);
    }
    let text = line.as_str();
    let lower = text.to_ascii_lowercase();
    let start = OPENINGS.iter().find(|o| lower.starts_with(*o)).map_or(0, |o| o.len());
    let mut names = Vec::new();
    let mut at = start;
    while at < text.len() {
        let joint = JOINTS.iter().filter_map(|j| lower[at..].find(j).map(|i| (at + i, j.len()))).min();
        let (end, next) = joint.map_or((text.len(), text.len()), |(i, len)| (i, i + len));
        let piece = &text[at..end];
        let cut = TAILS.iter().filter_map(|t| piece.find(t)).min().unwrap_or(piece.len());
        let name = piece[..cut].trim_end_matches([' ', ',', '.', ';']);
        if !name.is_empty() && (names.is_empty() || is_name(name)) {
            let lead = name.len() - name.trim_start().len();
            let span = line.span(at + lead..at + name.len());
            names.push(Field { text: name.trim_start().to_owned(), span: Some(span) });
        }
        at = next;
    }
    names
}

/// Whether a line of its own is a byline by its form alone: a word that opens one, then a name.
pub(super) fn is_byline(line: &str) -> bool {
    if line.len() > 200 || line.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let Some(opening) = OPENINGS.iter().find(|o| lower.starts_with(*o)) else { return false };
    let end = |words: &&str| lower.get(opening.len()..).and_then(|l| l.find(words)).map(|i| i + opening.len());
    let end = JOINTS.iter().chain(TAILS).filter_map(end).min().unwrap_or(line.len());
    let name = line.get(opening.len()..end).unwrap_or("");
    // `Von der Flut überrascht` has a small word; one capitalised word is enough for an agency.
    let one = !name.contains(' ') && name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic);
    name.starts_with(char::is_uppercase) && (one || is_name(name))
}

/// Whether words after the first name are another name, not a role or a place.
fn is_name(words: &str) -> bool {
    let mut count = 0;
    for word in words.split_whitespace() {
        count += 1;
        let capital = word.starts_with(char::is_uppercase);
        if ROLES.contains(&word.to_lowercase().as_str()) || !(capital || PARTICLES.contains(&word)) {
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
    fn a_sentence_is_no_byline() {
        assert!(is_byline("By Ada Lind"));
        assert!(is_byline("VON ADA LIND UND JO RAO"));
        assert!(!is_byline("By Monday evening the water had gone down"));
        assert!(!is_byline("Von der Flut überrascht"));
        assert!(!is_byline("Ada Lind"));
    }

    #[test]
    fn names_have_places() {
        let fields = names(&MappedText::verbatim("By Ada Lind und Bo Ek", 10));
        let spans: Vec<_> = fields.iter().filter_map(|f| f.span).map(|s| (s.start, s.end)).collect();
        assert_eq!(spans, [(13, 21), (26, 31)]);
    }
}
