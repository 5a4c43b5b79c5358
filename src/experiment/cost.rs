//! What a question takes, before anything is spent.

use std::fmt;

use super::assumed::draws_beside;
use super::blocks::{Job, block_of, bundles, in_shard};
use super::cells::Cell;
use super::columns::Columns;
use super::definition::Experiment;
use super::ensemble::sampled_runs;
use super::session::ExperimentError;
use super::sharing::Sharing;
use crate::metrics::Layout;
use crate::scenario::Scenario;
use crate::shards::Shard;

/// Bytes of a block beside its numbers: frame and key.
const FRAME_BYTES: u64 = 32;
/// Bytes that an index entry takes in memory.
const INDEX_BYTES: u64 = 64;
/// Bytes of a scenario in memory.
const CELL_BYTES: u64 = 16_000;
/// Bytes of a cell of runs.csv, about.
const TEXT_BYTES: u64 = 12;

/// What a question takes, if none of its runs is there yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// The question: the section of the file that puts it; or `design`, `shard` or `run`.
    pub question: &'static str,
    /// Fewest runs, whatever they show; none if that is not reckoned.
    pub least: Option<u64>,
    /// Most runs; how many it takes if `least` is the same.
    pub most: u64,
    /// Bytes in memory at `most`: scenarios, index, and numbers where they are
    /// analysed.
    pub memory: u64,
    /// Bytes of the store of runs at `most`; 0 if there is none.
    pub store: u64,
    /// Bytes of runs.csv at `most`, about; 0 if there is none.
    pub table: u64,
    /// Share of the quarters that need no simulation of their own, since scenarios share their
    /// past; 0 where that is not reckoned.
    pub shared: f64,
    /// Scenarios that are made ready, at `most`.
    pub scenarios: u64,
    /// Which runs they are.
    pub words: String,
}

impl fmt::Display for Cost {
    /// Which runs, and how many: `5 alternatives: 100 to 2000 runs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, most) = (&self.words, self.most);
        match self.least {
            Some(least) if least == most => write!(f, "{words}: {most} runs"),
            Some(least) => write!(f, "{words}: {least} to {most} runs"),
            None => write!(f, "{words}: at most {most} runs"),
        }
    }
}

impl Cost {
    /// That of the runs of a scenario and of those at draws of its parameters: what `run` does.
    pub fn of_study(scenario: &Scenario) -> Self {
        let layout = Layout::new(scenario);
        let numbers = layout.values().len() + layout.series().len() * layout.quarters() as usize;
        let counts: usize = layout.part_widths().sum();
        let runs = scenario.simulation.runs;
        let draws = draws_beside(runs).unwrap_or_default();
        let sampled = runs.min(sampled_runs(numbers) as u64) * numbers as u64;
        // of counts, a covariance with each other of their part
        let moments: usize = layout.part_widths().map(|width| width * width).sum();
        let records = u64::from(scenario.simulation.batch_size) * (numbers + counts) as u64;
        let sizes = [counted(runs, "runs"), counted(draws, "draws of parameters")].concat();
        Self {
            question: "run",
            least: Some(runs + draws),
            most: runs + draws,
            memory: (1 + draws) * CELL_BYTES + 8 * (sampled + moments as u64 + records),
            store: 0,
            table: TEXT_BYTES * runs * (1 + layout.values().len()) as u64,
            shared: 0.0,
            scenarios: 1 + draws,
            words: sizes.strip_prefix(", ").unwrap_or("one run").to_owned(),
        }
    }

    /// That of all runs of the design: what `compare` and `sweep` do, and shards.
    ///
    /// # Errors
    /// If the design cannot be made, or a point of it is refused.
    pub fn of_design(experiment: &Experiment, threads: usize) -> Result<Self, ExperimentError> {
        let points = experiment.points()?;
        experiment.check_runs(points.len())?;
        let cells = experiment.cells(&points, threads)?;
        Ok(Self::of_cells_of_design(experiment, &cells, points.len()))
    }

    fn of_cells_of_design(experiment: &Experiment, cells: &[Cell], points: usize) -> Self {
        let sharing = Sharing::of(cells);
        let cost = Self::over_points(experiment, "design", points);
        Self {
            shared: sharing.share,
            memory: cost.memory + sharing.bytes,
            ..cost
        }
    }

    /// That of the largest of so many shards of a design.
    ///
    /// # Errors
    /// As that of the design.
    pub fn of_shard(
        experiment: &Experiment,
        shards: u32,
        threads: usize,
    ) -> Result<Self, ExperimentError> {
        let points = experiment.points()?;
        experiment.check_runs(points.len())?;
        let cells = experiment.cells(&points, threads)?;
        let design = Self::of_cells_of_design(experiment, &cells, points.len());
        let job = |cell| Job {
            cell,
            runs: 0..experiment.replicates,
        };
        let jobs: Vec<Job> = cells.into_iter().map(job).collect();
        let bundles = bundles(&jobs, block_of(experiment.replicates));
        // No shard beyond the last bundle has any.
        let of_shard = |index: u32| -> [u64; 2] {
            let shard = Shard::new(index, shards).into_iter();
            let own = shard.flat_map(|shard| in_shard(&bundles, shard)).flatten();
            own.fold([0, 0], |[runs, blocks], block| {
                [runs + block.len(), blocks + 1]
            })
        };
        let with_some = (1..=shards).take(bundles.len());
        let [runs, blocks] = with_some.map(of_shard).max().unwrap_or_default();
        let numbers = 8 * Columns::of(experiment).width() as u64 * runs;
        Ok(Self {
            question: "shard",
            least: Some(runs),
            most: runs,
            // its numbers are in the store alone
            memory: design.scenarios * CELL_BYTES + blocks * INDEX_BYTES,
            store: numbers + blocks * FRAME_BYTES,
            table: 0,
            shared: design.shared,
            scenarios: design.scenarios,
            words: format!("the largest of {shards} shards of the design"),
        })
    }

    /// That of the replicates of every variant at some points.
    pub(crate) fn over_points(
        experiment: &Experiment,
        question: &'static str,
        points: usize,
    ) -> Self {
        let cells = (points * experiment.variants.len()) as u64;
        let runs = cells * experiment.replicates;
        let sizes = [
            counted(points as u64, "points"),
            counted(experiment.variants.len() as u64, "variants"),
            counted(experiment.replicates, "replicates"),
        ];
        let sizes = sizes.concat();
        let words = sizes.strip_prefix(", ").unwrap_or("one run").to_owned();
        let cost = Self::of_cells(experiment, question, cells, runs, words);
        Self {
            // a precision may end them sooner
            least: cost.least.filter(|_| experiment.precision.is_empty()),
            ..cost.with_table(experiment)
        }
    }

    /// That of so many runs of so many cells, without runs.csv.
    pub(crate) fn of_cells(
        experiment: &Experiment,
        question: &'static str,
        cells: u64,
        runs: u64,
        words: String,
    ) -> Self {
        let numbers = 8 * Columns::of(experiment).width() as u64 * runs;
        let of_cell = runs.div_ceil(cells.max(1));
        let blocks = cells * of_cell.div_ceil(block_of(experiment.replicates));
        Self {
            question,
            least: Some(runs),
            most: runs,
            memory: numbers + cells * CELL_BYTES + blocks * INDEX_BYTES,
            store: numbers + blocks * FRAME_BYTES,
            table: 0,
            shared: 0.0,
            scenarios: cells,
            words,
        }
    }

    /// That of at most so many runs, each of a scenario of its own, of which the
    /// store alone keeps the numbers.
    pub(crate) fn of_single_runs(
        experiment: &Experiment,
        question: &'static str,
        runs: u64,
        words: String,
    ) -> Self {
        let numbers = 8 * Columns::of(experiment).width() as u64 * runs;
        Self {
            question,
            least: None,
            most: runs,
            memory: runs * INDEX_BYTES,
            store: numbers + runs * FRAME_BYTES,
            table: 0,
            shared: 0.0,
            scenarios: runs,
            words,
        }
    }

    /// The same, with runs.csv.
    pub(crate) fn with_table(mut self, experiment: &Experiment) -> Self {
        // point, variant and run stand before the factors
        let columns = 3 + experiment.factors.len() + experiment.measures.len();
        self.table = TEXT_BYTES * self.most * columns as u64;
        self
    }
}

/// Words that follow others: how many of something, if it is more than one.
pub(crate) fn counted(count: u64, what: &str) -> String {
    match count {
        1 => String::new(),
        count => format!(", {count} {what}"),
    }
}
