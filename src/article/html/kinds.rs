//! What elements are to the flow of text, and what the elements around a block make of it.

use super::dom::Dom;
use super::names;
use crate::article::furniture::LISTS;
use crate::article::{BlockKind, MarkKind};

/// A caption has no more bytes than this.
const LONGEST_CAPTION: usize = 1000;

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Its text is not read.
    Skipped,
    /// It ends the text before it and begins a new one.
    Block,
    /// A line break.
    Break,
    /// A table cell in a row that is one block.
    Cell,
    Inline,
}

pub(super) fn flow(name: &str) -> Flow {
    match name {
        "a" | "span" | "b" | "i" | "em" | "strong" | "sup" | "sub" | "q" | "cite" | "code" | "u" | "small" | "font"
        | "img" | "time" | "abbr" | "label" | "mark" | "path" | "use" => Flow::Inline,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "table" | "thead" | "tbody" | "tfoot"
        | "tr" | "caption" | "blockquote" | "pre" | "figure" | "figcaption" | "form" | "fieldset" | "legend"
        | "address" | "hr" | "details" | "summary" | "body" | "html" | "center" | "dialog" | "menu" | "hgroup"
        | "search" | "amp-ad" => Flow::Block,
        "td" | "th" => Flow::Cell,
        "br" => Flow::Break,
        "script" | "style" | "noscript" | "template" | "svg" | "math" | "button" | "select" | "textarea" | "iframe"
        | "object" | "audio" | "video" | "canvas" | "head" | "title" | "input" | "datalist" | "map" | "embed" => {
            Flow::Skipped
        }
        _ => Flow::Inline,
    }
}

/// What the elements around a block make of it: its kind, its level, the block element that it is the text of. `first` is its
/// first text node, `words` are its words.
pub(super) fn kind(dom: &Dom<'_>, first: usize, words: &str) -> (BlockKind, u8, usize) {
    let mut element = None;
    let mut kind = BlockKind::Paragraph;
    let mut level = 0;
    // How many elements around the block are still asked whether they are named after captions.
    let mut asked = 3;
    for above in dom.ancestors(first) {
        let name = dom.name(above);
        if asked > 0 && words.len() <= LONGEST_CAPTION && is_caption(dom, above) {
            return (BlockKind::Caption, 0, element.unwrap_or(above));
        }
        let (Flow::Block | Flow::Cell) = flow(name) else { continue };
        element.get_or_insert(above);
        asked -= usize::from(asked > 0);
        let heading = name.strip_prefix('h').and_then(|l| l.parse().ok()).filter(|l| (1..=6).contains(l));
        kind = match name {
            _ if heading.is_some() => {
                level = heading.unwrap_or_default();
                BlockKind::Heading
            }
            "figcaption" => BlockKind::Caption,
            "figure" if words.len() <= LONGEST_CAPTION && matches!(kind, BlockKind::Paragraph | BlockKind::Heading) => {
                BlockKind::Caption
            }
            _ if kind == BlockKind::Heading => kind,
            "li" | "dd" | "dt" if kind == BlockKind::Paragraph => BlockKind::ListItem,
            "blockquote" => BlockKind::Quote,
            "caption" => BlockKind::Caption,
            "tr" if kind == BlockKind::Paragraph
                && element.is_some_and(|e| e == above || dom.nodes[e].parent == above) =>
            {
                BlockKind::TableRow
            }
            "pre" => BlockKind::Code,
            "article" | "main" | "body" => break,
            _ => kind,
        };
    }
    if kind == BlockKind::Paragraph && LISTS.lines.is_credit(words) {
        kind = BlockKind::Caption;
    }
    (kind, if kind == BlockKind::Heading { level } else { 0 }, element.unwrap_or(0))
}

/// Whether the class of an element says that what is in it stands under a picture.
fn is_caption(dom: &Dom<'_>, at: usize) -> bool {
    !matches!(dom.name(at), "body" | "main" | "article" | "blockquote" | "footer")
        && dom.attr(at, "class").is_some_and(names::is_caption)
}

/// Whether an inline element is the line above a headline, inside the heading.
fn is_kicker(dom: &Dom<'_>, at: usize) -> bool {
    dom.attr(at, "class").is_some_and(names::is_kicker)
        && dom.ancestors(at).take(3).any(|a| matches!(dom.name(a), "h1" | "h2" | "h3"))
}

/// Whether an inline element begins a line of its own, by its style or as the line above a headline.
pub(super) fn is_line(dom: &Dom<'_>, at: usize) -> bool {
    let styled = dom.attr(at, "style").is_some_and(|style| {
        let plain: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        ["display:block", "display:flex", "display:grid"].iter().any(|shown| plain.contains(shown))
    });
    styled || is_kicker(dom, at)
}

/// The mark that an inline element stands for.
pub(super) fn mark(name: &str) -> Option<MarkKind> {
    Some(match name {
        "code" | "kbd" | "samp" => MarkKind::Code,
        "em" | "i" => MarkKind::Emphasis,
        "strong" | "b" => MarkKind::Strong,
        "q" => MarkKind::Quotation,
        "cite" => MarkKind::Cite,
        "a" => MarkKind::Link,
        _ => return None,
    })
}
