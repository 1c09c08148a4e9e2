//! A source-quality and editorial-gate checker for articles.

pub mod analysis;
pub mod article;
pub mod lexicon;
mod shipped;
pub mod text;
