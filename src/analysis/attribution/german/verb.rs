//! The verb of saying in a German clause: its parts, which stand apart (`kündigte … an`, `hat … gesagt`), and what it
//! is said of. The order of the fields of a clause is that of Drach, *Grundgedanken der deutschen Satzlehre* (1937): the
//! finite verb second, the rest of the verb last.

use std::ops::Range;

use super::super::super::CueKind;
use super::super::super::word_class::{Act, Class, Cue};
use super::super::finder::{Finder, Found, without};
use super::clause::{Clause, Kind, Mood};
use super::one_piece;
use super::subject::Subject;

/// The verb of a clause and its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub(super) cue: Cue,
    /// The word that says what is done.
    pub(super) head: usize,
    /// The verb that stands second: the head itself, or an auxiliary.
    pub(super) finite: usize,
    /// The separated prefix.
    pub(super) prefix: Option<usize>,
    /// Whether it is done to the subject: `wurde kritisiert`.
    pub(super) passive: bool,
}

impl Finder<'_> {
    /// The attribution of the verb at a token of clause `of`, where it is one of saying.
    pub(super) fn verb(&self, clauses: &[Clause], of: usize, at: usize, before: Option<&Found>) -> Option<Found> {
        let clause = clauses.get(of)?;
        let bracket = self.bracket(clause, at)?;
        let w = self.words;
        // `lehnte ab und forderte …`
        let same = w.class(at.wrapping_sub(1)) == Class::Conj && at > clause.tokens.start;
        let subject = if bracket.passive {
            self.agent(clause, &bracket)
        } else if same && before.is_some() {
            before.and_then(|b| b.source.clone()).map(Subject::Before)
        } else {
            self.subject_of(clauses, of, &bracket)
        };
        let subject = match subject {
            // `In dem Bericht heißt es, …`: the document speaks.
            Some(s) if w.word(s.clone().tokens().start).eq_ignore_ascii_case("es") => None,
            subject => subject,
        };
        let subject = subject.or_else(|| self.document(clauses, of, &bracket));
        if subject.is_none() && !(bracket.passive || self.has_es(clause)) {
            return None;
        }
        let content = self.content(clauses, of, &bracket, subject.as_ref())?;
        let source = subject.map(Subject::tokens);
        let by = source.as_ref().filter(|_| bracket.passive).map(|s| s.start.saturating_sub(1));
        let content = content.into_iter().flat_map(|r| self.without_verb(r, &bracket));
        let content = content.flat_map(|r| by.map_or(vec![r.clone()], |by| without(r, &(by..by + 1)))).collect();
        let cue = bracket.head..bracket.head + bracket.cue.len;
        Some(Found { source, cue, content, kind: bracket.cue.kind, act: bracket.cue.act, plain: false })
    }

    /// The document or circle that something is said in: `in dem Bericht heißt es`, `aus Kreisen verlautete`.
    fn document(&self, clauses: &[Clause], of: usize, bracket: &Bracket) -> Option<Subject> {
        let w = self.words;
        let head = w.word(bracket.head);
        let hervor = bracket.prefix.is_some_and(|p| w.word(p) == "hervor");
        if !(["heißt", "hieß"].contains(&head) || head.starts_with("verlaut") || hervor) {
            return None;
        }
        let clause = clauses.get(of)?;
        let opens = |i: &usize| {
            ["aus", "in", "im", "bei", "auf", "von", "seitens"].contains(&w.word(*i).to_lowercase().as_str())
        };
        let named = |tokens: Range<usize>| {
            let end = tokens.end;
            let mut opened = tokens.filter(opens).filter_map(|i| self.phrase(i + 1, end));
            opened.find(|p| w.class(p.start) != Class::Pron)
        };
        let here = named(bracket.head..clause.tokens.end).or_else(|| named(clause.tokens.start..bracket.finite));
        if let Some(phrase) = here {
            let behind = bracket.finite == clause.tokens.start && of > 0;
            return Some(if behind { Subject::Behind(phrase) } else { Subject::Right(phrase) });
        }
        // `In dem Bericht, der gestern erschien, heißt es, …`
        let fronted = clauses.iter().take(of).all(|c| matches!(c.kind, Kind::Piece | Kind::Relative));
        fronted.then(|| clauses.first().and_then(|c| named(c.tokens.clone()))).flatten().map(Subject::Left)
    }

    fn has_es(&self, clause: &Clause) -> bool {
        clause.tokens.clone().any(|i| matches!(self.words.word(i), "es" | "Es"))
    }

    /// The parts of a verb of saying whose head stands at a token.
    fn bracket(&self, clause: &Clause, at: usize) -> Option<Bracket> {
        let w = self.words;
        let word = w.word(at);
        // The second word of `heißt es`.
        if w.cue(at).is_some() && at.checked_sub(1).and_then(|b| w.cue(b)).is_some_and(|c| c.len > 1) {
            return None;
        }
        if !word.starts_with(char::is_lowercase)
            || self.is_quoted(at)
            || clause.mood == Mood::Reported && clause.kind != Kind::Sub
        {
            return None;
        }
        let last = |i: usize| i + 1 >= clause.tokens.end || matches!(w.class(i + 1), Class::Conj | Class::QuoteMark);
        let mut pairs = (at + 1..clause.tokens.end).filter(|i| last(*i) && !self.is_quoted(*i));
        let separated = pairs.find_map(|i| w.separable(at, i).map(|cue| (i, cue)));
        let intent = w.object_of(at, None) == "intent";
        let (cue, prefix) = match (separated, w.cue(at)) {
            (Some((prefix, cue)), _) => (cue?, Some(prefix)),
            (None, Some(cue)) => (cue, None),
            (None, None) if intent => (Cue { kind: CueKind::Neutral, act: Act::Stance, plain: false, len: 1 }, None),
            _ => return None,
        };
        // An adjective before its noun: `der genannte Grund`.
        let before = at.checked_sub(1).filter(|b| *b >= clause.tokens.start);
        let attribute = matches!(w.class(at + 1), Class::Name)
            && before.is_some_and(|b| matches!(w.class(b), Class::Det | Class::Prep))
            || self.is_adjective(at)
                && before.is_some_and(|b| matches!(w.class(b), Class::Det))
                && w.class(at + 1) == Class::Name;
        if attribute
            || before.is_some_and(|b| {
                w.class(b) == Class::Det && matches!(w.word(b), "ein" | "eine" | "einen" | "des" | "dem")
            })
        {
            return None;
        }
        let auxiliary = |i: &usize| w.class(*i) == Class::Aux && self.is_finite(*i) && !self.is_quoted(*i);
        let aux = clause.tokens.clone().filter(|i| *i != at).find(auxiliary);
        let helped = prefix.is_none() && aux.is_some() && (is_participle(word) || word.ends_with('n'));
        if prefix.is_none() && !helped && is_participle(word) && !is_finite_form(word) {
            return None;
        }
        let is_passive = |i: usize| ["wird", "werden", "wurde", "wurden", "worden", "würde"].contains(&w.word(i));
        // `ist geplant`; the perfect with `sein` (`ist davon ausgegangen`) is that of verbs of motion.
        let state =
            aux.is_some_and(|a| ["ist", "sind", "war", "waren"].contains(&w.word(a))) && !word.ends_with("gangen");
        let named = || clause.tokens.clone().any(|i| !self.is_quoted(i) && is_passive(i));
        let passive = helped && is_participle(word) && (state || named());
        let finite = if helped { aux.unwrap_or(at) } else { at };
        Some(Bracket { cue, head: at, finite, prefix, passive })
    }

    /// What is left of a range without the finite verb, the head and the prefix.
    fn without_verb(&self, range: Range<usize>, bracket: &Bracket) -> Vec<Range<usize>> {
        let parts = [Some(bracket.finite), Some(bracket.head), bracket.prefix];
        let mut left = vec![range];
        for part in parts.into_iter().flatten() {
            left = left.into_iter().flat_map(|r| without(r, &(part..part + 1))).collect();
        }
        left
    }

    /// Who does what is done to somebody: `wurde von X kritisiert`.
    fn agent(&self, clause: &Clause, bracket: &Bracket) -> Option<Subject> {
        let w = self.words;
        let by = clause
            .tokens
            .clone()
            .filter(|i| ["von", "vom", "durch", "Von", "Vom"].contains(&w.word(*i)) && !self.is_quoted(*i));
        let to = |by: usize| if by < bracket.head { bracket.head } else { clause.tokens.end };
        by.into_iter().find_map(|by| self.phrase(by + 1, to(by))).map(Subject::Agent)
    }

    /// What is said: the clauses that the verb governs, else what stands before it, quoted words, or its object.
    fn content(
        &self,
        clauses: &[Clause],
        of: usize,
        bracket: &Bracket,
        subject: Option<&Subject>,
    ) -> Option<Vec<Range<usize>>> {
        let clause = clauses.get(of)?;
        let complement = self.complement(clauses, of).filter(|c| self.governs(bracket, clauses, of, *c));
        if let Some(Subject::Behind(source)) = subject {
            let start = clauses.first()?.tokens.start.max(self.low);
            let to = (clause.tokens.start..bracket.finite)
                .rfind(|i| self.words.class(*i) != Class::QuoteMark || self.is_quoted(*i));
            let before = start..to.map_or(clause.tokens.start, |_| bracket.finite);
            let mut content = vec![before];
            let goes_on = |j: usize| clauses.get(j).is_some_and(|c| c.mood == Mood::Reported || self.opens_quoted(c));
            if goes_on(of + 1) {
                content.push(clauses.get(of + 1)?.tokens.start..clauses.get(self.ends(clauses, of + 1))?.tokens.end);
            } else if let Some(quote) = (source.end..clause.tokens.end).find(|i| self.opens_quote(*i)) {
                content.push(quote..clause.tokens.end);
            }
            content.retain(|r| self.has_words(r));
            if !content.is_empty() {
                return Some(content);
            }
        }
        if let Some(complement) = complement {
            let (first, last) = (clauses.get(complement)?, clauses.get(self.ends(clauses, complement))?);
            return Some(one_piece(first.tokens.start..last.tokens.end));
        }
        let own = clause.tokens.clone();
        // `Das teilte X mit.`
        let deictic = matches!(self.words.word(own.start), "Das" | "Dies" | "Dieses" | "das" | "dies");
        if deictic && own.start + 1 == bracket.finite {
            return Some(one_piece(own.start..own.start + 1));
        }
        let quoted = own.clone().any(|i| self.is_quoted(i));
        let object = self.takes_object(clause, bracket)
            && (!bracket.passive || subject.is_some() || bracket.cue.kind == CueKind::Accusing);
        if !object && !quoted {
            return None;
        }
        let mut to = of;
        while let Some(next) = clauses.get(to + 1) {
            let hangs = matches!(next.kind, Kind::Relative | Kind::Infinitive | Kind::Piece | Kind::Sub);
            let aside = matches!(self.words.word(next.tokens.start), "so" | "wie");
            if !hangs || aside {
                break;
            }
            to += 1;
        }
        let whole = own.start..clauses.get(to)?.tokens.end;
        let from = match subject {
            Some(Subject::Left(source)) if source.start < own.start => own.start,
            _ => whole.start,
        };
        if !object {
            let first = own.clone().find(|i| self.is_quoted(*i))?;
            let from = first.saturating_sub(1).max(own.start);
            return Some(one_piece(from..whole.end));
        }
        let source = subject.map(|s| s.clone().tokens());
        let mut content = source.map_or_else(|| one_piece(from..whole.end), |s| without(from..whole.end, &s));
        content.retain(|r| self.has_words(r));
        (!content.is_empty()).then_some(content)
    }

    /// Whether a verb of this kind can have such a clause: who thinks, shows or wants something needs one that says so
    /// (`dass`, Konjunktiv), for who speaks any will do.
    fn governs(&self, bracket: &Bracket, clauses: &[Clause], of: usize, complement: usize) -> bool {
        let w = self.words;
        let Some(clause) = clauses.get(complement) else { return false };
        let speaks = bracket.cue.act == Act::Speech && bracket.cue.kind != CueKind::Factive && !bracket.passive;
        let first = clause.tokens.clone().find(|i| w.class(*i) != Class::Conj).unwrap_or(clause.tokens.start);
        let says = w.class(first) == Class::Comp || clause.mood == Mood::Reported;
        let wants = clause.kind == Kind::Infinitive && bracket.cue.act != Act::Naming && complement == of + 1;
        speaks || says || wants || self.opens_quoted(clause) && bracket.cue.act != Act::Naming
    }

    /// Whether the object of the verb is what is said.
    fn takes_object(&self, clause: &Clause, bracket: &Bracket) -> bool {
        let w = self.words;
        match w.object_of(bracket.head, bracket.prefix) {
            "" => false,
            "any" => true,
            "intent" => clause
                .tokens
                .clone()
                .any(|i| i > bracket.head && w.word(i).ends_with('n') && w.word(i).starts_with(char::is_lowercase)),
            prepositions => {
                let mut words = clause.tokens.clone().map(|i| w.word(i).to_lowercase());
                words.any(|word| {
                    prepositions.split(' ').any(|p| {
                        word == p || word == format!("da{p}") || word == format!("{p}m") || word == format!("{p}r")
                    })
                })
            }
        }
    }

    /// Whether quoted words begin a clause.
    fn opens_quoted(&self, clause: &Clause) -> bool {
        let first = clause.tokens.start;
        self.is_quoted(first) || self.opens_quote(first)
    }

    /// The clause behind clause `of` that tells what is said, relative clauses and appositions passed over.
    pub(super) fn complement(&self, clauses: &[Clause], of: usize) -> Option<usize> {
        let w = self.words;
        for i in of + 1..clauses.len() {
            let clause = clauses.get(i)?;
            let first = clause.tokens.clone().find(|i| w.class(*i) != Class::Conj)?;
            let colon = w.class(clause.tokens.start.wrapping_sub(1)) == Class::Colon
                || w.class(clause.tokens.start.wrapping_sub(2)) == Class::Colon;
            let asks = [
                "dass",
                "daß",
                "ob",
                "was",
                "wer",
                "wo",
                "wann",
                "warum",
                "weshalb",
                "welche",
                "welcher",
                "welches",
                "inwieweit",
                "wonach",
            ];
            let says =
                asks.contains(&w.word(first)) || clause.mood == Mood::Reported || colon || self.opens_quoted(clause);
            let fronted = clause.kind == Kind::Sub
                && clauses.get(i + 1).is_some_and(|n| n.kind == Kind::VerbFirst && n.mood == Mood::Reported);
            // Behind the verb itself no noun stands that a relative clause or an apposition could belong to.
            let own_end = clauses.get(of).map_or(0, |c| c.tokens.end.saturating_sub(1));
            let behind_verb = i == of + 1
                && matches!(w.class(own_end), Class::Cue(_) | Class::Verb | Class::Open | Class::Prep | Class::Aux);
            let plain = clause.kind == Kind::Main
                && i == of + 1
                && !matches!(w.class(clause.tokens.start), Class::Conj | Class::Adv);
            if says
                || fronted
                || plain
                || behind_verb && matches!(clause.kind, Kind::Relative | Kind::Piece)
                || clause.kind == Kind::Infinitive && !["um", "ohne", "statt", "anstatt"].contains(&w.word(first))
            {
                return Some(i);
            }
            // `…, ohne darauf einzugehen, dass …`
            if !matches!(clause.kind, Kind::Relative | Kind::Piece | Kind::Infinitive) {
                return None;
            }
        }
        None
    }
}

/// Whether a form of a verb may be its participle: `gesagt`, `angekündigt`, `bestätigt`, `verwiesen`.
fn is_participle(word: &str) -> bool {
    let ge = has_ge(word);
    ge && (word.ends_with('t') || word.ends_with("en"))
        || word.ends_with('t') && ["be", "er", "ver", "ent", "miss", "zer"].iter().any(|p| word.starts_with(p))
        || word.ends_with("iert")
        || word.ends_with("ochen")
        || word.ends_with("iesen")
        || word.ends_with("itten")
        || word.ends_with("ohlen")
}

/// The prefixes of separable verbs.
const PREFIXES: [&str; 24] = [
    "ab", "an", "auf", "aus", "bekannt", "bei", "dar", "ein", "entgegen", "fest", "hervor", "hin", "hinzu", "klar",
    "mit", "nach", "um", "voraus", "vor", "vorher", "weiter", "wieder", "zu", "zurück",
];

/// Whether a verb has the `ge` of a participle, alone or behind a prefix.
fn has_ge(word: &str) -> bool {
    word.starts_with("ge") || PREFIXES.iter().any(|p| word.strip_prefix(p).is_some_and(|rest| rest.starts_with("ge")))
}

/// Whether the same form is that of the present tense: `er bestätigt`, `er kritisiert`.
fn is_finite_form(word: &str) -> bool {
    word.ends_with('t') && !has_ge(word)
}
