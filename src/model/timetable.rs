//! Which events of a scenario begin in a quarter, and which changes of structure
//! are due.

use super::preparation::{PreparedCondition, PreparedEvent, PreparedTrigger};
use super::step::Step;
use super::{Observer, Organization};
use crate::units::Quarter;

/// What the events of the scenario wait for, and changes on their way.
#[derive(Clone, Debug, Default)]
pub(super) struct Timetable {
    waiting: Vec<Waiting>,
    changes: Vec<DueChange>,
}

/// What an event on a condition waits for.
#[derive(Clone, Copy, Debug, Default)]
struct Waiting {
    /// Quarters in a row in which the condition held.
    streak: u32,
    /// Quarter before which the event does not happen again; None: it has
    /// happened for the last time.
    not_before: Option<Quarter>,
}

/// A change of a unit's structure that is on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct DueChange {
    pub(super) quarter: Quarter,
    pub(super) unit: usize,
    /// None: the structure before the unit's last change.
    pub(super) structure: Option<usize>,
    /// Whether it was announced.
    pub(super) announced: bool,
    /// Whether a condition brought it about.
    pub(super) conditional: bool,
}

impl Timetable {
    pub(super) fn new(events: usize) -> Self {
        let waiting = Waiting {
            streak: 0,
            not_before: Some(Quarter(0)),
        };
        Self {
            waiting: vec![waiting; events],
            changes: Vec::new(),
        }
    }

    /// Enters a change that will come.
    pub(super) fn enter(&mut self, change: DueChange) {
        self.changes.push(change);
    }

    /// Announced changes of a unit that are on their way.
    pub(super) fn announced(&self, unit: usize) -> u32 {
        let of_unit = |change: &&DueChange| change.unit == unit && change.announced;
        self.changes.iter().filter(of_unit).count() as u32
    }

    /// Takes out the changes of a quarter, in the order in which they were
    /// entered.
    pub(super) fn take_due(&mut self, quarter: Quarter) -> Vec<DueChange> {
        self.changes
            .extract_if(.., |change| change.quarter == quarter)
            .collect()
    }
}

/// Whether an event of the scenario begins in this quarter: is announced or, if
/// nothing announces it, takes effect.
pub(super) fn begins(
    step: &Step,
    organization: &mut Organization,
    observer: &impl Observer,
    index: usize,
) -> bool {
    let event = &step.model.events[index];
    match &event.trigger {
        PreparedTrigger::Quarter(quarter) => {
            let since = step.quarter.0 - (quarter - event.announced);
            match event.repeat_quarters {
                None => since == 0,
                Some(every) => since >= 0 && since % every as i32 == 0,
            }
        }
        PreparedTrigger::When(condition) => {
            let last = Quarter(step.quarter.0 - 1);
            let reading = observer.reading(condition.measure, last);
            let waiting = &mut organization.timetable.waiting[index];
            waiting.begins(step.quarter, condition, reading, event)
        }
    }
}

impl Waiting {
    fn begins(
        &mut self,
        quarter: Quarter,
        condition: &PreparedCondition,
        reading: f64,
        event: &PreparedEvent,
    ) -> bool {
        self.streak = if holds(condition, reading) {
            self.streak + 1
        } else {
            0
        };
        let begins = self.streak >= condition.for_quarters
            && self.not_before.is_some_and(|first| first <= quarter);
        if begins {
            let again = |every: u32| Quarter(quarter.0 + every as i32);
            self.not_before = event.repeat_quarters.map(again);
        }
        begins
    }
}

/// Whether a reading fulfils a condition; a missing one does not.
fn holds(condition: &PreparedCondition, reading: f64) -> bool {
    let below = condition.below.is_none_or(|bound| reading < bound);
    let above = condition.above.is_none_or(|bound| reading > bound);
    !reading.is_nan() && below && above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::find;

    #[test]
    fn a_condition_has_open_bounds_and_never_holds_without_a_reading() {
        let condition = |below, above| PreparedCondition {
            measure: find("reputation").unwrap(),
            below,
            above,
            for_quarters: 1,
        };
        let below = condition(Some(0.8), None);
        assert!(holds(&below, 0.79) && !holds(&below, 0.8) && !holds(&below, f64::NAN));
        let between = condition(Some(2.0), Some(1.0));
        assert!(holds(&between, 1.5) && !holds(&between, 1.0) && !holds(&between, 3.0));
        assert!(!holds(&condition(None, Some(0.0)), f64::NAN));
    }
}
