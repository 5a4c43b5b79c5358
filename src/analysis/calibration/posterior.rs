//! What approximate Bayesian computation found.

use serde::{Deserialize, Serialize};

use super::distance::distance;

/// Weighted points that stand for the posterior distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// The points of the last complete generation.
    pub particles: Vec<Particle>,
    /// The generations, in their order.
    pub generations: Vec<Generation>,
    /// Why there are no more.
    pub end: End,
    /// Simulations in all, those of an incomplete generation too.
    pub simulations: u64,
}

/// A point of the parameter space.
#[derive(Clone, Debug, PartialEq)]
pub struct Particle {
    /// Where it lies in the unit cube of the prior.
    pub point: Vec<f64>,
    /// The values of the parameters.
    pub values: Vec<f64>,
    /// The statistics that were simulated there.
    pub statistics: Vec<f64>,
    /// Distance of the statistics from what was observed.
    pub distance: f64,
    /// How much it counts; the sum is 1.
    pub weight: f64,
}

/// A generation.
#[derive(Clone, Debug, PartialEq)]
pub struct Generation {
    /// The greatest distance of a particle.
    pub epsilon: f64,
    /// The factor of each statistic in the distance; 0 if it was dropped
    /// because all simulations gave the same value.
    pub factors: Vec<f64>,
    /// Simulations that the generation took.
    pub simulations: u64,
    /// Those that gave no finite statistics. They count as rejected, so that
    /// where many fail, the posterior is that of parameters that do not.
    pub failed: u64,
    /// Share of the simulations that became particles.
    pub acceptance: f64,
    /// Effective number of particles, `1 / sum of squared weights`.
    pub effective_size: f64,
    /// Whether that is below a tenth of the particles: the posterior then rests
    /// on a few points, and its intervals are not to be trusted.
    pub is_degenerate: bool,
}

/// Why there are no more generations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The wanted distance was reached.
    Target,
    /// The distance hardly fell any more.
    SmallFall,
    /// Too few simulations of a generation would have become particles.
    Acceptance,
    /// The simulations were used up.
    Simulations,
    /// The most generations were reached.
    Generations,
    /// An interrupt came; the generation under way was dropped.
    Interrupted,
}

impl Posterior {
    /// The mean of a parameter, by its number from 0. Of a categorical one it
    /// has no meaning.
    pub fn mean(&self, parameter: usize) -> f64 {
        let terms = self
            .particles
            .iter()
            .map(|p| p.weight * p.values[parameter]);
        terms.sum()
    }

    /// The standard deviation of a parameter.
    pub fn std_dev(&self, parameter: usize) -> f64 {
        self.covariance(parameter, parameter).sqrt()
    }

    /// The correlation of two parameters; none if one of them is constant. A
    /// strong one says that the data know a combination of the two, and neither
    /// alone.
    pub fn correlation(&self, first: usize, second: usize) -> Option<f64> {
        let scale = self.std_dev(first) * self.std_dev(second);
        (scale > 0.0).then(|| (self.covariance(first, second) / scale).clamp(-1.0, 1.0))
    }

    /// The least value of a parameter below or at which at least a share
    /// `probability` in (0, 1) of the posterior lies.
    pub fn quantile(&self, parameter: usize, probability: f64) -> f64 {
        let particles = self.particles.iter();
        let mut sorted: Vec<(f64, f64)> =
            particles.map(|p| (p.values[parameter], p.weight)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        let found = sorted.iter().find(|(_, weight)| {
            below += weight;
            below >= probability
        });
        found
            .or(sorted.last())
            .map_or(f64::NAN, |(value, _)| *value)
    }

    /// The posterior probability of each category of a categorical parameter,
    /// or of each whole number from 0 below `categories`.
    pub fn probabilities(&self, parameter: usize, categories: usize) -> Vec<f64> {
        let mut probabilities = vec![0.0; categories];
        for particle in &self.particles {
            if let Some(p) = probabilities.get_mut(particle.values[parameter] as usize) {
                *p += particle.weight;
            }
        }
        probabilities
    }

    fn covariance(&self, first: usize, second: usize) -> f64 {
        let (a, b) = (self.mean(first), self.mean(second));
        let product = |p: &Particle| p.weight * (p.values[first] - a) * (p.values[second] - b);
        self.particles.iter().map(product).sum()
    }

    /// The greatest distance of the particles under other factors.
    pub(super) fn restated_epsilon(&self, factors: &[f64], observed: &[f64]) -> f64 {
        let particles = self.particles.iter();
        particles
            .map(|p| distance(factors, &p.statistics, observed))
            .fold(0.0, f64::max)
    }
}
