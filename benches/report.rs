//! What a report costs on a study of a hundred thousand runs: its summaries are read,
//! its runs are not. And what a move on the live page costs, until its picture is there.
//!
//! `cargo bench --bench report` prints CSV, and the sizes on stderr.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark is for whoever runs it"
)]

mod timing;

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::path::Path;

use orgsim::engine::Signals;
use orgsim::experiment::Study;
use orgsim::live::{Desk, Look, Moves, engine};
use orgsim::output::{Environment, Format, Results};
use orgsim::report::report;
use orgsim::result::ResultFolder;
use orgsim::scenario::{Scenario, load_str};
use timing::{HEADER, Race};

const ROUNDS: usize = 9;
const RUNS: u64 = 100_000;
const THREADS: usize = 2;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let path = folder.path().join("study");
    simulate(&path);
    let open = || ResultFolder::open(&path).expect("a result");
    let result = [open()];
    let html = report(&result).expect("tables of the result");
    let runs = path.join("runs.csv");
    let runs = runs.metadata().map_or(0, |data| data.len());
    eprintln!("runs.csv: {runs} bytes; report: {} bytes", html.len());
    print!("{HEADER}");
    let lines = Race::new("report_of_100000_runs")
        .with("open", 1, || {
            black_box(open());
        })
        .with("report", 1, || {
            black_box(report(&result).is_ok());
        })
        .run(ROUNDS);
    print!("{lines}");
    print!("{}", moves());
}

/// A lever of the default scenario is moved, to where it never was: the first pictures, and those
/// of 500 runs; the baseline is kept.
fn moves() -> String {
    let loaded = load_str("").expect("the default scenario");
    let desk = RefCell::new(Desk::new(
        loaded,
        Vec::new(),
        engine(THREADS).expect("threads"),
    ));
    let moved = Cell::new(0);
    let look = |runs: u64| {
        moved.set(moved.get() + 1);
        let place = f64::from(moved.get()) / 1_000.0;
        let moves = [("technical_control".to_owned(), place.into())];
        let look = Look {
            what_if: Moves(moves.into()),
            runs,
            width: 420.0,
            ..Look::default()
        };
        let seen = desk.borrow_mut().look(&look, &Signals::default());
        black_box(seen.expect("pictures"));
    };
    look(500);
    Race::new("live_move")
        .with("first", 1, || look(32))
        .with("sharp", 1, || look(500))
        .run(ROUNDS)
}

/// A study of a tiny organisation over twenty quarters.
fn simulate(path: &Path) {
    let mut scenario = Scenario::default();
    scenario.simulation.runs = RUNS;
    scenario.simulation.quarters = 20;
    scenario.simulation.burn_in_quarters = 0;
    for unit in scenario.units.values_mut() {
        unit.researchers = 3;
        unit.engineers = 3;
    }
    let study = Study::new(&scenario, Vec::new());
    let mut results = Results::open(path, false, &[Format::Csv], &study).expect("room on the disk");
    let finding = study
        .run(0, &Signals::default(), |progress| results.append(&progress))
        .expect("a study");
    results
        .finish(&scenario, &[], &study, &finding, Environment::default())
        .expect("room on the disk");
}
