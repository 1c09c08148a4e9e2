//! What the page says: sentences, claims, citations, sources, quotations, figures, dates, who says what.
//!
//! The analysis knows language and judges nothing. It is total: any article gives an analysis. One file per question;
//! [`analyse`] asks them in an order in which each needs only the answers before it.

mod address;
mod attribution;
mod calendar;
mod citation;
mod claim;
mod date;
mod figure;
mod grade;
mod language;
mod ledger;
mod model;
mod noun_phrase;
mod number;
mod outlet;
mod protect;
mod quotation;
#[cfg(test)]
mod sample;
mod sentence;
mod source;
mod stem;
mod tense;
mod voice;
mod word_class;

use jiff::civil::Date;

use crate::article::{Article, Part};
use crate::lexicon::{Lexicons, Outlets};
use crate::text::{Token, tokenize};

pub use model::*;
pub use stem::{content_stems, stem};

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
        published,
    };
    citation::cite(&mut analysis, registry);
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
