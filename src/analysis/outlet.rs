//! Where prose names an outlet, and whether it gives it as its source or speaks about it.

use std::collections::HashMap;
use std::ops::Range;

use super::source::{registered, unknown};
use super::{Analysis, Outlet, OutletMention, Place, QuotationKind};
use crate::article::Part;
use crate::lexicon::{Entry, Lexicons, NameMatch, Outlets, WordList};
use crate::text::{Case, Token, TokenKind};

/// How far a word that credits reaches, in tokens.
const REACH: usize = 24;

/// The longest name of an outlet that the registry does not know, in words.
const LONGEST_NAME: usize = 4;

/// Fills the mentions of every outlet, adds outlets that are named and cited nowhere, and notes in which parts of the
/// page the outlet of each document is named.
///
/// Title, dek, body and transparency box are searched; direct quotations are not. A name that is also a common word
/// counts beside words that credit a source, between quotation marks, or in a list of outlets.
pub(super) fn mention(analysis: &mut Analysis, registry: &Outlets, lexicons: &Lexicons) {
    let language = analysis.language.code().to_owned();
    let credits = lexicons.list(&language, "credits");
    let mut known = KnownHere::of(&analysis.outlets);
    let mut found: Vec<(usize, OutletMention)> = Vec::new();
    let mut outlets = std::mem::take(&mut analysis.outlets);
    let mut quotations = analysis.quotations.iter().filter(|q| q.kind == QuotationKind::Speech).peekable();
    for (index, block) in analysis.article.blocks.iter().enumerate() {
        if !matches!(block.part, Part::Title | Part::Dek | Part::Body | Part::Transparency) {
            continue;
        }
        let Some(tokens) = analysis.tokens.get(index) else { continue };
        let page = Prose { text: block.words(), tokens, part: block.part, credits };
        let mut quoted: Vec<Range<usize>> = Vec::new();
        while let Some(q) = quotations.next_if(|q| q.inner.block <= index) {
            if q.inner.block == index {
                quoted.push(q.inner.range());
            }
        }
        for name in page.names(registry, &known) {
            let (Some(first), Some(last)) = (tokens.get(name.tokens.start), tokens.get(name.tokens.end - 1)) else {
                continue;
            };
            let range = first.start..last.end - last.possessive;
            // Quotations are in the order of their starts; of nested ones the outer counts.
            let upto = quoted.partition_point(|q| q.start <= range.start);
            if quoted.iter().take(upto).rev().take(3).any(|q| range.end <= q.end && *q != range) {
                continue;
            }
            let outlet = match name.who {
                Who::Registered(at) => match registry.get(at) {
                    Some(outlet) => known.place(registered(outlet), &mut outlets),
                    None => continue,
                },
                Who::Here(outlet) => outlet,
                Who::Unknown => {
                    known.place(unknown(block.words().get(range.clone()).unwrap_or_default(), ""), &mut outlets)
                }
            };
            let place = Place::new(index, range);
            found.push((outlet, OutletMention { place, part: block.part, as_source: name.as_source }));
        }
    }
    for (outlet, mention) in found {
        if let Some(outlet) = outlets.get_mut(outlet) {
            outlet.mentions.push(mention);
        }
    }
    for source in &mut analysis.sources {
        let mentions = source.outlet.and_then(|o| outlets.get(o)).map(|o| o.mentions.as_slice()).unwrap_or_default();
        source.named_in = mentions.iter().map(|m| m.part).collect();
        source.named_in.sort_unstable();
        source.named_in.dedup();
    }
    analysis.outlets = outlets;
}

/// An outlet that a text gives as the source of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The tokens of its name.
    pub tokens: Range<usize>,
    /// Its name in the registry or on the page, else as the text writes it.
    pub outlet: String,
    /// An index of [`Analysis::outlets`], where the page knows it.
    pub known: Option<usize>,
}

/// The outlets that a text which is not the article's own gives as its sources: an excerpt, a source's full text. `tokens` is the
/// text cut into tokens. In the order in which they stand.
pub fn credits(
    text: &str,
    tokens: &[Token],
    analysis: &Analysis,
    registry: &Outlets,
    lexicons: &Lexicons,
) -> Vec<Credit> {
    let credits = lexicons.list(analysis.language.code(), "credits");
    let known = KnownHere::of(&analysis.outlets);
    let prose = Prose { text, tokens, part: Part::Body, credits };
    let names = prose.names(registry, &known).into_iter().filter(|name| name.as_source);
    let credit = |name: Name| {
        let words = || {
            let (first, last) = (tokens.get(name.tokens.start)?, tokens.get(name.tokens.end.checked_sub(1)?)?);
            text.get(first.start..last.end - last.possessive).map(str::to_owned)
        };
        let of_page = |at: usize| analysis.outlets.get(at).map(|outlet| outlet.name.clone());
        let (outlet, known) = match name.who {
            Who::Registered(at) => {
                let outlet = registry.get(at)?.name.clone();
                let known = known.by_name.get(&outlet).copied();
                (outlet, known)
            }
            Who::Here(at) => (of_page(at)?, Some(at)),
            Who::Unknown => (words()?, None),
        };
        Some(Credit { tokens: name.tokens, outlet, known })
    };
    names.filter_map(credit).collect()
}

/// The outlets of this page by what they may be called.
struct KnownHere {
    by_name: HashMap<String, usize>,
    /// Outlets that only the page knows, by the first label of their domain.
    by_label: HashMap<String, usize>,
}

impl KnownHere {
    fn of(outlets: &[Outlet]) -> KnownHere {
        let by_name = outlets.iter().enumerate().map(|(i, o)| (o.name.clone(), i)).collect();
        let label = |o: &Outlet| squeezed(o.domain.split('.').next().unwrap_or_default());
        let here = outlets.iter().enumerate().filter(|(_, o)| !o.registered);
        KnownHere { by_name, by_label: here.map(|(i, o)| (label(o), i)).filter(|(l, _)| l.len() > 1).collect() }
    }

    /// The outlet with a name, added where it is new to the page.
    fn place(&mut self, outlet: Outlet, outlets: &mut Vec<Outlet>) -> usize {
        if let Some(index) = self.by_name.get(&outlet.name) {
            return *index;
        }
        self.by_name.insert(outlet.name.clone(), outlets.len());
        outlets.push(outlet);
        outlets.len() - 1
    }

    /// The outlet of this page whose domain a name spells or abbreviates: `Harbour Tribune` for `harbourtribune.example`
    /// and `ht.example`.
    fn spelled(&self, words: &[&str]) -> Option<usize> {
        let whole: String = words.iter().map(|w| squeezed(w)).collect();
        let initials =
            || words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect::<String>();
        let found = self.by_label.get(&whole);
        found.or_else(|| self.by_label.get(&initials()).filter(|_| words.len() > 1)).copied()
    }
}

/// Whether an entry has a tag among its tags.
fn has_tag(entry: &Entry, tag: &str) -> bool {
    entry.tag().split(' ').any(|t| t == tag)
}

/// Letters and digits in lower case.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

enum Who {
    /// An index of the registry.
    Registered(usize),
    /// An index of the page's outlets.
    Here(usize),
    Unknown,
}

/// A name of an outlet in a block.
struct Name {
    who: Who,
    tokens: Range<usize>,
    as_source: bool,
    /// Whether it counts by itself.
    certain: bool,
}

/// The words of one block.
struct Prose<'a> {
    text: &'a str,
    tokens: &'a [Token],
    part: Part,
    credits: Option<&'a WordList>,
}

impl Prose<'_> {
    /// Every name that counts, in order.
    fn names(&self, registry: &Outlets, known: &KnownHere) -> Vec<Name> {
        let mut names = Vec::new();
        let mut credited = 0..0;
        let mut reporting = false;
        let mut medium_ends = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let cue = self.credits.and_then(|list| list.at(self.text, self.tokens, at));
            if let Some(m) = &cue {
                if has_tag(m.entry, "before") {
                    credited = m.tokens.end..(m.tokens.end + REACH);
                    reporting = self.speaks_of_reporting(m.tokens.clone());
                }
                reporting |= has_tag(m.entry, "reporting") && credited.contains(&at);
                if has_tag(m.entry, "medium") {
                    medium_ends = Some(m.tokens.end);
                }
            }
            let named = registry
                .name_at(self.text, self.tokens, at)
                .map(|m| (self.meant(&m, registry, known), m.tokens, m.ambiguous));
            let as_domain = || {
                let word = self.text.get(self.tokens[at].base_range()).filter(|w| w.contains('.'))?;
                let outlet = registry.resolve(&word.to_lowercase())?;
                Some((Who::Registered(outlet), at..at + 1, false))
            };
            let is_credited = credited.contains(&at);
            let announced = medium_ends == Some(at) || is_credited && reporting;
            let named = named
                .or_else(as_domain)
                .or_else(|| self.page_name(at, known, is_credited, announced).filter(|_| cue.is_none()));
            if let Some((who, tokens, ambiguous)) = named {
                let end = tokens.end;
                let followed = self.credited_by_what_follows(end);
                if end - at != 1 || followed || is_credited || !self.part_of_longer_name(end) {
                    let as_source = is_credited || followed;
                    let bare_article = ambiguous && followed && !is_credited && self.after_determiner(at);
                    let certain =
                        !ambiguous || is_credited || followed && !bare_article || self.in_quotation_marks(&tokens);
                    names.push(Name { who, tokens, as_source, certain });
                }
                credited = if is_credited { end..(end + REACH) } else { 0..0 };
                at = end;
                continue;
            }
            if credited.contains(&at) && !self.leads_on(at) {
                credited = 0..0;
                reporting = false;
            }
            at += 1;
        }
        self.in_lists(&mut names);
        names.retain(|n| n.certain);
        names
    }

    /// Whom a name of the registry means on this page: the page's own outlet, where its domain spells the name and the
    /// registry's is not among the sources. Many papers are called Courier.
    fn meant(&self, name: &NameMatch, registry: &Outlets, known: &KnownHere) -> Who {
        let here = registry.get(name.outlet).is_some_and(|outlet| known.by_name.contains_key(&outlet.name));
        let words = self.tokens.get(name.tokens.clone()).unwrap_or_default().iter();
        let words: Vec<&str> = words.filter_map(|t| self.text.get(t.base_range())).collect();
        match known.spelled(&words).filter(|_| !here) {
            Some(own) => Who::Here(own),
            None => Who::Registered(name.outlet),
        }
    }

    /// A name that the registry does not know: that of an outlet of this page, or one that the text calls an outlet.
    fn page_name(
        &self,
        at: usize,
        known: &KnownHere,
        credited: bool,
        announced: bool,
    ) -> Option<(Who, Range<usize>, bool)> {
        let capital = |i: usize| {
            self.tokens
                .get(i)
                .filter(|t| t.kind == TokenKind::Word && t.case != Case::Lower)
                .and_then(|t| self.text.get(t.base_range()))
        };
        if known.by_label.is_empty() && !credited && !announced || at > 0 && capital(at - 1).is_some() && !announced {
            return None;
        }
        let mut words = Vec::new();
        while let Some(word) = capital(at + words.len()).filter(|_| words.len() < LONGEST_NAME) {
            words.push(word);
        }
        let article = words.first().is_some_and(|w| ["The", "Der", "Die", "Das"].contains(w));
        let from = usize::from(article && words.len() > 1);
        for len in (from + 1..=words.len()).rev() {
            if let Some(outlet) = words.get(from..len).and_then(|w| known.spelled(w)) {
                let ambiguous = len - from == 1;
                return Some((Who::Here(outlet), at + from..at + len, ambiguous));
            }
        }
        let announced = announced || credited && self.tagged(at + words.len(), "reporting");
        (announced && words.len() > from && !article).then(|| (Who::Unknown, at..at + words.len(), false))
    }

    /// Names in a list of outlets hold each other up: (`Guardian, Time and DW`).
    fn in_lists(&self, names: &mut [Name]) {
        let joined = |a: &Name, b: &Name| {
            let between = self.tokens.get(a.tokens.end..b.tokens.start).unwrap_or_default();
            between.len() <= 3
                && !between.is_empty()
                && between.iter().all(|t| {
                    let word = self.text.get(t.range()).unwrap_or_default();
                    [",", "/", ";", "and", "und", "sowie", "or", "oder", "the", "der", "die", "The"].contains(&word)
                })
        };
        for i in 1..names.len() {
            if let (Some(a), Some(b)) = (names.get(i - 1), names.get(i))
                && a.certain
                && joined(a, b)
            {
                let as_source = a.as_source;
                names[i].certain = true;
                names[i].as_source |= as_source;
            }
        }
        for i in (1..names.len()).rev() {
            if let (Some(a), Some(b)) = (names.get(i - 1), names.get(i))
                && b.certain
                && joined(a, b)
            {
                let as_source = b.as_source;
                names[i - 1].certain = true;
                names[i - 1].as_source |= as_source;
            }
        }
    }

    /// Whether the words after a name, auxiliaries and adverbs aside, say that it reported.
    fn credited_by_what_follows(&self, end: usize) -> bool {
        let Some(credits) = self.credits else { return false };
        const BETWEEN: [&str; 14] = [
            "has",
            "had",
            "have",
            "also",
            "first",
            "earlier",
            "previously",
            "later",
            "hat",
            "hatte",
            "auch",
            "zuerst",
            "zuvor",
            "exclusively",
        ];
        for at in end..end + 3 {
            let Some(token) = self.tokens.get(at) else { return false };
            if credits.at(self.text, self.tokens, at).is_some_and(|m| has_tag(m.entry, "after")) {
                return true;
            }
            let word = self.text.get(token.range()).unwrap_or_default();
            if !BETWEEN.contains(&word) {
                return false;
            }
        }
        false
    }

    /// Whether the name goes on (`Reuters Institute`, `Guardian Council`), so that it is another body's.
    fn part_of_longer_name(&self, end: usize) -> bool {
        let next = self.tokens.get(end).zip(self.tokens.get(end - 1));
        self.part != Part::Title
            && next.is_some_and(|(t, last)| {
                t.kind == TokenKind::Word && t.case == Case::Capital && last.possessive == 0 && t.start <= last.end + 1
            })
    }

    /// `in dieser Zeit berichtete er`: the word before makes it the common word.
    fn after_determiner(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
    }

    fn in_quotation_marks(&self, tokens: &Range<usize>) -> bool {
        let is_mark = |t: Option<&Token>| {
            t.and_then(|t| self.text.get(t.range()))
                .is_some_and(|w| ["\"", "“", "„", "”", "‘", "’", "«", "»", "‚", "*"].contains(&w))
        };
        let before = tokens.start.checked_sub(1).and_then(|i| self.tokens.get(i));
        is_mark(before) && is_mark(self.tokens.get(tokens.end))
    }

    /// Whether a credit that began before this token may reach beyond it.
    fn leads_on(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Mark => {
                self.text.get(token.range()).is_some_and(|w| [",", "(", "\"", "“", "„", "‘", "'", "’"].contains(&w))
            }
            TokenKind::Number => true,
            TokenKind::Word => {
                token.case != Case::Lower
                    || self.credits.is_some_and(|list| {
                        list.at(self.text, self.tokens, at).is_some_and(|m| {
                            ["link", "medium", "reporting", "before"].iter().any(|t| has_tag(m.entry, t))
                        })
                    })
            }
        }
    }

    /// Whether an entry with this tag begins at a token.
    fn tagged(&self, at: usize, tag: &str) -> bool {
        self.credits.and_then(|list| list.at(self.text, self.tokens, at)).is_some_and(|m| has_tag(m.entry, tag))
    }

    /// Whether a phrase that credits has a word for reporting in it: `coverage by`.
    fn speaks_of_reporting(&self, tokens: Range<usize>) -> bool {
        self.credits.is_some_and(|list| {
            tokens.into_iter().any(|at| {
                self.tokens
                    .get(at..=at)
                    .and_then(|t| list.at(self.text, t, 0))
                    .is_some_and(|m| has_tag(m.entry, "reporting"))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, analyse};
    use super::*;
    use crate::article::{Article, Block, BlockKind, Format};
    use crate::text::MappedText;

    fn found_with(outlets: Vec<Outlet>, language: Language, part: Part, text: &str) -> Vec<(String, bool)> {
        let mut article = Article::new(Format::Text);
        article.blocks.push(Block::new(BlockKind::Paragraph, part, MappedText::verbatim(text, 0)));
        article.declared_language = Some(language.code().to_owned());
        let mut analysis = analyse(article, Lexicons::shipped(), Outlets::shipped());
        analysis.outlets = outlets;
        mention(&mut analysis, Outlets::shipped(), Lexicons::shipped());
        let mut all: Vec<_> =
            analysis.outlets.iter().flat_map(|o| o.mentions.iter().map(move |m| (m.place, o, m))).collect();
        all.sort_by_key(|(place, ..)| *place);
        all.into_iter().map(|(_, o, m)| (o.name.clone(), m.as_source)).collect()
    }

    fn found(language: Language, text: &str) -> Vec<(String, bool)> {
        found_with(Vec::new(), language, Part::Body, text)
    }

    fn source(name: &str) -> (String, bool) {
        (name.to_owned(), true)
    }

    fn subject(name: &str) -> (String, bool) {
        (name.to_owned(), false)
    }

    #[test]
    fn an_outlet_that_reports_is_a_source_and_one_that_is_sold_is_a_subject() {
        use Language::{English, German};
        assert_eq!(found(English, "State news agency TASS had earlier reported the plan."), [source("TASS")]);
        assert_eq!(found(English, "Speaking to state news agency TASS, he declined."), [source("TASS")]);
        assert_eq!(found(English, "The mayor told Reuters it was over."), [source("Reuters")]);
        assert_eq!(found(English, "A holding bought the Financial Times for a billion."), [subject("Financial Times")]);
        assert_eq!(
            found(German, "Das sagte er gegenüber der Deutschen Welle und der dpa."),
            [source("Deutsche Welle"), source("Deutsche Presse-Agentur")]
        );
        assert_eq!(
            found(German, "Wie die Süddeutsche Zeitung berichtet, fehlt Geld."),
            [source("Süddeutsche Zeitung")]
        );
        assert_eq!(found(German, "Reuters zufolge stimmt das."), [source("Reuters")]);
    }

    #[test]
    fn a_common_word_is_an_outlet_only_beside_a_credit() {
        use Language::{English, German};
        assert_eq!(found(German, "In der Zeit danach berichtete er oft. In dieser Zeit berichtete sie."), []);
        assert_eq!(
            found(German, "Laut Zeit fehlt Geld. Die „Zeit“ hatte gefragt."),
            [source("Die Zeit"), subject("Die Zeit")]
        );
        assert_eq!(found(English, "Time is short. The Times of war are over. A Mirror fell."), []);
        assert_eq!(found(English, "According to The Times, the dyke failed."), [source("The Times")]);
        assert_eq!(
            found(English, "He spoke to AP, Time and the BBC."),
            [source("Associated Press"), source("Time"), source("BBC")]
        );
        assert_eq!(found(English, "The Reuters Institute moved."), []);
    }

    #[test]
    fn a_name_of_many_papers_is_that_of_the_page() {
        let own = || vec![unknown("kurier.example", "kurier.example")];
        let text = "Der Artikel stützt sich auf den Kurier und Reuters.";
        let names = found_with(own(), Language::German, Part::Transparency, text);
        assert_eq!(names, [source("kurier.example"), source("Reuters")]);
        let names = found_with(Vec::new(), Language::German, Part::Transparency, text);
        assert_eq!(names, [source("Kurier"), source("Reuters")]);
    }

    #[test]
    fn outlets_of_the_page_are_known_by_their_domains_and_credits() {
        let outlets =
            || vec![unknown("harbourtribune.example", "harbourtribune.example"), unknown("nb.example", "nb.example")];
        let box_text = "The article draws on signals from Harbour Tribune, North Bote and Gull Wire. It is supplemented by Delta Post reporting.";
        let names = found_with(outlets(), Language::English, Part::Transparency, box_text);
        assert_eq!(
            names,
            [source("harbourtribune.example"), source("nb.example"), source("Gull Wire"), source("Delta Post")]
        );
        let names = found_with(
            outlets(),
            Language::English,
            Part::Body,
            "The news agency Gull Wire reported it. Ada Lind denied it.",
        );
        assert_eq!(names, [source("Gull Wire")]);
    }
}
