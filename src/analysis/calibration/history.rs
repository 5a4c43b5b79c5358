//! History matching: which points are not implausible.

use super::error::check;
use super::kernel::{Kernel, Population};
use super::{CalibrationError, Prior, Simulations};
use crate::random::Streams;
use crate::stats::Moments;

/// An output that was observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// What was observed.
    pub value: f64,
    /// Variance of its error of observation, from 0.
    pub variance: f64,
    /// Variance of the discrepancy: how far the best point of the model may
    /// miss it since a model is not the world; from 0, and above 0 together
    /// with `variance`.
    pub discrepancy: f64,
}

/// How a space is searched.
#[derive(Clone, Debug, PartialEq)]
pub struct HistorySettings {
    /// Points of a wave, from 10.
    pub points: u64,
    /// Runs of the model at a point, from 2: their mean is compared, and their
    /// variance is part of the implausibility.
    pub replicates: u64,
    /// Greatest implausibility of a point that stays, above 0. By the rule of
    /// three sigma (Pukelsheim 1994), 3 keeps the right point with a
    /// probability of at least 95% whatever the unimodal distribution.
    pub cutoff: f64,
    /// For each wave, which maximum over the outputs counts: 1 for the greatest
    /// implausibility, 2 for the second, 3 for the third. Early waves should
    /// not depend on the one output that the model cannot give.
    pub maxima: Vec<usize>,
    /// Whether what was observed came about once, as a run does. Then it has the
    /// luck of one run, so that the variance of a run counts beside that of the
    /// mean of the runs.
    pub is_one_run: bool,
}

impl Default for HistorySettings {
    /// Three waves of 500 points and 10 runs, by the third, second and greatest
    /// implausibility.
    fn default() -> Self {
        Self {
            points: 500,
            replicates: 10,
            cutoff: 3.0,
            maxima: vec![3, 2, 1],
            is_one_run: false,
        }
    }
}

/// A wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// The points that are not implausible.
    pub matched: Vec<Matched>,
    /// Points at which some output was not finite; they count as implausible.
    pub failed: u64,
    /// Estimated share of the prior that is not implausible, by the rule of
    /// this wave.
    pub share: f64,
    /// The least implausibility of each output at any point of the wave: above
    /// the cutoff, the model does not give that output, alone, anywhere.
    pub least: Vec<f64>,
    /// The least implausibility of a point, by the rule of this wave: above the
    /// cutoff, no point of the wave was kept. Infinite if all failed.
    pub nearest: f64,
}

/// A point that is not implausible.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// Where it lies in the unit cube of the prior.
    pub point: Vec<f64>,
    /// The values of the parameters.
    pub values: Vec<f64>,
    /// The implausibility of each output.
    pub implausibilities: Vec<f64>,
    /// How much it counts as one of a sample that fills the space evenly by the
    /// prior; the sum is 1.
    pub weight: f64,
}

/// The implausibility of an output (Craig et al. 1997; Vernon, Goldstein &
/// Bower 2010):
/// `|mean - z| / sqrt(V_obs + V_emulator + V_ensemble + V_discrepancy)`.
///
/// `V_ensemble` is the variance of the mean of the runs, `s^2 / r`, and that of a
/// run, `s^2`, beside it if what was observed came about once
/// ([`HistorySettings::is_one_run`]). The model is run itself, so that there is no
/// emulator and `V_emulator = 0`.
pub fn implausibility(mean: f64, ensemble_variance: f64, observation: &Observation) -> f64 {
    let variance = observation.variance + ensemble_variance + observation.discrepancy;
    (mean - observation.value).abs() / variance.sqrt()
}

/// A point of a wave with the number of times its place was looked for.
struct Tried {
    point: Vec<f64>,
    attempts: u32,
}

/// Narrows the prior down, wave by wave, to the points that are not
/// implausible.
///
/// The first wave spreads its points by the prior, each later one near the
/// points that the wave before kept, drawn anew so that they fill their space
/// evenly. An interrupt drops the wave under way. A wave without such points is
/// the last: the model does not give what
/// was observed, and the least implausibilities say which output is to blame.
/// What is left is a set; nothing says that one of its points is better.
///
/// `simulate` gives the outputs of one run, in the order of the observations;
/// its luck is a function of the number of the run.
///
/// # Errors
/// If a setting or an observation is out of its range, or a run gives another
/// number of outputs, or an interrupt comes before the first wave is complete.
pub fn match_history(
    prior: &Prior,
    observations: &[Observation],
    settings: &HistorySettings,
    with: Simulations,
    simulate: impl Fn(&[f64], u64) -> Vec<f64> + Sync,
) -> Result<Vec<Wave>, CalibrationError> {
    settings.check(observations)?;
    let (points, replicates) = (settings.points, settings.replicates);
    let mut waves: Vec<Wave> = Vec::new();
    for (wave, &rank) in (0..).zip(&settings.maxima) {
        let kernel = waves.last().map(|last| Kernel::around(&last.population()));
        let first: u64 = wave * points;
        let tried: Vec<Tried> = (first..first + points)
            .filter_map(|number| {
                let streams = Streams::new(with.seed, number * replicates);
                let Some(kernel) = &kernel else {
                    let point = prior.draw(&streams);
                    return Some(Tried { point, attempts: 1 });
                };
                let proposal = kernel.propose(&streams)?;
                Some(Tried {
                    point: proposal.point,
                    attempts: proposal.attempts,
                })
            })
            .collect();
        let runs = with.collect(tried.len() as u64 * replicates, |run| {
            let values = prior.values(&tried[(run / replicates) as usize].point);
            simulate(&values, first * replicates + run)
        });
        let runs = match runs {
            Err(error) if waves.is_empty() => return Err(error),
            Err(_) => break,
            Ok(runs) => runs,
        };
        if let Some(run) = runs.iter().position(|row| row.len() != observations.len()) {
            let simulation = first * replicates + run as u64;
            return Err(CalibrationError::Statistics { simulation });
        }
        let outputs: Vec<Vec<f64>> = runs
            .chunks(replicates as usize)
            .map(|runs| implausibilities(runs, observations, settings.is_one_run))
            .collect();
        waves.push(judge(
            prior,
            &tried,
            outputs,
            kernel.as_ref(),
            rank,
            settings.cutoff,
        ));
        if waves.last().is_some_and(|wave| wave.matched.is_empty()) {
            break;
        }
    }
    Ok(waves)
}

/// The implausibility of each output, given the runs at a point; infinite where
/// one is not finite.
fn implausibilities(runs: &[Vec<f64>], observations: &[Observation], is_one_run: bool) -> Vec<f64> {
    let own_luck = if is_one_run { runs.len() as f64 } else { 0.0 };
    let outputs = observations.iter().enumerate();
    outputs
        .map(|(output, observation)| {
            let values: Moments = runs.iter().map(|run| run[output]).collect();
            let mean = values.mean().filter(|mean| mean.is_finite());
            let error = values.std_error().filter(|error| error.is_finite());
            match mean.zip(error) {
                Some((mean, error)) => {
                    implausibility(mean, (1.0 + own_luck) * error * error, observation)
                }
                None => f64::INFINITY,
            }
        })
        .collect()
}

/// Keeps the points whose implausibility, the `rank`-th greatest over the
/// outputs, is within the cutoff.
fn judge(
    prior: &Prior,
    tried: &[Tried],
    outputs: Vec<Vec<f64>>,
    kernel: Option<&Kernel>,
    rank: usize,
    cutoff: f64,
) -> Wave {
    let count = outputs.first().map_or(0, Vec::len);
    let column = |output: usize| outputs.iter().map(move |row| row[output]);
    let least = (0..count)
        .map(|output| column(output).fold(f64::INFINITY, f64::min))
        .collect();
    let has_failed = |row: &&Vec<f64>| row.iter().any(|i| i.is_infinite());
    let failed = outputs.iter().filter(has_failed).count() as u64;
    let (mut matched, mut total) = (Vec::new(), 0.0);
    let mut nearest = f64::INFINITY;
    for (tried, row) in tried.iter().zip(outputs) {
        let mut sorted = row.clone();
        sorted.sort_unstable_by(|a, b| b.total_cmp(a));
        if !row.iter().all(|i| i.is_finite()) {
            continue;
        }
        nearest = nearest.min(sorted[rank - 1]);
        if sorted[rank - 1] <= cutoff {
            let weight = kernel.map_or(1.0, |kernel| 1.0 / kernel.density(&tried.point));
            total += weight;
            matched.push(Matched {
                values: prior.values(&tried.point),
                point: tried.point.clone(),
                implausibilities: row,
                weight,
            });
        }
    }
    for point in &mut matched {
        point.weight /= total;
    }
    // importance sampling from the kernels, cut at the faces of the cube
    let attempts: u64 = tried.iter().map(|t| u64::from(t.attempts)).sum();
    let norm = kernel.map_or(1.0, Kernel::norm);
    Wave {
        share: (total / norm / attempts as f64).min(1.0),
        matched,
        failed,
        least,
        nearest,
    }
}

impl Wave {
    fn population(&self) -> Population {
        let points = self.matched.iter().map(|m| m.point.clone()).collect();
        let weights = self.matched.iter().map(|m| m.weight).collect();
        Population::new(points, weights)
    }
}

impl HistorySettings {
    fn check(&self, observations: &[Observation]) -> Result<(), CalibrationError> {
        let is_observed = |o: &Observation| {
            let (variance, discrepancy) = (o.variance, o.discrepancy);
            let total = variance + discrepancy;
            let signs = variance >= 0.0 && discrepancy >= 0.0;
            o.value.is_finite() && signs && total > 0.0 && total.is_finite()
        };
        if observations.is_empty() || !observations.iter().all(is_observed) {
            return Err(CalibrationError::Observed);
        }
        let ranks = 1..=observations.len();
        let has_ranks = self.maxima.iter().all(|rank| ranks.contains(rank));
        let is_small = self.points <= 1 << 30 && self.replicates <= 1 << 20;
        check(&[
            (self.points >= 10 && is_small, "points"),
            (self.replicates >= 2 && is_small, "replicates"),
            (self.cutoff > 0.0, "cutoff"),
            (has_ranks && !self.maxima.is_empty(), "maxima"),
        ])
    }
}
