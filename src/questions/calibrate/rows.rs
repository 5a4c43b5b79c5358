//! The rows of a calibration.

use super::settings::Role;
use crate::row::row;
use crate::stats::Estimated;

row! {
    /// The posterior of a parameter, or of one of its categories.
    pub struct ParameterPosterior = "posterior.csv" {
        /// Name of the factor.
        parameter: String,
        /// One of the values of a list.
        category: Option<String> [empty "a number of a range"],
        /// Posterior probability of the category.
        probability: Option<f64> [unit "probability"] [empty "a number of a range"],
        /// Lower end of the prior.
        prior_low: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Upper end of the prior.
        prior_high: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Lower end of the range left by history matching.
        left_low: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Upper end of the range left by history matching.
        left_high: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Posterior mean.
        mean: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Posterior standard deviation.
        sd: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Lower end of the central interval, at the confidence level of the manifest.
        ci_low: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Upper end of the central interval, at the same level.
        ci_high: Option<f64> [unit "unit of the parameter"] [empty "a parameter of categories"],
        /// Effective number of parameter sets, 1 / sum of squared weights.
        effective_size: Option<f64> [unit "parameter sets"] [empty "no generation"],
    }
}

impl ParameterPosterior {
    /// Both ends of the prior.
    pub fn prior(&self) -> Option<(f64, f64)> {
        self.prior_low.zip(self.prior_high)
    }

    /// Both ends of the range left by history matching.
    pub fn left(&self) -> Option<(f64, f64)> {
        self.left_low.zip(self.left_high)
    }

    /// Both ends of the central interval.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.ci_low.zip(self.ci_high)
    }
}

row! {
    /// The correlation of two parameters in the posterior.
    pub struct Correlation = "correlations.csv" {
        /// Name of a factor whose values are numbers.
        parameter: String,
        /// Name of another, further down in the file.
        other: String,
        /// Their posterior correlation.
        correlation: Option<f64> [empty "one of them is constant"],
    }
}

row! {
    /// The weight of a parameter set of the posterior. Its values come before.
    pub struct ParameterSet = "parameters.csv" {
        /// Weight of the parameter set; the sum is 1.
        weight: f64 [unit "probability"],
        /// Distance of its run from the observations.
        distance: f64 [unit "median absolute deviations"],
    }
}

row! {
    /// An observation and its prediction.
    pub struct Predicted = "predictive.csv" {
        /// Name of the target.
        target: String,
        /// Key of its measure.
        measure: String,
        /// The observed quarter, from 0.
        quarter: Option<u64> [empty "over a window"],
        /// Whether the target was fitted, or held out of the fit.
        role: Role,
        /// The observed value.
        observed: f64 [unit "unit of the measure"],
        /// Standard deviation of observation error and model discrepancy together.
        sd: f64 [unit "unit of the measure"],
        /// Predictions with a value.
        predictions: u64 [unit "runs"],
        /// Mean of the predictions.
        predicted: Option<f64> [unit "unit of the measure"] [empty "no prediction has a value"],
        /// Standard deviation of the predictions: from parameters, chance and observation error.
        predicted_sd: Option<f64> [unit "unit of the measure"]
            [empty "fewer than two predictions have a value"],
        /// Lower end of the central interval of the predictions, at the confidence level of
        /// the manifest.
        predicted_low: Option<f64> [unit "unit of the measure"]
            [empty "no prediction has a value"],
        /// Upper end of the central interval of the predictions, at the same level.
        predicted_high: Option<f64> [unit "unit of the measure"]
            [empty "no prediction has a value"],
        /// Observed minus predicted.
        miss: Option<f64> [unit "standard deviations of the predictions"]
            [empty "the predictions do not vary"],
        /// Share of the predictions that are at most the observation.
        at_most: Option<f64> [unit "share"] [empty "no prediction has a value"],
        /// Share of the predictions that are at least the observation.
        at_least: Option<f64> [unit "share"] [empty "no prediction has a value"],
        /// Twice the smaller of both.
        tail_area: Option<f64> [unit "share"] [empty "no prediction has a value"],
        /// Whether the target is predicted: its tail area is not too small, over all targets
        /// together.
        is_predicted: bool,
    }
}

impl Predicted {
    /// Both ends of the central interval of the predictions.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.predicted_low.zip(self.predicted_high)
    }
}

row! {
    /// How a generation narrowed the posterior down.
    pub struct Narrowing = "generations.csv" {
        /// Number of the generation, from 0.
        generation: u64,
        /// Largest distance of a parameter set.
        epsilon: f64 [unit "median absolute deviations"],
        /// Runs that it took.
        runs: u64 [unit "runs"],
        /// Those rejected because they broke a rule of the scenario or had no value of a target.
        rejected: u64 [unit "runs"],
        /// Runs that became parameter sets.
        acceptance: f64 [unit "share"],
        /// Effective number of parameter sets.
        effective_size: f64 [unit "parameter sets"],
    }
}

row! {
    /// What a wave of history matching left.
    pub struct Matching = "waves.csv" {
        /// Number of the wave, from 0.
        wave: u64,
        /// Which of the implausibilities of a point counts: 1 for the largest.
        rank: u64,
        /// Points that were tried.
        points: u64 [unit "parameter sets"],
        /// Points that are not implausible.
        kept: u64 [unit "parameter sets"],
        /// Points that break a rule of the scenario: implausible.
        refused: u64 [unit "parameter sets"],
        /// Points of which a run has no value of a target: implausible.
        without_value: u64 [unit "parameter sets"],
        /// Estimated share of the prior that is not ruled out.
        share: f64 [unit "share"],
        /// Smallest implausibility of a point, of that rank.
        nearest: Option<f64> [unit "standard deviations"] [empty "no point has a value"],
    }
}

row! {
    /// How close a wave came to a target.
    pub struct Nearest = "implausibility.csv" {
        /// Number of the wave, from 0.
        wave: u64,
        /// Name of the target.
        target: String,
        /// Smallest implausibility of the target at any point.
        least: Option<f64> [unit "standard deviations"] [empty "no point has a value"],
    }
}

row! {
    /// How well a parameter is re-estimated from runs of the model itself.
    pub struct Recovered = "recovery.csv" {
        /// Name of the factor.
        parameter: String,
        /// Parameter sets from the prior that were re-estimated.
        sets: u64 [unit "parameter sets"],
        /// 1 if the targets determine the parameter exactly, 0 if they say no more than the
        /// prior.
        predictivity: Option<f64> [empty "all sets have the same value"],
        /// How often the central interval, at the confidence level of the manifest, held the
        /// true value.
        coverage: Estimated [unit "share"],
        /// Whether the predictivity is at least 0.3.
        is_identified: bool,
    }
}
