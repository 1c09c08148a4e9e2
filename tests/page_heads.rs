//! Titles and authors of web pages: what is shown, what the head says, and which of them is believed.

use pressgate::article::{self, Article, Format};
use pressgate::text::Source;

/// A page with a head, and a text behind what stands above it.
fn page(head: &str, above: &str, behind: &str) -> Article {
    let text: String = (1..=6)
        .map(|day| {
            format!(
                "<p>On day {day} of the strike the ferries stayed in the harbour, and the council of the town said that \
                 it would pay for {day} more buses, which the union called too few by far.</p>"
            )
        })
        .collect();
    let html = format!(
        "<html><head>{head}</head><body>{above}<article><div class=\"article-body\">{text}</div></article>{behind}\
         </body></html>"
    );
    article::read(&Source::utf8("a.html", html), Some(Format::Html))
}

fn title(head: &str, above: &str) -> String {
    page(head, above, "").title.map(|title| title.text).unwrap_or_default()
}

fn authors(head: &str, above: &str) -> Vec<String> {
    page(head, above, "").authors.into_iter().map(|author| author.text).collect()
}

fn shared(title: &str) -> String {
    format!("<title>{title}</title><meta property=\"og:title\" content=\"{title}\">")
}

fn linked(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", {json}}}</script>")
}

#[test]
fn a_headline_above_the_article_goes_before_the_words_for_search_engines() {
    let head = shared("Ferry strike 2026: timetable and refunds");
    let shown = "<header role=\"banner\"><h1>Why the ferry strike of Brackwater goes on</h1></header>";
    assert_eq!(title(&head, shown), "Why the ferry strike of Brackwater goes on");
    let site = "<header role=\"banner\"><h1>The Brackwater Courier</h1></header>";
    assert_eq!(title(&head, site), "Ferry strike 2026: timetable and refunds");
}

#[test]
fn a_headline_that_goes_on_is_given_whole() {
    let head = shared("Ferries stay in the harbour");
    assert_eq!(
        title(&head, "<h1>Ferries stay in the harbour until Sunday at least</h1>"),
        "Ferries stay in the harbour until Sunday at least"
    );
    assert_eq!(
        title(&head, "<h1>Ferries stay in the harbour <small>12 February 2026</small></h1>"),
        "Ferries stay in the harbour"
    );
}

#[test]
fn the_name_of_the_site_is_cut_off_on_either_side() {
    let named = |title: &str| {
        format!("<title>{title}</title><meta property=\"og:site_name\" content=\"The Brackwater Courier\">")
    };
    assert_eq!(title(&named("Ferries - The Brackwater Courier"), ""), "Ferries");
    assert_eq!(title(&named("The Brackwater Courier » Ferry strike"), ""), "Ferry strike");
    let site = shared("The Brackwater Courier") + "<meta property=\"og:site_name\" content=\"The Brackwater Courier\">";
    assert_eq!(title(&site, "<h1>Ferry strike</h1>"), "Ferry strike");
}

#[test]
fn an_author_is_found_behind_its_id_wherever_that_stands() {
    let person = r##"{"@type": ["Person", "Organization"], "@id": "#ida", "name": "Ida Moss"}"##;
    let story = r##"{"@type": "NewsArticle", "headline": "Ferry strike", "author": {"@id": "#ida"}}"##;
    for graph in [format!("{person}, {story}"), format!("{story}, {person}")] {
        assert_eq!(authors(&linked(&format!("\"@graph\": [{graph}]")), ""), ["Ida Moss"]);
    }
    let apart = linked(&story[1..story.len() - 1]) + &linked(&person[1..person.len() - 1]);
    assert_eq!(authors(&apart, ""), ["Ida Moss"]);
}

#[test]
fn an_organisation_is_the_author_where_no_person_is_named() {
    let story = linked(
        r#""@type": "NewsArticle", "author": {"@type": "Organization", "name": "Harbour Wire"},
           "publisher": {"@type": "Organization", "name": "Harbour Wire"}"#,
    );
    assert_eq!(authors(&story, ""), ["Harbour Wire"]);
    assert_eq!(authors(&story, "<p>By Ida Moss</p>"), ["Ida Moss"]);
    let own = "<meta property=\"og:site_name\" content=\"Ida Moss\"><meta name=\"author\" content=\"Ida Moss\">";
    assert_eq!(authors(own, ""), ["Ida Moss"]);
    for nobody in ["admin", "Redaktion", "https://courier.example/staff", "desk@courier.example"] {
        assert_eq!(authors(&format!("<meta name=\"author\" content=\"{nobody}\">"), ""), [""; 0], "{nobody}");
    }
}

#[test]
fn a_longer_list_of_the_same_authors_is_the_whole_one() {
    let one = linked(r#""@type": "NewsArticle", "author": {"@type": "Person", "name": "Ida Moss"}"#);
    let head = |meta: &str| format!("{one}<meta name=\"author\" content=\"{meta}\">");
    assert_eq!(authors(&head("Ida Moss, Bo Ek"), ""), ["Ida Moss", "Bo Ek"]);
    assert_eq!(authors(&head("Ada Lind, Bo Ek"), ""), ["Ida Moss"]);
}

#[test]
fn agencies_and_first_names_are_authors_beside_others() {
    let meta = |names: &str| authors(&format!("<meta name=\"author\" content=\"{names}\">"), "");
    assert_eq!(meta("Ida Moss und Bo Ek, dpa"), ["Ida Moss", "Bo Ek", "dpa"]);
    assert_eq!(meta("Ida and Bo"), ["Ida", "Bo"]);
    assert_eq!(meta("Ida Moss, Sund"), ["Ida Moss"]);
}

#[test]
fn a_byline_may_have_its_date_behind_the_name() {
    assert_eq!(authors("", "<h1>Ferry strike</h1><p>By Ida Moss 4 March 2026</p>"), ["Ida Moss"]);
    assert_eq!(authors("", "<h1>Ferry strike</h1><p>By Ida Moss March 4, 2026</p>"), ["Ida Moss"]);
    assert_eq!(authors("", "<h1>Ferry strike</h1><p>By 4 March the boats were back</p>"), [""; 0]);
}

#[test]
fn a_name_alone_under_the_text_is_the_author() {
    let signed = |words: &str| {
        let text = "<p>The ferries stayed in the harbour on Monday, and the council of the town said that it would pay for \
                    more buses, which the union called too few by far.</p>";
        let html = format!(
            "<html><body><article><h1>Ferry strike</h1>{}<p>{words}</p></article></body></html>",
            text.repeat(5)
        );
        let article = article::read(&Source::utf8("a.html", html), Some(Format::Html));
        article.authors.into_iter().map(|author| author.text).collect::<Vec<_>>()
    };
    assert_eq!(signed("<strong>Ida Moss</strong>"), ["Ida Moss"]);
    assert_eq!(signed("Autoren Ida Moss und Bo Ek"), ["Ida Moss", "Bo Ek"]);
    assert_eq!(signed("Nothing Moved On Monday."), [""; 0]);
    assert_eq!(signed("<a href=\"/strike\">Ferry Strike</a>"), [""; 0]);
}

#[test]
fn a_byline_beside_the_title_is_read_whatever_its_element_is_called() {
    let list = "<ul class=\"breadcrumb\"><li><a href=\"/\">Home</a></li><li>By Ida Moss</li></ul><h1>Ferry strike</h1>";
    assert_eq!(authors("", list), ["Ida Moss"]);
}
