//! `orgsim plan`: what an experiment takes, before anything is spent.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use orgsim::experiment::{Columns, Experiment, block_of};
use orgsim::output;
use orgsim::simulation::Simulation;
use orgsim::table::{Cell, Column, Kind, Table};

use crate::cli::args::RunFormat;
use crate::cli::experiment_args::PlanArgs;
use crate::cli::{asking, environment, exit_code, print, terminal};

/// How long runs are tried out for.
const TRIAL: Duration = Duration::from_millis(400);
/// Bytes of a block beside its numbers: frame and key.
const FRAME_BYTES: u64 = 32;
/// Bytes that an index entry takes in memory.
const INDEX_BYTES: u64 = 64;
/// Bytes of a scenario in memory, and of its text in a row of runs.csv.
const CELL_BYTES: u64 = 16_000;
const TEXT_BYTES: u64 = 12;

/// Runs the command.
pub(crate) fn run(args: &PlanArgs) -> ExitCode {
    let experiment = match asking::load(&args.file, &args.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let points = match experiment.points() {
        Ok(points) => points,
        Err(error) => return asking::failed(&error.into()),
    };
    let threads = args.ask.threads.map_or(0, usize::from);
    let cells = match experiment.cells(&points, threads) {
        Ok(cells) => cells.len() as u64,
        Err(error) => return asking::failed(&error.into()),
    };
    let threads = environment::threads(threads) as u64;
    let runs = cells * experiment.replicates;
    let a_run = trial(&experiment);
    let columns = Columns::of(&experiment);
    let numbers = 8 * columns.width() as u64 * runs;
    let block = block_of(experiment.replicates);
    let blocks = cells * experiment.replicates.div_ceil(block);
    let text = TEXT_BYTES * runs * (columns.measures().len() + experiment.factors.len() + 3) as u64;
    let seconds = a_run * runs as f64 / threads as f64;
    let shards = u64::from(args.shards.unwrap_or(1));
    let row = |what: &str, value: f64, unit: &str, note: &str| -> [Cell; 4] {
        [
            Cell::text(what.to_owned()),
            Cell::from(value),
            Cell::text(unit.to_owned()),
            Cell::text(note.to_owned()),
        ]
    };
    let text_column = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let mut table = Table::new(vec![
        text_column("what", "What is planned."),
        Column::new("value", Kind::Number, "the row's unit", "How much.").or_empty("not known"),
        text_column("unit", "Its unit."),
        text_column("note", "How it is reckoned."),
    ]);
    let most = match experiment.precision.is_empty() {
        true => "",
        false => "at most: the precision may end them sooner",
    };
    table.push(row("variants", experiment.variants.len() as f64, "", ""));
    table.push(row("points", points.len() as f64, "", ""));
    table.push(row("runs", runs as f64, "", most));
    let note = format!(
        "{:.3} ms a run, tried out now, on {threads} threads",
        1e3 * a_run
    );
    table.push(row("time", seconds, "s", &note));
    let memory = numbers + cells * CELL_BYTES + blocks * INDEX_BYTES;
    table.push(row(
        "memory",
        memory as f64 / 1e6,
        "MB",
        "numbers, scenarios and index",
    ));
    let stored = numbers + blocks * FRAME_BYTES;
    table.push(row(
        "disk, runs.store",
        stored as f64 / 1e6,
        "MB",
        "8 bytes a number, and frames",
    ));
    table.push(row(
        "disk, runs.csv",
        text as f64 / 1e6,
        "MB",
        "about 12 bytes a cell",
    ));
    if args.shards.is_some() {
        let note = "each on a machine like this one";
        table.push(row(
            "shards",
            shards as f64,
            "",
            "fixed: give the same number to --of",
        ));
        table.push(row("runs of a shard", runs as f64 / shards as f64, "", ""));
        table.push(row("time of a shard", seconds / shards as f64, "s", note));
        table.push(row(
            "disk of a shard",
            stored as f64 / shards as f64 / 1e6,
            "MB",
            "",
        ));
    }
    let shown = match args.ask.format {
        RunFormat::Table => terminal::plain(&table),
        RunFormat::Json => format!("{:#}\n", output::json::rows(&table)),
        RunFormat::Csv => output::csv::to_string(&table),
    };
    exit_code::of_writing(print::result(&shown))
}

/// Seconds of a run, mean over the variants: runs of the first point, one variant
/// after the other, until the time of the trial is over.
fn trial(experiment: &Experiment) -> f64 {
    let prepared: Vec<Simulation> = experiment
        .variants
        .iter()
        .map(|variant| Simulation::new(&variant.loaded.scenario))
        .collect();
    let started = Instant::now();
    let mut runs = 0;
    while started.elapsed() < TRIAL || runs == 0 {
        for simulation in &prepared {
            simulation.simulate(runs, &mut simulation.recorder());
        }
        runs += 1;
    }
    started.elapsed().as_secs_f64() / (runs * prepared.len() as u64) as f64
}
