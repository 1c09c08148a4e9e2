//! Whether a sentence tells of what happened.

use super::Language;
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind};

/// Tells the tense of sentences in one language.
#[derive(Clone, Copy)]
pub(super) struct Tenses<'a> {
    forms: Option<&'a WordList>,
    forecast: Option<&'a WordList>,
    german: bool,
}

impl<'a> Tenses<'a> {
    pub(super) fn new(language: &Language, lexicons: &'a Lexicons) -> Tenses<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Tenses { forms: list("verb-forms"), forecast: list("forecast"), german: *language == Language::German }
    }

    /// Whether the tokens have a finite verb in the past or perfect.
    pub(super) fn is_past(&self, text: &str, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|i| match self.tag(text, tokens, i) {
            "past" => self.forms_is_free(text, tokens, i),
            "perfect" if self.german => tokens[i + 1..].iter().take(30).any(|t| is_german_participle(word(text, t))),
            "perfect" => (i + 1..tokens.len().min(i + 5)).any(|j| {
                self.tag(text, tokens, j) == "participle"
                    || tokens[j].kind == TokenKind::Word && word(text, &tokens[j]).ends_with("ed")
            }),
            "" | "participle" => self.is_regular_past(text, tokens, i),
            _ => false,
        })
    }

    /// Whether the tokens look ahead: `will`, `is expected to`.
    pub(super) fn is_future(&self, text: &str, tokens: &[Token]) -> bool {
        self.forecast.is_some_and(|list| list.find(text, tokens).next().is_some())
    }

    /// `its set menu`: after an article, no word is a verb.
    fn forms_is_free(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        at == 0 || self.german || self.tag(text, tokens, at - 1) != "det"
    }

    fn is_regular_past(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        if token.kind != TokenKind::Word || token.case != Case::Lower || self.forms.is_none() {
            return false;
        }
        let word = word(text, token);
        let next = tokens.get(at + 1);
        let after_det = at > 0 && self.tag(text, tokens, at - 1) == "det";
        if self.german {
            let ending = word.ends_with("te") || word.ends_with("ten");
            // `der geplante Bau`: an adjective stands between an article and a noun.
            return ending && word.len() > 4 && !(after_det && next.is_some_and(|t| t.case != Case::Lower));
        }
        // `the party, led by her`, `strategies employed by others`: a participle.
        let participle = next.is_some_and(|t| self::word(text, t) == "by");
        word.ends_with("ed") && word.len() > 3 && !word.contains('-') && !after_det && !participle
    }

    fn tag(&self, text: &str, tokens: &[Token], at: usize) -> &'a str {
        let found = self.forms.and_then(|list| list.at(text, &tokens[at..=at], 0));
        found.map_or("", |m| m.entry.tag())
    }
}

fn word<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.range()).unwrap_or_default()
}

/// `gesperrt`, `angekündigt`, `beschlossen`, `kritisiert`: by its syllables, without a dictionary.
fn is_german_participle(word: &str) -> bool {
    const SEPARABLE: [&str; 30] = [
        "ab", "an", "auf", "aus", "bei", "bekannt", "durch", "ein", "fest", "fort", "frei", "her", "hin", "los", "mit",
        "nach", "nieder", "statt", "teil", "um", "unter", "vor", "voran", "weg", "weiter", "zu", "zurück", "zusammen",
        "hinzu", "heraus",
    ];
    const INSEPARABLE: [&str; 8] = ["be", "ver", "er", "ent", "zer", "miss", "über", "wider"];
    if word.len() < 5 || !word.starts_with(char::is_lowercase) || !(word.ends_with('t') || word.ends_with("en")) {
        return false;
    }
    let with_ge =
        word.starts_with("ge") || SEPARABLE.iter().any(|p| word.strip_prefix(p).is_some_and(|r| r.starts_with("ge")));
    with_ge || word.ends_with("iert") || INSEPARABLE.iter().any(|p| word.starts_with(p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn is_past(code: &str, text: &str) -> bool {
        Tenses::new(&Language::from_code(code), Lexicons::shipped()).is_past(text, &tokenize(text))
    }

    #[test]
    fn english_past_and_perfect() {
        for text in ["The council closed it.", "Arden has now shut it.", "He drew a line.", "They have made it clear."]
        {
            assert!(is_past("en", text), "{text}");
        }
        for text in [
            "It places the onus on Arden.",
            "It is a plan backed by them.",
            "The closed road needs work.",
            "It will end.",
        ] {
            assert!(!is_past("en", text), "{text}");
        }
    }

    #[test]
    fn german_past_and_perfect() {
        for text in
            ["Der Rat sperrte die Brücke.", "Arden hat die Brücke gestern angekündigt.", "Sie war alt.", "Er ging."]
        {
            assert!(is_past("de", text), "{text}");
        }
        for text in ["Die geplante Brücke bleibt.", "Heute arbeiten viele Leute.", "Die Stadt plant den Bau."] {
            assert!(!is_past("de", text), "{text}");
        }
    }
}
