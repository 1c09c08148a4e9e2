//! The registry of outlets: who publishes under a domain, and by which names prose calls it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::gate::Gate;
use crate::settings::{self, Fault, Origin};
use crate::text::{HashedMap, Token, tokenize};

/// What the registry knows of an outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownOutlet {
    pub name: String,
    /// Lower case, the chief one first.
    pub domains: Vec<String>,
    aliases: Vec<String>,
    ambiguous: Vec<String>,
    /// `wire`, `newspaper`, `broadcaster` …; empty where a newsroom's registry leaves it out.
    pub kind: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub group: Option<String>,
    /// The newsroom's grade.
    pub tier: Option<String>,
    /// `blocked` or `caution`.
    pub status: Option<String>,
    /// `state_media`, `public_media`, and what a newsroom adds.
    pub flags: Vec<String>,
}

// What `build.rs` made of `rules/outlets.toml`.
include!(concat!(env!("OUT_DIR"), "/outlets.rs"));

/// An outlet of the registry that comes with the program. What is empty is not said.
struct Shipped {
    name: &'static str,
    domains: &'static [&'static str],
    aliases: &'static [&'static str],
    ambiguous: &'static [&'static str],
    kind: &'static str,
    country: &'static str,
    group: &'static str,
    flags: &'static [&'static str],
}

impl From<&Shipped> for KnownOutlet {
    fn from(shipped: &Shipped) -> KnownOutlet {
        let all = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let one = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        KnownOutlet {
            name: shipped.name.to_owned(),
            domains: all(shipped.domains),
            aliases: all(shipped.aliases),
            ambiguous: all(shipped.ambiguous),
            kind: shipped.kind.to_owned(),
            country: one(shipped.country),
            group: one(shipped.group),
            tier: None,
            status: None,
            flags: all(shipped.flags),
        }
    }
}

/// The kinds whose names are not looked for in prose: a platform or an authority that is named is as a rule what the
/// story is about.
const NAMED_AS_SUBJECT: [&str; 3] = ["social", "aggregator", "government"];

/// The kinds of outlets.
pub const KINDS: [&str; 12] = [
    "aggregator",
    "broadcaster",
    "encyclopaedia",
    "fact_checker",
    "government",
    "journal",
    "magazine",
    "newspaper",
    "preprint",
    "press_release",
    "social",
    "wire",
];

/// What a newsroom may say against an outlet.
const STATUSES: [&str; 2] = ["blocked", "caution"];

/// Why a newsroom's registry cannot be used, with the bytes at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletFault {
    /// A sentence.
    pub message: String,
    /// What to do, where that can be told.
    pub help: Option<String>,
    pub span: Range<usize>,
}

impl OutletFault {
    fn new(message: impl Into<String>, span: &Range<usize>) -> OutletFault {
        OutletFault { message: message.into(), help: None, span: span.clone() }
    }

    /// A name that is none of a closed list, with the nearest one that is.
    fn unknown(what: &str, name: &Spanned<String>, known: &[&str]) -> OutletFault {
        let origin = Origin { file: settings::File::new("", ""), span: name.span() };
        let fault = Fault::unknown(origin, what, name.as_ref(), known.iter().copied());
        OutletFault { message: fault.message, help: fault.help, span: name.span() }
    }
}

/// A name of an outlet found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch {
    /// Index for [`Outlets::get`].
    pub outlet: usize,
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// Whether the name is also a common word, so that it counts only beside words that credit a source.
    pub ambiguous: bool,
}

#[derive(Clone, Debug)]
struct Name {
    outlet: usize,
    /// Hashes of the words after the first.
    rest: Vec<u64>,
    spelling: String,
    ambiguous: bool,
}

/// The registry, made ready for looking up.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    outlets: Vec<KnownOutlet>,
    by_domain: HashMap<String, usize>,
    /// By the hash of the first word; the longest name first.
    by_name: HashedMap<Vec<Name>>,
    /// The first word of every name.
    firsts: Gate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    outlet: Vec<Spanned<Raw>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    #[serde(default)]
    domains: Vec<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    kind: Option<Spanned<String>>,
    country: Option<String>,
    group: Option<String>,
    tier: Option<String>,
    status: Option<Spanned<String>>,
    #[serde(default)]
    flags: Vec<String>,
    /// Where the facts come from: for those who check them, not for the program.
    #[serde(default, rename = "from")]
    _from: IgnoredAny,
}

impl Outlets {
    /// The registry that comes with the program.
    pub fn shipped() -> &'static Outlets {
        static REGISTRY: LazyLock<Outlets> = LazyLock::new(|| {
            let outlets: Vec<KnownOutlet> = SHIPPED.iter().map(KnownOutlet::from).collect();
            let of = |(i, known): (usize, &KnownOutlet)| {
                known.domains.iter().map(move |d| (d.clone(), i)).collect::<Vec<_>>()
            };
            let by_domain = outlets.iter().enumerate().flat_map(of).collect();
            Outlets::new(outlets, by_domain)
        });
        &REGISTRY
    }

    /// This registry with a newsroom's own (TOML, `[[outlet]]`) on top. An outlet that is known already, by its name or
    /// one of its domains, takes what the text says of it; aliases, domains and flags are added to those it has.
    ///
    /// # Errors
    /// Every fault of the text with its place: TOML that cannot be read, an unknown key, an outlet without a name or
    /// domain, a domain that is none or belongs to two outlets, a kind that is none of those that `docs/outlets.md` lists, a status
    /// that is not `blocked` or `caution`.
    pub fn extended(&self, text: &str) -> Result<Outlets, Vec<OutletFault>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let message = error.message().trim_end_matches('.').to_owned() + ".";
            vec![OutletFault::new(message, &error.span().unwrap_or(0..0))]
        })?;
        let mut outlets = self.outlets.clone();
        let mut by_domain = self.by_domain.clone();
        let mut by_full_name: HashMap<String, usize> =
            outlets.iter().enumerate().map(|(i, o)| (o.name.clone(), i)).collect();
        let mut faults = Vec::new();
        for raw in file.outlet {
            let span = raw.span();
            let raw = raw.into_inner();
            let known_names = [("kind of outlet", &raw.kind, &KINDS[..]), ("status", &raw.status, &STATUSES[..])];
            for (what, said, known) in known_names {
                if let Some(said) = said.as_ref().filter(|said| !known.contains(&said.as_ref().as_str())) {
                    faults.push(OutletFault::unknown(what, said, known));
                }
            }
            let by_name = raw.name.as_ref().and_then(|n| by_full_name.get(n)).copied();
            let by_first = raw.domains.iter().find_map(|d| by_domain.get(d.as_ref().as_str())).copied();
            let at = match (by_name.or(by_first), &raw.name) {
                (Some(at), _) => at,
                (None, Some(name)) if !raw.domains.is_empty() => {
                    outlets.push(KnownOutlet { name: name.clone(), ..KnownOutlet::default() });
                    by_full_name.insert(name.clone(), outlets.len() - 1);
                    outlets.len() - 1
                }
                (None, _) => {
                    let message = "An outlet that is not in the shipped registry needs a name and domains.";
                    faults.push(OutletFault::new(message, &span));
                    continue;
                }
            };
            for domain in &raw.domains {
                let name = domain.as_ref().to_lowercase();
                if !name.contains('.') || name.contains(['/', ':', ' ']) {
                    let message = format!("`{name}` is no domain: write it like `tribune.example`.");
                    faults.push(OutletFault::new(message, &domain.span()));
                    continue;
                }
                match by_domain.insert(name.clone(), at) {
                    Some(other) if other != at => {
                        let message = format!("`{name}` belongs to {} already.", outlets[other].name);
                        faults.push(OutletFault::new(message, &domain.span()));
                    }
                    _ if !outlets[at].domains.contains(&name) => outlets[at].domains.push(name),
                    _ => {}
                }
            }
            let known = &mut outlets[at];
            known.name = raw.name.unwrap_or_else(|| known.name.clone());
            known.kind = raw.kind.map_or_else(|| known.kind.clone(), Spanned::into_inner);
            known.country = raw.country.or(known.country.take());
            known.group = raw.group.or(known.group.take());
            known.tier = raw.tier.or(known.tier.take());
            known.status = raw.status.map(Spanned::into_inner).or(known.status.take());
            known.aliases.extend(raw.aliases);
            known.ambiguous.extend(raw.ambiguous);
            known.flags.extend(raw.flags);
        }
        if faults.is_empty() { Ok(Outlets::new(outlets, by_domain)) } else { Err(faults) }
    }

    fn new(outlets: Vec<KnownOutlet>, by_domain: HashMap<String, usize>) -> Outlets {
        let by_name = names(&outlets);
        let mut firsts = Gate::for_hashes(by_name.len());
        by_name.keys().for_each(|first| firsts.add(*first));
        Outlets { outlets, by_domain, by_name, firsts }
    }

    /// The outlet at an index that [`Outlets::resolve`] or [`Outlets::name_at`] gave.
    pub fn get(&self, outlet: usize) -> Option<&KnownOutlet> {
        self.outlets.get(outlet)
    }

    /// The outlet that publishes under a host in lower case: the entry for the host itself or for the nearest domain
    /// above it, so that `www.`, `m.`, `amp.` and other subdomains fold into one outlet.
    pub fn resolve(&self, host: &str) -> Option<usize> {
        // No host is longer (RFC 1035, 2.3.4), and each of its labels costs a look at all that follow.
        if host.len() > 253 {
            return None;
        }
        let mut rest = host;
        loop {
            if let Some(at) = self.by_domain.get(rest) {
                return Some(*at);
            }
            rest = rest.split_once('.').map(|(_, above)| above).filter(|above| above.contains('.'))?;
        }
    }

    /// The longest name of an outlet that begins at token `at`. Capitals count; the last word may carry a possessive.
    pub fn name_at(&self, text: &str, tokens: &[Token], at: usize) -> Option<NameMatch> {
        let first = tokens.get(at)?;
        if !self.firsts.has(first.hash) && !self.firsts.has(first.base) {
            return None;
        }
        let base = || self.by_name.get(&first.base).filter(|_| first.base != first.hash);
        let row = self.by_name.get(&first.hash).or_else(base)?;
        row.iter().find_map(|name| {
            let end = at + 1 + name.rest.len();
            let last = tokens.get(end - 1)?;
            let same = tokens.get(at + 1..end)?.iter().zip(&name.rest).all(|(t, h)| t.hash == *h || t.base == *h);
            let spelled = || text.get(first.start..last.end - last.possessive) == Some(&name.spelling);
            let found = NameMatch { outlet: name.outlet, tokens: at..end, ambiguous: name.ambiguous };
            (same && spelled()).then_some(found)
        })
    }
}

/// Every name that prose may call an outlet by.
fn names(outlets: &[KnownOutlet]) -> HashedMap<Vec<Name>> {
    let mut index: HashedMap<Vec<Name>> = HashedMap::default();
    for (outlet, known) in outlets.iter().enumerate() {
        if NAMED_AS_SUBJECT.contains(&known.kind.as_str()) {
            continue;
        }
        let certain = std::iter::once(&known.name).chain(&known.aliases).filter(|n| !known.ambiguous.contains(n));
        let all = certain.map(|n| (n, false)).chain(known.ambiguous.iter().map(|n| (n, true)));
        for (spelling, ambiguous) in all {
            let tokens = tokenize(spelling);
            let Some((first, rest)) = tokens.split_first() else { continue };
            let row = index.entry(first.hash).or_default();
            if !row.iter().any(|n| n.spelling == *spelling) {
                let rest = rest.iter().map(|t| t.hash).collect();
                row.push(Name { outlet, rest, spelling: spelling.clone(), ambiguous });
            }
        }
    }
    for row in index.values_mut() {
        row.sort_by_key(|n| std::cmp::Reverse(n.rest.len()));
    }
    index
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn name_of(host: &str) -> Option<&'static str> {
        let outlets = Outlets::shipped();
        outlets.resolve(host).and_then(|o| outlets.get(o)).map(|o| o.name.as_str())
    }

    fn named(text: &str) -> Vec<(&'static str, bool)> {
        let outlets = Outlets::shipped();
        let tokens = tokenize(text);
        let found = (0..tokens.len()).filter_map(|at| outlets.name_at(text, &tokens, at));
        found.filter_map(|m| Some((outlets.get(m.outlet)?.name.as_str(), m.ambiguous))).collect()
    }

    #[test]
    fn what_was_read_when_the_program_was_built_is_what_the_file_says() {
        let read = Outlets::default().extended(include_str!("../../rules/outlets.toml")).unwrap();
        assert_eq!(Outlets::shipped().outlets, read.outlets);
        assert_eq!(Outlets::shipped().by_domain, read.by_domain);
    }

    #[test]
    fn subdomains_fold_into_the_outlet_and_an_own_entry_wins() {
        assert_eq!(name_of("www.bbc.co.uk"), Some("BBC"));
        assert_eq!(name_of("amp.dw.com"), Some("Deutsche Welle"));
        assert_eq!(name_of("politico.com"), Some("Politico"));
        assert_eq!(name_of("www.politico.eu"), Some("Politico Europe"));
        assert_eq!(name_of("eurostat.ec.europa.eu"), Some("Eurostat"));
        assert_eq!(name_of("notbbc.co.uk"), None);
        assert_eq!(name_of("com"), None);
    }

    #[test]
    fn a_name_that_is_longer_than_a_host_can_be_is_none() {
        assert_eq!(name_of(&("a.".repeat(121) + "bbc.co.uk")), Some("BBC"));
        assert_eq!(name_of(&("a.".repeat(123) + "bbc.co.uk")), None);
    }

    #[test]
    fn names_are_found_by_their_capitals() {
        assert_eq!(named("Reuters’ desk and a guardian of the DW"), [("Reuters", false), ("Deutsche Welle", false)]);
        assert_eq!(named("in der Zeit, the time"), [("Die Zeit", true)]);
        assert_eq!(named("posts on Facebook and Telegram"), []);
    }

    #[test]
    fn every_shipped_outlet_has_its_facts() {
        for outlet in &Outlets::shipped().outlets {
            assert!(!outlet.kind.is_empty() && outlet.country.as_ref().is_some_and(|c| c.len() == 2), "{outlet:?}");
            assert!(outlet.domains.iter().all(|d| *d == d.to_lowercase()), "{outlet:?}");
        }
        assert!(Outlets::shipped().outlets.len() >= 400);
        let countries: HashSet<_> = Outlets::shipped().outlets.iter().filter_map(|o| o.country.as_ref()).collect();
        assert!(countries.len() >= 40);
    }

    #[test]
    fn every_domain_leads_to_its_own_outlet() {
        let outlets = Outlets::shipped();
        for (i, outlet) in outlets.outlets.iter().enumerate() {
            for domain in &outlet.domains {
                assert_eq!(outlets.resolve(domain), Some(i), "{domain}");
            }
        }
    }

    #[test]
    fn a_newsroom_adds_grades_and_outlets_of_its_own() {
        let own = "[[outlet]]\ndomains = ['dw.com']\ntier = 'Tier 1'\n\
                   [[outlet]]\nname = 'Harbour Tribune'\ndomains = ['tribune.example']\nstatus = 'caution'\n";
        let outlets = Outlets::shipped().extended(own).unwrap();
        let get = |host| outlets.resolve(host).and_then(|o| outlets.get(o)).unwrap();
        assert_eq!(get("dw.com").name, "Deutsche Welle");
        assert_eq!(get("dw.com").tier.as_deref(), Some("Tier 1"));
        assert_eq!(get("news.tribune.example").status.as_deref(), Some("caution"));
    }

    #[test]
    fn a_kind_that_is_none_is_told_with_the_nearest_one() {
        let own = "[[outlet]]\nname = 'A'\ndomains = ['a.example']\nkind = 'newspapr'\n";
        let faults = Outlets::shipped().extended(own).unwrap_err();
        assert_eq!(faults[0].message, "There is no kind of outlet `newspapr`.");
        assert_eq!(faults[0].help.as_deref(), Some("Did you mean `newspaper`?"));
        assert_eq!(&own[faults[0].span.clone()], "'newspapr'");
        assert!(Outlets::shipped().extended(&own.replace("newspapr", "newspaper")).is_ok());
    }

    #[test]
    fn every_fault_is_shown_at_its_place() {
        let own = "[[outlet]]\nname = 'A'\ndomains = ['dw.com', 'https://a.example']\nstatus = 'bad'\n[[outlet]]\nname = 'B'\n";
        let faults = Outlets::shipped().extended(own).unwrap_err();
        let shown: Vec<_> = faults.iter().map(|f| &own[f.span.clone()]).collect();
        assert_eq!(shown[..2], ["'bad'", "'https://a.example'"], "{faults:?}");
        assert_eq!(faults.len(), 3);
        assert!(Outlets::shipped().extended("[[outlet]]\nnmae = 'A'").unwrap_err()[0].message.contains("nmae"));
    }
}
