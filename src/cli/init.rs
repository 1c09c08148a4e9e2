//! `pressgate init`: a first file of settings.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::screen::Screen;

#[derive(Args)]
pub struct Init {
    /// Folder to write pressgate.toml into
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

/// What is written: every line of it is a default or a comment.
const TEMPLATE: &str = include_str!("init.toml");

/// Writes a `pressgate.toml`, and never over one that is there.
pub fn run(command: &Init, screen: &Screen) -> Outcome {
    let path = command.folder.join("pressgate.toml");
    let name = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            if !screen.quiet() {
                screen.print(format!("Wrote {name}. `pressgate check PATH` goes by it from now on.\n").as_bytes());
            }
            Outcome::Approved
        }
        Err(error) => {
            let sentence = match error.kind() {
                io::ErrorKind::AlreadyExists => "this file is there already, and is left as it is.".to_owned(),
                io::ErrorKind::NotFound => "there is no such folder to write it into.".to_owned(),
                _ => format!("this file cannot be written: {error}."),
            };
            screen.complain(&name, &sentence);
            Outcome::BadInput
        }
    }
}
