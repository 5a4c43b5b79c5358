//! `orgsim sweep`: effects over a design, and where another variant becomes better.

use std::process::ExitCode;

use orgsim::experiment::Session;
use orgsim::questions::sweep;

use crate::cli::asking::{self, Question};
use crate::cli::experiment_args::SweepArgs;

/// Runs the command.
pub(crate) fn run(args: &SweepArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let runs = asking::planned_runs(&experiment);
    let question = Question {
        command: "sweep",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs,
    };
    asking::ask(&question, |means, listener| {
        let mut session =
            Session::open(means.experiment, means.store, means.threads, means.signals)?;
        sweep(&mut session, listener)
    })
}
