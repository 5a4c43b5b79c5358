//! What a fit found, as values.

use serde::{Deserialize, Serialize};

use super::backtest::Counted;
use super::checks::Feature;

/// A finding of a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// How well the last quarters would have been predicted, as a whole.
    Predicted {
        /// What was predicted.
        counted: Counted,
        /// How many quarters.
        quarters: u64,
        /// Ends of the interval that holds 90% of the prediction.
        low: f64,
        /// Upper end.
        high: f64,
        /// What happened.
        observed: f64,
    },
    /// How often the prediction of a quarter was better than baselines, and intervals held what
    /// happened.
    Scored {
        /// What was predicted.
        counted: Counted,
        /// How many quarters were predicted one by one.
        quarters: u64,
        /// Those in which it was better than last year's rate.
        better_than_last_year: u64,
        /// Those in which it was better than a constant rate by role.
        better_than_by_role: u64,
        /// Mean score relative to that of last year's rate: below 1, it is better.
        relative_to_last_year: f64,
        /// The same relative to that of a constant rate by role.
        relative_to_by_role: f64,
        /// Quarters whose count lay within the middle half of the prediction.
        within_50: u64,
        /// Those within nine tenths.
        within_90: u64,
    },
    /// Too few quarters are known for a test of predictions.
    NotTested {
        /// How many are known.
        quarters: u64,
    },
    /// What was learnt of a parameter.
    Learnt {
        /// Its key.
        parameter: String,
        /// Unit of its values.
        unit: String,
        /// Posterior median.
        median: f64,
        /// Lower end of the posterior interval.
        low: f64,
        /// Upper end.
        high: f64,
        /// Level of the interval.
        level: f64,
        /// What is assumed without records.
        assumed: (f64, f64),
    },
    /// What records might have said something about and did not, and all else that is assumed.
    NotIdentified {
        /// Keys of the parameters.
        parameters: Vec<String>,
        /// How many others keep their assumed ranges.
        others: u64,
    },
    /// A feature of the records that the model, with what was learnt, does not make.
    Remarkable {
        /// The feature.
        feature: Feature,
        /// What it is in the records.
        observed: f64,
        /// Quantile at 5% of what simulated organisations have.
        low: f64,
        /// Quantile at 95%.
        high: f64,
        /// Share of them that are as remarkable.
        p: f64,
    },
    /// No feature is remarkable.
    Unremarkable {
        /// How many were looked at.
        features: u64,
    },
}
