//! Whether and when the events of a scenario happened.

use std::slice::Iter;

use crate::experiment::Ensemble;
use crate::metrics::Layout;
use crate::row::{Field, Heading, Row, Rows, row};
use crate::scenario::{Condition, Trigger};
use crate::stats::Estimated;
use crate::table::{Cell, Column};

row! {
    /// An event of the scenario.
    pub struct EventSummary = "events.csv" {
        /// Name of the event in the scenario.
        event: String,
        /// What it does, by the key in the scenario.
        action: String,
        /// What brings it about.
        trigger: Trigger,
        /// Quarters after which it may happen again.
        repeat_quarters: Option<u64> [unit "quarters"] [empty "it happens once at most"],
        /// Number of runs.
        n_runs: u64 [unit "runs"],
        /// Number of runs in which the event happened.
        n_happened: u64 [unit "runs"],
        /// In which share of them, with Wilson's interval.
        share: Estimated [unit "share of runs"] [empty "there are no runs"],
        /// Confidence level of the interval.
        ci_level: f64 [unit "share"],
        /// How often it happened in a run, mean over all runs.
        mean_times: Option<f64> [unit "times"] [empty "there are no runs"],
        /// Quarter by which it had first happened in 5 percent of the runs in which it happened.
        /// An announced event happens when it is announced.
        first_p05: Option<u64> [unit "quarter"] [empty "it happened in no run"],
        /// The same in 25 percent.
        first_p25: Option<u64> [unit "quarter"] [empty "it happened in no run"],
        /// The same in 50 percent.
        first_p50: Option<u64> [unit "quarter"] [empty "it happened in no run"],
        /// The same in 75 percent.
        first_p75: Option<u64> [unit "quarter"] [empty "it happened in no run"],
        /// The same in 95 percent.
        first_p95: Option<u64> [unit "quarter"] [empty "it happened in no run"],
    }
}

row! {
    /// The columns of a trigger: a quarter, or a condition on a quarterly measure.
    struct Columns = "events.csv" {
        /// Quarter for which the event is scheduled.
        quarter: Option<u64> [unit "quarter"] [empty "the event waits for a condition"],
        /// Key of the measure on which the condition is.
        measure: Option<String> [empty "the event is scheduled"],
        /// The condition holds while the measure is above this.
        above: Option<f64> [unit "unit of the measure"] [empty "no such bound"],
        /// The condition holds while the measure is below this.
        below: Option<f64> [unit "unit of the measure"] [empty "no such bound"],
        /// For how many quarters in a row it must hold.
        for_quarters: Option<u64> [unit "quarters"] [empty "the event is scheduled"],
    }
}

impl Field for Trigger {
    fn columns(_: Heading<'_>) -> Vec<Column> {
        Columns::columns()
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        let columns = match self {
            Self::Quarter(quarter) => Columns {
                quarter: Some((*quarter).into()),
                measure: None,
                above: None,
                below: None,
                for_quarters: None,
            },
            Self::When(condition) => Columns {
                quarter: None,
                measure: Some(condition.measure.clone()),
                above: condition.above,
                below: condition.below,
                for_quarters: Some(condition.for_quarters.into()),
            },
        };
        Row::push(&columns, cells);
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        let columns: Columns = Row::take(cells)?;
        match (columns.quarter, columns.measure) {
            (Some(quarter), None) => Some(Self::Quarter(quarter.try_into().ok()?)),
            (None, Some(measure)) => Some(Self::When(Condition {
                measure,
                below: columns.below,
                above: columns.above,
                for_quarters: columns.for_quarters?.try_into().ok()?,
            })),
            _ => None,
        }
    }
}

/// Whether and when the events of the scenario happened.
pub fn events(layout: &Layout, ensemble: &Ensemble) -> Rows<EventSummary> {
    let events = layout.events().iter().enumerate();
    let rows = events.map(|(place, (name, event))| {
        let totals = ensemble.event(place);
        let share = totals.share(ensemble.level());
        let firsts = totals.first_quarters();
        let [first_p05, first_p25, first_p50, first_p75, first_p95] =
            firsts.map_or([None; 5], |quarters| quarters.map(Some));
        EventSummary {
            event: name.clone(),
            action: event.action.name().to_owned(),
            trigger: event.trigger.clone(),
            repeat_quarters: event.repeat_quarters.map(u64::from),
            n_runs: totals.runs(),
            n_happened: totals.happened(),
            share: (&share).into(),
            ci_level: share.level,
            mean_times: totals.mean_times(),
            first_p05,
            first_p25,
            first_p50,
            first_p75,
            first_p95,
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_are_read_as_they_were_written() {
        let condition = Condition {
            measure: "reputation".to_owned(),
            below: Some(0.8),
            above: None,
            for_quarters: 2,
        };
        for trigger in [Trigger::Quarter(8), Trigger::When(condition)] {
            let mut cells = Vec::new();
            Field::push(&trigger, &mut cells);
            let read: Option<Trigger> = Field::take(&mut cells.iter());
            assert_eq!(read, Some(trigger));
        }
        let nothing = vec![Cell::Missing; 5];
        assert_eq!(<Trigger as Field>::take(&mut nothing.iter()), None);
    }
}
