//! Words of grade that the page gives its sources: in its prose, on its cards, in its list.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::{Analysis, GradeWord, Place, SourceDocument};
use crate::article::{Block, BlockKind, Part};

/// Every word of grade on the page. In prose one counts only with a number (`Tier 1`) or as a whole expression for a
/// source (`primary source`): the bare words mean other things there. A card counts as often as it stands on the page.
/// Where the newsroom's registry grades the outlet of a source that is listed or cited, that grade takes the place of the
/// page's labels for it.
pub(super) fn grades(analysis: &Analysis) -> Vec<GradeWord> {
    let article = &analysis.article;
    let mut grades = Vec::new();
    for (index, block) in article.blocks.iter().enumerate() {
        if matches!(block.part, Part::Body | Part::Transparency | Part::Title | Part::Dek) {
            in_prose(index, block, analysis, &mut grades);
        }
    }
    let mut graded_cards: HashSet<usize> = HashSet::new();
    let mut graded_entries: HashSet<usize> = HashSet::new();
    for (at, source) in analysis.sources.iter().enumerate() {
        let Some((grade, rank)) = newsroom_grade(analysis, source) else { continue };
        graded_cards.extend(&source.cards);
        graded_entries.extend(&source.entries);
        let entry = source.entries.first().and_then(|entry| article.entries.get(*entry));
        let entry = entry.map(|entry| Place::new(entry.block, entry.range.clone()));
        let cited = || analysis.citations.iter().find(|citation| citation.source == Some(at)).map(|c| c.place);
        if let Some(place) = entry.or_else(cited) {
            let (grade, part) = (grade.to_owned(), Part::SourceList);
            grades.push(GradeWord { place, grade, rank, part, by_newsroom: true });
        }
    }
    for (_, card) in article.cards.iter().enumerate().filter(|(index, _)| !graded_cards.contains(index)) {
        let (Some(grade), Some(block)) = (&card.grade, card.blocks.first()) else { continue };
        let Some(rank) = rank(grade) else { continue };
        let (place, part) = (Place::new(*block, 0..0), Part::SourceCard);
        let word = GradeWord { place, grade: grade.clone(), rank, part, by_newsroom: false };
        grades.extend(std::iter::repeat_n(word, card.spans.len()));
    }
    for (_, entry) in article.entries.iter().enumerate().filter(|(index, _)| !graded_entries.contains(index)) {
        let (Some(grade), Some(block)) = (&entry.grade, article.blocks.get(entry.block)) else { continue };
        let Some(rank) = rank(grade) else { continue };
        let words = block.words().get(entry.range.clone()).unwrap_or_default();
        let at = words.rfind(grade.as_str()).map_or(entry.range.clone(), |at| {
            let start = entry.range.start + at;
            start..start + grade.len()
        });
        let (place, part) = (Place::new(entry.block, at), Part::SourceList);
        grades.push(GradeWord { place, grade: grade.clone(), rank, part, by_newsroom: false });
    }
    grades
}

/// The grade that the newsroom's registry gives the outlet of a source, where it has a rank.
fn newsroom_grade<'a>(analysis: &'a Analysis, source: &SourceDocument) -> Option<(&'a str, u8)> {
    let grade = analysis.outlets.get(source.outlet?)?.tier.as_deref()?;
    Some((grade, rank(grade)?))
}

/// How good a grade is: 1 the best. `None` where the words are no grade of the vocabulary.
pub fn rank(grade: &str) -> Option<u8> {
    let digit = grade.chars().next_back().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok());
    digit.filter(|d| *d > 0).or_else(|| rank_of_word(grade.get(..3)?))
}

/// The rank of a grade by its first three letters, which English and German share.
fn rank_of_word(start: &str) -> Option<u8> {
    let is = |word: &str| start.eq_ignore_ascii_case(word);
    if is("pri") {
        Some(1)
    } else if is("sec") || is("sek") {
        Some(2)
    } else if is("ter") {
        Some(3)
    } else {
        None
    }
}

/// Words for what a grade is given to. In the body one must stand close by: banks and disease controls have tiers, too.
const GRADED: [&str; 16] = [
    "source",
    "sources",
    "outlet",
    "outlets",
    "media",
    "publication",
    "publications",
    "newspapers",
    "agencies",
    "quelle",
    "quellen",
    "medium",
    "medien",
    "zeitungen",
    "agenturen",
    "redaktionen",
];

fn in_prose(index: usize, block: &Block, analysis: &Analysis, grades: &mut Vec<GradeWord>) {
    if block.kind == BlockKind::Code {
        return;
    }
    let text = block.words();
    let Some(tokens) = analysis.tokens.get(index) else { return };
    let word = |i: usize| tokens.get(i).and_then(|t| text.get(t.range())).unwrap_or_default();
    let graded = |i: usize| GRADED.iter().any(|g| g.eq_ignore_ascii_case(word(i)));
    for (i, token) in tokens.iter().enumerate() {
        let Some((len, rank)) = grade_at(&word, i) else { continue };
        let close = (i..i + len + 4).any(graded) || len == 1 && word(i).to_lowercase().contains("quelle");
        let quoted = analysis.protected.get(index).and_then(|p| p.get(i)).copied().unwrap_or(false);
        if quoted || !close && block.part != Part::Transparency {
            continue;
        }
        let range = token.start..tokens.get(i + len - 1).map_or(token.end, |t| t.end);
        let grade = text.get(range.clone()).unwrap_or_default().to_owned();
        grades.push(GradeWord { place: Place::new(index, range), grade, rank, part: block.part, by_newsroom: false });
    }
}

/// A grade in prose that begins at a token: its tokens and its rank.
fn grade_at<'a>(word: &impl Fn(usize) -> &'a str, at: usize) -> Option<(usize, u8)> {
    let first = word(at);
    if !first.starts_with(['T', 't', 'S', 's', 'P', 'p']) {
        return None;
    }
    let number = |w: &str| w.parse::<u8>().ok().filter(|n| (1..=9).contains(n));
    let is = |w: &str| first.eq_ignore_ascii_case(w);
    if is("tier") || is("stufe") {
        return Some((2, number(word(at + 1))?));
    }
    if let Some((name, digit)) = first.split_once('-')
        && (name.eq_ignore_ascii_case("tier") || name.eq_ignore_ascii_case("stufe"))
    {
        return Some((1, number(digit)?));
    }
    if ["primary", "secondary", "tertiary"].iter().any(|w| is(w)) {
        let source = ["source", "sources"].iter().any(|s| s.eq_ignore_ascii_case(word(at + 1)));
        return rank_of_word(first.get(..3)?).filter(|_| source).map(|rank| (2, rank));
    }
    if first.len() < "primärquelle".len() {
        return None;
    }
    let lower: String = first.to_lowercase().nfc().collect();
    let compound = ["primärquelle", "sekundärquelle", "tertiärquelle"].iter().any(|w| lower.starts_with(w));
    if compound { Some((1, rank_of_word(first.get(..3)?)?)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;
    use crate::article::{Article, Format};
    use crate::lexicon::{Lexicons, Outlets};
    use crate::text::MappedText;

    fn found(part: Part, text: &str) -> Vec<(String, u8)> {
        let mut article = Article::new(Format::Text);
        article.blocks.push(Block::new(BlockKind::Paragraph, part, MappedText::verbatim(text, 0)));
        let analysis = analyse(article, Lexicons::shipped(), Outlets::shipped());
        grades(&analysis).into_iter().map(|g| (analysis.text(g.place).to_owned(), g.rank)).collect()
    }

    #[test]
    fn grades_in_prose_speak_of_sources() {
        let grade = |g: &str, rank| vec![(g.to_owned(), rank)];
        assert_eq!(found(Part::Body, "Two Tier 1 outlets agree."), grade("Tier 1", 1));
        assert_eq!(found(Part::Transparency, "All are tier-2."), grade("tier-2", 2));
        assert_eq!(found(Part::Transparency, "Drei Quellen der Stufe 1 berichten."), grade("Stufe 1", 1));
        assert_eq!(found(Part::Body, "Eine Primärquelle fehlt."), grade("Primärquelle", 1));
        assert_eq!(found(Part::Body, "It rests on primary sources alone."), grade("primary sources", 1));
        assert_eq!(found(Part::Body, "The bank's Tier 1 capital fell before the primary election."), []);
    }
}
