//! `orgsim sensitivity`: how strongly the measures of an experiment depend on each factor.

use std::process::ExitCode;

use orgsim::experiment::{ExperimentError, Session};
use orgsim::questions::{SensitivityPlan, SensitivitySettings, sensitivity};

use crate::cli::asking::Question;
use crate::cli::experiment_args::{SensitivityArgs, name_of};
use crate::cli::{asking, print};

/// Runs the command.
pub(crate) fn run(args: &SensitivityArgs) -> ExitCode {
    let mut experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let flags = [
        ("sensitivity.method", args.method.map(name_of)),
        ("sensitivity.rows", args.rows.map(|rows| rows.to_string())),
    ];
    if let Err(exit) = asking::override_settings(&mut experiment, &flags) {
        return exit;
    }
    let settings = match SensitivitySettings::of(&experiment) {
        Ok(settings) => settings,
        Err(faults) => return asking::bad_question(&faults),
    };
    let plan = match SensitivityPlan::new(&experiment, settings) {
        Ok(plan) => plan,
        Err(error) => return asking::failed(&ExperimentError::Design(error)),
    };
    if !args.ask.common.quiet {
        let (words, runs) = (plan.words(), plan.runs());
        print::conversation(&format!("{words}: at most {runs} runs\n"));
    }
    let question = Question {
        command: "sensitivity",
        ask: &args.ask,
        show: &args.show,
        experiment: &experiment,
        runs: plan.runs(),
    };
    asking::ask(&question, |means, listener| {
        let points = plan.points.clone();
        let mut session = Session::over(
            means.experiment,
            points,
            means.store,
            means.threads,
            means.signals,
        )?;
        sensitivity(&mut session, &plan, listener)
    })
}
