//! The validated input of a simulation.
//!
//! `default.toml` says the meaning, unit, range and source of every field under the same
//! path, and `orgsim explain` prints them; what stands at the fields here is the beginning
//! of it.

pub(super) mod mechanisms;
pub(super) mod people;
mod research;
mod structures;
mod world;

pub use mechanisms::Mechanisms;
pub use people::{
    ContextSwitching, EffortChoice, Hiring, LabourMarket, People, Reputation, Satisfaction, Teams,
    Work,
};
pub use research::{Agenda, Papers, Research, Topic, Transfer, Venue};
pub use structures::{Incentive, IncentiveForm, RoleIncentives, Roles, Structure, Unit};
pub use world::{Compute, Flagship, Market, Money};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::units::Calendar;

/// A complete, validated scenario: immutable from here on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// A title for tables and figures.
    pub title: String,
    /// What the scenario asks, in a few lines.
    pub description: String,
    /// How long, how often and under which seed to simulate.
    pub simulation: Simulation,
    /// Which mechanisms are on.
    pub mechanisms: Mechanisms,
    /// Organisational units by name.
    pub units: IndexMap<String, Unit>,
    /// What each role is rewarded for.
    pub roles: Roles,
    /// Incentive functions by name.
    pub incentives: IndexMap<String, Incentive>,
    /// Structures by name.
    pub structures: IndexMap<String, Structure>,
    /// Topics of research by name.
    pub topics: IndexMap<String, Topic>,
    /// Venues of papers by name.
    pub venues: IndexMap<String, Venue>,
    /// How people differ.
    pub people: People,
    /// Teams, crews and working ties.
    pub teams: Teams,
    /// Product requests and reviews.
    pub agenda: Agenda,
    /// The two-task effort problem.
    pub effort: EffortChoice,
    /// From effort to effective effort.
    pub work: Work,
    /// Research projects.
    pub research: Research,
    /// The paper pipeline.
    pub papers: Papers,
    /// From breakthrough to shipped product.
    pub transfer: Transfer,
    /// Appraisal and satisfaction.
    pub satisfaction: Satisfaction,
    /// Who leaves, and where to.
    pub labour_market: LabourMarket,
    /// How vacancies are filled.
    pub hiring: Hiring,
    /// Reputation as a research employer.
    pub reputation: Reputation,
    /// GPUs: who asks for them, and who gets them.
    pub compute: Compute,
    /// The flagship model, generation by generation.
    pub flagship: Flagship,
    /// Open models, competitors and start-ups.
    pub market: Market,
    /// Prices; nothing in the model depends on them.
    pub money: Money,
    /// Events by name, in the order in which they take effect.
    pub events: IndexMap<String, Event>,
}

impl Scenario {
    /// Most units of a scenario: a seat's identifier has seven bits for its unit.
    pub const MOST_UNITS: usize = 128;
    /// Most people of one role in a unit, whenever: as many as can be stated.
    pub const MOST_SEATS: u32 = 1_000_000;

    /// Without what changes no run: what it is called, how often it is run, and how that is
    /// told.
    pub(crate) fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.title.clear();
        bare.description.clear();
        let simulation = &mut bare.simulation;
        simulation.start = None;
        simulation.runs = 1;
        simulation.max_runs = 1;
        simulation.batch_size = 1;
        simulation.confidence_level = 0.95;
        bare
    }

    /// What it has in common with scenarios that differ in events alone, and in structures that
    /// only events bring.
    pub(crate) fn past(&self) -> Self {
        let mut past = self.bare();
        past.events.clear();
        let places = self.structures.keys().enumerate();
        let is_used = |name: &str| self.units.values().any(|unit| unit.structure == name);
        let used: Vec<usize> = places
            .filter(|(_, name)| is_used(name))
            .map(|(place, _)| place)
            .collect();
        let (Some(&first), Some(&last)) = (used.first(), used.last()) else {
            return past;
        };
        // Those of the start keep their places, which organisations know them by.
        past.structures.truncate(last + 1);
        let neutral = past.structures[first].clone();
        for (place, own) in past.structures.values_mut().enumerate() {
            if !used.contains(&place) {
                own.clone_from(&neutral);
            }
        }
        // Crews have room for the projects that they may have under any structure.
        let most = self.structures.values();
        let most = most
            .map(|own| own.concurrent_assignments)
            .fold(0.0, f64::max);
        let room = Structure {
            concurrent_assignments: most,
            ..neutral
        };
        past.structures.insert(String::new(), room);
        past
    }

    /// Whether it is the same as another one, its parts standing in the same order.
    pub(crate) fn is_identical(&self, other: &Self) -> bool {
        let names = |own: &Self| {
            let names = own.units.keys().chain(own.incentives.keys());
            let names = names.chain(own.structures.keys()).chain(own.topics.keys());
            let names = names.chain(own.venues.keys()).chain(own.events.keys());
            names.cloned().collect::<Vec<String>>()
        };
        self == other && names(self) == names(other)
    }
}

/// How long, how often and under which seed to simulate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// Number of observed quarters in a run (quarters).
    pub quarters: u32,
    /// The quarter of the year that the first observed one is, such as 2026-Q1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Quarters simulated before the first observed one (burn-in), so that a run starts from the
    /// stationary state of its structure (quarters).
    pub burn_in_quarters: u32,
    /// Master seed of all random streams.
    pub seed: u64,
    /// Number of runs when no precision is requested (runs).
    pub runs: u64,
    /// Maximum number of runs to reach a requested precision (runs).
    pub max_runs: u64,
    /// Runs in one batch (runs).
    pub batch_size: u32,
    /// Confidence level of all intervals.
    pub confidence_level: f64,
    /// Truncation time of the restricted mean latency (time to ship) (quarters).
    pub latency_horizon_quarters: u32,
}

impl Simulation {
    /// How observed quarters are told.
    pub fn calendar(&self) -> Calendar {
        let start = self.start.as_deref();
        Calendar {
            start: start.and_then(|start| start.parse().ok()),
        }
    }
}
