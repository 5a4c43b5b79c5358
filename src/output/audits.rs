//! The folder of an audit of claims: its table, the dictionary and the manifest.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::dictionary::dictionary;
use super::digest::sha256;
use super::directory::{OutputDirectory, OutputFile, Staged};
use super::error::OutputError;
use super::manifest::{Environment, FileDigest};
use crate::audit::{Claims, Settings};
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
        let dictionary = dictionary(&[(CLAIMS, table.columns())]);
        let mut files = Vec::new();
        for (name, table) in [(CLAIMS, table), (DICTIONARY, &dictionary)] {
            files.push(self.file(name, |file| super::csv::write(table, file))?);
        }
        let text = claims.source.text();
        let digest = |name: &str, bytes: u64, sha256: String| FileDigest {
            name: name.to_owned(),
            bytes,
            sha256,
        };
        let input = digest(
            claims.source.name(),
            text.len() as u64,
            sha256(text.as_bytes()),
        );
        let outputs = files
            .iter()
            .map(|staged| digest(&staged.name, staged.bytes, staged.sha256.clone()));
        let manifest = AuditManifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command: "audit",
            title: "Audit of claims",
            question: "Does the model predict what is claimed, under the literature's ranges?",
            inputs: [input],
            seed: settings.seed,
            draws: settings.draws,
            confidence_level: 0.95,
            outputs: outputs.collect(),
            environment,
        };
        files.push(self.file(MANIFEST, |file| {
            serde_json::to_writer_pretty(&mut *file, &manifest).map_err(io::Error::from)?;
            file.write_all(b"\n")
        })?);
        self.0.commit(files, &[])
    }

    fn file(
        &self,
        name: &'static str,
        write: impl FnOnce(&mut OutputFile) -> io::Result<()>,
    ) -> Result<Staged, OutputError> {
        let mut file = self.0.file(name)?;
        let path = file.path().to_owned();
        write(&mut file).map_err(OutputError::io(&path))?;
        file.finish()
    }
}
