//! Measures quarter by quarter, as `orgsim run` writes them.

use super::NothingToDraw;
use super::marks::{Mark, marks};
use crate::metrics::Measure;
use crate::result::{Frame, ResultFolder};

/// A measure in a quarter, over the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) quarter: f64,
    pub(super) mean: Option<f64>,
    pub(super) interval: Option<(f64, f64)>,
    /// The middle half of the runs.
    pub(super) half: Option<(f64, f64)>,
    /// The middle 90%.
    pub(super) most: Option<(f64, f64)>,
}

impl Moment {
    /// The interval of a measure that is never negative, cut at zero.
    pub(super) fn within(&self) -> Option<(f64, f64)> {
        self.interval.map(|(low, high)| (low.max(0.0), high))
    }
}

/// A table of each of the results of runs.
///
/// # Errors
/// If one of them is no result of runs or lacks the table.
pub(super) fn tables(results: &[ResultFolder], file: &str) -> Result<Vec<Frame>, NothingToDraw> {
    let table = |result: &ResultFolder| {
        if result.command() != "run" {
            return Err(NothingToDraw::OfAnother("`orgsim run`"));
        }
        let table = result.table(file)?;
        table.ok_or_else(|| NothingToDraw::Empty(format!("{} has no {file}", result.name())))
    };
    results.iter().map(table).collect()
}

/// The events of results: marks of several results would be taken for each
/// other's, unless they are the same.
pub(super) fn marks_of_all(results: &[ResultFolder]) -> Result<Vec<Mark>, NothingToDraw> {
    let mut all = results.iter().map(marks).collect::<Result<Vec<_>, _>>()?;
    let same = all.windows(2).all(|pair| pair[0] == pair[1]);
    Ok(if same { all.swap_remove(0) } else { Vec::new() })
}

/// A measure in each quarter of a table, for a group if it has groups.
pub(super) fn moments(table: &Frame, measure: &Measure, group: Option<&str>) -> Vec<Moment> {
    let of = table
        .rows()
        .filter(|row| row.is_about(measure) && row.text("group") == group);
    of.map(|row| Moment {
        quarter: row.number("quarter").unwrap_or(0.0),
        mean: row.number("mean"),
        interval: row.interval("ci_low", "ci_high"),
        half: row.interval("p25", "p75"),
        most: row.interval("p05", "p95"),
    })
    .collect()
}

/// The first and the last quarter of series.
pub(super) fn ends<'a>(moments: impl IntoIterator<Item = &'a Moment>) -> (f64, f64) {
    let quarters = moments.into_iter().map(|moment| moment.quarter);
    quarters.fold(
        (f64::INFINITY, 0.0),
        |(first, last): (f64, f64), quarter| (first.min(quarter), last.max(quarter)),
    )
}
