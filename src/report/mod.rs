//! Analyses and reviews as bytes: one file for each form. Nothing here judges; it renders what it is given.

pub mod analysis_json;
pub mod analysis_text;
pub mod calibration;
mod diagnostic;
pub mod faults;
pub mod github;
pub mod json;
mod look;
pub mod review_section;
pub mod rule_document;
pub mod rule_page;
pub mod sarif;
pub mod terminal;
pub mod trials;
mod wording;

pub use look::Look;
