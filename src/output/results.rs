//! The files of a study.

use super::dictionary::{Described, dictionary};
use super::digest::scenario_sha256;
use super::directory::{OutputDirectory, Staged};
use super::error::OutputError;
use super::format::Format;
use super::manifest::{DrawnParameters, Environment, FileDigest, Manifest, Stopping, Target};
use super::table_files::{TableFiles, in_every_form};
use super::{BRIEF, REPORT};
use crate::experiment::tables::{
    self, EventSummary, InQuarter, Incidence, OverWindow, RUN_QUARTERS, RUNS, SpellOfRun, Survival,
    Team, Ties,
};
use crate::experiment::{Progress, Study, StudyResult};
use crate::metrics::RunRecord;
use crate::row::Row;
use crate::scenario::{Input, Scenario};
use crate::table::{Column, Table};
use std::path::Path;

const MANIFEST: &str = "manifest.json";

/// Names of all files that a study may write; tables may have others beside them
/// in other forms. The manifest is written last: a
/// folder with a manifest is complete.
pub const FILES: [&str; 12] = [
    OverWindow::FILE,
    InQuarter::FILE,
    EventSummary::FILE,
    Survival::FILE,
    Incidence::FILE,
    Team::FILE,
    Ties::FILE,
    RUNS,
    RUN_QUARTERS,
    SpellOfRun::FILE,
    Described::FILE,
    MANIFEST,
];

/// The results of a study, on their way into files. Runs and spells are written
/// batch by batch, the rest at the end.
pub struct Results {
    // files go before their folder when a failed study is dropped
    runs: Stream,
    /// Quarters of each run and spells, as far as they are wanted.
    more: Vec<(&'static str, Stream)>,
    formats: Vec<Format>,
    directory: OutputDirectory,
}

/// The files of a table that grows batch by batch.
struct Stream {
    files: TableFiles,
    rows: Table,
    push: Push,
}

/// Adds the rows of a batch, whose first run is given, to a table.
type Push = Box<dyn Fn(&mut Table, u64, &[RunRecord]) + Send>;

impl Results {
    /// Opens the folder and the files that grow with the runs. Each table
    /// becomes a file in each of the forms.
    ///
    /// # Errors
    /// If the folder is not empty, unless `force` is given, or cannot be
    /// written.
    pub fn open(
        path: &Path,
        force: bool,
        formats: &[Format],
        study: &Study,
    ) -> Result<Self, OutputError> {
        let directory = OutputDirectory::open(path, force)?;
        let stream = |name, rows, push| Stream::open(&directory, name, formats, rows, push);
        let runs = stream(
            RUNS,
            tables::runs(study.layout()),
            Box::new(tables::push_runs),
        )?;
        let mut more = Vec::new();
        if study.has_run_quarters() {
            let rows = tables::run_quarters(study.layout());
            let calendar = study.layout().calendar();
            let push: Push = Box::new(move |table, first, records| {
                tables::push_run_quarters(table, calendar, first, records);
            });
            let file = stream(RUN_QUARTERS, rows, push)?;
            more.push((RUN_QUARTERS, file));
        }
        if study.has_spells() {
            let file = stream(
                SpellOfRun::FILE,
                tables::spells(),
                Box::new(tables::push_spells),
            )?;
            more.push((SpellOfRun::FILE, file));
        }
        Ok(Self {
            runs,
            more,
            formats: formats.to_vec(),
            directory,
        })
    }

    /// Writes what a batch adds.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn append(&mut self, progress: &Progress<'_>) -> Result<(), OutputError> {
        self.runs.append(progress)?;
        self.more
            .iter_mut()
            .try_for_each(|(_, file)| file.append(progress))
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
        finding: &StudyResult,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let Self {
            runs,
            more,
            formats,
            directory,
        } = self;
        let (layout, ensemble) = (study.layout(), &finding.ensemble);
        let of_all_runs = [
            tables::summary(layout, ensemble, finding.parameters.as_ref()).file(),
            tables::quarters(layout, ensemble).file(),
            tables::events(layout, ensemble).file(),
            tables::survival(layout, ensemble).file(),
            tables::incidence(layout, ensemble).file(),
            tables::teams(scenario, ensemble.pictures()).file(),
            tables::ties(ensemble.pictures()).file(),
        ];
        // the dictionary names the CSV files, of which others are the likeness
        let mut headers: Vec<(&str, &[Column])> = of_all_runs
            .iter()
            .map(|(name, table)| (*name, table.columns()))
            .collect();
        headers.push((RUNS, runs.rows.columns()));
        headers.extend(more.iter().map(|(name, file)| (*name, file.rows.columns())));
        let (dictionary_name, dictionary) = dictionary(&headers).file();

        let mut files = Vec::new();
        for (name, table) in &of_all_runs {
            files.extend(TableFiles::write(&directory, name, &formats, table)?);
        }
        files.extend(runs.files.finish()?);
        for (_, file) in more {
            files.extend(file.files.finish()?);
        }
        files.extend(TableFiles::write(
            &directory,
            dictionary_name,
            &formats,
            &dictionary,
        )?);

        let manifest = manifest(scenario, inputs, study, finding, &files, environment);
        files.push(directory.json(MANIFEST, &manifest)?);
        directory.commit(
            files,
            &in_every_form(&[&[REPORT, BRIEF], FILES.as_slice()].concat()),
        )
    }
}

impl Stream {
    fn open(
        directory: &OutputDirectory,
        name: &'static str,
        formats: &[Format],
        rows: Table,
        push: Push,
    ) -> Result<Self, OutputError> {
        Ok(Self {
            files: TableFiles::open(directory, name, formats, &rows)?,
            rows,
            push,
        })
    }

    fn append(&mut self, progress: &Progress<'_>) -> Result<(), OutputError> {
        (self.push)(&mut self.rows, progress.first_run, progress.records);
        let written = self.files.append(&self.rows);
        self.rows.clear();
        written
    }
}

fn manifest<'a>(
    scenario: &'a Scenario,
    inputs: &[Input],
    study: &Study,
    finding: &StudyResult,
    files: &[Staged],
    environment: Environment,
) -> Manifest<'a> {
    let estimates = study.estimates(&finding.ensemble);
    let targets = study.targets().iter().zip(estimates);
    Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        command: "run",
        scenario,
        scenario_sha256: scenario_sha256(scenario),
        inputs: inputs
            .iter()
            .map(|input| FileDigest::of(&input.name, &input.bytes))
            .collect(),
        seed: scenario.simulation.seed,
        runs: finding.ensemble.runs(),
        batch_size: study.batch(),
        batches: finding.batches,
        stopping: Stopping {
            ending: finding.ending,
            most_runs: study.most_runs(),
            targets: targets
                .map(|(target, estimate)| Target {
                    measure: target.key.clone(),
                    wanted: target.half_width,
                    reached: estimate.half_width(),
                })
                .collect(),
        },
        few_runs: finding.ensemble.few_runs(),
        parameters: finding.parameters.as_ref().map(DrawnParameters::from),
        quantile_runs: finding.ensemble.sampled_runs() as u64,
        outputs: FileDigest::of_staged(files),
        environment,
    }
}
