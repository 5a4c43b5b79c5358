//! How far a prediction is from what happened.

use crate::elementary::{exp, ln};
use crate::stats::quantiles;

/// A prediction by many simulated organisations, and its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Predicted {
    /// Quantiles at 5, 25, 50, 75 and 95 percent.
    pub(super) quantiles: [f64; 5],
    /// Continuous ranked probability score, in the unit of what is predicted: 0 if all agree
    /// with what happened.
    pub(super) crps: f64,
}

impl Predicted {
    /// Of simulated numbers, at least two, and what happened.
    pub(super) fn of(mut numbers: Vec<f64>, observed: f64) -> Self {
        let crps = crps(&mut numbers, observed);
        let found = quantiles(&mut numbers, [0.05, 0.25, 0.5, 0.75, 0.95]);
        Self {
            quantiles: found.unwrap_or([f64::NAN; 5]),
            crps,
        }
    }
}

/// The score of an ensemble as a sample of a distribution, without the bias of its size (Ferro,
/// Richardson & Weigel 2008, Meteorological Applications 15: 19, eq. 22).
fn crps(numbers: &mut [f64], observed: f64) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    let count = numbers.len() as f64;
    let off: f64 = numbers.iter().map(|own| (own - observed).abs()).sum();
    // Half the sum of all differences, from the ranks.
    let ranked = numbers.iter().enumerate();
    let apart: f64 = ranked
        .map(|(rank, own)| own * (2.0 * rank as f64 + 1.0 - count))
        .sum();
    off / count - apart / (count * (count - 1.0))
}

/// The score of a Poisson distribution: the sum over counts of the squared difference of its
/// distribution function and that of what happened (Epstein 1969; Gneiting & Raftery 2007,
/// Journal of the American Statistical Association 102: 359, eq. 20).
pub(super) fn crps_of_poisson(mean: f64, observed: f64) -> f64 {
    let most = (mean + 12.0 * mean.sqrt() + 20.0).max(observed + 1.0) as u64;
    let (mut log_factorial, mut below, mut score) = (0.0, 0.0, 0.0);
    for count in 0..=most {
        let number = count as f64;
        if count > 1 {
            log_factorial += ln(number);
        }
        below += exp(number * ln(mean) - mean - log_factorial);
        let happened = if number >= observed { 1.0 } else { 0.0 };
        score += (below - happened) * (below - happened);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_of_their_definitions() {
        let mut numbers = [3.0, 1.0, 4.0, 1.0, 5.0];
        let mut plain = 0.0;
        for a in numbers {
            plain += (a - 2.0f64).abs() / 5.0;
            for b in numbers {
                plain -= (a - b).abs() / (2.0 * 5.0 * 4.0);
            }
        }
        assert!((crps(&mut numbers, 2.0) - plain).abs() < 1e-12);
    }

    #[test]
    fn a_poisson_distribution_has_the_score_of_its_sample() {
        // E|X - y| - E|X - X'| / 2, by sums over both
        for (mean, observed) in [(0.7, 0.0), (3.0, 7.0), (40.0, 31.0)] {
            let mass = |mean: f64| -> Vec<f64> {
                let mut mass = vec![exp(-mean)];
                for count in 1..200 {
                    mass.push(mass[count - 1] * mean / count as f64);
                }
                mass
            };
            let mass = mass(mean);
            let mut plain = 0.0;
            for (a, p) in mass.iter().enumerate() {
                plain += p * (a as f64 - observed).abs();
                for (b, q) in mass.iter().enumerate() {
                    plain -= 0.5 * p * q * (a as f64 - b as f64).abs();
                }
            }
            assert!((crps_of_poisson(mean, observed) - plain).abs() < 1e-9);
        }
    }
}
