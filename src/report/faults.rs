//! Faults in settings, each with the lines of its file.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report, Severity};
use textwrap::WordSplitter;

use super::Look;
use crate::settings::{Fault, Faults};

/// So many faults are shown with their lines; drawing one takes a look at the whole file.
const SHOWN: usize = 100;

/// Every fault, one below the other, after the first hundred only their number; empty where there are none.
pub fn write(faults: &Faults, look: Look) -> String {
    let handler = handler(look);
    let mut out: String = faults.iter().take(SHOWN).map(|fault| one(fault, &handler)).collect();
    let more = faults.len().saturating_sub(SHOWN);
    if more > 0 {
        out += &format!("  And {more} more. Mend those above first.\n");
    }
    out
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{File, Origin};

    #[test]
    fn a_file_of_thousands_of_faults_is_told_in_a_hundred() {
        let file = File::new("pressgate.toml", "a = 1\n".repeat(150));
        let mut faults = Faults::default();
        for i in 0..150 {
            let origin = Origin { file: file.clone(), span: i * 6..i * 6 + 1 };
            faults.push(Fault::new(origin, format!("There is no key `a`, {i}.")));
        }
        let told = write(&faults, Look { color: false, width: 80 });
        assert!(told.contains("There is no key `a`, 99.") && !told.contains("There is no key `a`, 100."));
        assert!(told.ends_with("  And 50 more. Mend those above first.\n"));
    }
}
