//! The full texts of sources that lie beside an article: whose they are, and what is looked up in them.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pressgate::analysis::analyse;
use pressgate::article::{self, Format, SourceText};
use pressgate::lexicon::Lexicons;
use pressgate::policy::Severity;
use pressgate::review::{ArticleReview, Case, Finding, Tongue, judge};
use pressgate::text::Source;

mod judging;

/// A card with an excerpt, as a page shows it.
const CARD: &str = "<span class=\"citation-card\"><span class=\"title\">Mayor on the bridge</span><span class=\"domain\">\
    herald.example</span>·<span class=\"grade\">Secondary</span><span class=\"excerpt\">The mayor said that the town has no \
    money for the bridge. She spoke at the town hall.</span></span>";

const FULL: &str = "Mayor on the bridge. The mayor said on Monday that the town has no money for the bridge over the Elm. \
    She spoke at the town hall. “We will not close the old bridge before the new one is ready in May,” she said. The bridge \
    was closed for 14 months, the town wrote. The town did not say who would pay for the lamps along the shore.";

fn text(stem: &str, words: &str) -> SourceText {
    let name = format!("sources/{stem}.txt");
    SourceText { name, stem: stem.to_owned(), own: false, url: None, text: words.to_owned() }
}

fn review(page: &str, texts: &[SourceText], tongue: Tongue) -> ArticleReview {
    let policy = judging::news();
    let source = Source::utf8("a.html", page);
    let mut article = article::read(&source, Some(Format::Html));
    article.texts = texts.iter().cloned().map(Arc::new).collect();
    let lexicons = Lexicons::shipped();
    let analysis = analyse(article, lexicons, policy.outlets());
    let as_of = jiff::civil::date(2026, 2, 12);
    judge(&Case { source: &source, analysis: &analysis, policy: &policy, lexicons, as_of, tongue })
}

fn page(body: &str) -> String {
    format!("<html lang=\"en\"><body><article><h1>The bridge</h1>{body}</article></body></html>")
}

fn of<'r>(review: &'r ArticleReview, rule: &str) -> Vec<&'r Finding> {
    review.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn skipped<'r>(review: &'r ArticleReview, rule: &str) -> Option<&'r str> {
    review.skipped.iter().find(|skipped| skipped.rule == rule).map(|skipped| skipped.reason.as_str())
}

#[test]
fn a_quotation_that_only_the_full_text_has_is_found_there() {
    let body =
        format!("<p>“We will not close the old bridge before the new one is ready in May,” the mayor said{CARD}.</p>");
    let without = review(&page(&body), &[], Tongue::English);
    let absent = of(&without, "quotation-absent-from-excerpt");
    assert!(absent[0].message.contains("the excerpt of herald.example"), "{}", absent[0].message);
    let with = review(&page(&body), &[text("herald.example", FULL)], Tongue::English);
    assert!(of(&with, "quotation-absent-from-excerpt").is_empty());
    assert!(of(&with, "claim-absent-from-excerpt").is_empty());
    assert_eq!(with.sources[0].full_text, ["sources/herald.example.txt"]);
}

#[test]
fn a_quotation_that_the_full_text_lacks_is_absent_from_the_full_text() {
    let body = format!("<p>“Nobody asked the fishermen what they need,” the mayor said{CARD}.</p>");
    let with = review(&page(&body), &[text("herald.example", FULL)], Tongue::English);
    let absent = of(&with, "quotation-absent-from-excerpt");
    assert!(absent[0].message.contains("is absent from the full text of herald.example"), "{}", absent[0].message);
    let german = review(&page(&body), &[text("herald.example", FULL)], Tongue::German);
    let absent = of(&german, "quotation-absent-from-excerpt");
    assert!(absent[0].message.contains("fehlt im Volltext"), "{}", absent[0].message);
}

#[test]
fn a_changed_word_is_told_with_the_words_of_the_full_text() {
    let body = format!(
        "<p>“We will not close the old bridge before the cheap one is ready in May,” the mayor said{CARD}.</p>"
    );
    let with = review(&page(&body), &[text("herald.example", FULL)], Tongue::English);
    let altered = of(&with, "altered-quotation");
    assert!(altered[0].message.contains("the full text of herald.example has “We will not"), "{}", altered[0].message);
}

#[test]
fn a_source_that_is_only_linked_is_unknown_without_its_text_and_looked_up_with_it() {
    let body = "<p>The bridge over the Elm was closed for 18 months, the town <a \
        href=\"https://herald.example/2026/bridge\">wrote</a>.</p>";
    let without = review(&page(body), &[], Tongue::English);
    assert!(skipped(&without, "figure-contradicts-excerpt").is_some_and(|reason| reason.contains("full text")));
    let with = review(&page(body), &[text("bridge", FULL)], Tongue::English);
    let contradicted = of(&with, "figure-contradicts-excerpt");
    assert_eq!(contradicted.len(), 1, "{:?}", with.findings);
    let message = &contradicted[0].message;
    assert!(message.contains("the full text of herald.example") && message.contains("14"), "{message}");
    assert!(message.contains("contradict") && !message.contains("absent"), "{message}");
}

#[test]
fn a_claim_that_a_full_text_lacks_is_a_warning_each_and_one_that_an_excerpt_lacks_a_note() {
    let body = format!(
        "<p>The mayor said on Monday that the town has no money for the bridge{CARD}. She spoke at the town hall on Monday{CARD}. \
         Five engineers in Halmer will repair the pumps and the lighthouse by June 2026{CARD}.</p>"
    );
    let without = review(&page(&body), &[], Tongue::English);
    let absent = of(&without, "claim-absent-from-excerpt");
    assert!(absent.iter().any(|f| f.severity == Severity::Note && f.message.contains("the excerpt of")), "{absent:?}");
    let with = review(&page(&body), &[text("herald.example", FULL)], Tongue::English);
    let absent = of(&with, "claim-absent-from-excerpt");
    assert_eq!(absent.len(), 1, "{absent:?}");
    assert_eq!(absent[0].severity, Severity::Warning);
    assert!(absent[0].message.contains("the full text of"), "{}", absent[0].message);
}

#[test]
fn an_excerpt_is_not_overloaded_where_its_source_can_be_read() {
    let body = format!(
        "<p>The bridge was closed for 14 months{CARD}. The mayor spoke on 9 February 2026{CARD}. The new bridge opens in May \
         2026{CARD}. The repair cost $3 million{CARD}. About 9,000 cars cross it daily{CARD}.</p>"
    );
    assert_eq!(of(&review(&page(&body), &[], Tongue::English), "overloaded-excerpt").len(), 1);
    let with = review(&page(&body), &[text("herald.example", FULL)], Tongue::English);
    assert!(of(&with, "overloaded-excerpt").is_empty());
    assert!(skipped(&with, "overloaded-excerpt").is_some());
}

#[test]
fn words_taken_from_a_full_text_without_marks_are_told() {
    let body = "<p>The town has no money, the mayor <a href=\"https://herald.example/bridge\">said</a>.</p><p>The town did \
        not say who would pay for the lamps along the shore. Nobody knows.</p>";
    let with = review(&page(body), &[text("herald.example", FULL)], Tongue::English);
    let borrowed = of(&with, "unquoted-borrowing");
    assert!(borrowed[0].message.contains("the full text of herald.example"), "{}", borrowed[0].message);
}

#[test]
fn a_text_in_another_language_says_nothing() {
    let body = "<p>The bridge over the Elm was closed for 18 months, the town <a \
        href=\"https://herald.example/bridge\">wrote</a>.</p>";
    let german =
        "Die Brücke über die Elm war 14 Monate lang gesperrt, wie die Stadt am Montag mitteilte. Sie ist wieder offen.";
    let with = review(&page(body), &[text("bridge", german)], Tongue::English);
    assert!(skipped(&with, "figure-contradicts-excerpt").is_some());
    assert!(of(&with, "claim-absent-from-excerpt").is_empty());
    let body = format!("<p>“Nobody asked the fishermen what they need,” the mayor said{CARD}.</p>");
    let with = review(&page(&body), &[text("herald.example", german)], Tongue::English);
    assert!(
        of(&with, "quotation-absent-from-excerpt")[0].message.contains("the excerpt of"),
        "the page's excerpt remains"
    );
}

#[test]
fn a_text_whose_name_fits_two_sources_is_told_and_not_used() {
    let body = "<p>The bridge was closed for 18 months, the town <a href=\"https://herald.example/a\">wrote</a>. It is \
        <a href=\"https://herald.example/b\">open</a> again, the mayor said.</p>";
    let with = review(&page(body), &[text("herald.example", FULL)], Tongue::English);
    let told = of(&with, "unmatched-source-text");
    assert!(
        told[0].message.contains("fits several of its sources: https://herald.example/a and"),
        "{}",
        told[0].message
    );
    assert!(of(&with, "figure-contradicts-excerpt").is_empty());
}

#[test]
fn json_brings_the_texts_of_its_sources() {
    let json = serde_json::json!({
        "title": "The bridge",
        "language": "en",
        "body": "<p>The bridge over the Elm was closed for 18 months, the town <a href=\"https://herald.example/bridge\">\
                 wrote</a>.</p>",
        "source_texts": [{ "url": "https://www.herald.example/bridge?utm_source=mail", "text": FULL }],
    });
    let reviewed = judging::review(&json.to_string(), "a.json", Some(Format::Json), None, &judging::news());
    assert_eq!(of(&reviewed, "figure-contradicts-excerpt").len(), 1, "{:?}", reviewed.skipped);
    assert_eq!(reviewed.sources[0].full_text, ["source_texts[0]"]);
}

#[test]
fn a_long_article_over_long_sources_takes_time_by_their_length_alone() {
    let mut words = String::new();
    for i in 0..20_000 {
        let _ = write!(words, "The town wrote that pump {i} of the old bridge was closed for {i} days. ");
    }
    let mut body = String::new();
    for i in 0..2_000 {
        let _ = write!(
            body,
            "<p>“We will not close the old pump {i} of the bridge,” the mayor <a href=\"https://herald.example/bridge\">said\
             </a>.</p>"
        );
    }
    let begun = Instant::now();
    review(&page(&body), &[text("bridge", &words)], Tongue::English);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn what_a_full_text_has_from_another_outlet_is_told() {
    let words = "The pilot of the ferry had asked twice for new engines before the storm in March, his sister told Reuters. The \
                 owner of the ferry has not answered.";
    let body = |more: &str| {
        format!(
            "<p>The pilot of the ferry had asked twice for new engines before the storm in March{more}, <a \
             href=\"https://herald.example/pilot\">a report says</a>.</p>"
        )
    };
    let told = review(&page(&body("")), &[text("pilot", words)], Tongue::English);
    let told = of(&told, "unmarked-second-hand-account");
    assert!(told[0].message.contains("the full text of herald.example has it from Reuters"), "{}", told[0].message);
    let named = review(&page(&body(", Reuters reported")), &[text("pilot", words)], Tongue::English);
    assert!(of(&named, "unmarked-second-hand-account").is_empty());
}
