//! What the model costs: beside its floor, on one and two threads, by number of
//! people and of runs, and until the first result.
//!
//! `cargo bench --bench model` prints CSV. The floor is a bare loop with just
//! the draws and elementary functions that a run cannot do without; a plain
//! reference implementation of the model counts them. It comes in two forms: one
//! number after the other, and in columns.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark is for whoever runs it"
)]

#[path = "../tests/library/reference/mod.rs"]
mod reference;
mod timing;
#[path = "../tests/library/trace.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
pub mod trace;

use std::convert::Infallible;
use std::hint::black_box;

use orgsim::elementary::{
    exp, exp_column, ln, ln_column, normal_quantile, normal_quantile_column, powf,
};
use orgsim::engine::Signals;
use orgsim::experiment::Study;
use orgsim::model::{Event, Model, Observer, Organization};
use orgsim::random::{Entity, Stream, Streams};
use orgsim::scenario::{self, Scenario};
use orgsim::simulation::Simulation;
use orgsim::units::Quarter;
use reference::counted::{Counts, take_counts};
use timing::{HEADER, Race};

const ROUNDS: usize = 15;
/// Rows of a column, as in the default organisation.
const ROWS: usize = 480;

fn main() {
    print!("{HEADER}");
    print!("{}", against_the_floor());
    print!("{}", by_people());
    print!("{}", by_runs());
    print!("{}", by_threads());
    print!("{}", to_the_first_result());
}

/// A world with so many people, a quarter of them researchers.
fn world(people: u32, quarters: u32, burn_in: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.units[0].researchers = people / 4;
    scenario.units[0].engineers = people - people / 4;
    scenario.simulation.quarters = quarters;
    scenario.simulation.burn_in_quarters = burn_in;
    scenario
}

fn person_quarters(scenario: &Scenario) -> usize {
    let people = scenario.units.values();
    let people: u32 = people.map(|unit| unit.researchers + unit.engineers).sum();
    let simulation = &scenario.simulation;
    (people * (simulation.quarters + simulation.burn_in_quarters)) as usize
}

struct Deaf;

impl Observer for Deaf {
    fn happened(&mut self, _: Quarter, _: Event, _: &Organization) {}
    fn quarter_ended(&mut self, _: Quarter, _: &Organization) {}
}

/// Nanoseconds per person-quarter of the whole model and of its floor.
fn against_the_floor() -> String {
    let scenario = Scenario::default();
    let (model, simulation) = (Model::new(&scenario), Simulation::new(&scenario));
    let mut recorder = simulation.recorder();
    let items = person_quarters(&scenario);
    reference::run(&scenario, 0);
    let counts = take_counts();
    let per_item = |count: u64| count as f64 / items as f64;
    eprintln!(
        "per person-quarter: {:.2} uniforms, {:.2} exp, {:.2} ln, {:.2} normal quantiles, \
         {:.3} powers",
        per_item(counts.uniforms),
        per_item(counts.exponentials),
        per_item(counts.logarithms),
        per_item(counts.normal_quantiles),
        per_item(counts.powers),
    );
    let streams = Streams::new(1, 0);
    Race::new("person_quarter")
        .with("floor_one_by_one", items, || {
            floor_one_by_one(&streams, &counts)
        })
        .with("floor_in_columns", items, || {
            floor_in_columns(&streams, &counts)
        })
        .with("model", items, || model.run(black_box(&streams), &mut Deaf))
        .with("model_and_measures", items, || {
            black_box(simulation.simulate(black_box(0), &mut recorder));
        })
        .run(ROUNDS)
}

fn floor_one_by_one(streams: &Streams, counts: &Counts) {
    let people: Vec<Entity> = (0..ROWS as u32)
        .map(|id| Entity { id, generation: 0 })
        .collect();
    let arguments: Vec<f64> = (0..ROWS).map(|i| (i as f64 + 0.5) / ROWS as f64).collect();
    let mut sum = 0.0;
    for _ in 0..counts.uniforms / ROWS as u64 {
        for &person in black_box(&people) {
            sum += streams.uniform(Stream::ExitDecision, person, Quarter(1));
        }
    }
    let mut each = |count: u64, function: fn(f64) -> f64| {
        for _ in 0..count / ROWS as u64 {
            sum += black_box(&arguments)
                .iter()
                .map(|&x| function(x))
                .sum::<f64>();
        }
    };
    each(counts.exponentials, exp);
    each(counts.logarithms, ln);
    each(counts.normal_quantiles, normal_quantile);
    each(counts.powers, |x| powf(x, 0.7));
    black_box(sum);
}

fn floor_in_columns(streams: &Streams, counts: &Counts) {
    let people: Vec<Entity> = (0..ROWS as u32)
        .map(|id| Entity { id, generation: 0 })
        .collect();
    let (mut u, mut v) = (vec![0.5; ROWS], vec![0.5; ROWS]);
    for _ in 0..counts.uniforms / (2 * ROWS as u64) {
        let people = black_box(people.as_slice());
        streams.pair_columns(
            [Stream::ExitDecision, Stream::Shock],
            Quarter(1),
            people,
            &mut u,
            &mut v,
        );
        black_box((&u, &v));
    }
    let mut columns = |count: u64, function: fn(&mut [f64])| {
        for _ in 0..count / ROWS as u64 {
            u.copy_from_slice(black_box(&v));
            function(&mut u);
            black_box(&u);
        }
    };
    columns(counts.exponentials, exp_column);
    columns(counts.logarithms, ln_column);
    columns(counts.normal_quantiles, normal_quantile_column);
    columns(counts.powers, |column| {
        column.iter_mut().for_each(|x| *x = powf(*x, 0.7));
    });
}

/// Nanoseconds per person-quarter for organisations of 100 to 1,000,000 people. A turn is of a
/// million people in any case, so that small organisations do not start from caches that a large
/// one has filled.
fn by_people() -> String {
    const A_TURN: u32 = 1_000_000;
    let sizes = [1_000, 100, 10_000, 100_000, 1_000_000];
    let names = ["1000", "100", "10000", "100000", "1000000"];
    let worlds = sizes.map(|people| world(people, 4, 4));
    let models = worlds.each_ref().map(Model::new);
    let mut race = Race::new("person_quarter_by_people");
    for (i, name) in names.into_iter().enumerate() {
        let (world, model, runs) = (&worlds[i], &models[i], A_TURN / sizes[i]);
        race = race.with(name, runs as usize * person_quarters(world), move || {
            for run in 0..runs {
                let streams = Streams::new(1, black_box(run).into());
                model.run(&streams, &mut Deaf);
            }
        });
    }
    race.run(5)
}

fn study(scenario: &Scenario, runs: u64, threads: usize) {
    let mut scenario = scenario.clone();
    scenario.simulation.runs = runs;
    let study = Study::new(&scenario, Vec::new());
    let finding = study.run(threads, &Signals::default(), |_| Ok::<(), Infallible>(()));
    black_box(finding.ok());
}

/// Nanoseconds per run for studies of 1 to 10,000 runs of a small organisation.
fn by_runs() -> String {
    let small = world(40, 8, 8);
    let mut race = Race::new("run_by_runs");
    for (name, runs) in [
        ("10000", 10_000),
        ("1", 1),
        ("10", 10),
        ("100", 100),
        ("1000", 1_000),
    ] {
        let small = &small;
        race = race.with(name, runs as usize, move || study(small, runs, 1));
    }
    race.run(5)
}

/// Nanoseconds per run on one and two threads: many runs of the default organisation, and a few
/// of one of 100,000 people. One run is on one thread.
fn by_threads() -> String {
    let (many, large) = (Scenario::default(), world(100_000, 4, 4));
    let race = |name, scenario: &Scenario, runs: u64, rounds| {
        Race::new(name)
            .with("1", runs as usize, || study(scenario, runs, 1))
            .with("2", runs as usize, || study(scenario, runs, 2))
            .run(rounds)
    };
    race("run_by_threads", &many, 400, ROUNDS) + &race("run_by_threads_large", &large, 4, 5)
}

/// Nanoseconds to read the default scenario, to prepare it, and to simulate its
/// first run.
fn to_the_first_result() -> String {
    let scenario = Scenario::default();
    let simulation = Simulation::new(&scenario);
    Race::new("start")
        .with("read_scenario", 1, || {
            black_box(scenario::load_str(black_box("")).is_ok());
        })
        .with("prepare", 1, || {
            black_box(Simulation::new(black_box(&scenario)));
        })
        .with("first_run", 1, || {
            black_box(simulation.simulate(0, &mut simulation.recorder()));
        })
        .run(ROUNDS)
}
