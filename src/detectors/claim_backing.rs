//! `claim_backing`: what do the claims rest on?
//!
//! `need` says what counts as backing: `citation` (a citation that leads to a source) or `any` (a citation, or a
//! source with a proper name or a specific office that says it). A claim with a marker that leads nowhere is left to
//! the rule on empty markers. A page that cites by links in the text alone cites what it takes from elsewhere and names
//! whom it asked itself: there a named source is backing too, unless the profile asks for citations.
//!
//! * `scope = "article"`: one hit with every unbacked claim as a place; the hit stands in the paragraph that has the
//!   most of them. The share is unbacked claims in claims. Facts: `count`, `whole`, `share`.
//! * `scope = "run"`: the longest run of claims without backing, where it has at least `limit` claims; an empty
//!   marker does not end it, and neither does a heading. Facts: `count` (claims), `sentences`.
//! * `scope = "lede"`: a claim in the first two sentences that neither has backing nor finds it in the next two
//!   paragraphs (a backed sentence that shares `overlap` percent of its content stems). Here an empty marker is no
//!   backing. Facts: `words`.
//!
//! `kinds` limits all of them to claims of these kinds; `elsewhere = true` makes a rule keep silent on citing pages,
//! where the rules on citations speak.

use std::collections::{HashMap, HashSet};

use super::{Context, Desk, Detect, Fact, Hit, Outcome, Share, Subject};
use crate::analysis::{Analysis, Citation, CitationState, ClaimKind, Place, Sentence, VoiceKind, content_stems};
use crate::article::Style;
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};

const KINDS: &[(&str, ClaimKind)] = &[
    ("quotation", ClaimKind::Quotation),
    ("figure", ClaimKind::Figure),
    ("date", ClaimKind::Date),
    ("event", ClaimKind::Event),
    ("cause", ClaimKind::Cause),
    ("comparison", ClaimKind::Comparison),
    ("superlative", ClaimKind::Superlative),
    ("allegation", ClaimKind::Allegation),
    ("law", ClaimKind::Law),
    ("forecast", ClaimKind::Forecast),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Backing {
    Citation,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Article,
    Run,
    Lede,
}

#[derive(Debug)]
struct ClaimBacking {
    need: Backing,
    scope: Scope,
    kinds: Option<Vec<ClaimKind>>,
    limit: usize,
    overlap: usize,
    elsewhere: bool,
}

/// Builds `claim_backing`.
pub fn build(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    fields.required("need");
    let need = fields.choice("need", &[("citation", Backing::Citation), ("any", Backing::Any)]);
    fields.required("scope");
    let scope = fields.choice("scope", &[("article", Scope::Article), ("run", Scope::Run), ("lede", Scope::Lede)]);
    let kinds = fields.choices("kinds", KINDS);
    let limit = fields.integer("limit", 1..=100, 5);
    let overlap = fields.integer("overlap", 1..=100, 40);
    let elsewhere = fields.bool("elsewhere", false);
    fields.finish();
    Box::new(ClaimBacking {
        need: need.unwrap_or(Backing::Any),
        scope: scope.unwrap_or(Scope::Article),
        kinds,
        limit: usize::try_from(limit).unwrap_or(5),
        overlap: usize::try_from(overlap).unwrap_or(40),
        elsewhere,
    })
}

impl Detect for ClaimBacking {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        if self.elsewhere && cx.is_citing() {
            return Outcome::not_applicable("the page cites; the rules on citations speak");
        }
        if cx.analysis.claims().next().is_none() {
            return Outcome::not_applicable("no claims");
        }
        match self.scope {
            Scope::Article => self.article(cx),
            Scope::Run => self.run(cx),
            Scope::Lede => self.lede(cx),
        }
    }
}

/// See [`Context::is_citing`]. A second copy of a marker or of a sentence makes no difference.
pub(super) fn is_citing(analysis: &Analysis, desk: &Desk) -> bool {
    // Every sentence by the first that says the same.
    let mut first: HashMap<&str, usize> = HashMap::new();
    let told = |(i, sentence): (usize, &Sentence)| *first.entry(analysis.text(sentence.place)).or_insert(i);
    let told: Vec<usize> = analysis.sentences.iter().enumerate().map(told).collect();
    let claims = analysis.claims().filter_map(|(i, _)| told.get(i)).collect::<HashSet<_>>().len();
    let stands_for = |citation: &Citation| citation.sentences.first().and_then(|s| told.get(*s));
    // A marker that belongs to no sentence is told apart by its block.
    let markers = analysis.citations.iter().map(|c| (c.source, stands_for(c).ok_or(c.place.block)));
    let markers = markers.collect::<HashSet<_>>().len();
    desk.citations_required || markers >= 5 && markers * 100 >= claims * 30
}

/// See [`Context::cites_by_links`].
pub(super) fn cites_by_links(analysis: &Analysis, desk: &Desk) -> bool {
    !desk.citations_required && analysis.citations.iter().all(|c| c.style == Style::Link)
}

impl ClaimBacking {
    fn counts(&self, sentence: &Sentence) -> bool {
        let kinds = sentence.claim.as_ref().map(|c| c.kinds.as_slice()).unwrap_or_default();
        self.kinds.as_ref().map_or(!kinds.is_empty(), |wanted| kinds.iter().any(|k| wanted.contains(k)))
    }

    fn is_backed(&self, cx: &Context<'_>, sentence: &Sentence) -> bool {
        let named_is_enough = || self.need == Backing::Any || cx.cites_by_links();
        sentence.state == CitationState::Cited || sentence.identified && named_is_enough()
    }

    fn article(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        // Where a paragraph's citation stands for all its claims.
        let cited = analysis.sentences.iter().filter(|s| cx.desk.paragraph_scope && s.state == CitationState::Cited);
        let cited: HashSet<usize> = cited.map(|s| s.place.block).collect();
        let mut whole = 0;
        let mut bare: Vec<(usize, Place)> = Vec::new();
        for (i, sentence) in analysis.sentences.iter().enumerate().filter(|(_, s)| self.counts(s)) {
            whole += 1;
            let covered = cited.contains(&sentence.place.block);
            if sentence.state != CitationState::Empty && !self.is_backed(cx, sentence) && !covered {
                bare.push((i, sentence.place));
            }
        }
        if whole == 0 {
            return Outcome::not_applicable("no claims of these kinds");
        }
        let share = Share { part: bare.len(), whole };
        let hits = one_hit(&bare).map(|hit| {
            hit.count("count", bare.len()).count("whole", whole).fact("share", Fact::PerMille(share.per_mille()))
        });
        Outcome::Found { hits: hits.into_iter().collect(), share: Some(share) }
    }

    fn run(&self, cx: &Context<'_>) -> Outcome {
        let sentences = &cx.analysis.sentences;
        let runs = sentences.chunk_by(|a, b| !self.is_backed(cx, a) && !self.is_backed(cx, b));
        let mut at = 0;
        let (mut best, mut most) = (0..0, 0);
        for run in runs {
            let claims = run.iter().filter(|s| !self.is_backed(cx, s) && self.counts(s)).count();
            if claims > most {
                (best, most) = (at..at + run.len(), claims);
            }
            at += run.len();
        }
        let length = best.len();
        let claims = best.filter(|i| sentences.get(*i).is_some_and(|s| self.counts(s)));
        let mut places = claims.filter_map(|i| Some((i, sentences.get(i)?.place)));
        let Some((i, place)) = places.next().filter(|_| most >= self.limit) else { return Outcome::hits(Vec::new()) };
        let hit = Hit::new(place).about(Subject::Sentence(i)).count("count", most).count("sentences", length);
        Outcome::hits(vec![places.fold(hit, |hit, (_, place)| hit.related(place, ""))])
    }

    fn lede(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let stems = |s: &Sentence| {
            let text = analysis.article.blocks.get(s.place.block).map(|b| b.words()).unwrap_or_default();
            content_stems(text, analysis.tokens_of(s), &analysis.language)
        };
        for (i, sentence) in analysis.sentences.iter().enumerate().take(2).filter(|(_, s)| self.counts(s)) {
            let known = self.is_backed(cx, sentence) || self.need == Backing::Any && is_documented(analysis, i);
            if known && (sentence.state == CitationState::Cited || mostly_said(analysis, sentence)) {
                continue;
            }
            let own = stems(sentence);
            let mut paragraphs = 0;
            let mut last = sentence.place.block;
            let later = analysis.sentences[i + 1..].iter().take_while(|s| {
                paragraphs += usize::from(s.place.block != last);
                last = s.place.block;
                paragraphs <= 2
            });
            let mut backed = later.filter(|s| self.is_backed(cx, s));
            let sourced = backed.any(|s| {
                let theirs = stems(s);
                let shared = own.iter().filter(|stem| theirs.binary_search(stem).is_ok()).count();
                shared * 100 >= own.len() * self.overlap
            });
            if !sourced {
                let hit =
                    Hit::new(sentence.place).about(Subject::Sentence(i)).text("words", analysis.text(sentence.place));
                return Outcome::hits(vec![hit]);
            }
        }
        Outcome::hits(Vec::new())
    }
}

/// Whether a sentence is given to a document: "according to a study".
fn is_documented(analysis: &Analysis, sentence: usize) -> bool {
    let own = analysis.attributions.iter().filter(|a| a.sentence == sentence);
    own.filter_map(|a| analysis.voices.get(a.voice?)).any(|v| v.kind == VoiceKind::Document)
}

/// Whether at least half of a sentence's bytes are laid in somebody's mouth: "in what the company called a plot" gives
/// four words to the company, not the sentence.
fn mostly_said(analysis: &Analysis, sentence: &Sentence) -> bool {
    let place = sentence.place;
    let own = analysis.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content));
    let said: usize = own.map(|p| p.shared(place)).sum();
    said * 2 >= place.end - place.start
}

/// One hit for many places: it stands at the first of them in the paragraph that has the most.
fn one_hit(places: &[(usize, Place)]) -> Option<Hit> {
    let paragraphs = places.chunk_by(|a, b| a.1.block == b.1.block);
    let fullest = paragraphs.rev().max_by_key(|p| p.len())?;
    let (first, place) = *fullest.first()?;
    let hit = Hit::new(place).about(Subject::Sentence(first));
    Some(places.iter().filter(|p| p.0 != first).fold(hit, |hit, (_, place)| hit.related(*place, "")))
}
