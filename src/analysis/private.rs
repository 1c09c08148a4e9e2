//! Private people. News gives the age of those who are in it for what they live through ("Karin Holm, 47, a baker"), and the
//! office of those who are in it for what they are.

use super::{Analysis, Stakeholder, Voice, VoiceKind};
use crate::article::Part;
use crate::text::{Case, HashedSet, Token, TokenKind, hash};

/// So many tokens an age may stand from the name whose it is.
const REACH: usize = 8;

/// Marks named persons whose side nothing tells, and whose age the article gives, as affected.
pub(super) fn mark(analysis: &Analysis, voices: &mut [Voice]) {
    let unknown = |v: &Voice| v.named && v.kind == VoiceKind::Person && v.stakeholder == Stakeholder::Other;
    if !voices.iter().any(unknown) {
        return;
    }
    let aged = names_with_age(analysis);
    for voice in voices.iter_mut().filter(|v| unknown(v)) {
        if voice.name.split_whitespace().last().is_some_and(|surname| aged.contains(&hash(surname))) {
            voice.stakeholder = Stakeholder::Affected;
        }
    }
}

/// Capitalised words beside which an age stands, hashed.
fn names_with_age(analysis: &Analysis) -> HashedSet {
    let mut names = HashedSet::default();
    for (block, words) in analysis.article.part(Part::Body) {
        let Some(tokens) = analysis.tokens.get(block) else { continue };
        let text = words.words();
        for (at, token) in tokens.iter().enumerate() {
            let near = match age(text, tokens, at) {
                Some(Age::Behind) => at.saturating_sub(2)..at.saturating_sub(1),
                Some(Age::Around) => at.saturating_sub(REACH)..(at + REACH).min(tokens.len()),
                None => continue,
            };
            let near = tokens.get(near).unwrap_or_default().iter().filter(|t| t.case == Case::Capital);
            names.extend(near.filter(|t| t.start != token.start).map(|t| t.base));
        }
    }
    names
}

/// How an age stands to its name.
enum Age {
    /// Right behind it: `Holm, 47,` and `Holm (47)`.
    Behind,
    /// Within some words: `the 47-year-old`, `47 years old`.
    Around,
}

/// Whether the token is an age.
fn age(text: &str, tokens: &[Token], at: usize) -> Option<Age> {
    let word = |i: usize| tokens.get(i).and_then(|t| text.get(t.range())).unwrap_or_default();
    let this = word(at);
    if !this.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let years = |number: &str| number.len() <= 3 && number.parse::<u8>().is_ok_and(|n| (5..=110).contains(&n));
    if let Some((number, rest)) = this.split_once('-') {
        let old = rest == "year-old" || rest.to_lowercase().starts_with("jährig");
        return (old && years(number)).then_some(Age::Around);
    }
    if tokens.get(at).is_none_or(|t| t.kind != TokenKind::Number) || !years(this) {
        return None;
    }
    if matches!((word(at + 1), word(at + 2)), ("years", "old") | ("Jahre", "alt")) {
        return Some(Age::Around);
    }
    let (before, after) = (at.checked_sub(1).map(word).unwrap_or_default(), word(at + 1));
    matches!((before, after), (",", "," | "." | ";") | ("(", ")")).then_some(Age::Behind)
}

#[cfg(test)]
mod tests {
    use super::super::{Stakeholder, sample};

    fn sides(text: &str) -> Vec<(String, Stakeholder)> {
        sample::analysis(text).voices.into_iter().map(|v| (v.name, v.stakeholder)).collect()
    }

    #[test]
    fn whoever_is_told_with_an_age_and_no_office_lives_through_what_is_told() {
        let text = "“My bread is fresh again,” said Karin Holm, 47, a baker on the island. Paul Sand, who is 78 years old, \
                    said he was glad. Ben Ost said it was late.";
        let affected = Stakeholder::Affected;
        assert_eq!(
            sides(text),
            [
                ("Karin Holm".to_owned(), affected),
                ("Paul Sand".to_owned(), affected),
                ("Ben Ost".to_owned(), Stakeholder::Other),
            ]
        );
    }

    #[test]
    fn an_office_outweighs_an_age() {
        let text = "The council met on Monday.\n\nMayor Ada Lind, 47, said the dyke was safe.";
        assert_eq!(sides(text), [("Ada Lind".to_owned(), Stakeholder::Government)]);
    }

    #[test]
    fn german_ages_are_read() {
        let text = "Language: de\n„Mein Brot ist wieder frisch“, sagte Karin Holm (47).";
        assert_eq!(sides(text), [("Karin Holm".to_owned(), Stakeholder::Affected)]);
    }
}
