//! What the names of elements, their classes, ids and roles say about what is in them.

use scraper::node::Element;

use crate::article::Part;

/// What an element says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    /// The body of an article; the higher, the more surely.
    Body(u8),
    /// Navigation, comments, advertising: left out unless it holds most of the page.
    Aside,
    /// Never part of an article.
    Never,
    /// A part of the article's apparatus: footnotes, a source list, a transparency box.
    Apparatus(Part),
    Nothing,
}

/// What an element says of itself.
pub(super) fn say(element: &Element) -> Say {
    let mut body = 0;
    match element.name() {
        "nav" | "footer" | "dialog" => return Say::Never,
        "aside" | "menu" | "form" | "fieldset" => return Say::Aside,
        "body" | "html" => return Say::Nothing,
        "article" => body = 2,
        "main" => body = 1,
        _ => {}
    }
    for (key, value) in &element.attrs {
        match &*key.local {
            "itemprop" if value.eq_ignore_ascii_case("articleBody") => return Say::Body(4),
            "role" => match &**value {
                "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" => {
                    return Say::Never;
                }
                "complementary" => return Say::Aside,
                _ => {}
            },
            "hidden" => return Say::Aside,
            "aria-hidden" if &**value == "true" => return Say::Aside,
            "style" if hides(value) => return Say::Aside,
            "class" | "id" | "data-component" | "data-testid" | "data-module" => {
                if let Some(part) = apparatus_name(value) {
                    return Say::Apparatus(part);
                }
                if body_name(value) {
                    body = body.max(3);
                } else if body < 2 && aside_name(value) {
                    return Say::Aside;
                }
            }
            _ => {}
        }
    }
    if body > 0 { Say::Body(body) } else { Say::Nothing }
}

fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    plain.to_ascii_lowercase().contains("display:none")
}

/// Whether a class or id names the body of an article: `article-body`, `entry-content`, `storyText`.
fn body_name(value: &str) -> bool {
    value.split_ascii_whitespace().any(|class| {
        let mut thing = false;
        let mut part = false;
        for word in words(class) {
            let is = |list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
            thing |= is(&["article", "story", "post", "entry", "artikel", "news", "beitrag", "single"]);
            part |= is(&["body", "content", "text", "copy", "inhalt", "fulltext"]);
            if is(&[
                "articlebody",
                "storybody",
                "articletext",
                "articlecontent",
                "postcontent",
                "postbody",
                "storytext",
                "bodytext",
                "storycontent",
                "entrycontent",
            ]) {
                return true;
            }
            if is_aside(word)
                || is(&[
                    "header",
                    "head",
                    "footer",
                    "meta",
                    "list",
                    "grid",
                    "wrapper",
                    "wrap",
                    "container",
                    "section",
                    "page",
                ])
            {
                return false;
            }
        }
        thing && part
    })
}

/// The part of the apparatus that a class or id names: `footnotes`, `article-sources`, `ai-transparency`.
fn apparatus_name(value: &str) -> Option<Part> {
    value.split_ascii_whitespace().flat_map(words).find_map(|word| {
        let is = |list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        match word.as_bytes().first()?.to_ascii_lowercase() {
            b'f' if is(&["footnotes", "fussnoten"]) => Some(Part::Footnote),
            b'e' if is(&["endnotes"]) => Some(Part::Footnote),
            b's' if is(&["sources", "sourcelist"]) => Some(Part::SourceList),
            b'r' if is(&["references", "reflist"]) => Some(Part::SourceList),
            b'q' if is(&["quellen", "quellenliste", "quellenverzeichnis"]) => Some(Part::SourceList),
            b't' if is(&["transparency", "transparenz", "transparenzbox"]) => Some(Part::Transparency),
            _ => None,
        }
    })
}

/// Whether a class or id names something beside the article.
fn aside_name(value: &str) -> bool {
    value.split_ascii_whitespace().any(|class| {
        // A state of the page (`has-sidebar`, `no-comments`, `js-share`) is no name of a part.
        let mut all = words(class);
        let state = all.next().is_some_and(|w| ["has", "no", "is", "with", "without", "not"].contains(&w));
        !state && words(class).any(is_aside)
    })
}

/// The words of a class name: `relatedPosts-box` gives `related`, `Posts`, `box`.
fn words(class: &str) -> impl Iterator<Item = &str> {
    let bytes = class.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < bytes.len() && !bytes[start].is_ascii_alphanumeric() {
            start += 1;
        }
        if start >= bytes.len() {
            return None;
        }
        let mut end = start + 1;
        while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
            if bytes[end].is_ascii_uppercase() && bytes[end - 1].is_ascii_lowercase() {
                break;
            }
            end += 1;
        }
        let word = &class[start..end];
        start = end;
        Some(word)
    })
}

/// Words for what stands beside an article, in lower case, sorted.
const ASIDE: &[&str] = &[
    "ad",
    "adbox",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "anzeige",
    "anzeigen",
    "authorbio",
    "banner",
    "biography",
    "bookmark",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "copyright",
    "credits",
    "disclaimer",
    "discussion",
    "disqus",
    "donate",
    "donation",
    "dropdown",
    "facebook",
    "flyout",
    "follow",
    "foot",
    "footer",
    "gdpr",
    "instagram",
    "kommentar",
    "kommentare",
    "lightbox",
    "login",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "newsletter",
    "notification",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "piano",
    "pinterest",
    "popular",
    "popup",
    "postmeta",
    "prevnext",
    "print",
    "promo",
    "promobox",
    "promotion",
    "promotions",
    "rail",
    "rating",
    "reactions",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "registration",
    "rel",
    "related",
    "relatedposts",
    "reply",
    "respond",
    "search",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "shop",
    "sidebar",
    "signup",
    "skyscraper",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tag",
    "tagcloud",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "toc",
    "toolbar",
    "tools",
    "tooltip",
    "topics",
    "trending",
    "twitter",
    "upsell",
    "utility",
    "weather",
];

fn is_aside(word: &str) -> bool {
    let mut lower = [0u8; 16];
    let Some(slot) = lower.get_mut(..word.len()) else { return false };
    slot.copy_from_slice(word.as_bytes());
    slot.make_ascii_lowercase();
    ASIDE.binary_search_by(|known| known.as_bytes().cmp(slot)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ASIDE.is_sorted(), "{:?}", ASIDE.windows(2).find(|w| w[0] > w[1]));
    }

    #[test]
    fn classes_are_read_word_by_word() {
        assert!(aside_name("relatedPosts"));
        assert!(aside_name("c-article__share-bar"));
        assert!(!aside_name("has-sidebar adjective"));
        assert!(body_name("c-article-body"));
        assert!(body_name("storyText") && !body_name("article-body-related"));
    }
}
