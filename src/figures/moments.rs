//! Measures quarter by quarter, as `orgsim run` writes them.

use super::NothingToDraw;
use super::marks::{Mark, marks};
use super::subject::empty;
use super::windows::possible;
use crate::experiment::tables::InQuarter;
use crate::metrics::Measure;
use crate::result::ResultFolder;
use crate::row::{Row, Rows};

/// A measure in a quarter, over the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) quarter: f64,
    pub(crate) mean: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// The middle half of the runs.
    pub(crate) half: Option<(f64, f64)>,
    /// The middle 90%.
    pub(crate) most: Option<(f64, f64)>,
    /// Whether it is left out, since hardly any run has a value.
    pub(crate) few: bool,
}

impl Moment {
    /// The interval of a measure that is never negative, cut at zero.
    pub(crate) fn within(&self) -> Option<(f64, f64)> {
        self.interval.map(|(low, high)| (low.max(0.0), high))
    }
}

/// What is said of quarters that are left out, at the end of a note.
pub(crate) fn note_on_few<'a>(moments: impl IntoIterator<Item = &'a Moment>) -> &'static str {
    match moments.into_iter().any(|moment| moment.few) {
        true => {
            " Left out: quarters in which fewer than ten runs, and fewer than one in ten, have a \
            value."
        }
        false => "",
    }
}

/// A table of each of the results of runs.
///
/// # Errors
/// If one of them is no result of runs or lacks the table.
pub(crate) fn tables<R: Row>(results: &[ResultFolder]) -> Result<Vec<Rows<R>>, NothingToDraw> {
    let table = |result: &ResultFolder| {
        if result.command() != "run" {
            return Err(NothingToDraw::OfAnother("`orgsim run`"));
        }
        let rows = result.rows::<R>()?;
        rows.ok_or_else(|| empty(format!("{} has no {}", result.name(), R::FILE)))
    };
    results.iter().map(table).collect()
}

/// The events of results: marks of several results would be taken for each
/// other's, unless they are the same.
pub(crate) fn marks_of_all(results: &[ResultFolder]) -> Result<Vec<Mark>, NothingToDraw> {
    let mut all = results.iter().map(marks).collect::<Result<Vec<_>, _>>()?;
    let same = all.windows(2).all(|pair| pair[0] == pair[1]);
    Ok(if same { all.swap_remove(0) } else { Vec::new() })
}

/// A measure in each quarter of a table, for a group if it has groups. Quarters in
/// which hardly any run has a value have none: the interval of two runs beside those
/// of hundreds would be all that one sees.
pub(crate) fn moments(
    table: &Rows<InQuarter>,
    measure: &Measure,
    group: Option<&str>,
) -> Vec<Moment> {
    let key = measure.key();
    let of = table
        .iter()
        .filter(|row| row.measure == key && row.group.as_deref() == group);
    let most = table.iter().map(|row| row.n_runs).max().unwrap_or(0);
    of.map(|row| {
        let few = (1..10).contains(&row.n_runs) && 10 * row.n_runs < most;
        let told = |interval: Option<(f64, f64)>| interval.filter(|_| !few);
        Moment {
            quarter: row.quarter as f64,
            mean: row.mean.value.filter(|_| !few),
            interval: told(row.mean.interval()).map(|ends| possible(measure, ends)),
            half: told(row.p25.zip(row.p75)),
            most: told(row.p05.zip(row.p95)),
            few,
        }
    })
    .collect()
}

/// The first and the last quarter of series.
pub(crate) fn ends<'a>(moments: impl IntoIterator<Item = &'a Moment>) -> (f64, f64) {
    let quarters = moments.into_iter().map(|moment| moment.quarter);
    quarters.fold(
        (f64::INFINITY, 0.0),
        |(first, last): (f64, f64), quarter| (first.min(quarter), last.max(quarter)),
    )
}
