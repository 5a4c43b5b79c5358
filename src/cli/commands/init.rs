//! `orgsim init`: write the commented default scenario.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use orgsim::Draft;

use crate::cli::args::InitArgs;
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn init(args: &InitArgs) -> ExitCode {
    if args.file == Path::new("-") {
        return exit_code::of_writing(print::result(orgsim::scenario::DEFAULT));
    }
    match write(&args.file, args.force) {
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
fn write(file: &Path, force: bool) -> io::Result<()> {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut draft = Draft::new(folder)?;
    draft.write_all(orgsim::scenario::DEFAULT.as_bytes())?;
    match force {
        true => draft.replace(file),
        false => draft.publish(file).map(drop),
    }
}
