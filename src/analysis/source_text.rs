//! Full texts of sources joined to the sources that they are of.
//!
//! A text that states its address belongs to the source at that address, however it is spelled. Else, or where no source has
//! that address, the name of its file says whose it is: letter case and the marks between the words make no difference,
//! and the name is
//!
//! * the number of the source in the list, where the text was laid beside this article alone,
//! * the source's domain (`tribune.example`),
//! * the last part of its address (`dyke-holds`), or the two together (`tribune.example-dyke-holds`).
//!
//! A name that fits several sources belongs to none.

use std::collections::{BTreeSet, HashMap};

use url::Url;

use super::address::{self, Folded};
use super::citation::plain_label;
use super::{Analysis, TextOwner};

/// So many sources that a name fits are kept.
const MOST: usize = 8;

/// Fills `texts`, and the texts of every source. Time: linear in sources, citations and texts.
pub(super) fn join(analysis: &mut Analysis) {
    if analysis.article.texts.is_empty() {
        return;
    }
    let keys = Keys::of(analysis);
    let owner = |text: &crate::article::SourceText| {
        let address = text.url.as_deref().and_then(|url| address::fold(url, None));
        if let Some(source) = address.and_then(|folded| keys.addresses.get(&folded.key)) {
            return TextOwner::Source(*source);
        }
        let name = plain(&text.stem);
        let number = text.own.then(|| keys.numbers.get(&name)).flatten();
        let mut named: BTreeSet<usize> = keys.names.get(&name).into_iter().flatten().copied().collect();
        named.extend(number);
        match (named.first(), named.len()) {
            (Some(source), 1) => TextOwner::Source(*source),
            (None, _) => TextOwner::Nobody,
            _ => TextOwner::Several(named.into_iter().collect()),
        }
    };
    let owners: Vec<TextOwner> = analysis.article.texts.iter().map(|text| owner(text)).collect();
    for (at, owner) in owners.iter().enumerate() {
        if let TextOwner::Source(source) = owner
            && let Some(source) = analysis.sources.get_mut(*source)
        {
            source.texts.push(at);
        }
    }
    analysis.texts = owners;
}

/// What leads to a source.
#[derive(Default)]
struct Keys {
    addresses: HashMap<String, usize>,
    names: HashMap<String, BTreeSet<usize>>,
    numbers: HashMap<String, usize>,
}

impl Keys {
    fn of(analysis: &Analysis) -> Keys {
        let article = &analysis.article;
        let base = article.url.as_deref().and_then(|url| Url::parse(url).ok());
        let mut keys = Keys::default();
        for (at, source) in analysis.sources.iter().enumerate() {
            let spelled = source.spellings.iter().map(|(url, _)| url);
            for url in source.url.iter().chain(spelled) {
                keys.address(at, url, base.as_ref());
            }
            keys.name(&source.domain, at);
            for entry in source.entries.iter().filter_map(|entry| article.entries.get(*entry)) {
                if let Some(label) = &entry.label {
                    keys.numbers.entry(plain(&plain_label(label))).or_insert(at);
                }
            }
        }
        // Where no entry is numbered, their order is.
        let listed = article.entries.iter().enumerate().filter(|(_, entry)| entry.listed);
        if article.entries.iter().all(|entry| entry.label.is_none()) {
            let of_entry: HashMap<usize, usize> = analysis
                .sources
                .iter()
                .enumerate()
                .flat_map(|(at, s)| s.entries.iter().map(move |e| (*e, at)))
                .collect();
            for (number, (entry, _)) in (1..).zip(listed) {
                if let Some(at) = of_entry.get(&entry) {
                    keys.numbers.entry(format!("{number}")).or_insert(*at);
                }
            }
        }
        for citation in &analysis.citations {
            if let (Some(url), Some(source)) = (&citation.url, citation.source) {
                keys.address(source, url, base.as_ref());
            }
        }
        keys
    }

    fn address(&mut self, source: usize, url: &str, base: Option<&Url>) {
        let Some(Folded { key, host }) = address::fold(url, base) else { return };
        let path = key.split('?').next().unwrap_or_default();
        if let Some((_, slug)) = path.rsplit_once('/') {
            let slug = [".html", ".htm", ".php"].iter().find_map(|end| slug.strip_suffix(end)).unwrap_or(slug);
            self.name(slug, source);
            self.name(&format!("{host}-{slug}"), source);
        }
        self.name(&host, source);
        self.addresses.entry(key).or_insert(source);
    }

    fn name(&mut self, name: &str, source: usize) {
        let name = plain(name);
        if !name.is_empty() {
            let named = self.names.entry(name).or_default();
            if named.len() < MOST {
                named.insert(source);
            }
        }
    }
}

/// A name in small letters, with one hyphen for whatever stands between its letters and digits.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::analyse;
    use super::*;
    use crate::article::{self, Format, SourceText};
    use crate::lexicon::{Lexicons, Outlets};
    use crate::text::Source;

    const PAGE: &str = "---\nlang: en\nurl: https://own.example/a\n---\n\n\
        The dyke held, [the county said](https://county.example/news/dyke-holds?utm_source=x). [It](https://bote.example/a) \
        rose. [The mayor](https://bote.example/b.html) spoke.\n\n## Sources\n\n1. https://county.example/news/dyke-holds\n\
        2. https://bote.example/a\n";

    /// Whose a text is: the address of its source, `several`, `nobody`.
    fn owner(stem: &str, own: bool, url: Option<&str>) -> String {
        let mut article = article::read(&Source::utf8("a.md", PAGE), Some(Format::Markdown));
        let url = url.map(str::to_owned);
        let text = SourceText { stem: stem.to_owned(), own, url, text: "x".to_owned(), ..SourceText::default() };
        article.texts.push(Arc::new(text));
        let analysis = analyse(article, Lexicons::shipped(), Outlets::shipped());
        match &analysis.texts[0] {
            TextOwner::Source(at) => {
                assert_eq!(analysis.sources[*at].texts, [0]);
                analysis.sources[*at].url.clone().unwrap()
            }
            TextOwner::Several(_) => "several".to_owned(),
            TextOwner::Nobody => "nobody".to_owned(),
        }
    }

    #[test]
    fn the_address_decides_whatever_its_spelling_and_the_name() {
        for url in ["https://county.example/news/dyke-holds", "http://www.county.example/news/dyke-holds/#top"] {
            assert_eq!(owner("bote.example-a", false, Some(url)), "https://county.example/news/dyke-holds");
        }
        assert_eq!(
            owner("county.example", false, Some("https://elsewhere.example/x")),
            "https://county.example/news/dyke-holds"
        );
    }

    #[test]
    fn a_name_is_a_domain_a_slug_or_both() {
        for stem in ["county.example", "County-Example", "dyke-holds", "Dyke_Holds", "county.example dyke holds"] {
            assert_eq!(owner(stem, false, None), "https://county.example/news/dyke-holds", "{stem}");
        }
        assert_eq!(owner("b", false, None), "https://bote.example/b.html");
        assert_eq!(owner("bote.example", false, None), "several");
        assert_eq!(owner("notes", false, None), "nobody");
        assert_eq!(owner("", false, None), "nobody");
    }

    #[test]
    fn a_number_counts_only_beside_the_one_article() {
        assert_eq!(owner("2", true, None), "https://bote.example/a");
        assert_eq!(owner("2", false, None), "nobody");
    }
}
