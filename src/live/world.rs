//! A scenario and what is known of its runs so far.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::pasts::Pasts;
use crate::engine::{MonteCarlo, Next, Signals};
use crate::experiment::Ensemble;
use crate::metrics::{Layout, Recorder, RunRecord};
use crate::scenario::Scenario;
use crate::simulation::Simulation;

/// Keys of the measures that are shown quarter by quarter.
pub(super) const SHOWN: [&str; 5] = [
    "researcher_retention_12m",
    "papers_accepted",
    "features_shipped",
    "shipped_value",
    "payroll",
];

/// A scenario, ready for more runs.
pub(super) struct World {
    pub(super) simulation: Simulation,
    pub(super) ensemble: Ensemble,
    /// By run and shown measure: its number of each quarter.
    pub(super) runs: Vec<Vec<Vec<f64>>>,
    /// Runs that were simulated elsewhere, and come after one that is awaited.
    ahead: BTreeMap<u64, RunRecord>,
}

impl World {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let simulation = Simulation::new(scenario);
        let level = scenario.simulation.confidence_level;
        Self {
            ensemble: Ensemble::new(simulation.layout(), level),
            simulation,
            runs: Vec::new(),
            ahead: BTreeMap::new(),
        }
    }

    /// How many runs there are so far.
    pub(super) fn runs(&self) -> u64 {
        self.ensemble.runs()
    }

    /// Does runs until there are so many, from the past that they have if it is known. Whether
    /// that was not interrupted; what was done stays.
    pub(super) fn extend(
        &mut self,
        to: u64,
        pasts: Option<&Pasts>,
        (engine, signals): (&MonteCarlo, &Signals),
    ) -> bool {
        let from = self.runs();
        if to <= from {
            return true;
        }
        let (simulation, ensemble, runs) = (&self.simulation, &mut self.ensemble, &mut self.runs);
        let Ok(finished) = engine.run(
            to - from,
            signals,
            || simulation.recorder(),
            |recorder, run| record(simulation, pasts, recorder, from + run),
            |_, records: Vec<RunRecord>| {
                for record in &records {
                    ensemble.fold(record);
                    runs.push(shown(simulation.layout(), record));
                }
                Ok::<_, Infallible>(Next::Continue)
            },
        );
        !finished.interrupted
    }

    /// Records of some runs, of which nothing is kept here.
    pub(super) fn records(
        &self,
        runs: impl Iterator<Item = u64>,
        pasts: Option<&Pasts>,
    ) -> Vec<(u64, RunRecord)> {
        let mut recorder = self.simulation.recorder();
        runs.map(|run| (run, record(&self.simulation, pasts, &mut recorder, run)))
            .collect()
    }

    /// Takes in records of runs that were simulated elsewhere, each once all before it are there.
    pub(super) fn take(&mut self, records: Vec<(u64, RunRecord)>) {
        let there = self.runs();
        let new = records.into_iter().filter(|(run, _)| *run >= there);
        self.ahead.extend(new);
        while let Some(record) = self.ahead.remove(&self.runs()) {
            self.ensemble.fold(&record);
            self.runs.push(shown(self.simulation.layout(), &record));
        }
    }
}

/// A run of a scenario, from the past that it has if one is known.
fn record(
    simulation: &Simulation,
    pasts: Option<&Pasts>,
    recorder: &mut Recorder<'_>,
    run: u64,
) -> RunRecord {
    match pasts {
        Some(pasts) => pasts.simulate(run, simulation, recorder),
        None => simulation.simulate(run, recorder),
    }
}

/// The numbers of a record that are shown.
pub(super) fn shown(layout: &Layout, record: &RunRecord) -> Vec<Vec<f64>> {
    let quarters = layout.quarters() as usize;
    let of = |key: &&str| {
        let series = place(layout, key)?;
        Some(record.series[series * quarters..][..quarters].to_vec())
    };
    SHOWN
        .iter()
        .map(|key| of(key).unwrap_or_default())
        .collect()
}

/// The place of a measure among the series of a layout.
pub(super) fn place(layout: &Layout, key: &str) -> Option<usize> {
    let mut series = layout.series().iter();
    series.position(|series| series.measure.key() == key)
}

/// The mean of the quarters from one on that have a number; none without any.
pub(super) fn mean_from(numbers: &[f64], first: u32) -> Option<f64> {
    let later = numbers.get(first as usize..).unwrap_or_default();
    let known: Vec<f64> = later
        .iter()
        .copied()
        .filter(|number| number.is_finite())
        .collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}
