//! Does the runs of an experiment that are not there yet, and keeps them.

use std::fmt;
use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::atomic::Ordering;

use super::assumed::ParameterDoubt;
use super::blocks::{Block, Bundle, Job, blocks_of, bundled, bundles, in_shard, key};
use super::calibrated::{Calibrated, draw};
use super::cells::Cell;
use super::columns::Columns;
use super::execution::Execution;
use super::kept::Kept;
use super::runnable::{Ready, Runnable};
use crate::engine::{MonteCarlo, Signals, ThreadsUnavailable};
use crate::scenario::Loaded;
use crate::shards::Shard;
use crate::store::StoreError;

/// Why runs are missing.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunnerError {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// The store cannot be read or written.
    Store(StoreError),
    /// An interrupt came; what was done is kept.
    Interrupted,
}

impl fmt::Display for RunnerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for RunnerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // their words are its own: what is behind them comes next
            Self::Threads(error) => error.source(),
            Self::Store(error) => error.source(),
            Self::Interrupted => None,
        }
    }
}

impl From<StoreError> for RunnerError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Does runs in parallel and keeps them in a store.
pub struct Runner<'a> {
    engine: MonteCarlo,
    columns: Columns,
    store: Kept,
    signals: &'a Signals,
    block: u64,
    shares_pasts: bool,
}

impl<'a> Runner<'a> {
    /// Runs of scenarios at draws of their parameters, which are not kept.
    pub(super) fn draw(
        &self,
        scenarios: &[&Loaded],
        calibrated: Option<&Calibrated>,
        seed: u64,
        draws: u64,
    ) -> Result<ParameterDoubt, RunnerError> {
        let means = (&self.engine, self.shares_pasts);
        let doubt = draw(scenarios, calibrated, means, seed, draws, self.signals);
        doubt.ok_or(RunnerError::Interrupted)
    }

    /// A runner that stores so many runs together.
    ///
    /// # Errors
    /// If the operating system refuses the threads.
    pub fn new(
        columns: Columns,
        store: impl Into<Kept>,
        block: u64,
        execution: impl Into<Execution>,
        signals: &'a Signals,
    ) -> Result<Self, RunnerError> {
        let Execution {
            threads,
            shares_pasts,
        } = execution.into();
        Ok(Self {
            // bundles are handed on one by one
            engine: MonteCarlo::new(NonZeroU64::MIN, threads).map_err(RunnerError::Threads)?,
            shares_pasts,
            columns,
            store: store.into(),
            signals,
            block,
        })
    }

    /// The numbers that are kept of a run.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The blocks of jobs that are not in the store, in order.
    pub fn missing(&self, jobs: &[Job]) -> Vec<Bundle> {
        bundled(jobs, |job| {
            let Job { cell, runs } = &jobs[job];
            let next = self.first_missing(cell, runs.clone());
            blocks_of(job, next..runs.end, self.block)
        })
    }

    /// The blocks of a shard, of all blocks of some jobs, that are not in the
    /// store, in order.
    pub fn missing_in_shard(&self, jobs: &[Job], shard: Shard) -> Vec<Bundle> {
        let all = bundles(jobs, self.block);
        let is_missing = |block: &&Block| !self.store.contains(&block.key(jobs));
        in_shard(&all, shard)
            .map(|bundle| bundle.iter().filter(is_missing).cloned().collect())
            .filter(|bundle: &Bundle| !bundle.is_empty())
            .collect()
    }

    /// Does the blocks and keeps each as soon as it and those before it are there:
    /// a kill loses what the threads are at, a failure of the machine also what
    /// is not yet synced, about a second. `listener` hears how many runs were kept.
    ///
    /// # Errors
    /// If the store fails, or an interrupt comes. What was kept before stays.
    pub fn work(
        &mut self,
        jobs: &[Job],
        bundles: &[Bundle],
        mut listener: impl FnMut(u64),
    ) -> Result<(), RunnerError> {
        let (columns, signals, shares_pasts) = (&self.columns, self.signals, self.shares_pasts);
        let one = |prepared: &mut Option<(Vec<usize>, Ready)>, index: u64| {
            let bundle = &bundles[index as usize];
            let members: Vec<usize> = bundle.iter().map(|block| block.job).collect();
            let ready = match prepared.take() {
                Some((known, ready)) if known == members => ready,
                _ => {
                    let runnables = members.iter().map(|&job| &jobs[job].cell.runnable);
                    let runnables: Vec<&Runnable> = runnables.collect();
                    Ready::new(&runnables, columns, shares_pasts)
                }
            };
            let runs = bundle[0].runs.clone();
            let runs = runs.take_while(|_| !signals.interrupt.load(Ordering::Relaxed));
            let numbers = ready.numbers(runs, columns.width());
            *prepared = Some((members, ready));
            // what an interrupt cut short is not kept
            let whole = bundle[0].len() as usize * columns.width();
            (numbers[0].len() == whole).then_some(numbers)
        };
        let store = &mut self.store;
        let kept = self.engine.in_order(
            bundles.len() as u64,
            signals,
            || None,
            one,
            |index, numbers: Vec<Vec<f64>>| {
                for (block, numbers) in bundles[index as usize].iter().zip(&numbers) {
                    store.append(block.key(jobs), numbers)?;
                    store.sync_when_due()?;
                    listener(block.len());
                }
                Ok::<_, StoreError>(())
            },
        )?;
        store.sync()?;
        match kept == bundles.len() as u64 {
            true => Ok(()),
            false => Err(RunnerError::Interrupted),
        }
    }

    /// Does what is missing of the jobs.
    ///
    /// # Errors
    /// As [`work`](Self::work).
    pub fn complete(&mut self, jobs: &[Job], listener: impl FnMut(u64)) -> Result<(), RunnerError> {
        let missing = self.missing(jobs);
        self.work(jobs, &missing, listener)
    }

    /// The numbers of the wanted runs of a cell: those of run `i` of the range
    /// from `i * width` on. Runs that are missing end them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn numbers(&self, cell: &Cell, runs: Range<u64>) -> Result<Vec<f64>, RunnerError> {
        let width = self.columns.width();
        let mut numbers = Vec::with_capacity((runs.end - runs.start) as usize * width);
        let mut next = runs.start;
        while next < runs.end {
            let Some(block) = self.store.get(&key(cell, next))? else {
                break;
            };
            next += (block.len() / width) as u64;
            numbers.extend(block);
        }
        numbers.truncate((runs.end - runs.start) as usize * width);
        Ok(numbers)
    }

    fn first_missing(&self, cell: &Cell, runs: Range<u64>) -> u64 {
        let width = self.columns.width();
        let mut next = runs.start;
        while next < runs.end {
            match self.store.numbers(&key(cell, next)) {
                Some(numbers) => next += (numbers / width) as u64,
                None => break,
            }
        }
        next
    }
}

/// The numbers of one run of a cell.
pub(crate) fn run_of(cell: &Cell, run: u64, columns: &Columns) -> Vec<f64> {
    let ready = Ready::new(&[&cell.runnable], columns, false);
    ready
        .numbers(std::iter::once(run), columns.width())
        .concat()
}
