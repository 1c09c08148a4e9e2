//! Faults in settings, each with the lines of its file.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report, Severity};
use textwrap::WordSplitter;

use super::Look;
use crate::settings::{Fault, Faults};

/// Every fault, one below the other; empty where there are none.
pub fn write(faults: &Faults, look: Look) -> String {
    let handler = handler(look);
    faults.iter().map(|fault| one(fault, &handler)).collect()
}

fn one(fault: &Fault, handler: &GraphicalReportHandler) -> String {
    let mut diagnostic = MietteDiagnostic::new(fault.message.as_str());
    diagnostic.severity = Some(if fault.warning { Severity::Warning } else { Severity::Error });
    diagnostic.help.clone_from(&fault.help);
    diagnostic.labels = Some(vec![LabeledSpan::underline(fault.origin.span.clone())]);
    let file = &fault.origin.file;
    let report = Report::new(diagnostic).with_source_code(NamedSource::new(&file.name, file.text.clone()));
    let mut out = String::new();
    // Writing to a text cannot fail; a label outside of the text can, and then the sentence stands alone.
    match handler.render_report(&mut out, report.as_ref()) {
        Ok(()) => out,
        Err(_) => format!("{}: {}\n", file.name, fault.message),
    }
}

/// How diagnostics are drawn.
pub(super) fn handler(look: Look) -> GraphicalReportHandler {
    let theme = if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_context_lines(1)
        .with_links(false)
        // The ids of rules stay whole.
        .with_word_splitter(WordSplitter::NoHyphenation)
}
