//! Events of the scenario take effect at the start of a quarter.

use super::departures;
use super::effects::{Effect, EffectKind};
use super::preparation::{PreparedAction, PreparedEvent};
use super::reorganisation;
use super::step::Step;
use super::timetable::{self, DueChange};
use super::{Event, Observer, Organization, ties};
use crate::elementary::ln;
use crate::units::Quarter;

/// The disruption of earlier changes fades; then the quarter's events take
/// effect.
pub(super) fn interventions(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
) {
    reorganisation::fade(step, organization);
    if step.model.events.is_empty() {
        return;
    }
    organization.end_effects(step.quarter);
    for change in organization.timetable.take_due(step.quarter) {
        reorganisation::change(step, organization, observer, change);
    }
    for (index, event) in step.model.events.iter().enumerate() {
        if timetable::begins(step, organization, observer, index) {
            let began = Event::Began { event: index };
            observer.happened(step.quarter, began, organization);
            begin(step, organization, observer, event);
        }
    }
}

fn begin(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    event: &PreparedEvent,
) {
    match event.action {
        PreparedAction::ChangeStructure { structure } => {
            change_structures(step, organization, observer, event, structure);
        }
        PreparedAction::Depart { who, people } => {
            departures::depart(step, organization, observer, event, who, people);
            ties::recount(organization);
        }
        PreparedAction::SpinOff { people } => {
            departures::spin_off(step, organization, observer, event, people);
            ties::recount(organization);
        }
        PreparedAction::Layoff { share } => {
            departures::lay_off(step, organization, observer, event, share);
            ties::recount(organization);
        }
        PreparedAction::ChangeBudget { funded_share } => {
            for (unit, role) in event.reach() {
                let seats = step.model.units[unit].seats_of(role).len() as f64;
                organization.units[unit].funded[role as usize] =
                    (funded_share * seats + 0.5) as usize;
            }
        }
        PreparedAction::ChangeCompute { factor } => organization.compute.change(factor),
        PreparedAction::DescopeFlagship { scale } => organization.flagship.descope(scale),
        PreparedAction::RetentionGrant {
            hold,
            quarters,
            pay_share,
        } => {
            let mut people = [0; 2];
            for (unit, role) in event.reach() {
                let seats = step.model.units[unit].seats_of(role).clone();
                let present = organization.occupied[seats].iter().filter(|&&there| there);
                people[role as usize] += present.count() as u32;
            }
            last(
                step,
                organization,
                event,
                quarters,
                EffectKind::Grant { hold },
            );
            let granted = Event::RetentionGranted { people, pay_share };
            observer.happened(step.quarter, granted, organization);
        }
        PreparedAction::HiringFreeze { quarters } => {
            last(
                step,
                organization,
                event,
                quarters,
                EffectKind::HiringFreeze,
            );
        }
        PreparedAction::DemandShock { factor, quarters } => {
            last(
                step,
                organization,
                event,
                quarters,
                EffectKind::Demand(factor),
            );
        }
        PreparedAction::OfferWave {
            hazard_ratio,
            skill_slope,
            quarters,
        } => {
            let offers = EffectKind::Offers {
                log_ratio: ln(hazard_ratio),
                skill_slope,
            };
            last(step, organization, event, quarters, offers);
        }
    }
}

/// Enters an effect on everybody whom the event reaches.
fn last(
    step: &Step,
    organization: &mut Organization,
    event: &PreparedEvent,
    quarters: u32,
    kind: EffectKind,
) {
    let until = Quarter(step.quarter.0 + quarters as i32);
    organization
        .effects
        .extend(event.reach().map(|(unit, role)| Effect {
            unit,
            role,
            from: step.quarter,
            until,
            kind,
        }));
}

/// Changes structures unit by unit: those of this quarter at once; those to come
/// are entered, and announced if the event says so.
fn change_structures(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    event: &PreparedEvent,
    structure: Option<usize>,
) {
    for &(unit, delay) in &event.units {
        let announced = event.announced > 0;
        let change = DueChange {
            quarter: Quarter(step.quarter.0 + event.announced + delay),
            unit,
            structure,
            announced,
            conditional: event.is_conditional(),
        };
        if announced {
            organization.units[unit].announced += 1;
            observer.happened(step.quarter, Event::Announced { unit }, organization);
        }
        if change.quarter == step.quarter {
            reorganisation::change(step, organization, observer, change);
        } else {
            organization.timetable.enter(change);
        }
    }
}
