//! Writing a file that a command was asked for.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use orgsim::Draft;
use orgsim::output::OutputError;

use super::{exit_code, print};

/// Writes a text into a file, or to stdout for `-`, and says so, or why not.
pub(crate) fn write(file: &Path, text: &str, force: bool) -> ExitCode {
    match file == Path::new("-") {
        true => exit_code::of_writing(print::result(text)),
        false => told(file, publish(file, text, force)),
    }
}

/// Says what was written, or why not.
pub(crate) fn told(path: &Path, written: io::Result<()>) -> ExitCode {
    match written {
        Ok(()) => {
            print::conversation(&format!("wrote {}\n", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => refused(path, error),
    }
}

/// Says why nothing was written to a path, and what to do then.
pub(crate) fn refused(path: &Path, error: io::Error) -> ExitCode {
    let (name, kind) = (path.display(), error.kind());
    let reason = reason(&error);
    print::error(&match kind {
        // of a folder the file in it that is in the way
        ErrorKind::AlreadyExists if reason.starts_with('`') => {
            format!("{name} has {reason} already; --force overwrites it")
        }
        ErrorKind::AlreadyExists => format!("{name} already exists; --force overwrites it"),
        _ => OutputError::Io {
            path: path.to_owned(),
            source: io::Error::new(kind, reason),
        }
        .to_string(),
    });
    ExitCode::from(exit_code::CANNOT_WRITE)
}

/// What the operating system said, without the temporary name, which is ours.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((reason, _)) => reason.to_owned(),
        None => text,
    }
}

/// Writes beside the file first and renames then: the file is there as a whole
/// or not at all, and is never replaced by accident.
fn publish(file: &Path, text: &str, force: bool) -> io::Result<()> {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut draft = Draft::new(folder)?;
    draft.write_all(text.as_bytes())?;
    match force {
        true => draft.replace(file),
        false => draft.publish(file).map(drop),
    }
}
