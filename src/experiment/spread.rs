//! How a number spreads over runs.

/// Probabilities of the quantiles over runs.
pub(super) const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// How a number spreads over runs: the quantiles at 5, 25, 50, 75 and 95 percent.
pub type Spread = [f64; PROBABILITIES.len()];
