//! An estimate as answers keep it: in four columns of a table, and in findings.

use std::slice::Iter;

use serde::{Deserialize, Serialize};

use super::Estimate;
use crate::row::{Field, Heading};
use crate::table::{Cell, Column, Kind};

/// A number with its standard error and confidence interval. The level of the interval is
/// that of the whole answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimated {
    /// The estimate; none if no run has a value.
    pub value: Option<f64>,
    /// Its standard error; none for fewer than two runs.
    pub std_error: Option<f64>,
    /// Lower end of the interval; none for fewer than two runs, or equal ones.
    pub ci_low: Option<f64>,
    /// Upper end of the interval.
    pub ci_high: Option<f64>,
}

/// What follows the name of an estimate in the names of its other columns.
const STD_ERROR: &str = "_std_error";
const CI_LOW: &str = "_ci_low";
const CI_HIGH: &str = "_ci_high";

impl Estimated {
    /// Names of the columns that stand beside that of an estimate: of its standard error,
    /// and of both ends of its interval.
    pub fn columns_beside(name: &str) -> [String; 3] {
        [STD_ERROR, CI_LOW, CI_HIGH].map(|end| format!("{name}{end}"))
    }

    /// Both ends of the interval; none unless both are there.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.ci_low.zip(self.ci_high)
    }

    /// Its sign where the interval excludes 0: 1 or -1, else 0.
    pub fn sign(&self) -> i8 {
        match self.interval() {
            Some((low, _)) if low > 0.0 => 1,
            Some((_, high)) if high < 0.0 => -1,
            _ => 0,
        }
    }
}

impl From<&Estimate> for Estimated {
    fn from(estimate: &Estimate) -> Self {
        Self {
            value: estimate.value,
            std_error: estimate.std_error,
            ci_low: estimate.ci_low,
            ci_high: estimate.ci_high,
        }
    }
}

impl Field for Estimated {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        const NO_INTERVAL: &str = "no interval: fewer than two runs, or all the same";
        let no_value = match heading.empty {
            "" => "no run has a value",
            empty => empty,
        };
        let column = |end: &str, meaning: &str, empty: &str| {
            let name = format!("{}{end}", heading.name);
            let empty = match heading.empty {
                "" => empty,
                of_all => of_all,
            };
            Column::new(&name, Kind::Number, heading.unit, meaning).or_empty(empty)
        };
        let low = "Lower end of its interval, at the level in `level`, or else at the confidence level \
                   of the manifest.";
        let high = "Upper end of its interval, at the same level.";
        vec![
            column("", heading.meaning, no_value),
            column(STD_ERROR, "Its standard error.", "fewer than two runs"),
            column(CI_LOW, low, NO_INTERVAL),
            column(CI_HIGH, high, NO_INTERVAL),
        ]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        let numbers = [self.value, self.std_error, self.ci_low, self.ci_high];
        cells.extend(numbers.map(Cell::from));
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        Some(Self {
            value: Field::take(cells)?,
            std_error: Field::take(cells)?,
            ci_low: Field::take(cells)?,
            ci_high: Field::take(cells)?,
        })
    }
}
