//! Selectors by which a newsroom says where the pages of a site hold their parts.

use std::fmt;

use scraper::{ElementRef, Selector};

/// A selector has no more bytes than this.
const LONGEST: usize = 500;
/// What makes the time of a selector grow with the square of a page: it looks at all siblings, or at all that is inside.
const SLOW: &[&str] = &["~", ":has(", ":nth-", "-of-type", ":only-", ":empty"];

/// A CSS selector.
#[derive(Clone, PartialEq, Eq)]
pub struct Css {
    text: String,
    selector: Selector,
}

impl Css {
    /// Reads a selector.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(text: &str) -> Result<Css, String> {
        if text.len() > LONGEST {
            return Err(format!("This selector has more than {LONGEST} bytes."));
        }
        if let Some(slow) = slow(text) {
            return Err(format!("`{text}` has `{slow}`, which takes too long on large pages."));
        }
        match Selector::parse(text) {
            Ok(selector) => Ok(Css { text: text.to_owned(), selector }),
            Err(_) => Err(format!("`{text}` is no CSS selector.")),
        }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn matches(&self, element: &ElementRef<'_>) -> bool {
        self.selector.matches(element)
    }
}

impl fmt::Debug for Css {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

/// The part of a selector that is not read, if it has one. Words in brackets (`[lang~="en"]`) are values.
fn slow(text: &str) -> Option<&'static str> {
    let mut depth = 0usize;
    let outside = |c: &char| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    let plain: String = text.chars().filter(outside).collect();
    SLOW.iter().copied().find(|slow| plain.contains(slow))
}

/// Where the pages of a site hold their parts. What is named here goes before what the reader finds by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selectors {
    /// The headline.
    pub title: Vec<Css>,
    /// The names of the authors.
    pub byline: Vec<Css>,
    /// The text: everything in these elements, and nothing else.
    pub body: Vec<Css>,
    /// The date of publication.
    pub date: Vec<Css>,
    /// What is no part of the article, wherever it stands.
    pub drop: Vec<Css>,
}

/// The selectors of several sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sites {
    sites: Vec<(String, Selectors)>,
}

impl Sites {
    /// Adds a site: a domain, which stands for the hosts below it too, in which `*` stands for any letters. `*` alone is
    /// every page, also one that gives no address.
    pub fn push(&mut self, domain: &str, selectors: Selectors) {
        self.sites.push((domain.to_ascii_lowercase(), selectors));
    }

    /// The selectors for the pages of a host: of the domains that fit, those of the longest.
    pub(super) fn of(&self, host: Option<&str>) -> Option<&Selectors> {
        let host = host.map(str::to_ascii_lowercase);
        let fits = |domain: &str| domain == "*" || host.as_deref().is_some_and(|host| covers(domain, host));
        let sites = self.sites.iter().filter(|(domain, _)| fits(domain));
        sites.max_by_key(|(domain, _)| domain.len()).map(|(_, selectors)| selectors)
    }
}

/// Whether a host is a domain or lies below it.
fn covers(domain: &str, host: &str) -> bool {
    let below = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(below).any(|host| is_like(domain, host))
}

/// Whether a pattern, in which `*` stands for any letters, is a name.
fn is_like(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let inner = name.strip_prefix(first).and_then(|name| name.strip_suffix(last));
    let Some(mut inner) = inner else { return false };
    middle.split('*').all(|part| {
        let found = inner.find(part);
        inner = found.map_or("", |at| &inner[at + part.len()..]);
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(domains: &[&str]) -> Sites {
        let mut sites = Sites::default();
        for domain in domains {
            let title = vec![Css::new(&format!("#{}", domain.replace(['.', '*'], "x"))).unwrap()];
            sites.push(domain, Selectors { title, ..Selectors::default() });
        }
        sites
    }

    fn chosen(sites: &Sites, host: Option<&str>) -> Option<String> {
        sites.of(host).map(|selectors| selectors.title[0].text().to_owned())
    }

    #[test]
    fn the_longest_domain_that_fits_is_taken() {
        let sites = sites(&["*", "courier.example", "blog.courier.example", "news-*.example"]);
        assert_eq!(chosen(&sites, None).as_deref(), Some("#x"));
        assert_eq!(chosen(&sites, Some("tribune.example")).as_deref(), Some("#x"));
        assert_eq!(chosen(&sites, Some("WWW.Courier.example")).as_deref(), Some("#courierxexample"));
        assert_eq!(chosen(&sites, Some("blog.courier.example")).as_deref(), Some("#blogxcourierxexample"));
        assert_eq!(chosen(&sites, Some("news-north.example")).as_deref(), Some("#news-xxexample"));
        assert_eq!(chosen(&sites, Some("discourier.example")).as_deref(), Some("#x"));
    }

    #[test]
    fn stars_stand_for_any_letters() {
        assert!(is_like("a*b", "ab") && is_like("a*b", "axxb") && is_like("a*b", "abxb"));
        assert!(!is_like("a*b", "abx") && !is_like("ab", "abc") && is_like("*", ""));
    }

    #[test]
    fn selectors_that_are_wrong_or_slow_are_told() {
        assert!(Css::new("article > h1.headline, [data-x~=\"y\"] a").is_ok());
        assert!(Css::new("h1..x").is_err());
        assert!(Css::new("").is_err());
        assert!(Css::new("p ~ p").unwrap_err().contains("takes too long"));
        assert!(Css::new(&"a".repeat(501)).is_err());
    }
}
