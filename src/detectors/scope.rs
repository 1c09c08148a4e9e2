//! Where a rule looks, and what it leaves alone there.

use super::words::Words;
use super::{Context, Evidence};
use crate::analysis::{Analysis, Place, QuotationKind};
use crate::article::{Article, BlockKind, Format, Part, Style};
use crate::lexicon::Lexicons;
use crate::settings::{Choice, Fields};
use crate::text::Token;

/// A region of the page, as `scope` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Blocks of one kind in the body.
    Body(BlockKind),
    /// All of a part.
    Part(Part),
    /// The first two sentences of the body.
    Lede,
    /// The addresses that links and sources point to.
    Address,
    /// The words of each link in the body, those in quotations and code left out.
    Link,
}

/// The names of the regions.
const ZONES: Choice<'_, Zone> = &[
    ("address", Zone::Address),
    ("byline", Zone::Part(Part::Byline)),
    ("caption", Zone::Body(BlockKind::Caption)),
    ("code", Zone::Body(BlockKind::Code)),
    ("dek", Zone::Part(Part::Dek)),
    ("footnote", Zone::Part(Part::Footnote)),
    ("heading", Zone::Body(BlockKind::Heading)),
    ("lede", Zone::Lede),
    ("link", Zone::Link),
    ("list_item", Zone::Body(BlockKind::ListItem)),
    ("paragraph", Zone::Body(BlockKind::Paragraph)),
    ("quote", Zone::Body(BlockKind::Quote)),
    ("review", Zone::Part(Part::Review)),
    ("source_list", Zone::Part(Part::SourceList)),
    ("table_row", Zone::Body(BlockKind::TableRow)),
    ("title", Zone::Part(Part::Title)),
    ("transparency", Zone::Part(Part::Transparency)),
];

/// Body text: where a rule looks that names no scope.
const BODY: &[Zone] =
    &[Zone::Body(BlockKind::Paragraph), Zone::Body(BlockKind::ListItem), Zone::Body(BlockKind::TableRow)];

/// Where a rule looks; the parameters `scope`, `outside`, `unless_near` and `formats`.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    zones: Vec<Zone>,
    /// Words that are not the author's prose are left alone: quotations, block quotes, code, titles of works, addresses.
    outside_quoted: bool,
    /// Words that somebody in the text is said to have said are left alone.
    outside_attributed: bool,
    /// Words that excuse a match, and within how many tokens of it they must stand.
    unless_near: Option<(Words, usize)>,
    /// Kinds of input that the rule can be asked of; empty: all.
    formats: Vec<Format>,
}

/// What `outside` can name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outside {
    Quoted,
    Attributed,
}

impl Scope {
    /// Takes the four parameters.
    pub fn take(fields: &mut Fields<'_>, lexicons: &Lexicons) -> Scope {
        let zones = fields.choices("scope", ZONES).unwrap_or_else(|| BODY.to_vec());
        let outside = fields.choices("outside", &[("attributed", Outside::Attributed), ("quoted", Outside::Quoted)]);
        let outside = outside.unwrap_or_else(|| vec![Outside::Quoted]);
        let formats =
            &[("html", Format::Html), ("json", Format::Json), ("markdown", Format::Markdown), ("text", Format::Text)];
        Scope {
            zones,
            outside_quoted: outside.contains(&Outside::Quoted),
            outside_attributed: outside.contains(&Outside::Attributed),
            unless_near: near(fields, lexicons),
            formats: fields.choices("formats", formats).unwrap_or_default(),
        }
    }

    /// Everything a reader of the article reads, quotations included: where a rule looks for what would excuse a fault.
    pub fn whole() -> Scope {
        let kinds = [
            BlockKind::Paragraph,
            BlockKind::ListItem,
            BlockKind::TableRow,
            BlockKind::Heading,
            BlockKind::Quote,
            BlockKind::Caption,
        ];
        let parts = [Part::Title, Part::Dek, Part::Byline, Part::Footnote];
        let zones = kinds.map(Zone::Body).into_iter().chain(parts.map(Zone::Part)).collect();
        let outside = false;
        let formats = Vec::new();
        Scope { zones, outside_quoted: outside, outside_attributed: outside, unless_near: None, formats }
    }

    /// Why the rule cannot be asked of an article of this kind, where it cannot.
    pub fn refuses(&self, article: &Article) -> Option<&'static str> {
        let fits = self.formats.is_empty() || self.formats.contains(&article.format);
        (!fits).then_some("this kind of input does not carry it")
    }

    /// Whether addresses are looked at.
    pub fn addresses(&self) -> bool {
        self.zones.contains(&Zone::Address)
    }

    /// The scope laid over an article.
    pub fn over<'a>(&'a self, cx: &'a Context<'a>) -> View<'a> {
        let a = cx.analysis;
        let mut places = Vec::new();
        for (i, block) in a.article.blocks.iter().enumerate() {
            let zone = if block.part == Part::Body { Zone::Body(block.kind) } else { Zone::Part(block.part) };
            if self.zones.contains(&zone) {
                places.push(Place::new(i, 0..block.words().len()));
            }
        }
        if self.zones.contains(&Zone::Lede) {
            let lede = a.sentences.iter().take(2).map(|s| s.place);
            places.extend(lede.filter(|s| !self.zones.contains(&Zone::Body(block_kind(a, *s)))).collect::<Vec<_>>());
            places.sort_unstable();
        }
        if self.zones.contains(&Zone::Link) {
            places.extend(links(a));
            places.sort_unstable();
            places.dedup();
        }
        let attributed = if self.outside_attributed { said(a) } else { Vec::new() };
        View { scope: self, cx, places, attributed }
    }
}

fn near(fields: &mut Fields<'_>, lexicons: &Lexicons) -> Option<(Words, usize)> {
    let node = fields.node("unless_near")?;
    let mut fields = Fields::of(node, "key of `unless_near`", fields.faults());
    let within = fields.integer("within", 1..=100, 5);
    let words = fields.required("words").map(|words| Words::read(words, false, lexicons, fields.faults()));
    fields.finish();
    Some((words?, usize::try_from(within).unwrap_or(5)))
}

/// The words of each link of the body that the author wrote: those in quotations and code are left out.
fn links(a: &Analysis) -> Vec<Place> {
    let own = |block: usize| {
        let block = a.article.blocks.get(block);
        block.is_some_and(|b| b.part == Part::Body && !matches!(b.kind, BlockKind::Quote | BlockKind::Code))
    };
    let words = a.article.markers.iter().filter(|m| m.style == Style::Link && !m.range.is_empty() && own(m.block));
    let places = words.map(|m| Place::new(m.block, m.range.clone()));
    // Quotations are in the order of their starts; of nested ones the outer counts.
    let quoted = |place: &Place| {
        let upto = a.quotations.partition_point(|q| (q.place.block, q.place.start) <= (place.block, place.start));
        a.quotations[..upto].iter().rev().take(3).any(|q| q.kind == QuotationKind::Speech && q.place.contains(*place))
    };
    places.filter(|place| !quoted(place)).collect()
}

fn block_kind(a: &Analysis, place: Place) -> BlockKind {
    a.article.blocks.get(place.block).map_or(BlockKind::Paragraph, |b| b.kind)
}

/// What is given to somebody in the text, sorted; each place reaches at least as far as those before it in its block,
/// so that one look finds whether any covers an offset.
fn said(a: &Analysis) -> Vec<Place> {
    // What somebody merely did or wants (`answered the strike with an offer`) is still told in the author's words.
    let said = |x: &crate::analysis::Attribution| a.sentences.get(x.sentence).is_some_and(|s| s.reported);
    let mut places: Vec<Place> =
        a.attributions.iter().filter(|x| said(x)).flat_map(|x| x.content.iter().copied()).collect();
    places.sort_unstable();
    for i in 1..places.len() {
        if places[i].block == places[i - 1].block {
            places[i].end = places[i].end.max(places[i - 1].end);
        }
    }
    places
}

/// A scope over one article.
pub(super) struct View<'a> {
    scope: &'a Scope,
    cx: &'a Context<'a>,
    /// What is looked at, in reading order.
    pub places: Vec<Place>,
    attributed: Vec<Place>,
}

impl View<'_> {
    /// Whether a match may be reported: it stands in the author's own words, and nothing near excuses it.
    pub fn admits(&self, place: Place) -> bool {
        let a = self.cx.analysis;
        let Some(tokens) = a.tokens.get(place.block) else { return false };
        let range = token_range(tokens, place);
        let protected = a.protected.get(place.block).and_then(|p| p.get(range.clone()));
        if self.scope.outside_quoted && protected.is_some_and(|p| p.contains(&true)) {
            return false;
        }
        if !self.attributed.is_empty() {
            let i = self.attributed.partition_point(|p| (p.block, p.start) <= (place.block, place.start));
            if i.checked_sub(1).is_some_and(|i| self.attributed[i].overlaps(place)) {
                return false;
            }
        }
        let Some((words, within)) = &self.scope.unless_near else { return true };
        let Some(list) = words.list(self.cx) else { return true };
        let around = range.start.saturating_sub(*within)..(range.end + within).min(tokens.len());
        let text = a.article.blocks.get(place.block).map_or("", |b| b.words());
        tokens.get(around).is_none_or(|around| list.find(text, around).next().is_none())
    }
}

/// The indices of the tokens that share a byte with a place.
pub(super) fn token_range(tokens: &[Token], place: Place) -> std::ops::Range<usize> {
    let start = tokens.partition_point(|t| t.end <= place.start);
    let end = tokens.partition_point(|t| t.start < place.end);
    start..end.max(start)
}

/// Where a finding stands that is about the article as a whole: its title, else its first words.
pub(super) fn page_place(a: &Analysis) -> Evidence {
    let blocks = &a.article.blocks;
    let title = blocks.iter().position(|b| b.part == Part::Title);
    let block = title.or_else(|| a.sentences.first().map(|s| s.place.block)).unwrap_or(0);
    match (title, a.sentences.first()) {
        (None, Some(first)) => Evidence::from(first.place),
        _ => Evidence::from(Place::new(block, 0..blocks.get(block).map_or(0, |b| b.words().len()))),
    }
}
