//! Sentences: where a reader sees one end.
//!
//! The cut is made between tokens, so that places are exact and a text costs one pass; no regular expression has to be
//! compiled first. A stop ends a sentence unless the word before it is an abbreviation, an initial or a German ordinal,
//! or what follows goes on in small letters.

use std::ops::Range;

use super::{Language, Place, Quotation, Sentence};
use crate::article::{Article, BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind};

/// The sentences of the body: of paragraphs, list items and block quotations, in reading order. Claims, citations and
/// the like are filled in later.
pub(super) fn sentences(
    article: &Article,
    language: &Language,
    tokens: &[Vec<Token>],
    quotations: &[Quotation],
    lexicons: &Lexicons,
) -> Vec<Sentence> {
    let splitter = Splitter::new(language, lexicons);
    let mut sentences = Vec::new();
    for (i, block) in article.part(Part::Body) {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote) {
            continue;
        }
        let text = block.words();
        let Some(tokens) = tokens.get(i) else { continue };
        let from = quotations.partition_point(|q| q.place.block < i);
        let quotations = quotations[from..].iter().take_while(|q| q.place.block == i).filter(|q| q.closed);
        let mut closers: Vec<usize> = quotations.map(|q| q.place.end).collect();
        closers.sort_unstable();
        for range in splitter.split(text, tokens, &closers) {
            let Some((first, last)) = tokens[range.clone()].first().zip(tokens[range.clone()].last()) else { continue };
            sentences.push(Sentence {
                place: Place::new(i, first.start..last.end),
                words: tokens[range.clone()].iter().filter(|t| t.is_word()).count(),
                question: is_question(text, &tokens[range.clone()]),
                tokens: range,
                claim: None,
                citations: Vec::new(),
                state: super::CitationState::None,
                attributed: false,
                reported: false,
                identified: false,
            });
        }
    }
    sentences
}

/// The sentence that a place stands in or begins in.
pub(super) fn containing(sentences: &[Sentence], place: Place) -> Option<usize> {
    let i = sentences.partition_point(|s| (s.place.block, s.place.end) <= (place.block, place.start));
    sentences.get(i).filter(|s| s.place.block == place.block && s.place.start <= place.start).map(|_| i)
}

/// Whether the last stop of a sentence is a question mark.
fn is_question(text: &str, tokens: &[Token]) -> bool {
    let marks = tokens.iter().rev().take_while(|t| !t.is_word());
    marks.filter_map(|t| mark(text, t)).find(|c| is_stop(*c)).is_some_and(|c| c == '?')
}

/// The character of a mark.
pub(super) fn mark(text: &str, token: &Token) -> Option<char> {
    if token.is_word() {
        return None;
    }
    text.get(token.range())?.chars().next()
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？')
}

/// Marks that may open a sentence.
fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '(' | '[' | '{' | '¿' | '¡')
        || matches!(c, '$' | '€' | '£' | '¥' | '#' | '@' | '§' | '•')
}

/// Marks that may stand after the stop of a sentence and belong to it.
fn is_closer(c: char) -> bool {
    is_quote(c) || matches!(c, ')' | ']' | '}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '’' | '‘' | '«' | '»' | '‹' | '›')
}

struct Splitter<'a> {
    abbreviations: Option<&'a WordList>,
    /// Words of grammar: with a capital after a stop, they begin a sentence.
    starters: Option<&'a WordList>,
    calendar: Option<&'a WordList>,
    cues: Option<&'a WordList>,
    german: bool,
}

impl<'a> Splitter<'a> {
    fn new(language: &Language, lexicons: &'a Lexicons) -> Splitter<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Splitter {
            abbreviations: list("abbreviations"),
            starters: list("stop-words"),
            calendar: list("calendar"),
            cues: list("cues"),
            german: *language == Language::German,
        }
    }

    /// Token ranges of the sentences. `closers`: bytes at which a quotation ends, sorted.
    fn split(&self, text: &str, tokens: &[Token], closers: &[usize]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let (mut begin, mut words, mut at) = (0, false, 0);
        while at < tokens.len() {
            let token = &tokens[at];
            words |= token.is_word();
            let stops = mark(text, token).is_some_and(is_stop) || ends_with_dot(text, token);
            if !stops {
                at += 1;
                continue;
            }
            let end = End::after(text, tokens, at, closers);
            if end.next == tokens.len() {
                break;
            }
            if words && self.ends(text, tokens, begin, &end) {
                ranges.push(begin..end.next);
                begin = end.next;
                words = false;
            }
            at = end.next;
        }
        if tokens[begin..].iter().any(Token::is_word) {
            ranges.push(begin..tokens.len());
        } else if let Some(last) = ranges.last_mut() {
            last.end = tokens.len();
        }
        ranges
    }

    /// Whether the stop at `end` ends the sentence that begins at token `begin`.
    fn ends(&self, text: &str, tokens: &[Token], begin: usize, end: &End) -> bool {
        let last = &tokens[end.next - 1];
        let mut at = end.next;
        let gap = tokens[at].start > last.end;
        while tokens.get(at).and_then(|t| mark(text, t)).is_some_and(is_opener) {
            at += 1;
        }
        let Some(next) = tokens.get(at).filter(|t| t.is_word()) else { return false };
        let before = end.stop.checked_sub(1).and_then(|i| tokens.get(i)).filter(|t| t.is_word());
        if !gap {
            // A missing space, `the end.Next`, but no file name and no `.NET`.
            let glued =
                before.is_some_and(|t| t.end == tokens[end.stop].start && t.end - t.start > 1 && is_small(text, t));
            return glued && at == end.next && next.case == Case::Capital && !end.dotted_word;
        }
        if is_small(text, next) {
            return false;
        }
        let starter = next.kind == TokenKind::Word && self.is_starter(text, next);
        if end.ellipsis {
            return !(self.starters.is_some() && !self.german && is_i(text, next));
        }
        if end.quoted && !end.plain && !starter && self.cue_follows(text, tokens, at) {
            return false;
        }
        if !end.plain {
            return true;
        }
        self.plain_stop_ends(text, tokens, begin, end, at, starter)
    }

    /// The same for a single full stop, which may belong to the word before it.
    fn plain_stop_ends(&self, text: &str, tokens: &[Token], begin: usize, end: &End, at: usize, starter: bool) -> bool {
        let (Some(word), next) = (if end.dotted_word { Some(end.stop) } else { end.stop.checked_sub(1) }, &tokens[at])
        else {
            return true;
        };
        let (index, word) = (word, &tokens[word]);
        let touches = end.dotted_word || word.end == tokens[end.stop].start;
        if !touches || !word.is_word() || end.closed {
            return true;
        }
        let digit = |t: &Token| text[t.range()].starts_with(|c: char| c.is_ascii_digit());
        let number = digit(next);
        if word.kind == TokenKind::Number {
            let list_number = index == begin;
            let ordinal = self.german && word.end - word.start <= 2;
            return !list_number && (!ordinal || starter && !number);
        }
        if let Some(found) = self.abbreviations.and_then(|list| list.at(text, &tokens[index..=index], 0)) {
            return match found.entry.tag() {
                "name" => false,
                "number" => !number,
                "time" => !number && next.case != Case::Upper && !self.is_day(text, next),
                _ => starter,
            };
        }
        if end.dotted_word || is_initial(text, word) || self.german && is_roman(&text[word.range()]) {
            return starter;
        }
        true
    }

    fn is_starter(&self, text: &str, token: &Token) -> bool {
        self.starters.is_some_and(|list| list.has(text, token))
    }

    fn is_day(&self, text: &str, token: &Token) -> bool {
        self.calendar.is_some_and(|list| list.has(text, token))
    }

    /// Whether a word of saying follows before the next mark: `“Why now?” Mayor Ada Brandt asked.`
    fn cue_follows(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let Some(cues) = self.cues else { return false };
        let words = tokens[at..].iter().take(6).take_while(|t| t.is_word());
        words.skip(1).any(|t| cues.has(text, t))
    }
}

/// What stands at a possible end: stops, then closing marks.
struct End {
    /// The first stop: a mark, or a word with a dot of its own.
    stop: usize,
    /// The first token behind it all.
    next: usize,
    /// Whether the stop is part of a word: `U.S.`
    dotted_word: bool,
    /// A single full stop.
    plain: bool,
    ellipsis: bool,
    /// Whether a quotation ends here.
    quoted: bool,
    /// Whether any mark closes here.
    closed: bool,
}

impl End {
    fn after(text: &str, tokens: &[Token], stop: usize, closers: &[usize]) -> End {
        let dotted_word = tokens[stop].is_word();
        let (mut dots, mut others, mut quoted, mut closed) = (0, 0, false, false);
        let mut next = stop;
        if dotted_word {
            dots = 1;
            next += 1;
        }
        while let Some(token) = tokens.get(next) {
            let Some(c) = mark(text, token) else { break };
            let touches = next == stop || tokens[next - 1].end == token.start;
            let closes = closers.binary_search(&token.end).is_ok();
            let spaced_dots = c == '.' && !closed && dots > 0 && tokens[next - 1].kind == TokenKind::Mark;
            if is_stop(c) && (touches || spaced_dots) {
                dots += usize::from(c == '.');
                others += usize::from(c != '.' && c != '…');
                dots += 2 * usize::from(c == '…');
            } else if closes || touches && is_closer(c) {
                closed = true;
                quoted |= is_quote(c);
            } else {
                break;
            }
            next += 1;
        }
        // `U.S..` is one stop after the abbreviation's own.
        let plain = others == 0 && dots == 1;
        End { stop, next, dotted_word, plain, ellipsis: others == 0 && dots > 2 && !closed, quoted, closed }
    }
}

fn ends_with_dot(text: &str, token: &Token) -> bool {
    token.is_word() && text.get(token.range()).is_some_and(|w| w.ends_with('.'))
}

/// Whether a word goes on in small letters: its first letter is small, and no later one is a capital (`iPhone`).
fn is_small(text: &str, token: &Token) -> bool {
    let word = text.get(token.range()).unwrap_or_default();
    word.starts_with(char::is_lowercase) && !word.contains(char::is_uppercase)
}

/// A single letter before a stop: `J. K.`, `z. B.`
fn is_initial(text: &str, token: &Token) -> bool {
    let mut chars = text.get(token.range()).unwrap_or_default().chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

fn is_i(text: &str, token: &Token) -> bool {
    let word = text.get(token.range()).unwrap_or_default();
    word == "I" || word.starts_with("I'") || word.starts_with("I’")
}

#[cfg(test)]
mod tests {
    use super::super::sample::analysis;

    #[track_caller]
    fn holds_in(language: &str, marked: &str) {
        let analysis = analysis(&format!("Language: {language}\n{}", marked.replace(" | ", " ")));
        let cut: Vec<&str> = analysis.sentences.iter().map(|s| analysis.text(s.place)).collect();
        assert_eq!(cut, marked.split('|').map(str::trim).collect::<Vec<_>>());
    }

    /// `|` marks where the sentences end.
    #[track_caller]
    fn holds(marked: &str) {
        holds_in("en", marked);
    }

    #[test]
    fn english_stops() {
        holds("The bridge is shut. | It was built in 1931. | Nobody was hurt.");
        holds("Dr. No met Mr. A. B. Carter of the U.S. Senate at 5 p.m. Tuesday. | The talks went on.");
        holds("She lives in the U.S. | The house is old. | He paid approx. 5 dollars, e.g. in coins.");
        holds("See No. 5 on p. 12 of vol. 3. | It is there. | He said no. | She agreed.");
        holds("It grew by 3.1 percent in Feb. 2026. | 14 people left. | iPhones sold well.");
        holds("The talks ended… | They were long ... and dull. | Who knows? | Me! | Fine.");
        holds("The firm left the market . | It will return");
    }

    #[test]
    fn german_stops() {
        holds_in("de", "Am 12. Februar kam Dr. Weber, z. B. mit 100 Mio. Euro. | Die Stadt zahlte am 3. 4. 2026.");
        holds_in("de", "Das war im 21. Jahrhundert so. | Es gilt d. h. nicht mehr. | Nr. 7 blieb leer usw. | Er ging.");
        holds_in("de", "Papst Leo XIV. Rom besucht, las man. | Er kam 2024. | Sie ging um 10.30 Uhr.");
        holds_in("de", "„Nie wieder!“, sagte die Frau. | „Wir gehen.“ | Dann war Ruhe.");
    }

    #[test]
    fn quotations_end_as_readers_see_it() {
        holds("“We lost. | We go on,” she said. | “Why?” he asked. | “Never!” | Nobody knew.");
        holds("She said it “was over.” | The mayor left (in a hurry). | Then it rained.");
        holds("'A. B. Cole,' she said. | He called it a \"farce\" . | The firm agreed.");
    }

    #[test]
    fn white_space_stands_outside_and_words_are_counted() {
        let analysis = analysis("  The state-run bridge cost 12,000 euros.   It is “old” . ");
        let words: Vec<usize> = analysis.sentences.iter().map(|s| s.words).collect();
        assert_eq!(words, [6, 3]);
        assert_eq!(analysis.text(analysis.sentences[1].place), "It is “old” .");
    }

    #[test]
    fn a_question_is_known() {
        let analysis = analysis("Who paid? She asked “Who paid?” and left. “Who paid?”");
        assert_eq!(analysis.sentences.iter().map(|s| s.question).collect::<Vec<_>>(), [true, false, true]);
    }
}
