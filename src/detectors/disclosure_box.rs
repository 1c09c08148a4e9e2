//! What a page's transparency part says, held against the page.
//!
//! * `disclosure.language`: a block of the part, of at least `min_words` words, is in the other one of the languages that
//!   there are word lists for than the body. One hit, further blocks related. Facts: `language` and `body` (terms by ISO
//!   639-1 code), `words`.
//! * `disclosure.accountable`: the page shows that AI was at work, and names neither a person as author nor a contact.
//!   `contacts` are words that show one, `not_persons` words that make an author's name no person's. Facts: `signal`.
//! * `disclosure.confirm`: the part says that the sources confirm something independently (list `confirmation-cues`), and
//!   something that it lists stands in the excerpts of fewer than two of them. Facts: `item`, `count` (outlets that have
//!   it), `whole` (outlets with an excerpt).

use std::collections::BTreeSet;

use super::excerpt_support::NO_EXCERPT;
use super::excerpts::{Excerpt, shared};
use super::{Context, Detect, Evidence, Fact, Hit, Outcome};
use crate::analysis::{Place, content_stems};
use crate::article::{Block, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, tokenize};

#[derive(Debug)]
struct Language {
    min_words: usize,
}

/// Builds `disclosure.language` with its parameter `min_words`.
pub fn language(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_words = fields.integer("min_words", 1..=100, 5);
    fields.finish();
    Box::new(Language { min_words: usize::try_from(min_words).unwrap_or(5) })
}

/// So many words of grammar must speak for the other language.
const VOTES: usize = 2;

impl Detect for Language {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let body = cx.analysis.language.code();
        let other = if body == "en" { "de" } else { "en" };
        let lists = (cx.lexicons.list(body, "stop-words"), cx.lexicons.list(other, "stop-words"));
        let (Some(own), Some(theirs)) = lists else {
            return Outcome::not_applicable("no words for this language");
        };
        let mut part = cx.analysis.article.part(Part::Transparency).peekable();
        if part.peek().is_none() {
            return Outcome::not_applicable("no transparency part");
        }
        let differs = |(i, block): &(usize, &Block)| {
            let text = block.words();
            let words = cx.analysis.tokens.get(*i).into_iter().flatten().filter(|token| token.is_word());
            let (mut count, mut here, mut there) = (0, 0, 0);
            for token in words {
                count += 1;
                match (own.has(text, token), theirs.has(text, token)) {
                    (true, false) => here += 1,
                    (false, true) => there += 1,
                    _ => {}
                }
            }
            count >= self.min_words && there >= VOTES && there > 2 * here
        };
        let mut places = part.filter(differs).map(|(i, block)| Place::new(i, 0..block.words().len()));
        let Some(first) = places.next() else { return Outcome::hits(Vec::new()) };
        let terms = |code: &str| Fact::Terms(vec![if code == "de" { "de" } else { "en" }]);
        let hit = Hit::new(first).fact("language", terms(other)).fact("body", terms(body));
        let hit = hit.text("words", cx.analysis.text(first));
        Outcome::hits(vec![places.fold(hit, |hit, place| hit.related(place, ""))])
    }
}

#[derive(Debug)]
struct Accountable {
    contacts: Vec<String>,
    not_persons: Vec<String>,
}

/// Builds `disclosure.accountable` with its parameters `contacts` and `not_persons`.
pub fn accountable(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let mut words = |key| fields.texts(key).into_iter().map(str::to_lowercase).collect();
    let (contacts, not_persons) = (words("contacts"), words("not_persons"));
    fields.finish();
    Box::new(Accountable { contacts, not_persons })
}

impl Accountable {
    /// Whether a name is that of a person: two words with capitals at least, and none that says otherwise.
    fn is_person(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        capitals >= 2 && !words.iter().any(|word| self.not_persons.contains(&word.to_lowercase()))
    }
}

impl Detect for Accountable {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let article = &cx.analysis.article;
        let Some(signal) = article.ai_signals.iter().find(|signal| signal.span.is_some()) else {
            return Outcome::not_applicable("nothing on the page shows that AI was at work");
        };
        let has_contact = |block: &Block| {
            let words = block.words().to_lowercase();
            words.contains('@') || self.contacts.iter().any(|contact| words.contains(contact.as_str()))
        };
        let around = article.blocks.iter().filter(|block| !matches!(block.part, Part::Body | Part::SourceCard));
        if article.authors.iter().any(|author| self.is_person(&author.text)) || around.into_iter().any(has_contact) {
            return Outcome::hits(Vec::new());
        }
        let last = article.part(Part::Transparency).last();
        let block = last.or_else(|| article.part(Part::Byline).next());
        let at = match (block, signal.span) {
            (Some((i, block)), _) => Evidence::from(Place::new(i, 0..block.words().len())),
            (None, span) => Evidence { place: Place::new(0, 0..0), span },
        };
        Outcome::hits(vec![Hit::new(at).text("signal", signal.text.as_str())])
    }
}

#[derive(Debug)]
struct Confirm;

/// Builds `disclosure.confirm`, which takes no parameters.
pub fn confirm(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Confirm)
}

/// What joins the last two of a list.
const JOINS: [&str; 4] = [", and ", " and ", " sowie ", " und "];

impl Detect for Confirm {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if cx.excerpts().is_empty() {
            return Outcome::not_applicable(NO_EXCERPT);
        }
        let cues: Vec<_> = cx.lexicons.languages().filter_map(|l| cx.lexicons.list(l, "confirmation-cues")).collect();
        let mut hits = Vec::new();
        for (i, block) in cx.analysis.article.part(Part::Transparency) {
            let text = block.words();
            let tokens = cx.analysis.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            let stop = |t: &Token| matches!(text.get(t.range()), Some("." | "!" | "?"));
            for sentence in tokens.split(stop).filter(|sentence| !sentence.is_empty()) {
                let Some(cue) = cues.iter().find_map(|list| list.find(text, sentence).next()) else { continue };
                let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { continue };
                let rest = sentence.get(cue.tokens.end).map_or(last.end, |token| token.start);
                let said = text.get(rest..last.end).unwrap_or_default();
                let outlets: BTreeSet<&str> = domains(cx, |_| true);
                let unproven = items(said).into_iter().map(|item| (item, having(cx, item).len())).find(|(_, n)| *n < 2);
                if let Some((item, count)) = unproven {
                    let hit = Hit::new(Place::new(i, first.start..last.end)).text("item", item);
                    hits.push(hit.count("count", count).count("whole", outlets.len()));
                }
            }
        }
        Outcome::hits(hits)
    }
}

/// What a sentence lists after a colon; without one, all of it.
fn items(said: &str) -> Vec<&str> {
    let list = said.split_once(':').map_or(said, |(_, list)| list);
    let parts = list.split([',', ';']).flat_map(|part| {
        let join = JOINS.iter().find_map(|join| part.split_once(join.trim_start_matches(',')));
        join.map_or(vec![part], |(a, b)| vec![a, b])
    });
    let trimmed = parts.map(|part| part.trim().trim_start_matches("and ").trim_start_matches("und ").trim());
    trimmed.filter(|item| item.chars().filter(|c| c.is_alphabetic()).count() > 3).collect()
}

/// The domains whose excerpts pass a test.
fn domains<'a>(cx: &'a Context<'_>, test: impl Fn(&Excerpt) -> bool) -> BTreeSet<&'a str> {
    let passing = cx.excerpts().iter().filter(|(_, excerpt)| test(excerpt));
    passing.map(|(_, excerpt)| excerpt.name.as_str()).collect()
}

/// The domains whose excerpts have an item: one of its names, or, where it has none, half of its content words.
fn having<'a>(cx: &'a Context<'_>, item: &str) -> BTreeSet<&'a str> {
    let tokens = tokenize(item);
    let is_name = |token: &&Token| token.is_word() && token.case != Case::Lower && token.end - token.start > 2;
    let names: Vec<u64> = tokens.iter().filter(is_name).map(|token| token.base).collect();
    let stems = content_stems(item, &tokens, &cx.analysis.language);
    domains(cx, |excerpt| {
        if names.is_empty() {
            shared(&stems, &excerpt.stems) * 2 >= stems.len().max(1)
        } else {
            names.iter().any(|name| excerpt.has(*name, Case::Lower))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_at_its_commas_and_its_last_and() {
        assert_eq!(
            items(" the core facts: the closing of the bridge, the toll, and Moss's answer"),
            ["the closing of the bridge", "the toll", "Moss's answer"]
        );
        assert_eq!(items(": Sperrung und Maut"), ["Sperrung", "Maut"]);
    }
}
