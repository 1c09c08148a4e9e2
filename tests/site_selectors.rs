//! A site's own selectors in `pressgate.toml`: where its pages hold their parts, and what to leave out.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use pressgate::article::{self, Article, Css, Format, Part, Selectors, Sites};
use pressgate::policy::{Files, Options, Policies, explain};
use pressgate::text::Source;

const PAGE: &str = "<html><head><title>Courier – print edition</title>\
    <link rel=\"canonical\" href=\"https://www.courier.example/a\"></head><body>\
    <div class=\"t\">Ferry strike, day four</div><div class=\"w\">Ida Moss und Bo Ek</div>\
    <div class=\"d\" title=\"x\">4 March 2026</div>\
    <div class=\"s\"><p>The boats stayed in the harbour on Wednesday.</p><div class=\"n\"><p>Write to us.</p></div>\
    <ul class=\"share\"><li>Three buses ran.</li></ul></div>\
    <div class=\"x\"><p>On another page the council of the town said that it would pay for more buses, which the union \
    called too few by far, and the mayor said that he was tired of it all.</p></div></body></html>";

fn selectors(parts: &[(&str, &str)]) -> Selectors {
    let css = |part: &str| -> Vec<Css> {
        parts.iter().filter(|(name, _)| *name == part).map(|(_, css)| Css::new(css).unwrap()).collect()
    };
    Selectors { title: css("title"), byline: css("byline"), body: css("body"), date: css("date"), drop: css("drop") }
}

fn read(domain: &str, parts: &[(&str, &str)]) -> Article {
    let mut sites = Sites::default();
    sites.push(domain, selectors(parts));
    article::read_with(&Source::utf8("a.html", PAGE), Some(Format::Html), &sites)
}

fn body(article: &Article) -> Vec<&str> {
    article.part(Part::Body).map(|(_, block)| block.words()).collect()
}

const ALL: &[(&str, &str)] =
    &[("title", ".t"), ("byline", "div.w"), ("date", "[title=x].d"), ("body", ".s"), ("drop", ".s > .n")];

#[test]
fn each_part_is_where_the_selectors_say() {
    let article = read("courier.example", ALL);
    assert_eq!(article.title.as_ref().unwrap().text, "Ferry strike, day four");
    let span = article.title.as_ref().unwrap().span.unwrap();
    assert_eq!(&PAGE[span.start..span.end], "Ferry strike, day four");
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Ida Moss", "Bo Ek"]);
    assert_eq!(article.published.as_ref().unwrap().value.as_deref(), Some("2026-03-04"));
    assert_eq!(body(&article), ["The boats stayed in the harbour on Wednesday.", "Three buses ran."]);
    let why = |words: &str| article.blocks.iter().find(|b| b.words().starts_with(words)).unwrap().why.clone().unwrap();
    assert!(why("The boats").contains("settings say the text is"), "{}", why("The boats"));
    assert!(why("Write to us").contains("settings leave it out"));
    assert!(why("On another page").contains("outside"));
    assert!(article.notes.is_empty(), "{:?}", article.notes);
}

#[test]
fn pages_of_other_sites_are_read_as_before() {
    let plain = article::read(&Source::utf8("a.html", PAGE), Some(Format::Html));
    for domain in ["tribune.example", "ourier.example", "blog.courier.example"] {
        assert_eq!(body(&read(domain, ALL)), body(&plain), "{domain}");
    }
    for domain in ["*", "*.example", "WWW.courier.example", "cour*.example"] {
        assert_eq!(body(&read(domain, ALL)).len(), 2, "{domain}");
    }
}

#[test]
fn a_part_that_is_not_there_is_a_note_and_is_found_as_before() {
    let article = read("*", &[("title", "h1.headline"), ("date", ".d")]);
    let notes: Vec<&str> = article.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes, ["The settings look for the title at `h1.headline`, which is not on this page."]);
    assert!(article.title.is_some());
}

/// Files in memory.
struct Shelf(BTreeMap<PathBuf, String>);

impl Files for Shelf {
    fn read(&self, path: &Path) -> io::Result<String> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn shelf(config: &str) -> Shelf {
    Shelf([(PathBuf::from("/desk/pressgate.toml"), format!("schema = 1\nroot = true\n{config}"))].into())
}

fn options() -> Options {
    Options { folder: PathBuf::from("/desk"), ..Options::default() }
}

#[test]
fn settings_and_their_overrides_name_selectors() {
    let shelf = shelf(
        "[sites.'courier.example']\ntitle = 'h1.a'\ndrop = ['.x', '#y']\n\
         [[override]]\npaths = ['old/**']\n[override.sites.'courier.example']\ntitle = 'h2'\n",
    );
    let mut policies = Policies::new(&shelf, options());
    let mut expected = Sites::default();
    expected.push("courier.example", selectors(&[("title", "h1.a"), ("drop", ".x"), ("drop", "#y")]));
    assert_eq!(policies.policy(Path::new("new/a.html")).sites, expected);
    let old = policies.policy(Path::new("old/a.html"));
    let mut expected = Sites::default();
    expected.push("courier.example", selectors(&[("title", "h2"), ("drop", ".x"), ("drop", "#y")]));
    assert_eq!(old.sites, expected);
    let effective = policies.effective(Path::new("new/a.html"));
    let told = explain(&effective);
    assert!(told.contains("sites.\"courier.example\".title = \"h1.a\""), "{told}");
    assert!(!policies.finish(&[PathBuf::from("/desk")]).any_error());
}

#[test]
fn wrong_selectors_are_told_all_at_once_with_their_lines() {
    let shelf = shelf(
        "[sites.'courier.example']\ntitle = 'h1..a'\nbody = 7\ndrop = ['.x', 'p ~ p']\nheadline = 'h1'\n\
         [sites.'https://courier.example/']\ntitle = 'h1'\n",
    );
    let mut policies = Policies::new(&shelf, options());
    policies.policy(Path::new("a.html"));
    let faults = policies.finish(&[]);
    let told: Vec<(usize, &str)> = faults.iter().map(|f| (f.origin.line(), f.message.as_str())).collect();
    let has = |line: usize, words: &str| told.iter().any(|(at, told)| *at == line && told.contains(words));
    assert!(has(4, "`h1..a` is no CSS selector."), "{told:?}");
    assert!(has(5, "`body` needs a list of texts"), "{told:?}");
    assert!(has(6, "takes too long on large pages"), "{told:?}");
    assert!(has(7, "There is no key of a site `headline`."), "{told:?}");
    assert!(has(8, "`https://courier.example/` is no domain."), "{told:?}");
    assert_eq!(told.len(), 5, "{told:?}");
}
