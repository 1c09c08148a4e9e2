//! Articles for the tests of this module.

use super::{Analysis, analyse};
use crate::article::{Article, Block, BlockKind, Format, Part, Timestamp};
use crate::lexicon::Lexicons;
use crate::text::MappedText;

/// An article whose lines are blocks: `# ` a heading, `> ` a block quotation, `Title: `, `Dek: ` and `Published: ` the
/// parts of that name, `Language: ` what the page declares, anything else a paragraph of the body.
pub(super) fn article(text: &str) -> Article {
    let mut article = Article::new(Format::Text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (head, kind, part) = match line {
            l if l.starts_with("# ") => (2, BlockKind::Heading, Part::Body),
            l if l.starts_with("> ") => (2, BlockKind::Quote, Part::Body),
            l if l.starts_with("Title: ") => (7, BlockKind::Paragraph, Part::Title),
            l if l.starts_with("Dek: ") => (5, BlockKind::Paragraph, Part::Dek),
            l if l.starts_with("Published: ") => (11, BlockKind::Paragraph, Part::Published),
            _ => (0, BlockKind::Paragraph, Part::Body),
        };
        if let Some(code) = line.strip_prefix("Language: ") {
            article.declared_language = Some(code.trim_end().to_owned());
            start += line.len();
            continue;
        }
        let words = line[head..].trim_end_matches('\n');
        if part == Part::Published {
            let value = Some(words.to_owned());
            article.published = Some(Timestamp { text: words.to_owned(), value, span: None });
        }
        article.blocks.push(Block::new(kind, part, MappedText::verbatim(words, start + head)));
        start += line.len();
    }
    article
}

/// The analysis of such an article.
pub(super) fn analysis(text: &str) -> Analysis {
    analyse(article(text), Lexicons::shipped(), crate::lexicon::Outlets::shipped())
}
