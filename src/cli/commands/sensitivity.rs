//! `orgsim sensitivity`: how strongly the measures of an experiment depend on each factor.

use std::process::ExitCode;

use orgsim::experiment::{ExperimentError, Session};
use orgsim::questions::{SensitivityMethod, SensitivityPlan, SensitivitySettings, sensitivity};

use crate::cli::asking::Question;
use crate::cli::experiment_args::{MethodArg, SensitivityArgs};
use crate::cli::{asking, print};

/// Runs the command.
pub(crate) fn run(args: &SensitivityArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let method = args.method.map(|method| match method {
        MethodArg::Morris => SensitivityMethod::Morris,
        MethodArg::Sobol => SensitivityMethod::Sobol,
        MethodArg::Pawn => SensitivityMethod::Pawn,
        MethodArg::Delta => SensitivityMethod::Delta,
    });
    let rows = args.rows.map(|rows| rows as usize);
    let settings = match SensitivitySettings::of(&experiment, method, rows) {
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
