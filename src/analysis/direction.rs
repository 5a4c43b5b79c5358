//! Which end of a measure is better.

/// Which end of a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Larger values are better.
    Larger,
    /// Smaller values are better.
    Smaller,
}

impl Direction {
    /// The factor that makes larger values better.
    pub(super) fn sign(self) -> f64 {
        match self {
            Self::Larger => 1.0,
            Self::Smaller => -1.0,
        }
    }
}
