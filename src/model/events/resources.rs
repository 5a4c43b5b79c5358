//! Resources: budgets, pay, compute and the scale of the flagship change.

use super::begin::{Begin, Interventions};
use crate::model::prepared::PreparedEvent;
use crate::model::state::Pay;
use crate::model::step::Step;
use crate::scenario::{ChangeBudget, ChangeCompute, ChangePay, DescopeFlagship};

impl Begin for ChangeBudget {
    fn begin(&self, _: &Step, event: &PreparedEvent, on: &mut Interventions) {
        for (unit, role) in event.reach() {
            let unit = &mut on.units[unit];
            let seats = unit.planned[role as usize] as f64;
            unit.funded[role as usize] = (self.funded_share * seats + 0.5) as usize;
        }
    }
}

impl Begin for ChangePay {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        let pay = Pay::at(&step.model.scenario, self.ratio, self.spread);
        for (unit, role) in event.reach() {
            on.units[unit].pay[role as usize] = pay;
        }
    }
}

impl Begin for ChangeCompute {
    fn begin(&self, _: &Step, _: &PreparedEvent, on: &mut Interventions) {
        on.compute.change(self.factor);
    }
}

impl Begin for DescopeFlagship {
    fn begin(&self, _: &Step, _: &PreparedEvent, on: &mut Interventions) {
        on.flagship.descope(self.scale);
    }
}
