//! The folder of an audit of claims: its table, the dictionary and the manifest.

use std::path::Path;

use serde::Serialize;

use super::REPORT;
use super::dictionary::dictionary;
use super::directory::OutputDirectory;
use super::error::OutputError;
use super::format::Format;
use super::manifest::{Environment, FileDigest};
use super::table_files::TableFiles;
use crate::questions::audit::{Claims, Settings};
use crate::table::Table;

const CLAIMS: &str = "claims.csv";
const DICTIONARY: &str = "dictionary.csv";
const MANIFEST: &str = "manifest.json";

/// A folder that the audit of a file of claims is written into.
pub struct AuditFolder(OutputDirectory);

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
    /// Parameter draws of each prior.
    draws: u32,
    confidence_level: f64,
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

    /// Writes the table of an audit of some claims.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(
        self,
        claims: &Claims,
        settings: Settings,
        table: &Table,
        environment: Environment,
    ) -> Result<(), OutputError> {
        let dictionary = dictionary(&[(CLAIMS, table.columns())]).table();
        let mut files = Vec::new();
        for (name, table) in [(CLAIMS, table), (DICTIONARY, &dictionary)] {
            files.extend(TableFiles::write(&self.0, name, &[Format::Csv], table)?);
        }
        let source = &claims.source;
        let manifest = AuditManifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command: "audit",
            title: "Audit of claims",
            question: "Does the model predict what is claimed, under the literature's ranges?",
            inputs: [FileDigest::of(source.name(), source.text().as_bytes())],
            seed: settings.seed,
            draws: settings.draws,
            confidence_level: 0.95,
            outputs: FileDigest::of_staged(&files),
            environment,
        };
        files.push(self.0.json(MANIFEST, &manifest)?);
        let known = [REPORT, CLAIMS, DICTIONARY, MANIFEST];
        self.0.commit(files, &known.map(Into::into))
    }
}
