//! `orgsim schema`: the JSON Schema of scenario or experiment files.

use std::process::ExitCode;

use orgsim::questions::file;
use orgsim::scenario;

use crate::cli::args::SchemaArgs;
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn schema(args: &SchemaArgs) -> ExitCode {
    let schema = match args.experiment {
        true => file::schema(),
        false => scenario::schema(),
    };
    exit_code::of_writing(print::result(&format!("{schema:#}\n")))
}
