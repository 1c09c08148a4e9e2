//! Thresholds, costs and rules: TOML in, a validated [`Policy`] out.

mod model;

pub use model::*;
