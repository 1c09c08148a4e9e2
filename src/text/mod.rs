//! Coordinates: where words stand in the file they came from.
//!
//! Everything the program says is tied to a range of bytes. This module has the range ([`Span`]), the file that it
//! points into ([`Source`]), and texts assembled from pieces of that file ([`MappedText`]), which remember where
//! every character came from.

mod hashed;
mod map;
mod source;
mod span;
mod token;

pub use hashed::{HashedMap, HashedSet, hash_of_three};
pub use map::{MappedText, TextMap};
pub use source::{Container, Coordinates, Source, Unreadable, entry_name};
pub use span::Span;
pub use token::{Case, Token, TokenKind, fold, hash, tokenize};
