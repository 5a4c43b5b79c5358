//! `orgsim init`: write commented files to start from.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use orgsim::questions::file;
use orgsim::records::reading;
use orgsim::scenario;
use orgsim::{Draft, write_files};

use crate::cli::args::InitArgs;
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn init(args: &InitArgs) -> ExitCode {
    if let Some(folder) = &args.records {
        let written = write_files(folder, &reading::examples(), args.force);
        return told(folder, written);
    }
    let question = args.experiment.as_deref();
    let text = match question.and_then(file::template) {
        Some(experiment) => Cow::Owned(experiment),
        None => Cow::Borrowed(scenario::DEFAULT),
    };
    match args.file.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => told(file, write(file, &text, args.force)),
        None => exit_code::of_writing(print::result(&text)),
    }
}

/// Says what was written, or why not.
fn told(path: &Path, written: io::Result<()>) -> ExitCode {
    let path = path.display();
    match written {
        Ok(()) => {
            print::conversation(&format!("wrote {path}\n"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            print::error(&match error.kind() {
                ErrorKind::AlreadyExists => match reason(&error) {
                    // of a folder the file in it that is in the way
                    file if file.starts_with('`') => {
                        format!("{path} has {file} already; --force overwrites it")
                    }
                    _ => format!("{path} already exists; --force overwrites it"),
                },
                _ => format!("cannot write {path}: {}", reason(&error)),
            });
            ExitCode::from(exit_code::CANNOT_WRITE)
        }
    }
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
fn write(file: &Path, text: &str, force: bool) -> io::Result<()> {
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
