//! From the records of an organisation to a model of it.

#[cfg(feature = "figures")]
mod command;
pub mod described;
