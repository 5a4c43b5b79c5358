//! The folder of an experiment: the store of its runs, and the files of the
//! last answer.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::csv::CsvWriter;
use super::dictionary::dictionary;
use super::digest::sha256;
use super::directory::{OutputDirectory, Staged};
use super::error::OutputError;
use super::manifest::{Environment, FileDigest};
use crate::experiment::{Answer, Experiment, push_runs_of, run_table};
use crate::table::{Column, Table};

/// The store of an experiment's runs.
pub const STORE: &str = "runs.store";
const RUNS: &str = "runs.csv";
const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// Names of all files that answers may have. The manifest is written last: a
/// folder with a manifest is complete.
const FILES: [&str; 23] = [
    "differences.csv",
    "best.csv",
    "quarters.csv",
    "means.csv",
    "effects.csv",
    "boundary.csv",
    "selection.csv",
    "constraints.csv",
    "sensitivity.csv",
    "pairs.csv",
    "recovery.csv",
    "waves.csv",
    "posterior.csv",
    "parameters.csv",
    "predictive.csv",
    "generations.csv",
    "boxes.csv",
    "peeling.csv",
    "regret.csv",
    "satisficing.csv",
    RUNS,
    DICTIONARY,
    MANIFEST,
];

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

/// `manifest.json` of an experiment.
#[derive(Serialize)]
struct ExperimentManifest<'a> {
    program: &'static str,
    version: &'static str,
    title: &'a str,
    question: &'a str,
    inputs: Vec<FileDigest>,
    seed: u64,
    replicates: u64,
    points: usize,
    variants: Vec<&'a str>,
    measures: &'a [String],
    decided: bool,
    sentences: &'a [String],
    outputs: Vec<FileDigest>,
    environment: Environment,
}

impl ExperimentFolder {
    /// Opens a folder: a new or empty one, or one that has a store of runs, which
    /// is gone on with. With `force`, others too; nothing in them but files of
    /// answers is replaced.
    ///
    /// # Errors
    /// If it holds something else, or cannot be written.
    pub fn open(path: &Path, force: bool) -> Result<Self, OutputError> {
        // shards of one folder start at the same time: nothing of others is removed
        let directory = match force || OutputDirectory::holds(path, STORE) {
            true => OutputDirectory::shared(path)?,
            false => OutputDirectory::open(path, false)?,
        };
        Ok(Self {
            directory,
            path: path.to_owned(),
        })
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

    /// Where the store of its runs is.
    pub fn store(&self) -> PathBuf {
        self.file(STORE)
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
        let mut files = Vec::new();
        for (name, text) in texts {
            let mut file = self.directory.file(*name)?;
            let path = file.path().to_owned();
            file.write_all(text.as_bytes())
                .map_err(OutputError::io(&path))?;
            files.push(file.finish()?);
        }
        self.directory.commit(files, &[])
    }

    /// Writes an answer: its tables, the runs, the dictionary and the manifest.
    ///
    /// # Errors
    /// If it cannot be written; then no file has its name, unless the failure
    /// came in the middle of renaming.
    pub fn finish(
        self,
        experiment: &Experiment,
        answer: &Answer,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let directory = &self.directory;
        let mut headers: Vec<(&str, &[Column])> = Vec::new();
        let mut files = Vec::new();
        for (name, table) in &answer.tables {
            headers.push((name, table.columns()));
            files.push(write_table(directory, name, table)?);
        }
        let runs = answer.outcomes.as_ref().map(|outcomes| {
            let mut header = run_table(experiment, outcomes.columns());
            let staged = self.runs(experiment, answer, &mut header);
            (header, staged)
        });
        headers.extend(runs.iter().map(|(header, _)| (RUNS, header.columns())));
        let dictionary = dictionary(&headers);
        if let Some((_, staged)) = runs {
            files.push(staged?);
        }
        files.push(write_table(directory, DICTIONARY, &dictionary)?);
        files.push(self.manifest(experiment, answer, environment, &files)?);
        self.directory.commit(files, &FILES)
    }

    fn runs(
        &self,
        experiment: &Experiment,
        answer: &Answer,
        rows: &mut Table,
    ) -> Result<Staged, OutputError> {
        let file = self.directory.file(RUNS)?;
        let path = file.path().to_owned();
        let mut writer = CsvWriter::new(file, rows).map_err(OutputError::io(&path))?;
        if let Some(outcomes) = &answer.outcomes {
            for (point, levels) in answer.points.iter().enumerate() {
                for variant in 0..experiment.variants.len() {
                    let at = (point, levels.as_slice());
                    push_runs_of(rows, experiment, outcomes, at, variant);
                    let written = writer.append(rows);
                    rows.clear();
                    written.map_err(OutputError::io(&path))?;
                }
            }
        }
        writer.finish().map_err(OutputError::io(&path))?.finish()
    }

    fn manifest(
        &self,
        experiment: &Experiment,
        answer: &Answer,
        environment: Environment,
        files: &[Staged],
    ) -> Result<Staged, OutputError> {
        let digest = |name: &str, bytes: u64, sha256: String| FileDigest {
            name: name.to_owned(),
            bytes,
            sha256,
        };
        let inputs = experiment.inputs.iter();
        let manifest = ExperimentManifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            title: &experiment.title,
            question: &experiment.question,
            inputs: inputs
                .map(|input| digest(&input.name, input.bytes.len() as u64, sha256(&input.bytes)))
                .collect(),
            seed: experiment.seed(),
            replicates: experiment.replicates,
            points: answer.points.len(),
            variants: experiment
                .variants
                .iter()
                .map(|v| v.name.as_str())
                .collect(),
            measures: &experiment.measures,
            decided: answer.decided,
            sentences: &answer.sentences,
            outputs: files
                .iter()
                .map(|staged| digest(&staged.name, staged.bytes, staged.sha256.clone()))
                .collect(),
            environment,
        };
        let mut file = self.directory.file(MANIFEST)?;
        let path = file.path().to_owned();
        serde_json::to_writer_pretty(&mut file, &manifest)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(OutputError::io(&path))?;
        file.finish()
    }
}

fn write_table(
    directory: &OutputDirectory,
    name: &'static str,
    table: &Table,
) -> Result<Staged, OutputError> {
    let mut file = directory.file(name)?;
    let path = file.path().to_owned();
    super::csv::write(table, &mut file).map_err(OutputError::io(&path))?;
    file.finish()
}
