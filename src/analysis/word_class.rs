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
    /// Says no more than that something is said: `said`, `told`.
    pub(super) plain: bool,
    /// How many tokens it has.
    pub(super) len: usize,
}

/// What the cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Speech,
    Naming,
    /// Nothing but where quoted words stand: `continued`, `laughed`.
    Quoting,
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
    /// The last stops of the block's sentences, in order.
    ends: Vec<usize>,
    grammar: Option<&'a WordList>,
    nouns: Option<&'a WordList>,
    reactions: Option<&'a WordList>,
    verb_nouns: Option<&'a WordList>,
    feelings: Option<&'a WordList>,
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
    verb_nouns: Option<&'a WordList>,
    feelings: Option<&'a WordList>,
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
            verb_nouns: list("verb-nouns"),
            feelings: list("feelings"),
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
            ends: last_stops(analysis, index, tokens, text),
            grammar: lists.grammar,
            nouns: lists.nouns,
            reactions: lists.reactions,
            verb_nouns: lists.verb_nouns,
            feelings: lists.feelings,
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
        if !words.german {
            words.find_english_verbs();
        }
        words
    }

    /// Makes verbs of the words in -ed and -s that can be nothing else behind what stands before them: `Lind failed
    /// to`, `the council closed the mill`, but `a survey conducted by the council`.
    fn find_english_verbs(&mut self) {
        for at in 1..self.classes.len() {
            let word = self.word(at);
            let past = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
            let present = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
            if self.class(at) != Class::Open || !(past || present) || word.contains('-') {
                continue;
            }
            let next = self.class(at + 1);
            let object = matches!(next, Class::Det | Class::Pron | Class::Name | Class::QuoteMark)
                || matches!(next, Class::Comp if self.word(at + 1) == "that");
            let named = matches!(self.class(at - 1), Class::Name | Class::Pron | Class::Rel)
                && self.tokens.get(at - 1).is_some_and(|t| t.possessive == 0);
            let to = self.word(at + 1) == "to" && !self.tagged(at, "purpose");
            let verb = if past {
                named && self.word(at + 1) != "by" || self.class(at - 1) == Class::Open && (object || to)
            } else {
                named && (object && next != Class::Name || to)
            };
            if verb && let Some(class) = self.classes.get_mut(at) {
                *class = Class::Verb;
            }
        }
    }

    /// Classes the next token, or the several tokens of a phrase.
    fn class_next(&mut self, lists: &Lists<'a>) {
        let at = self.classes.len();
        let Some(token) = self.tokens.get(at) else { return };
        match token.kind {
            TokenKind::Mark => self.classes.push(self.mark_class(token, at)),
            TokenKind::Number => self.classes.push(Class::Number),
            TokenKind::Word => {
                let found = lists.grammar.and_then(|g| g.at(self.text, self.tokens, at));
                let (tag, len) = found.map_or(("", 1), |m| (m.entry.tag(), m.tokens.len()));
                let class = match tag {
                    "det" if self.is_initial(token, at) => Class::Name,
                    "det" => Class::Det,
                    "prep" if !self.german && self.is_capital_inside(token, at) => Class::Name,
                    "prep" => Class::Prep,
                    "aux" if !self.german && self.is_named_as_verb(token, at) => Class::Name,
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

    /// Whether what could be an auxiliary is a given name: `Will Harlan`, `Ada May`.
    fn is_named_as_verb(&self, token: &Token, at: usize) -> bool {
        let word = self.text.get(token.range()).unwrap_or_default();
        let next = self.tokens.get(at + 1);
        let before_name = next.is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Capital);
        ["Will", "May"].contains(&word)
            && (before_name || !self.begins(at) && matches!(self.classes.last(), Some(Class::Name)))
    }

    /// Whether a word has a capital that no beginning of a sentence gives it.
    fn is_capital_inside(&self, token: &Token, at: usize) -> bool {
        token.case == Case::Capital && !self.begins(at)
    }

    /// Whether a letter stands for a given name: `Ada A. Lind`.
    fn is_initial(&self, token: &Token, at: usize) -> bool {
        let capital = token.end - token.start == 1 && token.case != Case::Lower;
        let dot =
            self.tokens.get(at + 1).is_some_and(|t| self.text.get(t.range()) == Some(".") && t.start == token.end);
        capital && dot && matches!(self.classes.last(), Some(Class::Name))
    }

    fn begins(&self, at: usize) -> bool {
        at == 0 || matches!(self.classes.last(), Some(Class::Stop | Class::QuoteMark | Class::Colon))
    }

    fn open_class(&self, lists: &Lists<'a>, token: &Token, at: usize, tag: &str) -> Class {
        // A capital inside a sentence makes a name of what could be a verb; at its start that cannot be told.
        if token.case == Case::Lower || self.begins(at) {
            let found = |list: Option<&'a WordList>| list.and_then(|l| l.at(self.text, self.tokens, at));
            if let Some(m) = found(lists.cues) {
                let (kind, act) = cue_of(m.entry.tag());
                let plain = m.entry.tag() == "saying";
                return Class::Cue(Cue { kind, act, plain, len: m.tokens.len() });
            }
            if let Some(m) = found(lists.attitudes) {
                let act = if m.entry.tag() == "stance" { Act::Stance } else { Act::Thought };
                return Class::Cue(Cue { kind: CueKind::Neutral, act, plain: false, len: m.tokens.len() });
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

    fn mark_class(&self, token: &Token, at: usize) -> Class {
        match self.text.get(token.range()).unwrap_or_default() {
            "," => Class::Comma,
            ":" => Class::Colon,
            "." if self.is_shortening(at) => self.classes.last().copied().unwrap_or(Class::Stop),
            "." | "!" | "?" | "…" => Class::Stop,
            "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "'" | "‚" | "‹" | "›" => {
                Class::QuoteMark
            }
            "(" | "[" => Class::OpenBracket,
            ")" | "]" => Class::CloseBracket,
            "$" | "€" | "£" | "¥" => Class::Number,
            "-" if !self.stands_apart(at) => Class::Open,
            "#" | "@" | "%" | "/" | "+" | "*" | "_" | "§" | "°" | "&" => Class::Open,
            _ => Class::Break,
        }
    }

    /// Whether white space or a mark stands on both sides of a token: a hyphen used as a dash.
    fn stands_apart(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let before = at.checked_sub(1).and_then(|b| self.tokens.get(b));
        let after = self.tokens.get(at + 1);
        let apart = |t: &Token, gap: bool| gap || !t.is_word();
        before.is_none_or(|t| apart(t, t.end < token.start)) && after.is_none_or(|t| apart(t, token.end < t.start))
    }

    /// Whether a dot ends a word cut short rather than a sentence: `Mr.`, `Sen.`, `D-Mo.`, `John F. Lind`.
    fn is_shortening(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|b| self.tokens.get(b)) else { return false };
        let joined = self.tokens.get(at).is_some_and(|dot| dot.start == before.end);
        joined
            && matches!(self.classes.last(), Some(Class::Name | Class::Time))
            && self.ends.binary_search(&at).is_err()
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

    /// Whether the form of a cue is a noun as often as a verb.
    pub(super) fn may_be_noun(&self, at: usize) -> bool {
        self.is_in(self.verb_nouns, at)
    }

    /// Whether a word says what somebody holds or feels behind a form of be: `confident`, `critical`.
    pub(super) fn is_feeling(&self, at: usize) -> bool {
        self.is_in(self.feelings, at)
    }

    fn is_in(&self, list: Option<&'a WordList>, at: usize) -> bool {
        list.zip(self.tokens.get(at..=at)).is_some_and(|(list, slice)| list.at(self.text, slice, 0).is_some())
    }

    /// What kind of voice the noun at a token is; empty for any other word.
    pub(super) fn voice_noun(&self, at: usize) -> &'a str {
        self.tag(self.nouns, at)
    }

    /// Whether a noun means people who may speak: `critics`, `the mayor`, `police`.
    pub(super) fn is_person(&self, at: usize) -> bool {
        !matches!(self.voice_noun(at), "" | "document")
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
        Some((tag != "none").then_some(Cue { kind, act, plain: false, len: 1 }))
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

/// The token of the last stop of each sentence of a block, in order. Behind it at most marks stand.
fn last_stops(analysis: &Analysis, block: usize, tokens: &[Token], text: &str) -> Vec<usize> {
    let from = analysis.sentences.partition_point(|s| s.place.block < block);
    let here = analysis.sentences.iter().skip(from).take_while(|s| s.place.block == block);
    here.filter_map(|s| {
        let mut inside = tokens.iter().enumerate().take(s.tokens.end).skip(s.tokens.start).rev();
        inside
            .by_ref()
            .take_while(|(_, t)| t.kind == TokenKind::Mark)
            .find(|(_, t)| text.get(t.range()) == Some("."))
            .map(|(i, _)| i)
    })
    .collect()
}

/// What the tag of a cue says that it does to a claim, and what it reports.
fn cue_of(tag: &str) -> (CueKind, Act) {
    match tag {
        "judging" => (CueKind::Judging, Act::Speech),
        "doubting" => (CueKind::Doubting, Act::Speech),
        "factive" => (CueKind::Factive, Act::Speech),
        "accusing" => (CueKind::Accusing, Act::Speech),
        "naming" => (CueKind::Neutral, Act::Naming),
        "quoting" => (CueKind::Neutral, Act::Quoting),
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
