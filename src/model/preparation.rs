//! A scenario prepared for simulation: names resolved, tables computed once.

use std::ops::Range;

use super::incentives::Evaluation;
use super::labour_market::tenure_log_hazard;
use super::work::context_switch_efficiency;
use crate::scenario::{Action, Scenario, Structure};
use crate::units::Quarter;

/// A scenario prepared for simulation.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) scenario: Scenario,
    pub(super) structures: Vec<PreparedStructure>,
    pub(super) units: Vec<PreparedUnit>,
    pub(super) events: Vec<PreparedEvent>,
    /// Log hazard by completed quarters of tenure; the last entry holds for
    /// all longer tenures.
    pub(super) tenure_log_hazard: Vec<f64>,
    /// Whether some reward depends on the scores of peers.
    pub(super) has_relative_rewards: bool,
}

/// A structure with everything that follows from it alone.
#[derive(Clone, Debug)]
pub(super) struct PreparedStructure {
    pub(super) parameters: Structure,
    /// Share of effort that is left after switching between projects.
    pub(super) switch_efficiency: f64,
    /// Probability that a new project is exploratory.
    pub(super) exploratory_probability: f64,
}

/// A unit with names resolved.
#[derive(Clone, Debug)]
pub(super) struct PreparedUnit {
    /// Seats of its researchers.
    pub(super) researchers: Range<usize>,
    /// Seats of its engineers; they follow the researchers.
    pub(super) engineers: Range<usize>,
    /// Its structure at the start.
    pub(super) structure: usize,
    /// Evaluation of its people under each structure: indexed by structure,
    /// role and career stage.
    pub(super) evaluations: Vec<[[Evaluation; 3]; 2]>,
}

/// An event with names resolved: units that change to a structure.
#[derive(Clone, Debug)]
pub(super) struct PreparedEvent {
    pub(super) quarter: Quarter,
    pub(super) units: Vec<usize>,
    /// None: each unit's structure before its last reorganisation.
    pub(super) structure: Option<usize>,
}

impl Model {
    /// Prepares a scenario.
    ///
    /// # Panics
    /// If the scenario names a structure, incentive or unit that it does not
    /// define; scenarios that come from [`crate::scenario`] never do.
    pub fn new(scenario: &Scenario) -> Self {
        let structure_index = |name: &str| {
            scenario
                .structures
                .get_index_of(name)
                .expect("a validated scenario names defined structures only")
        };
        let structures = scenario
            .structures
            .values()
            .map(|parameters| PreparedStructure {
                parameters: parameters.clone(),
                switch_efficiency: context_switch_efficiency(
                    &scenario.work,
                    parameters.concurrent_assignments,
                ),
                exploratory_probability: exploratory_probability(scenario, parameters),
            })
            .collect();
        let mut seat = 0;
        let mut seats = |people: u32| {
            let first = seat;
            seat += people as usize;
            first..seat
        };
        let units: Vec<PreparedUnit> = scenario
            .units
            .values()
            .map(|unit| PreparedUnit {
                researchers: seats(unit.researchers),
                engineers: seats(unit.engineers),
                structure: structure_index(&unit.structure),
                evaluations: scenario
                    .structures
                    .values()
                    .map(|structure| Evaluation::table(scenario, unit, structure))
                    .collect(),
            })
            .collect();
        let unit_indices = |names: &[String]| -> Vec<usize> {
            if names.is_empty() {
                return (0..scenario.units.len()).collect();
            }
            names
                .iter()
                .map(|name| {
                    scenario
                        .units
                        .get_index_of(name)
                        .expect("a validated scenario names defined units only")
                })
                .collect()
        };
        let events = scenario
            .events
            .values()
            .map(|event| {
                let (structure, units) = match &event.action {
                    Action::Reorganise { structure, units } => (Some(structure), units),
                    Action::RestoreAutonomy { structure, units } => {
                        (Some(structure).filter(|name| !name.is_empty()), units)
                    }
                };
                PreparedEvent {
                    quarter: Quarter(event.quarter as i32),
                    units: unit_indices(units),
                    structure: structure.map(|name| structure_index(name)),
                }
            })
            .collect();
        Self {
            scenario: scenario.clone(),
            has_relative_rewards: units
                .iter()
                .flat_map(|unit| unit.evaluations.as_flattened().as_flattened())
                .any(Evaluation::is_relative),
            structures,
            units,
            events,
            tenure_log_hazard: tenure_log_hazard(scenario),
        }
    }

    /// Number of seats.
    pub fn seats(&self) -> usize {
        self.units.last().map_or(0, |unit| unit.engineers.end)
    }

    /// Structures that a unit has at some time of a run.
    pub(super) fn structures_of(&self, unit: usize) -> impl Iterator<Item = usize> {
        let later = self
            .events
            .iter()
            .filter(move |event| event.units.contains(&unit))
            .filter_map(|event| event.structure);
        std::iter::once(self.units[unit].structure).chain(later)
    }
}

/// Researchers who can expect to be reviewed before an exploratory project is
/// done take on fewer of them, in proportion to the runway that it needs.
fn exploratory_probability(scenario: &Scenario, structure: &Structure) -> f64 {
    let research = &scenario.research;
    let wanted = research.exploratory_share;
    if !scenario.mechanisms.runway_choice {
        return wanted;
    }
    let needed =
        research.exploratory_effort * structure.concurrent_assignments / research.project_staff;
    wanted * (f64::from(structure.runway_quarters) / needed).min(1.0)
}
