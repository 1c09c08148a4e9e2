//! HTML: from a page or a fragment to an article.

mod parse;
