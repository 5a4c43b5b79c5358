//! Judgements whose rate of false alarms is known: below one in a million each,
//! if a fixed seed is taken for chance.

use orgsim::stats::Moments;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Standard errors beyond which a normal number lies with probability 5.7e-7.
const FAR: f64 = 5.0;

/// Fails if a number is further from its expectation than chance explains.
#[track_caller]
pub fn expected(what: &str, observed: f64, expectation: f64, variance: f64) {
    let z = (observed - expectation) / variance.sqrt();
    assert!(
        z.abs() < FAR,
        "{what}: {observed} where {expectation} is expected, {z:.1} standard errors off"
    );
}

/// Fails if `successes` of `trials` is no chance outcome of a probability.
#[track_caller]
pub fn binomial(what: &str, successes: u64, trials: u64, probability: f64) {
    let n = trials as f64;
    assert!(
        n * probability * (1.0 - probability) > 25.0,
        "{what}: too few for a normal limit"
    );
    let variance = n * probability * (1.0 - probability);
    expected(what, successes as f64, n * probability, variance);
}

/// Fails if a count is no chance outcome of a Poisson mean.
#[track_caller]
pub fn poisson(what: &str, count: u64, mean: f64) {
    assert!(mean > 25.0, "{what}: too few for a normal limit");
    expected(what, count as f64, mean, mean);
}

/// Fails if the mean of independent numbers is too far from an expectation,
/// by their own standard error.
#[track_caller]
pub fn mean(what: &str, numbers: &Moments, expectation: f64) {
    assert!(numbers.count() >= 200, "{what}: too few for a normal limit");
    let (mean, error) = (numbers.mean().unwrap(), numbers.std_error().unwrap());
    expected(what, mean, expectation, error * error);
}

/// Fails if counts in cells are no chance outcome of the probabilities of the
/// cells, which add up to one. Cells that expect fewer than ten are merged.
#[track_caller]
pub fn cells(what: &str, counts: &[u64], probabilities: &[f64]) {
    assert_eq!(counts.len(), probabilities.len(), "{what}");
    let total: u64 = counts.iter().sum();
    let sum: f64 = probabilities.iter().sum();
    assert!(
        (sum - 1.0).abs() < 1e-9,
        "{what}: probabilities add up to {sum}"
    );
    let mut merged = (0.0, 0.0);
    let (mut statistic, mut used) = (0.0, 0);
    let mut take = |count: f64, mean: f64| {
        statistic += (count - mean) * (count - mean) / mean;
        used += 1;
    };
    for (&count, probability) in counts.iter().zip(probabilities) {
        let (count, mean) = (count as f64, probability * total as f64);
        if mean < 10.0 {
            merged = (merged.0 + count, merged.1 + mean);
        } else {
            take(count, mean);
        }
    }
    if merged.1 > 5.0 {
        take(merged.0, merged.1);
    } else {
        assert!(
            merged.0 < 30.0,
            "{what}: {} where few are expected",
            merged.0
        );
    }
    assert!(used > 1, "{what}: one cell says nothing");
    let chance = 1.0 - ChiSquared::new(f64::from(used - 1)).unwrap().cdf(statistic);
    assert!(
        chance > 1e-6,
        "{what}: chi-square {statistic:.1} over {used} cells; counts {counts:?}"
    );
}
