//! `orgsim init`: write a commented file to start from.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use orgsim::Draft;
use orgsim::questions::file;
use orgsim::scenario;

use crate::cli::args::InitArgs;
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn init(args: &InitArgs) -> ExitCode {
    let question = args.experiment.as_deref();
    let text = match question.and_then(file::template) {
        Some(experiment) => Cow::Owned(experiment),
        None => Cow::Borrowed(scenario::DEFAULT),
    };
    if args.file == Path::new("-") {
        return exit_code::of_writing(print::result(&text));
    }
    match write(&args.file, &text, args.force) {
        Ok(()) => {
            print::conversation(&format!("wrote {}\n", args.file.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let file = args.file.display();
            print::error(&match error.kind() {
                ErrorKind::AlreadyExists => {
                    format!("{file} already exists; --force overwrites it")
                }
                _ => format!("cannot write {file}: {}", reason(&error)),
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
