//! Whether the files of a result are as they were written.

use super::folder::{ResultError, ResultFolder, read};
use crate::output::sha256;

/// Files with a row a run, or more: too long to be read for a digest.
const LONG: [&str; 2] = ["runs.", "spells."];

/// In what a file differs from what the manifest says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there.
    Missing(String),
    /// It has another number of bytes.
    Size(String),
    /// It has other bytes.
    Content(String),
}

impl ResultFolder {
    /// The files that were removed or changed since the manifest was written. Of
    /// those with a row a run only the size is looked at.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn changes(&self) -> Result<Vec<Change>, ResultError> {
        let mut changes = Vec::new();
        for file in self.manifest()["outputs"].as_array().into_iter().flatten() {
            let name = file["name"].as_str().unwrap_or_default();
            let path = self.path().join(name);
            let change = match path.metadata() {
                Err(_) => Change::Missing,
                Ok(data) if file["bytes"].as_u64() != Some(data.len()) => Change::Size,
                Ok(_) if LONG.iter().any(|start| name.starts_with(start)) => continue,
                Ok(_) if file["sha256"] == sha256(&read(&path)?) => continue,
                Ok(_) => Change::Content,
            };
            changes.push(change(name.to_owned()));
        }
        Ok(changes)
    }
}
