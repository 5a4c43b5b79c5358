//! Student's t distribution.
//!
//! With `x = v / (v + t^2)` the upper tail is half the regularised incomplete
//! beta function, `P(T > t) = I_x(v/2, 1/2) / 2`. Far out it is evaluated by the
//! continued fraction of DiDonato & Morris (1992) with the algorithm of Lentz,
//! near the middle by the power series of its complement, whose terms are all
//! positive. The density before either holds a ratio of two neighbouring gamma
//! functions; it is computed as such and not from their logarithms, and so keeps
//! its digits for a million degrees of freedom.

use crate::elementary::{exp, ln, normal_quantile};
use std::f64::consts::PI;

/// Probability that a Student t variable is at most `t`.
///
/// `freedom` is the number of degrees of freedom, above 0 and not necessarily
/// whole; otherwise the result is not a number. Both are finite. Relative error
/// of the smaller tail below 1e-13.
pub fn student_t_cdf(t: f64, freedom: f64) -> f64 {
    if freedom.is_nan() || freedom <= 0.0 {
        f64::NAN
    } else if t > 0.0 {
        1.0 - upper_tail(t, freedom)
    } else {
        upper_tail(-t, freedom)
    }
}

/// Quantile of Student's t distribution: the `t` with
/// `student_t_cdf(t, freedom) == p`.
///
/// `p` lies strictly between 0 and 1 and `freedom`, which is finite, above 0;
/// otherwise the result is not a number. Relative error below 1e-12.
pub fn student_t_quantile(p: f64, freedom: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && freedom > 0.0) {
        return f64::NAN;
    }
    if p < 0.5 {
        -positive_quantile(p, 0.5 - p, freedom)
    } else {
        positive_quantile(1.0 - p, p - 0.5, freedom)
    }
}

/// The `t >= 0` with the upper tail `tail`, which is one half less `centre`.
///
/// Both branches are Newton iterations on a concave function and so converge
/// from every side: near the middle on the probability between 0 and t, from
/// below; in the tail on the logarithm of the tail against the logarithm of t,
/// which is nearly a straight line for few degrees of freedom.
fn positive_quantile(tail: f64, centre: f64, freedom: f64) -> f64 {
    const MOST_STEPS: u32 = 60;
    const SMALL: f64 = 4.0 * f64::EPSILON;
    if centre == 0.0 {
        return 0.0;
    }
    if centre < 0.25 {
        let mut t = centre / density(0.0, freedom);
        for _ in 0..MOST_STEPS {
            let step = (centre - central(t, freedom)) / density(t, freedom);
            t += step;
            if step.abs() <= SMALL * t {
                break;
            }
        }
        return t;
    }
    let mut t = -normal_quantile(tail);
    for _ in 0..MOST_STEPS {
        let above = upper_tail(t, freedom);
        let step = above * ln(above / tail) / (t * density(t, freedom));
        t *= exp(step);
        if step.abs() <= SMALL {
            break;
        }
    }
    t
}

/// `P(T > t)` for `t >= 0`.
fn upper_tail(t: f64, freedom: f64) -> f64 {
    let square = t * t;
    // the series converges fast below this, the fraction above it
    if square * (freedom + 2.0) < 3.0 * freedom {
        0.5 - central(t, freedom)
    } else {
        t * density(t, freedom) / 2.0 * beta_fraction(square, freedom)
    }
}

/// `P(0 < T < t)` for `t >= 0` that is not far out.
fn central(t: f64, freedom: f64) -> f64 {
    let x = t * t / (freedom + t * t);
    let (mut sum, mut term, mut n) = (1.0, 1.0, 0.5);
    while term > f64::EPSILON * sum / 4.0 {
        term *= (freedom / 2.0 + n) / (n + 1.0) * x;
        sum += term;
        n += 1.0;
    }
    t * density(t, freedom) * sum
}

/// Density of Student's t distribution.
fn density(t: f64, freedom: f64) -> f64 {
    let half = freedom / 2.0;
    let peak = gamma_ratio(half) / (freedom * PI).sqrt();
    peak * exp(-(half + 0.5) * libm::log1p(t * t / freedom))
}

/// `gamma(a + 1/2) / gamma(a)` for `a > 0`.
///
/// The expansion in even powers of `w = a - 1/4` (DLMF 5.11.14) is exact to the
/// last bits from 16 on; a smaller `a` is moved there by the recurrence.
fn gamma_ratio(a: f64) -> f64 {
    const ENOUGH: f64 = 16.0;
    const COEFFICIENTS: [f64; 6] = [
        20_491_783.0 / 8_589_934_592.0,
        -174_317.0 / 134_217_728.0,
        631.0 / 524_288.0,
        -19.0 / 8_192.0,
        1.0 / 64.0,
        1.0,
    ];
    let (mut a, mut factor) = (a, 1.0);
    while a < ENOUGH {
        factor *= a / (a + 0.5);
        a += 1.0;
    }
    let w = a - 0.25;
    let v = 1.0 / (w * w);
    let series = COEFFICIENTS.iter().fold(0.0, |sum, c| sum * v + c);
    factor * w.sqrt() * series
}

/// The continued fraction of the incomplete beta function: `I_x(a, b)` is
/// `x^a y^b / B(a, b)` times this, for `a = v/2`, `b = 1/2`, `x = v / (v + t^2)`
/// and `y = 1 - x`, which may be tiny.
fn beta_fraction(square: f64, freedom: f64) -> f64 {
    // it needs some sqrt(v) terms
    const MOST_TERMS: u32 = 10_000;
    let (a, b) = (freedom / 2.0, 0.5);
    let (x, y) = (freedom / (freedom + square), square / (freedom + square));
    let lambda = (a + b) * y - b;
    let mut value = a / (a + 1.0) * (lambda + 1.0);
    let (mut c, mut d) = (value, 0.0);
    for term in 1..MOST_TERMS {
        let n = f64::from(term);
        let (below, above) = (a + 2.0 * n - 1.0, a + 2.0 * n + 1.0);
        let product = (a + n - 1.0) / below * ((a + b + n - 1.0) / below);
        let numerator = product * n * (b - n) * x * x;
        let rest = (a + n) / above * (lambda + 1.0 + n * (1.0 + y));
        let denominator = n + n * (b - n) * x / below + rest;
        d = 1.0 / (denominator + numerator * d);
        c = denominator + numerator / c;
        value *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    1.0 / value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_degrees_of_freedom_have_closed_forms() {
        for p in [1e-12, 1e-6, 0.025, 0.2, 0.3, 0.49, 0.7, 0.975, 0.999] {
            let smaller = if p < 0.5 { p } else { 1.0 - p };
            let cauchy = (p - 0.5_f64).signum() / libm::tan(PI * smaller);
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            for (freedom, expected) in [(1.0, cauchy), (2.0, two)] {
                let t = student_t_quantile(p, freedom);
                let error = (t - expected).abs();
                assert!(error <= 1e-12 * expected.abs(), "{p} {freedom}: {t}");
            }
        }
    }

    #[test]
    fn the_quantile_inverts_the_distribution() {
        for freedom in [0.5, 1.0, 2.5, 9.0, 17.776, 100.0, 1e4, 1e6] {
            for p in [1e-8, 0.001, 0.1, 0.2499, 0.2501, 0.4, 0.499_999, 0.6, 0.99] {
                let back = student_t_cdf(student_t_quantile(p, freedom), freedom);
                assert!((back / p - 1.0).abs() < 1e-11, "{freedom} {p}: {back}");
            }
        }
    }

    #[test]
    fn many_degrees_of_freedom_approach_the_normal() {
        // first term of the expansion of Cornish and Fisher: (z^3 + z) / 4v
        let z = 1.959_963_984_540_054;
        let expected = z + (z * z * z + z) / 4e6;
        assert!((student_t_quantile(0.975, 1e6) - expected).abs() < 1e-11);
    }

    #[test]
    fn the_middle_is_exactly_zero() {
        assert_eq!(student_t_quantile(0.5, 3.0).to_bits(), 0);
        assert_eq!(student_t_cdf(0.0, 3.0), 0.5);
    }

    #[test]
    fn outside_its_domain_it_is_not_a_number() {
        for (p, freedom) in [(0.0, 5.0), (1.0, 5.0), (f64::NAN, 5.0), (0.5, 0.0)] {
            assert!(student_t_quantile(p, freedom).is_nan());
        }
        assert!(student_t_cdf(1.0, -1.0).is_nan());
    }
}
