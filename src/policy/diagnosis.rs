//! Faults of settings as diagnostics that show the line of the file.

use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode};
use thiserror::Error;

use crate::settings::{Fault, Faults, File};

/// A fault, ready to be shown by miette: its sentence, the file with a label at the place, and what to do.
#[derive(Debug, Error)]
#[error("{}", fault.message)]
pub struct Diagnosis {
    fault: Fault,
    source_code: NamedSource<Arc<str>>,
}

/// One diagnosis for each fault, errors before warnings, else in the order in which the faults were found.
pub fn diagnoses(faults: &Faults) -> Vec<Diagnosis> {
    let (warnings, errors): (Vec<&Fault>, Vec<&Fault>) = faults.iter().partition(|fault| fault.warning);
    // The faults of one file share its text.
    let mut last: Option<(Arc<File>, Arc<str>)> = None;
    let mut diagnoses = Vec::new();
    for fault in errors.into_iter().chain(warnings) {
        let file = &fault.origin.file;
        let text = match &last {
            Some((known, text)) if Arc::ptr_eq(known, file) => text.clone(),
            _ => Arc::from(file.text.as_str()),
        };
        last = Some((file.clone(), text.clone()));
        let source_code = NamedSource::new(&file.name, text).with_language("TOML");
        diagnoses.push(Diagnosis { fault: fault.clone(), source_code });
    }
    diagnoses
}

impl Diagnostic for Diagnosis {
    fn severity(&self) -> Option<Severity> {
        Some(if self.fault.warning { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.fault.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.fault.origin.file.text.is_empty()).then_some(&self.source_code as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let length = self.fault.origin.file.text.len();
        let span = &self.fault.origin.span;
        let (start, end) = (span.start.min(length), span.end.min(length));
        // A whole table would be underlined over many lines: its first line says where it stands.
        let text = self.fault.origin.file.text.get(start..end).unwrap_or_default();
        let line = text.lines().next().map_or(0, str::len);
        Some(Box::new(std::iter::once(LabeledSpan::new(Some("here".to_owned()), start, line))))
    }
}
