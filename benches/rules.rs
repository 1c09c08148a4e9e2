//! What each rule costs: 200 Markdown articles judged by one rule alone, less by none, one thread:
//! `cargo bench --bench rules`. The share is that of the whole run: reading, analysing, judging by all rules, writing.

mod sample;

use std::time::{Duration, Instant};

use pressgate::analysis::Analysis;
use pressgate::article::Format;
use pressgate::policy::Policy;
use pressgate::text::Source;
use sample::{analysis, check, markdown, policy, review};

/// The best of so many runs counts: whatever else the machine does only adds.
const RUNS: usize = 5;

/// Rules below this share (in thousandths) are not printed.
const SHOWN: u128 = 5;

fn best(mut run: impl FnMut()) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    (0..RUNS).map(once).min().unwrap_or_default()
}

fn judged(articles: &[(Source, Analysis)], policy: &Policy) -> Duration {
    best(|| articles.iter().for_each(|(source, analysis)| drop(review(source, analysis, policy))))
}

fn main() {
    let policy = policy();
    let texts: Vec<String> = (0..200).map(|number| markdown(number, 6000)).collect();
    let whole = best(|| texts.iter().for_each(|text| drop(check(text, Format::Markdown, &policy))));
    let read = |text: &String| {
        let source = Source::utf8("a", text.as_str());
        let analysis = analysis(&source, Format::Markdown, &policy);
        (source, analysis)
    };
    let articles: Vec<_> = texts.iter().map(read).collect();
    let by = |id: Option<&str>| {
        let mut policy = Policy::clone(&policy);
        policy.rules.retain(|rule| Some(rule.id.as_str()) == id);
        judged(&articles, &policy)
    };
    let none = by(None);
    let cost = |id: &str| by(Some(id)).saturating_sub(none);
    let mut costs: Vec<_> = policy.rules.iter().map(|rule| (cost(&rule.id), rule.id.as_str())).collect();
    costs.sort_unstable_by(|a, b| b.cmp(a));
    println!("the whole run: {whole:.1?}; {} rules, each alone:", costs.len());
    for (cost, id) in costs {
        let share = cost.as_micros() * 1000 / whole.as_micros().max(1);
        if share >= SHOWN {
            println!("{:>5}.{} %  {cost:>9.2?}  {id}", share / 10, share % 10);
        }
    }
}
