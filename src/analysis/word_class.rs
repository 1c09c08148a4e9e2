//! What part each word of a block plays, as far as closed word lists can say.

use unicode_normalization::UnicodeNormalization;

use super::{Analysis, CueKind, Language, QuotationKind};
use crate::lexicon::{Lexicons, WordList};
use crate::text::{Case, Token, TokenKind};

/// The part that a token plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Det,
    Prep,
    Aux,
    Pron,
    Rel,
    Conj,
    Comp,
    Adv,
    Time,
    /// A verb that reports nothing.
    Verb,
    /// A word that says that somebody said, thought or wanted something.
    Cue(Cue),
    /// A source follows: `according to`.
    According,
    /// A source stands before: `zufolge`.
    Verdict,
    /// A capitalised word of the open classes.
    Name,
    /// A small word of the open classes.
    Open,
    Number,
    Comma,
    Colon,
    Stop,
    QuoteMark,
    OpenBracket,
    CloseBracket,
    /// Semicolon, dash and the like.
    Break,
}

/// What a cue word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) kind: CueKind,
    pub(super) act: Act,
    /// How many tokens it has.
    pub(super) len: usize,
}

/// What the cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Speech,
    Naming,
    Thought,
    /// What somebody wants or favours.
    Stance,
}

/// The words of one block with their parts.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) classes: Vec<Class>,
    /// The words with composed letters, where the text has decomposed ones; else empty.
    composed: Vec<String>,
    /// Whether a token stands inside somebody's quoted words.
    pub(super) quoted: Vec<bool>,
    pub(super) german: bool,
    grammar: Option<&'a WordList>,
    nouns: Option<&'a WordList>,
    reactions: Option<&'a WordList>,
    own: German<'a>,
}

/// Lists that German alone has.
#[derive(Clone, Copy, Default)]
struct German<'a> {
    mood: Option<&'a WordList>,
    separable: Option<&'a WordList>,
    objects: Option<&'a WordList>,
    report_nouns: Option<&'a WordList>,
}

/// The lists of a language.
pub(super) struct Lists<'a> {
    grammar: Option<&'a WordList>,
    cues: Option<&'a WordList>,
    attitudes: Option<&'a WordList>,
    nouns: Option<&'a WordList>,
    reactions: Option<&'a WordList>,
    own: German<'a>,
    german: bool,
}

impl<'a> Lists<'a> {
    pub(super) fn of(language: &Language, lexicons: &'a Lexicons) -> Lists<'a> {
        let list = |name| lexicons.list(language.code(), name);
        Lists {
            grammar: list("grammar"),
            cues: list("cues"),
            attitudes: list("attitudes"),
            nouns: list("voice-nouns"),
            reactions: list("reactions"),
            own: German {
                mood: list("konjunktiv"),
                separable: list("separable-cues"),
                objects: list("object-cues"),
                report_nouns: list("report-nouns"),
            },
            german: *language == Language::German,
        }
    }
}

impl<'a> Words<'a> {
    /// Classes the tokens of block `index`.
    pub(super) fn of(analysis: &'a Analysis, index: usize, lists: &Lists<'a>) -> Words<'a> {
        let text = analysis.article.blocks.get(index).map(|b| b.words()).unwrap_or_default();
        let tokens = analysis.tokens.get(index).map(Vec::as_slice).unwrap_or_default();
        let mut words = Words {
            text,
            tokens,
            classes: Vec::with_capacity(tokens.len()),
            composed: composed(text, tokens),
            quoted: vec![false; tokens.len()],
            german: lists.german,
            grammar: lists.grammar,
            nouns: lists.nouns,
            reactions: lists.reactions,
            own: lists.own,
        };
        let from = analysis.quotations.partition_point(|q| q.place.block < index);
        let here = analysis.quotations.iter().skip(from).take_while(|q| q.place.block == index);
        let mut done = 0;
        for q in here.filter(|q| q.kind == QuotationKind::Speech && q.depth == 0) {
            let first = tokens.partition_point(|t| t.start < q.inner.start).max(done);
            let last = tokens.partition_point(|t| t.end <= q.inner.end);
            words.quoted.iter_mut().take(last).skip(first).for_each(|w| *w = true);
            done = done.max(last);
        }
        while words.classes.len() < tokens.len() {
            words.class_next(lists);
        }
        words
    }

    /// Classes the next token, or the several tokens of a phrase.
    fn class_next(&mut self, lists: &Lists<'a>) {
        let at = self.classes.len();
        let Some(token) = self.tokens.get(at) else { return };
        match token.kind {
            TokenKind::Mark => self.classes.push(self.mark_class(token)),
            TokenKind::Number => self.classes.push(Class::Number),
            TokenKind::Word => {
                let found = lists.grammar.and_then(|g| g.at(self.text, self.tokens, at));
                let (tag, len) = found.map_or(("", 1), |m| (m.entry.tag(), m.tokens.len()));
                let class = match tag {
                    "det" => Class::Det,
                    "prep" => Class::Prep,
                    "aux" => Class::Aux,
                    "pron" => Class::Pron,
                    "rel" => Class::Rel,
                    "conj" => Class::Conj,
                    "comp" => Class::Comp,
                    "adv" => Class::Adv,
                    "time" if self.is_given_name(token, at) => Class::Name,
                    "time" => Class::Time,
                    "according" => Class::According,
                    "verdict" => Class::Verdict,
                    _ => {
                        let class = self.open_class(lists, token, at, tag);
                        self.classes.push(class);
                        if let Class::Cue(Cue { len, .. }) = class {
                            self.classes.extend(std::iter::repeat_n(class, len - 1));
                        }
                        return;
                    }
                };
                self.classes.extend(std::iter::repeat_n(class, len));
            }
        }
    }

    /// Whether the name of a month is that of a person: `Jan Holm`, `April Ryan`.
    fn is_given_name(&self, token: &Token, at: usize) -> bool {
        let word = self.text.get(token.range()).unwrap_or_default();
        let next = self.tokens.get(at + 1);
        ["Jan", "April", "May", "June", "August", "Mai"].contains(&word)
            && next.is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Capital)
    }

    fn open_class(&self, lists: &Lists<'a>, token: &Token, at: usize, tag: &str) -> Class {
        // A capital inside a sentence makes a name of what could be a verb; at its start that cannot be told.
        let first = at == 0 || matches!(self.classes.last(), Some(Class::Stop | Class::QuoteMark | Class::Colon));
        if token.case == Case::Lower || first {
            let found = |list: Option<&'a WordList>| list.and_then(|l| l.at(self.text, self.tokens, at));
            if let Some(m) = found(lists.cues) {
                let (kind, act) = cue_of(m.entry.tag());
                return Class::Cue(Cue { kind, act, len: m.tokens.len() });
            }
            if let Some(m) = found(lists.attitudes) {
                let act = if m.entry.tag() == "stance" { Act::Stance } else { Act::Thought };
                return Class::Cue(Cue { kind: CueKind::Neutral, act, len: m.tokens.len() });
            }
        }
        if tag == "verb" && token.case == Case::Lower {
            return Class::Verb;
        }
        if token.case != Case::Lower {
            return Class::Name;
        }
        let word = self.text.get(token.range()).unwrap_or_default();
        if !self.german && word.len() > 4 && word.ends_with("ly") { Class::Adv } else { Class::Open }
    }

    fn mark_class(&self, token: &Token) -> Class {
        match self.text.get(token.range()).unwrap_or_default() {
            "," => Class::Comma,
            ":" => Class::Colon,
            "." | "!" | "?" | "…" => Class::Stop,
            "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "'" | "‚" | "‹" | "›" => {
                Class::QuoteMark
            }
            "(" | "[" => Class::OpenBracket,
            ")" | "]" => Class::CloseBracket,
            _ => Class::Break,
        }
    }

    /// The class of a token; [`Class::Stop`] outside the block.
    pub(super) fn class(&self, at: usize) -> Class {
        self.classes.get(at).copied().unwrap_or(Class::Stop)
    }

    /// A word as it stands in the text, its letters composed.
    pub(super) fn word(&self, at: usize) -> &str {
        let plain = || self.tokens.get(at).and_then(|t| self.text.get(t.range())).unwrap_or_default();
        self.composed.get(at).map_or_else(plain, String::as_str)
    }

    /// Whether the grammar list gives the word this tag.
    pub(super) fn tagged(&self, at: usize, tag: &str) -> bool {
        self.tag(self.grammar, at) == tag
    }

    /// What kind of voice the noun at a token is; empty for any other word.
    pub(super) fn voice_noun(&self, at: usize) -> &'a str {
        self.tag(self.nouns, at)
    }

    /// The tag of a word for what others say of something, or for meeting with that; empty for any other word.
    pub(super) fn reaction(&self, at: usize) -> &'a str {
        self.tag(self.reactions, at)
    }

    /// What mood a German verb form shows: `strong` for the Konjunktiv of reports, `weak` for a form that may stand for
    /// it; empty for any other word.
    pub(super) fn mood(&self, at: usize) -> &'a str {
        if self.tokens.get(at).is_none_or(|t| t.case != Case::Lower) {
            return "";
        }
        let word = self.word(at);
        let verbal = matches!(self.class(at), Class::Aux | Class::Verb | Class::Open | Class::Cue(_));
        if !verbal || !(word.ends_with('e') || word.ends_with("en") || word == "sei") {
            return "";
        }
        let tag = |word: Option<&str>| self.own.mood.zip(word).and_then(|(list, word)| list.tag_of(word));
        match tag(Some(word)) {
            Some("prefix") => "",
            Some(tag) => tag,
            // The finite verb at the end of a clause is one word with its prefix: `dass er teilnehme`.
            None => (2..8)
                .filter(|at| tag(word.get(..*at)) == Some("prefix"))
                .find_map(|at| tag(word.get(at..)).filter(|tag| *tag != "prefix"))
                .unwrap_or_default(),
        }
    }

    /// The cue that a German verb and its separated prefix make: `teilte … mit`. The inner `None` for a pair that reports
    /// nothing: `findet … statt`.
    pub(super) fn separable(&self, verb: usize, prefix: usize) -> Option<Option<Cue>> {
        let tag = self.pair_tag(self.own.separable, verb, prefix)?;
        let (kind, act) = cue_of(tag);
        Some((tag != "none").then_some(Cue { kind, act, len: 1 }))
    }

    /// With which prepositions the object of a German verb is already what is said: `any` where none is needed, `intent`
    /// for what somebody wants to do. Empty for any other verb.
    pub(super) fn object_of(&self, verb: usize, prefix: Option<usize>) -> &'a str {
        match prefix {
            Some(prefix) => self.pair_tag(self.own.objects, verb, prefix).unwrap_or_default(),
            None => self.tag(self.own.objects, verb),
        }
    }

    /// Whether a German noun is one for statements and reports, alone or as the last part of a compound.
    pub(super) fn is_report_noun(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        let Some(list) = self.own.report_nouns.filter(|_| self.class(at) == Class::Name) else { return false };
        list.has_word(&word) || list.entries().iter().any(|e| e.words().len() > 6 && word.ends_with(e.words()))
    }

    fn pair_tag(&self, list: Option<&'a WordList>, verb: usize, prefix: usize) -> Option<&'a str> {
        let pair = [*self.tokens.get(verb)?, *self.tokens.get(prefix)?];
        list?.at(self.text, &pair, 0).filter(|m| m.tokens.len() == 2).map(|m| m.entry.tag())
    }

    fn tag(&self, list: Option<&'a WordList>, at: usize) -> &'a str {
        list.and_then(|l| l.at(self.text, self.tokens.get(at..=at)?, 0)).map_or("", |m| m.entry.tag())
    }

    /// Whether a cue form ends a noun phrase: `the city report`, `the county’s annual survey`.
    pub(super) fn is_document(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.german) else { return false };
        let noun = || self.voice_noun(at) == "document" || self.tagged(at, "cue_noun") || self.tagged(at, "medium");
        matches!(self.class(before), Class::Det | Class::Open | Class::Name | Class::Number | Class::Cue(_)) && noun()
    }

    /// The cue at a token.
    pub(super) fn cue(&self, at: usize) -> Option<Cue> {
        match self.class(at) {
            Class::Cue(cue) => Some(cue),
            _ => None,
        }
    }
}

/// What the tag of a cue says that it does to a claim, and what it reports.
fn cue_of(tag: &str) -> (CueKind, Act) {
    match tag {
        "judging" => (CueKind::Judging, Act::Speech),
        "doubting" => (CueKind::Doubting, Act::Speech),
        "factive" => (CueKind::Factive, Act::Speech),
        "accusing" => (CueKind::Accusing, Act::Speech),
        "naming" => (CueKind::Neutral, Act::Naming),
        _ => (CueKind::Neutral, Act::Speech),
    }
}

/// The words of a text that has decomposed letters, composed: endings are told by their letters.
fn composed(text: &str, tokens: &[Token]) -> Vec<String> {
    // The first bytes of combining marks, U+0300 to U+036F.
    if !text.bytes().any(|b| matches!(b, 0xcc | 0xcd)) {
        return Vec::new();
    }
    tokens.iter().map(|t| text.get(t.range()).unwrap_or_default().nfc().collect()).collect()
}
