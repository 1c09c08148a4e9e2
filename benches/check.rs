//! 200 Markdown articles of 6 KB, whole and by stages, one thread: `cargo bench --bench check`.

mod sample;

use divan::Bencher;
use divan::counter::BytesCount;
use pressgate::article::{self, Format};
use pressgate::lexicon::Lexicons;
use pressgate::review::Reviewed;
use pressgate::text::Source;
use sample::{analysis, check, markdown, policy, report, review};

fn main() {
    // Word lists and expressions are compiled once in a run; that belongs to the cold start.
    check(&markdown(0, 6000), Format::Markdown, &policy());
    divan::main();
}

fn articles() -> Vec<String> {
    (0..200).map(|number| markdown(number, 6000)).collect()
}

fn bytes(articles: &[String]) -> BytesCount {
    BytesCount::new(articles.iter().map(String::len).sum::<usize>())
}

#[divan::bench(sample_count = 10)]
fn whole(bencher: Bencher) {
    let (articles, policy) = (articles(), policy());
    let each = || articles.iter().map(|text| check(text, Format::Markdown, &policy).len()).sum::<usize>();
    bencher.counter(bytes(&articles)).bench_local(each);
}

#[divan::bench(sample_count = 10)]
fn stage_1_read(bencher: Bencher) {
    let articles = articles();
    let each = || articles.iter().map(|text| article::read(&Source::utf8("a", text.as_str()), Some(Format::Markdown)));
    bencher.counter(bytes(&articles)).bench_local(|| each().collect::<Vec<_>>());
}

#[divan::bench(sample_count = 10)]
fn stage_2_analyse(bencher: Bencher) {
    let (articles, policy) = (articles(), policy());
    let read = || -> Vec<_> {
        articles.iter().map(|text| article::read(&Source::utf8("a", text.as_str()), Some(Format::Markdown))).collect()
    };
    let analyse = |article| pressgate::analysis::analyse(article, Lexicons::shipped(), policy.outlets());
    let each = |read: Vec<_>| read.into_iter().map(analyse).collect::<Vec<_>>();
    bencher.counter(bytes(&articles)).with_inputs(read).bench_local_values(each);
}

#[divan::bench(sample_count = 10)]
fn stage_3_judge(bencher: Bencher) {
    let (articles, policy) = (articles(), policy());
    let sources: Vec<Source> = articles.iter().map(|text| Source::utf8("a", text.as_str())).collect();
    let analysed: Vec<_> = sources.iter().map(|s| (s, analysis(s, Format::Markdown, &policy))).collect();
    let each = || analysed.iter().map(|(s, a)| review(s, a, &policy)).collect::<Vec<_>>();
    bencher.counter(bytes(&articles)).bench_local(each);
}

#[divan::bench(sample_count = 10)]
fn stage_4_report(bencher: Bencher) {
    let (articles, policy) = (articles(), policy());
    let reviews = || -> Vec<Reviewed> {
        let one = |text: &String| {
            let source = Source::utf8("a", text.as_str());
            let review = review(&source, &analysis(&source, Format::Markdown, &policy), &policy);
            Reviewed { source, review }
        };
        articles.iter().map(one).collect()
    };
    bencher.counter(bytes(&articles)).with_inputs(reviews).bench_local_values(report);
}
