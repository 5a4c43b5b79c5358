//! Delta: how far knowing an input moves the density of an outcome (Borgonovo
//! 2007).

use super::sample::SlicedSample;
use super::slices::Slices;
use super::{Bootstrap, SensitivityError};
use crate::stats::Estimate;

/// The given-data estimator of Plischke, Borgonovo & Smith (2013) for any sample of
/// points, with histograms for densities:
/// `delta = 1/2 sum_s p_s sum_b |p_b - p_b|s|` over slices s of an input and bins b
/// of the outcome, less its bias by resampling.
///
/// Bins hold equally many points, and equal outcomes share one, so that counts and
/// other outcomes that tie are served as well, which a kernel density is not. Delta
/// does not depend on the scale of the outcome: any increasing function of it has
/// the same.
///
/// Finer slices and bins see more of the difference and count more noise as one.
/// Of the bias that is left, the dummy has about as much as an input that does not
/// matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delta {
    /// Slices of an input, two or more.
    pub slices: usize,
    /// Bins of the outcome, two or more.
    pub bins: usize,
}

/// Delta of an outcome for each input.
#[derive(Clone, Debug, PartialEq)]
pub struct DeltaIndices {
    /// For each input, from 0 where it does not matter to 1 where it alone decides.
    /// Noise may take an estimate a little below 0.
    pub inputs: Vec<Estimate>,
    /// The same for random numbers that no model read.
    pub dummy: Estimate,
    /// Points that have outcomes.
    pub points: usize,
    /// Points that failed.
    pub dropped: usize,
}

impl Delta {
    /// Slices and bins for so many points: of both the cube root of their number, so
    /// that a slice has as many points on average in a bin as there are bins; at
    /// least 2.
    pub fn for_points(points: usize) -> Self {
        let root = (libm::cbrt(points as f64) as usize).max(2);
        Self {
            slices: root,
            bins: root,
        }
    }

    /// Delta of an outcome: `points` are rows of inputs, from any design or
    /// distribution; `outcomes` has a row for each, with one number a replicate, of
    /// which the mean counts.
    ///
    /// # Errors
    /// If the shapes differ, fewer than two points are without a failure, or there
    /// are fewer than two slices or bins.
    pub fn indices(
        &self,
        points: &[Vec<f64>],
        outcomes: &[Vec<f64>],
        bootstrap: &Bootstrap,
    ) -> Result<DeltaIndices, SensitivityError> {
        if self.bins < 2 {
            return Err(SensitivityError::Slices);
        }
        let sample = SlicedSample::new(points, outcomes, self.slices, bootstrap.seed)?;
        let bins = Slices::of(&sample.outcome, self.bins);
        let statistics = |weights: &[f64]| {
            let columns = sample.columns.iter();
            columns
                .map(|slices| delta(slices, &bins, weights))
                .collect()
        };
        let mut inputs = bootstrap.estimates_less_bias(sample.outcome.len(), statistics);
        let dummy = inputs.pop().expect("the last column is the dummy");
        Ok(DeltaIndices {
            inputs,
            dummy,
            points: sample.outcome.len(),
            dropped: sample.dropped,
        })
    }
}

/// Delta of points that count so often.
fn delta(slices: &Slices, bins: &Slices, weights: &[f64]) -> f64 {
    let mut both = vec![0.0; slices.count * bins.count];
    let (mut of_slice, mut of_bin) = (vec![0.0; slices.count], vec![0.0; bins.count]);
    let labels = slices.labels.iter().zip(&bins.labels);
    for ((&slice, &bin), weight) in labels.zip(weights) {
        both[slice * bins.count + bin] += weight;
        of_slice[slice] += weight;
        of_bin[bin] += weight;
    }
    let whole: f64 = of_bin.iter().sum();
    let mut sum = 0.0;
    for (row, slice) in both.chunks(bins.count).zip(of_slice) {
        for (count, bin) in row.iter().zip(&of_bin) {
            // p_s |p_b - p_b|s|, without a division by a slice that may be empty
            sum += (slice * bin / whole - count).abs();
        }
    }
    sum / (2.0 * whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(labels: &[usize], count: usize) -> Slices {
        Slices {
            labels: labels.to_vec(),
            count,
        }
    }

    #[test]
    fn an_input_that_decides_has_all_that_bins_can_show() {
        let labels: Vec<usize> = (0..60).map(|i| i % 3).collect();
        let same = slices(&labels, 3);
        // a third of the mass stays where it is
        assert!((delta(&same, &same, &[1.0; 60]) - 2.0 / 3.0).abs() < 1e-12);
        let halves: Vec<usize> = (0..60).map(|i| i / 30).collect();
        let independent = slices(&halves, 2);
        assert!(delta(&independent, &same, &[1.0; 60]).abs() < 1e-12);
    }

    #[test]
    fn fewer_than_two_bins_are_refused() {
        let bins = Delta { slices: 2, bins: 1 };
        let (points, outcomes) = (vec![vec![0.5]; 4], vec![vec![1.0]; 4]);
        let error = bins.indices(&points, &outcomes, &Bootstrap::default());
        assert_eq!(error.unwrap_err(), SensitivityError::Slices);
    }
}
