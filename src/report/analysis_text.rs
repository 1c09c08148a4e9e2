//! An analysis for people: the sources, the voices, and the article with its attributions and citations marked.

use std::fmt::Write as _;

use super::look::{Ink, Look};
use crate::analysis::{Analysis, CitationState, Place, Stakeholder, VoiceKind};
use crate::article::{BlockKind, Part};
use crate::text::Source;

/// The whole view.
pub fn page(source: &Source, analysis: &Analysis, look: Look) -> String {
    let mut out = head(source, analysis, look);
    out += &sources(analysis, look);
    out += &voices(analysis, look);
    out += &article(analysis, look);
    out += &reasons(analysis, look);
    if !analysis.article.notes.is_empty() {
        out += &look.heading("What the reader was unsure of");
        for note in &analysis.article.notes {
            let line = note.span.map(|span| format!("line {}: ", source.line_column(span.start).0)).unwrap_or_default();
            out += &look.wrap("  ", &format!("{line}{}", note.message));
        }
    }
    out
}

/// Why each block of a web page was kept or left out, as far as the reader said.
fn reasons(analysis: &Analysis, look: Look) -> String {
    let told: Vec<String> = analysis
        .article
        .blocks
        .iter()
        .filter_map(|block| {
            let why = block.why.as_deref()?;
            let verdict = if block.part == Part::Boilerplate { "left out" } else { "kept" };
            let words: String = block.words().chars().take(40).collect();
            let more = if words.len() < block.words().len() { "…" } else { "" };
            Some(look.wrap("  ", &format!("{verdict}: “{words}{more}” {why}")))
        })
        .collect();
    if told.is_empty() { String::new() } else { look.heading("Why each block was kept or left out") + &told.concat() }
}

fn head(source: &Source, analysis: &Analysis, look: Look) -> String {
    let article = &analysis.article;
    let mut out = look.ink(Ink::Faint, source.path()) + "\n";
    if let Some(title) = &article.title {
        out += &look.ink(Ink::Strong, &look.wrap("", &title.text));
    }
    if let Some(dek) = &article.dek {
        out += &look.wrap("", &dek.text);
    }
    let authors: Vec<&str> = article.authors.iter().map(|a| a.text.as_str()).collect();
    let published = article.published.as_ref().map(|t| t.value.as_deref().unwrap_or(&t.text));
    let updated = article.updated.as_ref().map(|t| format!("updated {}", t.value.as_deref().unwrap_or(&t.text)));
    let line = [Some(authors.join(", ")).filter(|a| !a.is_empty()), published.map(str::to_owned), updated];
    let line: Vec<String> = line.into_iter().flatten().collect();
    if !line.is_empty() {
        out += &look.wrap("", &line.join(" · "));
    }
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let empty = analysis.citations.iter().filter(|c| c.source.is_none()).count();
    let claims = analysis.claims().count();
    let cited = analysis.claims().filter(|(_, s)| s.state == CitationState::Cited).count();
    let facts = [
        format!("language {}", analysis.language.code()),
        count(analysis.words(), "word", "words"),
        count(analysis.sentences.len(), "sentence", "sentences"),
        format!("{}, {cited} of them cited", count(claims, "claim", "claims")),
        format!("{}, {empty} leading nowhere", count(analysis.citations.len(), "citation marker", "citation markers")),
    ];
    out + &look.wrap("", &facts.join(" · "))
}

fn sources(analysis: &Analysis, look: Look) -> String {
    let mut out = look.heading("Sources");
    if analysis.sources.is_empty() {
        return out + "  none\n";
    }
    let mut order: Vec<usize> = (0..analysis.sources.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(analysis.sources.get(*i).map_or(0, |s| s.cited)));
    let rows: Vec<Vec<String>> = order
        .into_iter()
        .filter_map(|i| analysis.sources.get(i))
        .map(|s| {
            let outlet = s.outlet.and_then(|o| analysis.outlets.get(o));
            let kind = outlet.and_then(|o| o.kind.clone()).unwrap_or_default();
            let listed = if s.listed() { "listed" } else { "" };
            vec![
                s.name.clone(),
                s.domain.clone(),
                s.cited.to_string(),
                listed.to_owned(),
                s.tier.clone().unwrap_or_default(),
                kind,
            ]
        })
        .collect();
    out += &look.table(&["name", "domain", "cited", "list", "grade", "kind"], &rows, 0);
    out
}

fn voices(analysis: &Analysis, look: Look) -> String {
    let mut out = look.heading("Voices");
    if analysis.voices.is_empty() {
        return out + "  none\n";
    }
    let rows: Vec<Vec<String>> = analysis
        .voices
        .iter()
        .map(|v| {
            let name = match &v.role {
                Some(role) => format!("{} ({role})", v.name),
                None => v.name.clone(),
            };
            let side = side(v.stakeholder).to_owned();
            vec![name, kind(v.kind, v.named).to_owned(), side, v.attributions.to_string(), v.words.to_string()]
        })
        .collect();
    out += &look.table(&["voice", "kind", "side", "said", "words"], &rows, 0);
    out
}

fn kind(kind: VoiceKind, named: bool) -> &'static str {
    match (kind, named) {
        (VoiceKind::Person, true) => "person",
        (VoiceKind::Organisation, true) => "organisation",
        (VoiceKind::Document, true) => "document",
        (VoiceKind::Group, _) => "group",
        (VoiceKind::Anonymous, _) => "anonymous",
        (VoiceKind::Person, false) => "unnamed person",
        (VoiceKind::Organisation, false) => "unnamed body",
        (VoiceKind::Document, false) => "unnamed document",
    }
}

fn side(side: Stakeholder) -> &'static str {
    match side {
        Stakeholder::Government => "government",
        Stakeholder::Company => "company",
        Stakeholder::Expert => "expert",
        Stakeholder::CivilSociety => "civil society",
        Stakeholder::Affected => "affected",
        Stakeholder::Media => "media",
        Stakeholder::Military => "military",
        Stakeholder::Other => "other",
    }
}

/// What is written into the text at a byte of a block.
enum Sign {
    Close(&'static str),
    Citation(String),
    Open(&'static str),
}

/// The body: `{who}` the word that says so `<what was said>`, `[R1]` the source of a citation, `[?]` an empty marker.
fn article(analysis: &Analysis, look: Look) -> String {
    let mut signs: Vec<(usize, usize, Sign)> = Vec::new();
    let mut put = |places: &[Place], open, close| {
        for place in places {
            signs.push((place.block, place.start, Sign::Open(open)));
            signs.push((place.block, place.end, Sign::Close(close)));
        }
    };
    for attribution in &analysis.attributions {
        put(&attribution.source, "{", "}");
        put(&attribution.content, "<", ">");
    }
    for citation in &analysis.citations {
        let name = citation.source.map_or_else(|| "[?]".to_owned(), |i| format!("[R{}]", i + 1));
        signs.push((citation.place.block, citation.place.end, Sign::Citation(name)));
    }
    // At one place what ends comes before what begins; equal signs keep their order.
    signs.sort_by_key(|(block, at, sign)| (*block, *at, matches!(sign, Sign::Open(_))));
    let mut out = look.heading("Article: {who} <what was said> [source], [?] an empty marker");
    let mut rest = signs.into_iter().peekable();
    for (index, block) in analysis.article.blocks.iter().enumerate() {
        let mut text = String::new();
        let mut from = 0;
        while let Some((_, at, sign)) = rest.next_if(|(b, ..)| *b <= index) {
            text += block.words().get(from..at).unwrap_or_default();
            from = at.max(from);
            let _ = match sign {
                Sign::Open(mark) | Sign::Close(mark) => write!(text, "{mark}"),
                Sign::Citation(name) => write!(text, "{name}"),
            };
        }
        text += block.words().get(from..).unwrap_or_default();
        if block.part != Part::Body {
            continue;
        }
        if block.kind != BlockKind::ListItem {
            out.push('\n');
        }
        out += &match block.kind {
            BlockKind::Heading => look.ink(Ink::Strong, &look.wrap("  ", &text)),
            BlockKind::ListItem => look.wrap("  • ", &text),
            BlockKind::Quote => look.wrap("  │ ", &text),
            _ => look.wrap("  ", &text),
        };
    }
    out
}
