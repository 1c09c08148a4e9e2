//! The names by which the entries of the document point to each other.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// The name of an entry in this document: a letter for its kind, and its number from 1.
pub(super) struct Id(pub char, pub usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1 + 1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of an entry in this document: P block, S sentence, C citation, R source, O outlet, \
                            A attribution, V voice, Q quotation, and its number from 1.",
            "type": "string",
            "pattern": "^[PSCROAVQ][1-9][0-9]*$",
        })
    }
}

/// The entries for all of a kind, with their names.
pub(super) fn numbered<'a, T, E>(letter: char, all: &'a [T], entry: impl Fn(Id, &'a T) -> E) -> Vec<E> {
    all.iter().enumerate().map(|(i, one)| entry(Id(letter, i), one)).collect()
}
