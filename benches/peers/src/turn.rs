//! What comes of a turn.

use serde::Deserialize;

/// What replicates took and gave.
#[derive(Deserialize)]
pub(crate) struct Turn {
    pub(crate) seconds: f64,
    /// One for each statistic; none of the whole model.
    pub(crate) estimates: Vec<Estimate>,
}

/// A mean over replicates.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Estimate {
    pub(crate) mean: f64,
    pub(crate) standard_error: f64,
}
