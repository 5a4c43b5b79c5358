//! A number with its interval, in three columns of a table.

use std::slice::Iter;

use serde::{Deserialize, Serialize};

use crate::row::{Field, Heading};
use crate::stats::{Estimate, poisson_interval};
use crate::table::{Cell, Column, Kind};

/// Days in a year.
pub(super) const DAYS_A_YEAR: f64 = 365.25;

/// A number with its confidence interval, at the level of the whole answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounded {
    /// The number; none if there is nothing to take it from.
    pub value: Option<f64>,
    /// Lower end of the interval; none if there is none.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

impl Bounded {
    /// A number with the ends of an interval, where there is one.
    pub(super) fn new(value: Option<f64>, interval: Option<(f64, f64)>) -> Self {
        Self {
            value,
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    }

    /// Events a year, of so many in so many years, with Garwood's exact interval.
    pub(super) fn rate(events: u64, years: f64, level: f64) -> Self {
        let is_rate = years > 0.0;
        let (low, high) = poisson_interval(events, level);
        Self::new(
            is_rate.then(|| events as f64 / years),
            is_rate.then(|| (low / years, high / years)),
        )
    }

    /// The share of so many to which something happened, with Wilson's interval.
    pub(super) fn share(events: u64, of: u64, level: f64) -> Self {
        let share = Estimate::of_proportion(events, of, level);
        Self::new(share.value, share.ci_low.zip(share.ci_high))
    }

    /// Both ends of the interval; none unless both are there.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.low.zip(self.high)
    }
}

impl Field for Bounded {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        let column = |end: &str, meaning: &str| {
            let name = format!("{}{end}", heading.name);
            Column::new(&name, Kind::Number, heading.unit, meaning).or_empty(heading.empty)
        };
        let end = "end of its interval, at the confidence level of the manifest.";
        vec![
            column("", heading.meaning),
            column("_ci_low", &format!("Lower {end}")),
            column("_ci_high", &format!("Upper {end}")),
        ]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        cells.extend([self.value, self.low, self.high].map(Cell::from));
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        Some(Self {
            value: Field::take(cells)?,
            low: Field::take(cells)?,
            high: Field::take(cells)?,
        })
    }
}
