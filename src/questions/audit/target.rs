//! Where in a run's record the number of a claim stands.

use crate::metrics::{Layout, RunRecord, Series};
use crate::scenario::{Scenario, Trigger};

/// Places of the numbers whose mean is a level.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Numbers of a quarterly series.
    Quarters(Vec<usize>),
    /// A value of the whole run.
    Whole(usize),
}

impl Target {
    /// The target of a measure and a window: `whole`, a quarter, or `a..b` with
    /// both ends. Quarters count from the first event of the scenario that has a
    /// fixed quarter, or else from the first observed quarter.
    pub(super) fn find(scenario: &Scenario, measure: &str, window: &str) -> Result<Self, String> {
        let layout = Layout::new(scenario);
        if window == "whole" {
            let Some(place) = layout.value(measure) else {
                return Err(format!(
                    "`{measure}` has no value for a whole run; name quarters"
                ));
            };
            let value = &layout.values()[place];
            return match value.unseen() {
                None => Ok(Self::Whole(place)),
                Some(needed) => Err(format!(
                    "`{measure}` has no value in a window of {} quarters: it needs {needed}",
                    value.window.quarters()
                )),
            };
        }
        let (first, last) = window.split_once("..").unwrap_or((window, window));
        let (Ok(first), Ok(last)) = (first.trim().parse::<i64>(), last.trim().parse::<i64>())
        else {
            return Err(format!(
                "`{window}` is not a window; allowed: `whole`, a quarter such as `3`, or `-8..-1`"
            ));
        };
        let series = layout.series().iter();
        let series = series.clone().position(|series| series.key() == measure);
        let Some(series) = series else {
            return Err(format!("`{measure}` has no quarterly series; use `whole`"));
        };
        let quarters = i64::from(layout.quarters());
        let origin = origin(scenario);
        // far beyond the last quarter stays there
        let [from, to] = [first, last].map(|quarter| origin.saturating_add(quarter));
        if from < 0 || to >= quarters || from > to {
            return Err(format!(
                "`{window}` stands for observed quarters {from} to {to}; allowed: 0 to {}",
                quarters - 1
            ));
        }
        let start = series as i64 * quarters;
        Ok(Self::Quarters(
            (start + from..=start + to)
                .filter_map(|place| usize::try_from(place).ok())
                .collect(),
        ))
    }

    /// The level of a run; NaN where there is none.
    pub(super) fn level(&self, record: &RunRecord) -> f64 {
        match self {
            Self::Whole(place) => record.values[*place],
            Self::Quarters(places) => {
                let known = places.iter().map(|&place| record.series[place]);
                let known: Vec<f64> = known.filter(|level| level.is_finite()).collect();
                known.iter().sum::<f64>() / known.len() as f64
            }
        }
    }
}

/// All keys of measures that a scenario has.
pub(super) fn keys(scenario: &Scenario) -> Vec<String> {
    let layout = Layout::new(scenario);
    let series = layout.series().iter().map(Series::key);
    let values = layout.values().iter().map(|value| value.key.clone());
    series.chain(values).collect()
}

/// The least and the greatest that a measure can be in a scenario; none if it has none.
pub(super) fn possible(scenario: &Scenario, measure: &str) -> Option<[f64; 2]> {
    let layout = Layout::new(scenario);
    let value = layout.value(measure).map(|place| &layout.values()[place]);
    value.map(|value| value.made.possible(value.measure))
}

/// The quarter from which windows count.
fn origin(scenario: &Scenario) -> i64 {
    let fixed = scenario
        .events
        .values()
        .filter_map(|event| match event.trigger {
            Trigger::Quarter(quarter) => Some(i64::from(quarter)),
            Trigger::When(_) => None,
        });
    fixed.min().unwrap_or(0)
}
