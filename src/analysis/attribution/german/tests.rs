//! German sentences taken apart.

use proptest::prelude::*;

use super::super::super::{Place, sample};

/// Source, cue and content of every attribution.
fn found(text: &str) -> Vec<(String, String, String)> {
    let analysis = sample::analysis(&format!("Language: de\n{text}"));
    let words = |places: &[Place]| places.iter().map(|p| analysis.text(*p)).collect::<Vec<_>>().join(" … ");
    analysis.attributions.iter().map(|a| (words(&a.source), words(&a.cue), words(&a.content))).collect()
}

fn one(text: &str, source: &str, cue: &str, content: &str) {
    let expected = vec![(source.to_owned(), cue.to_owned(), content.to_owned())];
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn separated_verbs_are_one_cue() {
    let content = "dass der Deich halte";
    one("Die Hafenbehörde teilte am Montag mit, dass der Deich halte.", "Die Hafenbehörde", "teilte", content);
    one("Am Montag teilte die Hafenbehörde mit, dass der Deich halte.", "die Hafenbehörde", "teilte", content);
    one("Ada Lind gab an, dass der Deich halte.", "Ada Lind", "gab", content);
    one("Ada Lind hat mitgeteilt, dass der Deich halte.", "Ada Lind", "mitgeteilt", content);
    assert_eq!(found("Das Fest findet am Montag am Deich statt."), []);
    assert_eq!(found("Ada Lind gab den Schlüssel am Deich ab."), []);
}

#[test]
fn phrases_name_a_source() {
    let rest = "sind zwölf Boote gesunken";
    one(&format!("Nach Angaben von Ada Lind {rest}."), "Ada Lind", "Nach Angaben von", rest);
    one(&format!("Nach Angaben der Hafenbehörde {rest}."), "der Hafenbehörde", "Nach Angaben", rest);
    one(&format!("Nach den Worten des Ministers {rest}."), "des Ministers", "Nach den Worten", rest);
    one(&format!("Nach Polizeiangaben {rest}."), "Polizeiangaben", "Nach", rest);
    one(&format!("Ihrer Meinung nach {rest}."), "Ihrer Meinung", "nach", rest);
    one(&format!("Aus Sicht der Anwohner {rest}."), "der Anwohner", "Aus Sicht", rest);
    one(&format!("Laut der Zeitung {rest}."), "der Zeitung", "Laut", rest);
    one("Zwölf Boote sind gesunken, so Ada Lind am Montag.", "Ada Lind", "so", "Zwölf Boote sind gesunken");
    assert_eq!(found("Nach dem Sturm sind zwölf Boote gesunken. Die Musik war laut. So sinken Boote."), []);
}

#[test]
fn a_phrase_in_a_subordinate_clause_speaks_for_that_clause() {
    one(
        "Der Rat tagt heute, weil der Deich nach Angaben der Hafenbehörde bricht.",
        "der Hafenbehörde",
        "nach Angaben",
        "weil der Deich … bricht",
    );
}

#[test]
fn the_konjunktiv_reports_without_a_cue() {
    let text = "Ada Lind kritisierte den Plan. Er sei zu teuer. Die Schulen könnten ihn nicht bezahlen.";
    let found = found(text);
    let sources: Vec<_> = found.iter().map(|f| (f.0.as_str(), f.2.as_str())).collect();
    assert_eq!(
        sources,
        [
            ("Ada Lind", "den Plan"),
            ("Ada Lind", "Er sei zu teuer"),
            ("Ada Lind", "Die Schulen könnten ihn nicht bezahlen")
        ]
    );
}

#[test]
fn the_konjunktiv_is_no_report_in_set_phrases() {
    assert_eq!(
        found("Es bleibt dabei, es sei denn, es regnet. Er tut, als habe er Zeit. Die Boote könnten sinken."),
        []
    );
    assert_eq!(found("Teilweise lag einige Asche auf dem Dach. Ich habe ein Boot."), []);
}

#[test]
fn an_object_may_be_what_is_said() {
    one("Ada Lind forderte einen neuen Deich.", "Ada Lind", "forderte", "einen neuen Deich");
    one("Einen neuen Deich forderte Ada Lind.", "Ada Lind", "forderte", "Einen neuen Deich");
    one("Der Wetterdienst warnte am 2. Mai vor Sturm.", "Der Wetterdienst", "warnte", "am 2. Mai vor Sturm");
    one("Ada Lind bezeichnete den Plan als teuer.", "Ada Lind", "bezeichnete", "den Plan als teuer");
    assert_eq!(found("Ada Lind sah den Deich. Die Fischer fanden ein Boot."), []);
}

#[test]
fn what_somebody_is_asked_to_do_is_content() {
    one("Ada Lind forderte den Rat auf, den Deich zu erneuern.", "Ada Lind", "forderte", "den Deich zu erneuern");
}

#[test]
fn a_passive_has_its_agent() {
    one(
        "Lind wurde von Anwohnern beschuldigt, den Bericht zu verstecken.",
        "Anwohnern",
        "beschuldigt",
        "den Bericht zu verstecken",
    );
    one("Der Plan wurde von Anwohnern kritisiert.", "Anwohnern", "kritisiert", "Der Plan");
}

#[test]
fn nouns_of_saying_have_owners() {
    let content = "den Deich zu erneuern";
    one(&format!("Die Forderung von Ada Lind, {content}, kam spät."), "Ada Lind", "Forderung", content);
    one(&format!("Die Forderung des Rates, {content}, kam spät."), "des Rates", "Forderung", content);
    one("Ada Lind ist der Ansicht, dass der Deich alt ist.", "Ada Lind", "Ansicht", "dass der Deich alt ist");
}

#[test]
fn sources_have_appositions_and_relative_clauses() {
    one(
        "Ada Lind, die Bürgermeisterin von Arden, sagte, der Deich sei sicher.",
        "Ada Lind, die Bürgermeisterin von Arden",
        "sagte",
        "der Deich sei sicher",
    );
    one(
        "Der Deich sei sicher, sagte Ada Lind, die Bürgermeisterin von Arden, am Montag.",
        "Ada Lind, die Bürgermeisterin von Arden",
        "sagte",
        "Der Deich sei sicher",
    );
    one(
        "Gewählt wurde Ada Lind, die betonte, der Deich sei sicher.",
        "Ada Lind, die",
        "betonte",
        "der Deich sei sicher",
    );
}

#[test]
fn this_points_back_to_what_was_told() {
    let text = "Am Deich sanken zwölf Boote. Das teilte die Polizei mit.";
    one(text, "die Polizei", "teilte", "Am Deich sanken zwölf Boote. … Das");
    let analysis = sample::analysis(&format!("Language: de\n{text}"));
    assert!(analysis.sentences.iter().all(|s| s.attributed));
}

#[test]
fn documents_speak() {
    one("In dem Bericht heißt es, der Deich sei alt.", "dem Bericht", "heißt es", "der Deich sei alt");
    one("Der Deich sei alt, heißt es in dem Bericht.", "dem Bericht", "heißt es", "Der Deich sei alt");
    one("Aus dem Bericht geht hervor, dass der Deich alt ist.", "dem Bericht", "geht", "dass der Deich alt ist");
}

#[test]
fn quotations_of_every_style_have_their_speaker() {
    for (open, close) in [('„', '“'), ('»', '«'), ('«', '»'), ('“', '”')] {
        let said = format!("{open}Der Deich ist alt und er bricht bald{close}");
        one(&format!("{said}, sagte Ada Lind."), "Ada Lind", "sagte", &said);
        one(&format!("Ada Lind sagte: {said}."), "Ada Lind", "sagte", &said);
        one(&format!("{said}, so Ada Lind."), "Ada Lind", "so", &said);
        one(&format!("Ada Lind fuhr fort: {said}"), "Ada Lind", "", &said);
    }
    one(
        "„Der Deich ist alt“, sagte Ada Lind, „und er bricht bald.“",
        "Ada Lind",
        "sagte",
        "„Der Deich ist alt“ … „und er bricht bald.“",
    );
}

#[test]
fn somebody_is_one_voice_by_every_name() {
    let text = "Language: de\nBürgermeisterin Ada Lind sagte, der Deich sei sicher. Lind betonte, er halte. Sie sagte, \
                er sei neu. Man habe ihn erneuert.";
    let analysis = sample::analysis(text);
    assert_eq!(analysis.voices.len(), 1, "{:?}", analysis.voices);
    assert_eq!(analysis.voices[0].attributions, 4);
    assert!(analysis.sentences.iter().all(|s| s.attributed));
}

proptest! {
    #[test]
    fn any_german_text_gives_places_that_stand_apart(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "sagte", "Ada", "Lind", "„", "“", "»", "«", ",", ".", "der", "die", "das", "Das", "Minister", "laut", "nach",
                "Angaben", "von", "Polizeiangaben", "Meinung", "zufolge", "so", "wie", "Wie", "mitteilte", "teilte", "mit",
                "gab", "an", "wurde", "kritisiert", "dass", "sei", "habe", "könnten", "er", "es", "heißt es", "heißt", "(",
                ")", ":", ";", "–", "forderte", "auf", "zu", "zahlen", "Forderung", "des", "Rates", "wonach", "demnach",
                "will", "bauen", "nicht", "und", "2", "Mai", "ä", "\n", "aus", "Sicht", "den", "in", "dem", "Bericht",
            ]),
            0..60,
        ),
    ) {
        let analysis = sample::analysis(&format!("Language: de\n{}", words.join(" ")));
        for a in &analysis.attributions {
            let places: Vec<Place> = a.source.iter().chain(&a.cue).chain(&a.content).copied().collect();
            for p in &places {
                prop_assert!(!analysis.text(*p).is_empty());
            }
            for c in &a.content {
                prop_assert!(!a.source.iter().chain(&a.cue).any(|p| p.overlaps(*c)));
            }
            for s in &a.source {
                prop_assert!(!a.cue.iter().any(|p| p.overlaps(*s)));
            }
        }
    }
}
