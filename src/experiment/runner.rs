//! Does the runs of an experiment that are not there yet, and keeps them.

use std::fmt;
use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::atomic::Ordering;

use super::assumed::ParameterDoubt;
use super::calibrated::{Calibrated, draw};
use super::cells::Cell;
use super::columns::Columns;
use super::kept::Kept;
use super::runnable::Ready;
use crate::engine::{MonteCarlo, Signals, ThreadsUnavailable};
use crate::scenario::Loaded;
use crate::shards::Shard;
use crate::store::{Key, StoreError};

/// Runs of a cell that are wanted.
#[derive(Clone, Debug)]
pub struct Job {
    /// The cell.
    pub cell: Cell,
    /// Numbers of the runs.
    pub runs: Range<u64>,
}

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

/// Runs of a cell that follow each other and are stored together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Place of the job.
    pub job: usize,
    /// Numbers of the runs.
    pub runs: Range<u64>,
}

impl Block {
    /// Where its runs are kept.
    pub fn key(&self, jobs: &[Job]) -> Key {
        key(&jobs[self.job].cell, self.runs.start)
    }
}

/// All blocks of some jobs, of so many runs each, in order: what a shard of them
/// is taken from, and the order of a merged store.
pub fn blocks(jobs: &[Job], block: u64) -> Vec<Block> {
    let jobs = jobs.iter().enumerate();
    let of_job = jobs.flat_map(|(job, wanted)| blocks_of(job, wanted.runs.clone(), block));
    of_job.collect()
}

/// Blocks end at multiples of their length, also after one that was cut short.
fn blocks_of(job: usize, runs: Range<u64>, block: u64) -> impl Iterator<Item = Block> {
    let mut next = runs.start;
    std::iter::from_fn(move || {
        let start = next;
        next = ((start / block + 1) * block).min(runs.end);
        (start < runs.end).then_some(Block {
            job,
            runs: start..next,
        })
    })
}

/// Does runs in parallel and keeps them in a store.
pub struct Runner<'a> {
    engine: MonteCarlo,
    columns: Columns,
    store: Kept,
    signals: &'a Signals,
    block: u64,
}

/// How many runs are stored together, for so many replicates: few, so that all
/// cores have work when a cell has few runs; more where the index of the store
/// would become large. It does not depend on threads.
pub fn block_of(replicates: u64) -> u64 {
    (replicates / 64).clamp(8, 1000)
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
        let engine = &self.engine;
        let doubt = draw(scenarios, calibrated, engine, seed, draws, self.signals);
        doubt.ok_or(RunnerError::Interrupted)
    }

    /// A runner with so many threads, 0 for one a core.
    ///
    /// # Errors
    /// If the operating system refuses the threads.
    pub fn new(
        columns: Columns,
        store: impl Into<Kept>,
        block: u64,
        threads: usize,
        signals: &'a Signals,
    ) -> Result<Self, RunnerError> {
        Ok(Self {
            // blocks are handed on one by one
            engine: MonteCarlo::new(NonZeroU64::MIN, threads).map_err(RunnerError::Threads)?,
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
    pub fn missing(&self, jobs: &[Job]) -> Vec<Block> {
        let jobs = jobs.iter().enumerate();
        let of_job = jobs.flat_map(|(job, Job { cell, runs })| {
            let next = self.first_missing(cell, runs.clone());
            blocks_of(job, next..runs.end, self.block)
        });
        of_job.collect()
    }

    /// The blocks of a shard, of all blocks of some jobs, that are not in the
    /// store, in order.
    pub fn missing_in_shard(&self, jobs: &[Job], shard: Shard) -> Vec<Block> {
        let blocks = blocks(jobs, self.block).into_iter().enumerate();
        let own = blocks.filter(|(index, _)| shard.has(*index as u64));
        let own = own.map(|(_, block)| block);
        own.filter(|block| !self.store.contains(&block.key(jobs)))
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
        blocks: &[Block],
        mut listener: impl FnMut(u64),
    ) -> Result<(), RunnerError> {
        let (columns, signals) = (&self.columns, self.signals);
        let one = |prepared: &mut Option<(usize, Ready)>, index: u64| {
            let block = &blocks[index as usize];
            let (job, ready) = match prepared.take() {
                Some((job, ready)) if job == block.job => (job, ready),
                _ => (block.job, jobs[block.job].cell.runnable.ready(columns)),
            };
            let runs = block.runs.clone();
            let runs = runs.take_while(|_| !signals.interrupt.load(Ordering::Relaxed));
            let numbers = ready.numbers(runs, columns.width());
            *prepared = Some((job, ready));
            let runs = block.runs.end - block.runs.start;
            // a block that an interrupt cut short is none
            (numbers.len() as u64 == runs * columns.width() as u64).then_some(numbers)
        };
        let store = &mut self.store;
        let kept = self.engine.in_order(
            blocks.len() as u64,
            signals,
            || None,
            one,
            |index, numbers: Vec<f64>| {
                let block = &blocks[index as usize];
                store.append(block.key(jobs), &numbers)?;
                store.sync_when_due()?;
                listener(block.runs.end - block.runs.start);
                Ok::<_, StoreError>(())
            },
        )?;
        store.sync()?;
        match kept == blocks.len() as u64 {
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

/// Where the runs of a cell from number `first` on are kept.
pub(crate) fn key(cell: &Cell, first: u64) -> Key {
    Key {
        point: cell.fingerprint,
        // run numbers are below 2^32
        block: first as u32,
    }
}

/// The numbers of one run of a cell.
pub(crate) fn run_of(cell: &Cell, run: u64, columns: &Columns) -> Vec<f64> {
    let ready = cell.runnable.ready(columns);
    ready.numbers(std::iter::once(run), columns.width())
}
