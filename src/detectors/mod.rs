//! What a rule can look for. A detector reads the analysis and gives hits; it knows no severities, costs or words of
//! messages.
//!
//! A new detector is one file here and one line in [`DETECTORS`].

mod alignment;
mod bounds;
mod box_counts;
mod calendar;
mod card_health;
mod certainty;
mod claim_backing;
mod collective;
mod condition;
mod consistency;
mod correction;
mod count;
mod cue;
mod disclosure;
mod disclosure_box;
mod echo;
mod event_order;
mod excerpt_against;
mod excerpt_support;
mod excerpts;
mod expression;
mod figure_excerpt;
mod figure_ledger;
mod figure_sum;
mod finding;
mod grams;
mod information;
mod ledger_form;
mod lexicon;
mod marker_target;
mod measure;
mod name_forms;
mod needs;
mod note_marks;
mod own_voice;
mod page_health;
mod page_reference;
mod pattern;
mod primary_source;
mod quotation_frame;
mod quotation_marks;
mod quotation_match;
mod ratio;
mod repetition;
mod require;
mod review_feedback;
mod review_ledger;
mod scope;
mod second_hand;
mod source_age;
mod source_identity;
mod source_ledger;
mod source_links;
mod source_standing;
mod source_text;
mod structure;
mod tally;
mod title_attribution;
mod title_match;
mod typography;
mod unclean;
mod voice_credit;
mod voice_grade;
mod waiver;
mod words;

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::analysis::Analysis;
use crate::lexicon::{Lexicons, Outlets, WordList};
use crate::settings::{Faults, Node};

pub use condition::Condition;
use excerpts::Excerpts;
use grams::Grams;

pub use finding::{Evidence, Fact, Hit, Outcome, Related, Share, Subject};
pub use waiver::{Fate, WaiverState};

/// What a detector may read.
pub struct Context<'a> {
    pub analysis: &'a Analysis,
    pub lexicons: &'a Lexicons,
    /// The registry that the article was read with.
    pub outlets: &'a Outlets,
    /// Facts of the profile and of the article's kind.
    pub desk: &'a Desk,
    /// The day on which the check is made.
    pub as_of: Date,
    /// Rules that could not be asked, and what they lacked: empty but for the rules on page health, which run last.
    pub unmet: &'a [(String, Missing)],
    /// The waivers for the article and what has become of them: empty but for the rules on waivers.
    pub waivers: &'a [WaiverState],
    /// Which strings the article may hold, once an expression has been asked.
    grams: OnceLock<Grams>,
    citing: OnceLock<bool>,
    by_links: OnceLock<bool>,
    excerpts: OnceLock<Excerpts>,
    own_outlet: OnceLock<Option<usize>>,
}

impl<'a> Context<'a> {
    /// What a rule is told of an article; `unmet` and `waivers` are empty.
    pub fn new(
        analysis: &'a Analysis,
        lexicons: &'a Lexicons,
        outlets: &'a Outlets,
        desk: &'a Desk,
        as_of: Date,
    ) -> Context<'a> {
        Context {
            analysis,
            lexicons,
            outlets,
            desk,
            as_of,
            unmet: &[],
            waivers: &[],
            grams: OnceLock::new(),
            citing: OnceLock::new(),
            by_links: OnceLock::new(),
            excerpts: OnceLock::new(),
            own_outlet: OnceLock::new(),
        }
    }

    /// The word list of this name in the language of the article.
    fn list(&self, name: &str) -> Option<&'a WordList> {
        self.lexicons.list(self.analysis.language.code(), name)
    }

    /// Whether the page cites: five markers at least and three to every ten claims, or a profile that asks for citations.
    pub fn is_citing(&self) -> bool {
        *self.citing.get_or_init(|| claim_backing::is_citing(self.analysis, self.desk))
    }

    /// Whether links in the text are the only citations of the page, and no profile asks for citations.
    fn cites_by_links(&self) -> bool {
        *self.by_links.get_or_init(|| claim_backing::cites_by_links(self.analysis, self.desk))
    }

    /// The outlet that publishes the page, where a source of it is known.
    fn own_outlet(&self) -> Option<usize> {
        *self.own_outlet.get_or_init(|| source_links::own_outlet(self))
    }

    /// The excerpts of the article's sources.
    fn excerpts(&self) -> &Excerpts {
        self.excerpts.get_or_init(|| Excerpts::of(self))
    }

    fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::of(self.analysis))
    }
}

/// What a rule lacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    Title,
    Body,
    Published,
    SourceList,
    Transparency,
    CitingPage,
    /// Word lists for the article's language.
    LanguagePack,
}

/// What the newsroom says of the article or of all of them: keys of a profile that several detectors ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Every page is held to cite (`citations = "required"`), not only those that do.
    pub citations_required: bool,
    /// Whether a citation anywhere in its paragraph stands for a claim (`claim_scope = "paragraph"`).
    pub paragraph_scope: bool,
    /// `news`, `analysis`, `opinion`, `interview`, `feature`, `brief`; the article's own label goes before it.
    pub story_type: Option<String>,
    /// Outlets that the story is about: never missed in the source list.
    pub subject_outlets: Vec<String>,
    /// Domains of the newsroom itself: links to them lean on nobody.
    pub own_domains: Vec<String>,
}

/// A detector with its parameters.
pub trait Detect: Send + Sync + std::fmt::Debug {
    /// Looks for what the rule names.
    fn detect(&self, cx: &Context<'_>) -> Outcome;

    /// When it is asked.
    fn turn(&self) -> Turn {
        Turn::Page
    }
}

/// When a detector is asked: what it looks at must be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It looks at the page.
    Page,
    /// It looks at what kept rules from being asked.
    Health,
    /// It looks at what became of the waivers.
    Waivers,
}

/// A kind of detector.
pub struct Kind {
    /// As rules name it: `lexicon`, `figure_ledger.absent`.
    pub name: &'static str,
    /// What it looks for, in one sentence.
    pub about: &'static str,
    /// Reads the `[parameters]` of a rule (an empty table where there are none); every fault goes to the faults.
    pub build: fn(&Node, &Lexicons, &mut Faults) -> Box<dyn Detect>,
}

/// Every detector, sorted by name.
pub const DETECTORS: &[Kind] = &[
    Kind { name: "calendar.ambiguous", about: "A bare weekday that may mean two days.", build: calendar::ambiguous },
    Kind {
        name: "calendar.mismatch",
        about: "A weekday beside a date that falls on another one.",
        build: calendar::mismatch,
    },
    Kind { name: "calendar.order", about: "Events on days that cannot follow one another.", build: event_order::order },
    Kind { name: "certainty.rising", about: "An ending that is surer than title and lede.", build: certainty::rising },
    Kind {
        name: "claim_backing",
        about: "Claims without a citation or an identified source.",
        build: claim_backing::build,
    },
    Kind { name: "consistency", about: "Forms of which one article may use only one kind.", build: consistency::build },
    Kind {
        name: "correction.form",
        about: "A correction note that leaves out what it is for.",
        build: correction::form,
    },
    Kind { name: "count", about: "Too few or too many of something.", build: count::build },
    Kind {
        name: "disclosure.accountable",
        about: "AI at work and nobody who answers for it.",
        build: disclosure_box::accountable,
    },
    Kind {
        name: "disclosure.ai",
        about: "Signs of AI at work without a plain sentence that says so.",
        build: disclosure::ai,
    },
    Kind {
        name: "disclosure.confirm",
        about: "Independent confirmation that the excerpts do not show.",
        build: disclosure_box::confirm,
    },
    Kind {
        name: "disclosure.counts",
        about: "Outlets and countries that the transparency part counts and the page lacks.",
        build: box_counts::counts,
    },
    Kind {
        name: "disclosure.language",
        about: "A transparency part in another language than the body.",
        build: disclosure_box::language,
    },
    Kind {
        name: "excerpt_support.against",
        about: "Told as a fact where the cited excerpt says that it is not known.",
        build: excerpt_against::against,
    },
    Kind {
        name: "excerpt_support.load",
        about: "One excerpt that stands for too many claims.",
        build: excerpt_support::load,
    },
    Kind {
        name: "excerpt_support.other_card",
        about: "A name or figure that another excerpt has.",
        build: excerpt_support::other_card,
    },
    Kind {
        name: "excerpt_support.overlap",
        about: "A claim whose words the cited excerpt lacks.",
        build: excerpt_support::overlap,
    },
    Kind {
        name: "excerpt_support.second_hand",
        about: "A claim that the cited source has from another outlet.",
        build: second_hand::second_hand,
    },
    Kind {
        name: "figure_ledger.absent",
        about: "Figures that the cited excerpt lacks.",
        build: figure_excerpt::absent,
    },
    Kind {
        name: "figure_ledger.base",
        about: "A large figure without rate, comparison, date or source.",
        build: figure_ledger::base,
    },
    Kind { name: "figure_ledger.conflict", about: "One quantity with two values.", build: figure_ledger::conflict },
    Kind {
        name: "figure_ledger.contradicted",
        about: "A figure that the cited excerpt has with another value.",
        build: figure_excerpt::contradicted,
    },
    Kind {
        name: "figure_ledger.qualifier",
        about: "A figure that is exact in one place and vague in another.",
        build: figure_ledger::qualifier,
    },
    Kind { name: "figure_ledger.repeat", about: "A figure that is told too often.", build: figure_ledger::repeat },
    Kind { name: "figure_ledger.sum", about: "Parts that do not add up to their whole.", build: figure_sum::sum },
    Kind { name: "information", about: "A short sentence that tells nothing new.", build: information::build },
    Kind { name: "lexicon", about: "Words and phrases of a list.", build: lexicon::build },
    Kind { name: "marker_target.empty", about: "A citation marker that lost its target.", build: marker_target::empty },
    Kind {
        name: "marker_target.numbering",
        about: "Numbers of notes and sources that leave a gap, repeat or run out of order.",
        build: note_marks::numbering,
    },
    Kind {
        name: "marker_target.reference",
        about: "A pointer to a part that the page lacks.",
        build: page_reference::reference,
    },
    Kind {
        name: "marker_target.undefined",
        about: "A footnote or number without a definition.",
        build: marker_target::undefined,
    },
    Kind { name: "marker_target.unused", about: "A footnote that no mark points to.", build: note_marks::unused },
    Kind { name: "name_forms.spelling", about: "One name in two spellings.", build: name_forms::spelling },
    Kind { name: "own_voice", about: "Cues of judgement in the author's own voice.", build: own_voice::build },
    Kind { name: "page_health.edge", about: "A card whose edges were guessed.", build: card_health::edge },
    Kind {
        name: "page_health.pack",
        about: "Rules without word lists for the article's language.",
        build: page_health::pack,
    },
    Kind {
        name: "page_health.part",
        about: "Parts of the page that are missing where a rule needs them.",
        build: page_health::part,
    },
    Kind {
        name: "page_health.source_text",
        about: "A full text of which it is not known whose it is.",
        build: source_text::unmatched,
    },
    Kind { name: "page_health.truncated", about: "An excerpt that is cut.", build: card_health::truncated },
    Kind { name: "page_health.waiver", about: "Waivers that do nothing for the article.", build: waiver::build },
    Kind { name: "pattern", about: "What a regular expression matches.", build: pattern::build },
    Kind {
        name: "quotation_frame.balance",
        about: "A quotation mark without its partner.",
        build: quotation_frame::balance,
    },
    Kind {
        name: "quotation_frame.citation",
        about: "A quotation without a citation.",
        build: quotation_frame::citation,
    },
    Kind { name: "quotation_frame.speaker", about: "A quotation without a speaker.", build: quotation_frame::speaker },
    Kind {
        name: "quotation_match.absent",
        about: "A quotation that the cited excerpt lacks.",
        build: quotation_match::absent,
    },
    Kind {
        name: "quotation_match.altered",
        about: "A quotation in other words than the cited excerpt.",
        build: quotation_match::altered,
    },
    Kind {
        name: "quotation_match.borrowed",
        about: "Words of an excerpt without quotation marks.",
        build: quotation_match::borrowed,
    },
    Kind { name: "quotation_match.twice", about: "One quotation in two wordings.", build: quotation_match::twice },
    Kind { name: "ratio", about: "A part of a whole that is too large.", build: ratio::build },
    Kind { name: "repetition.paragraph", about: "A paragraph that is told twice.", build: repetition::paragraph },
    Kind { name: "repetition.sentence", about: "A sentence that is told twice.", build: repetition::sentence },
    Kind { name: "require", about: "Where one thing stands, another must stand too.", build: require::build },
    Kind {
        name: "review_ledger.form",
        about: "A score line that says too little or something else.",
        build: ledger_form::form,
    },
    Kind {
        name: "review_ledger.open",
        about: "What an earlier review asked for and the page still lacks.",
        build: review_feedback::open,
    },
    Kind { name: "review_ledger.self", about: "A review without a reviewer of its own.", build: ledger_form::reviewer },
    Kind {
        name: "review_ledger.sums",
        about: "A record of reviews whose counts disagree.",
        build: review_ledger::sums,
    },
    Kind {
        name: "source_identity.duplicate",
        about: "One document under several addresses.",
        build: source_identity::duplicate,
    },
    Kind { name: "source_identity.echo", about: "Outlets that pass on the same words.", build: echo::echo },
    Kind {
        name: "source_identity.grade",
        about: "A grade in the prose that the labels do not have.",
        build: source_identity::grade,
    },
    Kind {
        name: "source_identity.state_media",
        about: "A state medium that is given as a source without a word on what it is.",
        build: source_standing::state_media,
    },
    Kind {
        name: "source_identity.status",
        about: "An outlet that the newsroom's registry warns of.",
        build: source_standing::status,
    },
    Kind {
        name: "source_identity.tier",
        about: "Claims that lean on an outlet of low grade alone.",
        build: source_standing::tier,
    },
    Kind { name: "source_ledger.date", about: "Sources that are newer than the article.", build: source_age::date },
    Kind {
        name: "source_ledger.entry",
        about: "An entry of the source list that nobody can look up.",
        build: source_ledger::entry,
    },
    Kind {
        name: "source_ledger.link_name",
        about: "Link words that name one outlet and lead to another.",
        build: source_links::link_name,
    },
    Kind {
        name: "source_ledger.primary",
        about: "A document at the origin of a claim that is not cited.",
        build: primary_source::primary,
    },
    Kind {
        name: "source_ledger.set",
        about: "Sources of one list that are missing in another.",
        build: source_ledger::set,
    },
    Kind { name: "structure.empty_section", about: "A heading without text.", build: structure::empty_section },
    Kind { name: "structure.ending", about: "An ending that is a slogan.", build: structure::ending },
    Kind { name: "structure.lede", about: "A first sentence that is too long.", build: structure::lede },
    Kind {
        name: "title_match.attribution",
        about: "A title that tells as a fact what the article gives as somebody's words.",
        build: title_attribution::attribution,
    },
    Kind {
        name: "title_match.facts",
        about: "Figures and names of the title that the body lacks.",
        build: title_match::facts,
    },
    Kind { name: "title_match.repeat", about: "A dek that says what the title says.", build: title_match::repeat },
    Kind {
        name: "typography.quotes",
        about: "Straight and curly quotation marks in one text.",
        build: quotation_marks::quotes,
    },
    Kind { name: "typography.spacing", about: "A space before a stop, or a doubled stop.", build: typography::spacing },
    Kind {
        name: "typography.unclean",
        about: "Characters that nobody can see, or that a wrong decoding left.",
        build: unclean::unclean,
    },
    Kind { name: "voice_grade.accusing", about: "An unnamed voice that accuses.", build: voice_grade::accusing },
    Kind { name: "voice_grade.dominant", about: "One person who has most of the words.", build: voice_grade::dominant },
    Kind {
        name: "voice_grade.generic",
        about: "An unnamed plural as the only source of a claim.",
        build: collective::generic,
    },
    Kind { name: "voice_grade.judging", about: "A verb of saying that judges.", build: voice_credit::judging },
    Kind {
        name: "voice_grade.reason",
        about: "An unnamed person without a reason for it.",
        build: voice_credit::reason,
    },
    Kind { name: "voice_grade.reply", about: "Somebody accused who is not heard.", build: voice_credit::reply },
];

/// The kind of a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    DETECTORS.iter().find(|kind| kind.name == name)
}
