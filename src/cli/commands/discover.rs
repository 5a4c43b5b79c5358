//! `orgsim discover`: where outcomes of interest lie.

use std::process::ExitCode;

use orgsim::experiment::{DiscoverSettings, Session, discover};

use crate::cli::asking::Question;
use crate::cli::experiment_args::DiscoverArgs;
use crate::cli::{asking, print};

/// Runs the command.
pub(crate) fn run(args: &DiscoverArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let settings = match DiscoverSettings::of(&experiment) {
        Ok(settings) => settings,
        Err(faults) => return asking::bad_question(&faults),
    };
    let points = experiment.points().map_or(1, |points| points.len());
    let cells = points * experiment.variants.len();
    let runs = experiment.replicates * cells as u64;
    if !args.ask.quiet {
        print::conversation(&format!(
            "{points} points, {} variants, {} replicates: {runs} runs, less those that are there\n",
            experiment.variants.len(),
            experiment.replicates
        ));
    }
    let question = Question {
        command: "discover",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs: runs,
    };
    asking::ask(&question, |means, listener| {
        let mut session =
            Session::open(means.experiment, means.store, means.threads, means.signals)?;
        discover(&mut session, &settings, listener)
    })
}
