//! `voice_grade.*`, continued: how speakers are introduced, and whether those who are accused are heard.
//!
//! * `voice_grade.judging`: one of `verbs` that judge (`claimed`) gives somebody words, in the author's own. A word of
//!   `excused_by` in the sentence excuses: a court's record may say that somebody admitted. Facts: `words`.
//! * `voice_grade.reason`: one unnamed person speaks, and neither that sentence nor the next one or the one before says why
//!   (list `anonymity-reasons`). Sources begin with one of `articles` (`a`, `one`) and speak by one of `verbs`. Sources with a word of `exempt` (`spokesperson`) are let pass. One hit for each voice.
//!   Facts: `source`.
//! * `voice_grade.reply`: somebody with a proper name is accused by somebody (`accusing` cues of `cues`) and is given no
//!   words in the article, and nothing says that they were asked (list `reply-phrases`). Facts: `name`, `words`.

use std::collections::BTreeSet;

use super::{Context, Detect, Hit, Outcome, Subject};
use crate::analysis::{Analysis, Attribution, CueKind, Place, Voice, VoiceKind};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::{Case, Token, fold, hash, tokenize};

/// Said where nobody speaks.
const SILENT: &str = "nobody is said to have said anything";

/// Somebody's words are at least so many.
const LEAST: usize = 3;

fn lower(fields: &mut Fields<'_>, key: &'static str) -> BTreeSet<String> {
    fields.texts(key).into_iter().map(|word| fold(word).into_owned()).collect()
}

/// Whether a text has one of some folded words.
fn has_word(text: &str, words: &BTreeSet<String>) -> bool {
    let tokens = tokenize(text);
    tokens.iter().filter_map(|t| text.get(t.base_range())).any(|word| words.contains(fold(word).as_ref()))
}

/// The words of the sentences `from..=to`, counted from `sentence`, of the same block or its neighbours.
fn around(analysis: &Analysis, sentence: usize, before: usize, after: usize) -> impl Iterator<Item = (usize, Place)> {
    let range = sentence.saturating_sub(before)..(sentence + after + 1).min(analysis.sentences.len());
    range.filter_map(|i| Some((i, analysis.sentences.get(i)?.place)))
}

/// Whether one of these sentences has an entry of a list.
fn any_has(analysis: &Analysis, list: Option<&WordList>, mut sentences: impl Iterator<Item = (usize, Place)>) -> bool {
    let Some(list) = list else { return false };
    sentences.any(|(i, place)| {
        let text = analysis.article.blocks.get(place.block).map(|b| b.words()).unwrap_or_default();
        analysis.sentences.get(i).is_some_and(|s| list.find(text, analysis.tokens_of(s)).next().is_some())
    })
}

/// Whether a place stands in words that are not the author's.
fn is_guarded(analysis: &Analysis, place: Place) -> bool {
    let tokens = analysis.tokens.get(place.block).map(Vec::as_slice).unwrap_or_default();
    let at = tokens.partition_point(|t| t.end <= place.start);
    analysis.protected.get(place.block).and_then(|p| p.get(at)).copied().unwrap_or(false)
}

#[derive(Debug)]
struct Judging {
    verbs: BTreeSet<String>,
    excused_by: BTreeSet<String>,
}

/// Builds `voice_grade.judging` with its parameters `verbs` and `excused_by`.
pub fn judging(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let (verbs, excused_by) = (lower(&mut fields, "verbs"), lower(&mut fields, "excused_by"));
    fields.finish();
    Box::new(Judging { verbs, excused_by })
}

impl Detect for Judging {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        if analysis.attributions.is_empty() {
            return Outcome::not_applicable(SILENT);
        }
        let mut hits = Vec::new();
        for attribution in analysis.attributions.iter().filter(|a| a.cue_kind == CueKind::Judging) {
            let (Some(cue), Some(sentence)) = (attribution.cue.first(), analysis.sentences.get(attribution.sentence))
            else {
                continue;
            };
            // What somebody claims may be a thing: "claimed the throne".
            let said: usize = attribution.content.iter().map(|p| analysis.text(*p).split_whitespace().count()).sum();
            if said < LEAST
                || !has_word(analysis.text(*cue), &self.verbs)
                || is_guarded(analysis, *cue)
                || has_word(analysis.text(sentence.place), &self.excused_by)
            {
                continue;
            }
            let hit = Hit::new(*cue).about(Subject::Sentence(attribution.sentence));
            hits.push(hit.text("words", analysis.text(*cue)));
        }
        hits.sort_by_key(|hit| hit.at.place);
        hits.dedup_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

/// The attributions of each voice that passes a test, in reading order, with the voice's index.
fn of_voices(analysis: &Analysis, test: impl Fn(&Voice) -> bool) -> Vec<(usize, &Voice, Vec<&Attribution>)> {
    let voices = analysis.voices.iter().enumerate().filter(|(_, voice)| test(voice));
    let with = voices.map(|(i, voice)| {
        let own: Vec<_> = analysis.attributions.iter().filter(|a| a.voice == Some(i)).collect();
        (i, voice, own)
    });
    with.filter(|(_, _, own)| !own.is_empty()).collect()
}

#[derive(Debug)]
struct Reason {
    exempt: BTreeSet<String>,
    verbs: BTreeSet<String>,
    articles: BTreeSet<String>,
}

/// Builds `voice_grade.reason` with its parameters `exempt`, `verbs` and `articles`.
pub fn reason(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let [exempt, verbs, articles] = ["exempt", "verbs", "articles"].map(|key| lower(&mut fields, key));
    fields.finish();
    Box::new(Reason { exempt, verbs, articles })
}

impl Detect for Reason {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let reasons = cx.list("anonymity-reasons");
        let sources = cx.list("anonymous-persons");
        if reasons.is_none() || sources.is_none() {
            return Outcome::not_applicable("no words for this language");
        }
        let unnamed = of_voices(analysis, |voice| voice.kind == VoiceKind::Anonymous && !voice.named);
        if unnamed.is_empty() {
            return Outcome::not_applicable("no unnamed person speaks");
        }
        let mut hits = Vec::new();
        for (i, _, own) in unnamed {
            let is_person = |a: &&&Attribution| {
                let words = a.source.first().map(|place| analysis.text(*place)).unwrap_or_default();
                let listed = sources.is_some_and(|list| list.find(words, &tokenize(words)).next().is_some());
                let says = a.cue.iter().any(|cue| has_word(analysis.text(*cue), &self.verbs));
                let first = words.split_whitespace().next().map(|word| fold(word).into_owned()).unwrap_or_default();
                // "A former aide, Paul Sand" is named.
                let named = words.split(", ").skip(1).any(|rest| rest.starts_with(char::is_uppercase));
                !named
                    && listed
                    && says
                    && self.articles.contains(&first)
                    && !has_word(words, &self.exempt)
                    && !a.source.iter().any(|place| is_guarded(analysis, *place))
            };
            let Some(first) = own.iter().find(is_person) else { continue };
            let explained = own.iter().any(|a| any_has(analysis, reasons, around(analysis, a.sentence, 1, 1)));
            if let Some(source) = first.source.first().filter(|_| !explained) {
                let hit = Hit::new(*source).about(Subject::Voice(i));
                hits.push(hit.text("source", analysis.text(*source)));
            }
        }
        hits.sort_by_key(|hit| hit.at.place);
        Outcome::hits(hits)
    }
}

#[derive(Debug)]
struct Reply {
    cues: BTreeSet<String>,
}

/// Builds `voice_grade.reply` with its parameter `cues`.
pub fn reply(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    let mut fields = Fields::of(node, "parameter", faults);
    let cues = lower(&mut fields, "cues");
    fields.finish();
    Box::new(Reply { cues })
}

impl Detect for Reply {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let Some(replies) = cx.list("reply-phrases") else {
            return Outcome::not_applicable("no words for this language");
        };
        let accusing: Vec<&Attribution> =
            analysis.attributions.iter().filter(|a| a.cue_kind == CueKind::Accusing).collect();
        if accusing.is_empty() {
            return Outcome::not_applicable("nobody is accused");
        }
        let all = (0..analysis.sentences.len()).filter_map(|i| Some((i, analysis.sentences.get(i)?.place)));
        if any_has(analysis, Some(replies), all) {
            return Outcome::hits(Vec::new());
        }
        let speakers = analysis.voices.iter().filter(|voice| voice.attributions > 0);
        let heard: BTreeSet<u64> = speakers.flat_map(|voice| voice.name.split_whitespace()).map(hash).collect();
        let mut told: BTreeSet<u64> = BTreeSet::new();
        let mut hits = Vec::new();
        for attribution in accusing {
            let Some(cue) = attribution.cue.first().filter(|cue| has_word(analysis.text(**cue), &self.cues)) else {
                continue;
            };
            let Some((place, last)) = target(analysis, attribution.sentence, *cue) else { continue };
            if heard.contains(&last) || is_guarded(analysis, place) || !told.insert(last) {
                continue;
            }
            let hit = Hit::new(place).about(Subject::Sentence(attribution.sentence));
            hits.push(hit.text("name", analysis.text(place)).text("words", analysis.text(*cue)));
        }
        Outcome::hits(hits)
    }
}

/// The proper name right after a cue of accusation ("accused Mayor Ann Lee of"), and the hash of its last word.
fn target(analysis: &Analysis, sentence: usize, cue: Place) -> Option<(Place, u64)> {
    let sentence = analysis.sentences.get(sentence)?;
    let text = analysis.article.blocks.get(cue.block)?.words();
    let tokens = analysis.tokens_of(sentence);
    let after = tokens.iter().skip_while(|token| token.start < cue.end);
    let is_name = |token: &&Token| token.is_word() && token.case != Case::Lower;
    let name: Vec<&Token> = after.take_while(is_name).collect();
    let (first, last) = (name.first()?, name.last()?);
    let next = tokens.iter().find(|token| token.start >= last.end).and_then(|token| text.get(token.range()));
    let charged = matches!(next, Some("of" | "vor" | "von")) || name.len() > 1;
    charged.then(|| (Place::new(cue.block, first.start..last.base_range().end), last.base))
}
