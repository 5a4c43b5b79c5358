//! What a calibration computed, for its tables and findings.

use super::fit::Fit;
use super::settings::{CalibrateSettings, Target};
use super::space::Space;
use crate::analysis::calibration::TailArea;
use crate::experiment::Experiment;
use crate::experiment::factor::Level;
use crate::stats::{Moments, quantiles};

/// What was computed.
pub(super) struct Calibration<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) settings: &'a CalibrateSettings,
    /// The fitted targets, in the order in which the fit had them.
    pub(super) fitted: Vec<Target>,
    pub(super) space: Space<'a>,
    pub(super) fit: Fit<'a>,
    /// One entry a target; empty without a posterior.
    pub(super) predictions: Vec<Prediction>,
}

/// What the posterior predicts for a target.
#[derive(Clone, Debug)]
pub(super) struct Prediction {
    /// What would be observed, draw by draw, where it has a value.
    pub(super) values: Vec<f64>,
    /// How far out the observation lies; none without values.
    pub(super) area: Option<TailArea>,
}

/// Where the predictions of a target lie.
pub(super) struct Spread {
    pub(super) mean: Option<f64>,
    pub(super) sd: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl Calibration<'_> {
    /// Probabilities of the ends of the central intervals.
    pub(super) fn tails(&self) -> [f64; 2] {
        let tail = (1.0 - self.experiment.level()) / 2.0;
        [tail, 1.0 - tail]
    }

    /// The parameter sets of the posterior.
    pub(super) fn points(&self) -> Vec<Vec<Level>> {
        let particles = self.fit.found().map(|found| found.particles.iter());
        let particles = particles.into_iter().flatten();
        particles
            .map(|particle| self.space.levels(&particle.values))
            .collect()
    }

    /// Whether there is a posterior that rests on more than a few points and
    /// predicts everything that was observed.
    pub(super) fn is_decided(&self) -> bool {
        let last = self.fit.found().and_then(|found| found.generations.last());
        last.is_some_and(|generation| !generation.is_degenerate)
            && self.predictions.iter().all(|p| self.is_predicted(p))
    }

    /// Whether the observation lies among the predictions: the tail areas of all
    /// targets are judged together, after Bonferroni.
    pub(super) fn is_predicted(&self, prediction: &Prediction) -> bool {
        let least = (1.0 - self.experiment.level()) / self.settings.targets.len() as f64;
        prediction.area.is_some_and(|area| area.two_sided >= least)
    }
}

impl Prediction {
    /// Where the predictions lie, with central intervals that end at some probabilities.
    pub(super) fn spread(&self, tails: [f64; 2]) -> Spread {
        let moments: Moments = self.values.iter().copied().collect();
        let ends = quantiles(&mut self.values.clone(), tails);
        Spread {
            mean: moments.mean(),
            sd: moments.std_dev(),
            low: ends.map(|[low, _]| low),
            high: ends.map(|[_, high]| high),
        }
    }
}

impl Spread {
    /// Observed minus predicted, in standard deviations of the predictions.
    pub(super) fn miss(&self, observed: f64) -> Option<f64> {
        let sd = self.sd.filter(|&sd| sd > 0.0)?;
        Some((observed - self.mean?) / sd)
    }
}
