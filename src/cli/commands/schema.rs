//! `orgsim schema`.

use std::process::ExitCode;

/// Runs the command.
pub(crate) fn schema() -> ExitCode {
    ExitCode::SUCCESS
}
