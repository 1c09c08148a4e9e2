//! Stems of content words, by which sentences are compared across inflections (Snowball; Porter 2001).

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};

use super::Language;
use crate::lexicon::{Lexicons, WordList};
use crate::text::{HashedMap, Token, fold, hash};

/// The stem of a word in its folded form; the folded word itself in a language without a stemmer here.
pub fn stem(word: &str, language: &Language) -> String {
    let word = fold(word);
    match stemmer(language) {
        Some(stemmer) => stemmer.stem(&word).into_owned(),
        None => word.into_owned(),
    }
}

/// The hash of the stem of a word: that of [`stem`].
pub fn stem_hash(word: &str, language: &Language) -> u64 {
    remembered(word, hash(word), language)
}

/// Hashes of the stems of a stretch of tokens without stop words and marks, each once, sorted.
/// `text` is what the tokens were cut from; a possessive does not count.
pub fn content_stems(text: &str, tokens: &[Token], language: &Language) -> Vec<u64> {
    let stop_words = stop_words(language);
    let mut stems: Vec<u64> = Vec::with_capacity(tokens.len());
    for token in tokens.iter().filter(|t| t.is_word()) {
        if stop_words.is_some_and(|list| list.has(text, token)) {
            continue;
        }
        let Some(word) = text.get(token.base_range()) else { continue };
        stems.push(remembered(word, token.base, language));
    }
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// So many stems are remembered for each thread.
const REMEMBERED: usize = 1 << 14;

thread_local! {
    /// Hashes of stems by the hash of the word, for English and German: most words of an article stood in it, or in the
    /// last one, before.
    static STEMS: RefCell<[HashedMap<u64>; 2]> = RefCell::default();
}

/// The hash of a word's stem; `base` is the hash of the word itself.
fn remembered(word: &str, base: u64, language: &Language) -> u64 {
    let Some(stemmer) = stemmer(language) else { return base };
    STEMS.with_borrow_mut(|stems| {
        let [english, german] = stems;
        let stems = if *language == Language::German { german } else { english };
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        *stems.entry(base).or_insert_with(|| hash(&stemmer.stem(&fold(word))))
    })
}

/// Words that carry grammar, not content.
fn stop_words(language: &Language) -> Option<&'static WordList> {
    Lexicons::shipped().list(language.code(), "stop-words")
}

fn stemmer(language: &Language) -> Option<Stemmer> {
    match language {
        Language::English => Some(Stemmer::create(Algorithm::English)),
        Language::German => Some(Stemmer::create(Algorithm::German)),
        Language::Other(_) | Language::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn stems(text: &str, language: &Language) -> Vec<u64> {
        content_stems(text, &tokenize(text), language)
    }

    #[test]
    fn inflections_compare_equal_and_stop_words_do_not_count() {
        let english = &Language::English;
        assert_eq!(stems("The council’s bridges", english), stems("a bridge of councils", english));
        assert_eq!(stems("die Brücken", &Language::German), stems("der Brücke", &Language::German));
        assert!(stems("it is of the", &Language::English).is_empty());
    }
}
