//! `orgsim calibrate`: parameter sets that are consistent with observations.

use std::process::ExitCode;

use orgsim::questions::{CalibrateSettings, calibrate};

use crate::cli::asking::Question;
use crate::cli::experiment_args::CalibrateArgs;
use crate::cli::{asking, print};

/// Runs the command.
pub(crate) fn run(args: &CalibrateArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let settings = match CalibrateSettings::of(&experiment, args.ask.replicates) {
        Ok(settings) => settings,
        Err(faults) => return asking::bad_question(&faults),
    };
    let cost = settings.cost(&experiment);
    if !args.ask.common.quiet {
        print::conversation(&format!(
            "{}: at most {} runs, often fewer\n",
            cost.words, cost.most
        ));
    }
    let question = Question {
        command: "calibrate",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs: cost.most,
    };
    asking::ask(&question, |means, listener| {
        calibrate(
            means.experiment,
            &settings,
            means.store,
            means.threads,
            means.signals,
            listener,
        )
    })
}
