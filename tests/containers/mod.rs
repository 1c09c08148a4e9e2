//! What the tests of Word documents, feeds and archives share.

#![allow(dead_code, reason = "no test needs all of them")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use pressgate::analysis::{Analysis, analyse};
use pressgate::article::{self, Article, Part};
use pressgate::lexicon::{Lexicons, Outlets};
use pressgate::text::Source;
use pressgate::unpack::{self, Lost, Refused};

/// Everything that a file holds.
pub fn items(name: &str, bytes: &[u8]) -> Result<Vec<Result<Source, Lost>>, Refused> {
    let container = unpack::detect(name, bytes).unwrap_or_else(|| panic!("{name} is known as a container"));
    unpack::open(container, name, bytes.to_vec())
}

/// The articles in a file, all of which can be read.
pub fn sources(name: &str, bytes: &[u8]) -> Vec<Source> {
    let items = items(name, bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
    items.into_iter().map(|item| item.unwrap_or_else(|lost| panic!("{name}: {}", lost.sentence))).collect()
}

/// The only article in a file.
pub fn article(name: &str, bytes: &[u8]) -> Article {
    let sources = sources(name, bytes);
    assert_eq!(sources.len(), 1);
    article::read(&sources[0], None)
}

/// What an article says.
pub fn analysis(source: &Source) -> Analysis {
    analyse(article::read(source, None), Lexicons::shipped(), Outlets::shipped())
}

/// The texts of the blocks of a part.
pub fn words(article: &Article, part: Part) -> Vec<&str> {
    article.part(part).map(|(_, block)| block.words()).collect()
}

/// The place of every word is where the word stands in the texts one behind the other.
pub fn hold_places(sources: &[Source]) {
    let printed: String = sources.iter().map(Source::text).collect();
    let mut seen = 0;
    for source in sources {
        let article = article::read(source, None);
        for block in &article.blocks {
            let text = block.words();
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let at = word.as_ptr() as usize - text.as_ptr() as usize;
                let span = block.text.span(at..at + word.len());
                assert_eq!(&printed[span.start..span.end], word, "in “{text}”");
                let line = printed[..span.start].matches('\n').count() + 1;
                assert_eq!(source.line_column(span.start).0, line, "the line of “{word}” in “{text}”");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "there are words: {seen}");
}

/// Runs the program on a file with these bytes; gives the exit status, what it printed and what it complained of.
pub fn run(arguments: &[&str], name: &str, bytes: &[u8]) -> (i32, String, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("containers");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pressgate")).args(arguments).arg(&file).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The sentence with which a file is refused.
pub fn refusal(name: &str, bytes: &[u8]) -> String {
    match items(name, bytes) {
        Ok(_) => panic!("{name} is refused"),
        Err(why) => why.to_string(),
    }
}
