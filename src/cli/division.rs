//! The shards that a folder has, and refusing others before anything is left behind.

use std::path::Path;
use std::process::ExitCode;

use orgsim::experiment::{Cost, Experiment};
use orgsim::output::{ExperimentFolder, shard_of};

use super::{asking, exit_code, print};

/// Refuses what cannot be divided, or not into so many shards in this folder. Nothing is
/// written.
pub(crate) fn check(
    experiment: &Experiment,
    folder: &Path,
    shards: u32,
    threads: usize,
) -> Result<(), ExitCode> {
    shardable(experiment)?;
    let names = ExperimentFolder::existing(folder).and_then(|folder| folder.names());
    let names = names.unwrap_or_default();
    let is_other = |name: &&String| shard_of(name).is_some_and(|(_, count)| count != shards);
    if let Some(name) = names.iter().find(is_other) {
        let count = shard_of(name).map_or(0, |(_, count)| count);
        print::error(&format!(
            "{} is one of {count} shards, and this would be one of {shards}; divide into {count}, \
             or choose another folder with --out",
            folder.join(name).display()
        ));
        return Err(ExitCode::from(exit_code::USAGE));
    }
    let cost = Cost::of_design(experiment, threads);
    cost.map(drop).map_err(|error| asking::failed(&error))
}

/// Refuses what cannot be divided.
pub(crate) fn shardable(experiment: &Experiment) -> Result<(), ExitCode> {
    if experiment.precision.is_empty() {
        return Ok(());
    }
    print::error(
        "an experiment with `precision` decides from its results when to stop, so it cannot be \
         divided into shards; replace `precision` by a number of `replicates`",
    );
    Err(ExitCode::from(exit_code::INVALID_INPUT))
}
