//! Regret: what a variant loses by not being the one that is best in a world.

use std::fmt;

use crate::analysis::Direction;
use crate::elementary::normal_quantile;
use crate::stats::quantiles;

/// The probability with which the greatest regret of a variant as good as the best
/// everywhere exceeds [`Regret::max_of_noise`], at most.
pub const NOISE: f64 = 0.05;

/// The regret of a variant over worlds, in the unit of the measure: how far it
/// falls short, in each world, of the best variant there. It is absolute: a
/// ratio would break where the best is worth nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Regret {
    /// The regret in each world, from 0.
    pub by_world: Vec<f64>,
    /// The greatest.
    pub max: f64,
    /// The world of the greatest, by its number from 0.
    pub worst_world: usize,
    /// The regret that one world in ten exceeds, by weight.
    pub p90: f64,
    /// The mean, by weight: worlds count alike unless they have weights.
    pub mean: f64,
    /// The greatest regret to be expected of noise alone, if standard errors
    /// are known: a variant as good as the best everywhere would exceed it with
    /// a probability of at most [`NOISE`].
    pub max_of_noise: Option<f64>,
    /// Whether the greatest regret may be noise: it does not exceed
    /// `max_of_noise`. The maximum over many worlds is biased upwards by noise,
    /// so more replicates are needed before it means anything.
    pub may_be_noise: bool,
}

/// What is wrong with a table of regrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegretError {
    /// There is no variant or no world.
    Empty,
    /// Variants, or standard errors, are for different numbers of worlds.
    Shape,
    /// A mean is not finite, or a standard error not a number from 0.
    Value {
        /// The variant, from 0.
        variant: usize,
        /// The world, from 0.
        world: usize,
    },
}

impl fmt::Display for RegretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no variant, or no world"),
            Self::Shape => f.write_str("not every variant has one value a world"),
            Self::Value { variant, world } => {
                write!(f, "variant {variant} has no valid value in world {world}")
            }
        }
    }
}

impl std::error::Error for RegretError {}

/// The regret of each variant. `means` has one row a variant with one value a
/// world: the mean of replicates, best under common random numbers;
/// `weights` says how much each world counts, if not all count alike;
/// `std_errors` has their standard errors in the same shape as means, if known. They are
/// combined as if independent, so with common random numbers the noise is
/// overstated.
///
/// # Errors
/// If the tables are empty, of different shapes, or hold what is no number.
///
/// ```
/// use orgsim::analysis::{Direction, discovery::regrets};
/// let means = [vec![1.0, 5.0], vec![3.0, 4.0]];
/// let found = regrets(&means, None, None, Direction::Larger)?;
/// assert_eq!((found[0].max, found[0].mean), (2.0, 1.0));
/// assert_eq!((found[1].max, found[1].mean), (1.0, 0.5));
/// # Ok::<(), orgsim::analysis::discovery::RegretError>(())
/// ```
pub fn regrets(
    means: &[Vec<f64>],
    weights: Option<&[f64]>,
    std_errors: Option<&[Vec<f64>]>,
    direction: Direction,
) -> Result<Vec<Regret>, RegretError> {
    let worlds = means.first().map_or(0, Vec::len);
    if worlds == 0 {
        return Err(RegretError::Empty);
    }
    check(means, worlds, f64::is_finite)?;
    if let Some(errors) = std_errors {
        if errors.len() != means.len() {
            return Err(RegretError::Shape);
        }
        check(errors, worlds, |error| error.is_finite() && error >= 0.0)?;
    }
    if weights.is_some_and(|weights| weights.len() != worlds || weights.iter().sum::<f64>() <= 0.0)
    {
        return Err(RegretError::Shape);
    }
    let sign = direction.sign();
    let best_variants = (0..worlds).map(|world| {
        let better = |a: usize, b: usize| sign * means[b][world] > sign * means[a][world];
        let variants = 0..means.len();
        variants.fold(
            0,
            |best, other| if better(best, other) { other } else { best },
        )
    });
    let best: Vec<usize> = best_variants.collect();
    let noise = |variant: usize| -> Option<f64> {
        let errors = std_errors?;
        let comparisons = (worlds * (means.len() - 1).max(1)) as f64;
        let z = normal_quantile(1.0 - NOISE / comparisons);
        let spread = |world: usize| {
            let others = (0..means.len()).filter(|&other| other != variant);
            let widest = others.map(|other| errors[other][world]).fold(0.0, f64::max);
            let own = errors[variant][world];
            (own * own + widest * widest).sqrt()
        };
        Some(z * (0..worlds).map(spread).fold(0.0, f64::max))
    };
    let regret = |(variant, row): (usize, &Vec<f64>)| {
        let worlds = row.iter().zip(&best).enumerate();
        let by_world: Vec<f64> = worlds
            .map(|(world, (&own, &best))| sign * (means[best][world] - own))
            .collect();
        let worst_world = (0..by_world.len()).fold(0, |worst, world| {
            if by_world[world] > by_world[worst] {
                world
            } else {
                worst
            }
        });
        let max = by_world[worst_world];
        let (p90, mean) = match weights {
            None => {
                let [p90] = quantiles(&mut by_world.clone(), [0.9]).unwrap_or([max]);
                (p90, by_world.iter().sum::<f64>() / by_world.len() as f64)
            }
            Some(weights) => weighted(&by_world, weights),
        };
        let max_of_noise = noise(variant);
        Regret {
            max,
            worst_world,
            p90,
            mean,
            max_of_noise,
            may_be_noise: max_of_noise.is_some_and(|noise| max > 0.0 && max <= noise),
            by_world,
        }
    };
    Ok(means.iter().enumerate().map(regret).collect())
}

/// The regret that a tenth of the weight exceeds at most, and the mean.
fn weighted(by_world: &[f64], weights: &[f64]) -> (f64, f64) {
    let whole: f64 = weights.iter().sum();
    let mut pairs: Vec<(f64, f64)> = by_world
        .iter()
        .copied()
        .zip(weights.iter().copied())
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut p90) = (0.0, 0.0);
    for &(regret, weight) in &pairs {
        p90 = regret;
        below += weight;
        if below >= 0.9 * whole {
            break;
        }
    }
    let sum: f64 = pairs.iter().map(|(regret, weight)| regret * weight).sum();
    (p90, sum / whole)
}

fn check(
    table: &[Vec<f64>],
    worlds: usize,
    is_valid: impl Fn(f64) -> bool,
) -> Result<(), RegretError> {
    for (variant, row) in table.iter().enumerate() {
        if row.len() != worlds {
            return Err(RegretError::Shape);
        }
        if let Some(world) = row.iter().position(|&value| !is_valid(value)) {
            return Err(RegretError::Value { variant, world });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Savage's table of regrets, with larger payoffs better.
    #[test]
    fn regret_is_taken_world_by_world() {
        let means = [
            vec![9.0, 0.0, 3.0],
            vec![5.0, 5.0, 5.0],
            vec![0.0, 8.0, 4.0],
        ];
        let found = regrets(&means, None, None, Direction::Larger).unwrap();
        assert_eq!(found[0].by_world, [0.0, 8.0, 2.0]);
        assert_eq!(found[1].by_world, [4.0, 3.0, 0.0]);
        assert_eq!(found[2].by_world, [9.0, 0.0, 1.0]);
        assert_eq!((found[1].max, found[1].worst_world), (4.0, 0));
        assert!((found[0].p90 - 6.8).abs() < 1e-12);
        let negated: Vec<Vec<f64>> = means.map(|row| row.iter().map(|x| -x).collect()).into();
        assert_eq!(
            regrets(&negated, None, None, Direction::Smaller).unwrap(),
            found
        );
    }

    #[test]
    fn worlds_count_by_their_weights() {
        let means = [vec![0.0, 0.0, 0.0, 9.0], vec![3.0, 2.0, 1.0, 0.0]];
        let of = |weights: &[f64]| regrets(&means, Some(weights), None, Direction::Larger);
        let found = of(&[1.0, 2.0, 97.0, 0.0]).unwrap();
        assert_eq!((found[0].p90, found[0].max), (1.0, 3.0));
        assert!((found[0].mean - 1.04).abs() < 1e-12);
        assert_eq!((found[1].p90, found[1].mean, found[1].max), (0.0, 0.0, 9.0));
        let alike = regrets(&means, None, None, Direction::Larger).unwrap();
        assert_eq!(of(&[0.5; 4]).unwrap()[0].mean, alike[0].mean);
        assert_eq!(of(&[1.0]).err(), Some(RegretError::Shape));
        assert_eq!(of(&[0.0; 4]).err(), Some(RegretError::Shape));
    }

    #[test]
    fn noise_is_told_from_regret() {
        let means = [vec![0.0; 50], vec![0.1; 50], vec![9.0; 50]];
        let errors = vec![vec![0.1; 50]; 2];
        let two = regrets(&means[..2], None, Some(&errors), Direction::Larger).unwrap();
        // 3.09 standard errors of a difference, for 50 worlds
        let limit = two[0].max_of_noise.unwrap();
        assert!(
            (limit - 3.090_232 * 0.02_f64.sqrt()).abs() < 1e-6,
            "{limit}"
        );
        assert!(two[0].may_be_noise && !two[1].may_be_noise);
        let errors = vec![vec![0.1; 50]; 3];
        let three = regrets(&means, None, Some(&errors), Direction::Larger).unwrap();
        assert!(!three[0].may_be_noise);
    }

    #[test]
    fn what_is_no_table_is_an_error() {
        let regrets = |means: &[Vec<f64>]| regrets(means, None, None, Direction::Larger).err();
        assert_eq!(regrets(&[]), Some(RegretError::Empty));
        assert_eq!(
            regrets(&[vec![1.0], vec![1.0, 2.0]]),
            Some(RegretError::Shape)
        );
        let value = RegretError::Value {
            variant: 0,
            world: 1,
        };
        assert_eq!(regrets(&[vec![1.0, f64::NAN]]), Some(value));
    }
}
