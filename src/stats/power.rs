//! Power of a one-sided t test: how often it finds an effect that is there.
//!
//! Under an effect of `d` standard errors the statistic `T` follows the
//! noncentral t distribution with noncentrality `d`. Given the ratio `s` of the
//! estimated to the true standard deviation, `T > c` exactly if a standard
//! normal number lies above `c s - d`; `v s^2` is chi-square with `v` degrees of
//! freedom. Hence `P(T > c) = integral of Phi(d - c s) f(s) ds`, taken by
//! Simpson's rule (Johnson, Kotz & Balakrishnan 1995, chapter 31).

use crate::elementary::{exp, ln};
use crate::stats::student_t_quantile;

/// Probability that a one-sided t test at level `level` rejects when the true
/// effect is `effect` standard errors into the alternative.
///
/// `level` lies strictly between 0 and 1 and `freedom` is at least 2; otherwise
/// the result is not a number. At an effect of zero it is `level`: the rate of
/// false alarms. Absolute error below 1e-8.
pub fn t_test_power(effect: f64, level: f64, freedom: f64) -> f64 {
    const INTERVALS: u32 = 4000;
    let in_range = level > 0.0 && level < 1.0 && freedom >= 2.0 && effect.is_finite();
    if !in_range {
        return f64::NAN;
    }
    let critical = -student_t_quantile(level, freedom);
    let spread = 9.0 / (2.0 * freedom).sqrt();
    let (low, high) = ((1.0 - spread).max(0.0), 1.0 + spread);
    let step = (high - low) / f64::from(INTERVALS);
    let half = freedom / 2.0;
    let scale = std::f64::consts::LN_2 + half * ln(half) - libm::lgamma(half);
    let integrand = |s: f64| {
        if s <= 0.0 {
            return 0.0;
        }
        let power = (freedom - 1.0) * ln(s);
        let density = exp(scale + power - half * s * s);
        density * normal_cdf(effect - critical * s)
    };
    let inner: f64 = (1..INTERVALS)
        .map(|i| f64::from(2 + 2 * (i % 2)) * integrand(low + f64::from(i) * step))
        .sum();
    (integrand(low) + inner + integrand(high)) * step / 3.0
}

fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_effect_the_power_is_the_level() {
        for level in [0.05, 0.025, 1e-3] {
            for freedom in [2.0, 9.0, 239.0, 9999.0] {
                let found = t_test_power(0.0, level, freedom);
                assert!((found - level).abs() < 1e-8, "{level} {freedom}: {found}");
            }
        }
    }

    /// Values of the noncentral t distribution of SciPy 1.
    #[test]
    fn the_power_is_that_of_the_noncentral_t_distribution() {
        let known = [
            (20.0, 0.5, 0.05, 0.695_149_338_244_341_2),
            (5.0, 1.0, 0.025, 0.401_320_285_199_504_9),
            (240.0, 0.2, 0.001, 0.490_915_182_589_428_5),
        ];
        for (runs, effect, level, power) in known {
            let found = t_test_power(effect * f64::sqrt(runs), level, runs - 1.0);
            assert!((found - power).abs() < 1e-8, "{runs} {effect}: {found}");
        }
    }

    #[test]
    fn what_is_no_test_has_no_power() {
        assert!(t_test_power(1.0, 0.0, 9.0).is_nan());
        assert!(t_test_power(1.0, 0.05, 1.5).is_nan());
    }
}
