//! `orgsim metrics`: the measures and their definitions.

use std::process::ExitCode;

use crate::cli::args::MetricsArgs;

/// Runs the command.
pub(crate) fn metrics(_args: &MetricsArgs) -> ExitCode {
    ExitCode::SUCCESS
}
