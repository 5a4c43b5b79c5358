//! The joint: one scenario and one run number give one record.

use crate::metrics::{Layout, Recorder, RunRecord};
use crate::model::Model;
use crate::random::Streams;
use crate::scenario::Scenario;

/// A scenario, ready to be simulated.
#[derive(Clone, Debug)]
pub struct Simulation {
    model: Model,
    layout: Layout,
    seed: u64,
}

impl Simulation {
    /// Prepares a validated scenario.
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            model: Model::new(scenario),
            layout: Layout::new(scenario),
            seed: scenario.simulation.seed,
        }
    }

    /// The places of the numbers in its records.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The record of replicate `run`: a function of the scenario, with its
    /// seed, and the number.
    pub fn simulate(&self, run: u64) -> RunRecord {
        self.listen(run, Recorder::new(&self.layout))
    }

    /// The same record with spells.
    pub fn simulate_with_spells(&self, run: u64) -> RunRecord {
        self.listen(run, Recorder::new(&self.layout).with_spells())
    }

    fn listen(&self, run: u64, mut recorder: Recorder<'_>) -> RunRecord {
        let streams = Streams::new(self.seed, run);
        self.model.run(&streams, &mut recorder);
        recorder.record()
    }
}
