//! Why outcomes cannot be analysed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why outcomes cannot be analysed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SensitivityError {
    /// There is not one row of outcomes for each point of the design.
    Points {
        /// How many points the design has.
        expected: usize,
        /// How many rows of outcomes there are.
        found: usize,
    },
    /// A point has another number of replicates than the first, or none.
    Replicates {
        /// The number of the point, from 0.
        point: usize,
        /// How many replicates it has.
        found: usize,
    },
    /// A point has another number of inputs than the first.
    Inputs {
        /// The number of the point, from 0.
        point: usize,
        /// How many inputs it has.
        found: usize,
    },
    /// Too few base rows, trajectories or points are without a failure.
    TooFewRows {
        /// How many are.
        complete: usize,
        /// How many there are in all.
        all: usize,
    },
    /// The estimator needs a design with second-order points.
    NeedsSecondOrder,
    /// There are fewer than two slices.
    Slices,
}

impl fmt::Display for SensitivityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points { expected, found } => {
                write!(
                    f,
                    "{found} rows of outcomes for a design of {expected} points"
                )
            }
            Self::Replicates { point, found } => write!(
                f,
                "{found} replicates at point {point}; all points need the same number, at least 1"
            ),
            Self::Inputs { point, found } => write!(
                f,
                "{found} inputs at point {point}; all points need the same number"
            ),
            Self::TooFewRows { complete, all } => write!(
                f,
                "{complete} of {all} rows of the design are without a failed run, which is too few"
            ),
            Self::NeedsSecondOrder => {
                write!(f, "the estimator needs a design with second-order points")
            }
            Self::Slices => write!(f, "the range of an input needs two slices or more"),
        }
    }
}

impl std::error::Error for SensitivityError {}
