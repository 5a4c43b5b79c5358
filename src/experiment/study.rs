//! Runs a scenario as often as asked, or until the wanted precision is there.

use super::assumed::draws_beside;
use super::calibrated::draw;
use super::{Calibrated, Ensemble, ParameterDoubt, PrecisionTarget};
use crate::choice::choice;
use crate::engine::{Finished, MonteCarlo, Signals, StoppingRule, ThreadsUnavailable};
use crate::metrics::{Layout, RunRecord};
use crate::scenario::{Loaded, Scenario};
use crate::simulation::Simulation;
use crate::stats::Estimate;
use std::fmt;
use std::num::NonZeroU64;
use std::sync::Arc;

/// A scenario, to be repeated.
#[derive(Clone, Debug)]
pub struct Study {
    simulation: Simulation,
    level: f64,
    batch: NonZeroU64,
    runs: u64,
    max_runs: u64,
    targets: Vec<PrecisionTarget>,
    spells: bool,
    run_quarters: bool,
    /// Whose parameters are drawn, if they are, and from a calibration if there is one.
    parameters: Option<Arc<(Loaded, Option<Calibrated>)>>,
}

/// What is there at the end of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Number of the first run of the batch.
    pub first_run: u64,
    /// Records of the batch, in the order of the runs.
    pub records: &'a [RunRecord],
    /// All runs so far, those of the batch included.
    pub ensemble: &'a Ensemble,
}

choice! {
    /// Why a study ended.
    pub enum Ending {
        /// All runs asked for are done.
        AllRuns = "all runs",
        /// The wanted precision is reached.
        PrecisionReached = "precision reached",
        /// The most runs allowed did not suffice for the wanted precision.
        PrecisionNotReached = "precision not reached",
        /// It was interrupted; the runs of finished batches are there.
        Interrupted = "interrupted",
    }
}

/// What a study found.
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// All runs.
    pub ensemble: Ensemble,
    /// Why there are not more of them.
    pub ending: Ending,
    /// How many batches they came in.
    pub batches: u64,
    /// One run at each of some draws of the parameters, if they were asked for, there are
    /// enough runs to divide, and nothing interrupted them.
    pub parameters: Option<ParameterDoubt>,
}

/// Why a study failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum StudyError<E> {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// Whoever was told about a batch failed.
    Listener(E),
}

impl<E: fmt::Display> fmt::Display for StudyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::Listener(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for StudyError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // their words are its own: what is behind them comes next
            Self::Threads(error) => error.source(),
            Self::Listener(error) => error.source(),
        }
    }
}

impl Study {
    /// A study of a scenario: with as many runs as the scenario says or, with
    /// targets, until all of them are reached.
    pub fn new(scenario: &Scenario, targets: Vec<PrecisionTarget>) -> Self {
        let simulation = &scenario.simulation;
        Self {
            level: simulation.confidence_level,
            batch: NonZeroU64::new(u64::from(simulation.batch_size)).unwrap_or(NonZeroU64::MIN),
            runs: simulation.runs,
            max_runs: simulation.max_runs,
            simulation: Simulation::new(scenario),
            targets,
            spells: false,
            run_quarters: false,
            parameters: None,
        }
    }

    /// The same study, whose records also hold spells.
    #[must_use]
    pub fn with_spells(mut self) -> Self {
        self.spells = true;
        self
    }

    /// The same study, which also simulates parameters as nobody knows them: a run at each of
    /// some draws from their ranges, or else from a calibration, half as many as there are
    /// runs and at most 500.
    #[must_use]
    pub fn with_parameters(mut self, loaded: Loaded, calibrated: Option<Calibrated>) -> Self {
        self.parameters = Some(Arc::new((loaded, calibrated)));
        self
    }

    /// The same study, of which the quarterly numbers of each run are to be kept.
    #[must_use]
    pub fn with_run_quarters(mut self) -> Self {
        self.run_quarters = true;
        self
    }

    /// Whether the quarterly numbers of each run are to be kept.
    pub fn has_run_quarters(&self) -> bool {
        self.run_quarters
    }

    /// Whether its records hold spells.
    pub fn has_spells(&self) -> bool {
        self.spells
    }

    /// The places of the numbers in its records.
    pub fn layout(&self) -> &Layout {
        self.simulation.layout()
    }

    /// The wanted precision.
    pub fn targets(&self) -> &[PrecisionTarget] {
        &self.targets
    }

    /// Most runs that it will do.
    pub fn most_runs(&self) -> u64 {
        if self.targets.is_empty() {
            self.runs
        } else {
            self.max_runs
        }
    }

    /// Runs in a batch.
    pub fn batch(&self) -> u64 {
        self.batch.get()
    }

    /// The estimates of the targets.
    pub fn estimates(&self, ensemble: &Ensemble) -> Vec<Estimate> {
        let targets = self.targets.iter();
        targets.map(|target| ensemble.value(target.value)).collect()
    }

    /// Does the runs on a number of threads, 0 meaning one a core, and tells
    /// `listener` about every batch. Neither the records nor the ending depend
    /// on the threads.
    ///
    /// # Errors
    /// If the operating system refuses the threads or the listener fails.
    pub fn run<E>(
        &self,
        threads: usize,
        signals: &Signals,
        mut listener: impl FnMut(Progress<'_>) -> Result<(), E>,
    ) -> Result<StudyResult, StudyError<E>> {
        let engine = MonteCarlo::new(self.batch, threads).map_err(StudyError::Threads)?;
        let mut ensemble = Ensemble::new(self.layout(), self.level);
        let mut rule = self.stopping_rule();
        let finished = engine
            .run(
                self.most_runs(),
                signals,
                || {
                    let recorder = self.simulation.recorder();
                    if self.spells {
                        recorder.with_spells()
                    } else {
                        recorder
                    }
                },
                |recorder, run| {
                    recorder.take_pictures(run == 0);
                    self.simulation.simulate(run, recorder)
                },
                |first_run, records| {
                    for record in &records {
                        ensemble.fold(record);
                    }
                    listener(Progress {
                        first_run,
                        records: &records,
                        ensemble: &ensemble,
                    })?;
                    Ok(rule.check(ensemble.runs(), &self.estimates(&ensemble)))
                },
            )
            .map_err(StudyError::Listener)?;
        let draws = draws_beside(ensemble.runs()).filter(|_| !finished.interrupted);
        let drawn = self.parameters.as_ref().zip(draws).map(|(own, draws)| {
            let (loaded, calibrated) = &**own;
            let seed = loaded.scenario.simulation.seed;
            draw(
                &[loaded],
                calibrated.as_ref(),
                (&engine, false),
                seed,
                draws,
                signals,
            )
        });
        Ok(StudyResult {
            ending: match drawn {
                Some(None) => Ending::Interrupted,
                _ => self.ending(&finished, &ensemble),
            },
            batches: finished.batches,
            ensemble,
            parameters: drawn.flatten(),
        })
    }

    fn ending(&self, finished: &Finished, ensemble: &Ensemble) -> Ending {
        if finished.interrupted {
            Ending::Interrupted
        } else if self.targets.is_empty() {
            Ending::AllRuns
        } else if finished.stopped || self.stopping_rule().is_met(&self.estimates(ensemble)) {
            Ending::PrecisionReached
        } else {
            Ending::PrecisionNotReached
        }
    }

    fn stopping_rule(&self) -> StoppingRule {
        let half_widths = self.targets.iter().map(|target| target.half_width);
        StoppingRule::new(
            half_widths.collect(),
            StoppingRule::least_runs_for(self.batch()),
        )
    }
}
