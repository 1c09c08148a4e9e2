//! Figures: numbers with what they count, how exact they are, and whose they are.

use std::ops::Range;

use super::number::{parse, suffixed};
use super::sentence::mark;
use super::stem::stem;
use super::{DateMention, DatePrecision, Figure, Language, Place, Qualifier, Quotation, Sentence, quotation, sentence};
use crate::article::{Article, BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind};

/// The figures of title, dek, headings, body sentences and transparency part, by their places.
pub(super) fn figures(
    article: &Article,
    language: &Language,
    tokens: &[Vec<Token>],
    sentences: &[Sentence],
    quotations: &[Quotation],
    dates: &[DateMention],
    lexicons: &Lexicons,
) -> Vec<Figure> {
    let words = Words::new(language, lexicons);
    let mut figures = Vec::new();
    for (i, block) in article.blocks.iter().enumerate() {
        let prose = matches!(block.part, Part::Title | Part::Dek | Part::Body | Part::Transparency);
        let counted = !matches!(block.kind, BlockKind::Code | BlockKind::TableRow | BlockKind::Caption);
        if !prose || !counted {
            continue;
        }
        let Some(tokens) = tokens.get(i) else { continue };
        let from = dates.partition_point(|d| d.place.block < i);
        let dates = &dates[from..];
        let dates = &dates[..dates.partition_point(|d| d.place.block == i)];
        let text = block.words();
        let finder = Finder { text, tokens, words: &words };
        let (mut at, mut date) = (0, 0);
        while at < tokens.len() {
            while dates.get(date).is_some_and(|d| d.place.end <= tokens[at].start) {
                date += 1;
            }
            let dated = dates.get(date).is_some_and(|d| d.place.start <= tokens[at].start);
            let Some(found) = (!dated).then(|| finder.at(at)).flatten() else {
                at += 1;
                continue;
            };
            let span = |r: &Range<usize>| Place::new(i, tokens[r.start].start..tokens[r.end - 1].end);
            let place = span(&found.tokens);
            let around = sentence::containing(sentences, place);
            let begin = around.map_or(0, |s| sentences[s].tokens.start);
            figures.push(Figure {
                place,
                qualified: span(&(found.qualified..found.tokens.end)),
                value: found.value,
                unit: found.unit.to_owned(),
                qualifier: found.qualifier,
                noun: finder
                    .noun(found.tokens.end)
                    .and_then(|t| text.get(tokens[t].base_range()))
                    .map(|w| stem(w, language)),
                sentence: around,
                owner: finder.owner(begin, found.qualified),
                when: around.and_then(|s| when(dates, sentences[s].place, place)),
                quoted: quotation::around(quotations, place),
            });
            at = found.tokens.end;
        }
    }
    figures
}

/// The date of the sentence, the nearest where there are several. Of the dates on each side, only the next few are
/// asked: an endless sentence takes no longer.
fn when(dates: &[DateMention], sentence: Place, figure: Place) -> Option<String> {
    let (before, after) = dates.split_at(dates.partition_point(|d| d.place.start < figure.start));
    let said =
        |d: &&DateMention| sentence.contains(d.place) && d.value.is_some() && d.precision != DatePrecision::Weekday;
    let nearest = [before.iter().rev().take(8).find(said), after.iter().take(8).find(said)];
    let near = nearest.into_iter().flatten().min_by_key(|d| d.place.start.abs_diff(figure.start));
    near.and_then(|d| d.value.clone())
}

/// The word lists of one language.
pub(super) struct Words<'a> {
    scales: Option<&'a WordList>,
    units: Option<&'a WordList>,
    numbers: Option<&'a WordList>,
    qualifiers: Option<&'a WordList>,
    labels: Option<&'a WordList>,
    stop_words: Option<&'a WordList>,
    calendar: Option<&'a WordList>,
    verbs: Option<&'a WordList>,
    german: bool,
}

impl<'a> Words<'a> {
    pub(super) fn new(language: &Language, lexicons: &'a Lexicons) -> Words<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Words {
            scales: list("scales"),
            units: list("units"),
            numbers: list("number-words"),
            qualifiers: list("qualifiers"),
            labels: list("number-labels"),
            stop_words: list("stop-words"),
            calendar: list("calendar"),
            verbs: list("verb-forms"),
            german: *language == Language::German,
        }
    }
}

pub(super) struct Found<'a> {
    /// Qualifier left out.
    pub(super) tokens: Range<usize>,
    /// The token at which the qualifier begins, or the figure.
    qualified: usize,
    pub(super) value: i128,
    pub(super) unit: &'a str,
    qualifier: Qualifier,
}

pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words<'a>,
}

impl<'a> Finder<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.range())).unwrap_or_default()
    }

    fn mark(&self, at: usize) -> Option<char> {
        mark(self.text, self.tokens.get(at)?)
    }

    /// Whether no space stands before token `at`.
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|t| t.start == self.tokens[at - 1].end)
    }

    fn listed(&self, list: Option<&'a WordList>, at: usize) -> Option<(&'a str, usize)> {
        let found = list?.at(self.text, self.tokens, at)?;
        Some((found.entry.tag(), found.tokens.end))
    }

    /// The figure whose number begins at token `at`.
    pub(super) fn at(&self, at: usize) -> Option<Found<'a>> {
        let token = self.tokens.get(at).filter(|t| t.is_word())?;
        if self.word(at).starts_with(|c: char| c.is_ascii_digit()) {
            return self.digits(at);
        }
        // Spelled numbers are figures only before a scale: `two million`.
        if token.kind != TokenKind::Word {
            return None;
        }
        let (value, end) = self.listed(self.words.numbers, at)?;
        let value = parse(value, false)?;
        let (power, end) = self.listed(self.words.scales, end).filter(|(power, _)| power.len() > 1 || *power > "3")?;
        Some(self.with_unit(at, value.checked_mul(power_of_ten(power)?)?, "", end))
    }

    fn digits(&self, at: usize) -> Option<Found<'a>> {
        let word = self.word(at);
        let (mut value, suffix) = suffixed(word, self.words.german)?;
        let mut end = at + 1;
        let mut unit = "";
        let mut scaled = false;
        if suffix.is_empty() {
            // `1 000 000`: groups of three behind a number of at most three digits.
            while value < 1_000_000_000_000
                && self.tokens[end - 1].end - self.tokens[end - 1].start <= 3
                && self.is_group(end)
            {
                value = value.checked_mul(1000)? + parse(self.word(end), false)?;
                end += 1;
            }
        } else if let Some(joined) = suffix.strip_prefix('-') {
            // `45-minute`, `5-million`: a number with a unit or scale; `737-800`, `45-year-old` are none.
            match (self.tag(self.words.scales, joined), self.tag(self.words.units, joined)) {
                (Some(power), _) => (value, scaled) = (value.checked_mul(power_of_ten(power)?)?, true),
                (_, Some(found)) => unit = found,
                _ => return None,
            }
        } else if let Some(power) = self.tag(self.words.scales, suffix).filter(|_| self.is_scale(at, suffix)) {
            (value, scaled) = (value.checked_mul(power_of_ten(power)?)?, true);
        } else {
            let capital = suffix.len() == 1 && suffix.chars().all(char::is_uppercase);
            unit = self.tag(self.words.units, suffix).filter(|_| !capital)?;
        }
        if !scaled && unit.is_empty() {
            let (other_end, other) = self.range_end(end).unwrap_or((end, end));
            let from = if other > end { other_end } else { end };
            if let Some((power, after)) = self.listed(self.words.scales, from).filter(|(p, _)| *p != "2") {
                value = value.checked_mul(power_of_ten(power)?)?;
                // The first of two ends of a range shares the scale of the second and leaves it to it.
                end = if other > end { end } else { after };
                scaled = true;
            }
        }
        let found = self.with_unit(at, value, unit, end);
        (scaled || !found.unit.is_empty() || self.counts(at, end)).then_some(found).filter(|f| !self.is_label(at, f))
    }

    /// A unit of one letter stands beside its number: `5 m`, but `100m` is a hundred million where a scale is usual.
    fn is_scale(&self, at: usize, suffix: &str) -> bool {
        let money = at > 0 && matches!(self.mark(at - 1), Some('$' | '€' | '£' | '¥'));
        let digits = self.word(at).len() - suffix.len();
        // `3M`, `4K`, `5G` are names.
        money || suffix.len() > 1 || !(digits == 1 && suffix.chars().all(char::is_uppercase))
    }

    fn is_group(&self, at: usize) -> bool {
        let word = self.word(at);
        let gap =
            at > 0 && self.tokens.get(at).is_some_and(|t| t.start - self.tokens[at - 1].end <= 3) && !self.touches(at);
        gap && word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// For `10 to 20 percent`: the token behind the second number, and the second number.
    fn range_end(&self, end: usize) -> Option<(usize, usize)> {
        let joins = matches!(self.mark(end), Some('–' | '-' | '—'))
            || ["to", "bis", "and", "und", "or", "oder"].contains(&self.word(end));
        let (_, suffix) = suffixed(self.word(end + 1), self.words.german).filter(|_| joins)?;
        suffix.is_empty().then_some((end + 2, end + 1))
    }

    fn tag(&self, list: Option<&'a WordList>, word: &str) -> Option<&'a str> {
        let tokens = crate::text::tokenize(word);
        list?.at(word, &tokens, 0).filter(|m| m.tokens.end == tokens.len()).map(|m| m.entry.tag())
    }

    /// The figure with the unit behind it or the sign of money before it, and its qualifier.
    fn with_unit(&self, at: usize, value: i128, unit: &'a str, mut end: usize) -> Found<'a> {
        let (mut start, mut unit) = (at, unit);
        if unit.is_empty() {
            let behind = self.range_end(end).map_or(end, |(after, _)| after);
            let after_scale = self.listed(self.words.scales, behind).map_or(behind, |(_, after)| after);
            if let Some((found, after)) = self.listed(self.words.units, end) {
                (unit, end) = (found, after);
            } else if end > at + 1 && self.mark(end) == Some('.') && self.listed(self.words.units, end + 1).is_some() {
                // `100 Mio. Euro`
                (unit, end) = self.listed(self.words.units, end + 1).unwrap_or((unit, end));
            } else if let Some((found, _)) = self.listed(self.words.units, after_scale).filter(|_| behind > end) {
                unit = found;
            }
        }
        if start > 0
            && let Some((found, after)) = self.listed(self.words.units, start - 1)
            && after == start
            && ["usd", "eur", "gbp", "jpy", "chf"].contains(&found)
        {
            unit = found;
            start -= 1;
            if start > 0
                && self.touches(start)
                && ["US", "A", "C", "AU", "CA", "NZ", "HK"].contains(&self.word(start - 1))
            {
                start -= 1;
            }
        }
        let (mut qualifier, mut qualified) = (Qualifier::Exact, start);
        for from in start.saturating_sub(4)..start {
            if let Some((tag, after)) = self.listed(self.words.qualifiers, from)
                && after == start
            {
                (qualifier, qualified) = (qualifier_of(tag), from);
                break;
            }
        }
        if self.mark(end) == Some('+') && self.touches(end) {
            qualifier = Qualifier::Over;
        }
        Found { tokens: start..end, qualified, value, unit, qualifier }
    }

    /// Whether a bare number counts something: nothing beside it says that it is an ordinal, a score, a time, a name.
    fn counts(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        let before = at.checked_sub(1).and_then(|b| self.mark(b));
        let beside =
            self.touches(at) && matches!(before, Some('#' | '+' | '/' | '§' | '-' | '–' | '_' | '*' | '@' | ':' | '='));
        let dash = matches!(self.mark(end), Some('/' | '–' | '-' | ':' | '_' | '='))
            && self.touches(end)
            && self.touches(end + 1);
        let bracketed = matches!(before, Some('[' | '(')) && matches!(self.mark(end), Some(']' | ')'));
        // `1. First`, German `der 3. Mann`: a stop that ends no sentence.
        let ordinal = self.mark(end) == Some('.')
            && self.touches(end)
            && (at == 0 || self.words.german && word.len() <= 2)
            && self
                .tokens
                .get(end + 1)
                .is_some_and(|t| t.is_word() && !(self.words.german && at > 0 && self.is_starter(end + 1)));
        // `Ada Cole, 45, said`
        let apposition = before == Some(',')
            && (matches!(self.mark(end), Some(',' | '.' | ')')) || end == self.tokens.len())
            && at >= 2
            && self.tokens[at - 2].case != Case::Lower
            && word.len() <= 3;
        let leading_zero = word.len() > 1 && word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit());
        let number = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
        // A telephone number.
        let in_a_row = number(end) || at > 0 && number(at - 1);
        let section = at > 0 && before == Some('§') || at > 1 && self.mark(at - 2) == Some('§');
        !(beside || dash || bracketed || ordinal || apposition || leading_zero || in_a_row || section)
    }

    fn is_starter(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.case != Case::Lower) && self.listed(self.words.stop_words, at).is_some()
    }

    /// Whether the number names something: `Article 5`, `Route 66`, `5 p.m.`, `45 years old`.
    fn is_label(&self, at: usize, found: &Found) -> bool {
        let end = found.tokens.end;
        // The unit of `45 years old` may be part of the figure already.
        let after = (at + 1..=end).any(|i| self.listed(self.words.labels, i).is_some_and(|(tag, _)| tag == "after"));
        if after {
            return true;
        }
        let start = found.tokens.start;
        if start == 0 || start != found.qualified || start != at {
            return false;
        }
        let labelled = (start.saturating_sub(2)..start)
            .any(|i| self.listed(self.words.labels, i).is_some_and(|(tag, after)| tag == "before" && after == start))
            || self.mark(start - 1) == Some('.')
                && self.listed(self.words.labels, start.saturating_sub(2)).is_some_and(|(tag, _)| tag == "before");
        let bare = end == at + 1 && found.unit.is_empty();
        // `Boeing 737`, `Apollo 11`: a name before it and nothing counted behind it.
        let before = &self.tokens[start - 1];
        let named = bare
            && before.kind == TokenKind::Word
            && before.case != Case::Lower
            && start > 1
            && self.tokens[start - 2].is_word()
            && self.listed(self.words.calendar, start - 1).is_none()
            && !self.is_starter(start - 1)
            && self.noun(end).is_none();
        let dated = bare && self.listed(self.words.calendar, start - 1).is_some_and(|(tag, _)| tag.starts_with('m'));
        labelled && (bare || !found.unit.is_empty() && !is_measure(found.unit)) || named || dated
    }

    /// The noun that a number ending before token `at` counts.
    pub(super) fn noun(&self, mut at: usize) -> Option<usize> {
        let of = ["of", "der", "des", "von", "aller"];
        while of.contains(&self.word(at))
            || at > 0 && of.contains(&self.word(at - 1)) && self.listed(self.words.stop_words, at).is_some()
        {
            at += 1;
        }
        if self.words.german
            && self.mark(at) == Some('.')
            && self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word)
        {
            at += 1;
        }
        let mut first = None;
        for i in at..at + 4 {
            let token = self.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
            let word = self.text.get(token.base_range())?;
            if self.listed(self.words.stop_words, i).or(self.listed(self.words.verbs, i)).is_some() {
                return first;
            }
            let noun =
                if self.words.german { token.case != Case::Lower } else { is_plural(word) && token.possessive == 0 };
            if noun {
                return Some(i);
            }
            // A single noun in English: the first small word, unless it is plainly a verb or adverb.
            if first.is_none()
                && !self.words.german
                && token.case == Case::Lower
                && !word.ends_with("ly")
                && !word.ends_with("ed")
            {
                first = Some(i);
            }
            if self.mark(i + 1).is_some() || i + 1 == self.tokens.len() {
                return first;
            }
        }
        first
    }

    /// The proper name nearest before token `at` in the sentence that begins at token `begin`.
    fn owner(&self, begin: usize, at: usize) -> Option<u64> {
        let from = begin.max(at.saturating_sub(40));
        let tokens = self.tokens.get(from..at)?.iter().enumerate().rev();
        let mut names = tokens.filter(|(_, t)| t.kind == TokenKind::Word && t.case != Case::Lower);
        names
            .find(|(i, _)| {
                self.listed(self.words.stop_words, from + i).is_none()
                    && self.listed(self.words.calendar, from + i).is_none()
            })
            .map(|(_, t)| t.base)
    }
}

/// Units that no label takes: `Article 5 percent` is nothing.
fn is_measure(unit: &str) -> bool {
    !matches!(unit, "year" | "month" | "week" | "day" | "m" | "t" | "l" | "g")
}

fn is_plural(word: &str) -> bool {
    const IRREGULAR: [&str; 10] =
        ["people", "children", "men", "women", "police", "feet", "teeth", "mice", "staff", "troops"];
    let lower = word.to_lowercase();
    IRREGULAR.contains(&lower.as_str())
        || lower.len() > 3 && lower.ends_with('s') && !["ss", "us", "is", "ous"].iter().any(|e| lower.ends_with(e))
}

fn power_of_ten(tag: &str) -> Option<i128> {
    10_i128.checked_pow(tag.parse().ok()?)
}

fn qualifier_of(tag: &str) -> Qualifier {
    match tag {
        "over" => Qualifier::Over,
        "under" => Qualifier::Under,
        "about" => Qualifier::About,
        "up_to" => Qualifier::UpTo,
        _ => Qualifier::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::analysis;
    use super::*;

    /// `words = value unit noun` of every figure; value in units.
    fn found(language: &str, text: &str) -> Vec<String> {
        let a = analysis(&format!("Language: {language}\nPublished: 2026-02-12\n{text}"));
        let line = |f: &Figure| {
            let noun = f.noun.as_deref().unwrap_or("-");
            format!(
                "{} = {} {} {noun}",
                a.text(f.qualified),
                f.value as f64 / 1000.0,
                if f.unit.is_empty() { "-" } else { &f.unit }
            )
        };
        a.figures.iter().map(line).collect()
    }

    #[test]
    fn english_figures() {
        assert_eq!(
            found("en", "Over 100 million people paid $420 million, or 3.1 percent of wages, to 12,000 Arden voters."),
            [
                "Over 100 million = 100000000 - peopl",
                "$420 million = 420000000 usd -",
                "3.1 percent = 3.1 % wage",
                "12,000 = 12000 - voter"
            ]
        );
        assert_eq!(
            found("en", "It cost €1.5bn, up 3.1%, for at least 100m users and two million homes; 5-10 km away."),
            [
                "€1.5bn = 1500000000 eur -",
                "3.1% = 3.1 % -",
                "at least 100m = 100000000 - user",
                "two million = 2000000 - home"
            ]
        );
        assert_eq!(
            found("en", "Between 10 and 20 percent left, a 45-minute walk for 1 200 000 people."),
            ["10 = 10 % -", "20 percent = 20 % -", "45-minute = 45 minute walk", "1 200 000 = 1200000 - peopl"]
        );
    }

    #[test]
    fn german_figures() {
        assert_eq!(
            found(
                "de",
                "Rund 12.000 Menschen zahlten 1,5 Millionen Euro, also 3,1 Prozent der Löhne, und knapp 100 Mio. Nutzer."
            ),
            [
                "Rund 12.000 = 12000 - mensch",
                "1,5 Millionen Euro = 1500000 eur -",
                "3,1 Prozent = 3.1 % lohn",
                "knapp 100 Mio = 100000000 - nutz"
            ]
        );
        assert_eq!(
            found("de", "Bis zu 500 neue Wohnungen, zwei Millionen Euro und 7 Mrd. Euro. 300 Bäume fielen."),
            [
                "Bis zu 500 = 500 - wohnung",
                "zwei Millionen Euro = 2000000 eur -",
                "7 Mrd. Euro = 7000000000 eur -",
                "300 = 300 - baum"
            ]
        );
    }

    #[test]
    fn numbers_that_count_nothing_are_no_figures() {
        let text = "Ada Cole, 45, and a 45-year-old man aged 51 met at 5 p.m. and 10:47 on Route 66 under Article 5, § 12 and \
                    Tier 1. Arden won 2-1 on the 5th of May. See page 12, No. 7 and version 2. They flew an old Boeing 737 in 2019. \
                    Call 030 123456 about 24/7 care [3], 5G, and 3M.";
        assert_eq!(found("en", text), [""; 0]);
        let text = "Der 45-jährige Koch, 51 Jahre alt, kam um 10 Uhr nach Artikel 5 und § 12 auf Platz 3. Am 3. Tag, im 21. Jahrhundert \
                    und am 12.2.2026 blieb Nr. 7 leer. Arden gewann 2:1.";
        assert_eq!(found("de", text), [""; 0]);
    }

    #[test]
    fn a_figure_knows_its_owner_and_its_date() {
        let a =
            analysis("Language: en\nIn August 2025, Arden had 300 staff, said Ms Cole. “We lost 40 jobs,” she said.");
        assert_eq!(a.figures[0].owner, Some(crate::text::hash("arden")));
        assert_eq!(a.figures[0].when.as_deref(), Some("2025-08"));
        assert_eq!(a.figures.iter().map(|f| f.quoted).collect::<Vec<_>>(), [false, true]);
    }
}
