//! `figure_ledger.sum`: parts that do not add up.
//!
//! * `from 40 to 60 …, an increase of 25`: two figures of one unit behind the words `from` and `to` (list `range-words`), and
//!   in the same sentence a third behind a word of change (list `difference-words`) and `of` or `by`: it must be their
//!   difference, or the difference in percent of the first;
//! * `12 boats (5 red and 6 blue)`: a count, and behind it in brackets or after a colon two or more counts joined by a word
//!   of the list: they must add up to it.
//!
//! Only exact figures are asked; one unit of the last place shown is let pass for rounding. Facts: `figure` (the one that
//! does not fit), `expected` (what the others give), `words` (the sentence).

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Figure, Qualifier, Sentence};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Sum;

/// Builds `figure_ledger.sum`, which takes no parameters.
pub fn sum(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Sum)
}

impl Detect for Sum {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let (Some(words), Some(changes)) = (cx.list("range-words"), cx.list("difference-words")) else {
            return Outcome::not_applicable("no words for this language");
        };
        let own = a.figures.iter().filter(|f| !f.quoted && f.qualifier == Qualifier::Exact && f.value > 0);
        let own: Vec<&Figure> = own.filter(|f| f.sentence.is_some()).collect();
        let mut hits = Vec::new();
        for figures in own.chunk_by(|a, b| a.sentence == b.sentence).filter(|figures| figures.len() > 2) {
            let Some(i) = figures.first().and_then(|f| f.sentence) else { continue };
            let Some(sentence) = a.sentences.get(i) else { continue };
            let told = Told { a, sentence, words, changes };
            if let Some((figure, expected)) = told.change(figures).or_else(|| told.parts(figures)) {
                let hit = Hit::new(figure.place).about(Subject::Sentence(i)).text("figure", a.text(figure.place));
                hits.push(hit.text("expected", expected).text("words", a.text(sentence.place)));
            }
        }
        Outcome::hits(hits)
    }
}

/// A sentence with its words.
struct Told<'a> {
    a: &'a Analysis,
    sentence: &'a Sentence,
    words: &'a WordList,
    changes: &'a WordList,
}

impl<'a> Told<'a> {
    fn text(&self) -> &'a str {
        self.a.article.blocks.get(self.sentence.place.block).map(|b| b.words()).unwrap_or_default()
    }

    /// The tag of the word right before a figure.
    fn before(&self, figure: &Figure) -> &'a str {
        let tokens = self.a.tokens_of(self.sentence);
        let at = tokens.partition_point(|t| t.end <= figure.place.start);
        let word = at.checked_sub(1).and_then(|at| tokens.get(at)).and_then(|t| self.text().get(t.range()));
        word.and_then(|word| self.words.tag_of(word)).unwrap_or_default()
    }

    /// Whether a word of change stands between the end of one figure and another.
    fn tells_change(&self, from: &Figure, to: &Figure) -> bool {
        let tokens = self.a.tokens_of(self.sentence);
        let first = tokens.partition_point(|t| t.end <= from.place.end);
        let last = tokens.partition_point(|t| t.end <= to.place.start);
        let between = tokens.get(first..last).unwrap_or_default();
        between.len() <= 10 && self.changes.find(self.text(), between).next().is_some()
    }

    /// A change that is not the difference of its ends.
    fn change<'f>(&self, figures: &[&'f Figure]) -> Option<(&'f Figure, String)> {
        figures.windows(3).find_map(|three| {
            let [from, to, change] = three else { return None };
            let unit = if from.unit.is_empty() { &to.unit } else { &from.unit };
            let range = self.before(from) == "from" && self.before(to) == "to" && *unit == to.unit;
            if !range || self.before(change) != "by" || !self.tells_change(to, change) {
                return None;
            }
            let difference = (to.value - from.value).abs();
            let percent = difference * 100_000 / from.value;
            let fits = |expected: i128| (change.value - expected).abs() <= place_of(change.value);
            let shown = |value: i128| thousandths(value);
            match (change.unit.as_str(), unit.as_str()) {
                ("%", "%") => (!fits(difference) && !fits(percent)).then(|| (*change, shown(difference))),
                ("%", _) => (!fits(percent)).then(|| (*change, shown(percent))),
                (own, unit) if own == unit => (!fits(difference)).then(|| (*change, shown(difference))),
                _ => None,
            }
        })
    }

    /// A count whose parts in brackets add up to something else.
    fn parts<'f>(&self, figures: &[&'f Figure]) -> Option<(&'f Figure, String)> {
        let (whole, rest) = figures.split_first()?;
        let plain = figures.iter().all(|f| f.unit.is_empty() && f.value % 1000 == 0);
        let text = self.text();
        let opens = rest.first().and_then(|first| text.get(whole.place.end..first.place.start))?;
        let open = opens.contains('(') || opens.contains(':');
        let last = rest.last()?;
        let closes = text.get(last.place.end..self.sentence.place.end)?;
        let closed = if opens.contains('(') { closes.contains(')') } else { closes.len() < 30 };
        let near = opens.len() < 40 && !opens.contains([',', ';', '.']);
        let joined = self.before(last) == "and";
        let short = rest.windows(2).all(|two| match two {
            [one, other] => text
                .get(one.place.end..other.place.start)
                .is_some_and(|gap| gap.len() < 40 && !gap.contains([';', ')', '('])),
            _ => true,
        });
        let sum: i128 = rest.iter().map(|f| f.value).sum();
        let wrong = sum != whole.value && rest.iter().all(|f| f.value < whole.value);
        (plain && open && closed && near && joined && short && wrong).then(|| (*whole, thousandths(sum)))
    }
}

/// One unit of the last place that a value shows, in thousandths.
fn place_of(value: i128) -> i128 {
    let mut place = 1;
    while value % (place * 10) == 0 && place < value {
        place *= 10;
    }
    place.max(500)
}

/// A value in thousandths as a number.
fn thousandths(value: i128) -> String {
    let (whole, rest) = (value / 1000, value % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{:03}", rest).trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_shown_is_let_pass() {
        assert_eq!(place_of(25_000), 1000);
        assert_eq!(place_of(20_000), 10_000);
        assert_eq!(place_of(3_100), 500);
        assert_eq!(thousandths(20_500), "20.5");
        assert_eq!(thousandths(20_000), "20");
    }
}
