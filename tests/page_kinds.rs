//! Pages that are more or less than an article: for phones, for printing, live, behind a paywall, and several on one page.

use pressgate::article::{self, Article, BlockKind, Format, Part};
use pressgate::text::Source;

fn read(name: &str) -> Article {
    let path = format!("{}/fixtures/pages/{name}.html", env!("CARGO_MANIFEST_DIR"));
    article::read(&Source::utf8(name, std::fs::read_to_string(path).unwrap()), Some(Format::Html))
}

/// The first words of every block of the body.
fn body(article: &Article) -> Vec<String> {
    let kept = article.part(Part::Body).filter(|(_, b)| b.kind != BlockKind::Caption);
    kept.map(|(_, b)| b.words().split(' ').take(3).collect::<Vec<_>>().join(" ")).collect()
}

fn head(article: &Article) -> (&str, Vec<&str>, &str) {
    let title = article.title.as_ref().map_or("", |title| title.text.as_str());
    let authors = article.authors.iter().map(|author| author.text.as_str()).collect();
    let published = article.published.as_ref().and_then(|time| time.value.as_deref()).unwrap_or_default();
    (title, authors, published)
}

#[test]
fn a_page_for_phones_is_read_without_its_components() {
    let article = read("amp");
    assert_eq!(head(&article), ("Night train to Halmer returns", vec!["Ida Moss"], "2026-03-04T06:00+01:00"));
    let body = body(&article);
    assert_eq!(body, ["The night train", "Tickets cost 39", "The county pays", "Timetable", "The train leaves"]);
    assert_eq!(article.url.as_deref(), Some("https://courier.example/transport/night-train"));
}

#[test]
fn a_page_for_printing_is_dated_by_the_article_and_not_by_the_printer() {
    let article = read("print");
    assert_eq!(head(&article), ("Night train to Halmer returns", vec!["Ida Moss"], "2026-03-04"));
    assert_eq!(body(&article), ["The night train", "Tickets cost 39", "The county pays"]);
}

#[test]
fn a_live_blog_is_one_article_with_a_heading_for_each_entry() {
    let article = read("live-blog");
    assert_eq!(head(&article), ("Storm reaches the coast: live", vec!["Bo Ek"], "2026-01-09T05:30Z"));
    assert_eq!(article.story_type.as_deref(), Some("live"));
    assert_eq!(article.updated.as_ref().and_then(|time| time.value.as_deref()), Some("2026-01-09T12:05Z"));
    assert_eq!(
        body(&article),
        [
            "Bridge closed",
            "The bridge at",
            "Lorries wait on",
            "Ferries stay",
            "All ferries to",
            "About 400 people",
            "What to expect",
            "The weather office",
        ]
    );
}

#[test]
fn of_a_page_behind_a_paywall_the_free_beginning_is_read() {
    let article = read("paywall");
    assert_eq!(head(&article), ("Who owns the quarry?", vec!["Ada Lind"], "2026-02-20"));
    assert_eq!(body(&article), ["Nobody at the", "Three companies are"]);
}

#[test]
fn of_several_articles_on_a_page_the_first_long_one_is_read_with_a_note() {
    let article = read("several");
    assert_eq!(head(&article), ("Council buys the old mill", vec!["Bo Ek"], "2026-03-03"));
    assert_eq!(body(&article), ["The council of", "A library and", "The mill has"]);
    let notes: Vec<&str> = article.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes, ["The page holds other articles; the first long one was read."]);
}
