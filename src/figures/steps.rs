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

/// A row of a curve.
pub(crate) trait OfCurve {
    /// The step that it tells.
    fn step(&self) -> Step;

    /// How many runs have a value.
    fn runs(&self) -> u64;
}

impl OfCurve for Survival {
    fn step(&self) -> Step {
        Step::new(self.tenure, &self.estimate, self.at_risk)
    }

    fn runs(&self) -> u64 {
        self.n_runs
    }
}

impl OfCurve for Incidence {
    fn step(&self) -> Step {
        Step::new(self.quarters, &self.estimate, self.at_risk)
    }

    fn runs(&self) -> u64 {
        self.n_runs
    }
}

impl Step {
    fn new(at: u64, estimate: &Estimated, at_risk: Option<f64>) -> Self {
        // intervals of means over runs do not know that shares end at 0 and 1
        let possible = |(low, high): (f64, f64)| (low.max(0.0), high.min(1.0));
        Self {
            at: at as f64,
            value: estimate.value,
            interval: estimate.interval().map(possible),
            at_risk,
        }
    }
}

/// The curve that rows tell. It ends where fewer than half of the runs that it began
/// with have a value: their mean is about other runs.
pub(crate) fn curve<'a, R: OfCurve + 'a>(rows: impl Iterator<Item = &'a R>) -> Vec<Step> {
    let mut most = 0;
    let step = |row: &R| {
        most = most.max(row.runs());
        let step = row.step();
        match 2 * row.runs() >= most {
            true => step,
            false => Step {
                value: None,
                interval: None,
                ..step
            },
        }
    };
    rows.map(step).collect()
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
