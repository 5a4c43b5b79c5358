//! From the records of an organisation to a model of it.

pub mod described;

/// The command that writes its answers.
#[cfg(feature = "figures")]
const COMMAND: &str = "fit";
