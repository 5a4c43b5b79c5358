//! What an experiment costs beside its bare runs, with many replicates a point and
//! with few; what it saves that variants share their past; and what common random numbers
//! save, in runs and time, for a difference that is as precise as wanted.
//!
//! `cargo bench --bench experiment` prints CSV.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a benchmark is for whoever runs it"
)]

mod timing;

use std::fs;
use std::hint::black_box;
use std::num::NonZeroU64;
use std::path::Path;

use orgsim::engine::{MonteCarlo, Signals};
use orgsim::experiment::{Execution, Experiment, Kept, Outcomes, Session};
use orgsim::questions::file;
use orgsim::simulation::Simulation;
use orgsim::stats::PairedMoments;
use orgsim::store::Store;
use timing::{HEADER, Race};

const ROUNDS: usize = 9;
const THREADS: usize = 2;
/// Half-width of the interval of a difference of retention: one percentage point.
const HALF_WIDTH: f64 = 0.01;
const Z: f64 = 1.96;

fn main() {
    print!("{HEADER}");
    // the same number of runs, at two points and at sixty-four
    print!("{}", beside_bare_runs("many_replicates", 2, 128));
    print!("{}", beside_bare_runs("few_replicates", 64, 4));
    print!("{}", by_threads());
    for (name, path) in SHIPPED {
        print!("{}", with_shared_pasts(name, Path::new(path)));
    }
    println!("\nvariants,measure,variance_reduction,at_most,runs_paired,runs_independent");
    let questions = [
        ("reorganised_or_not", ["", FUSE]),
        ("organised_so_from_the_start", ["", FUSED]),
    ];
    let runs = questions.map(|(name, variants)| runs_for_a_difference(name, variants));
    print!("\n{HEADER}");
    for ((name, variants), runs) in questions.into_iter().zip(runs) {
        print!("{}", time_to_a_difference(name, variants, runs));
    }
}

/// Shipped experiments whose variants or design points differ in events.
const SHIPPED: [(&str, &str); 2] = [
    (
        "reversal_timing",
        "scenarios/experiments/reversal-timing.toml",
    ),
    (
        "reorganisation_compare",
        "scenarios/experiments/reorganisation-compare.toml",
    ),
];

/// Replicates of these.
const OF_SHIPPED: u64 = 16;

/// A shipped experiment on one thread, in memory, with each cell simulated for itself and with
/// pasts that are shared; time per run.
fn with_shared_pasts(name: &'static str, path: &Path) -> String {
    let mut experiment = file::load(path, &[]).expect("what ships is valid");
    experiment.replicates = OF_SHIPPED;
    experiment.precision.clear();
    let points = experiment.points().expect("a design");
    let runs = points.len() * experiment.variants.len() * OF_SHIPPED as usize;
    let with = |shares_pasts: bool| Execution {
        threads: 1,
        shares_pasts,
    };
    Race::new(name)
        .with("separate", runs, || in_memory(&experiment, with(false)))
        .with("shared", runs, || in_memory(&experiment, with(true)))
        .run(ROUNDS)
}

/// Many points of few runs on one and two threads; time per run.
fn by_threads() -> String {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (points, replicates) = (64, 4);
    let experiment = experiment(folder.path(), ["", FUSED], points, replicates);
    let runs = 2 * points * replicates as usize;
    Race::new("run_by_threads_many_points")
        .with("1", runs, || in_memory(&experiment, 1.into()))
        .with("2", runs, || in_memory(&experiment, 2.into()))
        .run(ROUNDS)
}

/// An experiment from the first cell to the last number, in memory.
fn in_memory(experiment: &Experiment, execution: Execution) {
    let signals = Signals::default();
    let session = Session::open(experiment, Kept::in_memory(), execution, &signals);
    black_box(session.expect("cells").outcomes(|_| ()).expect("runs"));
}

const FUSE: &str =
    "set = { events.fuse = { quarter = 8, reorganise = { structure = \"fusion-teams\" } } }";
const FUSED: &str = "set = { \"units.core.structure\" = \"fusion-teams\" }";

fn experiment(folder: &Path, variants: [&str; 2], points: usize, replicates: u64) -> Experiment {
    let levels: Vec<String> = (0..points).map(|i| (i as f64 / 64.0).to_string()).collect();
    let factor = match points {
        1 => String::new(),
        _ => format!(
            "[factors.tacitness]\nkey = \"transfer.tacitness\"\nvalues = [{}]\n",
            levels.join(", ")
        ),
    };
    let text = format!(
        "measures = [\"researcher_retention_12m\", \"papers_accepted\", \
         \"latency_restricted_mean\"]\nreplicates = {replicates}\n\
         [variants.a]\n{}\n[variants.b]\n{}\n{factor}",
        variants[0], variants[1]
    );
    let path = folder.join("experiment.toml");
    fs::write(&path, text).expect("a folder for temporary files");
    file::load(&path, &[]).expect("a valid experiment")
}

/// An experiment from the first cell to the last number, in a new store.
fn whole(experiment: &Experiment, store: &Path) -> Outcomes {
    let _ = fs::remove_file(store);
    let store = Store::open(store, &experiment.identity()).expect("room on the disk");
    let signals = Signals::default();
    let mut session = Session::open(experiment, store, THREADS, &signals).expect("cells");
    session.outcomes(|_| ()).expect("runs")
}

/// An experiment from the first cell to the last number, beside the same runs
/// without store and tables; time per run.
fn beside_bare_runs(name: &'static str, points: usize, replicates: u64) -> String {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let experiment = experiment(folder.path(), ["", FUSED], points, replicates);
    let cells = experiment
        .cells(&experiment.points().expect("a list"), THREADS)
        .expect("valid points");
    let simulations: Vec<Simulation> = cells
        .iter()
        .map(|cell| Simulation::new(cell.scenario().unwrap()))
        .collect();
    let runs = cells.len() as u64 * replicates;
    let engine = MonteCarlo::new(NonZeroU64::MAX, THREADS).expect("threads");
    let bare = || {
        black_box(engine.collect(runs, |index| {
            let simulation = &simulations[(index / replicates) as usize];
            simulation.simulate(index % replicates, &mut simulation.recorder())
        }));
    };
    let path = folder.path().join("runs.store");
    let whole = || {
        black_box(whole(&experiment, &path));
    };
    Race::new(name)
        .with("bare_runs", runs as usize, bare)
        .with("experiment", runs as usize, whole)
        .run(ROUNDS)
}

/// Runs of each variant for a paired difference whose interval has the wanted
/// half-width, and for a difference of independent runs; printed, with the variance
/// reduction of all measures and the most that it could be, and returned.
fn runs_for_a_difference(name: &str, variants: [&str; 2]) -> [u64; 2] {
    let mut wanted = [0; 2];
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let experiment = experiment(folder.path(), variants, 1, 600);
    let outcomes = whole(&experiment, &folder.path().join("runs.store"));
    for (column, measure) in experiment.measures.iter().enumerate() {
        let pairs: PairedMoments = outcomes.pairs(0, [0, 1], column);
        let reduction = pairs.variance_reduction().unwrap_or(f64::NAN);
        let difference = pairs.difference(0.95);
        let error = difference.std_error.unwrap_or(f64::NAN);
        let variance = error * error * difference.n as f64;
        let runs = match measure.as_str() {
            "researcher_retention_12m" => {
                let paired = (Z / HALF_WIDTH) * (Z / HALF_WIDTH) * variance;
                wanted = [paired, paired * reduction].map(|runs| runs.ceil() as u64);
                format!("{},{}", wanted[0], wanted[1])
            }
            _ => ",".to_owned(),
        };
        let at_most = in_the_same_order(&outcomes, column).unwrap_or(f64::NAN);
        println!("{name},{measure},{reduction:.2},{at_most:.2},{runs}");
    }
    wanted
}

/// The variance reduction if the best run of the one met the best of the other, and so
/// on: no coupling of the same runs has a smaller variance of the difference (Hoeffding
/// 1940).
fn in_the_same_order(outcomes: &Outcomes, column: usize) -> Option<f64> {
    let values = |variant| outcomes.pseudo_values(0, variant, column);
    let (mut first, mut second): (Vec<f64>, Vec<f64>) = values(0)
        .into_iter()
        .zip(values(1))
        .filter(|(a, b)| a.is_finite() && b.is_finite())
        .unzip();
    first.sort_by(f64::total_cmp);
    second.sort_by(f64::total_cmp);
    let mut pairs = PairedMoments::default();
    for (a, b) in first.into_iter().zip(second) {
        pairs.push(a, b);
    }
    pairs.variance_reduction()
}

/// Time of so many runs of both variants, as an experiment with store and numbers.
fn time_to_a_difference(
    name: &'static str,
    variants: [&str; 2],
    [paired, independent]: [u64; 2],
) -> String {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let of = |runs: u64| {
        let experiment = experiment(folder.path(), variants, 1, runs);
        let path = folder.path().join(format!("{runs}.store"));
        move || {
            whole(&experiment, &path);
        }
    };
    Race::new(name)
        .with("paired", 1, of(paired))
        .with("independent", 1, of(independent))
        .run(ROUNDS)
}
