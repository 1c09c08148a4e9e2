//! Words between quotation marks: where they begin and end, and what the marks are for.

use std::ops::Range;

use super::sentence::mark;
use super::{Language, Place, Quotation, QuotationKind};
use crate::article::{Article, Block, BlockKind, MarkKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind};

/// At most so many words in quotation marks are held at arm's length rather than quoted.
const SCARE_WORDS: usize = 3;
/// At most so many words are a title or a name.
const TITLE_WORDS: usize = 12;

/// The quotations of title, dek, body and transparency part, by their starts. A missing mark is contained to its block.
pub(super) fn quotations(
    article: &Article,
    language: &Language,
    tokens: &[Vec<Token>],
    lexicons: &Lexicons,
) -> Vec<Quotation> {
    let list = |name| lexicons.list(language.code(), name);
    let judge = Judge { cues: list("cues"), works: list("works"), stop_words: list("stop-words") };
    let mut quotations: Vec<Quotation> = Vec::new();
    // The quotation of the block before that waits for its closing mark: its index and opening mark.
    let mut waiting: Option<(usize, Family)> = None;
    for (i, block) in article.blocks.iter().enumerate() {
        let prose = matches!(block.part, Part::Title | Part::Dek | Part::Body | Part::Transparency);
        if !prose || block.kind == BlockKind::Code {
            continue;
        }
        let Some(tokens) = tokens.get(i) else { continue };
        let mut found = pairs(block, tokens);
        found.sort_by_key(|p| (p.outer.start, std::cmp::Reverse(p.outer.end)));
        let first = quotations.len();
        let mut open: Vec<usize> = Vec::new(); // ends of the quotations around
        for pair in &found {
            while open.last().is_some_and(|end| *end <= pair.outer.start) {
                open.pop();
            }
            let within = tokens.partition_point(|t| t.start < pair.inner.start)
                ..tokens.partition_point(|t| t.end <= pair.inner.end);
            quotations.push(Quotation {
                place: Place::new(i, pair.outer.clone()),
                inner: Place::new(i, pair.inner.clone()),
                words: tokens.get(within.clone()).unwrap_or_default().iter().filter(|t| t.is_word()).count(),
                kind: judge.kind(block.words(), tokens, within),
                depth: u8::try_from(open.len()).unwrap_or(u8::MAX),
                closed: pair.closed,
                first_piece: None,
                sentence: None,
                attribution: None,
            });
            open.push(pair.outer.end);
        }
        if let (Some((before, family)), Some(pair)) = (waiting, found.first())
            && pair.family == family
            && tokens.first().is_some_and(|t| t.start == pair.outer.start)
        {
            let origin = quotations[before].first_piece.unwrap_or(before);
            quotations[before].first_piece = Some(origin);
            quotations[first].first_piece = Some(origin);
            let kind = quotations[origin].kind;
            quotations[first].kind = kind;
        }
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote) {
            let last = found.iter().rposition(|p| !p.closed && !p.inner.is_empty() && p.to_the_end);
            waiting = last.map(|at| (first + at, found[at].family));
        }
    }
    quotations
}

/// Whether a place stands inside a quotation.
pub(super) fn around(quotations: &[Quotation], place: Place) -> bool {
    let at = quotations.partition_point(|q| (q.place.block, q.place.start) <= (place.block, place.start));
    // The outer quotation comes first; no quotation is deeper than the families of marks are many.
    let near = quotations[..at].iter().rev().take_while(|q| q.place.block == place.block).take(64);
    near.into_iter().any(|q| q.place.contains(place))
}

/// Which marks belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// `"…"`
    Straight,
    /// `“…”`
    Curly,
    /// `„…“`
    Low,
    /// `«…»`
    French,
    /// `»…«`
    Reversed,
    /// `'…'`
    StraightSingle,
    /// `‘…’`
    CurlySingle,
    /// `‚…‘`
    LowSingle,
    /// `‹…›`
    FrenchSingle,
    /// `›…‹`
    ReversedSingle,
    /// The HTML element `q`.
    Element,
}

impl Family {
    /// Single marks double as apostrophes, minutes and feet: without a partner they are no quotation marks.
    fn is_single(self) -> bool {
        use Family::*;
        matches!(self, StraightSingle | CurlySingle | LowSingle | FrenchSingle | ReversedSingle)
    }
}

/// A quotation in one block.
struct Pair {
    family: Family,
    outer: Range<usize>,
    inner: Range<usize>,
    closed: bool,
    /// An open one that runs to the end of its block.
    to_the_end: bool,
}

/// What stands beside a mark.
struct Beside {
    /// White space, the start, or something that may stand before an opening mark.
    free_left: bool,
    /// White space, the end, or punctuation.
    free_right: bool,
    before: Option<char>,
    after: Option<char>,
}

struct Scanner<'a> {
    text: &'a str,
    /// Opening marks that wait for their partner: family and bytes of the mark. Never two of one family, so that no
    /// text makes it deep.
    open: Vec<(Family, Range<usize>)>,
    found: Vec<Pair>,
}

fn pairs(block: &Block, tokens: &[Token]) -> Vec<Pair> {
    let text = block.words();
    let mut scanner = Scanner { text, open: Vec::new(), found: Vec::new() };
    let mut codes = block.marks.iter().filter(|m| m.kind == MarkKind::Code).peekable();
    let mut doubled = false;
    for (i, token) in tokens.iter().enumerate() {
        let Some(c) = mark(text, token).filter(|c| is_quotation_mark(*c)) else { continue };
        // Two apostrophes in a row are one double mark, as typewriters and wire services write it.
        if std::mem::take(&mut doubled) {
            continue;
        }
        let twin = tokens.get(i + 1).filter(|t| c == '\'' && t.start == token.end && mark(text, t) == Some('\''));
        doubled = twin.is_some();
        let (c, end, next) = twin.map_or((c, token.end, i + 1), |t| ('"', t.end, i + 2));
        while codes.next_if(|m| m.range.end <= token.start).is_some() {}
        if codes.peek().is_some_and(|m| m.range.start <= token.start) {
            continue;
        }
        let before = text[..token.start].chars().next_back();
        let after = text[end..].chars().next();
        let beside = Beside {
            free_left: before.is_none_or(|c| c.is_whitespace() || "([{—–-/„“‚‘«‹»›\"'".contains(c)),
            free_right: after
                .is_none_or(|c| !c.is_alphanumeric() && !"([{$€£#@„‚".contains(c) && !is_quotation_mark(c)),
            before,
            after,
        };
        scanner.take(c, token.start..end, &beside, tokens.get(next..).unwrap_or_default());
    }
    scanner.finish();
    let elements = block.marks.iter().filter(|m| m.kind == MarkKind::Quotation && !m.range.is_empty());
    let elements = elements.filter(|m| text.get(m.range.clone()).is_some());
    scanner.found.extend(elements.map(|m| Pair {
        family: Family::Element,
        outer: m.range.clone(),
        inner: m.range.clone(),
        closed: true,
        to_the_end: false,
    }));
    scanner.found
}

pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›')
}

impl Scanner<'_> {
    fn is_open(&self, family: Family) -> bool {
        self.open.iter().any(|(f, _)| *f == family)
    }

    fn take(&mut self, c: char, at: Range<usize>, beside: &Beside, rest: &[Token]) {
        use Family::*;
        let opens = beside.free_left && !beside.after.is_none_or(char::is_whitespace);
        let closes = !beside.before.is_none_or(char::is_whitespace);
        match c {
            '"' if self.is_open(Straight) => {
                if beside.free_left && !beside.free_right && beside.before.is_none_or(char::is_whitespace) {
                    self.open(Straight, at);
                } else {
                    self.close(Straight, at);
                }
            }
            // Curly at the start, straight at the end: a slip of the keyboard, but a pair all the same.
            '"' if closes && beside.free_right && (self.is_open(Curly) || self.is_open(Low)) => {
                let family = if self.is_open(Curly) { Curly } else { Low };
                self.close(family, at);
            }
            // An inch, a second of arc: 5'10"
            '"' if beside.before.is_some_and(|c| c.is_ascii_digit()) => {}
            '"' if opens || beside.free_left && beside.before.is_none_or(char::is_whitespace) => {
                self.open(Straight, at)
            }
            '"' if beside.free_right => self.stray(Straight, at),
            '„' | '‟' => self.open(Low, at),
            '“' if self.is_open(Low) && !(self.is_open(Curly) && opens) => self.close(Low, at),
            '“' if opens || !closes => self.open(Curly, at),
            '“' => self.stray(Curly, at),
            '”' => match [Curly, Low, Straight].into_iter().find(|f| self.is_open(*f)) {
                Some(family) => self.close(family, at),
                None if closes => self.stray(Curly, at),
                None => {}
            },
            '«' if self.is_open(Reversed) => self.close(Reversed, at),
            '»' if self.is_open(French) => self.close(French, at),
            '«' if opens || !closes || beside.free_left => self.open(French, at),
            '»' if opens => self.open(Reversed, at),
            // `» Read more`: an arrow.
            '»' if !closes => {}
            '«' | '»' => self.stray(if c == '«' { Reversed } else { French }, at),
            '‹' if self.is_open(ReversedSingle) => self.close(ReversedSingle, at),
            '›' if self.is_open(FrenchSingle) => self.close(FrenchSingle, at),
            '‹' if opens => self.open(FrenchSingle, at),
            '›' if opens => self.open(ReversedSingle, at),
            '‚' | '‛' if opens => self.open(LowSingle, at),
            '‘' if self.is_open(LowSingle) && closes => self.close(LowSingle, at),
            '‘' if opens && !is_clipped(self.text, at.end, rest) => self.open(CurlySingle, at),
            '’' if closes => {
                let family = [CurlySingle, LowSingle].into_iter().find(|f| self.is_open(*f));
                if let Some(family) = family.filter(|_| !self.is_possessive(&at, beside, rest, '’')) {
                    self.close(family, at);
                }
            }
            '\'' if self.is_open(StraightSingle)
                && closes
                && !opens
                && !self.is_possessive(&at, beside, rest, '\'') =>
            {
                self.close(StraightSingle, at);
            }
            '\'' if opens
                && beside.after.is_some_and(|c| !c.is_whitespace())
                && !is_clipped(self.text, at.end, rest) =>
            {
                self.open(StraightSingle, at);
            }
            _ => {}
        }
    }

    /// Whether a closing single mark is the apostrophe of `the dogs' bowl`: it follows an s, a small word follows, and
    /// the same mark comes once more soon.
    fn is_possessive(&self, at: &Range<usize>, beside: &Beside, rest: &[Token], mark_char: char) -> bool {
        let after_s = beside.before.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x'));
        let word_follows = self.text[at.end..].strip_prefix(' ').is_some_and(|t| t.starts_with(char::is_lowercase));
        after_s
            && word_follows
            && rest.iter().take(40).find_map(|t| mark(self.text, t).filter(|c| is_quotation_mark(*c)))
                == Some(mark_char)
    }

    fn open(&mut self, family: Family, at: Range<usize>) {
        if self.is_open(family) {
            // The partner of the earlier one is missing: it ends before this one.
            self.give_up(family, at.start);
        }
        self.open.push((family, at));
    }

    fn close(&mut self, family: Family, at: Range<usize>) {
        while let Some((open, start)) = self.open.pop() {
            if open == family {
                let (outer, inner) = (start.start..at.end, start.end..at.start);
                self.found.push(Pair { family, outer, inner, closed: true, to_the_end: false });
                return;
            }
            self.unclosed(open, start, at.start, false);
        }
    }

    /// Takes off what is open, down to `family`, as quotations without a closing mark.
    fn give_up(&mut self, family: Family, end: usize) {
        while let Some((open, start)) = self.open.pop() {
            self.unclosed(open, start, end, false);
            if open == family {
                return;
            }
        }
    }

    fn unclosed(&mut self, family: Family, start: Range<usize>, end: usize, to_the_end: bool) {
        if family.is_single() {
            return;
        }
        let words = self.text[start.end..end].trim_end();
        let end = start.end + words.len();
        self.found.push(Pair { family, outer: start.start..end, inner: start.end..end, closed: false, to_the_end });
    }

    /// A closing mark that nothing opened: a quotation without words.
    fn stray(&mut self, family: Family, at: Range<usize>) {
        let inner = at.start..at.start;
        self.found.push(Pair { family, outer: at, inner, closed: false, to_the_end: false });
    }

    fn finish(&mut self) {
        let end = self.text.len();
        for (family, start) in std::mem::take(&mut self.open) {
            self.unclosed(family, start, end, true);
        }
    }
}

/// Whether an apostrophe stands for letters left out at the start of a word: `'90s`, `'tis`, `rock 'n' roll`.
fn is_clipped(text: &str, at: usize, rest: &[Token]) -> bool {
    let Some(next) = rest.first().filter(|t| t.start == at) else { return false };
    let word = text.get(next.range()).unwrap_or_default();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && matches!(&word[2..], "s" | "er" | "ern" | "")
        || ["tis", "twas", "em", "til", "cause", "n", "round", "bout", "nen", "ne", "ner", "s"]
            .contains(&&*word.to_lowercase())
}

/// Tells what quotation marks are for.
struct Judge<'a> {
    cues: Option<&'a WordList>,
    works: Option<&'a WordList>,
    stop_words: Option<&'a WordList>,
}

impl Judge<'_> {
    /// `within`: the tokens between the marks.
    fn kind(&self, text: &str, tokens: &[Token], within: Range<usize>) -> QuotationKind {
        let inner = tokens.get(within.clone()).unwrap_or_default();
        let words = inner.iter().filter(|t| t.is_word()).count();
        let before = &tokens[..within.start.saturating_sub(1).min(tokens.len())];
        let after = tokens.get(within.end + 1..).unwrap_or_default();
        let spoken = self.is_spoken(text, before, after);
        let name_like = words <= TITLE_WORDS && self.is_name_like(text, inner);
        if name_like && self.is_work(text, before) {
            QuotationKind::Title
        } else if !spoken && !self.is_sentence(text, before, inner) && (words <= SCARE_WORDS || name_like && words > 1)
        {
            QuotationKind::Scare
        } else {
            QuotationKind::Speech
        }
    }

    /// Whether a word of saying stands next to the quotation: `she said: “No”`, `“No,” said Ada Brandt`.
    fn is_spoken(&self, text: &str, before: &[Token], after: &[Token]) -> bool {
        let Some(cues) = self.cues else { return false };
        let comma = |t: &&Token| matches!(mark(text, t), Some(',' | ':'));
        // `called “a farce”` names; `said “no”` says.
        let says = |t: &Token| cues.at(text, std::slice::from_ref(t), 0).is_some_and(|m| m.entry.tag() != "naming");
        let directly = before.iter().rev().skip_while(comma).take(1).any(says);
        let introduced = before.last().filter(comma).is_some()
            && before.iter().rev().skip_while(comma).take(5).take_while(|t| t.is_word()).any(says);
        let followed = after.iter().skip_while(comma).take(4).take_while(|t| t.is_word()).any(says);
        directly || introduced || followed
    }

    /// Whether a quotation is a sentence of its own: it begins where one may begin, and its stop stands inside the marks.
    fn is_sentence(&self, text: &str, before: &[Token], inner: &[Token]) -> bool {
        let stop = |t: &Token| mark(text, t).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…'));
        let begins = before.last().is_none_or(|t| stop(t) || mark(text, t).is_some_and(is_quotation_mark));
        begins && inner.last().is_some_and(stop) && inner.first().is_some_and(|t| t.case != Case::Lower)
    }

    /// Whether a word for a kind of work stands before it, with at most two words between: `the film “…”`.
    fn is_work(&self, text: &str, before: &[Token]) -> bool {
        let near = before.iter().rev().take(3).take_while(|t| t.is_word() || mark(text, t) == Some(','));
        self.works.is_some_and(|works| near.into_iter().any(|t| works.has(text, t)))
    }

    /// Whether every word but those of grammar has a capital, and the first one has.
    fn is_name_like(&self, text: &str, inner: &[Token]) -> bool {
        let capital = |t: &Token| t.case != Case::Lower || t.kind == TokenKind::Number;
        let grammar = |t: &Token| self.stop_words.is_some_and(|list| list.has(text, t));
        let mut words = inner.iter().filter(|t| t.is_word()).peekable();
        let stops = inner.last().and_then(|t| mark(text, t)).is_some_and(|c| matches!(c, '.' | ','));
        !stops && words.peek().is_some_and(|t| capital(t)) && words.all(|t| capital(t) || grammar(t))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::analysis;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let analysis = analysis(text);
        analysis.quotations.iter().map(|q| analysis.text(q.place).to_owned()).collect()
    }

    #[test]
    fn every_style_is_paired() {
        assert_eq!(found("\"We lost,\" he said."), ["\"We lost,\""]);
        assert_eq!(found("“We lost,” he said."), ["“We lost,”"]);
        assert_eq!(found("‘We lost,’ he said."), ["‘We lost,’"]);
        assert_eq!(found("'We lost,' he said."), ["'We lost,'"]);
        assert_eq!(found("„Wir haben verloren“, sagte er."), ["„Wir haben verloren“"]);
        assert_eq!(found("»Wir gehen«, sagte er."), ["»Wir gehen«"]);
        assert_eq!(found("«Wir gehen», sagte er."), ["«Wir gehen»"]);
        assert_eq!(found("›Wir gehen‹, sagte er. ‹Ja›, rief sie."), ["›Wir gehen‹", "‹Ja›"]);
        assert_eq!(found("« Nous partons », dit-il."), ["« Nous partons »"]);
        assert_eq!(
            found("''We lost,'' he said, ''and he told me, 'Never.' ''"),
            ["''We lost,''", "''and he told me, 'Never.' ''", "'Never.'"]
        );
    }

    #[test]
    fn quotations_stand_inside_quotations() {
        let analysis = analysis("“He said ‘never’ to me,” she said. „Er rief ‚Nein‘ und ging“, sagte sie.");
        let depths: Vec<_> = analysis.quotations.iter().map(|q| (analysis.text(q.inner), q.depth)).collect();
        assert_eq!(depths, [("He said ‘never’ to me,", 0), ("never", 1), ("Er rief ‚Nein‘ und ging", 0), ("Nein", 1)]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotation_marks() {
        assert_eq!(
            found("The dogs' bowl, the ’90s and the '90s: he is 5'10\" tall, isn't he? Rock 'n' roll."),
            [""; 0]
        );
        assert_eq!(found("‘The dogs’ bowl is empty,’ she said."), ["‘The dogs’ bowl is empty,’"]);
        assert_eq!(found("Wie geht’s? Hans’ Haus und Grass' Buch."), [""; 0]);
    }

    #[test]
    fn a_missing_mark_is_contained() {
        let a = analysis("“We lost, he said.\nThe town “wept” all night.\nIt was over,” they said.");
        let closed: Vec<_> = a.quotations.iter().map(|q| (a.text(q.place), q.closed)).collect();
        assert_eq!(closed, [("“We lost, he said.", false), ("“wept”", true), ("”", false)]);
        assert_eq!(found("\"We lost, he said. \"We go,\" she said."), ["\"We lost, he said.", "\"We go,\""]);
    }

    #[test]
    fn a_quotation_runs_on_into_the_next_paragraph() {
        let a = analysis("“We lost the bridge, he began.\n“We lost the mill.\n“And we go on,” she said. “Now.”");
        let pieces: Vec<_> = a.quotations.iter().map(|q| (q.closed, q.first_piece)).collect();
        assert_eq!(pieces, [(false, Some(0)), (false, Some(0)), (true, Some(0)), (true, None)]);
    }

    #[test]
    fn marks_tell_speech_from_titles_and_distance() {
        let kinds = |text: &str| analysis(text).quotations.iter().map(|q| q.kind).collect::<Vec<_>>();
        use QuotationKind::*;
        assert_eq!(kinds("“Never,” she said. The firm told us it would “do all it can”."), [Speech, Speech]);
        assert_eq!(
            kinds("The council calls it a “safe harbour”. It is part of the “Arden First” plan."),
            [Scare, Scare]
        );
        assert_eq!(kinds("Her book “The Long Way to the River” sold well."), [Title]);
        assert_eq!(
            kinds("„Nie“, sagte sie über den Film „Die Brücke am Fluss“ und die „Reform“."),
            [Speech, Title, Scare]
        );
    }

    #[test]
    fn a_million_marks_take_linear_time() {
        for marks in ["\"", "“", "„", "«", "'a ", "‘", "„‚“", "\"“„«"] {
            let text = marks.repeat(200_000 / marks.len());
            // A busy machine may be slow once, not three times.
            let in_time = |_| {
                let start = std::time::Instant::now();
                analysis(&text);
                start.elapsed().as_secs() < 5
            };
            assert!((0..3).any(in_time), "{marks}");
        }
    }
}
