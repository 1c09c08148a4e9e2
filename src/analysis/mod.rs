//! What the page says: sentences, claims, citations, sources, quotations, figures, dates, who says what.
//!
//! The analysis knows language and judges nothing. It is total: any article gives an analysis.

mod model;

pub use model::*;

use crate::article::{Article, Part};
use crate::lexicon::Lexicons;
use crate::text::tokenize;

/// Analyses an article. Total.
pub fn analyse(article: Article, _lexicons: &Lexicons) -> Analysis {
    let tokens = article.blocks.iter().map(|b| if b.part == Part::Boilerplate { vec![] } else { tokenize(b.words()) });
    let tokens: Vec<Vec<_>> = tokens.collect();
    Analysis {
        language: Language::from_code(article.declared_language.as_deref().unwrap_or_default()),
        protected: tokens.iter().map(|t| vec![false; t.len()]).collect(),
        tokens,
        sentences: vec![],
        citations: vec![],
        sources: vec![],
        outlets: vec![],
        quotations: vec![],
        attributions: vec![],
        voices: vec![],
        figures: vec![],
        dates: vec![],
        grades: vec![],
        ledger: None,
        published: None,
        article,
    }
}
