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
use crate::experiment::{Answer, Experiment, push_runs_of, run_table};
use crate::table::{Column, Table};

const RUNS: &str = "runs.csv";
const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// The files that every answer has, beside those of its question. The manifest is written
/// last: a folder with a manifest is complete.
const COMMON: [&str; 3] = [RUNS, DICTIONARY, MANIFEST];

/// The folder of the answer to one question.
pub struct AnswerFolder {
    directory: OutputDirectory,
    path: PathBuf,
    command: &'static str,
    files: &'static [&'static str],
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
        })
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
        let runs = answer.outcomes.as_ref().map(|outcomes| {
            let mut header = run_table(experiment, outcomes.columns());
            let staged = self.runs(experiment, answer, formats, &mut header);
            (header, staged)
        });
        headers.extend(runs.iter().map(|(header, _)| (RUNS, header.columns())));
        let dictionary = dictionary(&headers).table();
        if let Some((_, staged)) = runs {
            files.extend(staged?);
        }
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
        rows: &mut Table,
    ) -> Result<Vec<Staged>, OutputError> {
        let mut files = TableFiles::open(&self.directory, RUNS, formats, rows)?;
        if let Some(outcomes) = &answer.outcomes {
            for (point, levels) in answer.points.iter().enumerate() {
                for variant in 0..experiment.variants.len() {
                    let at = (point, levels.as_slice());
                    push_runs_of(rows, experiment, outcomes, at, variant);
                    files.append(rows)?;
                    rows.clear();
                }
            }
        }
        files.finish()
    }
}
