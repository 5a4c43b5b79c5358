//! A scenario prepared for simulation: names resolved, tables computed once.

use std::ops::Range;

use super::incentives::Evaluation;
use super::labour_market::tenure_log_hazard;
use super::work::context_switch_efficiency;
use crate::measures::{Measure, Role, find};
use crate::scenario::{
    Action, ChangeBudget, ChangeCompute, Condition, DemandShock, Departure, DescopeFlagship,
    HiringFreeze, Layoff, OfferWave, Reach, Reorganise, RestoreAutonomy, RetentionGrant, Scenario,
    SpinOff, Structure, Trigger, Who,
};

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
    /// Venues of papers, with what follows from them alone.
    pub(super) venues: Vec<PreparedVenue>,
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

/// A venue of papers.
#[derive(Clone, Copy, Debug)]
pub(super) struct PreparedVenue {
    /// Share of submissions that go to it or to a venue before it.
    pub(super) cumulative_share: f64,
    /// Probability that a review accepts a paper.
    pub(super) acceptance: f64,
}

/// An event with names resolved.
#[derive(Clone, Debug)]
pub(super) struct PreparedEvent {
    pub(super) trigger: PreparedTrigger,
    pub(super) repeat_quarters: Option<u32>,
    /// Quarters by which it is announced before it takes effect.
    pub(super) announced: i32,
    /// Units that it reaches, with the quarters after which it does.
    pub(super) units: Vec<(usize, i32)>,
    /// Roles that it reaches.
    pub(super) roles: Vec<Role>,
    pub(super) action: PreparedAction,
}

/// What brings an event about.
#[derive(Clone, Debug)]
pub(super) enum PreparedTrigger {
    /// The observed quarter at whose start it takes effect.
    Quarter(i32),
    /// What a measure read in quarters in a row.
    When(PreparedCondition),
}

/// A condition, with its measure found.
#[derive(Clone, Copy, Debug)]
pub(super) struct PreparedCondition {
    pub(super) measure: &'static Measure,
    pub(super) below: Option<f64>,
    pub(super) above: Option<f64>,
    pub(super) for_quarters: u32,
}

impl PreparedCondition {
    fn new(condition: &Condition) -> Self {
        Self {
            measure: find(&condition.metric)
                .expect("a validated scenario names known measures only"),
            below: condition.below,
            above: condition.above,
            for_quarters: condition.for_quarters,
        }
    }
}

/// What an event does to the units and roles that it reaches.
#[derive(Clone, Copy, Debug)]
pub(super) enum PreparedAction {
    ChangeStructure {
        /// None: each unit's structure before its last reorganisation.
        structure: Option<usize>,
    },
    Depart {
        who: Who,
        people: usize,
    },
    HiringFreeze {
        quarters: u32,
    },
    Layoff {
        share: f64,
    },
    ChangeBudget {
        funded_share: f64,
    },
    ChangeCompute {
        factor: f64,
    },
    RetentionGrant {
        hold: f64,
        quarters: u32,
        pay_share: f64,
    },
    DescopeFlagship {
        scale: f64,
    },
    DemandShock {
        factor: f64,
        quarters: u32,
    },
    OfferWave {
        hazard_ratio: f64,
        skill_slope: f64,
        quarters: u32,
    },
    SpinOff {
        people: usize,
    },
}

impl PreparedUnit {
    /// Seats of a role.
    pub(super) fn seats_of(&self, role: Role) -> &Range<usize> {
        match role {
            Role::Researcher => &self.researchers,
            Role::Engineer => &self.engineers,
        }
    }
}

impl PreparedEvent {
    /// Whether it waits for a condition.
    pub(super) fn is_conditional(&self) -> bool {
        matches!(self.trigger, PreparedTrigger::When(_))
    }

    /// The units and roles that it reaches.
    pub(super) fn reach(&self) -> impl Iterator<Item = (usize, Role)> {
        self.units
            .iter()
            .flat_map(|&(unit, _)| self.roles.iter().map(move |&role| (unit, role)))
    }
}

impl Model {
    /// Prepares a scenario.
    ///
    /// # Panics
    /// If the scenario names a structure, incentive or unit that it does not
    /// define, or a measure that there is not; scenarios that come from [`crate::scenario`] never do.
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
        let events = scenario
            .events
            .values()
            .map(|event| {
                let reached = scenario.units_reached(&event.action);
                let delay = |place| event.action.delay(place, reached.len()) as i32;
                let units = reached.iter().enumerate();
                PreparedEvent {
                    trigger: match &event.trigger {
                        Trigger::Quarter(quarter) => PreparedTrigger::Quarter(*quarter as i32),
                        Trigger::When(condition) => {
                            PreparedTrigger::When(PreparedCondition::new(condition))
                        }
                    },
                    repeat_quarters: event.repeat_quarters,
                    announced: event.action.announced_quarters() as i32,
                    units: units.map(|(place, &unit)| (unit, delay(place))).collect(),
                    roles: roles(&event.action),
                    action: action(&event.action, structure_index),
                }
            })
            .collect();
        Self {
            scenario: scenario.clone(),
            venues: venues(scenario),
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
            .filter(move |event| event.units.iter().any(|&(reached, _)| reached == unit))
            .filter_map(|event| match event.action {
                PreparedAction::ChangeStructure { structure } => structure,
                _ => None,
            });
        std::iter::once(self.units[unit].structure).chain(later)
    }
}

/// The roles that an action reaches; requests reach projects, hence researchers.
fn roles(action: &Action) -> Vec<Role> {
    let reach = match action {
        Action::DemandShock { .. } => Reach::Researcher,
        other => other.reach().unwrap_or(Reach::All),
    };
    reach.roles().to_vec()
}

/// What an event does.
fn action(action: &Action, structure_index: impl Fn(&str) -> usize) -> PreparedAction {
    match action {
        Action::Reorganise(Reorganise { structure, .. })
        | Action::RestoreAutonomy(RestoreAutonomy { structure, .. }) => {
            let named = Some(structure.as_str()).filter(|name| !name.is_empty());
            PreparedAction::ChangeStructure {
                structure: named.map(structure_index),
            }
        }
        Action::Departure(Departure { who, people, .. }) => PreparedAction::Depart {
            who: *who,
            people: *people as usize,
        },
        Action::HiringFreeze(HiringFreeze { quarters, .. }) => PreparedAction::HiringFreeze {
            quarters: *quarters,
        },
        Action::Layoff(Layoff { share, .. }) => PreparedAction::Layoff { share: *share },
        Action::ChangeBudget(ChangeBudget { funded_share, .. }) => PreparedAction::ChangeBudget {
            funded_share: *funded_share,
        },
        Action::ChangeCompute(ChangeCompute { factor }) => {
            PreparedAction::ChangeCompute { factor: *factor }
        }
        Action::RetentionGrant(RetentionGrant {
            hold,
            quarters,
            pay_share,
            ..
        }) => PreparedAction::RetentionGrant {
            hold: *hold,
            quarters: *quarters,
            pay_share: *pay_share,
        },
        Action::DescopeFlagship(DescopeFlagship { scale }) => {
            PreparedAction::DescopeFlagship { scale: *scale }
        }
        Action::DemandShock(DemandShock {
            factor, quarters, ..
        }) => PreparedAction::DemandShock {
            factor: *factor,
            quarters: *quarters,
        },
        Action::OfferWave(OfferWave {
            hazard_ratio,
            skill_slope,
            quarters,
            ..
        }) => PreparedAction::OfferWave {
            hazard_ratio: *hazard_ratio,
            skill_slope: *skill_slope,
            quarters: *quarters,
        },
        Action::SpinOff(SpinOff { people, .. }) => PreparedAction::SpinOff {
            people: *people as usize,
        },
    }
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
