//! `orgsim schema`: the JSON Schema of scenario files.

use std::process::ExitCode;

use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn schema() -> ExitCode {
    let schema = orgsim::scenario::schema();
    exit_code::of_writing(print::result(&format!("{schema:#}\n")))
}
