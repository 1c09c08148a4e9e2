//! Articles in JSON, as a CMS or webhook sends them.

use pressgate::article::{Article, Format, Part, read};
use pressgate::text::{Source, Span};

fn article(text: &str) -> Article {
    read(&Source::utf8("a.json", text), None)
}

fn at(text: &str, span: Option<Span>) -> &str {
    span.map_or("", |s| &text[s.start..s.end])
}

fn words(article: &Article, part: Part) -> Vec<&str> {
    article.part(part).map(|(_, b)| b.words()).collect()
}

#[test]
fn places_count_in_the_json_file() {
    let text = r#"{"headline": "Dyke \u201csafe\u201d", "byline": "By Ada Lind and Bo Ek", "published_at": "2026-02-12T10:47Z",
      "body": {"content_type": "text/markdown", "value": "The \"old\" dyke [broke](https:\/\/log.example\/a).\n\nIt held\nlong."}}"#;
    let a = article(text);
    assert_eq!(a.format, Format::Json);
    let title = a.title.as_ref().unwrap();
    assert_eq!((title.text.as_str(), at(text, title.span)), ("Dyke “safe”", r"Dyke \u201csafe\u201d"));
    let authors: Vec<_> = a.authors.iter().map(|f| at(text, f.span)).collect();
    assert_eq!(authors, ["Ada Lind", "Bo Ek"]);
    assert_eq!(at(text, a.published.as_ref().unwrap().span), "2026-02-12T10:47Z");
    assert_eq!(words(&a, Part::Body), ["The \"old\" dyke broke.", "It held long."]);
    assert_eq!(at(text, Some(a.markers[0].span)), r"[broke](https:\/\/log.example\/a)");
    let block = &a.blocks[a.markers[0].block];
    assert_eq!(at(text, Some(block.text.span(4..9))), r#"\"old\""#);
}

#[test]
fn one_level_of_wrapping_and_rendered_values_are_seen_through() {
    let text =
        r#"{"data": {"title": {"rendered": "Dyke"}, "content": {"rendered": "<p>It broke.<\/p>\n<p>It held.</p>"}}}"#;
    let a = article(text);
    assert_eq!(at(text, a.title.as_ref().unwrap().span), "Dyke");
    assert_eq!(words(&a, Part::Body), ["It broke.", "It held."]);
}

#[test]
fn sources_are_entries_of_the_source_list() {
    let text = r#"{"body": "It broke.", "format": "markdown", "sources": [
      {"title": "Log", "url": "https://log.example/a", "grade": "Primary", "author": "Council"},
      "https://tribune.example/b", "", {}]}"#;
    let a = article(text);
    assert_eq!(words(&a, Part::SourceList), ["Council Log https://log.example/a Primary", "https://tribune.example/b"]);
    let urls: Vec<_> = a.entries.iter().map(|e| (e.label.as_deref(), e.url.as_deref(), e.listed)).collect();
    assert_eq!(
        urls,
        [(Some("1"), Some("https://log.example/a"), true), (Some("2"), Some("https://tribune.example/b"), true)]
    );
    assert_eq!(a.entries[0].grade.as_deref(), Some("Primary"));
}

#[test]
fn a_file_without_an_article_is_empty_and_says_what_was_looked_for() {
    for text in ["[1, 2]", "{\"name\": \"x\"}", "{\"body\": \"\"}", "{\"body\": null}"] {
        let a = read(&Source::utf8("a.json", text), None);
        assert!(a.is_empty());
        assert!(a.notes[0].message.contains("body"), "{:?}", a.notes);
    }
}

#[test]
fn broken_json_is_noted_with_its_place() {
    let text = "{\n  \"body\": \"It broke.\",\n  \"title\": x\n}";
    let a = article(text);
    assert!(a.is_empty());
    assert!(a.notes[0].message.contains("line 3"), "{:?}", a.notes);
    assert_eq!(at(text, a.notes[0].span), "x");
}
