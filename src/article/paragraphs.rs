//! Lines of a text without mark-up, put together to paragraphs.

use super::furniture::LISTS;
use super::{BlockKind, byline, entry, labels};
use crate::text::MappedText;

/// A paragraph, heading or list item as the lines show it.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// What its first line says that it is; whether it is a heading is told by its neighbours.
    pub(super) kind: BlockKind,
    pub(super) text: MappedText,
    /// Whether a blank line stands before it.
    pub(super) blank_before: bool,
    /// Where its first line starts, its list mark included (bytes of the text).
    pub(super) opened: usize,
}

/// One line that is not blank.
struct Line<'t> {
    opened: usize,
    /// Where `words` starts in the text (bytes).
    start: usize,
    /// The line without white space and list or quotation marks at its start.
    words: &'t str,
    kind: BlockKind,
    indented: bool,
    blank_before: bool,
}

impl Line<'_> {
    /// The words with their places, white space folded. A line that may hold citation cards is kept byte for byte: they
    /// are cut out by their places.
    fn text(&self) -> MappedText {
        let text = MappedText::verbatim(self.words, self.start);
        let mut spaced = false;
        let irregular = self.words.chars().any(|c| {
            let doubled = c.is_whitespace() && (spaced || c != ' ');
            spaced = c == ' ';
            doubled
        });
        if irregular && !self.words.contains('·') { text.folded() } else { text }
    }
}

/// The paragraphs of a text. Lines that were broken to a width are joined again; where paragraphs are single lines,
/// each line stays one.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = wrapped_at(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let joins = previous.is_some_and(|p| continues(p, line, paragraphs.last(), width));
        match (paragraphs.last_mut(), previous) {
            (Some(paragraph), Some(previous)) if joins => {
                let gap = previous.start + previous.words.len()..line.start;
                paragraph.text.push_for(" ", gap.into());
                paragraph.text.append(&line.text());
            }
            _ => paragraphs.push(Paragraph {
                kind: line.kind,
                text: line.text(),
                blank_before: line.blank_before,
                opened: line.opened,
            }),
        }
        previous = Some(line);
    }
    paragraphs
}

/// The lines of a text as paragraphs, for a page that has one in each.
pub(super) fn single_lines(text: &str) -> Vec<Paragraph> {
    let paragraph = |line: Line| Paragraph {
        kind: line.kind,
        text: line.text(),
        blank_before: line.blank_before,
        opened: line.opened,
    };
    lines(text).into_iter().map(paragraph).collect()
}

/// The lines that have words. A line of dashes or equals signs only separates.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut blank_before = true;
    let mut at = 0;
    for raw in text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += raw.len();
        let content = if start == 0 { raw.trim_start_matches('\u{feff}') } else { raw };
        if content == "\n" && text[..start].ends_with('\r') {
            continue;
        }
        if !content.chars().any(char::is_alphanumeric) {
            blank_before = true;
            continue;
        }
        let (kind, words) = opened(content.trim());
        let opened = start + (raw.len() - content.len()) + (content.len() - content.trim_start().len());
        let start = opened + (content.trim().len() - words.len());
        let indented = content.starts_with([' ', '\t']);
        lines.push(Line { opened, start, words, kind, indented, blank_before });
        blank_before = false;
    }
    lines
}

/// What a line's first characters say that it is, and the line without them.
fn opened(line: &str) -> (BlockKind, &str) {
    if let Some(quoted) = line.strip_prefix('>') {
        return (BlockKind::Quote, quoted.trim_start_matches(['>', ' ']));
    }
    if let Some(item) =
        line.strip_prefix(['-', '*', '•', '–', '‣', '◦']).filter(|l| l.starts_with([' ', '\t', '\u{a0}']))
    {
        return (BlockKind::ListItem, item.trim_start());
    }
    let numbered = entry::number(line).1 > 0 && line.starts_with(|c: char| c.is_ascii_digit());
    let caption = [
        "FILE PHOTO:",
        "PHOTO:",
        "Caption:",
        "Bildunterschrift:",
        "Picture:",
        "Photo:",
        "Image:",
        "Foto:",
        "Bild:",
        "Grafik:",
        "Credit:",
    ];
    if numbered {
        (BlockKind::ListItem, line)
    } else if caption.iter().any(|c| line.starts_with(c)) || LISTS.lines.opens_credit(line) {
        (BlockKind::Caption, line)
    } else {
        (BlockKind::Paragraph, line)
    }
}

/// The width in characters that lines were broken at, if they were: most lines with another one right below them do
/// not end where a sentence does.
fn wrapped_at(lines: &[Line]) -> Option<usize> {
    let length = |line: &Line| line.words.chars().take(LONGEST_WRAP + 1).count();
    let width = lines.iter().filter(|l| !l.words.contains("://")).map(length).max().unwrap_or(0);
    let inner = lines.windows(2).filter(|w| !w[1].blank_before && w[1].kind == BlockKind::Paragraph);
    let (mut all, mut open) = (0, 0);
    for pair in inner {
        all += 1;
        open += usize::from(!pair[0].words.ends_with(['.', '!', '?', '"', '”', '“', ':']));
    }
    (width <= LONGEST_WRAP && all >= 2 && open * 2 > all).then_some(width)
}

/// No editor breaks lines at a greater width, in characters.
const LONGEST_WRAP: usize = 110;

/// Whether `line` goes on with the paragraph that `previous` belongs to.
fn continues(previous: &Line, line: &Line, paragraph: Option<&Paragraph>, width: Option<usize>) -> bool {
    let kind = paragraph.map_or(BlockKind::Paragraph, |p| p.kind);
    let same = line.kind == BlockKind::Quote && kind == BlockKind::Quote;
    let opens = line.kind != BlockKind::Paragraph && !same;
    if line.blank_before || opens || (kind == BlockKind::Quote && !same) || entry::number(line.words).1 > 0 {
        return false;
    }
    if same {
        return true;
    }
    let alone = |line: &Line| labels::of_line(line.words).is_some() || byline::is_byline(line.words);
    if alone(previous) || alone(line) {
        return false;
    }
    let Some(width) = width else { return line.indented && kind == BlockKind::ListItem };
    // The line was broken where the next word no longer fitted.
    let next = line.words.split(' ').next().unwrap_or("").chars().count();
    let length = previous.words.chars().count();
    length + 1 + next > width.saturating_sub(SLACK) || line.indented && kind == BlockKind::ListItem
}

/// How many characters short of the width an editor may break a line.
const SLACK: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split(text).iter().map(|p| p.text.as_str().to_owned()).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "Dyke fails in storm\n\nThe dyke at Marsh Harbour failed on Monday night when the\nwater rose above \
                    the mark of 1962, the harbour board said on\nTuesday morning.\n\nNobody was hurt in the night, but \
                    forty houses at the old\nquay stand under water.\n";
        let found = texts(text);
        assert_eq!(found.len(), 3);
        assert!(found[1].ends_with("the harbour board said on Tuesday morning."));
    }

    #[test]
    fn single_lines_stay_paragraphs() {
        let long = "The dyke at Marsh Harbour failed on Monday night when the water rose above the mark of 1962, the \
                    harbour board said on Tuesday.";
        assert_eq!(texts(&format!("Dyke fails\n{long}\r\n{long}\r\n")).len(), 3);
    }

    #[test]
    fn list_items_and_quotations_lose_their_marks_and_keep_their_places() {
        let text = "- one\n- two\n> said\n> again\n1. three";
        let found = split(text);
        assert_eq!(texts(text), ["one", "two", "said again", "1. three"]);
        assert_eq!(found[1].text.whole(), crate::text::Span::new(8, 11));
        assert_eq!(found[2].kind, BlockKind::Quote);
    }
}
