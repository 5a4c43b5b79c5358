//! Blocks of runs: what is stored together, and what is done together.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::Cell;
use super::sharing::families;
use crate::shards::Shard;
use crate::store::Key;

/// Runs of a cell that are wanted.
#[derive(Clone, Debug)]
pub struct Job {
    /// The cell.
    pub cell: Cell,
    /// Numbers of the runs.
    pub runs: Range<u64>,
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

    /// How many runs it has.
    pub fn len(&self) -> u64 {
        self.runs.end - self.runs.start
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// The same runs of cells that may share a past: they are done together.
pub type Bundle = Vec<Block>;

/// How many runs are stored together, for so many replicates: few, so that all
/// cores have work when a cell has few runs; more where the index of the store
/// would become large. It does not depend on threads.
pub fn block_of(replicates: u64) -> u64 {
    (replicates / 64).clamp(8, 1000)
}

/// All blocks of some jobs, of so many runs each, in the order of a merged store.
pub fn bundles(jobs: &[Job], block: u64) -> Vec<Bundle> {
    bundled(jobs, |job| blocks_of(job, jobs[job].runs.clone(), block))
}

/// The blocks of a shard of them: bundles are not divided.
pub fn in_shard(bundles: &[Bundle], shard: Shard) -> impl Iterator<Item = &Bundle> {
    let own = shard.items(bundles.len() as u64);
    own.map(|place| &bundles[place as usize])
}

/// The blocks of each job, bundled.
pub(super) fn bundled<B: Iterator<Item = Block>>(
    jobs: &[Job],
    blocks: impl Fn(usize) -> B,
) -> Vec<Bundle> {
    let mut bundles = Vec::new();
    for family in families(jobs.iter().map(|job| &job.cell)) {
        let mut by_runs: BTreeMap<[u64; 2], Bundle> = BTreeMap::new();
        for block in family.into_iter().flat_map(&blocks) {
            let runs = [block.runs.start, block.runs.end];
            by_runs.entry(runs).or_default().push(block);
        }
        bundles.extend(by_runs.into_values());
    }
    bundles
}

/// Where the runs of a cell from number `first` on are kept.
pub(crate) fn key(cell: &Cell, first: u64) -> Key {
    Key {
        point: cell.fingerprint,
        // run numbers are below 2^32
        block: first as u32,
    }
}

/// Blocks end at multiples of their length, also after one that was cut short.
pub(super) fn blocks_of(job: usize, runs: Range<u64>, block: u64) -> impl Iterator<Item = Block> {
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
