//! `orgsim merge`: one store out of the shards of an experiment.

use std::path::PathBuf;
use std::process::ExitCode;

use orgsim::output::STORE;
use orgsim::shards::compress;
use orgsim::store::{self, StoreError};

use crate::cli::commands::status::Inventory;
use crate::cli::experiment_args::MergeArgs;
use crate::cli::{asking, exit_code, failures, print};

/// Runs the command.
pub(crate) fn run(args: &MergeArgs) -> ExitCode {
    match merge(args) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn merge(args: &MergeArgs) -> Result<ExitCode, ExitCode> {
    let experiment = asking::load(&args.file, &args.ask)?;
    let inventory = Inventory::of(&experiment, asking::folder(&args.ask, &experiment))?;
    let output = inventory.folder.file(STORE);
    if inventory.is_merged() {
        // a job that a scheduler starts again has nothing left to do
        let text = format!("all runs are in {} already\n", output.display());
        return Ok(exit_code::of_writing(print::result(&text)));
    }
    let Some(count) = inventory.count(None)? else {
        print::error("there are no shards to merge in this folder");
        return Err(ExitCode::from(exit_code::USAGE));
    };
    let inputs: Vec<PathBuf> = inventory
        .shards
        .iter()
        .map(|(.., path)| path.clone())
        .collect();
    let keys = inventory.blocks().map(|block| block.key(&inventory.jobs));
    let keys: Vec<store::Key> = keys.collect();
    match store::merge(&inputs, &experiment.identity(), &keys, &output) {
        Ok(merged) => {
            let left_out = match merged.left_out {
                0 => String::new(),
                blocks => {
                    format!("; {blocks} blocks with runs beyond the replicates were left out")
                }
            };
            let text = format!(
                "merged {} blocks of {} shards into {}{left_out}\n",
                merged.blocks,
                inputs.len(),
                output.display()
            );
            Ok(exit_code::of_writing(print::result(&text)))
        }
        Err(StoreError::Missing { .. }) => {
            let missing = inventory.missing(count);
            print::error(&format!(
                "{} of {count} shards are not done; resubmit them with --array={}; `orgsim status` \
                 says more",
                missing.len(),
                compress(&missing)
            ));
            Err(ExitCode::from(exit_code::CANNOT_WRITE))
        }
        Err(error) => Err(failures::store_failed(&error)),
    }
}
