//! Where slow stocks come to rest in an organisation that has long had its structure, in the
//! mean. Runs start there, and their burn-in does the rest.

use crate::elementary::{exp, ln};
use crate::measures::Role;
use crate::scenario::{Scenario, Structure};

/// Rate at which relevance decays in a field of normal speed.
pub(crate) const NORMAL_SPEED: f64 = 0.05;

/// Reputation below which it makes no more difference to the time to fill a seat.
pub(crate) const LEAST_REPUTATION: f64 = 0.01;

/// Mean quality of the projects that crews finish under a structure: log-normal, with a median
/// of one.
pub(super) fn quality(scenario: &Scenario, structure: &Structure, exploratory: f64) -> f64 {
    let research = &scenario.research;
    let mean = |sigma: f64| exp(0.5 * sigma * sigma);
    let share = (1.0 - structure.technical_control) * exploratory;
    share * mean(research.exploratory_sigma) + (1.0 - share) * mean(research.incremental_sigma)
}

/// What the reputation of their employer adds to the satisfaction of people of a role.
///
/// Equation (M64).
pub(crate) fn prestige(scenario: &Scenario, role: Role, reputation: f64) -> f64 {
    match role {
        Role::Researcher if scenario.mechanisms.prestige => {
            scenario.satisfaction.prestige * (reputation - 1.0)
        }
        _ => 0.0,
    }
}

/// What vacancies of all seats would take from the satisfaction of those who stay.
pub(crate) fn vacancies(scenario: &Scenario) -> f64 {
    match scenario.mechanisms.vacancy_load {
        true => scenario.satisfaction.vacancies,
        false => 0.0,
    }
}

/// Longest that a seat is vacant, in quarters.
const MOST_QUARTERS: f64 = 10_000.0;

/// Mean time to fill a seat.
pub(crate) fn time_to_fill(scenario: &Scenario, role: Role, reputation: f64) -> f64 {
    let hiring = &scenario.hiring;
    let pull = match role {
        Role::Researcher => hiring.fill_reputation * ln(reputation.max(LEAST_REPUTATION)),
        Role::Engineer => 0.0,
    };
    let quarters = hiring.fill_median * exp(0.5 * hiring.fill_sigma * hiring.fill_sigma - pull);
    quarters.min(MOST_QUARTERS)
}

/// Mean quarters until product approves a vacancy that could be filled.
pub(crate) fn approval(scenario: &Scenario, structure: &Structure) -> f64 {
    let refused = structure.product_budget_control * (1.0 - scenario.hiring.product_approval);
    if scenario.mechanisms.budget_control && refused < 1.0 {
        refused / (1.0 - refused)
    } else {
        0.0
    }
}

/// Mean instability of researchers when no change is on its way: pivots per project.
pub(super) fn instability(scenario: &Scenario, structure: &Structure) -> f64 {
    if !scenario.mechanisms.pivots {
        return 0.0;
    }
    let topics = scenario.topics.values();
    let factor: f64 = topics.map(|topic| topic.share * topic.request_factor).sum();
    (scenario.agenda.request_rate * factor * structure.technical_control).min(1.0)
}
