//! The text of a published page as a browser copies it gives the article that its readers saw.

use pressgate::article::{self, Article, BlockKind, Format, Part, Style, Target};
use pressgate::text::Source;
use proptest::prelude::*;

const ENGLISH: &str = include_str!("../fixtures/articles/copied-page-en.txt");
const GERMAN: &str = include_str!("../fixtures/articles/copied-page-de.txt");

fn read(text: &str) -> Article {
    article::read(&Source::utf8("page.txt", text), Some(Format::Text))
}

fn words(article: &Article, part: Part, kind: BlockKind) -> Vec<&str> {
    article.part(part).filter(|(_, b)| b.kind == kind).map(|(_, b)| b.words()).collect()
}

fn count(article: &Article, style: Style) -> usize {
    article.markers.iter().filter(|m| m.style == style).count()
}

fn body(article: &Article) -> Vec<&str> {
    article.part(Part::Body).map(|(_, b)| b.words()).collect()
}

/// The text of every card: from title to excerpt, in the order of the page.
fn cards(text: &str) -> Vec<String> {
    let article = read(text);
    let cards = article.markers.iter().filter(|m| m.style == Style::Card);
    cards.map(|m| text[m.span.start..m.span.end].to_owned()).collect()
}

/// A page with this body and these lines in its source list.
fn page(body: &str, list: &[&str]) -> String {
    let list: Vec<String> = list.iter().enumerate().map(|(i, l)| format!("- {}.{l}", i + 1)).collect();
    format!(
        "A title of the page\nWhat it is about, in a sentence.\n3. Mar. 2026, 9:15\n\n{body}\nSources\n{}\n",
        list.join("\n")
    )
}

const DYKE: &str = "Dyke closed after inspectors find crackstribune.example·SecondaryThe board closed the dyke on Monday after \
                    an inspection. It did not say for how long.";

#[test]
fn an_english_page_has_all_its_parts() {
    let article = read(ENGLISH);
    assert_eq!(article.title.as_ref().map(|t| t.text.len()), Some(79));
    assert!(article.dek.as_ref().is_some_and(|d| d.text.starts_with("The board shut the dyke")));
    assert_eq!(article.published.as_ref().and_then(|p| p.value.as_deref()), Some("2026-03-04T18:05"));
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["The Tidewatcher"]);
    assert_eq!(words(&article, Part::Body, BlockKind::Paragraph).len(), 12);
    assert_eq!(
        words(&article, Part::Body, BlockKind::Heading),
        [
            "What the Inspectors Found",
            "A Repair Put Off Twice",
            "Who Pays for the Wall",
            "The Quay District Waits",
            "Looking Ahead"
        ]
    );
    assert_eq!(words(&article, Part::Transparency, BlockKind::Heading).len(), 4);
    assert_eq!(words(&article, Part::Transparency, BlockKind::Paragraph).len(), 4);
    assert_eq!(words(&article, Part::Review, BlockKind::Paragraph).len(), 3);
    assert_eq!(words(&article, Part::Boilerplate, BlockKind::Heading).len(), 3);
    assert_eq!(article.ai_signals.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["AI transparency", "AI agent"]);
}

#[test]
fn a_german_page_has_all_its_parts() {
    let article = read(GERMAN);
    assert_eq!(article.published.as_ref().and_then(|p| p.value.as_deref()), Some("2026-03-04T18:05"));
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Die Deichläuferin"]);
    assert_eq!(words(&article, Part::Body, BlockKind::Paragraph).len(), 11);
    assert_eq!(words(&article, Part::Body, BlockKind::Heading).len(), 5);
    assert_eq!((count(&article, Style::Card), count(&article, Style::Empty)), (8, 6));
    let grades: Vec<_> = article.cards.iter().map(|c| c.grade.as_deref()).collect();
    assert_eq!(grades, [Some("Sekundär"), Some("Sekundär"), Some("Sekundär"), Some("Primär")]);
    assert_eq!(
        article.ai_signals.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(),
        ["KI-Transparenz", "KI-Agentin"]
    );
    assert_eq!(article.entries.len(), 4);
}

#[test]
fn cards_leave_the_sentence_with_its_stop() {
    let article = read(ENGLISH);
    assert_eq!((count(&article, Style::Card), article.cards.len()), (8, 4));
    let spans: Vec<usize> = article.cards.iter().map(|c| c.spans.len()).collect();
    assert_eq!(spans, [3, 2, 2, 1]);
    let body = body(&article);
    assert!(body.iter().any(|w| w.ends_with("leaves the low streets behind a temporary wall.")));
    assert!(body.iter().any(|w| w.contains("on the dyke road at noon. Lorries to the fish market")));
    assert!(body.iter().all(|w| !w.contains('·') && !w.contains(" .") && !w.contains("..")));
    // An excerpt without a stop of its own, and one that is cut inside a quotation.
    assert!(article.cards[3].excerpt.ends_with("90 million for a new dyke"));
    assert!(article.cards[1].excerpt.ends_with("\"high enough for an ordinary win."));
    // Where a card stands only once, its edges are a guess, and the article says so.
    assert_eq!(article.cards.iter().map(|c| c.uncertain).collect::<Vec<_>>(), [false, false, false, true]);
    assert_eq!(article.notes.len(), 1);
}

#[test]
fn a_card_has_its_title_and_excerpt_as_blocks() {
    let article = read(GERMAN);
    for card in &article.cards {
        let blocks: Vec<_> = card.blocks.iter().map(|&b| &article.blocks[b]).collect();
        assert_eq!(blocks.iter().map(|b| b.words()).collect::<Vec<_>>(), [card.title.as_str(), card.excerpt.as_str()]);
        assert!(blocks.iter().all(|b| b.part == Part::SourceCard));
    }
    assert_eq!(article.cards[3].title, "Fischer fordern Ausgleich vom Land");
}

#[test]
fn the_source_list_is_read_with_number_domain_and_grade() {
    let article = read(ENGLISH);
    let entries: Vec<_> = article
        .entries
        .iter()
        .map(|e| (&ENGLISH[e.span.start..e.span.end], e.label.as_deref(), e.domain.as_deref(), e.grade.as_deref()))
        .collect();
    assert_eq!(entries[0], ("1.tribune.exampleSecondary", Some("1"), Some("tribune.example"), Some("Secondary")));
    assert_eq!(
        entries[3],
        ("4.live.harbourpost.examplePrimary", Some("4"), Some("live.harbourpost.example"), Some("Primary"))
    );
    assert_eq!(entries.len(), 5);
    assert!(article.entries.iter().all(|e| e.listed && e.list == "Sources"));
    // The longest listed domain is the card's.
    assert_eq!(article.cards[3].domain, "live.harbourpost.example");
}

#[test]
fn lost_marks_are_the_spaces_before_the_stops() {
    let article = read(ENGLISH);
    let empty: Vec<_> = article.markers.iter().filter(|m| m.style == Style::Empty).collect();
    assert_eq!(empty.len(), 7);
    for marker in empty {
        assert_eq!(&ENGLISH[marker.span.start..marker.span.end], " ");
        assert!(ENGLISH[marker.span.end..].starts_with(['.', ';']));
        assert_eq!(marker.target, Target::Nowhere);
        assert!(article.blocks[marker.block].words()[marker.range.start..].starts_with(['.', ';']));
    }
    // Without a card on the page, a space before a stop is a slip of the keyboard.
    let slip = "A title\n\nThe dyke is closed . It stays closed .\nTransparency\nWe asked twice.\n";
    assert_eq!(count(&read(slip), Style::Empty), 0);
}

#[test]
fn what_looks_like_a_lost_mark_is_none() {
    let body = format!(
        "The dyke is closed {DYKE}. It fell by .5 metres ... and rose . . . again\nThe file is a .txt file and the command \
         `copy a . ` ends\nThe road is closed {DYKE}. They call it « open » and « ready » !\n"
    );
    assert_eq!(count(&read(&page(&body, &["tribune.exampleSecondary"])), Style::Empty), 0);
}

#[test]
fn two_articles_of_one_outlet_are_two_cards() {
    let other =
        "Repair was put off twicetribune.example·SecondaryMinutes show that the repair was put off in 2019 and 2023.";
    let body = format!(
        "The dyke is closed {DYKE}. It was known for years {other}.\nThe road is closed {DYKE}. It was known {other}.\n"
    );
    let text = page(&body, &["tribune.exampleSecondary"]);
    assert_eq!(cards(&text), [DYKE, other, DYKE, other]);
    assert_eq!(read(&text).cards.len(), 2);
}

#[test]
fn a_short_title_after_different_words_is_one_card() {
    let short = "Dyke failstribune.example·SecondaryWater stands in the streets, the board said";
    let body = format!(
        "The wall broke on Monday {short}. In the evening it rained.\nForty houses are wet {short}. It stopped.\n"
    );
    assert_eq!(cards(&page(&body, &["tribune.exampleSecondary"])), [short, short]);
}

#[test]
fn anchors_need_both_sides() {
    let inner = "Dyke closed after inspectors find crackstribune.example·SecondaryThe board rates it Class A·Secondary and closed \
                 the dyke · for good.";
    let body = format!(
        "The dyke is closed {inner}. It rained.\nSo is the road {inner}.\nThe site tribune.example has maps.\n"
    );
    let text = page(&body, &["tribune.exampleSecondary"]);
    assert_eq!(cards(&text), [inner, inner]);
    assert!(body_of(&text).iter().any(|w| w == "The site tribune.example has maps."));
}

fn body_of(text: &str) -> Vec<String> {
    body(&read(text)).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_listed_domain_is_cut_from_the_title_word_before_it() {
    let card = |domain: &str| format!("Dyke closed, the board says{domain}·Tier 1The board closed the dyke on Monday.");
    for domain in ["tribune.example", "inventedpost.co.uk", "live.tribune.example"] {
        let card = card(domain);
        let body = format!("The dyke is closed {card}. It rained.\nSo is the road {card}.\n");
        let article = read(&page(&body, &[&format!("{domain}Tier 1"), "une.exampleTier 1"]));
        assert_eq!(article.cards.len(), 1);
        assert_eq!(article.cards[0].domain, domain);
        assert_eq!(article.cards[0].title, "Dyke closed, the board says");
    }
}

#[test]
fn an_unlisted_domain_is_the_registrable_one() {
    let card = "Is the dyke safe now? inventedpost.co.uk·PrimaryThe board closed the dyke on Monday.";
    let body = format!("The dyke is closed {card}. It rained.\nSo is the road {card}.\n");
    let article = read(&page(&body, &["tribune.examplePrimary"]));
    assert_eq!(article.cards.iter().map(|c| c.domain.as_str()).collect::<Vec<_>>(), ["inventedpost.co.uk"]);
}

#[test]
fn single_cards_are_cut_where_a_headline_begins() {
    for fixture in [ENGLISH, GERMAN] {
        let all = read(fixture);
        let places: Vec<_> = all.markers.iter().filter(|m| m.style == Style::Card).map(|m| m.span).collect();
        for kept in &places {
            // The page with this one card.
            let mut text = String::new();
            let mut from = 0;
            for place in places.iter().filter(|p| *p != kept) {
                text.push_str(fixture[from..place.start].trim_end_matches(' '));
                from = place.end;
            }
            text.push_str(&fixture[from..]);
            assert_eq!(cards(&text), [&fixture[kept.start..kept.end]]);
        }
    }
}

#[test]
fn cards_and_text_together_are_the_body() {
    for fixture in [ENGLISH, GERMAN] {
        let article = read(fixture);
        assert_eq!(article.cards.iter().map(|c| c.spans.len()).sum::<usize>(), count(&article, Style::Card));
        assert_eq!(
            count(&article, Style::Card),
            fixture.matches('·').count() - 1,
            "all but the one between the counts"
        );
        for (index, block) in article.part(Part::Body) {
            let whole = block.text.whole();
            let mut again = String::new();
            let mut from = 0;
            for marker in article.markers.iter().filter(|m| m.block == index) {
                again.push_str(&block.words()[from..marker.range.start]);
                if marker.style == Style::Card {
                    again.push(' ');
                }
                again.push_str(&fixture[marker.span.start..marker.span.end]);
                from = marker.range.end;
            }
            again.push_str(&block.words()[from..]);
            assert_eq!(again, &fixture[whole.start..whole.end]);
        }
    }
}

#[test]
fn the_order_of_the_source_list_changes_nothing() {
    let start = ENGLISH.find("- 1.tribune").expect("the fixture has a list");
    let end = ENGLISH.find("\nEditorial reviews").expect("the fixture has reviews");
    let mut lines: Vec<&str> = ENGLISH[start..end].split('\n').collect();
    lines.reverse();
    let turned = format!("{}{}{}", &ENGLISH[..start], lines.join("\n"), &ENGLISH[end..]);
    assert_eq!(cards(ENGLISH), cards(&turned));
}

#[test]
fn a_card_before_a_comma_and_two_cards_in_a_row() {
    let other = "Wall of steel to protect quaycoastnews.example·SecondaryA wall of steel sheets is to protect the quay district.";
    let body = format!(
        "The dyke is closed {DYKE}, and the road with it {DYKE}. It rained.\nThe wall stands {other} {DYKE}.\nIt holds {other}.\n"
    );
    let text = page(&body, &["tribune.exampleSecondary", "coastnews.exampleSecondary"]);
    assert_eq!(cards(&text), [DYKE, DYKE, other, DYKE, other]);
    assert_eq!(body_of(&text)[0], "The dyke is closed, and the road with it. It rained.");
}

#[test]
fn a_list_with_headlines_and_addresses_is_read_as_well() {
    let list = ["tribune.exampleSecondary – Dyke closed, 3 March 2026, https://www.tribune.example/dyke"];
    let text = page(&format!("The dyke is closed {DYKE}. It rained.\nSo is the road {DYKE}.\n"), &list);
    assert_eq!(cards(&text), [DYKE, DYKE]);
    let article = read(&text);
    assert_eq!(article.entries[0].url.as_deref(), Some("https://www.tribune.example/dyke"));
    assert_eq!(article.entries[0].grade.as_deref(), Some("Secondary"));
}

#[test]
fn a_statement_that_ai_helped_is_no_sentence_of_the_article() {
    for statement in
        ["This article was written by an AI agent and checked by Ola Vik.", "Dieser Text wurde mit KI erstellt."]
    {
        let body = format!("{statement}\nThe dyke is closed {DYKE}. It rained.\nSo is the road {DYKE}.\n");
        let article = read(&page(&body, &["tribune.exampleSecondary"]));
        assert_eq!(article.part(Part::Transparency).map(|(_, b)| b.words()).collect::<Vec<_>>(), [statement]);
        assert_eq!(article.ai_signals.len(), 1);
        assert_eq!(article.cards.len(), 1);
    }
}

#[test]
fn ten_thousand_cards_and_one_endless_line_are_read_in_linear_time() {
    let lines = page(&format!("The dyke is closed {DYKE}. It rained.\n").repeat(10_000), &["tribune.exampleSecondary"]);
    assert_eq!(read(&lines).markers.len(), 10_000);
    let line = page(&format!("The dyke is closed {DYKE}. It rained. ").repeat(10_000), &["tribune.exampleSecondary"]);
    assert_eq!(read(&line).markers.len(), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any shuffle of what such pages are made of is read, and every place is one of the text.
    #[test]
    fn any_text_is_read_with_places_inside_it(pieces in prop::collection::vec(prop_oneof![
        Just("tribune.example·Secondary".to_owned()), Just("·Sekundär".to_owned()), Just("..".to_owned()),
        Just(" .".to_owned()), Just("\n".to_owned()), Just("\r\n".to_owned()), Just("Sources\n- 1.tribune.exampleSecondary\n".to_owned()),
        Just("KI-Transparenz\n".to_owned()), Just("Der Deich ist zu ".to_owned()), Just("[1] ".to_owned()), Just("³".to_owned()),
        Just("“".to_owned()), Just("(Lind, 2024)".to_owned()), Just("https://a.example".to_owned()), Just("- ".to_owned()),
        Just("Über den Autor\n".to_owned()), Just("By Ada Lind\n".to_owned()), Just("3. März 2026\n".to_owned()), ".{0,12}",
    ], 0..60)) {
        let text = pieces.concat();
        let article = read(&text);
        let fits = |span: pressgate::text::Span| text.get(span.start..span.end).is_some();
        for block in &article.blocks {
            prop_assert!(fits(block.text.whole()));
        }
        for marker in &article.markers {
            prop_assert!(fits(marker.span));
            prop_assert!(article.blocks[marker.block].words().get(marker.range.clone()).is_some());
        }
        for card in &article.cards {
            prop_assert!(card.spans.iter().all(|s| fits(*s)));
        }
        for entry in &article.entries {
            prop_assert!(fits(entry.span));
            prop_assert!(article.blocks[entry.block].words().get(entry.range.clone()).is_some());
        }
        let fields = article.title.iter().chain(&article.dek).chain(&article.authors).chain(&article.ai_signals);
        for field in fields {
            let there = field.span.and_then(|s| text.get(s.start..s.end)).unwrap_or("");
            prop_assert!(there.split_whitespace().eq(field.text.split_whitespace()));
        }
    }
}
