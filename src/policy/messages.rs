//! What the program says of its own accord in other languages than English: `rules/messages/<language>.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::shipped;

/// The sentences of one language.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Messages {
    /// By the English sentence with `#` for every number and every name in backticks.
    skipped: BTreeMap<String, String>,
}

static GERMAN: LazyLock<Messages> = LazyLock::new(|| {
    // A test reads the file; what it let pass cannot fail here.
    shipped::file("messages/de.toml").and_then(|file| toml::from_str(file.text).ok()).unwrap_or_default()
});

/// Why a rule was skipped, in German, by the English sentence with `#` for every number and every name in backticks;
/// `None` where the file does not know it.
pub fn skipped_in_german(english: &str) -> Option<&'static str> {
    GERMAN.skipped.get(english).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_german_sentences_can_be_read() {
        toml::from_str::<Messages>(shipped::file("messages/de.toml").unwrap().text).unwrap();
        assert_eq!(skipped_in_german("no source list"), Some("keine Quellenliste"));
    }
}
