//! Reads and judges a page, and gives what two pages are compared by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::{fs, io};

use pressgate::analysis::{Analysis, analyse};
use pressgate::article;
use pressgate::lexicon::Lexicons;
use pressgate::policy::{Criterion, Files, Options, Policies, Policy};
use pressgate::review::{ArticleReview, Case, Finding, Tongue, judge};
use pressgate::text::Source;
use unicode_normalization::UnicodeNormalization;

/// The settings of an invented newsroom, in memory.
struct Desk<'a> {
    settings: &'a str,
    outlets: &'a str,
}

impl Files for Desk<'_> {
    fn read(&self, path: &Path) -> io::Result<String> {
        match path.to_str() {
            Some("/desk/pressgate.toml") => Ok(self.settings.to_owned()),
            Some("/desk/outlets.toml") => Ok(self.outlets.to_owned()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::ErrorKind::NotADirectory.into())
    }
}

/// Outlets that the fixtures and the pages of these tests name in prose.
const OUTLETS: &str = r#"
outlet = [
  { name = "Tribune", domains = ["tribune.example"] },
  { name = "Coast News", domains = ["coastnews.example"] },
  { name = "Harbour Post", domains = ["harbourpost.example"] },
  { name = "Delta Review", domains = ["delta-review.example"] },
  { name = "Northern Wire", domains = ["northern-wire.example"] },
  { name = "Tidal Gazette", domains = ["tidal-gazette.example"] },
  { name = "Chronicle", domains = ["chronicle.example"] },
  { name = "Shore Times", domains = ["shoretimes.example"] },
  { name = "Geestbote", aliases = ["Geestboten"], domains = ["geestbote.example"] },
  { name = "Moorbote", aliases = ["Moorboten"], domains = ["moorbote.example"] },
  { name = "Küstenblatt", domains = ["kuestenblatt.example"] },
  { name = "Hafenkurier", aliases = ["Hafenkuriers"], domains = ["hafenkurier.example"] },
  { name = "Binnenpost", domains = ["binnenpost.example"] },
  { name = "Nordfunk", aliases = ["Nordfunks"], domains = ["nordfunk.example"] },
  { name = "Watt-Zeitung", domains = ["watt-zeitung.example"] },
]
"#;

/// The shipped profile `news` with some settings of a newsroom's own laid over it.
pub fn policy(settings: &str) -> Arc<Policy> {
    let settings = format!("schema = 1\nroot = true\nextends = ['news']\noutlets = ['outlets.toml']\n{settings}");
    let desk = Desk { settings: &settings, outlets: OUTLETS };
    let mut policies = Policies::new(&desk, Options { folder: PathBuf::from("/desk"), ..Options::default() });
    let policy = policies.policy(Path::new("/desk/article.md"));
    let faults = policies.finish(&[PathBuf::from("/desk")]);
    assert!(!faults.any_error(), "{faults:?}\n{settings}");
    policy
}

static NEWS: LazyLock<Arc<Policy>> = LazyLock::new(|| policy(""));

/// A page with what the program says of it.
pub struct Seen {
    pub source: Source,
    pub analysis: Analysis,
    pub review: ArticleReview,
}

/// The page under the profile `news`. The name tells the format.
pub fn seen(name: &str, text: &str) -> Seen {
    seen_by(name, text, &NEWS)
}

/// The page under a policy.
pub fn seen_by(name: &str, text: &str, policy: &Policy) -> Seen {
    let source = Source::decode(name, text.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lexicons = Lexicons::shipped();
    let analysis = analyse(article::read(&source, None), lexicons, policy.outlets());
    let as_of = jiff::civil::date(2026, 6, 1);
    let review =
        judge(&Case { source: &source, analysis: &analysis, policy, lexicons, as_of, tongue: Tongue::English });
    Seen { source, analysis, review }
}

impl Seen {
    /// The points of each criterion; none where it is not scored.
    pub fn points(&self) -> BTreeMap<Criterion, Option<u32>> {
        self.review.criteria.iter().map(|c| (c.criterion, c.points)).collect()
    }

    /// Rule and message of each finding, in an order of their own.
    pub fn findings(&self) -> Vec<String> {
        let mut all: Vec<String> = self.review.findings.iter().map(told).collect();
        all.sort();
        all
    }

    /// The same with the words at the finding's place.
    pub fn evidence(&self) -> Vec<String> {
        let with_words = |f: &Finding| format!("{} @ {}", told(f), plain(self.words(f)));
        let mut all: Vec<String> = self.review.findings.iter().map(with_words).collect();
        all.sort();
        all
    }

    /// The findings of one rule.
    pub fn of<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.review.findings.iter().filter(move |f| f.rule == rule)
    }

    /// The words at a finding's place, as the file has them.
    pub fn words(&self, finding: &Finding) -> &str {
        &self.source.text()[finding.span.start..finding.span.end]
    }

    /// Findings that `other` has and this page has not.
    pub fn missing(&self, other: &Seen) -> Vec<String> {
        less(other.findings(), &self.findings())
    }
}

fn told(finding: &Finding) -> String {
    format!("{} {:?}: {}", finding.rule, finding.severity, plain(&finding.message))
}

/// A text without what an editor cannot see: one form of letters, quotation marks and spaces.
pub fn plain(text: &str) -> String {
    let one = text.nfc().filter(|c| *c != '\u{feff}').map(|c| match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '\u{a0}' | '\u{202f}' | '\r' | '\n' => ' ',
        c => c,
    });
    one.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list less what stands in another, as often as it stands there.
pub fn less(mut all: Vec<String>, other: &[String]) -> Vec<String> {
    for gone in other {
        if let Some(at) = all.iter().position(|one| one == gone) {
            all.remove(at);
        }
    }
    all
}

/// The criteria whose points differ, with both.
pub fn moved(before: &Seen, after: &Seen) -> BTreeMap<Criterion, (Option<u32>, Option<u32>)> {
    let points = after.points();
    let both = before.points().into_iter().map(|(criterion, was)| (criterion, (was, points[&criterion])));
    both.filter(|(_, (was, is))| was != is).collect()
}

/// Says which criteria did better after a change that may improve nothing.
pub fn risen(before: &Seen, after: &Seen) -> Vec<String> {
    let moved = moved(before, after).into_iter();
    let up = moved.filter(|(_, (was, is))| was.zip(*is).is_some_and(|(was, is)| is > was));
    up.map(|(criterion, points)| format!("{}: {points:?}", criterion.id())).collect()
}

/// A file of the project.
pub fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
}

/// Every article below the fixtures with its path, sorted.
pub fn fixtures() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders: Vec<PathBuf> = ["articles", "pages", "cms", "rules"].map(|name| root.join(name)).to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e != "toml") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}
