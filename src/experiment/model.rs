//! What an experiment runs: orgsim's model of a scenario, or a model of somebody's own.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::columns::{Columns, Places};
use super::factor::Level;
use crate::random::Streams;
use crate::scenario::Scenario;
use crate::simulation::Simulation;

/// A model of somebody's own: a function from a design point and the number of a run to
/// the values of the experiment's measures.
///
/// It must be a function: the same point and run give the same values, so that runs can
/// be kept, divided and repeated. Luck comes from [`DesignPoint::streams`]; variants that
/// draw from the same addresses then share it, run by run.
pub trait Model: Send + Sync {
    /// The value of each measure, in their order; not a number where a run has none.
    fn run(&self, at: &DesignPoint, run: u64) -> Vec<f64>;
}

impl<F: Fn(&DesignPoint, u64) -> Vec<f64> + Send + Sync> Model for F {
    fn run(&self, at: &DesignPoint, run: u64) -> Vec<f64> {
        self(at, run)
    }
}

/// Where in the design a model is run: the values of the factors, and the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignPoint {
    pub(crate) values: Vec<(String, Level)>,
    pub(crate) seed: u64,
}

impl DesignPoint {
    /// The value of a factor; none if there is no factor of that name.
    pub fn level(&self, factor: &str) -> Option<&Level> {
        let mut values = self.values.iter();
        values.find_map(|(name, level)| (name == factor).then_some(level))
    }

    /// The number that a factor has; not a number if it has none.
    pub fn number(&self, factor: &str) -> f64 {
        self.level(factor)
            .and_then(Level::number)
            .unwrap_or(f64::NAN)
    }

    /// The random streams of a run: the same in all variants and at all design points.
    pub fn streams(&self, run: u64) -> Streams {
        Streams::new(self.seed, run)
    }
}

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
                Ready::Scenario { simulation, places }
            }
            Self::Own(own) => Ready::Own(own.clone()),
        }
    }
}

impl Ready {
    /// The numbers of some runs, one run after the other.
    pub(crate) fn numbers(&self, runs: Range<u64>, width: usize) -> Vec<f64> {
        let mut numbers = Vec::with_capacity((runs.end - runs.start) as usize * width);
        match self {
            Self::Scenario { simulation, places } => {
                let mut recorder = simulation.recorder();
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
