//! `page_health.source_text`: full texts that nothing could be looked up in, as it is not known whose they are.
//!
//! One hit for each text whose name fits several sources, and for each that was laid beside this one article, or came with
//! it, and fits none. Facts: `file`, `several` (1: it fits several), `sources` (those).

use super::page_health::start_of_page;
use super::{Context, Detect, Fact, Hit, Outcome};
use crate::analysis::TextOwner;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

#[derive(Debug)]
struct Unmatched;

/// Builds `page_health.source_text`, which takes no parameters.
pub fn unmatched(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Unmatched)
}

impl Detect for Unmatched {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.texts.is_empty() {
            return Outcome::not_applicable("no full text of a source is there");
        }
        let named = |at: &usize| {
            let source = analysis.sources.get(*at)?;
            Some(source.url.clone().unwrap_or_else(|| source.name.clone()))
        };
        let hit = |(text, owner): (&std::sync::Arc<crate::article::SourceText>, &TextOwner)| {
            let sources: Vec<String> = match owner {
                TextOwner::Several(sources) => sources.iter().filter_map(named).collect(),
                TextOwner::Nobody if text.own => Vec::new(),
                TextOwner::Nobody | TextOwner::Source(_) => return None,
            };
            let hit = Hit::new(start_of_page(cx)).text("file", text.name.as_str());
            Some(hit.count("several", usize::from(!sources.is_empty())).fact("sources", Fact::List(sources)))
        };
        Outcome::hits(analysis.article.texts.iter().zip(&analysis.texts).filter_map(hit).collect())
    }
}
