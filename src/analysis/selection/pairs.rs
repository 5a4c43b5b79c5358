//! Differences between any two variants, replicate by replicate.

use crate::stats::Moments;

/// Moments of the differences of all ordered pairs. Both orders are kept: one
/// cell for each place of a square is hard to look up wrongly.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    variants: usize,
    differences: Vec<Moments>,
}

impl Pairs {
    /// Without any replicate.
    pub(super) fn new(variants: usize) -> Self {
        Self {
            variants,
            differences: vec![Moments::default(); variants * variants],
        }
    }

    /// Takes in a replicate of the variants still in play, by their numbers.
    pub(super) fn push(&mut self, values: &[(usize, f64)]) {
        for &(i, x) in values {
            for &(l, y) in values {
                self.differences[i * self.variants + l].push(x - y);
            }
        }
    }

    /// Variant `i` less variant `l`, over the replicates that both have.
    pub(super) fn difference(&self, i: usize, l: usize) -> &Moments {
        &self.differences[i * self.variants + l]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_its_own_differences_in_both_orders() {
        let mut pairs = Pairs::new(3);
        pairs.push(&[(0, 1.0), (1, 3.0), (2, 10.0)]);
        pairs.push(&[(0, 2.0), (2, 14.0)]);
        assert_eq!(pairs.difference(0, 2).mean(), Some(-10.5));
        assert_eq!(pairs.difference(2, 0).mean(), Some(10.5));
        assert_eq!(pairs.difference(2, 0).variance(), Some(4.5));
        assert_eq!(pairs.difference(2, 1).mean(), Some(7.0));
        assert_eq!(pairs.difference(2, 1).count(), 1);
    }
}
