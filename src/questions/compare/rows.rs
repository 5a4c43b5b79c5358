//! The rows of a comparison.

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::row::row;
use crate::stats::Estimated;

choice! {
    /// What the interval of a difference says of it, and of what matters.
    pub enum Verdict {
        /// Above 0; no threshold is stated.
        Higher = "higher",
        /// Below 0; no threshold is stated.
        Lower = "lower",
        /// Above the threshold.
        HigherBeyond = "higher, beyond the threshold",
        /// Below the threshold with the other sign.
        LowerBeyond = "lower, beyond the threshold",
        /// Between both.
        Within = "within the threshold",
        /// None of these.
        Undecided = "undecided",
        /// There is no difference to judge.
        Unknown = "unknown",
    }
}

impl Verdict {
    /// The sign of a difference that is decided: 1 or -1, else 0.
    pub fn sign(self) -> i8 {
        match self {
            Self::Higher | Self::HigherBeyond => 1,
            Self::Lower | Self::LowerBeyond => -1,
            Self::Within | Self::Undecided | Self::Unknown => 0,
        }
    }
}

choice! {
    /// What simultaneous intervals say of a variant beside the best of the others.
    pub enum Standing {
        /// No other is better.
        Best = "best",
        /// Another is better.
        NotBest = "not best",
        /// Neither is sure.
        Undecided = "undecided",
    }
}

row! {
    /// A variant compared with the baseline.
    pub struct Difference = "differences.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared with.
        baseline: String,
        /// The variant that is compared.
        variant: String,
        /// Runs in which both have a value.
        pairs: u64 [unit "runs"],
        /// Mean of the baseline.
        baseline_mean: Option<f64> [unit "unit of the measure"] [empty "no value"],
        /// Mean of the variant.
        variant_mean: Option<f64> [unit "unit of the measure"] [empty "no value"],
        /// Variant minus baseline, mean over pairs of runs with the same luck.
        difference: Estimated [unit "unit of the measure"],
        /// Two-sided paired t test.
        p_value: Option<f64> [unit "probability"] [empty "nothing varies"],
        /// The same, after Holm, over all comparisons of this table.
        p_adjusted: Option<f64> [unit "probability"] [empty "not adjusted, or nothing varies"],
        /// Correlation between the two.
        correlation: Option<f64> [empty "one of them is constant"],
        /// Variance of the difference of independent runs, relative to that of pairs.
        variance_reduction: Option<f64> [unit "ratio"] [empty "the difference is constant"],
        /// What matters in practice.
        threshold: Option<f64> [unit "unit of the measure"] [empty "not stated"],
        /// What the interval says of the difference, and of what matters.
        verdict: Verdict,
    }
}

row! {
    /// A variant compared with the baseline in a quarter.
    pub struct QuarterDifference = "quarters.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared.
        variant: String,
        /// Observed quarter, from 0.
        quarter: u64 [unit "quarters"],
        /// Runs in which both have a value.
        pairs: u64 [unit "runs"],
        /// Variant minus baseline in this quarter, mean over pairs of runs with the same luck.
        difference: Estimated [unit "unit of the measure"],
    }
}

row! {
    /// A variant beside the best of the others.
    pub struct BesideBest = "best.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant.
        variant: String,
        /// Its mean minus the best mean among the others; above 0: better.
        difference: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// Lower end of simultaneous intervals; 0: no other is better.
        ci_low: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// Upper end of simultaneous intervals; 0: another is at least as good.
        ci_high: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// What the intervals say.
        verdict: Standing,
    }
}

/// Quarters in a row in which a difference has the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// Its sign: 1 or -1.
    pub sign: i8,
    /// The first quarter.
    pub first: u64,
    /// The last quarter.
    pub last: u64,
}
