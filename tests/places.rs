//! Every text of an analysis is what the file says at its place: decoding the range gives the text again. Where notes and
//! cards are lifted out of a text, its place is the pieces between them.

mod judging;

use std::collections::BTreeSet;

use pressgate::analysis::analyse;
use pressgate::article::{self, Format};
use pressgate::lexicon::{Lexicons, Outlets};
use pressgate::report::analysis_json;
use pressgate::text::Source;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use scraper::{Html, Node};
use serde_json::Value;

/// The texts of an analysis that are not what stands at their place: where in the document, text, source.
fn wrong(name: &str, text: &str) -> Vec<(String, String, String)> {
    let source = Source::utf8(name, text);
    let analysis = analyse(article::read(&source, None), Lexicons::shipped(), Outlets::shipped());
    let format = analysis.article.format;
    let document: Value = serde_json::from_str(&analysis_json::line(&source, &analysis).unwrap()).unwrap();
    let mut found = Vec::new();
    let mut todo = vec![(String::new(), &document)];
    while let Some((path, value)) = todo.pop() {
        match value {
            // A source of a JSON list is put together from several of its values.
            Value::Object(_) if format == Format::Json && value["part"] == "source_list" => {}
            Value::Object(entries) => {
                let pieces = pieces(&value["span"]);
                if let (Some(words), false) = (value["text"].as_str(), pieces.is_empty()) {
                    let there: String = pieces.into_iter().map(|(start, end)| &text[start..end]).collect();
                    if !readings(&there, format).iter().any(|r| plain(r) == plain(words)) {
                        found.push((path.clone(), words.to_owned(), there));
                    }
                }
                todo.extend(entries.iter().map(|(key, value)| (format!("{path}.{key}"), value)));
            }
            Value::Array(list) => todo.extend(list.iter().map(|value| (path.clone(), value))),
            _ => {}
        }
    }
    found
}

fn place(span: &Value) -> Option<(usize, usize)> {
    let at = |key: &str| span[key].as_u64().and_then(|at| usize::try_from(at).ok());
    Some((at("start")?, at("end")?))
}

/// The ranges of a text: one, or several where a citation was lifted out of it.
fn pieces(span: &Value) -> Vec<(usize, usize)> {
    span.as_array().map_or_else(|| place(span).into_iter().collect(), |list| list.iter().filter_map(place).collect())
}

/// What a stretch of a file may say: its mark-up and escapes undone.
fn readings(there: &str, format: Format) -> Vec<String> {
    let decoded = serde_json::from_str::<String>(&format!("\"{there}\"")).unwrap_or_else(|_| there.to_owned());
    match format {
        Format::Text => vec![there.to_owned()],
        Format::Html => vec![shown(there), shown(&decoded)],
        Format::Markdown => vec![there.to_owned(), markdown(there), decoded],
        Format::Json => {
            // Some documents are strings of JSON in JSON.
            let twice = serde_json::from_str::<String>(&format!("\"{decoded}\"")).unwrap_or_else(|_| decoded.clone());
            vec![markdown(&decoded), shown(&decoded), decoded, shown(&twice), twice]
        }
    }
}

/// The text of a piece of Markdown as it is seen on the page.
fn markdown(text: &str) -> String {
    let mut html = String::new();
    let mut images = 0;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(words) | Event::Code(words) if images == 0 => {
                html.push_str(&words.replace('&', "&amp;").replace('<', "&lt;"));
            }
            Event::Html(tags) | Event::InlineHtml(tags) if images == 0 => html.push_str(&tags),
            _ => {}
        }
    }
    shown(&html)
}

/// The text of a piece of HTML as it is seen on the page.
fn shown(html: &str) -> String {
    let page = Html::parse_fragment(html);
    let unseen = ["script", "style", "noscript", "template", "svg", "button", "select", "textarea", "iframe"];
    let mut out = String::new();
    for node in page.tree.nodes() {
        let hidden = node.ancestors().any(|a| a.value().as_element().is_some_and(|e| unseen.contains(&e.name())));
        if let (Node::Text(text), false) = (node.value(), hidden) {
            out.push_str(text);
        }
    }
    out
}

/// A text without what mark-up and white space make of it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"\\*_`~#>|+-\u{ad}\u{200b}\u{2060}\u{feff}".contains(*c)).collect()
}

fn assert_right(name: &str, text: &str) {
    let wrong = wrong(name, text);
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
}

#[test]
fn every_text_of_every_fixture_is_what_stands_at_its_place() {
    let mut formats = BTreeSet::new();
    for (name, text) in judging::below("fixtures") {
        let Some((_, extension)) = name.rsplit_once('.') else { continue };
        if matches!(extension, "html" | "md" | "txt" | "json") {
            formats.insert(extension.to_owned());
            assert_right(&name, &text);
        }
    }
    assert_eq!(formats.len(), 4, "{formats:?}");
}

/// The place of the first text `words` in a list of the analysis.
fn at<'a>(text: &'a str, list: &str, words: &str) -> &'a str {
    let source = Source::utf8("a.md", text);
    let analysis = analyse(article::read(&source, None), Lexicons::shipped(), Outlets::shipped());
    let document: Value = serde_json::from_str(&analysis_json::line(&source, &analysis).unwrap()).unwrap();
    let entry = document[list].as_array().unwrap().iter().find(|e| e["text"] == words).unwrap();
    let (start, end) = place(&entry["span"]).unwrap();
    &text[start..end]
}

#[test]
fn a_stretch_holds_whole_links_or_none() {
    let text = "The dyke of the town [broke on 3 March 2026](https://log.example/a). \
                [Ada Lind](https://log.example/b) saw that [40 boats were lost](https://log.example/c).\n";
    let words = "The dyke of the town broke on 3 March 2026. Ada Lind saw that 40 boats were lost.";
    assert_eq!(at(text, "blocks", words), text.trim_end());
    assert_eq!(
        at(text, "sentences", "Ada Lind saw that 40 boats were lost."),
        text[text.find("[Ada").unwrap()..].trim_end()
    );
    assert_eq!(at(text, "dates", "3 March 2026"), "3 March 2026");
    assert_eq!(at(text, "figures", "40"), "40");
}

#[test]
fn a_link_without_a_stop_is_part_of_its_block() {
    let text = "Ada Lind\n\n- the log of [3 March](https://log.example/a)\n- [the minutes][m] of the council\n\n\
                [m]: https://log.example/m\n";
    assert_eq!(at(text, "blocks", "the log of 3 March"), "the log of [3 March](https://log.example/a)");
    assert_eq!(at(text, "blocks", "the minutes of the council"), "[the minutes][m] of the council");
}

#[test]
fn words_of_front_matter_have_places_behind_escapes() {
    let said = "The boat was \"safe\" on 3 March, said Ada Lind.";
    for text in [
        format!("+++\ndescription = \"{}\"\n+++\n\nIt sank.\n", said.replace('"', "\\\"")),
        format!("---\ndescription: \"{}\"\n---\n\nIt sank.\n", said.replace('"', "\\\"")),
        format!("---\ndescription: '{said} It''s lost.'\n---\n\nIt sank.\n"),
    ] {
        assert_eq!(at(&text, "dates", "3 March"), "3 March", "{text}");
    }
}

#[test]
fn a_stray_end_tag_of_a_line_break_is_no_way_back_to_the_start() {
    assert_right("a.html", "<p>The boat sank.</br>It was old.</br></p><p>Ada Lind<br/>saw it.</p>");
}

#[test]
fn text_that_a_table_moves_is_cut_from_the_text_before_it() {
    assert_right(
        "a.html",
        "<div>The boat sank. <table><tr><td>It was old.</td></tr>Ada Lind saw it. <b>She wept.</b></table>All is lost.</div>",
    );
}

#[test]
fn numbers_that_count_are_words_and_the_way_back_takes_its_brackets_along() {
    let text = "<p>By Ada Lind <a href=\"#comments\">11</a> <a href=\"/share\">Share</a></p>\
                <p>The boat sank.<a href=\"#n1\">1</a> It was old.</p><p id=n1>The log says so. [<a href=\"#r1\">↩</a>]</p>";
    let article = article::read(&Source::utf8("a.html", text), None);
    let words: Vec<_> = article.blocks.iter().map(|b| b.words()).collect();
    assert_eq!(words, ["By Ada Lind 11 Share", "The boat sank. It was old.", "The log says so."]);
    assert_right("a.html", text);
}

#[test]
fn a_sentence_around_a_note_has_the_place_of_its_pieces() {
    let html = "<p>The boat sank, too<sup><a href=\"#fn1\">1</a></sup>. It was old.<sup><a href=\"#fn2\">2</a></sup></p>\
                <ol><li id=fn1>The log.</li><li id=fn2>The owner.</li></ol>";
    let markdown = "The boat sank, too[^1]. It was old.[^2]\n\n[^1]: The log.\n[^2]: The owner.\n";
    for (name, text) in [("a.html", html), ("a.md", markdown)] {
        let source = Source::utf8(name, text);
        let analysis = analyse(article::read(&source, None), Lexicons::shipped(), Outlets::shipped());
        let document: Value = serde_json::from_str(&analysis_json::line(&source, &analysis).unwrap()).unwrap();
        let sentences = document["sentences"].as_array().unwrap();
        let places: Vec<Vec<&str>> =
            sentences.iter().map(|s| pieces(&s["span"]).into_iter().map(|(a, b)| &text[a..b]).collect()).collect();
        assert_eq!(places, [vec!["The boat sank, too", "."], vec!["It was old."]], "{name}");
        assert_right(name, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn paragraphs_of_links_and_words_have_right_places(pieces in prop::collection::vec(0..8usize, 1..12)) {
        let choices = [
            "The boat sank. ", "[Ada Lind](https://log.example/a) ", "on 3 March 2026 ", "[40 boats](https://log.example/b).\n",
            "<a href=\"https://log.example/c\">It</a> ", "**held [for 7 days](https://log.example/d)** ", "“We [wept](https://log.example/e)” ",
            "and ![a boat](boat.png) [![a](b.png)](https://log.example/f) ",
        ];
        let text: String = pieces.iter().filter_map(|i| choices.get(*i)).copied().collect();
        prop_assert_eq!(wrong("a.md", &format!("{text}\n\n- {text}\n\n> {text}\n")), []);
        let json = serde_json::json!({ "content_type": "text/markdown", "body": text }).to_string();
        prop_assert_eq!(wrong("a.json", &json), []);
    }

    #[test]
    fn blocks_of_texts_links_and_html_have_right_places(pieces in prop::collection::vec(0..6usize, 1..12)) {
        let words = ["The boat \"sank\". ", "Ada\nLind ", "said on 3 March 2026 ", "that 40 < 50 boats & \u{e4}. ", "“We wept” ", "It held. "];
        let text = |i: usize| {
            let marks = serde_json::json!([{"type": "link", "attrs": {"href": format!("https://log.example/{i}")}}, {"type": "bold"}]);
            serde_json::json!({"type": "text", "text": words.get(i), "marks": if i < 3 { marks } else { serde_json::json!([]) }})
        };
        let texts: Vec<Value> = pieces.iter().map(|i| text(*i)).collect();
        let doc = serde_json::json!({"type": "doc", "content": [
            {"type": "paragraph", "content": texts}, {"type": "blockquote", "content": [{"type": "paragraph", "content": texts}]}]});
        let whole = |body: &dyn Fn() -> Value| serde_json::json!({"title": "T", "published": "2026-03-04", "body": body()}).to_string();
        // A date line that is put together from several strings has the smallest range around them.
        prop_assert_eq!(wrong("a.json", &whole(&|| doc.clone())), []);
        prop_assert_eq!(wrong("a.json", &whole(&|| doc.to_string().into())), []);
        let html: Vec<String> = pieces.iter().filter_map(|i| words.get(*i)).map(|w| w.replace('&', "&amp;").replace('<', "&lt;")).collect();
        let html = format!("{}<a href=\"https://log.example/h\">{}</a>", html.join("<b>so</b> "), "It is over.");
        let blocks = serde_json::json!({"time": 1, "blocks": [
            {"type": "paragraph", "data": {"text": html}}, {"type": "list", "data": {"items": [html, format!("<i>{html}")]}}]});
        prop_assert_eq!(wrong("a.json", &whole(&|| blocks.clone())), []);
    }
}
