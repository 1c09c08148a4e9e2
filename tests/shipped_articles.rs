//! The Markdown and JSON articles that ship with the project are read whole.

use pressgate::article::{Article, Part, Style, read};
use pressgate::text::Source;

fn article(name: &str) -> Article {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap();
    read(&Source::decode(path, bytes).unwrap(), None)
}

#[test]
fn markdown_articles_have_their_apparatus() {
    for (name, links) in [("articles/markdown-en.md", 6), ("articles/markdown-de.md", 6)] {
        let a = article(name);
        assert!(a.title.is_some() && a.dek.is_some() && a.notes.is_empty(), "{name}: {:?}", a.notes);
        assert_eq!((a.authors.len(), a.story_type.as_deref()), (2, Some("news")), "{name}");
        assert!(a.published.as_ref().is_some_and(|p| p.value.is_some()), "{name}");
        let listed: Vec<_> = a.entries.iter().filter(|e| e.listed).collect();
        assert_eq!(listed.len(), 5, "{name}");
        assert!(listed.iter().all(|e| e.url.is_some() && e.grade.is_some() && e.label.is_some()), "{name}: {listed:?}");
        let body = |m: &&pressgate::article::Marker| a.blocks[m.block].part == Part::Body;
        assert_eq!(a.markers.iter().filter(body).count(), links, "{name}");
        assert_eq!(a.markers.iter().filter(|m| m.style == Style::Footnote).count(), 1, "{name}");
        assert_eq!(a.entries.iter().filter(|e| !e.listed).count(), 1, "{name}");
    }
}

#[test]
fn json_articles_have_title_names_and_body() {
    for (name, paragraphs) in [("cms/webhook-en.json", 4), ("cms/rest-de.json", 3)] {
        let a = article(name);
        assert!(a.title.is_some() && a.dek.is_some() && a.notes.is_empty(), "{name}: {:?}", a.notes);
        assert_eq!((a.authors.len(), a.part(Part::Body).count()), (1, paragraphs), "{name}");
        assert!(a.published.as_ref().is_some_and(|p| p.value.is_some()), "{name}");
    }
    assert_eq!(article("cms/webhook-en.json").entries.len(), 2);
}
