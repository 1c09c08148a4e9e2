//! What the page says: sentences, claims, citations, sources, quotations, figures, dates, who says what.
//!
//! The analysis knows language and judges nothing. It is total: any article gives an analysis. One file per question;
//! [`analyse`] asks them in an order in which each needs only the answers before it.

mod address;
mod amount;
mod attribution;
mod calendar;
mod citation;
mod claim;
mod date;
mod figure;
mod german_voice;
mod grade;
mod language;
mod ledger;
mod model;
mod noun_phrase;
mod number;
mod outlet;
mod private;
mod protect;
mod quotation;
#[cfg(test)]
mod sample;
mod sentence;
mod source;
mod source_text;
mod stem;
mod tense;
mod voice;
mod word_class;

use jiff::civil::Date;

use crate::article::{Article, Part};
use crate::lexicon::{Lexicons, Outlets};
use crate::text::{Token, tokenize};

pub use amount::{Amount, amounts};
pub(crate) use citation::plain_label;
pub use grade::rank as grade_rank;
pub use model::*;
pub use outlet::{Credit, credits};
pub use stem::{content_stems, stem, stem_hash};

/// Works out what an article says. Total: any article gives an analysis, and the same one on every machine.
pub fn analyse(article: Article, lexicons: &Lexicons, registry: &Outlets) -> Analysis {
    let tokens = tokens(&article);
    let language = language::language(&article, &tokens, lexicons);
    let mut quotations = quotation::quotations(&article, &language, &tokens, lexicons);
    let protected = protect::protected(&article, &tokens, &quotations);
    let mut sentences = sentence::sentences(&article, &language, &tokens, &quotations, lexicons);
    for quotation in &mut quotations {
        quotation.sentence = sentence::containing(&sentences, quotation.inner);
    }
    let published = published(&article);
    let dates = date::dates(&article, &language, &tokens, &sentences, &quotations, published, lexicons);
    let figures = figure::figures(&article, &language, &tokens, &sentences, &quotations, &dates, lexicons);
    claim::find(&mut sentences, &article, &language, &tokens, (&quotations, &figures, &dates), lexicons);
    let mut analysis = Analysis {
        article,
        language,
        tokens,
        protected,
        sentences,
        citations: Vec::new(),
        sources: Vec::new(),
        outlets: Vec::new(),
        quotations,
        attributions: Vec::new(),
        voices: Vec::new(),
        figures,
        dates,
        grades: Vec::new(),
        ledger: None,
        texts: Vec::new(),
        published,
    };
    citation::cite(&mut analysis, registry);
    source_text::join(&mut analysis);
    outlet::mention(&mut analysis, registry, lexicons);
    attribution::attribute(&mut analysis, lexicons);
    voice::hear(&mut analysis, lexicons);
    analysis.grades = grade::grades(&analysis);
    analysis.ledger = ledger::ledger(&analysis);
    analysis
}

fn tokens(article: &Article) -> Vec<Vec<Token>> {
    let of = |b: &crate::article::Block| if b.part == Part::Boilerplate { Vec::new() } else { tokenize(b.words()) };
    article.blocks.iter().map(of).collect()
}

/// The day of publication.
fn published(article: &Article) -> Option<Date> {
    article.published.as_ref()?.value.as_ref()?.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sample::analysis;
    use super::*;

    /// Texts made of what makes places go wrong: marks, stops, numbers, wide letters, line ends.
    fn text() -> impl Strategy<Value = String> {
        const PIECES: [&str; 56] = [
            "The council",
            "closed",
            "Dr.",
            "U.S.",
            "z. B.",
            "12.",
            "Februar",
            "February",
            "2026",
            "-",
            "–",
            "“",
            "”",
            "„",
            "‘",
            "’",
            "\"",
            "'",
            "«",
            "»",
            "‹",
            "(",
            ")",
            ".",
            "!",
            "?",
            "…",
            "...",
            ",",
            ":",
            " ",
            " ",
            "  ",
            "\n",
            "\n> ",
            "\n# ",
            "$",
            "€",
            "100",
            "million",
            "Mio",
            "3,1",
            "12.000",
            "Prozent",
            "5'10\"",
            "Thursday",
            "am Freitag",
            "Ä",
            "😀",
            "e\u{301}",
            "\u{ad}",
            "\u{a0}",
            "said",
            "https://a.example/x?y=1",
            "last",
            "999999999999999999999999999999",
        ];
        let pieces = proptest::collection::vec(prop::sample::select(&PIECES[..]), 0..60);
        (prop::sample::select(vec!["", "Language: en\n", "Language: de\n", "Published: 2026-02-12\n"]), pieces)
            .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
    }

    fn holds(text: &str) {
        let a = analysis(text);
        let mut end = (0, 0);
        for sentence in &a.sentences {
            let place = sentence.place;
            assert!((place.block, place.start) >= end && place.start < place.end, "in order, apart, not empty");
            end = (place.block, place.end);
            let words = a.text(place);
            assert_eq!(words.trim(), words, "no white space at the ends");
            assert_eq!(sentence.words, a.tokens_of(sentence).iter().filter(|t| t.is_word()).count());
            assert!(sentence.words > 0);
        }
        // Every word of the body's prose stands in a sentence.
        for (i, block) in a.article.part(Part::Body).filter(|(_, b)| b.kind != crate::article::BlockKind::Heading) {
            for token in a.tokens[i].iter().filter(|t| t.is_word()) {
                assert!(a.sentence_at(i, token.start).is_some(), "{:?} in {:?}", token.range(), block.words());
            }
        }
        let places = a.quotations.iter().flat_map(|q| [q.place, q.inner]).chain(a.dates.iter().map(|d| d.place));
        for place in places.chain(a.figures.iter().flat_map(|f| [f.place, f.qualified])) {
            let words = a.article.blocks.get(place.block).and_then(|b| b.words().get(place.range()));
            assert!(words.is_some(), "{place:?} is on character boundaries");
        }
        assert!(a.quotations.iter().all(|q| q.place.contains(q.inner)));
        assert!(a.figures.iter().all(|f| f.qualified.contains(f.place)));
    }

    proptest! {
        #[test]
        fn any_text_has_its_places(text in text()) {
            holds(&text);
        }

        #[test]
        fn any_characters_have_their_places(text in "\\PC{0,200}") {
            holds(&text);
        }
    }
}
