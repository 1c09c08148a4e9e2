//! The full text of a source, as it was laid beside the article or came with it.

use super::{Article, Part, read};
use crate::text::Source;

/// A source's full text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// What people call it: the path of its file, or its place in the JSON.
    pub name: String,
    /// The name of its file without folder and extension; empty where it has none.
    pub stem: String,
    /// Whether it was laid beside this one article, so that a number as its name means the number in the source list.
    pub own: bool,
    /// The address that it states for itself.
    pub url: Option<String>,
    /// Its words, a block a line: title, standfirst, body and footnotes, or all of it where that is not known.
    pub text: String,
}

impl SourceText {
    /// Reads the text of a source as any article is read. `None` where no words are found in it.
    pub fn read(source: &Source, stem: &str, own: bool) -> Option<SourceText> {
        let article = read(source, None);
        let text = words(&article);
        let name = source.name().into_owned();
        (!text.is_empty()).then(|| SourceText { name, stem: stem.to_owned(), own, url: article.url, text })
    }
}

/// The words of an article that are its own, a block a line. Empty where the body has none.
pub(super) fn words(article: &Article) -> String {
    let is_own = |part| matches!(part, Part::Title | Part::Dek | Part::Body | Part::Footnote);
    if article.is_empty() {
        return String::new();
    }
    let untitled = article.part(Part::Title).next().is_none();
    let title = article.title.as_ref().filter(|_| untitled).map(|title| title.text.as_str());
    let blocks = article.blocks.iter().filter(|block| is_own(block.part)).map(super::Block::words);
    title.into_iter().chain(blocks).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_as_any_page_and_states_its_address() {
        let page = "<html><head><title>x</title><link rel=\"canonical\" href=\"https://tribune.example/dyke\"></head>\
                    <body><nav><a href=\"/\">Home</a></nav><article><h1>Dyke holds</h1><p>The dyke held for nine hours, the \
                    county said on Monday after the flood.</p><p>Nobody was hurt in the villages behind it, and the water \
                    fell by noon.</p></article></body></html>";
        let text = SourceText::read(&Source::utf8("sources/1.html", page), "1", true).unwrap();
        assert_eq!(text.url.as_deref(), Some("https://tribune.example/dyke"));
        assert!(text.text.starts_with("Dyke holds\nThe dyke held for nine hours"), "{}", text.text);
        assert!(!text.text.contains("Home"));
        let front =
            SourceText::read(&Source::utf8("a.md", "---\nurl: https://b.example/c\n---\n\nIt held.\n"), "a", false);
        assert_eq!(front.unwrap().url.as_deref(), Some("https://b.example/c"));
    }

    #[test]
    fn a_file_without_words_gives_nothing() {
        assert_eq!(SourceText::read(&Source::utf8("a.md", "---\nurl: https://b.example/c\n---\n"), "a", false), None);
    }
}
