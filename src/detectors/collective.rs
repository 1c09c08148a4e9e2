//! `voice_grade.generic`: the only source of a claim is an unnamed plural ("experts", "critics").
//!
//! It asks for a noun for people: pronouns lead back to somebody who was told before. Excused is a plural that readers can
//! trace:
//!
//! * a named person of the same side speaks within `name_within` sentences: the plural sums up what somebody says;
//! * the source says whose people they are ("scientists at the Northgate Institute", "Lind and colleagues");
//! * people of knowledge stand within `name_within` sentences of the name of an institution (a capital word of
//!   `institutions`), or of a study that is named;
//! * a definite noun ("the researchers") goes back to a named voice of its side, or to a group that was traced before.
//!
//! Facts: `source`, `cue`.

use super::voice_grade::{of_attribution, voice};
use super::{Context, Detect, Outcome};
use crate::analysis::{Attribution, CueKind, Language, Place, Stakeholder, VoiceKind};
use crate::lexicon::Lexicons;
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, tokenize};

#[derive(Debug)]
struct Generic {
    name_within: usize,
    institutions: Vec<String>,
}

/// Builds `voice_grade.generic` with its parameters `name_within` (sentences) and `institutions` (words).
pub fn generic(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let name_within = fields.integer("name_within", 0..=10, 2);
    let institutions = fields.texts("institutions").into_iter().map(str::to_owned).collect();
    fields.finish();
    Box::new(Generic { name_within: usize::try_from(name_within).unwrap_or(2), institutions })
}

impl Detect for Generic {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.attributions.is_empty() {
            return Outcome::not_applicable("nobody is said to have said anything");
        }
        let mut hits = Vec::new();
        let mut last = None;
        // The sides of which a traceable voice was heard so far; attributions stand in reading order.
        let mut traced: Vec<Stakeholder> = Vec::new();
        for attribution in &analysis.attributions {
            let Some(voice) = voice(analysis, attribution) else { continue };
            let side = voice.stakeholder;
            if voice.kind != VoiceKind::Group || voice.named {
                if voice.named {
                    traced.push(side);
                }
                continue;
            }
            let Some(source) = attribution.source.first() else { continue };
            let words = Source::of(cx, *source);
            let goes_back = words.is_definite() && traced.contains(&side);
            if goes_back || words.has_owner(cx) || self.has_instance(cx, attribution, side) {
                traced.push(side);
                continue;
            }
            // What somebody is said to have said is a claim, whatever kinds of claim its words show; what somebody merely
            // did (`authorities blocked the service`) rests on the author.
            let sentence = analysis.sentences.get(attribution.sentence);
            let is_cued = attribution.cue_kind != CueKind::Neutral;
            let is_told = sentence.is_some_and(|s| s.reported || s.claim.is_some() && is_cued);
            if is_told && words.is_noun(cx) && last != Some(attribution.sentence) {
                last = Some(attribution.sentence);
                hits.extend(of_attribution(analysis, attribution));
            }
        }
        Outcome::hits(hits)
    }
}

impl Generic {
    /// Whether somebody with a name stands for the group near by.
    fn has_instance(&self, cx: &Context<'_>, attribution: &Attribution, side: Stakeholder) -> bool {
        let analysis = cx.analysis;
        let at = attribution.sentence;
        let near = at.saturating_sub(self.name_within)..=at.saturating_add(self.name_within);
        let from = analysis.attributions.partition_point(|a| a.sentence < *near.start());
        let beside = analysis.attributions[from..].iter().take_while(|a| near.contains(&a.sentence));
        let speaks = beside.filter_map(|a| Some((a.sentence, voice(analysis, a)?))).any(|(sentence, v)| {
            let is_person = v.kind == VoiceKind::Person && v.stakeholder == side;
            v.named && (is_person || sentence == at)
        });
        speaks || side == Stakeholder::Expert && near.into_iter().any(|i| self.names_institution(cx, i))
    }

    fn names_institution(&self, cx: &Context<'_>, sentence: usize) -> bool {
        let Some(sentence) = cx.analysis.sentences.get(sentence) else { return false };
        let source = Source::of(cx, sentence.place);
        source.tokens.iter().any(|t| {
            let word = source.word(t);
            t.case != Case::Lower && self.institutions.iter().any(|known| word.ends_with(known.as_str()))
        })
    }
}

/// The words of a place.
struct Source<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Source<'a> {
    fn of(cx: &Context<'a>, place: Place) -> Source<'a> {
        let text = cx.analysis.text(place);
        Source { text, tokens: tokenize(text) }
    }

    fn word(&self, token: &Token) -> &'a str {
        self.text.get(token.base_range()).unwrap_or_default()
    }

    /// Whether it is a noun, and not a pronoun: `critics`, `some`, but not `they`.
    fn is_noun(&self, cx: &Context<'_>) -> bool {
        let has = |name| cx.list(name).is_some_and(|list| self.tokens.first().is_some_and(|t| list.has(self.text, t)));
        self.tokens.iter().filter(|t| t.is_word()).count() > 1 || has("unnamed-sources") || !has("stop-words")
    }

    /// Whether it speaks of people who were told of before: `the researchers`, `diese Fachleute`.
    fn is_definite(&self) -> bool {
        let definite = [
            "the", "these", "those", "both", "their", "her", "his", "die", "der", "den", "diese", "diesen", "ihre",
            "seine",
        ];
        self.tokens.first().is_some_and(|t| definite.contains(&self.word(t).to_lowercase().as_str()))
    }

    /// Whether it says whose people they are: `analysts at Northgate Bank`, `the Institute's scientists`, `Lind and
    /// colleagues`. In German, where every noun has a capital, only names in capitals tell.
    fn has_owner(&self, cx: &Context<'_>) -> bool {
        let german = cx.analysis.language == Language::German;
        let nation = |t: &Token| cx.list("nationalities").is_some_and(|list| list.has(self.text, t));
        let mut after_preposition = false;
        for (at, token) in self.tokens.iter().enumerate() {
            let word = self.word(token);
            let capital = token.case == Case::Upper && word.len() > 1 || token.case == Case::Capital && !german;
            let owns = after_preposition || token.possessive > 0 || at == 0 && self.text.contains("colleagues");
            if capital && owns && !nation(token) {
                return true;
            }
            after_preposition |= ["at", "from", "with", "for", "von", "bei", "der", "des"].contains(&word);
        }
        false
    }
}
