//! Words of one text looked up in another: exact runs, and how near a changed wording comes.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Token, hash_of_three};

/// The words of a text: hashes of the folded words with their index among the tokens.
pub(super) struct WordsOf {
    pub hashes: Vec<u64>,
    pub tokens: Vec<usize>,
}

impl WordsOf {
    pub fn new(tokens: &[Token]) -> WordsOf {
        let words = tokens.iter().enumerate().filter(|(_, token)| token.is_word());
        let (tokens, hashes) = words.map(|(i, token)| (i, token.hash)).unzip();
        WordsOf { hashes, tokens }
    }

    pub fn len(&self) -> usize {
        self.hashes.len()
    }
}

/// How near a text comes to some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    /// The words of the text that it is compared with.
    pub window: Range<usize>,
    /// The longest common subsequence, in words.
    pub common: usize,
    /// The longer of the two, in words.
    pub whole: usize,
}

impl Nearest {
    /// Whether at least so many percent are common.
    pub fn is_at_least(&self, percent: usize) -> bool {
        self.common * 100 >= percent * self.whole
    }

    pub fn is_exact(&self) -> bool {
        self.common == self.whole
    }
}

/// So many candidates are compared for one quotation.
const MOST: usize = 64;
/// So many words of a quotation are compared.
const LONGEST: usize = 200;

/// The stretch of `text` that comes nearest to `words`: candidates share a run of three words. `None`: there is none.
pub(super) fn nearest(words: &[u64], text: &[u64]) -> Option<Nearest> {
    let words = words.get(..words.len().min(LONGEST))?;
    if words.is_empty() {
        return None;
    }
    if let Some(at) = text.windows(words.len()).position(|window| window == words) {
        return Some(Nearest { window: at..at + words.len(), common: words.len(), whole: words.len() });
    }
    let mut runs: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, run) in words.windows(3).enumerate() {
        if let [a, b, c] = run {
            runs.entry(hash_of_three([*a, *b, *c])).or_default().push(i);
        }
    }
    let mut starts: Vec<usize> = Vec::new();
    for (at, run) in text.windows(3).enumerate() {
        let [a, b, c] = run else { continue };
        let in_words = runs.get(&hash_of_three([*a, *b, *c]));
        starts.extend(in_words.into_iter().flatten().map(|i| at.saturating_sub(*i)));
        if starts.len() >= MOST {
            break;
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let candidates = starts.into_iter().flat_map(|start| {
        // A word more or less on the way moves the end.
        let len = words.len();
        [len.saturating_sub(1), len, len + 1].map(|len| start..(start + len).min(text.len()))
    });
    let near = candidates.filter_map(|window| {
        let other = text.get(window.clone())?;
        Some(Nearest { common: common(words, other), whole: words.len().max(other.len()), window })
    });
    // The first of the nearest.
    near.reduce(|best, next| if next.common * best.whole > best.common * next.whole { next } else { best })
}

/// The length of the longest common subsequence.
fn common(some: &[u64], others: &[u64]) -> usize {
    let mut row = vec![0; others.len() + 1];
    for word in some {
        let mut diagonal = 0;
        for (i, other) in others.iter().enumerate() {
            let above = row.get(i + 1).copied().unwrap_or(0);
            let left = row.get(i).copied().unwrap_or(0);
            let here = if word == other { diagonal + 1 } else { above.max(left) };
            diagonal = above;
            if let Some(cell) = row.get_mut(i + 1) {
                *cell = here;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The longest runs of at least `least` words that both texts have, as ranges of the first, none inside another.
pub(super) fn runs(words: &[u64], text: &[u64], least: usize) -> Vec<Range<usize>> {
    let least = least.max(3);
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, run) in text.windows(3).enumerate() {
        if let [a, b, c] = run {
            let at = places.entry(hash_of_three([*a, *b, *c])).or_default();
            if at.len() < MOST {
                at.push(i);
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at + least <= words.len() {
        let [a, b, c] = [at, at + 1, at + 2].map(|i| words.get(i).copied().unwrap_or_default());
        let starts = places.get(&hash_of_three([a, b, c])).map(Vec::as_slice).unwrap_or_default();
        let length = |start: &usize| words[at..].iter().zip(&text[*start..]).take_while(|(a, b)| a == b).count();
        let longest = starts.iter().map(length).max().unwrap_or(0);
        if longest >= least {
            found.push(at..at + longest);
            at += longest;
        } else {
            at += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn words(text: &str) -> Vec<u64> {
        WordsOf::new(&tokenize(text)).hashes
    }

    fn near(quotation: &str, text: &str) -> Option<(usize, usize)> {
        nearest(&words(quotation), &words(text)).map(|near| (near.common, near.whole))
    }

    #[test]
    fn exact_words_are_found_whatever_their_marks() {
        let text = "She said that “we will never, ever close the bridge” on Monday.";
        assert_eq!(near("We will never ever close the bridge", text), Some((7, 7)));
    }

    #[test]
    fn a_changed_dropped_or_added_word_is_near() {
        let text = "The mayor wrote: we will not close the old bridge before May, he added.";
        assert_eq!(near("we will not shut the old bridge before May", text), Some((8, 9)));
        assert_eq!(near("we will not close the bridge before May", text), Some((8, 9)));
        assert_eq!(near("we will certainly not close the old bridge before May", text), Some((9, 10)));
        assert_eq!(near("nothing of this was said", text), None);
    }

    #[test]
    fn runs_are_as_long_as_they_go() {
        let body = words("It said the bridge over the river was closed for repairs. Nobody came.");
        let excerpt = words("The bridge over the river was closed for the winter.");
        assert_eq!(runs(&body, &excerpt, 6), vec![2..10]);
        assert_eq!(runs(&body, &excerpt, 9), Vec::<Range<usize>>::new());
    }
}
