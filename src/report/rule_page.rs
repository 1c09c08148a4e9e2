//! Rules for people: the list of all, and the page of one.

use super::look::{Ink, Look};
use crate::policy::{Cost, Need, Rule, Severity, StepUnit, references};
use crate::review::Tongue;

/// One line for each rule.
pub fn list(rules: &[&Rule], tongue: Tongue, look: Look) -> String {
    let criterion = |rule: &Rule| rule.criterion.map_or("page_health", |c| c.id()).to_owned();
    let row =
        |rule: &&Rule| vec![rule.id.clone(), criterion(rule), severity(rule.severity).to_owned(), rule.title.clone()];
    let rows: Vec<Vec<String>> = rules.iter().map(row).collect();
    let head = tongue.pick(["rule", "criterion", "severity", "finds"], ["Regel", "Kriterium", "Schwere", "findet"]);
    let count = rules.len();
    let sum = match (tongue, count) {
        (Tongue::English, 1) => "1 rule".to_owned(),
        (Tongue::English, _) => format!("{count} rules"),
        (Tongue::German, 1) => "1 Regel".to_owned(),
        (Tongue::German, _) => format!("{count} Regeln"),
    };
    format!("{}\n{sum}\n", look.table(&head, &rows, 3))
}

/// What a rule looks for, why, what to do, what it costs, and its examples.
pub fn page(rule: &Rule, tongue: Tongue, look: Look) -> String {
    let words = rule.words(tongue.code());
    let mut out = format!("{}\n", look.ink(Ink::Strong, &rule.id));
    out += &look.wrap("", &rule.title);
    let section = |head: &str, text: &str| {
        if text.is_empty() { String::new() } else { look.heading(head) + &look.wrap("  ", text) }
    };
    out += &section(tongue.pick("What it says", "Was sie sagt"), &words.message);
    out += &section(tongue.pick("Why it matters", "Warum das zählt"), &words.why);
    out += &section(tongue.pick("What to do", "Was zu tun ist"), &words.help);
    // The comment in the file is in English.
    out += &section(tongue.pick("How it decides", "Wie sie entscheidet"), &decision(rule).unwrap_or_default());
    out += &look.heading(tongue.pick("How it counts", "Wie sie zählt"));
    for line in counting(rule) {
        out += &look.wrap("  ", &line);
    }
    for (i, example) in rule.examples.iter().enumerate() {
        out += &look.heading(&format!("{} {}", tongue.pick("Example", "Beispiel"), i + 1));
        for (sign, ink, text) in [("×", Ink::Bad, &example.bad), ("✓", Ink::Good, &example.good)] {
            out += &format!("  {} ", look.ink(ink, sign));
            for (i, line) in text.trim_end().lines().enumerate() {
                out += if i == 0 || line.is_empty() { "" } else { "    " };
                out += &super::look::plain(line);
                out.push('\n');
            }
        }
    }
    if !rule.references.is_empty() {
        out += &look.heading(tongue.pick("Where it comes from", "Woher sie kommt"));
        for key in &rule.references {
            let known = references().get(key);
            let title = known.map_or("", |reference| reference.title.as_str());
            let address = known.and_then(|reference| reference.address.as_deref()).unwrap_or_default();
            out += &look.wrap("  ", &format!("{key}: {title} {address}"));
        }
    }
    out
}

pub(super) fn severity(severity: Option<Severity>) -> &'static str {
    match severity {
        None => "off",
        Some(Severity::Note) => "note",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    }
}

/// How a shipped rule decides: the comment that its file begins with.
pub(super) fn decision(rule: &Rule) -> Option<String> {
    let file = &rule.origin.file;
    let lines = file.text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
    let text = lines.collect::<Vec<_>>().join(" ");
    (file.shipped && !text.is_empty()).then_some(text)
}

pub(super) fn counting(rule: &Rule) -> Vec<String> {
    let criterion = rule.criterion.map_or_else(
        || "page health, which is not scored".to_owned(),
        |c| format!("{} (gate {})", c.id(), c.gate().id()),
    );
    let raised = rule.raise.iter().map(|raise| raise.to).max();
    let raised = raised.map(|to| format!(", {} under conditions", severity(Some(to)))).unwrap_or_default();
    let mut lines = vec![
        format!("criterion: {criterion}"),
        format!("severity: {}{raised}", severity(rule.severity)),
        format!("cost: {}", cost(&rule.cost)),
        format!("detector: {}", rule.detector_name),
    ];
    if let Some(ceiling) = rule.ceiling {
        lines.push(format!("ceiling: with a finding, the criterion's score is at most {ceiling}"));
    }
    if !rule.needs.is_empty() {
        let needs: Vec<&str> = rule.needs.iter().map(|need| named(*need)).collect();
        lines.push(format!("needs: {}", needs.join(", ")));
    }
    let languages = rule.languages.as_ref().map_or_else(|| "any".to_owned(), |codes| codes.join(", "));
    lines.push(format!("languages: {languages}"));
    if !rule.supersedes.is_empty() {
        lines.push(format!("takes the place of: {}", rule.supersedes.join(", ")));
    }
    if !rule.caused_by.is_empty() {
        lines.push(format!("costs nothing where it follows from: {}", rule.caused_by.join(", ")));
    }
    lines.push(format!("since: {}; set in {}", rule.since, rule.origin.file.name));
    lines
}

fn named(need: Need) -> &'static str {
    match need {
        Need::Title => "a title",
        Need::Body => "a body",
        Need::Published => "a date of publication",
        Need::SourceList => "a source list",
        Need::Transparency => "a transparency part",
        Need::CitingPage => "a page that cites",
    }
}

fn cost(cost: &Cost) -> String {
    match cost {
        Cost::Each { cap: 0, .. } | Cost::Each { each: 0, .. } => "nothing".to_owned(),
        Cost::Each { each, cap } => format!("{each} points for each finding, at most {cap}"),
        Cost::Steps { rows, beyond, unit } => {
            let unit = match unit {
                StepUnit::Percent => "%",
                StepUnit::PerThousandWords => "per 1,000 words",
            };
            let rows: Vec<String> =
                rows.iter().map(|row| format!("up to {} {unit}: {}", row.limit, row.cost)).collect();
            format!("{}; above: {beyond} points", rows.join(", "))
        }
    }
}
