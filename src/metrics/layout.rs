//! The places of a run's numbers: which series, which values, which windows.

use super::Window;
use super::expenses::Expenses;
use super::survival::TENURES;
use crate::measures::{Grouping, Measure, measures};
use crate::scenario::{Event, Scenario};
use indexmap::IndexMap;

/// A quarterly series: the numbers of a measure, quarter by quarter.
#[derive(Clone, Debug)]
pub struct Series {
    /// The measure.
    pub measure: &'static Measure,
    /// The table of its grouping, if it has one.
    pub group: Option<Group>,
}

/// A table of a scenario about which a number is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in the scenario.
    pub name: String,
    pub(super) index: usize,
}

/// A run's value: the number of a measure over a window.
#[derive(Clone, Debug)]
pub struct Value {
    /// The measure.
    pub measure: &'static Measure,
    /// The table of its grouping, if it has one.
    pub group: Option<Group>,
    /// The window.
    pub window: Window,
    /// The key of the measure, the name of the table that it is about, if it is
    /// about one, and the suffix of the window: unique, and the name of the column
    /// in `runs.csv`.
    pub key: String,
}

/// The shape of the records of a scenario's runs.
#[derive(Clone, Debug)]
pub struct Layout {
    quarters: u32,
    burn_in: u32,
    horizon: u32,
    groups: [usize; 2],
    trains_flagship: bool,
    expenses: Expenses,
    events: IndexMap<String, Event>,
    windows: Vec<Window>,
    series: Vec<Series>,
    values: Vec<Value>,
}

impl Layout {
    /// The layout of a scenario: all measures, and all windows of the scenario
    /// for those with a value a run.
    pub fn new(scenario: &Scenario) -> Self {
        let all: Vec<Series> = measures()
            .iter()
            .flat_map(|measure| {
                let groups = groups(scenario, measure).into_iter();
                groups.map(move |group| Series { measure, group })
            })
            .collect();
        let windows = Window::of(scenario);
        let values = windows.iter().flat_map(|window| {
            let per_run = all.iter().filter(|series| series.measure.per_run);
            per_run.map(|Series { measure, group }| Value {
                measure,
                group: group.clone(),
                window: window.clone(),
                key: key(measure, group.as_ref()) + &window.span().suffix(),
            })
        });
        let quarterly = all.iter().filter(|series| series.measure.quarterly);
        Self {
            quarters: scenario.simulation.quarters,
            burn_in: scenario.simulation.burn_in_quarters,
            horizon: scenario.simulation.latency_horizon_quarters,
            groups: [scenario.topics.len(), scenario.venues.len()],
            trains_flagship: scenario.mechanisms.flagship,
            expenses: Expenses::new(scenario),
            events: scenario.events.clone(),
            series: quarterly.cloned().collect(),
            values: values.collect(),
            windows,
        }
    }

    /// Number of observed quarters.
    pub fn quarters(&self) -> u32 {
        self.quarters
    }

    /// Number of quarters before the first observed one.
    pub fn burn_in(&self) -> u32 {
        self.burn_in
    }

    /// Truncation time of the restricted mean latency, in quarters.
    pub fn latency_horizon(&self) -> u32 {
        self.horizon
    }

    /// Longest tenure of the curves of survival, in quarters.
    pub fn tenures(&self) -> u32 {
        TENURES as u32 - 1
    }

    /// The windows: the whole observation first.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// Numbers of topics and of venues.
    pub(super) fn groups(&self) -> [usize; 2] {
        self.groups
    }

    /// Whether there is a flagship.
    pub(super) fn trains_flagship(&self) -> bool {
        self.trains_flagship
    }

    /// What things cost.
    pub(super) fn expenses(&self) -> &Expenses {
        &self.expenses
    }

    /// The events of the scenario by their names, in the order of a record.
    pub fn events(&self) -> &IndexMap<String, Event> {
        &self.events
    }

    /// The quarterly series. Series `s` has its number of quarter `q` at
    /// `s * quarters + q` in a record.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The values, in the order of a record.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The place of the value with a key.
    pub fn value(&self, key: &str) -> Option<usize> {
        self.values.iter().position(|value| value.key == key)
    }
}

/// The tables about which a measure has numbers: none where there is one table
/// only, whose numbers are those of the whole.
fn groups(scenario: &Scenario, measure: &Measure) -> Vec<Option<Group>> {
    let names: Vec<&String> = match measure.grouping {
        None => return vec![None],
        Some(Grouping::Topic) => scenario.topics.keys().collect(),
        Some(Grouping::Venue) => scenario.venues.keys().collect(),
    };
    if names.len() < 2 {
        return Vec::new();
    }
    let group = |(index, name): (usize, &&String)| {
        let name = (*name).clone();
        Some(Group { name, index })
    };
    names.iter().enumerate().map(group).collect()
}

/// The key of a measure, about a table if it is grouped.
fn key(measure: &Measure, group: Option<&Group>) -> String {
    match group {
        Some(group) => format!("{}_{}", measure.key(), group.name),
        None => measure.key(),
    }
}
