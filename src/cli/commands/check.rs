//! `orgsim check`.

use std::process::ExitCode;

use crate::cli::args::CheckArgs;

/// Runs the command.
pub(crate) fn check(_args: &CheckArgs) -> ExitCode {
    ExitCode::SUCCESS
}
