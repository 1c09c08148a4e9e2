//! Dates as news pages write them, in the languages of news: `12. Feb. 2026, 10:47`, `February 12, 2026 10:47 a.m. ET`,
//! `12.02.2026 10:47 Uhr`, ISO 8601.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// How many words, numbers and signs of a text are looked at. A date line is short.
const LOOKED_AT: usize = 64;

/// No name of a month has more bytes than this.
const LONGEST_MONTH: usize = 28;

/// The names of the months (`rules/lexicons/months.toml`) with their numbers, and the small words around them.
struct Months {
    names: HashMap<String, u32>,
    between: Vec<String>,
}

static MONTHS: LazyLock<Months> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        months: [Vec<String>; 12],
        between: Vec<String>,
    }
    // The file is part of the program and a test reads it, so that it is never at fault in a release.
    let file: File = match toml::from_str(include_str!("../../rules/lexicons/months.toml")) {
        Ok(file) => file,
        Err(error) => panic!("rules/lexicons/months.toml: {error}"),
    };
    let names = (1..).zip(file.months).flat_map(|(n, names)| names.into_iter().map(move |name| (name, n))).collect();
    Months { names, between: file.between }
});

/// The first date in `text`, with its time of day and time zone where they stand beside it, in ISO 8601: `2026-02-12`,
/// `2026-02-12T10:47`, `2026-02-12T10:47+01:00`. `None` where there is no date with a year, and where day and month
/// cannot be told apart (`03/04/2026`). A zone that changes with the season (`ET`) is left out.
pub(crate) fn parse(text: &str) -> Option<String> {
    let text: String = text.nfc().take(LOOKED_AT * 16).collect();
    let tokens: Vec<Token<'_>> = Tokens { rest: &text }.take(LOOKED_AT).collect();
    let (date, from, to) = (0..tokens.len()).find_map(|at| date_at(&tokens, at).map(|(date, to)| (date, at, to)))?;
    let behind = (to..tokens.len().min(to + 8)).find_map(|at| time_at(&tokens, at));
    let time = behind.or_else(|| (from.saturating_sub(12)..from).find_map(|at| time_at(&tokens[..from], at)));
    Some(match time {
        Some(time) => format!("{date}T{time}"),
        None => date.to_string(),
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    /// A number and how many digits it has.
    Number(u32, usize),
    Word(&'t str),
    Sign(char),
}

struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        let len = |test: fn(char) -> bool| self.rest.find(|c| !test(c)).unwrap_or(self.rest.len());
        let (token, end) = if first.is_ascii_digit() {
            let end = len(|c| c.is_ascii_digit());
            (Token::Number(self.rest[..end].parse().unwrap_or(u32::MAX), end), end)
        } else if first.is_alphabetic() {
            let end = len(char::is_alphabetic);
            (Token::Word(&self.rest[..end]), end)
        } else {
            (Token::Sign(first), first.len_utf8())
        };
        self.rest = &self.rest[end..];
        Some(token)
    }
}

fn word_is(token: Option<&Token<'_>>, words: &[&str]) -> bool {
    matches!(token, Some(Token::Word(w)) if words.iter().any(|known| w.eq_ignore_ascii_case(known)))
}

fn sign_is(token: Option<&Token<'_>>, signs: &[char]) -> bool {
    matches!(token, Some(Token::Sign(s)) if signs.contains(s))
}

/// A date that starts at token `at`, and the token behind it.
fn date_at(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let token = |i: usize| tokens.get(at + i);
    match (token(0)?, token(1), token(2), token(3), token(4)) {
        // 2026-02-12, 2026/02/12
        (
            Token::Number(y, 4),
            Some(Token::Sign(a)),
            Some(Token::Number(m, 1..=2)),
            Some(b),
            Some(Token::Number(d, 1..=2)),
        ) if "-/.‑–".contains(*a) && *b == Token::Sign(*a) => Some((date(*y, *m, *d)?, at + 5)),
        // 2026年2月12日, 2026년 2월 12일
        (
            Token::Number(y, 4),
            Some(Token::Word("年" | "년")),
            Some(Token::Number(m, 1..=2)),
            Some(Token::Word(w)),
            d,
        ) if w.starts_with(['月', '월']) => {
            let Some(Token::Number(d, 1..=2)) = d else { return None };
            Some((date(*y, *m, *d)?, at + 5))
        }
        // 20260212
        (Token::Number(n, 8), ..) => Some((date(n / 10_000, n / 100 % 100, n % 100)?, at + 1)),
        // 12.02.2026, 12.02.26
        (
            Token::Number(d, 1..=2),
            Some(Token::Sign('.')),
            Some(Token::Number(m, 1..=2)),
            Some(Token::Sign('.')),
            Some(Token::Number(y, digits @ (2 | 4))),
        ) => Some((date(if *digits == 2 { y + 2000 } else { *y }, *m, *d)?, at + 5)),
        // 02/13/2026 and 13/02/2026: only where one of the two is no month
        (
            Token::Number(a, 1..=2),
            Some(Token::Sign(s @ ('/' | '-'))),
            Some(Token::Number(b, 1..=2)),
            Some(t),
            Some(Token::Number(y, 4)),
        ) if *t == Token::Sign(*s) => {
            let (month, day) = if *a > 12 { (b, a) } else { (a, b) };
            (*a > 12 || *b > 12 || a == b).then(|| date(*y, *month, *day)).flatten().map(|d| (d, at + 5))
        }
        (Token::Number(d, 1..=2), ..) => {
            let mut i = at + 1;
            i += usize::from(sign_is(tokens.get(i), &['.', '-']) || word_is(tokens.get(i), &["st", "nd", "rd", "th"]));
            i += usize::from(is_between(tokens.get(i)));
            let month = month(tokens.get(i)?)?;
            i += 1;
            while sign_is(tokens.get(i), &['.', ',', '-']) || is_between(tokens.get(i)) {
                i += 1;
            }
            let Some(Token::Number(y, 4)) = tokens.get(i) else { return None };
            Some((date(*y, month, *d)?, i + 1))
        }
        (first @ Token::Word(_), ..) => {
            let month = month(first)?;
            let mut i = at + 1;
            i += usize::from(sign_is(tokens.get(i), &['.']));
            let Some(Token::Number(d, 1..=2)) = tokens.get(i) else { return None };
            i += 1;
            i += usize::from(word_is(tokens.get(i), &["st", "nd", "rd", "th"]));
            while sign_is(tokens.get(i), &[',', '.']) {
                i += 1;
            }
            let Some(Token::Number(y, 4)) = tokens.get(i) else { return None };
            Some((date(*y, month, *d)?, i + 1))
        }
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (1600..=2400).contains(&date.year()).then_some(date)
}

/// Whether a token is a small word between day, month and year.
fn is_between(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Word(w)) if MONTHS.between.iter().any(|known| w.eq_ignore_ascii_case(known)))
}

/// Whether a word names a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(&Token::Word(word)).is_some()
}

fn month(token: &Token<'_>) -> Option<u32> {
    let Token::Word(word) = token else { return None };
    if word.len() > LONGEST_MONTH {
        return None;
    }
    MONTHS.names.get(word.to_lowercase().as_str()).copied()
}

/// A time of day that starts at token `at`, as ISO 8601 writes it, with its zone.
fn time_at(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let Token::Number(hour, 1..=2) = *tokens.get(at)? else { return None };
    // The minutes of another time, or a part of a number.
    if at > 0 && sign_is(tokens.get(at - 1), &[':', '.', '/', '-', '+']) && !sign_is(tokens.get(at + 1), &[':']) {
        return None;
    }
    let mut i = at + 1;
    let mut minute = None;
    if let (Some(Token::Sign(sign @ (':' | '.'))), Some(Token::Number(m, 2))) = (tokens.get(i), tokens.get(i + 1)) {
        minute = Some((*m, *sign == ':'));
        i += 2;
        if let (Some(Token::Sign(':')), Some(Token::Number(_, 2))) = (tokens.get(i), tokens.get(i + 1)) {
            i += 2;
            if let (Some(Token::Sign('.')), Some(Token::Number(..))) = (tokens.get(i), tokens.get(i + 1)) {
                i += 2;
            }
        }
    }
    let mut half = None;
    if word_is(tokens.get(i), &["am", "pm", "a", "p"]) {
        let afternoon = word_is(tokens.get(i), &["pm", "p"]);
        let dotted = word_is(tokens.get(i), &["a", "p"]);
        let letter = i + 2;
        if !dotted || sign_is(tokens.get(i + 1), &['.']) && word_is(tokens.get(letter), &["m"]) {
            half = Some(afternoon);
            i += if dotted { 3 } else { 1 };
            i += usize::from(sign_is(tokens.get(i), &['.']));
        }
    }
    let clock = word_is(tokens.get(i), &["uhr", "h"]);
    i += usize::from(clock);
    let (minute, sure) = minute.unwrap_or((0, false));
    if !(sure || clock || half.is_some()) {
        return None;
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        None => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}{}", zone_at(tokens, i).unwrap_or_default()))
}

/// The time zone at token `at`: `Z`, `+01:00`, or the name of one that does not change with the season.
fn zone_at(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let at = at + usize::from(sign_is(tokens.get(at), &['(', ',']));
    match (tokens.get(at)?, tokens.get(at + 1), tokens.get(at + 2), tokens.get(at + 3)) {
        (Token::Sign(sign @ ('+' | '-' | '−')), Some(Token::Number(n, 4)), ..) => offset(*sign, n / 100, n % 100),
        (
            Token::Sign(sign @ ('+' | '-' | '−')),
            Some(Token::Number(h, 2)),
            Some(Token::Sign(':')),
            Some(Token::Number(m, 2)),
        ) => offset(*sign, *h, *m),
        (Token::Word(name), ..) => {
            const ZONES: &[(&str, &str)] = &[
                ("Z", "Z"),
                ("UTC", "Z"),
                ("GMT", "Z"),
                ("WET", "Z"),
                ("BST", "+01:00"),
                ("CET", "+01:00"),
                ("MEZ", "+01:00"),
                ("CEST", "+02:00"),
                ("MESZ", "+02:00"),
                ("EST", "-05:00"),
                ("EDT", "-04:00"),
                ("CDT", "-05:00"),
                ("MST", "-07:00"),
                ("MDT", "-06:00"),
                ("PST", "-08:00"),
                ("PDT", "-07:00"),
            ];
            ZONES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, offset)| (*offset).to_owned())
        }
        _ => None,
    }
}

fn offset(sign: char, hours: u32, minutes: u32) -> Option<String> {
    let sign = if sign == '+' { '+' } else { '-' };
    (hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_of_news_pages() {
        for (text, value) in [
            ("12. Feb. 2026, 10:47", "2026-02-12T10:47"),
            ("February 12, 2026 10:47 a.m. ET", "2026-02-12T10:47"),
            ("12.02.2026 10:47 Uhr", "2026-02-12T10:47"),
            ("Stand: 12.02.2026, 9.05 Uhr", "2026-02-12T09:05"),
            ("Donnerstag, 12. Februar 2026", "2026-02-12"),
            ("3. März 2026 | 14 Uhr", "2026-03-03T14:00"),
            ("Published 10:47 p.m. EST, Thu February 12, 2026", "2026-02-12T22:47-05:00"),
            ("12th of February 2026 at 12:05am GMT", "2026-02-12T00:05Z"),
            ("Feb. 12, 2026", "2026-02-12"),
            ("2026-02-12T10:47:33.120+01:00", "2026-02-12T10:47+01:00"),
            ("2026-02-12 10:47:00 +0100", "2026-02-12T10:47+01:00"),
            ("20260212T1047", "2026-02-12"),
            ("2026-02-12T09:47:00Z", "2026-02-12T09:47Z"),
            ("Thu, 12 Feb 2026 09:47:00 GMT", "2026-02-12T09:47Z"),
            ("02/13/2026", "2026-02-13"),
            ("13/02/2026 08:00", "2026-02-13T08:00"),
            ("12.2.26", "2026-02-12"),
            ("12 de febrero de 2026", "2026-02-12"),
            ("Publié le 12 février 2026 à 10:47", "2026-02-12T10:47"),
            ("12 lutego 2026, 10:47", "2026-02-12T10:47"),
            ("12 февраля 2026", "2026-02-12"),
            ("2026年2月12日 10:47", "2026-02-12T10:47"),
            ("2026. 2. 12.", "2026-02-12"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["", "yesterday", "12. Februar", "03/04/2026", "31.02.2026", "May we 2026", "Version 1.2.3", "99.99.2026"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
