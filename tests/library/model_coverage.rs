//! Nominal 95 % intervals of the program's own studies cover the long-run mean
//! of the model about 95 times in 100, for a fixed number of runs and for the
//! stopping rule.
//!
//! A share of 2,000 repetitions has a standard error of 0.005: if the coverage
//! is 0.95, it leaves the band of 0.93 to 0.97 by chance less than once in
//! 10,000 seeds. The seed is fixed, so that it fails only when something
//! changes. How intervals cover far from normal values, and with less than one
//! false alarm in a million, is measured in `coverage.rs`.

#![expect(
    clippy::print_stdout,
    reason = "the shares are of interest even where they pass"
)]

use orgsim::engine::{Next, StoppingRule};
use orgsim::experiment::Ensemble;
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;
use orgsim::stats::{Estimate, Moments};
use rayon::prelude::*;

const REPETITIONS: u64 = 2000;
const RUNS: u64 = 30;
const BATCH: u64 = 10;
/// More runs than any rule takes here.
const MOST_RUNS: u64 = 1000;
const MEASURES: [&str; 4] = [
    "researcher_head_count",
    "papers_accepted",
    "features_shipped",
    "researcher_satisfaction",
];

/// A few people for a few quarters, with all mechanisms.
fn small() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.burn_in_quarters = 2;
    scenario.simulation.quarters = 3;
    scenario.units[0].researchers = 9;
    scenario.units[0].engineers = 9;
    scenario
}

/// What one repetition of a study comes to.
struct Repetition {
    /// Means over the fixed number of runs, and their estimates.
    fixed: [Estimate; MEASURES.len()],
    /// The estimates at which a stopping rule for the measure stops.
    stopped: [Estimate; MEASURES.len()],
}

/// Goes on with further runs until every measure has reached its half-width by
/// itself.
fn repeat(simulation: &Simulation, repetition: u64, half_widths: &[f64]) -> Repetition {
    let places = MEASURES.map(|key| simulation.layout().value(key).expect("a known measure"));
    let mut recorder = simulation.recorder();
    let mut ensemble = Ensemble::new(simulation.layout(), 0.95);
    let mut fixed = None;
    let mut stopped = [None; MEASURES.len()];
    let least_runs = StoppingRule::least_runs_for(BATCH);
    let mut rules: Vec<StoppingRule> = half_widths
        .iter()
        .map(|&half_width| StoppingRule::new(vec![half_width], least_runs))
        .collect();
    for run in repetition * MOST_RUNS..(repetition + 1) * MOST_RUNS {
        ensemble.fold(&simulation.simulate(run, &mut recorder));
        if !ensemble.runs().is_multiple_of(BATCH) {
            continue;
        }
        let estimates = places.map(|place| ensemble.value(place));
        if ensemble.runs() == RUNS {
            fixed = Some(estimates);
        }
        for (measure, rule) in rules.iter_mut().enumerate() {
            if stopped[measure].is_none()
                && rule.check(ensemble.runs(), &estimates[measure..=measure]) == Next::Stop
            {
                stopped[measure] = Some(estimates[measure]);
            }
        }
        if stopped.iter().all(Option::is_some) {
            break;
        }
    }
    Repetition {
        fixed: fixed.expect("no rule stops before"),
        stopped: stopped.map(|estimate| estimate.expect("every rule stops")),
    }
}

fn covers(estimate: &Estimate, mean: f64) -> bool {
    let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
    low <= mean && mean <= high
}

#[track_caller]
fn judge(what: &str, covered: usize) {
    let coverage = covered as f64 / REPETITIONS as f64;
    println!("{what}: coverage {coverage:.4}");
    assert!(
        (0.93..=0.97).contains(&coverage),
        "{what}: coverage {coverage}"
    );
}

#[test]
fn intervals_cover_the_mean_of_the_model() {
    let simulation = Simulation::new(&small());
    // Half-widths that some 45 runs reach, as far as one study can tell.
    let first = repeat(&simulation, REPETITIONS, &[f64::INFINITY; MEASURES.len()]);
    let half_widths = first
        .fixed
        .map(|estimate| estimate.half_width().unwrap() * (RUNS as f64 / 45.0).sqrt());
    let repetitions: Vec<Repetition> = (0..REPETITIONS)
        .into_par_iter()
        .map(|repetition| repeat(&simulation, repetition, &half_widths))
        .collect();
    for (measure, key) in MEASURES.iter().enumerate() {
        // Known 45 times better than one repetition knows it.
        let fixed = repetitions.iter().map(|one| one.fixed[measure]);
        let means: Moments = fixed.clone().map(|one| one.value.unwrap()).collect();
        let mean = means.mean().unwrap();
        judge(
            &format!("{key}, fixed"),
            fixed.filter(|one| covers(one, mean)).count(),
        );
        let stopped = repetitions.iter().map(|one| one.stopped[measure]);
        let runs: Moments = stopped.clone().map(|one| one.n as f64).collect();
        let what = format!("{key}, {:.1} runs on average", runs.mean().unwrap());
        judge(&what, stopped.filter(|one| covers(one, mean)).count());
    }
}
