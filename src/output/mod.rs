//! Results as files: written whole or not at all.

pub mod csv;
mod dictionary;
mod digest;
mod directory;
mod experiments;
pub mod json;
mod manifest;
mod results;

pub use dictionary::dictionary;
pub use digest::sha256;
pub use directory::{OutputDirectory, OutputError, OutputFile, Staged};
pub use experiments::{ExperimentFolder, STORE, shard_name, shard_of};
pub use manifest::{Environment, FileDigest, Manifest, Stopping, Target};
pub use results::{FILES, Results};
