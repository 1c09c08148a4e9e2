//! `require`: where one thing stands, another must stand too.
//!
//! Parameters: `when` (`{ words = … }`, `{ pattern = … }` or `{ measure = …, min = … }`; absent: every article), `need`
//! (a list of the same), `where` = `sentence` | `next` (the sentence and the one after it) | `paragraph` | `article`,
//! `all` (true: everything in `need`, else one of it), and those of the scope, which says where `when` looks. What is
//! needed may stand in quotations, too. With `where = "article"` there is at most one hit, the other places are related.
//!
//! Facts: `match` (the words of `when`, or at the place), `count` (how many places), `because`.

use super::cue::{Cue, subject_at, words_at};
use super::scope::{Scope, page_place};
use super::{Context, Detect, Evidence, Hit, Outcome, Subject};
use crate::analysis::Place;
use crate::lexicon::Lexicons;
use crate::settings::{Fault, Faults, Fields, Node};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Sentence,
    Next,
    Paragraph,
    Article,
}

#[derive(Debug)]
struct Require {
    when: Option<Cue>,
    need: Vec<Cue>,
    reach: Where,
    all: bool,
    scope: Scope,
}

/// Reads the parameters.
pub(super) fn build(node: &Node, lexicons: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter of `require`", faults);
    let when = fields.node("when").and_then(|node| Cue::read(node, lexicons, fields.faults()));
    let mut need = Vec::new();
    for node in fields.list("need") {
        need.extend(Cue::read(node, lexicons, fields.faults()));
    }
    if fields.required("need").is_some() && need.is_empty() {
        let fault = Fault::new(fields.origin().clone(), "`need` says nothing that could be looked for.");
        fields.faults().push(fault);
    }
    let reach = fields.choice(
        "where",
        &[
            ("article", Where::Article),
            ("next", Where::Next),
            ("paragraph", Where::Paragraph),
            ("sentence", Where::Sentence),
        ],
    );
    let all = fields.bool("all", false);
    let scope = Scope::take(&mut fields, lexicons);
    fields.finish();
    Box::new(Require { when, need, reach: reach.unwrap_or(Where::Article), all, scope })
}

/// A place that needs something, and why.
struct Occasion {
    at: Evidence,
    subject: Subject,
    because: String,
}

impl Require {
    /// The places where something is needed. `Err`: the rule cannot be asked.
    fn occasions(&self, cx: &Context<'_>) -> Result<Vec<Occasion>, &'static str> {
        let page = || Occasion { at: page_place(cx.analysis), subject: Subject::Page, because: String::new() };
        match &self.when {
            None => Ok(vec![page()]),
            Some(Cue::Text(text)) => {
                let view = self.scope.over(cx);
                let found = text.search(cx, &view);
                let occasion = |found: super::cue::Found<'_>| Occasion {
                    at: found.place.into(),
                    subject: subject_at(cx, found.place),
                    because: found.entry.and_then(|e| e.because.as_deref()).unwrap_or_default().to_owned(),
                };
                Ok(found.into_iter().map(occasion).collect())
            }
            Some(Cue::Count { measure, bounds, .. }) => {
                let tally = measure.tally(cx)?;
                if !bounds.holds(cx, tally.count) {
                    return Ok(Vec::new());
                }
                let occasion =
                    |item: super::tally::Item| Occasion { at: item.at, subject: item.subject, because: String::new() };
                let found: Vec<_> = tally.items.into_iter().map(occasion).collect();
                Ok(if found.is_empty() { vec![page()] } else { found })
            }
        }
    }

    /// Where what is needed may stand.
    fn reach(&self, cx: &Context<'_>, place: Place) -> Vec<Place> {
        let a = cx.analysis;
        let block = Place::new(place.block, 0..a.article.blocks.get(place.block).map_or(0, |b| b.words().len()));
        let Some(i) = a.sentence_at(place.block, place.start) else { return vec![block] };
        let sentence = |i: usize| a.sentences.get(i).map(|s| s.place);
        match self.reach {
            Where::Sentence => sentence(i).into_iter().collect(),
            Where::Next => sentence(i).into_iter().chain(sentence(i + 1)).collect(),
            Where::Paragraph | Where::Article => vec![block],
        }
    }

    fn met(&self, mut holds: impl FnMut(&Cue) -> bool) -> bool {
        if self.all { self.need.iter().all(&mut holds) } else { self.need.iter().any(&mut holds) }
    }
}

impl Detect for Require {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if let Some(reason) = self.scope.refuses(&cx.analysis.article) {
            return Outcome::not_applicable(reason);
        }
        let cues = self.when.iter().chain(&self.need);
        if !cues.clone().all(|cue| cue.speaks(cx)) {
            return Outcome::not_applicable("no word list for this language");
        }
        let occasions = match self.occasions(cx) {
            Ok(occasions) => occasions,
            Err(reason) => return Outcome::not_applicable(reason),
        };
        if occasions.is_empty() {
            return Outcome::not_applicable("nothing that would need it");
        }
        let hit = |o: &Occasion| {
            Hit::new(o.at)
                .about(o.subject)
                .text("match", words_at(cx, o.at.place))
                .text("because", o.because.as_str())
                .count("count", occasions.len())
        };
        if self.reach == Where::Article {
            let missing = !self.met(|cue| cue.holds_in_article(cx));
            let first = occasions.first().filter(|_| missing).map(hit);
            let rest = occasions.iter().skip(1);
            let whole = first.map(|first| rest.fold(first, |first, o| first.related(o.at, "")));
            return Outcome::hits(whole.into_iter().collect());
        }
        let mut hits = Vec::new();
        let mut last = None;
        for occasion in &occasions {
            let reach = self.reach(cx, occasion.at.place);
            // Two words of one sentence that lack the same thing are one fault.
            if last.as_ref() == Some(&reach) {
                continue;
            }
            if !self.met(|cue| cue.holds(cx, &reach)) {
                hits.push(hit(occasion));
            }
            last = Some(reach);
        }
        Outcome::hits(hits)
    }
}
