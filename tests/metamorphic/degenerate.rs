//! Pages that are hardly pages: no crash, the exit code that is promised, never a silent pass.

use std::io::Write as _;
use std::process::{Command, Stdio};

use pressgate::article::{Part, Style};

use crate::bench::{fixture, seen};
use crate::story::english;

/// Exit code and standard error of a check of standard input.
fn check(from: &str, text: &str) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pressgate"))
        .args(["check", "--as-of", "2026-06-01", "--format", "json", "--from", from, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Holds that there is nothing to check here, and that the program says so.
#[track_caller]
fn refused(from: &str, text: &str) {
    let (code, said) = check(from, text);
    assert_eq!(code, Some(2), "{from} {text:?}: {said}");
    assert!(!said.trim().is_empty() && !said.contains("panicked"), "{said}");
}

/// Holds that a page is checked.
#[track_caller]
fn checked(from: &str, text: &str) {
    let (code, said) = check(from, text);
    assert!(matches!(code, Some(0 | 1)), "{from}: {code:?} {said}");
}

const ALL: [&str; 4] = ["html", "markdown", "text", "json"];

#[test]
fn nothing_at_all_is_refused() {
    for from in ALL {
        refused(from, "");
        refused(from, " \n\t\r\n ");
        refused(from, "\u{feff}");
    }
}

#[test]
fn a_title_alone_is_refused() {
    refused("html", "<html><head><title>Depot burns</title></head><body><h1>Depot burns</h1></body></html>");
    refused("markdown", "---\ntitle: Depot burns\n---\n");
    refused("markdown", "# Depot burns\n");
    refused("text", "Velm Closes Its Tram Depot After a Fire\n");
    refused("json", r#"{"title": "Depot burns"}"#);
    refused("json", r#"{"title": "Depot burns", "body": ""}"#);
}

#[test]
fn a_list_of_sources_alone_is_refused() {
    refused("markdown", "## Sources\n\n1. [Notice](https://a.example/1), A, 2026 (Primary)\n2. b.example\n");
    refused("text", "Sources\n- 1.a.exampleSecondary\n- 2.b.exampleSecondary\n");
    refused("text", "Quellen\n- 1.a.exampleSekundär\n- 2.b.exampleSekundär\n");
    refused(
        "html",
        "<section class=\"sources\"><h2>Sources</h2><ol><li><a href=\"https://a.example/1\">A</a></li></ol></section>",
    );
}

#[test]
fn a_transparency_box_alone_is_refused() {
    for name in ["articles/copied-page-en.txt", "articles/copied-page-de.txt"] {
        let page = fixture(name);
        let article = seen(name, &page).analysis.article;
        let (block, _) = article.part(Part::Transparency).next().unwrap();
        let start = article.blocks[block].text.span(0..article.blocks[block].words().len()).start;
        refused("text", &page[start..]);
    }
    refused("markdown", "## AI transparency\n\nA language model checked the spelling of this article.\n");
}

#[test]
fn ten_thousand_cards_are_read() {
    let card = "Depot burns in Velmgazette.example·SecondaryEleven trams were lost. The cause is known..";
    let mut page = String::from("Velm Closes Its Tram Depot After a Fire\n10 March 2026, 10:00\n\n");
    for i in 0..10_000 {
        page += &format!("The fire burned tram number {i} {card}{}", if i % 5 == 4 { "\n" } else { " " });
    }
    page += "Sources\n- 1.gazette.exampleSecondary\n";
    let analysis = seen("a.txt", &page).analysis;
    assert_eq!(analysis.citations.iter().filter(|c| c.style == Style::Card).count(), 10_000);
    assert_eq!(analysis.article.cards.len(), 1);
    assert_eq!(analysis.outlets.len(), 1);
}

#[test]
fn one_endless_line_is_read() {
    // A tenth of what the release build is measured on: these tests run unoptimised.
    let line = "Eleven trams were lost in the fire, the city of Velm said. ".repeat(17_000);
    for from in ["html", "markdown", "text"] {
        checked(from, &line);
    }
}

#[test]
fn right_to_left_text_is_read_and_no_lexicon_claims_to_have_read_it() {
    let text = "قال المتحدث باسم البلدية إن الحريق دمر أحد عشر ترامًا. وأضاف أن السبب معروف.\n\nוהעירייה אמרה כי הסיבה ידועה.\n";
    for from in ["html", "markdown", "text"] {
        // So short a text in a language without word lists leaves nothing to score: that is said, never passed.
        refused(from, text);
    }
    let page = seen("a.md", text);
    assert!(
        page.of("missing-language-pack").count() > 0
            || page.review.skipped.iter().any(|s| s.reason.contains("language"))
    );
}

#[test]
fn a_grade_inside_an_excerpt_is_no_card() {
    for (name, card, grade) in [
        ("articles/copied-page-en.txt", "Traffic on the dyke road was stopped at noon.", "Secondary"),
        ("articles/copied-page-de.txt", "Prüfer hatten am unteren Tor Risse gefunden", "Sekundär"),
    ] {
        let page = fixture(name);
        let cards = |text: &str| {
            let article = seen(name, text).analysis.article;
            (article.cards.len(), article.markers.iter().filter(|m| m.style == Style::Card).count())
        };
        let other = page.replace(card, &format!("The list says ·{grade} for it. {card}"));
        assert_ne!(page, other);
        assert_eq!(cards(&page), cards(&other), "{name}");
    }
}

#[test]
fn two_stops_after_an_abbreviation_are_no_crash() {
    let page =
        fixture("articles/copied-page-en.txt").replace("the Board said in a statement.", "the Board Ltd.. said.");
    let before = seen("a.txt", &page);
    let other = page
        .replace("Lorries to the fish market now go round", "Lorries of Quell Inc.. to the fish market now go round");
    let after = seen("a.txt", &other);
    assert_eq!(before.analysis.citations.len(), after.analysis.citations.len());
}

#[test]
fn a_page_of_faults_only_is_never_approved() {
    let text = english()
        .markdown()
        .replace("## Sources", "As an AI language model, I cannot browse the web. TK\n\n## Sources");
    let (code, _) = check("markdown", &text);
    assert_eq!(code, Some(1));
}
