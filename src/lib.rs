//! A source-quality and editorial-gate checker for articles.

pub mod analysis;
pub mod article;
pub mod cli;
pub mod detectors;
pub mod lexicon;
pub mod policy;
pub mod report;
pub mod review;
pub mod settings;
mod shipped;
pub mod text;
pub mod unpack;
