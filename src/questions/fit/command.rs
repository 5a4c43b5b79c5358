//! The name of the command.

/// The command that writes what is said of records.
pub(super) const COMMAND: &str = "fit";
