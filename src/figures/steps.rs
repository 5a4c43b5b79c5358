//! Curves that change at whole quarters: steps, and where they are read.

use crate::experiment::tables::{Incidence, Survival};
use crate::stats::Estimated;

/// A point of a curve over quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    /// Completed quarters.
    pub(crate) at: f64,
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// How many were at risk in a run, on average.
    pub(crate) at_risk: Option<f64>,
}

impl From<&Survival> for Step {
    fn from(row: &Survival) -> Self {
        Self::new(row.tenure, &row.estimate, row.at_risk)
    }
}

impl From<&Incidence> for Step {
    fn from(row: &Incidence) -> Self {
        Self::new(row.quarters, &row.estimate, row.at_risk)
    }
}

impl Step {
    fn new(at: u64, estimate: &Estimated, at_risk: Option<f64>) -> Self {
        Self {
            at: at as f64,
            value: estimate.value,
            interval: estimate.interval(),
            at_risk,
        }
    }
}

/// Each value holds until the next one.
pub(crate) fn steps<T: Copy>(points: &[(f64, T)]) -> Vec<(f64, T)> {
    let ends = points
        .windows(2)
        .flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
    ends.chain(points.last().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_hold_until_the_next() {
        let points = [(0.0, 'a'), (1.0, 'b'), (3.0, 'c')];
        assert_eq!(
            steps(&points),
            [(0.0, 'a'), (1.0, 'a'), (1.0, 'b'), (3.0, 'b'), (3.0, 'c')]
        );
        assert_eq!(steps::<f64>(&[]), []);
    }
}
