//! Runs at parameter sets, kept so that a calibration that was killed goes on.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::settings::Target;
use super::space::Space;
use super::step::{Reason, Step};
use crate::analysis::calibration::Simulations;
use crate::engine::{MonteCarlo, Signals};
use crate::experiment::Kept;
use crate::experiment::blocks::key;
use crate::experiment::cells::CompleteVariant;
use crate::experiment::columns::Columns;
use crate::experiment::definition::Experiment;
use crate::experiment::factor::Level;
use crate::experiment::runner::{RunnerError, run_of};
use crate::random::{Entity, Normal, Purpose, Streams};
use crate::store::StoreError;
use crate::units::Quarter;

/// Simulations in a batch.
const BATCH: u64 = 64;

/// The error of an observation, and what the model leaves out.
#[derive(Clone, Copy)]
struct Observing;

impl Purpose for Observing {
    /// Far from the purposes of the model, which has the same seed.
    fn number(self) -> u8 {
        225
    }
}

impl Step {
    /// The run number of a simulation: particle number `p` of ABC has run `p`. The run
    /// numbers of each step are its own, so that no two parameter sets have the same
    /// luck, and stay the same whatever the sizes of the others, so that runs that are
    /// kept serve again.
    fn run(self, number: u64) -> u64 {
        const BLOCK: u64 = 1_000_000_000;
        // a draw of recovery has the numbers from `draw * 2^40` on
        const DRAW: u32 = 40;
        const RUNS_OF_DRAW: u64 = 100_001;
        match self {
            Self::Posterior => number,
            Self::Prediction => BLOCK + number,
            Self::History => 2 * BLOCK + number,
            Self::Recovery => {
                let (draw, within) = (number >> DRAW, number & ((1 << DRAW) - 1));
                3 * BLOCK + draw * RUNS_OF_DRAW + within
            }
        }
    }
}

/// Simulations that gave no statistics, by number.
pub(super) type Rejected = BTreeMap<u64, Reason>;

/// Does runs on all threads, and keeps each as soon as it is done.
pub(super) struct Simulator<'a> {
    experiment: &'a Experiment,
    complete: CompleteVariant<'a>,
    columns: Columns,
    engine: MonteCarlo,
    signals: &'a Signals,
    kept: Mutex<Keeping<'a>>,
}

struct Keeping<'a> {
    store: Kept,
    /// The first refusal of the store; nothing is run after it.
    failed: Option<StoreError>,
    listener: &'a mut (dyn FnMut(u64) + Send),
}

impl<'a> Simulator<'a> {
    /// A simulator of the first variant.
    ///
    /// # Errors
    /// If the operating system refuses the threads.
    pub(super) fn new(
        experiment: &'a Experiment,
        store: impl Into<Kept>,
        threads: usize,
        signals: &'a Signals,
        listener: &'a mut (dyn FnMut(u64) + Send),
    ) -> Result<Self, RunnerError> {
        let batch = NonZeroU64::new(BATCH).unwrap_or(NonZeroU64::MIN);
        Ok(Self {
            experiment,
            complete: experiment.variants[0].complete(),
            columns: Columns::of(experiment),
            engine: MonteCarlo::new(batch, threads).map_err(RunnerError::Threads)?,
            signals,
            kept: Mutex::new(Keeping {
                store: store.into(),
                failed: None,
                listener,
            }),
        })
    }

    /// With what the methods make their simulations.
    pub(super) fn with(&self) -> Simulations<'_> {
        Simulations {
            engine: &self.engine,
            signals: self.signals,
            seed: self.experiment.seed(),
        }
    }

    /// Does a step: `method` gets the simulator of statistics, in the order of
    /// `targets`, with the errors of observation if `is_observed`, and the result
    /// comes with what was rejected.
    ///
    /// Simulations that a method begins and leaves aside have numbers that it
    /// uses again or never; the last one with a number is what counts.
    ///
    /// # Errors
    /// If the store failed or an interrupt came; what was done is kept.
    pub(super) fn step<T>(
        &self,
        step: Step,
        space: &Space<'_>,
        targets: &[Target],
        is_observed: bool,
        method: impl FnOnce(&(dyn Fn(&[f64], u64) -> Vec<f64> + Sync)) -> T,
    ) -> Result<(T, Rejected), RunnerError> {
        let rejected = Mutex::new(Rejected::new());
        let simulate = |values: &[f64], number: u64| {
            let run = step.run(number);
            let numbers = self.numbers(&space.levels(values), run);
            // a particle is one run: what one organisation shows
            let value = |numbers: &[f64], column| {
                let mut values = self.columns.values(numbers, column);
                values.next().unwrap_or(f64::NAN)
            };
            let numbers = numbers.as_deref();
            let statistics: Vec<f64> = targets
                .iter()
                .enumerate()
                .map(|(index, target)| match numbers {
                    None => f64::INFINITY,
                    Some(numbers) if !is_observed => value(numbers, target.column),
                    Some(numbers) => value(numbers, target.column) + self.error(target, run, index),
                })
                .collect();
            let reason = match numbers {
                None => Some(Reason::Refused),
                Some(_) if statistics.iter().any(|s| !s.is_finite()) => Some(Reason::NoValue),
                Some(_) => None,
            };
            let mut rejected = rejected.lock().unwrap_or_else(PoisonError::into_inner);
            match reason {
                Some(reason) => rejected.insert(number, reason),
                None => rejected.remove(&number),
            };
            statistics
        };
        let result = method(&simulate);
        let mut kept = self.kept();
        if let Some(error) = kept.failed.take() {
            return Err(RunnerError::Store(error));
        }
        kept.store.sync()?;
        if self.signals.interrupt.load(Ordering::Relaxed) {
            return Err(RunnerError::Interrupted);
        }
        let rejected = rejected.into_inner();
        Ok((result, rejected.unwrap_or_else(PoisonError::into_inner)))
    }

    /// The error of the observation of a target: what makes a run into what would
    /// have been observed of it.
    fn error(&self, target: &Target, run: u64, index: usize) -> f64 {
        let streams = Streams::new(self.experiment.seed(), run);
        let entity = Entity {
            id: index as u32,
            generation: 0,
        };
        let u = streams.uniform(Observing, entity, Quarter(0));
        Normal::new(0.0, target.spread()).quantile(u)
    }

    /// The numbers of a run, from the store or done now; none if the values are
    /// refused, or the store has failed.
    fn numbers(&self, levels: &[Level], run: u64) -> Option<Vec<f64>> {
        if self.kept().failed.is_some() {
            return None;
        }
        let cell = self.experiment.cell(&self.complete, [0, 0], levels).ok()?;
        let key = key(&cell, run);
        let present = self.kept().store.get(&key);
        match present {
            Ok(Some(numbers)) => return Some(numbers),
            Ok(None) => {}
            Err(error) => {
                self.kept().failed.get_or_insert(error);
                return None;
            }
        }
        let numbers = run_of(&cell, run, &self.columns);
        let mut kept = self.kept();
        let store = &mut kept.store;
        let appended = store.append(key, &numbers);
        if let Err(error) = appended.and_then(|()| store.sync_when_due()) {
            kept.failed.get_or_insert(error);
            return None;
        }
        (kept.listener)(1);
        Some(numbers)
    }

    fn kept(&self) -> MutexGuard<'_, Keeping<'a>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_simulations_have_the_same_run() {
        let steps = [
            Step::Posterior,
            Step::Prediction,
            Step::History,
            Step::Recovery,
        ];
        let last = [999_999_999, 999_999, 999_999_999, (9_999 << 40) + 100_000];
        for (pair, last) in steps.windows(2).zip(last) {
            assert!(pair[0].run(last) < pair[1].run(0));
        }
        assert!(Step::Recovery.run(last[3]) <= u64::from(u32::MAX));
        assert!(Step::Recovery.run(100_000) < Step::Recovery.run(1 << 40));
        assert_eq!(Step::Posterior.run(7), 7);
    }
}
