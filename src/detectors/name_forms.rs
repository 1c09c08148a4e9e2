//! `name_forms.spelling`: one name in two spellings.
//!
//! Names are looked for in title, dek, body and excerpts, outside quotations. Two forms are one name where they differ in
//! capitals only (`NATO`, `Nato`), or where of a first name and a surname one is the same and the other differs in one
//! letter or two (`Dmitry`, `Dimitri`) and a person of that name is heard. A form in capitals counts from the second time. Words that also stand in small letters are no names. One hit for each pair, at
//! the first place of the rarer form; the first place of the other is related. Facts: `name`, `other`, `count`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Detect, Hit, Outcome};
use crate::analysis::{Language, Place, VoiceKind};
use crate::article::{BlockKind, Part};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, HashedSet, Token, fold, hash};

#[derive(Debug)]
struct Spelling {
    min_letters: usize,
}

/// Builds `name_forms.spelling` with its parameter `min_letters`: shorter words are not compared letter by letter.
pub fn spelling(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let min_letters = fields.integer("min_letters", 3..=20, 5);
    fields.finish();
    Box::new(Spelling { min_letters: usize::try_from(min_letters).unwrap_or(5) })
}

/// A form with its places.
type Forms<'a> = BTreeMap<Cow<'a, str>, Vec<Place>>;

/// One of them.
type Form<'a> = (&'a Cow<'a, str>, &'a Vec<Place>);

/// So many different full names are compared with each other.
const MOST: usize = 400;

impl Detect for Spelling {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let mut single = Forms::new();
        let mut full = Forms::new();
        // The hashes of the words in small letters.
        let mut small = HashedSet::default();
        for (i, block) in cx.analysis.article.blocks.iter().enumerate() {
            let told = matches!(block.part, Part::Title | Part::Dek | Part::Body | Part::SourceCard);
            if !told || block.kind == BlockKind::Code {
                continue;
            }
            let tokens = cx.analysis.tokens.get(i).map(Vec::as_slice).unwrap_or_default();
            let guarded = cx.analysis.protected.get(i).map(Vec::as_slice).unwrap_or_default();
            let text = block.words();
            let word = |at: usize| tokens.get(at).and_then(|t| text.get(t.base_range())).unwrap_or_default();
            let is_loud = !text.chars().any(char::is_lowercase);
            for (at, token) in tokens.iter().enumerate() {
                if !token.is_word() || guarded.get(at).copied().unwrap_or(false) {
                    continue;
                }
                if token.case == Case::Lower {
                    small.insert(token.base);
                    continue;
                }
                let begins = at == 0 || tokens.get(at - 1).is_none_or(|t| !t.is_word() && !is_joined(text, t, token));
                // A heading in title case has a capital on every word.
                let is_heading = matches!(block.kind, BlockKind::Heading) || block.part == Part::Title;
                let place = Place::new(i, token.base_range());
                // Capitals beside capitals are a shout, or the style of a label.
                let is_upper = |at: Option<usize>| {
                    let token = at.and_then(|at| tokens.get(at));
                    token.is_some_and(|t| t.case == Case::Upper && t.end - t.start > 1)
                };
                let shouted = token.case == Case::Upper && (is_upper(at.checked_sub(1)) || is_upper(Some(at + 1)));
                if !begins
                    && !is_loud
                    && !shouted
                    && (!is_heading || token.case == Case::Upper)
                    && token.end - token.start > 2
                {
                    single.entry(Cow::Borrowed(word(at))).or_default().push(place);
                }
                let next = tokens.get(at + 1).filter(|n| n.is_word() && n.case == Case::Capital);
                if let Some(next) =
                    next.filter(|n| token.case == Case::Capital && text.get(token.end..n.start) == Some(" "))
                    && !is_heading
                {
                    let place = Place::new(i, token.start..next.base_range().end);
                    let both = match (token.possessive, text.get(place.range())) {
                        (0, Some(both)) => Cow::Borrowed(both),
                        _ => Cow::Owned(format!("{} {}", word(at), word(at + 1))),
                    };
                    full.entry(both).or_default().push(place);
                }
            }
        }
        let mut hits = self.by_capitals(&single, &small);
        if cx.analysis.language != Language::German {
            let heard = cx.analysis.voices.iter().filter(|voice| voice.kind == VoiceKind::Person);
            let heard: BTreeSet<&str> = heard.map(|voice| voice.name.as_str()).collect();
            hits.extend(self.by_letters(&full, &small, &heard));
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// Whether a mark joins what stands before it with a token: a hyphen, a comma, an apostrophe.
fn is_joined(text: &str, mark: &Token, token: &Token) -> bool {
    mark.end <= token.start && matches!(text.get(mark.range()), Some("," | "-" | "–" | "/" | "&" | "(" | ";"))
}

/// Whether a form is all capitals and stands there once: a dateline, an address.
fn is_loud_once(form: Form<'_>) -> bool {
    form.1.len() < 2 && !form.0.chars().any(char::is_lowercase)
}

/// The hit for a pair of forms: the rarer one is told, of two alike the later one.
fn pair(a: Form<'_>, b: Form<'_>) -> Option<Hit> {
    let key = |(_, places): &Form<'_>| (std::cmp::Reverse(places.len()), places.first().copied());
    let (kept, told) = if key(&a) <= key(&b) { (a, b) } else { (b, a) };
    let hit = Hit::new(*told.1.first()?).text("name", &**told.0).text("other", &**kept.0);
    Some(hit.count("count", kept.1.len()).related(*kept.1.first()?, ""))
}

impl Spelling {
    fn by_capitals(&self, single: &Forms<'_>, small: &HashedSet) -> Vec<Hit> {
        let mut alike: BTreeMap<Cow<'_, str>, Vec<Form<'_>>> = BTreeMap::new();
        for (form, places) in single {
            if !small.contains(&hash(form)) {
                alike.entry(fold(form)).or_default().push((form, places));
            }
        }
        let pairs = alike.into_values().filter_map(|forms| match forms.as_slice() {
            // The same letters, composed otherwise, are the same spelling.
            [a, b] if a.0.to_lowercase() == b.0.to_lowercase() && !is_loud_once(*a) && !is_loud_once(*b) => {
                pair(*a, *b)
            }
            _ => None,
        });
        pairs.collect()
    }

    fn by_letters(&self, full: &Forms<'_>, small: &HashedSet, heard: &BTreeSet<&str>) -> Vec<Hit> {
        let names: Vec<Form<'_>> = full.iter().take(MOST).collect();
        let mut hits = Vec::new();
        for (i, a) in names.iter().enumerate() {
            for b in names.iter().skip(i + 1) {
                let (Some((first, last)), Some((other_first, other_last))) = (a.0.split_once(' '), b.0.split_once(' '))
                else {
                    continue;
                };
                if !heard.contains(&**a.0) && !heard.contains(&**b.0) {
                    continue;
                }
                let near = |a: &str, b: &str| self.is_near(a, b, small);
                if first == other_first && near(last, other_last) || last == other_last && near(first, other_first) {
                    hits.extend(pair(*a, *b));
                }
            }
        }
        hits
    }

    /// Whether two words are likely to be spellings of one name: one letter or two apart, and neither a word of its own
    /// nor the other's plural.
    fn is_near(&self, a: &str, b: &str, small: &HashedSet) -> bool {
        let letters = a.chars().count().min(b.chars().count());
        let plain = |word: &str| !small.contains(&hash(word));
        let is_plural = a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a);
        // Short words and words with other beginnings are other names.
        letters >= self.min_letters
            && a.chars().next() == b.chars().next()
            && !is_plural
            && plain(a)
            && plain(b)
            && a != b
            && strsim::damerau_levenshtein(a, b) <= if letters > self.min_letters { 2 } else { 1 }
    }
}
