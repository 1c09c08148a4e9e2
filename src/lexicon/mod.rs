//! Word lists: data in `rules/lexicons/<language>/<name>.toml`, compiled once.
//!
//! A list is found in a text by comparing hashes of folded words, so that a curly apostrophe, a capital or a
//! decomposed letter makes no difference, and a text costs one table look-up a word and list.

mod inflect;
mod outlets;
mod word_list;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::shipped;

pub use outlets::{KnownOutlet, NameMatch, OutletFault, Outlets};
pub use word_list::{Entry, Match, WordList};

/// Every word list, by language and name.
#[derive(Debug, Default)]
pub struct Lexicons {
    lists: BTreeMap<&'static str, BTreeMap<&'static str, Listed>>,
}

/// A list that is compiled when it is first asked for: an article needs those of its own language only.
#[derive(Debug)]
struct Listed {
    path: &'static str,
    text: &'static str,
    list: OnceLock<WordList>,
}

/// A list as it stands in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What the list is for and how its words were chosen.
    #[allow(dead_code, reason = "for the reader of the file; checked to be there")]
    about: String,
    /// Where the words come from.
    #[allow(dead_code, reason = "for the reader of the file; checked to be there")]
    origin: String,
    entries: Vec<Entry>,
}

impl Lexicons {
    /// The lists that come with the program.
    pub fn shipped() -> &'static Lexicons {
        static SHIPPED: LazyLock<Lexicons> = LazyLock::new(|| {
            let mut lexicons = Lexicons::default();
            for (path, text) in shipped::below("lexicons") {
                // `labels.toml` and its like serve the readers and stand beside the language folders.
                let Some((language, name)) = path.trim_start_matches("lexicons/").split_once('/') else { continue };
                let name = name.trim_end_matches(".toml");
                let listed = Listed { path, text, list: OnceLock::new() };
                lexicons.lists.entry(language).or_default().insert(name, listed);
            }
            lexicons
        });
        &SHIPPED
    }

    /// The list `name` of a language (ISO 639-1), where there is one.
    pub fn list(&self, language: &str, name: &str) -> Option<&WordList> {
        let (language, lists) = self.lists.get_key_value(language)?;
        let listed = lists.get(name)?;
        Some(listed.list.get_or_init(|| {
            let file = toml::from_str::<File>(listed.text);
            // A test reads every list; what it let pass cannot fail here.
            debug_assert!(file.is_ok(), "{} cannot be read", listed.path);
            WordList::new(language, file.map(|f| f.entries).unwrap_or_default())
        }))
    }

    /// The languages that have lists (ISO 639-1), sorted.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().copied()
    }

    /// Whether there are any lists for a language.
    pub fn speaks(&self, language: &str) -> bool {
        self.lists.contains_key(language)
    }

    /// The names of a language's lists.
    pub fn names(&self, language: &str) -> impl Iterator<Item = &str> {
        self.lists.get(language).into_iter().flat_map(|lists| lists.keys().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_list_can_be_read() {
        for (path, text) in shipped::below("lexicons") {
            if path.matches('/').count() == 2 {
                let file = toml::from_str::<File>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert!(
                    !file.about.is_empty() && !file.origin.is_empty(),
                    "{path} says what it is and where it is from"
                );
                assert!(!file.entries.is_empty(), "{path} has words");
            }
        }
        assert!(Lexicons::shipped().speaks("en") && Lexicons::shipped().speaks("de"));
    }
}
