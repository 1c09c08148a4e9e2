//! Where a citation card starts and ends.

use std::ops::Range;

use super::cards::Anchor;
use super::labels;

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
    if others.is_empty() {
        return (single_title(left(first)), true);
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
        let title = single_title(&run[after_stop..]);
        if title < run.len() - after_stop {
            return (title, true);
        }
    }
    let opening = |(at, c): (usize, char)| run[..at].ends_with(' ') && opens_title(c) && claim_before(at);
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
/// only its stop and a headline begin.
fn single_title(left: &str) -> usize {
    let sentence = &left[last_stop(left)..];
    let first_space = sentence.trim_start().find(' ').map(|at| at + sentence.len() - sentence.trim_start().len());
    let mut words_behind = 0;
    let mut fair = None;
    let mut any = None;
    let mut end = sentence.len();
    for (space, _) in sentence.rmatch_indices(' ') {
        let word = &sentence[space + 1..end];
        end = space;
        words_behind += usize::from(!word.is_empty());
        let before = sentence[..space].rsplit(' ').next().unwrap_or("");
        if !word.starts_with(char::is_uppercase) || !ends_claim(before) {
            continue;
        }
        let length = sentence.len() - space - 1;
        any = any.or(Some(length));
        let complete = first_space.is_some_and(|first| first < space) && !labels::unfinished(before);
        if complete && words_behind >= 5 {
            return length;
        }
        if complete && words_behind >= 3 {
            fair = fair.or(Some(length));
        }
    }
    fair.or(any).unwrap_or(sentence.trim_start().len())
}

/// Whether the claim may end in this word: a word in small letters, a number, a closing mark.
fn ends_claim(word: &str) -> bool {
    let small = word.starts_with(char::is_lowercase) && word.ends_with(char::is_alphanumeric);
    small || word.ends_with(|c: char| c.is_ascii_digit() || "\"”“’»«)]%€$".contains(c))
}

/// Where the text behind the last sentence stop begins, white space left out; 0 where there is no stop.
fn last_stop(text: &str) -> usize {
    let stop = text.rmatch_indices(' ').find(|(space, _)| ends_in_stop(&text[..*space]));
    stop.map_or(0, |(space, _)| space + 1)
}

/// Whether the text ends in a sentence stop, closing marks behind it aside. The stop of an abbreviation is none.
pub(super) fn ends_in_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '“', '’', '»', '«', ')', ']']);
    if bare.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(word) = bare.strip_suffix('.').map(|b| b.rsplit([' ', '\n', '(', '"']).next().unwrap_or("")) else {
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
