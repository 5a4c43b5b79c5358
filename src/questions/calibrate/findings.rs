//! What a calibration found.

use serde::{Deserialize, Serialize};

use super::settings::Role;
use super::step::{Reason, Step};
use crate::analysis::calibration::End;

/// A finding of a calibration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// A step could not be done.
    Failed {
        /// The step.
        step: Step,
        /// Why.
        reason: String,
    },
    /// Parameter sets that recovery could not use.
    LeftOut {
        /// How many.
        left_out: u64,
        /// Of how many.
        sets: u64,
    },
    /// How well a parameter is estimated back.
    Recovered {
        /// Name of the factor.
        parameter: String,
        /// How much the targets say of it: all at 1, nothing at 0.
        predictivity: Option<f64>,
        /// Whether that is enough.
        is_identified: bool,
        /// Level of the intervals.
        level: f64,
        /// Intervals that held the true value.
        held: u64,
        /// Parameter sets, with an interval each.
        sets: u64,
    },
    /// What a wave of history matching left.
    Matched {
        /// Number of the wave, from 0.
        wave: u64,
        /// Points that are not implausible.
        kept: u64,
        /// Points that were tried.
        points: u64,
        /// Estimated share of the prior that is left.
        share: f64,
    },
    /// Too few points were kept to bound what is left.
    NotNarrowed,
    /// History matching left nothing.
    RuledOut,
    /// No point comes near enough to a target.
    OutOfReach {
        /// Name of the target.
        target: String,
        /// Key of its measure.
        measure: String,
        /// What was observed.
        observed: f64,
        /// The least implausibility at any point; none if no point has a value.
        least: Option<f64>,
        /// The implausibility above which a point is ruled out.
        cutoff: f64,
    },
    /// Each target is reached, but not all of them by the same point.
    NotTogether {
        /// Implausibility of the nearest point.
        nearest: f64,
        /// The implausibility above which a point is ruled out.
        cutoff: f64,
    },
    /// Runs that were rejected whatever they are far from.
    Rejected {
        /// In which step.
        step: Step,
        /// Why.
        reason: Reason,
        /// How many.
        runs: u64,
    },
    /// There is no posterior, since nothing is left.
    NoPosterior,
    /// What the posterior consists of.
    Sampled {
        /// Its parameter sets.
        sets: u64,
        /// How many independent ones they are worth.
        effective_size: f64,
        /// Runs that it took.
        runs: u64,
        /// Its generations.
        generations: u64,
        /// Why there are no more.
        end: End,
    },
    /// The posterior rests on a few parameter sets.
    Degenerate,
    /// The posterior of a parameter that is a number.
    Range {
        /// Name of the factor.
        parameter: String,
        /// Posterior mean.
        mean: f64,
        /// Ends of the central interval.
        interval: [f64; 2],
        /// Level of that interval.
        level: f64,
        /// Ends of the prior.
        prior: [f64; 2],
        /// Whether recovery found that the targets say nothing of it.
        is_unidentified: bool,
    },
    /// The posterior of a parameter of categories.
    Categories {
        /// Name of the factor.
        parameter: String,
        /// Its categories with their posterior probabilities.
        probabilities: Vec<(String, f64)>,
        /// Whether recovery found that the targets say nothing of it.
        is_unidentified: bool,
    },
    /// Two parameters of which only a combination is known.
    KnownTogether {
        /// The parameters.
        parameters: [String; 2],
        /// Their posterior correlation.
        correlation: f64,
    },
    /// What is predicted for a target.
    Predicted {
        /// Name of the target.
        target: String,
        /// Key of its measure.
        measure: String,
        /// Whether it was fitted.
        role: Role,
        /// What was observed.
        observed: f64,
        /// Mean of the predictions; none if none has a value.
        predicted: Option<f64>,
        /// Ends of their central interval.
        interval: Option<(f64, f64)>,
        /// Twice the share of predictions on the side with fewer.
        tail_area: Option<f64>,
        /// Observed minus predicted, in standard deviations of the predictions.
        miss: Option<f64>,
        /// Whether the observation lies among the predictions.
        is_predicted: bool,
    },
    /// The outcome of the posterior predictive check.
    Checked {
        /// Names of the targets that are not predicted.
        missed: Vec<String>,
    },
}
