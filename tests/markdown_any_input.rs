//! What holds for any Markdown or JSON input: an article comes back, and every place in it lies in the file.

mod holds;

use holds::article_places as check;
use pressgate::article::{Article, Format, read};
use pressgate::text::Source;
use proptest::prelude::*;

/// Pieces of which hostile articles are made.
const ATOMS: &[&str] = &[
    "a",
    "Die Stadt ",
    "é",
    "😀",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{1}",
    "\0",
    "\u{feff}",
    "\\",
    "&amp;",
    "&nbsp;",
    "&#x26;",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~",
    "#",
    "# ",
    "\n## Sources\n",
    "\n**Quellen**\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "    ",
    "---\n",
    "+++\n",
    "===\n",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "\n[^1]: ",
    "[1]",
    "[1, 2]",
    "[a](https://a.example)",
    "\n[a]: https://b.example\n",
    "![x](y)",
    "https://c.example/d_e.",
    "www.f.example",
    "<https://g.example>",
    "<a href=\"https://h.example?a&amp;b\">",
    "<a>",
    "</a>",
    "<sup>",
    "1",
    "</sup>",
    "<i>",
    "</i>",
    "<q>",
    "</q>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<div>",
    "</div>",
    "\n<p>",
    "</p>",
    "<img alt='b' src=c>",
    "<figure>",
    "<figcaption>",
    "{{< x >}}",
    "{{%",
    "%}}",
    "{{title}}",
    "<Chart a={1} />",
    "</Note>",
    "<INSERT NAME>",
    "import a from 'b'\n",
    "export const a = {\n",
    "|",
    "\n|a|b|\n|-|-|\n|c|d|\n",
    "title: \"a \\\" b\"\n",
    "title = 'a'\n",
    "by: [Ada Lind, x\n",
    "date: 2026-01-02\n",
    "By Ada Lind\n",
    "\n# Title\n\n*Dek*\n\n",
];

fn markdown() -> impl Strategy<Value = String> {
    prop_oneof![prop::collection::vec(prop::sample::select(ATOMS), 0..40).prop_map(|atoms| atoms.concat()), ".{0,200}",]
}

fn json_string(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_gives_an_article_with_places_in_the_file(text in markdown()) {
        let article = read(&Source::utf8("a.md", text.as_str()), Some(Format::Markdown));
        check(&text, &article);
        for words in article.blocks.iter().map(|b| b.words()) {
            prop_assert!(!words.starts_with(' ') && !words.ends_with(' ') && !words.contains("  "), "{:?}", words);
        }
    }

    #[test]
    fn front_matter_gives_places_in_the_file(matter in markdown(), body in markdown(), fence in prop::sample::select(&["---", "+++"][..])) {
        let text = format!("{fence}\ntitle: {matter}\n{fence}\n{body}");
        check(&text, &read(&Source::utf8("a.md", text.as_str()), Some(Format::Markdown)));
    }

    #[test]
    fn json_gives_places_in_the_file(title in markdown(), body in markdown(), source in markdown(), kind in prop::sample::select(&["markdown", "text", "html"][..])) {
        let text = format!(
            "{{\"post\": {{\"title\": {}, \"format\": \"{kind}\", \"body\": {}, \"sources\": [{}, {{\"title\": {}, \"url\": 5}}]}}}}",
            json_string(&title), json_string(&body), json_string(&source), json_string(&source)
        );
        if kind != "html" {
            check(&text, &read(&Source::utf8("a.json", text.as_str()), Some(Format::Json)));
        }
    }

    #[test]
    fn any_text_called_json_gives_an_article(text in markdown(), cut in 0usize..200) {
        let json = format!("{{\"body\": {}, \"title\": [{{}}, null, 1.5e3]}}", json_string(&text));
        let cut: String = json.chars().take(cut).collect();
        for text in [text, cut, json] {
            check(&text, &read(&Source::utf8("a.json", text.as_str()), Some(Format::Json)));
        }
    }

    #[test]
    fn the_same_words_in_markdown_and_in_json_give_the_same_blocks(text in markdown()) {
        let json = format!("{{\"content_type\": \"markdown\", \"body\": {}}}", json_string(&text));
        let inner = read(&Source::utf8("a.md", text.as_str()), Some(Format::Markdown));
        let outer = read(&Source::utf8("a.json", json.as_str()), Some(Format::Json));
        if !text.trim().is_empty() {
            let words = |a: &Article| a.blocks.iter().map(|b| (b.part, b.words().to_owned())).collect::<Vec<_>>();
            prop_assert_eq!(words(&inner), words(&outer));
        }
    }
}
