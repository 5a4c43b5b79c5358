//! Approximate Bayesian computation with sequential Monte Carlo.

use super::distance::{Weighting, distance};
use super::error::check;
use super::kernel::{Kernel, Population};
use super::{CalibrationError, End, Generation, Particle, Posterior, Prior, Simulations};
use crate::engine::Next;
use crate::random::Streams;

/// How a posterior is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct AbcSettings {
    /// Particles of a generation, from 10.
    pub particles: usize,
    /// Share of the points that pass the earlier generations' distances that
    /// become particles, strictly between 0 and 1: how fast the distance falls.
    pub quantile: f64,
    /// How statistics are brought to one scale.
    pub weighting: Weighting,
    /// The distance at which it is enough, from 0; a generation does not go
    /// below it.
    pub target: f64,
    /// Least fall of the distance from one generation to the next, as a share
    /// within 0 to 1; it ends when the fall is smaller. Both distances are
    /// taken with the factors of the later generation.
    pub least_fall: f64,
    /// Least share of the simulations of a generation that become particles,
    /// above 0 and below `quantile`.
    pub least_acceptance: f64,
    /// Most simulations, at least those of the first generation, `particles /
    /// quantile`.
    pub most_simulations: u64,
    /// Most generations, from 1.
    pub most_generations: usize,
}

impl Default for AbcSettings {
    /// 1,000 particles by medians, until a generation takes more than 100
    /// simulations a particle or the distance falls by less than 1%.
    fn default() -> Self {
        Self {
            particles: 1000,
            quantile: 0.5,
            weighting: Weighting::Deviation,
            target: 0.0,
            least_fall: 0.01,
            least_acceptance: 0.01,
            most_simulations: 1_000_000,
            most_generations: 30,
        }
    }
}

/// A simulation of a point that was proposed.
struct Trial {
    point: Vec<f64>,
    values: Vec<f64>,
    statistics: Vec<f64>,
    /// Whether all statistics are finite.
    is_finite: bool,
    /// Whether it passes the distances of the earlier generations.
    passes: bool,
}

/// A distance that later generations must keep to.
struct Criterion {
    factors: Vec<f64>,
    epsilon: f64,
}

/// The posterior of parameters, given observed statistics.
///
/// The adaptive algorithm of Prangle (2017). A generation takes points from the
/// prior at first, later near the particles of the one before (Toni et al. 2009;
/// Beaumont et al. 2009), until `particles / quantile` have passed the distances
/// of all earlier generations: with factors that change, thresholds of different
/// generations cannot be compared, and each of them must hold. It then computes
/// its own factors from all its simulations, and the points nearest by them
/// become particles, with weights that undo the choice of where to look.
///
/// Proposals are numbered, and those that passed are counted in the order of
/// their numbers. Points whose simulation is quick have no advantage, and the
/// result depends neither on threads nor on batches. The rules
/// that end it, for acceptance and number of simulations, act inside of a
/// generation, which is then dropped.
///
/// `simulate` gives the statistics of parameter values, in the order of
/// `observed`; its luck is a function of the number of the simulation. What is
/// not finite counts as rejected.
///
/// # Errors
/// If a setting is out of its range, statistics do not match `observed`, or the
/// first generation fails, holds no information or is interrupted.
///
/// ```
/// use orgsim::analysis::calibration::{
///     AbcSettings, Marginal, Parameter, Prior, Simulations, abc_smc,
/// };
/// use orgsim::engine::{MonteCarlo, Signals};
/// use orgsim::random::{Entity, Normal, Stream, Streams};
/// use orgsim::units::Quarter;
/// use std::num::NonZeroU64;
///
/// let marginal = Marginal::Uniform { low: 0.0, high: 10.0 };
/// let prior = Prior::new(vec![Parameter { name: "rate".to_owned(), marginal }])?;
/// let engine = MonteCarlo::new(NonZeroU64::new(100).unwrap(), 2)?;
/// let with = Simulations { engine: &engine, signals: &Signals::default(), seed: 1 };
/// let settings = AbcSettings { particles: 200, ..AbcSettings::default() };
/// let posterior = abc_smc(&prior, &[3.0], &settings, with, |values, number| {
///     let u = Streams::new(2, number).uniform(Stream::Shock, Entity::default(), Quarter(0));
///     vec![values[0] + Normal::new(0.0, 0.5).quantile(u)]
/// })?;
/// assert!((posterior.mean(0) - 3.0).abs() < 0.3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn abc_smc(
    prior: &Prior,
    observed: &[f64],
    settings: &AbcSettings,
    with: Simulations,
    simulate: impl Fn(&[f64], u64) -> Vec<f64> + Sync,
) -> Result<Posterior, CalibrationError> {
    posterior_from(0, prior, observed, settings, with, &simulate)
}

/// The same, with simulations whose numbers start at `start`.
pub(super) fn posterior_from(
    start: u64,
    prior: &Prior,
    observed: &[f64],
    settings: &AbcSettings,
    with: Simulations,
    simulate: &(impl Fn(&[f64], u64) -> Vec<f64> + Sync),
) -> Result<Posterior, CalibrationError> {
    settings.check(observed)?;
    let mut criteria: Vec<Criterion> = Vec::new();
    let mut found: Option<Posterior> = None;
    let mut simulations = 0;
    let end = loop {
        let kernel = found.as_ref().map(|f| Kernel::around(&f.population()));
        let cap = settings.cap().min(settings.most_simulations - simulations);
        let first = start + simulations;
        let trial = |run: u64| {
            let streams = Streams::new(with.seed, first + run);
            let point = match &kernel {
                None => prior.draw(&streams),
                Some(kernel) => kernel.propose(&streams)?.point,
            };
            let values = prior.values(&point);
            let statistics = simulate(&values, first + run);
            let is_finite = statistics.iter().all(|s| s.is_finite());
            let near = |c: &Criterion| distance(&c.factors, &statistics, observed) <= c.epsilon;
            Some(Trial {
                passes: is_finite && criteria.iter().all(near),
                point,
                values,
                statistics,
                is_finite,
            })
        };
        let trials = match until_passed(with, cap, settings.wanted(), trial) {
            Err(error) if found.is_none() => return Err(error),
            Err(_) => break End::Interrupted,
            Ok(trials) => trials,
        };
        simulations += trials.len() as u64;
        if let Some(run) = wrong_length(&trials, observed.len()) {
            let simulation = first + run;
            return Err(CalibrationError::Statistics { simulation });
        }
        let passed = trials.iter().flatten().filter(|trial| trial.passes).count();
        if passed < settings.wanted() {
            break match simulations >= settings.most_simulations {
                true => End::Simulations,
                false => End::Acceptance,
            };
        }

        let finite = trials.iter().flatten().filter(|trial| trial.is_finite);
        let rows: Vec<&[f64]> = finite.map(|trial| trial.statistics.as_slice()).collect();
        let factors = settings.weighting.factors(&rows, observed.len());
        if factors.iter().all(|&factor| factor == 0.0) {
            match found {
                None => return Err(CalibrationError::NoVariation),
                Some(_) => break End::SmallFall,
            }
        }
        let restated = found
            .as_ref()
            .map(|f| f.restated_epsilon(&factors, observed));
        let particles = nearest(&trials, &factors, observed, settings, kernel.as_ref());
        let epsilon = particles.iter().map(|p| p.distance).fold(0.0, f64::max);
        let mut generations = found
            .take()
            .map_or_else(Vec::new, |found| found.generations);
        generations.push(generation(&trials, &particles, &factors, epsilon));
        let reached = generations.len();
        criteria.push(Criterion { factors, epsilon });
        found = Some(Posterior {
            particles,
            generations,
            end: End::Generations,
            simulations,
        });
        if epsilon <= settings.target {
            break End::Target;
        } else if restated.is_some_and(|before| epsilon > (1.0 - settings.least_fall) * before) {
            break End::SmallFall;
        } else if reached >= settings.most_generations {
            break End::Generations;
        }
    };
    let mut found = found.ok_or(CalibrationError::Failing)?;
    (found.end, found.simulations) = (end, simulations);
    Ok(found)
}

/// Makes trials until so many passed, in the order of their numbers, or `cap`
/// were made. None stands for a point that could not be proposed.
fn until_passed(
    with: Simulations,
    cap: u64,
    wanted: usize,
    trial: impl Fn(u64) -> Option<Trial> + Sync,
) -> Result<Vec<Option<Trial>>, CalibrationError> {
    let (mut trials, mut passed) = (Vec::new(), 0);
    with.until(cap, trial, |trial| {
        passed += usize::from(trial.as_ref().is_some_and(|trial| trial.passes));
        trials.push(trial);
        match passed == wanted {
            true => Next::Stop,
            false => Next::Continue,
        }
    })?;
    Ok(trials)
}

/// The first trial with another number of statistics.
fn wrong_length(trials: &[Option<Trial>], statistics: usize) -> Option<u64> {
    let is_wrong = |trial: &Option<Trial>| {
        let trial = trial.as_ref();
        trial.is_some_and(|trial| trial.statistics.len() != statistics)
    };
    trials.iter().position(is_wrong).map(|run| run as u64)
}

/// The particles: of the trials that passed, the first in the order of numbers
/// that are at least as near as the last of the nearest.
fn nearest(
    trials: &[Option<Trial>],
    factors: &[f64],
    observed: &[f64],
    settings: &AbcSettings,
    kernel: Option<&Kernel>,
) -> Vec<Particle> {
    let passed = trials.iter().flatten().filter(|trial| trial.passes);
    let measured: Vec<(f64, &Trial)> = passed
        .map(|trial| (distance(factors, &trial.statistics, observed), trial))
        .collect();
    let mut distances: Vec<f64> = measured.iter().map(|(distance, _)| *distance).collect();
    distances.sort_unstable_by(f64::total_cmp);
    let last = distances.get(settings.particles - 1);
    let epsilon = last.map_or(f64::INFINITY, |&last| last.max(settings.target));
    let near = measured.iter().filter(|(distance, _)| *distance <= epsilon);
    let chosen: Vec<&(f64, &Trial)> = near.take(settings.particles).collect();
    let weights = chosen.iter().map(|(_, trial)| match kernel {
        None => 1.0,
        Some(kernel) => 1.0 / kernel.density(&trial.point),
    });
    let weights: Vec<f64> = weights.collect();
    let total: f64 = weights.iter().sum();
    let pairs = chosen.iter().zip(&weights);
    pairs
        .map(|((distance, trial), weight)| Particle {
            point: trial.point.clone(),
            values: trial.values.clone(),
            statistics: trial.statistics.clone(),
            distance: *distance,
            weight: weight / total,
        })
        .collect()
}

fn generation(
    trials: &[Option<Trial>],
    particles: &[Particle],
    factors: &[f64],
    epsilon: f64,
) -> Generation {
    let failed = trials.iter().flatten().filter(|trial| !trial.is_finite);
    let squares: f64 = particles.iter().map(|p| p.weight * p.weight).sum();
    let effective_size = 1.0 / squares;
    Generation {
        epsilon,
        factors: factors.to_vec(),
        simulations: trials.len() as u64,
        failed: failed.count() as u64,
        acceptance: particles.len() as f64 / trials.len() as f64,
        effective_size,
        is_degenerate: effective_size < particles.len() as f64 / 10.0,
    }
}

impl AbcSettings {
    fn check(&self, observed: &[f64]) -> Result<(), CalibrationError> {
        if observed.is_empty() || !observed.iter().all(|o| o.is_finite()) {
            return Err(CalibrationError::Observed);
        }
        let least = self.least_acceptance;
        check(&[
            (self.particles >= 10, "particles"),
            (self.quantile > 0.0 && self.quantile < 1.0, "quantile"),
            (self.weighting.is_valid(observed.len()), "weighting"),
            (self.target >= 0.0, "target"),
            ((0.0..=1.0).contains(&self.least_fall), "least_fall"),
            (least > 0.0 && least < self.quantile, "least_acceptance"),
            (
                self.most_simulations >= self.wanted() as u64,
                "most_simulations",
            ),
            (self.most_generations >= 1, "most_generations"),
        ])
    }

    /// How many points of a generation must pass the earlier distances.
    fn wanted(&self) -> usize {
        (self.particles as f64 / self.quantile).ceil() as usize
    }

    /// The simulations after which a generation would accept too few.
    fn cap(&self) -> u64 {
        (self.particles as f64 / self.least_acceptance).ceil() as u64
    }
}

impl Posterior {
    /// The particles as a population near which the next is looked for.
    fn population(&self) -> Population {
        let points = self.particles.iter().map(|p| p.point.clone()).collect();
        let weights = self.particles.iter().map(|p| p.weight).collect();
        Population::new(points, weights)
    }
}
