//! The mean of a count.

use super::gamma::gamma_quantile;
use super::interval::{tail_probability, upper_probability};

/// The exact interval of Garwood (1936) for the mean of a Poisson variable of which a value was
/// counted: each end is the mean with which a count so far away has half of what the level
/// leaves. It holds the mean at least as often as the level says.
///
/// `level` lies strictly between 0 and 1.
///
/// ```
/// use orgsim::stats::poisson_interval;
/// let (low, high) = poisson_interval(10, 0.95);
/// assert!((low - 4.795).abs() < 5e-4 && (high - 18.390).abs() < 5e-4);
/// assert_eq!(poisson_interval(0, 0.95).0, 0.0);
/// ```
pub fn poisson_interval(count: u64, level: f64) -> (f64, f64) {
    let (tail, rest) = (tail_probability(level), upper_probability(level));
    let count = count as f64;
    let low = match count > 0.0 {
        true => gamma_quantile(count, tail, rest),
        false => 0.0,
    };
    (low, gamma_quantile(count + 1.0, rest, tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{DiscreteCDF, Poisson};

    #[test]
    fn ends_have_the_tails_of_their_level() {
        for count in [1, 2, 5, 30, 268, 4000] {
            for level in [0.5, 0.9, 0.95, 0.999] {
                let (low, high) = poisson_interval(count, level);
                let tail = (1.0 - level) / 2.0;
                let above = Poisson::new(low).unwrap().sf(count - 1);
                let below = Poisson::new(high).unwrap().cdf(count);
                assert!(
                    (above / tail - 1.0).abs() < 1e-7,
                    "{count} {level}: {above}"
                );
                assert!(
                    (below / tail - 1.0).abs() < 1e-7,
                    "{count} {level}: {below}"
                );
            }
        }
    }

    #[test]
    fn nothing_counted_has_a_closed_form() {
        // the rule of three, before it is rounded: -ln 0.025
        let (low, high) = poisson_interval(0, 0.95);
        assert_eq!(low, 0.0);
        assert!((high - 3.688_879_454_113_936).abs() < 1e-12);
    }
}
