//! What is run in a cell: orgsim's model of a scenario, or a model of somebody's own.

use std::fmt;
use std::sync::Arc;

use super::columns::{Columns, Places};
use super::model::{DesignPoint, Model};
use crate::scenario::Scenario;
use crate::simulation::Simulation;

/// A model at a design point.
#[derive(Clone)]
pub struct OwnModel {
    pub(crate) model: Arc<dyn Model>,
    pub(crate) at: DesignPoint,
}

impl fmt::Debug for OwnModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a model at {:?}", self.at)
    }
}

/// What is run in a cell.
#[derive(Clone, Debug)]
pub enum Runnable {
    /// A scenario.
    Scenario(Arc<Scenario>),
    /// A model of somebody's own.
    Own(OwnModel),
}

/// The same, ready for its runs.
pub(crate) enum Ready {
    Scenario {
        simulation: Box<Simulation>,
        places: Places,
        /// Whether records hold spells: measures of somebody's own may look at them.
        with_spells: bool,
    },
    Own(OwnModel),
}

impl Runnable {
    /// Makes it ready: what all its runs have in common is done once.
    pub(crate) fn ready(&self, columns: &Columns) -> Ready {
        match self {
            Self::Scenario(scenario) => {
                let simulation = Box::new(Simulation::new(scenario));
                let places = columns.places(simulation.layout());
                Ready::Scenario {
                    simulation,
                    places,
                    with_spells: columns.has_own(),
                }
            }
            Self::Own(own) => Ready::Own(own.clone()),
        }
    }
}

impl Ready {
    /// The numbers of some runs, one run after the other.
    pub(crate) fn numbers(&self, runs: impl Iterator<Item = u64>, width: usize) -> Vec<f64> {
        let mut numbers = Vec::with_capacity(runs.size_hint().1.unwrap_or(0) * width);
        match self {
            Self::Scenario {
                simulation,
                places,
                with_spells,
            } => {
                let mut recorder = simulation.recorder();
                if *with_spells {
                    recorder = recorder.with_spells();
                }
                for run in runs {
                    let record = simulation.simulate(run, &mut recorder);
                    places.take(simulation.layout(), &record, &mut numbers);
                }
            }
            Self::Own(own) => {
                for run in runs {
                    let mut values = own.model.run(&own.at, run);
                    // a short row is missing its last values; a long one has no columns
                    values.resize(width, f64::NAN);
                    numbers.append(&mut values);
                }
            }
        }
        numbers
    }
}
