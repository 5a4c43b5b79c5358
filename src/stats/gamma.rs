//! The gamma distribution, and the tail of the chi-squared distribution that follows from it.

use crate::elementary::{exp, ln, normal_quantile};

/// Probability that a chi-squared variable is at least `x`.
///
/// `freedom` is the number of degrees of freedom, above 0; `x` is 0 or more. Otherwise the
/// result is not a number. Relative error below 1e-10 for up to ten thousand degrees of freedom.
///
/// ```
/// use orgsim::stats::chi_squared_tail;
/// assert!((chi_squared_tail(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-14);
/// ```
pub fn chi_squared_tail(x: f64, freedom: f64) -> f64 {
    match x >= 0.0 && freedom > 0.0 {
        true => tails(freedom / 2.0, x / 2.0).1,
        false => f64::NAN,
    }
}

/// The number below which a gamma variable of a `shape` and scale 1 lies with a probability of
/// `below`, which is 1 less `above`; the smaller of both is heeded.
pub(super) fn gamma_quantile(shape: f64, below: f64, above: f64) -> f64 {
    // too small, by how much, as a share of the tail that is heeded
    let excess = |x: f64| {
        let (lower, upper) = tails(shape, x);
        match below < above {
            true => lower / below - 1.0,
            false => 1.0 - upper / above,
        }
    };
    // Wilson & Hilferty (1931)
    let z = match below < above {
        true => normal_quantile(below),
        false => -normal_quantile(above),
    };
    let ninth = 1.0 / (9.0 * shape);
    let root = (1.0 - ninth + z * ninth.sqrt()).max(0.01);
    let guess = shape * root * root * root;
    let (mut low, mut high) = (guess, guess);
    while excess(low) > 0.0 && low > f64::MIN_POSITIVE {
        low /= 1.5;
    }
    while excess(high) < 0.0 {
        high *= 1.5;
    }
    // regula falsi with halved weights (Illinois), which keeps both ends
    let (mut at_low, mut at_high) = (excess(low), excess(high));
    for _ in 0..200 {
        if high - low <= 4.0 * f64::EPSILON * high || at_low == 0.0 || at_high == 0.0 {
            break;
        }
        let mut x = (low * at_high - high * at_low) / (at_high - at_low);
        if !(x > low && x < high) {
            x = (low + high) / 2.0;
        }
        let at = excess(x);
        if at < 0.0 {
            (low, at_low, at_high) = (x, at, at_high / 2.0);
        } else {
            (high, at_high, at_low) = (x, at, at_low / 2.0);
        }
        if at.abs() < 1e-14 {
            return x;
        }
    }
    match at_low.abs() < at_high.abs() {
        true => low,
        false => high,
    }
}

/// The probabilities below and above `x` of a gamma variable of a `shape` and scale 1: by the
/// series below the mean, and by the continued fraction above it.
fn tails(shape: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let density = exp(shape * ln(x) - x - libm::lgamma(shape));
    if x < shape + 1.0 {
        let lower = (density * series(shape, x)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (density * fraction(shape, x)).min(1.0);
        (1.0 - upper, upper)
    }
}

/// Terms of a sum or of a fraction; it takes some roots of the shape.
const MOST_TERMS: u32 = 1_000_000;

/// The series of the lower tail.
fn series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
    for n in 1..MOST_TERMS {
        term *= x / (shape + f64::from(n));
        sum += term;
        if term < f64::EPSILON / 4.0 * sum {
            break;
        }
    }
    sum
}

/// The continued fraction of the upper tail, with the algorithm of Lentz.
fn fraction(shape: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let a = n * (shape - n);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        value *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    #[test]
    fn tails_are_those_of_statrs() {
        for freedom in [1.0, 2.0, 3.0, 7.0, 30.0, 301.0, 5000.0] {
            let reference = ChiSquared::new(freedom).unwrap();
            for share in [0.05, 0.3, 0.8, 1.0, 1.2, 2.0, 5.0] {
                let x = share * freedom;
                let (found, expected) = (chi_squared_tail(x, freedom), reference.sf(x));
                let error = (found - expected).abs();
                assert!(
                    error <= 1e-9 * expected + 1e-300,
                    "{x} {freedom}: {found} {expected}"
                );
            }
        }
    }

    #[test]
    fn two_degrees_of_freedom_have_a_closed_form() {
        for x in [0.0, 0.1, 1.0, 4.0, 30.0, 600.0] {
            let (found, expected) = (chi_squared_tail(x, 2.0), exp(-x / 2.0));
            assert!((found - expected).abs() <= 1e-12 * expected, "{x}: {found}");
        }
        assert!(chi_squared_tail(-1.0, 2.0).is_nan());
        assert!(chi_squared_tail(1.0, 0.0).is_nan());
    }

    #[test]
    fn the_quantile_inverts_the_tails() {
        for shape in [0.5, 1.0, 2.0, 5.0, 40.0, 1000.0, 1e5] {
            for below in [1e-6, 0.005, 0.025, 0.2, 0.5, 0.8, 0.975, 0.995] {
                let back = tails(shape, gamma_quantile(shape, below, 1.0 - below)).0;
                assert!((back / below - 1.0).abs() < 1e-9, "{shape} {below}: {back}");
            }
        }
    }
}
