//! Sentences taken apart, English and German.

use proptest::prelude::*;

use super::super::{AttributionKind, Place, sample};
use crate::article::Part;

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
fn an_occasion_behind_the_cue_is_no_content() {
    let content = "The dyke held through the storm";
    let text = "The dyke held through the storm, the county said on Friday after an inspection of the wall.";
    one(text, "the county", "said", content);
    one("The dyke held through the storm, Ada Lind said during a visit to the villages.", "Ada Lind", "said", content);
}

#[test]
fn given_names_that_are_also_verbs_are_names() {
    one(
        "“These are public goods,” said Will Harlan, a director.",
        "Will Harlan, a director",
        "said",
        "“These are public goods,”",
    );
    one("“These are public goods,” Will Harlan said.", "Will Harlan", "said", "“These are public goods,”");
    one("Will the dyke hold? The mayor said that it will.", "The mayor", "said", "that it will");
}

#[test]
fn what_a_document_reads_behind_a_quotation_is_its_words() {
    one("“We shall not give up this mill,” the memo read.", "the memo", "read", "“We shall not give up this mill,”");
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
        "According to the report, the ice breaker cost 410,000 crowns.",
        "the report",
        "According to",
        "the ice breaker cost 410,000 crowns",
    );
    one(
        "According to Ada Lind, the mayor of Aldermoor, the ship cost much.",
        "Ada Lind, the mayor of Aldermoor",
        "According to",
        "the ship cost much",
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
    assert_eq!(found("They watched a video calling service."), []);
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
    assert_eq!(found("The mayor drew a map. Criticism from the past was mild."), []);
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

/// The sources of every attribution.
fn sources(text: &str) -> Vec<String> {
    found(&format!("Language: en\n{text}")).into_iter().map(|(source, ..)| source).collect()
}

#[test]
fn quoted_words_that_go_on_are_one_speech() {
    one("“We saw it,” Ada Lind said. “We were late.” It rained.", "Ada Lind", "said", "“We saw it,” … “We were late.”");
    one("“Why is the dyke so late?” Ada Lind asked.", "Ada Lind", "asked", "“Why is the dyke so late?”");
    one(
        "''We saw it,'' said Mr. Lind. ''He can't deny it.''",
        "Mr. Lind",
        "said",
        "''We saw it,'' … ''He can't deny it.''",
    );
}

#[test]
fn subjects_are_whole_noun_phrases() {
    assert_eq!(
        sources("“It is an old dyke, after all,” Sen. Ada A. Lind of Arden said."),
        ["Sen. Ada A. Lind of Arden"]
    );
    assert_eq!(sources("Lind, though, said the dyke was safe."), ["Lind"]);
    assert_eq!(sources("Insiders – and two thirds of the rest – said that it was safe."), ["Insiders"]);
    assert_eq!(sources("Ada Lind, of the harbour board, said the dyke was safe."), ["Ada Lind, of the harbour board"]);
    assert_eq!(sources("The dyke is safe, a source close to her said."), ["a source close to her"]);
    assert_eq!(sources("The dyke is safe, one of them said."), ["one of them"]);
    assert_eq!(sources("Two in three said the dyke was safe."), ["Two in three"]);
    assert_eq!(sources("Lind and others have asked for a vote."), ["Lind and others"]);
    assert_eq!(sources("All the engineers I met said the dyke was safe."), ["the engineers I met"]);
    assert_eq!(sources("The mayor on Thursday evening said the dyke was safe."), ["The mayor"]);
    assert_eq!(sources("The council’s engineer, Ada Lind, had endorsed Holm."), ["The council’s engineer, Ada Lind"]);
}

#[test]
fn what_people_hold_is_theirs_without_a_word_of_saying() {
    one("Lind is confident that the dyke will hold.", "Lind", "is confident", "that the dyke will hold");
    one("Residents were critical of the plan.", "Residents", "were critical", "of the plan");
    one("Lind’s refusal to close the dyke was long.", "Lind’s", "refusal", "to close the dyke");
    one("A plan endorsed by the council was printed.", "the council", "endorsed", "A plan");
    one("The mill is expected to close.", "", "is expected", "The mill … to close");
    assert_eq!(sources("Lind said that residents want a dyke."), ["Lind"]);
    assert_eq!(sources("Lind said that residents told her that they were afraid."), ["Lind", "residents"]);
}

#[test]
fn contents_end_where_the_article_speaks_again() {
    one("Lind rejected the plan, while the river rose.", "Lind", "rejected", "the plan");
    one("Lind asked the council to wait.", "Lind", "asked", "to wait");
    one("Asked whether it was safe, Holm left.", "", "Asked", "whether it was safe");
    one("Lind wants a dyke for $10 million.", "Lind", "wants", "a dyke for $10 million");
}

#[test]
fn a_script_gives_each_block_to_its_speaker() {
    let text = "LIND: Why is it so late?\nHOLM: It is not late.\nLIND: I see.\nHOLM: Good.\nNOTE: This is a copy.";
    assert_eq!(sources(text), ["LIND", "HOLM", "LIND", "HOLM"]);
}

#[test]
fn words_told_are_kept_apart_from_matter_that_has_a_source() {
    let flags = |text: &str| {
        let sentences = sample::analysis(text).sentences;
        sentences.iter().map(|s| (s.attributed, s.reported)).collect::<Vec<_>>()
    };
    let text = "The mayor said the dyke was safe. According to a report, it is old. Lind wants a dyke. It rained.";
    assert_eq!(flags(text), [(true, true), (false, true), (false, false), (false, false)]);
    assert_eq!(flags("The mayor did not reply to a request."), [(false, false)]);
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
                "saying", "’s", "’", "claim", "of", "on Monday", "\n", "er", "sei", ";", "–", "Dr.", "12", "''", "'",
                "asked", "is", "confident", "to", "her", "promise", "about", "endorsed", "called", "one", "in", "three",
                "LIND:", "-", "--", "$", "this week", "there", "both", "it", "surveyed", "Mr.", "A.", "continued",
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
                let block = analysis.article.blocks.get(p.block);
                prop_assert!(block.is_some_and(|b| b.part == Part::Body && b.words().get(p.range()).is_some()));
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
