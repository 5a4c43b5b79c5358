//! Differences between two columns of values that belong together.

use super::{Estimate, Moments};

/// Two values a run, of two scenarios under the same random streams: how much
/// they differ, and how much was won by letting them share their luck.
///
/// ```
/// use orgsim::stats::PairedMoments;
/// let mut pairs = PairedMoments::default();
/// for (a, b) in [(1.0, 2.0), (3.0, 5.0), (8.0, 9.0)] {
///     pairs.push(a, b);
/// }
/// assert_eq!(pairs.difference(0.95).value, Some(4.0 / 3.0)); // b - a
/// assert!(pairs.variance_reduction().unwrap() > 60.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PairedMoments {
    first: Moments,
    second: Moments,
    difference: Moments,
}

impl PairedMoments {
    /// Takes in a pair.
    pub fn push(&mut self, first: f64, second: f64) {
        self.first.push(first);
        self.second.push(second);
        self.difference.push(second - first);
    }

    /// Takes in all pairs of another.
    pub fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
        self.difference.merge(&other.difference);
    }

    /// Mean of second minus first, with the interval of the paired t test.
    pub fn difference(&self, level: f64) -> Estimate {
        Estimate::of_mean(&self.difference, level)
    }

    /// Mean of the first, over the pairs.
    pub fn first_mean(&self) -> Option<f64> {
        self.first.mean()
    }

    /// Mean of the second, over the pairs.
    pub fn second_mean(&self) -> Option<f64> {
        self.second.mean()
    }

    /// Correlation of the two; none for fewer than two pairs or where one of
    /// them is constant.
    pub fn correlation(&self) -> Option<f64> {
        let (a, b) = (self.first.variance()?, self.second.variance()?);
        let covariance = (a + b - self.difference.variance()?) / 2.0;
        let scale = a.sqrt() * b.sqrt();
        (scale > 0.0).then(|| (covariance / scale).clamp(-1.0, 1.0))
    }

    /// By what factor pairing divides the variance of the difference, compared
    /// with independent values: `(s1^2 + s2^2) / s_d^2`. Below one, pairing
    /// hurts. None for fewer than two pairs or where the difference is
    /// constant.
    pub fn variance_reduction(&self) -> Option<f64> {
        let independent = self.first.variance()? + self.second.variance()?;
        let paired = self.difference.variance()?;
        (paired > 0.0).then(|| independent / paired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: impl IntoIterator<Item = (f64, f64)>) -> PairedMoments {
        let mut moments = PairedMoments::default();
        pairs.into_iter().for_each(|(a, b)| moments.push(a, b));
        moments
    }

    #[test]
    fn equal_columns_do_not_differ_at_all() {
        let same = pairs([(0.1, 0.1), (0.7, 0.7), (1e9, 1e9)]);
        assert_eq!(same.difference(0.95).value, Some(0.0));
        assert_eq!(same.difference(0.95).std_error, Some(0.0));
        assert_eq!(same.correlation(), Some(1.0));
        assert_eq!(same.variance_reduction(), None);
    }

    #[test]
    fn opposite_columns_hurt() {
        let opposite = pairs([(1.0, -1.0), (2.0, -2.0), (4.0, -4.0)]);
        assert_eq!(opposite.correlation(), Some(-1.0));
        assert_eq!(opposite.variance_reduction(), Some(0.5));
    }

    #[test]
    fn what_is_constant_has_no_correlation() {
        assert_eq!(pairs([(1.0, 2.0), (1.0, 3.0)]).correlation(), None);
        assert_eq!(pairs([(1.0, 2.0)]).correlation(), None);
    }

    #[test]
    fn parts_merge_into_the_whole() {
        let values = [(1.0, 2.5), (2.0, 2.0), (4.0, 5.0), (3.0, 1.0), (0.0, 0.5)];
        let whole = pairs(values);
        let mut parts = pairs(values[..2].iter().copied());
        parts.merge(&pairs(values[2..].iter().copied()));
        let error = parts.correlation().unwrap() - whole.correlation().unwrap();
        assert!(error.abs() < 1e-14);
    }
}
