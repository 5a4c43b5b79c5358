//! Choices between two or more things.

use rand::Rng;
use rand_distr::Distribution;

use super::sample_by_quantile;
use crate::random::unit::open_unit;

/// A yes-or-no decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bernoulli {
    probability: f64,
}

impl Bernoulli {
    /// With a probability from 0 (never) to 1 (always), both exact.
    pub const fn new(probability: f64) -> Self {
        debug_assert!(probability >= 0.0 && probability <= 1.0);
        Self { probability }
    }

    /// Yes for the share `probability` of the uniforms that is lowest, so that a
    /// higher probability keeps every yes.
    #[inline]
    pub fn quantile(&self, u: f64) -> bool {
        u < self.probability
    }
}

/// One of `N` categories, by weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Categorical<const N: usize> {
    cumulative: [f64; N],
}

impl<const N: usize> Categorical<N> {
    /// With weights from 0, of which one at least is positive; they need not add
    /// up to one.
    pub fn new(weights: [f64; N]) -> Self {
        let mut total = 0.0;
        let cumulative = weights.map(|weight| {
            debug_assert!(weight >= 0.0);
            total += weight;
            total
        });
        debug_assert!(total > 0.0 && total.is_finite());
        Self { cumulative }
    }

    /// The index of the category in which the share `u` in (0, 1) of the whole
    /// weight falls; never one without weight.
    #[inline]
    pub fn quantile(&self, u: f64) -> usize {
        let total = self.cumulative[N - 1];
        // the product can round up to the total; the last category with weight
        // is the first to reach it
        let target = u * total;
        self.cumulative
            .iter()
            .position(|&end| target < end || end == total)
            .unwrap_or(N - 1)
    }
}

sample_by_quantile!(Bernoulli => bool);

impl<const N: usize> Distribution<usize> for Categorical<N> {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> usize {
        self.quantile(open_unit(rng.next_u64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: f64 = 1.0 / (1u64 << 53) as f64;
    const LAST: f64 = 1.0 - FIRST;

    #[test]
    fn certain_decisions_are_certain() {
        for u in [FIRST, 0.5, LAST] {
            assert!(!Bernoulli::new(0.0).quantile(u));
            assert!(Bernoulli::new(1.0).quantile(u));
        }
    }

    #[test]
    fn shares_of_categories_are_their_weights() {
        let choice = Categorical::new([1.0, 0.0, 3.0, 4.0]);
        let mut counts = [0; 4];
        for i in 0..800 {
            counts[choice.quantile((f64::from(i) + 0.5) / 800.0)] += 1;
        }
        assert_eq!(counts, [100, 0, 300, 400]);
    }

    #[test]
    fn categories_without_weight_are_never_chosen() {
        let choice = Categorical::new([0.0, 0.7, 0.0, 0.1, 0.0]);
        assert_eq!(choice.quantile(FIRST), 1);
        assert_eq!(choice.quantile(LAST), 3);
        // a total for which the last uniform rounds up to it
        let choice = Categorical::new([1.0, f64::EPSILON, 0.0]);
        assert_eq!(choice.quantile(LAST), 1);
    }
}
