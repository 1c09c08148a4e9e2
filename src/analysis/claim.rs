//! Which sentences are claims, and why.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::tense::Tenses;
use super::{
    Claim, ClaimKind, DateMention, DatePrecision, Figure, Language, Place, Quotation, QuotationKind, Sentence,
};
use crate::article::Article;
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, HashedSet, Token, TokenKind, tokenize};

/// Gives every sentence that can be checked its claim. Questions, evaluation and filler have none.
pub(super) fn find(
    sentences: &mut [Sentence],
    article: &Article,
    language: &Language,
    tokens: &[Vec<Token>],
    (quotations, figures, dates): (&[Quotation], &[Figure], &[DateMention]),
    lexicons: &Lexicons,
) {
    let mut kinds: Vec<Vec<ClaimKind>> = vec![Vec::new(); sentences.len()];
    let mut give = |sentence: Option<usize>, kind| {
        if let Some(kinds) = sentence.and_then(|s| kinds.get_mut(s)) {
            kinds.push(kind);
        }
    };
    for quotation in quotations.iter().filter(|q| q.kind == QuotationKind::Speech && q.depth == 0 && q.words > 0) {
        // A quotation may run over several sentences.
        let first = quotation.sentence.into_iter().flat_map(|first| first..sentences.len());
        for i in first.take_while(|i| sentences[*i].place.overlaps(quotation.inner)) {
            give(Some(i), ClaimKind::Quotation);
        }
    }
    figures.iter().for_each(|f| give(f.sentence, ClaimKind::Figure));
    let told = dates.iter().filter(|d| d.precision != DatePrecision::Relative);
    told.for_each(|d| give(d.sentence, ClaimKind::Date));

    let reader = Reader::new(language, lexicons);
    let texts = |s: &Sentence| -> Option<(Cow<'_, str>, Cow<'_, [Token]>)> {
        let text = article.blocks.get(s.place.block)?.words();
        let tokens = tokens.get(s.place.block)?.get(s.tokens.clone())?;
        Some(composed(text, s.place).unwrap_or((Cow::Borrowed(text), Cow::Borrowed(tokens))))
    };
    let mut names = HashedSet::default();
    let mut nouns = HashedSet::default();
    for (text, tokens) in sentences.iter().filter_map(texts) {
        reader.collect_names(&text, &tokens, &mut names, &mut nouns);
    }
    names.retain(|word| !nouns.contains(word));
    for (i, mut kinds) in kinds.into_iter().enumerate() {
        let Some((text, tokens)) = texts(&sentences[i]) else { continue };
        reader.read(&text, &tokens, &names, &mut kinds);
        kinds.sort_unstable();
        kinds.dedup();
        sentences[i].claim = (!kinds.is_empty() && !sentences[i].question).then_some(Claim { kinds });
    }
}

/// A sentence with composed letters and its tokens, where its own are decomposed: endings are told by their letters.
fn composed(text: &str, place: Place) -> Option<(Cow<'_, str>, Cow<'_, [Token]>)> {
    let text = text.get(place.range())?;
    // The first bytes of combining marks, U+0300 to U+036F.
    if !text.bytes().any(|b| matches!(b, 0xcc | 0xcd)) {
        return None;
    }
    let text: String = text.nfc().collect();
    let tokens = tokenize(&text);
    Some((Cow::Owned(text), Cow::Owned(tokens)))
}

/// Reads the kinds of claim that words show.
struct Reader<'a> {
    lists: [(ClaimKind, Option<&'a WordList>); 6],
    evaluations: Option<&'a WordList>,
    stop_words: Option<&'a WordList>,
    calendar: Option<&'a WordList>,
    numbers: Option<&'a WordList>,
    tenses: Tenses<'a>,
    german: bool,
}

impl<'a> Reader<'a> {
    fn new(language: &Language, lexicons: &'a Lexicons) -> Reader<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Reader {
            lists: [
                (ClaimKind::Cause, list("causes")),
                (ClaimKind::Comparison, list("comparisons")),
                (ClaimKind::Superlative, list("superlatives")),
                (ClaimKind::Allegation, list("allegations")),
                (ClaimKind::Law, list("laws")),
                (ClaimKind::Forecast, list("forecast")),
            ],
            evaluations: list("evaluations"),
            stop_words: list("stop-words"),
            calendar: list("calendar"),
            numbers: list("number-words"),
            tenses: Tenses::new(language, lexicons),
            german: *language == Language::German,
        }
    }

    fn read(&self, text: &str, tokens: &[Token], names: &HashedSet, kinds: &mut Vec<ClaimKind>) {
        let evaluation = self.evaluations.is_some_and(|list| list.find(text, tokens).next().is_some());
        for (kind, list) in &self.lists {
            let weak = matches!(kind, ClaimKind::Comparison | ClaimKind::Forecast | ClaimKind::Cause);
            let found = list.is_some_and(|list| list.find(text, tokens).any(|m| m.entry.tag() != "none"));
            if found && !(weak && evaluation) {
                kinds.push(*kind);
            }
        }
        if self.has_superlative(text, tokens) {
            kinds.push(ClaimKind::Superlative);
        }
        if !evaluation && self.has_comparative(text, tokens) {
            kinds.push(ClaimKind::Comparison);
        }
        let dated = kinds.contains(&ClaimKind::Date);
        if !evaluation && (dated || self.has_name(text, tokens, names)) && self.tenses.is_past(text, tokens) {
            kinds.push(ClaimKind::Event);
        }
    }

    /// `the most aggressive`, `its most used`; German `am schnellsten`.
    fn has_superlative(&self, text: &str, tokens: &[Token]) -> bool {
        let word = |i: usize| tokens.get(i).and_then(|t| text.get(t.range())).unwrap_or_default();
        tokens.iter().enumerate().any(|(i, token)| {
            if self.german {
                return word(i) == "am" && word(i + 1).ends_with("sten") && tokens[i + 1].case == Case::Lower;
            }
            if token.case == Case::Upper || !matches!(word(i), "most" | "Most" | "least") {
                return false;
            }
            let before = i.checked_sub(1).map(|b| &tokens[b]);
            let owned =
                before.is_some_and(|b| b.possessive > 0 || self.is_stop_word(text, b)) && word(i.max(1) - 1) != "at";
            let quality = tokens.get(i + 1).is_some_and(|t| {
                t.case == Case::Lower && t.is_word() && !word(i + 1).ends_with('s') && !self.is_stop_word(text, t)
            });
            owned && quality && word(i + 1) != "people"
        })
    }

    /// `slower than last year`; German `höher als im Mai`. Not before a number: `more than 100`.
    fn has_comparative(&self, text: &str, tokens: &[Token]) -> bool {
        let word = |i: usize| tokens.get(i).and_then(|t| text.get(t.range())).unwrap_or_default();
        let than = if self.german { "als" } else { "than" };
        tokens.iter().enumerate().any(|(i, token)| {
            if token.kind != TokenKind::Word || word(i) != than || i == 0 {
                return false;
            }
            let number = tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number || t.kind == TokenKind::Mark);
            let higher = |w: &str| {
                w.len() > 4
                    && w.ends_with("er")
                    && w.starts_with(char::is_lowercase)
                    && !matches!(
                        w,
                        "rather" | "other" | "whether" | "never" | "after" | "under" | "wieder" | "immer" | "früher"
                    )
                    || matches!(w, "more" | "less" | "fewer" | "worse" | "better" | "mehr" | "weniger" | "besser")
            };
            let from = i.saturating_sub(if self.german { 1 } else { 4 });
            !number && word(i - 1) != "rather" && word(i - 1) != "other" && (from..i).any(|j| higher(word(j)))
        })
    }

    fn is_stop_word(&self, text: &str, token: &Token) -> bool {
        self.stop_words.is_some_and(|list| list.has(text, token))
    }

    /// Words that have a capital where not every word would: in English anywhere but at the start of a sentence or
    /// quotation. Every German noun has a capital: there it is a name where nothing stands before it that a noun takes,
    /// and what stands behind an article or adjective elsewhere in the text goes to `nouns`.
    fn collect_names(&self, text: &str, tokens: &[Token], names: &mut HashedSet, nouns: &mut HashedSet) {
        for pair in tokens.windows(2) {
            let (before, token) = (&pair[0], &pair[1]);
            let inside = before.is_word() || text.get(before.range()) == Some(",");
            if !inside || !self.is_capital(text, token) {
                continue;
            }
            if !self.german {
                names.insert(token.base);
                continue;
            }
            let word = text.get(before.range()).unwrap_or_default();
            if self.takes_noun(text, before) {
                nouns.insert(token.base);
            } else if before.case != Case::Lower || LEADS_TO_NAME.contains(&word) {
                names.insert(token.base);
            }
        }
    }

    /// Whether a word is an article, a number or an adjective by its ending: a German noun follows it.
    fn takes_noun(&self, text: &str, token: &Token) -> bool {
        let word = text.get(token.range()).unwrap_or_default();
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Mark => false,
            TokenKind::Word => {
                let ending = ["e", "en", "er", "es", "em"].iter().any(|end| word.ends_with(end));
                token.case == Case::Lower && ending && !LEADS_TO_NAME.contains(&word)
                    || ["das", "Das", "im", "am", "zum", "zur", "vom", "beim", "ins"].contains(&word)
                    || self.numbers.is_some_and(|list| list.has(text, token))
            }
        }
    }

    fn is_capital(&self, text: &str, token: &Token) -> bool {
        token.kind == TokenKind::Word
            && token.case != Case::Lower
            && !self.is_stop_word(text, token)
            && !self.calendar.is_some_and(|list| list.has(text, token))
    }

    fn has_name(&self, text: &str, tokens: &[Token], names: &HashedSet) -> bool {
        let listed = |t: &Token| names.contains(&t.base) && self.is_capital(text, t);
        tokens.iter().any(|t| {
            let word = text.get(t.base_range()).unwrap_or_default();
            listed(t) && !(self.german && t.case != Case::Upper && ABSTRACT.iter().any(|end| word.ends_with(end)))
        })
    }
}

/// Words behind which a German name stands without an article.
const LEADS_TO_NAME: [&str; 12] = ["in", "von", "aus", "nach", "bei", "hat", "ist", "wurde", "war", "In", "Aus", "Von"];

/// Endings of abstract German nouns.
const ABSTRACT: [&str; 11] = ["ung", "ungen", "heit", "keit", "schaft", "tion", "tät", "nis", "ismus", "mus", "tionen"];

#[cfg(test)]
mod tests {
    use super::super::sample::analysis;
    use super::*;
    use ClaimKind::*;

    fn kinds(language: &str, text: &str) -> Vec<Vec<ClaimKind>> {
        let a = analysis(&format!("Language: {language}\nPublished: 2026-02-12\n{text}"));
        a.sentences.iter().map(|s| s.claim.as_ref().map(|c| c.kinds.clone()).unwrap_or_default()).collect()
    }

    #[test]
    fn every_kind_has_its_words() {
        let of = |text: &str| kinds("en", text).remove(0);
        assert!(of("“We will not pay,” she said.").contains(&Quotation));
        assert!(of("It has 300 staff.").contains(&Figure));
        assert_eq!(of("The mill shut in 2019."), [Date, Event]);
        assert_eq!(of("The mill shut, said Ada Cole."), [Event]);
        assert_eq!(of("The mill is shut because the river is low."), [Cause]);
        assert_eq!(of("The plan mirrors one of Arden."), [Comparison]);
        assert_eq!(of("The river is lower than the sea."), [Comparison]);
        assert_eq!(of("It is the town’s most loved mill."), [Superlative]);
        assert_eq!(of("The firm denies allegations of theft."), [Allegation]);
        assert_eq!(of("The law allows it."), [Law]);
        assert_eq!(of("The mill will close."), [Forecast]);
    }

    #[test]
    fn german_kinds() {
        let of = |text: &str| kinds("de", text).remove(0);
        assert_eq!(of("Die Mühle brannte 2019 ab."), [Date, Event]);
        assert_eq!(of("In Arden hat die Feuerwehr gelöscht."), [Event]);
        assert_eq!(of("Die Mühle steht still, weil der Fluss leer ist."), [Cause]);
        assert_eq!(of("Der Fluss ist tiefer als das Meer."), [Comparison]);
        assert_eq!(of("Es ist die größte Mühle der Stadt."), [Superlative]);
        assert_eq!(of("Die Firma weist die Vorwürfe zurück."), [Allegation]);
        assert_eq!(of("Das Gesetz erlaubt es."), [Law]);
        assert_eq!(of("Die Mühle wird voraussichtlich schließen."), [Forecast]);
    }

    #[test]
    fn evaluation_filler_and_questions_are_no_claims() {
        let none = [
            "The plan places the burden on Arden.",
            "Mayor Ada Cole set the tone in blunt fashion.",
            "The row leaves little room for talks.",
            "Will the mill in Arden close in 2027?",
            "It is over, one mill at a time.",
            "The row does not exist in isolation.",
        ];
        for text in none {
            assert_eq!(kinds("en", text), [vec![]], "{text}");
        }
        for text in ["Die Lage bleibt ernst.", "Der Streit kommt nicht von ungefähr.", "Wer zahlte 2019 die Mühle?"] {
            assert_eq!(kinds("de", text), [vec![]], "{text}");
        }
    }
}
