//! Where a citation card starts and ends.

use std::collections::HashSet;
use std::ops::Range;

use super::cards::Anchor;
use super::labels;

/// What stands between words.
pub(super) const SPACES: [char; 2] = [' ', '\u{a0}'];

/// Where a card starts and ends (bytes of the text), the stop of the article's sentence left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether they were judged by the wording.
    pub(super) uncertain: bool,
}

/// The edges of every anchor's card, in the order of the anchors. `groups` are the anchors that belong to one card.
pub(super) fn find(text: &str, anchors: &[Anchor], groups: &[Vec<usize>]) -> Vec<Edges> {
    let whole = |a: &Anchor| Edges { start: a.reach.start, end: a.reach.end, uncertain: false };
    let mut edges: Vec<Edges> = anchors.iter().map(whole).collect();
    // All left edges first: a card never reaches into the title of the next.
    for group in groups {
        let (length, uncertain) = title_length(text, anchors, group);
        for &i in group {
            edges[i].start = anchors[i].domain.start - length;
            edges[i].uncertain = uncertain;
        }
    }
    for i in 0..anchors.len() {
        let next = edges.get(i + 1).map_or(text.len(), |e| e.start);
        edges[i].end = anchors[i].reach.end.min(next).max(anchors[i].grade.end);
    }
    for group in groups {
        let limits: Vec<Range<usize>> = group.iter().map(|&i| anchors[i].grade.end..edges[i].end).collect();
        let next_card = group.iter().any(|&i| edges[i].end < anchors[i].reach.end || is_inner(text, edges[i].end));
        let length = match limits.as_slice() {
            [one] => single_excerpt(&text[one.clone()], next_card),
            several => common_excerpt(text, several),
        };
        for &i in group {
            edges[i].end = anchors[i].grade.end + length;
        }
    }
    edges
}

/// Whether a character may open a title: a capital, a digit, an opening quotation mark.
pub(super) fn opens_title(c: char) -> bool {
    c.is_uppercase() || c.is_ascii_digit() || "\"'“„‘‚«»".contains(c)
}

/// Whether a place lies inside a line.
fn is_inner(text: &str, at: usize) -> bool {
    !text[at..].is_empty() && !text[at..].starts_with(['\n', '\r'])
}

/// The length of the title in bytes, the same for every anchor of the group, and whether it was judged by the wording.
fn title_length(text: &str, anchors: &[Anchor], group: &[usize]) -> (usize, bool) {
    let left = |i: usize| &text[anchors[i].reach.start..anchors[i].domain.start];
    let Some((&first, others)) = group.split_first() else { return (0, true) };
    let excerpt = &text[anchors[first].grade.end..anchors[first].reach.end];
    if others.is_empty() {
        return (single_title(left(first), excerpt), true);
    }
    let first = left(first);
    let common = others.iter().map(|&i| common_end(first, left(i))).min().unwrap_or(0);
    let run = &first[first.len() - common..];
    let after_stop = last_stop(run);
    let claim_before = |at: usize| {
        let length = run.len() - at;
        group.iter().all(|&i| {
            let left = left(i);
            let claim = left[..left.len() - length].trim_end();
            !claim.is_empty() && !ends_in_stop(claim)
        })
    };
    // The same words before the card in all places: where they begin a sentence, they are its claim and not the title.
    if after_stop > 0 || common == first.len() {
        let title = single_title(&run[after_stop..], excerpt);
        if title < run.len() - after_stop {
            return (title, true);
        }
    }
    let opening = |(at, c): (usize, char)| run[..at].ends_with(SPACES) && opens_title(c) && claim_before(at);
    if let Some((at, _)) = run.char_indices().skip_while(|(at, _)| *at < after_stop).find(|&c| opening(c)) {
        return (run.len() - at, false);
    }
    // No capital: a title in small letters, or a stop inside the title (a card stands behind a claim).
    match run.char_indices().find(|&c| opening(c)) {
        Some((at, _)) => (run.len() - at, true),
        None => (run.trim_start().len(), true),
    }
}

/// How many bytes two texts have in common at their ends, cut at a character boundary.
fn common_end(a: &str, b: &str) -> usize {
    let mut len = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    while !a.is_char_boundary(a.len() - len) {
        len -= 1;
    }
    len
}

/// How many bytes two texts have in common at their starts, cut at a character boundary.
fn common_start(a: &str, b: &str) -> usize {
    let mut len = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    while !a.is_char_boundary(len) {
        len -= 1;
    }
    len
}

/// The length of the title that `left`, the text before the anchor, ends with: judged by where a sentence could lack
/// only its stop and a headline begin, no earlier than the last sentence stop. A headline says again what the excerpt
/// says, so the words of `excerpt` help.
fn single_title(left: &str, excerpt: &str) -> usize {
    let sentence = left[last_stop(left)..].trim_start();
    let told = stems(excerpt);
    let german = is_german(excerpt);
    // The words from the anchor back to the left, and for each whether it has content that the excerpt has too.
    let mut words = Vec::new();
    let mut end = sentence.len();
    for (space, gap) in sentence.rmatch_indices(SPACES).take(LONGEST_TITLE + 4) {
        let word = sentence.get(space + gap.len()..end).unwrap_or("");
        words.push((space + gap.len(), word, stem(word).map(|stem| told.contains(&stem))));
        end = space;
    }
    words.push((0, sentence.get(..end).unwrap_or(""), None));
    let (mut content, mut shared) = (0, 0);
    let mut best: Option<(i32, usize)> = None;
    for (i, &(start, word, told)) in words.iter().enumerate().take(LONGEST_TITLE) {
        content += i32::from(told.is_some());
        shared += i32::from(told == Some(true));
        let (Some(&(at, before, _)), Some(&(_, earlier, _))) = (words.get(i + 1), words.get(i + 2)) else { break };
        // Of a doubled word (`across Moorland Moorland bans`), one ends the claim and the other begins the title.
        let behind = i.checked_sub(1).and_then(|i| words.get(i)).map_or("", |w| w.1);
        let adjective = labels::german_determiner(earlier) && before.starts_with(char::is_lowercase);
        let inside = word == behind || at == 0 && before.is_empty() || german && adjective;
        if inside || !word.starts_with(opens_title) || !ends_claim(before) {
            continue;
        }
        let small = before.starts_with(char::is_lowercase) || before.ends_with(['"', '”', '“', '’', '»', '«', ')']);
        let number = before.ends_with(|c: char| c.is_ascii_digit());
        let year = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
        // In German every noun has a capital, so that one says less.
        let capital = word.starts_with(char::is_uppercase);
        let kind = if word == before || !german && (small && capital || number) {
            20
        } else if german && (small && capital || year) {
            8
        } else {
            0
        };
        let length = match i + 1 {
            ..3 => -40,
            3 => -20,
            4 => 0,
            5..7 => 8,
            7..12 => 10,
            12..17 => 4,
            _ => -30,
        };
        let claim = words[i + 1..].iter().filter_map(|w| w.2).take(3).filter(|told| *told).count();
        let claim = i32::try_from(claim).unwrap_or(0);
        let score = kind + length + 30 * shared / content.max(1) - 10 * claim;
        // Of equals, the last: the claim is mostly the longer of the two.
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, sentence.len() - start));
        }
    }
    best.map_or(sentence.len(), |(_, length)| length)
}

/// How many words before the anchor are looked at for the start of its title.
const LONGEST_TITLE: usize = 40;

/// Whether a claim that lacks its stop may end in this word: no mark inside the sentence behind it, and no word that
/// a sentence cannot end in.
fn ends_claim(word: &str) -> bool {
    let closed = word.ends_with(|c: char| c.is_alphanumeric() || "\"”“’»«)]%€$".contains(c));
    closed && !labels::unfinished(word)
}

/// Whether more of the small words of a text are German than English.
fn is_german(text: &str) -> bool {
    let count = |list: &[&str]| text.split(SPACES).take(120).filter(|w| list.contains(w)).count();
    count(&["der", "die", "das", "und", "den", "dem", "im", "von", "ein", "eine"])
        > count(&["the", "of", "and", "to", "a", "an"])
}

/// The stems of the first words of an excerpt.
fn stems(excerpt: &str) -> HashSet<String> {
    excerpt.split_whitespace().take(120).filter_map(stem).collect()
}

/// What inflected forms of a word have in common, roughly: its first five letters. `None` for a word without content.
fn stem(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let content =
        word.starts_with(char::is_uppercase) || word.chars().count() >= 4 && word.starts_with(char::is_alphabetic);
    (content && !labels::unfinished(word)).then(|| word.chars().take(5).flat_map(char::to_lowercase).collect())
}

/// Where the text behind the last sentence stop begins, white space left out; 0 where there is no stop.
fn last_stop(text: &str) -> usize {
    let stop = text.rmatch_indices(SPACES).find(|(space, _)| ends_in_stop(&text[..*space]));
    stop.map_or(0, |(space, gap)| space + gap.len())
}

/// Whether the text ends in a sentence stop, closing marks behind it aside. The stop of an abbreviation is none.
pub(super) fn ends_in_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '“', '’', '»', '«', ')', ']']);
    if bare.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(word) = bare.strip_suffix('.').map(|b| b.rsplit([' ', '\u{a0}', '\n', '(', '"']).next().unwrap_or(""))
    else {
        return false;
    };
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    !(initial || dotted || labels::abbreviation(word))
}

/// The length of an excerpt that stands in several places: as far as they are alike, the article's stop given back.
fn common_excerpt(text: &str, places: &[Range<usize>]) -> usize {
    let right = |place: &Range<usize>| &text[place.clone()];
    let Some((first, others)) = places.split_first() else { return 0 };
    let first = right(first);
    let common = others.iter().map(|p| common_start(first, right(p))).min().unwrap_or(0);
    let run = &first[..common];
    if let Some(end) = double_stop(run) {
        return end;
    }
    // What follows the run in each place: `None` where the line or the card's reach ends.
    let mut nexts = places.iter().map(|p| right(p)[common..].chars().next());
    if run.ends_with(['.', '!', '?']) {
        let is_article_stop = nexts.all(|c| c.is_none_or(char::is_whitespace));
        return if is_article_stop { run.len() - 1 } else { run.len() };
    }
    // Where the places part at a mark or a line end, the excerpt ends there; else the run went on into the article,
    // which began its next sentences alike by chance.
    let parted = nexts.any(|c| c.is_none_or(|c| ".,;:!?)".contains(c)));
    let stop = last_stop(run);
    if !parted && stop > 0 && run[stop..].chars().count() <= CHANCE {
        return run[..stop].trim_end().len() - 1;
    }
    run.trim_end().len()
}

/// How many characters two sentences of an article may share at their starts by chance.
const CHANCE: usize = 24;

/// The length of an excerpt that stands in one place, in `right`, which ends at the line's end or (`next_card`) where
/// the title of another card begins.
fn single_excerpt(right: &str, next_card: bool) -> usize {
    if let Some(end) = double_stop(right) {
        return end;
    }
    let right = right.trim_end();
    if next_card {
        // The other card stands behind a claim of the article: the last sentence is that claim.
        let stop = last_stop(right);
        if stop > 0 {
            return right[..stop].trim_end().len() - 1;
        }
    }
    right.strip_suffix(['.', '!', '?']).unwrap_or(right).len()
}

/// The length of an excerpt up to its own stop, where the article's stop follows directly: `..`, `?.`, `.".`. An
/// ellipsis of three dots is none; one with a stop behind it is.
fn double_stop(text: &str) -> Option<usize> {
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let behind = &text[at + 1..];
        if !(behind.is_empty() || behind.starts_with(char::is_whitespace)) {
            continue;
        }
        let before = &text[..at];
        let dots = before.bytes().rev().take_while(|b| *b == b'.').count();
        let bare = before.trim_end_matches(['"', '”', '“', '’', '»', '«', ')', ']']);
        if dots != 2 && bare.ends_with(['.', '!', '?', '…']) {
            return Some(at);
        }
    }
    None
}
