//! A source-quality and editorial-gate checker for articles.

pub mod article;
pub mod text;
