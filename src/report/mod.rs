//! Analyses and reviews as bytes: one file for each form. Nothing here judges; it renders what it is given.

pub mod analysis_json;
pub mod analysis_text;
pub mod faults;
pub mod json;
mod look;

pub use look::Look;
