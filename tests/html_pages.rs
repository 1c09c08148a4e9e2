//! What is read from web pages: whole ones with everything that stands around an article, and fragments.

use pressgate::article::{self, Article, Format, Part, Style, Target};
use pressgate::text::Source;

fn read(name: &str) -> (String, Article) {
    let path = format!("{}/fixtures/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let article = article::read(&Source::utf8(name, text.clone()), Some(Format::Html));
    (text, article)
}

fn words(article: &Article, part: Part) -> Vec<&str> {
    article.part(part).map(|(_, b)| b.words()).collect()
}

#[test]
fn the_body_is_told_from_what_stands_around_it() {
    let (_, article) = read("harbour-dues.html");
    let body = words(&article, Part::Body).join("\n");
    for inside in ["Brackwater’s council voted", "“We had no choice,”", "What it costs", "Nobody on the council spoke"]
    {
        assert!(body.contains(inside), "{inside} is missing from\n{body}");
    }
    for outside in ["cookies", "Reader one", "Ferry firm cuts", "Share", "All rights reserved", "language model"] {
        assert!(!body.contains(outside), "{outside} is part of\n{body}");
    }
}

#[test]
fn title_dek_authors_and_dates_have_places() {
    let (text, article) = read("harbour-dues.html");
    let at = |span: Option<pressgate::text::Span>| span.map(|s| &text[s.start..s.end]);
    let title = article.title.as_ref().unwrap();
    assert_eq!(
        (title.text.as_str(), at(title.span)),
        ("Brackwater doubles harbour dues", Some("Brackwater doubles harbour dues"))
    );
    let dek = article.dek.as_ref().unwrap();
    assert_eq!(dek.text, "Fishers & ferry firms warn of higher fares.");
    assert_eq!(at(dek.span), Some("Fishers &amp; ferry firms warn of higher fares."));
    let authors: Vec<_> = article.authors.iter().map(|a| (a.text.as_str(), at(a.span))).collect();
    assert_eq!(authors, [("Ada Lind", Some("Ada Lind")), ("Bo Ek", Some("Bo Ek"))]);
    let published = article.published.as_ref().unwrap();
    assert_eq!(published.text, "12 February 2026, 10:47");
    assert_eq!(published.value.as_deref(), Some("2026-02-12T10:47+00:00"));
    assert_eq!(article.declared_language.as_deref(), Some("en-GB"));
    assert_eq!(article.url.as_deref(), Some("https://courier.example/news/harbour-dues"));
}

#[test]
fn citations_are_lifted_out_of_the_sentence() {
    let (text, article) = read("harbour-dues.html");
    let body = words(&article, Part::Body);
    assert_eq!(
        body[0],
        "Brackwater’s council voted on Tuesday to double the dues for its harbour, the first rise in 11 years. \
         The Port Register lists 214 boats."
    );
    assert!(body.contains(&"Nobody on the council spoke against the rise, and the minutes show no debate of it."));
    let styles: Vec<Style> =
        article.markers.iter().filter(|m| article.blocks[m.block].part == Part::Body).map(|m| m.style).collect();
    assert_eq!(styles, [Style::Footnote, Style::Link, Style::Empty, Style::Card, Style::Card]);
    let link =
        article.markers.iter().find(|m| m.style == Style::Link && article.blocks[m.block].part == Part::Body).unwrap();
    assert_eq!(link.target, Target::Url("https://port.example/accounts?year=2025&page=3".to_owned()));
    let raw = &text[link.span.start..link.span.end];
    assert!(raw.starts_with("<a href") && raw.ends_with("</a>"), "{raw}");
    assert_eq!(&article.blocks[link.block].words()[link.range.clone()], "published the accounts");
}

#[test]
fn equal_cards_are_one_card_with_all_places() {
    let (_, article) = read("harbour-dues.html");
    assert_eq!(article.cards.len(), 1);
    let card = &article.cards[0];
    assert_eq!(
        (card.title.as_str(), card.domain.as_str(), card.grade.as_deref()),
        ("Ferry fares to rise", "tribune.example", Some("Secondary"))
    );
    assert_eq!(card.excerpt, "Operators expect fares to rise by a tenth.");
    assert_eq!(card.spans.len(), 2);
    assert_eq!(words(&article, Part::SourceCard), [card.title.as_str(), card.excerpt.as_str()]);
}

#[test]
fn the_apparatus_is_read() {
    let (_, article) = read("harbour-dues.html");
    let listed: Vec<_> = article.entries.iter().filter(|e| e.listed).collect();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].label.as_deref(), Some("1"));
    assert_eq!(listed[0].url.as_deref(), Some("https://tribune.example/ferry-fares"));
    assert_eq!(listed[1].domain.as_deref(), Some("council.example"));
    assert_eq!(listed[1].grade.as_deref(), Some("Primary"));
    assert_eq!(article.footnotes.iter().map(|f| f.label.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!(words(&article, Part::Footnote), ["Minutes of the council, 10 February 2026."]);
    assert!(words(&article, Part::Transparency).contains(&"A language model checked the spelling of this article."));
    assert_eq!(article.ai_signals[0].text, "AI transparency");
}

#[test]
fn a_german_page_without_metadata() {
    let (_, article) = read("deich.html");
    assert_eq!(article.title.as_ref().unwrap().text, "Deich bei Moorhusen bricht");
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Mara Öztürk", "Tim Vogel"]);
    assert_eq!(article.published.as_ref().unwrap().value.as_deref(), Some("2026-02-12T10:47"));
    assert_eq!(article.story_type.as_deref(), Some("analysis"));
    let body = words(&article, Part::Body);
    assert_eq!(body.len(), 5, "{body:#?}");
    let entries: Vec<_> =
        article.entries.iter().map(|e| (e.label.as_deref(), e.url.as_deref().or(e.domain.as_deref()))).collect();
    assert_eq!(entries, [(Some("1"), Some("bote.example")), (Some("2"), Some("https://landkreis.example/deich"))]);
}

#[test]
fn all_of_a_fragment_is_the_article() {
    let (_, article) = read("fragment.html");
    assert_eq!(article.title.as_ref().unwrap().text, "Night trains return to Lindhaven");
    assert_eq!(words(&article, Part::Body).len(), 2);
    assert_eq!(words(&article, Part::Body)[1], "It was full, the operator said in a statement.");
}
