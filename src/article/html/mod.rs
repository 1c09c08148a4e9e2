//! HTML: from a page or a fragment to an article.

mod blocks;
mod citations;
mod content;
mod dom;
mod names;
mod parse;
mod words;

use dom::Dom;

use super::{Article, Format, Part};

/// Reads a whole page: the article is found among navigation, comments and whatever else stands on it. Places count in
/// `text`, a leading byte order mark included.
pub(crate) fn read(text: &str) -> Article {
    let (html, places) = parse::document(text);
    let dom = Dom::new(text, &html, &places);
    let blocks = blocks::blocks(&dom);
    let weights = content::weigh(&dom, &blocks.found);
    let body = content::body(&dom, &blocks.found, &weights);
    let mut article = Article::new(Format::Html);
    for (mut found, body) in blocks.found.into_iter().zip(body) {
        if body {
            found.block.part = Part::Body;
        }
        article.blocks.push(found.block);
    }
    article
}
