//! Scores, where their points went, counts and lines, in words.

use crate::review::{CriterionReview, State, Tongue};

/// `4 (minimum 3, margin +1)`, `3 (borderline, minimum 3)`, `not scored (…)`. Never a fraction.
pub(super) fn score_text(review: &CriterionReview, tongue: Tongue) -> String {
    let minimum = review.minimum;
    let Some(score) = review.score else {
        let asked = match (tongue, review.applicable) {
            (Tongue::English, 0) => "no rule could be asked".to_owned(),
            (Tongue::English, 1) => "only 1 rule could be asked".to_owned(),
            (Tongue::English, n) => format!("only {n} rules could be asked"),
            (Tongue::German, 0) => "keine Regel war anwendbar".to_owned(),
            (Tongue::German, 1) => "nur 1 Regel war anwendbar".to_owned(),
            (Tongue::German, n) => format!("nur {n} Regeln waren anwendbar"),
        };
        return match tongue {
            Tongue::English => format!("not scored (minimum {minimum}; {asked})"),
            Tongue::German => format!("nicht bewertet (Mindestwert {minimum}; {asked})"),
        };
    };
    if review.state == State::Borderline {
        return match tongue {
            Tongue::English => format!("{score} (borderline, minimum {minimum})"),
            Tongue::German => format!("{score} (grenzwertig, Mindestwert {minimum})"),
        };
    }
    let margin = i16::from(score) - i16::from(minimum);
    match tongue {
        Tongue::English => format!("{score} (minimum {minimum}, margin {margin:+})"),
        Tongue::German => format!("{score} (Mindestwert {minimum}, Abstand {margin:+})"),
    }
}

/// `500 - 90 anonymous-criticism x2 - 60 dominant-voice = 350`, with the score before it where the line stands alone;
/// `None` where nothing was scored.
pub(super) fn trace(review: &CriterionReview, tongue: Tongue) -> Option<String> {
    Some(format!("{} = {}", review.score?, sum(review, tongue)?))
}

/// The sum of [`trace`] without the score.
pub(super) fn sum(review: &CriterionReview, tongue: Tongue) -> Option<String> {
    let points = review.points?;
    let mut out = String::from("500");
    for charge in review.because.iter().filter(|charge| charge.cost > 0) {
        let (name, derived) = derived(&charge.rule, tongue);
        out += &format!(" - {} {name}", charge.cost);
        if charge.findings.len() > 1 && !derived {
            out += &format!(" x{}", charge.findings.len());
        }
    }
    out += &format!(" = {points}");
    if let Some((rule, limit)) = &review.ceiling {
        out += &match tongue {
            Tongue::English => format!(", held at {limit} by {rule}"),
            Tongue::German => format!(", durch {rule} auf {limit} begrenzt"),
        };
    }
    Some(out)
}

/// The words for what readiness is derived from; rules keep their ids.
fn derived(rule: &str, tongue: Tongue) -> (&str, bool) {
    match rule {
        "criterion-below-minimum" => (tongue.pick("criteria below minimum", "Kriterien unter Mindestwert"), true),
        "open-errors" => (tongue.pick("open errors", "offene Fehler"), true),
        "open-warnings" => (tongue.pick("open warnings", "offene Warnungen"), true),
        rule => (rule, false),
    }
}

/// `1 error, 2 warnings, 0 notes`.
pub(super) fn counts(errors: usize, warnings: usize, notes: usize, tongue: Tongue) -> String {
    let named = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let counts = match tongue {
        Tongue::English => {
            [named(errors, "error", "errors"), named(warnings, "warning", "warnings"), named(notes, "note", "notes")]
        }
        Tongue::German => [
            named(errors, "Fehler", "Fehler"),
            named(warnings, "Warnung", "Warnungen"),
            named(notes, "Hinweis", "Hinweise"),
        ],
    };
    counts.join(", ")
}

/// `line 5`, `lines 5, 8 and 3 more`.
pub(super) fn at_lines(lines: &[usize], tongue: Tongue) -> String {
    const MOST: usize = 12;
    let (shown, rest) = lines.split_at(lines.len().min(MOST));
    let list: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let word = if lines.len() == 1 { tongue.pick("line", "Zeile") } else { tongue.pick("lines", "Zeilen") };
    let more = match rest.len() {
        0 => String::new(),
        n => tongue.pick(format!(" and {n} more"), format!(" und {n} weitere")),
    };
    format!("{word} {}{more}", list.join(", "))
}
