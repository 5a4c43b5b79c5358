//! What is run in a cell: orgsim's model of a scenario, or a model of somebody's own.

use std::fmt;
use std::sync::Arc;

use super::columns::{Columns, Places};
use super::model::{DesignPoint, Model};
use crate::scenario::Scenario;
use crate::simulation::{Family, Simulation};

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

/// What is run in some cells, ready for its runs: what all of them have in common is done once.
pub(crate) enum Ready {
    Scenarios {
        family: Box<Family>,
        places: Vec<Places>,
        /// Whether records hold spells: measures of somebody's own may look at them.
        with_spells: bool,
    },
    Own(Vec<OwnModel>),
}

impl Ready {
    /// Makes some ready, of one kind, which may share a past.
    pub(crate) fn new(runnables: &[&Runnable], columns: &Columns, shares_pasts: bool) -> Self {
        let scenarios: Option<Vec<&Scenario>> = runnables
            .iter()
            .map(|runnable| match runnable {
                Runnable::Scenario(scenario) => Some(&**scenario),
                Runnable::Own(_) => None,
            })
            .collect();
        let Some(scenarios) = scenarios else {
            let own = runnables.iter().filter_map(|runnable| match runnable {
                Runnable::Scenario(_) => None,
                Runnable::Own(own) => Some(own.clone()),
            });
            return Self::Own(own.collect());
        };
        let family = Family::new(&scenarios, shares_pasts);
        let layouts = family.simulations().iter().map(Simulation::layout);
        Self::Scenarios {
            places: layouts.map(|layout| columns.places(layout)).collect(),
            family: Box::new(family),
            with_spells: columns.has_own(),
        }
    }

    /// The numbers of some runs of each, one run after the other.
    pub(crate) fn numbers(&self, runs: impl Iterator<Item = u64>, width: usize) -> Vec<Vec<f64>> {
        let capacity = runs.size_hint().1.unwrap_or(0) * width;
        let empty = |members: usize| vec![Vec::with_capacity(capacity); members];
        match self {
            Self::Scenarios {
                family,
                places,
                with_spells,
            } => {
                let mut numbers = empty(places.len());
                for run in runs {
                    let records = family.simulate(run, *with_spells);
                    let members = family.simulations().iter().zip(places).zip(&records);
                    for (((simulation, places), record), numbers) in members.zip(&mut numbers) {
                        places.take(simulation.layout(), record, numbers);
                    }
                }
                numbers
            }
            Self::Own(models) => {
                let mut numbers = empty(models.len());
                for run in runs {
                    for (own, numbers) in models.iter().zip(&mut numbers) {
                        let mut values = own.model.run(&own.at, run);
                        // a short row is missing its last values; a long one has no columns
                        values.resize(width, f64::NAN);
                        numbers.append(&mut values);
                    }
                }
                numbers
            }
        }
    }
}
