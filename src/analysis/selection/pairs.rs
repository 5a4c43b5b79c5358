//! Differences between any two variants, replicate by replicate.

use crate::stats::Moments;

/// Replicates in which two variants must differ before one is dropped for the other.
/// Under common random numbers many runs may be equal, and neither the mean nor the
/// variance of the differences is known before some of them are not 0.
const LEAST_DIFFERING: u64 = 10;

/// Moments of the differences of all ordered pairs. Both orders are kept: one
/// cell for each place of a square is hard to look up wrongly.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    variants: usize,
    pairs: Vec<Pair>,
}

/// The differences of two variants.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    /// Those over all replicates that both have.
    pub(super) differences: Moments,
    /// How many of them are not 0.
    differing: u64,
    /// Those of the first stage: it lasts as long as that of the selection, and until
    /// enough replicates differ. None before its end.
    pub(super) first_stage: Option<Moments>,
}

impl Pair {
    /// Whether the two have been equal in every replicate.
    pub(super) fn is_equal(&self) -> bool {
        self.differing == 0
    }
}

impl Pairs {
    /// Without any replicate.
    pub(super) fn new(variants: usize) -> Self {
        Self {
            variants,
            pairs: vec![Pair::default(); variants * variants],
        }
    }

    /// Takes in a replicate of the variants still in play, by their numbers. A first stage
    /// has at least so many replicates.
    pub(super) fn push(&mut self, values: &[(usize, f64)], first_stage: u64) {
        for &(i, x) in values {
            for &(l, y) in values {
                let pair = &mut self.pairs[i * self.variants + l];
                pair.differences.push(x - y);
                pair.differing += u64::from(x != y);
                let is_over = pair.differences.count() >= first_stage;
                if is_over && pair.differing >= LEAST_DIFFERING {
                    pair.first_stage.get_or_insert(pair.differences);
                }
            }
        }
    }

    /// Variant `i` less variant `l`.
    pub(super) fn of(&self, i: usize, l: usize) -> &Pair {
        &self.pairs[i * self.variants + l]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_its_own_differences_in_both_orders() {
        let mut pairs = Pairs::new(3);
        pairs.push(&[(0, 1.0), (1, 3.0), (2, 10.0)], 10);
        pairs.push(&[(0, 2.0), (2, 14.0)], 10);
        assert_eq!(pairs.of(0, 2).differences.mean(), Some(-10.5));
        assert_eq!(pairs.of(2, 0).differences.mean(), Some(10.5));
        assert_eq!(pairs.of(2, 0).differences.variance(), Some(4.5));
        assert_eq!(pairs.of(2, 1).differences.mean(), Some(7.0));
        assert_eq!(pairs.of(2, 1).differences.count(), 1);
    }
    #[test]
    fn a_first_stage_lasts_until_enough_replicates_differ() {
        let mut pairs = Pairs::new(2);
        let ends = |pairs: &Pairs| pairs.of(0, 1).first_stage.map(|own| own.count());
        for replicate in 0..49 {
            pairs.push(
                &[(0, 0.0), (1, f64::from(u8::from(replicate % 5 == 0)))],
                20,
            );
            assert_eq!(ends(&pairs), (replicate >= 45).then_some(46));
        }
        let mut equal = Pairs::new(2);
        (0..99).for_each(|_| equal.push(&[(0, 1.0), (1, 1.0)], 20));
        assert!(equal.of(1, 0).is_equal());
        assert_eq!(ends(&equal), None);
    }
}
