//! The full texts of sources that lie beside articles: the files of the folder that the settings name.
//!
//! Files of `sources/` are for every article of the folder it stands in, files of `sources/<name of the article>/` for that
//! one. Each folder is read once in a run, its files in the order of their names; size and number have limits, and what is
//! beyond them, or cannot be read, is told.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::inputs::{Found, Input, guarded};
use super::screen::Screen;
use crate::article::SourceText;
use crate::policy::SourceFiles;
use crate::review::ArticleReview;
use crate::text::{Source, Unreadable};
use crate::unpack;

/// So many files of one folder are read.
const MOST: usize = 1000;
/// The largest file that is read, in bytes.
const LARGEST: u64 = 16 << 20;
/// So many bytes of the files of one folder are read.
const TOGETHER: u64 = 256 << 20;

/// The folders of a run.
pub struct Folders {
    folders: BTreeMap<PathBuf, Folder>,
}

/// What was read of a folder.
#[derive(Default)]
struct Folder {
    texts: Vec<Arc<SourceText>>,
    /// What could not be read: file or folder, and a sentence.
    faults: Vec<(String, String)>,
    /// Whether an article asks that everything in it can be read.
    must_be_readable: bool,
}

/// Takes the files out of a run that were found below a folder that was named, and lie in the folder of sources of an
/// article of the run: they are no articles. How many each folder had is told.
pub fn set_aside<C>(
    found: Vec<Found<(Input, C)>>,
    of: impl Fn(&C) -> SourceFiles,
    screen: &Screen,
) -> Vec<Found<(Input, C)>> {
    let folder = |input: &Input, context: &C| {
        let (root, name) = (input.root.as_ref()?, of(context).folder?);
        let below = input.file.strip_prefix(root).ok()?.parent()?;
        let mut at = root.clone();
        for part in below.components() {
            at.push(part);
            if part.as_os_str() == OsStr::new(&name) {
                return Some(at);
            }
        }
        None
    };
    let articles: HashSet<PathBuf> = found
        .iter()
        .flatten()
        .filter(|(input, context)| folder(input, context).is_none())
        .filter_map(|(input, _)| Some(input.file.parent()?.to_owned()))
        .collect();
    let mut aside: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for one in found {
        let its = one.as_ref().ok().and_then(|(input, context)| folder(input, context));
        match its.filter(|its| its.parent().is_some_and(|beside| articles.contains(beside))) {
            Some(its) => *aside.entry(its).or_default() += 1,
            None => kept.push(one),
        }
    }
    for (folder, count) in aside {
        let sentence = match count {
            1 => "1 file in it is read as a source of the articles beside it, not checked as an article.".to_owned(),
            _ => format!("{count} files in it are read as sources of the articles beside it, not checked as articles."),
        };
        screen.note(&shown(&folder), &sentence);
    }
    kept
}

/// The folders in which the sources of an article may lie, the one for it alone last. Standard input has none.
fn folders(input: &Input, files: &SourceFiles) -> Vec<(PathBuf, bool)> {
    let Some(name) = files.folder.as_ref().filter(|_| input.name != "-") else { return Vec::new() };
    let shared = input.file.with_file_name(name);
    let own = input.file.file_stem().map(|stem| (shared.join(stem), true));
    std::iter::once((shared, false)).chain(own).collect()
}

impl Folders {
    /// Reads the folders of all articles of a run.
    pub fn read<C>(found: &[Found<(Input, C)>], of: impl Fn(&C) -> SourceFiles) -> Folders {
        let mut wanted: BTreeMap<PathBuf, (bool, bool)> = BTreeMap::new();
        for (input, context) in found.iter().flatten() {
            let files = of(context);
            for (folder, own) in folders(input, &files) {
                let entry = wanted.entry(folder).or_insert((own, false));
                entry.1 |= files.must_be_readable;
            }
        }
        let mut read: BTreeMap<PathBuf, Folder> = BTreeMap::new();
        for (path, (own, must_be_readable)) in wanted {
            if let Some(folder) = Folder::read(&path, own) {
                read.insert(path, Folder { must_be_readable, ..folder });
            }
        }
        Folders { folders: read }
    }

    /// The texts that lie beside an article.
    pub fn texts(&self, input: &Input, files: &SourceFiles) -> Vec<Arc<SourceText>> {
        let folders = folders(input, files);
        folders.iter().filter_map(|(path, _)| self.folders.get(path)).flat_map(|f| f.texts.iter().cloned()).collect()
    }

    /// Tells what could not be read. Whether that is a fault of the input.
    pub fn tell_faults(&self, screen: &Screen) -> bool {
        let mut failed = false;
        for folder in self.folders.values() {
            for (name, sentence) in &folder.faults {
                if folder.must_be_readable {
                    screen.complain(name, sentence);
                } else {
                    screen.note(name, sentence);
                }
            }
            failed |= folder.must_be_readable && !folder.faults.is_empty();
        }
        failed
    }

    /// Tells the files of shared folders that no article of the run has as a source. Those that lie beside one article
    /// alone, and those that fit several sources, are told with the article.
    pub fn tell_unused<'a>(&self, reviews: impl Iterator<Item = &'a ArticleReview>, screen: &Screen) {
        let used = reviews.flat_map(|review| review.texts.iter().filter(|text| text.sources > 0));
        let used: HashSet<&str> = used.map(|text| text.name.as_str()).collect();
        for (path, folder) in &self.folders {
            let unused = folder.texts.iter().filter(|text| !text.own && !used.contains(text.name.as_str()));
            let names: BTreeSet<&str> = unused.map(|text| last_part(&text.name)).collect();
            let shown_names: Vec<&str> = names.iter().copied().take(5).collect();
            let more = if names.len() > 5 { format!(" and {} more", names.len() - 5) } else { String::new() };
            let are = if names.len() == 1 { "is the full text of no source" } else { "are full texts of no source" };
            if !names.is_empty() {
                let sentence = format!("{}{more} {are} of the articles checked.", shown_names.join(", "));
                screen.note(&shown(path), &sentence);
            }
        }
    }
}

impl Folder {
    /// Reads the files of a folder. `None` where there is no such folder.
    fn read(path: &Path, own: bool) -> Option<Folder> {
        let mut folder = Folder::default();
        let listed = match fs::read_dir(path) {
            Ok(listed) => listed,
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                return None;
            }
            Err(error) => {
                folder.faults.push((shown(path), format!("the folder cannot be read: {error}.")));
                return Some(folder);
            }
        };
        let is_hidden = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with('.') || name.starts_with("~$")
        };
        let mut files: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).filter(|p| !is_hidden(p)).collect();
        files.retain(|file| fs::metadata(file).map_or(true, |data| data.is_file()));
        files.sort();
        if files.len() > MOST {
            let sentence = format!("{} files are too many; the first {MOST} by name are read.", files.len());
            folder.faults.push((shown(path), sentence));
            files.truncate(MOST);
        }
        let mut left = TOGETHER;
        files.retain(|file| {
            let length = fs::metadata(file).map_or(0, |data| data.len());
            let fits = length <= left;
            if fits {
                left -= length;
            } else {
                folder
                    .faults
                    .push((shown(file), "not read: the files of this folder are too large together.".to_owned()));
            }
            fits
        });
        let read: Vec<_> = files.par_iter().map(|file| read(file, own)).collect();
        for (file, result) in files.iter().zip(read) {
            match result {
                Ok(texts) => folder.texts.extend(texts.into_iter().map(Arc::new)),
                Err(sentence) => folder.faults.push((shown(file), sentence)),
            }
        }
        Some(folder)
    }
}

/// The texts in a file; several where it is an archive or a feed.
///
/// # Errors
/// A sentence where there is none.
fn read(file: &Path, own: bool) -> Result<Vec<SourceText>, String> {
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes));
    opened.map_err(|error| format!("this file cannot be read: {error}."))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("this file has more than {LARGEST} bytes; no more of a source are read."));
    }
    let name = shown(file);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let texts = guarded(&name, || {
        let sources = match unpack::detect(&name, &bytes) {
            Some(container) => match unpack::open(container, &name, bytes) {
                Ok(sources) => sources.into_iter().flatten().collect(),
                Err(error) => return Ok(Err(format!("{error}."))),
            },
            None => match Source::decode(name.as_str(), bytes) {
                Ok(source) => vec![source],
                Err(Unreadable::Binary(kind)) => {
                    return Ok(Err(format!(
                        "this is {kind}, not a text: save the source as HTML, Markdown, plain text or Word."
                    )));
                }
                Err(error) => return Ok(Err(format!("{error}."))),
            },
        };
        // What is one of many is known by its address alone.
        let stem = if sources.len() == 1 { &*stem } else { "" };
        let address = |source: &Source| source.item().filter(|item| item.contains("://")).map(str::to_owned);
        let text = |source: &Source| {
            let text = SourceText::read(source, stem, own)?;
            Some(SourceText { url: text.url.clone().or_else(|| address(source)), ..text })
        };
        Ok(Ok(sources.iter().filter_map(text).take(MOST).collect::<Vec<_>>()))
    });
    let texts = texts.map_err(|failure| failure.sentence)??;
    if texts.is_empty() { Err("no text of a source was found in this file.".to_owned()) } else { Ok(texts) }
}

/// A path as people write it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The last part of a path.
fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
