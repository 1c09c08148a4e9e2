//! Whom the page cites and lets speak.

use schemars::JsonSchema;
use serde::Serialize;

use super::extent::{Extent, extent};
use super::id::{Id, numbered};
use crate::analysis::{Analysis, AttributionKind, Place, QuotationKind, Stakeholder, VoiceKind};
use crate::article::{Part, Style};
use crate::text::Span;

#[derive(Serialize, JsonSchema)]
pub(super) struct CitationEntry<'a> {
    id: Id,
    style: Style,
    span: Span,
    source: Option<Id>,
    url: Option<&'a str>,
    /// Whether it points to a footnote or number that the page does not define.
    undefined: bool,
    sentences: Vec<Id>,
}

/// The citations, in reading order.
pub(super) fn citations<'a>(analysis: &'a Analysis) -> Vec<CitationEntry<'a>> {
    numbered('C', &analysis.citations, |id, c| CitationEntry {
        id,
        style: c.style,
        span: c.span,
        source: c.source.map(|i| Id('R', i)),
        url: c.url.as_deref(),
        undefined: c.undefined,
        sentences: c.sentences.iter().map(|i| Id('S', *i)).collect(),
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct SourceEntry<'a> {
    id: Id,
    outlet: Option<Id>,
    name: &'a str,
    domain: &'a str,
    url: Option<&'a str>,
    /// The grade that the page gives it.
    tier: Option<&'a str>,
    /// Whether it stands in the article's own list.
    listed: bool,
    /// Where: its entries there.
    entries: Vec<Span>,
    cited: usize,
    named_in: &'a [Part],
    /// What its citation cards quote of it.
    excerpts: Vec<&'a str>,
    /// The full texts of it that came with the article: their files.
    full_text: Vec<&'a str>,
}

/// The sources that are listed or cited.
pub(super) fn sources<'a>(analysis: &'a Analysis) -> Vec<SourceEntry<'a>> {
    let article = &analysis.article;
    numbered('R', &analysis.sources, |id, s| SourceEntry {
        id,
        outlet: s.outlet.map(|i| Id('O', i)),
        name: &s.name,
        domain: &s.domain,
        url: s.url.as_deref(),
        tier: s.tier.as_deref(),
        listed: s.listed(),
        entries: s.entries.iter().filter_map(|i| article.entries.get(*i)).map(|e| e.span).collect(),
        cited: s.cited,
        named_in: &s.named_in,
        excerpts: s.cards.iter().filter_map(|i| article.cards.get(*i)).map(|c| c.excerpt.as_str()).collect(),
        full_text: s.texts.iter().filter_map(|i| article.texts.get(*i)).map(|t| t.name.as_str()).collect(),
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct OutletEntry<'a> {
    id: Id,
    name: &'a str,
    domain: &'a str,
    kind: Option<&'a str>,
    country: Option<&'a str>,
    /// The grade that the newsroom's registry gives it.
    tier: Option<&'a str>,
    cited: usize,
    listed: bool,
    /// Where prose names it.
    mentions: Vec<Mention>,
}

#[derive(Serialize, JsonSchema)]
struct Mention {
    span: Span,
    part: Part,
    /// Whether the sentence gives it as the source of what it says.
    as_source: bool,
}

/// The outlets that are listed, cited or named.
pub(super) fn outlets<'a>(analysis: &'a Analysis) -> Vec<OutletEntry<'a>> {
    numbered('O', &analysis.outlets, |id, o| OutletEntry {
        id,
        name: &o.name,
        domain: &o.domain,
        kind: o.kind.as_deref(),
        country: o.country.as_deref(),
        tier: o.tier.as_deref(),
        cited: o.cited,
        listed: o.listed,
        mentions: o
            .mentions
            .iter()
            .map(|m| Mention { span: analysis.span(m.place), part: m.part, as_source: m.as_source })
            .collect(),
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct AttributionEntry {
    id: Id,
    kind: AttributionKind,
    sentence: Id,
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    voice: Option<Id>,
}

/// Who is said to have said what.
pub(super) fn attributions(analysis: &Analysis) -> Vec<AttributionEntry> {
    numbered('A', &analysis.attributions, |id, a| AttributionEntry {
        id,
        kind: a.kind,
        sentence: Id('S', a.sentence),
        source: spans(analysis, &a.source),
        cue: spans(analysis, &a.cue),
        content: spans(analysis, &a.content),
        voice: a.voice.map(|i| Id('V', i)),
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct VoiceEntry<'a> {
    id: Id,
    name: &'a str,
    role: Option<&'a str>,
    kind: VoiceKind,
    stakeholder: Stakeholder,
    /// Whether it has a proper name or a specific office.
    named: bool,
    mentions: Vec<Span>,
    attributions: usize,
    /// Words of the content given to it.
    words: usize,
}

/// Who speaks.
pub(super) fn voices<'a>(analysis: &'a Analysis) -> Vec<VoiceEntry<'a>> {
    numbered('V', &analysis.voices, |id, v| VoiceEntry {
        id,
        name: &v.name,
        role: v.role.as_deref(),
        kind: v.kind,
        stakeholder: v.stakeholder,
        named: v.named,
        mentions: spans(analysis, &v.mentions),
        attributions: v.attributions,
        words: v.words,
    })
}

#[derive(Serialize, JsonSchema)]
pub(super) struct QuotationEntry<'a> {
    id: Id,
    /// With the marks.
    text: &'a str,
    span: Extent,
    kind: QuotationKind,
    words: usize,
    /// 0 in prose, 1 and more inside another quotation.
    depth: u8,
    closed: bool,
    sentence: Option<Id>,
    attribution: Option<Id>,
}

/// The quotations, in reading order.
pub(super) fn quotations<'a>(analysis: &'a Analysis) -> Vec<QuotationEntry<'a>> {
    numbered('Q', &analysis.quotations, |id, q| QuotationEntry {
        id,
        text: analysis.text(q.place),
        span: extent(&analysis.article, q.place.block, q.place.range()),
        kind: q.kind,
        words: q.words,
        depth: q.depth,
        closed: q.closed,
        sentence: q.sentence.map(|i| Id('S', i)),
        attribution: q.attribution.map(|i| Id('A', i)),
    })
}

fn spans(analysis: &Analysis, places: &[Place]) -> Vec<Span> {
    places.iter().map(|p| analysis.span(*p)).collect()
}
