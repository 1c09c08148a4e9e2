//! Which part of the page each paragraph of a text without mark-up belongs to.

use super::furniture::LISTS;
use super::labels::{self, Label, Opens};
use super::paragraphs::Paragraph;
use super::{BlockKind, byline, entry, news_date};

/// What a paragraph is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Dek,
    Byline,
    Published,
    Updated,
    Body,
    /// A label that opens a part.
    Label(Label),
    /// Words under such a label.
    Under(Opens),
    /// Words around the article that no label names.
    Boilerplate,
}

/// The role of every paragraph. Before byte `article_until` of the text, only labels that cannot stand in an article
/// open a part.
pub(super) fn roles(paragraphs: &[Paragraph], article_until: usize) -> Vec<Role> {
    let head = header(paragraphs);
    let body = head.len();
    let mut roles = head;
    let end = (body..paragraphs.len())
        .find(|&i| opens_apparatus(paragraphs, i, article_until))
        .unwrap_or_else(|| paragraphs.len() - trailing_notes(&paragraphs[body..]));
    for paragraph in paragraphs.get(body..end).unwrap_or(&[]) {
        roles.push(match () {
            () if states_ai(paragraph) => Role::Under(Opens::Transparency),
            () if is_furniture(paragraph) => Role::Boilerplate,
            () => Role::Body,
        });
    }
    let mut under = None;
    let mut list_begins = false;
    let mut marked_list = false;
    for paragraph in &paragraphs[end..] {
        let words = paragraph.text.as_str();
        let label = labels::of_line(words).filter(|label| fits(*label, under));
        let role = match (label, under) {
            (Some(label), _) => {
                // A label inside the box or the review part does not end it.
                under = Some(match label.opens {
                    Opens::TransparencySection => Opens::Transparency,
                    Opens::Feedback => Opens::Review,
                    opens => opens,
                });
                list_begins = true;
                Role::Label(label)
            }
            (None, None) => Role::Under(Opens::Footnotes),
            (None, Some(opens @ (Opens::Sources | Opens::FurtherReading | Opens::Footnotes))) => {
                let marked = paragraph.kind == BlockKind::ListItem || entry::number(words).1 > 0;
                if list_begins {
                    marked_list = marked;
                }
                list_begins = false;
                if marked_list && !marked {
                    // Words without a mark behind a list with marks are not of the list.
                    under = Some(Opens::Discussion);
                    Role::Boilerplate
                } else {
                    Role::Under(opens)
                }
            }
            (None, Some(opens)) => Role::Under(opens),
        };
        roles.push(role);
    }
    roles
}

/// Whether a paragraph among those of the article offers something to the reader, leads to another article or announces
/// an advertisement: what a page shows between its paragraphs, and a browser copies along.
fn is_furniture(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 160;
    let words = paragraph.text.as_str();
    let lines = &LISTS.lines;
    paragraph.kind == BlockKind::Paragraph
        && words.len() <= LONGEST
        && !words.contains(['“', '”', '„', '"', '»'])
        && (lines.is_offer(words) || lines.leads_on(words) || lines.is_print_mark(words))
}

/// Whether a paragraph among those of the article says only that AI helped to make it.
fn states_ai(paragraph: &Paragraph) -> bool {
    const OPENERS: &[&str] = &["This ", "Dieser ", "Diese ", "Dieses ", "Note:", "Hinweis:", "Disclosure:", "AI", "KI"];
    let words = paragraph.text.as_str();
    words.len() <= 300 && OPENERS.iter().any(|o| words.starts_with(o)) && labels::ai_words(words).is_some()
}

/// Whether a line counts verdicts: `1 approved · 0 rejected`.
fn has_verdicts(line: &str) -> bool {
    let mut words = line.split([' ', '\u{a0}']).take(8);
    let mut previous = words.next().unwrap_or("");
    words.any(|word| {
        let letters = word.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let counted = previous.parse::<u32>().is_ok();
        previous = word;
        counted && labels::verdict(letters).is_some()
    })
}

/// The roles of the paragraphs above the body: title, dek, byline, dates.
fn header(paragraphs: &[Paragraph]) -> Vec<Role> {
    let mut roles = Vec::new();
    let meta = |p: &Paragraph| meta_role(p.text.as_str());
    // A line that stands alone is a title, unless it ends as a sentence does.
    let alone =
        |first: &Paragraph| paragraphs.len() == 1 && first.text.as_str().ends_with(['!', '?', '"', '”', '“', '»']);
    let titled = paragraphs.first().is_some_and(|first| !alone(first) && is_title(first) && meta(first).is_none());
    if titled {
        roles.push(Role::Title);
    }
    let rest = &paragraphs[roles.len()..];
    // A byline or a date among the next lines ends the header; one paragraph before it may be the dek.
    let near = || rest.iter().take(5);
    let last_meta = near().rposition(|p| meta(p).is_some());
    let others = |until: usize| near().take(until).filter(|p| meta(p).is_none());
    let header = last_meta.filter(|&last| others(last).count() <= usize::from(titled) && others(last).all(is_dek));
    match header {
        Some(last) => {
            roles.extend(rest[..=last].iter().map(|p| meta(p).unwrap_or(Role::Dek)));
            // `Title / date / dek` with the dek set close under the date.
            let after = rest.get(last + 1);
            let no_dek = !roles.contains(&Role::Dek);
            let close = after.is_some_and(|p| !p.blank_before && is_dek(p))
                && rest.get(last + 2).is_some_and(|p| p.blank_before);
            if titled && no_dek && close {
                roles.push(Role::Dek);
            }
        }
        None => {
            let close = rest.first().is_some_and(|p| !p.blank_before && is_dek(p))
                && rest.get(1).is_some_and(|p| p.blank_before);
            if titled && close {
                roles.push(Role::Dek);
            }
        }
    }
    roles
}

/// Whether a first paragraph is a title by its form.
fn is_title(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.as_str();
    paragraph.kind == BlockKind::Paragraph
        && words.len() <= 300
        && words.split_whitespace().count() <= 25
        && !words.ends_with(['.', ':', ';', ','])
        && labels::of_line(words).is_none()
}

/// Whether a paragraph near the title may be its dek. The dateline of an agency (`ARNSBY (Wire) - `) begins the body.
fn is_dek(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.as_str();
    paragraph.kind == BlockKind::Paragraph
        && words.len() <= 600
        && words.split_whitespace().count() <= 60
        && !words.starts_with('(')
        && !words.starts_with(char::is_lowercase)
        && ![") - ", ") – ", ") — "].iter().any(|dateline| words.find(dateline).is_some_and(|at| at < 60))
        && labels::of_line(words).is_none()
}

/// Byline, date of publication or of a change, where a line of its own is one.
fn meta_role(line: &str) -> Option<Role> {
    if line.len() > 120 {
        return None;
    }
    if byline::is_byline(line) {
        return Some(Role::Byline);
    }
    let (updated, date) = date_words(line);
    // A sentence that has a date in it is no date line.
    let small = |w: &&str| w.len() > 3 && w.starts_with(char::is_lowercase);
    if line.split_whitespace().filter(small).count() > 1 {
        return None;
    }
    news_date::parse(date).map(|_| if updated { Role::Updated } else { Role::Published })
}

/// Whether the date on a line is that of a change, and the date without the words before it.
pub(super) fn date_words(line: &str) -> (bool, &str) {
    const PUBLISHED: &[&str] = &[
        "published on",
        "published at",
        "published",
        "posted",
        "veröffentlicht am",
        "veröffentlicht",
        "erschienen am",
    ];
    const UPDATED: &[&str] =
        &["last updated", "updated on", "updated", "aktualisiert am", "zuletzt aktualisiert", "aktualisiert", "stand"];
    let lower = line.to_lowercase();
    let after = |words: &&&str| lower.starts_with(**words) && lower.len() == line.len();
    let cut = |words: &&str| line.get(words.len()..).unwrap_or("").trim_start_matches([':', ' ', '\u{a0}']);
    if let Some(words) = UPDATED.iter().find(after) {
        return (true, cut(words));
    }
    (false, PUBLISHED.iter().find(after).map_or(line, cut))
}

/// Whether the label at `at` ends the article.
fn opens_apparatus(paragraphs: &[Paragraph], at: usize, article_until: usize) -> bool {
    let Some(paragraph) = paragraphs.get(at) else { return false };
    let Some(label) = labels::of_line(paragraph.text.as_str()) else { return false };
    let behind = paragraph.text.whole().start >= article_until;
    let next = paragraphs.get(at + 1).map_or("", |p| p.text.as_str());
    let list_item = paragraphs.get(at + 1).is_some_and(|p| p.kind == BlockKind::ListItem);
    let lists = || {
        let parts = entry::parse(next);
        list_item || parts.label.is_some() || parts.url.is_some() || parts.domain.is_some() || next.len() < 200
    };
    match label.opens {
        Opens::Transparency | Opens::AboutAuthor => true,
        Opens::Review => behind || has_verdicts(next),
        Opens::Sources => !next.is_empty() && lists() && (behind || entry::parse(next).grade.is_some()),
        Opens::FurtherReading | Opens::Footnotes => behind && !next.is_empty() && lists(),
        // These could be headings of an article, so nothing long may follow before another label.
        Opens::Ratings | Opens::Discussion | Opens::Corrections | Opens::Elsewhere => {
            let own = paragraphs[at + 1..].iter().map(|p| p.text.as_str()).take_while(|w| labels::of_line(w).is_none());
            behind && own.filter(|w| w.len() > 250).count() <= 1
        }
        Opens::TransparencySection | Opens::Feedback => false,
    }
}

/// Whether a label may stand under the part that is open.
fn fits(label: Label, under: Option<Opens>) -> bool {
    match label.opens {
        Opens::TransparencySection => under == Some(Opens::Transparency),
        Opens::Feedback => under == Some(Opens::Review),
        _ => true,
    }
}

/// How many paragraphs at the end are notes without a label over them: `[1] …`, `¹ …`.
fn trailing_notes(paragraphs: &[Paragraph]) -> usize {
    let note = |p: &&Paragraph| {
        let words = p.text.as_str();
        words.starts_with(|c: char| c == '[' || entry::is_superscript(c)) && entry::number(words).1 > 0
    };
    let notes = paragraphs.iter().rev().take_while(note).count();
    if notes == paragraphs.len() { 0 } else { notes }
}
