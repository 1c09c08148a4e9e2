use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::gate::Gate;
use super::inflect;
use crate::text::{Token, hash, tokenize};

/// One entry of a list: exactly one of `form`, `lemma` and `phrase`.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A word that counts in just this form.
    pub form: Option<Cow<'static, str>>,
    /// A word that counts in all its regular forms.
    pub lemma: Option<Cow<'static, str>>,
    /// Several words in a row, in just this form. A hyphen, comma or dash counts as a word of its own.
    pub phrase: Option<Cow<'static, str>>,
    /// Further forms: irregular ones.
    pub forms: Cow<'static, [Cow<'static, str>]>,
    /// Why it stands in the list.
    pub because: Option<Cow<'static, str>>,
    /// What to write instead.
    pub prefer: Option<Cow<'static, str>>,
    /// What the list's reader does with it: `neutral`, `judging`, `over`.
    pub tag: Option<Cow<'static, str>>,
    /// Whether capitals count: `US`, `TK`.
    pub case: bool,
}

impl Entry {
    /// No words at all: what an entry is made from.
    pub const EMPTY: Entry = Entry {
        form: None,
        lemma: None,
        phrase: None,
        forms: Cow::Borrowed(&[]),
        because: None,
        prefer: None,
        tag: None,
        case: false,
    };

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
    entries: Cow<'static, [Entry]>,
    /// Sorted by the hash of the first word; the longest of one word first, then in the order of the entries.
    variants: Vec<Variant>,
    /// Hashes of the words after the first, of all variants.
    rests: Vec<u64>,
    /// Where the variants of a first word begin, plus one; 0 is an empty slot. A word's slot is found from its hash, or is
    /// the next one (linear probing). The length is a power of two.
    slots: Vec<u32>,
    /// The first word of every entry. Most words of a text begin no entry; they are sent away here.
    firsts: Gate,
    /// The hash of every entry of one word and of the first two words of every other: `the` begins many an entry and is
    /// seldom followed by its second word.
    gate: Gate,
}

#[derive(Clone, Debug)]
struct Variant {
    /// Hash of the first word.
    first: u64,
    entry: u32,
    /// The hashes of the words after the first, in `rests`.
    rest: Range<u32>,
    /// The exact spelling, where capitals count.
    exact: Option<Box<str>>,
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
    pub fn new(language: &str, entries: impl Into<Cow<'static, [Entry]>>) -> WordList {
        let mut list = WordList { entries: entries.into(), ..WordList::default() };
        let entries = std::mem::take(&mut list.entries);
        for (i, entry) in entries.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { break };
            let given = entry.forms.iter().chain(&entry.form).chain(&entry.phrase);
            given.for_each(|words| list.add(i, words, entry.case));
            if let Some(lemma) = &entry.lemma {
                inflect::forms(language, lemma).iter().for_each(|words| list.add(i, words, entry.case));
            }
        }
        list.entries = entries;
        list.variants.sort_by_key(|v| (v.first, std::cmp::Reverse(v.rest.len())));
        list.index();
        list
    }

    fn add(&mut self, entry: u32, words: &str, case: bool) {
        let tokens = tokenize(words);
        let Some((first, rest)) = tokens.split_first() else { return };
        let start = self.rests.len();
        self.rests.extend(rest.iter().map(|t| t.hash));
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.rests.len())) else { return };
        self.variants.push(Variant { first: first.hash, entry, rest: start..end, exact: case.then(|| words.into()) });
    }

    /// Fills slots and gate from the sorted variants.
    fn index(&mut self) {
        // At most half of the slots are taken.
        self.slots = vec![0; (self.variants.len() * 2).next_power_of_two()];
        self.gate = Gate::for_hashes(self.variants.len());
        self.firsts = Gate::for_hashes(self.variants.len());
        let mut last = None;
        for (i, variant) in (1..).zip(&self.variants) {
            let second = self.rests.get(variant.rest.start as usize).filter(|_| !variant.rest.is_empty());
            self.gate.add(second.map_or(variant.first, |second| hash_of_two(variant.first, *second)));
            if last == Some(variant.first) {
                continue;
            }
            last = Some(variant.first);
            self.firsts.add(variant.first);
            let mut slot = variant.first as usize & (self.slots.len() - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = i;
        }
    }

    /// A list of plain forms.
    pub fn of_forms<'a>(words: impl IntoIterator<Item = &'a str>) -> WordList {
        let entry = |w: &str| Entry { phrase: Some(Cow::Owned(w.to_owned())), ..Entry::EMPTY };
        WordList::new("", words.into_iter().map(entry).collect::<Vec<_>>())
    }

    /// The entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The variants that begin with a word; the longest first.
    fn beginning(&self, first: u64) -> impl Iterator<Item = &Variant> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = first as usize & mask;
        let start = loop {
            let Some(start) = self.slots.get(slot).and_then(|at| at.checked_sub(1)) else { break self.variants.len() };
            if self.variants.get(start as usize).is_some_and(|v| v.first == first) {
                break start as usize;
            }
            slot = (slot + 1) & mask;
        };
        self.variants.get(start..).unwrap_or_default().iter().take_while(move |v| v.first == first)
    }

    /// The longest entry that begins at token `at` of `tokens`. `text` is what the tokens were cut from. The last
    /// word may carry a possessive.
    #[inline]
    pub fn at<'a>(&'a self, text: &str, tokens: &[Token], at: usize) -> Option<Match<'a>> {
        let first = tokens.get(at)?;
        let begins = self.firsts.has(first.hash)
            && (self.gate.has(first.hash)
                || tokens.get(at + 1).is_some_and(|second| {
                    self.gate.has(hash_of_two(first.hash, second.hash))
                        || second.base != second.hash && self.gate.has(hash_of_two(first.hash, second.base))
                }));
        if begins || first.base != first.hash && self.gate.has(first.base) {
            self.longest(text, tokens, at, first)
        } else {
            None
        }
    }

    fn longest<'a>(&'a self, text: &str, tokens: &[Token], at: usize, first: &Token) -> Option<Match<'a>> {
        let found = |variant: &Variant| {
            let end = at + 1 + variant.rest.len();
            let words = tokens.get(at + 1..end)?;
            let rest = self.rests.get(variant.rest.start as usize..variant.rest.end as usize)?;
            let same = match (words.split_last(), rest.split_last()) {
                (Some((last, words)), Some((hash, rest))) => {
                    words.iter().zip(rest).all(|(t, h)| t.hash == *h) && (last.hash == *hash || last.base == *hash)
                }
                _ => true,
            };
            if !same {
                return None;
            }
            let exact = variant.exact.as_ref().is_none_or(|exact| {
                let words = text.get(first.start..words.last().unwrap_or(first).end);
                // With decomposed letters composed.
                words.is_some_and(|words| {
                    words.starts_with(&**exact)
                        || words.nfc().take(exact.len()).collect::<String>().starts_with(&**exact)
                })
            });
            let entry = self.entries.get(variant.entry as usize)?;
            exact.then_some(Match { tokens: at..end, entry })
        };
        if let Some(m) = self.beginning(first.hash).find_map(found) {
            return Some(m);
        }
        if first.base == first.hash {
            return None;
        }
        self.beginning(first.base).filter(|v| v.rest.is_empty()).find_map(found)
    }

    /// Whether some one-word entry is this token.
    pub fn has(&self, text: &str, token: &Token) -> bool {
        self.at(text, std::slice::from_ref(token), 0).is_some()
    }

    /// Whether some one-word entry is this word. Capitals do not count.
    pub fn has_word(&self, word: &str) -> bool {
        self.beginning(hash(word)).any(|v| v.rest.is_empty())
    }

    /// The tag of the one-word entry that is this word. Capitals do not count.
    pub fn tag_of(&self, word: &str) -> Option<&str> {
        let variant = self.beginning(hash(word)).find(|v| v.rest.is_empty())?;
        self.entries.get(variant.entry as usize).map(Entry::tag)
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

/// One hash for two words in a row.
#[inline]
fn hash_of_two(first: u64, second: u64) -> u64 {
    first.rotate_left(29) ^ second
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Entry = Entry::EMPTY;

    fn word(words: &'static str) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(words))
    }

    fn found<'a>(list: &WordList, text: &'a str) -> Vec<&'a str> {
        let tokens = tokenize(text);
        list.find(text, &tokens).map(|m| &text[tokens[m.tokens.start].start..tokens[m.tokens.end - 1].end]).collect()
    }

    #[test]
    fn the_longest_entry_wins() {
        let at = Entry { form: word("at"), ..NONE };
        let phrase = Entry { phrase: word("at the end of the day"), ..NONE };
        let list = WordList::new("en", vec![at, phrase]);
        assert_eq!(found(&list, "At the end of the day, look at it."), ["At the end of the day", "at"]);
    }

    #[test]
    fn a_lemma_stands_for_its_forms() {
        let say = Entry { lemma: word("say"), forms: Cow::Borrowed(&[Cow::Borrowed("said")]), ..NONE };
        let list = WordList::new("en", vec![Entry { lemma: word("claim"), ..NONE }, say]);
        assert_eq!(
            found(&list, "She claims he said; claiming, saying, claimed, claimant"),
            ["claims", "said", "claiming", "saying", "claimed"]
        );
    }

    #[test]
    fn marks_break_a_phrase_and_possessives_do_not() {
        let council = Entry { phrase: word("the council"), ..NONE };
        let list = WordList::new("en", vec![council, Entry { form: word("nato"), ..NONE }]);
        assert_eq!(found(&list, "the, council; the council’s plan, NATO’s plan"), ["the council’s", "NATO’s"]);
    }

    #[test]
    fn capitals_count_where_the_entry_says_so() {
        let list = WordList::new("en", vec![Entry { form: word("TK"), case: true, ..NONE }]);
        assert_eq!(found(&list, "tk TK"), ["TK"]);
    }
}
