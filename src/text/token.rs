//! Words, numbers and marks of a text.
//!
//! A token is what a reader takes for one word: a hyphenated word (`state-run`), a word with its apostrophe
//! (`Russia’s`), a number with its separators (`12,000`, `1,5`), an abbreviation (`U.S.`, `z.B.`), an address
//! (`county.example`). The cut is language-neutral; it follows UAX 29 but for the hyphen, the dot and the ampersand
//! inside a word, which join.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// Begins with a digit and has no letter: `100`, `3.1`, `12:30`.
    Number,
    /// Any other character but white space, one at a time.
    Mark,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital first.
    Lower,
    /// A capital first, then at least one small letter, or a single capital.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    pub kind: TokenKind,
    pub case: Case,
    /// Hash of the folded word (see [`fold`]).
    pub hash: u64,
    /// Hash of the folded word without a possessive `'s` or `'`; the same as `hash` where it has none.
    pub base: u64,
    /// Bytes of the possessive ending: 0 where there is none.
    pub possessive: usize,
}

impl Token {
    /// Its bytes in the text.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its bytes without a possessive ending.
    pub fn base_range(&self) -> Range<usize> {
        self.start..self.end - self.possessive
    }

    /// Whether it counts as a word: a word or a number.
    pub fn is_word(&self) -> bool {
        self.kind != TokenKind::Mark
    }
}

/// Cuts a text into tokens, in order. Linear in its length.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut upto = 0;
    while let Some(c) = text[upto..].chars().next() {
        let start = upto;
        let mut end = start + c.len_utf8();
        upto = end;
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            let hash = hash_of(std::iter::once(fold_mark(c)));
            let (kind, case) = (TokenKind::Mark, Case::Lower);
            tokens.push(Token { start, end, kind, case, hash, base: hash, possessive: 0 });
            continue;
        }
        let mut before = c;
        let mut part = start; // where the stretch since the last dot begins
        loop {
            // Most letters are plain ones, and need not be decoded.
            let plain = text.as_bytes()[end..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if plain > 0 {
                end += plain;
                before = char::from(text.as_bytes()[end - 1]);
            }
            let Some(c) = text[end..].chars().next() else { break };
            let behind = end + c.len_utf8();
            let goes_on = is_word_char(c) || {
                let next = text[behind..].chars().next();
                next.is_some_and(|next| joins(before, c, next, end - part == before.len_utf8()))
            };
            if !goes_on {
                break;
            }
            before = c;
            end = behind;
            if c == '.' {
                part = end;
            }
        }
        // The last dot of an abbreviation of single letters belongs to it: U.S., z.B., p.m.
        if is_initials(&text[start..end]) && text[end..].starts_with('.') {
            end += 1;
        }
        upto = end;
        tokens.push(word(text, start, end));
    }
    tokens
}

fn word(text: &str, start: usize, end: usize) -> Token {
    let words = &text[start..end];
    let possessive = possessive_len(words);
    let hash = hash(words);
    let base = if possessive == 0 { hash } else { self::hash(&words[..words.len() - possessive]) };
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    let first = letters.next();
    let kind = if first.is_none() { TokenKind::Number } else { TokenKind::Word };
    let case = match first {
        Some(c) if c.is_uppercase() => {
            let core = &words[..words.len() - possessive];
            let mut rest = core.chars().filter(|c| c.is_alphabetic()).skip(1).peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Capital }
        }
        _ => Case::Lower,
    };
    Token { start, end, kind, case, hash, base, possessive }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && (is_combining_mark(c) || is_invisible(c)))
}

/// Soft hyphens and zero-width characters: no reader sees them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` between `before` and `next` belongs to one word with them; `initial`: `before` stands alone since the
/// last dot.
fn joins(before: char, c: char, next: char, initial: bool) -> bool {
    if !next.is_alphanumeric() || !(before.is_alphanumeric() || !before.is_ascii() && is_word_char(before)) {
        return false;
    }
    match c {
        '\'' | '\u{2019}' | '\u{2bc}' | '-' | '\u{2010}' | '\u{2011}' | '&' | '_' => true,
        '.' => {
            before.is_ascii_digit() == next.is_ascii_digit()
                && (initial || !(before.is_lowercase() && next.is_uppercase()))
        }
        ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
        _ => false,
    }
}

/// Letters that stand alone between dots: `U.S`, `z.B`, `e.g`.
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// Bytes of a trailing `'s`, `’s` or of the apostrophe of `states'`.
fn possessive_len(word: &str) -> usize {
    if !word.ends_with(['s', 'S']) {
        return 0;
    }
    for end in ["'s", "\u{2019}s", "\u{2bc}s", "'S", "\u{2019}S"] {
        if word.len() > end.len() && word.ends_with(end) {
            return end.len();
        }
    }
    0
}

/// The folded form in which words are compared: lower case, composed (NFC), with straight apostrophes and plain
/// hyphens, without soft hyphens and zero-width characters.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Owned(folded_chars(word).collect()) }
}

fn fold_mark(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2bc}' | '\u{2018}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        c => c,
    }
}

fn folded_chars(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| !is_invisible(*c)).nfc().flat_map(char::to_lowercase).map(fold_mark)
}

/// Whether NFC leaves a character as it is, whatever stands beside it, as far as a look at its number can tell: the letters
/// below the first combining mark, hyphens, dashes and quotation marks.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

/// A hash of the folded word that is the same on every machine and in every run (FNV-1a, 64 bit, over scalar values).
pub fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        hash_of(word.bytes().map(|b| char::from(b.to_ascii_lowercase())))
    } else if word.chars().all(is_composed) {
        hash_of(word.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).map(fold_mark))
    } else {
        hash_of(folded_chars(word))
    }
}

fn hash_of(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| &text[t.range()]).collect()
    }

    #[test]
    fn one_word_stays_one() {
        assert_eq!(
            words("Russia’s state-run TV, U.S. and z.B. AT&T"),
            ["Russia’s", "state-run", "TV", ",", "U.S.", "and", "z.B.", "AT&T"]
        );
        assert_eq!(
            words("12,000 at 10:47, 1,5 Mio. see county.example."),
            ["12,000", "at", "10:47", ",", "1,5", "Mio", ".", "see", "county.example", "."]
        );
    }

    #[test]
    fn a_missing_space_does_not_join_two_sentences() {
        assert_eq!(words("the end.Next"), ["the", "end", ".", "Next"]);
    }

    #[test]
    fn a_hash_is_that_of_the_folded_form() {
        for word in ["Straße", "Don’t", "co\u{ad}operate", "İzmir", "Zoe\u{308}", "Ångström", "Киев", "a–b", "ΣΑΣ"]
        {
            assert_eq!(hash(word), hash_of(fold(word).chars()), "{word}");
        }
    }

    #[test]
    fn forms_of_one_word_hash_alike() {
        assert_eq!(hash("Don’t"), hash("don't"));
        assert_eq!(hash("für"), hash("fu\u{308}r"));
        assert_eq!(hash("co\u{ad}operate"), hash("cooperate"));
        assert_ne!(hash("a"), hash("b"));
    }

    #[test]
    fn a_possessive_keeps_its_base() {
        let text = "the mayor’s";
        let tokens = tokenize(text);
        assert_eq!(tokens[1].base, hash("mayor"));
        assert_eq!(&text[tokens[1].base_range()], "mayor");
    }

    #[test]
    fn capitals_are_told_apart() {
        let case = |w: &str| tokenize(w)[0].case;
        assert_eq!(case("Bonn"), Case::Capital);
        assert_eq!(case("NATO"), Case::Upper);
        assert_eq!(case("NATO’s"), Case::Upper);
        assert_eq!(case("WhatsApp"), Case::Capital);
        assert_eq!(case("I"), Case::Capital);
        assert_eq!(case("bonn"), Case::Lower);
    }
}
