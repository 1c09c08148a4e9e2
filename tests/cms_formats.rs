//! Articles in the formats of content management systems: the same article in each of them is the same article here, with
//! every word at its place in the file; what is broken is noted.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use pressgate::article::{Article, BlockKind, Format, MarkKind, Part, Target, read};
use pressgate::text::{Source, Span};
use serde_json::{Value, json};

/// The fixtures with the same article, and the facts that each of them states: dek, name, day of publication, day of the
/// last change.
const FORMATS: &[(&str, [bool; 4])] = &[
    ("wordpress-blocks.html", [false, false, false, false]),
    ("wordpress-rest.json", [true, true, true, true]),
    ("wordpress-rest-edit.json", [true, true, true, true]),
    ("ghost-lexical.json", [true, true, true, true]),
    ("ghost-mobiledoc.json", [true, true, true, true]),
    ("payload-lexical.json", [true, true, true, true]),
    ("sanity-portable-text.json", [true, true, true, true]),
    ("contentful.json", [true, true, true, true]),
    ("arc-ans.json", [true, true, true, true]),
    ("editor-js.json", [true, true, true, false]),
    ("prosemirror.json", [false, false, false, false]),
    ("tiptap.json", [true, true, true, false]),
    ("ninjs-1.json", [true, true, true, true]),
    ("ninjs-2.json", [true, true, true, true]),
];

const BLOCKS: [(BlockKind, &str); 9] = [
    (
        BlockKind::Paragraph,
        "The public library of Tollen reopened on Saturday, 14 March 2026, eleven months after a storm tore off its \
         roof, the town said in a statement.",
    ),
    (
        BlockKind::Paragraph,
        "Repairs by the roofers Lind & Sons cost 412,000 crowns, 30,000 less than planned, according to the final account.",
    ),
    (BlockKind::Heading, "What is new"),
    (BlockKind::ListItem, "A roof of larch shingles"),
    (BlockKind::ListItem, "A reading room for 40 people"),
    (BlockKind::ListItem, "Longer hours on Thursdays, as the timetable shows"),
    (BlockKind::Quote, "We kept 9,000 books dry in the fire station, and not one is missing."),
    (
        BlockKind::Paragraph,
        "Marit Oslund, who has run the library since 2011, wrote that in a letter to readers. Councillor Jens Breck, who \
         voted against the work, said he would have waited for a second offer: “A year without books is bad, but a debt \
         lasts longer.”",
    ),
    (
        BlockKind::Paragraph,
        "The county will inspect the roof again in October 2026, an engineer of its building office said. Until then the \
         attic stays closed to visitors, and snow has to be cleared by hand.",
    ),
];

const LINKS: [(usize, &str, &str); 3] = [
    (0, "said in a statement", "https://tollen.example/statements/library"),
    (1, "final account", "https://tollen.example/accounts/2026-03"),
    (5, "timetable", "https://library-tollen.example/hours?day=thu&from=9"),
];

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cms").join(name)).unwrap()
}

/// Reads a text that neither a file name nor a content type says anything of.
fn article(text: &str) -> Article {
    read(&Source::utf8("-", text), None)
}

fn of(value: &Value) -> Article {
    article(&value.to_string())
}

fn body(article: &Article) -> Vec<(BlockKind, &str)> {
    article.part(Part::Body).map(|(_, b)| (b.kind, b.words())).collect()
}

fn words(article: &Article) -> Vec<&str> {
    article.part(Part::Body).map(|(_, b)| b.words()).collect()
}

fn links(article: &Article) -> Vec<(usize, &str, &str)> {
    let first = article.part(Part::Body).next().map_or(0, |(i, _)| i);
    let link = |m: &pressgate::article::Marker| m.block - first;
    article
        .markers
        .iter()
        .map(|m| match &m.target {
            Target::Url(url) => (link(m), &article.blocks[m.block].words()[m.range.clone()], url.as_str()),
            other => panic!("{other:?} is no link"),
        })
        .collect()
}

fn notes(article: &Article) -> String {
    article.notes.iter().map(|n| n.message.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_article_is_the_same_in_every_format() {
    for (name, [dek, author, published, updated]) in FORMATS {
        let a = article(&fixture(name));
        assert_eq!(a.title.as_ref().unwrap().text, "Tollen library reopens under a new roof", "{name}");
        assert_eq!(body(&a), BLOCKS, "{name}");
        assert_eq!(links(&a), LINKS, "{name}");
        let said = "The repair took eleven months and cost less than the town had feared.";
        assert_eq!(a.dek.as_ref().map(|d| d.text.as_str()), dek.then_some(said), "{name}");
        let authors: Vec<_> = a.authors.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(authors, vec!["Runa Vik"; usize::from(*author)], "{name}");
        let day = |time: &Option<pressgate::article::Timestamp>| {
            time.as_ref().and_then(|t| t.value.as_ref()).map(|value| value[..10].to_owned())
        };
        assert_eq!(day(&a.published), published.then(|| "2026-03-14".to_owned()), "{name}");
        assert_eq!(day(&a.updated), updated.then(|| "2026-03-14".to_owned()), "{name}");
        assert_eq!(notes(&a), "", "{name}");
    }
}

#[test]
fn bold_words_and_italics_are_marked_in_block_formats() {
    for (name, _) in FORMATS {
        let a = article(&fixture(name));
        let (_, block) = a.part(Part::Body).next().unwrap();
        let marked = |kind: MarkKind| {
            let mark = block.marks.iter().find(|m| m.kind == kind);
            mark.map(|m| &block.words()[m.range.clone()])
        };
        assert_eq!(marked(MarkKind::Strong), Some("eleven months"), "{name}");
        assert_eq!(marked(MarkKind::Emphasis), Some("statement"), "{name}");
    }
}

/// The words that a range of the file holds: escapes undone, those of a JSON string inside a string too.
fn decoded(text: &str, span: Span) -> Vec<String> {
    let raw = text[span.start..span.end].to_owned();
    let once = serde_json::from_str::<String>(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.clone());
    let twice = serde_json::from_str::<String>(&format!("\"{once}\"")).unwrap_or_else(|_| once.clone());
    let plain = |text: &String| text.replace("&amp;", "&");
    [raw, once, twice].iter().map(plain).collect()
}

#[test]
fn every_word_stands_at_its_place_in_the_file() {
    for (name, _) in FORMATS {
        let text = fixture(name);
        let a = article(&text);
        for (i, block) in a.blocks.iter().enumerate() {
            let words = block.words();
            let mut from = 0;
            for word in words.split(' ') {
                let next = from + word.len() + 1;
                // A stop behind a link is another piece of the file.
                let word = word.trim_end_matches(['.', ',']);
                let range = from..from + word.len();
                let place = block.text.span(range.clone());
                assert!(decoded(&text, place).iter().any(|d| d == word), "{name}: {word:?} at {place:?}");
                from = next;
            }
            let pieces = a.pieces(i, 0..words.len());
            let raw: usize = pieces.iter().map(|p| p.len()).sum();
            assert!(raw < 2 * words.len() + 300, "{name}: {words:?} has the pieces {pieces:?}");
        }
    }
}

#[test]
fn block_trees_are_told_by_their_shape_alone() {
    for (name, path) in [
        ("ghost-lexical.json", "/posts/0/lexical"),
        ("ghost-mobiledoc.json", "/posts/0/mobiledoc"),
        ("payload-lexical.json", "/content"),
        ("sanity-portable-text.json", "/body"),
        ("contentful.json", "/fields/body/en-US"),
        ("arc-ans.json", "/content_elements"),
        ("editor-js.json", "/content"),
        ("editor-js.json", "/content/blocks"),
        ("prosemirror.json", "/content"),
        ("tiptap.json", "/article/body/value"),
    ] {
        let file: Value = serde_json::from_str(&fixture(name)).unwrap();
        let tree = file.pointer(path).unwrap();
        let tree = tree.as_str().map_or_else(|| tree.to_string(), str::to_owned);
        let a = article(&tree);
        assert_eq!(a.format, Format::Json, "{name}");
        assert_eq!(body(&a), BLOCKS, "{name} {path}");
        for wrapped in [
            format!("{{\"body\": {tree}}}"),
            format!("{{\"data\": [{{\"attributes\": {{\"title\": \"T\", \"story_text\": {tree}}}}}]}}"),
            format!("{{\"article\": {{\"content\": {}}}}}", serde_json::to_string(&tree).unwrap()),
        ] {
            assert_eq!(words(&article(&wrapped)).last(), Some(&BLOCKS[8].1), "{name} {path} in {}", &wrapped[..40]);
        }
    }
}

#[test]
fn a_content_type_names_the_format() {
    let blocks = json!([{"kind": "x", "children": [{"t": 1}]}]);
    let a = of(&json!({"content_type": "application/vnd.portable-text+json", "body": blocks}));
    assert!(notes(&a).contains("document of blocks"), "{}", notes(&a));
    let a = of(
        &json!({"format": "lexical", "body": {"children": [{"type": "paragraph", "children": [{"text": "It broke."}]}]}}),
    );
    assert_eq!(words(&a), ["It broke."]);
}

#[test]
fn lists_in_lists_tables_code_and_captions_keep_their_kinds() {
    let a = of(&json!({"time": 1, "blocks": [
        {"type": "list", "data": {"style": "ordered", "items": [
            {"content": "One", "items": [{"content": "One and <b>a half</b>", "items": []}]}, "Two"]}},
        {"type": "table", "data": {"withHeadings": true, "content": [["Year", "Boats"], ["2025", "14"]]}},
        {"type": "code", "data": {"code": "if a < b && c"}},
        {"type": "image", "data": {"file": {"url": "https://a.example/b.png"}, "caption": "The <i>dyke</i>"}},
        {"type": "quote", "data": {"text": "We <a href=\"https://a.example/w\">wept</a>.", "caption": "Ada Lind"}},
        {"type": "raw", "data": {"html": "<div><p>Raw &amp; read.</p></div>"}},
        {"type": "delimiter", "data": {}},
    ]}));
    let found = body(&a);
    assert_eq!(
        found[..3],
        [(BlockKind::ListItem, "One"), (BlockKind::ListItem, "One and a half"), (BlockKind::ListItem, "Two")]
    );
    assert_eq!(found[3..5], [(BlockKind::TableRow, "Year Boats"), (BlockKind::TableRow, "2025 14")]);
    assert_eq!(found[5..7], [(BlockKind::Code, "if a < b && c"), (BlockKind::Caption, "The dyke")]);
    assert_eq!(found[7..9], [(BlockKind::Quote, "We wept."), (BlockKind::Quote, "Ada Lind")]);
    assert_eq!(found[9..], [(BlockKind::Paragraph, "Raw & read.")]);
    assert_eq!(links(&a)[0].2, "https://a.example/w");
    assert_eq!(notes(&a), "");
}

#[test]
fn elements_of_ans_keep_their_kinds() {
    let a = of(&json!({"type": "story", "headlines": {"basic": "T"}, "content_elements": [
        {"type": "list", "list_type": "ordered", "items": [
            {"type": "text", "content": "One"}, {"type": "list", "items": [{"type": "text", "content": "One and a half"}]}]},
        {"type": "table", "header": [{"type": "text", "content": "Year"}, {"type": "text", "content": "Boats"}],
         "rows": [[{"type": "text", "content": "2025"}, {"type": "text", "content": "14"}]]},
        {"type": "quote", "content_elements": [{"type": "text", "content": "We wept."}], "citation": {"type": "text", "content": "Ada Lind"}},
        {"type": "image", "url": "https://a.example/b.png", "alt_text": "A dyke", "caption": "The dyke", "credits": {"by": []}},
        {"type": "gallery", "content_elements": [{"type": "image", "url": "https://a.example/c.png", "caption": "The gate"}]},
        {"type": "raw_html", "content": "<p>Raw.</p>"},
        {"type": "interstitial_link", "content": "Read this too", "url": "https://a.example/more"},
        {"type": "divider"},
    ]}));
    assert_eq!(
        body(&a),
        [
            (BlockKind::ListItem, "One"),
            (BlockKind::ListItem, "One and a half"),
            (BlockKind::TableRow, "Year Boats"),
            (BlockKind::TableRow, "2025 14"),
            (BlockKind::Quote, "We wept."),
            (BlockKind::Quote, "Ada Lind"),
            (BlockKind::Caption, "The dyke"),
            (BlockKind::Caption, "The gate"),
            (BlockKind::Paragraph, "Raw."),
        ]
    );
    assert!(notes(&a).contains("1 × interstitial_link"), "{}", notes(&a));
}

#[test]
fn nodes_of_trees_keep_their_kinds() {
    let text = |text: &str| json!([{"type": "text", "text": text}]);
    let paragraph = |words: &str| json!([{"type": "paragraph", "content": text(words)}]);
    let a = of(&json!({"type": "doc", "content": [
        {"type": "orderedList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": text("One")},
            {"type": "bulletList", "content": [{"type": "listItem", "content": paragraph("One and a half")}]}]}]},
        {"type": "table", "content": [{"type": "tableRow", "content": [
            {"type": "tableHeader", "content": paragraph("Year")}, {"type": "tableHeader", "content": text("Boats")}]}]},
        {"type": "codeBlock", "attrs": {"language": "js"}, "content": text("if a < b")},
        {"type": "image", "attrs": {"src": "https://a.example/b.png", "alt": "A dyke"}, "content": text("The dyke")},
        {"type": "paragraph", "content": [{"type": "text", "text": "One"}, {"type": "hardBreak"}, {"type": "text", "text": "line."}]},
        {"type": "paragraph", "content": [
            {"type": "text", "text": "It broke", "marks": [{"type": "link", "attrs": {"href": "#top"}}]},
            {"type": "text", "text": "1", "marks": [{"type": "superscript"}, {"type": "link", "attrs": {"href": "#fn1"}}]}]},
    ]}));
    assert_eq!(body(&a)[..2], [(BlockKind::ListItem, "One"), (BlockKind::ListItem, "One and a half")]);
    let rest: Vec<_> = words(&a).into_iter().skip(2).collect();
    assert_eq!(rest.last(), Some(&"It broke"), "the number is a note: {rest:?}");
    assert!(rest.contains(&"One line.") && rest.contains(&"if a < b") && rest.contains(&"The dyke"), "{rest:?}");
    assert_eq!(a.images[0].alt.as_deref(), Some("A dyke"));
}

#[test]
fn lists_of_portable_text_nest_and_spans_break_lines() {
    let item = |words: &str, kind: &str, level: u8| json!({"_type": "block", "style": "normal", "listItem": kind, "level": level, "children": [{"_type": "span", "text": words}]});
    let a = of(&json!({"title": "T", "body": [
        item("One", "number", 1), item("One and a half", "bullet", 2), item("Two", "number", 1), item("Other", "bullet", 1),
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "One\nline."}]},
        {"_type": "image", "asset": {"_ref": "image-1"}, "alt": "A dyke", "caption": "The dyke"},
        {"_type": "code", "language": "js", "code": "a();"},
    ]}));
    let kinds: Vec<_> = body(&a).into_iter().map(|(kind, words)| (kind, words.to_owned())).collect();
    let expected = [
        (BlockKind::ListItem, "One"),
        (BlockKind::ListItem, "One and a half"),
        (BlockKind::ListItem, "Two"),
        (BlockKind::ListItem, "Other"),
        (BlockKind::Paragraph, "One line."),
        (BlockKind::Caption, "The dyke"),
        (BlockKind::Code, "a();"),
    ];
    assert_eq!(kinds, expected.map(|(kind, words)| (kind, words.to_owned())));
    assert_eq!(notes(&a), "");
}

#[test]
fn blocks_of_payload_are_read_through_their_fields() {
    let rich = |words: &str| {
        json!({"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": words, "format": 0}]}]}})
    };
    let a = of(&json!({"title": "T", "layout": [
        {"blockType": "content", "id": "1", "richText": rich("It broke.")},
        {"blockType": "banner", "content": rich("It was old.")}]}));
    assert_eq!(words(&a), ["It broke.", "It was old."]);
    let a = of(&json!({"title": "T", "content": {"root": {"type": "root", "children": [
        {"type": "block", "fields": {"blockType": "banner", "content": rich("It was old.")}},
        {"type": "upload", "relationTo": "media", "value": "65f", "fields": {"alt": "A dyke", "caption": rich("The dyke")}}]}}}));
    assert_eq!(body(&a), [(BlockKind::Paragraph, "It was old."), (BlockKind::Caption, "The dyke")]);
}

#[test]
fn cards_of_ghost_are_read_and_boxes_of_other_pages_are_noted() {
    let text = |text: &str| json!([{"type": "extended-text", "text": text, "format": 0}]);
    let root = json!({"root": {"type": "root", "children": [
        {"type": "paragraph", "children": text("It broke.")},
        {"type": "html", "html": "<p>In <em>HTML</em>.</p>"},
        {"type": "markdown", "markdown": "In [Markdown](https://a.example/m)."},
        {"type": "image", "src": "https://a.example/a.png", "alt": "A dyke", "caption": "<span>The dyke</span>"},
        {"type": "callout", "calloutText": "<b>Note</b> the date.", "calloutEmoji": "x"},
        {"type": "toggle", "heading": "What is it?", "content": "<p>A dyke it is.</p>"},
        {"type": "codeblock", "code": "let a = 1;", "language": "js"},
        {"type": "bookmark", "url": "https://b.example", "metadata": {"title": "Another page", "description": "Its own words."}},
        {"type": "horizontalrule"},
        {"type": "aside", "children": text("So she said.")},
    ]}});
    let a = of(&json!({"title": "T", "lexical": root.to_string()}));
    let found = words(&a);
    assert_eq!(
        found,
        [
            "It broke.",
            "In HTML.",
            "In Markdown.",
            "The dyke",
            "Note the date.",
            "What is it?",
            "A dyke it is.",
            "let a = 1;",
            "So she said.",
        ]
    );
    assert_eq!(body(&a)[3].0, BlockKind::Caption);
    assert_eq!(body(&a)[8].0, BlockKind::Quote);
    assert_eq!(a.images[0].alt.as_deref(), Some("A dyke"));
    assert!(notes(&a).contains("1 × bookmark"), "{}", notes(&a));
}

#[test]
fn a_tag_that_is_left_open_draws_nothing_else_in() {
    let blocks = ["<b>Open", "<!-- lost", "<a href=\"https://a.example/x\">word", "<script>", "It broke."];
    let blocks: Vec<Value> = blocks.iter().map(|b| json!({"type": "paragraph", "data": {"text": b}})).collect();
    let a = of(&json!({"time": 1, "blocks": blocks}));
    assert_eq!(words(&a), ["Open", "word", "It broke."]);
    assert_eq!(a.markers.len(), 1);
    assert!(a.blocks.last().unwrap().marks.is_empty());
}

#[test]
fn a_list_of_sources_in_blocks_is_a_source_list() {
    let text = |text: &str| json!([{"type": "text", "text": text}]);
    let item = |words: &str, to: &str| {
        json!({"type": "listItem", "content": [{"type": "paragraph", "content": [
            {"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": to}}]}]}]})
    };
    let a = of(&json!({"type": "doc", "content": [
        {"type": "paragraph", "content": text("The dyke broke on Monday, the council said in its log.")},
        {"type": "heading", "attrs": {"level": 2}, "content": text("Sources")},
        {"type": "orderedList", "content": [item("Log of the council", "https://a.example/l"), item("Minutes", "https://a.example/m")]},
    ]}));
    let urls: Vec<_> = a.entries.iter().map(|e| (e.label.as_deref(), e.url.as_deref())).collect();
    assert_eq!(urls, [(Some("1"), Some("https://a.example/l")), (Some("2"), Some("https://a.example/m"))]);
}

#[test]
fn blocks_of_types_that_are_not_known_are_read_and_named() {
    let a = of(&json!({"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "It broke."}]},
        {"type": "factBox", "content": [{"type": "text", "text": "It was old."}]},
        {"type": "widget", "attrs": {"text": "It had 14 gates.", "id": "w1"}},
        {"type": "counter", "attrs": {"id": "c1"}},
    ]}));
    assert_eq!(words(&a), ["It broke.", "It was old.", "It had 14 gates."]);
    assert!(notes(&a).contains("(factBox, widget) were read"), "{}", notes(&a));
    assert!(notes(&a).contains("(counter) were left out"), "{}", notes(&a));
}

#[test]
fn of_several_articles_languages_and_documents_one_is_read_and_the_others_are_named() {
    let doc = |text: &str| {
        json!({"nodeType": "document", "data": {}, "content": [
        {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": text, "marks": [], "data": {}}]}]})
    };
    let a = of(
        &json!({"fields": {"title": {"en-US": "T", "de": "Ü"}, "story": {"en-US": doc("It broke."), "de": doc("Er brach.")}}}),
    );
    assert_eq!((words(&a), a.title.as_ref().unwrap().text.as_str()), (vec!["It broke."], "T"));
    assert!(notes(&a).contains("2 languages; `en-US`"), "{}", notes(&a));
    let a = of(&json!([{"title": "A", "body": "It broke."}, {"title": "B", "body": "It held."}]));
    assert_eq!(words(&a), ["It broke."]);
    assert!(notes(&a).contains("list of articles"), "{}", notes(&a));
    let a = of(&json!({"intro": doc("It broke."), "outro": doc("It held.")}));
    assert_eq!(words(&a), ["It broke."]);
    assert!(notes(&a).contains("`outro` was left out"), "{}", notes(&a));
}

#[test]
fn broken_documents_are_noted_and_what_is_whole_is_read() {
    for (name, value) in [
        (
            "wrong types",
            json!({"root": {"type": "root", "children": [1, null, "x y", {"type": 5}, [[]], {"type": "text", "text": {}}]}}),
        ),
        (
            "no children",
            json!({"type": "doc", "content": [{"type": "paragraph"}, {"type": "bulletList", "content": {}}]}),
        ),
        (
            "no data",
            json!({"time": 1, "blocks": [{"type": "paragraph", "data": {}}, {"type": "list", "data": {"items": 3}}]}),
        ),
        (
            "numbers",
            json!({"version": "0.3.1", "markups": [7], "atoms": [], "cards": [],
            "sections": [[1, "p", [[0, [0, 9], 99, "It broke."], [1, [], 0, 5], 3]], [10, 4], [3, "ul"], 8, []]}),
        ),
        (
            "spans",
            json!([{"_type": "block", "children": [{"_type": "span"}, 4], "markDefs": {}, "level": -3, "listItem": 1}]),
        ),
        (
            "elements",
            json!({"type": "story", "content_elements": [{"type": "list", "items": "x"}, {"type": "quote"}, {}]}),
        ),
        ("nothing", json!({"type": "doc", "content": []})),
    ] {
        let a = of(&value);
        assert!(!a.is_empty() || !a.notes.is_empty(), "{name} is passed over in silence");
    }
    let lexical = json!({"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": "It broke."}]}, {"type": "paragraph"}]}})
    .to_string();
    let cut = of(&json!({"title": "T", "lexical": &lexical[..lexical.len() - 12]}));
    assert!(notes(&cut).contains("`lexical` is no valid JSON"), "{}", notes(&cut));
    assert_eq!(words(&cut), ["It broke."]);
    let odd = of(&json!([{"_type": "block", "children": [{"_type": "span", "text": "It broke."}]}, "lost words"]));
    assert!(notes(&odd).contains("(no block) were left out"), "{}", notes(&odd));
    let whole = json!({"title": "T", "lexical": lexical}).to_string();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let a = read(&Source::utf8("a.json", &whole[..end]), None);
        assert!(!a.notes.is_empty(), "{end}");
    }
}

#[test]
fn what_nests_too_deep_is_left_out_with_a_note() {
    let open = r#"{"type":"blockquote","content":["#;
    let inner = r#"{"type":"paragraph","content":[{"type":"text","text":"Too deep."}]}"#;
    let deep = format!("{}{inner}{}", open.repeat(50_000), "]}".repeat(50_000));
    let first = r#"{"type":"paragraph","content":[{"type":"text","text":"It broke."}]}"#;
    let text = format!("{{\"type\":\"doc\",\"content\":[{first},{deep}]}}");
    let a = article(&text);
    assert_eq!(words(&a), ["It broke."]);
    assert!(notes(&a).contains("64 deep"), "{}", notes(&a));
    let a = article(&format!("{{\"title\": \"T\", \"lexical\": {}}}", serde_json::to_string(&text).unwrap()));
    assert!(notes(&a).contains("64 deep"), "{}", notes(&a));
}

#[test]
fn a_card_that_is_named_many_times_is_read_once() {
    let named = vec![json!([10, 0]); 50_000];
    let card = json!(["markdown", {"markdown": "It broke. ".repeat(1000)}]);
    let a = of(&json!({"version": "0.3.1", "markups": [], "atoms": [], "cards": [card], "sections": named}));
    assert_eq!(a.part(Part::Body).count(), 1);
    assert!(notes(&a).contains("49999 × card that stood before"), "{}", notes(&a));
    let spans: Vec<Value> =
        (0..20_000).map(|i| json!({"_type": "span", "text": "It broke. ", "marks": [format!("k{i}")]})).collect();
    let definitions: Vec<Value> = (0..20_000)
        .map(|i| json!({"_key": format!("k{i}"), "_type": "link", "href": format!("https://a.example/{i}")}))
        .collect();
    let a = of(&json!([{"_type": "block", "children": spans, "markDefs": definitions}]));
    assert_eq!(a.markers.len(), 20_000);
}

#[test]
fn many_blocks_take_time_in_proportion() {
    let tree =
        r#"{"type":"paragraph","content":[{"type":"text","text":"It broke "},{"type":"text","text":"again."}]},"#;
    let editor = r#"{"type":"paragraph","data":{"text":"It <b>broke</b> again."}},"#;
    let portable =
        r#"{"_type":"block","listItem":"bullet","level":1,"children":[{"_type":"span","text":"It broke again."}]},"#;
    let time = |head: &str, block: &str, count: usize, tail: &str| {
        let text = format!("{head}{}{tail}", block.repeat(count).trim_end_matches(','));
        let start = Instant::now();
        let a = article(&text);
        assert_eq!(a.part(Part::Body).count(), count);
        start.elapsed()
    };
    for (head, block, tail) in [
        (r#"{"type":"doc","content":["#, tree, "]}"),
        (r#"{"time":1,"blocks":["#, editor, "]}"),
        ("[", portable, "]"),
        (r#"{"time":1,"blocks":["#, r#"{"type":"paragraph","data":{"text":"It <b>broke again."}},"#, "]}"),
    ] {
        let few = time(head, block, 5_000, tail).max(Duration::from_millis(50));
        let many = time(head, block, 50_000, tail);
        assert!(many < few * 40, "5,000 blocks took {few:?}, 50,000 took {many:?}");
    }
}

/// Runs the program on a fixture, with nothing of this machine's environment.
fn check(form: &str) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_pressgate"))
        .args(["check", "--as-of", "2026-03-20", "--format", form, "fixtures/cms/contentful.json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_finding_in_json_has_a_pointer_and_an_offset() {
    let text = fixture("contentful.json");
    let file: Value = serde_json::from_str(&text).unwrap();
    let review: Value = serde_json::from_str(&check("json")).unwrap();
    let findings = review["articles"][0]["findings"].as_array().unwrap();
    let mut strings = 0;
    for finding in findings {
        let path = finding["pointer"]["path"].as_str().unwrap();
        let offset = usize::try_from(finding["pointer"]["offset"].as_u64().unwrap()).unwrap();
        let start = usize::try_from(finding["span"]["start"].as_u64().unwrap()).unwrap();
        if let Some(words) = file.pointer(path).unwrap().as_str().filter(|_| !text[start..].starts_with('"')) {
            let rest: String = words.chars().skip(offset).take(8).take_while(|c| *c != '"').collect();
            assert!(text[start..].starts_with(&rest), "{path} {offset}");
            strings += 1;
        }
    }
    assert!(strings > 0, "{findings:#?}");
    assert!(check("terminal").contains("At /fields/"));
}
