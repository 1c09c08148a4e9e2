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
fn byline_date_and_dek_of_a_fragment_stand_under_its_title_and_sentences_stay_text() {
    let read = |text: &str| article::read(&Source::utf8("a.html", text), Some(Format::Html));
    let article = read(
        "<h1>Elm closes its landing</h1><p class=\"standfirst\">The county wants an inspection first</p><p>By Ada Lind</p>\
         <p>12 February 2026</p><p>The ferry is forty years old.</p>",
    );
    assert_eq!(article.dek.as_ref().unwrap().text, "The county wants an inspection first");
    assert_eq!(article.authors[0].text, "Ada Lind");
    assert_eq!(article.published.as_ref().unwrap().value.as_deref(), Some("2026-02-12"));
    assert_eq!(words(&article, Part::Body), ["The ferry is forty years old."]);
    let article = read(
        "<h1>Mayor resigns</h1><p>By Ada Lind</p><p>The mayor resigned on 12 February 2026.</p><p>Ada Lind saw it.</p>",
    );
    assert_eq!(words(&article, Part::Body), ["The mayor resigned on 12 February 2026.", "Ada Lind saw it."]);
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

/// A paragraph of running text about boats, long enough to be one.
fn text(n: usize) -> String {
    format!(
        "<p>On day {n} of the strike the ferries of Brackwater stayed in the harbour, and the council of the town said \
         that it would pay for {n} more buses, which the union called too few by far.</p>"
    )
}

fn texts(n: usize) -> String {
    (1..=n).map(text).collect()
}

fn page(body: &str) -> Article {
    let html = format!("<html><head><title>Ferry strike</title></head><body>{body}</body></html>");
    article::read(&Source::utf8("a.html", html), Some(Format::Html))
}

/// The body of a page as one text.
fn body(article: &Article) -> String {
    let kept = article.part(Part::Body).filter(|(_, b)| b.kind != article::BlockKind::Caption);
    kept.map(|(_, b)| b.words()).collect::<Vec<_>>().join("\n")
}

/// Reads a page with an article and something beside it, and gives the body without the article's own running text.
fn beside(something: &str) -> String {
    let html =
        format!("<main><article><h1>Ferry strike</h1><div>{}{something}{}</div></article></main>", texts(3), texts(3));
    body(&page(&html)).lines().filter(|line| !line.starts_with("On day")).collect::<Vec<_>>().join("\n")
}

#[test]
fn running_text_between_title_and_body_is_the_lead() {
    let lead = "Nobody crossed the bay on Tuesday. It was the first day without a ferry in 11 years.";
    let html = format!(
        "<h1>Ferry strike</h1><div class=\"teaser\"><p>{lead}</p></div><div><p>By Ada Lind</p></div>\
                        <article><div class=\"article-body\">{}</div></article>",
        texts(6)
    );
    assert!(body(&page(&html)).starts_with(lead));
}

#[test]
fn a_body_in_several_elements_of_one_class_is_one() {
    let html = format!(
        "<h1>Ferry strike</h1><div><div class=\"story-text\">{}</div><div class=\"story-text\"><p>The end came \
                        quietly on Friday, when the last boat of the evening left the pier for the islands.</p></div></div>",
        texts(6)
    );
    assert!(body(&page(&html)).contains("The end came"));
}

#[test]
fn what_stands_under_a_picture_is_a_caption() {
    assert_eq!(
        beside("<div class=\"image-caption\"><p>The pier of Brackwater on Monday, without a boat.</p></div>"),
        ""
    );
    assert_eq!(beside("<p>The pier of Brackwater on Monday. (Photo: Ada Lind)</p>"), "");
    assert_eq!(beside("<figure><img src=a.jpg><p>The pier of Brackwater.</p></figure>"), "");
    assert_ne!(beside("<p>Photos of the pier went round the town, and people asked who would mend the boats.</p>"), "");
}

#[test]
fn teasers_offers_and_comments_are_left_out() {
    let teaser = "<div><a href=\"/b\"><div><h3>Bus drivers join the strike</h3><p>They stop on Friday. So do taxis.</p></div></a></div>";
    assert_eq!(beside(teaser), "");
    let teaser = "<div><h3><a href=\"/b\">Bus drivers join the strike</a></h3><p>They stop on Friday. So do the taxis.</p></div>";
    assert_eq!(beside(teaser), "");
    assert_eq!(beside("<p>Read more: <a href=\"/b\">Bus drivers join the strike of the ferries</a></p>"), "");
    let offer = "<div><h3>News from the bay</h3><p>Sign up for our newsletter</p><p>Every morning, before the first boat leaves.</p></div>";
    assert_eq!(beside(offer), "");
    let comments: String = (1..40).map(|n| format!("<div class=\"comment\">{}</div>", text(n))).collect();
    let html = format!("<h1>Ferry strike</h1><div>{}</div><section id=\"comments\">{comments}</section>", texts(6));
    assert_eq!(body(&page(&html)).lines().count(), 6);
}

#[test]
fn what_a_page_hides_is_left_out_and_what_it_folds_is_read() {
    let words = "The union has 214 members on the boats, and all of them are out on the pier this week.";
    assert_eq!(beside(&format!("<div class=\"hidden\"><p>{words}</p></div>")), "");
    assert_eq!(beside(&format!("<div class=\"hidden md:block\"><p>{words}</p></div>")), words);
    assert_eq!(
        beside(&format!(
            "<div class=\"accordion\"><div role=\"region\" style=\"display: none\"><p>{words}</p></div></div>"
        )),
        words
    );
}

#[test]
fn a_post_that_is_quoted_is_part_of_the_text() {
    let post = "<blockquote class=\"twitter-tweet\"><p>No boat today, no boat tomorrow.</p></blockquote>";
    assert_eq!(beside(post), "No boat today, no boat tomorrow.");
}

#[test]
fn of_several_articles_the_main_one_is_read_with_a_note() {
    let one =
        |title: &str| format!("<article><h1>{title}</h1><div class=\"article-body\">{}</div></article>", texts(6));
    let article = page(&format!("<main>{}{}</main>", one("Ferry strike"), one("Bridge opens")));
    assert_eq!(article.title.as_ref().unwrap().text, "Ferry strike");
    assert_eq!(body(&article).lines().count(), 6);
    assert!(article.notes.iter().any(|n| n.message.contains("other articles")), "{:?}", article.notes);
}

#[test]
fn every_block_of_a_page_says_why_it_was_kept_or_left_out() {
    let article = page(&format!(
        "<nav><p>Home</p></nav><article><h1>Ferry strike</h1><div class=\"related-posts\">\
                                 <p>Bus drivers join in.</p></div>{}</article>",
        texts(6)
    ));
    let why = |words: &str| article.blocks.iter().find(|b| b.words().starts_with(words)).unwrap().why.clone().unwrap();
    assert!(why("On day 1").contains("element that holds the article"));
    assert!(why("Bus drivers").contains("<div class=\"related-posts\">"));
    assert!(article.blocks.iter().all(|b| b.why.is_some()));
}

#[test]
fn authors_are_found_in_marked_elements_and_lines() {
    let names = |html: &str| {
        let article = page(&format!("<article><h1>Ferry strike</h1>{html}{}</article>", texts(6)));
        article.authors.iter().map(|a| a.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        names("<div class=\"post-meta\"><a href=\"/author/ada\">Ada Lind</a> 12 February 2026</div>"),
        ["Ada Lind"]
    );
    assert_eq!(names("<p>Posted on 12 February 2026 by Ada Lind</p>"), [""; 0]);
    assert_eq!(names("<p>By Ada Lind • 12 February 2026</p>"), ["Ada Lind"]);
    assert_eq!(
        names("<span class=\"author vcard\"><a rel=\"author\" href=\"/u/1\">View all posts by Ada Lind →</a></span>"),
        ["Ada Lind"]
    );
    assert_eq!(
        names("<figure><figcaption class=\"author\">Bo Ek</figcaption></figure><p>By Ada Lind</p>"),
        ["Ada Lind"]
    );
}

#[test]
fn a_headline_is_told_from_the_line_above_it() {
    let html = format!(
        "<html><head><title>Courier</title></head><body><article><h1><span class=\"kicker\">Brackwater</span> \
         <span>Ferry strike ends</span></h1>{}</article></body></html>",
        texts(6)
    );
    let article = article::read(&Source::utf8("a.html", html), Some(Format::Html));
    assert_eq!(article.title.as_ref().unwrap().text, "Ferry strike ends");
}

#[test]
fn disagreement_about_headline_and_day_is_a_note() {
    let head = "<meta property=\"article:published_time\" content=\"2026-02-12\"><script type=\"application/ld+json\">\
                {\"@type\": \"Article\", \"headline\": \"Buses replace boats\", \"datePublished\": \"2026-02-10\"}</script>";
    let html = format!(
        "<html><head><title>Ferry strike</title>{head}</head><body><article><h1>Ferry strike</h1>{}</article></body></html>",
        texts(6)
    );
    let article = article::read(&Source::utf8("a.html", html), Some(Format::Html));
    let notes: Vec<&str> = article.notes.iter().map(|n| n.message.as_str()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].contains("Buses replace boats") && notes[1].contains("2026-02-10 and 2026-02-12"), "{notes:?}");
}

#[test]
fn a_day_is_read_from_lines_and_from_the_address() {
    let value = |html: &str| {
        page(&format!("<article><h1>Ferry strike</h1>{html}{}</article>", texts(6))).published.and_then(|t| t.value)
    };
    assert_eq!(value("<p class=\"post-date\">Publié le 12 février 2026</p>").as_deref(), Some("2026-02-12"));
    let html = format!(
        "<html><head><link rel=canonical href=\"https://courier.example/2026/02/12/ferry\"></head>\
                        <body><article><h1>Ferry strike</h1>{}</article></body></html>",
        texts(6)
    );
    let article = article::read(&Source::utf8("a.html", html), Some(Format::Html));
    assert_eq!(article.published.and_then(|t| t.value).as_deref(), Some("2026-02-12"));
}

#[test]
fn the_mark_beside_a_heading_that_links_to_it_is_no_note() {
    let article = page(
        "<article><h1>Ferry</h1><h2 id=\"fares\">Fares <a href=\"#fares\">#</a></h2><p>Fares rise in May by a tenth, and children pay half, the line said on Monday in Halmer.</p></article>",
    );
    assert!(article.markers.is_empty(), "{:?}", article.markers);
}

#[test]
fn a_note_with_a_word_for_an_id_is_defined_where_that_id_stands() {
    let article = page(
        "<article><h1>Ferry</h1><p>Fares rise in May by a tenth<sup><a href=\"#fn-line\">1</a></sup>, and children pay half, as they did before the war in Halmer.</p><ol><li id=\"fn-line\">The line, in a letter of 3 May.</li></ol></article>",
    );
    assert_eq!(article.footnotes.iter().map(|f| f.label.as_str()).collect::<Vec<_>>(), ["fn-line"]);
}
