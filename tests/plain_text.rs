//! Plain text without mark-up gives the same article as a page would.

use pressgate::article::{self, Article, BlockKind, Format, Part, Style, Target};
use pressgate::text::Source;

const ENGLISH: &str = include_str!("../fixtures/articles/plain-en.txt");

fn read(text: &str) -> Article {
    article::read(&Source::utf8("article.txt", text), Some(Format::Text))
}

fn body(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.part(Part::Body).filter(|(_, b)| b.kind == kind).map(|(_, b)| b.words()).collect()
}

/// Style, source words and target of every marker.
fn markers<'t>(article: &Article, text: &'t str) -> Vec<(Style, &'t str, Target)> {
    article.markers.iter().map(|m| (m.style, &text[m.span.start..m.span.end], m.target.clone())).collect()
}

fn label(label: &str) -> Target {
    Target::Label(label.to_owned())
}

#[test]
fn a_wrapped_article_has_title_dek_byline_date_and_paragraphs() {
    let article = read(ENGLISH);
    assert_eq!(
        article.title.as_ref().map(|t| t.text.as_str()),
        Some("Council of Arnsby votes to reopen its riverside swimming pool")
    );
    assert!(article.dek.as_ref().is_some_and(|d| d.text.ends_with("is to be paid from the town's reserve.")));
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Maren Holt"]);
    assert_eq!(article.published.as_ref().and_then(|p| p.value.as_deref()), Some("2026-05-12T17:40+01:00"));
    assert_eq!(body(&article, BlockKind::Paragraph).len(), 8);
    assert_eq!(body(&article, BlockKind::Heading), ["What will be repaired", "Who is against it", "What is not known"]);
    assert_eq!(body(&article, BlockKind::ListItem).len(), 3);
    assert!(body(&article, BlockKind::Paragraph)[0].contains("reopen the riverside swimming pool, which has been"));
}

#[test]
fn numbered_marks_point_into_the_source_list() {
    let article = read(ENGLISH);
    assert_eq!(article.markers.len(), 10);
    assert!(article.markers.iter().all(|m| m.style == Style::Numbered));
    assert!(body(&article, BlockKind::Paragraph)[0].ends_with(
        "in July 2023. The repair is to cost 640,000 pounds, \
        according to the budget paper that the council published with its agenda."
    ));
    let labels: Vec<_> = article.entries.iter().filter_map(|e| e.label.as_deref()).collect();
    assert_eq!(labels, ["1", "2", "3", "4", "5"]);
    assert_eq!(article.entries[2].url.as_deref(), Some("https://firth.example/reports/arnsby-pool"));
    assert_eq!(article.entries[2].words, "Firth & Daughters: report on the riverside pool, 3 March 2026");
    assert!(article.entries.iter().all(|e| e.listed && e.list == "Sources"));
}

#[test]
fn a_german_article_with_one_line_a_paragraph() {
    let text = "Rat von Arnsbüll öffnet das Freibad wieder\nVon Änne Öhl und Jörg Maas\n12. Mai 2026, 17:40 Uhr\nDer Rat \
                von Arnsbüll hat am Dienstag beschlossen, das Freibad wieder zu öffnen.¹ Es misst 1200 m² und ist seit \
                2023 geschlossen, weil eine Pumpe ausfiel.²,³\nWas bleibt offen?\nWas eine Karte kosten wird, ist nicht \
                bekannt. Der Rat entscheidet im Oktober darüber, sagte die Bürgermeisterin am Abend.\nQuellen:\n1. Rat \
                von Arnsbüll: Protokoll, https://rat.example/protokoll\n2. bote.example, Sekundär\n3) Schwimmverein: \
                Jahresbericht\n";
    let article = read(text);
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Änne Öhl", "Jörg Maas"]);
    assert_eq!(article.published.as_ref().and_then(|p| p.value.as_deref()), Some("2026-05-12T17:40"));
    assert_eq!(body(&article, BlockKind::Heading), ["Was bleibt offen?"]);
    assert_eq!(body(&article, BlockKind::Paragraph).len(), 2);
    let style = Style::Numbered;
    assert_eq!(markers(&article, text), [(style, "¹", label("1")), (style, "²", label("2")), (style, "³", label("3"))]);
    let grades: Vec<_> = article.entries.iter().map(|e| (e.domain.as_deref(), e.grade.as_deref())).collect();
    assert_eq!(grades, [(None, None), (Some("bote.example"), Some("Sekundär")), (None, None)]);
}

#[test]
fn bare_addresses_are_links_without_the_sentences_marks() {
    let text = "The pool opens\n\nThe plan is online (https://council.example/plan), the minutes are at www.council.example/minutes.\n";
    let article = read(text);
    let url = |u: &str| Target::Url(u.to_owned());
    assert_eq!(
        markers(&article, text),
        [
            (Style::Link, "https://council.example/plan", url("https://council.example/plan")),
            (Style::Link, "www.council.example/minutes", url("www.council.example/minutes")),
        ]
    );
    let marker = &article.markers[0];
    assert_eq!(article.blocks[marker.block].words()[marker.range.clone()], text[marker.span.start..marker.span.end]);
}

#[test]
fn author_and_year_count_where_the_list_has_the_author() {
    let text = "The pool opens\n\nSwimming lowers the risk (Miller & Rao, 2024), it was found (Holt 2020) in the town.\n\nReferences\n\n\
                Miller, A. and Rao, J. (2024): Swimming and health. Journal of Pools 3.\n";
    let article = read(text);
    assert_eq!(
        markers(&article, text),
        [(Style::AuthorDate, "(Miller & Rao, 2024)", Target::AuthorDate("Miller & Rao, 2024".to_owned()))]
    );
    assert_eq!(
        body(&article, BlockKind::Paragraph),
        ["Swimming lowers the risk, it was found (Holt 2020) in the town."]
    );
}

#[test]
fn notes_at_the_end_are_footnotes() {
    let text = "The pool opens\n\nThe pump failed [1] and was sold [2].\n\n[1] https://council.example/minutes\n[2] To a farmer in Lowick.\n";
    let article = read(text);
    assert_eq!(
        article.entries.iter().map(|e| (e.label.as_deref(), e.listed)).collect::<Vec<_>>(),
        [(Some("1"), false)]
    );
    assert_eq!(article.footnotes.iter().map(|f| f.label.as_str()).collect::<Vec<_>>(), ["2"]);
    assert_eq!(body(&article, BlockKind::Paragraph), ["The pump failed and was sold."]);
}

#[test]
fn a_wire_text_without_title_is_all_body() {
    let text = "ARNSBY (Wire) - The town council of Arnsby voted on Tuesday to repair the pool.\n\nWork is to start in September.\n";
    let article = read(text);
    assert!(article.title.is_none());
    assert_eq!(body(&article, BlockKind::Paragraph).len(), 2);
}

#[test]
fn a_list_ends_where_its_marks_end_and_further_reading_is_a_list_of_its_own() {
    let text = "The pool opens\n\nThe pump failed in the summer of 2023 and nobody mended it.\n\nSources\n- council.example\n- \
                bote.example\n\nFurther reading\n- https://pools.example/history\n\nAll rights reserved by the Arnsby Bote.\n";
    let article = read(text);
    let lists: Vec<_> = article.entries.iter().map(|e| e.list.as_str()).collect();
    assert_eq!(lists, ["Sources", "Sources", "Further reading"]);
    assert_eq!(article.part(Part::Boilerplate).count(), 1);
}

#[test]
fn quotations_and_captions_are_told_by_their_marks() {
    let text = "The pool opens\n\n> The tank is sound.\n> We had it tested.\n\nPhoto: the pool in 2022\n\nThe pump failed in the summer.\n";
    let article = read(text);
    assert_eq!(body(&article, BlockKind::Quote), ["The tank is sound. We had it tested."]);
    assert_eq!(body(&article, BlockKind::Caption), ["Photo: the pool in 2022"]);
}

#[test]
fn what_a_page_shows_between_its_paragraphs_is_no_text() {
    let said = "“Sign up for the boat,” the poster said, and forty did on the first morning.";
    let text = format!(
        "The pool opens\n\nThe pump failed in the summer of 2023.\n\nPhotograph: Ida Moss/Arnsby Bote\n\nAdvertisement\n\n\
         Read more: The pump that nobody wanted\n\n{said}\n\nSign up for our newsletter\n\nBildnachweis: Bo Ek\n\n\
         It was mended in March.\n\nGedruckt am 3. April 2026\n"
    );
    let article = read(&text);
    assert_eq!(
        body(&article, BlockKind::Paragraph),
        ["The pump failed in the summer of 2023.", said, "It was mended in March."]
    );
    assert_eq!(body(&article, BlockKind::Caption), ["Photograph: Ida Moss/Arnsby Bote", "Bildnachweis: Bo Ek"]);
    assert_eq!(article.part(Part::Boilerplate).count(), 4);
}

#[test]
fn many_marks_are_read() {
    for piece in [
        "[1]",
        "(Miller, 2024) ",
        "https://a.example ",
        "http://(",
        "word³ ",
        "\" ",
        "“ . ",
        "a\n",
        "·Secondary",
        "[1\n",
    ] {
        let text = format!("Title\n\nSources\n1. Miller https://b.example\n{}", piece.repeat(20_000));
        assert!(!read(&text).blocks.is_empty());
        let line = format!("Title\n\nA line. {}\nSources\n1. Miller https://b.example", piece.repeat(20_000));
        assert!(!read(&line).blocks.is_empty());
    }
}
