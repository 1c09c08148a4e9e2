//! The standards that rules go back to: `rules/references.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::shipped;

/// A published standard, or sound practice of this project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub title: String,
    /// Where it can be read; `None` for sound practice, which claims no outside standard.
    pub address: Option<String>,
}

/// Every standard, by the key that rules name it by.
pub fn references() -> &'static BTreeMap<String, Reference> {
    static REFERENCES: LazyLock<BTreeMap<String, Reference>> = LazyLock::new(|| {
        let read = toml::from_str(shipped::file("references.toml").map_or("", |file| file.text));
        // A test reads the file; what it let pass cannot fail here.
        debug_assert!(read.is_ok(), "{read:?}");
        read.unwrap_or_default()
    });
    &REFERENCES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_a_title_and_an_address_that_can_be_followed() {
        assert!(references().len() > 30);
        for (key, reference) in references() {
            assert!(!reference.title.is_empty(), "{key} has a title");
            let address = reference.address.as_deref();
            assert!(address.is_none_or(|a| url::Url::parse(a).is_ok()), "{key}: {address:?}");
            assert_eq!(address.is_none(), key == "house", "{key} can be read somewhere");
        }
    }
}
