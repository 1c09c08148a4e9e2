//! The documents that the article points to, each once however its address is spelled, and the outlets behind them.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::address::{self, Folded};
use super::{Outlet, SourceDocument};
use crate::article::labels::{self, Opens};
use crate::article::{Article, Card, Entry, registrable};
use crate::lexicon::{KnownOutlet, Outlets};
use crate::text::{Span, fold, hash, tokenize};

/// How many entries of one outlet are held against the title of a card that has no address.
const TITLES_COMPARED: usize = 32;

/// Documents and outlets while they are being collected.
pub(super) struct Shelf<'a> {
    registry: &'a Outlets,
    base: Option<Url>,
    pub(super) sources: Vec<SourceDocument>,
    pub(super) outlets: Vec<Outlet>,
    /// By the folded address, or by what stands in its place.
    by_key: HashMap<String, usize>,
    by_domain: HashMap<String, usize>,
    by_known: HashMap<usize, usize>,
    /// For each outlet the entry that names nothing but its domain, with that domain: any document of the outlet may be
    /// meant. Of several the one with the shortest, whatever their order.
    domain_entries: HashMap<usize, (String, usize)>,
    /// For each outlet its listed documents.
    listed: HashMap<usize, Vec<usize>>,
    /// Document and hash of each spelling.
    spelled: HashSet<(usize, u64)>,
}

/// The documents of an article's source list, cards and footnotes, by the index of the entry or card.
pub(super) struct Shelved {
    pub(super) entries: Vec<usize>,
    pub(super) cards: Vec<usize>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(article: &Article, registry: &'a Outlets) -> Shelf<'a> {
        Shelf {
            registry,
            base: article.url.as_deref().and_then(|url| Url::parse(url).ok()),
            sources: Vec::new(),
            outlets: Vec::new(),
            by_key: HashMap::new(),
            by_domain: HashMap::new(),
            by_known: HashMap::new(),
            domain_entries: HashMap::new(),
            listed: HashMap::new(),
            spelled: HashSet::new(),
        }
    }

    /// Takes in source list, footnotes and cards, in this order: an entry decides which document a card stands for.
    pub(super) fn shelve(&mut self, article: &Article) -> Shelved {
        let entries = article.entries.iter().enumerate().map(|(i, e)| self.entry(i, e)).collect();
        let cards = article.cards.iter().enumerate().map(|(i, c)| self.card(i, c)).collect();
        Shelved { entries, cards }
    }

    fn entry(&mut self, index: usize, entry: &Entry) -> usize {
        let address = entry.url.as_deref().and_then(|url| address::fold(url, self.base.as_ref()));
        let domain = || entry.domain.as_deref().map(address::fold_domain);
        let domain_only = address.is_none() && entry.domain.is_some();
        let mut host = String::new();
        let source = match address.or_else(domain) {
            Some(folded) => {
                host.clone_from(&folded.host);
                self.document(folded)
            }
            None => {
                let words = entry.words.trim();
                let key = format!("\u{0}{}", fold(words));
                let outlet = self.named(words);
                self.keyed(key, outlet, words, String::new())
            }
        };
        if let Some(url) = &entry.url {
            self.spelling(source, url, entry.span);
        }
        let further = labels::of_line(&entry.list).is_some_and(|l| l.opens == Opens::FurtherReading);
        let document = &mut self.sources[source];
        if entry.listed {
            document.further_reading = further && (document.entries.is_empty() || document.further_reading);
            document.entries.push(index);
            if let Some(outlet) = document.outlet {
                self.outlets[outlet].listed = true;
                self.listed.entry(outlet).or_default().push(source);
                if domain_only {
                    let kept = self.domain_entries.entry(outlet).or_insert_with(|| (host.clone(), source));
                    if (host.len(), &host) < (kept.0.len(), &kept.0) {
                        *kept = (host, source);
                    }
                }
            }
        }
        let document = &mut self.sources[source];
        document.tier = document.tier.take().or_else(|| entry.grade.clone());
        source
    }

    fn card(&mut self, index: usize, card: &Card) -> usize {
        let address = card.url.as_deref().and_then(|url| address::fold(url, self.base.as_ref()));
        let source = match address {
            Some(folded) => self.linked(folded),
            None => self.titled(card),
        };
        if let Some(url) = &card.url {
            self.spelling(source, url, card.spans.first().copied().unwrap_or_default());
        }
        let document = &mut self.sources[source];
        document.cards.push(index);
        document.tier = document.tier.take().or_else(|| card.grade.clone());
        source
    }

    /// The document of a card without an address: the listed one of its outlet, where there is one or one has its
    /// title, else one of its own for each title.
    fn titled(&mut self, card: &Card) -> usize {
        let Folded { host, .. } = address::fold_domain(&card.domain);
        let outlet = self.outlet(&host);
        if let Some(source) = self.domain_entry(&host, outlet) {
            return source;
        }
        let listed = outlet.and_then(|o| self.listed.get(&o)).map(Vec::as_slice).unwrap_or_default();
        if let [only] = listed {
            return *only;
        }
        let title = fold(card.title.trim());
        let same =
            |s: &&usize| self.sources.get(**s).is_some_and(|s| !title.is_empty() && fold(&s.name).contains(&*title));
        if let Some(source) = listed.iter().take(TITLES_COMPARED).find(same) {
            return *source;
        }
        let key = format!("{host}\u{0}{title}");
        self.keyed(key, outlet, "", host)
    }

    /// The document that a link leads to; an address that cannot be read is a document of its own. `None` where it
    /// leads to no page: an address for mail or telephone.
    pub(super) fn link(&mut self, url: &str, span: Span) -> Option<usize> {
        let source = match address::fold(url, self.base.as_ref()) {
            Some(folded) => self.linked(folded),
            None if is_relative(url) || is_web(url) => {
                let key = format!("\u{0}{}", url.trim());
                self.keyed(key, None, url.trim(), String::new())
            }
            None => return None,
        };
        self.spelling(source, url, span);
        Some(source)
    }

    /// The document at an address: the same one where the list has it, else the entry that names its domain alone.
    fn linked(&mut self, folded: Folded) -> usize {
        if let Some(source) = self.by_key.get(&folded.key) {
            return *source;
        }
        let outlet = self.outlet(&folded.host);
        self.domain_entry(&folded.host, outlet).unwrap_or_else(|| self.document(folded))
    }

    /// The listed document of an entry that names nothing but a domain: this one, else another of the outlet.
    fn domain_entry(&self, host: &str, outlet: Option<usize>) -> Option<usize> {
        let (_, other) = self.domain_entries.get(&outlet?)?;
        let own = self.by_key.get(&address::fold_domain(host).key);
        let own = own.filter(|s| self.sources.get(**s).is_some_and(SourceDocument::listed));
        Some(*own.unwrap_or(other))
    }

    fn document(&mut self, folded: Folded) -> usize {
        let outlet = self.outlet(&folded.host);
        self.keyed(folded.key, outlet, "", folded.host)
    }

    /// The document under a key, made where there is none. `words` is what it is called where no outlet is known.
    fn keyed(&mut self, key: String, outlet: Option<usize>, words: &str, host: String) -> usize {
        if let Some(source) = self.by_key.get(&key) {
            return *source;
        }
        let of_outlet = outlet.and_then(|o| self.outlets.get(o));
        let name = if words.is_empty() { of_outlet.map_or(&*host, |o| &o.name) } else { words };
        let domain = registrable(&host).unwrap_or(&host).to_owned();
        self.sources.push(SourceDocument {
            outlet,
            name: name.to_owned(),
            domain,
            url: None,
            spellings: Vec::new(),
            tier: None,
            entries: Vec::new(),
            further_reading: false,
            cited: 0,
            named_in: Vec::new(),
            cards: Vec::new(),
            texts: Vec::new(),
        });
        self.by_key.insert(key, self.sources.len() - 1);
        self.sources.len() - 1
    }

    /// Notes an address as it is written, once for each spelling.
    fn spelling(&mut self, source: usize, written: &str, span: Span) {
        let Some(document) = self.sources.get_mut(source) else { return };
        // Under an entry that names a domain alone there are many pages: their addresses are no spellings of one.
        let own = address::fold(written, self.base.as_ref())
            .is_none_or(|folded| self.by_key.get(&folded.key).is_some_and(|s| *s == source));
        if !own {
            return;
        }
        document.url.get_or_insert_with(|| written.to_owned());
        // By its exact bytes: capitals are a spelling, too.
        let exact = written.bytes().fold(hash(written), |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        if self.spelled.insert((source, exact)) {
            document.spellings.push((written.to_owned(), span));
        }
    }

    /// The outlet that publishes under a host.
    fn outlet(&mut self, host: &str) -> Option<usize> {
        if let Some(known) = self.registry.resolve(host) {
            return self.known(known);
        }
        let domain = registrable(host).unwrap_or(host);
        if domain.is_empty() {
            return None;
        }
        if let Some(outlet) = self.by_domain.get(domain) {
            return Some(*outlet);
        }
        self.outlets.push(unknown(domain, domain));
        self.by_domain.insert(domain.to_owned(), self.outlets.len() - 1);
        Some(self.outlets.len() - 1)
    }

    /// The outlet with an index of the registry.
    fn known(&mut self, known: usize) -> Option<usize> {
        if let Some(outlet) = self.by_known.get(&known) {
            return Some(*outlet);
        }
        let outlet = registered(self.registry.get(known)?);
        self.outlets.push(outlet);
        self.by_known.insert(known, self.outlets.len() - 1);
        Some(self.outlets.len() - 1)
    }

    /// The outlet that the words of an entry without an address name.
    fn named(&mut self, words: &str) -> Option<usize> {
        let tokens = tokenize(words);
        let mut names = (0..tokens.len()).filter_map(|at| self.registry.name_at(words, &tokens, at));
        let known = names.find(|name| !name.ambiguous)?.outlet;
        self.known(known)
    }

    /// Drops the spellings of documents that have only one.
    pub(super) fn settle(&mut self) {
        for source in &mut self.sources {
            if source.spellings.len() < 2 {
                source.spellings.clear();
            }
        }
    }
}

/// An outlet as the registry knows it.
pub(super) fn registered(known: &KnownOutlet) -> Outlet {
    Outlet {
        name: known.name.clone(),
        domain: known.domains.first().cloned().unwrap_or_default(),
        kind: Some(known.kind.clone()).filter(|k| !k.is_empty()),
        country: known.country.clone(),
        group: known.group.clone(),
        tier: known.tier.clone(),
        status: known.status.clone(),
        flags: known.flags.clone(),
        registered: true,
        cited: 0,
        listed: false,
        mentions: Vec::new(),
    }
}

/// An outlet that only the page knows.
pub(super) fn unknown(name: &str, domain: &str) -> Outlet {
    Outlet {
        name: name.to_owned(),
        domain: domain.to_owned(),
        kind: None,
        country: None,
        group: None,
        tier: None,
        status: None,
        flags: Vec::new(),
        registered: false,
        cited: 0,
        listed: false,
        mentions: Vec::new(),
    }
}

/// Whether an address is meant to lead to a page on the web, whether or not a host can be read from it.
fn is_web(url: &str) -> bool {
    let scheme = url.trim().split_once("//").map(|(scheme, _)| scheme);
    scheme.is_some_and(|s| s.is_empty() || s.eq_ignore_ascii_case("https:") || s.eq_ignore_ascii_case("http:"))
}

/// Whether an address is relative to the page, whose own address is not known.
fn is_relative(url: &str) -> bool {
    !url.trim().is_empty() && Url::parse(url.trim()) == Err(url::ParseError::RelativeUrlWithoutBase)
}
