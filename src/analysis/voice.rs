//! Who is heard: one voice for each person, body or document, however the text names it.

use std::collections::HashMap;
use std::ops::Range;

use super::german_voice;
use super::word_class::{Class, Lists, Words};
use super::{Analysis, Attribution, Place, Stakeholder, Voice, VoiceKind};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, fold};

/// Gives every attribution its voice, counts what each voice says, and marks the sentences whose source is identified:
/// it has a proper name or a specific office.
pub(super) fn hear(analysis: &mut Analysis, lexicons: &Lexicons) {
    let lists = Lists::of(&analysis.language, lexicons);
    let list = |name| lexicons.list(analysis.language.code(), name);
    let mut cast = Cast {
        nouns: list("voice-nouns"),
        roles: list("roles"),
        stop_words: list("stop-words"),
        bodies: list("bodies"),
        compounds: analysis.language == super::Language::German,
        ..Cast::default()
    };
    cast.read_names(analysis);
    let mut given = Vec::with_capacity(analysis.attributions.len());
    let mut words: Option<(usize, Words)> = None;
    for attribution in &analysis.attributions {
        let voice = attribution.source.first().and_then(|place| {
            if words.as_ref().is_none_or(|(b, _)| *b != place.block) {
                words = Some((place.block, Words::of(analysis, place.block, &lists)));
            }
            let (_, words) = words.as_ref()?;
            let first = words.tokens.partition_point(|t| t.start < place.start);
            let last = words.tokens.partition_point(|t| t.end <= place.end);
            cast.voice(words, first..last, *place)
        });
        let voice = voice.filter(|v| !is_carried(attribution) || cast.is_named_person(*v));
        if let Some(voice) = voice.and_then(|v| cast.voices.get_mut(v)) {
            voice.attributions += 1;
            voice.words += attribution.content.iter().map(|c| count_words(analysis, *c)).sum::<usize>();
        }
        given.push(voice);
    }
    for (attribution, voice) in analysis.attributions.iter_mut().zip(&given) {
        attribution.voice = *voice;
        if voice.is_none() && is_carried(attribution) {
            attribution.source.clear();
        }
    }
    for attribution in &analysis.attributions {
        let named = attribution.voice.and_then(|v| cast.voices.get(v)).is_some_and(|v| v.named);
        let places = attribution.content.iter().map(|c| (c.block, c.start, c.end));
        for (block, start, end) in places.filter(|_| named) {
            let from = analysis.sentences.partition_point(|s| (s.place.block, s.place.end) <= (block, start));
            let inside = analysis.sentences.iter_mut().skip(from);
            for sentence in inside.take_while(|s| s.place.block == block && s.place.start < end) {
                sentence.identified |= sentence.reported;
            }
        }
        if let Some(own) = analysis.sentences.get_mut(attribution.sentence) {
            own.identified |= named && own.reported;
        }
    }
    super::private::mark(analysis, &mut cast.voices);
    analysis.voices = cast.voices;
}

/// Whether quoted words stand without a cue in another paragraph than the source that they are given to: those of a
/// person may go on there, those of people without a name are anybody's.
fn is_carried(attribution: &Attribution) -> bool {
    let source = attribution.source.first().map(|p| p.block);
    attribution.cue.is_empty() && source.is_some_and(|s| attribution.content.first().is_some_and(|c| c.block != s))
}

fn count_words(analysis: &Analysis, place: Place) -> usize {
    let Some(tokens) = analysis.tokens.get(place.block) else { return 0 };
    let first = tokens.partition_point(|t| t.start < place.start);
    let last = tokens.partition_point(|t| t.end <= place.end);
    tokens.get(first..last).unwrap_or_default().iter().filter(|t| t.is_word()).count()
}

/// So many bytes each part of a compound has at least.
const SHORTEST_PART: usize = 5;

/// A longer word (bytes) is none: every cut of it is looked up.
const LONGEST_COMPOUND: usize = 100;

/// The tags of the first and the last part of a German compound: `Kreisingenieur`, `Umweltvereins`. None where the last
/// part says nothing.
fn compound<'a>(roles: &'a WordList, word: &str) -> Option<[Option<&'a str>; 2]> {
    if word.len() > LONGEST_COMPOUND {
        return None;
    }
    let lower = word.to_lowercase();
    let tag = |part: &str| roles.tag_of(part).filter(|_| part.len() >= SHORTEST_PART);
    let inflected = |part: &str| {
        let ends = [part.strip_suffix("es"), part.strip_suffix('s')].into_iter().flatten();
        tag(part).or_else(|| ends.into_iter().find_map(tag))
    };
    let cuts: Vec<usize> = lower.char_indices().map(|(at, _)| at).skip(1).collect();
    let last = cuts.iter().find_map(|at| inflected(lower.get(*at..)?))?;
    let first = cuts.iter().rev().find_map(|at| inflected(lower.get(..*at)?));
    Some([first, Some(last)])
}

/// The voices found so far, and by what they may be called.
#[derive(Default)]
struct Cast<'a> {
    nouns: Option<&'a WordList>,
    roles: Option<&'a WordList>,
    stop_words: Option<&'a WordList>,
    /// Whether the language writes compounds as one word.
    compounds: bool,
    /// Nouns that, with an article alone, mean a body that was named before.
    bodies: Option<&'a WordList>,
    voices: Vec<Voice>,
    /// By the folded full name, surname, acronym or head noun.
    by_name: HashMap<String, usize>,
    /// Full names of the article by their last word.
    full_names: HashMap<String, String>,
    last_person: Option<usize>,
    last_body: Option<usize>,
}

/// What a source phrase says of its voice.
pub(super) struct Described {
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) kind: VoiceKind,
    pub(super) named: bool,
}

impl Cast<'_> {
    /// Notes names of two to four words in the body, so that a surname leads to its full name.
    fn read_names(&mut self, analysis: &Analysis) {
        for (index, block) in analysis.article.part(crate::article::Part::Body) {
            let Some(tokens) = analysis.tokens.get(index) else { continue };
            let text = block.words();
            let mut start = 0;
            for at in 0..=tokens.len() {
                let grammar = |t| self.stop_words.is_some_and(|list| list.has(text, t));
                let capital = tokens.get(at).is_some_and(|t| t.is_word() && t.case == Case::Capital && !grammar(t));
                let joined = at > start && tokens.get(at).is_some_and(|t| t.start <= tokens[at - 1].end + 1);
                let ends = at > start && tokens[at - 1].possessive > 0;
                if capital && (at == start || joined && !ends) {
                    continue;
                }
                if let (2..=4, Some(last)) = (at - start, tokens.get(at.wrapping_sub(1)))
                    && let Some(name) = text.get(tokens[start].start..last.end - last.possessive)
                    && let Some(surname) = text.get(last.base_range())
                {
                    self.full_names.entry(fold(surname).into_owned()).or_insert_with(|| name.to_owned());
                }
                start = if capital { at } else { at + 1 };
            }
        }
    }

    /// The voice of a source phrase; `None` for a pronoun without anybody before it.
    fn voice(&mut self, words: &Words, tokens: Range<usize>, place: Place) -> Option<usize> {
        let voice = match self.pronoun(words, &tokens) {
            Some(before) => before?,
            None => {
                let described = if words.german {
                    let reader = german_voice::Reader { words, nouns: self.nouns };
                    reader.describe(&tokens, |surname| self.full_names.contains_key(surname))?
                } else {
                    self.describe(words, &tokens)?
                };
                let side = self.side(words, &tokens);
                match self.in_office(words, &described) {
                    Some(same) => same,
                    None => self.join(described, side),
                }
            }
        };
        let known = self.voices.get_mut(voice)?;
        if known.mentions.last() != Some(&place) {
            known.mentions.push(place);
        }
        match known.kind {
            VoiceKind::Person | VoiceKind::Anonymous => self.last_person = Some(voice),
            VoiceKind::Organisation | VoiceKind::Group => self.last_body = Some(voice),
            VoiceKind::Document => {}
        }
        Some(voice)
    }

    /// For a pronoun, and for `the company` and its like, the voice before; the outer `None` for anything else.
    fn pronoun(&self, words: &Words, tokens: &Range<usize>) -> Option<Option<usize>> {
        let only = tokens.len() == 1;
        let word = fold(words.word(tokens.start)).into_owned();
        let person = ["he", "she", "him", "i", "who", "er", "ich", "he's", "she's", "one"];
        let body = ["it", "they", "we", "which", "es", "wir", "man", "they're", "we're", "it's"];
        if only && person.contains(&word.as_str()) {
            return Some(self.last_person.or(self.last_body));
        }
        if only && body.contains(&word.as_str()) {
            return Some(self.last_body.or(self.last_person));
        }
        if only && ["sie", "diese", "dieser"].contains(&word.as_str()) {
            return Some(self.last_person.max(self.last_body));
        }
        if words.german {
            let mine = ["sein", "ihr", "eigen"].iter().any(|p| word.starts_with(p));
            let relative = ["der", "die", "das", "dessen", "deren"].contains(&word.as_str());
            if only && (mine || relative) || mine && words.is_report_noun(tokens.end.saturating_sub(1)) {
                return Some(self.last_person.or(self.last_body));
            }
        }
        // `the company`, `das Unternehmen`: the body that spoke before.
        let definite = ["the", "das", "der", "die", "dem", "den"].contains(&word.as_str());
        let noun = words.word(tokens.start + 1);
        if tokens.len() == 2 && definite && self.bodies.is_some_and(|list| list.has_word(noun)) {
            let body =
                self.last_body.filter(|b| self.voices.get(*b).is_some_and(|v| v.kind == VoiceKind::Organisation));
            return body.map(Some);
        }
        None
    }

    /// Who was named with this office before: `der Minister` after `Verkehrsminister Jan Holm`.
    fn in_office(&self, words: &Words, described: &Described) -> Option<usize> {
        let office = fold(&described.name).into_owned();
        if !words.german || described.kind != VoiceKind::Person || office.contains(' ') || office.is_empty() {
            return None;
        }
        let holds = |role: &str| fold(role).split(' ').any(|word| word.ends_with(&office));
        self.voices.iter().rposition(|v| v.kind == VoiceKind::Person && v.role.as_deref().is_some_and(holds))
    }

    fn is_named_person(&self, voice: usize) -> bool {
        self.voices.get(voice).is_some_and(|v| v.named && v.kind == VoiceKind::Person)
    }

    fn noun(&self, words: &Words, at: usize) -> &str {
        let Some(token) = words.tokens.get(at..=at) else { return "" };
        self.nouns.and_then(|list| list.at(words.text, token, 0)).map_or("", |m| m.entry.tag())
    }

    fn describe(&self, words: &Words, tokens: &Range<usize>) -> Option<Described> {
        let text = |r: Range<usize>| {
            let first = words.tokens.get(r.start)?;
            let last = words.tokens.get(r.end.checked_sub(1)?)?;
            words.text.get(first.start..last.end - last.possessive).filter(|_| !r.is_empty())
        };
        let comma = tokens.clone().find(|i| words.class(*i) == Class::Comma).unwrap_or(tokens.end);
        let head = tokens.start..comma;
        let prep = head.clone().skip(1).find(|i| words.class(*i) == Class::Prep).unwrap_or(comma);
        let core = head.start..prep;
        // Names at the end of the core: `Kremlin spokesperson Dmitry Peskov`.
        let mut run_end =
            core.clone().rev().find(|i| words.tokens.get(*i).is_some_and(|t| t.is_word())).map_or(core.end, |i| i + 1);
        let people = |i: usize| ["group", "one"].contains(&self.noun(words, i));
        // `sources familiar with the matter`: the head stands before what says more of it.
        if prep < comma
            && run_end >= core.start + 2
            && words.class(run_end - 1) == Class::Open
            && self.noun(words, run_end - 1).is_empty()
            && people(run_end - 2)
        {
            run_end -= 1;
        }
        let is_name = |i: &usize| {
            let tag = self.noun(words, *i);
            let many = people(*i) && *i + 1 == run_end;
            words.class(*i) == Class::Name && tag != "title" && (tag.is_empty() || core.len() > 1 && !many)
        };
        let mut run = run_end;
        while run > core.start && is_name(&(run - 1)) {
            run -= 1;
        }
        let apposition = text(comma.saturating_add(1).min(tokens.end)..tokens.end).map(str::to_owned);
        let last_tag = self.noun(words, run_end.saturating_sub(1));
        let has_name = |mut r: Range<usize>| r.any(|i| is_name(&i));
        let article = words.class(core.start) == Class::Det;
        if run < run_end {
            let name = text(run..run_end)?.to_owned();
            let before = core.start..run;
            let titled = before.clone().any(|i| ["title", "spokesperson", "one"].contains(&self.noun(words, i)))
                || before.clone().any(|i| words.class(i) == Class::Open);
            let names = run_end - run;
            let capitals = words.tokens.get(run..run_end)?.iter().any(|t| t.case == Case::Upper);
            let surname = words.tokens.get(run_end - 1).and_then(|t| words.text.get(t.base_range())).map(fold);
            let known = names == 1 && surname.is_some_and(|s| self.full_names.contains_key(&*s));
            let bodied = (run.saturating_sub(1).max(core.start)..run_end)
                .any(|i| ["body", "document"].contains(&self.noun(words, i)));
            let bodied = bodied || capitals && names == 1;
            let person = !bodied && (titled && (!article || names > 1) || names > 1 && !article && !capitals || known);
            let role =
                text(before).map(|r| r.trim_start_matches(['"', '“']).to_owned()).filter(|_| titled).or(apposition);
            let role = role.filter(|r| !r.trim().is_empty());
            let kind = if person { VoiceKind::Person } else { VoiceKind::Organisation };
            return Some(Described { name, role, kind, named: true });
        }
        let phrase = text(head.clone())?.to_owned();
        let of = prep..comma;
        let named = has_name(head.clone());
        let definite =
            article && words.word(core.start).to_lowercase() != "a" && words.word(core.start).to_lowercase() != "an";
        // The county's report: whoever owns it can be asked for it.
        let owned = words.tokens.get(head.clone()).unwrap_or_default().iter().any(|t| t.possessive > 0);
        let (kind, named, name) = match last_tag {
            "spokesperson" => {
                // Who somebody speaks for is the voice.
                let body = (core.start..run_end.saturating_sub(1))
                    .filter(|i| words.class(*i) == Class::Name)
                    .map(|i| i..i + 1)
                    .reduce(|a, b| a.start..b.end);
                let body = body.or_else(|| (of.len() > 1).then(|| of.start + 1..of.end));
                let body = body.and_then(text).map(|b| without_article(b).to_owned());
                match body {
                    Some(name) => {
                        let role = text(core).map(|r| without_article(r).to_owned());
                        return Some(Described { name, role, kind: VoiceKind::Organisation, named: true });
                    }
                    None => (VoiceKind::Anonymous, false, phrase),
                }
            }
            "document" => (VoiceKind::Document, named || definite || owned, phrase),
            "group" => (VoiceKind::Group, false, phrase),
            "one" => (VoiceKind::Anonymous, false, phrase),
            "title" if definite || apposition.is_none() && named => (VoiceKind::Person, true, phrase),
            "title" => (VoiceKind::Anonymous, false, phrase),
            "body" => (VoiceKind::Organisation, named || definite, phrase),
            // Plurals that are neither people nor bodies (`tests`, `new guidelines`) are things that say something.
            _ if words.word(run_end.saturating_sub(1)).ends_with('s') => {
                let acts = self.roles.is_some_and(|list| list.has_word(words.word(run_end.saturating_sub(1))));
                (if acts { VoiceKind::Group } else { VoiceKind::Document }, false, phrase)
            }
            _ if definite => (VoiceKind::Organisation, named, phrase),
            _ => (VoiceKind::Anonymous, false, phrase),
        };
        Some(Described { name: without_article(&name).to_owned(), role: apposition, kind, named })
    }

    /// The side that the words of a source stand for: the last word that tells.
    fn side(&self, words: &Words, tokens: &Range<usize>) -> Stakeholder {
        let Some(roles) = self.roles else { return Stakeholder::Other };
        let Some(slice) = words.tokens.get(tokens.clone()) else { return Stakeholder::Other };
        let mut found: Vec<(usize, &str)> =
            roles.find(words.text, slice).map(|m| (m.tokens.end - 1, m.entry.tag())).collect();
        if self.compounds {
            let unknown = slice.iter().enumerate().filter(|(i, _)| !found.iter().any(|(at, _)| at == i));
            let parts: Vec<(usize, [Option<&str>; 2])> =
                unknown.filter_map(|(i, t)| Some((i, compound(roles, words.text.get(t.base_range())?)?))).collect();
            found.extend(parts.into_iter().flat_map(|(i, tags)| tags.into_iter().flatten().map(move |tag| (i, tag))));
            found.sort_by_key(|(at, _)| *at);
        }
        let found: Vec<&str> = found.into_iter().map(|(_, tag)| tag).collect();
        let last = found.last().copied().unwrap_or_default();
        // A county engineer and a company doctor stand for the county and the company.
        let employer = found.iter().rev().skip(1).find(|tag| ["government", "company", "military"].contains(tag));
        match employer.filter(|_| last == "expert").copied().unwrap_or(last) {
            "government" => Stakeholder::Government,
            "company" => Stakeholder::Company,
            "expert" => Stakeholder::Expert,
            "civil_society" => Stakeholder::CivilSociety,
            "affected" => Stakeholder::Affected,
            "media" => Stakeholder::Media,
            "military" => Stakeholder::Military,
            _ => Stakeholder::Other,
        }
    }

    /// The voice of this description, added where nobody by that name spoke before.
    fn join(&mut self, described: Described, side: Stakeholder) -> usize {
        let full = fold(&described.name).into_owned();
        let surname = full.rsplit(' ').next().unwrap_or_default().to_owned();
        let is_person = described.kind == VoiceKind::Person;
        let single = !full.contains(' ');
        let known = self.by_name.get(&full).copied().or_else(|| {
            let same = self.by_name.get(&surname).copied().filter(|_| is_person || single)?;
            // Two people of one surname are two voices.
            let name = &self.voices.get(same)?.name;
            let other_first = is_person && !single && name.contains(' ') && fold(name) != full;
            (!other_first).then_some(same)
        });
        if let Some(at) = known
            && let Some(voice) = self.voices.get_mut(at)
        {
            if voice.role.is_none() {
                voice.role = described.role;
            }
            if voice.stakeholder == Stakeholder::Other {
                voice.stakeholder = side;
            }
            if is_person && !single && !voice.name.contains(' ') {
                voice.name = described.name;
                voice.kind = VoiceKind::Person;
                self.by_name.insert(full, at);
            }
            return at;
        }
        let at = self.voices.len();
        let mut name = described.name;
        if is_person
            && single
            && let Some(whole) = self.full_names.get(&full)
        {
            name.clone_from(whole);
        }
        self.by_name.insert(fold(&name).into_owned(), at);
        self.by_name.insert(full, at);
        if is_person {
            self.by_name.insert(surname, at);
        } else {
            let initials: String =
                name.split(' ').filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
            if initials.chars().count() > 1 {
                self.by_name.entry(fold(&initials).into_owned()).or_insert(at);
            }
        }
        self.voices.push(Voice {
            name,
            role: described.role,
            kind: described.kind,
            stakeholder: side,
            named: described.named,
            mentions: Vec::new(),
            attributions: 0,
            words: 0,
        });
        at
    }
}

/// A phrase without the article at its start.
pub(super) fn without_article(phrase: &str) -> &str {
    let Some((first, rest)) = phrase.split_once(' ') else { return phrase };
    let articles =
        ["the", "a", "an", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer", "eines", "einem"];
    if articles.contains(&first.to_lowercase().as_str()) { rest } else { phrase }
}

#[cfg(test)]
mod tests {
    use super::super::{Stakeholder, VoiceKind, sample};

    fn heard(text: &str) -> Vec<(String, VoiceKind, Stakeholder, usize)> {
        let analysis = sample::analysis(text);
        analysis.voices.into_iter().map(|v| (v.name, v.kind, v.stakeholder, v.attributions)).collect()
    }

    fn voice(name: &str, kind: VoiceKind, side: Stakeholder, times: usize) -> (String, VoiceKind, Stakeholder, usize) {
        (name.to_owned(), kind, side, times)
    }

    #[test]
    fn surnames_and_pronouns_are_one_person() {
        let text = "Mayor Ada Lind said the dyke was safe. Lind added that it was new. She said it would hold.";
        assert_eq!(heard(text), [voice("Ada Lind", VoiceKind::Person, Stakeholder::Government, 3)]);
    }

    #[test]
    fn a_body_and_its_spokesperson_are_one_voice() {
        let text = "A Harbourline spokesperson said the app was safe. The company said it would appeal. \
                    Harbourline said that users were calm.";
        let heard = heard(text);
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert_eq!((heard[0].0.as_str(), heard[0].1, heard[0].3), ("Harbourline", VoiceKind::Organisation, 3));
    }

    #[test]
    fn the_unnamed_are_groups_and_anonymous_voices() {
        let text =
            "Critics said the dyke was old. Residents said they were afraid. A senior official said it would hold.";
        assert_eq!(
            heard(text),
            [
                voice("Critics", VoiceKind::Group, Stakeholder::CivilSociety, 1),
                voice("Residents", VoiceKind::Group, Stakeholder::Affected, 1),
                voice("senior official", VoiceKind::Anonymous, Stakeholder::Government, 1),
            ]
        );
        assert!(sample::analysis(text).sentences.iter().all(|s| s.reported && !s.identified));
    }

    #[test]
    fn people_without_a_name_are_groups_at_the_start_of_a_sentence_too() {
        let english = "Critics said the dyke was old. Local Residents said it was low. Opponents said it was dear. \
                       Sources familiar with the plan said it was late. Experts and teachers said it was weak.";
        let german = "Language: de\nKritiker sagten, der Deich sei alt. Fachleute sagten, er sei niedrig. Gegner des \
                      Plans sagten, er sei teuer. Mit dem Plan vertraute Personen sagten, er komme spät.";
        for text in [english, german] {
            let voices = sample::analysis(text).voices;
            assert!(voices.len() > 3);
            assert!(voices.iter().all(|v| v.kind == VoiceKind::Group && !v.named), "{voices:?}");
        }
    }

    #[test]
    fn a_role_is_words_or_nothing() {
        let text =
            "Residents, said Ada Lind, were calm. The survey, according to officials, was late. “No,” said the mayor,";
        assert!(sample::analysis(text).voices.iter().all(|v| v.role.as_deref() != Some("")));
        let linked = "It grew, according to officials. It fell, according to a study.";
        assert!(sample::analysis(linked).voices.iter().all(|v| v.role.is_none()));
    }

    #[test]
    fn german_voices_are_told_apart() {
        let text = "Language: de\nBürgermeisterin Ada Lind sagte, der Deich sei sicher. Lind erklärte, er halte. \
                    Anwohner sagten, sie hätten Angst. Ein Sprecher der Hafenbehörde sagte, es bestehe keine Gefahr.";
        let heard = heard(text);
        let shown: Vec<_> = heard.iter().map(|v| (v.0.as_str(), v.1, v.3)).collect();
        assert_eq!(
            shown,
            [
                ("Ada Lind", VoiceKind::Person, 2),
                ("Anwohner", VoiceKind::Group, 1),
                ("Hafenbehörde", VoiceKind::Organisation, 1),
            ]
        );
    }
}
