//! Results as files: written whole or not at all.

mod answer_manifest;
mod answers;
#[cfg(feature = "parquet")]
mod arrow_schema;
pub mod csv;
mod dictionary;
mod digest;
mod directory;
mod error;
mod experiments;
mod format;
pub mod json;
mod legible;
mod manifest;
#[cfg(feature = "parquet")]
pub mod parquet;
mod results;
mod table_files;
mod tables;
#[cfg(test)]
mod widths;

pub use crate::draft::{Discarded, discard_unfinished};
pub use answers::AnswerFolder;
pub use dictionary::{Described, dictionary};
pub use digest::{scenario_sha256, sha256};
pub use directory::{OutputDirectory, OutputFile, Staged};
pub use error::OutputError;
pub use experiments::{ExperimentFolder, STORE, shard_name, shard_of};
pub use format::Format;
pub use legible::{Field, Head, Legible};
pub use manifest::{DrawnParameters, Environment, FileDigest, Manifest, Stopping, Target};
pub use results::{FILES, Results};
pub use tables::{TablesFolder, WrittenTables};

/// The report on a result, beside its files. It goes when they are written anew.
pub const REPORT: &str = "report.html";
/// The same on one page.
pub const BRIEF: &str = "brief.html";
