//! HTML: from a page or a fragment to an article.
//!
//! The way through: [`parse`] gives a tree with places, [`dom`] lists it, [`blocks`] cuts it into blocks and lifts the
//! citations out, [`content`] finds the article among what stands around it, [`keep`] tells which blocks are its text, [`marks`] where a site's own selectors say otherwise, [`apparatus`] finds its source list and
//! boxes, [`metadata`] its title and dates, [`dates`] and [`byline`] when it was published and by whom, [`disagreement`] what the page says twice; [`page`] puts the article together.

mod apparatus;
mod attributes;
mod blocks;
mod byline;
mod citations;
mod content;
mod dates;
mod disagreement;
mod dom;
mod entities;
mod json_ld;
mod keep;
mod kinds;
mod marks;
mod metadata;
mod names;
mod numbered;
mod page;
mod parse;
mod words;

use super::{Article, Sites};

/// Reads a whole page: the article is found among navigation, comments and whatever else stands on it. Places count in
/// `text`, a leading byte order mark included. Where `sites` knows the page's address, it says where the parts are.
pub(crate) fn read(text: &str, sites: &Sites) -> Article {
    page::read(text, sites)
}
