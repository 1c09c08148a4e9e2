//! Why a rule was skipped, in the language of the review: detectors give the English sentence, `rules/messages/` the others.

use super::Tongue;
use crate::policy::skipped_in_german;

/// The reason in the language of the review; one that the language does not know stays English.
pub(super) fn told(reason: String, tongue: Tongue) -> String {
    if tongue == Tongue::English {
        return reason;
    }
    let (pattern, values) = apart(&reason);
    let Some(translated) = skipped_in_german(&pattern) else { return reason };
    let mut values = values.into_iter();
    translated.split_inclusive('#').fold(String::new(), |out, piece| match piece.strip_suffix('#') {
        Some(words) => out + words + values.next().unwrap_or_default(),
        None => out + piece,
    })
}

/// A sentence with `#` for its numbers and its names in backticks, and these in their order.
fn apart(reason: &str) -> (String, Vec<&str>) {
    let mut pattern = String::new();
    let mut values = Vec::new();
    let mut rest = reason;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '`') {
        let (words, tail) = rest.split_at(start);
        let end = match tail.strip_prefix('`').map(|name| name.find('`')) {
            Some(Some(close)) => close + 2,
            Some(None) => tail.len(),
            None => tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()),
        };
        let (value, after) = tail.split_at(end);
        pattern += words;
        pattern.push('#');
        values.push(value);
        rest = after;
    }
    (pattern + rest, values)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn numbers_and_names_keep_their_places() {
        let told = |reason: &str| told(reason.to_owned(), Tongue::German);
        assert_eq!(
            told("fewer than 3 headings to judge by (1)"),
            "zu wenige Zwischentitel für ein Urteil: mindestens 3 nötig, 1 vorhanden"
        );
        assert_eq!(
            told("missing-language-pack: no word lists for `fr`"),
            "missing-language-pack: keine Wortlisten für `fr`"
        );
        assert_eq!(told("a reason of a house rule"), "a reason of a house rule");
    }

    #[test]
    fn every_reason_of_a_detector_is_known_in_german() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/detectors");
        let mut seen = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let code = fs::read_to_string(entry.unwrap().path()).unwrap();
            for call in code.split("not_applicable(\"").skip(1) {
                let reason = call.split('"').next().unwrap();
                assert!(skipped_in_german(reason).is_some(), "{reason}");
                seen += 1;
            }
        }
        assert!(seen > 30, "{seen}");
    }
}
