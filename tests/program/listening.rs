//! A program that hears signals.

use std::ffi::OsStr;
use std::process::Command;

/// A program that hears signals also if whoever has tests run in the background ignores them:
/// it and what it becomes would ignore them, too, and a shell cannot undo that.
pub(crate) fn listening(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("env");
    command.arg("--default-signal=HUP,INT,TERM").arg(program);
    command
}
