//! What block documents call their nodes. The formats have most names in common.

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It holds other nodes and is nothing itself.
    Container,
    /// An HTML element with its children in it.
    Element(&'static str),
    /// A heading, whose level an attribute or its own name says.
    Heading,
    /// A list, of which an attribute says whether it counts.
    List,
    /// A link around its children.
    Link,
    Text,
    Break,
    /// It has no words.
    Silent,
    /// A block with fields instead of children.
    Card(Card),
}

/// What a block with fields is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Card {
    Html,
    Markdown,
    Code,
    /// A picture, film, recording, or several: description and caption.
    Picture,
    /// Fields that stand on the page as paragraphs.
    Words,
    /// A box in the words of another page, or of the site.
    Elsewhere,
}

/// A name in lower case without hyphens, underscores, blanks and the prefix `core/`.
pub(super) fn plain(name: &str) -> String {
    let name = name.strip_prefix("core/").unwrap_or(name);
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).take(64).collect()
}

/// What a type of node is, by its name.
pub(super) fn shape(name: &str) -> Option<Shape> {
    Some(match plain(name).as_str() {
        "doc" | "document" | "root" | "body" | "story" | "section" | "column" | "columns" | "columnlist" | "div"
        | "elementgroup" | "detailscontent" | "details" | "entryhyperlink" | "assethyperlink" | "resourcehyperlink" => {
            Shape::Container
        }
        "paragraph" | "p" | "para" | "detailssummary" => Shape::Element("p"),
        "heading" | "extendedheading" | "heading1" | "heading2" | "heading3" | "heading4" | "heading5" | "heading6"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading,
        "list" => Shape::List,
        "bulletlist" | "unorderedlist" | "bulletedlist" | "tasklist" | "checklist" | "ul" => Shape::Element("ul"),
        "orderedlist" | "numberedlist" | "ol" => Shape::Element("ol"),
        "listitem" | "taskitem" | "listitemtext" | "li" => Shape::Element("li"),
        "quote" | "blockquote" | "extendedquote" | "aside" | "pullquote" => Shape::Element("blockquote"),
        "table" => Shape::Element("table"),
        "tablerow" | "tr" => Shape::Element("tr"),
        "tablecell" | "td" => Shape::Element("td"),
        "tableheadercell" | "tableheader" | "th" => Shape::Element("th"),
        "code" | "codeblock" => Shape::Card(Card::Code),
        "figure" => Shape::Element("figure"),
        "figcaption" | "imagecaption" | "caption" => Shape::Element("figcaption"),
        "link" | "autolink" | "hyperlink" | "inlinelink" | "a" => Shape::Link,
        "text" | "extendedtext" | "codehighlight" | "span" | "tab" | "mention" | "hashtag" => Shape::Text,
        "linebreak" | "hardbreak" | "softbreak" | "br" => Shape::Break,
        "horizontalrule" | "hr" | "thematicbreak" | "divider" | "delimiter" | "paywall" | "spacer" => Shape::Silent,
        "html" | "rawhtml" | "raw" | "customhtml" | "htmlcard" => Shape::Card(Card::Html),
        "markdown" | "cardmarkdown" | "markdowncard" => Shape::Card(Card::Markdown),
        "image" | "img" | "picture" | "gallery" | "video" | "audio" | "file" | "upload" | "media" | "simpleimage"
        | "embed" | "oembed" | "mainimage" | "youtube" | "embeddedassetblock" => Shape::Card(Card::Picture),
        "header" | "callout" | "toggle" | "warning" | "alert" | "note" | "admonition" | "correction" => {
            Shape::Card(Card::Words)
        }
        "bookmark"
        | "button"
        | "email"
        | "emailcta"
        | "calltoaction"
        | "signup"
        | "product"
        | "linktool"
        | "interstitiallink"
        | "linklist"
        | "oembedresponse"
        | "socialmedia"
        | "customembed"
        | "promo"
        | "transistor"
        | "embeddedentryblock"
        | "embeddedentryinline"
        | "embeddedresourceblock"
        | "embeddedresourceinline"
        | "relationship"
        | "reference" => Shape::Card(Card::Elsewhere),
        _ => return None,
    })
}

/// The element that a mark is: `bold`, `em`, `superscript`.
pub(super) fn mark(name: &str) -> Option<&'static str> {
    Some(match plain(name).as_str() {
        "bold" | "strong" | "b" => "strong",
        "italic" | "em" | "emphasis" | "i" => "em",
        "code" => "code",
        "superscript" | "sup" => "sup",
        "subscript" | "sub" => "sub",
        _ => return None,
    })
}

/// The element of a heading of a level.
pub(super) fn heading(level: Option<u32>) -> &'static str {
    match level {
        Some(1) => "h1",
        Some(3) => "h3",
        Some(4) => "h4",
        Some(5) => "h5",
        Some(6) => "h6",
        _ => "h2",
    }
}
