//! The files of a study.

use super::csv::CsvWriter;
use super::dictionary::dictionary;
use super::digest::sha256;
use super::directory::{OutputDirectory, OutputError, OutputFile, Staged};
use super::manifest::{Environment, FileDigest, Manifest, Stopping, Target};
use crate::experiment::{Ending, Finding, Progress, Study, tables};
use crate::metrics::RunRecord;
use crate::scenario::{Input, Scenario};
use crate::table::{Column, Table};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const SUMMARY: &str = "summary.csv";
const QUARTERS: &str = "quarters.csv";
const EVENTS: &str = "events.csv";
const RUNS: &str = "runs.csv";
const SPELLS: &str = "spells.csv";
const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// Names of all files that a study may write. The manifest is written last: a
/// folder with a manifest is complete.
pub const FILES: [&str; 7] = [
    SUMMARY, QUARTERS, EVENTS, RUNS, SPELLS, DICTIONARY, MANIFEST,
];

/// The results of a study, on their way into files. Runs and spells are written
/// batch by batch, the rest at the end.
pub struct Results {
    // files go before their folder when a failed study is dropped
    runs: Stream,
    spells: Option<Stream>,
    directory: OutputDirectory,
}

/// A file that grows batch by batch.
struct Stream {
    writer: CsvWriter<OutputFile>,
    path: PathBuf,
    rows: Table,
    push: fn(&mut Table, u64, &[RunRecord]),
}

impl Results {
    /// Opens the folder and the files that grow with the runs.
    ///
    /// # Errors
    /// If the folder is not empty, unless `force` is given, or cannot be
    /// written.
    pub fn open(path: &Path, force: bool, study: &Study) -> Result<Self, OutputError> {
        let directory = OutputDirectory::open(path, force)?;
        let layout = study.layout();
        let runs = Stream::open(&directory, RUNS, tables::runs(layout), tables::push_runs)?;
        let spells = study
            .has_spells()
            .then(|| Stream::open(&directory, SPELLS, tables::spells(), tables::push_spells))
            .transpose()?;
        Ok(Self {
            directory,
            runs,
            spells,
        })
    }

    /// Writes what a batch adds.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn append(&mut self, progress: &Progress<'_>) -> Result<(), OutputError> {
        self.runs.append(progress)?;
        match &mut self.spells {
            Some(spells) => spells.append(progress),
            None => Ok(()),
        }
    }

    /// Writes everything else and gives the files their names.
    ///
    /// # Errors
    /// If it cannot be written; then no file has its name, unless the failure
    /// came in the middle of renaming.
    pub fn finish(
        self,
        scenario: &Scenario,
        inputs: &[Input],
        study: &Study,
        finding: &Finding,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let Self {
            directory,
            runs,
            spells,
        } = self;
        let summary = tables::summary(study.layout(), &finding.ensemble);
        let quarters = tables::quarters(study.layout(), &finding.ensemble);
        let events = tables::events(study.layout(), &finding.ensemble);
        let mut headers: Vec<(&str, &[Column])> = vec![
            (SUMMARY, summary.columns()),
            (QUARTERS, quarters.columns()),
            (EVENTS, events.columns()),
            (RUNS, runs.rows.columns()),
        ];
        headers.extend(spells.iter().map(|s| (SPELLS, s.rows.columns())));
        let dictionary = dictionary(&headers);

        let mut files = vec![
            write_table(&directory, SUMMARY, &summary)?,
            write_table(&directory, QUARTERS, &quarters)?,
            write_table(&directory, EVENTS, &events)?,
            runs.finish()?,
        ];
        if let Some(spells) = spells {
            files.push(spells.finish()?);
        }
        files.push(write_table(&directory, DICTIONARY, &dictionary)?);

        let manifest = manifest(scenario, inputs, study, finding, &files, environment);
        let mut file = directory.file(MANIFEST)?;
        let path = file.path().to_owned();
        serde_json::to_writer_pretty(&mut file, &manifest)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(OutputError::io(&path))?;
        files.push(file.finish()?);
        directory.commit(files, &FILES)
    }
}

impl Stream {
    fn open(
        directory: &OutputDirectory,
        name: &'static str,
        rows: Table,
        push: fn(&mut Table, u64, &[RunRecord]),
    ) -> Result<Self, OutputError> {
        let file = directory.file(name)?;
        let path = file.path().to_owned();
        Ok(Self {
            writer: CsvWriter::new(file, &rows).map_err(OutputError::io(&path))?,
            path,
            rows,
            push,
        })
    }

    fn append(&mut self, progress: &Progress<'_>) -> Result<(), OutputError> {
        (self.push)(&mut self.rows, progress.first_run, progress.records);
        let written = self.writer.append(&self.rows);
        self.rows.clear();
        written.map_err(OutputError::io(&self.path))
    }

    fn finish(self) -> Result<Staged, OutputError> {
        self.writer
            .finish()
            .map_err(OutputError::io(&self.path))?
            .finish()
    }
}

pub(super) fn write_table(
    directory: &OutputDirectory,
    name: &'static str,
    table: &Table,
) -> Result<Staged, OutputError> {
    let mut file = directory.file(name)?;
    let path = file.path().to_owned();
    super::csv::write(table, &mut file).map_err(OutputError::io(&path))?;
    file.finish()
}

fn manifest<'a>(
    scenario: &'a Scenario,
    inputs: &[Input],
    study: &Study,
    finding: &Finding,
    files: &[Staged],
    environment: Environment,
) -> Manifest<'a> {
    let estimates = study.estimates(&finding.ensemble);
    let targets = study.targets().iter().zip(estimates);
    // a scenario holds nothing that JSON cannot: its keys are texts, its
    // numbers finite
    let json = serde_json::to_vec(scenario).expect("a scenario is JSON");
    Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenario,
        scenario_sha256: sha256(&json),
        inputs: inputs
            .iter()
            .map(|input| FileDigest {
                name: input.name.clone(),
                bytes: input.bytes.len() as u64,
                sha256: sha256(&input.bytes),
            })
            .collect(),
        seed: scenario.simulation.seed,
        runs: finding.ensemble.runs(),
        batch_size: study.batch(),
        batches: finding.batches,
        stopping: Stopping {
            ending: match finding.ending {
                Ending::AllRuns => "all runs",
                Ending::PrecisionReached => "precision reached",
                Ending::PrecisionNotReached => "precision not reached",
                Ending::Interrupted => "interrupted",
            },
            most_runs: study.most_runs(),
            targets: targets
                .map(|(target, estimate)| Target {
                    metric: target.key.clone(),
                    wanted: target.half_width,
                    reached: estimate.half_width(),
                })
                .collect(),
        },
        quantile_runs: finding.ensemble.sampled_runs() as u64,
        outputs: files
            .iter()
            .map(|staged| FileDigest {
                name: staged.name.to_owned(),
                bytes: staged.bytes,
                sha256: staged.sha256.clone(),
            })
            .collect(),
        environment,
    }
}
