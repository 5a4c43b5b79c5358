//! What a sensitivity analysis found.

use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::rows::{Index, Verdict};
use super::settings::SensitivityMethod;
use crate::analysis::sensitivity::SensitivityError;
use crate::choice::choice;
use crate::stats::Estimated;

/// A finding of a sensitivity analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// Which factors matter to an outcome, and which have not been shown to.
    Ranking {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// The index that says so.
        index: Index,
        /// The factors, the largest first.
        factors: Vec<Ranked>,
        /// What the index is compared with.
        beside: Beside,
    },
    /// Factors that matter whose change differs from place to place by more than its mean
    /// size.
    Nonlinear {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Their names, the largest first.
        factors: Vec<String>,
    },
    /// What first-order indices add up to.
    FirstOrder {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Their sum.
        sum: Estimated,
        /// Whether the index of chance is one of them.
        with_chance: bool,
    },
    /// Indices have no interval, so that there is nothing to say of their factors.
    NoIntervals {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// What chance does to single runs, as one more input.
    ChanceIndices {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Its first-order index.
        first: Estimated,
        /// Its total-order index.
        total: Estimated,
    },
    /// How much of the variance is chance.
    Chance {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Share of the variance of single runs.
        of_run: f64,
        /// Share of the variance of means over replicates; none if the method takes chance out.
        of_mean: Option<f64>,
    },
    /// No run differs from another at any design point.
    NothingToExplain {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// An outcome cannot be analysed.
    NoIndices {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Why.
        problem: SensitivityError,
    },
    /// Design points have weights, which the method does not use.
    WeightsIgnored {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// Many runs have no value.
    Missing {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// Share of the runs.
        share: f64,
    },
    /// Many rows of the design were left out, for a design point with too few values.
    LeftOut {
        /// The outcome.
        #[serde(flatten)]
        outcome: Outcome,
        /// The method, which says what the rows are.
        method: SensitivityMethod,
        /// Rows that were left out.
        dropped: u64,
        /// Rows of the design.
        all: u64,
    },
}

/// A factor with its index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Its name.
    pub factor: String,
    /// The index.
    pub estimate: Estimated,
    /// What the interval says; none without a value.
    pub verdict: Option<Verdict>,
}

choice! {
    /// What an index is compared with.
    pub enum Beside {
        /// 0: chance is an input like others.
        Zero = "zero",
        /// The interval of the dummy.
        Dummy = "dummy",
    }
}
