//! `orgsim merge`: one store out of the shards of an experiment.

use std::path::PathBuf;
use std::process::ExitCode;

use orgsim::output::STORE;
use orgsim::store;

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
    if inventory.count(None)?.is_none() {
        print::error("there are no shards to merge in this folder");
        return Err(ExitCode::from(exit_code::USAGE));
    }
    let inputs: Vec<PathBuf> = inventory
        .shards
        .iter()
        .map(|(.., path)| path.clone())
        .collect();
    let keys = inventory
        .blocks
        .iter()
        .map(|block| block.key(&inventory.jobs));
    let keys: Vec<store::Key> = keys.collect();
    let output = inventory.folder.file(STORE);
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
        Err(error) => Err(failures::store_failed(&error)),
    }
}
