//! `orgsim completions`: what a shell needs to complete arguments.

use std::process::ExitCode;

use clap::CommandFactory;

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn completions(args: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "orgsim", &mut script);
    exit_code::of_writing(print::result(&String::from_utf8_lossy(&script)))
}
