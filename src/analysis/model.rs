//! What the page says: the type that the rules read.

use std::ops::Range;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::article::{Article, Part, Style};
use crate::text::{Span, Token};

/// A stretch of a block's text: the coordinates in which the analysis and the rules speak. [`Analysis::span`] takes
/// it to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// An index of [`Article::blocks`].
    pub block: usize,
    /// First byte of the block's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// The stretch `range` of block `block`.
    pub fn new(block: usize, range: Range<usize>) -> Place {
        Place { block, start: range.start, end: range.end }
    }

    /// Its bytes in the block's text.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether all of `other` lies in this place.
    pub fn contains(self, other: Place) -> bool {
        self.block == other.block && self.start <= other.start && other.end <= self.end
    }

    /// How many bytes the two share.
    pub fn shared(self, other: Place) -> usize {
        let same = self.block == other.block;
        if same { self.end.min(other.end).saturating_sub(self.start.max(other.start)) } else { 0 }
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Place) -> bool {
        self.block == other.block && self.start < other.end && other.start < self.end
    }
}

/// The language of an article, as far as the program has word lists for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    English,
    German,
    /// Another one, by its ISO 639-1 code.
    Other(String),
    Unknown,
}

impl Language {
    /// ISO 639-1 code, `und` where the language is not known.
    pub fn code(&self) -> &str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Other(code) => code,
            Language::Unknown => "und",
        }
    }

    /// The language of a code such as `en`, `de-AT`, `EN_us`.
    pub fn from_code(code: &str) -> Language {
        let head = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match head.as_str() {
            "en" => Language::English,
            "de" => Language::German,
            "" | "und" => Language::Unknown,
            _ => Language::Other(head),
        }
    }
}

/// Why a sentence is a claim. In the order of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    Quotation,
    Figure,
    Date,
    Event,
    Cause,
    Comparison,
    Superlative,
    Allegation,
    Law,
    Forecast,
}

impl ClaimKind {
    /// Its weight in tenths.
    pub fn weight(self) -> u8 {
        match self {
            ClaimKind::Allegation => 10,
            ClaimKind::Quotation | ClaimKind::Figure => 9,
            ClaimKind::Law => 8,
            ClaimKind::Cause | ClaimKind::Superlative => 7,
            ClaimKind::Comparison | ClaimKind::Forecast => 6,
            ClaimKind::Event | ClaimKind::Date => 5,
        }
    }
}

/// A sentence that can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Sorted, at least one.
    pub kinds: Vec<ClaimKind>,
}

impl Claim {
    /// The highest weight of its kinds, in tenths.
    pub fn weight(&self) -> u8 {
        self.kinds.iter().map(|k| k.weight()).max().unwrap_or(0)
    }
}

/// Whether a sentence has a citation that leads to a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CitationState {
    /// A citation with a resolved source.
    Cited,
    /// Only a marker that leads nowhere.
    Empty,
    /// No marker.
    None,
}

/// A sentence of the body.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub place: Place,
    /// Its tokens, as a range of [`Analysis::tokens`] of its block.
    pub tokens: Range<usize>,
    /// Its words.
    pub words: usize,
    /// `None`: nothing in it can be checked (evaluation, filler, question).
    pub claim: Option<Claim>,
    /// Indices of [`Analysis::citations`] that stand for it.
    pub citations: Vec<usize>,
    pub state: CitationState,
    /// Told as somebody's words: quoted, or what somebody is plainly said to have said.
    pub attributed: bool,
    /// Given to any source at all: also what a report finds, what is announced, claimed or thought.
    pub reported: bool,
    /// Said by a source with a proper name or a specific office.
    pub identified: bool,
    /// Ends with a question mark.
    pub question: bool,
}

/// A citation: a marker joined to its source and to the sentences that it stands for.
#[derive(Clone, Debug)]
pub struct Citation {
    /// An index of [`Article::markers`].
    pub marker: usize,
    pub style: Style,
    pub span: Span,
    /// Where it stands in its block.
    pub place: Place,
    /// An index of [`Analysis::sources`].
    pub source: Option<usize>,
    /// As written.
    pub url: Option<String>,
    /// Whether it points to something that the page does not define: an unknown footnote or number.
    pub undefined: bool,
    /// Indices of [`Analysis::sentences`].
    pub sentences: Vec<usize>,
}

/// One document that the article points to, however its address is spelled.
#[derive(Clone, Debug)]
pub struct SourceDocument {
    pub outlet: Option<usize>,
    /// Its outlet's name, or what the page calls it.
    pub name: String,
    pub domain: String,
    /// The first address that is given for it, as written.
    pub url: Option<String>,
    /// Every address as written, where there are several spellings.
    pub spellings: Vec<(String, Span)>,
    /// The grade that the page gives it, as worded: `Secondary`.
    pub tier: Option<String>,
    /// Indices of [`Article::entries`] that stand in the article's own source list.
    pub entries: Vec<usize>,
    /// Whether all its entries stand in a list of further reading.
    pub further_reading: bool,
    /// How many citations point to it.
    pub cited: usize,
    /// Parts of the page that name its outlet outside lists and cards.
    pub named_in: Vec<Part>,
    /// Indices of [`Article::cards`].
    pub cards: Vec<usize>,
    /// Indices of [`Article::texts`]: its full text.
    pub texts: Vec<usize>,
}

/// Whose a full text of [`Article::texts`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOwner {
    /// An index of [`Analysis::sources`].
    Source(usize),
    /// The name of its file fits several sources.
    Several(Vec<usize>),
    /// No source of the article fits.
    Nobody,
}

impl SourceDocument {
    /// Whether it stands in the article's own list.
    pub fn listed(&self) -> bool {
        !self.entries.is_empty()
    }
}

/// Who publishes.
#[derive(Clone, Debug)]
pub struct Outlet {
    pub name: String,
    pub domain: String,
    /// What the registry says of it: `newspaper`, `broadcaster`, `wire` …
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The publisher's group, where outlets of one group count as one origin.
    pub group: Option<String>,
    /// The grade that the newsroom's registry gives it.
    pub tier: Option<String>,
    /// `blocked` or `caution`, where the newsroom's registry says so.
    pub status: Option<String>,
    /// What else the registry says of it: `state_media`, `public_media`, and what a newsroom adds.
    pub flags: Vec<String>,
    /// Whether the registry knows it (else it is known by its domain only).
    pub registered: bool,
    /// Citations that point to documents of it.
    pub cited: usize,
    /// Whether a document of it stands in the source list.
    pub listed: bool,
    /// Where prose names it (title, dek, body, transparency), quotations left out.
    pub mentions: Vec<OutletMention>,
}

/// A place in the prose that names an outlet.
#[derive(Clone, Copy, Debug)]
pub struct OutletMention {
    pub place: Place,
    pub part: Part,
    /// Whether the sentence gives it as the source of what it says (`X reported`, `told X`, `according to X`, `X
    /// reporting`, `draws on X`), rather than speaking about it.
    pub as_source: bool,
}

/// Words between quotation marks.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// With the marks.
    pub place: Place,
    /// Without the marks.
    pub inner: Place,
    pub words: usize,
    pub kind: QuotationKind,
    /// 0: stands in prose; 1 and more: inside another quotation.
    pub depth: u8,
    /// Whether the closing mark is there; a quotation that runs on into the next paragraph has none.
    pub closed: bool,
    /// Whether it goes on from the paragraph before, or a later one goes on from it: index of the first piece.
    pub first_piece: Option<usize>,
    /// The body sentence in which it begins.
    pub sentence: Option<usize>,
    /// An index of [`Analysis::attributions`] that gives it to somebody.
    pub attribution: Option<usize>,
}

/// What quotation marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// Somebody's words.
    Speech,
    /// At most three words that the author holds at arm's length, or names.
    Scare,
    /// The title of a work.
    Title,
}

/// How exact the text says a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    Exact,
    /// over, more than, at least
    Over,
    /// under, fewer than, nearly, almost
    Under,
    /// about, around, approximately
    About,
    /// up to, at most
    UpTo,
}

/// A number with what it counts. Years, ordinals, ages, clock times, scores and page numbers are no figures.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Qualifier and noun left out: `100 million`, `3.1 percent`, `$420 million`.
    pub place: Place,
    /// With its qualifier: `over 100 million`.
    pub qualified: Place,
    /// The value in thousandths.
    pub value: i128,
    /// Folded: empty for a plain count, `%`, `usd`, `eur`, `km`, …
    pub unit: String,
    pub qualifier: Qualifier,
    /// Stem of the noun that it counts (`users`), where there is one.
    pub noun: Option<String>,
    /// The body sentence; `None` in title, dek, headings and elsewhere.
    pub sentence: Option<usize>,
    /// Hash of the proper name nearest before it in its sentence: whose figure it is.
    pub owner: Option<u64>,
    /// The year or date that its sentence gives it, as ISO 8601 as far as said.
    pub when: Option<String>,
    pub quoted: bool,
}

/// How precise a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    Day,
    Month,
    Year,
    /// A bare weekday.
    Weekday,
    /// `recently`, `earlier this year`, `last week`.
    Relative,
}

/// A date in the text.
#[derive(Clone, Debug)]
pub struct DateMention {
    pub place: Place,
    pub precision: DatePrecision,
    /// ISO 8601 as far as it is known: `2026-02-11`, `2025-08`, `2022`. For a weekday: resolved against the date of
    /// publication by the tense of its sentence; `None` where it is ambiguous or nothing is known.
    pub value: Option<String>,
    /// First day that it may mean.
    pub earliest: Option<Date>,
    /// Last day that it may mean.
    pub latest: Option<Date>,
    /// The weekday that the text names: 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// For an ambiguous weekday: every day that it may mean, the nearest to publication first.
    pub readings: Vec<Date>,
    pub sentence: Option<usize>,
    pub quoted: bool,
}

/// How words are given to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    Direct,
    Indirect,
    Mixed,
}

/// Who, the word that says so, what. Sources are those of Pareti, PARC 3.0.
#[derive(Clone, Debug)]
pub struct Attribution {
    pub kind: AttributionKind,
    pub source: Vec<Place>,
    pub cue: Vec<Place>,
    pub content: Vec<Place>,
    /// An index of [`Analysis::voices`].
    pub voice: Option<usize>,
    /// What the cue does to the claim.
    pub cue_kind: CueKind,
    /// An index of [`Analysis::sentences`].
    pub sentence: usize,
}

/// What a cue does to the claim that it introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    Neutral,
    /// claimed, admitted
    Judging,
    /// alleged, denied
    Doubting,
    /// revealed, confirmed
    Factive,
    /// accused, condemned, warned
    Accusing,
}

/// What a voice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VoiceKind {
    Person,
    Organisation,
    Document,
    /// Several unnamed: experts, residents.
    Group,
    /// One unnamed.
    Anonymous,
}

/// The side that a voice stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stakeholder {
    Government,
    Company,
    Expert,
    CivilSociety,
    Affected,
    Media,
    Military,
    Other,
}

/// One person, body or document that is heard, counted once.
#[derive(Clone, Debug)]
pub struct Voice {
    pub name: String,
    pub role: Option<String>,
    pub kind: VoiceKind,
    pub stakeholder: Stakeholder,
    /// Whether it has a proper name or a specific office.
    pub named: bool,
    pub mentions: Vec<Place>,
    /// Attributions that give it words.
    pub attributions: usize,
    /// Words of the content given to it.
    pub words: usize,
}

/// A word of grade in the page's own prose or lists: `Tier 1`, `Secondary`.
#[derive(Clone, Debug)]
pub struct GradeWord {
    pub place: Place,
    /// As worded.
    pub grade: String,
    /// 1 the best, as the vocabulary ranks it: Primary and Tier 1 are 1.
    pub rank: u8,
    pub part: Part,
    /// Whether the newsroom's registry says so, not the page.
    pub by_newsroom: bool,
}

/// The record of editorial reviews that the page prints about itself.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Printed counts, with their places.
    pub approved: Option<(u32, Place)>,
    pub rejected: Option<(u32, Place)>,
    pub pending: Option<(u32, Place)>,
    /// The printed number of feedback items.
    pub feedback: Option<(u32, Place)>,
    /// Feedback items: one block each.
    pub items: Vec<LedgerItem>,
    /// The label of the part.
    pub label: Option<Place>,
}

/// One feedback item.
#[derive(Clone, Debug)]
pub struct LedgerItem {
    pub place: Place,
    pub lines: Vec<ScoreLine>,
    /// The printed number of gate errors, with its place.
    pub gate_errors: Option<(u32, Place)>,
}

/// One scored criterion of a feedback item.
#[derive(Clone, Debug)]
pub struct ScoreLine {
    pub place: Place,
    pub criterion: String,
    pub score: u8,
    pub minimum: Option<u8>,
    /// The state as worded: `borderline`.
    pub state: Option<String>,
    pub gate: Option<String>,
    /// Whether it stands among the gate errors.
    pub blocking: bool,
    /// Whether it stands among the warnings.
    pub warning: bool,
    pub text: Place,
}

/// What the page says.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub article: Article,
    pub language: Language,
    /// Tokens of each block; empty for boilerplate.
    pub tokens: Vec<Vec<Token>>,
    /// For each token of each block: whether it stands in words that are not the author's prose (quotation, block
    /// quotation, code, title of a work, address). Style rules do not look there.
    pub protected: Vec<Vec<bool>>,
    pub sentences: Vec<Sentence>,
    pub citations: Vec<Citation>,
    pub sources: Vec<SourceDocument>,
    pub outlets: Vec<Outlet>,
    pub quotations: Vec<Quotation>,
    pub attributions: Vec<Attribution>,
    pub voices: Vec<Voice>,
    pub figures: Vec<Figure>,
    pub dates: Vec<DateMention>,
    pub grades: Vec<GradeWord>,
    pub ledger: Option<Ledger>,
    /// For each of [`Article::texts`].
    pub texts: Vec<TextOwner>,
    /// The day of publication, where the page says.
    pub published: Option<Date>,
}

impl Analysis {
    /// The bytes of the source for a place.
    pub fn span(&self, place: Place) -> Span {
        self.article.span(place.block, place.range())
    }

    /// The words at a place.
    pub fn text(&self, place: Place) -> &str {
        self.article.blocks.get(place.block).and_then(|b| b.words().get(place.range())).unwrap_or_default()
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.place.block).and_then(|t| t.get(sentence.tokens.clone())).unwrap_or_default()
    }

    /// The body sentence that a place stands in or begins in.
    pub fn sentence_at(&self, block: usize, offset: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|s| (s.place.block, s.place.end) <= (block, offset));
        self.sentences.get(i).filter(|s| s.place.block == block && s.place.start <= offset).map(|_| i)
    }

    /// The body sentences of a block, each with its index.
    pub fn sentences_of(&self, block: usize) -> impl Iterator<Item = (usize, &Sentence)> {
        let from = self.sentences.partition_point(|s| s.place.block < block);
        let own = self.sentences.iter().enumerate().skip(from);
        own.take_while(move |(_, sentence)| sentence.place.block == block)
    }

    /// Words of the body's sentences (headings, lists of sources and captions left out).
    pub fn words(&self) -> usize {
        self.sentences.iter().map(|s| s.words).sum()
    }

    /// The body sentences that are claims.
    pub fn claims(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.sentences.iter().enumerate().filter(|(_, s)| s.claim.is_some())
    }
}
