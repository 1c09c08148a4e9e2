use std::ops::Range;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::inflect;
use crate::text::{HashedMap, Token, hash, tokenize};

/// One entry of a list: exactly one of `form`, `lemma` and `phrase`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// A word that counts in just this form.
    pub form: Option<String>,
    /// A word that counts in all its regular forms.
    pub lemma: Option<String>,
    /// Several words in a row, in just this form. A hyphen, comma or dash counts as a word of its own.
    pub phrase: Option<String>,
    /// Further forms: irregular ones.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Why it stands in the list.
    pub because: Option<String>,
    /// What to write instead.
    pub prefer: Option<String>,
    /// What the list's reader does with it: `neutral`, `judging`, `over`.
    pub tag: Option<String>,
    /// Whether capitals count: `US`, `TK`.
    #[serde(default)]
    pub case: bool,
}

impl Entry {
    /// The words as the list gives them.
    pub fn words(&self) -> &str {
        self.form.as_deref().or(self.lemma.as_deref()).or(self.phrase.as_deref()).unwrap_or_default()
    }

    /// The tag, empty where there is none.
    pub fn tag(&self) -> &str {
        self.tag.as_deref().unwrap_or_default()
    }
}

/// A list compiled for searching.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    entries: Vec<Entry>,
    /// By the hash of the first word; the longest variant first.
    index: HashedMap<Vec<Variant>>,
    /// One bit for some bits of every first word's hash. Most words of a text begin no entry; they are sent away here
    /// before the table is asked.
    gate: Vec<u64>,
}

/// Words of 64 bits in a gate.
const GATE: usize = 64;

#[derive(Clone, Debug)]
struct Variant {
    entry: usize,
    /// Hashes of the words after the first.
    rest: Vec<u64>,
    /// The exact spelling, where capitals count.
    exact: Option<String>,
}

/// An entry found in a text.
#[derive(Clone, Debug)]
pub struct Match<'a> {
    /// Indices of the tokens that it covers.
    pub tokens: Range<usize>,
    pub entry: &'a Entry,
}

impl WordList {
    /// Compiles entries. `language` says how a lemma is inflected (ISO 639-1; other languages: the lemma only).
    pub fn new(language: &str, entries: Vec<Entry>) -> WordList {
        let mut list = WordList { entries, ..WordList::default() };
        for i in 0..list.entries.len() {
            let entry = &list.entries[i];
            let mut variants: Vec<String> = entry.forms.clone();
            variants.extend(entry.form.clone());
            variants.extend(entry.phrase.clone());
            variants.extend(entry.lemma.iter().flat_map(|lemma| inflect::forms(language, lemma)));
            let case = entry.case;
            for words in variants {
                let tokens = tokenize(&words);
                let Some((first, rest)) = tokens.split_first() else { continue };
                let rest = rest.iter().map(|t| t.hash).collect();
                let exact = case.then_some(words.clone());
                let row = list.index.entry(first.hash).or_default();
                let variant = Variant { entry: i, rest, exact };
                if !row.iter().any(|v| v.rest == variant.rest && v.exact == variant.exact) {
                    row.push(variant);
                }
            }
        }
        list.gate = vec![0; GATE];
        for first in list.index.keys() {
            let (word, bit) = gate_bit(*first);
            list.gate[word] |= bit;
        }
        for row in list.index.values_mut() {
            row.sort_by_key(|v| std::cmp::Reverse(v.rest.len()));
        }
        list
    }

    /// A list of plain forms.
    pub fn of_forms<'a>(words: impl IntoIterator<Item = &'a str>) -> WordList {
        let entry = |w: &str| Entry { phrase: Some(w.to_owned()), ..Entry::default() };
        WordList::new("", words.into_iter().map(entry).collect())
    }

    /// The entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The longest entry that begins at token `at` of `tokens`. `text` is what the tokens were cut from. The last
    /// word may carry a possessive.
    pub fn at<'a>(&'a self, text: &str, tokens: &[Token], at: usize) -> Option<Match<'a>> {
        let first = tokens.get(at)?;
        if !self.may_begin(first.hash) && !self.may_begin(first.base) {
            return None;
        }
        let found = |variant: &Variant| {
            let end = at + 1 + variant.rest.len();
            let rest = tokens.get(at + 1..end)?;
            let last = variant.rest.len().checked_sub(1);
            let same = rest.iter().zip(&variant.rest).enumerate();
            let same = same.into_iter().all(|(i, (t, h))| t.hash == *h || (Some(i) == last && t.base == *h));
            let exact = variant.exact.as_ref().is_none_or(|exact| {
                let words = text.get(first.start..tokens[end - 1].end);
                // With decomposed letters composed.
                words.is_some_and(|words| {
                    words.starts_with(exact.as_str())
                        || words.nfc().take(exact.len()).collect::<String>().starts_with(exact.as_str())
                })
            });
            (same && exact).then(|| Match { tokens: at..end, entry: &self.entries[variant.entry] })
        };
        if let Some(m) = self.index.get(&first.hash).into_iter().flatten().find_map(found) {
            return Some(m);
        }
        if first.base == first.hash {
            return None;
        }
        let alone = |v: &&Variant| v.rest.is_empty();
        self.index.get(&first.base).into_iter().flatten().filter(alone).find_map(found)
    }

    fn may_begin(&self, hash: u64) -> bool {
        let (word, bit) = gate_bit(hash);
        self.gate.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether some one-word entry is this token.
    pub fn has(&self, text: &str, token: &Token) -> bool {
        self.at(text, std::slice::from_ref(token), 0).is_some()
    }

    /// Whether some one-word entry is this word. Capitals do not count.
    pub fn has_word(&self, word: &str) -> bool {
        self.index.get(&hash(word)).is_some_and(|row| row.iter().any(|v| v.rest.is_empty()))
    }

    /// Every entry found in `tokens`, from left to right, the longest at each place, none overlapping.
    pub fn find<'a>(&'a self, text: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = Match<'a>> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < tokens.len() {
                if let Some(m) = self.at(text, tokens, at) {
                    at = m.tokens.end;
                    return Some(m);
                }
                at += 1;
            }
            None
        })
    }
}

/// Where the bit of a hash stands in a gate.
fn gate_bit(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % GATE, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &str) -> WordList {
        #[derive(Deserialize)]
        struct File {
            entries: Vec<Entry>,
        }
        WordList::new("en", toml::from_str::<File>(entries).unwrap().entries)
    }

    fn found<'a>(list: &WordList, text: &'a str) -> Vec<&'a str> {
        let tokens = tokenize(text);
        list.find(text, &tokens).map(|m| &text[tokens[m.tokens.start].start..tokens[m.tokens.end - 1].end]).collect()
    }

    #[test]
    fn the_longest_entry_wins() {
        let list = list("entries = [{ form = 'at' }, { phrase = 'at the end of the day' }]");
        assert_eq!(found(&list, "At the end of the day, look at it."), ["At the end of the day", "at"]);
    }

    #[test]
    fn a_lemma_stands_for_its_forms() {
        let list = list("entries = [{ lemma = 'claim' }, { lemma = 'say', forms = ['said'] }]");
        assert_eq!(
            found(&list, "She claims he said; claiming, saying, claimed, claimant"),
            ["claims", "said", "claiming", "saying", "claimed"]
        );
    }

    #[test]
    fn marks_break_a_phrase_and_possessives_do_not() {
        let list = list("entries = [{ phrase = 'the council' }, { form = 'nato', case = false }]");
        assert_eq!(found(&list, "the, council; the council’s plan, NATO’s plan"), ["the council’s", "NATO’s"]);
    }

    #[test]
    fn capitals_count_where_the_entry_says_so() {
        let list = list("entries = [{ form = 'TK', case = true }]");
        assert_eq!(found(&list, "tk TK"), ["TK"]);
    }
}
