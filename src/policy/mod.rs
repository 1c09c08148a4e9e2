//! Thresholds, costs and rules: TOML in, a validated [`Policy`] out.
//!
//! Files become trees of values that know their place ([`crate::settings`]). The rules' own values lie lowest; profiles,
//! packs and each `pressgate.toml` with the overrides that match the article are laid over them as layers, and only the
//! result is read into a [`Policy`], so that every fault is told at the line that holds the value.

mod config;
mod cost;
mod explain;
mod layer;
mod library;
mod messages;
mod model;
mod policies;
mod references;
mod rule_file;
mod rule_words;
mod ruleset;
mod sites;
mod source_files;
mod template;
#[cfg(test)]
mod tests;

pub use explain::{explain, explain_json};
pub use library::Files;
pub use messages::skipped_in_german;
pub use model::*;
pub use policies::{Effective, Options, Policies};
pub use references::{Reference, references};
pub use source_files::SourceFiles;
pub use template::{Piece, pieces};
