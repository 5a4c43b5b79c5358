//! `orgsim explain`.

use std::process::ExitCode;

use crate::cli::args::ExplainArgs;

/// Runs the command.
pub(crate) fn explain(_args: &ExplainArgs) -> ExitCode {
    ExitCode::SUCCESS
}
