//! Intervals by resampling the rows of a design.

use crate::analysis::draw::Draw;
use crate::analysis::sampling::level;
use crate::random::{Entity, Streams};
use crate::stats::{Estimate, Moments};
use crate::units::Quarter;

/// How intervals are made: the rows of a design (base rows, trajectories, points)
/// are drawn anew with replacement, each with everything that was computed from
/// it, and the standard deviation of an index over these resamples gives the
/// interval `value ± t s`, with Student's t for so many rows.
///
/// Rows of a scrambled sequence are more even than independent ones, so that
/// such intervals are too wide rather than too narrow, and the more so the less an
/// outcome is noise. [`SobolIndices::over_designs`](super::SobolIndices::over_designs)
/// has others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// Seed of the resamples. The same seed gives all outcomes of a design the
    /// same resamples.
    pub seed: u64,
    /// Number of resamples; below two, there are no intervals.
    pub resamples: u32,
    /// Nominal coverage, strictly between 0 and 1.
    pub level: f64,
}

impl Default for Bootstrap {
    /// A thousand resamples and 95%.
    fn default() -> Self {
        Self {
            seed: 1,
            resamples: 1000,
            level: 0.95,
        }
    }
}

impl Bootstrap {
    /// Estimates of all statistics of `rows` rows, which are functions of how
    /// often each row counts.
    pub(super) fn estimates(
        &self,
        rows: usize,
        statistics: impl Fn(&[f64]) -> Vec<f64>,
    ) -> Vec<Estimate> {
        let resampled = self.resampled(rows, statistics).into_iter();
        resampled
            .map(|(value, resamples)| self.estimate(value, &resamples, rows))
            .collect()
    }

    /// [`estimates`](Self::estimates) less what the resamples say of their bias:
    /// by as much as the mean over resamples lies above a value, this will lie
    /// above the truth.
    pub(super) fn estimates_less_bias(
        &self,
        rows: usize,
        statistics: impl Fn(&[f64]) -> Vec<f64>,
    ) -> Vec<Estimate> {
        let resampled = self.resampled(rows, statistics).into_iter();
        resampled
            .map(|(value, resamples)| {
                let moments: Moments = resamples.iter().copied().collect();
                let bias = moments.mean().map_or(0.0, |mean| mean - value);
                self.estimate(value - bias, &resamples, rows)
            })
            .collect()
    }

    fn estimate(&self, value: f64, resamples: &[f64], rows: usize) -> Estimate {
        Estimate::of_bootstrap(value, resamples, self.level, rows as u64)
    }

    /// Each statistic of all rows, and of each resample of them.
    fn resampled(
        &self,
        rows: usize,
        statistics: impl Fn(&[f64]) -> Vec<f64>,
    ) -> Vec<(f64, Vec<f64>)> {
        let values = statistics(&vec![1.0; rows]);
        let resamples: Vec<Vec<f64>> = (0..self.resamples)
            .map(|resample| statistics(&self.weights(resample, rows)))
            .collect();
        let column = |place: usize| resamples.iter().map(|row| row[place]).collect();
        let values = values.into_iter().enumerate();
        values
            .map(|(place, value)| (value, column(place)))
            .collect()
    }

    /// How often each row is in a resample.
    fn weights(&self, resample: u32, rows: usize) -> Vec<f64> {
        let streams = Streams::new(self.seed, 0);
        let entity = Entity {
            id: resample,
            generation: 0,
        };
        let mut weights = vec![0.0; rows];
        for draw in 0..rows {
            let u = streams.pair_uniform(Draw::Bootstrap, entity, Quarter(0), draw as u32);
            weights[level(u, rows)] += 1.0;
        }
        weights
    }
}

/// The mean of values over rows that count so often.
pub(super) fn weighted_mean(weights: &[f64], values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (weight, value) in weights.iter().zip(values) {
        sum += weight * value;
        count += weight;
    }
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The standard error of a mean is s / sqrt(n), up to the noise of 4,000
    /// resamples: 1.1%, of which 6% is more than five standard deviations.
    #[test]
    fn a_mean_has_the_error_that_is_known() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i * i)).collect();
        let bootstrap = Bootstrap {
            resamples: 4000,
            ..Bootstrap::default()
        };
        let mean = |weights: &[f64]| vec![weighted_mean(weights, values.iter().copied())];
        let estimates = bootstrap.estimates(values.len(), mean);
        let moments: Moments = values.iter().copied().collect();
        assert!((estimates[0].value.unwrap() / moments.mean().unwrap() - 1.0).abs() < 1e-12);
        let ratio = estimates[0].std_error.unwrap() / moments.std_error().unwrap();
        assert!((ratio - 1.0).abs() < 0.06, "{ratio}");
    }

    #[test]
    fn resamples_have_as_many_rows() {
        let weights = Bootstrap::default().weights(3, 50);
        assert_eq!(weights.iter().sum::<f64>(), 50.0);
        assert_ne!(weights, Bootstrap::default().weights(4, 50));
    }
}
