//! The manifest: all that is needed to get the same bytes again, and, apart
//! from it, where and when they were made this time.

use super::digest::sha256;
use super::directory::Staged;
use crate::experiment::{DrawnFrom, Ending, FewRuns, ParameterDoubt};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// `manifest.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest<'a> {
    /// The program that wrote it.
    pub program: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// The command: `run`.
    pub command: &'static str,
    /// The complete scenario, defaults and overrides included.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario as compact JSON, as it stands here.
    pub scenario_sha256: String,
    /// The files that the scenario was read from, the named one first.
    pub inputs: Vec<FileDigest>,
    /// Master seed of all random streams.
    pub seed: u64,
    /// Runs that the results are made of: those numbered from 0 to this.
    pub runs: u64,
    /// Runs in a batch.
    pub batch_size: u64,
    /// Batches that were done.
    pub batches: u64,
    /// What decided on the number of runs.
    pub stopping: Stopping,
    /// Over how many runs, at most, quantiles were taken: the first ones.
    pub quantile_runs: u64,
    /// The measures whose intervals have fewer runs than they need; none if all have enough.
    pub few_runs: Option<FewRuns>,
    /// The draws of parameters; none if they were fixed.
    pub parameters: Option<DrawnParameters>,
    /// The files beside the manifest.
    pub outputs: Vec<FileDigest>,
    /// Where and when. Nothing here has an influence on the results.
    pub environment: Environment,
}

/// How parameters were drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawnParameters {
    /// Draws that kept the rules of the scenario, with one run each.
    pub draws: u64,
    /// Parameters that were drawn.
    pub parameters: u64,
    /// From where.
    #[serde(flatten)]
    pub from: DrawnFrom,
}

impl DrawnParameters {
    /// How many parameters, and from where.
    pub fn words(&self) -> String {
        self.from.words(self.parameters)
    }
}

impl From<&ParameterDoubt> for DrawnParameters {
    fn from(doubt: &ParameterDoubt) -> Self {
        Self {
            draws: doubt.values.len() as u64,
            parameters: doubt.parameters as u64,
            from: doubt.from.clone(),
        }
    }
}

/// A file and what was in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileDigest {
    /// Its name.
    pub name: String,
    /// Number of its bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl FileDigest {
    /// That of some bytes.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
        }
    }

    /// Those of files that wait for their names.
    pub(super) fn of_staged(files: &[Staged]) -> Vec<Self> {
        let digest = |staged: &Staged| Self {
            name: staged.name.to_string(),
            bytes: staged.bytes,
            sha256: staged.sha256.clone(),
        };
        files.iter().map(digest).collect()
    }
}

/// What decided on the number of runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stopping {
    /// Why there are not more runs.
    pub ending: Ending,
    /// Most runs that were allowed.
    pub most_runs: u64,
    /// The wanted precision.
    pub targets: Vec<Target>,
}

/// A wanted precision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// Key of the measure, with the suffix of its window.
    pub measure: String,
    /// Half-width that was wanted, in the unit of the measure.
    pub wanted: f64,
    /// Half-width that was reached; null without an interval.
    pub reached: Option<f64>,
}

/// Where and when results were made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Environment {
    /// The arguments of the program.
    pub arguments: Vec<String>,
    /// When it started, as in RFC 3339.
    pub started: String,
    /// When it ended.
    pub ended: String,
    /// Number of threads.
    pub threads: usize,
    /// Operating system and architecture.
    pub machine: String,
}
