//! One finding for the terminal, with as much of the article's line as fits on the screen.

use std::ops::Range;

use miette::{
    LabeledSpan, MietteDiagnostic, MietteError, MietteSpanContents, Report, Severity as Grade, SourceCode, SourceSpan,
    SpanContents,
};

use super::faults::handler;
use super::look::{Look, clip, columns, plain};
use super::wording::at_lines;
use crate::policy::Severity;
use crate::review::{Finding, Reviewed, Tongue};
use crate::text::Source;

/// A finding with the line of the article. Why it matters and what to do are said at the first finding of a rule.
pub(super) fn diagnostic(
    article: &Reviewed,
    finding: &Finding,
    with_it: Vec<&str>,
    first: bool,
    tongue: Tongue,
    look: Look,
) -> String {
    let mut diagnostic = MietteDiagnostic::new(format!("{} ({})", plain(&finding.message), finding.rule));
    diagnostic.severity = Some(match finding.severity {
        Severity::Error => Grade::Error,
        Severity::Warning => Grade::Warning,
        Severity::Note => Grade::Advice,
    });
    let mut help = Vec::new();
    if let Some(pointer) = finding.pointer.as_ref().filter(|pointer| !pointer.path.is_empty()) {
        help.push(tongue.pick(
            format!("At {}, offset {}.", pointer.path, pointer.offset),
            format!("In {}, Versatz {}.", pointer.path, pointer.offset),
        ));
    }
    if !finding.related.is_empty() {
        let mut lines: Vec<usize> = finding.related.iter().map(|r| r.line).collect();
        lines.dedup();
        help.push(tongue.pick(
            format!("See also {}.", at_lines(&lines, tongue)),
            format!("Siehe auch {}.", at_lines(&lines, tongue)),
        ));
    }
    if !with_it.is_empty() {
        let rules = with_it.join(", ");
        help.push(tongue.pick(format!("Follows from it: {rules}."), format!("Folgt daraus: {rules}.")));
    }
    if first {
        help.extend([finding.why.clone()].into_iter().chain(finding.help.clone()).filter(|text| !text.is_empty()));
    }
    diagnostic.help = Some(plain(&help.join(" ")).into_owned()).filter(|help| !help.is_empty());
    let gutter = finding.line.to_string().len() + 5;
    let excerpt = Excerpt::new(&article.source, finding, look.width.saturating_sub(gutter));
    diagnostic.labels = Some(vec![LabeledSpan::underline(excerpt.mark.clone())]);
    let report = Report::new(diagnostic).with_source_code(excerpt);
    let mut out = String::new();
    match handler(look).render_report(&mut out, report.as_ref()) {
        Ok(()) => out,
        Err(_) => look.wrap("  ", &format!("{}:{}: {}", finding.line, finding.column, plain(&finding.message))),
    }
}

/// As much of a finding's line as fits on the screen.
struct Excerpt {
    name: String,
    text: String,
    /// The bytes of `text` that the finding stands on.
    mark: Range<usize>,
    line: usize,
    column: usize,
}

impl Excerpt {
    /// Cuts the line around the finding. Looks at no more of the source than can be shown: a line may be megabytes long.
    fn new(source: &Source, finding: &Finding, width: usize) -> Excerpt {
        let text = source.text();
        let start = floor(text, finding.span.start.saturating_sub(source.start()));
        let reach = width.saturating_mul(4);
        let before = text.get(floor(text, start.saturating_sub(reach))..start).unwrap_or_default();
        let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let after = text.get(start..floor(text, start + reach)).unwrap_or_default();
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        // The words before the finding get a third of the line, or what the rest of the line leaves.
        let lead = (width / 3).max(width.saturating_sub(columns(after) + 2));
        let before = tail(before.trim_start_matches('\u{feff}'), lead);
        let is_cut = start - before.len() > line_start(text, start, reach);
        let mut shown = String::from(if is_cut { "… " } else { "" });
        shown += &plain(before);
        let from = shown.len();
        let rest = clip(after, width.saturating_sub(columns(&shown)));
        let marked = rest.len().min(finding.span.len().max(1));
        shown += &plain(&rest);
        let mark = from..ceil(&shown, from + marked);
        Excerpt { name: source.name().into_owned(), text: shown, mark, line: finding.line, column: finding.column }
    }
}

/// Where the line begins, or where the look back ends.
fn line_start(text: &str, at: usize, reach: usize) -> usize {
    let from = floor(text, at.saturating_sub(reach));
    let before = text.get(from..at).unwrap_or_default();
    before
        .rfind(['\n', '\r'])
        .map_or(if from == 0 && text.starts_with('\u{feff}') { 3 } else { from }, |i| from + i + 1)
}

/// The last `width` columns of a text, from the start of a word.
fn tail(text: &str, width: usize) -> &str {
    if columns(text) <= width {
        return text;
    }
    let mut from = text.len();
    let mut wide = 0;
    for (i, c) in text.char_indices().rev() {
        wide += columns(c.encode_utf8(&mut [0; 4]));
        if wide > width {
            break;
        }
        from = i;
    }
    let end = text.get(from..).unwrap_or_default();
    end.split_once(' ').map_or(end, |(_, words)| words)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = (self.line.saturating_sub(1), self.column.saturating_sub(1));
        let whole = SourceSpan::from(0..self.text.len());
        let contents = MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, line, column, 1);
        Ok(Box::new(contents))
    }
}
