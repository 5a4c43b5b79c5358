//! With what simulations are made.

use std::convert::Infallible;

use super::CalibrationError;
use crate::engine::{MonteCarlo, Next, Signals};

/// With what simulations are made.
#[derive(Clone, Copy)]
pub struct Simulations<'a> {
    /// The threads. The size of their batches decides where an interrupt acts,
    /// and changes no result.
    pub engine: &'a MonteCarlo,
    /// To interrupt a calibration, and to see how many simulations of the
    /// generation or wave under way are done.
    pub signals: &'a Signals,
    /// The seed of the points that are tried. The luck of simulations is a
    /// matter of the simulator.
    pub seed: u64,
}

impl Simulations<'_> {
    /// All of so many simulations, in the order of their numbers.
    pub(super) fn collect<T: Send>(
        &self,
        runs: u64,
        one: impl Fn(u64) -> T + Sync,
    ) -> Result<Vec<T>, CalibrationError> {
        let mut all = Vec::new();
        self.until(runs, one, |result| {
            all.push(result);
            Next::Continue
        })?;
        Ok(all)
    }

    /// At most so many simulations, until what takes them in, in the order of
    /// their numbers, says that it is enough.
    pub(super) fn until<T: Send>(
        &self,
        most_runs: u64,
        one: impl Fn(u64) -> T + Sync,
        mut take: impl FnMut(T) -> Next,
    ) -> Result<(), CalibrationError> {
        let fold = |_, batch: Vec<T>| {
            for result in batch {
                if take(result) == Next::Stop {
                    return Ok::<_, Infallible>(Next::Stop);
                }
            }
            Ok(Next::Continue)
        };
        let run = |(): &mut (), run| one(run);
        let Ok(finished) = self.engine.run(most_runs, self.signals, || (), run, fold);
        match finished.interrupted {
            true => Err(CalibrationError::Interrupted),
            false => Ok(()),
        }
    }
}
