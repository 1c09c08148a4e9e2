//! `voice_grade.accusing` and `voice_grade.dominant`: how well are the speakers known, and how evenly are they heard?
//!
//! * `voice_grade.accusing`: an unnamed voice (a noun of the list `unnamed-sources`) accuses, condemns or warns of somebody. A
//!   cue that begins with one of `soft` (“warn”) accuses only where it speaks of somebody with a name or has a word of the
//!   list `allegations`; so does none whose source names a person, and none that says that the source is itself accused
//!   (“lawmakers accused of …”). Facts: `source`, `cue`.
//! * `voice_grade.dominant`: the named person with the most attributions has more than `max_percent` of those by named
//!   persons, of which there are at least `min_den`; not in interviews and profiles (`story_types`). Facts: `name`,
//!   `count`, `whole`, `share`.

use std::collections::HashSet;

use super::{Context, Detect, Fact, Hit, Outcome, Share, Subject};
use crate::analysis::{Analysis, Attribution, CueKind, Language, Place, Voice, VoiceKind};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, tokenize};

/// The voice of an attribution.
pub(super) fn voice<'a>(analysis: &'a Analysis, attribution: &Attribution) -> Option<&'a Voice> {
    attribution.voice.and_then(|i| analysis.voices.get(i))
}

fn is_unnamed(voice: &Voice) -> bool {
    !voice.named && matches!(voice.kind, VoiceKind::Group | VoiceKind::Anonymous)
}

/// A hit at the source of an attribution, about its voice.
pub(super) fn of_attribution(analysis: &Analysis, attribution: &Attribution) -> Option<Hit> {
    let source = *attribution.source.first()?;
    let cue = attribution.cue.first().map_or("", |p| analysis.text(*p));
    let hit = Hit::new(source).about(attribution.voice.map_or(Subject::Page, Subject::Voice));
    Some(hit.text("source", analysis.text(source)).text("cue", cue))
}

#[derive(Debug)]
struct Accusing {
    soft: Vec<String>,
}

/// Builds `voice_grade.accusing` with its parameter `soft`. It reads the list `unnamed-sources`.
pub fn accusing(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let soft = fields.texts("soft").into_iter().map(str::to_lowercase).collect();
    fields.finish();
    Box::new(Accusing { soft })
}

/// The words of the names of those who are heard by name.
struct Heard<'a> {
    surnames: HashSet<&'a str>,
    all: HashSet<&'a str>,
}

impl<'a> Heard<'a> {
    fn of(a: &'a Analysis) -> Heard<'a> {
        let named = || a.voices.iter().filter(|v| v.named);
        let persons = named().filter(|v| v.kind == VoiceKind::Person);
        Heard {
            surnames: persons.filter_map(|v| v.name.split_whitespace().last()).collect(),
            all: named().flat_map(|v| v.name.split_whitespace()).collect(),
        }
    }
}

impl Accusing {
    fn accuses(&self, cx: &Context<'_>, heard: &Heard<'_>, attribution: &Attribution) -> bool {
        let a = cx.analysis;
        let cue = attribution.cue.first().map(|p| a.text(*p).to_lowercase()).unwrap_or_default();
        // Behind `accused` stands whom somebody accuses; where it is at once `of`, the source is the accused.
        let is_accused = attribution.cue.first().zip(attribution.content.first()).is_some_and(|(cue, content)| {
            content.start <= cue.end + 1 && ["of ", "with "].iter().any(|start| a.text(*content).starts_with(start))
        });
        let soft = || cue.split_whitespace().any(|word| self.soft.iter().any(|soft| word.starts_with(soft.as_str())));
        let names = |place: &Place| {
            let text = a.text(*place);
            tokenize(text).iter().any(|t| text.get(t.base_range()).is_some_and(|w| heard.surnames.contains(w)))
        };
        !is_accused && !attribution.source.iter().any(names) && (!soft() || has_target(cx, heard, attribution))
    }
}

/// Whether the content speaks of somebody with a name, or of a wrong.
fn has_target(cx: &Context<'_>, heard: &Heard<'_>, attribution: &Attribution) -> bool {
    let a = cx.analysis;
    let german = a.language == Language::German;
    attribution.content.iter().any(|place| {
        let text = a.text(*place);
        let tokens = tokenize(text);
        // In German every noun has a capital: there a name is a word in capitals, or one that somebody heard has.
        let is_heard = |t: &Token| text.get(t.base_range()).is_some_and(|word| heard.all.contains(word));
        let named = tokens.iter().filter(|t| t.is_word() && t.end - t.start > 1).any(|t| match t.case {
            Case::Upper => true,
            Case::Capital => !german || is_heard(t),
            Case::Lower => false,
        });
        named || cx.list("allegations").is_some_and(|list| list.find(text, &tokens).next().is_some())
    })
}

/// Whether the words of a source are a noun for people without a name: "critics", not "they".
fn names_nobody(cx: &Context<'_>, attribution: &Attribution) -> bool {
    let mut words = attribution.source.iter().map(|p| cx.analysis.text(*p));
    let list = cx.list("unnamed-sources");
    list.is_some_and(|list| words.any(|text| list.find(text, &tokenize(text)).next().is_some()))
}

impl Detect for Accusing {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.attributions.is_empty() {
            return Outcome::not_applicable("nobody is said to have said anything");
        }
        let heard = Heard::of(analysis);
        let accuses = |a: &&Attribution| {
            let unnamed = voice(analysis, a).is_some_and(is_unnamed) && names_nobody(cx, a);
            a.cue_kind == CueKind::Accusing && unnamed && self.accuses(cx, &heard, a)
        };
        let mut told = None;
        let mut hits = Vec::new();
        for attribution in analysis.attributions.iter().filter(accuses) {
            if told != Some(attribution.sentence) {
                told = Some(attribution.sentence);
                hits.extend(of_attribution(analysis, attribution));
            }
        }
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Dominant {
    max_percent: u32,
    min_den: usize,
    story_types: Vec<String>,
}

/// Builds `voice_grade.dominant` with its parameters `max_percent`, `min_den` and `story_types` (those it is not
/// asked of).
pub fn dominant(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let max_percent = fields.integer("max_percent", 1..=100, 75);
    let min_den = fields.integer("min_den", 1..=100, 4);
    let story_types = fields.texts("story_types").into_iter().map(str::to_owned).collect();
    fields.finish();
    Box::new(Dominant {
        max_percent: u32::try_from(max_percent).unwrap_or(75),
        min_den: usize::try_from(min_den).unwrap_or(4),
        story_types,
    })
}

impl Detect for Dominant {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let story = analysis.article.story_type.as_ref().or(cx.desk.story_type.as_ref());
        if story.is_some_and(|s| self.story_types.contains(s)) {
            return Outcome::not_applicable("an interview or profile gives one person the word");
        }
        let persons = analysis.voices.iter().enumerate().filter(|(_, v)| v.named && v.kind == VoiceKind::Person);
        let counts: Vec<(usize, usize)> = persons.map(|(i, v)| (i, v.attributions)).collect();
        let whole = counts.iter().map(|(_, n)| n).sum();
        if whole < self.min_den {
            return Outcome::not_applicable("too few attributions to named persons");
        }
        let Some((most, part)) = counts.into_iter().rev().max_by_key(|(_, n)| *n) else {
            return Outcome::not_applicable("no named person is heard");
        };
        let share = Share { part, whole };
        let mut places =
            analysis.attributions.iter().filter(|a| a.voice == Some(most)).filter_map(|a| a.source.first());
        let mut hits = Vec::new();
        if !share.is_at_most_percent(self.max_percent)
            && let (Some(voice), Some(first)) = (analysis.voices.get(most), places.next())
        {
            let hit = Hit::new(*first)
                .about(Subject::Voice(most))
                .text("name", voice.name.as_str())
                .count("count", part)
                .count("whole", whole)
                .fact("share", Fact::PerMille(share.per_mille()));
            hits.push(places.fold(hit, |hit, place| hit.related(*place, "")));
        }
        Outcome::Found { hits, share: Some(share) }
    }
}
