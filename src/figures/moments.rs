//! Measures quarter by quarter, as `orgsim run` writes them.

use super::NothingToDraw;
use super::marks::{Mark, marks};
use super::subject::empty;
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
            interval: told(row.mean.interval()),
            half: told(row.p25.zip(row.p75)),
            most: told(row.p05.zip(row.p95)),
            few,
        }
    })
    .collect()
}

/// A band over quarters, as points for [`crate::drawing::Panel::band`]. Quantiles of counts
/// jump by whole numbers: they hold for their quarter, and do not taper to the next, where they
/// would look like spikes.
pub(crate) fn band(
    series: &[Moment],
    ends: fn(&Moment) -> Option<(f64, f64)>,
) -> Vec<(f64, Option<(f64, f64)>)> {
    let values = || series.iter().map(|moment| (moment.quarter, ends(moment)));
    let known = || values().filter_map(|(_, ends)| ends);
    let (first, last) = self::ends(series);
    // some quantiles lie between two counts
    let all = known().flat_map(|(low, high)| [low, high]);
    let whole = all.clone().filter(|end| end.fract() == 0.0).count();
    if 4 * whole < 3 * all.count() || known().any(|(_, high)| high >= SMALL_COUNT) {
        return values().collect();
    }
    let both = values().flat_map(|(quarter, ends)| {
        [quarter - 0.5, quarter + 0.5].map(|at| (at.clamp(first, last), ends))
    });
    both.collect()
}

/// Counts below this are told one by one.
const SMALL_COUNT: f64 = 20.0;

/// The first and the last quarter of series.
pub(crate) fn ends<'a>(moments: impl IntoIterator<Item = &'a Moment>) -> (f64, f64) {
    let quarters = moments.into_iter().map(|moment| moment.quarter);
    quarters.fold(
        (f64::INFINITY, 0.0),
        |(first, last): (f64, f64), quarter| (first.min(quarter), last.max(quarter)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(all: &[(f64, f64)]) -> Vec<Moment> {
        let moment = |(quarter, &most)| Moment {
            quarter,
            mean: None,
            interval: None,
            half: None,
            most: Some(most),
            few: false,
        };
        let quarters = (0..all.len()).map(|quarter| quarter as f64);
        quarters.zip(all).map(moment).collect()
    }

    #[test]
    fn bands_of_small_counts_stand_as_steps() {
        let counts = series(&[(0.0, 2.0), (1.0, 6.0), (0.0, 3.0)]);
        let places: Vec<f64> = band(&counts, |m| m.most).iter().map(|p| p.0).collect();
        assert_eq!(places, [0.0, 0.5, 0.5, 1.5, 1.5, 2.0]);
        for smooth in [
            series(&[(0.1, 2.2), (1.0, 6.0)]),
            series(&[(30.0, 60.0), (31.0, 64.0)]),
        ] {
            assert_eq!(band(&smooth, |m| m.most).len(), 2);
        }
    }
}
