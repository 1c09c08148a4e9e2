//! The fingerprint of a finding: it survives moves and dies with a change of wording.
//!
//! It is a hash of the rule, the folded words of the sentence (or block) that holds the evidence, the nearest heading
//! above it, and which of several equal ones it is.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::analysis::{Analysis, Place};
use crate::article::{BlockKind, Part};
use crate::text::fold;

/// Fingerprints of one article's findings.
pub struct Fingerprints<'a> {
    analysis: &'a Analysis,
    /// For each block, the block of the nearest heading above it.
    headings: Vec<Option<usize>>,
    /// The hash of a block's or sentence's words: reckoned once, however many findings stand in it.
    words: HashMap<(usize, Option<usize>), [u8; 32]>,
    /// How many equal ones there were.
    seen: HashMap<[u8; 32], usize>,
}

impl<'a> Fingerprints<'a> {
    /// None given yet.
    pub fn new(analysis: &'a Analysis) -> Fingerprints<'a> {
        let mut last = None;
        let headings = analysis.article.blocks.iter().enumerate().map(|(i, block)| {
            if block.part == Part::Body && block.kind == BlockKind::Heading {
                last = Some(i);
            }
            last.filter(|heading| *heading != i && block.part == Part::Body)
        });
        Fingerprints { analysis, headings: headings.collect(), words: HashMap::new(), seen: HashMap::new() }
    }

    /// The fingerprint of a finding of `rule` at `place`: 32 hexadecimal digits. Findings are to come in the order of
    /// their places.
    pub fn next(&mut self, rule: &str, place: Place) -> String {
        let sentence = self.analysis.sentence_at(place.block, place.start);
        let words = self.words_of(place.block, sentence);
        let heading = self.headings.get(place.block).copied().flatten().map(|block| self.words_of(block, None));
        let mut hash = Sha256::new();
        hash.update(rule.as_bytes());
        hash.update([0]);
        hash.update(words);
        hash.update(heading.unwrap_or_default());
        let alike: [u8; 32] = hash.finalize().into();
        let ordinal = self.seen.entry(alike).or_default();
        let print = Sha256::new().chain_update(alike).chain_update(ordinal.to_le_bytes()).finalize();
        *ordinal += 1;
        hex(print.get(..16).unwrap_or_default())
    }

    fn words_of(&mut self, block: usize, sentence: Option<usize>) -> [u8; 32] {
        let analysis = self.analysis;
        *self.words.entry((block, sentence)).or_insert_with(|| {
            let text = match sentence.and_then(|s| analysis.sentences.get(s)) {
                Some(sentence) => analysis.text(sentence.place),
                None => analysis.article.blocks.get(block).map_or("", |b| b.words()),
            };
            let mut hash = Sha256::new();
            for word in text.split_whitespace() {
                hash.update(fold(word).as_bytes());
                hash.update([b' ']);
            }
            hash.finalize().into()
        })
    }
}

/// `sha256:` and the hash of a text.
pub fn sha256(text: &str) -> String {
    format!("sha256:{}", hex(&Sha256::digest(text)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
