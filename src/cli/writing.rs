//! Writing a file that a command was asked for.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use orgsim::Draft;
use orgsim::output::{OutputDirectory, OutputError};

use super::{exit_code, failures, print};

/// Writes a text into a file, or to stdout for `-`, and says so, or why not.
pub(crate) fn write(file: &Path, text: &str, force: bool) -> ExitCode {
    match file == Path::new("-") {
        true => exit_code::of_writing(print::result(text)),
        false => told(file, publish(file, text, force)),
    }
}

/// Writes files into a folder, which is made if it is not there: all of them or none.
pub(crate) fn write_all(
    folder: &Path,
    files: Vec<(&'static str, String)>,
    force: bool,
) -> Result<(), OutputError> {
    match force {
        true => OutputDirectory::replace(folder, files),
        false => OutputDirectory::add(folder, files),
    }
}

/// Says what was written, or why not.
pub(crate) fn told(path: &Path, written: Result<(), OutputError>) -> ExitCode {
    match written {
        Ok(()) => {
            print::conversation(&format!("wrote {}\n", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => failures::cannot_write(&error),
    }
}

/// Writes beside the file first and renames then: the file is there as a whole
/// or not at all, and is never replaced by accident.
fn publish(file: &Path, text: &str, force: bool) -> Result<(), OutputError> {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let written = || {
        let mut draft = Draft::new(folder)?;
        draft.write_all(text.as_bytes())?;
        match force {
            true => draft.replace(file),
            false => draft.publish(file).map(drop),
        }
    };
    written().map_err(|source: io::Error| {
        let path = file.to_owned();
        match source.kind() {
            ErrorKind::AlreadyExists => OutputError::Exists(path),
            _ => OutputError::Io { path, source },
        }
    })
}
