//! How much is enough and how much is too much: `min` and `max`, one number for all languages or one for each.

use std::collections::BTreeMap;

use super::Context;
use super::measure::number;
use crate::settings::{Fault, Fields, Value};

/// A limit: one for all languages or one for each.
#[derive(Clone, Debug, Default)]
struct Limit {
    any: Option<usize>,
    by_language: BTreeMap<String, usize>,
}

impl Limit {
    fn take(fields: &mut Fields<'_>, key: &'static str) -> Limit {
        let Some(node) = fields.node(key) else { return Limit::default() };
        let Value::Table(table) = &node.value else { return Limit { any: number(fields, key), ..Limit::default() } };
        let mut by_language = BTreeMap::new();
        for (language, _, node) in table.iter() {
            match node.value {
                Value::Integer(n @ 0..=1_000_000) => {
                    by_language.insert(language.to_owned(), usize::try_from(n).unwrap_or(0));
                }
                _ => {
                    let message = format!("`{key}` of a language is a whole number, not negative.");
                    fields.faults().push(Fault::new(node.origin.clone(), message));
                }
            }
        }
        Limit { any: None, by_language }
    }

    fn of(&self, cx: &Context<'_>) -> Option<usize> {
        self.any.or_else(|| self.by_language.get(cx.analysis.language.code()).copied())
    }
}

/// How much is enough and how much is too much.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    min: Limit,
    max: Limit,
}

impl Bounds {
    /// Takes `min` and `max`.
    pub fn take(fields: &mut Fields<'_>) -> Bounds {
        Bounds { min: Limit::take(fields, "min"), max: Limit::take(fields, "max") }
    }

    /// Whether neither is given.
    pub fn open(&self) -> bool {
        let none = |limit: &Limit| limit.any.is_none() && limit.by_language.is_empty();
        none(&self.min) && none(&self.max)
    }

    /// The least that is enough, in the language of the article.
    pub fn min(&self, cx: &Context<'_>) -> Option<usize> {
        self.min.of(cx)
    }

    /// The most that is not too much, in the language of the article.
    pub fn max(&self, cx: &Context<'_>) -> Option<usize> {
        self.max.of(cx)
    }

    /// As a condition: within both limits; where none is given, at least one.
    pub fn holds(&self, cx: &Context<'_>, count: usize) -> bool {
        let least = if self.open() { 1 } else { self.min(cx).unwrap_or(0) };
        count >= least && self.max(cx).is_none_or(|max| count <= max)
    }
}
