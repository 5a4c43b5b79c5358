//! What is run in a cell: orgsim's model of a scenario, or a model of somebody's own.

use std::fmt;
use std::sync::Arc;

use super::columns::{Columns, Places};
use super::drawn::Drawn;
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
    /// A scenario whose parameters are drawn for each run.
    Drawn(Drawn),
    /// A model of somebody's own.
    Own(OwnModel),
}

/// What is run in some cells, ready for its runs: what all of them have in common is done once.
pub(crate) enum Ready {
    Scenarios(Box<Together>),
    Drawn {
        scenarios: Vec<Drawn>,
        columns: Columns,
        shares_pasts: bool,
    },
    Own(Vec<OwnModel>),
}

/// Scenarios whose runs are done together, and where the numbers of their records go.
pub(crate) struct Together {
    family: Family,
    places: Vec<Places>,
    /// Whether records hold spells: measures of somebody's own may look at them.
    with_spells: bool,
}

impl Together {
    fn new(scenarios: &[&Scenario], columns: &Columns, shares_pasts: bool) -> Self {
        let family = Family::new(scenarios, shares_pasts);
        let layouts = family.simulations().iter().map(Simulation::layout);
        Self {
            places: layouts.map(|layout| columns.places(layout)).collect(),
            family,
            with_spells: columns.has_own(),
        }
    }

    /// Appends the numbers of a run of each.
    fn take<'a>(&self, run: u64, numbers: impl Iterator<Item = &'a mut Vec<f64>>) {
        let records = self.family.simulate(run, self.with_spells);
        let simulations = self.family.simulations().iter();
        let members = simulations.zip(&self.places).zip(&records);
        for (((simulation, places), record), numbers) in members.zip(numbers) {
            places.take(simulation.layout(), record, numbers);
        }
    }
}

impl Ready {
    /// Makes some ready, of one kind, which may share a past.
    pub(crate) fn new(runnables: &[&Runnable], columns: &Columns, shares_pasts: bool) -> Self {
        let (mut scenarios, mut drawn, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for runnable in runnables {
            match runnable {
                Runnable::Scenario(scenario) => scenarios.push(&**scenario),
                Runnable::Drawn(scenario) => drawn.push(scenario.clone()),
                Runnable::Own(model) => own.push(model.clone()),
            }
        }
        if !own.is_empty() {
            return Self::Own(own);
        }
        if !drawn.is_empty() {
            return Self::Drawn {
                scenarios: drawn,
                columns: columns.clone(),
                shares_pasts,
            };
        }
        Self::Scenarios(Box::new(Together::new(&scenarios, columns, shares_pasts)))
    }

    /// The numbers of some runs of each, one run after the other.
    pub(crate) fn numbers(&self, runs: impl Iterator<Item = u64>, width: usize) -> Vec<Vec<f64>> {
        let capacity = runs.size_hint().1.unwrap_or(0) * width;
        let empty = |members: usize| vec![Vec::with_capacity(capacity); members];
        match self {
            Self::Scenarios(together) => {
                let mut numbers = empty(together.places.len());
                for run in runs {
                    together.take(run, numbers.iter_mut());
                }
                numbers
            }
            Self::Drawn {
                scenarios,
                columns,
                shares_pasts,
            } => {
                let mut numbers = empty(scenarios.len());
                for (done, run) in runs.enumerate() {
                    let of_run = scenarios.iter().map(|drawn| drawn.at(run));
                    let of_run: Vec<Option<Scenario>> = of_run.collect();
                    let there: Vec<&Scenario> = of_run.iter().flatten().collect();
                    let together = Together::new(&there, columns, *shares_pasts);
                    let with_scenario = numbers.iter_mut().zip(&of_run);
                    let with_scenario = with_scenario.filter(|(_, scenario)| scenario.is_some());
                    together.take(run, with_scenario.map(|(numbers, _)| numbers));
                    // a run without a scenario has no values
                    for numbers in &mut numbers {
                        numbers.resize((done + 1) * width, f64::NAN);
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
