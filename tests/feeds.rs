//! Feeds: every entry is an article of its own.

mod containers;

use containers::{hold_places, items, refusal, run, words};
use pressgate::article::{self, Article, Part};
use pressgate::text::Source;
use proptest::prelude::*;

const RSS: &[u8] = include_bytes!("../fixtures/feeds/harbour-post.xml");
const ATOM: &[u8] = include_bytes!("../fixtures/feeds/hafenpost.atom");

/// The entries of a feed that can be read, with their sources.
fn entries(name: &str, bytes: &[u8]) -> Vec<(Source, Article)> {
    let sources = items(name, bytes).unwrap().into_iter().flatten();
    sources.map(|source| (source.clone(), article::read(&source, None))).collect()
}

fn title(article: &Article) -> &str {
    article.title.as_ref().map_or("", |title| title.text.as_str())
}

#[test]
fn an_entry_of_rss_has_its_title_author_date_and_full_text() {
    let (source, article) = &entries("feed.xml", RSS)[0];
    assert_eq!(source.item(), Some("https://harbour.example/ferry"));
    assert_eq!(title(article), "Elm council closes the ferry landing & the pier");
    assert_eq!(article.authors[0].text, "Ada Lind");
    assert_eq!(article.published.as_ref().unwrap().value.as_deref(), Some("2026-02-12T10:47+01:00"));
    assert_eq!(article.url.as_deref(), Some("https://harbour.example/ferry"));
    assert_eq!(article.declared_language.as_deref(), Some("en-GB"));
    assert_eq!(words(article, Part::Body).len(), 3);
    assert!(words(article, Part::Body)[0].starts_with("The council of Elm closed"));
    assert_eq!(article.markers.len(), 1);
}

#[test]
fn an_entry_with_a_summary_alone_is_read_with_a_note() {
    let (source, article) = &entries("feed.xml", RSS)[1];
    assert_eq!(source.item(), Some("Mill to reopen"));
    assert_eq!(article.authors[0].text, "Mia Torp");
    assert_eq!(words(article, Part::Body), ["The mill of Elm will reopen in May, the owner said."]);
    assert!(article.notes[0].message.contains("summary"), "{:?}", article.notes);
}

#[test]
fn an_entry_without_a_text_is_told_and_never_passed() {
    let lost = items("feed.xml", RSS).unwrap().into_iter().nth(2).unwrap().unwrap_err();
    assert_eq!(lost.item.as_deref(), Some("https://harbour.example/headline"));
    let (status, json, complaint) = run(&["analyze", "--format", "json"], "feed.xml", RSS);
    assert_eq!(status, 2);
    assert_eq!(json.lines().count(), 3, "one line for each entry");
    assert!(
        json.lines().nth(2).unwrap().contains("\"item\":\"https://harbour.example/headline\",\"error\":"),
        "{json}"
    );
    assert!(complaint.contains("feed.xml · https://harbour.example/headline: this entry"), "{complaint}");
    let (status, review, notes) = run(&["check", "--format", "json"], "feed.xml", RSS);
    assert_eq!(status, 2);
    assert!(notes.contains("feed.xml · Mill to reopen: The feed gives a summary"), "{notes}");
    let (_, _, notes) = run(&["check", "--format", "json", "--quiet"], "feed.xml", RSS);
    assert!(!notes.contains("The feed gives a summary"), "{notes}");
    assert!(review.contains("\"item\": \"https://harbour.example/ferry\""), "{review}");
}

#[test]
fn an_entry_of_atom_may_hold_any_of_its_kinds_of_text() {
    let entries = entries("feed", ATOM);
    let titles: Vec<&str> = entries.iter().map(|(_, article)| title(article)).collect();
    assert_eq!(titles, ["Rat sperrt den Anleger", "Mühle & Wehr", "Drei Sätze"]);
    let names: Vec<Option<&str>> = entries.iter().map(|(source, _)| source.item()).collect();
    assert_eq!(names, [Some("https://hafenpost.example/anleger"), Some("Mühle & Wehr"), Some("Drei Sätze")]);
    let (_, xhtml) = &entries[0];
    assert_eq!(xhtml.authors[0].text, "Ada Lind");
    assert_eq!(xhtml.published.as_ref().unwrap().value.as_deref(), Some("2026-02-12T10:47+01:00"));
    assert_eq!(xhtml.updated.as_ref().unwrap().value.as_deref(), Some("2026-02-12T11:00+01:00"));
    assert_eq!(words(xhtml, Part::Body)[1], "Die Fähre ist vierzig Jahre alt & fährt seit Montag nicht mehr.");
    let (_, html) = &entries[1];
    assert_eq!(words(html, Part::Body), ["Die Mühle öffnet im Mai wieder, sagte der Eigentümer am Dienstag."]);
    let (_, text) = &entries[2];
    assert_eq!(
        words(text, Part::Body),
        ["Der Kreis zahlt das Rad.", "Es war seit zehn Jahren zerbrochen, weniger als 5 < 6 Schaufeln blieben."]
    );
}

#[test]
fn every_place_counts_in_the_texts_of_all_entries_as_they_are_printed() {
    for (name, bytes) in [("feed.xml", RSS), ("feed.atom", ATOM)] {
        let sources: Vec<Source> = items(name, bytes).unwrap().into_iter().flatten().collect();
        hold_places(&sources);
        let (_, printed, _) = run(&["analyze", "--format", "text"], name, bytes);
        assert_eq!(printed, sources.iter().map(Source::text).collect::<String>());
    }
}

#[test]
fn annotations_and_code_scanning_name_the_entry_instead_of_a_line_of_the_file() {
    let feed = "<rss><channel><item><title>The mill</title><link>https://mill.example/1</link><description>The mill of Elm will \
        reopen in May, [citation needed] the owner said. TODO: check it.</description></item></channel></rss>";
    let (_, annotations, _) = run(&["check", "--format", "github"], "report.xml", feed.as_bytes());
    let first = annotations.lines().next().unwrap();
    assert!(first.contains("::https://mill.example/1: ") && !first.contains("line="), "{annotations}");
    let (_, sarif, _) = run(&["check", "--format", "sarif"], "report.xml", feed.as_bytes());
    assert!(sarif.contains("\"name\": \"https://mill.example/1\"") && !sarif.contains("startLine"), "{sarif}");
}

#[test]
fn a_feed_in_another_encoding_is_decoded() {
    let feed = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><title>Mühle</title><description>\
        Die Mühle öffnet im Mai wieder.</description></item></channel></rss>";
    let bytes: Vec<u8> = feed.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (_, article) = &entries("feed.rss", &bytes)[0];
    assert_eq!(words(article, Part::Body), ["Die Mühle öffnet im Mai wieder."]);
    assert!(article.notes.iter().any(|note| note.message.contains("windows-1252")), "{:?}", article.notes);
}

#[test]
fn a_feed_without_entries_and_what_is_no_feed_are_refused() {
    assert_eq!(
        refusal("a.rss", b"<rss version='2.0'><channel><title>A</title></channel></rss>"),
        "the feed has no entries"
    );
    assert!(refusal("a.rss", b"<html><body><p>A</p></body></html>").contains("no feed"));
    assert!(refusal("a.rss", b"Not XML at all").contains("damaged"));
    assert!(refusal("a.atom", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A").contains("damaged"));
    assert_eq!(run(&["check"], "empty.rss", b"<rss></rss>").0, 2);
}

#[test]
fn what_stands_before_the_damage_is_read_and_the_damage_told() {
    let cut = &RSS[..RSS.len() - 60];
    let (status, json, complaint) = run(&["analyze", "--format", "json"], "cut.xml", cut);
    assert_eq!((status, json.lines().count()), (2, 3), "{json}");
    assert!(complaint.contains("the feed is damaged behind its entry 2"), "{complaint}");
}

#[test]
fn too_many_entries_are_refused_and_depth_is_none() {
    let item = "<item><title>A</title><description>The mill stands still.</description></item>";
    let feed = format!("<rss><channel>{}</channel></rss>", item.repeat(10_001));
    assert!(refusal("many.rss", feed.as_bytes()).contains("more than 10000 entries"));
    let (open, close) = ("<x>".repeat(100_000), "</x>".repeat(100_000));
    let deep = format!(
        "<rss><channel>{open}{item}{close}<item><description>{open}The mill.{close}</description></item></channel></rss>"
    );
    assert_eq!(items("deep.rss", deep.as_bytes()).unwrap().len(), 2);
}

#[test]
fn other_xml_and_pages_about_feeds_are_no_feeds() {
    let (status, json, _) = run(
        &["analyze", "--format", "json"],
        "page.xml",
        b"<?xml version='1.0'?><html><body><p>The mill stands still.</p></body></html>",
    );
    assert_eq!(status, 0);
    assert!(json.contains("\"format\":\"html\",\"coordinates\":\"file\""), "{json}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_articles_or_a_sentence(
        atom in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = if atom { ATOM } else { RSS }.to_vec();
        bytes.truncate(cut.index(bytes.len() * 2).max(1));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(sources) = items("a.rss", &bytes) {
            sources.iter().flatten().for_each(|source| drop(containers::analysis(source)));
        }
    }
}
