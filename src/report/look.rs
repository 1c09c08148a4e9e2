//! Colours, widths, wrapped lines and tables of what is printed for people.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// How to print for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
}

/// What a colour says. Each is also said in words: nothing depends on seeing it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Strong,
    Faint,
    Bad,
    Warn,
    Good,
}

impl Look {
    /// The text in a colour, where colours are on.
    pub(super) fn ink(self, ink: Ink, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Bad => "1;31",
            Ink::Warn => "33",
            Ink::Good => "32",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Each line of a text in a colour.
    pub(super) fn ink_lines(self, ink: Ink, text: &str) -> String {
        text.lines().map(|line| self.ink(ink, line) + "\n").collect()
    }

    /// A heading of a part of the output, with an empty line before it.
    pub(super) fn heading(self, text: &str) -> String {
        format!("\n{}\n", self.ink(Ink::Strong, text))
    }

    /// The text in lines of the width, the first begun by `first`, the others by as many blanks.
    pub(super) fn wrap(self, first: &str, text: &str) -> String {
        let indent = columns(first);
        let mut out = String::from(first);
        let mut at = indent;
        for (i, word) in plain(text).split(' ').filter(|word| !word.is_empty()).enumerate() {
            let wide = columns(word);
            if i > 0 && at + 1 + wide > self.width {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                at = indent;
            } else if i > 0 {
                out.push(' ');
                at += 1;
            }
            out.push_str(word);
            at += wide;
        }
        out.push('\n');
        out
    }

    /// Rows under a head. The column `gives` gives way where the line is too narrow; where even that does not help, each
    /// row becomes a few lines.
    pub(super) fn table(self, head: &[&str], rows: &[Vec<String>], gives: usize) -> String {
        let widest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
            cells.chain(head.get(column).map(|h| columns(h))).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..head.len()).map(widest).collect();
        let others: usize = widths.iter().enumerate().filter(|(i, _)| *i != gives).map(|(_, w)| w + 2).sum();
        if let Some(width) = widths.get_mut(gives) {
            let left = self.width.saturating_sub(others + 2);
            if left < (*width).min(16) {
                return self.records(head, rows);
            }
            *width = left.min(*width);
        }
        let numbers = |column: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
        };
        let right: Vec<bool> = (0..head.len()).map(numbers).collect();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::from("  ");
            for (column, cell) in cells.enumerate() {
                let width = widths.get(column).copied().unwrap_or(0);
                let cell = clip(&plain(cell), width);
                let gap = " ".repeat(width - columns(&cell).min(width));
                let (before, after) =
                    if right.get(column) == Some(&true) { (gap, String::new()) } else { (String::new(), gap) };
                line += &format!("{}{before}{cell}{after}", if column == 0 { "" } else { "  " });
            }
            line.trim_end().to_owned()
        };
        let mut out = self.ink(Ink::Faint, &line(&mut head.iter().copied())) + "\n";
        for row in rows {
            out += &line(&mut row.iter().map(String::as_str));
            out.push('\n');
        }
        out
    }

    /// The rows of a table as small paragraphs.
    fn records(self, head: &[&str], rows: &[Vec<String>]) -> String {
        let mut out = String::new();
        for row in rows {
            out += &self.wrap("  ", row.first().map_or("", String::as_str));
            let rest = head.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
            let rest: Vec<String> = rest.map(|(name, cell)| format!("{name} {cell}")).collect();
            if !rest.is_empty() {
                out += &self.wrap("    ", &rest.join(" · "));
            }
        }
        out
    }
}

/// The text without characters that would steer the terminal; other white space as blanks.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    // Directions of writing can hide what stands in a line (CVE-2021-42574).
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(steers) { text.replace(steers, " ").into() } else { text.into() }
}

/// The columns that a text takes on a terminal.
pub(super) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text, or as much of it as fits into `width` columns with `…` at the end.
pub(super) fn clip(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if columns(&out) + columns(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Look = Look { color: false, width: 24 };

    #[test]
    fn lines_wrap_under_their_first_word() {
        assert_eq!(
            NARROW.wrap("• ", "the county said the bridge is shut"),
            "• the county said the\n  bridge is shut\n"
        );
    }

    #[test]
    fn a_long_name_gives_way_and_a_narrow_line_turns_rows_into_lines() {
        let rows = [vec!["The Harbour Chronicle of Elmsted".to_owned(), "3".to_owned()]];
        let table = NARROW.table(&["source", "no"], &rows, 0);
        assert_eq!(table, "  source              no\n  The Harbour Chron…   3\n");
        let table = Look { color: false, width: 16 }.table(&["source", "cited"], &rows, 0);
        assert_eq!(table, "  The Harbour\n  Chronicle of\n  Elmsted\n    cited 3\n");
    }

    #[test]
    fn clipping_counts_columns_not_bytes() {
        assert_eq!(clip("Überschwemmung", 5), "Über…");
        assert_eq!(clip("kurz", 5), "kurz");
    }
}
