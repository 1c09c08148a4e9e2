//! `page_health.*`: what kept rules from being asked. These run after all others.
//!
//! * `page_health.part`: a part of the page that `parts` names is not there, and a rule needed it. One hit for each
//!   part. Facts: `part` (terms `title`, `body`, `published`, `source_list`), `rules` (list), `count`.
//! * `page_health.pack`: rules that have no word lists for the article's language. One hit. Facts: `language`,
//!   `rules`, `count`.

use super::{Context, Detect, Fact, Hit, Missing, Outcome, Turn};
use crate::analysis::{Language, Place};
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

const PARTS: &[(&str, Missing)] = &[
    ("title", Missing::Title),
    ("body", Missing::Body),
    ("published", Missing::Published),
    ("source_list", Missing::SourceList),
];

#[derive(Debug)]
struct Absent {
    parts: Vec<Missing>,
}

/// Builds `page_health.part` with its parameter `parts`.
pub fn part(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let parts = fields.choices("parts", PARTS).unwrap_or_default();
    fields.finish();
    Box::new(Absent { parts })
}

/// The first words of the article, where a finding about the whole page stands.
pub(super) fn start_of_page(cx: &Context<'_>) -> Place {
    let blocks = &cx.analysis.article.blocks;
    let is_first = |part| blocks.iter().position(|b| b.part == part && !b.text.is_empty());
    let block = is_first(Part::Title).or_else(|| is_first(Part::Body)).unwrap_or(0);
    Place::new(block, 0..blocks.get(block).map_or(0, |b| b.text.len()))
}

impl Detect for Absent {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let mut hits = Vec::new();
        for part in &self.parts {
            let rules: Vec<String> = cx.unmet.iter().filter(|(_, m)| m == part).map(|(rule, _)| rule.clone()).collect();
            if rules.is_empty() {
                continue;
            }
            let name = PARTS.iter().find(|(_, m)| m == part).map_or("", |(name, _)| name);
            let hit = Hit::new(start_of_page(cx)).fact("part", Fact::Terms(vec![name]));
            hits.push(hit.count("count", rules.len()).fact("rules", Fact::List(rules)));
        }
        Outcome::hits(hits)
    }

    fn turn(&self) -> Turn {
        Turn::Health
    }
}

#[derive(Debug)]
struct Pack;

/// Builds `page_health.pack`, which takes no parameters.
pub fn pack(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Pack)
}

impl Detect for Pack {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let lacking = cx.unmet.iter().filter(|(_, m)| *m == Missing::LanguagePack);
        let rules: Vec<String> = lacking.map(|(rule, _)| rule.clone()).collect();
        if rules.is_empty() {
            return Outcome::hits(Vec::new());
        }
        let language = match &cx.analysis.language {
            Language::Unknown => "?",
            language => language.code(),
        };
        let hit = Hit::new(start_of_page(cx)).text("language", language);
        Outcome::hits(vec![hit.count("count", rules.len()).fact("rules", Fact::List(rules))])
    }

    fn turn(&self) -> Turn {
        Turn::Health
    }
}
