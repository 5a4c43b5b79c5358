//! The Poisson distribution.

use std::f64::consts::TAU;

use super::sample_by_quantile;
use crate::elementary::exp;

/// The Poisson distribution: how many events in a period, given their mean
/// number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// Up to this mean the search starts at 0 with exp(-mean), exactly.
    const SMALL: f64 = 64.0;
    /// Probabilities below this are too small to meet any uniform.
    const NEGLIGIBLE: f64 = 1e-25;

    /// With a finite mean from 0; at 0 every draw is 0.
    pub const fn new(mean: f64) -> Self {
        debug_assert!(mean >= 0.0 && mean.is_finite());
        Self { mean }
    }

    /// The least number of events whose cumulative probability reaches `u` in
    /// (0, 1).
    ///
    /// A sequential search: about `mean` steps up to a mean of 64, about
    /// 20 sqrt(mean) beyond.
    #[inline]
    pub fn quantile(&self, u: f64) -> u64 {
        self.quantile_beyond(exp(-self.mean), u)
    }

    /// [`quantile`](Self::quantile) for whoever has the probability of no event, exp(-mean),
    /// from a column. Where it reaches `u`, nothing is left to do.
    #[inline]
    pub(crate) fn quantile_beyond(&self, none: f64, u: f64) -> u64 {
        // beyond a mean of 64, it is smaller than any uniform
        if u <= none { 0 } else { self.search(none, u) }
    }

    fn search(&self, none: f64, u: f64) -> u64 {
        let (mut count, mut probability) = if self.mean <= Self::SMALL {
            (0, none)
        } else {
            self.lower_end()
        };
        let mut cumulative = probability;
        while u > cumulative {
            count += 1;
            probability *= self.mean / count as f64;
            let next = cumulative + probability;
            if next == cumulative && count as f64 > self.mean {
                // the sum has come to its end a rounding error below 1
                break;
            }
            cumulative = next;
        }
        count
    }

    /// The lowest number of events with a probability worth counting, and that
    /// probability: down from the mode, whose probability is Stirling's series
    /// around the mean (Loader 2000), without large terms that cancel.
    fn lower_end(&self) -> (u64, f64) {
        let mode = self.mean.floor();
        let excess = (self.mean - mode) / mode;
        let deviance = mode * (excess - libm::log1p(excess));
        let stirling =
            (1.0 - (1.0 / 30.0 - 1.0 / (105.0 * mode * mode)) / (mode * mode)) / (12.0 * mode);
        let mut probability = exp(-stirling - deviance) / (TAU * mode).sqrt();
        let mut count = mode as u64;
        while count > 0 && probability > Self::NEGLIGIBLE {
            probability *= count as f64 / self.mean;
            count -= 1;
        }
        (count, probability)
    }
}

sample_by_quantile!(Poisson => u64);

#[cfg(test)]
mod tests {
    use statrs::distribution::{Discrete, DiscreteCDF, Poisson as Reference};

    use super::*;

    #[test]
    fn quantiles_invert_the_distribution_function() {
        for mean in [
            1e-9, 0.1, 0.5, 3.0, 20.0, 50.0, 63.9, 64.0, 64.1, 300.0, 5000.5,
        ] {
            let (poisson, reference) = (Poisson::new(mean), Reference::new(mean).unwrap());
            for i in 1..500 {
                let u = f64::from(i) / 500.0;
                let count = poisson.quantile(u);
                let below = if count == 0 {
                    0.0
                } else {
                    reference.cdf(count - 1)
                };
                assert!(below - 1e-11 < u, "mean {mean}: {count} at {u} is too high");
                assert!(
                    u < reference.cdf(count) + 1e-11,
                    "mean {mean}: {count} at {u} is too low"
                );
            }
        }
    }

    #[test]
    fn probability_of_the_lower_end_is_accurate() {
        for mean in [64.5, 100.0, 777.7, 20_000.25] {
            let (count, probability) = Poisson::new(mean).lower_end();
            let reference = Reference::new(mean).unwrap().pmf(count);
            assert!((probability / reference - 1.0).abs() < 1e-9, "mean {mean}");
        }
    }

    #[test]
    fn ends_of_the_unit_interval_are_finite() {
        let first = 1.0 / (1u64 << 53) as f64;
        for mean in [0.0, 1e-300, 0.3, 10.0, 64.0, 65.0, 1e4, 1e6] {
            let poisson = Poisson::new(mean);
            assert!(poisson.quantile(first) as f64 <= mean);
            let highest = poisson.quantile(1.0 - first) as f64;
            assert!(highest + 1.0 > mean && highest <= mean + 10.0 * mean.sqrt() + 20.0);
        }
        assert_eq!(Poisson::new(0.0).quantile(1.0 - first), 0);
    }

    #[test]
    fn no_event_is_told_without_a_search_as_it_is_with_one() {
        for mean in [0.0, 1e-300, 1e-9, 0.1, 1.0, 37.0, 64.0, 64.1, 800.0, 1e6] {
            let (poisson, none) = (Poisson::new(mean), exp(-mean));
            let first = 1.0 / (1u64 << 53) as f64;
            let around = [none - first, none, none + first];
            let uniforms = (1..200).map(|i| f64::from(i) / 200.0).chain(around);
            for u in uniforms.filter(|u| (first..1.0).contains(u)) {
                assert_eq!(
                    poisson.quantile(u),
                    poisson.search(none, u),
                    "{mean} at {u}"
                );
            }
        }
    }

    #[test]
    fn more_is_never_less() {
        let mut last = 0;
        for i in 0..2000 {
            let mean = 40.0 + 0.025 * f64::from(i);
            let count = Poisson::new(mean).quantile(0.7);
            assert!(count >= last, "mean {mean}");
            last = count;
        }
    }
}
