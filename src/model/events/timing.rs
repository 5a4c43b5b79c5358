//! Timing: whether an event of the scenario begins in a quarter.

use crate::measures::Measure;
use crate::model::prepared::{PreparedCondition, PreparedEvent, PreparedTrigger};
use crate::model::state::Waiting;
use crate::units::Quarter;

/// What a measure read in the last quarter.
pub(crate) type Reading<'a> = &'a dyn Fn(&Measure) -> f64;

/// Whether an event begins: is announced or, if nothing announces it, takes effect.
pub(super) fn begins(
    quarter: Quarter,
    event: &PreparedEvent,
    waiting: &mut Waiting,
    reading: Reading,
) -> bool {
    match &event.trigger {
        PreparedTrigger::Quarter(first) => {
            let since = quarter.0 - (first - event.announced);
            match event.repeat_quarters {
                None => since == 0,
                Some(every) => since >= 0 && since % every as i32 == 0,
            }
        }
        PreparedTrigger::When(condition) => {
            waiting.streak = match holds(condition, reading(condition.measure)) {
                true => waiting.streak + 1,
                false => 0,
            };
            let begins = waiting.streak >= condition.for_quarters
                && waiting.not_before.is_some_and(|first| first <= quarter);
            if begins {
                let again = |every: u32| Quarter(quarter.0 + every as i32);
                waiting.not_before = event.repeat_quarters.map(again);
            }
            begins
        }
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
