//! Invented articles for the benchmarks: the same on every machine, no two sentences of one article alike.
#![allow(dead_code, reason = "each benchmark takes what it needs")]

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use pressgate::analysis::{Analysis, analyse};
use pressgate::article::{self, Format};
use pressgate::lexicon::Lexicons;
use pressgate::policy::{Files, Options, Policies, Policy};
use pressgate::report::json;
use pressgate::review::{ArticleReview, Case, Review, Reviewed, Tongue, judge};
use pressgate::text::Source;

const PLACES: [&str; 8] = ["Arden", "Belhaven", "Carrick", "Dunmore", "Eastvale", "Farrow", "Glenholt", "Harwick"];
const PEOPLE: [&str; 8] =
    ["Mara Lind", "Ole Dahl", "Ada Brook", "Jon Vester", "Ines Kade", "Pavel Orr", "Rosa Thorn", "Emil Stroud"];
const BODIES: [&str; 8] = [
    "the county council",
    "the harbour authority",
    "the school board",
    "the water company",
    "the transport ministry",
    "the audit office",
    "the nurses' union",
    "the fire service",
];
const THINGS: [&str; 8] =
    ["bridge", "ferry line", "reservoir", "sports hall", "tram depot", "hospital wing", "market hall", "sea wall"];

/// Numbers without a clock or a seed from outside (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str; 8]) -> &'a str {
        of[self.roll(8)]
    }
}

fn sentence(dice: &mut Dice) -> String {
    let (place, person, body, thing) = (dice.pick(&PLACES), dice.pick(&PEOPLE), dice.pick(&BODIES), dice.pick(&THINGS));
    let (n, percent) = (dice.roll(900) + 12, dice.roll(60) + 2);
    let day = dice.roll(27) + 1;
    match dice.roll(12) {
        0 => format!(
            "Repairs to the {thing} in {place} will cost {n} million crowns, {percent} percent more than planned."
        ),
        1 => format!(
            "“We had no choice but to close the {thing} before winter,” {person} of {body} said on {day} January."
        ),
        2 => format!("According to {person}, {n} people use the {thing} in {place} on an ordinary working day."),
        3 => format!(
            "In {place}, {body} voted {} to {} for the plan after a debate of {} hours.",
            n % 40 + 9,
            n % 9,
            n % 6 + 2
        ),
        4 => format!("The {thing} was built in {}, when {place} had fewer than {n} inhabitants.", 1900 + n % 99),
        5 => format!("{person} called the decision on the {thing} hasty and asked {body} for the tender documents."),
        6 => format!("A report that {body} published in {} counts {n} defects at the {thing}.", 2000 + n % 25),
        7 => format!("Critics in {place} say the {thing} should have been closed {} years ago.", n % 8 + 2),
        8 => format!("Because the {thing} stays shut, {n} commuters from {place} need another way to work."),
        9 => format!("It is not known whether {body} will appeal, and {person} did not answer questions by Thursday."),
        10 => format!("Work on the {thing} is expected to begin in March and to last {} weeks.", n % 70 + 4),
        _ => format!("Under the Public Works Act, {body} must offer {n} households in {place} a replacement."),
    }
}

/// A Markdown article of about `bytes` bytes: front matter, headings, paragraphs, links, a list of sources.
pub fn markdown(number: u64, bytes: usize) -> String {
    let mut dice = Dice(number.wrapping_mul(7919));
    let (place, thing) = (dice.pick(&PLACES), dice.pick(&THINGS));
    let mut out =
        format!("---\ntitle: {place} closes its {thing}\nauthor: {}\ndate: 2026-02-12\n---\n\n", dice.pick(&PEOPLE));
    let mut paragraph = 0;
    while out.len() + 300 < bytes {
        if paragraph % 6 == 5 {
            out += &format!("## What {} wants\n\n", dice.pick(&BODIES));
        }
        for _ in 0..3 {
            out += &sentence(&mut dice);
            out.push(' ');
        }
        out += &format!(
            "[{} reported](https://news{}.example/{paragraph}) on the case.\n\n",
            dice.pick(&BODIES),
            dice.roll(20)
        );
        paragraph += 1;
    }
    out += "## Sources\n\n";
    for i in 0..4 {
        out += &format!("- [Record {i}](https://news{i}.example/record)\n");
    }
    out
}

/// The article in another format, of about `bytes` bytes.
pub fn article(format: Format, bytes: usize) -> String {
    let markdown = markdown(1, bytes);
    match format {
        Format::Html => {
            let blocks = markdown.split("\n\n").skip(1).map(|block| match block.strip_prefix("## ") {
                Some(heading) => format!("<h2>{heading}</h2>\n"),
                None => format!("<p>{block}</p>\n"),
            });
            format!(
                "<!doctype html><html lang=en><title>A bridge</title><article><h1>A bridge</h1>\n{}</article></html>",
                blocks.collect::<String>()
            )
        }
        Format::Json => {
            let text = markdown.replace('\n', "\\n").replace('"', "\\\"");
            format!(
                "{{\"title\":\"A bridge\",\"published\":\"2026-02-12\",\"content_type\":\"text/markdown\",\"body\":\"{text}\"}}"
            )
        }
        _ => markdown.split("\n---\n").nth(1).unwrap_or_default().replace("## ", ""),
    }
}

/// No file but those that are shipped.
struct Shipped;

impl Files for Shipped {
    fn read(&self, _: &Path) -> io::Result<String> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// The policy of a newsroom without settings.
pub fn policy() -> Arc<Policy> {
    Policies::new(&Shipped, Options::default()).policy(Path::new("a.md"))
}

/// The first stages: from a source to what it says.
pub fn analysis(source: &Source, format: Format, policy: &Policy) -> Analysis {
    analyse(article::read(source, Some(format)), Lexicons::shipped(), policy.outlets())
}

const DAY: Date = date(2026, 11, 22);

/// The third stage: from what it says to findings and points.
pub fn review(source: &Source, analysis: &Analysis, policy: &Policy) -> ArticleReview {
    let lexicons = Lexicons::shipped();
    judge(&Case { source, analysis, policy, lexicons, as_of: DAY, tongue: Tongue::English })
}

/// The last stage: a review as JSON.
pub fn report(reviewed: Vec<Reviewed>) -> String {
    let articles = reviewed.into_iter().map(Ok).collect();
    json::write(&Review { as_of: DAY, tongue: Tongue::English, articles }).unwrap_or_default()
}

/// All stages.
pub fn check(text: &str, format: Format, policy: &Policy) -> String {
    let source = Source::utf8("a", text);
    let review = review(&source, &analysis(&source, format, policy), policy);
    report(vec![Reviewed { source, review }])
}
