//! How often nominal 95% intervals cover, measured on numbers whose mean is
//! known.
//!
//! Each share is of 10,000 repetitions with fixed seeds and has a standard error
//! of at most 0.0037. Every band reaches at least five standard errors beyond
//! the true coverage, which other seeds would leave by chance less than once in
//! a million.

#![expect(
    clippy::print_stdout,
    reason = "the shares are of interest even where they pass"
)]

use orgsim::elementary::{exp, ln, normal_quantile};
use orgsim::engine::{Next, StoppingRule};
use orgsim::random::{Entity, Stream, Streams};
use orgsim::stats::{Estimate, Moments};
use orgsim::units::Quarter;

const REPETITIONS: u64 = 10_000;
const LEVEL: f64 = 0.95;
const BATCH: u64 = 10;

/// Values of one repetition: independent, and numbered as runs are.
struct Values {
    streams: Streams,
    transform: fn(f64) -> f64,
}

impl Values {
    fn value(&self, run: u64) -> f64 {
        let entity = Entity {
            id: run as u32,
            generation: 0,
        };
        let uniform = self
            .streams
            .uniform(Stream::ExitDecision, entity, Quarter(0));
        (self.transform)(uniform)
    }
}

/// A distribution, made from uniform values, and its mean.
struct Distribution {
    name: &'static str,
    transform: fn(f64) -> f64,
    mean: f64,
    seed: u64,
}

const NORMAL: Distribution = Distribution {
    name: "normal",
    transform: |u| 1.0 + 0.5 * normal_quantile(u),
    mean: 1.0,
    seed: 1,
};

/// Log-normal with sigma 1, of skewness 6.2; its mean is `sqrt(e)`.
const SKEWED: Distribution = Distribution {
    name: "log-normal",
    transform: |u| exp(normal_quantile(u)),
    mean: 1.648_721_270_700_128,
    seed: 2,
};

/// Exponential, of skewness 2.
const EXPONENTIAL: Distribution = Distribution {
    name: "exponential",
    transform: |u| -ln(u),
    mean: 1.0,
    seed: 3,
};

/// What many repetitions of an experiment came to.
struct Measured {
    coverage: f64,
    mean_runs: f64,
}

fn measure(distribution: &Distribution, experiment: impl Fn(&Values) -> Estimate) -> Measured {
    let mut covered = 0_u64;
    let mut runs = Moments::default();
    for repetition in 0..REPETITIONS {
        let estimate = experiment(&Values {
            streams: Streams::new(distribution.seed, repetition),
            transform: distribution.transform,
        });
        let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
        covered += u64::from(low <= distribution.mean && distribution.mean <= high);
        runs.push(estimate.n as f64);
    }
    Measured {
        coverage: covered as f64 / REPETITIONS as f64,
        mean_runs: runs.mean().unwrap(),
    }
}

fn with_fixed_runs(runs: u64) -> impl Fn(&Values) -> Estimate {
    move |values| {
        let moments: Moments = (0..runs).map(|run| values.value(run)).collect();
        Estimate::of_mean(&moments, LEVEL)
    }
}

fn until_half_width(target: f64) -> impl Fn(&Values) -> Estimate {
    move |values| {
        let least_runs = StoppingRule::least_runs_for(BATCH);
        let mut rule = StoppingRule::new(vec![target], least_runs);
        let mut moments = Moments::default();
        loop {
            let first = moments.count();
            moments.extend((first..first + BATCH).map(|run| values.value(run)));
            let estimate = Estimate::of_mean(&moments, LEVEL);
            if rule.check(moments.count(), &[estimate]) == Next::Stop {
                return estimate;
            }
        }
    }
}

#[track_caller]
fn expect(distribution: &Distribution, rule: &str, measured: &Measured, low: f64, high: f64) {
    let (name, coverage) = (distribution.name, measured.coverage);
    let runs = measured.mean_runs;
    println!("{name:10}  {rule:18}  runs {runs:6.1}  coverage {coverage:.4}");
    assert!((low..=high).contains(&coverage), "not in {low} to {high}");
}

#[test]
fn intervals_of_fixed_runs_cover_normal_values() {
    for runs in [2, 10, 30, 100] {
        let measured = measure(&NORMAL, with_fixed_runs(runs));
        expect(&NORMAL, "fixed", &measured, 0.93, 0.97);
    }
}

#[test]
fn intervals_of_the_stopping_rule_cover_normal_values() {
    // 30, 43 and 96 runs are needed on average, before the wait of the rule
    for target in [0.18, 0.15, 0.10] {
        let measured = measure(&NORMAL, until_half_width(target));
        let rule = format!("half-width {target}");
        expect(&NORMAL, &rule, &measured, 0.93, 0.97);
    }
}

/// Known weakness: the mean of few skewed values is not nearly normal, and the
/// interval covers less often than it says. It gets better with more runs.
#[test]
fn intervals_cover_skewed_values_less_often_than_they_say() {
    // coverage found by an independent simulation, to some 0.002
    for (distribution, runs, known) in [
        (&EXPONENTIAL, 10, 0.901),
        (&EXPONENTIAL, 30, 0.925),
        (&SKEWED, 10, 0.839),
        (&SKEWED, 30, 0.884),
        (&SKEWED, 100, 0.919),
    ] {
        let measured = measure(distribution, with_fixed_runs(runs));
        let (low, high) = (known - 0.02, known + 0.02);
        expect(distribution, "fixed", &measured, low, high);
    }
    let measured = measure(&SKEWED, until_half_width(0.4));
    expect(&SKEWED, "half-width 0.4", &measured, 0.85, 0.95);
}
