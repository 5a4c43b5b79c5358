//! `orgsim discover`: where in the factor space an outcome occurs.

use std::process::ExitCode;

use orgsim::experiment::Session;
use orgsim::questions::{DiscoverSettings, discover};

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
    let cost = match settings.cost(&experiment) {
        Ok(cost) => cost,
        Err(error) => return asking::failed(&error.into()),
    };
    if !args.ask.common.quiet {
        print::conversation(&format!(
            "{}: {} runs, less those already completed\n",
            cost.words, cost.most
        ));
    }
    let question = Question {
        command: "discover",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs: cost.most,
    };
    asking::ask(&question, |means, listener| {
        let mut session =
            Session::open(means.experiment, means.store, means.threads, means.signals)?;
        discover(&mut session, &settings, listener)
    })
}
