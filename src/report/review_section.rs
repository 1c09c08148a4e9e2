//! The review section: what an editor reads, and what a newsroom may print with the article.
//!
//! Counts are reckoned from the record, never stored; scores stand with their minimum and margin, never as a fraction;
//! clear scores, warnings and blocking entries are three groups, each in the fixed order of the criteria.

use jiff::civil::Date;

use super::look::Look;
use super::wording::{at_lines, score_text, sum};
use crate::policy::{Criterion, Severity};
use crate::review::{ArticleReview, CriterionReview, Finding, GateReview, State, Status, Tongue, Verdict};

/// The section of one article.
pub fn write(review: &ArticleReview, as_of: Date, tongue: Tongue, look: Look) -> String {
    let mut out = look.wrap("", tongue.pick("Editorial reviews", "Redaktionelle Überprüfungen"));
    let (approved, rejected) = match review.verdict {
        Verdict::Approved => (1, 0),
        Verdict::Rejected => (0, 1),
    };
    out += &look.wrap(
        "",
        &tongue.pick(
            format!("{approved} approved · {rejected} rejected"),
            format!("{approved} genehmigt · {rejected} abgelehnt"),
        ),
    );
    out += &look.wrap("", &draft(review, as_of, tongue));
    out += &look.wrap("", tongue.pick("Earlier draft feedback (0)", "Frühere Entwurfsrückmeldungen (0)"));
    group(&mut out, tongue.pick("Scores", "Bewertungen"), scores(review, tongue), look);
    group(&mut out, tongue.pick("Warnings", "Warnungen"), warnings(review, tongue), look);
    group(&mut out, tongue.pick("Waived", "Ausgenommen"), waived(review, tongue), look);
    for gate in review.gates.iter().filter(|gate| !gate.passed) {
        let count = gate.blocking.len();
        let (name, errors) = (gate.gate.id(), if count == 1 { "error" } else { "errors" });
        let head = tongue
            .pick(format!("Blocking: {name}, {count} gate {errors}"), format!("Sperrend: {name}, {count} Gate-Fehler"));
        group(&mut out, &head, blocking(review, gate, tongue), look);
    }
    out
}

fn group(out: &mut String, head: &str, lines: Vec<String>, look: Look) {
    if !lines.is_empty() {
        out.push('\n');
        *out += &look.wrap("", head);
        lines.iter().for_each(|line| *out += &look.wrap("• ", line));
    }
}

fn draft(review: &ArticleReview, as_of: Date, tongue: Tongue) -> String {
    let short = |hash: &str| hash.chars().take("sha256:".len() + 12).collect::<String>();
    let (draft, ruleset) = (short(&review.draft), short(&review.ruleset));
    let (profile, version) = (&review.profile, env!("CARGO_PKG_VERSION"));
    let dated = review.dated.as_deref().map(|value| format!("{} · ", day_and_time(value, tongue))).unwrap_or_default();
    let checked = day_and_time(&as_of.to_string(), tongue);
    match tongue {
        Tongue::English => format!(
            "Draft 1 · {dated}{draft} · reviewer: pressgate {version}, profile {profile}, ruleset {ruleset} · checked \
             {checked}"
        ),
        Tongue::German => format!(
            "Entwurf 1 · {dated}{draft} · geprüft von: pressgate {version}, Profil {profile}, Regelwerk {ruleset} · \
             geprüft am {checked}"
        ),
    }
}

/// `2026-02-12 10:47`, `12. Feb. 2026, 10:47`.
fn day_and_time(value: &str, tongue: Tongue) -> String {
    const MONTHS: [&str; 12] =
        ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let time = time.get(..5).unwrap_or(time);
    let date = day.parse::<Date>();
    let (day, comma) = match (tongue, date) {
        (Tongue::German, Ok(date)) => {
            let month = usize::try_from(date.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
            (format!("{}. {month} {}", date.day(), date.year()), ",")
        }
        _ => (day.to_owned(), ""),
    };
    if time.is_empty() { day } else { format!("{day}{comma} {time}") }
}

fn scores(review: &ArticleReview, tongue: Tongue) -> Vec<String> {
    let clear = review.criteria.iter().filter(|c| c.state == State::Clear);
    clear.map(|c| format!("{}: {}. {}", c.criterion.id(), score_text(c, tongue), measured(review, c, tongue))).collect()
}

fn warnings(review: &ArticleReview, tongue: Tongue) -> Vec<String> {
    let mut lines = Vec::new();
    for c in &review.criteria {
        let gate = c.criterion.gate().id();
        let line = format!("[{gate}] {}: {}.", c.criterion.id(), score_text(c, tongue));
        match c.state {
            State::Borderline => lines.push(format!("{line} {}", measured(review, c, tongue))),
            State::NotScored => lines.push(line),
            State::Below | State::Clear => {}
        }
        // What follows from another finding is told with it.
        let counts = |f: &&Finding| f.is_open() && f.severity == Severity::Warning && f.caused_by.is_none();
        let open = review.findings.iter().filter(counts);
        let mut told: Vec<&str> = Vec::new();
        for finding in open.filter(|f| f.criterion == Some(c.criterion)) {
            if !told.contains(&finding.rule.as_str()) {
                told.push(&finding.rule);
                lines.push(format!("[{gate}] {}: {}", finding.rule, rule_line(review, &finding.rule, tongue)));
            }
        }
    }
    lines
}

fn waived(review: &ArticleReview, tongue: Tongue) -> Vec<String> {
    let line = |finding: &Finding| {
        let aside = finding.set_aside.as_ref()?;
        let gate = finding.criterion.map(|c| format!("[{}] ", c.gate().id())).unwrap_or_default();
        let until = day_and_time(&aside.until.to_string(), tongue);
        let by = tongue.pick(format!("{}, until {until}", aside.by), format!("{}, bis {until}", aside.by));
        let place = with_lines(&finding.summary, &[finding.line], tongue);
        Some(format!("{gate}{}: {place} {by}: {}", finding.rule, aside.reason))
    };
    review.findings.iter().filter_map(line).collect()
}

fn blocking(review: &ArticleReview, gate: &GateReview, tongue: Tongue) -> Vec<String> {
    let name = gate.gate.id();
    let line = |id: &String| match review.criteria.iter().find(|c| c.criterion.id() == id) {
        Some(c) => format!("[{name}] {id}: {}. {}", score_text(c, tongue), measured(review, c, tongue)),
        None => format!("[{name}] {id}: {}", rule_line(review, id, tongue)),
    };
    gate.blocking.iter().map(line).collect()
}

/// What was measured in a criterion: what cost most, or that nothing was found. Readiness is a sum of the others.
fn measured(review: &ArticleReview, criterion: &CriterionReview, tongue: Tongue) -> String {
    if criterion.criterion == Criterion::PublicationReadiness {
        return sum(criterion, tongue).unwrap_or_default() + ".";
    }
    let mut charges: Vec<_> = criterion.because.iter().filter(|charge| !charge.findings.is_empty()).collect();
    charges.sort_by_key(|charge| std::cmp::Reverse(charge.cost));
    if charges.is_empty() {
        let asked = criterion.applicable;
        return match (tongue, asked) {
            (Tongue::English, 1) => "Nothing found by 1 rule.".to_owned(),
            (Tongue::English, _) => format!("Nothing found by {asked} rules."),
            (Tongue::German, 1) => "Kein Befund bei 1 Regel.".to_owned(),
            (Tongue::German, _) => format!("Kein Befund bei {asked} Regeln."),
        };
    }
    let lines: Vec<String> = charges.iter().take(3).map(|charge| rule_line(review, &charge.rule, tongue)).collect();
    lines.join(" ")
}

/// What a rule found, and in which lines.
fn rule_line(review: &ArticleReview, rule: &str, tongue: Tongue) -> String {
    let all: Vec<&Finding> = review.findings.iter().filter(|f| f.rule == rule && f.status == Status::New).collect();
    let all = if all.is_empty() { review.findings.iter().filter(|f| f.rule == rule).collect() } else { all };
    let Some(first) = all.first() else { return String::new() };
    let mut lines: Vec<usize> = all.iter().map(|f| f.line).collect();
    if let [only] = all.as_slice() {
        lines.extend(only.related.iter().map(|r| r.line));
        lines.sort_unstable();
        lines.dedup();
    }
    with_lines(&first.summary, &lines, tongue)
}

/// The sentence with the lines before its full stop, where it does not name any itself.
fn with_lines(sentence: &str, lines: &[usize], tongue: Tongue) -> String {
    let sentence = sentence.trim();
    if sentence.contains(tongue.pick("(line", "(Zeile")) {
        return sentence.to_owned();
    }
    let bare = sentence.strip_suffix('.').unwrap_or(sentence);
    let lines = at_lines(lines, tongue);
    match bare.strip_suffix(')') {
        Some(open) => format!("{open}; {lines})."),
        None => format!("{bare} ({lines})."),
    }
}
