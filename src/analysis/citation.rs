//! Markers joined to the documents they lead to and to the sentences they stand for.

use std::collections::{HashMap, HashSet};

use super::source::{Shelf, Shelved};
use super::{Analysis, Citation, CitationState, Place};
use crate::article::{Article, Marker, Part, Style, Target};
use crate::lexicon::Outlets;
use crate::text::{Case, TokenKind, hash, tokenize};

/// Fills `sources`, `outlets` and `citations`, and the citations and state of every sentence.
///
/// A link or a marker inside a sentence stands for that sentence; a marker behind its stop and a card stand for the
/// sentence before them; a marker in a heading, a caption or a box stands for none.
pub(super) fn cite(analysis: &mut Analysis, registry: &Outlets) {
    let article = &analysis.article;
    let mut shelf = Shelf::new(article, registry);
    let shelved = shelf.shelve(article);
    let labels = Labels::of(article, &shelved);
    let mut citations = Vec::new();
    for (index, marker) in article.markers.iter().enumerate() {
        let Some(part) = article.blocks.get(marker.block).map(|b| b.part) else { continue };
        if is_apparatus(part) {
            continue;
        }
        let Some(end) = lead(marker, &labels, &shelved, &mut shelf) else { continue };
        let place = Place::new(marker.block, marker.range.clone());
        let sentence = if part == Part::Body { sentence_of(analysis, place) } else { None };
        let counts = matches!(part, Part::Body | Part::Title | Part::Dek);
        if let Some(source) = end.source.and_then(|s| shelf.sources.get_mut(s)).filter(|_| counts) {
            source.cited += 1;
            if let Some(outlet) = source.outlet.and_then(|o| shelf.outlets.get_mut(o)) {
                outlet.cited += 1;
            }
        }
        citations.push(Citation {
            marker: index,
            style: marker.style,
            span: marker.span,
            place,
            source: end.source,
            url: end.url,
            undefined: end.undefined,
            sentences: sentence.into_iter().collect(),
        });
    }
    shelf.settle();
    analysis.sources = shelf.sources;
    analysis.outlets = shelf.outlets;
    for (index, citation) in citations.iter().enumerate() {
        let state = match citation {
            Citation { source: Some(_), .. } => CitationState::Cited,
            Citation { style: Style::Empty, .. } | Citation { undefined: true, .. } => CitationState::Empty,
            _ => CitationState::None,
        };
        for sentence in &citation.sentences {
            let Some(sentence) = analysis.sentences.get_mut(*sentence) else { continue };
            sentence.citations.push(index);
            let better = match sentence.state {
                CitationState::Cited => false,
                CitationState::Empty => state == CitationState::Cited,
                CitationState::None => true,
            };
            if better {
                sentence.state = state;
            }
        }
    }
    analysis.citations = citations;
}

/// Whether a marker in a part belongs to the list that it stands in rather than to a sentence.
fn is_apparatus(part: Part) -> bool {
    matches!(
        part,
        Part::SourceList
            | Part::SourceCard
            | Part::Footnote
            | Part::Review
            | Part::Byline
            | Part::Published
            | Part::Boilerplate
    )
}

/// Where a marker leads.
#[derive(Default)]
struct Lead {
    source: Option<usize>,
    url: Option<String>,
    undefined: bool,
}

impl Lead {
    fn to(source: usize) -> Lead {
        Lead { source: Some(source), ..Lead::default() }
    }

    fn nowhere() -> Lead {
        Lead { undefined: true, ..Lead::default() }
    }
}

/// Follows a marker. `None` where it is no citation: a link to a place on the page, to a mailbox, to a telephone.
fn lead(marker: &Marker, labels: &Labels, shelved: &Shelved, shelf: &mut Shelf) -> Option<Lead> {
    match &marker.target {
        Target::Nowhere => Some(Lead::default()),
        Target::Card(card) => Some(shelved.cards.get(*card).map_or_else(Lead::default, |s| Lead::to(*s))),
        Target::Label(label) => Some(labels.get(label, marker.style).unwrap_or_else(Lead::nowhere)),
        Target::AuthorDate(words) => Some(labels.author_date(words).map_or_else(Lead::nowhere, Lead::to)),
        Target::Url(url) => match url.strip_prefix('#') {
            Some(anchor) => labels.get(anchor, Style::Footnote),
            None => {
                Some(Lead { source: Some(shelf.link(url, marker.span)?), url: Some(url.clone()), undefined: false })
            }
        },
    }
    .map(|mut lead| {
        if lead.url.is_none() {
            let address = lead.source.and_then(|s| shelf.sources.get(s)).and_then(|s| s.url.clone());
            lead.url = address;
        }
        lead
    })
}

/// The body sentence that a marker stands for.
fn sentence_of(analysis: &Analysis, place: Place) -> Option<usize> {
    let sentences = &analysis.sentences;
    // The last sentence of the block that begins before the marker; at the very start of a block, the first one.
    let after = sentences.partition_point(|s| (s.place.block, s.place.start) < (place.block, place.start));
    let in_block = |i: &usize| sentences.get(*i).is_some_and(|s| s.place.block == place.block);
    let before = after.checked_sub(1).filter(in_block);
    let inside = before.is_some_and(|i| sentences.get(i).is_some_and(|s| place.start < s.place.end));
    // A link covers words, so that one at the start of a sentence belongs to it; a mark without words follows its
    // sentence.
    let opens_next = place.start < place.end && !inside;
    if opens_next { Some(after).filter(in_block).or(before) } else { before.or(Some(after).filter(in_block)) }
}

/// What labels and names lead to.
struct Labels {
    /// Entries of the source list.
    listed: HashMap<String, usize>,
    /// Footnotes that are sources.
    notes: HashMap<String, usize>,
    /// Footnotes with words only.
    words: HashSet<String>,
    /// Where no entry is numbered, their order is.
    order: Vec<usize>,
    /// By surname and year, made when the page has citations of this style.
    by_author: HashMap<(u64, u64), usize>,
}

impl Labels {
    fn of(article: &Article, shelved: &Shelved) -> Labels {
        let mut labels = Labels {
            listed: HashMap::new(),
            notes: HashMap::new(),
            words: HashSet::new(),
            order: Vec::new(),
            by_author: HashMap::new(),
        };
        for (entry, source) in article.entries.iter().zip(&shelved.entries) {
            let map = if entry.listed { &mut labels.listed } else { &mut labels.notes };
            if let Some(label) = &entry.label {
                map.entry(plain_label(label)).or_insert(*source);
            } else if entry.listed {
                labels.order.push(*source);
            }
        }
        if !labels.listed.is_empty() {
            labels.order.clear();
        }
        labels.words = article.footnotes.iter().map(|f| plain_label(&f.label)).collect();
        if article.markers.iter().any(|m| matches!(m.target, Target::AuthorDate(_))) {
            for (entry, source) in article.entries.iter().zip(&shelved.entries) {
                let (names, years) = names_and_years(&entry.words);
                for name in &names {
                    for year in &years {
                        labels.by_author.entry((*name, *year)).or_insert(*source);
                    }
                }
            }
        }
        labels
    }

    fn get(&self, label: &str, style: Style) -> Option<Lead> {
        let label = plain_label(label);
        let (first, second) =
            if style == Style::Footnote { (&self.notes, &self.listed) } else { (&self.listed, &self.notes) };
        if let Some(source) = first.get(&label).or_else(|| second.get(&label)) {
            return Some(Lead::to(*source));
        }
        if self.words.contains(&label) {
            return Some(Lead::default());
        }
        let number = label.parse::<usize>().ok()?;
        self.order.get(number.checked_sub(1)?).map(|s| Lead::to(*s))
    }

    fn author_date(&self, words: &str) -> Option<usize> {
        let (names, years) = names_and_years(words);
        names.iter().find_map(|n| years.iter().find_map(|y| self.by_author.get(&(*n, *y)))).copied()
    }
}

/// A label without the decoration that formats give it: `^1`, `fn:1`, `cite_note-1`, `⁵`.
pub(crate) fn plain_label(label: &str) -> String {
    let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let label = label.trim().trim_start_matches(['^', '#', '[', '_']).trim_end_matches(']').to_lowercase();
    let folded: String = label
        .chars()
        .map(|c| digits.chars().zip('0'..='9').find_map(|(s, d)| (s == c).then_some(d)).unwrap_or(c))
        .collect();
    let number = folded.trim_start_matches(|c: char| !c.is_ascii_digit());
    let decoration = folded.strip_suffix(number).unwrap_or_default().trim_end_matches(['-', ':', '_', '.']);
    let known = ["fn", "ftn", "footnote", "note", "cite_note", "endnote", "ref", "source", "src", "fußnote", "quelle"];
    if !number.is_empty() && known.contains(&decoration) { number.to_owned() } else { folded }
}

/// Hashes of the surnames and years that author-date citations compare. Eight names and three years are enough for any
/// entry.
fn names_and_years(words: &str) -> (Vec<u64>, Vec<u64>) {
    let tokens = tokenize(words);
    let names = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.case != Case::Lower && t.end - t.start > 1);
    let is_year = |w: &str| w.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit())) && w.len() <= 5;
    let years = tokens.iter().filter_map(|t| words.get(t.range())).filter(|w| is_year(w));
    (names.take(8).map(|t| t.base).collect(), years.take(3).filter_map(|w| w.get(..4)).map(hash).collect())
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;
    use crate::article::{Block, BlockKind, Card, Entry, Format};
    use crate::lexicon::Lexicons;
    use crate::text::{MappedText, Span};

    /// A page of two sentences whose markers and apparatus the test adds.
    fn page() -> Article {
        let mut article = Article::new(Format::Text);
        let words = MappedText::verbatim("The dyke held. The mayor spoke of luck.", 0);
        article.blocks.push(Block::new(BlockKind::Paragraph, Part::Body, words));
        let list = MappedText::verbatim("1. tribune.example", 100);
        article.blocks.push(Block::new(BlockKind::ListItem, Part::SourceList, list));
        article
    }

    fn mark(article: &mut Article, style: Style, range: std::ops::Range<usize>, target: Target) {
        let span = Span::new(range.start, range.end);
        article.markers.push(Marker { style, block: 0, range, span, target });
    }

    fn entry(label: Option<&str>, url: Option<&str>, domain: Option<&str>, words: &str) -> Entry {
        let owned = |s: &str| s.to_owned();
        Entry {
            label: label.map(owned),
            block: 1,
            range: 0..0,
            span: Span::new(100, 110),
            url: url.map(owned),
            domain: domain.map(owned),
            grade: None,
            words: words.to_owned(),
            list: "Sources".to_owned(),
            listed: true,
        }
    }

    fn card(domain: &str, title: &str) -> Card {
        let (title, domain, excerpt) = (title.to_owned(), domain.to_owned(), String::new());
        let spans = vec![Span::new(5, 9), Span::new(20, 24)];
        Card { title, domain, url: None, grade: None, excerpt, spans, blocks: Vec::new(), uncertain: false }
    }

    fn cited(article: Article) -> Analysis {
        analyse(article, Lexicons::shipped(), Outlets::shipped())
    }

    fn states(analysis: &Analysis) -> Vec<CitationState> {
        analysis.sentences.iter().map(|s| s.state).collect()
    }

    #[test]
    fn a_marker_behind_the_stop_belongs_to_the_sentence_before_it() {
        for at in [3, 13, 14, 15] {
            let mut article = page();
            article.entries.push(entry(Some("1"), Some("https://tribune.example/a"), None, ""));
            mark(&mut article, Style::Numbered, at..at, Target::Label("1".to_owned()));
            assert_eq!(states(&cited(article)), [CitationState::Cited, CitationState::None], "at {at}");
        }
    }

    #[test]
    fn a_link_covers_the_sentence_it_stands_in() {
        let mut article = page();
        mark(&mut article, Style::Link, 15..24, Target::Url("https://tribune.example/a".to_owned()));
        let analysis = cited(article);
        assert_eq!(states(&analysis), [CitationState::None, CitationState::Cited]);
        assert_eq!(analysis.citations[0].url.as_deref(), Some("https://tribune.example/a"));
    }

    #[test]
    fn what_leads_nowhere_is_empty() {
        let mut article = page();
        mark(&mut article, Style::Empty, 13..13, Target::Nowhere);
        mark(&mut article, Style::Footnote, 38..38, Target::Label("7".to_owned()));
        let analysis = cited(article);
        assert_eq!(states(&analysis), [CitationState::Empty, CitationState::Empty]);
        assert!(!analysis.citations[0].undefined && analysis.citations[1].undefined);
    }

    #[test]
    fn links_within_the_page_and_to_mailboxes_are_no_citations() {
        let mut article = page();
        article.entries.push(entry(Some("3"), Some("https://tribune.example/a"), None, ""));
        for url in ["#top", "mailto:desk@tribune.example", "tel:+49123", "#fn:3"] {
            mark(&mut article, Style::Link, 0..3, Target::Url(url.to_owned()));
        }
        let analysis = cited(article);
        assert_eq!(analysis.citations.len(), 1);
        assert_eq!(analysis.citations[0].source, Some(0));
    }

    #[test]
    fn one_document_has_many_spellings() {
        let mut article = page();
        article.entries.push(entry(None, Some("https://tribune.example/a"), None, ""));
        for url in ["http://www.tribune.example/a/?utm_source=x", "https://m.tribune.example/a#top"] {
            mark(&mut article, Style::Link, 0..3, Target::Url(url.to_owned()));
        }
        let analysis = cited(article);
        assert_eq!(analysis.sources.len(), 1);
        assert_eq!((analysis.sources[0].cited, analysis.sources[0].spellings.len()), (2, 3));
        assert_eq!((analysis.outlets.len(), analysis.outlets[0].cited), (1, 2));
    }

    #[test]
    fn an_entry_that_names_a_domain_stands_for_the_cards_of_that_outlet() {
        let mut article = page();
        article.entries.push(entry(Some("1"), None, Some("tribune.example"), ""));
        article.entries.push(entry(Some("2"), None, Some("bote.example"), ""));
        article.cards.push(card("tribune.example", "Dyke holds"));
        article.cards.push(card("courier.example", "Mayor lucky"));
        mark(&mut article, Style::Card, 13..13, Target::Card(0));
        mark(&mut article, Style::Card, 38..38, Target::Card(1));
        let analysis = cited(article);
        let shown: Vec<_> = analysis.sources.iter().map(|s| (s.domain.as_str(), s.listed(), s.cited)).collect();
        assert_eq!(shown, [("tribune.example", true, 1), ("bote.example", true, 0), ("courier.example", false, 1)]);
    }

    #[test]
    fn names_and_years_lead_to_the_entry() {
        let mut article = page();
        article.entries.push(entry(None, None, None, "Lind, Ada (2024): Dykes of the north"));
        mark(&mut article, Style::AuthorDate, 13..13, Target::AuthorDate("Lind et al., 2024a".to_owned()));
        mark(&mut article, Style::AuthorDate, 38..38, Target::AuthorDate("Lind, 2019".to_owned()));
        let analysis = cited(article);
        assert_eq!(analysis.citations[0].source, Some(0));
        assert!(analysis.citations[1].undefined);
    }

    #[test]
    fn unnumbered_entries_are_counted() {
        let mut article = page();
        article.entries.push(entry(None, Some("https://tribune.example/a"), None, ""));
        article.entries.push(entry(None, Some("https://bote.example/b"), None, ""));
        mark(&mut article, Style::Numbered, 13..13, Target::Label("2".to_owned()));
        assert_eq!(cited(article).citations[0].source, Some(1));
    }

    #[test]
    fn ten_thousand_links_take_no_time() {
        let mut article = page();
        for i in 0..10_000 {
            article.entries.push(entry(None, None, None, &format!("Lind, Tribune, {i}")));
            mark(&mut article, Style::Link, 0..3, Target::Url(format!("https://tribune.example/a?utm_source={i}")));
        }
        assert_eq!(cited(article).citations.len(), 10_000);
    }
}
