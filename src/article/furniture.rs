//! The words by which pages name their parts (`rules/lexicons/page_names.toml`), made ready for looking up.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists.
pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    // The file is part of the program and a test reads it, so that it is never at fault in a release.
    match toml::from_str(include_str!("../../rules/lexicons/page_names.toml")) {
        Ok(lists) => lists,
        Err(error) => panic!("rules/lexicons/page_names.toml: {error}"),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub names: Names,
    pub lines: Lines,
}

/// Words in the names of elements, in lower case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub aside: HashSet<String>,
    pub comments: HashSet<String>,
    pub caption: HashSet<String>,
    pub small: HashSet<String>,
    pub kicker: HashSet<String>,
    /// Two words of one name.
    pub pairs: Vec<[String; 2]>,
    /// Whole class names.
    pub unseen: HashSet<String>,
    pub folding: HashSet<String>,
    pub thing: HashSet<String>,
    pub part: HashSet<String>,
    pub body: HashSet<String>,
    pub around: HashSet<String>,
    pub standfirst: HashSet<String>,
}

/// How short lines begin that are no part of the text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    credit: Vec<String>,
    credited: Vec<String>,
    printed: Vec<String>,
    offer: Vec<String>,
    leads_on: Vec<String>,
    /// Whole lines.
    advert: HashSet<String>,
    figure: Vec<String>,
}

/// A line of a picture's maker is no longer than this (bytes); a description with its maker is no longer than twice this.
const CREDIT: usize = 160;
/// Behind the last this many bytes of a description nobody is credited.
const CREDIT_AT_END: usize = 90;
/// A line that offers something is no longer than this (bytes).
const OFFER: usize = 240;

impl Lines {
    /// Whether a line says who took a picture, or describes one and says it.
    pub(super) fn is_credit(&self, line: &str) -> bool {
        if line.len() > CREDIT * 2 {
            return false;
        }
        let from = line.len().saturating_sub(CREDIT_AT_END);
        self.opens_credit(line)
            || self.is_numbered(line)
            || self.credited.iter().any(|c| line.rfind(c.as_str()).is_some_and(|at| at >= from))
    }

    /// Whether a line begins by saying who took a picture.
    pub(super) fn opens_credit(&self, line: &str) -> bool {
        line.len() <= CREDIT && self.credit.iter().any(|c| line.starts_with(c.as_str()))
    }

    /// Whether a line says when or from where the page was printed.
    pub(super) fn is_print_mark(&self, line: &str) -> bool {
        line.len() <= OFFER && !line.ends_with(['.', '!', '?', '”', '“', '"']) && {
            let lower = line.to_lowercase();
            self.printed.iter().any(|p| lower.contains(p.as_str()))
        }
    }

    /// Whether a line begins with the number of a picture: `Figure 2`.
    fn is_numbered(&self, line: &str) -> bool {
        let rest = self.figure.iter().find_map(|f| line.strip_prefix(f.as_str()));
        rest.is_some_and(|r| r.trim_start_matches([' ', '\u{a0}']).starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether a line offers the reader something: a newsletter, a subscription, an account.
    pub(super) fn is_offer(&self, line: &str) -> bool {
        line.len() <= OFFER && self.offer.iter().any(|o| starts_with(line, o))
            || self.advert.contains(line.trim_end_matches(':'))
    }

    /// Whether a line leads to another article.
    pub(super) fn leads_on(&self, line: &str) -> bool {
        line.len() <= OFFER && self.leads_on.iter().any(|o| starts_with(line, o))
    }
}

/// Whether a line starts with words, in either letter case, and the last word ends there.
fn starts_with(line: &str, words: &str) -> bool {
    line.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
        && !line[words.len()..].starts_with(char::is_alphanumeric)
}

/// Whether a list has a word in either letter case. No word of a list is longer than 32 bytes.
pub(super) fn has(list: &HashSet<String>, word: &str) -> bool {
    let mut lower = [0u8; 32];
    let Some(slot) = lower.get_mut(..word.len()) else { return false };
    slot.copy_from_slice(word.as_bytes());
    slot.make_ascii_lowercase();
    std::str::from_utf8(slot).is_ok_and(|word| list.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_names_are_short_and_in_lower_case() {
        let n = &LISTS.names;
        for list in
            [&n.aside, &n.comments, &n.caption, &n.small, &n.kicker, &n.unseen, &n.folding, &n.body, &n.standfirst]
        {
            assert!(list.iter().all(|w| w.len() <= 32 && *w == w.to_lowercase()), "{list:?}");
        }
    }

    #[test]
    fn lines_are_known_by_how_they_begin() {
        let lines = &LISTS.lines;
        assert!(lines.is_credit("Photo: Ada Lind / Harbour Post"));
        assert!(lines.is_credit("The bridge of Lindau on Monday. (Photo: Ada Lind)"));
        assert!(!lines.is_credit("Photos of the bridge were sent to the council by a dozen people who live there."));
        assert!(lines.is_offer("Sign up for our newsletter"));
        assert!(!lines.is_offer("Signups for the ferry rose."));
        assert!(lines.leads_on("Lesen Sie auch: Die Brücke ist offen"));
    }
}
