//! `correction.form`: does a correction note say what it is for?
//!
//! A block of the article that opens with one of `labels` and a colon ("Correction:", "Korrektur vom 3. März:") must say
//! what was wrong (a phrase of `wrong`), what is right (a phrase of `right`, or a sentence of its own beside the one that
//! tells the fault) and on which day it was mended. A day in the note counts, and so does a time of update that the page
//! gives. Facts: `missing` (terms `wrong`, `right`, `day`).

use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::Place;
use crate::article::Part;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Form {
    labels: Vec<String>,
    wrong: Vec<String>,
    right: Vec<String>,
}

fn lowered(fields: &mut Fields<'_>, name: &'static str) -> Vec<String> {
    fields.texts(name).into_iter().map(str::to_lowercase).collect()
}

/// Builds `correction.form` with its parameters `labels`, `wrong` and `right`.
pub fn form(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let labels = lowered(&mut fields, "labels");
    let wrong = lowered(&mut fields, "wrong");
    let right = lowered(&mut fields, "right");
    fields.finish();
    Box::new(Form { labels, wrong, right })
}

/// Whether a phrase stands in a text as whole words; one that begins with an apostrophe hangs on the word before it.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let hangs = !phrase.starts_with(char::is_alphanumeric);
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|tail| tail.chars().next());
        (hangs || !before.is_some_and(char::is_alphanumeric)) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn has_one(text: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| has_phrase(text, phrase))
}

/// So many characters may stand between a label and its colon: a day, not a sentence.
const LABEL_TAIL: usize = 40;

impl Form {
    /// What a block says behind the label that it opens with. A label alone is a link to the paper's corrections.
    fn note<'t>(&self, words: &'t str) -> Option<&'t str> {
        let open = words.trim_start_matches([' ', '*', '_', '[', '(']);
        let rest = self.labels.iter().find_map(|label| open.strip_prefix(label.as_str()))?;
        let (tail, said) = rest.split_once([':', '—', '–'])?;
        let is_day = tail.trim().is_empty() || tail.chars().any(|c| c.is_ascii_digit());
        (is_day && tail.chars().count() <= LABEL_TAIL && !said.trim_matches([' ', '*', '_']).is_empty()).then_some(said)
    }

    fn missing(&self, cx: &Context<'_>, note: &str, block: usize) -> Vec<&'static str> {
        let analysis = cx.analysis;
        let is_plain = |text: &str| !has_one(&text.to_lowercase(), &self.wrong);
        let sentences = analysis.sentences.iter().filter(|s| s.place.block == block);
        let (count, plain) = sentences.fold((0_usize, 0_usize), |(count, plain), sentence| {
            (count + 1, plain + usize::from(is_plain(analysis.text(sentence.place))))
        });
        let mut missing = Vec::new();
        if !has_one(note, &self.wrong) {
            missing.push("wrong");
        }
        if !has_one(note, &self.right) && (count < 2 || plain == 0) {
            missing.push("right");
        }
        let is_dated =
            analysis.article.updated.is_some() || analysis.dates.iter().any(|date| date.place.block == block);
        if !is_dated {
            missing.push("day");
        }
        missing
    }
}

impl Detect for Form {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let (mut hits, mut notes) = (Vec::new(), 0);
        for (i, block) in cx.analysis.article.blocks.iter().enumerate() {
            if !matches!(block.part, Part::Body | Part::Dek | Part::Footnote | Part::Transparency) {
                continue;
            }
            let words = block.words().to_lowercase();
            let Some(said) = self.note(&words) else { continue };
            notes += 1;
            let missing = self.missing(cx, said, i);
            if !missing.is_empty() {
                let hit = Hit::new(Place::new(i, 0..block.words().len()));
                hits.push(hit.fact("missing", Fact::Terms(missing)));
            }
        }
        if notes == 0 {
            return Outcome::not_applicable("no correction note");
        }
        Outcome::hits(hits)
    }
}
