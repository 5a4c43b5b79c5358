//! Curves that change at whole quarters: steps, and where they are read.

use super::windows::Side;
use crate::result::{Frame, Row};

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

/// The curve of a window in a table: of the rows that `named` holds of, at the
/// places in a column. It ends where fewer than half of the runs that it began
/// with have a value: their mean is about other runs.
pub(crate) fn curve(
    table: &Frame,
    side: &Side,
    column: &str,
    named: impl Fn(&Row<'_>) -> bool,
) -> Vec<Step> {
    let of = table
        .rows()
        .filter(|row| row.text("window") == Some(&*side.window) && named(row));
    let mut most = 0;
    let step = |row: Row<'_>| {
        let runs = row.count("n_runs").unwrap_or(0);
        most = most.max(runs);
        let enough = 2 * runs >= most;
        Step {
            at: row.number(column).unwrap_or(0.0),
            value: row.number("estimate").filter(|_| enough),
            // intervals of means over runs do not know that shares end at 0 and 1
            interval: row
                .interval("ci_low", "ci_high")
                .filter(|_| enough)
                .map(|(low, high)| (low.max(0.0), high.min(1.0))),
            at_risk: row.number("at_risk"),
        }
    };
    of.map(step).collect()
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
