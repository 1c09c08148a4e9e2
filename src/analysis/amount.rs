//! Amounts in a text that is not the article's own prose: an excerpt, a source's full text.

use super::Language;
use super::figure::{Finder, Words};
use super::stem::stem;
use crate::lexicon::Lexicons;
use crate::text::Token;

/// A number with its unit and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// In thousandths.
    pub value: i128,
    /// As of a figure of the article: empty for a plain count.
    pub unit: String,
    /// Stem of the noun that it counts, where there is one.
    pub noun: Option<String>,
    /// Its first token.
    pub token: usize,
}

/// The amounts of a text in the order in which they stand. `tokens` is the text cut into tokens; years and ordinals are
/// amounts here.
pub fn amounts(text: &str, tokens: &[Token], language: &Language, lexicons: &Lexicons) -> Vec<Amount> {
    let words = Words::new(language, lexicons);
    let finder = Finder { text, tokens, words: &words };
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = finder.at(at) else {
            at += 1;
            continue;
        };
        let noun = finder.noun(found.tokens.end).and_then(|t| text.get(tokens.get(t)?.base_range()));
        let noun = noun.map(|word| stem(word, language));
        amounts.push(Amount { value: found.value, unit: found.unit.to_owned(), noun, token: at });
        at = found.tokens.end.max(at + 1);
    }
    amounts
}
