//! `orgsim select`: the best of several alternatives.

use std::process::ExitCode;

use orgsim::experiment::Session;
use orgsim::questions::{SelectSettings, select};

use crate::cli::asking::Question;
use crate::cli::experiment_args::SelectArgs;
use crate::cli::{asking, print};

/// Runs the command.
pub(crate) fn run(args: &SelectArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let settings = match SelectSettings::of(&experiment) {
        Ok(settings) => settings,
        Err(faults) => return asking::bad_question(&faults),
    };
    let cost = match settings.cost(&experiment) {
        Ok(cost) => cost,
        Err(error) => return asking::failed(&error.into()),
    };
    let least = cost.least.unwrap_or(cost.most);
    if !args.ask.common.quiet {
        print::conversation(&format!("{}; {least} to {} runs\n", cost.words, cost.most));
    }
    let question = Question {
        command: "select",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs: least,
    };
    asking::ask(&question, |means, listener| {
        let mut session =
            Session::open(means.experiment, means.store, means.threads, means.signals)?;
        select(&mut session, &settings, listener)
    })
}
