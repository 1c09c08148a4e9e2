//! From the policy's rules to findings: which rules can be asked, what they find, and which findings stand.

use std::collections::{BTreeMap, HashMap};

use super::fingerprint::Fingerprints;
use super::overlap::Spans;
use super::waiver::Waivers;
use super::{Case, Finding, RelatedPlace, Skipped, Status, WaiverLine, message, reason};
use crate::analysis::Analysis;
use crate::article::{Format, Part, pointers};
use crate::detectors::{Context, Evidence, Hit, Missing, Outcome, Share, Turn};
use crate::policy::{Need, Rule, Severity};
use crate::text::Span;

/// What all rules found.
pub struct Found<'p> {
    /// In the order of their places.
    pub findings: Vec<Finding>,
    /// The rules that could be asked, in the order of their turns and ids.
    pub asked: Vec<Asked<'p>>,
    pub skipped: Vec<Skipped>,
    pub waivers: Vec<WaiverLine>,
}

/// A rule that could be asked.
pub struct Asked<'p> {
    pub rule: &'p Rule,
    pub severity: Severity,
    /// What a cost by steps is reckoned from.
    pub share: Option<Share>,
}

/// A rule with what it found, before its findings are given words.
struct Raw<'p> {
    asked: Asked<'p>,
    hits: Vec<(Span, Hit)>,
}

/// Asks every rule of the policy: those on the page, then those on what the others lacked, and when it is known which
/// findings are set aside, those on waivers.
pub fn find<'p>(case: &Case<'p>) -> Found<'p> {
    let turn = |turn: Turn| case.policy.rules.iter().filter(move |rule| rule.detector.turn() == turn);
    let mut asking = Asking::default();
    asking.ask(turn(Turn::Page), case, &context(case));
    let lacked = std::mem::take(&mut asking.unmet);
    let mut cx = context(case);
    cx.unmet = &lacked;
    asking.ask(turn(Turn::Health), case, &cx);
    asking.settle(case.analysis.words());
    let mut prints = Fingerprints::new(case.analysis);
    let mut waivers = Waivers::of(case);
    let mut findings = words(case, &asking.raw, &mut prints, &mut waivers);

    let states = waivers.states();
    let mut last = Asking::default();
    let mut cx = context(case);
    cx.waivers = &states;
    last.ask(turn(Turn::Waivers), case, &cx);
    last.settle(case.analysis.words());
    findings.extend(words(case, &last.raw, &mut prints, &mut waivers));
    // Stable: findings of one place stay in the order of their rules.
    findings.sort_by_key(|finding| finding.span);
    if case.analysis.article.format == Format::Json {
        let places: Vec<usize> = findings.iter().map(|finding| finding.span.start).collect();
        let pointers = pointers(case.source.text(), &places);
        findings.iter_mut().zip(pointers).for_each(|(finding, pointer)| finding.pointer = pointer);
    }

    let asked: Vec<Asked<'p>> = asking.raw.into_iter().chain(last.raw).map(|raw| raw.asked).collect();
    let causes = causes(&asked, &findings);
    for (finding, cause) in findings.iter_mut().zip(causes) {
        finding.caused_by = cause;
    }
    let mut skipped = asking.skipped;
    skipped.extend(last.skipped);
    skipped.sort_by(|a, b| a.rule.cmp(&b.rule));
    for one in &mut skipped {
        one.reason = reason::told(std::mem::take(&mut one.reason), case.tongue);
    }
    Found { findings, asked, skipped, waivers: waivers.lines() }
}

/// What has been asked so far.
#[derive(Default)]
struct Asking<'p> {
    raw: Vec<Raw<'p>>,
    skipped: Vec<Skipped>,
    /// Rules that could not be asked, and what they lacked.
    unmet: Vec<(String, Missing)>,
    /// What rules would have found that are switched off.
    silenced: HashMap<&'p str, Spans>,
}

impl<'p> Asking<'p> {
    fn ask(&mut self, rules: impl Iterator<Item = &'p Rule>, case: &Case<'p>, cx: &Context<'_>) {
        let (analysis, policy) = (case.analysis, case.policy);
        for rule in rules {
            let mut skip = |reason: String| self.skipped.push(Skipped { rule: rule.id.clone(), reason });
            let Some(severity) = rule.severity else {
                skip("switched off".to_owned());
                let is_cause = policy.rules.iter().any(|other| other.caused_by.contains(&rule.id));
                if is_cause
                    && missing(rule, cx).is_none()
                    && let Outcome::Found { hits, .. } = rule.detector.detect(cx)
                {
                    let spans = hits.iter().map(|hit| (span(analysis, hit.at), 0));
                    self.silenced.insert(&rule.id, Spans::new(spans));
                }
                continue;
            };
            if let Some(missing) = missing(rule, cx) {
                skip(lacking(missing, analysis));
                self.unmet.push((rule.id.clone(), missing));
                continue;
            }
            match rule.detector.detect(cx) {
                Outcome::Found { hits, share } => {
                    let hits = hits.into_iter().map(|hit| (span(analysis, hit.at), hit)).collect();
                    self.raw.push(Raw { asked: Asked { rule, severity, share }, hits });
                }
                Outcome::NotApplicable(reason) => skip(reason),
            }
        }
    }

    /// Leaves the hits that stand. `words`: of the body.
    fn settle(&mut self, words: usize) {
        self.raw.sort_by(|a, b| a.asked.rule.id.cmp(&b.asked.rule.id));
        supersede(&mut self.raw);
        silence(&mut self.raw, &self.silenced);
        for one in &mut self.raw {
            self.skipped.extend(shorten(one, words));
        }
    }
}
fn context<'a>(case: &Case<'a>) -> Context<'a> {
    Context::new(case.analysis, case.lexicons, case.policy.outlets(), &case.policy.desk, case.as_of)
}

/// What a rule needs and an article lacks.
fn missing(rule: &Rule, cx: &Context<'_>) -> Option<Missing> {
    let analysis = cx.analysis;
    let language = analysis.language.code();
    if rule.languages.as_ref().is_some_and(|known| known.iter().all(|code| code != language)) {
        return Some(Missing::LanguagePack);
    }
    let article = &analysis.article;
    rule.needs.iter().find_map(|need| {
        let (there, missing) = match need {
            Need::Title => (article.title.is_some(), Missing::Title),
            Need::Body => (!analysis.sentences.is_empty(), Missing::Body),
            Need::Published => (analysis.published.is_some(), Missing::Published),
            Need::SourceList => (article.entries.iter().any(|entry| entry.listed), Missing::SourceList),
            Need::Transparency => (article.part(Part::Transparency).next().is_some(), Missing::Transparency),
            Need::CitingPage => (cx.is_citing(), Missing::CitingPage),
        };
        (!there).then_some(missing)
    })
}

fn lacking(missing: Missing, analysis: &Analysis) -> String {
    match missing {
        Missing::Title => "no title".to_owned(),
        Missing::Body => "no sentence in the body".to_owned(),
        Missing::Published => "no date of publication".to_owned(),
        Missing::SourceList => "no source list".to_owned(),
        Missing::Transparency => "no transparency part".to_owned(),
        Missing::CitingPage => "not a page that cites: too few citation markers".to_owned(),
        Missing::LanguagePack => format!("missing-language-pack: no word lists for `{}`", analysis.language.code()),
    }
}

fn span(analysis: &Analysis, at: Evidence) -> Span {
    at.span.unwrap_or_else(|| analysis.span(at.place))
}

/// Takes out the hits in whose place a stronger rule of the same criterion found something.
fn supersede(raw: &mut [Raw<'_>]) {
    let mut stronger: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, one) in raw.iter().enumerate().filter(|(_, one)| !one.hits.is_empty()) {
        for weaker in &one.asked.rule.supersedes {
            stronger.entry(weaker.clone()).or_default().push(i);
        }
    }
    // By the hits as they were found: the order of the rules makes no difference.
    let spans: HashMap<String, Spans> = stronger
        .into_iter()
        .map(|(weaker, rules)| {
            let criterion = raw.iter().find(|one| one.asked.rule.id == weaker).and_then(|one| one.asked.rule.criterion);
            let rules = rules.iter().filter_map(|i| raw.get(*i)).filter(|one| one.asked.rule.criterion == criterion);
            (weaker, Spans::new(rules.flat_map(|one| one.hits.iter().map(|(span, _)| (*span, 0)))))
        })
        .collect();
    for one in raw {
        let Some(spans) = spans.get(&one.asked.rule.id) else { continue };
        let before = one.hits.len();
        one.hits.retain(|(span, _)| spans.touching(*span).is_none());
        // Where each hit is one part of the share, the share shrinks with them.
        if let Some(share) = &mut one.asked.share
            && share.part == before
        {
            share.part = one.hits.len();
        }
    }
}

/// Takes out what follows from a finding that nobody wants to hear of: where a rule is switched off, its consequences
/// are not to cost what they did not cost before.
fn silence(raw: &mut [Raw<'_>], silenced: &HashMap<&str, Spans>) {
    for one in raw {
        let causes: Vec<&Spans> =
            one.asked.rule.caused_by.iter().filter_map(|rule| silenced.get(rule.as_str())).collect();
        one.hits.retain(|(span, _)| causes.iter().all(|cause| cause.touching(*span).is_none()));
    }
}

/// So many findings of one rule are told, and so many places beside each: a million quotation marks that are never
/// closed are one fault a thousand times.
const MOST: usize = 1000;

/// Leaves out what no reader gets to, and says so. What it costs is counted before.
fn shorten(one: &mut Raw<'_>, words: usize) -> Option<Skipped> {
    for (_, hit) in &mut one.hits {
        hit.related.truncate(MOST);
    }
    let found = one.hits.len();
    if found <= MOST {
        return None;
    }
    one.asked.share.get_or_insert(Share { part: found, whole: words });
    one.hits.sort_by_key(|(span, _)| *span);
    one.hits.truncate(MOST);
    Some(Skipped { rule: one.asked.rule.id.clone(), reason: format!("the first {MOST} of {found} places are told") })
}

/// Gives the hits their severity, words, fingerprint and status, in the order of their places.
fn words(case: &Case<'_>, raw: &[Raw<'_>], prints: &mut Fingerprints<'_>, waivers: &mut Waivers<'_>) -> Vec<Finding> {
    let cx = context(case);
    let mut order: Vec<(Span, &Asked<'_>, &Hit)> =
        raw.iter().flat_map(|one| one.hits.iter().map(|(span, hit)| (*span, &one.asked, hit))).collect();
    // Rules stand in the order of their ids, and the sort keeps it.
    order.sort_by_key(|(span, ..)| *span);
    let worded = order.iter().map(|(span, asked, hit)| {
        let mut finding = finding(case, &cx, asked, *span, hit);
        finding.fingerprint = prints.next(&asked.rule.id, hit.at.place);
        waivers.apply(&mut finding);
        finding
    });
    worded.collect()
}

fn finding(case: &Case<'_>, cx: &Context<'_>, asked: &Asked<'_>, span: Span, hit: &Hit) -> Finding {
    let rule = asked.rule;
    let words = rule.words(case.tongue.code());
    let say = |template: &str| message::render(template, &hit.facts, &words.terms, case.tongue);
    let raised = rule.raise.iter().filter(|raise| raise.when.holds(cx, hit, asked.share)).map(|raise| raise.to);
    let floor = rule.criterion.and_then(|c| case.policy.criteria.get(&c)).and_then(|c| c.floor.as_ref());
    let below_floor = floor.is_some_and(|(id, percent)| {
        *id == rule.id && asked.share.is_some_and(|share| !share.is_at_most_percent(*percent))
    });
    let severity = raised.chain(below_floor.then_some(Severity::Error)).fold(asked.severity, Severity::max);
    let (line, column) = case.source.line_column(span.start);
    let related = hit.related.iter().map(|related| {
        let span = self::span(case.analysis, related.at);
        let message = words.related.get(related.role).map(|template| say(template)).unwrap_or_default();
        RelatedPlace { span, line: case.source.line(span.start), message }
    });
    let message = say(&words.message);
    Finding {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        criterion: rule.criterion,
        severity,
        summary: words.summary.as_ref().map_or_else(|| message.clone(), |template| say(template)),
        message,
        why: say(&words.why),
        help: Some(say(&words.help)).filter(|help| !help.is_empty()),
        span,
        line,
        column,
        pointer: None,
        related: related.collect(),
        fingerprint: String::new(),
        status: Status::New,
        set_aside: None,
        caused_by: None,
    }
}

/// For each finding, the finding at its place that it follows from.
fn causes(asked: &[Asked<'_>], findings: &[Finding]) -> Vec<Option<usize>> {
    let caused: HashMap<&str, &[String]> = asked
        .iter()
        .map(|asked| (asked.rule.id.as_str(), asked.rule.caused_by.as_slice()))
        .filter(|(_, by)| !by.is_empty())
        .collect();
    let mut places: HashMap<&str, Vec<(Span, usize)>> =
        caused.values().flat_map(|by| by.iter()).map(|rule| (rule.as_str(), Vec::new())).collect();
    for (i, finding) in findings.iter().enumerate() {
        if let Some(spans) = places.get_mut(finding.rule.as_str()) {
            spans.push((finding.span, i));
        }
    }
    let places: HashMap<&str, Spans> = places.into_iter().map(|(rule, spans)| (rule, Spans::new(spans))).collect();
    findings
        .iter()
        .map(|finding| {
            let by = caused.get(finding.rule.as_str())?;
            by.iter().find_map(|rule| places.get(rule.as_str())?.touching(finding.span))
        })
        .collect()
}
