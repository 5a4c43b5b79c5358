//! A scenario prepared for simulation.

use std::ops::Range;

use super::acquaintance::Acquaintance;
use super::event::PreparedEvent;
use super::incentives::Evaluation;
use super::laboratory::{Laboratory, Rest, Staff, at_rest};
use super::plan::Plan;
use super::structure::PreparedStructure;
use super::tenure::TenureHazard;
use crate::elementary::ln;
use crate::measures::Role;
use crate::scenario::{Scenario, Unit};
use crate::units::Quarter;

/// A scenario prepared for simulation.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) scenario: Scenario,
    pub(crate) structures: Vec<PreparedStructure>,
    pub(crate) units: Vec<PreparedUnit>,
    pub(crate) events: Vec<PreparedEvent>,
    /// How the hazard of exit depends on tenure.
    pub(crate) tenure_hazard: TenureHazard,
    /// How acquaintance depends on the age of a tie.
    pub(crate) acquaintance: Acquaintance,
    /// Reputation at which the organisation rests under the structures of the start.
    pub(crate) reputation: f64,
    /// Venues of papers, with what follows from them alone.
    pub(crate) venues: Vec<PreparedVenue>,
    /// Whether some reward depends on the scores of peers.
    pub(crate) has_relative_rewards: bool,
}

/// A unit with names resolved.
#[derive(Clone, Debug)]
pub(crate) struct PreparedUnit {
    /// Seats of its researchers.
    pub(crate) researchers: Range<usize>,
    /// Seats of its engineers; they follow the researchers.
    pub(crate) engineers: Range<usize>,
    /// How many of these seats it has in which quarter.
    pub(crate) plan: Plan,
    /// Log hazard of an average person of each role at long tenure.
    pub(crate) log_hazard: [f64; 2],
    /// Completed quarters of tenure of those who are there at the start, by role, where that
    /// is known.
    pub(crate) tenures: [Option<Vec<u32>>; 2],
    /// Its structure at the start.
    pub(crate) structure: usize,
    /// Share of the seats of each role that are vacant when it rests in that structure.
    pub(crate) vacant: [f64; 2],
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
        let structures: Vec<PreparedStructure> = scenario
            .structures
            .values()
            .map(|parameters| PreparedStructure::new(scenario, parameters))
            .collect();
        let mut units = units(scenario);
        let tenure_hazard = TenureHazard::new(scenario);
        let laboratories: Vec<Laboratory> = units
            .iter()
            .map(|unit| {
                let structure = &structures[unit.structure];
                let [_, middle, _] = &unit.evaluations[unit.structure][Role::Researcher as usize];
                let staff = Staff {
                    seats: unit.researchers.len(),
                    growth: unit.plan.past(),
                    log_hazard: unit.log_hazard,
                };
                Laboratory::new(scenario, structure, middle, &tenure_hazard, staff)
            })
            .collect();
        let Rest { reputation, vacant } = at_rest(scenario, &laboratories);
        for (unit, vacant) in units.iter_mut().zip(vacant) {
            unit.vacant = vacant;
        }
        let events = scenario.events.values();
        Self {
            scenario: scenario.clone(),
            venues: venues(scenario),
            has_relative_rewards: units
                .iter()
                .flat_map(|unit| unit.evaluations.as_flattened().as_flattened())
                .any(Evaluation::is_relative),
            reputation,
            structures,
            units,
            events: events
                .map(|event| PreparedEvent::new(scenario, event))
                .collect(),
            tenure_hazard,
            acquaintance: Acquaintance::new(scenario),
        }
    }

    /// What it was prepared from.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Number of seats.
    pub fn seats(&self) -> usize {
        self.units.last().map_or(0, |unit| unit.engineers.end)
    }

    /// Research projects that a crew serves at once under a structure: the part of its
    /// members' assignments that their `effort` on research, added up, stands for. A
    /// fraction is a project that gets that much attention.
    ///
    /// Equation (M11).
    pub(crate) fn project_load(&self, structure: usize, effort: f64) -> f64 {
        let assignments = self.structures[structure].parameters.concurrent_assignments;
        effort * assignments / self.scenario.research.project_staff
    }
}

/// Units one after the other, each with its researchers first, and with all the seats that
/// it will ever have.
fn units(scenario: &Scenario) -> Vec<PreparedUnit> {
    let simulation = &scenario.simulation;
    let first = Quarter(-(simulation.burn_in_quarters as i32));
    let last = Quarter(simulation.quarters as i32 - 1);
    let mut seat = 0;
    let mut seats = |most: usize| {
        let first = seat;
        seat += most;
        first..seat
    };
    let units = scenario.units.values().map(|unit| {
        let plan = Plan::new(scenario, unit);
        PreparedUnit {
            researchers: seats(plan.most(Role::Researcher, first, last)),
            engineers: seats(plan.most(Role::Engineer, first, last)),
            plan,
            log_hazard: Role::ALL.map(|role| log_hazard(scenario, unit, role)),
            tenures: [&unit.researcher_tenures, &unit.engineer_tenures]
                .map(|known| (!known.is_empty()).then(|| known.clone())),
            vacant: [0.0; 2],
            structure: scenario
                .structures
                .get_index_of(&unit.structure)
                .expect("a validated scenario names defined structures only"),
            evaluations: scenario
                .structures
                .values()
                .map(|structure| Evaluation::table(scenario, unit, structure))
                .collect(),
        }
    });
    units.collect()
}

/// Log hazard of an average person of a role at long tenure, without a shock.
fn log_hazard(scenario: &Scenario, unit: &Unit, role: Role) -> f64 {
    let roles = [&scenario.roles.researcher, &scenario.roles.engineer];
    let ratio = roles[role as usize].exit_ratio * unit.exit_ratio;
    ln(scenario.labour_market.base_hazard * ratio)
}

/// Venues by cumulative share, with their acceptance: the odds of a venue are
/// those of `papers.acceptance` times a factor.
///
/// Equation (M37).
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
