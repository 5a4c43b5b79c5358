//! Measures over windows of quarters, as `orgsim run` writes them.

use crate::experiment::tables::OverWindow;
use crate::metrics::{Measure, Span};
use crate::numerals::Shown;
use crate::result::{ResultFolder, calendar};
use crate::row::Rows;
use crate::units::Calendar;

/// A measure over a window, over the runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Over {
    pub(crate) window: Span,
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// Within which 90% of organisations lie; none of a single run.
    pub(crate) one: Option<(f64, f64)>,
    /// The same if their parameters are drawn from assumed ranges.
    pub(crate) differ: Option<(f64, f64)>,
    /// Items of which the numbers are made, and how many of them are censored.
    pub(crate) items: Option<u64>,
    pub(crate) censored: Option<u64>,
}

impl Over {
    /// Whether it is the whole observation.
    pub(crate) fn is_whole(&self) -> bool {
        self.window == Span::All
    }

    /// The estimate in words.
    pub(crate) fn estimate(&self, unit: &str) -> String {
        Shown::of(unit).estimate(self.value, self.interval)
    }
}

/// A measure in each window, the whole observation first.
pub(crate) fn over_windows(
    summary: &Rows<OverWindow>,
    measure: &Measure,
    group: Option<&str>,
) -> Vec<Over> {
    let key = measure.key();
    let of = summary
        .iter()
        .filter(|row| row.measure == key && row.group.as_deref() == group);
    of.map(|row| Over {
        window: row.window,
        value: row.estimate.value,
        interval: row.estimate.interval(),
        one: row.p05.zip(row.p95).filter(|_| row.n_runs > 1),
        differ: row.parameters_p05.zip(row.parameters_p95),
        items: row.n_items,
        censored: row.n_censored,
    })
    .collect()
}

/// What is put side by side: the windows of one result, or results over all of
/// their quarters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Side {
    /// Its name: of the window in words, or of the result.
    pub(crate) name: String,
    /// The place of its result.
    pub(crate) result: usize,
    pub(crate) window: Span,
    pub(crate) calendar: Calendar,
}

impl Side {
    /// The number of this side among those of its result.
    pub(crate) fn of<'a>(&self, over: &'a [Over]) -> Option<&'a Over> {
        over.iter().find(|over| over.window == self.window)
    }
}

/// What is put side by side of some results; of one, these windows of its rows.
pub(crate) fn sides(
    results: &[ResultFolder],
    windows: impl IntoIterator<Item = Span>,
) -> Vec<Side> {
    if results.len() > 1 {
        let results = results.iter().enumerate();
        let side = |(result, folder): (usize, &ResultFolder)| Side {
            name: folder.name().to_owned(),
            result,
            window: Span::All,
            calendar: folder.calendar(),
        };
        return results.map(side).collect();
    }
    let mut known: Vec<Span> = Vec::new();
    for window in windows {
        if !known.contains(&window) {
            known.push(window);
        }
    }
    // the whole mixes before and after
    if known.len() > 1 {
        known.retain(|window| *window != Span::All);
    }
    let calendar = calendar(results);
    let side = |window: Span| Side {
        name: window.words(calendar),
        result: 0,
        window,
        calendar,
    };
    known.into_iter().map(side).collect()
}
