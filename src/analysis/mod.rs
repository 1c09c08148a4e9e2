//! What the page says: sentences, claims, citations, sources, quotations, figures, dates, who says what.
//!
//! The analysis knows language and judges nothing. It is total: any article gives an analysis.

mod model;

pub use model::*;
