//! A posterior from simulations whose likelihood nobody can write down: summaries are taken to
//! be normal around means that are learnt from the simulations (synthetic likelihood; Wood 2010,
//! Nature 466: 1102).

use super::linear::{cholesky, forward, solve};
use super::ridge::{Ridge, dot, spread};
use crate::elementary::ln;
use crate::random::{Entity, Purpose, Streams};
use crate::units::Quarter;

/// What keeps squares and nuisances from following noise, relative to the number of
/// simulations; a little also for what is linear, so that there always is a solution.
const RIDGES: [f64; 3] = [1e-5, 1e-3, 0.05];

/// Least variance of a summary around its mean, of that of the summary: those that depend on
/// each other alone would have none together.
const LEAST: f64 = 1e-4;

/// Walkers of the search, which are as many as two times the parameters if that is more.
const WALKERS: usize = 100;

/// Steps before the first that count, and from one that counts to the next.
const WARM_UP: usize = 400;
const APART: usize = 10;

/// Variance of what is even between -1 and 1.
const EVEN: f64 = 1.0 / 3.0;

/// A simulation: parameters of interest and nuisances, whose priors are even between -1 and 1,
/// and the summaries of what came out. They may be wherever the posterior is to be known well.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Simulated {
    pub(crate) parameters: Vec<f64>,
    pub(crate) nuisances: Vec<f64>,
    /// Other nuisances, from their prior.
    pub(crate) prior: Vec<f64>,
    pub(crate) summaries: Vec<f64>,
}

/// What is believed of parameters and nuisances.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Believed {
    pub(crate) parameters: Vec<f64>,
    pub(crate) nuisances: Vec<f64>,
}

/// Draws from the posterior of parameters and nuisances, as many as there are simulations:
/// what of them gives summaries as observed. None if there are too few simulations, or nothing
/// differs.
///
/// The mean of a summary is a constant, a line and a square in each parameter and a line in
/// each nuisance, by ridge regression; its covariance is that of what each simulation has from
/// what all others say of it. Parameters are drawn by differential evolution (ter Braak 2006,
/// Stat. Comput. 16: 239), with nuisances averaged out; nuisances then by conditioning a draw
/// of their own (Matheron's rule).
pub(crate) fn posterior(
    simulated: &[Simulated],
    observed: &[f64],
    streams: &Streams,
    purpose: impl Purpose,
) -> Option<Vec<Believed>> {
    let emulator = Emulator::of(simulated, observed)?;
    let drawn = emulator.parameters(simulated, streams, purpose);
    let each = simulated.iter().zip(&emulator.left).zip(drawn);
    let conditioned =
        each.map(|((own, left), parameters)| emulator.conditioned(own, left, parameters));
    Some(conditioned.collect())
}

/// Means and covariance of the summaries, less what was observed, in units of their spread.
struct Emulator {
    /// By summary: slopes of constant, lines and squares, and of nuisances.
    means: Vec<Vec<f64>>,
    nuisances: Vec<Vec<f64>>,
    /// By simulation: what its summaries have left.
    left: Vec<Vec<f64>>,
    /// Cholesky factor of the covariance of the summaries given the parameters alone.
    lower: Vec<Vec<f64>>,
}

impl Emulator {
    fn of(simulated: &[Simulated], observed: &[f64]) -> Option<Self> {
        let first = simulated.first()?;
        let (count, nuisances) = (first.parameters.len(), first.nuisances.len());
        let bases = 1 + 2 * count;
        if count == 0 || simulated.len() < 2 * (bases + 1) {
            return None;
        }
        let spreads: Vec<f64> = (0..observed.len())
            .map(|place| spread(simulated.iter().map(|own| own.summaries[place])))
            .collect();
        let targets: Vec<Vec<f64>> = (0..observed.len())
            .map(|place| {
                let scaled =
                    |own: &Simulated| (own.summaries[place] - observed[place]) / spreads[place];
                simulated.iter().map(scaled).collect()
            })
            .collect();
        let rows: Vec<Vec<f64>> = simulated
            .iter()
            .map(|own| {
                let mut row = basis(&own.parameters);
                row.extend(&own.nuisances);
                row
            })
            .collect();
        let ridge = |column: usize| {
            let kind = [1, 1 + count, bases];
            let kind = kind.iter().filter(|first| column >= **first).count();
            match kind {
                0 => 0.0,
                kind => RIDGES[kind - 1] * simulated.len() as f64,
            }
        };
        let Ridge {
            lower: normal,
            slopes,
        } = Ridge::of(&rows, &targets, ridge)?;
        let left: Vec<Vec<f64>> = rows
            .iter()
            .enumerate()
            .map(|(number, row)| {
                // A simulation pulls its own mean towards itself by so much.
                let own = forward(&normal, row);
                let pull = dot(&own, &own);
                let each = slopes.iter().zip(&targets);
                each.map(|(slopes, target)| (target[number] - dot(slopes, row)) / (1.0 - pull))
                    .collect()
            })
            .collect();
        let mut means = slopes;
        let nuisances: Vec<Vec<f64>> = means
            .iter_mut()
            .map(|slopes| slopes.split_off(bases))
            .inspect(|own| debug_assert_eq!(own.len(), nuisances))
            .collect();
        let mut covariance = vec![vec![0.0; observed.len()]; observed.len()];
        for (row, sums) in covariance.iter_mut().enumerate() {
            for (column, sum) in sums.iter_mut().enumerate() {
                let noise: f64 = left.iter().map(|own| own[row] * own[column]).sum();
                let of_nuisances = EVEN * dot(&nuisances[row], &nuisances[column]);
                *sum = noise / left.len() as f64 + of_nuisances;
            }
            sums[row] += LEAST;
        }
        Some(Self {
            lower: cholesky(&covariance)?,
            means,
            nuisances,
            left,
        })
    }

    /// Mean of each summary at parameters, with nuisances in the middle.
    fn means(&self, parameters: &[f64]) -> Vec<f64> {
        let basis = basis(parameters);
        self.means
            .iter()
            .map(|slopes| dot(slopes, &basis))
            .collect()
    }

    /// Logarithm of the density of what was observed, but for a constant; none beyond the
    /// range of the parameters.
    fn log_density(&self, parameters: &[f64]) -> Option<f64> {
        let is_within = parameters.iter().all(|own| (-1.0..=1.0).contains(own));
        is_within.then(|| {
            let off = forward(&self.lower, &self.means(parameters));
            -0.5 * dot(&off, &off)
        })
    }

    /// As many draws of the parameters as there are simulations.
    fn parameters(
        &self,
        simulated: &[Simulated],
        streams: &Streams,
        purpose: impl Purpose,
    ) -> Vec<Vec<f64>> {
        let count = simulated[0].parameters.len();
        let walkers = WALKERS.max(2 * count).min(simulated.len());
        // From where the density is highest.
        let mut starts: Vec<(f64, &Vec<f64>)> = simulated
            .iter()
            .filter_map(|own| Some((self.log_density(&own.parameters)?, &own.parameters)))
            .collect();
        starts.sort_by(|a, b| b.0.total_cmp(&a.0));
        let starts = starts.into_iter().take(walkers);
        let mut walkers: Vec<(f64, Vec<f64>)> = starts
            .map(|(density, own)| (density, own.clone()))
            .collect();
        let mut drawn = Vec::with_capacity(simulated.len());
        let mut step = 0;
        while drawn.len() < simulated.len() {
            step += 1;
            for half in 0..2 {
                for walker in (half..walkers.len()).step_by(2) {
                    let luck = |nth: u16| {
                        let own = Entity {
                            id: walker as u32,
                            generation: 0,
                        };
                        streams.nth_uniform(purpose, own, Quarter(step as i32), 0, nth)
                    };
                    self.walk(&mut walkers, walker, step % APART == 0, luck);
                }
            }
            if step > WARM_UP && step % APART == 0 {
                drawn.extend(walkers.iter().map(|(_, own)| own.clone()));
            }
        }
        drawn.truncate(simulated.len());
        drawn
    }

    /// A step of a walker: along the difference of two of the other half, now and then of its
    /// whole length, to get from one mode to another.
    fn walk(
        &self,
        walkers: &mut [(f64, Vec<f64>)],
        walker: usize,
        is_whole: bool,
        luck: impl Fn(u16) -> f64,
    ) {
        let others = walkers.len() / 2;
        let other = |u: f64| 2 * ((u * others as f64) as usize) + 1 - walker % 2;
        let (first, second) = (&walkers[other(luck(0))].1, &walkers[other(luck(1))].1);
        let own = &walkers[walker].1;
        let length = match is_whole {
            true => 1.0,
            false => 2.38 / (2.0 * own.len() as f64).sqrt(),
        };
        let jitter = |nth: usize| 2e-3 * (luck(3 + nth as u16) - 0.5);
        let to: Vec<f64> = (0..own.len())
            .map(|nth| own[nth] + length * (first[nth] - second[nth]) + jitter(nth))
            .collect();
        if let Some(density) = self.log_density(&to)
            && ln(luck(2)) < density - walkers[walker].0
        {
            walkers[walker] = (density, to);
        }
    }

    /// Parameters that were drawn, beside nuisances from their prior that are moved so that
    /// with the noise of a simulation they give what was observed.
    fn conditioned(&self, own: &Simulated, left: &[f64], parameters: Vec<f64>) -> Believed {
        let means = self.means(&parameters);
        let wanted: Vec<f64> = means
            .iter()
            .zip(&self.nuisances)
            .zip(left)
            .map(|((mean, slopes), left)| -mean - dot(slopes, &own.prior) - left)
            .collect();
        let weights = solve(&self.lower, &wanted);
        let moved = own.prior.iter().enumerate().map(|(place, nuisance)| {
            let slopes = self.nuisances.iter().zip(&weights);
            let pull: f64 = slopes.map(|(slopes, weight)| slopes[place] * weight).sum();
            reflected(nuisance + EVEN * pull)
        });
        Believed {
            nuisances: moved.collect(),
            parameters,
        }
    }
}

/// A constant, and a line and a square in each parameter.
fn basis(parameters: &[f64]) -> Vec<f64> {
    let squares = parameters.iter().map(|own| own * own - EVEN);
    std::iter::once(1.0)
        .chain(parameters.iter().copied())
        .chain(squares)
        .collect()
}

/// What was moved beyond an end of -1 to 1, as far within.
fn reflected(place: f64) -> f64 {
    let folded = (place + 1.0).rem_euclid(4.0);
    if folded > 2.0 {
        3.0 - folded
    } else {
        folded - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::normal_quantile;
    use crate::random::Stream;

    fn uniform(id: usize, nth: u16) -> f64 {
        let own = Entity {
            id: id as u32,
            generation: 0,
        };
        Streams::new(9, 1).nth_uniform(Stream::ParameterDraw, own, Quarter(0), 0, nth)
    }

    fn even(id: usize, nth: u16) -> f64 {
        2.0 * uniform(id, nth) - 1.0
    }

    fn noise(id: usize, nth: u16) -> f64 {
        normal_quantile(uniform(id, nth))
    }

    /// Simulations of a model: summaries of two parameters and a nuisance.
    fn simulated(count: usize, of: impl Fn(&[f64], f64, usize) -> Vec<f64>) -> Vec<Simulated> {
        let one = |id: usize| {
            let (parameters, nuisance) = (vec![even(id, 0), even(id, 1)], even(id, 2));
            Simulated {
                summaries: of(&parameters, nuisance, id),
                nuisances: vec![nuisance],
                prior: vec![nuisance],
                parameters,
            }
        };
        (0..count).map(one).collect()
    }

    fn moments(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let count = numbers.clone().count() as f64;
        (numbers.clone().sum::<f64>() / count, spread(numbers))
    }

    fn drawn(simulated: &[Simulated], observed: &[f64]) -> Vec<Believed> {
        posterior(
            simulated,
            observed,
            &Streams::new(3, 0),
            Stream::PosteriorWalk,
        )
        .unwrap()
    }

    /// Of lines with normal noise and a nuisance, the posterior is known: far from the ends it
    /// is normal, beyond an end it is cut off.
    #[test]
    fn a_posterior_that_is_known_is_found() {
        let of = |own: &[f64], nuisance: f64, id: usize| {
            vec![
                own[0] + 0.1 * nuisance + 0.1 * noise(id, 3),
                own[0] + own[1] + 0.2 * noise(id, 4),
            ]
        };
        let all = simulated(4_000, of);
        let found = drawn(&all, &[0.2, -0.1]);
        let first = moments(found.iter().map(|own| own.parameters[0]));
        let second = moments(found.iter().map(|own| own.parameters[1]));
        // The nuisance has variance 1/3.
        let wide = (0.01 + 0.01 / 3.0_f64).sqrt();
        for (found, known) in [(first, (0.2, wide)), (second, (-0.3, wide.hypot(0.2)))] {
            assert!(
                (found.0 - known.0).abs() < 0.1 * known.1,
                "{found:?} {known:?}"
            );
            assert!((found.1 / known.1 - 1.0).abs() < 0.1, "{found:?} {known:?}");
        }
        // At the end, half a normal distribution: mean 1 - sd sqrt(2 / pi).
        let cut = drawn(&all, &[1.0, 1.0]);
        let (mean, _) = moments(cut.iter().map(|own| own.parameters[0]));
        let known = 1.0 - wide * (2.0 / std::f64::consts::PI).sqrt();
        assert!((mean - known).abs() < 0.15 * wide, "{mean} {known}");
        assert!(cut.iter().all(|own| own.parameters[0] <= 1.0));
    }

    /// What a parameter leaves, nuisances make up for.
    #[test]
    fn parameters_and_nuisances_give_together_what_was_observed() {
        let of = |own: &[f64], nuisance: f64, id: usize| {
            vec![own[0] + 0.5 * nuisance, own[1] + 0.3 * noise(id, 3)]
        };
        let found = drawn(&simulated(2_000, of), &[0.1, 0.0]);
        let given = found
            .iter()
            .map(|own| own.parameters[0] + 0.5 * own.nuisances[0]);
        let (mean, spread) = moments(given);
        // Without that they would spread by 0.4.
        assert!((mean - 0.1).abs() < 0.01 && spread < 0.1, "{mean} {spread}");
    }

    /// Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): the truth has any
    /// rank as often, where means are curved and what is observed is near an end, too. In 400
    /// trials a share of one half is missed by .13, and one of .9 by .078, once in 5e6.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let of = |own: &[f64], nuisance: f64, id: usize| {
            vec![
                own[0] + 0.3 * own[0] * own[0] + 0.2 * nuisance + 0.2 * noise(id, 3),
                own[1] - 0.5 * own[0] + 0.3 * noise(id, 4),
            ]
        };
        let all = simulated(1_000, of);
        let mut inside = [0; 2];
        for trial in 5_000..5_200 {
            let truth = [even(trial, 0), even(trial, 1)];
            let observed = of(&truth, even(trial, 2), trial);
            let found = drawn(&all[..400], &observed);
            for (place, truth) in truth.iter().enumerate() {
                let below = found.iter().filter(|own| own.parameters[place] < *truth);
                let below = below.count() as f64 / found.len() as f64;
                inside[0] += i32::from((0.25..=0.75).contains(&below));
                inside[1] += i32::from((0.05..=0.95).contains(&below));
            }
        }
        assert!((148..=252).contains(&inside[0]), "{inside:?} of 400");
        assert!((329..=391).contains(&inside[1]), "{inside:?} of 400");
    }

    #[test]
    fn too_few_simulations_say_nothing() {
        let all = simulated(8, |own, _, _| own.to_vec());
        let streams = Streams::new(3, 0);
        assert_eq!(
            posterior(&all, &[0.0, 0.0], &streams, Stream::PosteriorWalk),
            None
        );
        assert_eq!(posterior(&[], &[], &streams, Stream::PosteriorWalk), None);
    }

    #[test]
    fn what_is_moved_beyond_an_end_comes_back() {
        let pairs = [
            (0.5, 0.5),
            (1.25, 0.75),
            (-1.25, -0.75),
            (3.5, -0.5),
            (-3.0, 1.0),
        ];
        for (from, to) in pairs {
            assert!((reflected(from) - to).abs() < 1e-12, "{from}");
        }
    }
}
