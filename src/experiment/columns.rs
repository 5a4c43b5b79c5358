//! The numbers that are kept of a run.

use super::definition::Experiment;
use super::own_measure::OwnMeasure;
use crate::metrics::{Layout, RunRecord, Series};

/// The numbers of a run that an experiment keeps: a value of each of its
/// measures and, if it keeps them, their quarterly numbers.
#[derive(Clone, Debug)]
pub struct Columns {
    measures: Vec<String>,
    /// Those of the measures that are not in the registry.
    own: Vec<OwnMeasure>,
    /// Those of the measures that have quarterly numbers, and are to have them.
    quarterly: Vec<String>,
    quarters: usize,
}

/// Where the value of a measure comes from.
#[derive(Clone, Debug)]
enum Place {
    /// Nowhere: the scenario does not have it.
    None,
    /// From a place among the values of a record.
    Value(usize),
    /// From a function of the record.
    Own(OwnMeasure),
}

/// Where these numbers stand in the records of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    values: Vec<Place>,
    series: Vec<Option<usize>>,
    quarters: usize,
}

fn key(series: &Series) -> String {
    let key = series.measure.key();
    match &series.group {
        Some(group) => format!("{key}_{}", group.name),
        None => key,
    }
}

impl Columns {
    /// Those of an experiment.
    pub fn of(experiment: &Experiment) -> Self {
        let Some(loaded) = experiment.variants[0].loaded() else {
            return Self {
                measures: experiment.measures.clone(),
                own: Vec::new(),
                quarterly: Vec::new(),
                quarters: 0,
            };
        };
        let layout = Layout::new(&loaded.scenario);
        let has_series = |measure: &&String| layout.series().iter().any(|s| key(s) == **measure);
        let quarterly = match experiment.quarterly {
            true => experiment
                .measures
                .iter()
                .filter(has_series)
                .cloned()
                .collect(),
            false => Vec::new(),
        };
        Self {
            measures: experiment.measures.clone(),
            own: experiment.own_measures.clone(),
            quarterly,
            quarters: loaded.scenario.simulation.quarters as usize,
        }
    }

    /// Keys of the measures, in the order of the columns.
    pub fn measures(&self) -> &[String] {
        &self.measures
    }

    /// Keys of the measures with quarterly numbers.
    pub fn quarterly(&self) -> &[String] {
        &self.quarterly
    }

    /// Observed quarters.
    pub fn quarters(&self) -> usize {
        self.quarters
    }

    /// Whether there are measures that are not in the registry.
    pub(crate) fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// How many numbers a run has.
    pub fn width(&self) -> usize {
        self.measures.len() + self.quarterly.len() * self.quarters
    }

    /// The column of a measure.
    pub fn measure(&self, key: &str) -> Option<usize> {
        self.measures.iter().position(|measure| measure == key)
    }

    /// The column of a measure's number in a quarter; `measure` is its place
    /// among the quarterly ones.
    pub fn in_quarter(&self, measure: usize, quarter: usize) -> usize {
        self.measures.len() + measure * self.quarters + quarter
    }

    pub(crate) fn places(&self, layout: &Layout) -> Places {
        let value = |key: &String| match self.own.iter().find(|own| own.measure.key == *key) {
            Some(own) => Place::Own(own.clone()),
            None => layout.value(key).map_or(Place::None, Place::Value),
        };
        let series = |measure: &String| layout.series().iter().position(|s| key(s) == *measure);
        Places {
            values: self.measures.iter().map(value).collect(),
            series: self.quarterly.iter().map(series).collect(),
            quarters: layout.quarters() as usize,
        }
    }
}

impl Places {
    /// Adds the numbers of a run; a measure that its scenario does not have is no
    /// number.
    pub(crate) fn take(&self, layout: &Layout, record: &RunRecord, numbers: &mut Vec<f64>) {
        let value = |place: &Place| match place {
            Place::None => f64::NAN,
            Place::Value(place) => record.values[*place],
            Place::Own(own) => own.of(layout, record),
        };
        numbers.extend(self.values.iter().map(value));
        for place in &self.series {
            let quarters = 0..self.quarters;
            numbers.extend(quarters.map(|quarter| {
                place.map_or(f64::NAN, |place| {
                    record.series[place * self.quarters + quarter]
                })
            }));
        }
    }
}
