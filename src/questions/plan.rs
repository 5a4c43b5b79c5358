//! What an experiment takes before it runs: the cost of its design and of its questions, and
//! how long a short trial says that will be.

use std::time::Duration;

use super::costs::{costs, has_design};
use crate::experiment::{Cost, Experiment, ExperimentError};
use crate::simulation::Simulation;
use crate::table::{Cell, Column, Kind, Table};

/// How long runs, and scenarios, are measured for.
const TRIAL: Duration = Duration::from_millis(400);

/// The cost of the design, of one of so many shards of it, and of each question of the file.
/// `replicates` are those that are asked for instead of the file's.
///
/// # Errors
/// If the design cannot be made, a point of it is refused, or a section has faults.
pub fn planned(
    experiment: &Experiment,
    replicates: Option<u64>,
    shards: Option<u32>,
    threads: usize,
) -> Result<Vec<Cost>, ExperimentError> {
    let mut planned = Vec::new();
    if shards.is_some() || has_design(experiment) {
        planned.push(Cost::of_design(experiment, threads)?);
    }
    if let Some(shards) = shards {
        planned.push(Cost::of_shard(experiment, shards, threads)?);
    }
    planned.extend(costs(experiment, replicates, threads)?);
    Ok(planned)
}

/// Costs as a table, with the time that a trial says they take on so many threads.
pub fn plan(costs: &[Cost], trial: &Trial, threads: usize) -> Table {
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
            Cell::from(trial.seconds(cost) / threads as f64),
            Cell::from(megabytes(cost.memory)),
            Cell::from(disk(cost.store)),
            Cell::from(disk(cost.table)),
            Cell::text(cost.words.clone()),
        ]);
    }
    table
}

/// What a short trial took: seconds on one thread.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// Of a run, mean over the variants.
    pub run: f64,
    /// Until a scenario is ready for its runs, mean over the variants.
    pub scenario: f64,
}

impl Trial {
    /// Runs of all variants that are scenarios, and these in the middle of the factors, until
    /// the time for either is over, which `clock` tells.
    pub fn of(experiment: &Experiment, clock: impl Fn() -> Duration) -> Self {
        let variants = experiment.variants.iter();
        let prepared: Vec<Simulation> = variants
            .filter_map(|variant| variant.scenario().map(Simulation::new))
            .collect();
        let middle = [experiment.levels(&vec![0.5; experiment.factors.len()])];
        let each = prepared.len().max(1) as f64;
        let run = mean_time(&clock, |number| {
            for simulation in &prepared {
                simulation.simulate(number, &mut simulation.recorder());
            }
        });
        let scenario = mean_time(&clock, |_| {
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

    /// Seconds that runs at a cost take.
    pub fn seconds(&self, cost: &Cost) -> f64 {
        self.run * cost.most as f64 * (1.0 - cost.shared) + self.scenario * cost.scenarios as f64
    }
}

/// Mean seconds of what is done again and again, numbered, for the time of a
/// trial.
fn mean_time(clock: impl Fn() -> Duration, mut once: impl FnMut(u64)) -> f64 {
    let started = clock();
    let mut times = 0;
    while clock() - started < TRIAL || times == 0 {
        once(times);
        times += 1;
    }
    (clock() - started).as_secs_f64() / times as f64
}
