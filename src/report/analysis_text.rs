//! An analysis for people: the sources, the voices, and the article with its attributions and citations marked.

use std::collections::BTreeSet;

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
    let mut out = look.ink(Ink::Faint, &source.name()) + "\n";
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
    let all: usize = analysis.voices.iter().map(|v| v.words).sum();
    let mut order: Vec<usize> = (0..analysis.voices.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(analysis.voices.get(*i).map_or(0, |v| v.words)));
    let voices = order.into_iter().filter_map(|i| Some((i, analysis.voices.get(i)?)));
    let rows: Vec<Vec<String>> = voices
        .map(|(i, v)| {
            let name = match &v.role {
                Some(role) => format!("{} ({role})", v.name),
                None => v.name.clone(),
            };
            vec![
                name,
                voice_name(i),
                kind(v.kind, v.named).to_owned(),
                side(v.stakeholder).to_owned(),
                v.attributions.to_string(),
                v.words.to_string(),
                share(v.words, all),
            ]
        })
        .collect();
    out += &look.table(&["voice", "no", "kind", "side", "said", "words", "share"], &rows, 0);
    out
}

fn voice_name(index: usize) -> String {
    format!("V{}", index + 1)
}

/// A part of the words given to voices, in whole percent, halves rounded up.
fn share(words: usize, all: usize) -> String {
    format!("{}%", (200 * words + all).checked_div(2 * all).unwrap_or(0))
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
    Close(String),
    Citation(String),
    Open(&'static str),
}

/// A sign with its place. At one place what ends comes before what begins, the inner of two ends first, the outer of two
/// beginnings first.
struct Signed {
    block: usize,
    at: usize,
    /// The byte at which the stretch of text that the sign belongs to has its other end.
    other: usize,
    sign: Sign,
}

impl Signed {
    fn order(&self) -> (usize, usize, u8, std::cmp::Reverse<usize>) {
        let rank = match self.sign {
            Sign::Close(_) => 0,
            Sign::Citation(_) => 1,
            Sign::Open(_) => 2,
        };
        (self.block, self.at, rank, std::cmp::Reverse(self.other))
    }
}

/// What the signs in the article mean.
const KEY: &str = "{who} _says_ <what>V1, the number of the voice, V? where nobody is named; [R1] a source that is \
                   cited, [?] a marker that leads nowhere";

/// The body: `{who}` the `_word_` that says so `<what was said>` and by which voice, `[R1]` the source of a citation,
/// `[?]` an empty marker.
fn article(analysis: &Analysis, look: Look) -> String {
    let mut signs: Vec<Signed> = Vec::new();
    let mut put = |places: &[Place], open, close: &str| {
        for place in places {
            let (block, start, end) = (place.block, place.start, place.end);
            signs.push(Signed { block, at: start, other: end, sign: Sign::Open(open) });
            signs.push(Signed { block, at: end, other: start, sign: Sign::Close(close.to_owned()) });
        }
    };
    // Several sayings may have one source or one word that says so.
    let mut marked = BTreeSet::new();
    for attribution in &analysis.attributions {
        let voice = attribution.voice.map_or_else(|| "V?".to_owned(), voice_name);
        let mut fresh = |places: &[Place]| places.iter().copied().filter(|p| marked.insert(*p)).collect::<Vec<_>>();
        let (source, cue) = (fresh(&attribution.source), fresh(&attribution.cue));
        put(&source, "{", "}");
        put(&cue, "_", "_");
        put(&attribution.content, "<", &format!(">{voice}"));
    }
    for citation in &analysis.citations {
        let name = citation.source.map_or_else(|| "[?]".to_owned(), |i| format!("[R{}]", i + 1));
        let (block, at) = (citation.place.block, citation.place.end);
        signs.push(Signed { block, at, other: at, sign: Sign::Citation(name) });
    }
    signs.sort_by_key(Signed::order);
    let mut out = look.heading("Article");
    out += &look.ink_lines(Ink::Faint, &look.wrap("  ", KEY));
    let mut rest = signs.into_iter().peekable();
    for (index, block) in analysis.article.blocks.iter().enumerate() {
        let mut text = String::new();
        let mut from = 0;
        while let Some(Signed { at, sign, .. }) = rest.next_if(|s| s.block <= index) {
            text += block.words().get(from..at).unwrap_or_default();
            from = at.max(from);
            match &sign {
                Sign::Open(mark) => text += mark,
                Sign::Close(mark) | Sign::Citation(mark) => text += mark,
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis;
    use crate::article::{self, Format};
    use crate::lexicon::{Lexicons, Outlets};
    use crate::report::look::columns;

    fn view(text: &str, width: usize) -> String {
        let source = Source::utf8("dyke.txt", text);
        let read = article::read(&source, Some(Format::Text));
        let analysis = analysis::analyse(read, Lexicons::shipped(), Outlets::shipped());
        page(&source, &analysis, Look { color: false, width })
    }

    const DYKE: &str = "The dyke of Aldermoor is older than the town, and it has been mended many times.\n\n\
                        Mayor Ada Lind said the dyke was safe. “It will hold,” she said. “We have measured it.”\n\n\
                        Residents said that they were afraid.\n";

    #[test]
    fn voices_come_with_their_share_of_the_words() {
        let view = view(DYKE, 100);
        let lines: Vec<&str> = view.lines().collect();
        let at = lines.iter().position(|l| *l == "Voices").unwrap();
        assert_eq!(
            &lines[at + 1..at + 4],
            [
                "  voice             no  kind    side        said  words  share",
                "  Ada Lind (Mayor)  V1  person  government     2     11    73%",
                "  Residents         V2  group   affected       1      4    27%",
            ]
        );
    }

    #[test]
    fn every_attribution_is_marked_with_its_voice() {
        let view = view(DYKE, 200);
        assert!(view.contains("{Mayor Ada Lind} _said_ <the dyke was safe>V1."), "{view}");
        assert!(view.contains("<“It will hold,”>V1 {she} _said_. <“We have measured it.”>V1"), "{view}");
        assert!(view.contains("{Residents} _said_ <that they were afraid>V2."), "{view}");
    }

    #[test]
    fn a_source_of_several_sayings_is_marked_once() {
        let view =
            view("„Der Deich hält“, sagte Bürgermeisterin Ada Lind. Sie habe ihn gemessen. Niemand zweifle.\n", 200);
        assert!(view.contains("_sagte_ {Bürgermeisterin Ada Lind}."), "{view}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [30, 40, 60, 80] {
            let view = view(DYKE, width);
            assert!(view.lines().all(|l| columns(l) <= width), "{width}\n{view}");
        }
    }
}
