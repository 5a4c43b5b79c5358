//! How often intervals hold what they should: coverage of nominal 95% intervals, by the
//! size of an organisation and the number of runs.
//!
//! ```text
//! cargo run --release --example coverage -- [REPETITIONS]
//! ```
//!
//! A repetition is a study of some runs that are drawn, without replacement, from a pool of
//! runs of the scenario. The truth comes from other runs. For latencies these are watched for
//! 40 quarters more and only what was made in the first 20 is counted, so that hardly anything
//! is censored; otherwise it is the estimate over all of them. Beside each coverage stands in
//! which percentage of the studies there were fewer runs than their skewness needs, so that
//! the program warns.

use orgsim::engine::MonteCarlo;
use orgsim::metrics::{Layout, Outcome, SpellKind};
use orgsim::random::{Entity, Stream, Streams};
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;
use orgsim::stats::{CountMoments, Estimate, Moments, Statistic, runs_needed, skewness};
use orgsim::units::Quarter;
use std::error::Error;
use std::io::Write;
use std::num::NonZeroU64;

const MEASURES: [&str; 8] = [
    "shipped_by_4q",
    "shipped_by_8q",
    "latency_restricted_mean",
    "breakthroughs_open_share",
    "researcher_retention_12m",
    "researcher_survival_4q",
    "papers_accepted",
    "shipped_value",
];
const RESEARCHERS: [u32; 4] = [10, 12, 100, 120];
const RUNS: [usize; 4] = [20, 50, 100, 400];
const LEVEL: f64 = 0.95;
/// Quarters that what is followed in time is watched for after the observation.
const WATCHED: u32 = 40;
/// Run number of the first run that the truth comes from.
const OTHER_RUNS: u64 = 1 << 32;

/// The runs of a measure: of each the numbers that it is made of.
struct Pool {
    statistic: Statistic,
    possible: [f64; 2],
    runs: Vec<Vec<f64>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let repetitions: u64 = match std::env::args().nth(1) {
        None => 2_000,
        Some(number) => number.parse()?,
    };
    let engine = MonteCarlo::new(NonZeroU64::MIN.saturating_add(63), 0)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| researchers | measure | truth | mean | skewness | {} |",
        { RUNS.map(|runs| format!("{runs} runs")).join(" | ") }
    )?;
    writeln!(out, "|---|---|---|---|---|{}", "---|".repeat(RUNS.len()))?;
    for researchers in RESEARCHERS {
        let scenario = scenario(researchers);
        // as many numbers from small organisations as from large ones, and so many that the
        // means of the pools err by a seventh of what a study of 400 runs does
        let runs = if researchers < 50 { 80_000 } else { 40_000 };
        let pools = pools(&engine, &scenario, 0, runs);
        let others = pools_of_truth(&engine, &scenario, runs);
        for (key, (pool, truth)) in MEASURES.iter().zip(pools.iter().zip(others)) {
            let all: Vec<usize> = (0..pool.runs.len()).collect();
            let mean = pool.estimate(&all).value.unwrap_or(f64::NAN);
            let cells = RUNS.map(|n| pool.coverage(&engine, truth, n, repetitions));
            let cells =
                cells.map(|[held, warned]| format!("{:.1} ({:.0})", 100.0 * held, 100.0 * warned));
            let skewness = pool.skewness(&all);
            let cells = cells.join(" | ");
            writeln!(
                out,
                "| {researchers} | {key} | {truth:.4} | {mean:.4} | {skewness:.2} | {cells} |"
            )?;
        }
    }
    Ok(())
}

fn scenario(researchers: u32) -> Scenario {
    let mut scenario = Scenario::default();
    for unit in scenario.units.values_mut() {
        unit.researchers = researchers;
        unit.engineers = 2 * researchers;
    }
    scenario
}

/// The runs of a scenario from a run on, by measure.
fn pools(engine: &MonteCarlo, scenario: &Scenario, first: u64, runs: u64) -> Vec<Pool> {
    let simulation = Simulation::new(scenario);
    let layout: &Layout = simulation.layout();
    let places = MEASURES.map(|key| layout.value(key).expect("a measure of the registry"));
    let rows = engine.collect(runs, |run| {
        let record = simulation.simulate(first + run, &mut simulation.recorder());
        places.map(|place| {
            let width = layout.values()[place].made.statistic.width();
            let numbers = layout.numbers(&record, place);
            numbers[..width.min(numbers.len())].to_vec()
        })
    });
    let pool = |(at, place): (usize, usize)| Pool {
        statistic: layout.values()[place].made.statistic,
        possible: layout.values()[place].measure.numbers,
        runs: rows.iter().map(|row| row[at].clone()).collect(),
    };
    places.into_iter().enumerate().map(pool).collect()
}

/// The truth of each measure, from other runs.
fn pools_of_truth(engine: &MonteCarlo, scenario: &Scenario, runs: u64) -> Vec<f64> {
    let others = pools(engine, scenario, OTHER_RUNS, runs);
    let mut truths: Vec<f64> = others
        .iter()
        .map(|pool| {
            let all: Vec<usize> = (0..pool.runs.len()).collect();
            pool.estimate(&all).value.unwrap_or(f64::NAN)
        })
        .collect();
    let mut watched = scenario.clone();
    let quarters = scenario.simulation.quarters;
    watched.simulation.quarters = quarters + WATCHED;
    let simulation = Simulation::new(&watched);
    let horizon = i64::from(scenario.simulation.latency_horizon_quarters);
    let sums = engine.collect(runs, |run| {
        let mut recorder = simulation.recorder().with_spells();
        let record = simulation.simulate(OTHER_RUNS + run, &mut recorder);
        let made = record.spells.into_iter().flatten().filter(|spell| {
            spell.kind == SpellKind::Transfer && (0..quarters as i32).contains(&spell.start.0)
        });
        made.fold([0.0; 4], |[all, by_4, by_8, latency], spell| {
            let time = i64::from(spell.end.0 - spell.start.0);
            let by = |time_limit| match spell.outcome {
                Outcome::Shipped if time <= time_limit => 1.0,
                _ => 0.0,
            };
            let counted = match spell.outcome {
                Outcome::Shipped => time.min(horizon),
                _ => horizon,
            };
            [
                all + 1.0,
                by_4 + by(4),
                by_8 + by(8),
                latency + counted as f64,
            ]
        })
    });
    let sum = |at: usize| sums.iter().map(|run| run[at]).sum::<f64>();
    for (place, at) in [(0, 1), (1, 2), (2, 3)] {
        truths[place] = sum(at) / sum(0);
    }
    truths
}

impl Pool {
    /// The estimate of a study of some of the runs.
    fn estimate(&self, runs: &[usize]) -> Estimate {
        if !self.statistic.is_pooled() {
            let moments: Moments = runs.iter().map(|&run| self.runs[run][0]).collect();
            return Estimate::of_mean(&moments, LEVEL).within(self.possible);
        }
        let mut moments = CountMoments::new(self.runs[0].len());
        runs.iter().for_each(|&run| moments.push(&self.runs[run]));
        moments.estimate(&self.statistic, self.possible, LEVEL)
    }

    /// The skewness of what some runs add to their estimate; 0 where nothing varies.
    fn skewness(&self, runs: &[usize]) -> f64 {
        let rows = runs.iter().map(|&run| self.runs[run].as_slice());
        let mut added = self.statistic.pseudo_values(rows);
        added.retain(|number| number.is_finite());
        skewness(&added).unwrap_or(0.0)
    }

    /// In which share of the repetitions the interval of a study of `n` runs holds the truth,
    /// and in which it needs more runs.
    fn coverage(&self, engine: &MonteCarlo, truth: f64, n: usize, repetitions: u64) -> [f64; 2] {
        let held = engine.collect(repetitions, |repetition| {
            let streams = Streams::new(1, repetition);
            let mut drawn = std::collections::BTreeSet::new();
            let mut number = 0;
            while drawn.len() < n {
                let entity = Entity {
                    id: number,
                    generation: 0,
                };
                let u = streams.uniform(Stream::Shock, entity, Quarter(n as i32));
                drawn.insert((u * self.runs.len() as f64) as usize);
                number += 1;
            }
            let runs: Vec<usize> = drawn.into_iter().collect();
            let estimate = self.estimate(&runs);
            let ends = estimate.ci_low.zip(estimate.ci_high);
            [
                ends.is_some_and(|(low, high)| (low..=high).contains(&truth)),
                runs_needed(self.skewness(&runs)) > n as u64,
            ]
            .map(|is| f64::from(u8::from(is)))
        });
        [0, 1].map(|at| held.iter().map(|own| own[at]).sum::<f64>() / repetitions as f64)
    }
}
