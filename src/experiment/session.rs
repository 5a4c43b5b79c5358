//! An experiment on its way: its cells, and the runs that are there.

use std::fmt;
use std::sync::LazyLock;

use super::assumed::{ParameterDoubt, draws_beside};
use super::blocks::{Job, block_of};
use super::calibrated::Calibrated;
use super::cells::{Cell, CellsError};
use super::columns::Columns;
use super::definition::Experiment;
use super::execution::Execution;
use super::factor::Level;
use super::kept::Kept;
use super::outcomes::Outcomes;
use super::runner::{Runner, RunnerError};
use crate::analysis::sampling::DesignError;
use crate::diagnostic::Faults;
use crate::engine::{Next, Signals, StoppingRule};
use crate::scenario::Loaded;
use crate::stats::Estimate;

/// Runs that a precision is looked at after.
const LOOK: u64 = 32;

/// An experiment with its points, its cells and the runner of its runs.
pub struct Session<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// Its points.
    pub points: Vec<Vec<Level>>,
    /// Its cells: for each point in turn, all variants.
    pub cells: Vec<Cell>,
    runner: Runner<'a>,
}

/// Why an experiment has no results.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExperimentError {
    /// Its design cannot be made.
    Design(DesignError),
    /// Its cells cannot be made.
    Cells(CellsError),
    /// Its runs could not be done.
    Runs(RunnerError),
    /// The question cannot be put to it, or not answered with its runs.
    Question(Faults),
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Design(error) => error.fmt(f),
            Self::Cells(error) => error.fmt(f),
            Self::Question(faults) => faults.fmt(f),
            Self::Runs(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExperimentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // their words are its own: what is behind them comes next
            Self::Design(error) => error.source(),
            Self::Cells(error) => error.source(),
            Self::Runs(error) => error.source(),
            Self::Question(_) => None,
        }
    }
}

impl From<RunnerError> for ExperimentError {
    fn from(error: RunnerError) -> Self {
        Self::Runs(error)
    }
}

impl From<DesignError> for ExperimentError {
    fn from(error: DesignError) -> Self {
        Self::Design(error)
    }
}

impl From<CellsError> for ExperimentError {
    fn from(error: CellsError) -> Self {
        Self::Cells(error)
    }
}

impl<'a> Session<'a> {
    /// A session over the points of the experiment's own design.
    ///
    /// # Errors
    /// If the design, a point or the threads are refused.
    pub fn open(
        experiment: &'a Experiment,
        store: impl Into<Kept>,
        execution: impl Into<Execution>,
        signals: &'a Signals,
    ) -> Result<Self, ExperimentError> {
        let points = experiment.points()?;
        Self::over(experiment, points, store, execution, signals)
    }

    /// A session over other points.
    ///
    /// # Errors
    /// If a point or the threads are refused.
    pub fn over(
        experiment: &'a Experiment,
        points: Vec<Vec<Level>>,
        store: impl Into<Kept>,
        execution: impl Into<Execution>,
        signals: &'a Signals,
    ) -> Result<Self, ExperimentError> {
        let execution = execution.into();
        let cells = experiment.cells(&points, execution.threads)?;
        let block = block_of(experiment.replicates);
        let columns = Columns::of(experiment);
        Ok(Self {
            experiment,
            points,
            cells,
            runner: Runner::new(columns, store, block, execution, signals)?,
        })
    }

    /// A session on all cores, whose runs are kept in memory for as long as it lasts.
    ///
    /// # Errors
    /// If the design, a point or the threads are refused.
    pub fn in_memory(experiment: &'a Experiment) -> Result<Self, ExperimentError> {
        static NEVER: LazyLock<Signals> = LazyLock::new(Signals::default);
        Self::open(experiment, Kept::in_memory(), 0, &NEVER)
    }

    /// Its runner, for methods that decide themselves what is run.
    pub fn runner(&mut self) -> &mut Runner<'a> {
        &mut self.runner
    }

    /// All jobs: the replicates of every cell.
    pub fn jobs(&self) -> Vec<Job> {
        let job = |cell: &Cell| Job {
            cell: cell.clone(),
            runs: 0..self.experiment.replicates,
        };
        self.cells.iter().map(job).collect()
    }

    /// Does what is missing, and gives all numbers: the replicates of every cell,
    /// or as many as the precision takes. `listener` hears about runs that were
    /// done.
    ///
    /// # Errors
    /// If the store fails or an interrupt comes; what was done is kept.
    pub fn outcomes(&mut self, mut listener: impl FnMut(u64)) -> Result<Outcomes, ExperimentError> {
        self.experiment.check_runs(self.points.len())?;
        let jobs = self.jobs();
        let jobs = match self.experiment.precision.is_empty() {
            true => {
                self.runner.complete(&jobs, &mut listener)?;
                jobs
            }
            false => self.until_precise(jobs, &mut listener)?,
        };
        let numbers = jobs
            .iter()
            .map(|job| self.runner.numbers(&job.cell, job.runs.clone()));
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        Ok(self.outcomes_of(numbers))
    }

    /// A run of each variant at each of some draws of the parameters, from a calibration if
    /// there is one, else from their assumed ranges: half as many as replicates and at most 500; none if there are models of
    /// somebody's own, or fewer than 10 draws.
    ///
    /// # Errors
    /// If it was interrupted.
    pub fn parameter_doubt(
        &self,
        calibrated: Option<&Calibrated>,
    ) -> Result<Option<ParameterDoubt>, ExperimentError> {
        let variants = self.experiment.variants.iter();
        let loaded: Option<Vec<&Loaded>> = variants.map(|variant| variant.loaded()).collect();
        let draws = draws_beside(self.experiment.replicates);
        let (Some(loaded), Some(draws)) = (loaded, draws) else {
            return Ok(None);
        };
        let doubt = self
            .runner
            .draw(&loaded, calibrated, self.experiment.seed, draws)?;
        Ok(Some(doubt))
    }

    pub(crate) fn outcomes_of(&self, numbers: Vec<Vec<f64>>) -> Outcomes {
        let columns = self.runner.columns().clone();
        let variants = self.experiment.variants.len();
        Outcomes::new(columns, variants, self.experiment.level(), numbers)
    }

    /// Adds runs to each cell until its intervals are narrow enough; all cells go
    /// on side by side, so that cores have work. All variants at a point have as
    /// many runs as the one that needs most.
    fn until_precise(
        &mut self,
        mut jobs: Vec<Job>,
        listener: &mut impl FnMut(u64),
    ) -> Result<Vec<Job>, ExperimentError> {
        let experiment = self.experiment;
        let columns = self.runner.columns().clone();
        let targets: Vec<(usize, f64)> = experiment
            .precision
            .iter()
            .filter_map(|(key, width)| Some((columns.measure(key)?, *width)))
            .collect();
        let widths: Vec<f64> = targets.iter().map(|(_, width)| *width).collect();
        let variants = experiment.variants.len();
        let least = StoppingRule::least_runs_for(LOOK);
        let mut rules = vec![StoppingRule::new(widths, least); jobs.len()];
        let mut open: Vec<usize> = (0..self.points.len()).collect();
        for job in &mut jobs {
            job.runs.end = 0;
        }
        while !open.is_empty() {
            let of_point = |point: &usize| point * variants..(point + 1) * variants;
            let due: Vec<usize> = open.iter().flat_map(of_point).collect();
            for &job in &due {
                jobs[job].runs.end = (jobs[job].runs.end + LOOK).min(experiment.replicates);
            }
            let wanted: Vec<Job> = due.iter().map(|&job| jobs[job].clone()).collect();
            self.runner.complete(&wanted, &mut *listener)?;
            let mut still_open = Vec::new();
            for point in open {
                let mut is_open = false;
                for job in of_point(&point) {
                    let runs = jobs[job].runs.clone();
                    let numbers = self.runner.numbers(&jobs[job].cell, runs.clone())?;
                    let estimate =
                        |column: usize| columns.estimate(&numbers, column, experiment.level());
                    let estimates: Vec<Estimate> = targets
                        .iter()
                        .map(|(column, _)| estimate(*column))
                        .collect();
                    let next = rules[job].check(runs.end, &estimates);
                    is_open |= next == Next::Continue && runs.end < experiment.replicates;
                }
                if is_open {
                    still_open.push(point);
                }
            }
            open = still_open;
        }
        Ok(jobs)
    }
}
