//! The files below `rules/`, embedded in the program.

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// An embedded file.
#[derive(Debug)]
pub struct File {
    /// From `rules/`.
    pub path: &'static str,
    pub text: &'static str,
    /// What it says; `None` for word lists and the registry of outlets, which are embedded in a form of their own.
    pub said: Option<Placed>,
}

/// A value of a file, read when the program was built.
#[derive(Debug)]
pub struct Placed {
    pub said: Said,
    pub at: Bytes,
}

/// What TOML can say.
#[derive(Debug)]
pub enum Said {
    Text(&'static str),
    Integer(i64),
    Decimal(&'static str),
    Bool(bool),
    Date(&'static str),
    List(&'static [Placed]),
    /// Every key, its place, and its value, in the order of the file.
    Table(&'static [(&'static str, Bytes, Placed)]),
}

/// Where something stands in a file: its first byte, and the one behind it.
pub type Bytes = (u32, u32);

/// The embedded files below `folder` (`lexicons/en`, `profiles`), sorted by path.
pub fn below(folder: &str) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(move |file| file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// One embedded file, by its path from `rules/`.
pub fn file(path: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.path == path)
}
