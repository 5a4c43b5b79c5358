//! Satisficing: in how many worlds a variant is good enough.

use std::fmt;

use crate::analysis::Bound;
use crate::stats::Estimate;

/// The outcomes of a world are not as many as the thresholds, or one of them is
/// not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThresholdsError {
    /// The number of the world, from 0.
    pub world: usize,
}

impl fmt::Display for ThresholdsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let world = self.world;
        write!(f, "world {world} does not have one outcome a threshold")
    }
}

impl std::error::Error for ThresholdsError {}

/// The share of worlds in which a variant meets all thresholds, with Wilson's
/// interval at `level` (strictly between 0 and 1). `outcomes` has one row a
/// world with one value a threshold, the mean of replicates.
///
/// The interval takes worlds for independent draws; for a design that spreads
/// its points evenly it is wider than need be.
///
/// # Errors
/// If a world has another number of outcomes, or one that is not finite.
///
/// ```
/// use orgsim::analysis::{Bound, discovery::satisficing};
/// let thresholds = [Bound::AtLeast(0.8), Bound::AtMost(12.0)];
/// let worlds = [vec![0.9, 10.0], vec![0.9, 13.0], vec![0.8, 12.0], vec![0.7, 9.0]];
/// let share = satisficing(&worlds, &thresholds, 0.95)?;
/// assert_eq!((share.value, share.n), (Some(0.5), 4));
/// # Ok::<(), orgsim::analysis::discovery::ThresholdsError>(())
/// ```
pub fn satisficing(
    outcomes: &[Vec<f64>],
    thresholds: &[Bound],
    level: f64,
) -> Result<Estimate, ThresholdsError> {
    let mut met = 0;
    for (world, row) in outcomes.iter().enumerate() {
        if row.len() != thresholds.len() || !row.iter().all(|value| value.is_finite()) {
            return Err(ThresholdsError { world });
        }
        let mut pairs = thresholds.iter().zip(row);
        met += u64::from(pairs.all(|(threshold, &value)| threshold.holds(value)));
    }
    Ok(Estimate::of_proportion(met, outcomes.len() as u64, level))
}
