//! `lexicon`: words and phrases of a list.
//!
//! Parameters: `words` (a list's name, or `words.<language>` with entries `form` | `lemma` | `phrase`, each with
//! `because` and perhaps `prefer`; `tag = "skip"` keeps a longer phrase from being reported), `case`, `per` = `hit` |
//! `article`, `min_hits`, and those of the scope.
//!
//! Facts: `match` (the words), `because`, `prefer`, `count` (all hits). The share is hits of words, for costs by hits
//! per thousand words.

use super::cue::{Text, subject_at, words_at};
use super::scope::Scope;
use super::{Context, Detect, Hit, Outcome, Share};
use crate::lexicon::{Entry, Lexicons};
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Lexicon {
    text: Option<Text>,
    scope: Scope,
    per_article: bool,
    min_hits: usize,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `lexicon`", faults);
    fields.required("words");
    let detector = Lexicon {
        text: Text::take(&mut fields, lexicons),
        scope: Scope::take(&mut fields, lexicons),
        per_article: fields.choice("per", &[("article", true), ("hit", false)]).unwrap_or(false),
        min_hits: usize::try_from(fields.integer("min_hits", 1..=1000, 1)).unwrap_or(1),
    };
    fields.finish();
    Box::new(detector)
}

impl Detect for Lexicon {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(text) = self.text.as_ref().filter(|text| text.speaks(cx)) else {
            return Outcome::not_applicable("no word list for this language");
        };
        if let Some(reason) = self.scope.refuses(&cx.analysis.article) {
            return Outcome::not_applicable(reason);
        }
        let view = self.scope.over(cx);
        let found = text.search(cx, &view);
        let share = Some(Share { part: found.len(), whole: cx.analysis.words().max(1) });
        if found.len() < self.min_hits {
            return Outcome::Found { hits: Vec::new(), share };
        }
        let count = found.len();
        let hits = found.iter().map(|found| {
            let entry = found.entry.unwrap_or(&Entry::EMPTY);
            Hit::new(found.place)
                .about(subject_at(cx, found.place))
                .text("match", words_at(cx, found.place))
                .text("because", entry.because.as_deref().unwrap_or_default())
                .text("prefer", entry.prefer.as_deref().unwrap_or_default())
                .count("count", count)
        });
        let mut hits: Vec<Hit> = hits.collect();
        if self.per_article {
            let rest = hits.split_off(hits.len().min(1));
            if let Some(first) = hits.pop() {
                hits.push(rest.into_iter().fold(first, |first, hit| first.related(hit.at, "")));
            }
        }
        Outcome::Found { hits, share }
    }
}
