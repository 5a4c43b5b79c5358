//! From a coordinate to one of so many levels.

/// The level that a coordinate stands for, among `levels` equally likely ones:
/// `floor(u k)`, from 0 to k - 1.
///
/// `u` lies in `[0, 1)`; what lies outside gives the nearest level. `levels` is
/// at least 1.
///
/// ```
/// use orgsim::analysis::sampling::level;
/// assert_eq!([0.0, 0.49, 0.5, 0.99].map(|u| level(u, 2)), [0, 0, 1, 1]);
/// ```
pub fn level(u: f64, levels: usize) -> usize {
    // the conversion takes what is negative to 0
    ((u * levels as f64) as usize).min(levels.saturating_sub(1))
}
