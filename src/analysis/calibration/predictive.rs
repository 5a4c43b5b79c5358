//! Whether a calibrated model gives what was observed.

use super::luck::{Luck, uniform};
use super::{CalibrationError, Particle, Posterior, Simulations};
use crate::random::Streams;

/// How far out an observation lies among predictions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailArea {
    /// Share of the predictions that are at most the observation.
    pub at_most: f64,
    /// Share of the predictions that are at least the observation.
    pub at_least: f64,
    /// Twice the smaller of both, at most 1. Small values say that the model
    /// does not give what was observed. It is no p-value: where the statistic
    /// was used in fitting, it is too seldom small.
    pub two_sided: f64,
}

/// Statistics of `draws` simulations, each at a particle that is drawn by its
/// weight. `simulate` may give other statistics than those that were fitted;
/// what was held out is worth most. Simulations have numbers from `first` on:
/// beyond those of the calibration, their luck is fresh.
///
/// # Errors
/// If two simulations give different numbers of statistics, or an interrupt
/// comes.
pub fn predict(
    posterior: &Posterior,
    draws: u64,
    with: Simulations,
    first: u64,
    simulate: impl Fn(&[f64], u64) -> Vec<f64> + Sync,
) -> Result<Vec<Vec<f64>>, CalibrationError> {
    let mut sum = 0.0;
    let up_to: Vec<f64> = posterior
        .particles
        .iter()
        .map(|particle| {
            sum += particle.weight;
            sum
        })
        .collect();
    let drawn = |number: u64| -> Option<&Particle> {
        let streams = Streams::new(with.seed, number);
        let chosen = uniform(&streams, Luck::Prediction, 0, 0);
        let index = up_to.partition_point(|&sum| sum <= chosen);
        posterior
            .particles
            .get(index)
            .or(posterior.particles.last())
    };
    let predictions = with.collect(draws, |run| {
        let number = first + run;
        drawn(number).map(|particle| simulate(&particle.values, number))
    })?;
    let predictions: Vec<Vec<f64>> = predictions.into_iter().flatten().collect();
    let length = predictions.first().map_or(0, Vec::len);
    match predictions.iter().position(|row| row.len() != length) {
        Some(run) => Err(CalibrationError::Statistics {
            simulation: first + run as u64,
        }),
        None => Ok(predictions),
    }
}

/// The tail areas of observed statistics among predictions. A prediction that
/// is not finite counts for neither side; none for a statistic without any.
///
/// # Errors
/// If a prediction has another number of statistics than were observed.
///
/// ```
/// use orgsim::analysis::calibration::tail_areas;
/// let predictions = [vec![1.0], vec![2.0], vec![3.0], vec![4.0]];
/// let areas = tail_areas(&[3.5], &predictions)?;
/// let area = areas[0].unwrap();
/// assert_eq!((area.at_most, area.at_least, area.two_sided), (0.75, 0.25, 0.5));
/// # Ok::<(), orgsim::analysis::calibration::CalibrationError>(())
/// ```
pub fn tail_areas(
    observed: &[f64],
    predictions: &[Vec<f64>],
) -> Result<Vec<Option<TailArea>>, CalibrationError> {
    if !observed.iter().all(|o| o.is_finite()) {
        return Err(CalibrationError::Observed);
    }
    let wrong = predictions
        .iter()
        .position(|row| row.len() != observed.len());
    if let Some(run) = wrong {
        let simulation = run as u64;
        return Err(CalibrationError::Statistics { simulation });
    }
    let area = |(statistic, &value): (usize, &f64)| {
        let column = predictions.iter().map(|row| row[statistic]);
        let finite: Vec<f64> = column.filter(|prediction| prediction.is_finite()).collect();
        let share = |holds: &dyn Fn(f64) -> bool| {
            finite.iter().filter(|&&p| holds(p)).count() as f64 / finite.len() as f64
        };
        let (at_most, at_least) = (share(&|p| p <= value), share(&|p| p >= value));
        (!finite.is_empty()).then(|| TailArea {
            at_most,
            at_least,
            two_sided: (2.0 * at_most.min(at_least)).min(1.0),
        })
    };
    Ok(observed.iter().enumerate().map(area).collect())
}
