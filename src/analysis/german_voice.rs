//! What a German source phrase says of its voice: who it is, by which name, in which role.

use std::ops::Range;

use super::VoiceKind;
use super::voice::{Described, without_article};
use super::word_class::{Class, Words};
use crate::lexicon::WordList;
use crate::text::{Case, fold};

/// Reads German source phrases.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    /// Nouns by the kind of voice that they are.
    pub(super) nouns: Option<&'a WordList>,
}

impl Reader<'_> {
    /// The voice of a source phrase. `is_surname` tells whether a folded word is somebody's in this article.
    pub(super) fn describe(&self, tokens: &Range<usize>, is_surname: impl Fn(&str) -> bool) -> Option<Described> {
        let w = self.words;
        let skipped = |i: &usize| !matches!(w.class(*i), Class::Adv | Class::Conj | Class::QuoteMark | Class::Prep);
        // `mit der Sache vertraute Personen`: the noun stands last.
        let attribute = w.class(tokens.start) == Class::Prep;
        let start = if attribute { tokens.start } else { tokens.clone().find(skipped)? };
        let comma = (start..tokens.end).find(|i| w.class(*i) == Class::Comma).unwrap_or(tokens.end);
        // `Ada Lind, die`: with the pronoun of a relative clause, not an apposition.
        let apposition = Some(comma + 1..tokens.end).filter(|a| a.len() > 1);
        let head = start..comma;
        let noun = |i: &usize| w.class(*i) == Class::Name;
        let Some(first) = (if attribute { head.clone().rfind(noun) } else { head.clone().find(noun) }) else {
            return self.without_noun(&head);
        };
        let run_end = (first..comma).find(|i| w.class(*i) != Class::Name).unwrap_or(comma);
        let name_start = (first..run_end).rfind(|i| self.is_title(*i)).map_or(first, |i| i + 1);
        let titled = name_start > first;
        let role = || {
            self.text(start..name_start)
                .map(str::to_owned)
                .or_else(|| apposition.clone().and_then(|a| Some(self.text(a)?.to_owned())))
        };
        let last = self.tag(run_end - 1);
        let institution = matches!(last, "body" | "document" | "group") || w.is_report_noun(run_end - 1);
        if name_start < run_end && !institution {
            let run_end = self.with_particle(run_end, comma);
            let name = self.text(name_start..run_end)?.to_owned();
            let names = run_end - name_start;
            let article = w.class(start) == Class::Det;
            let upper = w.tokens.get(name_start..run_end)?.iter().any(|t| t.case == Case::Upper);
            let surname = w.tokens.get(run_end - 1).and_then(|t| w.text.get(t.base_range())).map(fold);
            let known = surname.is_some_and(|s| is_surname(&s));
            let person = !(upper && names == 1) && (titled || known || names > 1 && !article && !upper);
            if person {
                return Some(Described { name, role: role(), kind: VoiceKind::Person, named: true });
            }
        }
        // `Der Vorsitzende des Verbands, Ada Lind`: the name stands behind.
        if titled && let Some(person) = apposition.clone().and_then(|a| self.person(a)) {
            let role = self.text(head).map(str::to_owned);
            return Some(Described { name: person.to_owned(), role, kind: VoiceKind::Person, named: true });
        }
        self.by_noun(&head, first, run_end, role().filter(|_| apposition.is_some()))
    }

    /// A phrase whose noun tells what it is.
    fn by_noun(&self, head: &Range<usize>, first: usize, run_end: usize, role: Option<String>) -> Option<Described> {
        let w = self.words;
        let definite = w.class(head.start) == Class::Det && !w.word(head.start).to_lowercase().starts_with("ein");
        let many = (head.start..first).any(|i| w.class(i) == Class::Number || self.tag(i) == "group");
        let phrase = without_article(self.text(head.clone())?).to_owned();
        let tail = run_end < head.end;
        let tag = self.tag(run_end - 1);
        let (kind, named) = match tag {
            _ if w.is_report_noun(run_end - 1) => (VoiceKind::Document, tail || definite),
            "spokesperson" => {
                let body =
                    (run_end..head.end).find(|i| w.class(*i) == Class::Name).map(|i| self.adjectives_of(i, run_end));
                match body.and_then(|start| self.text(start..head.end)) {
                    // Who somebody speaks for is the voice.
                    Some(name) => {
                        let role = self.text(head.start..run_end).map(|r| without_article(r).to_owned());
                        let name = without_article(name).to_owned();
                        return Some(Described { name, role, kind: VoiceKind::Organisation, named: true });
                    }
                    None => (VoiceKind::Anonymous, false),
                }
            }
            "document" => (VoiceKind::Document, tail || definite),
            "group" => (VoiceKind::Group, false),
            "one" => (VoiceKind::Anonymous, false),
            "title" if definite || tail => (VoiceKind::Person, true),
            "title" => (VoiceKind::Anonymous, false),
            "body" => (VoiceKind::Organisation, true),
            _ if many => (VoiceKind::Group, false),
            _ => (VoiceKind::Organisation, true),
        };
        Some(Described { name: phrase, role, kind, named })
    }

    /// `viele`, `einige`; `dpa`; a name in quotation marks. A pronoun alone is nobody.
    fn without_noun(&self, head: &Range<usize>) -> Option<Described> {
        let name = self.text(head.clone())?.trim_matches(['"', '„', '“', '”', '»', '«']).to_owned();
        let kind = match self.words.class(head.start) {
            Class::Det | Class::Pron | Class::Rel if self.tag(head.start) == "group" => VoiceKind::Group,
            Class::Det | Class::Pron | Class::Rel => return None,
            _ => VoiceKind::Organisation,
        };
        Some(Described { name, role: None, kind, named: kind == VoiceKind::Organisation })
    }

    /// The name of a person that an apposition is: `…, Ada Lind`.
    fn person(&self, apposition: Range<usize>) -> Option<&str> {
        let w = self.words;
        let end = apposition.clone().find(|i| w.class(*i) != Class::Name).unwrap_or(apposition.end);
        let plain = (apposition.start..end).all(|i| self.tag(i).is_empty());
        (end > apposition.start + 1 && plain).then(|| self.text(apposition.start..end)).flatten()
    }

    /// The end of a name with `von`, `van der` and the like in it.
    fn with_particle(&self, end: usize, high: usize) -> usize {
        let w = self.words;
        let particle = |i: usize| i < high && ["von", "van", "de", "der", "zu", "den"].contains(&w.word(i));
        let mut at = end;
        while at < end + 2 && particle(at) {
            at += 1;
        }
        if at == end || at >= high || w.class(at) != Class::Name || !self.tag(at).is_empty() || w.word(end) == "der" {
            return end;
        }
        at + 1
    }

    /// Where the adjectives and the article before a noun begin, not before `low`.
    fn adjectives_of(&self, noun: usize, low: usize) -> usize {
        let w = self.words;
        let before = |i: &usize| !matches!(w.class(*i), Class::Open | Class::Det | Class::Number);
        (low..noun).rev().find(before).map_or(low, |i| i + 1)
    }

    /// Whether a noun stands before the name of whom it says what they do.
    fn is_title(&self, at: usize) -> bool {
        matches!(self.tag(at), "title" | "spokesperson" | "one")
    }

    /// What kind of voice a noun is, in any of its cases and as the last part of a compound: `Verkehrsministers`.
    fn tag(&self, at: usize) -> &str {
        let Some(list) = self.nouns else { return "" };
        let word = self.words.word(at).to_lowercase();
        let stems = ["", "n", "s", "en", "es"].map(|ending| word.strip_suffix(ending));
        let stems = || stems.iter().copied().flatten().filter(|s| s.len() > 2);
        if let Some(tag) = stems().find_map(|s| list.tag_of(s)) {
            return tag;
        }
        let last_part = |stem: &str| {
            let parts = list.entries().iter().filter(|e| e.words().len() > 3 && stem.ends_with(e.words()));
            parts.max_by_key(|e| e.words().len()).map(|e| e.tag())
        };
        stems().find_map(last_part).filter(|_| self.words.class(at) == Class::Name).unwrap_or_default()
    }

    fn text(&self, tokens: Range<usize>) -> Option<&str> {
        let first = self.words.tokens.get(tokens.start)?;
        let last = self.words.tokens.get(tokens.end.checked_sub(1)?)?;
        self.words.text.get(first.start..last.end).filter(|t| !tokens.is_empty() && !t.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{VoiceKind, sample};

    fn heard(text: &str) -> Vec<(String, VoiceKind)> {
        let analysis = sample::analysis(&format!("Language: de\n{text}"));
        analysis.voices.into_iter().map(|v| (v.name, v.kind)).collect()
    }

    #[track_caller]
    fn one(text: &str, name: &str, kind: VoiceKind) {
        assert_eq!(heard(text), [(name.to_owned(), kind)], "{text}");
    }

    #[test]
    fn a_title_is_a_role_in_every_compound() {
        for title in ["Verkehrsministerin", "Der Arder Bürgermeister", "SPD-Vorsitzender", "Die frühere Hafenchefin"]
        {
            one(&format!("{title} Ada Lind sagte, der Deich halte."), "Ada Lind", VoiceKind::Person);
        }
        one("Die Leiterin des Amtes, Ada Lind, sagte, der Deich halte.", "Ada Lind", VoiceKind::Person);
        one("Ursula von der Lind sagte, der Deich halte.", "Ursula von der Lind", VoiceKind::Person);
    }

    #[test]
    fn who_holds_an_office_is_one_voice_with_it() {
        let text = "Verkehrsminister Jan Holm sagte, der Deich halte. Der Minister betonte, er sei neu.";
        one(text, "Jan Holm", VoiceKind::Person);
    }

    #[test]
    fn bodies_groups_and_documents_are_told_apart() {
        one("Ein Sprecher der Hafenbehörde sagte, der Deich halte.", "Hafenbehörde", VoiceKind::Organisation);
        one("Das Landesumweltamt sagte, der Deich halte.", "Landesumweltamt", VoiceKind::Organisation);
        one("Mehrere Fischer sagten, der Deich halte.", "Mehrere Fischer", VoiceKind::Group);
        one("Nach Polizeiangaben ist der Deich alt.", "Polizeiangaben", VoiceKind::Document);
        one("Laut dpa ist der Deich alt.", "dpa", VoiceKind::Organisation);
    }

    #[test]
    fn possessives_lead_to_who_spoke_before() {
        let text = "Ada Lind sagte, der Deich halte. Ihrer Meinung nach ist er neu.";
        one(text, "Ada Lind", VoiceKind::Person);
    }
}
