//! The folder of an answer: its tables, the runs it rests on, and the manifest.

use std::path::{Path, PathBuf};

use super::REPORT;
use super::answer_manifest::AnswerManifest;
use super::dictionary::dictionary;
use super::directory::{OutputDirectory, Staged};
use super::error::OutputError;
use super::format::Format;
use super::manifest::Environment;
use super::table_files::{TableFiles, in_every_form};
use crate::experiment::tables::RUN_QUARTERS;
use crate::experiment::{
    Answer, Experiment, Level, Outcomes, push_run_quarters_of, push_runs_of, run_quarter_table,
    run_table,
};
use crate::table::{Column, Table};

const RUNS: &str = "runs.csv";
const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// The files that every answer has, beside those of its question. The manifest is written
/// last: a folder with a manifest is complete.
const COMMON: [&str; 4] = [RUNS, RUN_QUARTERS, DICTIONARY, MANIFEST];

/// How the runs of a variant at a point are added to a table.
type Push = fn(&mut Table, &Experiment, &Outcomes, (usize, &[Level]), usize);

/// The folder of the answer to one question.
pub struct AnswerFolder {
    directory: OutputDirectory,
    path: PathBuf,
    command: &'static str,
    files: &'static [&'static str],
    quarterly_runs: bool,
}

impl AnswerFolder {
    /// Opens the folder of a command's answer in that of an experiment; another
    /// answer to the same question is replaced at the end.
    pub(super) fn open(
        experiment: &Path,
        command: &'static str,
        files: &'static [&'static str],
    ) -> Result<Self, OutputError> {
        let path = experiment.join(command);
        Ok(Self {
            directory: OutputDirectory::shared(&path)?,
            path,
            command,
            files,
            quarterly_runs: false,
        })
    }

    /// The same, with the quarters of each run, of the measures whose quarters are kept.
    #[must_use]
    pub fn with_quarterly_runs(mut self) -> Self {
        self.quarterly_runs = true;
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes an answer: its tables, the runs and the dictionary, each in all of the
    /// forms, and the manifest.
    ///
    /// # Errors
    /// If it cannot be written; then no file has its name, unless the failure
    /// came in the middle of renaming.
    pub fn finish(
        self,
        experiment: &Experiment,
        answer: &Answer,
        formats: &[Format],
        environment: Environment,
    ) -> Result<(), OutputError> {
        let directory = &self.directory;
        // a killed process of the same question, whose lock of the store was freed
        directory.clean()?;
        // the dictionary names the CSV files, of which others are the likeness
        let mut headers: Vec<(&str, &[Column])> = Vec::new();
        let mut files = Vec::new();
        for (name, table) in &answer.tables {
            headers.push((name, table.columns()));
            files.extend(TableFiles::write(directory, name, formats, table)?);
        }
        let mut of_runs: Vec<(&'static str, Table)> = Vec::new();
        if let Some(outcomes) = &answer.outcomes {
            let mut table = |name, mut table: Table, push: Push| {
                files.extend(self.runs(experiment, answer, formats, (name, &mut table, push))?);
                of_runs.push((name, table));
                Ok::<(), OutputError>(())
            };
            let columns = outcomes.columns();
            table(RUNS, run_table(experiment, columns), push_runs_of)?;
            if self.quarterly_runs {
                let header = run_quarter_table(experiment, columns);
                table(RUN_QUARTERS, header, push_run_quarters_of)?;
            }
        }
        let of_runs = of_runs.iter();
        headers.extend(of_runs.map(|(name, table)| (*name, table.columns())));
        let dictionary = dictionary(&headers).table();
        files.extend(TableFiles::write(
            directory,
            DICTIONARY,
            formats,
            &dictionary,
        )?);
        let measures = experiment.described();
        let manifest = AnswerManifest::new(
            self.command,
            experiment,
            answer,
            &measures,
            environment,
            &files,
        );
        files.push(directory.json(MANIFEST, &manifest)?);
        self.directory.commit(
            files,
            &in_every_form(&[&[REPORT], self.files, &COMMON].concat()),
        )
    }

    fn runs(
        &self,
        experiment: &Experiment,
        answer: &Answer,
        formats: &[Format],
        (name, rows, push): (&'static str, &mut Table, Push),
    ) -> Result<Vec<Staged>, OutputError> {
        let mut files = TableFiles::open(&self.directory, name, formats, rows)?;
        if let Some(outcomes) = &answer.outcomes {
            for (point, levels) in answer.points.iter().enumerate() {
                for variant in 0..experiment.variants.len() {
                    let at = (point, levels.as_slice());
                    push(rows, experiment, outcomes, at, variant);
                    files.append(rows)?;
                    rows.clear();
                }
            }
        }
        files.finish()
    }
}
