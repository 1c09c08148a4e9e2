//! Feeds (RSS and Atom): every entry is an article.

use jiff::fmt::rfc2822;

use super::escape::{escaped, name, untagged};
use super::xml::{Tag, Token, Xml};
use super::{ALL, ITEMS, Lost, Refused};
use crate::text::{Container, Source};

/// What a refusal calls it.
const FEED: &str = "feed";

/// A description of this many bytes is no summary but the article.
const LONG: usize = 1500;

/// The tag of a language (BCP 47) has no more bytes than this.
const TAG: usize = 35;

/// A text of a feed as HTML.
#[derive(Default)]
struct Html(String);

/// An entry of a feed.
#[derive(Default)]
struct Entry {
    title: Option<Html>,
    link: Option<String>,
    id: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    language: Option<String>,
    content: Option<Html>,
    summary: Option<Html>,
}

/// Reads a feed.
pub(super) fn read(path: &str, bytes: Vec<u8>) -> Result<Vec<Result<Source, Lost>>, Refused> {
    let source = Source::decode(path, bytes)?;
    let mut items = Vec::new();
    let mut left = ALL;
    let broken = entries(source.text(), |entry| {
        if items.len() >= ITEMS {
            return Err(Refused::TooLarge(format!("the feed has more than {ITEMS} entries; no more are read")));
        }
        let item = article(path, entry);
        let size = item.as_ref().map_or(0, |source| source.text().len());
        left = left.checked_sub(size).ok_or_else(|| {
            Refused::TooLarge(format!("the entries of the feed have more than {ALL} bytes; no more are read"))
        })?;
        items.push(item);
        Ok(())
    })?;
    match broken {
        Some(how) if items.is_empty() => return Err(Refused::Damaged(FEED, how)),
        Some(how) => {
            let sentence =
                format!("the feed is damaged behind its entry {}: {how}. What stands there was not read.", items.len());
            items.push(Err(Lost { item: None, sentence }));
        }
        None if items.is_empty() => return Err(Refused::Empty("the feed has no entries".to_owned())),
        None => {}
    }
    if let Some(Ok(first)) = items.iter_mut().find(|item| item.is_ok()) {
        source.notes().iter().for_each(|note| first.add_note(note.clone()));
    }
    Ok(items)
}

/// Hands over every entry; gives what is wrong with the XML, if something is.
fn entries(text: &str, mut take: impl FnMut(Entry) -> Result<(), Refused>) -> Result<Option<String>, Refused> {
    let mut xml = Xml::new(text);
    let mut language = None;
    let (mut rooted, mut atom) = (false, false);
    loop {
        let token = match xml.next() {
            Ok(Some(token)) => token,
            Ok(None) if rooted => return Ok(None),
            Ok(None) => return Ok(Some("there is no XML in it".to_owned())),
            Err(how) => return Ok(Some(how)),
        };
        let Token::Open(tag) = token else { continue };
        if !std::mem::replace(&mut rooted, true) && !matches!(tag.name(), "rss" | "feed" | "RDF") {
            return Err(Refused::Other(format!("no feed: its first element is `{}`, not `rss` or `feed`", tag.name())));
        }
        match tag.name() {
            "item" | "entry" => match entry(&mut xml, atom, tag.attr("lang").or_else(|| language.clone())) {
                Ok(entry) => take(entry)?,
                Err(how) => return Ok(Some(how)),
            },
            "feed" => (atom, language) = (true, tag.attr("lang").filter(|tag| tag.len() <= TAG)),
            "language" => match xml.words() {
                Ok(words) => language = Some(words.trim().to_owned()).filter(|tag| tag.len() <= TAG),
                Err(how) => return Ok(Some(how)),
            },
            _ => {}
        }
    }
}

/// Reads the entry that was opened last, up to its end.
fn entry(xml: &mut Xml<'_>, atom: bool, language: Option<String>) -> Result<Entry, String> {
    let mut entry = Entry { language, ..Entry::default() };
    let outside = xml.depth().saturating_sub(1);
    let mut guid_is_link = false;
    while xml.depth() > outside
        && let Some(token) = xml.next()?
    {
        let Token::Open(tag) = token else { continue };
        let full = tag.full_name().strip_prefix("atom:").unwrap_or(tag.full_name()).to_owned();
        match full.as_str() {
            "title" => entry.title = Some(html(xml, &tag, atom)?),
            "link" => {
                let (address, rel) = (tag.attr("href"), tag.attr("rel"));
                let words = xml.words()?.trim().to_owned();
                let address = address.or(Some(words).filter(|words| !words.is_empty()));
                if entry.link.is_none() && rel.is_none_or(|rel| rel == "alternate") {
                    entry.link = address;
                }
            }
            "guid" | "id" => {
                guid_is_link = full == "guid" && tag.attr("isPermaLink").is_none_or(|is| is != "false");
                entry.id = Some(xml.words()?.trim().to_owned()).filter(|id| !id.is_empty());
            }
            "dc:creator" | "author" => {
                let name = author(xml)?;
                if !name.is_empty() && !entry.authors.contains(&name) && entry.authors.len() < 50 {
                    entry.authors.push(name);
                }
            }
            "pubDate" | "published" | "issued" | "dc:date" => entry.published = Some(time(&xml.words()?)),
            "updated" | "modified" | "dcterms:modified" => entry.updated = Some(time(&xml.words()?)),
            "content:encoded" => entry.content = Some(Html(xml.words()?)),
            "content" => entry.content = Some(html(xml, &tag, atom)?),
            "description" => entry.summary = Some(Html(xml.words()?)),
            "summary" => entry.summary = Some(html(xml, &tag, atom)?),
            _ => xml.skip()?,
        }
    }
    let permanent = entry.id.clone().filter(|id| guid_is_link && id.starts_with("http"));
    entry.link = entry.link.or(permanent);
    Ok(entry)
}

/// The text of the element that was opened last as HTML. In Atom a text is plain where its type is not said; in RSS all are
/// HTML.
fn html(xml: &mut Xml<'_>, tag: &Tag<'_>, atom: bool) -> Result<Html, String> {
    match tag.attr("type").unwrap_or_default().as_str() {
        "xhtml" | "application/xhtml+xml" => {
            let from = xml.place().1;
            xml.skip()?;
            Ok(Html(xml.raw(from, xml.place().0).to_owned()))
        }
        kind @ ("text" | "text/plain" | "") if atom => {
            let words = xml.words()?;
            if kind.is_empty() && words.contains("</p>") {
                return Ok(Html(words));
            }
            let paragraphs = words.split("\n\n").map(str::trim).filter(|words| !words.is_empty());
            Ok(Html(paragraphs.map(escaped).collect::<Vec<_>>().join("</p>\n<p>")))
        }
        _ => Ok(Html(xml.words()?)),
    }
}

/// The author in the element that was opened last: a `name` in it, or its words, of which an address in front of a name in
/// brackets is none.
fn author(xml: &mut Xml<'_>) -> Result<String, String> {
    let outside = xml.depth().saturating_sub(1);
    let (mut name, mut words) = (None, String::new());
    while xml.depth() > outside
        && let Some(token) = xml.next()?
    {
        match token {
            Token::Open(tag) if tag.name() == "name" => name = Some(xml.words()?),
            Token::Open(_) => xml.skip()?,
            Token::Text(text) => words.push_str(&text),
            Token::Close => {}
        }
    }
    let words = name.unwrap_or(words);
    let bracketed = words.split_once('(').filter(|(before, _)| before.contains('@')).map(|(_, name)| name);
    Ok(bracketed.map_or(words.trim(), |name| name.trim().trim_end_matches(')')).to_owned())
}

/// A point in time as ISO 8601 where it can be read, else as it is written.
fn time(words: &str) -> String {
    let words = words.trim();
    match rfc2822::parse(words) {
        Ok(time) => {
            let offset = time.strftime("%:z").to_string();
            format!("{}{offset}", time.strftime("%Y-%m-%dT%H:%M:%S"))
        }
        Err(_) => words.to_owned(),
    }
}

/// An entry as a page.
fn article(path: &str, entry: Entry) -> Result<Source, Lost> {
    let title = entry.title.map(|title| title.0.trim().to_owned()).filter(|title| !title.is_empty());
    let item = entry.link.clone().or_else(|| title.as_deref().map(untagged)).or(entry.id).map(|item| name(&item));
    let filled = |html: Option<Html>| html.map(|html| html.0).filter(|html| has_words(html));
    let (content, summary) = (filled(entry.content), filled(entry.summary));
    let short = content.is_none() && summary.as_ref().is_some_and(|summary| summary.len() < LONG);
    let Some(body) = content.or(summary) else {
        let sentence = "this entry of the feed has no text; give the article itself.".to_owned();
        return Err(Lost { item, sentence });
    };
    let meta = |name: &str, value: &str| format!("<meta name=\"{name}\" content=\"{}\">\n", escaped(value));
    let language = entry.language.filter(|language| !language.is_empty() && language.len() <= TAG);
    let language = language.map(|language| format!(" lang=\"{}\"", escaped(&language))).unwrap_or_default();
    let mut html = format!("<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n");
    if let Some(link) = &entry.link {
        html.push_str(&format!("<link rel=\"canonical\" href=\"{}\">\n", escaped(link)));
    }
    entry.authors.iter().for_each(|author| html.push_str(&meta("author", author)));
    for (name, value) in [("article:published_time", entry.published), ("article:modified_time", entry.updated)] {
        html.extend(value.filter(|value| !value.is_empty()).map(|value| meta(name, &value)));
    }
    html.push_str("</head>\n<body>\n<article>\n");
    html.extend(title.map(|title| format!("<h1>{title}</h1>\n")));
    let block = body.trim_start().starts_with('<');
    let (open, close) = if block { ("", "") } else { ("<p>", "</p>") };
    html.push_str(&format!("{open}{}{close}\n</article>\n</body>\n</html>\n", body.trim()));
    let mut source = Source::extracted(path, html, Container::Feed, item);
    if short {
        source.add_note("The feed gives a summary of this entry, not its full text; the summary was read.".to_owned());
    }
    Ok(source)
}

/// Whether there is a letter outside of tags.
fn has_words(html: &str) -> bool {
    let mut inside = false;
    html.chars().any(|c| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ => {}
        }
        !inside && c.is_alphanumeric()
    })
}
