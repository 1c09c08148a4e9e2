//! Analyses and reviews as bytes: one file for each form. Nothing here judges; it renders what it is given.

pub mod analysis_json;
