//! Hiring: vacancies are filled, and reputation follows what is published.

use super::person::{self, Shifts};
use super::step::Step;
use super::{Event, Observer, Organization};

/// Fills the vacancies whose time has come; then reputation moves.
pub(super) fn hiring(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let scenario = &step.model.scenario;
    if scenario.mechanisms.hiring {
        let quality = scenario.hiring.quality_reputation * (organization.reputation - 1.0);
        for seat in 0..organization.seats() {
            if !organization.occupied[seat] && organization.fill_quarter[seat] <= step.quarter {
                hire(step, organization, observer, seat, quality);
            }
        }
    }
    if scenario.mechanisms.reputation {
        reputation(step, organization);
    }
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
