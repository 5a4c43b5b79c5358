//! The design for Sobol' indices (Saltelli 2002; Saltelli et al. 2010).

use super::{Bootstrap, Estimator, SensitivityError, SobolIndices, sobol_indices};
use crate::analysis::sampling::{DesignError, Sobol};

/// Points from which Sobol' indices are estimated.
///
/// Two samples A and B are the left and the right half of the columns of one
/// scrambled Sobol' sequence. `AB_i` is A with column i from B, and `BA_i` is B
/// with column i from A. A base row is what is made from one row of A and B: the
/// points `A, B, AB_1, .., AB_d` and, for second order, `BA_1, .., BA_d`, where d
/// is one more than the inputs, for the dummy. Doubling the base rows keeps those
/// that are there.
///
/// ```
/// use orgsim::analysis::sensitivity::{Bootstrap, SaltelliDesign};
/// let design = SaltelliDesign::first_order(2, 256, 1)?;
/// // the model reads two coordinates; the third is for the dummy
/// let outcomes: Vec<Vec<f64>> =
///     design.points().iter().map(|x| vec![x[0] + 2.0 * x[1]]).collect();
/// let indices = design.indices(&outcomes, design.estimator(), &Bootstrap::default()).unwrap();
/// assert!((indices.inputs[1].total.value.unwrap() - 0.8).abs() < 0.02);
/// assert_eq!(indices.dummy.total.value, Some(0.0));
/// # Ok::<(), orgsim::analysis::sampling::DesignError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SaltelliDesign {
    /// Rows of A beside rows of B.
    base: Vec<Vec<f64>>,
    inputs: usize,
    second_order: bool,
}

impl SaltelliDesign {
    /// A design for first-order and total indices: `rows (inputs + 3)` points.
    ///
    /// # Errors
    /// If `rows` is not a power of two, or without an input or for more than 499.
    pub fn first_order(inputs: usize, rows: usize, seed: u64) -> Result<Self, DesignError> {
        Self::new(inputs, rows, seed, false)
    }

    /// A design for indices of pairs as well: `rows (2 inputs + 4)` points.
    ///
    /// # Errors
    /// As those of [`first_order`](Self::first_order).
    pub fn second_order(inputs: usize, rows: usize, seed: u64) -> Result<Self, DesignError> {
        Self::new(inputs, rows, seed, true)
    }

    fn new(inputs: usize, rows: usize, seed: u64, second_order: bool) -> Result<Self, DesignError> {
        if inputs == 0 {
            return Err(DesignError::Empty);
        }
        let columns = inputs.saturating_add(1).saturating_mul(2);
        Ok(Self {
            base: Sobol::scrambled(columns, seed, 0)?.points(rows)?,
            inputs,
            second_order,
        })
    }

    /// All points, base row after base row: rows of numbers in `[0, 1)`, one an
    /// input and at the end one for the dummy, which the model does not read.
    pub fn points(&self) -> Vec<Vec<f64>> {
        self.base.iter().flat_map(|row| self.row(row)).collect()
    }

    /// The number of points of a base row. Point number p belongs to base row
    /// `p / row_len`; replicates that share their luck do so within a base row.
    pub fn row_len(&self) -> usize {
        let columns = self.inputs + 1;
        2 + columns * (1 + usize::from(self.second_order))
    }

    fn row(&self, row: &[f64]) -> Vec<Vec<f64>> {
        let columns = self.inputs + 1;
        let (a, b) = row.split_at(columns);
        let with = |base: &[f64], other: &[f64], column: usize| {
            let mut point = base.to_vec();
            point[column] = other[column];
            point
        };
        let mut points = vec![a.to_vec(), b.to_vec()];
        points.extend((0..columns).map(|column| with(a, b, column)));
        if self.second_order {
            points.extend((0..columns).map(|column| with(b, a, column)));
        }
        points
    }

    /// The estimator to choose where nothing speaks against it:
    /// [`Estimator::Azzini`] where the design has the points for it, since it has
    /// half the error, and [`Estimator::Saltelli`] otherwise, since it is best for
    /// the many inputs that matter little.
    pub fn estimator(&self) -> Estimator {
        match self.second_order {
            true => Estimator::Azzini,
            false => Estimator::Saltelli,
        }
    }

    /// Sobol' indices of an outcome: `outcomes` has a row for each of the
    /// [`points`](Self::points), with one number a replicate.
    ///
    /// # Errors
    /// If the shape of the outcomes is not that of the design, fewer than two base
    /// rows are without a failed point, or the estimator needs second-order points.
    pub fn indices(
        &self,
        outcomes: &[Vec<f64>],
        estimator: Estimator,
        bootstrap: &Bootstrap,
    ) -> Result<SobolIndices, SensitivityError> {
        if estimator == Estimator::Azzini && !self.second_order {
            return Err(SensitivityError::NeedsSecondOrder);
        }
        let outcomes = super::outcomes::Outcomes::new(outcomes, self.base.len(), self.row_len())?;
        Ok(sobol_indices::estimate(
            &outcomes,
            self.inputs,
            self.second_order,
            estimator,
            bootstrap,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_a_base_row_differ_as_they_should() {
        let design = SaltelliDesign::second_order(3, 8, 5).unwrap();
        let points = design.points();
        assert_eq!((points.len(), design.row_len()), (8 * 10, 10));
        let row = &points[30..40];
        let (a, b) = (&row[0], &row[1]);
        for column in 0..4 {
            for other in 0..4 {
                let (from_a, from_b) = (a[other], b[other]);
                let (ab, ba) = (row[2 + column][other], row[6 + column][other]);
                let expected = match other == column {
                    true => (from_b, from_a),
                    false => (from_a, from_b),
                };
                assert_eq!((ab, ba), expected);
            }
        }
    }

    #[test]
    fn both_halves_are_of_one_sequence_and_can_be_doubled() {
        let few = SaltelliDesign::first_order(2, 4, 5).unwrap();
        let many = SaltelliDesign::first_order(2, 8, 5).unwrap();
        assert_eq!(few.points(), many.points()[..few.points().len()]);
        let sequence = Sobol::scrambled(6, 5, 0).unwrap().points(4).unwrap();
        assert_eq!(few.points()[few.row_len() + 1], sequence[1][3..]);
    }

    #[test]
    fn what_cannot_be_made_is_refused() {
        let rows = SaltelliDesign::first_order(2, 100, 1).unwrap_err();
        assert_eq!(rows, DesignError::PowerOfTwo { points: 100 });
        assert!(SaltelliDesign::first_order(0, 8, 1).is_err());
        assert!(SaltelliDesign::first_order(500, 8, 1).is_err());
        assert!(SaltelliDesign::first_order(usize::MAX, 8, 1).is_err());
        let design = SaltelliDesign::first_order(1, 8, 1).unwrap();
        let outcomes = vec![vec![1.0]; design.points().len()];
        let azzini = design.indices(&outcomes, Estimator::Azzini, &Bootstrap::default());
        assert_eq!(azzini.unwrap_err(), SensitivityError::NeedsSecondOrder);
    }
}
