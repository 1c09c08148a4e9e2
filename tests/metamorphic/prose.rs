//! Words: quoted, repeated, renamed, in another language, at another date.

use jiff::ToSpan;
use jiff::civil::Date;
use pressgate::analysis::CitationState;
use pressgate::policy::Criterion;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::bench::{Seen, fixture, fixtures, less, risen, seen};
use crate::story::{Piece, english, german};

/// The criteria of style: their rules do not look inside quotations.
const STYLE: [Criterion; 2] = [Criterion::LanguageAndClarity, Criterion::FillerAndRedundancy];

/// Sentences of all fixtures in one language, without quotation marks of their own.
fn sentences(language: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (name, text) in fixtures() {
        let page = seen(&name, &text).analysis;
        if page.language.code() == language {
            all.extend(page.sentences.iter().map(|s| page.text(s.place).trim_end_matches(['.', '!', '?']).to_owned()));
        }
    }
    all.retain(|s| !s.contains(['"', '“', '”', '„', '«', '»', '‘', '’', '\'']) && s.contains(' '));
    all
}

#[test]
fn no_style_finding_stands_in_a_quotation() {
    let speakers = [
        ("en", "“", ",” said Ines Falk, the mayor of Velm.", english()),
        ("de", "„", "“, sagte Ines Falk, die Bürgermeisterin von Velm.", german()),
    ];
    for (language, open, close, story) in speakers {
        let sentences = sentences(language);
        assert!(sentences.len() > 100, "{language}: {}", sentences.len());
        // Several quotations on one page, so that the whole set is held and not a few chosen ones.
        for chunk in sentences.chunks(12) {
            let page = story.with(|body| {
                body.extend(chunk.iter().map(|said| Piece::Paragraph(format!("{open}{said}{close}"))));
            });
            let page = seen("a.md", &page.markdown());
            let quoted: Vec<_> = page.analysis.quotations.iter().map(|q| page.analysis.span(q.inner)).collect();
            for finding in page.review.findings.iter().filter(|f| f.criterion.is_some_and(|c| STYLE.contains(&c))) {
                let places = std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span));
                for place in places {
                    let inside = quoted.iter().any(|q| q.start <= place.start && place.end <= q.end);
                    let words = &page.source.text()[place.start..place.end];
                    assert!(
                        !inside || words.is_empty(),
                        "{} in a quotation: {words:?}\n{}",
                        finding.rule,
                        finding.message
                    );
                }
            }
        }
    }
}

#[test]
fn a_paragraph_in_another_language_changes_no_other_paragraph() {
    let foreign = "Le conseil municipal a voté mardi la fermeture du dépôt, et les habitants du quartier attendent une réponse de la ville depuis plusieurs semaines.";
    for story in [english(), german()] {
        let before = seen("a.md", &story.markdown());
        let more = story.with(|body| body.push(Piece::Paragraph(foreign.to_owned())));
        let after = seen("a.md", &more.markdown());
        assert_eq!(before.analysis.language, after.analysis.language);
        let start = after.source.text().find("Le conseil").unwrap();
        let place = start..start + foreign.len();
        // Findings on the whole page carry a share or count, which the new sentence may change.
        let in_place = |seen: &Seen, place: &std::ops::Range<usize>| {
            let ratio = [
                "uncited-claim",
                "long-uncited-run",
                "crowded-headings",
                "hard-to-read-text",
                "missing-language-pack",
                "unquantified-account",
                "unweighed-account",
            ];
            let found = seen.review.findings.iter();
            let found = found.filter(|f| !place.contains(&f.span.start) && !ratio.contains(&f.rule.as_str()));
            found.map(|f| format!("{}: {}", f.rule, f.message)).collect::<Vec<_>>()
        };
        let new = less(in_place(&after, &place), &in_place(&before, &(0..0)));
        assert!(new.is_empty(), "{new:#?}");
        let lexicon = ["loaded-word", "formula-phrase", "unsourced-superlative"];
        let there = after.review.findings.iter().filter(|f| place.contains(&f.span.start));
        let rules: Vec<&str> = there.map(|f| f.rule.as_str()).filter(|rule| lexicon.contains(rule)).collect();
        assert!(rules.is_empty(), "{rules:?}");
    }
}

/// Names of a page, each with another of the same kind. The domain and the name of an outlet are one.
const NAMES: [(&str, &[(&str, &str)]); 4] = [
    (
        "articles/copied-page-en.txt",
        &[
            ("Irma Quell", "Selma Thorn"),
            ("Tomas Renn", "Jonas Wick"),
            ("Ada Lindqvist", "Nora Halvorsen"),
            ("Westmole", "Eastham"),
            ("tribune.example|Tribune", "chronicle.example|Chronicle"),
            ("coastnews.example|Coast News", "shoretimes.example|Shore Times"),
        ],
    ),
    (
        "articles/copied-page-de.txt",
        &[
            ("Wiebke Janßen", "Frauke Petersen"),
            ("Enno Frerichs", "Hauke Martens"),
            ("Gesche Aden", "Antje Bruns"),
            ("Brakhusen", "Norderhafen"),
            ("moorbote.example|Moorbote", "geestbote.example|Geestbote"),
        ],
    ),
    (
        "articles/markdown-en.md",
        &[
            ("Mira Solberg", "Nina Aalto"),
            ("Ines Karr", "Vera Stolt"),
            ("Jonas Reeve", "Peter Lund"),
            ("Lena Marsh", "Ida Crane"),
            ("Harwick|harwick-council", "Selby|selby-council"),
        ],
    ),
    (
        "articles/markdown-de.md",
        &[
            ("Karin Voss", "Doris Kranz"),
            ("Dilek Arnold", "Aylin Berger"),
            ("Henrik Sander", "Malte Brandt"),
            ("Murat Demir", "Kemal Aydin"),
            ("statistikamt.example", "zahlenamt.example"),
        ],
    ),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn other_names_get_the_same_findings(page: Index, chosen in proptest::collection::vec(any::<bool>(), 8)) {
        let (name, names) = NAMES[page.index(NAMES.len())];
        let other = |text: &str| {
            let chosen = names.iter().zip(&chosen).filter(|(_, chosen)| **chosen);
            // Whole names first, then the parts by which persons are called again.
            let mut out = text.to_owned();
            for (was, is) in chosen.flat_map(|((was, is), _)| was.split('|').zip(is.split('|'))) {
                out = out.replace(was, is);
                if let (Some((_, last)), Some((_, new))) = (was.split_once(' '), is.split_once(' ')) {
                    out = out.replace(last, new);
                }
            }
            out
        };
        let text = fixture(name);
        let before: Vec<String> = seen(name, &text).findings().iter().map(|f| other(f)).collect();
        let after = seen(name, &other(&text)).findings();
        let (gone, new) = (less(before.clone(), &after), less(after, &before));
        prop_assert!(gone.is_empty() && new.is_empty(), "{}\n- {:#?}\n+ {:#?}", name, gone, new);
    }
}

#[test]
fn a_body_told_twice_earns_nothing() {
    for story in [english(), german(), english().with_fewer_links(), german().with_fewer_links()] {
        let twice = story.with(|body| body.extend(body.clone()));
        let (before, after) = (seen("a.md", &story.markdown()), seen("a.md", &twice.markdown()));
        let up = risen(&before, &after);
        assert!(up.is_empty(), "{up:?}\ngone {:#?}", after.missing(&before));
        assert!(after.of("repeated-sentence").count() > 0);
    }
}

#[test]
fn a_figure_that_changes_between_two_mentions_is_seen() {
    for (story, was, is) in [
        (english(), "3.2 million crowns, acc", "4.7 million crowns, acc"),
        (german(), "3,2 Millionen Kronen, l", "4,7 Millionen Kronen, l"),
    ] {
        let page = story.markdown();
        let other = page.replace(was, is);
        assert_ne!(page, other);
        let conflict =
            |seen: &Seen| seen.of("conflicting-figures").count() + seen.of("headline-fact-not-in-body").count();
        assert_eq!(conflict(&seen("a.md", &page)), 0);
        assert!(conflict(&seen("a.md", &other)) > 0, "{:#?}", seen("a.md", &other).findings());
    }
}

/// A page whose dates all stand in one place: a week's day, a month's day, a bare weekday.
fn dated(language: &str, published: Date) -> String {
    let said = |date: Date| match language {
        "en" => date.strftime("%A, %-d %B %Y").to_string(),
        _ => {
            let days = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
            let months = [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ];
            let day = days[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())];
            format!("{day}, {}. {} {}", date.day(), months[usize::from(date.month().unsigned_abs()) - 1], date.year())
        }
    };
    let (before, wrong, after) = (published - 1.day(), published - 9.days(), published + 12.days());
    // The weekday of another date: a fault that must move along.
    let (wrong, sunday) = (said(wrong), if language == "en" { "Sunday" } else { "Sonntag" });
    let wrong = format!("{sunday},{}", wrong.split_once(',').unwrap().1);
    match language {
        "en" => format!(
            "---\nlang: en\ntitle: Velm votes on its depot\nauthor: Mira Solberg\ndate: {published}T18:20:00+00:00\n---\n\nThe council of Velm voted on {} to rebuild its depot.\n\nThe fire broke out on {wrong}, the fire service said. The council meets again on {}. The mayor left on Tuesday.\n",
            said(before),
            said(after),
        ),
        _ => format!(
            "---\nlang: de\ntitle: Velm stimmt über sein Depot ab\nauthor: Mira Solberg\ndate: {published}T18:20:00+00:00\n---\n\nDer Rat von Velm beschloss am {}, das Depot neu zu bauen.\n\nDer Brand brach am {wrong} aus, teilte die Feuerwehr mit. Der Rat tagt wieder am {}. Die Bürgermeisterin reiste am Dienstag ab.\n",
            said(before),
            said(after),
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn other_weeks_get_the_same_findings(german: bool, weeks in -120_i64..120) {
        let language = if german { "de" } else { "en" };
        let start = jiff::civil::date(2025, 10, 15);
        let [before, after] = [start, start + weeks.weeks()].map(|date| seen("a.md", &dated(language, date)));
        let rules = |seen: &Seen| seen.review.findings.iter().map(|f| f.rule.clone()).collect::<Vec<_>>();
        prop_assert!(before.of("weekday-date-mismatch").count() == 1, "{:#?}\n{}", before.findings(), before.source.text());
        prop_assert_eq!(rules(&before), rules(&after));
    }
}

#[test]
fn a_sentence_is_cited_by_what_stands_beside_it_only() {
    for story in [english(), german()] {
        let states = |seen: &Seen| seen.analysis.sentences.iter().map(|s| s.state).collect::<Vec<CitationState>>();
        let before = states(&seen("a.md", &story.markdown()));
        let more = story.with(|body| {
            body.push(Piece::Paragraph("Nobody knows. [A list](https://velm.example/list) says more.".to_owned()))
        });
        let after = states(&seen("a.md", &more.markdown()));
        assert_eq!(before, after[..before.len()]);
    }
}
