//! The organisation of the records as a scenario whose parameters nobody knows: draws of them,
//! and the records that simulated organisations keep.

use std::convert::Infallible;

use super::draw::{Draw, Particle};
use super::learnable::Learnable;
use super::statistics::{Scope, statistics};
use crate::analysis::sampling::LatinHypercube;
use crate::engine::{MonteCarlo, Next, Signals};
use crate::experiment::Assumed;
use crate::random::{Stream, Streams};
use crate::records::Records;
use crate::scenario::{Loaded, Scenario};
use crate::simulation::Simulation;
use crate::units::CalendarQuarter;

/// Most attempts at a draw that breaks a rule.
const ATTEMPTS: u16 = 20;

/// A scenario, and what of it is drawn: what may be learnt, and all else that is assumed.
pub(super) struct World {
    pub(super) learnable: Vec<Learnable>,
    pub(super) assumed: Assumed,
    pub(super) first: CalendarQuarter,
}

/// What is asked of a round of draws.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    pub(super) draws: u64,
    pub(super) seed: u64,
    /// Number of the first run, so that no two rounds share their luck.
    pub(super) first_run: u64,
}

impl World {
    pub(super) fn new(
        loaded: &Loaded,
        learnable: Vec<Learnable>,
        first: CalendarQuarter,
        engine: &MonteCarlo,
    ) -> Self {
        Self {
            assumed: Assumed::of(&[loaded], engine),
            learnable,
            first,
        }
    }

    /// The same with all that is assumed at its default.
    pub(super) fn with_defaults(mut self) -> Self {
        self.assumed.drawn.clear();
        self
    }

    /// A particle of another world of the same organisation, in which more may be drawn.
    pub(super) fn adopted(&self, particle: &Particle, of: &Self) -> Particle {
        let place = |key: &str| of.assumed.drawn.iter().position(|own| own.key == key);
        let drawn = self.assumed.drawn.iter();
        // What only this world draws is in the middle of its range.
        let others = drawn.map(|own| place(&own.key).map_or(0.5, |place| particle.others[place]));
        Particle {
            others: others.collect(),
            ..particle.clone()
        }
    }

    /// The scenario with parameters at these places of their priors; none if that breaks a rule
    /// of it.
    pub(super) fn scenario(&self, places: &[f64], others: &[f64]) -> Option<Scenario> {
        let pairs = self.learnable.iter().zip(places);
        let learnt: Vec<String> = pairs
            .map(|(own, &place)| own.set(own.value(place)))
            .collect();
        self.assumed
            .scenario(0, &self.other_values(others), &learnt)
    }

    /// Values of all that is assumed, at places of their ranges.
    pub(super) fn other_values(&self, others: &[f64]) -> Vec<f64> {
        let pairs = self.assumed.drawn.iter().zip(others);
        let values = pairs.map(|(own, place)| {
            let (low, high) = own.stretched(1.0);
            low + (high - low) * place
        });
        values.collect()
    }

    /// Draws from boxes within the prior, each simulated once; what is believed already, if
    /// anything, replaces those of what is learnt and of all else. None if it was interrupted.
    pub(super) fn draw(
        &self,
        boxes: &[(f64, f64)],
        believed: Option<(&[&Particle], &[bool])>,
        (scope, round): (&Scope, Round),
        (engine, signals): (&MonteCarlo, &Signals),
        done: impl FnMut(u64),
    ) -> Option<Vec<Draw>> {
        let learnt = self.learnable.len();
        let points = LatinHypercube::with_streams(
            Streams::new(round.seed, round.first_run),
            Stream::ParameterDraw,
            round.draws as usize,
            learnt + self.assumed.drawn.len(),
        );
        let scope = scope.of_simulated();
        let one = |draw: u64| -> Option<Draw> {
            (0..ATTEMPTS).find_map(|attempt| {
                let place = |column: usize| match attempt {
                    0 => points.coordinate(draw as usize, column),
                    _ => points.replacement(draw as usize, column, attempt),
                };
                let columns = learnt + self.assumed.drawn.len();
                let luck: Vec<f64> = (0..columns).map(place).collect();
                let ends = boxes.iter().zip(&luck);
                let mut places: Vec<f64> = ends
                    .map(|((low, high), place)| low + (high - low) * place)
                    .collect();
                let mut others = luck[learnt..].to_vec();
                if let Some((particles, is_learnt)) = believed {
                    // One that breaks a rule is replaced by another.
                    let step = usize::from(attempt) * particles.len() / usize::from(ATTEMPTS);
                    let own = particles[(draw as usize + step) % particles.len()];
                    others.clone_from(&own.others);
                    for (place, is_learnt) in is_learnt.iter().enumerate() {
                        if *is_learnt && !self.learnable[place].is_measured() {
                            places[place] = own.places[place];
                        }
                    }
                }
                let scenario = self.scenario(&places, &others)?;
                let simulation = Simulation::new(&scenario);
                let records = simulation.records(round.first_run + draw, self.first);
                let statistics = statistics(&records, &scope);
                let is_finite = statistics.iter().all(|number| number.is_finite());
                is_finite.then_some(Draw {
                    places,
                    others,
                    luck,
                    statistics,
                })
            })
        };
        simulated(engine, round.draws, signals, one, done)
    }

    /// What is to be known of the records of one organisation at each of some particles; none
    /// where that breaks a rule. None at all if it was interrupted.
    pub(super) fn outcomes<T: Send>(
        &self,
        particles: &[&Particle],
        first_run: u64,
        (engine, signals): (&MonteCarlo, &Signals),
        of: impl Fn(&Records) -> T + Sync,
    ) -> Option<Vec<Option<T>>> {
        let one = |draw: u64| {
            let own = particles[draw as usize];
            let scenario = self.scenario(&own.places, &own.others);
            let records = scenario
                .map(|scenario| Simulation::new(&scenario).records(first_run + draw, self.first));
            Some(records.map(|records| of(&records)))
        };
        simulated(engine, particles.len() as u64, signals, one, |_| ())
    }

    /// The same where no rule is broken.
    pub(super) fn records<T: Send>(
        &self,
        particles: &[&Particle],
        first_run: u64,
        means: (&MonteCarlo, &Signals),
        of: impl Fn(&Records) -> T + Sync,
    ) -> Option<Vec<T>> {
        let all = self.outcomes(particles, first_run, means, of)?;
        Some(all.into_iter().flatten().collect())
    }
}

/// What comes out of each of so many draws, in their order; those without are left out. None
/// if it was interrupted.
fn simulated<T: Send>(
    engine: &MonteCarlo,
    draws: u64,
    signals: &Signals,
    one: impl Fn(u64) -> Option<T> + Sync,
    mut done: impl FnMut(u64),
) -> Option<Vec<T>> {
    let mut all = Vec::new();
    let Ok(finished) = engine.run(
        draws,
        signals,
        || (),
        |(), draw| one(draw),
        |_, results| {
            done(results.len() as u64);
            all.extend(results.into_iter().flatten());
            Ok::<_, Infallible>(Next::Continue)
        },
    );
    (!finished.interrupted).then_some(all)
}
