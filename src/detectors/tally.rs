//! Counting what a [`Measure`] names.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use super::cue::listed;
use super::measure::{Measure, Once, TimeForm};
use super::scope::page_place;
use super::source_links::explains;
use super::{Context, Evidence, Subject};
use crate::analysis::{
    Analysis, Citation, CitationState, DatePrecision, Outlet, Place, Sentence, SourceDocument, Stakeholder, Voice,
};
use crate::article::{BlockKind, Part, Style};

/// One thing that was counted.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub subject: Subject,
    pub at: Evidence,
    /// How large it is, where one of several has to be shown: words of a sentence. 0: the first is shown.
    pub size: usize,
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub count: usize,
    /// In reading order; empty where the measure counts nothing that has a place (`words`, `lix`).
    pub items: Vec<Item>,
    /// Of a `largest(…)`: whose it is.
    pub name: Option<String>,
    /// Of a `largest(…)`: the counts of all, to reckon the concentration.
    pub spread: Vec<usize>,
}

impl Tally {
    fn of(items: Vec<Item>) -> Tally {
        Tally { count: items.len(), items, ..Tally::default() }
    }

    fn number(count: usize) -> Tally {
        Tally { count, ..Tally::default() }
    }

    /// The largest item, the first of the largest where there are several.
    pub fn largest(&self) -> Option<usize> {
        let sizes = self.items.iter().enumerate();
        sizes.max_by_key(|(i, item)| (item.size, std::cmp::Reverse(*i))).map(|(i, _)| i)
    }
}

impl Measure {
    /// Counts. `Err`: why the article cannot be asked, in plain words.
    pub fn tally(&self, cx: &Context<'_>) -> Result<Tally, &'static str> {
        let a = cx.analysis;
        Ok(match self {
            Measure::Words => Tally::number(a.words()),
            Measure::Sentences { words_over, attributed, quoted, citation, with } => {
                let list = match with.as_ref().map(|name| cx.list(name)) {
                    Some(None) => return Err("no words for this language"),
                    Some(list) => list,
                    None => None,
                };
                let keep = |s: &crate::analysis::Sentence| {
                    words_over.is_none_or(|n| s.words > n)
                        && attributed.is_none_or(|b| s.reported == b)
                        && quoted.is_none_or(|b| is_quoted(a, s) == b)
                        && allows(citation, s.state)
                        && list.is_none_or(|list| listed(list, cx, s.place).next().is_some())
                };
                let all = a.sentences.iter().enumerate().filter(|(_, s)| keep(s));
                let item =
                    |i, s: &crate::analysis::Sentence| Item { size: s.words, ..item(Subject::Sentence(i), s.place) };
                Tally::of(all.map(|(i, s)| item(i, s)).collect())
            }
            Measure::Origins => Tally::number(super::echo::origins(cx)),
            Measure::Headings => {
                let all = a.article.part(Part::Body).filter(|(_, b)| b.kind == BlockKind::Heading);
                Tally::of(all.map(|(i, b)| item(Subject::Page, Place::new(i, 0..b.words().len()))).collect())
            }
            Measure::Claims { kind, citation, sourced, weight_min } => {
                let all = a.claims().filter(|(_, s)| {
                    let claim = s.claim.as_ref();
                    let fits = claim.is_some_and(|c| {
                        (kind.is_empty() || c.kinds.iter().any(|k| kind.contains(k))) && c.weight() >= *weight_min
                    });
                    let has_source = s.state == CitationState::Cited || s.identified;
                    fits && allows(citation, s.state) && sourced.is_none_or(|b| has_source == b)
                });
                Tally::of(all.map(|(i, s)| item(Subject::Sentence(i), s.place)).collect())
            }
            Measure::Citations { style, resolved, once, of } => citations(cx, style, *resolved, *once, of),
            Measure::Sources { listed, cited, cited_min, named_in } => {
                let all = a.sources.iter().enumerate().filter(|(_, s)| {
                    listed.is_none_or(|b| s.listed() == b)
                        && cited.is_none_or(|n| s.cited == n)
                        && s.cited >= *cited_min
                        && named_in.is_none_or(|part| s.named_in.contains(&part))
                });
                let shown = Shown::of(a);
                Tally::of(all.map(|(i, _)| at(Subject::Source(i), shown.source(i))).collect())
            }
            Measure::Outlets { listed, cited_min } => {
                let all = a.outlets.iter().enumerate();
                let all = all.filter(|(_, o)| listed.is_none_or(|b| o.listed == b) && o.cited >= *cited_min);
                let shown = Shown::of(a);
                Tally::of(all.map(|(i, _)| at(Subject::Outlet(i), shown.outlet(i))).collect())
            }
            Measure::SourcesHeard => sources_heard(a),
            Measure::LargestCited(once) => largest_cited(cx, *once),
            Measure::LargestVoice { kind, named } => {
                let all = a.voices.iter().enumerate();
                let all: Vec<_> =
                    all.filter(|(_, v)| allows(kind, v.kind) && named.is_none_or(|b| v.named == b)).collect();
                let Some((i, most)) = all.iter().max_by_key(|(i, v)| (v.attributions, std::cmp::Reverse(*i))) else {
                    return Ok(Tally::default());
                };
                let said = a.attributions.iter().filter(|x| x.voice == Some(*i)).filter_map(|x| x.source.first());
                Tally {
                    count: most.attributions,
                    items: said.map(|place| item(Subject::Voice(*i), *place)).collect(),
                    name: Some(most.name.clone()),
                    spread: all.iter().map(|(_, v)| v.attributions).collect(),
                }
            }
            Measure::Voices { kind, stakeholder, named, role } => {
                let all = a.voices.iter().enumerate().filter(|(_, v)| {
                    allows(kind, v.kind)
                        && allows(stakeholder, v.stakeholder)
                        && named.is_none_or(|b| v.named == b)
                        && role.is_none_or(|b| v.role.is_some() == b)
                });
                let page = page_place(a);
                let first = |v: &Voice| v.mentions.iter().min().map_or(page, |p| Evidence::from(*p));
                let mut items: Vec<Item> = all.map(|(i, v)| at(Subject::Voice(i), first(v))).collect();
                items.sort_by_key(|i| i.at.place);
                Tally::of(items)
            }
            Measure::Attributions { kind, voice, named } => {
                let all = a.attributions.iter().filter(|x| {
                    let of = x.voice.and_then(|i| a.voices.get(i));
                    allows(kind, x.kind)
                        && (voice.is_empty() || of.is_some_and(|v| voice.contains(&v.kind)))
                        && named.is_none_or(|b| of.is_some_and(|v| v.named) == b)
                });
                let place = |x: &crate::analysis::Attribution| {
                    let own = x.source.first().or(x.cue.first()).copied();
                    own.or_else(|| a.sentences.get(x.sentence).map(|s| s.place))
                };
                Tally::of(all.filter_map(|x| Some(item(Subject::Sentence(x.sentence), place(x)?))).collect())
            }
            Measure::Quotations { kind, attributed, words_over } => {
                let all = a.quotations.iter().enumerate().filter(|(_, q)| {
                    allows(kind, q.kind)
                        && attributed.is_none_or(|b| q.attribution.is_some() == b)
                        && words_over.is_none_or(|n| q.words > n)
                });
                Tally::of(all.map(|(i, q)| item(Subject::Quotation(i), q.place)).collect())
            }
            Measure::Figures { sourced, citation, quoted } => {
                let all = a.figures.iter().enumerate().filter(|(_, f)| {
                    let Some(at) = f.sentence else { return false };
                    let Some(s) = a.sentences.get(at) else { return false };
                    // Whoever is named in the sentence before, in the paragraph, mostly stands for the figure too.
                    let before = at.checked_sub(1).and_then(|i| a.sentences.get(i));
                    let before = before.filter(|b| b.place.block == s.place.block);
                    let backs = |s: &crate::analysis::Sentence| s.state == CitationState::Cited || s.identified;
                    allows(citation, s.state)
                        && sourced.is_none_or(|b| (backs(s) || before.is_some_and(backs)) == b)
                        && quoted.is_none_or(|b| f.quoted == b)
                });
                Tally::of(all.map(|(i, f)| item(Subject::Figure(i), f.place)).collect())
            }
            Measure::Dates { resolved, before_published } => dates(a, *resolved, *before_published)?,
            Measure::Images { alt, caption } => {
                if a.article.images.is_empty() {
                    return Err("no pictures");
                }
                let all = a.article.images.iter().filter(|i| {
                    alt.is_none_or(|b| i.alt.is_some() == b) && caption.is_none_or(|b| i.caption.is_some() == b)
                });
                let place = page_place(a).place;
                Tally::of(all.map(|i| at(Subject::Page, Evidence { place, span: Some(i.span) })).collect())
            }
            Measure::Links => citations(cx, &[Style::Link], None, None, &[]),
            Measure::Authors => Tally::number(a.article.authors.len()),
            Measure::Published { form } => {
                let Some(time) = &a.article.published else { return Err("no time of publication") };
                let own = time_form(time.value.as_deref());
                let evidence = Evidence { place: published_place(a), span: time.span };
                let items = if allows(form, own) { vec![at(Subject::Page, evidence)] } else { Vec::new() };
                Tally::of(items)
            }
            Measure::Lix => Tally::number(lix(a).ok_or("no sentences")?),
        })
    }
}

fn item(subject: Subject, place: Place) -> Item {
    at(subject, Evidence::from(place))
}

fn at(subject: Subject, at: Evidence) -> Item {
    Item { subject, at, size: 0 }
}

/// An empty filter lets everything through.
fn allows<T: PartialEq>(filter: &[T], value: T) -> bool {
    filter.is_empty() || filter.contains(&value)
}

/// What a citation points to, in the coarseness that it is counted in.
fn target(a: &Analysis, source: usize, once: Once) -> (bool, usize) {
    let outlet = a.sources.get(source).and_then(|s| s.outlet);
    match (once, outlet) {
        (Once::Outlet, Some(outlet)) => (true, outlet),
        _ => (false, source),
    }
}

/// The resolved citations, each pair of a sentence and what it points to once: the target, and the citation. By outlet, links
/// to the page's own house and links that only say who somebody is lean on nobody and are left out.
fn pairs(cx: &Context<'_>, once: Once) -> Vec<((bool, usize), usize)> {
    let a = cx.analysis;
    let own = cx.own_outlet().map(|outlet| (true, outlet));
    let leans = |citation: &Citation, to| {
        once == Once::Source || own != Some(to) && (citation.style != Style::Link || !explains(a, citation))
    };
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for (i, citation) in a.citations.iter().enumerate() {
        let Some(source) = citation.source else { continue };
        let to = target(a, source, once);
        if !leans(citation, to) {
            continue;
        }
        // A citation without a sentence (in a caption, a table) counts for itself.
        let sentence = citation.sentences.first().map_or((false, i), |s| (true, *s));
        if seen.insert((sentence, to)) {
            pairs.push((to, i));
        }
    }
    pairs
}

fn citations(cx: &Context<'_>, style: &[Style], resolved: Option<bool>, once: Option<Once>, of: &[BlockKind]) -> Tally {
    let a = cx.analysis;
    let fits = |i: usize| {
        a.citations.get(i).is_some_and(|c| {
            let stands = of.is_empty() || a.article.blocks.get(c.place.block).is_some_and(|b| of.contains(&b.kind));
            stands && allows(style, c.style) && resolved.is_none_or(|b| c.source.is_some() == b)
        })
    };
    let found: Vec<usize> = match once {
        Some(once) => pairs(cx, once).into_iter().map(|(_, i)| i).collect(),
        None => (0..a.citations.len()).collect(),
    };
    let cited = found.into_iter().filter(|i| fits(*i)).filter_map(|i| citation_item(a, i));
    Tally::of(cited.collect())
}

fn citation_item(a: &Analysis, i: usize) -> Option<Item> {
    let citation = a.citations.get(i)?;
    Some(at(Subject::Citation(i), Evidence { place: citation.place, span: Some(citation.span) }))
}

/// Where sources and outlets are shown, found in one pass each.
struct Shown {
    page: Evidence,
    sources: Vec<Evidence>,
    outlets: Vec<Evidence>,
}

impl Shown {
    /// A source is shown in the source list, else at its first citation; an outlet at its first listed source, else at
    /// its first source, else where prose names it.
    fn of(a: &Analysis) -> Shown {
        let page = page_place(a);
        let mut cited: Vec<Option<Evidence>> = vec![None; a.sources.len()];
        for citation in &a.citations {
            if let Some(first) = citation.source.and_then(|i| cited.get_mut(i)) {
                first.get_or_insert(Evidence { place: citation.place, span: Some(citation.span) });
            }
        }
        let entry = |s: &SourceDocument| {
            let entry = a.article.entries.get(*s.entries.first()?)?;
            Some(Evidence { place: Place::new(entry.block, entry.range.clone()), span: Some(entry.span) })
        };
        let sources: Vec<Evidence> =
            a.sources.iter().zip(cited).map(|(s, cited)| entry(s).or(cited).unwrap_or(page)).collect();
        let mut outlets: Vec<(bool, Option<Evidence>)> = vec![(false, None); a.outlets.len()];
        for (source, place) in a.sources.iter().zip(&sources) {
            let Some(own) = source.outlet.and_then(|i| outlets.get_mut(i)) else { continue };
            if own.1.is_none() || (source.listed() && !own.0) {
                *own = (source.listed(), Some(*place));
            }
        }
        let mention = |o: &Outlet| o.mentions.first().map(|m| Evidence::from(m.place));
        let outlets = a.outlets.iter().zip(outlets).map(|(o, (_, own))| own.or_else(|| mention(o)).unwrap_or(page));
        Shown { page, outlets: outlets.collect(), sources }
    }

    fn source(&self, i: usize) -> Evidence {
        self.sources.get(i).copied().unwrap_or(self.page)
    }

    fn outlet(&self, i: usize) -> Evidence {
        self.outlets.get(i).copied().unwrap_or(self.page)
    }
}

fn largest_cited(cx: &Context<'_>, once: Once) -> Tally {
    let a = cx.analysis;
    let pairs = pairs(cx, once);
    let mut counts: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    for (to, _) in &pairs {
        *counts.entry(*to).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(to, n)| (**n, std::cmp::Reverse(**to)));
    let Some((&to, &count)) = most else { return Tally::default() };
    let (is_outlet, index) = to;
    let shown = Shown::of(a);
    let (subject, place, name) = if is_outlet {
        let name = a.outlets.get(index).map(|o| o.name.clone());
        (Subject::Outlet(index), shown.outlet(index), name)
    } else {
        (Subject::Source(index), shown.source(index), a.sources.get(index).map(|s| s.name.clone()))
    };
    // The source itself is shown, then its citations.
    let mut items = vec![Item { size: 1, ..at(subject, place) }];
    items.extend(pairs.iter().filter(|(t, _)| *t == to).filter_map(|(_, i)| citation_item(a, *i)));
    Tally { count, items, name, spread: counts.into_values().collect() }
}

fn sources_heard(a: &Analysis) -> Tally {
    let heard = |i: &usize| {
        a.outlets.get(*i).is_some_and(|o| o.cited > 0 || o.listed || o.mentions.iter().any(|m| m.as_source))
    };
    let shown = Shown::of(a);
    let outlets: Vec<usize> = (0..a.outlets.len()).filter(heard).collect();
    let mut items: Vec<Item> = outlets.iter().map(|i| at(Subject::Outlet(*i), shown.outlet(*i))).collect();
    let names: BTreeSet<&str> = outlets.iter().filter_map(|i| a.outlets.get(*i)).map(|o| o.name.as_str()).collect();
    // A medium that is both an outlet and a voice is one source.
    let besides = a
        .voices
        .iter()
        .enumerate()
        .filter(|(_, v)| v.named && !(v.stakeholder == Stakeholder::Media && names.contains(v.name.as_str())));
    items.extend(
        besides.map(|(i, v)| at(Subject::Voice(i), v.mentions.iter().min().map_or(shown.page, |p| Evidence::from(*p)))),
    );
    // Documents that belong to no outlet.
    let alone = a.sources.iter().enumerate().filter(|(_, s)| s.outlet.is_none() && (s.cited > 0 || s.listed()));
    items.extend(alone.map(|(i, _)| at(Subject::Source(i), shown.source(i))));
    Tally::of(items)
}

fn dates(a: &Analysis, resolved: Option<bool>, before: Option<i64>) -> Result<Tally, &'static str> {
    let limit = match before {
        None => None,
        Some(days) => {
            let published = a.published.ok_or("no date of publication")?;
            Some(published.checked_sub(days.days()).map_err(|_| "no date of publication")?)
        }
    };
    let all = a.dates.iter().enumerate().filter(|(_, d)| {
        let in_body = d.sentence.is_some();
        let known = d.value.is_some() && !matches!(d.precision, DatePrecision::Relative);
        let early = limit.is_none_or(|limit| d.latest.is_some_and(|day| day <= limit));
        in_body && resolved.is_none_or(|b| known == b) && early
    });
    Ok(Tally::of(all.map(|(_, d)| item(d.sentence.map_or(Subject::Page, Subject::Sentence), d.place)).collect()))
}

/// `2026-02-12T10:47+01:00`: what such a value says.
fn time_form(value: Option<&str>) -> TimeForm {
    let Some((_, time)) = value.map(|v| v.split_once('T').unwrap_or((v, ""))) else { return TimeForm::Unreadable };
    if time.is_empty() {
        TimeForm::Date
    } else if time.contains(['Z', '+', '-']) {
        TimeForm::Zoned
    } else {
        TimeForm::Time
    }
}

fn published_place(a: &Analysis) -> Place {
    let own = a.article.part(Part::Published).next();
    own.map_or_else(|| page_place(a).place, |(i, b)| Place::new(i, 0..b.words().len()))
}

/// LIX of the body's sentences, rounded half up.
fn lix(a: &Analysis) -> Option<usize> {
    let (mut words, mut long) = (0, 0);
    for s in &a.sentences {
        let text = a.article.blocks.get(s.place.block)?.words();
        for token in a.tokens_of(s).iter().filter(|t| t.is_word()) {
            words += 1;
            let letters =
                text.get(token.base_range()).unwrap_or_default().chars().filter(|c| c.is_alphabetic()).count();
            long += usize::from(letters > 6);
        }
    }
    let sentences = a.sentences.len();
    if words == 0 || sentences == 0 {
        return None;
    }
    // words / sentences + 100 * long / words, over one denominator so that nothing is rounded twice.
    let part = words as u128 * words as u128 + 100 * long as u128 * sentences as u128;
    let whole = words as u128 * sentences as u128;
    usize::try_from((2 * part + whole) / (2 * whole)).ok()
}

/// Whether a sentence begins and ends in words that are not the author's: it is quoted as a whole.
fn is_quoted(analysis: &Analysis, sentence: &Sentence) -> bool {
    let guarded = analysis.protected.get(sentence.place.block).and_then(|p| p.get(sentence.tokens.clone()));
    let words = analysis.tokens_of(sentence).iter().zip(guarded.unwrap_or_default()).filter(|(t, _)| t.is_word());
    let mut guards = words.map(|(_, guarded)| *guarded);
    let first = guards.next();
    first == Some(true) && guards.next_back().unwrap_or(true)
}
