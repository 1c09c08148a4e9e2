//! The closed lists of words by which a page names its parts: labels, grades, verdicts (`rules/lexicons/labels.toml`).

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::Part;

/// What a label line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Opens {
    /// The article's own source list.
    Sources,
    /// Links for the reader that no claim rests on.
    FurtherReading,
    Footnotes,
    /// The box that says how the article was made.
    Transparency,
    /// A label inside that box.
    TransparencySection,
    AboutAuthor,
    Ratings,
    Review,
    /// Earlier feedback, inside the review part.
    Feedback,
    Discussion,
    Corrections,
    /// Other articles of the site.
    Elsewhere,
}

impl Opens {
    /// The part of the page that blocks under the label belong to.
    pub(crate) fn part(self) -> Part {
        match self {
            Opens::Sources | Opens::FurtherReading => Part::SourceList,
            Opens::Footnotes => Part::Footnote,
            Opens::Transparency | Opens::TransparencySection => Part::Transparency,
            Opens::AboutAuthor => Part::Byline,
            Opens::Review | Opens::Feedback => Part::Review,
            Opens::Ratings | Opens::Discussion | Opens::Corrections | Opens::Elsewhere => Part::Boilerplate,
        }
    }
}

/// A label that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) opens: Opens,
    /// Whether the label itself says that AI was at work.
    pub(crate) ai: bool,
}

/// What a review came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Approved,
    Rejected,
    Pending,
}

/// The label that a whole line is: markup of a heading, letter case, a colon at the end and a count in parentheses
/// (`Discussion (3)`) aside.
pub(crate) fn of_line(line: &str) -> Option<Label> {
    let words = bare(line);
    if words.is_empty() || words.len() > LISTS.longest_label {
        return None;
    }
    LISTS.labels.get(&words.to_lowercase().replace('\u{a0}', " ")).copied()
}

/// The grade that `text` ends with (the longest that does), as a range of its bytes.
pub(crate) fn grade_at_end(text: &str) -> Option<Range<usize>> {
    LISTS.grades.iter().find(|g| text.ends_with(g.as_str())).map(|g| text.len() - g.len()..text.len())
}

/// The length in bytes of the grade that `text` starts with (the longest that does).
pub(crate) fn grade_at_start(text: &str) -> Option<usize> {
    LISTS.grades.iter().find(|g| text.starts_with(g.as_str())).map(String::len)
}

/// What a word of the review part says: `approved`, `abgelehnt`.
pub(crate) fn verdict(word: &str) -> Option<Verdict> {
    LISTS.verdicts.get(&word.to_lowercase()).copied()
}

/// The first stretch of `text` that says that AI wrote or helped to write, as a range of its bytes.
pub(crate) fn ai_words(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut before = None;
    for (start, c) in text.char_indices() {
        let at_word = c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric);
        before = Some(c);
        if !at_word {
            continue;
        }
        for phrase in &LISTS.ai {
            let end = start + phrase.len();
            let fits = bytes.get(start..end).is_some_and(|b| b.eq_ignore_ascii_case(phrase.as_bytes()));
            if fits && !text.get(end..).and_then(|t| t.chars().next()).is_some_and(char::is_alphanumeric) {
                return Some(start..end);
            }
        }
    }
    None
}

/// Whether a sentence that has this word last goes on: an article, a preposition, a verb of saying.
pub(crate) fn unfinished(word: &str) -> bool {
    LISTS.unfinished.contains(word)
}

/// Whether a word opens a noun phrase in German: `dem`, `zur`.
pub(crate) fn german_determiner(word: &str) -> bool {
    LISTS.determiners.contains(word)
}

/// Whether a word with a stop behind it is an abbreviation: `Dr`, `bzw`.
pub(crate) fn abbreviation(word: &str) -> bool {
    LISTS.abbreviations.contains(word)
}

/// The words of a label line without heading mark-up, stress marks, colon and count.
fn bare(line: &str) -> &str {
    let mut words = line.trim().trim_matches(['#', '*', '_', '=', ' ']);
    if let Some(open) = words.strip_suffix(')').and_then(|w| w.rfind('('))
        && words[open + 1..words.len() - 1].chars().all(|c| c.is_ascii_digit())
    {
        words = &words[..open];
    }
    words.trim_end_matches([':', '.', '?', ' ', '*', '_', '\u{a0}'])
}

/// The lists, made ready for looking up.
struct Lists {
    labels: HashMap<String, Label>,
    /// In bytes, with room for letters that lower case makes shorter.
    longest_label: usize,
    /// Longest first.
    grades: Vec<String>,
    verdicts: HashMap<String, Verdict>,
    /// Longest first.
    ai: Vec<String>,
    unfinished: HashSet<String>,
    abbreviations: HashSet<String>,
    determiners: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    label: Vec<LabelList>,
    grades: Languages,
    verdicts: Verdicts,
    ai: Languages,
    unfinished: Languages,
    abbreviations: Languages,
    determiners: Determiners,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Determiners {
    de: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelList {
    part: Opens,
    #[serde(default)]
    ai: bool,
    en: Vec<String>,
    de: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    en: Vec<String>,
    de: Vec<String>,
}

impl Languages {
    fn longest_first(self) -> Vec<String> {
        let mut all: Vec<String> = self.en.iter().chain(&self.de).flat_map(|words| spellings(words)).collect();
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdicts {
    approved: Vec<String>,
    rejected: Vec<String>,
    pending: Vec<String>,
}

/// The words as they are, with decomposed letters, and both with no-break spaces.
fn spellings(words: &str) -> BTreeSet<String> {
    let decomposed: String = words.nfd().collect();
    let tied = [words.replace(' ', "\u{a0}"), decomposed.replace(' ', "\u{a0}")];
    tied.into_iter().chain([words.to_owned(), decomposed]).collect()
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    // The file is part of the program and a test reads it, so that it is never at fault in a release.
    let file: File = match toml::from_str(include_str!("../../rules/lexicons/labels.toml")) {
        Ok(file) => file,
        Err(error) => panic!("rules/lexicons/labels.toml: {error}"),
    };
    let mut labels = HashMap::new();
    for list in file.label {
        for words in list.en.iter().chain(&list.de).flat_map(|words| spellings(words)) {
            labels.insert(words.to_lowercase(), Label { opens: list.part, ai: list.ai });
        }
    }
    let longest_label = labels.keys().map(String::len).max().unwrap_or(0) + 8;
    let of = |words: Vec<String>, verdict| {
        words.into_iter().flat_map(|w| spellings(&w)).map(move |w| (w, verdict)).collect::<Vec<_>>()
    };
    let verdicts = of(file.verdicts.approved, Verdict::Approved)
        .into_iter()
        .chain(of(file.verdicts.rejected, Verdict::Rejected))
        .chain(of(file.verdicts.pending, Verdict::Pending))
        .collect();
    let grades = file.grades.longest_first();
    let unfinished = file.unfinished.longest_first().into_iter().collect();
    let abbreviations = file.abbreviations.longest_first().into_iter().collect();
    Lists {
        labels,
        longest_label,
        grades,
        verdicts,
        ai: file.ai.longest_first(),
        unfinished,
        abbreviations,
        determiners: file.determiners.de.iter().flat_map(|word| spellings(word)).collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_whole_line_in_either_language() {
        assert_eq!(of_line("Sources").map(|l| l.opens), Some(Opens::Sources));
        assert_eq!(of_line("## Quellenangaben:").map(|l| l.opens), Some(Opens::Sources));
        assert_eq!(of_line("ÜBER DIE AUTORIN").map(|l| l.opens), Some(Opens::AboutAuthor));
        assert_eq!(of_line("Diskussion (12)").map(|l| l.opens), Some(Opens::Discussion));
        assert_eq!(of_line("Noch keine Kommentare.").map(|l| l.opens), Some(Opens::Discussion));
        assert_eq!(of_line("Sources close to the mayor"), None);
        assert_eq!(of_line(""), None);
        assert_eq!(of_line("()"), None);
    }

    #[test]
    fn only_some_box_titles_say_that_ai_was_at_work() {
        assert!(of_line("KI-Transparenz").is_some_and(|l| l.ai));
        assert!(of_line("Transparenzhinweis").is_some_and(|l| !l.ai));
    }

    #[test]
    fn the_longest_grade_is_taken() {
        assert_eq!(grade_at_start("SecondaryThe mayor"), Some(9));
        assert_eq!(grade_at_start("SekundärquelleDer Rat"), Some("Sekundärquelle".len()));
        assert_eq!(grade_at_start("Tier 1The mayor"), Some(6));
        assert_eq!(grade_at_end("1.bote.examplePrimär"), Some(14..21));
        assert_eq!(grade_at_end("1.bote.example"), None);
    }

    #[test]
    fn verdicts_in_both_languages() {
        assert_eq!(verdict("genehmigt"), Some(Verdict::Approved));
        assert_eq!(verdict("Rejected"), Some(Verdict::Rejected));
        assert_eq!(verdict("maybe"), None);
    }

    #[test]
    fn words_that_say_ai_wrote_are_whole_words() {
        assert_eq!(ai_words("Ada's personal ai agent for news."), Some(15..23));
        assert!(ai_words("Ein KI-Agent der Redaktion").is_some());
        assert_eq!(ai_words("She reports on AI agents and schools."), None);
    }
}
