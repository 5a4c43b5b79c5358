//! A scenario prepared for simulation.

use std::ops::Range;

use super::event::PreparedEvent;
use super::incentives::Evaluation;
use super::switching::context_switch_efficiency;
use super::tenure::tenure_log_hazard;
use crate::measures::Role;
use crate::scenario::{Scenario, Structure};

/// A scenario prepared for simulation.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) scenario: Scenario,
    pub(crate) structures: Vec<PreparedStructure>,
    pub(crate) units: Vec<PreparedUnit>,
    pub(crate) events: Vec<PreparedEvent>,
    /// Log hazard by completed quarters of tenure; the last entry holds for
    /// all longer tenures.
    pub(crate) tenure_log_hazard: Vec<f64>,
    /// Venues of papers, with what follows from them alone.
    pub(crate) venues: Vec<PreparedVenue>,
    /// Whether some reward depends on the scores of peers.
    pub(crate) has_relative_rewards: bool,
}

/// A structure with everything that follows from it alone.
#[derive(Clone, Debug)]
pub(crate) struct PreparedStructure {
    pub(crate) parameters: Structure,
    /// Share of effort that is left after switching between projects.
    pub(crate) switch_efficiency: f64,
    /// Probability that a new project is exploratory.
    pub(crate) exploratory_probability: f64,
}

/// A unit with names resolved.
#[derive(Clone, Debug)]
pub(crate) struct PreparedUnit {
    /// Seats of its researchers.
    pub(crate) researchers: Range<usize>,
    /// Seats of its engineers; they follow the researchers.
    pub(crate) engineers: Range<usize>,
    /// Its structure at the start.
    pub(crate) structure: usize,
    /// Evaluation of its people under each structure: indexed by structure,
    /// role and career stage.
    pub(crate) evaluations: Vec<[[Evaluation; 3]; 2]>,
}

/// A venue of papers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreparedVenue {
    /// Share of submissions that go to it or to a venue before it.
    pub(crate) cumulative_share: f64,
    /// Probability that a review accepts a paper.
    pub(crate) acceptance: f64,
}

impl PreparedUnit {
    /// Seats of a role.
    pub(crate) fn seats_of(&self, role: Role) -> &Range<usize> {
        match role {
            Role::Researcher => &self.researchers,
            Role::Engineer => &self.engineers,
        }
    }

    /// All its seats.
    pub(crate) fn seats(&self) -> Range<usize> {
        self.researchers.start..self.engineers.end
    }
}

impl Model {
    /// Prepares a scenario.
    ///
    /// # Panics
    /// If the scenario names a structure, incentive or unit that it does not
    /// define, or a measure that there is not; scenarios that come from
    /// [`crate::scenario`] never do.
    pub fn new(scenario: &Scenario) -> Self {
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
        let units = units(scenario);
        let events = scenario.events.values();
        Self {
            scenario: scenario.clone(),
            venues: venues(scenario),
            has_relative_rewards: units
                .iter()
                .flat_map(|unit| unit.evaluations.as_flattened().as_flattened())
                .any(Evaluation::is_relative),
            structures,
            units,
            events: events
                .map(|event| PreparedEvent::new(scenario, event))
                .collect(),
            tenure_log_hazard: tenure_log_hazard(scenario),
        }
    }

    /// Number of seats.
    pub fn seats(&self) -> usize {
        self.units.last().map_or(0, |unit| unit.engineers.end)
    }

    /// Number of seats of a role.
    pub(crate) fn seats_of(&self, role: Role) -> usize {
        self.units
            .iter()
            .map(|unit| unit.seats_of(role).len())
            .sum()
    }

    /// Structures that a unit has at some time of a run.
    pub(crate) fn structures_of(&self, unit: usize) -> impl Iterator<Item = usize> {
        let later = self
            .events
            .iter()
            .filter(move |event| event.units.iter().any(|&(reached, _)| reached == unit))
            .filter_map(|event| event.structure);
        std::iter::once(self.units[unit].structure).chain(later)
    }

    /// Research projects that a crew serves at once under a structure: the part of its
    /// members' assignments that their `effort` on research, added up, stands for. A
    /// fraction is a project that gets that much attention.
    ///
    /// Equation (M7).
    pub(crate) fn project_load(&self, structure: usize, effort: f64) -> f64 {
        let assignments = self.structures[structure].parameters.concurrent_assignments;
        effort * assignments / self.scenario.research.project_staff
    }
}

/// Units one after the other, each with its researchers first.
fn units(scenario: &Scenario) -> Vec<PreparedUnit> {
    let mut seat = 0;
    let mut seats = |people: u32| {
        let first = seat;
        seat += people as usize;
        first..seat
    };
    let units = scenario.units.values().map(|unit| PreparedUnit {
        researchers: seats(unit.researchers),
        engineers: seats(unit.engineers),
        structure: scenario
            .structures
            .get_index_of(&unit.structure)
            .expect("a validated scenario names defined structures only"),
        evaluations: scenario
            .structures
            .values()
            .map(|structure| Evaluation::table(scenario, unit, structure))
            .collect(),
    });
    units.collect()
}

/// Venues by cumulative share, with their acceptance: the odds of a venue are
/// those of `papers.acceptance` times a factor.
///
/// Equation (M28).
fn venues(scenario: &Scenario) -> Vec<PreparedVenue> {
    let p = scenario.papers.acceptance;
    let mut share = 0.0;
    let venues = scenario.venues.values().map(|venue| {
        share += venue.share;
        let odds = venue.acceptance_odds;
        PreparedVenue {
            cumulative_share: share,
            acceptance: if odds == 1.0 {
                p
            } else {
                odds * p / (1.0 - p + odds * p)
            },
        }
    });
    venues.collect()
}

/// Researchers who can expect to be reviewed before an exploratory project is
/// done take on fewer of them, in proportion to the runway that it needs.
///
/// Equations (M8), (M9).
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
