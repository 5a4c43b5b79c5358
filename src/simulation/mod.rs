//! The joint: one scenario and one run number give one record; scenarios that share a past are
//! simulated together.

mod family;
mod halt;
mod past;

pub use family::Family;
pub use halt::{Halt, parting};
pub(crate) use past::Past;

use crate::metrics::{Layout, RecordKeeper, Recorder, RunRecord};
use crate::model::Model;
use crate::random::Streams;
use crate::records::Records;
use crate::scenario::Scenario;
use crate::units::CalendarQuarter;

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

    /// A recorder for its runs, to be used for one after the other.
    pub fn recorder(&self) -> Recorder<'_> {
        Recorder::new(&self.layout)
    }

    /// The record of replicate `run`: a function of the scenario, with its
    /// seed, and the number. What the recorder heard before has no influence.
    pub fn simulate(&self, run: u64, recorder: &mut Recorder<'_>) -> RunRecord {
        let streams = Streams::new(self.seed, run);
        self.model.run(&streams, recorder);
        recorder.record()
    }

    /// The records that the organisation of replicate `run` would keep of itself, whose first
    /// observed quarter is a quarter of a year.
    pub fn records(&self, run: u64, first: CalendarQuarter) -> Records {
        let streams = Streams::new(self.seed, run);
        let mut keeper = RecordKeeper::new(self.model.scenario(), streams, first);
        self.model.run(&streams, &mut keeper);
        keeper.records()
    }
}
