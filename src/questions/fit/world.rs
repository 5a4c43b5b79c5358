//! The organisation of the records as a scenario whose parameters nobody knows: draws of them,
//! and the records that simulated organisations keep.

use std::convert::Infallible;

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
    pub(super) loaded: Loaded,
    pub(super) learnable: Vec<Learnable>,
    pub(super) assumed: Assumed,
    pub(super) first: CalendarQuarter,
}

/// A draw of all parameters, and what a simulated organisation kept records of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draw {
    /// Places of what may be learnt in their priors.
    pub(super) places: Vec<f64>,
    /// Values of all else.
    pub(super) others: Vec<f64>,
    pub(super) statistics: Vec<f64>,
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
        loaded: Loaded,
        learnable: Vec<Learnable>,
        first: CalendarQuarter,
        engine: &MonteCarlo,
    ) -> Self {
        Self {
            assumed: Assumed::of(&[&loaded], engine),
            loaded,
            learnable,
            first,
        }
    }

    /// The scenario with these values; none if they break a rule of it.
    pub(super) fn scenario(&self, values: &[f64], others: &[f64]) -> Option<Scenario> {
        let pairs = self.learnable.iter().zip(values);
        let learnt: Vec<String> = pairs.map(|(own, &value)| own.set(value)).collect();
        self.assumed.scenario(0, others, &learnt)
    }

    /// Draws from boxes within the prior, each simulated once. None if it was interrupted.
    pub(super) fn draw(
        &self,
        boxes: &[(f64, f64)],
        scope: &Scope,
        round: Round,
        (engine, signals): (&MonteCarlo, &Signals),
        mut done: impl FnMut(u64),
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
                let places: Vec<f64> = boxes
                    .iter()
                    .enumerate()
                    .map(|(column, (low, high))| low + (high - low) * place(column))
                    .collect();
                let others: Vec<f64> = self
                    .assumed
                    .drawn
                    .iter()
                    .enumerate()
                    .map(|(column, own)| {
                        let (low, high) = own.stretched(1.0);
                        low + (high - low) * place(learnt + column)
                    })
                    .collect();
                let pairs = self.learnable.iter().zip(&places);
                let values: Vec<f64> = pairs.map(|(own, &place)| own.value(place)).collect();
                let scenario = self.scenario(&values, &others)?;
                let simulation = Simulation::new(&scenario);
                let records = simulation.records(round.first_run + draw, self.first);
                let statistics = statistics(&records, &scope);
                let is_finite = statistics.iter().all(|number| number.is_finite());
                is_finite.then_some(Draw {
                    places,
                    others,
                    statistics,
                })
            })
        };
        simulated(engine, round.draws, signals, one, |draws| done(draws))
    }

    /// Records of one organisation at each of some sets of values.
    pub(super) fn records<T: Send>(
        &self,
        sets: &[(&[f64], &[f64])],
        first_run: u64,
        (engine, signals): (&MonteCarlo, &Signals),
        of: impl Fn(&Records) -> T + Sync,
    ) -> Option<Vec<T>> {
        let one = |draw: u64| {
            let (values, others) = sets[draw as usize];
            let scenario = self.scenario(values, others)?;
            let simulation = Simulation::new(&scenario);
            Some(of(&simulation.records(first_run + draw, self.first)))
        };
        simulated(engine, sets.len() as u64, signals, one, |_| ())
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
