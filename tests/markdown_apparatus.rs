//! Title, dek, names, dates, notes and the source list of a Markdown article.

use pressgate::article::{Article, BlockKind, Format, Part, Style, Target, read};
use pressgate::text::{Source, Span};

fn article(text: &str) -> Article {
    read(&Source::utf8("a.md", text), Some(Format::Markdown))
}

fn at(text: &str, span: Option<Span>) -> &str {
    span.map_or("", |s| &text[s.start..s.end])
}

fn words(article: &Article, part: Part) -> Vec<&str> {
    article.part(part).map(|(_, b)| b.words()).collect()
}

#[test]
fn yaml_front_matter_gives_title_names_and_dates_with_places() {
    let text = "---\ntitle: \"A \\\"safe\\\" dyke\"\nsubtitle: 'What the log says'\nauthor:\n  - name: Ada Lind\n  - By Bo Ek\ndate: 2026-02-12T10:47:00+01:00\nlang: en\nstory_type: Analysis\nai_generated: true\ncanonical_url: https://tribune.example/dyke\n---\n\nThe dyke broke.\n";
    let a = article(text);
    let title = a.title.as_ref().unwrap();
    assert_eq!((title.text.as_str(), at(text, title.span)), ("A \"safe\" dyke", "A \\\"safe\\\" dyke"));
    let dek = a.dek.as_ref().unwrap();
    assert_eq!((dek.text.as_str(), at(text, dek.span)), ("What the log says", "What the log says"));
    let authors: Vec<_> = a.authors.iter().map(|f| (f.text.as_str(), at(text, f.span))).collect();
    assert_eq!(authors, [("Ada Lind", "Ada Lind"), ("Bo Ek", "Bo Ek")]);
    let published = a.published.as_ref().unwrap();
    assert_eq!(at(text, published.span), "2026-02-12T10:47:00+01:00");
    assert_eq!(published.value.as_deref(), Some("2026-02-12T10:47+01:00"));
    assert_eq!(a.declared_language.as_deref(), Some("en"));
    assert_eq!(a.story_type.as_deref(), Some("analysis"));
    assert_eq!(a.url.as_deref(), Some("https://tribune.example/dyke"));
    assert_eq!(at(text, a.ai_signals[0].span), "ai_generated: true");
    assert_eq!(words(&a, Part::Body), ["The dyke broke."]);
    assert_eq!(words(&a, Part::Title), ["A \"safe\" dyke"]);
    assert!(a.notes.is_empty());
}

#[test]
fn toml_front_matter_is_read_the_same() {
    let text = "\u{feff}+++\nauthors = [\"Ada Lind\", \"Bo Ek\"]\npublished = 2026-02-12\nai_generated = false\ntitle = 'Der „sichere“ Deich'\n+++\nDer Deich brach.\n";
    let a = article(text);
    assert_eq!(at(text, a.title.as_ref().unwrap().span), "Der „sichere“ Deich");
    assert_eq!(a.authors.len(), 2);
    assert_eq!(at(text, a.authors[1].span), "Bo Ek");
    assert_eq!(at(text, a.published.as_ref().unwrap().span), "2026-02-12");
    assert!(a.ai_signals.is_empty());
    assert_eq!(words(&a, Part::Body), ["Der Deich brach."]);
}

#[test]
fn broken_front_matter_is_noted_with_its_line_and_the_rest_is_read() {
    for text in ["---\ntitle: A\nby: [x\n---\nThe dyke broke.\n", "+++\ntitle = A\n+++\nThe dyke broke.\n"] {
        let a = article(text);
        assert_eq!(words(&a, Part::Body), ["The dyke broke."]);
        assert!(a.notes[0].message.contains("front matter"), "{:?}", a.notes);
        assert!(!at(text, a.notes[0].span).is_empty(), "{:?}", a.notes);
        assert!(!a.notes[0].message.contains('\n'));
    }
    let open = article("---\ntitle: A\n\nThe dyke broke.\n");
    assert!(open.notes[0].message.contains("never closed"));
}

#[test]
fn a_rule_at_the_top_is_no_front_matter() {
    let a = article("---\n\nThe dyke broke. It rained.\n\n---\n\nThe end.\n");
    assert_eq!(words(&a, Part::Body), ["The dyke broke. It rained.", "The end."]);
    assert!(a.notes.is_empty());
}

#[test]
fn the_first_heading_is_the_title_and_stressed_words_under_it_the_dek() {
    let text = "# The dyke\n\n*What the log says*\n\nBy Ada Lind, staff writer\n\nIt broke.\n\n# Again\n\nIt held.\n";
    let a = article(text);
    assert_eq!(at(text, a.title.as_ref().unwrap().span), "The dyke");
    assert_eq!(a.dek.as_ref().unwrap().text, "What the log says");
    assert_eq!(a.authors[0].text, "Ada Lind");
    assert_eq!(words(&a, Part::Body), ["It broke.", "Again", "It held."]);
}

#[test]
fn a_source_list_has_entries_and_numbers_point_into_it() {
    let text = "The dyke broke [1]. It held [1, 2] in “[2024]”.\n\n## Quellen\n\n1. [Log of the dyke](https://log.example/a_b), Council, 2026\n2. tribune.example (Secondary)\n\n## Transparency\n\nWritten by an AI agent.\n\n## Weather\n\nRain.\n";
    let a = article(text);
    assert_eq!(words(&a, Part::Body), ["The dyke broke. It held in “[2024]”.", "Weather", "Rain."]);
    let numbered: Vec<_> = a.markers.iter().filter(|m| m.style == Style::Numbered).map(|m| &m.target).collect();
    let label = |l: &str| Target::Label(l.to_owned());
    assert_eq!(numbered, [&label("1"), &label("1"), &label("2")]);
    let [first, second] = &a.entries[..] else { panic!("{:?}", a.entries) };
    assert_eq!((first.label.as_deref(), first.url.as_deref()), (Some("1"), Some("https://log.example/a_b")));
    assert_eq!(
        (first.words.as_str(), first.list.as_str(), first.listed),
        ("Log of the dyke, Council, 2026", "Quellen", true)
    );
    assert_eq!(at(text, Some(first.span)), "1. [Log of the dyke](https://log.example/a_b), Council, 2026");
    assert_eq!((second.domain.as_deref(), second.grade.as_deref()), (Some("tribune.example"), Some("Secondary")));
    assert_eq!(words(&a, Part::Transparency), ["Transparency", "Written by an AI agent."]);
    assert!(!a.ai_signals.is_empty());
}

#[test]
fn entries_in_one_paragraph_are_told_apart_by_their_numbers() {
    let text =
        "It broke [2].\n\n**Sources**\n\n[1] Ada Lind: “Dyke”, https://a.example/x\n[2] Bo Ek, https://b.example/y\n";
    let a = article(text);
    let labels: Vec<_> = a.entries.iter().map(|e| (e.label.as_deref(), e.url.as_deref())).collect();
    assert_eq!(labels, [(Some("1"), Some("https://a.example/x")), (Some("2"), Some("https://b.example/y"))]);
    assert_eq!(at(text, Some(a.entries[1].span)), "[2] Bo Ek, https://b.example/y");
    assert_eq!(a.markers[0].target, Target::Label("2".to_owned()));
}

#[test]
fn a_footnote_with_an_address_is_a_source_and_one_with_words_is_not() {
    let text =
        "It broke.[^1] It held.[^2]\n\n[^1]: The log, https://log.example/a.\n[^2]: Counted without part-timers.\n";
    let a = article(text);
    assert_eq!(a.footnotes.len(), 2);
    assert_eq!(a.entries.len(), 1);
    assert_eq!((a.entries[0].url.as_deref(), a.entries[0].listed), (Some("https://log.example/a"), false));
}

#[test]
fn words_in_italics_under_a_picture_are_its_caption() {
    for text in ["![Boat](b.jpg)\n\n*A boat in May.*\n\nWords.", "![Boat](b.jpg)\n*A boat in May.*\n\nWords."] {
        let a = article(text);
        assert_eq!(a.blocks[0].kind, BlockKind::Caption);
        assert_eq!(a.images[0].caption, Some(0));
        assert_eq!(a.blocks[1].kind, BlockKind::Paragraph);
    }
}

#[test]
fn a_superscript_number_is_a_marker_only_where_it_leads_somewhere() {
    let text = "It broke<sup>1</sup>. It has 5 m<sup>2</sup> and more <sup><a href=\"#n\">3</a></sup>.\n\n## Sources\n\n1. https://a.example\n";
    let a = article(text);
    assert_eq!(a.blocks[0].words(), "It broke. It has 5 m2 and more.");
    let styles: Vec<_> = a.markers.iter().filter(|m| m.block == 0).map(|m| m.style).collect();
    assert_eq!(styles, [Style::Numbered, Style::Footnote]);
}
