//! The regular forms of a word. Irregular ones stand in the lists.

/// All regular forms of a lemma, itself included. English: those of a regular verb, which are also those of a regular
/// noun. German: those of a weak verb for a word in `-en`, `-eln` or `-ern` that begins with a small letter, else the
/// endings of an adjective. Other languages: the lemma.
pub fn forms(language: &str, lemma: &str) -> Vec<String> {
    let mut forms = match language {
        "en" => english(lemma),
        "de" => german(lemma),
        _ => Vec::new(),
    };
    forms.insert(0, lemma.to_owned());
    forms
}

fn english(lemma: &str) -> Vec<String> {
    let mut chars = lemma.chars().rev();
    let (last, before, third) = (chars.next(), chars.next(), chars.next());
    let is_vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let with = |stem: &str, endings: &[&str]| endings.iter().map(|e| format!("{stem}{e}")).collect::<Vec<_>>();
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|e| lemma.ends_with(e));
    match last {
        Some('e') => {
            let stem = &lemma[..lemma.len() - 1];
            with(stem, &["es", "ed", "ing"])
        }
        Some('y') if !is_vowel(before) => {
            let stem = &lemma[..lemma.len() - 1];
            [with(stem, &["ies", "ied"]), with(lemma, &["ing"])].concat()
        }
        _ if sibilant => with(lemma, &["es", "ed", "ing"]),
        // A short stressed syllable doubles its consonant (admit, admitted); both spellings are taken where the stress
        // cannot be known.
        Some(c) if !is_vowel(last) && !"wxyh".contains(c) && is_vowel(before) && !is_vowel(third) => {
            [with(lemma, &["s", "ed", "ing"]), with(&format!("{lemma}{c}"), &["ed", "ing"])].concat()
        }
        _ => with(lemma, &["s", "ed", "ing"]),
    }
}

fn german(lemma: &str) -> Vec<String> {
    let with = |stem: &str, endings: &[&str]| endings.iter().map(|e| format!("{stem}{e}")).collect::<Vec<_>>();
    let is_verb = lemma.chars().next().is_some_and(char::is_lowercase);
    let Some(stem) = lemma.strip_suffix("en").or_else(|| lemma.strip_suffix('n')).filter(|_| is_verb) else {
        return with(lemma, &["e", "er", "es", "en", "em"]);
    };
    // A stem in -t or -d takes an e before the ending, and one in -n or -m behind a consonant that it cannot be spoken
    // with: er antwortet, er rechnet, aber er warnt.
    let mut letters = stem.chars().rev();
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    let is_vowel = |c: Option<char>| c.is_some_and(|c| "aeiouäöü".contains(c));
    let smooth =
        is_vowel(before) || before.is_some_and(|c| "lrnm".contains(c)) || before == Some('h') && is_vowel(third);
    let cluster = matches!(last, Some('n' | 'm')) && before.is_some() && !smooth;
    let e = if stem.ends_with(['t', 'd']) || cluster { "e" } else { "" };
    let mut forms = with(stem, &["e", "end", "ende", "enden", "ender", "endes"]);
    forms.extend(with(&format!("{stem}{e}"), &["t", "st", "te", "ten", "test", "tet"]));
    let prefixed = ["be", "ge", "er", "ver", "zer", "ent", "emp", "miss"].iter().any(|p| stem.starts_with(p));
    if !prefixed && !stem.ends_with("ier") {
        forms.push(format!("ge{stem}{e}t"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_made() {
        let has = |language, lemma, form: &str| forms(language, lemma).iter().any(|f| f == form);
        assert!(has("en", "deny", "denied") && has("en", "admit", "admitted") && has("en", "accuse", "accusing"));
        assert!(has("en", "launch", "launches") && has("en", "insist", "insists"));
        assert!(
            has("de", "behaupten", "behauptete") && has("de", "mahnen", "gemahnt") && has("de", "enorm", "enormes")
        );
        assert!(!has("de", "behaupten", "gebehauptet"));
        for (lemma, form) in [("bezeichnen", "bezeichnete"), ("rechnen", "gerechnet"), ("widmen", "widmet")] {
            assert!(has("de", lemma, form), "{form}");
        }
        for (lemma, form) in [("warnen", "warnte"), ("wohnen", "wohnte"), ("nennen", "nennt"), ("filmen", "filmt")] {
            assert!(has("de", lemma, form), "{form}");
        }
    }
}
