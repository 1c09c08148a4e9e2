//! What holds of any input, whatever is in it. The fuzz targets (`fuzz/`) hold the same properties as the tests.

#![allow(dead_code, reason = "no test needs all of them")]

use std::io;
use std::path::{Path, PathBuf};

use pressgate::analysis::{Analysis, Place, analyse};
use pressgate::article::{self, Article, Format, Target};
use pressgate::lexicon::Lexicons;
use pressgate::policy::{Files, Options, Policies, Policy, explain, explain_json};
use pressgate::report::{Look, analysis_json, analysis_text, faults, github, json, review_section, sarif, terminal};
use pressgate::review::{ArticleReview, Case, Review, Reviewed, Tongue, judge};
use pressgate::text::{Source, Span};
use pressgate::unpack;

/// Files of settings in memory: the paths below `/desk` with their texts.
struct Desk<'a>(Vec<(&'a str, &'a str)>);

impl Files for Desk<'_> {
    fn read(&self, path: &Path) -> io::Result<String> {
        let name = path.strip_prefix("/desk").ok();
        let file = self.0.iter().find(|(file, _)| name == Some(Path::new(file)));
        file.map(|(_, text)| (*text).to_owned()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let paths = self.0.iter().map(|(file, _)| Path::new("/desk").join(file));
        let inside: Vec<_> = paths.filter(|path| path.parent() == Some(folder)).collect();
        if inside.is_empty() { Err(io::ErrorKind::NotADirectory.into()) } else { Ok(inside) }
    }
}

/// Reads a text in one format and holds its places.
pub fn read(text: &str, format: Format) -> Article {
    let article = article::read(&Source::utf8("article", text), Some(format));
    article_places(text, &article);
    article
}

/// Takes bytes the whole way, in the format that they look like, and holds the places of every stage. Of a feed or an
/// archive it is the first article.
pub fn whole(bytes: &[u8], policy: &Policy) {
    let source = match unpack::detect("article", bytes) {
        Some(container) => {
            let items = unpack::open(container, "article", bytes.to_vec()).unwrap_or_default();
            items.into_iter().flatten().find(|source| source.start() == 0)
        }
        None => Source::decode("article", bytes.to_vec()).ok(),
    };
    let Some(source) = source else { return };
    let tongue = if bytes.len().is_multiple_of(2) { Tongue::English } else { Tongue::German };
    judged(source, None, tongue, policy);
}

/// Where one file of settings ends and the next begins in the input of [`settings`].
pub const CUT: &str = "\n8<----\n";

/// Takes up to four texts as a newsroom's `pressgate.toml`, profile, house rule and registry of outlets. Every fault is
/// told; settings without errors judge an article.
pub fn settings(text: &str) {
    let names = ["pressgate.toml", "profile.toml", "house/a-rule.toml", "outlets.toml"];
    let desk = Desk(names.into_iter().zip(text.split(CUT)).collect());
    let mut policies = Policies::new(&desk, Options { folder: PathBuf::from("/desk"), ..Options::default() });
    let policy = policies.policy(Path::new("2026/bridge.md"));
    let effective = policies.effective(Path::new("2026/bridge.md"));
    let told = policies.finish(&[PathBuf::from(".")]);
    for fault in told.iter() {
        assert!(fault.origin.file.text.get(fault.origin.span.clone()).is_some(), "{fault:?} has a place");
    }
    faults::write(&told, LOOK);
    if told.any_error() {
        return;
    }
    explain(&effective);
    explain_json(&effective);
    judged(Source::utf8("2026/bridge.md", ARTICLE), None, Tongue::English, &policy);
}

/// An article that gives most detectors something to look at.
const ARTICLE: &str = "---\ntitle: Council closes all 14 bridges\nby: Ada Lind\ndate: 2026-02-12\n---\n\n\
    The council of Lindau closed nearly 14 bridges on Thursday, the largest step in years.[^1]\n\n\
    “We had no choice,” Mayor Jo Berg said on Monday, 12 February. Experts fear “chaos” .\n\n## What is known\n\n\
    - Repairs cost $3.1 million, 12 percent more than in 2024 ([Harbour Post](https://harbour-post.example/a)).\n\n\
    Very very clearly, it opined [2] that 13 bridges are closed.\n\n[^1]: Harbour Post, https://harbour-post.example/a\n\n\
    ## Sources\n\n1. Harbour Post, harbour-post.example (Primary)\n2. Lindau Courier, https://courier.example/b\n";

const LOOK: Look = Look { color: true, width: 60 };

/// Judges a source, writes the review in every form and holds the places.
fn judged(source: Source, from: Option<Format>, tongue: Tongue, policy: &Policy) {
    let article = article::read(&source, from);
    article_places(source.text(), &article);
    let lexicons = Lexicons::shipped();
    let analysis = analyse(article, lexicons, policy.outlets());
    analysis_places(&analysis);
    let as_of = jiff::civil::date(2026, 2, 12);
    let review = judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of, tongue });
    review_adds_up(source.text(), &review);
    assert!(analysis_json::line(&source, &analysis).is_ok());
    analysis_text::page(&source, &analysis, LOOK);
    review_section::write(&review, as_of, tongue, LOOK);
    let run = Review { as_of, tongue, articles: vec![Ok(Reviewed { source, review })] };
    terminal::write(&run, false, LOOK);
    github::write(&run);
    assert!(json::write(&run).is_ok() && sarif::write(&run).is_ok());
}

/// Every place of an article lies in the text it was read from, and letters stand where they are said to.
pub fn article_places(text: &str, article: &Article) {
    let place = |span: Span| {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no range of {text:?}");
    };
    for block in &article.blocks {
        let words = block.words();
        place(block.text.whole());
        let mut at = 0;
        for (i, c) in words.char_indices() {
            let span = block.text.span(i..i + c.len_utf8());
            place(span);
            place(block.text.span(at..i));
            at = i;
            if c.is_alphanumeric() && span.len() == c.len_utf8() {
                assert_eq!(text.get(span.start..span.end), words.get(i..i + c.len_utf8()), "{i} in {words:?}");
            }
        }
        let mut start = 0;
        for mark in &block.marks {
            assert!(words.get(mark.range.clone()).is_some_and(|w| !w.is_empty()), "{mark:?} in {words:?}");
            assert!(mark.range.start >= start, "marks are in the order of their starts");
            start = mark.range.start;
        }
    }
    for marker in &article.markers {
        place(marker.span);
        assert!(article.blocks[marker.block].words().get(marker.range.clone()).is_some(), "{marker:?}");
        if let Target::Card(card) = marker.target {
            assert!(card < article.cards.len());
        }
    }
    for card in &article.cards {
        card.spans.iter().copied().for_each(place);
        assert!(card.blocks.iter().all(|b| *b < article.blocks.len()));
    }
    for entry in &article.entries {
        place(entry.span);
        assert!(article.blocks[entry.block].words().get(entry.range.clone()).is_some(), "{entry:?}");
    }
    for note in &article.footnotes {
        place(note.span);
        assert!(note.block < article.blocks.len());
    }
    for image in &article.images {
        place(image.span);
        assert!(image.caption.is_none_or(|c| c < article.blocks.len()));
    }
    let fields = article.title.iter().chain(&article.dek).chain(&article.authors).chain(&article.ai_signals);
    fields.filter_map(|f| f.span).for_each(place);
    article.published.iter().chain(&article.updated).filter_map(|t| t.span).for_each(place);
    article.notes.iter().filter_map(|n| n.span).for_each(place);
}

/// Every place of an analysis is a range of its block's text, and what it joins is there.
pub fn analysis_places(a: &Analysis) {
    let place = |place: Place| {
        let words = a.article.blocks.get(place.block).and_then(|b| b.words().get(place.range()));
        assert!(words.is_some(), "{place:?} is a range of {:?}", a.article.blocks.get(place.block).map(|b| b.words()));
    };
    let mut end = (0, 0);
    for sentence in &a.sentences {
        place(sentence.place);
        assert!((sentence.place.block, sentence.place.start) >= end, "sentences are in order and apart");
        end = (sentence.place.block, sentence.place.end);
        let words = a.text(sentence.place);
        assert!(!words.is_empty() && words.trim() == words, "no white space at the ends of {words:?}");
        assert!(sentence.words > 0 && sentence.words == a.tokens_of(sentence).iter().filter(|t| t.is_word()).count());
        assert!(sentence.citations.iter().all(|c| a.citations[*c].sentences.len() <= a.sentences.len()));
    }
    for citation in &a.citations {
        place(citation.place);
        assert!(citation.marker < a.article.markers.len());
        assert!(citation.source.is_none_or(|s| s < a.sources.len()));
        assert!(citation.sentences.iter().all(|s| *s < a.sentences.len()));
    }
    for source in &a.sources {
        assert!(source.outlet.is_none_or(|o| o < a.outlets.len()));
        assert!(source.entries.iter().all(|e| *e < a.article.entries.len()));
        assert!(source.cards.iter().all(|c| *c < a.article.cards.len()));
    }
    a.outlets.iter().flat_map(|o| &o.mentions).for_each(|m| place(m.place));
    for quotation in &a.quotations {
        place(quotation.place);
        place(quotation.inner);
        assert!(quotation.place.contains(quotation.inner));
        assert!(quotation.sentence.is_none_or(|s| s < a.sentences.len()));
        assert!(quotation.attribution.is_none_or(|s| s < a.attributions.len()));
    }
    for attribution in &a.attributions {
        let parts: Vec<Place> =
            [&attribution.source, &attribution.cue, &attribution.content].into_iter().flatten().copied().collect();
        for (i, part) in parts.iter().enumerate() {
            place(*part);
            assert!(parts[..i].iter().all(|other| !other.overlaps(*part)), "{attribution:?} overlaps itself");
        }
        assert!(attribution.voice.is_none_or(|v| v < a.voices.len()));
        assert!(attribution.sentence < a.sentences.len());
    }
    a.voices.iter().flat_map(|v| &v.mentions).copied().for_each(place);
    for figure in &a.figures {
        place(figure.place);
        place(figure.qualified);
        assert!(figure.qualified.contains(figure.place));
    }
    a.dates.iter().for_each(|d| place(d.place));
    a.grades.iter().for_each(|g| place(g.place));
    for item in a.ledger.iter().flat_map(|l| &l.items) {
        place(item.place);
        item.lines.iter().for_each(|line| place(line.place));
    }
}

/// Every finding has a place in the source, and the points are 500 less what the findings cost.
fn review_adds_up(text: &str, review: &ArticleReview) {
    for finding in &review.findings {
        for span in finding.related.iter().map(|r| r.span).chain([finding.span]) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", finding.rule);
        }
        assert!(finding.line > 0 && finding.column > 0);
    }
    for criterion in &review.criteria {
        let cost: u32 = criterion.because.iter().map(|b| b.cost).sum();
        assert!(criterion.points.is_none_or(|points| points + cost == 500), "{criterion:?}");
    }
}
