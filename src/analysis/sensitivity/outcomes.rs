//! Outcomes at the points of a design, and products of them without noise.

use super::SensitivityError;

/// Outcomes of a design whose points come in rows of equal length: base rows or
/// trajectories.
#[derive(Debug)]
pub(super) struct Outcomes<'a> {
    points: &'a [Vec<f64>],
    /// Points of a row.
    pub(super) row_len: usize,
    /// Replicates of a point.
    pub(super) replicates: usize,
    /// The rows without a failed point.
    pub(super) complete: Vec<usize>,
    /// How many rows have one.
    pub(super) dropped: usize,
}

impl<'a> Outcomes<'a> {
    /// Outcomes of `rows` rows of `row_len` points each: for every point, in
    /// their order, one number a replicate.
    pub(super) fn new(
        points: &'a [Vec<f64>],
        rows: usize,
        row_len: usize,
    ) -> Result<Self, SensitivityError> {
        let expected = rows * row_len;
        if points.len() != expected {
            let found = points.len();
            return Err(SensitivityError::Points { expected, found });
        }
        let replicates = points.first().map_or(0, Vec::len);
        let other = points
            .iter()
            .position(|point| point.len() != replicates || point.is_empty());
        if let Some(point) = other {
            let found = points[point].len();
            return Err(SensitivityError::Replicates { point, found });
        }
        let complete: Vec<usize> = (0..rows)
            .filter(|row| {
                let mut points = points[row * row_len..][..row_len].iter();
                points.all(|point| point.iter().all(|value| value.is_finite()))
            })
            .collect();
        if complete.len() < 2 {
            let complete = complete.len();
            return Err(SensitivityError::TooFewRows {
                complete,
                all: rows,
            });
        }
        Ok(Self {
            points,
            row_len,
            replicates,
            dropped: rows - complete.len(),
            complete,
        })
    }

    /// The points of a row: for each one number a replicate.
    pub(super) fn row(&self, row: usize) -> &'a [Vec<f64>] {
        &self.points[row * self.row_len..][..self.row_len]
    }

    /// The product of two quantities that are linear in outcomes, given for each
    /// replicate.
    ///
    /// With two or more replicates it is the mean over pairs of different ones,
    /// `(sum x sum y - sum xy) / (r (r - 1))`: noise that replicates do not share
    /// drops out, whatever else it depends on.
    pub(super) fn product(&self, x: impl Fn(usize) -> f64, y: impl Fn(usize) -> f64) -> f64 {
        let (mut sum_x, mut sum_y, mut same) = (0.0, 0.0, 0.0);
        for replicate in 0..self.replicates {
            let (x, y) = (x(replicate), y(replicate));
            sum_x += x;
            sum_y += y;
            same += x * y;
        }
        match self.replicates {
            1 => same,
            r => (sum_x * sum_y - same) / (r * (r - 1)) as f64,
        }
    }

    /// [`product`](Self::product) of a quantity with itself.
    pub(super) fn square(&self, x: impl Fn(usize) -> f64) -> f64 {
        self.product(&x, &x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_a_failure_are_left_out() {
        let mut points = vec![vec![1.0, 2.0]; 12];
        points[5][1] = f64::NAN;
        points[11][0] = f64::INFINITY;
        let outcomes = Outcomes::new(&points, 4, 3).unwrap();
        assert_eq!((outcomes.complete, outcomes.dropped), (vec![0, 2], 2));
        points[0][0] = f64::NAN;
        let error = Outcomes::new(&points, 4, 3).unwrap_err();
        assert_eq!(
            error,
            SensitivityError::TooFewRows {
                complete: 1,
                all: 4
            }
        );
    }

    #[test]
    fn misshapen_outcomes_are_refused() {
        let error = |points: &[Vec<f64>]| Outcomes::new(points, 2, 1).unwrap_err();
        let points = SensitivityError::Points {
            expected: 2,
            found: 1,
        };
        assert_eq!(error(&[vec![1.0]]), points);
        let replicates = SensitivityError::Replicates { point: 1, found: 2 };
        assert_eq!(error(&[vec![1.0], vec![1.0, 2.0]]), replicates);
        let none = SensitivityError::Replicates { point: 0, found: 0 };
        assert_eq!(error(&[vec![], vec![]]), none);
    }

    #[test]
    fn a_square_is_that_of_the_mean_less_its_noise() {
        let points = vec![vec![1.0, 2.0, 6.0]; 2];
        let outcomes = Outcomes::new(&points, 2, 1).unwrap();
        // mean 3, variance 7
        let square = outcomes.square(|replicate| points[0][replicate]);
        assert!((square - (9.0 - 7.0 / 3.0)).abs() < 1e-12);
    }
}
