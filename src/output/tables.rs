//! The folder of an answer that is tables alone: an audit of claims, a test of mechanisms.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::REPORT;
use super::dictionary::dictionary;
use super::directory::OutputDirectory;
use super::error::OutputError;
use super::format::Format;
use super::manifest::{Environment, FileDigest};
use super::table_files::TableFiles;
use crate::table::{Column, Table};

const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// A folder that tables are written into, with their dictionary and a manifest.
pub struct TablesFolder(OutputDirectory);

/// What is written.
pub struct WrittenTables<'a> {
    /// The command that made it.
    pub command: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What was asked.
    pub question: &'static str,
    /// The files that it is about.
    pub inputs: Vec<FileDigest>,
    /// Seed of draws and runs.
    pub seed: u64,
    /// Confidence level of the intervals.
    pub level: f64,
    /// How it was made, as its notes on methods tell it.
    pub settings: Value,
    /// What was found.
    pub findings: Vec<Value>,
    /// What its sets of parameters set: names and keys of factors; empty if it has none.
    pub factors: Vec<Value>,
    /// Texts and the names of their files.
    pub texts: &'a [(&'static str, &'a str)],
    /// Tables and the names of their files.
    pub tables: &'a [(&'static str, Table)],
}

/// `manifest.json` of such a folder.
#[derive(Serialize)]
struct TablesManifest {
    program: &'static str,
    version: &'static str,
    command: &'static str,
    title: &'static str,
    question: &'static str,
    inputs: Vec<FileDigest>,
    seed: u64,
    confidence_level: f64,
    settings: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    factors: Vec<Value>,
    findings: Vec<Value>,
    outputs: Vec<FileDigest>,
    environment: Environment,
}

impl TablesFolder {
    /// Opens a folder, and makes it if it does not exist.
    ///
    /// # Errors
    /// If it is not empty, unless `force` is given, or cannot be written.
    pub fn open(path: &Path, force: bool) -> Result<Self, OutputError> {
        OutputDirectory::open(path, force).map(Self)
    }

    /// Writes all files.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(
        self,
        written: WrittenTables<'_>,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let headers = written.tables.iter();
        let headers: Vec<(&str, &[Column])> = headers
            .map(|(name, table)| (*name, table.columns()))
            .collect();
        let dictionary = dictionary(&headers).table();
        let own = written.tables.iter().map(|(name, table)| (*name, table));
        let mut files = Vec::new();
        for (name, table) in own.chain([(DICTIONARY, &dictionary)]) {
            files.extend(TableFiles::write(&self.0, name, &[Format::Csv], table)?);
        }
        for (name, text) in written.texts {
            files.push(self.0.bytes(*name, text.as_bytes())?);
        }
        let manifest = TablesManifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command: written.command,
            title: written.title,
            question: written.question,
            inputs: written.inputs,
            seed: written.seed,
            confidence_level: written.level,
            settings: written.settings,
            factors: written.factors,
            findings: written.findings,
            outputs: FileDigest::of_staged(&files),
            environment,
        };
        files.push(self.0.json(MANIFEST, &manifest)?);
        let known = headers.iter().map(|(name, _)| *name);
        let known = known.chain(written.texts.iter().map(|(name, _)| *name));
        let known = known.chain([REPORT, DICTIONARY, MANIFEST]);
        let known: Vec<_> = known.map(Into::into).collect();
        self.0.commit(files, &known)
    }
}
