//! A review for people: what was found, with the article's own lines; sources, points and gates; the review section; and
//! the verdict last, where a terminal leaves the reader.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::diagnostic;
use super::look::{Ink, Look, clip};
use super::review_section;
use super::wording::{at_lines, counts, score_text, trace};
use crate::policy::Severity;
use crate::review::{ArticleReview, Fate, Finding, Review, Reviewed, State, Tongue, Verdict, WaiverLine};

/// So many sources are shown; the others are counted.
const SOURCES: usize = 20;

/// So many columns of an address are shown.
const ADDRESS: usize = 40;

/// So many findings of a rule are shown; the others are counted.
const SHOWN: usize = 5;

/// The whole output. `quiet`: without notes and without the number of rules that were not asked.
pub fn write(review: &Review, quiet: bool, look: Look) -> String {
    let mut out = String::new();
    for article in review.judged() {
        out += &one(article, review, quiet, look);
    }
    if review.articles.len() > 1 {
        out += &run_line(review, look);
    }
    out
}

fn one(article: &Reviewed, review: &Review, quiet: bool, look: Look) -> String {
    let tongue = review.tongue;
    let judged = &article.review;
    let mut out = look.ink(Ink::Strong, &look.wrap("", &judged.name()));
    out += &findings(article, quiet, tongue, look);
    out += &sources(judged, tongue, look);
    out += &criteria(judged, tongue, look);
    out += &gates(judged, tongue, look);
    out += &waivers(article, tongue, look);
    if !quiet {
        out += &not_asked(judged, tongue, look);
    }
    out.push('\n');
    out += &review_section::write(judged, review.as_of, tongue, look);
    out.push('\n');
    out + &verdict(judged, tongue, look) + "\n"
}

fn findings(article: &Reviewed, quiet: bool, tongue: Tongue, look: Look) -> String {
    let all = &article.review.findings;
    let wanted = |f: &Finding| f.is_open() && f.caused_by.is_none() && !(quiet && f.severity == Severity::Note);
    let mut lines: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for finding in all.iter().filter(|f| wanted(f)) {
        lines.entry(&finding.rule).or_default().push(finding.line);
    }
    // What follows from a finding is named there instead of standing for itself.
    let mut consequences: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for finding in all.iter().filter(|f| f.is_open()) {
        if let Some(cause) = finding.caused_by {
            consequences.entry(cause).or_default().insert(&finding.rule);
        }
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = String::new();
    for (index, finding) in all.iter().enumerate().filter(|(_, f)| wanted(f)) {
        let so_far = shown.entry(&finding.rule).or_default();
        *so_far += 1;
        if *so_far > SHOWN {
            continue;
        }
        out.push('\n');
        let with_it = consequences.get(&index).map(|rules| rules.iter().copied().collect()).unwrap_or_default();
        out += &diagnostic(article, finding, with_it, *so_far == 1, tongue, look);
        let rest = lines.get(finding.rule.as_str()).and_then(|lines| lines.get(SHOWN..)).unwrap_or_default();
        if *so_far == SHOWN && !rest.is_empty() {
            let more = match tongue {
                Tongue::English => format!("and {} more of {}, {}", rest.len(), finding.rule, at_lines(rest, tongue)),
                Tongue::German => {
                    format!("und {} weitere von {}, {}", rest.len(), finding.rule, at_lines(rest, tongue))
                }
            };
            out += &look.ink(Ink::Faint, &look.wrap("  … ", &more));
        }
    }
    out
}

fn sources(review: &ArticleReview, tongue: Tongue, look: Look) -> String {
    let mut out = look.heading(tongue.pick("Sources", "Quellen"));
    if review.sources.is_empty() {
        return out + tongue.pick("  none\n", "  keine\n");
    }
    let all: usize = review.sources.iter().map(|s| s.cited).sum();
    let rows: Vec<Vec<String>> = review
        .sources
        .iter()
        .take(SOURCES)
        .map(|s| {
            let share = if all == 0 { String::new() } else { format!("{} %", (s.cited * 200 + all) / (2 * all)) };
            let list = if s.listed { tongue.pick("yes", "ja") } else { tongue.pick("no", "nein") };
            let mut row = vec![
                s.name.clone(),
                clip(&s.address, ADDRESS),
                s.cited.to_string(),
                share,
                list.to_owned(),
                grade(s, tongue),
            ];
            if !review.texts.is_empty() {
                row.push(if s.full_text.is_empty() { "" } else { tongue.pick("yes", "ja") }.to_owned());
            }
            row
        })
        .collect();
    let mut head = tongue
        .pick(
            ["name", "address", "cited", "share", "listed", "grade"],
            ["Name", "Adresse", "zitiert", "Anteil", "gelistet", "Stufe"],
        )
        .to_vec();
    if !review.texts.is_empty() {
        head.push(tongue.pick("full text", "Volltext"));
    }
    out += &look.table(&head, &rows, 0);
    if review.sources.len() > SOURCES {
        let rest = review.sources.len() - SOURCES;
        out += &look.wrap("  … ", &tongue.pick(format!("and {rest} more"), format!("und {rest} weitere")));
    }
    out
}

/// What the page calls a source, and what the newsroom's registry says of its outlet where that is something else.
fn grade(source: &crate::review::SourceLine, tongue: Tongue) -> String {
    let newsroom = source.newsroom_tier.as_ref().filter(|tier| source.tier.as_ref() != Some(*tier));
    let newsroom = newsroom.map(|tier| tongue.pick(format!("newsroom: {tier}"), format!("Redaktion: {tier}")));
    source.tier.clone().into_iter().chain(newsroom).collect::<Vec<_>>().join("; ")
}

fn criteria(review: &ArticleReview, tongue: Tongue, look: Look) -> String {
    let mut out = look.heading(tongue.pick("Criteria", "Kriterien"));
    let widest = review.criteria.iter().map(|c| c.criterion.id().len()).max().unwrap_or(0);
    for criterion in &review.criteria {
        let (ink, sign) = match criterion.state {
            State::Below => (Ink::Bad, "×"),
            State::Borderline => (Ink::Warn, "!"),
            State::Clear => (Ink::Good, "✓"),
            State::NotScored => (Ink::Faint, "-"),
        };
        let name = criterion.criterion.id();
        let said = score_text(criterion, tongue);
        let said = if look.width < widest + 34 {
            format!("\n{}", look.wrap("    ", &said))
        } else {
            format!("{}{said}\n", " ".repeat(widest - name.len() + 2))
        };
        out += &format!("  {} {}{said}", look.ink(ink, sign), look.ink(Ink::Strong, name));
        if let Some(trace) = trace(criterion, tongue).filter(|_| !criterion.because.is_empty()) {
            // A cost and its rule stay on one line.
            let (sum, held_at) = trace.split_once(", ").map_or((trace.as_str(), None), |(sum, at)| (sum, Some(at)));
            let terms: Vec<String> = sum.split(" - ").map(|term| term.replace(' ', "\u{a0}")).collect();
            let mut held = terms.join(" -\u{a0}").replace("\u{a0}=\u{a0}", " =\u{a0}");
            held += &held_at.map(|at| format!(", {at}")).unwrap_or_default();
            out += &look.ink_lines(Ink::Faint, &look.wrap("      ", &held).replace('\u{a0}', " "));
        }
    }
    out
}

fn gates(review: &ArticleReview, tongue: Tongue, look: Look) -> String {
    let mut out = look.heading("Gates");
    for gate in &review.gates {
        let name = gate.gate.id();
        let (ink, sign) = if gate.passed { (Ink::Good, "✓") } else { (Ink::Bad, "×") };
        let said = if gate.passed {
            tongue.pick("passed", "bestanden").to_owned()
        } else {
            format!("{} {}", tongue.pick("blocked by", "gesperrt durch"), gate.blocking.join(", "))
        };
        let text = look.wrap("    ", &format!("{name} {said}"));
        out += &format!("  {} {}", look.ink(ink, sign), text.trim_start());
    }
    out
}

/// The waivers of the article, and what has become of each.
fn waivers(article: &Reviewed, tongue: Tongue, look: Look) -> String {
    let all = &article.review.waivers;
    if all.is_empty() {
        return String::new();
    }
    let row = |waiver: &WaiverLine| {
        let state = match waiver.fate {
            Fate::Used => tongue.pick("used", "genutzt"),
            Fate::Unused => tongue.pick("unused", "ungenutzt"),
            Fate::Expired => tongue.pick("expired", "abgelaufen"),
            Fate::Incomplete => tongue.pick("does not count", "gilt nicht"),
        };
        let place = match (&waiver.origin, waiver.span) {
            (Some(origin), _) => origin.file.name.clone(),
            (None, Some(span)) => {
                let line = article.source.line_column(span.start).0;
                tongue.pick(format!("line {line}"), format!("Zeile {line}"))
            }
            (None, None) => String::new(),
        };
        let until = waiver.until.map(|day| day.to_string()).unwrap_or_default();
        let covers = waiver.covers.to_string();
        vec![waiver.rule.clone(), state.to_owned(), covers, waiver.by.clone(), until, clip(&place, ADDRESS)]
    };
    let head = tongue
        .pick(["rule", "state", "findings", "by", "until", "where"], ["Regel", "Stand", "Befunde", "von", "bis", "wo"]);
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    look.heading(tongue.pick("Waivers", "Ausnahmen")) + &look.table(&head, &rows, 0)
}

/// How many rules were not asked: most need something that few pages have. What is switched off was not meant to be asked.
fn not_asked(review: &ArticleReview, tongue: Tongue, look: Look) -> String {
    let count = review.skipped.iter().filter(|s| s.reason != "switched off").count();
    if count == 0 {
        return String::new();
    }
    let what = match (count, tongue) {
        (1, Tongue::English) => "1 rule had nothing to look at on this page; `--format json` gives it".to_owned(),
        (n, Tongue::English) => format!("{n} rules had nothing to look at on this page; `--format json` gives each"),
        (1, Tongue::German) => "1 Regel hatte auf dieser Seite nichts zu prüfen; `--format json` nennt sie".to_owned(),
        (n, Tongue::German) => {
            format!("{n} Regeln hatten auf dieser Seite nichts zu prüfen; `--format json` nennt jede")
        }
    };
    let line = what + tongue.pick(" with its reason.", " mit ihrem Grund.");
    "\n".to_owned() + &look.ink_lines(Ink::Faint, &look.wrap("", &line))
}

fn verdict(review: &ArticleReview, tongue: Tongue, look: Look) -> String {
    let count = |severity| review.findings.iter().filter(|f| f.is_open() && f.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let counts = counts(errors, warnings, notes, tongue);
    let failed: Vec<String> = review
        .gates
        .iter()
        .filter(|gate| !gate.passed)
        .map(|gate| format!("{} ({})", gate.gate.id(), gate.blocking.len()))
        .collect();
    let (ink, word) = verdict_word(review.verdict, tongue);
    let why = if failed.is_empty() {
        String::new()
    } else {
        format!("{} {}; ", tongue.pick("blocked at", "gesperrt an"), failed.join(", "))
    };
    let line = look.wrap("", &format!("{word}: {}: {why}{}", review.name(), counts));
    match line.strip_prefix(word) {
        Some(rest) => look.ink(ink, word) + rest,
        None => line,
    }
}

fn verdict_word(verdict: Verdict, tongue: Tongue) -> (Ink, &'static str) {
    match verdict {
        Verdict::Approved => (Ink::Good, tongue.pick("approved", "genehmigt")),
        Verdict::Rejected => (Ink::Bad, tongue.pick("rejected", "abgelehnt")),
    }
}

fn run_line(review: &Review, look: Look) -> String {
    let judged = |verdict| review.judged().filter(|a| a.review.verdict == verdict).count();
    let (approved, rejected) = (judged(Verdict::Approved), judged(Verdict::Rejected));
    let unread = review.articles.len() - approved - rejected;
    let tongue = review.tongue;
    let mut parts = vec![
        format!("{approved} {}", verdict_word(Verdict::Approved, tongue).1),
        format!("{rejected} {}", verdict_word(Verdict::Rejected, tongue).1),
    ];
    if unread > 0 {
        parts.push(format!("{unread} {}", tongue.pick("not readable", "nicht lesbar")));
    }
    let all = tongue.pick(format!("{} articles", review.articles.len()), format!("{} Artikel", review.articles.len()));
    look.ink(Ink::Strong, &look.wrap("", &format!("{all}: {}", parts.join(" · "))))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::analyse;
    use crate::article;
    use crate::lexicon::{Lexicons, Outlets};
    use crate::policy::Criterion;
    use crate::report::look::columns;
    use crate::review::tests::{each, hits, policy, rule};
    use crate::review::{Case, judge};
    use crate::text::Source;

    const ARTICLE: &str = "---\ntitle: The ferry\ndate: 2026-02-10\n---\n\nThe ferry sank in the harbour of Elm on \
        Monday, and the county closed the landing stage for as long as the search goes on. Divers went down twice, the \
        county said, and found nobody. The ferry was forty years old.\n";

    /// A review with an error seven times, a warning that follows from one of them, and a criterion below its minimum.
    fn review(tongue: Tongue) -> Review {
        let seven: Vec<(usize, usize)> = (0..7).map(|i| (20 * i + 4, 20 * i + 9)).collect();
        let mut consequence =
            rule("late-news", Criterion::NarrativeStructure, Severity::Warning, each(9, 9), hits(&[(0, 60)]));
        consequence.caused_by = vec!["lost-word".to_owned()];
        let policy = policy(vec![
            rule("lost-word", Criterion::CitationIntegrity, Severity::Error, each(40, 300), hits(&seven)),
            rule("one-voice", Criterion::PerspectiveDiversity, Severity::Warning, each(200, 200), hits(&[(120, 160)])),
            consequence,
        ]);
        let source = Source::utf8("drafts/ferry.md", ARTICLE);
        let analysis = analyse(article::read(&source, None), Lexicons::shipped(), Outlets::shipped());
        let (lexicons, as_of) = (Lexicons::shipped(), date(2026, 2, 12));
        let judged = judge(&Case { source: &source, analysis: &analysis, policy: &policy, lexicons, as_of, tongue });
        Review { as_of, tongue, articles: vec![Ok(Reviewed { source, review: judged })] }
    }

    fn shown(tongue: Tongue, width: usize, color: bool) -> String {
        write(&review(tongue), false, Look { color, width })
    }

    #[test]
    fn a_review_reads_well_at_every_width_and_in_both_languages() {
        insta::assert_snapshot!("review-en-80", shown(Tongue::English, 80, false));
        insta::assert_snapshot!("review-de-40", shown(Tongue::German, 40, false));
    }

    #[test]
    fn no_line_is_wider_than_the_screen_but_for_words_that_are() {
        for width in [40, 60, 80, 120] {
            let text = shown(Tongue::English, width, false);
            let wide: Vec<&str> = text.lines().filter(|line| columns(line) > width).collect();
            assert!(wide.is_empty(), "{width}: {wide:#?}");
        }
    }

    #[test]
    fn without_colours_there_is_no_escape_and_with_them_the_words_are_the_same() {
        let plain = shown(Tongue::English, 80, false);
        assert!(!plain.contains('\u{1b}'));
        let mut colored = shown(Tongue::English, 80, true);
        while let Some(start) = colored.find('\u{1b}') {
            let end = colored[start..].find('m').unwrap() + start;
            colored.replace_range(start..=end, "");
        }
        assert_eq!(plain, colored);
    }

    #[test]
    fn the_sixth_and_later_findings_of_a_rule_are_counted() {
        let text = shown(Tongue::English, 80, false);
        assert_eq!(text.matches("(lost-word)").count(), SHOWN);
        assert!(text.contains("and 2 more of lost-word"));
    }
}
