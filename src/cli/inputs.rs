//! From the arguments to articles: folders are walked, files read, each worked on by itself, the results in order.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashSet;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io};

use ignore::WalkBuilder;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::screen::Screen;
use super::{From, Outcome};
use crate::analysis::Analysis;
use crate::article::Article;
use crate::text::{Source, entry_name};
use crate::unpack::{self, Lost};

/// The files of a folder that are taken for articles. JSON files are as a rule something else there, feeds and archives
/// hold the articles of others: they are read where they are named.
const EXTENSIONS: [&str; 8] = ["md", "markdown", "mdx", "html", "htm", "xhtml", "txt", "docx"];

/// Said of a page in which no sentence of an article was found.
const NO_ARTICLE: &str = "no article was found in this file: there is no body text to check.";

/// What to do about it.
const RIGHT_FILE: &str =
    "Is it the right file? `--from html|markdown|text|json|docx|feed|warc` says what kind of input it is.";

/// What to say of a page without a sentence: what its reader noted, where it noted something.
pub fn no_article(article: &Article) -> String {
    let note = article.notes.first().map_or("", |note| note.message.as_str());
    [NO_ARTICLE, note, RIGHT_FILE].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What to say of a text of which no criterion could be scored that judges what it says.
pub fn too_little(analysis: &Analysis) -> String {
    let (words, s) = (analysis.words(), if analysis.words() == 1 { "" } else { "s" });
    format!(
        "too little to judge: the article has {words} word{s}, and no criterion that judges its text could be scored. Give all of it."
    )
}

/// Why an input gave nothing.
#[derive(Debug)]
pub struct Failure {
    /// As it was given.
    pub path: String,
    /// The entry of a feed or archive.
    pub item: Option<String>,
    /// A sentence: what is wrong with it.
    pub sentence: String,
    pub outcome: Outcome,
}

/// An input: as it is shown, and where it is.
pub struct Input {
    pub name: String,
    pub file: PathBuf,
    /// The folder that was named, where it was found below one.
    pub root: Option<PathBuf>,
}

impl Failure {
    /// What it is about, as people read it.
    pub fn name(&self) -> String {
        entry_name(&self.path, self.item.as_deref()).into_owned()
    }
}

/// One input, or why there is none.
pub type Found<T> = Result<T, Failure>;

/// Reads every input and works on each article in it with what comes along with it, in parallel. The results come in the
/// order of the inputs; a feed or an archive gives one for each entry.
pub fn each<C: Send + Sync, T: Send>(
    found: Vec<Found<(Input, C)>>,
    from: Option<From>,
    screen: &Screen,
    work: impl Fn(&C, Source) -> Result<T, Failure> + Sync,
) -> Vec<Result<T, Failure>> {
    let progress = Progress::new(found.len(), screen);
    catch_quietly();
    let one = |found: Found<(Input, C)>| {
        let (input, context) = match found {
            Ok(found) => found,
            Err(failure) => return vec![Err(failure)],
        };
        let path = input.name.as_str();
        let work = |source: Result<Source, Failure>| {
            let source = source?;
            let item = source.item().map(str::to_owned);
            let done = guarded(path, || work(&context, source));
            done.map_err(|failure| Failure { item: item.or(failure.item), ..failure })
        };
        let results = match read(&input).and_then(|bytes| guarded(path, || sources(path, bytes, from))) {
            Ok(sources) if sources.len() < 2 => sources.into_iter().map(work).collect(),
            Ok(sources) => sources.into_par_iter().map(work).collect(),
            Err(failure) => vec![Err(failure)],
        };
        progress.step();
        results
    };
    // The pool of threads takes longer to start than one article takes to read.
    if found.len() < 2 {
        return found.into_iter().flat_map(one).collect();
    }
    found.into_par_iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// What is done for one article: a panic in it is a fault of the program that takes nothing else with it.
pub(super) fn guarded<T>(path: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(fault(path, payload.as_ref())))
}

/// The articles in an input.
fn sources(path: &str, bytes: Vec<u8>, from: Option<From>) -> Result<Vec<Result<Source, Failure>>, Failure> {
    let container = match from {
        Some(from) => from.container(),
        None => unpack::detect(path, &bytes),
    };
    let Some(container) = container else {
        return Source::decode(path, bytes).map(|source| vec![Ok(source)]).map_err(|e| bad(path, e.to_string() + "."));
    };
    let sources = unpack::open(container, path, bytes).map_err(|e| bad(path, e.to_string() + "."))?;
    let lost = |lost: Lost| Failure { item: lost.item, ..bad(path, lost.sentence) };
    Ok(sources.into_iter().map(|source| source.map_err(lost)).collect())
}

/// The files that the arguments name, each once, the files of a folder sorted by path.
pub fn find(paths: &[PathBuf]) -> Vec<Found<Input>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if path.as_os_str() != "-" && path.is_dir() {
            match articles(path) {
                Ok(files) if files.is_empty() => found.push(Err(bad(
                    &name,
                    format!(
                        "no articles in this folder: no file in it ends in {}.",
                        EXTENSIONS.map(|e| format!(".{e}")).join(", ")
                    ),
                ))),
                Ok(files) => found.extend(files.into_iter().filter(|f| seen.insert(f.name.clone())).map(Ok)),
                Err(sentence) => found.push(Err(bad(&name, sentence))),
            }
        } else if seen.insert(name.clone()) {
            found.push(Ok(Input { name, file: path.clone(), root: None }));
        }
    }
    found
}

/// The articles below a folder, sorted by path. What `.gitignore` and `.ignore` leave out, and hidden files, are left
/// out.
fn articles(folder: &Path) -> Result<Vec<Input>, String> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry = entry.map_err(|error| format!("the folder cannot be read: {error}."))?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let extension = entry.path().extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        // Word keeps a file beside a document that is open, which holds no text.
        let is_lock = entry.file_name().to_string_lossy().starts_with("~$");
        if is_file && !is_lock && extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str())) {
            let path = entry.into_path();
            let name = path.strip_prefix("./").unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(Input { name, file: path, root: Some(folder.to_owned()) });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn read(input: &Input) -> Result<Vec<u8>, Failure> {
    let read = if input.name == "-" {
        all(io::stdin().lock(), 0)
    } else {
        fs::File::open(&input.file).and_then(|file| {
            let length = file.metadata().map_or(0, |data| data.len());
            all(file, length)
        })
    };
    read.map_err(|error| {
        let sentence = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder.".to_owned(),
            io::ErrorKind::PermissionDenied => "this file may not be read: permission denied.".to_owned(),
            _ => format!("this file cannot be read: {error}."),
        };
        bad(&input.name, sentence)
    })
}

/// Every byte, but of a file that is too large no more than tells that it is.
fn all(from: impl io::Read, length: u64) -> io::Result<Vec<u8>> {
    let limit = Source::LARGEST + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(limit).min(limit));
    from.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// An input at fault.
pub fn bad(path: &str, sentence: String) -> Failure {
    Failure { path: path.to_owned(), item: None, sentence, outcome: Outcome::BadInput }
}

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says for [`fault`], instead of printing it in the middle of the output.
fn catch_quietly() {
    set_hook(Box::new(|info| {
        let at = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        LAST_PANIC.with_borrow_mut(|last| *last = at);
    }));
}

fn fault(path: &str, payload: &(dyn Any + Send)) -> Failure {
    let said = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    let at = LAST_PANIC.with_borrow_mut(std::mem::take);
    let sentence = format!(
        "pressgate {} failed on this article: {}{at}. This is a fault of the program, not of the article; please \
         report it, with the article if you may share it.",
        env!("CARGO_PKG_VERSION"),
        said.unwrap_or("no reason given"),
    );
    Failure { path: path.to_owned(), item: None, sentence, outcome: Outcome::Fault }
}

/// A bar for runs of more than a second, on a terminal.
struct Progress {
    bar: ProgressBar,
    begun: Instant,
    done: AtomicUsize,
    wanted: bool,
}

impl Progress {
    fn new(files: usize, screen: &Screen) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        Progress { bar, begun: Instant::now(), done: AtomicUsize::new(0), wanted: files > 1 && !screen.quiet() }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.wanted || self.begun.elapsed() < Duration::from_secs(1) {
            return;
        }
        if self.bar.is_hidden() {
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} articles, {eta} left") {
                self.bar.set_style(style);
            }
            // Draws only where standard error is a terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
