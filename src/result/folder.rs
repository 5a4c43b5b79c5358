//! A folder that orgsim wrote.

use super::table::{read_parts, read_table};
use crate::experiment::{FewRuns, ReplicateParameters};
use crate::output::{Described, DrawnParameters};
use crate::refusal::reason;
use crate::row::{At, Row, Rows};
use crate::scenario::Scenario;
use crate::table::{Column, Table};
use crate::units::Calendar;
use serde::Deserialize;
use serde_json::Value;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";

/// A folder of results: what `orgsim run` or a question to an experiment wrote.
#[derive(Clone, Debug)]
pub struct ResultFolder {
    path: PathBuf,
    name: String,
    manifest: Value,
    columns: Vec<(String, Column)>,
}

/// Why a result cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResultError {
    /// There is no result in the folder.
    NoResult {
        /// The folder.
        path: PathBuf,
        /// Names of folders in it that hold results.
        inside: Vec<String>,
    },
    /// There is no such folder.
    NoFolder(PathBuf),
    /// It is a file, and not a folder.
    NotAFolder(PathBuf),
    /// A file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file does not hold what orgsim writes.
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

/// What a result is.
const A_RESULT: &str =
    "name a folder that `orgsim run` or a question such as `orgsim compare` wrote";

impl fmt::Display for ResultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoResult { path, inside } if inside.is_empty() => write!(
                f,
                "{} has no complete result: there is no {MANIFEST} in it; {A_RESULT}",
                path.display()
            ),
            Self::NoResult { path, inside } => {
                let inside: Vec<String> = inside
                    .iter()
                    .map(|name| path.join(name).display().to_string())
                    .collect();
                write!(
                    f,
                    "{} has several results; name one of them: {}",
                    path.display(),
                    inside.join(", ")
                )
            }
            Self::NoFolder(path) => write!(f, "there is no folder {}; {A_RESULT}", path.display()),
            Self::NotAFolder(path) => {
                write!(f, "{} is not a folder; {A_RESULT}", path.display())
            }
            Self::Io { path, source } => {
                write!(f, "cannot read {}: {}", path.display(), reason(source))
            }
            Self::Malformed { path, problem } => {
                write!(
                    f,
                    "{} is not a file that orgsim wrote: {problem}",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for ResultError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl ResultFolder {
    /// Reads the manifest and the dictionary of a folder. A folder without a
    /// manifest that holds a single folder with one stands for that one.
    ///
    /// # Errors
    /// If there is no result, or its manifest or dictionary cannot be read.
    pub fn open(path: &Path) -> Result<Self, ResultError> {
        let path = match path.join(MANIFEST).is_file() {
            true => path.to_owned(),
            false => only_inside(path)?,
        };
        let manifest = read(&path.join(MANIFEST))?;
        let manifest = serde_json::from_slice(&manifest)
            .map_err(|error| malformed(&path.join(MANIFEST), error))?;
        let dictionary = path.join(Described::FILE);
        let columns = columns(&read(&dictionary)?).map_err(|e| malformed(&dictionary, e))?;
        let full = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        let name = full.file_name().map(|name| name.to_string_lossy());
        Ok(Self {
            name: name.unwrap_or_default().into_owned(),
            path,
            manifest,
            columns,
        })
    }

    /// Reads several. Where two have the same name, the paths by which they were named tell
    /// them apart.
    ///
    /// # Errors
    /// The first reason why one of them cannot be read.
    pub fn open_all(paths: &[PathBuf]) -> Result<Vec<Self>, ResultError> {
        let results = paths.iter().map(|path| Self::open(path));
        let results: Vec<Self> = results.collect::<Result<_, _>>()?;
        let names: Vec<String> = results.iter().map(|own| own.name.clone()).collect();
        let told_apart = results.into_iter().zip(paths).map(|(result, path)| {
            let same = names.iter().filter(|name| **name == result.name).count();
            match same {
                1 => result,
                _ => result.named(&path.display().to_string()),
            }
        });
        Ok(told_apart.collect())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same result under another name, where two have the same.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The command that wrote it: `run`, `compare`, `sweep` and so on.
    pub fn command(&self) -> &str {
        self.manifest["command"].as_str().unwrap_or("run")
    }

    /// The title of its scenario or experiment; its name if it has none.
    pub fn title(&self) -> &str {
        let titles = [&self.manifest["title"], &self.manifest["scenario"]["title"]];
        let mut titles = titles.into_iter().filter_map(Value::as_str);
        titles.find(|t| !t.is_empty()).unwrap_or(&self.name)
    }

    /// What `manifest.json` says.
    pub fn manifest(&self) -> &Value {
        &self.manifest
    }

    /// The measures that have fewer runs than their intervals need.
    pub fn few_runs(&self) -> Option<FewRuns> {
        FewRuns::deserialize(&self.manifest["few_runs"]).ok()
    }

    /// How parameters were drawn from their assumed ranges; none if they were fixed.
    pub fn parameters(&self) -> Option<DrawnParameters> {
        DrawnParameters::deserialize(&self.manifest["parameters"]).ok()
    }

    /// From where each replicate had parameters of its own; none if it had those of its scenario.
    pub fn replicate_parameters(&self) -> Option<ReplicateParameters> {
        ReplicateParameters::deserialize(&self.manifest["replicate_parameters"]).ok()
    }

    /// What is wrong with its manifest.
    pub(crate) fn malformed_manifest(&self, problem: &dyn fmt::Display) -> ResultError {
        malformed(&self.path.join(MANIFEST), problem)
    }

    /// Confidence level of its intervals.
    pub fn level(&self) -> f64 {
        let manifest = &self.manifest;
        let own = &manifest["confidence_level"];
        let of_scenario = &manifest["scenario"]["simulation"]["confidence_level"];
        let level = own.as_f64().or(of_scenario.as_f64());
        level.unwrap_or_else(|| Scenario::default().simulation.confidence_level)
    }

    /// How its quarters are told: a scenario says it, or the variants of an experiment, all
    /// alike.
    pub fn calendar(&self) -> Calendar {
        let own = &self.manifest["scenario"]["simulation"]["start"];
        let of_variant = &self.manifest["variants"][0]["scenario"]["simulation"]["start"];
        let start = own.as_str().or(of_variant.as_str());
        Calendar {
            start: start.and_then(|start| start.parse().ok()),
        }
    }

    /// Names of the files of its tables, in the order of the dictionary.
    pub fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.columns.iter().map(|(file, _)| file.as_str()).collect();
        files.dedup();
        files
    }

    /// The rows of one of its tables; none if there is no such file.
    ///
    /// # Errors
    /// If the file cannot be read, or does not hold such rows.
    pub fn rows<R: Row>(&self) -> Result<Option<Rows<R>>, ResultError> {
        let Some(table) = self.table(R::FILE)? else {
            return Ok(None);
        };
        let rows = Rows::of(&table);
        rows.map(Some)
            .map_err(|problem| malformed(&self.path.join(R::FILE), problem))
    }

    /// One of its tables; none if there is no such file.
    ///
    /// # Errors
    /// If the file cannot be read, or is not as the dictionary says.
    pub fn table(&self, file: &str) -> Result<Option<Table>, ResultError> {
        let path = self.path.join(file);
        if !path.is_file() {
            return Ok(None);
        }
        let table = read_table(self.columns(file), &read(&path)?);
        table.map(Some).map_err(|problem| malformed(&path, problem))
    }

    /// The columns of one of its tables; none if the dictionary has no such file.
    pub fn columns(&self, file: &str) -> Vec<Column> {
        let columns = self.columns.iter().filter(|(of, _)| of == file);
        columns.map(|(_, column)| column.clone()).collect()
    }

    /// One of its tables in parts of so many rows, for files that need not be in memory as a
    /// whole.
    ///
    /// # Errors
    /// If the file cannot be read, or is not as the dictionary says; the parts before that
    /// were given.
    pub fn parts(
        &self,
        file: &str,
        rows: usize,
        listener: impl FnMut(&Table),
    ) -> Result<(), ResultError> {
        let path = self.path.join(file);
        let opened = File::open(&path).map_err(|source| ResultError::Io {
            path: path.clone(),
            source,
        })?;
        let read = read_parts(&self.columns(file), opened, rows, listener);
        read.map_err(|problem| malformed(&path, problem))
    }
}

/// The only folder with a manifest in a folder.
fn only_inside(path: &Path) -> Result<PathBuf, ResultError> {
    let entries = path.read_dir().map_err(|source| {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => ResultError::NoFolder(path),
            io::ErrorKind::NotADirectory => ResultError::NotAFolder(path),
            _ => ResultError::Io { path, source },
        }
    })?;
    let mut inside: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join(MANIFEST).is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    inside.sort();
    match inside.as_slice() {
        [only] => Ok(path.join(only)),
        _ => Err(ResultError::NoResult {
            path: path.to_owned(),
            inside,
        }),
    }
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, ResultError> {
    std::fs::read(path).map_err(|source| ResultError::Io {
        path: path.to_owned(),
        source,
    })
}

fn malformed(path: &Path, problem: impl fmt::Display) -> ResultError {
    ResultError::Malformed {
        path: path.to_owned(),
        problem: problem.to_string(),
    }
}

/// The columns that a dictionary describes, each with its file.
fn columns(dictionary: &[u8]) -> Result<Vec<(String, Column)>, String> {
    let table = read_table(Described::columns(), dictionary)?;
    let rows = Rows::<Described>::of(&table)?;
    let column = |row: &At<Described>| (row.file.clone(), row.header());
    Ok(rows.iter().map(column).collect())
}
