//! A selection with parallel runs.

use std::fmt;

use super::{FeedError, Outcome, Selection, Settings, SettingsError};
use crate::engine::MonteCarlo;

/// Why a selection could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelectionError {
    /// A setting is out of its range.
    Settings(SettingsError),
    /// The simulation gave values that cannot be used.
    Values(FeedError),
}

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings(error) => error.fmt(f),
            Self::Values(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SelectionError {}

/// Selects the best of `variants` variants. `simulate` gives, for a variant and
/// a replicate, the objective and then the measures of the constraints; under
/// common random numbers the luck is a function of the replicate alone.
///
/// # Errors
/// If a setting is out of its range, or `simulate` gives too few or too many
/// values, or one that is not finite.
///
/// ```
/// use orgsim::analysis::Direction;
/// use orgsim::analysis::selection::{Procedure, Sampling, Settings, select};
/// use orgsim::engine::MonteCarlo;
/// use std::num::NonZeroU64;
///
/// let settings = Settings {
///     procedure: Procedure::Kn,
///     sampling: Sampling::Common,
///     direction: Direction::Larger,
///     indifference: 0.5,
///     level: 0.95,
///     first_stage: 10,
///     round: 10,
///     most_replicates: 1000,
///     constraints: vec![],
/// };
/// let engine = MonteCarlo::new(NonZeroU64::new(10).unwrap(), 2)?;
/// let outcome = select(3, settings, &engine, |variant, replicate| {
///     let luck = (replicate * 7 % 5) as f64;
///     vec![luck + variant as f64 * (1.0 + luck / 10.0)]
/// })?;
/// assert_eq!(outcome.selected, Some(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn select(
    variants: usize,
    settings: Settings,
    engine: &MonteCarlo,
    simulate: impl Fn(usize, u64) -> Vec<f64> + Sync,
) -> Result<Outcome, SelectionError> {
    let mut selection = Selection::new(variants, settings).map_err(SelectionError::Settings)?;
    while let Some(due) = selection.due() {
        let width = due.variants.len() as u64;
        let values = engine.collect(due.replicates * width, |run| {
            let variant = due.variants[(run % width) as usize];
            simulate(variant, due.first + run / width)
        });
        let rounds: Vec<Vec<Vec<f64>>> = values
            .chunks(due.variants.len())
            .map(<[Vec<f64>]>::to_vec)
            .collect();
        selection.feed(&rounds).map_err(SelectionError::Values)?;
    }
    Ok(selection.outcome())
}
