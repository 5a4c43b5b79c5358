//! Effects that last for some quarters: grants, freezes, shocks of demand, offers.

use super::begin::{Begin, Interventions};
use crate::elementary::ln;
use crate::measures::Role;
use crate::model::event::Event;
use crate::model::prepared::PreparedEvent;
use crate::model::state::{Effect, EffectKind};
use crate::model::step::Step;
use crate::scenario::{DemandShock, HiringFreeze, OfferWave, RetentionGrant};
use crate::units::Quarter;

impl Begin for RetentionGrant {
    fn reaches_somebody(&self, step: &Step, event: &PreparedEvent, on: &Interventions) -> bool {
        event.reach().any(|(unit, role)| {
            let seats = step.model.units[unit].seats_of(role).clone();
            on.seats.head_count(seats) > 0
        })
    }

    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        let mut paid = [0.0; 2];
        for (unit, role) in event.reach() {
            let seats = step.model.units[unit].seats_of(role).clone();
            let people = on.seats.head_count(seats) as f64;
            paid[role as usize] += people * on.units[unit].pay[role as usize].ratio;
        }
        let hold = EffectKind::Grant { hold: self.hold };
        last(step, event.reach(), on, self.quarters, hold);
        on.happened.push(Event::RetentionGranted {
            paid,
            pay_share: self.pay_share,
        });
    }
}

impl Begin for HiringFreeze {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        last(step, event.reach(), on, self.quarters, EffectKind::NoHiring);
    }
}

impl Begin for DemandShock {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        // Requests reach projects, hence researchers.
        let reach = event
            .units
            .iter()
            .map(|&(unit, _)| (unit, Role::Researcher));
        let demand = EffectKind::Demand(self.factor);
        last(step, reach, on, self.quarters, demand);
    }
}

impl Begin for OfferWave {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        let offers = EffectKind::Offers {
            log_ratio: ln(self.hazard_ratio),
            skill_slope: self.skill_slope,
        };
        last(step, event.reach(), on, self.quarters, offers);
    }
}

/// Enters an effect on everybody who is reached.
fn last(
    step: &Step,
    reach: impl Iterator<Item = (usize, Role)>,
    on: &mut Interventions,
    quarters: u32,
    kind: EffectKind,
) {
    for (unit, role) in reach {
        on.effects.enter(Effect {
            unit,
            role,
            from: step.quarter,
            until: Quarter(step.quarter.0 + quarters as i32),
            kind,
        });
    }
}
