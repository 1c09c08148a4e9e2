//! Words of one text looked up in another: exact runs, and how near a changed wording comes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::text::{HashedMap, Token, hash_of_three};

/// The words of a text: hashes of the folded words with their index among the tokens.
pub(super) struct WordsOf {
    pub hashes: Vec<u64>,
    pub tokens: Vec<usize>,
    /// Where each run of three words stands, the first [`MOST`] places of it; made when something is looked up.
    runs: OnceLock<HashedMap<Vec<usize>>>,
}

impl WordsOf {
    pub fn new(tokens: &[Token]) -> WordsOf {
        let words = tokens.iter().enumerate().filter(|(_, token)| token.is_word());
        let (tokens, hashes) = words.map(|(i, token)| (i, token.hash)).unzip();
        WordsOf { hashes, tokens, runs: OnceLock::new() }
    }

    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Where a run of three words stands.
    fn places(&self, run: [u64; 3]) -> &[usize] {
        let runs = self.runs.get_or_init(|| {
            let mut runs: HashedMap<Vec<usize>> = HashedMap::default();
            for (i, run) in self.hashes.windows(3).enumerate() {
                if let [a, b, c] = run {
                    let at = runs.entry(hash_of_three([*a, *b, *c])).or_default();
                    if at.len() < MOST {
                        at.push(i);
                    }
                }
            }
            runs
        });
        runs.get(&hash_of_three(run)).map(Vec::as_slice).unwrap_or_default()
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
/// Time: linear in `words`, whatever the length of `text`, but for fewer than three words.
pub(super) fn nearest(words: &[u64], of: &WordsOf) -> Option<Nearest> {
    let words = words.get(..words.len().min(LONGEST))?;
    let text = of.hashes.as_slice();
    if words.is_empty() {
        return None;
    }
    let exact = |at: usize| Nearest { window: at..at + words.len(), common: words.len(), whole: words.len() };
    if words.len() < 3 {
        return text.windows(words.len()).position(|window| window == words).map(exact);
    }
    // How many runs of three speak for a start.
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, run) in words.windows(3).enumerate() {
        let [a, b, c] = run else { continue };
        for at in of.places([*a, *b, *c]) {
            *votes.entry(at.saturating_sub(i)).or_default() += 1;
        }
    }
    if let Some(at) = votes.keys().find(|at| text.get(**at..**at + words.len()) == Some(words)) {
        return Some(exact(*at));
    }
    let mut starts: Vec<(usize, usize)> = votes.into_iter().map(|(start, votes)| (votes, start)).collect();
    starts.sort_by_key(|(votes, start)| (std::cmp::Reverse(*votes), *start));
    starts.truncate(MOST);
    let mut starts: Vec<usize> = starts.into_iter().map(|(_, start)| start).collect();
    starts.sort_unstable();
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
pub(super) fn runs(words: &[u64], of: &WordsOf, least: usize) -> Vec<Range<usize>> {
    let least = least.max(3);
    let text = of.hashes.as_slice();
    let mut found = Vec::new();
    let mut at = 0;
    while at + least <= words.len() {
        let [a, b, c] = [at, at + 1, at + 2].map(|i| words.get(i).copied().unwrap_or_default());
        let starts = of.places([a, b, c]);
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

    fn words(text: &str) -> WordsOf {
        WordsOf::new(&tokenize(text))
    }

    fn near(quotation: &str, text: &str) -> Option<(usize, usize)> {
        nearest(&words(quotation).hashes, &words(text)).map(|near| (near.common, near.whole))
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
        assert_eq!(runs(&body.hashes, &excerpt, 6), vec![2..10]);
        assert_eq!(runs(&body.hashes, &excerpt, 9), Vec::<Range<usize>>::new());
    }
}
