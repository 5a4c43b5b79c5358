//! PAWN: how far knowing an input moves the distribution of an outcome (Pianosi &
//! Wagener 2015, 2018).

use super::sample::SlicedSample;
use super::slices::Slices;
use super::{Bootstrap, SensitivityError};
use crate::elementary::ln;
use crate::stats::{Estimate, quantiles};

/// The method for any sample of points: the range of an input is cut into slices
/// of equally many points, and the distribution of the outcome in a slice compared
/// with that in the whole sample by the Kolmogorov-Smirnov distance.
///
/// Unlike shares of variance, it serves outcomes that are skewed or have heavy
/// tails, and points that lost some of their neighbours. Distances between finite
/// samples are positive even where nothing matters, so that an index is to be
/// compared with the critical value and with the dummy.
///
/// ```
/// use orgsim::analysis::sampling::LatinHypercube;
/// use orgsim::analysis::sensitivity::{Bootstrap, Pawn};
/// let points = LatinHypercube::new(1, 500, 2).points();
/// let outcomes: Vec<Vec<f64>> = points.iter().map(|x| vec![x[0] + 0.01 * x[1]]).collect();
/// let indices = Pawn::default().indices(&points, &outcomes, &Bootstrap::default()).unwrap();
/// assert!(indices.inputs[0].median.value.unwrap() > 2.0 * indices.inputs[0].critical);
/// assert!(indices.inputs[1].median.value.unwrap() < indices.inputs[1].critical);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pawn {
    /// Slices of an input, two or more. An input with fewer values has one slice
    /// a value. Each should have some dozens of points.
    pub slices: usize,
    /// The chance that a slice of an input without influence lies beyond the
    /// critical value; strictly between 0 and 1.
    pub alpha: f64,
}

impl Default for Pawn {
    /// Ten slices and 5%.
    fn default() -> Self {
        Self {
            slices: 10,
            alpha: 0.05,
        }
    }
}

/// PAWN indices of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct PawnIndices {
    /// Those of each input, in their order.
    pub inputs: Vec<PawnIndex>,
    /// Those of random numbers that no model read.
    pub dummy: PawnIndex,
    /// Points that have outcomes.
    pub points: usize,
    /// Points that failed.
    pub dropped: usize,
}

/// Kolmogorov-Smirnov distances over the slices of an input, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PawnIndex {
    /// Their median.
    pub median: Estimate,
    /// Their maximum: whether the input matters anywhere. It grows with the number
    /// of slices.
    pub maximum: Estimate,
    /// What one distance exceeds with probability `alpha` if the input does not
    /// matter. A slice of m points and the n others are independent samples, with
    /// the critical distance `c sqrt((n + m) / (n m))`, `c = sqrt(-ln(alpha/2)/2)`;
    /// a slice is `n / (n + m)` times as far from the whole, which contains it.
    pub critical: f64,
}

impl Pawn {
    /// The indices of an outcome: `points` are rows of inputs, from any design or
    /// distribution; `outcomes` has a row for each, with one number a replicate, of
    /// which the mean counts.
    ///
    /// # Errors
    /// If the shapes differ, fewer than two points are without a failure, or there
    /// are fewer than two slices.
    pub fn indices(
        &self,
        points: &[Vec<f64>],
        outcomes: &[Vec<f64>],
        bootstrap: &Bootstrap,
    ) -> Result<PawnIndices, SensitivityError> {
        let sample = SlicedSample::new(points, outcomes, self.slices, bootstrap.seed)?;
        let statistics = |weights: &[f64]| {
            let columns = sample.columns.iter();
            columns
                .flat_map(|slices| summary(distances(&sample, slices, weights)))
                .collect()
        };
        let estimates = bootstrap.estimates(sample.outcome.len(), statistics);
        let mut inputs: Vec<PawnIndex> = estimates
            .as_chunks::<2>()
            .0
            .iter()
            .zip(&sample.columns)
            .map(|(&[median, maximum], slices)| PawnIndex {
                median,
                maximum,
                critical: self.critical(sample.outcome.len(), slices),
            })
            .collect();
        let dummy = inputs.pop().expect("the last column is the dummy");
        Ok(PawnIndices {
            inputs,
            dummy,
            points: sample.outcome.len(),
            dropped: sample.dropped,
        })
    }

    /// The critical distance of a slice of average size.
    fn critical(&self, points: usize, slices: &Slices) -> f64 {
        let c = (-ln(self.alpha / 2.0) / 2.0).sqrt();
        let whole = points as f64;
        let slice = whole / slices.occupied() as f64;
        let others = whole - slice;
        c * (others / (whole * slice)).sqrt()
    }
}

/// Median and maximum of distances.
fn summary(mut distances: Vec<f64>) -> [f64; 2] {
    quantiles(&mut distances, [0.5, 1.0]).unwrap_or([f64::NAN; 2])
}

/// The distance of each slice from the whole sample, whose points count so often;
/// slices without a point have none.
///
/// The difference of two distribution functions is largest just before or at a
/// value of the slice, so that one pass over all values in order is enough.
fn distances(sample: &SlicedSample, slices: &Slices, weights: &[f64]) -> Vec<f64> {
    let mut sizes = vec![0.0; slices.count];
    for (&label, weight) in slices.labels.iter().zip(weights) {
        sizes[label] += weight;
    }
    let size: f64 = weights.iter().sum();
    let mut largest = vec![0.0f64; slices.count];
    let (mut below, mut below_in) = (0.0, vec![0.0; slices.count]);
    for tied in sample.tied() {
        for at_value in [false, true] {
            for &point in tied {
                let slice = slices.labels[point];
                if sizes[slice] > 0.0 {
                    let distance: f64 = below / size - below_in[slice] / sizes[slice];
                    largest[slice] = largest[slice].max(distance.abs());
                }
            }
            if !at_value {
                for &point in tied {
                    below += weights[point];
                    below_in[slices.labels[point]] += weights[point];
                }
            }
        }
    }
    let with_points = largest.into_iter().zip(sizes);
    with_points
        .filter(|(_, size)| *size > 0.0)
        .map(|(distance, _)| distance)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance by its definition: the largest difference of the shares of
    /// values up to v, over all v.
    fn plain(sample: &[f64], of_slice: &[f64]) -> f64 {
        let share = |values: &[f64], v: f64| {
            values.iter().filter(|&&x| x <= v).count() as f64 / values.len() as f64
        };
        let differences = sample
            .iter()
            .map(|&v| (share(sample, v) - share(of_slice, v)).abs());
        differences.fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn distances_are_as_defined(
            points in prop::collection::vec((0..6u8, 0..8i8), 2..60),
        ) {
            let inputs: Vec<Vec<f64>> =
                points.iter().map(|&(x, _)| vec![f64::from(x)]).collect();
            let outcomes: Vec<Vec<f64>> =
                points.iter().map(|&(_, y)| vec![f64::from(y)]).collect();
            let sample = SlicedSample::new(&inputs, &outcomes, 4, 1).unwrap();
            let slices = &sample.columns[0];
            let expected: Vec<f64> = (0..4)
                .map(|label| -> Vec<f64> {
                    let pairs = slices.labels.iter().zip(&sample.outcome);
                    pairs.filter(|(l, _)| **l == label).map(|(_, &y)| y).collect()
                })
                .filter(|of_slice| !of_slice.is_empty())
                .map(|of_slice| plain(&sample.outcome, &of_slice))
                .collect();
            let found = distances(&sample, slices, &vec![1.0; points.len()]);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                prop_assert!((found - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_point_that_counts_twice_is_two_points() {
        let inputs: Vec<Vec<f64>> = [0.0, 1.0, 2.0, 3.0, 3.0].map(|x| vec![x]).into();
        let outcomes: Vec<Vec<f64>> = [5.0, 1.0, 4.0, 2.0, 2.0].map(|y| vec![y]).into();
        let slices = |labels: &[usize]| Slices {
            labels: labels.to_vec(),
            count: 2,
        };
        let all = SlicedSample::new(&inputs, &outcomes, 2, 1).unwrap();
        let fewer = SlicedSample::new(&inputs[..4], &outcomes[..4], 2, 1).unwrap();
        assert_eq!(
            distances(&fewer, &slices(&[0, 0, 1, 1]), &[1.0, 1.0, 1.0, 2.0]),
            distances(&all, &slices(&[0, 0, 1, 1, 1]), &[1.0; 5])
        );
    }
}
