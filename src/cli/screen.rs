//! Standard output and standard error: colours where they are wanted, the width of the terminal, pipes that close.

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::report::Look;

/// Where output goes.
pub struct Screen {
    no_color: bool,
    quiet: bool,
}

impl Screen {
    /// The process's own output.
    pub fn new(no_color: bool, quiet: bool) -> Screen {
        // https://no-color.org: set to anything but an empty text
        let asked = env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Screen { no_color: no_color || asked || env::var_os("TERM").is_some_and(|t| t == "dumb"), quiet }
    }

    /// Whether only what was asked for is printed.
    pub fn quiet(&self) -> bool {
        self.quiet
    }

    /// How to print to standard output.
    pub fn look(&self) -> Look {
        Look { color: !self.no_color && io::stdout().is_terminal(), width: width() }
    }

    /// How to print to standard error.
    pub fn error_look(&self) -> Look {
        Look { color: !self.no_color && io::stderr().is_terminal(), width: width() }
    }

    /// Prints a text to standard error.
    pub fn show(&self, text: &str) {
        let _closed = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints to standard output. A reader that has seen enough (`head`) ends the output, quietly.
    pub fn print(&self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        let _closed = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Prints what was unsure about an input to standard error: `pressgate: path: sentence`.
    pub fn note(&self, about: &str, sentence: &str) {
        if !self.quiet {
            self.show(&format!("pressgate: {about}: {sentence}\n"));
        }
    }

    /// Prints a sentence to standard error: `pressgate: path: sentence`.
    pub fn complain(&self, about: &str, sentence: &str) {
        let mut out = io::stderr().lock();
        let bold = !self.no_color && io::stderr().is_terminal();
        let (on, off) = if bold { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let _closed = writeln!(out, "{on}pressgate:{off} {about}: {sentence}");
    }
}

/// Columns to print in: `COLUMNS`, else those of the terminal, else 100. More than 120 are hard to read.
fn width() -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    told.or_else(seen).unwrap_or(100).clamp(30, 120)
}
