//! The numbers that are kept of a run.

use std::iter::repeat_n;
use std::ops::Range;

use super::definition::Experiment;
use super::measure::ANY;
use super::own_measure::OwnMeasure;
use crate::metrics::{Layout, Made, RunRecord};
use crate::stats::{CountMoments, Estimate, Linear, Moments, Statistic};

/// The numbers of a run that an experiment keeps, of which its columns are made: a column for
/// each of its measures and, if it keeps them, for each of their quarters.
///
/// A column is a number of a run, or a statistic of counts that are summed over runs.
#[derive(Clone, Debug)]
pub struct Columns {
    measures: Vec<String>,
    /// Those of the measures that are not in the registry.
    own: Vec<OwnMeasure>,
    /// Those of the measures that have quarterly numbers, and are to have them.
    quarterly: Vec<String>,
    quarters: usize,
    columns: Vec<Column>,
}

/// How a column is made of the numbers of a run.
#[derive(Clone, Debug)]
struct Column {
    statistic: Statistic,
    /// Where its numbers stand.
    numbers: Range<usize>,
    /// The least and the greatest that its measure can be in any scenario.
    range: [f64; 2],
}

/// Where the value of a measure comes from.
#[derive(Clone, Debug)]
enum Place {
    /// Nowhere: the scenario does not have it, or makes it in another way. So many numbers.
    None(usize),
    /// From a place among the values of a record.
    Value(usize),
    /// From a place among the quarterly numbers of a record.
    Quarter(usize),
    /// From places among its counts, and so many zeros: nobody was watched for longer.
    Counts(Range<usize>, usize),
    /// From a function of the record.
    Own(OwnMeasure),
}

/// Where these numbers stand in the records of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Places(Vec<Place>);

impl Columns {
    /// Those of an experiment.
    pub fn of(experiment: &Experiment) -> Self {
        let mut all = Self {
            measures: experiment.measures.clone(),
            own: experiment.own_measures.clone(),
            quarterly: Vec::new(),
            quarters: 0,
            columns: Vec::new(),
        };
        let variants = experiment.variants.iter();
        let layouts: Vec<Layout> = variants
            .filter_map(|variant| Some(Layout::new(&variant.loaded()?.scenario)))
            .collect();
        for key in &experiment.measures {
            // a window may be one of some variants only
            let of = |layout: &Layout| {
                let value = &layout.values()[layout.value(key)?];
                Some((value.made.statistic, value.measure.numbers))
            };
            let known = layouts.iter().find_map(of);
            let (statistic, range) = known.unwrap_or((Statistic::Mean, ANY));
            all.add(statistic, range);
        }
        let Some(layout) = layouts.first() else {
            return all;
        };
        all.quarters = layout.quarters() as usize;
        for key in experiment.measures.iter().filter(|_| experiment.quarterly) {
            let Some(series) = layout.series().iter().position(|s| s.key() == *key) else {
                continue;
            };
            all.quarterly.push(key.clone());
            for quarter in 0..layout.quarters() {
                let made = layout.made_in(series, quarter);
                all.add(made.statistic, layout.series()[series].measure.numbers);
            }
        }
        all
    }

    /// Those of some measures of one scenario, over the whole observation.
    pub(crate) fn of_layout(layout: &Layout, measures: Vec<String>) -> Self {
        let mut all = Self {
            measures: Vec::new(),
            own: Vec::new(),
            quarterly: Vec::new(),
            quarters: 0,
            columns: Vec::new(),
        };
        for key in measures {
            if let Some(place) = layout.value(&key) {
                let value = &layout.values()[place];
                all.add(value.made.statistic, value.measure.numbers);
                all.measures.push(key);
            }
        }
        all
    }

    fn add(&mut self, statistic: Statistic, range: [f64; 2]) {
        let start = self.width();
        self.columns.push(Column {
            statistic,
            numbers: start..start + statistic.width(),
            range,
        });
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
        self.columns.last().map_or(0, |column| column.numbers.end)
    }

    /// The numbers of a column, run by run, in those of some runs.
    fn rows<'a>(
        &self,
        numbers: &'a [f64],
        column: usize,
    ) -> impl ExactSizeIterator<Item = &'a [f64]> + Clone {
        let own = self.columns[column].numbers.clone();
        let rows = numbers.chunks_exact(self.width());
        rows.map(move |row| &row[own.clone()])
    }

    /// The value of a column in each of some runs, for itself: what one organisation sees.
    /// Not a number where a run has none.
    pub fn values<'a>(
        &'a self,
        numbers: &'a [f64],
        column: usize,
    ) -> impl Iterator<Item = f64> + 'a {
        let statistic = self.columns[column].statistic;
        let rows = self.rows(numbers, column);
        rows.map(move |row| statistic.of(row).unwrap_or(f64::NAN))
    }

    /// A column as numbers run by run of which it is the mean: see
    /// [`Statistic::pseudo_values`].
    pub fn pseudo_values(&self, numbers: &[f64], column: usize) -> Vec<f64> {
        let statistic = self.columns[column].statistic;
        statistic.pseudo_values(self.rows(numbers, column))
    }

    /// The same along the derivative at `n` other runs.
    pub(crate) fn pseudo_values_by(
        &self,
        linear: &Linear,
        n: usize,
        numbers: &[f64],
        column: usize,
    ) -> Vec<f64> {
        let rows = self.rows(numbers, column);
        rows.map(|row| linear.pseudo_value(row, n)).collect()
    }

    /// The statistic of the sums over some runs and its derivative; none without a value, or
    /// if the column is no statistic of sums.
    pub(crate) fn linear(&self, numbers: &[f64], column: usize) -> Option<Linear> {
        self.columns[column]
            .statistic
            .over(self.rows(numbers, column))
    }

    /// The estimate of a column over some runs.
    pub fn estimate(&self, numbers: &[f64], column: usize, level: f64) -> Estimate {
        let Column {
            statistic,
            range,
            numbers: own,
        } = &self.columns[column];
        if statistic.is_pooled() {
            let mut moments = CountMoments::new(own.len());
            self.rows(numbers, column).for_each(|row| moments.push(row));
            return moments.estimate(statistic, *range, level);
        }
        let known = self.values(numbers, column).filter(|x| x.is_finite());
        Estimate::of_mean(&known.collect::<Moments>(), level).within(*range)
    }

    /// The least and the greatest that a column can be.
    pub fn possible(&self, column: usize) -> [f64; 2] {
        let column = &self.columns[column];
        column.statistic.possible(column.range)
    }

    /// The least and the greatest that a difference between two values of a column can be.
    pub fn differences(&self, column: usize) -> [f64; 2] {
        let [least, greatest] = self.possible(column);
        [least - greatest, greatest - least]
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
        let place = |column: &Column, made: Option<Made>, mean: Place| match made {
            None => Place::None(column.numbers.len()),
            Some(made) if made.statistic != column.statistic => Place::None(column.numbers.len()),
            Some(made) => match made.counts() {
                None => mean,
                Some(part) => {
                    let (counts, wanted) = (layout.part(part), column.numbers.len());
                    let known = wanted.min(counts.len());
                    Place::Counts(counts.start..counts.start + known, wanted - known)
                }
            },
        };
        let of_measure = |(key, column): (&String, &Column)| {
            if let Some(own) = self.own.iter().find(|own| own.measure.key == *key) {
                return Place::Own(own.clone());
            }
            let value = layout.value(key);
            let made = value.map(|value| layout.values()[value].made);
            place(column, made, Place::Value(value.unwrap_or_default()))
        };
        let mut places: Vec<Place> = self
            .measures
            .iter()
            .zip(&self.columns)
            .map(of_measure)
            .collect();
        let mut columns = self.columns[self.measures.len()..].iter();
        for measure in &self.quarterly {
            let series = layout.series().iter().position(|s| s.key() == *measure);
            for (quarter, column) in (0..self.quarters as u32).zip(columns.by_ref()) {
                let made = series.filter(|_| quarter < layout.quarters());
                let made = made.map(|series| layout.made_in(series, quarter));
                let at = series.unwrap_or_default() * layout.quarters() as usize;
                places.push(place(column, made, Place::Quarter(at + quarter as usize)));
            }
        }
        Places(places)
    }
}

impl Places {
    /// Adds the numbers of a run; a measure that its scenario does not have is no
    /// number.
    pub(crate) fn take(&self, layout: &Layout, record: &RunRecord, numbers: &mut Vec<f64>) {
        for place in &self.0 {
            match place {
                Place::None(width) => numbers.extend(repeat_n(f64::NAN, *width)),
                Place::Value(place) => numbers.push(record.values[*place]),
                Place::Quarter(place) => numbers.push(record.series[*place]),
                Place::Counts(places, zeros) => {
                    numbers.extend(&record.counts[places.clone()]);
                    numbers.extend(repeat_n(0.0, *zeros));
                }
                Place::Own(own) => numbers.push(own.of(layout, record)),
            }
        }
    }
}
