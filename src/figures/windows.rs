//! Measures over windows of quarters, as `orgsim run` writes them.

use super::subject::distinct;
use crate::metrics::{Measure, window_words};
use crate::numerals::Shown;
use crate::result::{Frame, ResultFolder};

/// A measure over a window, over the runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Over {
    /// Its name in tables: `all`, or for instance `q8-q19`.
    pub(crate) window: String,
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// Items of which the numbers are made, and how many of them are censored.
    pub(crate) items: Option<u64>,
    pub(crate) censored: Option<u64>,
}

impl Over {
    /// Whether it is the whole observation.
    pub(crate) fn is_whole(&self) -> bool {
        self.window == "all"
    }

    /// The window in words: `quarters 8 to 19`.
    pub(crate) fn words(&self) -> String {
        window_words(&self.window)
    }

    /// The interval of a measure that is never negative, within what is possible.
    pub(crate) fn within(&self, unit: &str) -> Option<(f64, f64)> {
        let (low, high) = possible(unit, self.interval?);
        Some((low.max(0.0), high))
    }

    /// The estimate in words.
    pub(crate) fn estimate(&self, unit: &str) -> String {
        Shown::of(unit).estimate(self.value, self.interval)
    }
}

/// The part of an interval in which a measure of a unit can lie: a share from 0 to 1.
pub(crate) fn possible(unit: &str, (low, high): (f64, f64)) -> (f64, f64) {
    match unit {
        "share" => (low.max(0.0), high.min(1.0)),
        _ => (low, high),
    }
}

/// A measure in each window of `summary.csv`, the whole observation first.
pub(crate) fn over_windows(summary: &Frame, measure: &Measure, group: Option<&str>) -> Vec<Over> {
    let of = summary
        .rows()
        .filter(|row| row.is_about(measure) && row.text("group") == group);
    of.map(|row| Over {
        window: row.text("window").unwrap_or_default().to_owned(),
        value: row.number("estimate"),
        interval: row.interval("ci_low", "ci_high"),
        items: row.count("n_items"),
        censored: row.count("n_censored"),
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
    /// The name of its window in tables.
    pub(crate) window: String,
}

impl Side {
    /// The number of this side among those of its result.
    pub(crate) fn of<'a>(&self, over: &'a [Over]) -> Option<&'a Over> {
        over.iter().find(|over| over.window == self.window)
    }
}

/// What is put side by side of some results, with their `summary.csv`.
pub(crate) fn sides(results: &[ResultFolder], summaries: &[Frame]) -> Vec<Side> {
    let side = |name: &str, result, window: &str| Side {
        name: name.to_owned(),
        result,
        window: window.to_owned(),
    };
    if results.len() > 1 {
        let results = results.iter().enumerate();
        return results.map(|(at, r)| side(r.name(), at, "all")).collect();
    }
    let rows = summaries.iter().flat_map(Frame::rows);
    let mut windows = distinct(rows.filter_map(|row| row.text("window")));
    // the whole mixes before and after
    if windows.len() > 1 {
        windows.retain(|window| window != "all");
    }
    let of = |window: &String| side(&window_words(window), 0, window);
    windows.iter().map(of).collect()
}
