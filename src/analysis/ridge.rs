//! Ridge regression of several targets on the same numbers.

use super::linear::{cholesky, solve};

/// A regression, with what says how uncertain it is.
pub(crate) struct Ridge {
    /// Cholesky factor of the normal matrix.
    pub(crate) lower: Vec<Vec<f64>>,
    /// By target, a slope for each column of the rows.
    pub(crate) slopes: Vec<Vec<f64>>,
}

impl Ridge {
    /// Of targets on rows, with what is added to the square of each column; none if that leaves
    /// a slope open.
    pub(crate) fn of(
        rows: &[Vec<f64>],
        targets: &[Vec<f64>],
        added: impl Fn(usize) -> f64,
    ) -> Option<Self> {
        let size = rows.first()?.len();
        let mut normal = vec![vec![0.0; size]; size];
        for row in rows {
            for (sums, x) in normal.iter_mut().zip(row) {
                for (sum, y) in sums.iter_mut().zip(row) {
                    *sum += x * y;
                }
            }
        }
        for (column, row) in normal.iter_mut().enumerate() {
            row[column] += added(column);
        }
        let lower = cholesky(&normal)?;
        let slopes = targets.iter().map(|target| {
            let mut right = vec![0.0; size];
            for (row, target) in rows.iter().zip(target) {
                for (sum, x) in right.iter_mut().zip(row) {
                    *sum += x * target;
                }
            }
            solve(&lower, &right)
        });
        Some(Self {
            slopes: slopes.collect(),
            lower,
        })
    }
}

/// Standard deviation.
pub(crate) fn spread(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / count;
    let squares: f64 = numbers.map(|own| (own - mean) * (own - mean)).sum();
    (squares / count).sqrt()
}

/// The sum of products.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
