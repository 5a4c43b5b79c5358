//! `orgsim work`: the runs of one shard of an experiment.

use std::process::ExitCode;

use orgsim::experiment::{Block, ExperimentError, Session};
use orgsim::output::{ExperimentFolder, shard_name};
use orgsim::shards::{self, Shard};
use orgsim::store::Store;

use crate::cli::experiment_args::WorkArgs;
use crate::cli::runs_bar::{count, runs_bar};
use crate::cli::{asking, division, exit_code, failures, interrupt, print};

/// Runs the command.
pub(crate) fn run(args: &WorkArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let shard = match shard(args) {
        Ok(shard) => shard,
        Err(message) => {
            print::error(&message);
            return ExitCode::from(exit_code::USAGE);
        }
    };
    let path = asking::folder(&args.ask, &experiment);
    let threads = args.ask.common.threads();
    if let Err(exit) = division::check(&experiment, &path, shard.count(), threads) {
        return exit;
    }
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let folder = match ExperimentFolder::open(&path, true) {
        Ok(folder) => folder,
        Err(error) => return failures::cannot_write(&error),
    };
    let store = folder.file(&shard_name(shard.index(), shard.count()));
    let store = match Store::open(&store, &experiment.identity()) {
        Ok(store) => store,
        Err(error) => return failures::store_failed(&error),
    };
    let worked = || -> Result<u64, ExperimentError> {
        let mut session = Session::open(&experiment, store, args.ask.execution(), &signals)?;
        let jobs = session.jobs();
        let bundles = session.runner().missing_in_shard(&jobs, shard);
        let due = bundles.iter().flatten().map(Block::len).sum();
        let bar = runs_bar(due, args.ask.common.quiet);
        let mut done = 0;
        let worked = session.runner().work(&jobs, &bundles, |runs| {
            done += runs;
            count(&bar, runs);
        });
        bar.finish_and_clear();
        worked?;
        Ok(done)
    };
    match worked() {
        Ok(done) => {
            if !args.ask.common.quiet {
                print::conversation(&format!(
                    "shard {} of {} is complete; {done} runs were missing\n",
                    shard.index(),
                    shard.count()
                ));
            }
            ExitCode::SUCCESS
        }
        Err(error) => asking::failed(&error),
    }
}

fn shard(args: &WorkArgs) -> Result<Shard, String> {
    match (args.shard.as_str(), args.of) {
        ("auto", Some(count)) => {
            let lookup = |name: &str| std::env::var(name).ok();
            shards::auto(count, lookup).map_err(|error| format!("--shard auto: {error}"))
        }
        ("auto", None) => Err(
            "--shard auto needs --of N, the total number of shards: the environment of a \
             resubmitted task does not have it"
                .to_owned(),
        ),
        (text, of) => {
            let shard: Shard = text
                .parse()
                .map_err(|error| format!("--shard {text}: {error}"))?;
            match of {
                Some(count) if count != shard.count() => {
                    Err(format!("--shard {text} contradicts --of {count}"))
                }
                _ => Ok(shard),
            }
        }
    }
}
