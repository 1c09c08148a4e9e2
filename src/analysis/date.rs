//! Dates in the text: full dates, months, years, weekdays, and times told from the day of writing.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::calendar::{Resolver, day_or_month_year};
use super::sentence::mark;
use super::tense::Tenses;
use super::{DateMention, DatePrecision, Language, Place, Quotation, Sentence, quotation, sentence};
use crate::article::{Article, BlockKind, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind, fold};

/// The dates of title, dek, body and transparency part, by their places.
pub(super) fn dates(
    article: &Article,
    language: &Language,
    tokens: &[Vec<Token>],
    sentences: &[Sentence],
    quotations: &[Quotation],
    published: Option<Date>,
    lexicons: &Lexicons,
) -> Vec<DateMention> {
    let mut dates = Vec::new();
    let lists = Finder::new(language, published, lexicons);
    for (i, block) in article.blocks.iter().enumerate() {
        let prose = matches!(block.part, Part::Title | Part::Dek | Part::Body | Part::Transparency);
        if !prose || block.kind == BlockKind::Code {
            continue;
        }
        let Some(tokens) = tokens.get(i) else { continue };
        let finder = Finder { text: block.words(), tokens, ..lists };
        let mut at = 0;
        while at < tokens.len() {
            let Some(found) = finder.at(at) else {
                at += 1;
                continue;
            };
            let (first, last) = (&tokens[found.first], &tokens[found.end - 1]);
            let place = Place::new(i, first.start..last.end);
            let around = sentence::containing(sentences, place);
            let whole = around.map_or(0..tokens.len(), |s| sentences[s].tokens.clone());
            let near = whole.start.max(found.first.saturating_sub(REACH))..whole.end.min(found.end + REACH);
            let words = tokens.get(near).unwrap_or_default();
            dates.push(DateMention {
                sentence: around,
                quoted: quotation::around(quotations, place),
                ..finder.resolve(&found, place, words)
            });
            at = found.end;
        }
    }
    dates
}

/// How many tokens before and after a date its tense is looked for: an endless sentence takes no longer.
const REACH: usize = 200;

/// What the words say, before it is set against the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Year, where said; month; first and last day.
    Day(Option<i16>, i8, i8, i8),
    Month(Option<i16>, i8),
    /// First and last.
    Years(i16, i16),
    /// A bare weekday and what stands before it: `past` for last, `next`, or nothing.
    Weekday(i8, Near),
    /// So many units away.
    Away(Unit, i32),
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Near {
    Last,
    Next,
    Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

struct Found {
    said: Said,
    /// The weekday beside a full date.
    weekday: Option<i8>,
    first: usize,
    end: usize,
}

/// The lists, over the words of one block.
#[derive(Clone, Copy)]
struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    calendar: Option<&'a WordList>,
    relative: Option<&'a WordList>,
    numbers: Option<&'a WordList>,
    units: Option<&'a WordList>,
    measures: [Option<&'a WordList>; 3],
    tenses: Tenses<'a>,
    german: bool,
    published: Option<Date>,
}

impl<'a> Finder<'a> {
    /// Over no words yet.
    fn new(language: &Language, published: Option<Date>, lexicons: &'a Lexicons) -> Finder<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Finder {
            text: "",
            tokens: &[],
            calendar: list("calendar"),
            relative: list("relative-times"),
            numbers: list("number-words"),
            units: list("time-units"),
            measures: [list("scales"), list("units"), list("qualifiers")],
            tenses: Tenses::new(language, lexicons),
            german: *language == Language::German,
            published,
        }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.range())).unwrap_or_default()
    }

    fn mark(&self, at: usize) -> Option<char> {
        mark(self.text, self.tokens.get(at)?)
    }

    /// The number of a month, or of a weekday, at a token.
    fn named(&self, at: usize, kind: char) -> Option<i8> {
        let found = self.calendar?.at(self.text, self.tokens.get(at..=at)?, 0)?;
        found.entry.tag().strip_prefix(kind)?.parse().ok()
    }

    /// The date that begins at token `at`.
    fn at(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|t| t.is_word())?;
        let found = |(said, end)| Found { said, weekday: None, first: at, end };
        if self.word(at).starts_with(|c: char| c.is_ascii_digit()) {
            return self.numeric(at).or_else(|| self.years(at)).or_else(|| self.ago(at)).map(found);
        }
        if token.case != Case::Lower
            && let Some(weekday) = self.named(at, 'w')
        {
            return self.weekday(at, weekday);
        }
        if token.case != Case::Lower
            && let Some(month) = self.named(at, 'm')
        {
            return self.month_first(at, month).map(found);
        }
        self.ago(at).or_else(|| self.relative(at)).map(found)
    }

    /// `Thursday`, `Thursday, 5 February`, `Donnerstag, den 5. Februar`.
    fn weekday(&self, at: usize, weekday: i8) -> Option<Found> {
        let mut next = at + 1;
        let dot = self.mark(next) == Some('.') && self.tokens[next].start == self.tokens[at].end;
        next += usize::from(dot);
        next += usize::from(matches!(self.mark(next), Some(',' | '(')));
        next += usize::from(["the", "den", "dem", "der"].contains(&self.word(next)));
        let full = match self.named(next, 'm') {
            Some(month) => self.month_first(next, month),
            None => self.numeric(next),
        };
        if let Some((said @ Said::Day(..), end)) = full {
            return Some(Found { said, weekday: Some(weekday), first: at, end });
        }
        // `Sat`, `So`, `Mo` are words of their own.
        if self.word(at).chars().count() <= 3 {
            return None;
        }
        let near = match at.checked_sub(1).and_then(|b| self.relative?.at(self.text, self.tokens.get(b..=b)?, 0)) {
            Some(m) if m.entry.tag() == "past" => Near::Last,
            Some(m) if m.entry.tag() == "next" => Near::Next,
            _ => Near::Bare,
        };
        Some(Found { said: Said::Weekday(weekday, near), weekday: None, first: at, end: at + 1 })
    }

    /// `12 February 2026`, `12. Feb.`, `12–14 February`, `2026-02-12`, `12.2.2026`, `12/02/2026`.
    fn numeric(&self, at: usize) -> Option<(Said, usize)> {
        let word = self.word(at);
        if let Some((year, month, day)) = iso(word) {
            return Some((Said::Day(Some(year), month, day, day), at + 1));
        }
        if let Some((day, month, year)) = dotted(word) {
            return Some((Said::Day(Some(year), month, day, day), at + 1));
        }
        if self.mark(at + 1) == Some('/') && self.mark(at + 3) == Some('/') {
            let numbers = (word.parse().ok()?, self.word(at + 2).parse().ok()?, self.word(at + 4).parse().ok()?);
            let (first, second, year): (i8, i8, i16) = numbers;
            // Whether day or month stands first is not known, unless one of them can be a day only.
            let (day, month) = if second > 12 { (second, first) } else { (first, second) };
            let valid = year > 1000 && (1..=31).contains(&day) && (1..=12).contains(&month);
            return valid.then_some((Said::Day(Some(year), month, day, day), at + 5));
        }
        let (first, mut end) = self.day(at)?;
        let mut last = first;
        if let Some(month) = self.named(end, 'm') {
            end += 1;
            return Some(self.with_year(Said::Day(None, month, first, last), end));
        }
        // A range of days, or `12th of February`.
        if matches!(self.mark(end), Some('–' | '-' | '—'))
            || ["to", "bis", "and", "und", "or", "oder", "of"].contains(&self.word(end))
        {
            end += 1;
            if let Some((day, after)) = self.day(end) {
                (last, end) = (day, after);
            }
            let month = self.named(end, 'm')?;
            return Some(self.with_year(Said::Day(None, month, first, last.max(first)), end + 1));
        }
        None
    }

    /// A day of the month: `12`, `12th`, in German `12.`; and the token behind it.
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.word(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let day: i8 = word.get(..digits)?.parse().ok().filter(|d| (1..=31).contains(d))?;
        if !["", "st", "nd", "rd", "th"].contains(&&word[digits..]) {
            return None;
        }
        let stop = self.german && self.mark(at + 1) == Some('.');
        Some((day, at + 1 + usize::from(stop)))
    }

    /// `February 12, 2026`, `Feb. 2026`, `in March`.
    fn month_first(&self, at: usize, month: i8) -> Option<(Said, usize)> {
        let mut next = at + 1;
        let dot = self.mark(next) == Some('.') && self.tokens[next].start == self.tokens[at].end;
        // `Feb. 5` is one date; `in May. 5 people` is two sentences.
        let whole = ["may", "june", "july", "mai", "juni", "juli", "märz"].contains(&&*fold(self.word(at)));
        let short = self.word(at).chars().count() <= 4 && !whole;
        next += usize::from(dot && short);
        if let Some((day, after)) = self.day(next)
            && self.tokens.get(next).is_some_and(|t| t.end - t.start <= 4)
            && !(self.german && self.mark(next + 1) != Some('.'))
        {
            let end = if self.german { after } else { next + 1 };
            return Some(self.with_year(Said::Day(None, month, day, day), end));
        }
        let (said, end) = self.with_year(Said::Month(None, month), next);
        if said != Said::Month(None, month) {
            return Some((said, end));
        }
        // Alone, some months are names or verbs: a word of time must stand before them.
        const BEFORE: [&str; 26] = [
            "in",
            "since",
            "until",
            "last",
            "next",
            "by",
            "from",
            "during",
            "late",
            "early",
            "mid",
            "this",
            "before",
            "after",
            "im",
            "seit",
            "bis",
            "anfang",
            "ende",
            "mitte",
            "letzten",
            "vergangenen",
            "kommenden",
            "nächsten",
            "ab",
            "vom",
        ];
        let before = at.checked_sub(1).map(|b| self.word(b).to_lowercase()).unwrap_or_default();
        BEFORE.contains(&before.as_str()).then_some((Said::Month(None, month), at + 1))
    }

    /// Adds the year that follows, if one does.
    fn with_year(&self, said: Said, end: usize) -> (Said, usize) {
        let dot = self.mark(end) == Some('.') && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number);
        let mut at = end + usize::from(dot);
        at += usize::from(self.mark(at) == Some(','));
        at += usize::from(self.word(at) == "of");
        let (year, after) = match full_year(self.word(at)) {
            Some(year) => (Some(year), at + 1),
            None => match self.relative.and_then(|list| list.at(self.text, self.tokens, at)) {
                Some(m) if m.entry.tag().starts_with("year:") => {
                    let away: i16 = m.entry.tag()["year:".len()..].parse().unwrap_or_default();
                    (self.published.map(|p| p.year() + away), m.tokens.end)
                }
                _ => (None, end),
            },
        };
        let end = if year.is_some() { after } else { end };
        match said {
            Said::Day(_, month, first, last) => (Said::Day(year, month, first, last), end),
            Said::Month(_, month) => (Said::Month(year, month), end),
            other => (other, end),
        }
    }

    /// `2024`, `2019–2024`, `2024/25`, `the 1990s`.
    fn years(&self, at: usize) -> Option<(Said, usize)> {
        let word = self.word(at);
        if let Some(first) =
            word.strip_suffix('s').or(word.strip_suffix("er")).and_then(full_year).filter(|y| y % 10 == 0)
        {
            return Some((Said::Years(first, first + 9), at + 1));
        }
        if let Some((first, last)) = word.split_once(['-', '\u{2011}'])
            && let Some(first) = full_year(first)
        {
            return full_year(last).filter(|last| *last > first).map(|last| (Said::Years(first, last), at + 1));
        }
        let year = full_year(word).filter(|y| *y >= 1500)?;
        let touches = |i: usize| i > 0 && self.tokens.get(i).is_some_and(|t| t.start == self.tokens[i - 1].end);
        if touches(at) && matches!(self.mark(at - 1), Some('$' | '€' | '£' | '¥' | '#' | '+' | '/' | '§')) {
            return None;
        }
        if matches!(self.mark(at + 1), Some('–' | '/' | '-')) && touches(at + 1) && touches(at + 2) {
            let last = self.word(at + 2);
            let last = full_year(last)
                .or_else(|| Some(year / 100 * 100 + last.parse::<i16>().ok().filter(|_| last.len() == 2)?));
            return last.filter(|last| *last > year).map(|last| (Said::Years(year, last), at + 3));
        }
        self.is_year(at, year).then_some((Said::Years(year, year), at + 1))
    }

    /// Whether four digits are a year and no count: by what stands beside them.
    fn is_year(&self, at: usize, year: i16) -> bool {
        let measured =
            |i: usize, list: Option<&WordList>| list.is_some_and(|l| l.at(self.text, self.tokens, i).is_some());
        let [scales, units, qualifiers] = self.measures;
        if measured(at + 1, scales)
            || measured(at + 1, units)
            || matches!(self.mark(at + 1), Some('%' | '°' | '€' | '$' | '£'))
        {
            return false;
        }
        let before = at.checked_sub(1).map(|b| self.word(b).to_lowercase()).unwrap_or_default();
        const OF_TIME: [&str; 32] = [
            "in",
            "since",
            "by",
            "from",
            "of",
            "until",
            "to",
            "before",
            "after",
            "during",
            "late",
            "early",
            "mid",
            "the",
            "through",
            "year",
            "im",
            "jahr",
            "jahre",
            "jahres",
            "seit",
            "bis",
            "von",
            "ab",
            "ende",
            "anfang",
            "mitte",
            "sommer",
            "winter",
            "herbst",
            "frühjahr",
            "frühling",
        ];
        if OF_TIME.contains(&before.as_str()) {
            return true;
        }
        let next = self.tokens.get(at + 1);
        let counted = next.filter(|t| t.kind == TokenKind::Word).is_some_and(|t| {
            let word = self.word(at + 1);
            if self.german {
                t.case == Case::Capital
            } else {
                t.case == Case::Lower && (word.ends_with('s') || word == "people") && word.len() > 3
            }
        });
        let qualified = at.checked_sub(1).is_some_and(|b| {
            qualifiers.is_some_and(|l| {
                (b.saturating_sub(2)..=b).any(|i| l.at(self.text, self.tokens, i).is_some_and(|m| m.tokens.end == at))
            })
        });
        year >= 1900 && !(counted && (qualified || year % 50 == 0)) && !(qualified && year % 100 == 0)
    }

    /// `three weeks ago`, `vor drei Wochen`.
    fn ago(&self, at: usize) -> Option<(Said, usize)> {
        let tag = |i: usize| Some(self.units?.at(self.text, self.tokens.get(i..=i)?, 0)?.entry.tag());
        let count_at = if self.german { (tag(at)? == "ago").then_some(at + 1)? } else { at };
        let (count, unit_at) = match self.word(count_at).parse::<i32>() {
            Ok(count) => (count, count_at + 1),
            Err(_) => {
                let found = self.numbers?.at(self.text, self.tokens, count_at)?;
                (found.entry.tag().parse().ok()?, found.tokens.end)
            }
        };
        let unit = tag(unit_at)?;
        let end = if self.german { unit_at + 1 } else { (tag(unit_at + 1)? == "ago").then_some(unit_at + 2)? };
        let (unit, count) = match unit {
            "day" => (Unit::Day, count),
            "week" => (Unit::Week, count),
            "month" => (Unit::Month, count),
            "year" => (Unit::Year, count),
            "decade" => (Unit::Year, count.checked_mul(10)?),
            "hour" => (Unit::Day, 0),
            _ => return None,
        };
        Some((Said::Away(unit, count.checked_neg()?), end))
    }

    fn relative(&self, at: usize) -> Option<(Said, usize)> {
        let found = self.relative?.at(self.text, self.tokens, at)?;
        let Some((unit, count)) = found.entry.tag().split_once(':') else {
            return found.entry.tag().is_empty().then_some((Said::Vague, found.tokens.end));
        };
        let unit = match unit {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            _ => Unit::Year,
        };
        Some((Said::Away(unit, count.parse().ok()?), found.tokens.end))
    }

    /// The mention with the days that it may mean. `words`: its sentence, as far as [`REACH`].
    fn resolve(&self, found: &Found, place: Place, words: &[Token]) -> DateMention {
        let future = || self.tenses.is_future(self.text, words);
        let past = || self.tenses.is_past(self.text, words);
        let resolver = Resolver { published: self.published };
        let mut mention = DateMention {
            place,
            precision: DatePrecision::Relative,
            value: None,
            earliest: None,
            latest: None,
            weekday: found.weekday.and_then(|w| u8::try_from(w).ok()),
            readings: Vec::new(),
            sentence: None,
            quoted: false,
        };
        match found.said {
            Said::Day(year, month, first, last) => {
                mention.precision = DatePrecision::Day;
                let year = year.or_else(|| resolver.nearest_year(month, first));
                let day = |day| year.and_then(|y| Date::new(y, month, day).ok());
                (mention.earliest, mention.latest) = (day(first), day(last));
                mention.value = mention.earliest.map(|d| d.to_string());
            }
            Said::Month(year, month) => {
                mention.precision = DatePrecision::Month;
                let year = year.or_else(|| resolver.nearest_year(month, 15));
                mention.earliest = year.and_then(|y| Date::new(y, month, 1).ok());
                mention.latest = mention.earliest.map(Date::last_of_month);
                mention.value = mention.earliest.map(|d| day_or_month_year(d, DatePrecision::Month));
            }
            Said::Years(first, last) => {
                mention.precision = DatePrecision::Year;
                mention.earliest = Date::new(first, 1, 1).ok();
                mention.latest = Date::new(last, 12, 31).ok();
                mention.value = Some(format!("{first:04}"));
            }
            Said::Weekday(weekday, near) => {
                mention.precision = DatePrecision::Weekday;
                mention.weekday = u8::try_from(weekday).ok();
                let Ok(weekday) = Weekday::from_monday_one_offset(weekday) else { return mention };
                let ahead = near == Near::Next || near == Near::Bare && future();
                mention.readings = resolver.weekday(weekday, near, ahead, past);
                let ambiguous = mention.readings.len() > 1;
                mention.earliest = mention.readings.iter().min().copied();
                mention.latest = mention.readings.iter().max().copied();
                mention.value = mention.earliest.filter(|_| !ambiguous).map(|d| d.to_string());
                if !ambiguous {
                    mention.readings.clear();
                }
            }
            Said::Away(unit, count) => {
                let Some(published) = self.published else { return mention };
                let span: Span = match unit {
                    Unit::Day => count.days(),
                    Unit::Week => count.weeks(),
                    Unit::Month => count.months(),
                    Unit::Year => return away_years(mention, published, count),
                };
                let Ok(day) = published.checked_add(span) else { return mention };
                let (from, to) = match unit {
                    Unit::Day => (Some(day), Some(day)),
                    Unit::Week => {
                        let since = i32::from(day.weekday().to_monday_zero_offset());
                        (day.checked_sub(since.days()).ok(), day.checked_add((6 - since).days()).ok())
                    }
                    _ => (Some(day.first_of_month()), Some(day.last_of_month())),
                };
                (mention.earliest, mention.latest) = (from, to);
                mention.value = match unit {
                    Unit::Day => Some(day.to_string()),
                    Unit::Month => Some(day_or_month_year(day, DatePrecision::Month)),
                    _ => None,
                };
            }
            Said::Vague => {}
        }
        mention
    }
}

fn away_years(mut mention: DateMention, published: Date, count: i32) -> DateMention {
    let year = i16::try_from(i32::from(published.year()).saturating_add(count)).ok();
    let (from, to) = (year.and_then(|y| Date::new(y, 1, 1).ok()), year.and_then(|y| Date::new(y, 12, 31).ok()));
    (mention.earliest, mention.latest) = (from, to);
    mention.value = from.map(|d| day_or_month_year(d, DatePrecision::Year));
    mention
}

fn full_year(word: &str) -> Option<i16> {
    let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|y| four && (1000..=2199).contains(y))
}

/// `2026-02-12`
fn iso(word: &str) -> Option<(i16, i8, i8)> {
    let mut parts = word.split('-');
    let (year, month, day) = (full_year(parts.next()?)?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && Date::new(year, month, day).is_ok()).then_some((year, month, day))
}

/// `12.2.2026`
fn dotted(word: &str) -> Option<(i8, i8, i16)> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, full_year(parts.next()?)?);
    (parts.next().is_none() && Date::new(year, month, day).is_ok()).then_some((day, month, year))
}

#[cfg(test)]
mod tests {
    use super::super::sample::analysis;
    use super::*;

    /// `words = value` of every date, for an article of Thursday, 12 February 2026.
    fn found(language: &str, text: &str) -> Vec<String> {
        let a = analysis(&format!("Language: {language}\nPublished: 2026-02-12\n{text}"));
        a.dates.iter().map(|d| format!("{} = {}", a.text(d.place), d.value.as_deref().unwrap_or("?"))).collect()
    }

    #[test]
    fn english_dates() {
        let text = "It shut on 12 March 2024, on May 5th, 2023, on Feb. 3, in February 2022, in 2021 and on 2020-01-02. \
                    Over 2000 people came, the 2022 flood hit 1,950 of them, in the 1990s and from 2019–2021.";
        let wanted = [
            "12 March 2024 = 2024-03-12",
            "May 5th, 2023 = 2023-05-05",
            "Feb. 3 = 2026-02-03",
            "February 2022 = 2022-02",
            "2021 = 2021",
            "2020-01-02 = 2020-01-02",
            "2022 = 2022",
            "1990s = 1990",
            "2019–2021 = 2019",
        ];
        assert_eq!(found("en", text), wanted);
        assert_eq!(
            found("en", "It may march on. April Cole came in March. She left on 20 December."),
            ["March = 2026-03", "20 December = 2025-12-20"]
        );
    }

    #[test]
    fn german_dates() {
        let text = "Am 12. März 2024, am 5. Mai, am 3.2.2025, im Februar 2022 und 2021 kamen rund 2000 Menschen. \
                    Vor drei Wochen, im vergangenen Jahr und gestern war es still. Im Sommer 2023 auch.";
        let wanted = [
            "12. März 2024 = 2024-03-12",
            "5. Mai = 2026-05-05",
            "3.2.2025 = 2025-02-03",
            "Februar 2022 = 2022-02",
            "2021 = 2021",
            "Vor drei Wochen = ?",
            "im vergangenen Jahr = 2025",
            "gestern = 2026-02-11",
            "2023 = 2023",
        ];
        assert_eq!(found("de", text), wanted);
    }

    #[test]
    fn weekdays_take_the_tense_of_their_sentence() {
        assert_eq!(
            found("en", "The council voted on Wednesday. It will meet on Friday. The mayor resigned on Thursday."),
            ["Wednesday = 2026-02-11", "Friday = 2026-02-13", "Thursday = ?"]
        );
        assert_eq!(
            found("de", "Der Rat stimmte am Mittwoch ab. Er wird voraussichtlich am Freitag tagen."),
            ["Mittwoch = 2026-02-11", "Freitag = 2026-02-13"]
        );
        let a = analysis("Language: en\nPublished: 2026-02-12\nIt fell on Thursday. It fell last Friday.");
        let readings: Vec<Vec<String>> =
            a.dates.iter().map(|d| d.readings.iter().map(Date::to_string).collect()).collect();
        assert_eq!(readings, [["2026-02-12", "2026-02-05"], ["2026-02-06", "2026-01-30"]]);
    }

    #[test]
    fn a_weekday_beside_a_date_is_one_mention() {
        let a = analysis("Language: en\nIt fell on Thursday, 5 February 2026. Es war Freitag, der 6. März 2026.");
        let first = &a.dates[0];
        assert_eq!(
            (a.text(first.place), first.weekday, first.value.as_deref()),
            ("Thursday, 5 February 2026", Some(4), Some("2026-02-05"))
        );
    }

    #[test]
    fn vague_times_have_no_value() {
        assert_eq!(
            found("en", "It was recently told, after a years-long row, shortly after the flood."),
            ["recently = ?", "years-long = ?", "shortly after = ?"]
        );
        assert_eq!(
            found("de", "Er hat kürzlich nach jahrelangem Streit, kurz nach der Flut, gewonnen."),
            ["kürzlich = ?", "kurz nach = ?"]
        );
    }
}
