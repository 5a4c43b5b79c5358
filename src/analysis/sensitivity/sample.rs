//! A sample of points and an outcome, sliced by each input.

use super::SensitivityError;
use super::outcomes::Outcomes;
use super::slices::Slices;
use crate::analysis::draw::Draw;
use crate::random::{Entity, Streams};
use crate::units::Quarter;

/// The points of a sample that did not fail: their outcome, in what slices they
/// are by each input and by a dummy, and their order by outcome.
#[derive(Debug)]
pub(super) struct SlicedSample {
    /// The outcome of each point, averaged over its replicates.
    pub(super) outcome: Vec<f64>,
    /// The slices of each input and, at the end, of the dummy.
    pub(super) columns: Vec<Slices>,
    /// How many points failed.
    pub(super) dropped: usize,
    /// The points in the order of their outcomes.
    order: Vec<usize>,
}

impl SlicedSample {
    /// A sample of rows of inputs, with a row of replicates for each. The dummy is
    /// a random number a point.
    pub(super) fn new(
        points: &[Vec<f64>],
        outcomes: &[Vec<f64>],
        slices: usize,
        seed: u64,
    ) -> Result<Self, SensitivityError> {
        if slices < 2 {
            return Err(SensitivityError::Slices);
        }
        let outcomes = Outcomes::new(outcomes, points.len(), 1)?;
        let inputs = points.first().map_or(0, Vec::len);
        if let Some(point) = points.iter().position(|point| point.len() != inputs) {
            let found = points[point].len();
            return Err(SensitivityError::Inputs { point, found });
        }
        let complete = &outcomes.complete;
        let streams = Streams::new(seed, 0);
        let dummy = |point: usize| {
            let entity = Entity {
                id: point as u32,
                generation: 0,
            };
            streams.uniform(Draw::Dummy, entity, Quarter(0))
        };
        let mut columns: Vec<Vec<f64>> = (0..inputs)
            .map(|input| complete.iter().map(|&point| points[point][input]).collect())
            .collect();
        columns.push(complete.iter().map(|&point| dummy(point)).collect());
        let mean = |&point: &usize| {
            let sum: f64 = outcomes.row(point)[0].iter().sum();
            sum / outcomes.replicates as f64
        };
        let outcome: Vec<f64> = complete.iter().map(mean).collect();
        let mut order: Vec<usize> = (0..outcome.len()).collect();
        order.sort_by(|&i, &j| outcome[i].total_cmp(&outcome[j]).then(i.cmp(&j)));
        Ok(Self {
            columns: columns
                .iter()
                .map(|column| Slices::of(column, slices))
                .collect(),
            outcome,
            dropped: outcomes.dropped,
            order,
        })
    }

    /// The points in the order of their outcomes, those with the same together.
    pub(super) fn tied(&self) -> impl Iterator<Item = &[usize]> {
        self.order
            .chunk_by(|&i, &j| self.outcome[i] == self.outcome[j])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_points_are_left_out_of_all_columns() {
        let points: Vec<Vec<f64>> = (0..6).map(|i| vec![f64::from(i)]).collect();
        let mut outcomes = vec![vec![3.0, 5.0]; 6];
        outcomes[0] = vec![9.0, f64::NAN];
        outcomes[5] = vec![1.0, 2.0];
        let sample = SlicedSample::new(&points, &outcomes, 5, 1).unwrap();
        assert_eq!(sample.dropped, 1);
        assert_eq!(sample.outcome, [4.0, 4.0, 4.0, 4.0, 1.5]);
        assert_eq!(sample.columns[0].labels, [0, 1, 2, 3, 4]);
        assert_eq!(sample.columns[1].labels.len(), 5);
        let tied: Vec<&[usize]> = sample.tied().collect();
        assert_eq!(tied, [&[4][..], &[0, 1, 2, 3]]);
    }

    #[test]
    fn misshapen_samples_are_refused() {
        let error = |points: &[Vec<f64>], slices| {
            let outcomes = vec![vec![1.0]; 2];
            SlicedSample::new(points, &outcomes, slices, 1).unwrap_err()
        };
        let points = [vec![1.0], vec![]];
        assert_eq!(error(&points, 1), SensitivityError::Slices);
        let inputs = SensitivityError::Inputs { point: 1, found: 0 };
        assert_eq!(error(&points, 2), inputs);
        let count = SensitivityError::Points {
            expected: 1,
            found: 2,
        };
        assert_eq!(error(&points[..1], 2), count);
    }
}
