//! Authors: names from the head of a page or from a line that shows them, without publishers and desks.

use super::blocks::{self, Found};
use super::dom::Dom;
use super::json_ld::{Facts, Said};
use super::metadata::Meta;
use crate::article::{Field, byline};
use crate::text::MappedText;

/// Words that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "editors",
    "editorial",
    "editorial staff",
    "editorial team",
    "editorial board",
    "staff",
    "staff writer",
    "staff reporter",
    "staff writers",
    "newsroom",
    "redaktion",
    "die redaktion",
    "online-redaktion",
    "webmaster",
    "guest",
    "gast",
    "unknown",
    "anonymous",
    "author",
    "autor",
    "team",
    "the editors",
    "news desk",
    "web desk",
    "contributor",
    "none",
    "null",
    "updated",
    "published",
    "by",
    "von",
];
/// How many authors are read.
const MOST: usize = 50;

/// The authors of a page. `near` are the blocks around title and text where a byline may stand.
pub(super) fn authors(
    dom: &Dom<'_>,
    found: &[Found],
    near: std::ops::Range<usize>,
    (meta, facts): (&Meta, &Facts),
    title: Option<&str>,
) -> Vec<Field> {
    const NAMES: &[&[&str]] = &[
        &["author"],
        &["article:author", "og:article:author"],
        &[
            "parsely-author",
            "sailthru.author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "dc.creator.name",
            "citation_author",
        ],
    ];
    let near = found.get(near).unwrap_or_default();
    let site = meta.first(&["og:site_name", "application-name"]).map(|s| s.text.as_str());
    let publishers = [site, facts.publisher.as_deref()];
    let mut authors: Vec<Field> = Vec::new();
    let mut take = |line: &MappedText| {
        if line.as_str().contains("://") || line.as_str().contains('@') || Some(line.as_str()) == title {
            return !authors.is_empty();
        }
        for name in byline::names(line) {
            let publisher = publishers.iter().flatten().any(|p| p.eq_ignore_ascii_case(&name.text));
            let known = authors.iter().any(|a| a.text.to_lowercase() == name.text.to_lowercase());
            if is_person(&name.text) && !publisher && !known && authors.len() < MOST {
                authors.push(name);
            }
        }
        !authors.is_empty()
    };
    let mut done = facts.authors.iter().fold(false, |_, said| take(&mapped(dom, said)));
    for names in NAMES {
        if !done {
            done = meta.all(names).iter().take(MOST).fold(false, |_, said| take(&mapped(dom, said)));
        }
    }
    if !done {
        done = declared(dom).iter().fold(false, |_, line| take(line));
    }
    if !done {
        shown(dom, near).iter().for_each(|line| {
            take(line);
        });
    }
    // What a reader can see goes before what only machines see.
    for author in &mut authors {
        let lines = near.iter().map(|f| &f.block.text).filter(|t| t.len() < 300);
        let seen = lines.filter_map(|t| t.as_str().find(&author.text).map(|at| t.span(at..at + author.text.len())));
        author.span = seen.into_iter().next().or(author.span);
    }
    authors
}

/// A text of the head with the way back to its bytes.
fn mapped(dom: &Dom<'_>, said: &Said) -> MappedText {
    let mut text = MappedText::new();
    match said.span {
        Some(span) if dom.source.get(span.start..span.end) == Some(said.text.as_str()) => {
            text.push(&said.text, span.start)
        }
        span => text.push_for(&said.text, span.unwrap_or_default()),
    }
    text
}

fn is_person(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let address = words == 1 && name.trim_end_matches('.').contains('.');
    let odd = name.chars().any(|c| c.is_ascii_digit() || "?!{}<>=_".contains(c));
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&words)
        && letters >= 2
        && name.len() <= 80
        && !address
        && !odd
        && !NOBODY.contains(&lower.as_str())
}

/// Texts that mark-up says are the author's name.
fn declared(dom: &Dom<'_>) -> Vec<MappedText> {
    let mut lines = Vec::new();
    for at in 0..dom.nodes.len() {
        let Some(element) = dom.element(at) else { continue };
        let is =
            element.attrs.iter().any(|(key, value)| matches!(&*key.local, "rel" | "itemprop") && &**value == "author");
        if is && dom.nodes[at].end - at <= 12 && element.name() != "meta" && lines.len() < 10 {
            lines.push(blocks::text_of(dom, at));
        }
    }
    lines
}

/// The line near the text that shows the authors: by its class, or by its first word.
fn shown(dom: &Dom<'_>, near: &[Found]) -> Option<MappedText> {
    let line = near.iter().filter(|f| f.block.text.len() <= 150).find(|f| {
        let words = f.block.words();
        let around = std::iter::once(f.element).chain(dom.ancestors(f.element).take(2));
        let classed = around.filter_map(|e| dom.attr(e, "class")).any(names_author);
        starts_with_by(words) || classed && !words.contains([':', '?', '!', '.'])
    });
    line.map(|f| f.block.text.clone())
}

fn names_author(class: &str) -> bool {
    let known = ["author", "authors", "autor", "autoren", "byline", "bylines", "verfasser"];
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
}

fn starts_with_by(words: &str) -> bool {
    ["By ", "BY ", "Von ", "VON ", "Written by ", "Posted by "].iter().any(|by| {
        let name = words.strip_prefix(by);
        name.is_some_and(|n| n.starts_with(char::is_uppercase) && n.split_whitespace().count() <= 12)
    })
}
