//! Word lists: data in `rules/lexicons/<language>/<name>.toml`, embedded by `build.rs`, compiled once.
//!
//! A list is found in a text by comparing hashes of folded words, so that a curly apostrophe, a capital or a
//! decomposed letter makes no difference, and a text costs one table look-up a word and list.

mod gate;
mod inflect;
mod outlets;
mod word_list;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

pub use outlets::{KnownOutlet, NameMatch, OutletFault, Outlets};
pub use word_list::{Entry, Match, WordList};

// What `build.rs` made of the files.
include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// Every word list, by language and name.
#[derive(Debug, Default)]
pub struct Lexicons {
    lists: BTreeMap<&'static str, BTreeMap<&'static str, Listed>>,
}

/// A list that is compiled when it is first asked for: an article needs those of its own language only.
#[derive(Debug)]
struct Listed {
    entries: &'static [Entry],
    list: OnceLock<WordList>,
}

impl Lexicons {
    /// The lists that come with the program.
    pub fn shipped() -> &'static Lexicons {
        static SHIPPED: LazyLock<Lexicons> = LazyLock::new(|| {
            let mut lexicons = Lexicons::default();
            for (language, name, entries) in LISTS.iter().copied() {
                let listed = Listed { entries, list: OnceLock::new() };
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
        Some(listed.list.get_or_init(|| WordList::new(language, listed.entries)))
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
