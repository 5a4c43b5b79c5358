//! `orgsim select`: the best of several alternatives.

use std::process::ExitCode;

use orgsim::experiment::{SelectSettings, Session, select};

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
    let points = experiment.points().map_or(1, |points| points.len());
    let alternatives = (points * experiment.variants.len()) as u64;
    let least = alternatives * settings.first_stage;
    if !args.ask.quiet {
        print::conversation(&format!(
            "{alternatives} alternatives: at least {least} runs, at most {}\n",
            alternatives * experiment.replicates
        ));
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
