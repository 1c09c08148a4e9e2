//! `review_ledger.form` and `review_ledger.self`: how a page's record of reviews is written, and who reviewed.
//!
//! * `review_ledger.form`: a score line without its minimum, a state that score and minimum do not give, one criterion
//!   with two scores, a plural of one. One hit for each line. Facts: `criterion`, `problems` (terms `minimum`, `state`,
//!   `twice`, `plural`).
//! * `review_ledger.self`: no reviewer is named, or the author is. `reviewers` are the words by which a record names its
//!   reviewer. Facts: `named` (1 where the author reviewed), `name`.

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::{Ledger, Place};
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Form;

/// Builds `review_ledger.form`, which takes no parameters.
pub fn form(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Form)
}

impl Detect for Form {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(ledger) = &cx.analysis.ledger else { return Outcome::not_applicable("no record of reviews") };
        let mut hits = Vec::new();
        for item in &ledger.items {
            for (i, line) in item.lines.iter().enumerate() {
                let mut problems = Vec::new();
                let words = line.state.as_deref().unwrap_or_default().to_lowercase();
                let says_borderline = words.contains("borderline") || words.contains("grenzwertig");
                match line.minimum {
                    None => problems.push("minimum"),
                    Some(minimum) if says_borderline && minimum != line.score => problems.push("state"),
                    Some(_) => {}
                }
                if has_other_score(ledger, item.lines.get(..i).unwrap_or_default(), line) {
                    problems.push("twice");
                }
                if !problems.is_empty() {
                    let hit = Hit::new(line.place).text("criterion", line.criterion.as_str());
                    hits.push(hit.fact("problems", Fact::Terms(problems)));
                }
            }
            let plural = |place: Place| {
                let words = cx.analysis.text(place).to_lowercase();
                words.contains("errors")
            };
            if let Some((1, place)) = item.gate_errors.filter(|(_, place)| plural(*place)) {
                hits.push(Hit::new(place).text("criterion", "1").fact("problems", Fact::Terms(vec!["plural"])));
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// Whether the record gives a criterion another score before this line.
fn has_other_score(ledger: &Ledger, before: &[crate::analysis::ScoreLine], line: &crate::analysis::ScoreLine) -> bool {
    let earlier = ledger.items.iter().flat_map(|item| &item.lines).take_while(|other| other.place < line.place);
    let mut all = earlier.chain(before);
    all.any(|other| other.criterion == line.criterion && other.score != line.score)
}

#[derive(Debug)]
struct Reviewer {
    reviewers: Vec<String>,
}

/// Builds `review_ledger.self` with its parameter `reviewers`.
pub fn reviewer(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let reviewers = fields.texts("reviewers").into_iter().map(str::to_lowercase).collect();
    fields.finish();
    Box::new(Reviewer { reviewers })
}

impl Detect for Reviewer {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let Some(ledger) = &cx.analysis.ledger else { return Outcome::not_applicable("no record of reviews") };
        let at = ledger.label.or_else(|| ledger.items.first().map(|item| item.place));
        let Some(at) = at else { return Outcome::hits(Vec::new()) };
        let mut named = None;
        for (i, block) in cx.analysis.article.part(Part::Review) {
            let words = block.words().to_lowercase();
            let found = self.reviewers.iter().find_map(|cue| Some((words.find(cue.as_str())?, cue.len())));
            if let Some((start, len)) = found {
                let name = words.get(start + len..).unwrap_or_default();
                let name = name.split(['·', ';', '\n']).next().unwrap_or_default().trim_matches([' ', ':']);
                named = Some((Place::new(i, 0..block.words().len()), name.to_owned()));
                break;
            }
        }
        let author = |name: &str| {
            cx.analysis
                .article
                .authors
                .iter()
                .find(|author| !name.is_empty() && name.starts_with(&author.text.to_lowercase()))
        };
        let hit = match &named {
            None => Some(Hit::new(at).count("named", 0).text("name", "")),
            Some((place, name)) => {
                author(name).map(|a| Hit::new(*place).count("named", 1).text("name", a.text.as_str()))
            }
        };
        Outcome::hits(hit.into_iter().collect())
    }
}
