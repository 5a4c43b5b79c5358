//! Why there is no design of the kind that was asked for.

use std::fmt;

/// Why a design cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DesignError {
    /// There is nothing to vary, or no point to try.
    Empty,
    /// A Sobol' sequence was asked for a number of points that is not a power
    /// of two from 1 to 2^30.
    PowerOfTwo {
        /// How many points were asked for.
        points: usize,
    },
    /// More dimensions than there are direction numbers for.
    Dimensions {
        /// How many were asked for.
        dimensions: usize,
        /// How many there can be.
        most: usize,
    },
    /// A factor has no level.
    Levels {
        /// The number of the factor, from 0.
        factor: usize,
    },
    /// More points than can be counted.
    Points,
    /// Morris trajectories need an even number of levels, at least 2.
    OddLevels {
        /// How many levels were asked for.
        levels: usize,
    },
}

impl fmt::Display for DesignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a design needs an input and a point"),
            Self::PowerOfTwo { points } => write!(
                f,
                "{points} points: a Sobol' sequence is balanced after 1, 2, 4, 8, ... up to 2^30 \
                 points, and stopping between them costs most of its precision"
            ),
            Self::Dimensions { dimensions, most } => write!(
                f,
                "{dimensions} dimensions: there are direction numbers for {most}"
            ),
            Self::Levels { factor } => write!(f, "factor {factor} has no level"),
            Self::Points => write!(f, "the design has more points than can be counted"),
            Self::OddLevels { levels } => write!(
                f,
                "{levels} levels: steps over half of an even number of levels visit all of them \
                 equally often"
            ),
        }
    }
}

impl std::error::Error for DesignError {}
