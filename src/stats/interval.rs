//! Ends of intervals.

use crate::elementary::{exp, ln, powf};

/// The probability beyond either end of a central interval, from 0 to 0.5. It is reckoned in
/// percent, by which the levels that people use have exact tails: 0.025 for 0.95.
pub(crate) fn tail_probability(level: f64) -> f64 {
    (100.0 - 100.0 * level) / 200.0
}

/// The probability below the upper end of a central interval.
pub(super) fn upper_probability(level: f64) -> f64 {
    0.5 + level / 2.0
}

/// Interval of a probability `p` that would reach `half_width` to either side, taken
/// symmetric on the scale of `ln(-ln p)` instead, so that it stays within 0 to 1. None where
/// `p` is 0 or 1 and the scale has no place for it.
pub(super) fn log_log_interval(p: f64, half_width: f64) -> Option<(f64, f64)> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let spread = exp(half_width / (p * -ln(p)));
    Some((powf(p, spread), powf(p, 1.0 / spread)))
}
