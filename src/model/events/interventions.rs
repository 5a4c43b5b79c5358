//! Events of the scenario take effect at the start of a quarter.

use super::begin::{Begin, Interventions};
use super::structures::{change, fade};
use super::timing::{Reading, begins};
use crate::model::event::Event;
use crate::model::prepared::PreparedEvent;
use crate::model::step::Step;
use crate::scenario::{Action, with_actions};

impl Interventions<'_> {
    /// The disruption of earlier changes fades; then the quarter's events take
    /// effect.
    pub(crate) fn run(mut self, step: &Step, reading: Reading) {
        fade(step, self.units);
        if step.model.events.is_empty() {
            return;
        }
        self.effects.end(step.quarter);
        for due in self.timetable.take_due(step.quarter) {
            change(step, &mut self, due);
        }
        for (index, event) in step.model.events.iter().enumerate() {
            let waiting = &mut self.timetable.waiting[index];
            let begins = begins(step.quarter, event, waiting, reading);
            if begins && self.reaches_somebody(step, event) {
                self.happened.push(Event::Began { event: index });
                self.begin(step, event);
            }
        }
    }
}

macro_rules! begin {
    ($($name:ident,)*) => {
        impl Interventions<'_> {
            fn begin(&mut self, step: &Step, event: &PreparedEvent) {
                match &event.action {
                    $(Action::$name(action) => action.begin(step, event, self),)*
                }
            }

            fn reaches_somebody(&self, step: &Step, event: &PreparedEvent) -> bool {
                match &event.action {
                    $(Action::$name(action) => action.reaches_somebody(step, event, self),)*
                }
            }
        }
    };
}
with_actions!(begin);
