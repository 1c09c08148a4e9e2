//! What is on the page: readers for every kind of input, each of which gives an [`Article`].
//!
//! Reading is total: any input gives an article and notes. What the article says is the business of
//! [`analysis`](crate::analysis).

mod address;
mod entry;
mod labels;
mod model;

pub use model::*;
