//! Sentences taken apart, English and German.

use proptest::prelude::*;

use super::super::{AttributionKind, Place, sample};

/// Source, cue and content of every attribution.
fn found(text: &str) -> Vec<(String, String, String)> {
    let analysis = sample::analysis(text);
    let words = |places: &[Place]| places.iter().map(|p| analysis.text(*p)).collect::<Vec<_>>().join(" … ");
    analysis.attributions.iter().map(|a| (words(&a.source), words(&a.cue), words(&a.content))).collect()
}

fn one(text: &str, source: &str, cue: &str, content: &str) {
    let expected = vec![(source.to_owned(), cue.to_owned(), content.to_owned())];
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn english_reports_are_taken_apart() {
    one("The mayor said that the dyke was safe.", "The mayor", "said", "that the dyke was safe");
    one("The dyke was safe, Ada Lind said on Monday.", "Ada Lind", "said", "The dyke was safe");
    one("“We saw it coming,” said Ada Lind.", "Ada Lind", "said", "“We saw it coming,”");
    one(
        "According to the port authority, the dyke was safe.",
        "the port authority",
        "According to",
        "the dyke was safe",
    );
    one(
        "The dyke was safe, according to the port authority.",
        "the port authority",
        "according to",
        "The dyke was safe",
    );
    one(
        "A council spokesman told reporters that the dyke was safe.",
        "A council spokesman",
        "told",
        "that the dyke was safe",
    );
    one("Critics have warned that the dyke could break.", "Critics", "have warned", "that the dyke could break");
    one(
        "Ada Lind, the mayor of Aldermoor, said the dyke was safe.",
        "Ada Lind, the mayor of Aldermoor",
        "said",
        "the dyke was safe",
    );
    one("“We saw it,” said Ada Lind, “but we were late.”", "Ada Lind", "said", "“We saw it,” … “but we were late.”");
    one(
        "Lind was accused by residents of hiding the report.",
        "residents",
        "was accused",
        "Lind … of hiding the report",
    );
    one(
        "The harbour opened the mayor’s claim that all was well to doubt.",
        "the mayor’s",
        "claim",
        "that all was well to doubt",
    );
}

#[test]
fn german_reports_are_taken_apart() {
    let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
    de("Die Bürgermeisterin sagte, der Deich sei sicher.", "Die Bürgermeisterin", "sagte", "der Deich sei sicher");
    de("Laut Hafenbehörde ist der Deich sicher.", "Hafenbehörde", "Laut", "ist der Deich sicher");
    de("Der Hafenbehörde zufolge ist der Deich sicher.", "Der Hafenbehörde", "zufolge", "ist der Deich sicher");
    de("Der Deich sei sicher, sagte Ada Lind.", "Ada Lind", "sagte", "Der Deich sei sicher");
    de("„Wir haben es kommen sehen“, so Ada Lind.", "Ada Lind", "so", "„Wir haben es kommen sehen“");
    de("Wie die Polizei mitteilte, wurde niemand verletzt.", "die Polizei", "mitteilte", "wurde niemand verletzt");
}

#[test]
fn nouns_are_no_cues() {
    assert_eq!(found("The report was long. The claims were long."), []);
    assert_eq!(found("They blocked a video calling service."), []);
    assert_eq!(found("Lind is 4 percentage points ahead in the polls. The tax plans of the state failed."), []);
}

#[test]
fn a_report_goes_on_in_the_konjunktiv() {
    let analysis =
        sample::analysis("Language: de\nDer Minister sagte, das Geld reiche. Die Schulen seien bereit. Es regnet.");
    let flags: Vec<_> = analysis.sentences.iter().map(|s| s.attributed).collect();
    assert_eq!(flags, [true, true, false]);
    assert_eq!(analysis.attributions[0].voice, analysis.attributions[1].voice);
}

#[test]
fn a_quotation_of_several_sentences_is_one_content() {
    let analysis = sample::analysis("“We saw it coming. We were late,” Ada Lind said. It rained.");
    assert!(analysis.sentences.iter().take(2).all(|s| s.attributed && s.identified));
    assert_eq!(analysis.attributions.len(), 1);
    assert_eq!(analysis.quotations[0].attribution, Some(0));
    assert_eq!(analysis.attributions[0].kind, AttributionKind::Direct);
}

#[test]
fn a_report_that_is_cited_is_no_verb() {
    let text = "The dyke is safe, according to ";
    one(
        &format!("{text}the county’s annual report."),
        "the county’s annual report",
        "according to",
        "The dyke is safe",
    );
    one(&format!("{text}the town survey."), "the town survey", "according to", "The dyke is safe");
    one(&format!("{text}a harbour study."), "a harbour study", "according to", "The dyke is safe");
    one("Officials report that the dyke is safe.", "Officials", "report", "that the dyke is safe");
    one("They report that the dyke is safe.", "They", "report", "that the dyke is safe");
}

#[test]
fn sources_may_be_familiar_with_a_matter() {
    let text = "The engineers have been quiet, ";
    let rest = "The engineers have been quiet";
    one(&format!("{text}sources familiar with the plan said."), "sources familiar with the plan", "said", rest);
    one(&format!("{text}two people close to the talks said."), "two people close to the talks", "said", rest);
    one(&format!("{text}a person briefed on the talks said."), "a person briefed on the talks", "said", rest);
    let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
    let source = "mit der Sache vertraute Personen";
    de("Der Deich sei alt, sagten mit der Sache vertraute Personen.", source, "sagten", "Der Deich sei alt");
    let source = "Mit der Sache vertraute Personen";
    de("Mit der Sache vertraute Personen sagten, der Deich sei alt.", source, "sagten", "der Deich sei alt");
    let source = "mit dem Vorgang vertraute Personen";
    de(
        "Wie mit dem Vorgang vertraute Personen berichten, ist der Deich alt.",
        source,
        "berichten",
        "ist der Deich alt",
    );
}

#[test]
fn criticism_comes_from_somebody() {
    one("The dyke drew criticism from residents.", "residents", "drew criticism", "The dyke");
    one("The plan has faced sharp criticism from farmers.", "farmers", "has faced sharp criticism", "The plan");
    one("The plan was met with criticism by farmers.", "farmers", "was met with criticism", "The plan");
    one(
        "The mayor came under fire from tenants and local shopkeepers.",
        "tenants and local shopkeepers",
        "came under fire",
        "The mayor",
    );
    one(
        "The dyke drew criticism from an odd side: sailors and coastal farmers, who need it.",
        "sailors and coastal farmers, who need it",
        "drew criticism",
        "The dyke",
    );
    let de = |text: &str, source, cue, content| one(&format!("Language: de\n{text}"), source, cue, content);
    de("Der Plan stieß bei Anwohnern auf Kritik.", "Anwohnern", "stieß", "Der Plan … auf Kritik");
    de("Kritik kam von der Feuerwehr.", "der Feuerwehr", "kam", "Kritik");
    de("Der Plan wurde von Anwohnern kritisiert.", "Anwohnern", "kritisiert", "Der Plan");
    assert_eq!(found("The mayor drew a map. Criticism from the past was forgotten."), []);
}

#[test]
fn a_new_paragraph_carries_over_to_a_person_only() {
    let speaker = |text: &str| {
        let analysis = sample::analysis(text);
        let attribution = analysis.quotations[0].attribution?;
        let voice = analysis.attributions[attribution].voice?;
        Some(analysis.voices[voice].name.clone())
    };
    let quotation = "“It is the finest dyke that we have ever built.”";
    assert_eq!(speaker(&format!("Experts said the dyke was safe.\n{quotation}")), None);
    assert_eq!(speaker(&format!("The dyke is old, sources close to the port said.\n{quotation}")), None);
    assert_eq!(speaker(&format!("Ada Lind said the dyke was safe.\n{quotation}")).as_deref(), Some("Ada Lind"));
    let pronoun = format!("Ada Lind built it. Ada Lind said so. She said that it was safe.\n{quotation}");
    assert_eq!(speaker(&pronoun).as_deref(), Some("Ada Lind"));
    assert_eq!(speaker(&format!("Experts said the dyke was safe. {quotation}")).as_deref(), Some("Experts"));
}

#[test]
fn a_sentence_without_end_takes_no_time() {
    let text = "the mayor said “no” and Ada Lind told him, ".repeat(5_000);
    assert!(sample::analysis(&text).attributions.len() > 1000);
}

proptest! {
    #[test]
    fn any_text_gives_places_that_stand_apart(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "said", "Ada", "Lind", "“", "”", "\"", ",", ".", "the", "mayor", "according to", "that", "was", "by",
                "accused", "laut", "zufolge", "so", "sagte", "wie", "(", ")", ":", "é", "„", "“.", "told", "who", "and",
                "saying", "’s", "’", "claim", "of", "on Monday", "\n", "er", "sei", ";", "–", "Dr.", "12",
            ]),
            0..60,
        ),
        german: bool,
    ) {
        let head = if german { "Language: de\n" } else { "Language: en\n" };
        let analysis = sample::analysis(&format!("{head}{}", words.join(" ")));
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

    #[test]
    fn no_text_makes_it_panic(text: String, german: bool) {
        let head = if german { "Language: de\n" } else { "" };
        sample::analysis(&format!("{head}{text}"));
    }
}
