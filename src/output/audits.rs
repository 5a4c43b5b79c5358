//! The folder of an audit of claims: its tables, the dictionary and the manifest.

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
use crate::diagnostic::Source;
use crate::table::{Column, Table};

const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// A folder that the audit of a file of claims is written into.
pub struct AuditFolder(OutputDirectory);

/// What is written of an audit.
pub struct WrittenAudit<'a> {
    /// The file of claims.
    pub claims: &'a Source,
    /// Seed of draws and runs.
    pub seed: u64,
    /// Confidence level of the intervals.
    pub level: f64,
    /// How it was made, as its notes on methods tell it.
    pub settings: Value,
    /// What was found.
    pub findings: Vec<Value>,
    /// Tables and the names of their files.
    pub tables: &'a [(&'static str, Table)],
}

/// `manifest.json` of an audit.
#[derive(Serialize)]
struct AuditManifest {
    program: &'static str,
    version: &'static str,
    command: &'static str,
    title: &'static str,
    question: &'static str,
    inputs: [FileDigest; 1],
    seed: u64,
    confidence_level: f64,
    settings: Value,
    findings: Vec<Value>,
    outputs: Vec<FileDigest>,
    environment: Environment,
}

impl AuditFolder {
    /// Opens a folder, and makes it if it does not exist.
    ///
    /// # Errors
    /// If it is not empty, unless `force` is given, or cannot be written.
    pub fn open(path: &Path, force: bool) -> Result<Self, OutputError> {
        OutputDirectory::open(path, force).map(Self)
    }

    /// Writes an audit.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(
        self,
        audit: WrittenAudit<'_>,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let headers = audit.tables.iter();
        let headers: Vec<(&str, &[Column])> = headers
            .map(|(name, table)| (*name, table.columns()))
            .collect();
        let dictionary = dictionary(&headers).table();
        let own = audit.tables.iter().map(|(name, table)| (*name, table));
        let mut files = Vec::new();
        for (name, table) in own.chain([(DICTIONARY, &dictionary)]) {
            files.extend(TableFiles::write(&self.0, name, &[Format::Csv], table)?);
        }
        let manifest = AuditManifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command: "audit",
            title: "Audit of claims",
            question: "Does the model predict what is claimed, over the plausible ranges of the \
            parameters?",
            inputs: [FileDigest::of(
                audit.claims.name(),
                audit.claims.text().as_bytes(),
            )],
            seed: audit.seed,
            confidence_level: audit.level,
            settings: audit.settings,
            findings: audit.findings,
            outputs: FileDigest::of_staged(&files),
            environment,
        };
        files.push(self.0.json(MANIFEST, &manifest)?);
        let known = headers.iter().map(|(name, _)| *name);
        let known = known.chain([REPORT, DICTIONARY, MANIFEST]);
        let known: Vec<_> = known.map(Into::into).collect();
        self.0.commit(files, &known)
    }
}
