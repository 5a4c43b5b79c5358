//! Hiring: vacancies are filled, and reputation follows what is published.

use super::person::{self, Shifts};
use super::step::Step;
use super::{Event, Observer, Organization, Role};
use crate::random::Stream;

/// Fills the vacancies whose time has come; then reputation moves.
pub(super) fn hiring(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let scenario = &step.model.scenario;
    if scenario.mechanisms.hiring {
        let quality = scenario.hiring.quality_reputation * (organization.reputation - 1.0);
        for seat in 0..organization.seats() {
            if organization.occupied[seat] {
                continue;
            }
            if is_paused(organization, seat) {
                organization.fill_quarter[seat].0 += 1;
            } else if organization.fill_quarter[seat] <= step.quarter
                && may_hire(step, organization, seat)
            {
                hire(step, organization, observer, seat, quality);
            }
        }
    }
    if scenario.mechanisms.reputation {
        reputation(step, organization);
    }
}

/// Whether a freeze pauses the search for somebody: what is missing of the time to
/// fill the vacancy is missing afterwards.
fn is_paused(organization: &Organization, seat: usize) -> bool {
    let (unit, role) = (organization.unit[seat] as usize, organization.role[seat]);
    !organization.effects.is_empty() && organization.hiring_is_frozen(unit, role)
}

/// Whether a vacancy whose time has come may be filled: the seat is funded, and
/// product approves where it controls the budget.
fn may_hire(step: &Step, organization: &Organization, seat: usize) -> bool {
    let (unit, role) = (organization.unit[seat] as usize, organization.role[seat]);
    let seats = step.model.units[unit].seats_of(role).clone();
    let funded = organization.units[unit].funded[role as usize];
    if funded < seats.len() {
        let occupied = organization.occupied[seats].iter().filter(|&&there| there);
        if occupied.count() >= funded {
            return false;
        }
    }
    is_approved(step, organization, seat)
}

/// Whether product approves the vacancy this quarter.
///
/// Equation (M61).
fn is_approved(step: &Step, organization: &Organization, seat: usize) -> bool {
    let scenario = &step.model.scenario;
    let structure = organization.units[organization.unit[seat] as usize].structure;
    let control = step.model.structures[structure]
        .parameters
        .product_budget_control;
    if !scenario.mechanisms.budget_control
        || organization.role[seat] == Role::Engineer
        || control == 0.0
    {
        return true;
    }
    let own = organization.person[seat].place();
    let u = step
        .streams
        .uniform(Stream::VacancyApproval, own, step.quarter);
    u < 1.0 - control * (1.0 - scenario.hiring.product_approval)
}

fn hire(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    seat: usize,
    quality: f64,
) {
    organization.occupied[seat] = true;
    let shifts = Shifts::of_hires(organization.role[seat], quality);
    person::settle(step, organization, seat, &shifts);
    let vacant_since = organization.vacant_since[seat];
    let event = Event::Hired { seat, vacant_since };
    observer.happened(step.quarter, event, organization);
}

/// Reputation as a research employer: a slow stock that follows accepted papers
/// per researcher's seat.
///
/// Equation (M62).
fn reputation(step: &Step, organization: &mut Organization) {
    let parameters = &step.model.scenario.reputation;
    let researchers: usize = step
        .model
        .units
        .iter()
        .map(|unit| unit.researchers.len())
        .sum();
    if researchers == 0 {
        return;
    }
    let papers = f64::from(organization.accepted) / researchers as f64;
    let signal = (papers / parameters.reference_papers).min(parameters.ceiling);
    organization.reputation += parameters.adjustment * (signal - organization.reputation);
}
