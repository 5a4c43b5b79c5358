//! Regression adjustment of a posterior.

use super::{Particle, Posterior, Prior};
use crate::analysis::linear::{cholesky, solve};
use crate::elementary::{exp, ln};

/// A coordinate of the unit cube on the whole line, and back.
fn logit(u: f64) -> f64 {
    ln(u) - libm::log1p(-u)
}

/// The inverse of [`logit`], kept off the ends of the open interval.
fn expit(x: f64) -> f64 {
    let u = 1.0 / (1.0 + exp(-x));
    u.clamp(f64::EPSILON, 1.0 - f64::EPSILON)
}

impl Posterior {
    /// The posterior after the local linear adjustment of Beaumont, Zhang &
    /// Balding (2002): each particle is moved by what a regression of the
    /// parameters on the statistics says of its distance from `observed`, and
    /// counts by Epanechnikov's kernel of that distance. It removes much of the
    /// spread that a large distance adds, if parameters are nearly linear in
    /// the statistics within it.
    ///
    /// Coordinates of the cube are regressed on their logits, so that no
    /// particle leaves the prior. Categorical parameters have no order that a
    /// regression could use; for those, look at the posterior itself.
    ///
    /// None if `observed` has another length than the statistics, or they
    /// determine each other, or there are too few particles.
    pub fn regression_adjusted(&self, prior: &Prior, observed: &[f64]) -> Option<Self> {
        let last = self.generations.last()?;
        if observed.len() != last.factors.len() {
            return None;
        }
        let kept: Vec<usize> = (0..observed.len())
            .filter(|&statistic| last.factors[statistic] > 0.0)
            .collect();
        let weight = |particle: &Particle| {
            let share = particle.distance / last.epsilon;
            particle.weight * (1.0 - share * share).max(0.0)
        };
        let row = |particle: &Particle| -> Vec<f64> {
            let deviations = kept.iter().map(|&statistic| {
                last.factors[statistic] * (particle.statistics[statistic] - observed[statistic])
            });
            std::iter::once(1.0).chain(deviations).collect()
        };
        let rows: Vec<Vec<f64>> = self.particles.iter().map(row).collect();
        let weights: Vec<f64> = self.particles.iter().map(weight).collect();
        let total: f64 = weights.iter().sum();
        let size = kept.len() + 1;
        let weighted = || rows.iter().zip(&weights);
        let product = |i: usize, j: usize| -> f64 {
            weighted()
                .map(|(row, weight)| weight * row[i] * row[j])
                .sum()
        };
        let matrix: Vec<Vec<f64>> = (0..size)
            .map(|i| (0..size).map(|j| product(i, j)).collect())
            .collect();
        let lower = cholesky(&matrix)?;
        let slopes = |coordinate: usize| {
            let right: Vec<f64> = (0..size)
                .map(|i| {
                    let terms = weighted().zip(&self.particles);
                    terms
                        .map(|((row, weight), p)| weight * row[i] * logit(p.point[coordinate]))
                        .sum()
                })
                .collect();
            solve(&lower, &right)
        };
        let slopes: Vec<Vec<f64>> = (0..prior.parameters().len()).map(slopes).collect();
        let adjust = |((particle, row), weight): ((&Particle, &Vec<f64>), &f64)| {
            let pairs = particle.point.iter().zip(&slopes);
            let moved = pairs.map(|(&u, slope)| {
                let explained = slope.iter().zip(row).skip(1);
                let shift: f64 = explained.map(|(b, s)| b * s).sum();
                expit(logit(u) - shift)
            });
            let point: Vec<f64> = moved.collect();
            Particle {
                values: prior.values(&point),
                point,
                weight: weight / total,
                ..particle.clone()
            }
        };
        let particles = self.particles.iter().zip(&rows).zip(&weights);
        Some(Self {
            particles: particles.map(adjust).collect(),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_and_back() {
        for u in [1e-9, 0.2, 0.5, 0.999] {
            assert!((expit(logit(u)) - u).abs() < 1e-15);
        }
        assert_eq!(logit(0.5), 0.0);
        assert!(expit(-1e9) > 0.0 && expit(1e9) < 1.0);
    }
}
