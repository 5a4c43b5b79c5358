//! What the exit codes of the program mean. Scripts rely on these numbers.

use std::process::ExitCode;

use orgsim::refusal::{reason, way_out};

/// An internal error: a defect of the program.
pub(crate) const INTERNAL: u8 = 1;
/// The arguments make no sense; clap uses the same number.
pub(crate) const USAGE: u8 = 2;
/// A scenario, a result or another input is invalid; nothing was written.
pub(crate) const INVALID_INPUT: u8 = 3;
/// The requested precision was not reached, or a question is undecided; the results are kept.
pub(crate) const PRECISION_NOT_REACHED: u8 = 4;
/// A result could not be written.
pub(crate) const CANNOT_WRITE: u8 = 5;
/// Interrupted; the results of finished batches are there.
pub(crate) const INTERRUPTED: u8 = 130;

/// The table for the help text of the program.
pub(crate) const HELP: &str = "\
Exit codes:
  0    success
  1    internal error
  2    invalid usage
  3    invalid input: a scenario, experiment, claims file or result; nothing was written
  4    inconclusive: the requested precision was not reached, nothing was selected or
       calibrated, or runs are missing; the results were kept
  5    the results could not be written
  130  interrupted; completed batches were kept";

/// The outcome of printing or writing a result.
pub(crate) fn of_writing(result: std::io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (reason, way_out) = (reason(&error), way_out(error.kind()));
            super::print::error(&format!("cannot write the result: {reason}{way_out}"));
            ExitCode::from(CANNOT_WRITE)
        }
    }
}
