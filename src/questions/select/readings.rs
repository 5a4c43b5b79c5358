//! What is looked at of each run: numbers that are added up while a selection is under way.

use super::settings::SelectSettings;
use crate::analysis::selection::Due;
use crate::experiment::Columns;
use crate::stats::Linear;

/// The measures that are looked at, as numbers run by run of which they are means.
///
/// A statistic of the sums over runs is no such number. It is taken along its derivative at
/// the runs of the first stage, so that what is taken in once stays as it is.
pub(super) struct Readings {
    /// The columns of the experiment.
    pub(super) columns: Columns,
    /// Those that are looked at.
    looked_at: Vec<usize>,
    first_stage: usize,
    /// By alternative and column looked at; none of a mean.
    linear: Vec<Vec<Option<Linear>>>,
}

impl Readings {
    pub(super) fn new(settings: &SelectSettings, columns: Columns) -> Self {
        Self {
            columns,
            looked_at: settings.columns(),
            first_stage: 0,
            linear: Vec::new(),
        }
    }

    /// The values of a round, by alternative, column looked at and run; not a number where
    /// there is none. `round` holds the numbers of the runs of each alternative that is due.
    pub(super) fn of_round(&mut self, due: &Due, round: &[Vec<f64>]) -> Vec<Vec<Vec<f64>>> {
        if due.first == 0 {
            self.first_stage = due.replicates as usize;
            let of_alternative = |numbers: &Vec<f64>| {
                let columns = self.looked_at.iter();
                let linear = columns.map(|&column| self.columns.linear(numbers, column));
                linear.collect()
            };
            self.linear = round.iter().map(of_alternative).collect();
        }
        let alternatives = round.iter().zip(&due.variants);
        let values = alternatives.map(|(numbers, &alternative)| {
            let columns = self.looked_at.iter().zip(&self.linear[alternative]);
            let of_column = |(&column, linear): (&usize, &Option<Linear>)| match linear {
                Some(linear) => {
                    let n = self.first_stage;
                    self.columns.pseudo_values_by(linear, n, numbers, column)
                }
                None => self.columns.pseudo_values(numbers, column),
            };
            columns.map(of_column).collect()
        });
        values.collect()
    }
}
