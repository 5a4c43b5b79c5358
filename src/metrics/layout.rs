//! The places of a run's numbers: which series, which values, which windows.

use super::expenses::Expenses;
use super::parts::{Made, Part, Parts, WindowCurves};
use super::survival::TENURES;
use super::{RunRecord, Window};
use crate::measures::{Grouping, Measure, measures};
use crate::scenario::{Event, Scenario};
use crate::units::Calendar;
use indexmap::IndexMap;
use std::ops::Range;

/// A quarterly series: the numbers of a measure, quarter by quarter.
#[derive(Clone, Debug)]
pub struct Series {
    /// The measure.
    pub measure: &'static Measure,
    /// The table of its grouping, if it has one.
    pub group: Option<Group>,
    /// How its number in the first quarter is made; the parts of the others follow.
    made: Made,
}

impl Series {
    /// The key of the measure and, if it is about one, the name of the table.
    pub fn key(&self) -> String {
        key(self.measure, self.group.as_ref())
    }
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
    /// How it is made.
    pub made: Made,
    /// How many quarters a window must have for it to be seen; none if any has enough.
    needed: Option<u32>,
}

impl Value {
    /// How many quarters its window would need, if it is too short for the value to be seen:
    /// nothing is watched for eight quarters in a window of eight.
    pub fn unseen(&self) -> Option<u32> {
        self.needed
            .filter(|needed| *needed > self.window.quarters())
    }
}

/// The shape of the records of a scenario's runs.
#[derive(Clone, Debug)]
pub struct Layout {
    quarters: u32,
    calendar: Calendar,
    burn_in: u32,
    horizon: u32,
    groups: [usize; 2],
    trains_flagship: bool,
    expenses: Expenses,
    events: IndexMap<String, Event>,
    windows: Vec<Window>,
    series: Vec<Series>,
    values: Vec<Value>,
    parts: Parts,
}

impl Layout {
    /// The layout of a scenario: all measures, and all windows of the scenario
    /// for those with a value a run.
    pub fn new(scenario: &Scenario) -> Self {
        let windows = Window::of(scenario);
        let burn_in = scenario.simulation.burn_in_quarters;
        let (mut parts, mut series, mut values) = (Parts::default(), Vec::new(), Vec::new());
        let all = measures().iter().flat_map(|measure| {
            let groups = groups(scenario, measure).into_iter();
            groups.map(move |group| (measure, group))
        });
        let all: Vec<_> = all.collect();
        for window in &windows {
            let has_value = |measure: &Measure| {
                measure.per_run && (window.is_whole() || !measure.depends_on_length)
            };
            for (measure, group) in all.iter().filter(|(measure, _)| has_value(measure)) {
                let made = parts.of_window(scenario, measure, window);
                values.push(Value {
                    measure,
                    group: group.clone(),
                    window: window.clone(),
                    key: key(measure, group.as_ref()) + &window.span().suffix(),
                    made,
                    needed: parts.needed(made, measure, window, burn_in),
                });
            }
            parts.curves_of(scenario, window);
        }
        for (measure, group) in all.into_iter().filter(|(measure, _)| measure.quarterly) {
            series.push(Series {
                measure,
                group,
                made: parts.of_quarters(measure, scenario.simulation.quarters),
            });
        }
        Self {
            quarters: scenario.simulation.quarters,
            calendar: scenario.simulation.calendar(),
            burn_in,
            horizon: scenario.simulation.latency_horizon_quarters,
            groups: [scenario.topics.len(), scenario.venues.len()],
            trains_flagship: scenario.mechanisms.flagship,
            expenses: Expenses::new(scenario),
            events: scenario.events.clone(),
            series,
            values,
            windows,
            parts,
        }
    }

    /// Number of observed quarters.
    pub fn quarters(&self) -> u32 {
        self.quarters
    }

    /// How observed quarters are told.
    pub fn calendar(&self) -> Calendar {
        self.calendar
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

    /// How the number of a series in a quarter is made.
    pub fn made_in(&self, series: usize, quarter: u32) -> Made {
        let Made { statistic, part } = self.series[series].made;
        Made {
            statistic,
            part: part.map(|first| first + quarter as usize),
        }
    }

    /// How survival and incidence are made, window by window.
    pub fn curves(&self) -> &[WindowCurves] {
        self.parts.curves()
    }

    /// How many counts each part of a record has.
    pub fn part_widths(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.all().iter().map(Part::width)
    }

    /// Where the counts of a part stand in a record.
    pub fn part(&self, part: usize) -> Range<usize> {
        self.parts.range(part)
    }

    /// The numbers of a record of which a value is made: its counts, or the value of the run.
    pub fn numbers<'a>(&self, record: &'a RunRecord, value: usize) -> &'a [f64] {
        let made = self.values[value].made;
        match made.counts() {
            Some(part) => &record.counts[self.part(part)],
            None => std::slice::from_ref(&record.values[value]),
        }
    }

    pub(super) fn parts(&self) -> &[Part] {
        self.parts.all()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Formula;
    use crate::scenario::Action;

    /// The values of a scenario that no number of runs would show, with how many quarters
    /// each would need.
    fn unseen(quarters: u32, burn_in: u32, event: Option<u32>) -> Vec<(String, u32)> {
        let mut scenario = Scenario::default();
        scenario.simulation.quarters = quarters;
        scenario.simulation.burn_in_quarters = burn_in;
        if let Some(quarter) = event {
            let event = Event::at(quarter, Action::restore_autonomy(""));
            scenario.events.insert("event".to_owned(), event);
        }
        let layout = Layout::new(&scenario);
        let values = layout.values().iter();
        let unseen = values.filter_map(|value| Some((value.key.clone(), value.unseen()?)));
        unseen.collect()
    }

    /// Heavy tails, shares that are still open and medians of what has shipped so far grow or
    /// shrink with observation, whatever happens in it.
    #[test]
    fn what_depends_on_the_length_of_observation_has_no_window() {
        let mut scenario = Scenario::default();
        let event = Event::at(8, Action::restore_autonomy(""));
        scenario.events.insert("event".to_owned(), event);
        let layout = Layout::new(&scenario);
        for measure in crate::measures::measures().iter().filter(|m| m.per_run) {
            let values = layout.values().iter();
            let windows = values.filter(|value| value.measure == measure && value.group.is_none());
            let wanted = match measure.formula {
                _ if measure.grouping.is_some() => 0,
                Formula::TopTenthOfAuthors
                | Formula::TopTenthOfPapers
                | Formula::MedianLatencyReached
                | Formula::MedianLatencyShipped
                | Formula::FateShare(_) => 1,
                _ => 3,
            };
            assert_eq!(windows.count(), wanted, "{}", measure.key());
        }
    }

    #[test]
    fn what_looks_further_than_its_window_lasts_is_never_seen() {
        let told = |unseen: Vec<(String, u32)>, key: &str| {
            let mut found = unseen.into_iter().filter(|(known, _)| known == key);
            found.next().map(|(_, needed)| needed)
        };
        assert_eq!(unseen(40, 8, None), []);
        for (quarters, by_8q, mean) in [(9, None, None), (8, Some(9), None), (7, Some(9), Some(8))]
        {
            assert_eq!(told(unseen(quarters, 8, None), "shipped_by_8q"), by_8q);
            let cut = told(unseen(quarters, 8, None), "latency_restricted_mean");
            assert_eq!(cut, mean);
            // half may ship at any time
            assert_eq!(told(unseen(quarters, 8, None), "latency_median"), None);
        }
        let retained = "researcher_retention_12m";
        assert_eq!(told(unseen(1, 8, None), retained), None);
        assert_eq!(told(unseen(4, 0, None), retained), Some(5));
        assert_eq!(told(unseen(5, 0, None), retained), None);
        let later = format!("{retained}__q4_q7");
        assert_eq!(told(unseen(8, 8, Some(4)), &later), Some(5));
        // tenure counts from before the window
        let survival = "researcher_survival_4q__q7_q7";
        assert_eq!(told(unseen(8, 8, Some(7)), survival), None);
    }
}
