//! One defect mended at a time: only the criteria that the defect belongs to may move, and readiness with them.

use pressgate::policy::Criterion;

use crate::bench::{Seen, fixture, moved, seen};

use Criterion::{
    AccuracyConsistency as ACC, Attribution as ATT, CitationIntegrity as CIT, FillerAndRedundancy as FIL,
    LanguageAndClarity as LAN, NarrativeStructure as NAR, PerspectiveDiversity as PER, PublicationReadiness as RDY,
    SourceQuality as SRC, Transparency as TRN,
};

const ENGLISH: &str = "articles/copied-page-en.txt";
const GERMAN: &str = "articles/copied-page-de.txt";

/// Replaces words that must be there.
#[track_caller]
fn with(page: &str, was: &str, is: &str) -> String {
    assert!(page.contains(was), "{was:?} is not on the page");
    page.replace(was, is)
}

/// Holds that a repair takes findings of `rule` away, and moves no criteria but these and readiness.
#[track_caller]
fn mends(name: &str, (before, after): (&str, &str), rule: &str, may: &[Criterion]) {
    let (before, after) = (seen(name, before), seen(name, after));
    let count = |seen: &Seen| seen.of(rule).count();
    assert!(count(&after) < count(&before), "{rule}: {} before, {} after", count(&before), count(&after));
    let moved = moved(&before, &after).into_iter().filter(|(c, _)| *c != RDY && !may.contains(c));
    let moved: Vec<String> = moved.map(|(c, points)| format!("{}: {points:?}", c.id())).collect();
    let (gone, new) = (after.missing(&before), before.missing(&after));
    assert!(moved.is_empty(), "{name}: {moved:?}\ngone {gone:#?}\nnew {new:#?}");
}

#[test]
fn supporting_cards_for_the_empty_markers() {
    for (name, outlet, card) in [
        (
            ENGLISH,
            "tidal-gazette.example",
            " Old dyke at Westmole closed for repairtidal-gazette.example·SecondaryThe dyke was closed because its foot has cracks. The county had put a repair off and spent the money on a bridge instead. The tide is high this week.",
        ),
        (
            GERMAN,
            "watt-zeitung.example",
            " Alte Schleuse in Brakhusen gesperrtwatt-zeitung.example·SekundärDie Schleuse wurde gesperrt, weil ihr Tor Risse hat. Der Kreis hatte die Reparatur aufgeschoben. In dieser Woche steht das Wasser hoch.",
        ),
    ] {
        let page = fixture(name);
        let mut mended = page.clone();
        // From the end, so that the places before stay as they are.
        for citation in seen(name, &page).analysis.citations.iter().filter(|c| c.source.is_none()).rev() {
            mended.replace_range(citation.span.start..citation.span.end, card);
        }
        let grade = if name == ENGLISH { "Secondary" } else { "Sekundär" };
        let last = page.lines().rfind(|line| line.starts_with("- ")).unwrap();
        let next = page.lines().filter(|line| line.starts_with("- ")).count() + 1;
        let mended = with(&mended, last, &format!("{last}\n- {next}.{outlet}{grade}"));
        mends(name, (&page, &mended), "empty-citation-marker", &[CIT, SRC]);
    }
}

#[test]
fn the_credited_outlet_leaves_the_box() {
    let page = fixture(ENGLISH);
    let mended = with(&page, " Northern Wire reporting added the length of the cracks.", "");
    mends(ENGLISH, (&page, &mended), "credited-source-not-listed", &[CIT, TRN]);
    let page = fixture(GERMAN);
    let mended = with(&page, " Ergänzt wird er durch Meldungen des Nordfunks.", "");
    mends(GERMAN, (&page, &mended), "credited-source-not-listed", &[CIT, TRN]);
}

#[test]
fn the_outlet_named_in_the_body_is_listed() {
    for (name, was, is, entry) in [
        (
            ENGLISH,
            "Lorries to the fish market now go round",
            "Northern Wire reported that lorries to the fish market now go round",
            "- 6.northern-wire.exampleSecondary",
        ),
        (
            GERMAN,
            "Kutter müssen nun den Umweg über den Nordkanal nehmen.",
            "Kutter müssen nun den Umweg über den Nordkanal nehmen, berichtete der Nordfunk.",
            "- 5.nordfunk.exampleSekundär",
        ),
    ] {
        let open = with(&fixture(name), was, is);
        let last = open.lines().rfind(|line| line.starts_with("- ")).unwrap().to_owned();
        let mended = with(&open, &last, &format!("{last}\n{entry}"));
        mends(name, (&open, &mended), "named-outlet-not-listed", &[CIT, SRC]);
    }
}

#[test]
fn an_independent_expert_is_heard() {
    let page = fixture(ENGLISH);
    let paragraph = "Lena Marsh, an engineer at the University of Velm who has no part in the repair, said that steel sheets hold for years if the piles are deep enough.\n";
    let mended = with(&page, "The Quay District Waits\n", &format!("{paragraph}The Quay District Waits\n"));
    mends(ENGLISH, (&page, &mended), "no-independent-expert", &[PER, ATT]);
}

#[test]
fn the_box_says_the_grades_of_the_list() {
    // A page whose box claims what no label says.
    let open = with(&fixture(ENGLISH), "4.live.harbourpost.examplePrimary", "4.live.harbourpost.exampleSecondary");
    let open = with(&open, "live.harbourpost.example·Primary", "live.harbourpost.example·Secondary");
    let mended = with(&open, "all Tier 1 outlets", "all secondary outlets")
        .replace("Three Tier 1 outlets", "Three secondary outlets");
    mends(ENGLISH, (&open, &mended), "source-grade-mismatch", &[SRC, TRN]);
    let open = with(&fixture(GERMAN), "3.hafenkurier.examplePrimär", "3.hafenkurier.exampleSekundär");
    let open = with(&open, "hafenkurier.example·Primär", "hafenkurier.example·Sekundär");
    let mended = with(&open, "Drei Primärquellen", "Drei Sekundärquellen");
    mends(GERMAN, (&open, &mended), "source-grade-mismatch", &[SRC, TRN]);
}

#[test]
fn another_ending_for_the_slogan() {
    for (name, was, slogan, plain) in [
        (
            ENGLISH,
            "The council meets again on 10 March. Whether the government will pay is open: the ministry of public works did not answer questions, and no date has been named for a decision.",
            "The message to the town is unambiguous: the sea is no longer a distant threat. It is arriving, one tide at a time.",
            "It is open how long the wall stays. It is open, too, who pays for it.",
        ),
        (
            GERMAN,
            "Der Kreistag berät am 10. März. Ob das Land zahlt, ist offen: Das Ministerium beantwortete Fragen nicht, ein Termin für eine Entscheidung steht nicht fest.",
            "Die Botschaft an die Stadt ist unmissverständlich: Das Meer ist keine ferne Gefahr mehr. Es kommt näher, eine Flut nach der anderen.",
            "Wie lange der Damm stehen bleibt, ist offen. Offen ist auch, wer ihn bezahlt.",
        ),
    ] {
        let page = fixture(name);
        let (open, mended) = (with(&page, was, slogan), with(&page, was, plain));
        mends(name, (&open, &mended), "slogan-ending", &[NAR, ACC, FIL, LAN]);
    }
}

#[test]
fn a_date_for_an_ambiguous_weekday() {
    // Published on a Wednesday: the Wednesday of this week or of the last.
    for (name, was, open, mended) in [
        (ENGLISH, "on Monday,", "on Wednesday,", "on Monday, 2 March,"),
        (GERMAN, "am Montag bekannt", "am Mittwoch bekannt", "am Montag, 2. März, bekannt"),
    ] {
        let page = fixture(name);
        let (open, mended) = (with(&page, was, open), with(&page, was, mended));
        mends(name, (&open, &mended), "ambiguous-weekday", &[ACC]);
    }
}
