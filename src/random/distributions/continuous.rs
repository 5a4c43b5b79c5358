//! Continuous distributions.

use super::sample_by_quantile;
use crate::elementary::{exp, ln, normal_quantile, powf};

/// The normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    /// With a finite mean and a standard deviation from 0.
    pub const fn new(mean: f64, deviation: f64) -> Self {
        debug_assert!(mean.is_finite() && deviation >= 0.0);
        Self { mean, deviation }
    }

    /// The value below which a share `u` in (0, 1) lies.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        self.mean + self.deviation * normal_quantile(u)
    }
}

/// The log-normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    log: Normal,
}

impl LogNormal {
    /// With the mean and the standard deviation (from 0) of the logarithm.
    pub const fn new(mu: f64, sigma: f64) -> Self {
        Self {
            log: Normal::new(mu, sigma),
        }
    }

    /// With a positive median and the standard deviation (from 0) of the
    /// logarithm.
    pub fn with_median(median: f64, sigma: f64) -> Self {
        debug_assert!(median > 0.0);
        Self::new(ln(median), sigma)
    }

    /// With mean one: a factor that changes no average.
    pub const fn with_unit_mean(sigma: f64) -> Self {
        Self::new(-0.5 * sigma * sigma, sigma)
    }

    /// The value below which a share `u` in (0, 1) lies.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        exp(self.log.quantile(u))
    }
}

/// The exponential distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    mean: f64,
}

impl Exponential {
    /// With a mean from 0; at 0 every draw is 0.
    pub const fn new(mean: f64) -> Self {
        debug_assert!(mean >= 0.0);
        Self { mean }
    }

    /// The value below which a share `u` in (0, 1) lies.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        // 1 - u is exact for the uniforms of this module
        -ln(1.0 - u) * self.mean
    }
}

/// The distribution on [0, 1] with P(X <= x) = x^a: Beta(a, 1).
///
/// It leans towards 1 for a > 1, towards 0 for a < 1; its mean is a / (a + 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    inverse_exponent: f64,
}

impl PowerLaw {
    /// With a positive exponent a.
    pub const fn new(exponent: f64) -> Self {
        debug_assert!(exponent > 0.0);
        Self {
            inverse_exponent: 1.0 / exponent,
        }
    }

    /// The value below which a share `u` in (0, 1) lies.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        powf(u, self.inverse_exponent)
    }
}

sample_by_quantile!(Normal => f64);
sample_by_quantile!(LogNormal => f64);
sample_by_quantile!(Exponential => f64);
sample_by_quantile!(PowerLaw => f64);

#[cfg(test)]
mod tests {
    use statrs::distribution::{self as reference, ContinuousCDF};

    use super::*;

    /// The reference's distribution function takes the quantile back to `u`; its
    /// own error is up to 1e-11.
    fn check(quantile: impl Fn(f64) -> f64, reference: &impl ContinuousCDF<f64, f64>) {
        for i in 1..1000 {
            let u = f64::from(i) / 1000.0;
            let back = reference.cdf(quantile(u));
            assert!((back - u).abs() < 1e-10, "{u} became {back}");
        }
    }

    #[test]
    fn quantiles_invert_the_distribution_functions() {
        let normal = Normal::new(-2.0, 3.0);
        check(
            |u| normal.quantile(u),
            &reference::Normal::new(-2.0, 3.0).unwrap(),
        );
        let log_normal = LogNormal::new(0.5, 1.5);
        check(
            |u| log_normal.quantile(u),
            &reference::LogNormal::new(0.5, 1.5).unwrap(),
        );
        let exponential = Exponential::new(4.0);
        check(
            |u| exponential.quantile(u),
            &reference::Exp::new(0.25).unwrap(),
        );
        let power = PowerLaw::new(2.5);
        check(
            |u| power.quantile(u),
            &reference::Beta::new(2.5, 1.0).unwrap(),
        );
    }

    #[test]
    fn no_spread_is_a_constant() {
        assert_eq!(Normal::new(3.0, 0.0).quantile(1e-16), 3.0);
        assert_eq!(LogNormal::with_unit_mean(0.0).quantile(0.9), 1.0);
        assert_eq!(Exponential::new(0.0).quantile(0.9), 0.0);
    }

    #[test]
    fn log_normal_by_median_and_by_mean() {
        assert!((LogNormal::with_median(1.75, 2.0).quantile(0.5) - 1.75).abs() < 1e-15);
        // the mean as an integral over the uniform, by the midpoint rule
        let factor = LogNormal::with_unit_mean(0.4);
        let cells = 100_000;
        let mean = (0..cells)
            .map(|i| factor.quantile((f64::from(i) + 0.5) / f64::from(cells)))
            .sum::<f64>()
            / f64::from(cells);
        assert!((mean - 1.0).abs() < 1e-4, "{mean}");
    }
}
