//! What there is of a source to look things up in, made ready to be compared with what cites it: the excerpt that a card
//! of the page shows, or the source's full text where the newsroom has laid it beside the article.

use std::collections::BTreeSet;
use std::ops::Range;

use super::alignment::WordsOf;
use super::{Context, Fact, Hit};
use crate::analysis::{Amount, Analysis, Sentence, amounts, content_stems};
use crate::article::Target;
use crate::text::{Case, HashedSet, Token, tokenize};

/// An excerpt with the title of its source, or a full text with what the page's cards show of it.
pub(super) struct Excerpt {
    pub text: String,
    pub tokens: Vec<Token>,
    pub words: WordsOf,
    /// Hashes of its content words, sorted.
    pub stems: Vec<u64>,
    /// Sorted by value.
    pub amounts: Vec<Amount>,
    /// Whether it is in the language of the article: else nothing is known of what it says.
    pub readable: bool,
    /// Whether it is the full text of its source.
    pub full: bool,
    /// The domain of its source.
    pub name: String,
    /// An index of `Analysis::sources`.
    pub source: Option<usize>,
    /// Its sentences, the title one of them, as ranges of its tokens.
    pub sentences: Vec<Range<usize>>,
    bases: HashedSet,
    capitals: HashedSet,
}

impl Excerpt {
    fn new(cx: &Context<'_>, text: String) -> Excerpt {
        let language = &cx.analysis.language;
        let tokens = tokenize(&text);
        let mut amounts = amounts(&text, &tokens, language, cx.lexicons);
        amounts.sort_by_key(|amount| (amount.value, amount.token));
        let words = WordsOf::new(&tokens);
        let capitals = tokens.iter().filter(|token| token.case != Case::Lower);
        Excerpt {
            stems: content_stems(&text, &tokens, language),
            amounts,
            readable: is_readable(cx, &text, &tokens),
            full: false,
            name: String::new(),
            source: None,
            sentences: sentences(&text, &tokens),
            bases: tokens.iter().map(|token| token.base).collect(),
            capitals: capitals.map(|token| token.base).collect(),
            words,
            tokens,
            text,
        }
    }

    /// Whether a word or number stands in it. `case`: as it is written where it was found; a word in capitals is looked
    /// for in capitals.
    pub fn has(&self, base: u64, case: Case) -> bool {
        if case == Case::Lower { self.bases.contains(&base) } else { self.capitals.contains(&base) }
    }

    /// Whether these words stand in it one behind the other.
    pub fn has_run(&self, words: &[u64]) -> bool {
        self.words.hashes.windows(words.len().max(1)).any(|window| window == words)
    }

    /// The sentence in which a token stands.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= token);
        self.sentences.get(at).cloned().unwrap_or(0..0)
    }

    /// The content words of a stretch of its tokens, sorted.
    pub fn stems_of(&self, cx: &Context<'_>, range: Range<usize>) -> Vec<u64> {
        content_stems(&self.text, self.tokens.get(range).unwrap_or_default(), &cx.analysis.language)
    }

    /// The words of a stretch of its tokens.
    pub fn words_of(&self, range: Range<usize>) -> &str {
        let tokens = self.tokens.get(range).unwrap_or_default();
        let (first, last) = (tokens.first().map_or(0, |t| t.start), tokens.last().map_or(0, |t| t.end));
        self.text.get(first..last).unwrap_or_default()
    }
}

/// Whether a text is in the language of the article, as far as its words of grammar tell.
fn is_readable(cx: &Context<'_>, text: &str, tokens: &[Token]) -> bool {
    let grammar = cx.list("stop-words");
    let known = tokens.iter().filter(|token| grammar.is_some_and(|list| list.has(text, token))).count();
    known * ONE_IN >= tokens.iter().filter(|token| token.is_word()).count()
}

/// The sentences of a text as ranges of its tokens; the end of a line ends one.
fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let words = |t: &Token| text.get(t.range()).unwrap_or_default();
    let gap = |i: usize| {
        let (before, after) = (tokens.get(i.checked_sub(1)?)?, tokens.get(i)?);
        text.get(before.end..after.start)
    };
    // A stop ends a sentence also where a closing mark stands behind it; so does the end of the title.
    let ends = |i: &usize| {
        let before = tokens.iter().take(*i).rev().find(|t| !matches!(words(t), "\"" | "”" | "“" | "’" | "»"));
        let gap = gap(*i).unwrap_or_default();
        gap.contains('\n') || (!gap.is_empty() && before.is_some_and(|t| matches!(words(t), "." | "!" | "?")))
    };
    let mut start = 0;
    let ends = (1..tokens.len()).filter(ends).chain([tokens.len()]);
    ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
}

/// All there is of the article's sources.
pub(super) struct Excerpts {
    /// One for each card of the article, then one for each source with a full text.
    all: Vec<Excerpt>,
    /// How many of them are cards.
    cards: usize,
    /// For each source the place of its full text.
    full: Vec<Option<usize>>,
    /// For each card the place of what is looked in: its excerpt, or the full text of its source.
    of_card: Vec<usize>,
}

/// Of so many words of an excerpt, one at least is a word of grammar in the article's language.
const ONE_IN: usize = 8;

/// So many excerpts of the page are looked in together with the full text of their source.
const CARDS_OF_A_SOURCE: usize = 16;

/// What a sentence cites, each with its place among [`Excerpts`].
pub(super) type Cited<'a> = Vec<(usize, &'a Excerpt)>;

impl Excerpts {
    pub fn of(cx: &Context<'_>) -> Excerpts {
        let (article, sources) = (&cx.analysis.article, &cx.analysis.sources);
        let mut all: Vec<Excerpt> = Vec::new();
        for card in &article.cards {
            let excerpt = Excerpt::new(cx, format!("{}\n{}", card.title, card.excerpt));
            let readable = excerpt.readable && !card.excerpt.is_empty();
            all.push(Excerpt { readable, name: card.domain.clone(), ..excerpt });
        }
        let cards = all.len();
        let mut of_card: Vec<usize> = (0..cards).collect();
        let mut full = vec![None; sources.len()];
        for (at, source) in sources.iter().enumerate() {
            for card in &source.cards {
                if let Some(excerpt) = all.get_mut(*card) {
                    excerpt.source = Some(at);
                }
            }
            if source.texts.is_empty() {
                continue;
            }
            let mut text = String::new();
            for own in source.texts.iter().filter_map(|own| article.texts.get(*own)) {
                text.push_str(&own.text);
                text.push('\n');
            }
            // A text in another language says nothing; the excerpts that the page shows of it may.
            if !is_readable(cx, &text, &tokenize(&text)) {
                continue;
            }
            for card in source.cards.iter().take(CARDS_OF_A_SOURCE).filter_map(|card| article.cards.get(*card)) {
                if !text.contains(card.excerpt.as_str()) {
                    text.push_str(&format!("{}\n{}\n", card.title, card.excerpt));
                }
            }
            for card in &source.cards {
                if let Some(own) = of_card.get_mut(*card) {
                    *own = all.len();
                }
            }
            if let Some(own) = full.get_mut(at) {
                *own = Some(all.len());
            }
            let name = source.domain.clone();
            all.push(Excerpt { full: true, source: Some(at), name, ..Excerpt::new(cx, text) });
        }
        Excerpts { all, cards, full, of_card }
    }

    /// Whether there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// What can be read, each with its place: full texts in the stead of the excerpts of their source.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Excerpt)> {
        let is_looked_in = |at: &usize| *at >= self.cards || self.of_card.get(*at) == Some(at);
        self.all.iter().enumerate().filter(move |(at, excerpt)| excerpt.readable && is_looked_in(at))
    }

    /// The excerpts of the page that can be read, each with its card.
    pub fn on_page(&self) -> impl Iterator<Item = (usize, &Excerpt)> {
        self.all.iter().enumerate().take(self.cards).filter(|(_, excerpt)| excerpt.readable)
    }

    /// The full text of a source, where it can be read.
    pub fn full(&self, source: usize) -> Option<&Excerpt> {
        self.all.get(self.full_place(source)?).filter(|excerpt| excerpt.readable)
    }

    /// The place of a source's full text.
    pub fn full_place(&self, source: usize) -> Option<usize> {
        *self.full.get(source)?
    }

    /// What there is of the sources that a sentence cites. `None`: it cites none, or also a source of which nothing can be
    /// read.
    pub fn cited(&self, analysis: &Analysis, sentence: &Sentence) -> Option<Cited<'_>> {
        let mut places: BTreeSet<usize> = BTreeSet::new();
        for citation in sentence.citations.iter().filter_map(|i| analysis.citations.get(*i)) {
            let full = citation.source.and_then(|source| self.full_place(source));
            let own = match analysis.article.markers.get(citation.marker).map(|marker| &marker.target) {
                _ if full.is_some() => full.into_iter().collect(),
                Some(Target::Card(card)) => vec![*card],
                _ => citation.source.and_then(|i| analysis.sources.get(i)).map(|s| s.cards.clone()).unwrap_or_default(),
            };
            if citation.source.is_some() && own.is_empty() {
                return None;
            }
            places.extend(own);
        }
        let get = |at: usize| self.all.get(at).filter(|excerpt| excerpt.readable);
        let read: Option<Vec<_>> = places.into_iter().map(|at| Some((at, get(at)?))).collect();
        read.filter(|read| !read.is_empty())
    }

    /// The place of what is looked in for a card.
    pub fn of_card(&self, card: usize) -> Option<usize> {
        self.of_card.get(card).copied()
    }
}

/// The domains of sources, each once.
pub(super) fn names_of<'a>(excerpts: impl IntoIterator<Item = &'a Excerpt>) -> Vec<String> {
    let mut names: Vec<String> = excerpts.into_iter().map(|excerpt| excerpt.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

impl Hit {
    /// The same with the facts that say what was looked in: `name` (the domains), `where` (terms `excerpt`, `full_text`)
    /// and `full` (1: nothing but full texts).
    pub(super) fn looked_in<'a>(self, excerpts: impl IntoIterator<Item = &'a Excerpt>) -> Hit {
        let excerpts: Vec<&Excerpt> = excerpts.into_iter().collect();
        let kinds = [("excerpt", false), ("full_text", true)];
        let found = kinds.into_iter().filter(|(_, full)| excerpts.iter().any(|excerpt| excerpt.full == *full));
        let terms: Vec<&'static str> = found.map(|(term, _)| term).collect();
        let full = usize::from(terms == ["full_text"]);
        let name = names_of(excerpts.iter().copied());
        self.fact("where", Fact::Terms(terms)).count("full", full).fact("name", Fact::List(name))
    }
}

/// How many of the first are among the second; both sorted.
pub(super) fn shared(some: &[u64], others: &[u64]) -> usize {
    some.iter().filter(|stem| others.binary_search(stem).is_ok()).count()
}
