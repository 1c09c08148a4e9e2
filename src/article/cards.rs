//! Citation cards in the text of a page that a browser copied: title, domain, grade and excerpt without a separator.
//!
//! A card stands after the last word of a claim, one space before it: `…the dyke failed Dyke fails in
//! stormtribune.example·SecondaryThe dyke at …`. The only firm point is the anchor, a domain, `·` and a grade. Where the
//! same card stands more than once, its edges are where the surroundings begin to differ; where it stands once, they
//! are judged by the wording, and the card is marked as uncertain.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::{address, card_edges, labels};

/// A domain, `·` and a grade, in bytes of the text, and how far the card around them may reach.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) domain: Range<usize>,
    pub(super) grade: Range<usize>,
    /// From the start of the line or the anchor before up to the end of the line or the anchor behind.
    pub(super) reach: Range<usize>,
}

/// One place where a card stands, in bytes of the text. The stop of the article's sentence is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the distinct cards it is.
    pub(super) card: usize,
    pub(super) title: Range<usize>,
    pub(super) domain: Range<usize>,
    pub(super) grade: Range<usize>,
    pub(super) excerpt: Range<usize>,
    /// Whether the edges were judged by the wording.
    pub(super) uncertain: bool,
}

impl Place {
    /// From the first byte of the title to the last of the excerpt.
    pub(super) fn span(&self) -> Range<usize> {
        self.title.start..self.excerpt.end
    }
}

/// The cards in the lines of `text`, in the order in which they stand; equal cards have the same number, and numbers
/// follow the first places. `listed` are the domains of the page's own source list, in any order.
pub(super) fn find(text: &str, listed: &[String]) -> Vec<Place> {
    let anchors = anchors(text, listed);
    let groups = groups(text, &anchors);
    let edges = card_edges::find(text, &anchors, &groups);
    let mut card_of = vec![0; anchors.len()];
    for (card, group) in groups.iter().enumerate() {
        group.iter().for_each(|anchor| card_of[*anchor] = card);
    }
    let place = |((anchor, edge), card): ((&Anchor, card_edges::Edges), usize)| Place {
        card,
        title: edge.start..anchor.domain.start,
        domain: anchor.domain.clone(),
        grade: anchor.grade.clone(),
        excerpt: anchor.grade.end..edge.end,
        uncertain: edge.uncertain,
    };
    anchors.iter().zip(edges).zip(card_of).map(place).collect()
}

/// Where the last anchor stands in the text (bytes), if there is one.
pub(super) fn last_anchor(text: &str, listed: &[String]) -> Option<usize> {
    let listed = Listed::new(listed);
    text.rmatch_indices('·').map(|(dot, _)| dot).find(|dot| anchor_at(text, *dot, &listed).is_some())
}

/// Every `·` that a domain ends at and a grade starts behind.
fn anchors(text: &str, listed: &[String]) -> Vec<Anchor> {
    let listed = Listed::new(listed);
    let found = text.match_indices('·').filter_map(|(dot, _)| anchor_at(text, dot, &listed));
    let mut anchors: Vec<Anchor> = Vec::new();
    for (domain, grade) in found {
        let before = anchors.last().map_or(0, |a| a.grade.end).min(domain.start);
        let start = text[before..domain.start].rfind(['\n', '\r']).map_or(before, |i| before + i + 1);
        anchors.push(Anchor { domain, reach: start..grade.end, grade });
    }
    for i in 0..anchors.len() {
        let from = anchors[i].grade.end;
        let limit = anchors.get(i + 1).map_or(text.len(), |next| next.domain.start).max(from);
        anchors[i].reach.end = text[from..limit].find(['\n', '\r']).map_or(limit, |at| from + at);
    }
    anchors
}

/// Domain and grade on the two sides of the `·` at byte `dot`.
fn anchor_at(text: &str, dot: usize, listed: &Listed) -> Option<(Range<usize>, Range<usize>)> {
    let behind = dot + '·'.len_utf8();
    let grade = labels::grade_at_start(&text[behind..])?;
    let domain = listed.longest_at_end(&text[..dot]).or_else(|| domain_at_end(&text[..dot]))?;
    Some((dot - domain..dot, behind..behind + grade))
}

/// The length of the registrable domain that `text` ends with. A title word before it cannot be told from it.
fn domain_at_end(text: &str) -> Option<usize> {
    let host = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let len = text.bytes().rev().take(253).take_while(host).count();
    // Host bytes are ASCII, so this is a character boundary.
    let run = text[text.len() - len..].trim_start_matches(['.', '-']);
    address::is_domain(run).then(|| address::registrable(run).map(str::len)).flatten()
}

/// The domains of the source list, and the registrable domains of those that are subdomains.
struct Listed {
    domains: HashSet<String>,
    /// Their lengths in bytes.
    lengths: BTreeSet<usize>,
}

impl Listed {
    fn new(listed: &[String]) -> Listed {
        let mut domains = HashSet::new();
        for domain in listed {
            let domain = domain.to_lowercase();
            let bare = domain.strip_prefix("www.").unwrap_or(&domain);
            domains.extend(address::registrable(bare).map(str::to_owned));
            domains.insert(bare.to_owned());
            domains.insert(domain);
        }
        let lengths = domains.iter().map(String::len).collect();
        Listed { domains, lengths }
    }

    /// The length of the longest listed domain that `text` ends with.
    fn longest_at_end(&self, text: &str) -> Option<usize> {
        let fits = |len: &usize| {
            let end = text.len().checked_sub(*len).and_then(|start| text.get(start..));
            end.is_some_and(|end| self.domains.contains(&end.to_lowercase()))
        };
        self.lengths.iter().rev().copied().find(|len| fits(len))
    }
}

/// How many characters on each side of the anchor tell two cards of one outlet apart.
const TELLING: usize = 24;

/// The anchors that belong to the same card, by domain, grade and what stands next to the anchor on both sides. Each
/// group and the list of groups are in the order of the text.
fn groups(text: &str, anchors: &[Anchor]) -> Vec<Vec<usize>> {
    let key = |a: &Anchor| (&text[a.domain.clone()], &text[a.grade.clone()], right_key(text, a));
    let left = |a: &Anchor| text[a.reach.start..a.domain.start].chars().rev();
    let near = |a: &Anchor| left(a).take(2 * TELLING);
    let mut order: Vec<usize> = (0..anchors.len()).collect();
    order.sort_by(|i, j| {
        let (a, b) = (&anchors[*i], &anchors[*j]);
        key(a).cmp(&key(b)).then_with(|| near(a).cmp(near(b))).then_with(|| i.cmp(j))
    });
    let same = |a: &Anchor, b: &Anchor| {
        let common: Vec<char> =
            left(a).zip(left(b)).take_while(|(x, y)| x == y).map(|(x, _)| x).take(TELLING).collect();
        // A title shorter than the telling stretch is whole where the common stretch has a word that could begin it.
        let whole = common.windows(2).any(|w| card_edges::SPACES.contains(&w[1]) && card_edges::opens_title(w[0]));
        key(a) == key(b) && (common.len() == TELLING || whole)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in order {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| same(&anchors[*last], &anchors[i])) => group.push(i),
            _ => groups.push(vec![i]),
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// The first characters of the excerpt, up to its first stop: behind a short one, the article goes on.
fn right_key<'t>(text: &'t str, anchor: &Anchor) -> &'t str {
    let right = &text[anchor.grade.end..anchor.reach.end];
    let end = right.char_indices().nth(TELLING).map_or(right.len(), |(i, _)| i);
    let right = &right[..end];
    right.find(['.', '!', '?']).map_or(right, |stop| &right[..stop])
}
