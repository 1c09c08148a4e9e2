//! `pattern`: what a regular expression matches.
//!
//! Parameters: `match` (an expression, or `match.<language>`), `capture` (the group that is reported), `prefer`,
//! `not_match` (a match that this one overlaps is excused), `at` = `start` | `end` | `any`, `of` = `block` | `sentence`,
//! `unless_on_page` (an expression that excuses every match, wherever on the page it stands, the text around the article
//! included), `per` = `hit` | `article` (one hit at the first place, the others related), and those of the scope; the scope
//! `address` looks at the addresses of links and sources.
//!
//! Facts: `match` (the words), `prefer`, `count` (all hits).

use super::cue::{subject_at, words_at};
use super::expression::{Expression, Search};
use super::scope::Scope;
use super::{Context, Detect, Evidence, Hit, Outcome};
use crate::analysis::Place;
use crate::article::{Part, Target};
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Start,
    End,
    Any,
}

#[derive(Debug)]
struct Pattern {
    expression: Option<Expression>,
    except: Option<Expression>,
    on_page: Option<Expression>,
    capture: usize,
    prefer: String,
    at: At,
    sentences: bool,
    per_article: bool,
    scope: Scope,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `pattern`", faults);
    let expression = fields.required("match").map(|node| Expression::read(node, fields.faults()));
    let except = fields.node("not_match").map(|node| Expression::read(node, fields.faults()));
    let on_page = fields.node("unless_on_page").map(|node| Expression::read(node, fields.faults()));
    let capture = usize::try_from(fields.integer("capture", 0..=20, 0)).unwrap_or(0);
    if capture > 0 && expression.as_ref().and_then(Expression::groups).is_some_and(|groups| capture > groups) {
        let message = format!("The expression has no group {capture}.");
        let origin = fields.node("capture").map_or(fields.origin().clone(), |n| n.origin.clone());
        fields.faults().push(Fault::new(origin, message).help("Groups are counted by their opening parentheses."));
    }
    let detector = Pattern {
        expression,
        except,
        on_page,
        capture,
        prefer: fields.text("prefer").unwrap_or_default().to_owned(),
        at: fields.choice("at", &[("any", At::Any), ("end", At::End), ("start", At::Start)]).unwrap_or(At::Any),
        per_article: fields.choice("per", &[("article", true), ("hit", false)]).unwrap_or(false),
        sentences: fields.choice("of", &[("block", false), ("sentence", true)]).unwrap_or(false),
        scope: Scope::take(&mut fields, lexicons),
    };
    fields.finish();
    Box::new(detector)
}

impl Pattern {
    /// The ranges in `text` that are reported of those that `search` finds.
    fn ranges(&self, cx: &Context<'_>, search: &Search<'_>, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut ranges = search.find(text, self.capture);
        ranges.retain(|r| match self.at {
            At::Any => true,
            At::Start => text.get(..r.start).is_some_and(|before| before.trim().is_empty()),
            At::End => text.get(r.end..).is_some_and(|after| after.trim().is_empty()),
        });
        if let Some(except) = self.except.as_ref().filter(|_| !ranges.is_empty()) {
            let excused = except.over(cx).find(text, 0);
            ranges.retain(|r| {
                let i = excused.partition_point(|e| e.end <= r.start);
                excused.get(i).is_none_or(|e| e.start >= r.end)
            });
        }
        ranges
    }

    /// Whether some text of the page excuses every match.
    fn excused_on_page(&self, cx: &Context<'_>) -> bool {
        let Some(search) = self.on_page.as_ref().map(|e| e.over(cx)) else { return false };
        cx.analysis.article.blocks.iter().any(|block| !search.find(block.words(), 0).is_empty())
    }

    /// The addresses that match, at their links and list entries.
    fn in_addresses(&self, cx: &Context<'_>, search: &Search<'_>) -> Vec<Hit> {
        let article = &cx.analysis.article;
        // What stands around the article leads where the site wants.
        let own = |block: usize| article.blocks.get(block).is_some_and(|b| b.part != Part::Boilerplate);
        let linked = article.markers.iter().filter(|m| own(m.block)).filter_map(|m| match &m.target {
            Target::Url(url) => {
                Some((url.as_str(), Evidence { place: Place::new(m.block, m.range.clone()), span: Some(m.span) }))
            }
            _ => None,
        });
        let listed = article.entries.iter().filter_map(|e| {
            Some((e.url.as_deref()?, Evidence { place: Place::new(e.block, e.range.clone()), span: Some(e.span) }))
        });
        let hits = linked.chain(listed).filter_map(|(url, at)| {
            let range = self.ranges(cx, search, url).into_iter().next()?;
            Some(Hit::new(at).about(subject_at(cx, at.place)).text("match", url.get(range).unwrap_or_default()))
        });
        hits.collect()
    }
}

impl Detect for Pattern {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(expression) = self.expression.as_ref().filter(|e| e.speaks(cx)) else {
            return Outcome::not_applicable("no expression for this language");
        };
        if let Some(reason) = self.scope.refuses(&cx.analysis.article) {
            return Outcome::not_applicable(reason);
        }
        let view = self.scope.over(cx);
        let article = &cx.analysis.article;
        let has_address = || {
            article.entries.iter().any(|e| e.url.is_some())
                || article.markers.iter().any(|m| matches!(m.target, Target::Url(_)))
        };
        if view.places.is_empty() && !(self.scope.addresses() && has_address()) {
            return Outcome::hits(Vec::new());
        }
        let search = expression.over(cx);
        let mut hits = Vec::new();
        for place in &view.places {
            let own = |p: &Place| {
                let text = cx.analysis.text(*p);
                let ranges = self.ranges(cx, &search, text).into_iter();
                ranges.map(|r| Place::new(p.block, p.start + r.start..p.start + r.end)).collect::<Vec<_>>()
            };
            let found = if self.sentences {
                cx.analysis.sentences_of(place.block).flat_map(|(_, s)| own(&s.place)).collect()
            } else {
                own(place)
            };
            let found = found.into_iter().filter(|place| view.admits(*place));
            hits.extend(found.map(|p| Hit::new(p).about(subject_at(cx, p)).text("match", words_at(cx, p))));
        }
        if self.scope.addresses() {
            hits.extend(self.in_addresses(cx, &search));
            hits.sort_by_key(|hit| hit.at.place);
            // An address in running text is also the address of a link: one fault, one finding.
            hits.dedup_by(|b, a| a.at.place.overlaps(b.at.place) && a.facts == b.facts);
        }
        if !hits.is_empty() && self.excused_on_page(cx) {
            hits.clear();
        }
        let count = hits.len();
        if self.per_article && count > 1 {
            let rest = hits.split_off(1);
            hits = hits.into_iter().map(|first| rest.iter().fold(first, |hit, r| hit.related(r.at, ""))).collect();
        }
        let hits = hits.into_iter().map(|hit| hit.text("prefer", self.prefer.as_str()).count("count", count));
        Outcome::hits(hits.collect())
    }
}
