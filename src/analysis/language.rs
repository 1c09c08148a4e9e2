//! The language of an article.

use whatlang::Lang;

use super::Language;
use crate::article::{Article, BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::text::Token;

/// Words that vote, from the start of the article.
const VOTERS: usize = 400;
/// Bytes that are handed to `whatlang`: more of them change its answer rarely and cost time.
const SAMPLE: usize = 2048;

/// The language of an article: the one that it declares, unless its words of grammar speak clearly for another one;
/// else the one that its words of grammar speak for; else what `whatlang` is sure of.
pub(super) fn language(article: &Article, tokens: &[Vec<Token>], lexicons: &Lexicons) -> Language {
    let declared = article.declared_language.as_deref().map_or(Language::Unknown, Language::from_code);
    let votes = Votes::count(article, tokens, lexicons);
    match declared {
        Language::English if votes.german_is_clear() => Language::German,
        Language::German if votes.english_is_clear() => Language::English,
        Language::English | Language::German => declared,
        _ if votes.english_is_clear() => Language::English,
        _ if votes.german_is_clear() => Language::German,
        Language::Other(_) => declared,
        Language::Unknown => match votes.few() {
            Some(language) => language,
            None => by_trigrams(article),
        },
    }
}

/// Words of grammar that only one of the two languages has.
struct Votes {
    words: usize,
    english: usize,
    german: usize,
}

impl Votes {
    fn count(article: &Article, tokens: &[Vec<Token>], lexicons: &Lexicons) -> Votes {
        let mut votes = Votes { words: 0, english: 0, german: 0 };
        let lists = (lexicons.list("en", "stop-words"), lexicons.list("de", "stop-words"));
        let (Some(english), Some(german)) = lists else { return votes };
        for part in [Part::Body, Part::Dek, Part::Title] {
            for (i, block) in article.part(part).filter(|(_, b)| b.kind != BlockKind::Code) {
                for token in tokens.get(i).into_iter().flatten().filter(|t| t.is_word()) {
                    votes.words += 1;
                    match (english.has(block.words(), token), german.has(block.words(), token)) {
                        (true, false) => votes.english += 1,
                        (false, true) => votes.german += 1,
                        _ => {}
                    }
                    if votes.words == VOTERS {
                        return votes;
                    }
                }
            }
        }
        votes
    }

    /// About two words in five of running text are words of grammar; a text in a third language shares a few of them.
    fn clear(&self, of: usize, other: usize) -> bool {
        of >= 4 && of * 6 >= self.words && of >= other * 3
    }

    fn english_is_clear(&self) -> bool {
        self.clear(self.english, self.german)
    }

    fn german_is_clear(&self) -> bool {
        self.clear(self.german, self.english)
    }

    /// A text too short for anything else: every vote is for one language.
    fn few(&self) -> Option<Language> {
        match (self.english, self.german) {
            _ if self.words > 30 => None,
            (1.., 0) if self.english * 5 >= self.words => Some(Language::English),
            (0, 1..) if self.german * 5 >= self.words => Some(Language::German),
            _ => None,
        }
    }
}

fn by_trigrams(article: &Article) -> Language {
    let mut sample = String::with_capacity(SAMPLE);
    for (_, block) in article.part(Part::Body).filter(|(_, b)| b.kind != BlockKind::Code) {
        let words = block.words();
        sample.push_str(&words[..words.floor_char_boundary(SAMPLE - sample.len())]);
        if sample.len() + 1 >= SAMPLE - 3 {
            break;
        }
        sample.push(' ');
    }
    match whatlang::detect(&sample) {
        Some(info) if info.is_reliable() => Language::from_code(code(info.lang())),
        _ => Language::Unknown,
    }
}

/// ISO 639-1, where the language has such a code; else ISO 639-3.
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Fra => "fr",
        Lang::Ben => "bn",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Cat => "ca",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Slv => "sl",
        Lang::Slk => "sk",
        Lang::Ron => "ro",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Epo => "eo",
        Lang::Lat => "la",
        Lang::Afr => "af",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{analysis, article};
    use super::*;

    fn of(text: &str) -> Language {
        analysis(text).language
    }

    #[test]
    fn running_text_tells_its_language() {
        assert_eq!(of("The council of Arden has closed the bridge because its piers are not safe."), Language::English);
        assert_eq!(
            of("Der Rat von Arden hat die Brücke gesperrt, weil ihre Pfeiler nicht sicher sind."),
            Language::German
        );
        let french = "Le conseil municipal a fermé le pont parce que ses piliers ne sont plus sûrs, selon la ville. \
                      Les habitants doivent désormais faire un détour de plusieurs kilomètres pour aller travailler.";
        assert_eq!(of(french), Language::Other("fr".into()));
    }

    #[test]
    fn a_declaration_holds_unless_the_words_say_otherwise() {
        let declared = |code: &str, text: &str| {
            let mut article = article(text);
            article.declared_language = Some(code.into());
            super::super::analyse(article, Lexicons::shipped(), crate::lexicon::Outlets::shipped()).language
        };
        assert_eq!(declared("de-AT", "Brücke gesperrt"), Language::German);
        assert_eq!(declared("de", "The council has closed the bridge because it is not safe."), Language::English);
        assert_eq!(declared("nl", "De brug is dicht."), Language::Other("nl".into()));
    }

    #[test]
    fn nothing_is_guessed_from_nothing() {
        assert_eq!(of("Zork 12 qwx."), Language::Unknown);
        assert_eq!(of("The bridge is closed."), Language::English);
        assert_eq!(of("Die Brücke ist gesperrt."), Language::German);
    }
}
