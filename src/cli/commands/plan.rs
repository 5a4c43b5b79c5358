//! `orgsim plan`: what an experiment, or the runs of a scenario, cost, estimated before they
//! run.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use orgsim::experiment::file::{ScenarioFile, load_files};
use orgsim::experiment::{Cost, Experiment, ExperimentError, Measures};
use orgsim::output;
use orgsim::questions::{self, has_design};
use orgsim::simulation::Simulation;
use orgsim::table::{Cell, Column, Kind, Table};

use crate::cli::experiment_args::PlanArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{asking, environment, exit_code, print, terminal};

/// How long runs, and scenarios, are measured for.
const TRIAL: Duration = Duration::from_millis(400);

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
            match costs(&experiment, args, threads) {
                Ok(costs) => (experiment, costs),
                Err(error) => return asking::failed(&error),
            }
        }
    };
    let threads = environment::threads(threads);
    let trial = Trial::of(&experiment);
    if !args.ask.common.quiet {
        print::conversation(&format!(
            "measured: {:.3} ms per run, {:.3} ms to prepare a scenario; times are for {threads} \
             threads\n",
            1e3 * trial.run,
            1e3 * trial.scenario
        ));
    }
    let table = table(&costs, |cost| trial.seconds(cost) / threads as f64);
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

/// The cost of the design, of a shard of it, and of each question of the file.
fn costs(
    experiment: &Experiment,
    args: &PlanArgs,
    threads: usize,
) -> Result<Vec<Cost>, ExperimentError> {
    let mut costs = Vec::new();
    if args.shards.is_some() || has_design(experiment) {
        costs.push(Cost::of_design(experiment, threads)?);
    }
    if let Some(shards) = args.shards {
        costs.push(Cost::of_shard(experiment, shards, threads)?);
    }
    let asked = questions::costs(experiment, args.ask.replicates, threads)?;
    costs.extend(asked);
    Ok(costs)
}

fn table(costs: &[Cost], seconds: impl Fn(&Cost) -> f64) -> Table {
    let number = |name, unit, meaning| Column::new(name, Kind::Number, unit, meaning);
    let mut table = Table::new(vec![
        Column::new(
            "question",
            Kind::Text,
            "",
            "The section of the file that asks it; design: all runs of the design; shard: those of one shard; run: those of a scenario.",
        ),
        Column::new(
            "least_runs",
            Kind::Count,
            "runs",
            "Minimum number of runs, whatever the results.",
        )
        .or_empty("not estimated"),
        Column::new("runs", Kind::Count, "runs", "Maximum number of runs."),
        number(
            "shared",
            "share",
            "Share of the quarters that variants and design points have in common until their events differ, which are simulated once.",
        ),
        number("time_s", "s", "Time of the maximum number of runs."),
        number("memory_mb", "MB", "Memory: numbers, scenarios and index."),
        number(
            "store_mb",
            "MB",
            "Disk: runs.store, 8 bytes per number, and frames.",
        )
        .or_empty("none is written"),
        number("table_mb", "MB", "Disk: runs.csv, about 12 bytes per cell.")
            .or_empty("none is written"),
        Column::new("what", Kind::Text, "", "What the runs consist of."),
    ]);
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let disk = |bytes: u64| (bytes > 0).then(|| megabytes(bytes));
    for cost in costs {
        table.push([
            Cell::text(cost.question),
            Cell::from(cost.least),
            Cell::Count(cost.most),
            Cell::from(cost.shared),
            Cell::from(seconds(cost)),
            Cell::from(megabytes(cost.memory)),
            Cell::from(disk(cost.store)),
            Cell::from(disk(cost.table)),
            Cell::text(cost.words.clone()),
        ]);
    }
    table
}

/// Seconds on one thread.
struct Trial {
    /// Of a run, mean over the variants.
    run: f64,
    /// Until a scenario is ready for its runs, mean over the variants.
    scenario: f64,
}

impl Trial {
    /// Runs of all variants, and their scenarios in the middle of the factors,
    /// until the time for either is over.
    fn of(experiment: &Experiment) -> Self {
        let variants = experiment.variants.iter();
        let prepared: Vec<Simulation> = variants
            .filter_map(|variant| variant.scenario().map(Simulation::new))
            .collect();
        let middle = [experiment.levels(&vec![0.5; experiment.factors.len()])];
        let each = prepared.len() as f64;
        let run = mean_time(|number| {
            for simulation in &prepared {
                simulation.simulate(number, &mut simulation.recorder());
            }
        });
        let scenario = mean_time(|_| {
            // where the middle breaks a rule, that took as long to find
            for cell in experiment.cells(&middle, 1).unwrap_or_default() {
                cell.scenario().map(Simulation::new);
            }
        });
        Self {
            run: run / each,
            scenario: scenario / each,
        }
    }

    fn seconds(&self, cost: &Cost) -> f64 {
        self.run * cost.most as f64 * (1.0 - cost.shared) + self.scenario * cost.scenarios as f64
    }
}

/// Mean seconds of what is done again and again, numbered, for the time of a
/// trial.
fn mean_time(mut once: impl FnMut(u64)) -> f64 {
    let started = Instant::now();
    let mut times = 0;
    while started.elapsed() < TRIAL || times == 0 {
        once(times);
        times += 1;
    }
    started.elapsed().as_secs_f64() / times as f64
}
