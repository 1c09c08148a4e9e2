//! The record of editorial reviews that a page prints about itself.
//!
//! Two shapes are read. A published page has one line for each feedback item: `• depth scored 4/3 minimum: …` with
//! `Warnings:` and `1 gate errors:` in between. The program's own review section has a line for each criterion below
//! `Draft 1 · …`: `• depth: 4 (minimum 3, margin +1). …`.

use std::ops::Range;

use super::{Analysis, Ledger, LedgerItem, Place, ScoreLine};
use crate::article::labels::{self, Opens, Verdict};
use crate::article::{BlockKind, Part};

/// Where in a feedback item the lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Group {
    #[default]
    Scores,
    Warnings,
    Blocking,
}

/// A heading inside a feedback item.
struct Header {
    group: Group,
    /// The printed number of gate errors, and its bytes.
    count: Option<(u32, Range<usize>)>,
    /// Where it begins.
    start: usize,
}

/// Reads the review part. `None` where the page has none.
pub(super) fn ledger(analysis: &Analysis) -> Option<Ledger> {
    let mut ledger = Ledger::default();
    let mut blocks = 0;
    let mut group = Group::default();
    let mut by_draft = false;
    let mut in_list = false;
    for (index, block) in analysis.article.part(Part::Review) {
        blocks += 1;
        let text = block.words();
        let whole = Place::new(index, 0..text.len());
        let is_list_item = block.kind == BlockKind::ListItem;
        if let Some(label) = labels::of_line(text) {
            match label.opens {
                Opens::Review => ledger.label = ledger.label.or(Some(whole)),
                Opens::Feedback => ledger.feedback = ledger.feedback.or(count_in_parentheses(text, index)),
                _ => {}
            }
            in_list = false;
            continue;
        }
        if is_draft_line(text) {
            by_draft = true;
            group = Group::default();
            ledger.items.push(LedgerItem { place: whole, lines: Vec::new(), gate_errors: None });
            continue;
        }
        let header = header_at_end(text);
        let is_item = text.contains('•') || header.is_some() || score_line(text, 0..text.len(), index).is_some();
        if !is_item {
            counts(text, index, &mut ledger);
            in_list = false;
            continue;
        }
        let joins = by_draft || is_list_item && in_list;
        if !joins || ledger.items.is_empty() {
            group = Group::default();
            ledger.items.push(LedgerItem { place: whole, lines: Vec::new(), gate_errors: None });
        }
        in_list = is_list_item || header.is_some();
        if let Some(item) = ledger.items.last_mut() {
            read_item(text, index, item, &mut group);
        }
    }
    (blocks > 0).then_some(ledger)
}

/// Reads the lines of one block into an item.
fn read_item(text: &str, block: usize, item: &mut LedgerItem, group: &mut Group) {
    let mut start = 0;
    for segment in text.split('•') {
        let end = start + segment.len();
        let header = header_at_end(segment);
        let line_end = header.as_ref().map_or(end, |h| start + h.start);
        if let Some(mut line) = score_line(text, start..line_end, block) {
            line.blocking = *group == Group::Blocking;
            line.warning = *group == Group::Warnings || line.state.is_some() && !line.blocking;
            item.lines.push(line);
        }
        if let Some(header) = header {
            *group = header.group;
            if let Some((count, at)) = header.count {
                let place = Place::new(block, start + at.start..start + at.end);
                item.gate_errors = Some(match item.gate_errors {
                    Some((sum, first)) => (sum.saturating_add(count), first),
                    None => (count, place),
                });
            }
        }
        start = end + '•'.len_utf8();
    }
}

/// `Draft 2 · …`, `Entwurf 2 · …`.
fn is_draft_line(text: &str) -> bool {
    let rest = text.trim_start_matches(['#', '*', ' ']);
    let rest = rest.strip_prefix("Draft ").or_else(|| rest.strip_prefix("Entwurf "));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The heading that a segment ends with: `Warnings:`, `2 gate errors:`, `Blocking: article_quality, 1 gate error`.
fn header_at_end(segment: &str) -> Option<Header> {
    let text = segment.trim_end().trim_end_matches([':', '*']).trim_end();
    let lower = |n: usize| text.get(text.len().checked_sub(n)?..).map(str::to_lowercase);
    let ends = |word: &str| lower(word.len()).is_some_and(|t| t == word);
    let colon = segment.trim_end().trim_end_matches('*').ends_with(':');
    for (word, group) in [
        ("warnings", Group::Warnings),
        ("warnungen", Group::Warnings),
        ("scores", Group::Scores),
        ("bewertungen", Group::Scores),
    ] {
        if ends(word) && (colon || text.trim_start_matches(['#', '*', ' ']).len() == word.len()) {
            return Some(Header { group, count: None, start: text.len() - word.len() });
        }
    }
    let word = ["gate errors", "gate\u{a0}errors", "gate error", "gate\u{a0}error", "gate-fehler"]
        .into_iter()
        .find(|w| ends(w))?;
    let before = text.get(..text.len() - word.len())?.trim_end();
    let number = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let count = before.get(before.len() - number..)?.parse().ok()?;
    let end = text.len();
    // `Blocking: <gate>,` stands before the number and belongs to the heading.
    let lead = before.get(..before.len() - number)?;
    let named = ["Blocking:", "Sperrend:"].iter().find_map(|w| lead.rfind(w));
    let start = named.unwrap_or(before.len() - number);
    Some(Header { group: Group::Blocking, count: Some((count, before.len() - number..end)), start })
}

/// Reads one line with a score from `range` of a block's text.
fn score_line(text: &str, range: Range<usize>, block: usize) -> Option<ScoreLine> {
    let mut at = Cursor { text, at: range.start, end: range.end };
    at.skip(|c| c.is_whitespace() || matches!(c, '•' | '-' | '*'));
    let start = at.at;
    let gate = at.eat('[').then(|| at.take(|c| c != ']').to_owned());
    if gate.is_some() && !at.eat(']') {
        return None;
    }
    at.skip(char::is_whitespace);
    let criterion = at.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    if criterion.len() < 3 {
        return None;
    }
    let own_form = at.eat(':');
    at.skip(char::is_whitespace);
    if !own_form && at.take(char::is_alphabetic).is_empty() {
        return None;
    }
    at.skip(char::is_whitespace);
    let score: u8 = at.number()?;
    let mut minimum = None;
    let mut state = None;
    if at.eat('/') {
        minimum = Some(at.number()?);
    }
    at.skip(char::is_whitespace);
    if at.eat('(') {
        let words = at.take(|c| c != ')');
        at.eat(')');
        for part in words.split(',').map(str::trim) {
            match part.split_once(' ') {
                Some((word, value)) if is_minimum(word) => minimum = minimum.or(value.trim().parse().ok()),
                _ if !part.is_empty() && !part.contains(|c: char| c.is_ascii_digit()) => state = Some(part.to_owned()),
                _ => {}
            }
        }
    } else if own_form {
        // `rule-id: 8 of 21 markers`: a count, not a score.
        return None;
    } else {
        let word = at.take(char::is_alphabetic);
        if !is_minimum(word) {
            return None;
        }
    }
    if !at.eat(':') {
        at.eat('.');
    }
    at.skip(char::is_whitespace);
    let end = start + text.get(start..range.end)?.trim_end().len();
    let words = at.at.min(end)..end;
    Some(ScoreLine {
        place: Place::new(block, start..end),
        criterion: criterion.to_owned(),
        score,
        minimum,
        state,
        gate,
        blocking: false,
        warning: false,
        text: Place::new(block, words),
    })
}

fn is_minimum(word: &str) -> bool {
    ["minimum", "min", "mindestwert", "mindestens"].contains(&word.to_lowercase().as_str())
}

/// `1 approved · 0 rejected`, perhaps with the next label glued to it.
fn counts(text: &str, block: usize, ledger: &mut Ledger) {
    let mut cursor = Cursor { text, at: 0, end: text.len() };
    while cursor.at < cursor.end {
        cursor.skip(|c| !c.is_ascii_digit());
        let start = cursor.at;
        let Some(count) = cursor.number::<u32>() else {
            cursor.skip(|c| c.is_ascii_digit());
            continue;
        };
        cursor.skip(char::is_whitespace);
        let from = cursor.at;
        let word = cursor.take(char::is_alphabetic);
        let Some((verdict, len)) = verdict_at_start(word) else { continue };
        cursor.at = from + len;
        let found = Some((count, Place::new(block, start..from + len)));
        let slot = match verdict {
            Verdict::Approved => &mut ledger.approved,
            Verdict::Rejected => &mut ledger.rejected,
            Verdict::Pending => &mut ledger.pending,
        };
        *slot = slot.or(found);
        let rest = text.get(cursor.at..).unwrap_or_default();
        if labels::of_line(rest).is_some_and(|l| l.opens == Opens::Feedback) {
            let count = count_in_parentheses(rest, block);
            let moved = |p: Place| Place::new(block, p.start + cursor.at..p.end + cursor.at);
            ledger.feedback = ledger.feedback.or(count.map(|(n, place)| (n, moved(place))));
            return;
        }
    }
}

/// The verdict that a word is, or that it begins with where a label is glued to it: a capital follows.
fn verdict_at_start(word: &str) -> Option<(Verdict, usize)> {
    if let Some(verdict) = labels::verdict(word) {
        return Some((verdict, word.len()));
    }
    let glued = word.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    glued.take(4).find_map(|at| Some((labels::verdict(word.get(..at)?)?, at)))
}

/// The number in parentheses at the end of a label.
fn count_in_parentheses(text: &str, block: usize) -> Option<(u32, Place)> {
    let end = text.trim_end().len();
    let open = text.rfind('(')?;
    let count = text.get(open + 1..end)?.strip_suffix(')')?.parse().ok()?;
    Some((count, Place::new(block, 0..end)))
}

/// A place in a text that moves forward.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        self.take(unwanted);
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        let start = self.at;
        let number = self.take(|c| c.is_ascii_digit()).parse().ok();
        if number.is_none() {
            self.at = start;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;
    use crate::article::{Article, Block, Format};
    use crate::lexicon::{Lexicons, Outlets};
    use crate::text::MappedText;

    fn read(lines: &[&str]) -> (Analysis, Ledger) {
        let mut article = Article::new(Format::Text);
        for line in lines {
            article.blocks.push(Block::new(BlockKind::Paragraph, Part::Review, MappedText::verbatim(line, 0)));
        }
        let analysis = analyse(article, Lexicons::shipped(), Outlets::shipped());
        let ledger = ledger(&analysis).unwrap();
        (analysis, ledger)
    }

    #[test]
    fn a_published_review_part_is_read() {
        let (analysis, ledger) = read(&[
            "Redaktionelle Überprüfungen",
            "2 genehmigt · 1 abgelehntFrühere Entwurfsrückmeldungen (2)",
            "• depth scored 4/3 minimum: Good (mostly), see \"3/2\". • clarity scored 3/3 minimum: Short. \
             Warnings: • [quality] variety scored 3 (borderline): One voice.",
            "2 gate errors: • [quality] readiness scored 3/4 minimum: Not yet. • [quality] depth scored 2/3 minimum: Thin",
        ]);
        let number = |n: Option<(u32, Place)>| n.map(|(n, at)| (n, analysis.text(at).to_owned()));
        assert_eq!(number(ledger.approved), Some((2, "2 genehmigt".to_owned())));
        assert_eq!(number(ledger.rejected), Some((1, "1 abgelehnt".to_owned())));
        assert_eq!(number(ledger.feedback), Some((2, "Frühere Entwurfsrückmeldungen (2)".to_owned())));
        assert_eq!(ledger.items.len(), 2);
        assert_eq!(number(ledger.items[1].gate_errors), Some((2, "2 gate errors".to_owned())));
        let first = &ledger.items[0].lines;
        let shown: Vec<_> = first.iter().map(|l| (l.criterion.as_str(), l.score, l.minimum, l.warning)).collect();
        assert_eq!(shown, [("depth", 4, Some(3), false), ("clarity", 3, Some(3), false), ("variety", 3, None, true)]);
        assert_eq!(analysis.text(first[0].text), "Good (mostly), see \"3/2\".");
        assert_eq!(analysis.text(first[1].text), "Short.");
        assert_eq!(first[2].gate.as_deref(), Some("quality"));
        assert_eq!(first[2].state.as_deref(), Some("borderline"));
        assert!(ledger.items[1].lines.iter().all(|l| l.blocking && !l.warning));
    }

    #[test]
    fn the_program_s_own_section_is_read_in_both_languages() {
        for (draft, minimum, state, warnings, blocking) in [
            ("Draft 1 · 2026-05-12", "minimum", "borderline", "Warnings", "Blocking: quality, 1 gate error"),
            ("Entwurf 1 · 12. Mai 2026", "Mindestwert", "grenzwertig", "Warnungen", "Sperrend: quality, 1 Gate-Fehler"),
        ] {
            let (_, ledger) = read(&[
                "Editorial reviews",
                "0 approved · 1 rejected",
                draft,
                &format!("• depth: 4 ({minimum} 3, margin +1). Enough."),
                warnings,
                &format!("• [quality] variety: 3 ({state}, {minimum} 3). One voice."),
                blocking,
                "• [quality] empty-citation-marker: 8 of 21 markers lead nowhere.",
                &format!("• [quality] readiness: 3 ({minimum} 4, margin -1). 500 - 200 = 300."),
            ]);
            assert_eq!(ledger.rejected.map(|r| r.0), Some(1));
            assert_eq!(ledger.items.len(), 1, "{draft}");
            let item = &ledger.items[0];
            assert_eq!(item.gate_errors.map(|g| g.0), Some(1));
            let shown: Vec<_> = item.lines.iter().map(|l| (l.criterion.as_str(), l.score, l.minimum)).collect();
            assert_eq!(shown, [("depth", 4, Some(3)), ("variety", 3, Some(3)), ("readiness", 3, Some(4))]);
            assert!(item.lines[1].warning && item.lines[2].blocking);
            assert_eq!(item.lines[1].state.as_deref(), Some(state));
        }
    }
}
