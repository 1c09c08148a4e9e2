//! The files below `rules/`, embedded in the program.

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The embedded files below `folder` (`lexicons/en`, `profiles`), sorted by path: path from `rules/`, text.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// One embedded file, by its path from `rules/`.
pub fn file(path: &str) -> Option<&'static str> {
    FILES.iter().find(|(p, _)| *p == path).map(|(_, text)| *text)
}
