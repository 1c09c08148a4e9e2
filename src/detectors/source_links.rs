//! `source_ledger.link_name`: do links lead where their words say?
//!
//! The words of a link name an outlet, and the link leads to another one that the registry knows. Outlets of one group,
//! links that name both, links into the page's own house (its pages on a topic) and targets of the kinds in `unless_kinds`
//! (platforms that carry others' work) are exempt. One hit each. Facts: `name` (the outlet that is named), `target` (the
//! outlet that is linked).

use std::collections::BTreeSet;

use super::{Context, Detect, Evidence, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Citation, Outlet};
use crate::article::{Part, Style, registrable};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

/// The outlet that publishes the page, where a source of it is known: by the newsroom's `own_domains`, else by the page's own
/// address, else by the name of its domain in the byline (`Ada Lind of Harbour Tribune`, `harbourtribune.example`).
pub(super) fn own_outlet(cx: &Context<'_>) -> Option<usize> {
    let a = cx.analysis;
    let named = a.outlets.iter().position(|outlet| cx.desk.own_domains.contains(&outlet.domain));
    let by_address = || {
        let url = url::Url::parse(a.article.url.as_deref()?).ok()?;
        let host = url.host_str()?;
        let domain = registrable(host).unwrap_or(host).to_owned();
        a.sources.iter().find(|s| s.domain == domain).and_then(|s| s.outlet)
    };
    let by_byline = || {
        let authors = a.article.authors.iter().map(|author| author.text.as_str());
        let lines = a.article.part(Part::Byline).map(|(_, block)| block.words());
        let letters = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).take(BYLINE).flat_map(char::to_lowercase).collect()
        };
        let bylines: Vec<String> = authors.chain(lines).take(BYLINES).map(letters).collect();
        let name = |outlet: &Outlet| outlet.domain.split('.').next().map(letters).unwrap_or_default();
        let in_byline = |name: String| name.len() >= SHORTEST_NAME && bylines.iter().any(|line| line.contains(&name));
        a.outlets.iter().position(|outlet| in_byline(name(outlet)))
    };
    named.or_else(by_address).or_else(by_byline)
}

/// So many letters of so many bylines are read.
const BYLINE: usize = 200;
const BYLINES: usize = 20;

/// A shorter name of a domain may stand in any byline by chance.
const SHORTEST_NAME: usize = 6;

/// Whether a link hangs on names alone: such links explain who or what that is, they do not support what is said.
pub(super) fn explains(a: &Analysis, citation: &Citation) -> bool {
    let mut words = a.text(citation.place).split_whitespace();
    !citation.place.range().is_empty() && !words.any(|w| w.starts_with(char::is_lowercase))
}

/// Whether two outlets are one house.
fn one_house(a: &Outlet, b: &Outlet) -> bool {
    a.name == b.name || a.group.is_some() && a.group == b.group
}

#[derive(Debug)]
struct LinkName {
    unless_kinds: Vec<String>,
}

/// Builds `source_ledger.link_name` with its parameter `unless_kinds`.
pub fn link_name(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let unless_kinds = fields.texts("unless_kinds").into_iter().map(str::to_owned).collect();
    fields.finish();
    Box::new(LinkName { unless_kinds })
}

impl Detect for LinkName {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let a = cx.analysis;
        let mut links: Vec<(usize, &Citation)> =
            a.citations.iter().enumerate().filter(|(_, c)| c.style == Style::Link && c.source.is_some()).collect();
        if links.is_empty() {
            return Outcome::not_applicable("no links");
        }
        links.sort_by_key(|(_, c)| (c.place.block, c.place.start));
        let own = cx.own_outlet();
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        let mut honest: BTreeSet<usize> = BTreeSet::new();
        for outlet in a.outlets.iter().filter(|o| o.registered) {
            for mention in outlet.mentions.iter().filter(|m| m.part == Part::Body) {
                let upto = links.partition_point(|(_, c)| {
                    (c.place.block, c.place.start) <= (mention.place.block, mention.place.start)
                });
                let Some((i, link)) = upto.checked_sub(1).and_then(|at| links.get(at)) else { continue };
                if !link.place.contains(mention.place) {
                    continue;
                }
                let index = link.source.and_then(|s| a.sources.get(s)).and_then(|s| s.outlet);
                let Some(target) = index.and_then(|o| a.outlets.get(o)).filter(|o| o.registered) else { continue };
                if one_house(outlet, target) {
                    honest.insert(*i);
                    continue;
                }
                let exempt = target.kind.as_ref().is_some_and(|kind| self.unless_kinds.contains(kind));
                if exempt || index == own {
                    continue;
                }
                let hit = Hit::new(Evidence { place: link.place, span: Some(link.span) })
                    .about(Subject::Citation(*i))
                    .text("name", outlet.name.as_str())
                    .text("target", target.name.as_str());
                hits.push((*i, hit));
            }
        }
        hits.retain(|(i, _)| !honest.contains(i));
        hits.sort_by_key(|(i, hit)| (*i, hit.at.place));
        hits.dedup_by_key(|(i, _)| *i);
        Outcome::hits(hits.into_iter().map(|(_, hit)| hit).collect())
    }
}
