//! What can be counted on a page: the closed list of measures with their filters.
//!
//! A measure is written as keys of a TOML table, so that each of its faults has a place:
//! `{ measure = "sources", listed = true, cited = 0, min = 1 }`. Counting is in [`super::tally`].

use super::Subject;
use super::words::check_name;
use crate::analysis::{AttributionKind, CitationState, ClaimKind, QuotationKind, Stakeholder, VoiceKind};
use crate::article::{BlockKind, Part, Style};
use crate::lexicon::Lexicons;
use crate::settings::{Choice, Faults, Fields, Node};

/// A measure with its filters. An empty list of a filter lets everything through.
#[derive(Clone, Debug)]
pub(super) enum Measure {
    /// Words of the body's sentences.
    Words,
    Sentences {
        words_over: Option<usize>,
        attributed: Option<bool>,
        /// Whether it begins and ends in words that are not the author's.
        quoted: Option<bool>,
        citation: Vec<CitationState>,
        /// The word list of which it has an entry.
        with: Option<String>,
    },
    Headings,
    Claims {
        kind: Vec<ClaimKind>,
        citation: Vec<CitationState>,
        sourced: Option<bool>,
        weight_min: u8,
    },
    Citations {
        style: Vec<Style>,
        resolved: Option<bool>,
        once: Option<Once>,
        /// Kinds of the blocks in which they stand.
        of: Vec<BlockKind>,
    },
    Sources {
        listed: Option<bool>,
        cited: Option<usize>,
        cited_min: usize,
        named_in: Option<Part>,
    },
    Outlets {
        listed: Option<bool>,
        cited_min: usize,
    },
    /// Outlets that are cited, listed or named as a source, and named voices besides them.
    SourcesHeard,
    /// Where the information of the cited outlets comes from: outlets that pass on the same words are one.
    Origins,
    /// The citations of the outlet (or source) that has the most, each pair of it and a sentence once.
    LargestCited(Once),
    /// The attributions of the voice that has the most.
    LargestVoice {
        kind: Vec<VoiceKind>,
        named: Option<bool>,
    },
    Voices {
        kind: Vec<VoiceKind>,
        stakeholder: Vec<Stakeholder>,
        named: Option<bool>,
        role: Option<bool>,
    },
    Attributions {
        kind: Vec<AttributionKind>,
        voice: Vec<VoiceKind>,
        named: Option<bool>,
    },
    Quotations {
        kind: Vec<QuotationKind>,
        attributed: Option<bool>,
        words_over: Option<usize>,
    },
    /// Figures of the body's sentences.
    Figures {
        sourced: Option<bool>,
        citation: Vec<CitationState>,
        quoted: Option<bool>,
    },
    Dates {
        resolved: Option<bool>,
        before_published: Option<i64>,
    },
    Images {
        alt: Option<bool>,
        caption: Option<bool>,
    },
    /// Links in the text.
    Links,
    Authors,
    /// 1 where the time of publication is given in one of these forms.
    Published {
        form: Vec<TimeForm>,
    },
    /// Average words of a sentence plus percentage of words with more than six letters (Björnsson, 1968), rounded half
    /// up.
    Lix,
}

/// What a citation is counted once for, in each sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Once {
    Source,
    Outlet,
}

/// How much a time of publication says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeForm {
    /// Words that are no date.
    Unreadable,
    /// A day.
    Date,
    /// A day and a time without a zone.
    Time,
    /// A day and a time with its zone.
    Zoned,
}

#[derive(Clone, Copy)]
enum Name {
    Words,
    Sentences,
    Headings,
    Claims,
    Citations,
    Sources,
    Outlets,
    SourcesHeard,
    Origins,
    LargestSource,
    LargestOutlet,
    LargestVoice,
    Voices,
    Attributions,
    Quotations,
    Figures,
    Dates,
    Images,
    Links,
    Authors,
    Published,
    Lix,
}

const NAMES: Choice<'_, Name> = &[
    ("attributions", Name::Attributions),
    ("authors", Name::Authors),
    ("citations", Name::Citations),
    ("claims", Name::Claims),
    ("dates", Name::Dates),
    ("figures", Name::Figures),
    ("headings", Name::Headings),
    ("images", Name::Images),
    ("largest(attributions.voice)", Name::LargestVoice),
    ("largest(outlets.cited)", Name::LargestOutlet),
    ("largest(sources.cited)", Name::LargestSource),
    ("links", Name::Links),
    ("lix", Name::Lix),
    ("origins", Name::Origins),
    ("outlets", Name::Outlets),
    ("published", Name::Published),
    ("quotations", Name::Quotations),
    ("sentences", Name::Sentences),
    ("sources", Name::Sources),
    ("sources_heard", Name::SourcesHeard),
    ("voices", Name::Voices),
    ("words", Name::Words),
];

const STATES: Choice<'_, CitationState> =
    &[("cited", CitationState::Cited), ("empty", CitationState::Empty), ("none", CitationState::None)];

const KINDS: Choice<'_, ClaimKind> = &[
    ("allegation", ClaimKind::Allegation),
    ("cause", ClaimKind::Cause),
    ("comparison", ClaimKind::Comparison),
    ("date", ClaimKind::Date),
    ("event", ClaimKind::Event),
    ("figure", ClaimKind::Figure),
    ("forecast", ClaimKind::Forecast),
    ("law", ClaimKind::Law),
    ("quotation", ClaimKind::Quotation),
    ("superlative", ClaimKind::Superlative),
];

const STYLES: Choice<'_, Style> = &[
    ("author_date", Style::AuthorDate),
    ("card", Style::Card),
    ("empty", Style::Empty),
    ("footnote", Style::Footnote),
    ("link", Style::Link),
    ("numbered", Style::Numbered),
];

const BLOCKS: Choice<'_, BlockKind> = &[
    ("caption", BlockKind::Caption),
    ("heading", BlockKind::Heading),
    ("list_item", BlockKind::ListItem),
    ("paragraph", BlockKind::Paragraph),
    ("quote", BlockKind::Quote),
    ("table_row", BlockKind::TableRow),
];

const VOICES: Choice<'_, VoiceKind> = &[
    ("anonymous", VoiceKind::Anonymous),
    ("document", VoiceKind::Document),
    ("group", VoiceKind::Group),
    ("organisation", VoiceKind::Organisation),
    ("person", VoiceKind::Person),
];

const STAKEHOLDERS: Choice<'_, Stakeholder> = &[
    ("affected", Stakeholder::Affected),
    ("civil_society", Stakeholder::CivilSociety),
    ("company", Stakeholder::Company),
    ("expert", Stakeholder::Expert),
    ("government", Stakeholder::Government),
    ("media", Stakeholder::Media),
    ("military", Stakeholder::Military),
    ("other", Stakeholder::Other),
];

const PARTS: Choice<'_, Part> =
    &[("body", Part::Body), ("dek", Part::Dek), ("title", Part::Title), ("transparency", Part::Transparency)];

impl Measure {
    /// Reads a table that holds a measure and nothing else.
    pub fn read(node: &Node, faults: &mut Faults) -> Option<Measure> {
        let mut fields = Fields::of(node, "filter of the measure", faults);
        let measure = Measure::take(&mut fields)?;
        fields.finish();
        Some(measure)
    }

    /// Takes `measure` and the filters of that measure. `None`, with a fault, where there is no such measure: then the
    /// other keys cannot be judged.
    pub fn take(fields: &mut Fields<'_>) -> Option<Measure> {
        fields.required("measure")?;
        let name = fields.choice("measure", NAMES)?;
        let f = fields;
        Some(match name {
            Name::Words => Measure::Words,
            Name::Sentences => Measure::Sentences {
                words_over: number(f, "words_over"),
                attributed: truth(f, "attributed"),
                quoted: truth(f, "quoted"),
                citation: f.choices("citation", STATES).unwrap_or_default(),
                with: list(f, "with"),
            },
            Name::Headings => Measure::Headings,
            Name::Claims => Measure::Claims {
                kind: f.choices("kind", KINDS).unwrap_or_default(),
                citation: f.choices("citation", STATES).unwrap_or_default(),
                sourced: truth(f, "sourced"),
                weight_min: u8::try_from(f.integer("weight_min", 0..=10, 0)).unwrap_or(0),
            },
            Name::Citations => Measure::Citations {
                style: f.choices("style", STYLES).unwrap_or_default(),
                resolved: truth(f, "resolved"),
                once: f.choice("once", &[("outlet", Once::Outlet), ("source", Once::Source)]),
                of: f.choices("in", BLOCKS).unwrap_or_default(),
            },
            Name::Sources => Measure::Sources {
                listed: truth(f, "listed"),
                cited: number(f, "cited"),
                cited_min: number(f, "cited_min").unwrap_or(0),
                named_in: f.choice("named_in", PARTS),
            },
            Name::Outlets => {
                Measure::Outlets { listed: truth(f, "listed"), cited_min: number(f, "cited_min").unwrap_or(0) }
            }
            Name::SourcesHeard => Measure::SourcesHeard,
            Name::Origins => Measure::Origins,
            Name::LargestSource => Measure::LargestCited(Once::Source),
            Name::LargestOutlet => Measure::LargestCited(Once::Outlet),
            Name::LargestVoice => {
                Measure::LargestVoice { kind: f.choices("kind", VOICES).unwrap_or_default(), named: truth(f, "named") }
            }
            Name::Voices => Measure::Voices {
                kind: f.choices("kind", VOICES).unwrap_or_default(),
                stakeholder: f.choices("stakeholder", STAKEHOLDERS).unwrap_or_default(),
                named: truth(f, "named"),
                role: truth(f, "role"),
            },
            Name::Attributions => Measure::Attributions {
                kind: {
                    let kinds = &[
                        ("direct", AttributionKind::Direct),
                        ("indirect", AttributionKind::Indirect),
                        ("mixed", AttributionKind::Mixed),
                    ];
                    f.choices("kind", kinds).unwrap_or_default()
                },
                voice: f.choices("voice", VOICES).unwrap_or_default(),
                named: truth(f, "named"),
            },
            Name::Quotations => Measure::Quotations {
                kind: {
                    let kinds = &[
                        ("scare", QuotationKind::Scare),
                        ("speech", QuotationKind::Speech),
                        ("title", QuotationKind::Title),
                    ];
                    f.choices("kind", kinds).unwrap_or_default()
                },
                attributed: truth(f, "attributed"),
                words_over: number(f, "words_over"),
            },
            Name::Figures => Measure::Figures {
                sourced: truth(f, "sourced"),
                citation: f.choices("citation", STATES).unwrap_or_default(),
                quoted: truth(f, "quoted"),
            },
            Name::Dates => Measure::Dates {
                resolved: truth(f, "resolved"),
                before_published: f.optional_integer("before_published", 0..=36_500),
            },
            Name::Images => Measure::Images { alt: truth(f, "alt"), caption: truth(f, "caption") },
            Name::Links => Measure::Links,
            Name::Authors => Measure::Authors,
            Name::Published => Measure::Published {
                form: {
                    let forms = &[
                        ("date", TimeForm::Date),
                        ("time", TimeForm::Time),
                        ("unreadable", TimeForm::Unreadable),
                        ("zoned", TimeForm::Zoned),
                    ];
                    f.choices("form", forms).unwrap_or_default()
                },
            },
            Name::Lix => Measure::Lix,
        })
    }

    /// What it counts, in the plural, for a sentence.
    pub fn noun(&self) -> &'static str {
        match self {
            Measure::Words => "words",
            Measure::Sentences { .. } => "sentences",
            Measure::Headings => "headings",
            Measure::Claims { .. } => "claims",
            Measure::Citations { .. } | Measure::LargestCited(_) => "citations",
            Measure::Sources { .. } | Measure::SourcesHeard => "sources",
            Measure::Outlets { .. } => "outlets",
            Measure::Origins => "origins",
            Measure::Voices { .. } => "voices",
            Measure::LargestVoice { .. } | Measure::Attributions { .. } => "attributions",
            Measure::Quotations { .. } => "quotations",
            Measure::Figures { .. } => "figures",
            Measure::Dates { .. } => "dates",
            Measure::Images { .. } => "pictures",
            Measure::Links => "links",
            Measure::Authors => "authors",
            Measure::Published { .. } => "times of publication",
            Measure::Lix => "points",
        }
    }

    /// What it counts, where that is something that a hit can be about (the index means nothing).
    pub fn subject(&self) -> Option<Subject> {
        Some(match self {
            Measure::Sentences { .. } | Measure::Claims { .. } => Subject::Sentence(0),
            Measure::Citations { .. } | Measure::Links => Subject::Citation(0),
            Measure::Sources { .. } => Subject::Source(0),
            Measure::Outlets { .. } => Subject::Outlet(0),
            Measure::Quotations { .. } => Subject::Quotation(0),
            Measure::Voices { .. } => Subject::Voice(0),
            Measure::Figures { .. } => Subject::Figure(0),
            _ => return None,
        })
    }
}

fn truth(fields: &mut Fields<'_>, key: &'static str) -> Option<bool> {
    fields.node(key)?;
    Some(fields.bool(key, false))
}

/// The name of a word list.
fn list(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let name = fields.text(key)?.to_owned();
    if let Some(node) = fields.node(key) {
        let lexicons = Lexicons::shipped();
        let known: Vec<&str> = lexicons.languages().flat_map(|language| lexicons.names(language)).collect();
        check_name(node, &name, &known, fields.faults());
    }
    Some(name)
}

/// A number that is not negative, where one is given.
pub(super) fn number(fields: &mut Fields<'_>, key: &'static str) -> Option<usize> {
    fields.optional_integer(key, 0..=1_000_000).and_then(|n| usize::try_from(n).ok())
}
