//! One key for every spelling of an address: scheme, `www`, `m` and `amp`, fragment, tracking parameters, trailing
//! slash and the caches that serve a page under their own name make no difference.

use std::borrow::Cow;

use url::Url;

use crate::article::registrable;

/// An address, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// The same for every spelling. A bare domain and the front page of its site have the host alone.
    pub(super) key: String,
    /// The host in lower case without `www.` and its like.
    pub(super) host: String,
}

/// Labels of a host that lead to the same page as the host without them.
const SAME_PAGE: [&str; 8] = ["www", "www1", "www2", "www3", "m", "mobile", "amp", "touch"];

/// Query parameters that say where a reader came from, not what they read: those of the campaign, advertising, mailing
/// and social services in wide use.
const TRACKING: [&str; 41] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "amp",
    "at_campaign",
    "at_medium",
    "campaign_id",
    "cmp",
    "cmpid",
    "dclid",
    "dicbo",
    "emc",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "igsh",
    "igshid",
    "ito",
    "mbid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ocid",
    "outputtype",
    "ref",
    "ref_src",
    "smid",
    "sref",
    "wbraid",
    "wt_mc",
    "xtor",
];

/// Folds an address as it is written. `base` is the page's own address, for relative ones. `None` where it is no
/// address of a page on the web.
pub(super) fn fold(written: &str, base: Option<&Url>) -> Option<Folded> {
    let written = written.trim();
    let text: Cow<'_, str> = if written.starts_with("//") {
        Cow::Owned(format!("https:{written}"))
    } else if written.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) {
        Cow::Owned(format!("https://{written}"))
    } else {
        Cow::Borrowed(written)
    };
    let url = Url::parse(&text).or_else(|error| base.map_or(Err(error), |base| base.join(&text))).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.');
    let mut path = url.path();
    if let Some(page) = cached(host, path) {
        // Once: a cache of a cache is no page.
        let inner = Url::parse(&format!("https://{page}")).ok()?;
        let host = plain_host(inner.host_str()?);
        return Some(Folded { key: key(&host, inner.path(), url.query()), host });
    }
    let host = plain_host(host);
    if let Some(rest) = path.strip_prefix("/amp/") {
        path = rest;
    }
    Some(Folded { key: key(&host, path, url.query()), host })
}

/// A domain as an entry or card prints it.
pub(super) fn fold_domain(domain: &str) -> Folded {
    let host = plain_host(&domain.trim().trim_end_matches(['.', '/']).to_lowercase());
    Folded { key: host.clone(), host }
}

/// The address that a cache serves: `google.com/amp/s/tribune.example/a`, `x.cdn.ampproject.org/c/s/tribune.example/a`.
fn cached<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    let rest = if host.ends_with(".cdn.ampproject.org") {
        path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?
    } else if host.starts_with("www.google.") || host.starts_with("google.") {
        path.strip_prefix("/amp/")?
    } else {
        return None;
    };
    Some(rest.strip_prefix("s/").unwrap_or(rest))
}

/// The host without the labels that make no difference. The registrable domain stays whole: `m.example` is a domain.
fn plain_host(host: &str) -> String {
    let Some(domain) = registrable(host) else { return host.to_owned() };
    let (above, _) = host.split_at(host.len() - domain.len());
    let kept = above.split('.').filter(|l| !l.is_empty() && !SAME_PAGE.contains(l));
    let mut out = String::with_capacity(host.len());
    for label in kept {
        out.push_str(label);
        out.push('.');
    }
    out.push_str(domain);
    out
}

fn key(host: &str, path: &str, query: Option<&str>) -> String {
    let mut path = path.trim_matches('/');
    path = path.strip_suffix("/amp").unwrap_or(path);
    for page in ["index.html", "index.htm", "index.php"] {
        path = path.strip_suffix(page).unwrap_or(path);
    }
    let mut key = host.to_owned();
    for part in path.split('/').filter(|p| !p.is_empty()) {
        key.push('/');
        key.push_str(part);
    }
    if key.ends_with(".amp.html") {
        key.truncate(key.len() - ".amp.html".len());
        key.push_str(".html");
    } else if key.len() > host.len() && key.ends_with(".amp") {
        key.truncate(key.len() - ".amp".len());
    }
    let mut parameters: Vec<&str> = query.unwrap_or_default().split('&').filter(|p| tells_page(p)).collect();
    parameters.sort_unstable();
    for (i, parameter) in parameters.into_iter().enumerate() {
        key.push(if i == 0 { '?' } else { '&' });
        key.push_str(parameter);
    }
    key
}

/// Whether a query parameter may decide which page is shown.
fn tells_page(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    let campaign = ["utm_", "pk_", "mtm_", "hsa_", "at_custom"].iter().any(|p| name.starts_with(p));
    !name.is_empty() && !campaign && TRACKING.binary_search(&name.as_str()).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(written: &str) -> String {
        fold(written, None).unwrap().key
    }

    #[test]
    fn a_second_spelling_is_the_same_page() {
        for written in [
            "https://tribune.example/news/dyke",
            "http://www.tribune.example/news/dyke/",
            "HTTPS://WWW.Tribune.example:443/news/dyke#comments",
            "https://m.tribune.example/news/dyke?utm_source=x&utm_medium=y&fbclid=1",
            "https://amp.tribune.example/news/dyke/amp/",
            "https://www.google.com/amp/s/www.tribune.example/news/dyke",
            "https://tribune-example.cdn.ampproject.org/c/s/tribune.example/news/dyke?amp=1",
            "//tribune.example/news/dyke",
            "www.tribune.example/news/dyke",
        ] {
            assert_eq!(key_of(written), "tribune.example/news/dyke", "{written}");
        }
        assert_eq!(key_of("https://tribune.example/a.amp.html"), key_of("https://tribune.example/a.html"));
        assert_eq!(key_of("https://tribune.example/"), fold_domain("Tribune.example").key);
    }

    #[test]
    fn what_names_the_page_stays() {
        assert_eq!(key_of("https://tribune.example/?id=7&page=2"), key_of("https://tribune.example/?page=2&id=7"));
        assert_ne!(key_of("https://tribune.example/?id=7"), key_of("https://tribune.example/?id=8"));
        assert_ne!(key_of("https://de.tribune.example/a"), key_of("https://en.tribune.example/a"));
        assert_ne!(key_of("https://tribune.example/Dyke"), key_of("https://tribune.example/dyke"));
        assert_eq!(key_of("https://m.example/"), "m.example");
    }

    #[test]
    fn relative_addresses_need_the_page_s_own() {
        let base = Url::parse("https://tribune.example/news/a").unwrap();
        assert_eq!(fold("../dyke", Some(&base)).unwrap().key, "tribune.example/dyke");
        assert_eq!(fold("../dyke", None), None);
        assert_eq!(fold("mailto:a@tribune.example", None), None);
    }

    #[test]
    fn the_list_of_parameters_is_sorted() {
        assert!(TRACKING.is_sorted());
    }
}
