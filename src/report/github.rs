//! Annotations in a GitHub workflow, by workflow commands on standard output.
//!
//! GitHub shows at most ten errors and ten warnings of a step. The gravest come first, and what is left out is counted in
//! a notice.

use super::wording::counts;
use crate::policy::Severity;
use crate::review::{Finding, Review, Reviewed, Tongue, Verdict};
use crate::text::Coordinates;

/// The most annotations of one grade that a step shows.
const LIMIT: usize = 10;

/// The commands, one a line.
pub fn write(review: &Review) -> String {
    let unread = review.articles.iter().filter_map(|article| article.as_ref().err());
    let unread = unread.map(|input| {
        let item = input.item.as_ref().map(|item| format!("{item}: ")).unwrap_or_default();
        command("error", &[("file", &input.path)], &(item + &input.sentence))
    });
    let unread: Vec<String> = unread.collect();
    let (errors, warnings) = (annotations(review, Severity::Error), annotations(review, Severity::Warning));
    let errors: Vec<String> = unread.into_iter().chain(errors).collect();
    let notes = open(review, Severity::Note).count();
    let mut out: Vec<String> = errors.iter().take(LIMIT).chain(warnings.iter().take(LIMIT)).cloned().collect();
    let hidden = errors.len().saturating_sub(LIMIT) + warnings.len().saturating_sub(LIMIT) + notes;
    let tongue = review.tongue;
    let verdict = match review.verdict() {
        Verdict::Approved => tongue.pick("approved", "genehmigt"),
        Verdict::Rejected => tongue.pick("rejected", "abgelehnt"),
    };
    let counts = counts(errors.len(), warnings.len(), notes, tongue);
    let hidden = match tongue {
        Tongue::English => format!("{hidden} of them not shown here"),
        Tongue::German => format!("{hidden} davon hier nicht gezeigt"),
    };
    let sum = format!("{verdict}: {counts}; {hidden}");
    out.push(command("notice", &[("title", "pressgate")], &sum));
    out.iter().map(|line| line.clone() + "\n").collect()
}

fn open(review: &Review, severity: Severity) -> impl Iterator<Item = (&Reviewed, &Finding)> {
    let all = review.judged().flat_map(|article| article.review.findings.iter().map(move |finding| (article, finding)));
    all.filter(move |(_, finding)| finding.is_open() && finding.severity == severity)
}

/// The annotations of one grade: what follows from another finding comes last.
fn annotations(review: &Review, severity: Severity) -> Vec<String> {
    let mut all: Vec<(&Reviewed, &Finding)> = open(review, severity).collect();
    all.sort_by_key(|(_, finding)| finding.caused_by.is_some());
    all.into_iter().map(|(article, finding)| annotation(article, finding)).collect()
}

fn annotation(article: &Reviewed, finding: &Finding) -> String {
    let name = if finding.severity == Severity::Error { "error" } else { "warning" };
    let (end_line, end_column) = article.source.line_column(finding.span.end);
    let (line, end) = (finding.line.to_string(), end_line.to_string());
    let (column, end_column) = (finding.column.to_string(), end_column.to_string());
    let mut properties = vec![("file", article.review.path.as_str())];
    // The lines of a text that was taken out of the file are none of the file's.
    let in_file = article.source.coordinates() != Coordinates::Extracted;
    if in_file {
        properties.extend([("line", line.as_str()), ("endLine", &end)]);
    }
    // Columns are taken only where both ends stand in one line.
    if in_file && line == end {
        properties.extend([("col", column.as_str()), ("endColumn", &end_column)]);
    }
    properties.push(("title", &finding.rule));
    let parts = [Some(&finding.message), Some(&finding.why), finding.help.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let parts = parts.join(" ");
    let message = article.review.item.as_ref().map_or(parts.clone(), |item| format!("{item}: {parts}"));
    command(name, &properties, &message)
}

fn command(name: &str, properties: &[(&str, &str)], message: &str) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let value = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let properties: Vec<String> = properties.iter().map(|(key, text)| format!("{key}={}", value(text))).collect();
    format!("::{name} {}::{}", properties.join(","), escape(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let line = command("error", &[("file", "a,b:c.md"), ("line", "3")], "38 %\nleft: over");
        assert_eq!(line, "::error file=a%2Cb%3Ac.md,line=3::38 %25%0Aleft: over");
    }
}
