//! What a page says of its article outside the text: title, authors, dates, language, address, kind of story.
//!
//! Each has a fixed order of places to look in. Words that a reader can see go before words that only machines see.

use std::collections::HashMap;
use std::ops::Range;

use super::blocks::Found;
use super::dom::Dom;
use super::entities;
use super::json_ld::{Facts, Said};
use crate::article::byline::WORDS;
use crate::article::{BlockKind, Target, news_date, registrable};
use crate::text::Span;

/// The `meta` elements of a page by their lower-case name, first one first.
pub(super) struct Meta {
    values: HashMap<String, Vec<Said>>,
    pub language: Option<String>,
    pub canonical: Option<String>,
    /// The element `title`.
    pub title: Option<Said>,
}

impl Meta {
    /// Collects them.
    pub(super) fn read(dom: &Dom<'_>) -> Meta {
        let mut meta = Meta { values: HashMap::new(), language: None, canonical: None, title: None };
        for at in 0..dom.nodes.len() {
            match dom.name(at) {
                "meta" => {
                    let content = dom.attr(at, "content").map(str::trim).filter(|c| !c.is_empty());
                    let keys = ["property", "name", "itemprop"].iter().find_map(|k| dom.attr(at, k));
                    if let (Some(content), Some(key)) = (content, keys) {
                        let said = Said { text: entities::plain(content), span: dom.attr_span(at, "content") };
                        meta.values.entry(key.trim().to_ascii_lowercase()).or_default().push(said);
                    }
                }
                "html" if meta.language.is_none() => {
                    let declared = dom.attr(at, "lang").or(dom.attr(at, "xml:lang")).map(str::trim);
                    meta.language = declared.filter(|l| !l.is_empty()).map(|l| l.replace('_', "-"));
                }
                "link" if meta.canonical.is_none() && dom.attr(at, "rel") == Some("canonical") => {
                    meta.canonical = dom.attr(at, "href").map(|h| h.trim().to_owned()).filter(|h| !h.is_empty());
                }
                "title" if meta.title.is_none() && dom.ancestors(at).all(|a| dom.name(a) != "svg") => {
                    let text = entities::plain(&dom.text(at));
                    let inside = dom.nodes.get(at + 1).filter(|_| dom.nodes[at].end == at + 2).map(|n| n.span);
                    meta.title = (!text.is_empty()).then_some(Said { text, span: inside });
                }
                _ => {}
            }
        }
        meta
    }

    /// The name of an author in a pair of label and value (`twitter:label1`, `twitter:data1`).
    pub(super) fn labelled_author(&self) -> Vec<Said> {
        let pair = |n: u8| {
            let label = self.first(&[format!("twitter:label{n}").as_str()])?;
            let known = WORDS.labels.contains(label.text.to_lowercase().as_str());
            self.first(&[format!("twitter:data{n}").as_str()]).filter(|_| known).cloned()
        };
        pair(1).or_else(|| pair(2)).into_iter().collect()
    }

    /// The part of the page's own host that names the site: `courier` of `www.courier.example`.
    pub(super) fn host_label(&self) -> Option<&str> {
        let address = self.canonical.as_deref().or(self.first(&["og:url"]).map(|s| s.text.as_str()))?;
        let (_, rest) = address.split_once("://")?;
        let host = rest.split(['/', '?', '#', ':']).next()?;
        registrable(host)?.split('.').next()
    }

    /// The first value of the first of these names that there is.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Said> {
        self.all(names).first()
    }

    /// All values of the first of these names that there is.
    pub(super) fn all(&self, names: &[&str]) -> &[Said] {
        names.iter().find_map(|n| self.values.get(*n)).map_or(&[], Vec::as_slice)
    }
}

/// The title: the block that shows it, or the words of the page's head.
pub(super) enum Title {
    /// The block, and the bytes of its text that are the title: a heading may hold a kicker or a date beside it.
    Block(usize, Range<usize>),
    Said(Said),
    /// The block that shows another headline than the one that the publisher states.
    Agreed(usize, Said),
}

impl Title {
    /// The block that shows a headline.
    pub(super) fn block(&self) -> Option<usize> {
        match self {
            Title::Block(i, _) | Title::Agreed(i, _) => Some(*i),
            Title::Said(_) => None,
        }
    }
}

/// The headline that the publisher of a news article states both for machines (JSON-LD) and for sharing (Open Graph), where
/// it is not the one `shown`.
fn agreed(meta: &Meta, facts: &Facts, sites: [Option<&str>; 2], shown: &str) -> Option<Said> {
    let headline = without_site(facts.headline.clone().filter(|_| facts.news)?, sites);
    let shared = without_site(meta.first(&["og:title"])?.clone(), sites);
    let plain = |t: &str| word_list(t);
    (plain(&headline.text) == plain(&shared.text) && plain(&headline.text) != plain(shown)).then_some(shared)
}

/// Where the head states a headline for sharing and for catalogues.
const SHARED: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title"];

/// Finds the title. A heading that shares its words with what the head says is the title; the head alone is second best.
/// `first_heading` is the one of the main article, where several stand on the page.
pub(super) fn title(
    found: &[Found],
    aside: impl Fn(usize) -> bool,
    meta: &Meta,
    facts: &Facts,
    first_heading: Option<usize>,
) -> Option<Title> {
    let site = meta.first(&["og:site_name", "application-name"]).map(|s| s.text.as_str());
    let site = site.or(facts.publisher.as_deref());
    let mut said: Vec<Said> = Vec::new();
    said.extend(meta.first(SHARED).cloned());
    said.extend(facts.headline.clone());
    said.extend(meta.title.clone());
    let host = meta.host_label();
    let said: Vec<Said> =
        said.into_iter().filter(|s| !names_only_site(&s.text, site)).map(|s| without_site(s, [site, host])).collect();
    let said: Vec<Said> = said.into_iter().filter(|s| !names_only_site(&s.text, site)).collect();
    let stems: Vec<Vec<String>> = said.iter().map(|s| word_list(&s.text)).collect();
    let scored = |penalty: usize| {
        let mut best: Option<(usize, usize)> = None;
        for (i, f) in found.iter().enumerate() {
            let words = f.block.words();
            let heading = f.block.kind == BlockKind::Heading && f.block.level <= 2;
            if words.len() > 400 || !heading && !said.iter().any(|s| s.text == words) {
                continue;
            }
            let own = word_list(words);
            let mut score = stems.iter().map(|s| overlap(s, &own)).max().unwrap_or_default();
            if f.block.level == 1 && f.block.kind == BlockKind::Heading {
                score += 40;
            }
            if names_only_site(words, site) || leads_home(f) {
                score = score.saturating_sub(50);
            } else if aside(i) {
                score = score.saturating_sub(penalty);
            }
            if score >= 70 && best.is_none_or(|(_, b)| score > b) {
                best = Some((i, score));
            }
        }
        best
    };
    // A headline at the head of the page, outside of the article, goes behind one that the article shows; where it shows
    // none, it is the title.
    let best = scored(50).or_else(|| scored(30));
    let whole = |i: usize| Title::Block(i, 0..found[i].block.text.len());
    if let Some((i, _)) = best {
        // Of a kicker and a headline in one heading, the headline.
        let i = (i + 1..found.len()).take(2).take_while(|j| found[*j].element == found[i].element).last().unwrap_or(i);
        if let Some(agreed) = agreed(meta, facts, [site, host], found[i].block.words()) {
            return Some(Title::Agreed(i, agreed));
        }
        return Some(part(&found[i], &said).map_or_else(|| whole(i), |range| Title::Block(i, range)));
    }
    let only = |aside_too: bool| {
        let is_first = |f: &Found| f.block.kind == BlockKind::Heading && f.block.level == 1 && !leads_home(f);
        let h1: Vec<usize> = (0..found.len()).filter(|i| is_first(&found[*i]) && (aside_too || !aside(*i))).collect();
        h1.last().copied().filter(|last| h1.iter().all(|i| found[*i].element == found[*last].element))
    };
    let akin = |i: &usize| stems.iter().any(|s| shares(s, &word_list(found[*i].block.words())));
    // The element `title` alone may name the site, while the page has one headline.
    let stated = facts.headline.is_some() || meta.first(SHARED).is_some();
    if let Some(i) = only(false).filter(|i| !stated || akin(i)).or_else(|| only(true).filter(akin)) {
        return Some(whole(i));
    }
    // Of several articles on one page, whose head names the page, the main one has a heading of its own.
    if let Some(i) = first_heading.filter(|_| !stated) {
        return Some(whole(i));
    }
    match said.into_iter().next() {
        Some(first) => Some(Title::Said(first)),
        None => {
            let mut h1 = found.iter().enumerate().filter(|(_, f)| f.block.kind == BlockKind::Heading);
            h1.find(|(_, f)| f.block.level == 1).map(|(i, _)| whole(i))
        }
    }
}

/// The part of a heading that the head says is the headline, where it stands beside a kicker or a date: the longest one
/// that begins or ends the heading. A heading that goes on in the middle of its text is a longer headline.
fn part(heading: &Found, said: &[Said]) -> Option<Range<usize>> {
    let text = &heading.block.text;
    let words = heading.block.words();
    let parts = said.iter().filter(|s| s.text.split_whitespace().nth(1).is_some()).filter_map(|s| {
        let start = words.find(s.text.as_str())?;
        let range = start..start + s.text.len();
        let (before, behind) = (&words[..range.start], &words[range.end..]);
        let inside_word = behind.starts_with(char::is_alphanumeric) || before.ends_with(char::is_alphanumeric);
        let rest = behind.trim_start();
        // Words behind it in the same run of text are its own, those of another element are not.
        let apart =
            |at: usize| text.span(range.clone()).end + behind.len() - rest.len() < text.span(at..words.len()).start;
        let goes_on = rest.starts_with(|c: char| c.is_alphabetic() || c == '"') && !apart(words.len() - rest.len());
        let whole = !inside_word && (before.is_empty() && !goes_on || behind.is_empty());
        whole.then_some(range)
    });
    parts.max_by_key(Range::len)
}

/// Whether a heading is a link to the front page: it names the site.
fn leads_home(heading: &Found) -> bool {
    heading.markers.iter().any(|m| match &m.target {
        Target::Url(address) => {
            let path = address
                .split_once("://")
                .map_or(address.as_str(), |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
            m.range == (0..heading.block.text.len()) && path == "/"
        }
        _ => false,
    })
}

/// Whether a text says nothing but the name of the site.
fn names_only_site(text: &str, site: Option<&str>) -> bool {
    text.is_empty() || site.is_some_and(|s| s.eq_ignore_ascii_case(text))
}

/// The words of a text in lower case.
fn word_list(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(60).map(str::to_lowercase).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How many of the words two lists share, in percent of the longer one.
fn overlap(a: &[String], b: &[String]) -> usize {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    shared * 100 / a.len().max(b.len()).max(1)
}

/// Whether a heading takes up so many of the words of a headline that it is one too: two, and a sixth of the longer one.
fn shares(headline: &[String], heading: &[String]) -> bool {
    let telling = |w: &&String| w.chars().count() > 3 && heading.binary_search(w).is_ok();
    headline.iter().filter(telling).count() >= 2 && overlap(headline, heading) >= 16
}

/// What stands between a headline and the name of a site.
const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " » ", " :: ", " · ", " • ", " / ", " : "];
const BARS: &[&str] = &[" | ", " » ", " :: "];

/// A title without the name of the site behind or before a separator.
fn without_site(said: Said, sites: [Option<&str>; 2]) -> Said {
    let same = |part: &str| {
        let plain =
            |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let names = |s: &str| !s.is_empty() && (plain(s) == plain(part) || plain(part).starts_with(&plain(s)));
        sites[0].is_some_and(names) || sites[1].is_some_and(|s| s.len() > 2 && names(s))
    };
    let text = said.text.as_str();
    let at_least_two = |words: &str| words.split_whitespace().nth(1).is_some();
    let named = SEPARATORS.iter().find_map(|separator| {
        let behind = text.rsplit_once(separator).filter(|(head, tail)| {
            same(tail) && (at_least_two(head) || sites[0].is_some_and(|s| s.eq_ignore_ascii_case(tail)))
        });
        let before = || text.split_once(separator).filter(|(head, tail)| same(head) && at_least_two(tail));
        let behind = behind.map(|(head, _)| (0, head.trim_end().len()));
        behind.or_else(|| before().map(|(_, tail)| (text.len() - tail.len(), text.len())))
    });
    // Behind a bar stands the name of a site or a section, whatever it is called.
    let barred = || {
        let cut = BARS.iter().find_map(|bar| text.rsplit_once(bar));
        let cut = cut.filter(|(head, tail)| at_least_two(head) && tail.split_whitespace().count() <= 5);
        cut.map(|(head, _)| (0, head.trim_end().len()))
    };
    let Some((start, end)) = named.or_else(barred) else { return said };
    // The place can only be narrowed where the source has the words as they are.
    let verbatim = said.span.filter(|s| s.len() == text.len());
    let span = verbatim.map(|s| Span::new(s.start + start, s.start + end));
    let narrowed = span.is_some();
    let mut out = without_site(Said { text: text[start..end].to_owned(), span }, sites);
    if !narrowed {
        out.span = None;
    }
    out
}

/// Where dates of publication stand in the head, best first.
pub(super) fn published<'m>(meta: &'m Meta, facts: &'m Facts) -> Option<&'m Said> {
    const NAMES: &[&[&str]] = &[
        &["article:published_time", "og:article:published_time", "og:published_time", "article:published"],
        &["datepublished"],
        &[
            "parsely-pub-date",
            "sailthru.date",
            "publish-date",
            "publish_date",
            "pubdate",
            "publishdate",
            "published_at",
            "published",
            "createdate",
            "creation_date",
        ],
        &["dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dc.created"],
        &[
            "article.published",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "article_date_original",
            "date",
        ],
        &["datecreated", "last-modified"],
    ];
    let readable = |said: &&'m Said| news_date::parse(&said.text).is_some();
    let listed = facts.published.as_ref().filter(readable);
    listed.or_else(|| NAMES.iter().find_map(|names| meta.first(names).filter(readable)))
}

/// Where the date of the last change stands in the head.
pub(super) fn updated<'m>(meta: &'m Meta, facts: &'m Facts) -> Option<&'m Said> {
    const NAMES: &[&str] =
        &["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified"];
    let readable = |said: &&'m Said| news_date::parse(&said.text).is_some();
    facts.modified.as_ref().filter(readable).or_else(|| meta.first(NAMES).filter(readable))
}

/// The kind of story that the page says it is: `opinion`, `analysis`, `interview` and so on.
pub(super) fn story_type(meta: &Meta, facts: &Facts) -> Option<String> {
    let mut labels: Vec<&str> = facts.genres.iter().map(String::as_str).collect();
    labels.extend(meta.all(&["article:section"]).iter().map(|s| s.text.as_str()));
    labels.extend(meta.all(&["article:tag"]).iter().take(3).map(|s| s.text.as_str()));
    labels.into_iter().find_map(kind_of_story).map(str::to_owned)
}

/// The kind of story that a label means: `Kommentar` is opinion.
pub(super) fn kind_of_story(label: &str) -> Option<&'static str> {
    let label = label.trim().to_lowercase();
    Some(match label.as_str() {
        "opinion" | "opinions" | "opinionnewsarticle" | "comment" | "commentary" | "column" | "editorial" | "op-ed"
        | "meinung" | "kommentar" | "kommentare" | "kolumne" | "leitartikel" | "gastbeitrag" | "glosse" => "opinion",
        "analysis" | "analysisnewsarticle" | "backgroundnewsarticle" | "explainer" | "analyse" | "hintergrund" => {
            "analysis"
        }
        "interview" | "q&a" => "interview",
        "feature" | "features" | "longread" | "reportage" | "long read" => "feature",
        "brief" | "briefs" | "in brief" | "kurz gemeldet" | "kurzmeldung" => "brief",
        "liveblogposting" | "live" | "liveblog" | "liveticker" => "live",
        "reportagenewsarticle" => "news",
        _ => return None,
    })
}

/// Whether a link only leads to a page of the same site that lists articles: a topic, a tag, an author.
pub(super) fn is_own_topic_page(target: &Target, own: Option<&str>) -> bool {
    let Target::Url(address) = target else { return false };
    let rest = address.split_once("://").map(|(_, r)| r).or(address.strip_prefix("//"));
    let host =
        |r: &str| r.split(['/', '?', '#']).next().unwrap_or_default().trim_start_matches("www.").to_ascii_lowercase();
    let path = match rest {
        Some(rest) => {
            let own = own.and_then(|o| o.split_once("://")).map(|(_, r)| host(r));
            if own.as_deref() != Some(host(rest).as_str()) {
                return false;
            }
            rest.split_once('/').map_or("", |(_, path)| path)
        }
        None => address.as_str(),
    };
    path.split(['?', '#']).next().unwrap_or_default().split('/').any(|segment| {
        [
            "tag",
            "tags",
            "topic",
            "topics",
            "author",
            "authors",
            "category",
            "categories",
            "thema",
            "themen",
            "autor",
            "autoren",
        ]
        .contains(&segment.to_ascii_lowercase().as_str())
    })
}
