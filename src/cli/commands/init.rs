//! `orgsim init`: write commented files to start from.

use std::borrow::Cow;
use std::path::Path;
use std::process::ExitCode;

use orgsim::questions::file;
use orgsim::records::reading;
use orgsim::scenario;

use crate::cli::args::InitArgs;
use crate::cli::writing;

/// Runs the command.
pub(crate) fn init(args: &InitArgs) -> ExitCode {
    if let Some(folder) = &args.records {
        let written = writing::write_all(folder, reading::examples(), args.force);
        return writing::told(folder, written);
    }
    let question = args.experiment.as_deref();
    let text = match question.and_then(file::template) {
        Some(experiment) => Cow::Owned(experiment),
        None => Cow::Borrowed(scenario::DEFAULT),
    };
    writing::write(
        args.file.as_deref().unwrap_or(Path::new("-")),
        &text,
        args.force,
    )
}
