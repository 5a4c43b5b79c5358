//! Satisficing: in how many worlds a variant is good enough.

use std::fmt;

use super::effective;
use crate::analysis::Bound;
use crate::stats::Estimate;

/// The outcomes of a world are not as many as the thresholds, one of them is not finite, or
/// it has no weight where others have one.
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
/// world with one value a threshold, the mean of replicates; `weights` says how much
/// each world counts, if not all count alike.
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
/// let share = satisficing(&worlds, &thresholds, None, 0.95)?;
/// assert_eq!((share.value, share.n), (Some(0.5), 4));
/// let weighted = satisficing(&worlds, &thresholds, Some(&[7.0, 1.0, 1.0, 1.0]), 0.95)?;
/// assert_eq!(weighted.value, Some(0.8));
/// # Ok::<(), orgsim::analysis::discovery::ThresholdsError>(())
/// ```
pub fn satisficing(
    outcomes: &[Vec<f64>],
    thresholds: &[Bound],
    weights: Option<&[f64]>,
    level: f64,
) -> Result<Estimate, ThresholdsError> {
    let (mut met, mut weight_met, mut weight_of_all) = (0, 0.0, 0.0);
    for (world, row) in outcomes.iter().enumerate() {
        if row.len() != thresholds.len() || !row.iter().all(|value| value.is_finite()) {
            return Err(ThresholdsError { world });
        }
        let mut pairs = thresholds.iter().zip(row);
        let is_met = pairs.all(|(threshold, &value)| threshold.holds(value));
        let weight = weights.map_or(Some(&1.0), |weights| weights.get(world));
        let weight = weight.ok_or(ThresholdsError { world })?;
        met += u64::from(is_met);
        weight_met += if is_met { *weight } else { 0.0 };
        weight_of_all += *weight;
    }
    let n = outcomes.len() as u64;
    Ok(match weights {
        Some(weights) if weight_of_all > 0.0 => {
            let share = weight_met / weight_of_all;
            let known = weights.iter().take(outcomes.len());
            Estimate::of_share(share, effective(known.copied()), n, level)
        }
        _ => Estimate::of_proportion(met, n, level),
    })
}
