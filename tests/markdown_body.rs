//! What stands in a Markdown article is read as words, marks and markers, each with its place.

use pressgate::article::{Article, BlockKind, Format, MarkKind, Part, Style, Target, read};
use pressgate::text::Source;

fn article(text: &str) -> Article {
    read(&Source::utf8("a.md", text), Some(Format::Markdown))
}

fn body(article: &Article) -> Vec<(BlockKind, &str)> {
    article.part(Part::Body).map(|(_, b)| (b.kind, b.words())).collect()
}

fn markers<'a>(text: &'a str, article: &'a Article) -> Vec<(Style, &'a str, &'a Target)> {
    article.markers.iter().map(|m| (m.style, &text[m.span.start..m.span.end], &m.target)).collect()
}

#[test]
fn paragraphs_lists_quotes_code_and_tables_are_blocks() {
    let text = "The council\nmet  today.\n\n- one\n- two\n  - nested\n\n> Said\n> twice.\n\n```\na  b\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n";
    assert_eq!(
        body(&article(text)),
        [
            (BlockKind::Paragraph, "The council met today."),
            (BlockKind::ListItem, "one"),
            (BlockKind::ListItem, "two"),
            (BlockKind::ListItem, "nested"),
            (BlockKind::Quote, "Said twice."),
            (BlockKind::Code, "a b"),
            (BlockKind::TableRow, "A | B"),
            (BlockKind::TableRow, "1 | 2"),
        ]
    );
}

#[test]
fn words_keep_their_places() {
    let text = "Rain &amp; wind\\* hit the **old** town.";
    let article = article(text);
    let block = &article.blocks[0];
    assert_eq!(block.words(), "Rain & wind* hit the old town.");
    let place = |word: &str| {
        let at = block.words().find(word).unwrap();
        let span = block.text.span(at..at + word.len());
        &text[span.start..span.end]
    };
    assert_eq!(place("&"), "&amp;");
    assert_eq!(place("old"), "old");
    assert_eq!(place("* hit"), "* hit");
    assert_eq!(block.marks.len(), 1);
    assert_eq!((block.marks[0].kind, &block.words()[block.marks[0].range.clone()]), (MarkKind::Strong, "old"));
}

#[test]
fn every_kind_of_link_is_a_marker_over_the_whole_link() {
    let text = "A [b](https://b.example/x_y \"T\"), [c][r], <https://d.example>, https://e.example/f. and <a href=\"https://g.example?a=1&amp;b\">g <i>h</i></a>.\n\n[r]: https://c.example";
    let article = article(text);
    let url = |u: &str| Target::Url(u.to_owned());
    assert_eq!(
        markers(text, &article),
        [
            (Style::Link, "[b](https://b.example/x_y \"T\")", &url("https://b.example/x_y")),
            (Style::Link, "[c][r]", &url("https://c.example")),
            (Style::Link, "<https://d.example>", &url("https://d.example")),
            (Style::Link, "https://e.example/f", &url("https://e.example/f")),
            (Style::Link, "<a href=\"https://g.example?a=1&amp;b\">g <i>h</i></a>", &url("https://g.example?a=1&b")),
        ]
    );
    let words: Vec<&str> = article.markers.iter().map(|m| &article.blocks[m.block].words()[m.range.clone()]).collect();
    assert_eq!(words, ["b", "c", "https://d.example", "https://e.example/f", "g h"]);
}

#[test]
fn a_footnote_marker_is_no_word_even_where_nothing_defines_it() {
    let text = "The dyke broke [^1]. Nobody[^gone] was hurt [^a] there, not \\[^x].\n\n[^1]: The council's log.";
    let article = article(text);
    assert_eq!(article.blocks[0].words(), "The dyke broke. Nobody was hurt there, not [^x].");
    let label = |l: &str| Target::Label(l.to_owned());
    assert_eq!(
        markers(text, &article),
        [
            (Style::Footnote, "[^1]", &label("1")),
            (Style::Footnote, "[^gone]", &label("gone")),
            (Style::Footnote, "[^a]", &label("a")),
        ]
    );
    assert_eq!(article.footnotes[0].label, "1");
    let note = &article.blocks[article.footnotes[0].block];
    assert_eq!((note.part, note.words()), (Part::Footnote, "The council's log."));
}

#[test]
fn shortcodes_comments_and_scripts_are_no_words_but_slots_are() {
    let text = "One {{< embed id=\"a\" >}} two.<!-- note --> Dear {{title}}, <INSERT NAME HERE>.\n\n{{% promo %}}\nThree <script>x()</script>four.\n";
    assert_eq!(
        body(&article(text)),
        [(BlockKind::Paragraph, "One two. Dear {{title}}, <INSERT NAME HERE>."), (BlockKind::Paragraph, "Three four.")]
    );
}

#[test]
fn pictures_have_alternative_texts_and_no_words() {
    let text =
        "![A *flooded* street](a.jpg)\n\nWords <img src=b.png alt='A boat'> here. [![Logo](l.png)](https://l.example)";
    let article = article(text);
    let alts: Vec<_> = article.images.iter().map(|i| i.alt.as_deref()).collect();
    assert_eq!(alts, [Some("A flooded street"), Some("A boat"), Some("Logo")]);
    assert_eq!(body(&article), [(BlockKind::Paragraph, "Words here.")]);
    assert_eq!(article.markers.len(), 1);
}
