//! Citations, cards, sources: what adding, removing and reordering them may do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pressgate::article::{BlockKind, Part, Style, Target};
use pressgate::policy::Criterion;
use pressgate::text::Span;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bench::{Seen, fixture, less, moved, risen, seen};
use crate::story::{Piece, Story, english, german};

const COPIED: [&str; 2] = ["articles/copied-page-en.txt", "articles/copied-page-de.txt"];

/// A story, and the addresses of its links.
fn stories() -> impl Strategy<Value = Story> {
    select([english(), german()].iter().flat_map(|s| [s.clone(), s.with_fewer_links()]).collect::<Vec<_>>())
}

/// The places of `(address)` after `]` in the body, with the brackets.
fn links(story: &Story) -> Vec<(usize, usize)> {
    let text = story.markdown();
    let body = text.find(&format!("## {}", story.list)).unwrap();
    let starts = text[..body].match_indices("](").map(|(at, _)| at);
    starts.map(|at| (at + 1, at + text[at..].find(')').unwrap() + 1)).collect()
}

#[track_caller]
fn nothing_rises(before: &Seen, after: &Seen) {
    let up = risen(before, after);
    assert!(up.is_empty(), "{up:?}\ngone {:#?}\nnew {:#?}", after.missing(before), before.missing(after));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_second_copy_of_a_link_earns_nothing(story in stories(), which: Index, copies in 1_usize..4) {
        let links = links(&story);
        let (start, end) = links[which.index(links.len())];
        let page = story.markdown();
        let address = &page[start..end];
        let more = format!("{}{}{}", &page[..end], format!(" [↗]{address}").repeat(copies), &page[end..]);
        let (before, after) = (seen("a.md", &page), seen("a.md", &more));
        nothing_rises(&before, &after);
        prop_assert_eq!(before.analysis.outlets.len(), after.analysis.outlets.len());
        prop_assert_eq!(before.analysis.sources.len(), after.analysis.sources.len());
    }

    #[test]
    fn a_second_copy_of_a_card_earns_nothing(name in select(&COPIED[..]), which: Index) {
        let page = fixture(name);
        let before = seen(name, &page);
        let cards: Vec<_> = before.analysis.citations.iter().filter(|c| c.style == Style::Card).map(|c| c.span).collect();
        // The edges of a card that stands once are guessed, and a copy settles them.
        let words = |span: Span| &page[span.start..span.end];
        let told_twice: Vec<_> = cards.iter().filter(|s| cards.iter().filter(|o| words(**o) == words(**s)).count() > 1).collect();
        let span = *told_twice[which.index(told_twice.len())];
        let card = words(span);
        let more = format!("{}{card} {card}{}", &page[..span.start], &page[span.end..]);
        let after = seen(name, &more);
        prop_assert_eq!(cards.len() + 1, after.analysis.citations.iter().filter(|c| c.style == Style::Card).count());
        nothing_rises(&before, &after);
        prop_assert_eq!(before.analysis.outlets.len(), after.analysis.outlets.len());
    }

    #[test]
    fn a_second_address_of_a_source_is_no_second_outlet(
        story in stories(),
        which: Index,
        spelling in select(vec![
            ("https://", "http://"), ("https://", "https://www."), (")", "?utm_source=letter&utm_medium=mail)"),
            (")", "#top)"), (")", "/)"), ("https://", "HTTPS://"),
        ]),
    ) {
        let links = links(&story);
        let (start, end) = links[which.index(links.len())];
        let page = story.markdown();
        let other = page[start..end].replacen(spelling.0, spelling.1, 1);
        let after = seen("a.md", &format!("{}{other}{}", &page[..start], &page[end..]));
        let before = seen("a.md", &page);
        prop_assert_eq!(before.analysis.outlets.len(), after.analysis.outlets.len());
        let new: Vec<String> = before.missing(&after).into_iter().chain(after.missing(&before)).collect();
        let of_addresses = ["duplicate-source ", "tracking-parameter "];
        prop_assert!(new.iter().all(|f| of_addresses.iter().any(|rule| f.starts_with(rule))), "{:?} {:#?}", other, new);
    }

    #[test]
    fn a_citation_less_does_no_good(story in stories(), which: Index) {
        let page = story.markdown();
        let links = links(&story);
        let (start, end) = links[which.index(links.len())];
        let bare = format!("{}{}", &page[..start], &page[end..]);
        let (before, after) = (seen("a.md", &page), seen("a.md", &bare));
        // A source that is cited no more need not stand in the list.
        let cost = |seen: &Seen| {
            let review = seen.review.criteria.iter().find(|c| c.criterion == Criterion::CitationIntegrity).unwrap();
            let charged = review.because.iter().filter(|charge| charge.rule != "cited-source-not-listed");
            charged.map(|charge| charge.cost).sum::<u32>()
        };
        prop_assert!(cost(&after) >= cost(&before), "{:#?}", before.missing(&after));
    }

    #[test]
    fn a_card_that_is_lost_does_no_good(name in select(&COPIED[..]), which: Index) {
        let page = fixture(name);
        let before = seen(name, &page);
        let cards: Vec<_> = before.analysis.citations.iter().filter(|c| c.style == Style::Card).map(|c| c.span).collect();
        let span = cards[which.index(cards.len())];
        let after = seen(name, &format!("{}{}", &page[..span.start], &page[span.end..]));
        prop_assert!(after.of("empty-citation-marker").count() > before.of("empty-citation-marker").count());
        // What the excerpt lacked of its claim is not known any more: that costs nothing.
        let by_excerpt = ["claim-absent-from-excerpt", "figure-absent-from-excerpt", "misplaced-citation", "quotation-absent-from-excerpt"];
        let cost = |seen: &Seen| {
            let review = seen.review.criteria.iter().find(|c| c.criterion == Criterion::CitationIntegrity).unwrap();
            let charged = review.because.iter().filter(|charge| !by_excerpt.contains(&charge.rule.as_str()));
            charged.map(|charge| charge.cost).sum::<u32>()
        };
        let left = |seen: &Seen| seen.points()[&Criterion::CitationIntegrity].unwrap();
        prop_assert!(cost(&after) >= cost(&before) || left(&before) == 0 || left(&after) == 0, "{:#?}", before.missing(&after));
    }

    #[test]
    fn the_order_of_a_list_without_numbers_is_no_matter(story in stories(), order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle()) {
        let mut other = story.clone();
        other.sources = order.iter().map(|i| story.sources[*i]).collect();
        prop_assert_eq!(seen("a.md", &story.markdown()).findings(), seen("a.md", &other.markdown()).findings());
    }

    #[test]
    fn the_order_of_a_copied_list_is_no_matter(name in select(&COPIED[..]), by: Index) {
        let page = fixture(name);
        let entry = |line: &&str| line.strip_prefix("- ").and_then(|l| l.split_once('.')).is_some();
        let entries: Vec<&str> = page.lines().filter(entry).collect();
        let mut turned: Vec<&str> = entries.iter().map(|line| line.split_once('.').unwrap().1).collect();
        turned.rotate_left(by.index(entries.len()));
        let list: Vec<String> = turned.iter().enumerate().map(|(i, line)| format!("- {}.{line}", i + 1)).collect();
        let other = page.replace(&entries.join("\n"), &list.join("\n"));
        let (before, after) = (seen(name, &page), seen(name, &other));
        prop_assert_eq!(before.findings(), after.findings());
    }
}

/// A page with two markers that lead nowhere, in HTML, and what mends the first.
fn with_empty_markers(story: &Story) -> String {
    let open = story.rewritten(|words| words.replace(". ", "EMPTY. "));
    let mut marks = 0;
    let mut page = String::new();
    for (i, piece) in open.html().split("EMPTY").enumerate() {
        if i > 0 && marks < 2 {
            page += "<sup class=\"citation\"></sup>";
            marks += 1;
        }
        page += piece;
    }
    page
}

#[test]
fn a_filled_marker_takes_its_finding_and_moves_nothing_else() {
    for story in [english(), german()] {
        let page = with_empty_markers(&story);
        let before = seen("a.html", &page);
        assert_eq!(before.of("empty-citation-marker").count(), 2);
        let sentence = before.analysis.citations.iter().find(|c| c.style == Style::Empty).unwrap().sentences[0];
        let excerpt = before.analysis.text(before.analysis.sentences[sentence].place);
        let card = format!(
            "<span class=\"citation-card\"><a class=\"title\" href=\"https://gazette.example/depot\">Depot</a><span class=\"domain\">gazette.example</span> · <span class=\"grade\">{}</span><span class=\"excerpt\">{excerpt}</span></span>",
            story.sources[0][3],
        );
        let list = format!(
            "<li><a href=\"https://gazette.example/depot\">Fire at the depot in Velm</a>, Gazette, Ada Lind, 2026-03-10 ({})</li></ul>",
            story.sources[0][3]
        );
        let mended = page
            .replacen("<sup class=\"citation\"></sup>", &card, 1)
            .replace("</ul></section>", &(list + "</section>"));
        let after = seen("a.html", &mended);
        assert_eq!(after.of("empty-citation-marker").count(), 1);
        let may = ["citation_integrity", "source_quality", "attribution", "publication_readiness"];
        for (criterion, (was, is)) in moved(&before, &after) {
            assert!(may.contains(&criterion.id()), "{}: {was:?} {is:?}", criterion.id());
            assert!(is >= was, "{} falls: {was:?} {is:?}\n{:#?}", criterion.id(), before.missing(&after));
        }
    }
}

/// The page of a reader's model in mark-up: cards as elements, lost markers as empty ones, the other parts under labels.
fn in_markup(page: &Seen) -> String {
    let article = &page.analysis.article;
    let title = &article.title.as_ref().unwrap().text;
    let published = article.published.as_ref().unwrap();
    let mut out = format!(
        "<html lang=\"{}\"><body><article><h1>{title}</h1><p class=\"dek\">{}</p><p class=\"date\">{}</p>\n<div class=\"article-body\">\n",
        page.analysis.language.code(),
        article.dek.as_ref().unwrap().text,
        published.text,
    );
    for (i, block) in article.part(Part::Body) {
        let mut words = String::new();
        let mut at = 0;
        for marker in article.markers.iter().filter(|m| m.block == i) {
            words += &block.words()[at..marker.range.start];
            at = marker.range.start;
            match &marker.target {
                Target::Card(card) => {
                    let card = &article.cards[*card];
                    let _ = write!(
                        words,
                        "<span class=\"citation-card\"><span class=\"title\">{}</span><span class=\"domain\">{}</span> · <span class=\"grade\">{}</span><span class=\"excerpt\">{}</span></span>",
                        card.title,
                        card.domain,
                        card.grade.as_deref().unwrap_or_default(),
                        card.excerpt,
                    );
                }
                _ => words += "<sup class=\"citation\"></sup>",
            }
        }
        words += &block.words()[at..];
        let element = if block.kind == BlockKind::Heading { "h2" } else { "p" };
        let _ = writeln!(out, "<{element}>{words}</{element}>");
    }
    let list = &article.entries[0].list;
    let _ = writeln!(out, "</div><section class=\"sources\"><h2>{list}</h2><ol>");
    for entry in &article.entries {
        let (domain, grade) = (entry.domain.as_deref().unwrap_or_default(), entry.grade.as_deref().unwrap_or_default());
        let _ = writeln!(out, "<li>{domain} {grade}</li>");
    }
    out + "</ol></section></article></body></html>"
}

#[test]
fn glued_cards_and_cards_in_markup_are_the_same() {
    for name in COPIED {
        let glued = seen(name, &fixture(name));
        let marked = seen("a.html", &in_markup(&glued));
        let cites = |seen: &Seen| {
            let a = &seen.analysis;
            let name = |source: Option<usize>| source.map(|s| a.sources[s].domain.clone());
            let sentence = |s: &usize| crate::bench::plain(a.text(a.sentences[*s].place));
            let all = a
                .citations
                .iter()
                .map(|c| (c.style, name(c.source), c.sentences.iter().map(sentence).collect::<Vec<_>>()));
            all.collect::<Vec<_>>()
        };
        assert_eq!(cites(&glued), cites(&marked), "{name}");
        let sources = |seen: &Seen| {
            let all = seen
                .analysis
                .sources
                .iter()
                .map(|s| (s.domain.clone(), (s.cited, s.listed(), s.tier.clone(), s.cards.len())));
            all.collect::<BTreeMap<_, _>>()
        };
        assert_eq!(sources(&glued), sources(&marked), "{name}");
        let claims =
            |seen: &Seen| (seen.analysis.sentences.len(), seen.analysis.claims().count(), seen.analysis.words());
        assert_eq!(claims(&glued), claims(&marked), "{name}");
    }
}

#[test]
fn a_page_without_excerpts_is_judged_no_harder() {
    for name in COPIED {
        let full = in_markup(&seen(name, &fixture(name)));
        let mut bare = String::new();
        for (i, piece) in full.split("<span class=\"excerpt\">").enumerate() {
            bare += if i == 0 { piece } else { piece.split_once("</span>").unwrap().1 };
        }
        let (before, after) = (seen("a.html", &full), seen("a.html", &bare));
        let new = less(after.findings(), &before.findings());
        assert!(new.is_empty(), "{name}: {new:#?}");
    }
}

#[test]
fn a_sourced_sentence_more_makes_no_share_of_unsourced_claims_worse() {
    for (story, sentence) in [
        (
            english(),
            "The depot lost [211 windows](https://velm.example/estimates/depot) in the fire, according to the city of Velm.",
        ),
        (
            german(),
            "Das Depot verlor durch den Brand [211 Fenster](https://velm.example/estimates/depot), laut der Stadt Velm.",
        ),
    ] {
        let before = seen("a.md", &story.markdown());
        let more = story.with(|body| body.insert(4, Piece::Paragraph(sentence.to_owned())));
        let after = seen("a.md", &more.markdown());
        let cost = |seen: &Seen, rule: &str| {
            let charges = seen.review.criteria.iter().flat_map(|c| &c.because);
            charges.filter(|charge| charge.rule == rule).map(|charge| charge.cost).sum::<u32>()
        };
        for rule in ["uncited-claim", "unsourced-claim", "unsourced-figure", "long-uncited-run"] {
            assert!(cost(&after, rule) <= cost(&before, rule), "{rule}: {:#?}", before.missing(&after));
        }
    }
}
