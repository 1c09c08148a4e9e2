//! What the names of elements, their classes, ids and roles say about what is in them.

use scraper::node::Element;

use crate::article::Part;
use crate::article::byline::WORDS;
use crate::article::furniture::{LISTS, has};

/// What an element says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    /// The body of an article; the higher, the more surely.
    Body(u8),
    /// Not the article, by its element or role or because it is not seen: left out unless it holds most of the page.
    Aside,
    /// Not the article, by its class or id alone: navigation, advertising.
    Named,
    /// Names, dates, buttons at the head or foot of an article: left out where it is short.
    Small,
    /// What readers say about the article.
    Comments,
    /// Never part of an article.
    Never,
    /// A part of the article's apparatus: footnotes, a source list, a transparency box.
    Apparatus(Part),
    Nothing,
}

/// What an element says of itself.
pub(super) fn say(element: &Element) -> Say {
    let name = element.name();
    let mut body = 0;
    match name {
        "nav" | "footer" | "dialog" => return Say::Never,
        "aside" | "menu" | "form" | "fieldset" => return Say::Aside,
        "body" | "html" => return Say::Nothing,
        "article" => body = 2,
        "main" => body = 1,
        _ => {}
    }
    // What cells are called says how they look; a quotation of a post is called after the network it comes from.
    let named = !matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "blockquote");
    let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let mut folds = false;
    let mut hidden = false;
    for (key, value) in &element.attrs {
        match &*key.local {
            "itemprop" if value.eq_ignore_ascii_case("articleBody") => return Say::Body(4),
            "role" => match &**value {
                "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" => {
                    return Say::Never;
                }
                "complementary" => return Say::Aside,
                "region" | "tabpanel" => folds = true,
                _ => {}
            },
            "hidden" => hidden = true,
            "aria-hidden" => hidden |= &**value == "true",
            "style" => hidden |= hides(value),
            "class" | "id" | "data-component" | "data-testid" | "data-module" if named => {
                if let Some(part) = apparatus_name(value) {
                    return Say::Apparatus(part);
                }
                folds |= words_of(value).any(|w| has(&LISTS.names.folding, w));
                if &*key.local == "class" {
                    hidden |= is_unseen(value);
                }
                if body_name(value) {
                    body = body.max(3);
                } else if body < 2 && !heading && !(&*key.local == "id" && is_phrase(value)) {
                    match aside_name(value) {
                        Say::Nothing => {}
                        other => return other,
                    }
                }
            }
            _ => {}
        }
    }
    if hidden && !folds {
        return Say::Aside;
    }
    let custom = name.contains('-').then(|| aside_name(name)).filter(|say| *say != Say::Nothing);
    custom.unwrap_or(if body > 0 { Say::Body(body) } else { Say::Nothing })
}

/// Whether an id was made from the words of a heading.
fn is_phrase(id: &str) -> bool {
    id.split(['-', '_']).filter(|w| !w.is_empty()).count() > 4
}

fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    plain.to_ascii_lowercase().contains("display:none")
}

/// Whether a class says that the element is not seen, on any size of screen.
fn is_unseen(value: &str) -> bool {
    let mut unseen = false;
    for class in value.split_ascii_whitespace() {
        unseen |= has(&LISTS.names.unseen, class);
        let sized = class.contains(':') || ["-sm-", "-md-", "-lg-", "-xl-"].iter().any(|s| class.contains(s));
        if sized && ["block", "flex", "grid", "inline", "visible"].iter().any(|shown| class.ends_with(shown)) {
            return false;
        }
    }
    unseen
}

/// Whether a class or id names the body of an article: `article-body`, `entry-content`, `storyText`.
fn body_name(value: &str) -> bool {
    let names = &LISTS.names;
    value.split_ascii_whitespace().any(|class| {
        let (mut thing, mut part) = (false, false);
        for word in words(class) {
            thing |= has(&names.thing, word);
            part |= has(&names.part, word);
            if has(&names.body, word) {
                return true;
            }
            if [&names.aside, &names.small, &names.comments, &names.around].iter().any(|list| has(list, word)) {
                return false;
            }
        }
        thing && part
    })
}

/// The part of the apparatus that a class or id names: `footnotes`, `article-sources`, `ai-transparency`.
fn apparatus_name(value: &str) -> Option<Part> {
    words_of(value).find_map(|word| {
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

/// What a class, an id or the name of an element of the page's own says it is beside the article.
fn aside_name(value: &str) -> Say {
    let names = &LISTS.names;
    let mut say = Say::Nothing;
    for class in value.split_ascii_whitespace() {
        let both = |pair: &[String; 2]| pair.iter().all(|w| words(class).any(|own| own.eq_ignore_ascii_case(w)));
        if names.pairs.iter().any(both) {
            say = Say::Named;
        }
        // A state of the page (`has-sidebar`, `no-comments`) is no name of a part.
        if words(class).next().is_some_and(|w| ["has", "no", "is", "with", "without", "not", "js"].contains(&w)) {
            continue;
        }
        for word in words(class) {
            if has(&names.comments, word) {
                return Say::Comments;
            }
            if has(&names.aside, word) {
                say = Say::Named;
            } else if say == Say::Nothing && has(&names.small, word) {
                say = Say::Small;
            }
        }
    }
    say
}

/// Whether a class names a box about the author, or a line that names one.
pub(super) fn is_about_author(value: &str) -> bool {
    words_of(value).any(|w| WORDS.elements.contains(&w.to_lowercase()) || w.eq_ignore_ascii_case("bio"))
}

/// Whether a class names the line above a headline.
pub(super) fn is_kicker(value: &str) -> bool {
    words_of(value).any(|w| has(&LISTS.names.kicker, w))
}

/// Whether a class or id names what stands under a picture.
pub(super) fn is_caption(value: &str) -> bool {
    words_of(value).any(|w| has(&LISTS.names.caption, w))
}

/// Whether a class names a standfirst.
pub(super) fn is_standfirst(value: &str) -> bool {
    words_of(value).any(|w| has(&LISTS.names.standfirst, w))
}

/// The words of all names in the value of a class or id.
pub(super) fn words_of(value: &str) -> impl Iterator<Item = &str> {
    value.split_ascii_whitespace().flat_map(words)
}

/// The words of a class name: `relatedPosts-box` gives `related`, `Posts`, `box`. Names that say how something looks
/// (`md:block`, `[grid-area:meta]`) have none.
fn words(class: &str) -> impl Iterator<Item = &str> {
    let bytes = if class.contains([':', '[', '(']) { &[][..] } else { class.as_bytes() };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_word_by_word() {
        assert_eq!(aside_name("relatedPosts"), Say::Named);
        assert_eq!(aside_name("c-article__share-bar"), Say::Small);
        assert_eq!(aside_name("has-sidebar adjective md:sidebar"), Say::Nothing);
        assert_eq!(aside_name("sidebar wp-comments"), Say::Comments);
        assert_eq!(aside_name("post-meta"), Say::Small);
        assert_eq!(aside_name("post__author-box"), Say::Named);
        assert!(body_name("c-article-body"));
        assert!(body_name("storyText") && !body_name("article-body-related"));
        assert!(is_caption("wp-caption-text") && is_caption("image_copyright") && !is_caption("capture"));
    }

    #[test]
    fn what_some_screens_show_is_seen() {
        assert!(is_unseen("box hidden") && is_unseen("sr-only"));
        assert!(!is_unseen("hidden md:block") && !is_unseen("d-none d-md-flex") && !is_unseen("is-shown"));
    }
}
