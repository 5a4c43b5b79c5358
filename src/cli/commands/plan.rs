//! `orgsim plan`: what an experiment, or the runs of a scenario, cost, estimated before they
//! run.

use std::process::ExitCode;
use std::time::Instant;

use orgsim::experiment::file::{ScenarioFile, load_files};
use orgsim::experiment::{Cost, Experiment, Measures};
use orgsim::output;
use orgsim::questions::{Trial, plan, planned};

use crate::cli::experiment_args::PlanArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{asking, environment, exit_code, print, terminal};

/// Runs the command.
pub(crate) fn run(args: &PlanArgs) -> ExitCode {
    let threads = args.ask.common.threads();
    let (experiment, costs) = match scenario(args) {
        Some(planned) => planned,
        None => {
            let experiment = match asking::load(&args.file, &args.ask) {
                Ok(experiment) => experiment,
                Err(exit) => return exit,
            };
            match planned(&experiment, args.ask.replicates, args.shards, threads) {
                Ok(costs) => (experiment, costs),
                Err(error) => return asking::failed(&error),
            }
        }
    };
    let threads = environment::threads(threads);
    let started = Instant::now();
    let trial = Trial::of(&experiment, || started.elapsed());
    if !args.ask.common.quiet {
        print::conversation(&format!(
            "measured: {:.3} ms per run, {:.3} ms to prepare a scenario; times are for {threads} \
             threads\n",
            1e3 * trial.run,
            1e3 * trial.scenario
        ));
    }
    let table = plan(&costs, &trial, threads);
    let shown = match args.ask.common.format {
        RunFormat::Table => terminal::plain(&table, &Measures::default()),
        RunFormat::Json => format!("{:#}\n", output::json::rows(&table)),
        RunFormat::Csv => output::csv::to_string(&table),
    };
    exit_code::of_writing(print::result(&shown))
}

/// The scenario of a file as an experiment of its own, and what its runs cost; none if it is no
/// scenario, or shards of it are asked for.
fn scenario(args: &PlanArgs) -> Option<(Experiment, Vec<Cost>)> {
    let set = args.ask.overrides.set.clone();
    let files = [ScenarioFile {
        name: args.file.display().to_string(),
        path: &args.file,
        set,
        titled: false,
    }];
    let alone = load_files(&files, Vec::new(), args.ask.replicates);
    let experiment = alone.ok().filter(|_| args.shards.is_none())?;
    print::faults(&experiment.warnings);
    let mut scenario = experiment.variants.first()?.scenario()?.clone();
    scenario.simulation.runs = experiment.replicates;
    let costs = vec![Cost::of_study(&scenario)];
    Some((experiment, costs))
}
