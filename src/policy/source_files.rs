//! Where the full texts of an article's sources lie: the table `[sources]` of the settings.

use crate::settings::{Fault, Fields};

/// Where full texts of sources are looked for, and how strictly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFiles {
    /// The name of the folder beside an article that holds them; `None`: they are not read.
    pub folder: Option<String>,
    /// Whether a file there that cannot be read is a fault of the input.
    pub must_be_readable: bool,
}

impl Default for SourceFiles {
    fn default() -> SourceFiles {
        SourceFiles { folder: Some("sources".to_owned()), must_be_readable: false }
    }
}

impl SourceFiles {
    /// Takes `[sources]` with its keys `read`, `folder` and `unreadable`.
    pub(super) fn take(fields: &mut Fields<'_>) -> SourceFiles {
        let mut files = SourceFiles::default();
        let Some(node) = fields.node("sources") else { return files };
        let mut table = Fields::of(node, "key of the sources", fields.faults());
        let read = table.bool("read", true);
        files.must_be_readable = table.choice("unreadable", &[("note", false), ("error", true)]).unwrap_or(false);
        if let Some(folder) = table.text("folder") {
            if folder.is_empty() || folder.starts_with('.') || folder.contains(['/', '\\']) {
                let origin = table.node("folder").map_or(&node.origin, |node| &node.origin).clone();
                let fault = Fault::new(origin, format!("`{folder}` is no name of a folder beside the article."));
                table.faults().push(fault.help("Write a name without slashes, as in `folder = \"material\"`."));
            } else {
                files.folder = Some(folder.to_owned());
            }
        }
        if !read {
            files.folder = None;
        }
        table.finish();
        files
    }
}
