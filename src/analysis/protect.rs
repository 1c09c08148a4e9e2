//! Words that are not the author's prose.

use std::ops::Range;

use super::Quotation;
use crate::article::{Article, Block, BlockKind, MarkKind, next_url};
use crate::text::{Case, Token, TokenKind};

/// For each token of each block: whether it stands in a quotation, a block quotation, code, the title of a work or an
/// address. Rules of style do not look there.
pub(super) fn protected(article: &Article, tokens: &[Vec<Token>], quotations: &[Quotation]) -> Vec<Vec<bool>> {
    let mut protected: Vec<Vec<bool>> = tokens.iter().map(|t| vec![false; t.len()]).collect();
    for (i, block) in article.blocks.iter().enumerate() {
        let (Some(tokens), Some(flags)) = (tokens.get(i), protected.get_mut(i)) else { continue };
        if matches!(block.kind, BlockKind::Quote | BlockKind::Code) {
            flags.fill(true);
            continue;
        }
        let from = quotations.partition_point(|q| q.place.block < i);
        let quoted = quotations[from..].iter().take_while(|q| q.place.block == i);
        // What stands inside another quotation is protected with it.
        let quoted = quoted.filter(|q| q.depth == 0).map(|q| q.place.range());
        let marked =
            block.marks.iter().filter(|m| is_foreign(block, m.kind, &m.range, tokens)).map(|m| m.range.clone());
        protect(tokens, flags, quoted);
        protect(tokens, flags, marked);
        protect(tokens, flags, addresses(block.words()));
        for (token, flag) in tokens.iter().zip(flags.iter_mut()) {
            *flag |= token.kind == TokenKind::Word && is_host_or_path(&block.words()[token.range()]);
        }
    }
    protected
}

/// Flags the tokens in the ranges, which come in the order of their starts. One pass.
fn protect(tokens: &[Token], flags: &mut [bool], ranges: impl Iterator<Item = Range<usize>>) {
    let mut at = 0;
    for range in ranges {
        at += tokens[at..].partition_point(|t| t.end <= range.start);
        while let Some(token) = tokens.get(at).filter(|t| t.start < range.end) {
            flags[at] = true;
            at += usize::from(token.end <= range.end);
            if token.end > range.end {
                break;
            }
        }
    }
}

fn is_foreign(block: &Block, kind: MarkKind, range: &Range<usize>, tokens: &[Token]) -> bool {
    match kind {
        MarkKind::Code | MarkKind::Cite => true,
        // Italics are stress or a title; a title has two capitals or more and next to no small words beside them.
        MarkKind::Emphasis => {
            let from = tokens.partition_point(|t| t.start < range.start);
            let words = tokens[from..].iter().take_while(|t| t.end <= range.end).filter(|t| t.is_word()).take(20);
            let (mut capitals, mut long) = (0, 0);
            for token in words {
                capitals += usize::from(token.case != Case::Lower);
                long += usize::from(token.case == Case::Lower && block.words()[token.range()].chars().count() > 4);
            }
            capitals >= 2 && capitals > long
        }
        MarkKind::Strong | MarkKind::Quotation | MarkKind::Link => false,
    }
}

fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let range = next_url(text, from)?;
        from = range.end;
        Some(range)
    })
}

/// `county.example`, `report.pdf`: small letters on both sides of a dot.
fn is_host_or_path(word: &str) -> bool {
    word.split_once('.').is_some_and(|(a, b)| {
        a.len() > 1
            && b.len() > 1
            && a.ends_with(|c: char| c.is_ascii_alphanumeric())
            && b.starts_with(|c: char| c.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{analysis, article};
    use crate::article::{Mark, MarkKind};
    use crate::lexicon::Lexicons;

    fn own_words(a: &super::super::Analysis, block: usize) -> Vec<&str> {
        let text = a.article.blocks[block].words();
        let both = a.tokens[block].iter().zip(&a.protected[block]);
        both.filter(|(t, p)| !**p && t.is_word()).map(|(t, _)| &text[t.range()]).collect()
    }

    #[test]
    fn foreign_words_are_protected() {
        let a = analysis(
            "She said “it is so ‘very’ bad” at https://a.example/very-bad today, see county.example.\n> A quote.",
        );
        assert_eq!(own_words(&a, 0), ["She", "said", "at", "today", "see"]);
        assert!(own_words(&a, 1).is_empty());
    }

    #[test]
    fn italics_are_a_title_or_stress() {
        let text = "She read The Long Way and was very much amused by it.";
        let mut article = article(text);
        let mark = |words: &str, kind| {
            let at = text.find(words).unwrap();
            Mark { range: at..at + words.len(), kind }
        };
        article.blocks[0].marks = vec![mark("The Long Way", MarkKind::Emphasis), mark("very much", MarkKind::Emphasis)];
        let a = super::super::analyse(article, Lexicons::shipped(), crate::lexicon::Outlets::shipped());
        assert_eq!(own_words(&a, 0), ["She", "read", "and", "was", "very", "much", "amused", "by", "it"]);
    }
}
