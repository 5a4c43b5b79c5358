//! The next population is looked for near the last one.

use super::luck::{Luck, uniform};
use crate::analysis::linear::{cholesky, forward};
use crate::elementary::{exp, normal_quantile};
use crate::random::Streams;

/// Weighted points of the unit cube.
#[derive(Clone, Debug)]
pub(super) struct Population {
    /// The points.
    pub(super) points: Vec<Vec<f64>>,
    /// Their weights, with sum 1.
    pub(super) weights: Vec<f64>,
}

/// A normal kernel around each point of a population, with twice its weighted
/// covariance (Beaumont, Cornuet, Marin & Robert 2009).
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    points: Vec<Vec<f64>>,
    weights: Vec<f64>,
    /// Sums of the weights up to each point.
    up_to: Vec<f64>,
    /// Root of the covariance of the kernel.
    root: Vec<Vec<f64>>,
    /// The points where the kernel is standard normal.
    whitened: Vec<Vec<f64>>,
}

/// A point that was proposed.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// The point, inside of the cube.
    pub(super) point: Vec<f64>,
    /// How many ancestors were tried until it lay inside.
    pub(super) attempts: u32,
}

impl Population {
    /// With weights in proportion.
    pub(super) fn new(points: Vec<Vec<f64>>, weights: Vec<f64>) -> Self {
        let total: f64 = weights.iter().sum();
        let weights = weights.iter().map(|weight| weight / total).collect();
        Self { points, weights }
    }

    /// Twice the weighted covariance.
    fn doubled_covariance(&self) -> Vec<Vec<f64>> {
        let size = self.points.first().map_or(0, Vec::len);
        let weighted = || self.points.iter().zip(&self.weights);
        let centre: Vec<f64> = (0..size)
            .map(|i| weighted().map(|(point, weight)| weight * point[i]).sum())
            .collect();
        let covariance = |i: usize, j: usize| -> f64 {
            let product = |(point, weight): (&Vec<f64>, &f64)| {
                weight * (point[i] - centre[i]) * (point[j] - centre[j])
            };
            weighted().map(product).sum()
        };
        let row = |i: usize| (0..size).map(|j| 2.0 * covariance(i, j)).collect();
        (0..size).map(row).collect()
    }
}

impl Kernel {
    /// The kernels around a population. Where its points have no spread of
    /// their own in some direction, as few effective points do, the kernel has
    /// one of a ten-thousandth of the cube.
    pub(super) fn around(population: &Population) -> Self {
        const LEAST_VARIANCE: f64 = 1e-8;
        let mut covariance = population.doubled_covariance();
        for (i, row) in covariance.iter_mut().enumerate() {
            row[i] += LEAST_VARIANCE;
        }
        let root = cholesky(&covariance).unwrap_or_else(|| diagonal_root(&covariance));
        let whitened = population.points.iter().map(|p| forward(&root, p));
        let mut sum = 0.0;
        let up_to = population.weights.iter().map(|weight| {
            sum += weight;
            sum
        });
        Self {
            up_to: up_to.collect(),
            whitened: whitened.collect(),
            points: population.points.clone(),
            weights: population.weights.clone(),
            root,
        }
    }

    /// A point near one of the population. A point outside of the cube is
    /// dropped together with its ancestor, and a new one is chosen: to perturb
    /// the same one again would favour ancestors near a face, which the weights
    /// do not correct. None after very many attempts.
    pub(super) fn propose(&self, streams: &Streams) -> Option<Proposal> {
        const MOST_ATTEMPTS: u32 = 100_000;
        (0..MOST_ATTEMPTS).find_map(|attempt| {
            let chosen = uniform(streams, Luck::Ancestor, attempt, 0);
            let index = self.up_to.partition_point(|&sum| sum <= chosen);
            let ancestor = &self.points[index.min(self.points.len() - 1)];
            let steps: Vec<f64> = (0..ancestor.len())
                .map(|i| normal_quantile(uniform(streams, Luck::Perturbation, attempt, i)))
                .collect();
            let moved = ancestor.iter().zip(&self.root).map(|(start, row)| {
                let step: f64 = row.iter().zip(&steps).map(|(a, z)| a * z).sum();
                start + step
            });
            let point: Vec<f64> = moved.collect();
            let is_inside = point.iter().all(|&u| u > 0.0 && u < 1.0);
            let attempts = attempt + 1;
            is_inside.then_some(Proposal { point, attempts })
        })
    }

    /// The density of proposals at a point, `sum of w_j K(point | point_j)`, up
    /// to the factor [`norm`](Self::norm).
    pub(super) fn density(&self, point: &[f64]) -> f64 {
        let own = forward(&self.root, point);
        let pairs = self.whitened.iter().zip(&self.weights);
        pairs
            .map(|(other, weight)| {
                let square = |(a, b): (&f64, &f64)| (a - b) * (a - b);
                let distance: f64 = own.iter().zip(other).map(square).sum();
                weight * exp(-0.5 * distance)
            })
            .sum()
    }

    /// The greatest density of one kernel.
    pub(super) fn norm(&self) -> f64 {
        let root_of_two_pi = (2.0 * std::f64::consts::PI).sqrt();
        let rows = self.root.iter().enumerate();
        rows.map(|(i, row)| 1.0 / (row[i] * root_of_two_pi))
            .product()
    }
}

/// The root of the variances alone, for points that lie on a line.
fn diagonal_root(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let rows = covariance.iter().enumerate();
    rows.map(|(i, row)| {
        let mut root = vec![0.0; row.len()];
        root[i] = row[i].sqrt();
        root
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn population() -> Population {
        let points = vec![vec![0.4, 0.5], vec![0.6, 0.5], vec![0.5, 0.3]];
        Population::new(points, vec![1.0, 1.0, 2.0])
    }

    #[test]
    fn the_kernel_has_twice_the_weighted_covariance() {
        let population = population();
        assert_eq!(population.weights, [0.25, 0.25, 0.5]);
        let covariance = population.doubled_covariance();
        let known = [[0.01, 0.0], [0.0, 0.02]];
        for (row, expected) in covariance.iter().zip(known) {
            for (found, expected) in row.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-15, "{covariance:?}");
            }
        }
    }

    /// The density integrates to one over the plane; a grid far beyond the cube
    /// is close to it.
    #[test]
    fn the_density_is_one() {
        let kernel = Kernel::around(&population());
        let grid = || (-60..160).map(|i| f64::from(i) / 100.0);
        let sum: f64 = grid()
            .flat_map(|x| grid().map(move |y| [x, y]))
            .map(|point| kernel.density(&point) * kernel.norm() * 1e-4)
            .sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }

    #[test]
    fn proposals_lie_in_the_cube_and_points_without_spread_still_move() {
        let kernel = Kernel::around(&population());
        let narrow = Population::new(vec![vec![0.5, 0.5]; 3], vec![1.0; 3]);
        let narrow = Kernel::around(&narrow);
        for number in 0..200 {
            let streams = Streams::new(1, number);
            let proposal = kernel.propose(&streams).unwrap();
            assert!(proposal.point.iter().all(|&u| u > 0.0 && u < 1.0));
            let near = narrow.propose(&streams).unwrap().point;
            assert!(near[0] != 0.5 && (near[0] - 0.5).abs() < 0.01);
        }
    }
}
