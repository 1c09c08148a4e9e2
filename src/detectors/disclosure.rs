//! `disclosure.*`: what the page says of itself.
//!
//! * `disclosure.ai`: the page shows that AI was at work (the title of a box, the author's description, metadata), but
//!   no plain sentence before the end of the body says that the text was made by or with it. A plain sentence has a
//!   word for AI, one for making and one for the text. Facts: `signal` (the words that show it), `late` (1 where such
//!   a sentence stands only after the body).

use super::{Context, Detect, Evidence, Hit, Outcome};
use crate::analysis::{Analysis, Place};
use crate::article::{Block, Field, Part};
use crate::lexicon::{Lexicons, WordList};
use crate::settings::{Faults, Fields, Node};
use crate::text::Token;

#[derive(Debug)]
struct Ai;

/// Builds `disclosure.ai`, which takes no parameters. It reads the lists `ai-words`, `making-words` and `text-words`
/// of every language: the box and the text may differ in theirs.
pub fn ai(node: &Node, _: &Lexicons, faults: &mut Faults) -> Box<dyn Detect> {
    Fields::of(node, "parameter", faults).finish();
    Box::new(Ai)
}

/// Of each language: words for AI, for making, for the text.
type Lists<'a> = Vec<[&'a WordList; 3]>;

fn lists(lexicons: &Lexicons) -> Lists<'_> {
    let of = |language| {
        let list = |name| lexicons.list(language, name);
        Some([list("ai-words")?, list("making-words")?, list("text-words")?])
    };
    lexicons.languages().filter_map(of).collect()
}

/// Whether a sentence of a block says it. Blocks outside the body are cut at full stops.
fn says_so(lists: &Lists<'_>, analysis: &Analysis, index: usize, block: &Block) -> bool {
    let text = block.words();
    let tokens = analysis.tokens.get(index).map(Vec::as_slice).unwrap_or_default();
    let says = |s: &[Token]| lists.iter().any(|of| of.iter().all(|list| list.find(text, s).next().is_some()));
    tokens.split(|t| matches!(&text[t.range()], "." | "!" | "?")).any(says)
}

impl Detect for Ai {
    fn detect(&self, cx: &Context<'_>) -> Outcome {
        let analysis = cx.analysis;
        let blocks = &analysis.article.blocks;
        let Some((signal, at)) = analysis.article.ai_signals.iter().find_map(|s| Some((s, place(analysis, s)?))) else {
            return Outcome::not_applicable("nothing on the page shows that AI was at work");
        };
        let lists = lists(cx.lexicons);
        let last_body = blocks.iter().rposition(|b| b.part == Part::Body).unwrap_or(0);
        let counts =
            |b: &Block| !matches!(b.part, Part::Boilerplate | Part::SourceList | Part::SourceCard | Part::Review);
        let mut said =
            blocks.iter().enumerate().filter(|(i, b)| counts(b) && says_so(&lists, analysis, *i, b)).map(|(i, _)| i);
        let first = said.next();
        if first.is_some_and(|i| i <= last_body) {
            return Outcome::hits(Vec::new());
        }
        let late = usize::from(first.is_some());
        Outcome::hits(vec![Hit::new(at).text("signal", signal.text.as_str()).count("late", late)])
    }
}

/// Where a signal stands: in a block, or only in the page's metadata.
fn place(analysis: &Analysis, signal: &Field) -> Option<Evidence> {
    let span = signal.span?;
    let block = analysis.article.blocks.iter().position(|b| b.text.whole().contains(span));
    let words = block.and_then(|i| {
        let text = analysis.article.blocks.get(i)?.words();
        let start = text.find(signal.text.as_str())?;
        Some(Place::new(i, start..start + signal.text.len()))
    });
    Some(Evidence { place: words.unwrap_or(Place::new(block.unwrap_or(0), 0..0)), span: Some(span) })
}
