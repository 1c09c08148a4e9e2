//! The six generic detectors, as an editor meets them: parameters in, hits at places out.

use pressgate::analysis::analyse;
use pressgate::article::{Format, read};
use pressgate::detectors::{Condition, Context, Desk, Detect, Hit, Outcome, kind};
use pressgate::lexicon::{Lexicons, Outlets};
use pressgate::settings::{Faults, File, parse};
use pressgate::text::Source;

/// What a detector found: the words at each hit.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    NotAsked,
    At(Vec<String>),
}

fn at(words: &[&str]) -> Told {
    Told::At(words.iter().map(|w| (*w).to_owned()).collect())
}

fn build(name: &str, parameters: &str) -> (Box<dyn Detect>, Vec<String>) {
    let mut faults = Faults::default();
    let node = parse(&File::new("rule.toml", parameters), &mut faults);
    let detector = (kind(name).unwrap().build)(&node, Lexicons::shipped(), &mut faults);
    (detector, faults.iter().map(|f| format!("{}: {}", f.origin.line(), f.message)).collect())
}

fn with_context<T>(article: &str, format: Format, look: impl FnOnce(&Context<'_>) -> T) -> T {
    let source = Source::utf8("a.md", article);
    let analysis = analyse(read(&source, Some(format)), Lexicons::shipped(), Outlets::shipped());
    let desk = Desk {
        citations_required: false,
        paragraph_scope: false,
        story_type: None,
        subject_outlets: Vec::new(),
        own_domains: Vec::new(),
    };
    let as_of = "2026-03-05".parse().unwrap();
    look(&Context::new(&analysis, Lexicons::shipped(), Outlets::shipped(), &desk, as_of))
}

fn hits(name: &str, parameters: &str, article: &str) -> Result<Vec<Hit>, String> {
    let (detector, faults) = build(name, parameters);
    assert_eq!(faults, [""; 0]);
    with_context(article, Format::Markdown, |cx| match detector.detect(cx) {
        Outcome::NotApplicable(reason) => Err(reason),
        Outcome::Found { hits, .. } => Ok(hits),
    })
}

fn run(name: &str, parameters: &str, article: &str) -> Told {
    let (detector, faults) = build(name, parameters);
    assert_eq!(faults, [""; 0]);
    with_context(article, Format::Markdown, |cx| match detector.detect(cx) {
        Outcome::NotApplicable(_) => Told::NotAsked,
        Outcome::Found { hits, .. } => Told::At(hits.iter().map(|h| cx.analysis.text(h.at.place).to_owned()).collect()),
    })
}

const EN: &str = "---\nlanguage: en\n---\n\n";

#[test]
fn words_in_quotations_code_and_titles_are_left_alone() {
    let rule = "words.en = [{ lemma = 'opine', because = 'plain verbs' }]";
    let text =
        "The mayor opined that it rains. \"I opine daily,\" she said. The option `opine` is off.\n\n> We opine.\n";
    assert_eq!(run("lexicon", rule, &format!("{EN}{text}")), at(&["opined"]));
}

#[test]
fn words_that_somebody_is_said_to_have_said_can_be_left_alone() {
    let rule = "words.en = ['shameful']\noutside = ['quoted', 'attributed']";
    let text = "The offer was shameful. The mayor said the offer was shameful.";
    assert_eq!(run("lexicon", rule, &format!("{EN}{text}")), at(&["shameful"]));
}

#[test]
fn a_longer_phrase_can_shield_a_word() {
    let rule = "words.en = ['law', { phrase = 'law school', tag = 'skip' }]";
    assert_eq!(run("lexicon", rule, &format!("{EN}The law school teaches law.")), at(&["law"]));
}

#[test]
fn words_near_by_can_excuse() {
    let rule = "words.en = ['surrendered']\nunless_near = { within = 3, words.en = ['troops'] }";
    assert_eq!(
        run("lexicon", rule, &format!("{EN}The troops surrendered. On Monday the shop owner surrendered.")),
        at(&["surrendered"])
    );
}

#[test]
fn one_finding_for_the_article_keeps_the_other_places() {
    let found =
        hits("lexicon", "words.en = ['rain']\nper = 'article'", &format!("{EN}Rain. More rain. Rain again.")).unwrap();
    assert_eq!((found.len(), found[0].related.len()), (1, 2));
}

#[test]
fn too_few_hits_are_none() {
    assert_eq!(run("lexicon", "words.en = ['rain']\nmin_hits = 3", &format!("{EN}Rain. More rain.")), at(&[]));
}

#[test]
fn a_language_without_words_is_not_asked() {
    assert_eq!(run("lexicon", "words.de = ['Regen']", &format!("{EN}Rain.")), Told::NotAsked);
    assert_eq!(run("pattern", "match.de = 'Regen'", &format!("{EN}Rain.")), Told::NotAsked);
    assert_eq!(run("pattern", "match = { de = 'Regen', any = 'R\\w+' }", &format!("{EN}Rain.")), at(&["Rain"]));
}

#[test]
fn a_pattern_reports_a_group_and_knows_excuses() {
    let rule = "match = '(\\d+) metres'\ncapture = 1\nnot_match = 'ran \\d+ metres'";
    assert_eq!(run("pattern", rule, &format!("{EN}She ran 100 metres. It is 30 metres away.")), at(&["30"]));
}

#[test]
fn a_pattern_can_be_bound_to_the_end_of_sentences() {
    let rule = "match = '!'\nat = 'end'\nof = 'sentence'";
    let text = format!("{EN}It rains! The Yahoo! page is down.");
    assert_eq!(run("pattern", rule, &text), at(&["!"]));
}

#[test]
fn a_pattern_can_look_at_addresses() {
    let rule = "match = 'utm_source=\\w+'\nscope = ['address']";
    let text = format!("{EN}It rains, [the office said](https://office.example/?utm_source=mail).");
    let found = hits("pattern", rule, &text).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].at.span.unwrap().start..][..5], "[the ");
}

#[test]
fn counts_are_held_within_limits() {
    let text = "---\nlanguage: en\n---\n\n# Title\n\n## One\n\nA b c.\n\n## Two\n\nD e f.";
    assert_eq!(run("count", "measure = 'headings'\nmax = 1", text), at(&["One"]));
    assert_eq!(run("count", "measure = 'headings'\nmin = 1\nmax = 2", text), at(&[]));
    assert_eq!(run("count", "measure = 'words'\nper = { measure = 'headings' }\nmin = 4", text), at(&["One"]));
    assert_eq!(
        run("count", "measure = 'words'\nmin = 99\nwhen = { measure = 'headings', min = 5 }", text),
        Told::NotAsked
    );
}

#[test]
fn counts_within_a_sentence_are_told_where_they_are_too_many() {
    let link = "[a](https://a.example) [b](https://b.example)";
    let text = format!("{EN}One {link} more. Two {link} [c](https://c.example) more.");
    let found = hits("count", "measure = 'links'\nmax = 2\nwithin = 'sentence'", &text).unwrap();
    assert_eq!((found.len(), found[0].related.len()), (1, 2));
}

#[test]
fn a_ratio_needs_a_whole_and_shows_the_largest_part() {
    let long = "Here is a sentence that goes on for ever so many words";
    let text = format!("{EN}Short. Four words are here. {long}.");
    let rule = "num = { measure = 'sentences', words_over = 3 }\nden = { measure = 'sentences' }\nmax_percent = 50";
    assert_eq!(run("ratio", rule, &text), at(&[&format!("{long}.")]));
    assert_eq!(run("ratio", &format!("{rule}\nmin_den = 4"), &text), Told::NotAsked);
}

#[test]
fn the_largest_outlet_counts_each_sentence_once() {
    let rule = "num = { measure = 'largest(outlets.cited)' }\nden = { measure = 'citations', resolved = true, once = 'outlet' }\nmax_percent = 60";
    let a = "[reported](https://tribune.example/a)";
    let twice = format!("{EN}One {a} {a} {a}. Two [said](https://county.example/b).");
    assert_eq!(run("ratio", rule, &twice), at(&[]), "a repeated link carries no more");
    let thrice = format!("{EN}One {a}. Two {a}. Three [said](https://county.example/b).");
    assert!(matches!(run("ratio", rule, &thrice), Told::At(words) if words.len() == 1));
}

#[test]
fn what_is_required_may_stand_in_the_next_sentence() {
    let rule = "when = { words.en = ['poll'] }\nneed = [{ pattern = '\\d+ people' }]\nwhere = 'next'";
    assert_eq!(run("require", rule, &format!("{EN}A poll says so. It asked 900 people.")), at(&[]));
    assert_eq!(run("require", rule, &format!("{EN}A poll says so. It rains. It asked 900 people.")), at(&["poll"]));
    assert_eq!(run("require", rule, &format!("{EN}It rains.")), Told::NotAsked);
}

#[test]
fn all_or_one_of_what_is_required() {
    let rule = "when = { words.en = ['poll'] }\nneed = [{ words.en = ['people'] }, { words.en = ['institute'] }]\nwhere = 'article'";
    let text = format!("{EN}A poll of people says so. Another poll says no.");
    assert_eq!(run("require", rule, &text), at(&[]));
    let found = hits("require", &format!("{rule}\nall = true"), &text).unwrap();
    assert_eq!((found.len(), found[0].related.len()), (1, 1));
}

#[test]
fn two_spellings_of_one_article_are_told_and_one_is_not() {
    let rule = "groups.en = [{ hyphen = ['e-mail', 'e-mails'], plain = ['email', 'emails'] }]";
    assert_eq!(run("consistency", rule, &format!("{EN}An email and an e-mail and emails.")), at(&["e-mail"]));
    assert_eq!(run("consistency", rule, &format!("{EN}An email and more emails. \"An e-mail,\" he wrote.")), at(&[]));
    let preferred = format!("{rule}\nprefer = 'hyphen'\nper = 'hit'");
    assert_eq!(
        run("consistency", &preferred, &format!("{EN}An email and an e-mail and emails.")),
        at(&["email", "emails"])
    );
}

#[test]
fn every_fault_of_the_parameters_is_told_with_the_nearest_name() {
    let (_, faults) = build("count", "measure = 'voices'\nstakeholder = 'expart'\nnamd = true\nmin = 1");
    assert_eq!(faults, ["2: There is no stakeholder `expart`.", "3: There is no parameter of `count` `namd`."]);
    let (_, faults) = build("count", "measure = 'voicess'\nmin = 1");
    assert_eq!(faults, ["1: There is no measure `voicess`."]);
    let (_, faults) = build("ratio", "num = { measure = 'lix' }\nden = { measure = 'sentences', word_over = 3 }");
    assert_eq!(faults, ["2: There is no filter of the measure `word_over`."]);
    let (_, faults) = build("lexicon", "words = 'loaded-wrods'");
    assert_eq!(faults, ["1: There is no word list `loaded-wrods`."]);
    let (_, faults) = build("pattern", "match = '(a'");
    assert!(faults.len() == 1 && faults[0].starts_with("1: This regular expression cannot be read"), "{faults:?}");
    let (_, faults) = build("pattern", "match = '(\\w{1000}){1000}'");
    assert_eq!(faults, ["1: This regular expression is too large when compiled."]);
    let (_, faults) = build("lexicon", "words.en = [{ form = 'a', phrase = 'b' }]\nscope = ['bdy']");
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn a_condition_can_be_asked_of_the_source_of_a_hit() {
    let mut faults = Faults::default();
    let node = parse(&File::new("r.toml", "measure = 'sources'\nnamed_in = 'transparency'"), &mut faults);
    let condition = Condition::read(&node, Lexicons::shipped(), &mut faults);
    assert!(faults.is_empty());
    let text = "Bridge reopens\n\nThe bridge reopened on Monday, the county said in a statement that it sent out.\n\nTransparency\n\nThe article draws on the Guardian for most of what it says about the bridge.\n\nSources\n\n1. theguardian.com\n2. dw.com\n";
    let (detector, _) = build("count", "measure = 'sources'\nlisted = true\nmax = 0");
    with_context(text, Format::Text, |cx| {
        let Outcome::Found { hits, .. } = detector.detect(cx) else { panic!("there are sources") };
        let [hit] = hits.as_slice() else { panic!("one hit for the article: {hits:?}") };
        let holds: Vec<bool> = (0..cx.analysis.sources.len())
            .map(|i| condition.holds(cx, &hit.clone().about(pressgate::detectors::Subject::Source(i)), None))
            .collect();
        let named: Vec<bool> = cx.analysis.sources.iter().map(|s| s.domain == "theguardian.com").collect();
        assert_eq!(holds, named);
    });
}
