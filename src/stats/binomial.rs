//! The binomial distribution.

use crate::elementary::{exp, ln};

/// Probability of at least `successes` in `n` independent trials with
/// probability `p` each, `P(X >= successes)`.
///
/// `p` lies within 0 to 1; otherwise the result is not a number. The shorter
/// tail is summed from its largest term. Relative error of a tail below 1e-8
/// for up to a million trials.
pub fn binomial_at_least(successes: u64, n: u64, p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        f64::NAN
    } else if successes == 0 || (successes <= n && p == 1.0) {
        1.0
    } else if successes > n || p == 0.0 {
        0.0
    } else if successes as f64 > n as f64 * p {
        upper_tail(successes, n, p)
    } else {
        // at most `successes - 1` successes are at least the rest as failures
        1.0 - upper_tail(n - successes + 1, n, 1.0 - p)
    }
}

/// The sum of the probabilities from `k` on, which fall from there.
fn upper_tail(k: u64, n: u64, p: f64) -> f64 {
    let log_factorial = |m: u64| libm::lgamma(m as f64 + 1.0);
    let choices = log_factorial(n) - log_factorial(k) - log_factorial(n - k);
    let log_first = choices + k as f64 * ln(p) + (n - k) as f64 * libm::log1p(-p);
    let odds = p / (1.0 - p);
    // relative to the first term
    let (mut term, mut sum) = (1.0, 1.0);
    for successes in k..n {
        term *= odds * (n - successes) as f64 / (successes + 1) as f64;
        sum += term;
        if term < f64::EPSILON * sum {
            break;
        }
    }
    (exp(log_first) * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, DiscreteCDF};

    #[test]
    fn tails_are_those_of_statrs() {
        for n in [1, 2, 17, 300, 5000] {
            for p in [1e-4, 0.1, 0.5, 0.93] {
                let reference = Binomial::new(p, n).unwrap();
                for successes in [1, n / 10, n / 2, n - n / 20, n] {
                    let found = binomial_at_least(successes, n, p);
                    let expected = match successes {
                        0 => 1.0,
                        _ => reference.sf(successes - 1),
                    };
                    let scale = expected.max(1e-250);
                    assert!(
                        (found - expected).abs() <= 1e-9 * scale,
                        "{n} {p} {successes}: {found} {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn edges_are_exact() {
        assert_eq!(binomial_at_least(0, 5, 0.0), 1.0);
        assert_eq!(binomial_at_least(1, 5, 0.0), 0.0);
        assert_eq!(binomial_at_least(5, 5, 1.0), 1.0);
        assert_eq!(binomial_at_least(6, 5, 1.0), 0.0);
        assert!((binomial_at_least(2, 2, 0.5) - 0.25).abs() < 1e-15);
        assert!(binomial_at_least(1, 2, 1.5).is_nan());
    }
}
