//! The past of a baseline, run by run: what-ifs that change something later go on from it.

use std::sync::OnceLock;

use crate::metrics::{Recorder, RunRecord};
use crate::scenario::Scenario;
use crate::simulation::{Halt, Simulation, parting};
use crate::units::Quarter;

/// Most memory for runs that are halted, in bytes: less in a browser.
const MOST_BYTES: usize = match cfg!(target_family = "wasm") {
    true => 96 << 20,
    false => 256 << 20,
};

/// Runs of a baseline that are halted at the start of a quarter, each once it is needed.
pub(super) struct Pasts {
    scenario: Scenario,
    simulation: Simulation,
    at: Quarter,
    /// The first runs: as many as there is memory for.
    runs: Vec<OnceLock<Halt>>,
}

impl Pasts {
    /// Of a baseline up to a quarter.
    pub(super) fn new(scenario: &Scenario, at: Quarter) -> Self {
        let simulation = Simulation::new(scenario);
        let most = MOST_BYTES / Halt::bytes(&simulation);
        Self {
            scenario: scenario.clone(),
            simulation,
            at,
            runs: (0..most).map(|_| OnceLock::new()).collect(),
        }
    }

    /// Whether it is of this baseline, up to this quarter.
    pub(super) fn is_of(&self, scenario: &Scenario, at: Quarter) -> bool {
        self.at == at && self.scenario.is_identical(scenario)
    }

    /// Whether a scenario has this past.
    pub(super) fn is_past_of(&self, scenario: &Scenario) -> bool {
        parting(&self.scenario, scenario).is_some_and(|quarter| quarter >= self.at)
    }

    /// A run of a scenario that has this past.
    pub(super) fn simulate(
        &self,
        run: u64,
        simulation: &Simulation,
        recorder: &mut Recorder<'_>,
    ) -> RunRecord {
        let halted = usize::try_from(run).ok().and_then(|run| self.runs.get(run));
        match halted {
            Some(halted) => {
                let halt = halted.get_or_init(|| self.simulation.halt(run, self.at));
                simulation.go_on(run, halt, &self.simulation)
            }
            None => simulation.simulate(run, recorder),
        }
    }
}
