//! `consistency`: forms of which one article may use only one kind.
//!
//! Parameters: `groups.<language>` (a list of groups; a group is a table of variants, each a list of words or the name
//! of a list: `{ hyphen = ["e-mail"], plain = ["email"] }`), `prefer` (the variant to keep; where it is not given, the one
//! that the article uses most, the first used where two are even), `per` = `article` | `hit`, and those of the scope.
//!
//! Facts: `match` (the form), `other` (a form of the variant that is kept), `variant`, `prefer` (its name), `count` (forms
//! to change).

use std::collections::BTreeMap;

use super::cue::{Text, subject_at, words_at};
use super::scope::Scope;
use super::words::Words;
use super::{Context, Detect, Hit, Outcome};
use crate::analysis::Place;
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node, Value};

/// Variants by name.
type Group = Vec<(String, Text)>;

#[derive(Debug)]
struct Consistency {
    groups: BTreeMap<String, Vec<Group>>,
    prefer: Option<String>,
    per_article: bool,
    scope: Scope,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `consistency`", faults);
    fields.required("groups");
    let mut groups: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for (language, _, node) in fields.entries("groups") {
        let items = match &node.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![node],
        };
        let read = items.into_iter().map(|item| group(language, item, lexicons, fields.faults()));
        groups.insert(language.to_owned(), read.collect());
    }
    let prefer = fields.text("prefer").map(str::to_owned);
    if let Some(prefer) = &prefer {
        let names: Vec<&str> = groups.values().flatten().flatten().map(|(name, _)| name.as_str()).collect();
        if !names.contains(&prefer.as_str()) {
            let fault = Fault::unknown(fields.origin().clone(), "variant", prefer, names);
            fields.faults().push(fault);
        }
    }
    let per_article = fields.choice("per", &[("article", true), ("hit", false)]).unwrap_or(true);
    let scope = Scope::take(&mut fields, lexicons);
    fields.finish();
    Box::new(Consistency { groups, prefer, per_article, scope })
}

fn group(language: &str, node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Group {
    let Some(table) = node.table() else {
        let message = format!("A group is a table of variants, this is {}.", node.value.kind());
        faults.push(Fault::new(node.origin.clone(), message));
        return Vec::new();
    };
    if table.iter().count() < 2 {
        faults.push(Fault::new(node.origin.clone(), "A group needs at least two variants."));
    }
    let variants = table
        .iter()
        .map(|(name, _, words)| (name.to_owned(), Text::Words(Words::of_language(language, words, lexicons, faults))));
    variants.collect()
}

impl Consistency {
    /// The hits in one group.
    fn judge(&self, cx: &Context<'_>, group: &Group, found: &[Vec<Place>]) -> Vec<Hit> {
        let used = |i: &usize| found.get(*i).is_some_and(|f| !f.is_empty());
        if (0..group.len()).filter(used).count() < 2 {
            return Vec::new();
        }
        let preferred = self.prefer.as_ref().and_then(|p| group.iter().position(|(name, _)| name == p)).filter(used);
        let kept = preferred.or_else(|| {
            let most = found.iter().enumerate().filter(|(_, f)| !f.is_empty());
            most.max_by_key(|(_, f)| (f.len(), std::cmp::Reverse(f.first().copied()))).map(|(i, _)| i)
        });
        let Some(kept) = kept else { return Vec::new() };
        let Some((kept_name, _)) = group.get(kept) else { return Vec::new() };
        let kept_place = found.get(kept).and_then(|f| f.first()).copied();
        let mut wrong: Vec<(Place, &str)> = Vec::new();
        for ((name, _), places) in group.iter().zip(found).filter(|((name, _), _)| name != kept_name) {
            wrong.extend(places.iter().map(|place| (*place, name.as_str())));
        }
        wrong.sort_unstable();
        let count = wrong.len();
        let hits = wrong.iter().map(|(place, variant)| {
            let hit = Hit::new(*place)
                .about(subject_at(cx, *place))
                .text("match", words_at(cx, *place))
                .text("other", kept_place.map(|p| words_at(cx, p)).unwrap_or_default())
                .text("variant", *variant)
                .text("prefer", kept_name.as_str())
                .count("count", count);
            kept_place.into_iter().fold(hit, |hit, p| hit.related(p, "kept"))
        });
        let mut hits: Vec<Hit> = hits.collect();
        if self.per_article {
            let rest = hits.split_off(hits.len().min(1));
            if let Some(first) = hits.pop() {
                hits.push(rest.into_iter().fold(first, |first, hit| first.related(hit.at, "")));
            }
        }
        hits
    }
}

impl Detect for Consistency {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(groups) = self.groups.get(cx.analysis.language.code()) else {
            return Outcome::not_applicable("no forms for this language");
        };
        if let Some(reason) = self.scope.refuses(&cx.analysis.article) {
            return Outcome::not_applicable(reason);
        }
        let view = self.scope.over(cx);
        let mut hits = Vec::new();
        for group in groups {
            let places = |(_, text): &(String, Text)| text.search(cx, &view).iter().map(|f| f.place).collect();
            let found: Vec<Vec<Place>> = group.iter().map(places).collect();
            hits.extend(self.judge(cx, group, &found));
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}
