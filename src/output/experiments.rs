//! The folder of an experiment: the store of its runs, those of its shards, and
//! a folder for the answer to each question.

use std::path::{Path, PathBuf};

use super::answers::AnswerFolder;
use super::directory::OutputDirectory;
use super::error::OutputError;
use crate::store::{Reader, StoreError};
use serde_json::Value;

/// The store of an experiment's runs, which questions share unless they have their own.
pub const STORE: &str = "runs.store";
/// How names of stores end.
const STORE_SUFFIX: &str = ".store";

/// Name of the file with the runs of a shard, counted from 1.
pub fn shard_name(index: u32, count: u32) -> String {
    format!("shard-{index}-of-{count}.runs")
}

/// The shard and the number of shards of such a name.
pub fn shard_of(name: &str) -> Option<(u32, u32)> {
    let inner = name.strip_prefix("shard-")?.strip_suffix(".runs")?;
    let (index, count) = inner.split_once("-of-")?;
    let (index, count) = (index.parse().ok()?, count.parse().ok()?);
    (shard_name(index, count) == name).then_some((index, count))
}

/// The folder of an experiment.
pub struct ExperimentFolder {
    directory: OutputDirectory,
    path: PathBuf,
}

impl ExperimentFolder {
    /// Opens a folder: a new or empty one, or one that has a store of runs, which
    /// is gone on with. With `force`, others too; nothing in them but runs and
    /// answers is replaced.
    ///
    /// # Errors
    /// If it holds something else, or cannot be written.
    pub fn open(path: &Path, force: bool) -> Result<Self, OutputError> {
        // shards of one folder start at the same time: nothing of others is removed
        let names = OutputDirectory::names(path).unwrap_or_default();
        let known = names.iter().any(|name| name.ends_with(STORE_SUFFIX));
        let directory = match force || known {
            true => OutputDirectory::shared(path)?,
            false => OutputDirectory::open(path, false)?,
        };
        Ok(Self {
            directory,
            path: path.to_owned(),
        })
    }

    /// The folder that an experiment with such an identity has for itself: this one, or the
    /// first that is free of those with a number behind the name. One is its own where its
    /// store is, or where nothing is yet.
    pub fn unshared(path: &Path, store: &str, identity: &Value) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_os_string();
        let numbered = (2u32..).map(|number| {
            let mut name = name.clone();
            name.push(format!("-{number}"));
            path.with_file_name(name)
        });
        let is_own = |path: &PathBuf| match Reader::is_of(&path.join(store), identity) {
            Ok(is_own) => is_own,
            Err(StoreError::Io { .. }) => OutputDirectory::is_empty(path),
            // a store that cannot be read is told of by whoever opens it
            Err(_) => true,
        };
        let mut all = std::iter::once(path.to_owned()).chain(numbered);
        all.find(is_own).unwrap_or_else(|| path.to_owned())
    }

    /// Removes what killed processes left under temporary names.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn clean(&self) -> Result<(), OutputError> {
        self.directory.clean()
    }

    /// A folder that is there.
    ///
    /// # Errors
    /// If there is none.
    pub fn existing(path: &Path) -> Result<Self, OutputError> {
        OutputDirectory::names(path)?;
        Self::open(path, true)
    }

    /// Opens the folder of the answer to a question, which is named after the
    /// command that asks it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn answer(
        &self,
        command: &'static str,
        files: &'static [&'static str],
    ) -> Result<AnswerFolder, OutputError> {
        AnswerFolder::open(&self.path, command, files)
    }

    /// Where a file of it is.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Names of the files in it, in order.
    ///
    /// # Errors
    /// If the operating system refuses.
    pub fn names(&self) -> Result<Vec<String>, OutputError> {
        OutputDirectory::names(&self.path)
    }

    /// Writes some texts, all or none of them, over those that were there.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write_texts(self, texts: &[(&'static str, String)]) -> Result<(), OutputError> {
        let files = texts.iter().map(|(name, text)| (*name, text));
        OutputDirectory::replace(&self.path, files)
    }
}
